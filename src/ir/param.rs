//! Params: their values, and which of them a rule asks for, as of which day.

use crate::alarm::Sure;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Citation, ExprId, Op, Program, Rule};
use crate::meaning::{Rates, Reason, aligned, choose};
use crate::source::Span;
use crate::ty::{Bounds, Ty};
use crate::value::{Date, Scalar, Tri, Worded};

/// A param with its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    /// Name.
    pub name: Arc<str>,
    /// First paragraph of its doc comment.
    pub title: Worded<String>,
    /// Type.
    pub ty: Ty,
    /// Between which values it lies, whatever a run sets.
    pub bounds: Bounds,
    /// The value of this run.
    pub value: Scalar,
    /// From which day on that value has been in force, where it is dated.
    pub since: Option<Date>,
    /// Whether it is declared with values of different days, or is computed from one that is: what
    /// the run sets holds on every day, but makes it no other param.
    pub dated: bool,
    /// What it was and will be, in the order of time; what the run sets holds on every day.
    pub timeline: Vec<InForce>,
    /// The params that the value is computed from.
    pub rests_on: Vec<RestsOn>,
    /// Where its values come from.
    pub cites: Vec<Citation>,
    /// Where the run set it (`--param`, manifest), if it did.
    pub set: Option<Span>,
    /// Where it is declared.
    pub span: Span,
}

/// A value of a param, up to the day on which the next one comes into force.
#[derive(Clone, PartialEq, Debug)]
pub struct InForce {
    /// The first day; `None`: it always was.
    pub since: Option<Date>,
    /// The value.
    pub value: Scalar,
    /// The params that it is computed from.
    pub rests_on: Vec<RestsOn>,
}

impl Param {
    /// What it is on a day; over a range of days all that it may be.
    pub fn at(&self, date: &Scalar, rates: &dyn Rates) -> Result<Scalar, Reason> {
        let (days, _) = date.parts();
        let (from, to) = days.dates();
        let Some((first, others)) = self.in_force(from, to).and_then(|v| v.split_first()) else {
            // On none of those days is any: which of them it is makes no difference.
            let never = self.begun(from, to).is_empty();
            return if never { Err(Reason::NotInForce) } else { Ok(self.ty.unknown()) };
        };
        let mut value = first.value.clone();
        for other in others {
            if self.ty.is_money() {
                aligned((&value, self.ty), (&other.value, self.ty), rates)?;
            }
            value = choose(Tri::Unknown, &value, &other.value, self.ty, rates);
        }
        // A value that is computed from others is none before they are in force.
        let none = value.is_unknown() && days.known().is_some();
        if none { Err(Reason::NotInForce) } else { Ok(value) }
    }

    /// What may be in force on some day from `first` to `last`, also where it may be that nothing
    /// is.
    pub fn begun(&self, first: Option<Date>, last: Option<Date>) -> &[InForce] {
        let begun =
            |day: Date| move |value: &&InForce| value.since.is_none_or(|since| since <= day);
        let count = |day: Date| self.timeline.iter().take_while(begun(day)).count();
        let from = first.map_or(0, |day| count(day).saturating_sub(1));
        let to = last.map_or(self.timeline.len(), count);
        self.timeline.get(from..to).sure()
    }

    /// What may be in force on some day from `first` to `last`, each `None` where it is not known,
    /// in the order of time. `None` where it may be that nothing is.
    pub fn in_force(&self, first: Option<Date>, last: Option<Date>) -> Option<&[InForce]> {
        let always = |value: &InForce| value.since.is_none_or(|since| Some(since) <= first);
        self.timeline.first().filter(|value| always(value))?;
        Some(self.begun(first, last))
    }
}

/// As of which day a param is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Asked {
    /// The as-of date; so is what holds on every day.
    AsOf,
    /// The day that an expression says.
    At(ExprId),
    /// One day, in the definition of another param.
    On(Date),
}

/// What a param is computed from: another one, by its place in [`Program::params`], and the day
/// that its definition asks for. Without one it is the day on which the param itself is asked for.
pub type RestsOn = (u32, Option<Date>);

impl Program {
    /// The params that a rule's conditions rest on, directly or by way of others, by their places
    /// in the order of declaration, and as of which days. `in_force` says which values of a param count
    /// where it is asked for as of another day than the as-of date.
    pub fn params_asked<'p>(
        &'p self,
        rule: &Rule,
        in_force: impl Fn(&'p Param, Asked) -> &'p [InForce],
    ) -> Vec<(u32, Asked)> {
        let (mut open, mut asked) = (self.asked_directly(rule), BTreeSet::new());
        while let Some((i, day)) = open.pop() {
            let Some(param) = self.params.get(i as usize) else { continue };
            let always = matches!(&param.timeline[..], [only] if only.since.is_none());
            let day = if always { Asked::AsOf } else { day };
            if !asked.insert((i, day)) {
                continue;
            }
            let on = |(other, on): &RestsOn| (*other, on.map_or(day, Asked::On));
            match day {
                Asked::AsOf => open.extend(param.rests_on.iter().map(on)),
                Asked::At(_) | Asked::On(_) => {
                    let values = in_force(param, day).iter();
                    open.extend(values.flat_map(|value| &value.rests_on).map(on));
                }
            }
        }
        asked.into_iter().collect()
    }

    fn asked_directly(&self, rule: &Rule) -> Vec<(u32, Asked)> {
        let mut seen = FxHashSet::default();
        let parts = self.arena.parts(rule.conditions(), |e, _| seen.insert(e));
        let asked = parts.filter_map(|e| match self.arena.get(e).op {
            Op::Param(i) => Some((i, Asked::AsOf)),
            Op::ParamAt(i, date) => Some((i, Asked::At(date))),
            _ => None,
        });
        asked.collect()
    }
}

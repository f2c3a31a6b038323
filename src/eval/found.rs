//! What explanations find once for many who ask: what is missing of the members of an aggregate, in
//! which currencies they tell amounts, and what brings these into one. How it is found stands with the
//! explanations.

use rustc_hash::FxHashSet;

use super::memo::Memo;
use crate::builtins::{AggregateFn, Needs};
use crate::ir::{Aggregate, ExprId};
use crate::meaning::is_weightless;
use crate::outcome::{Cell, Reason};
use crate::value::{Currency, Decimal, Range, Scalar};

/// A missing fact before it is put into words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub(super) cell: Option<Cell>,
    pub(super) expr: ExprId,
    /// It belongs to a member of an aggregate, not to the subject.
    pub(super) inside: bool,
    /// The member of which a value without a place is made.
    pub(super) member: Option<Cell>,
    pub(super) reason: Reason,
}

impl Found {
    fn is_told_by(&self, other: &Found) -> bool {
        match (self.cell, other.cell) {
            (Some(a), Some(b)) => a == b && self.reason == other.reason,
            (None, None) => {
                (self.expr, self.member, &self.reason) == (other.expr, other.member, &other.reason)
            }
            _ => false,
        }
    }
}

/// What is missing of something.
#[derive(Clone, Debug, Default)]
pub(super) struct Lack {
    pub(super) found: Vec<Found>,
    /// How often something was found, what is among `found` already included.
    pub(super) met: usize,
    /// The currencies of the amounts that were met.
    pub(super) currencies: Met,
    /// Whether more may be missing once all that was found is told.
    pub(super) leads_on: bool,
}

impl Lack {
    /// Adds a missing fact, unless it is told already or as many are as are wanted.
    pub(super) fn add(&mut self, found: Found, most: usize) {
        self.met += 1;
        if self.found.len() < most {
            self.keep(found);
        }
    }

    /// Keeps a missing fact that was met, each once.
    pub(super) fn keep(&mut self, found: Found) {
        if !self.found.iter().any(|other| other.is_told_by(&found)) {
            self.found.push(found);
        }
    }

    /// Adds what was found elsewhere, each once there.
    pub(super) fn join(&mut self, other: &Lack, most: usize) {
        self.currencies.join(&other.currencies);
        self.leads_on |= other.leads_on;
        if self.found.is_empty() {
            self.met += other.found.len();
            self.found.extend_from_slice(&other.found);
        } else {
            other.found.iter().for_each(|found| self.add(found.clone(), most));
        }
    }
}

/// What there is to say of the members of an aggregate, beside the facts that they lack.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Whether there is a member, or may be.
    pub(super) any: bool,
    /// How many are members for certain.
    pub(super) certain: usize,
    /// The rates that are missing between their amounts.
    pub(super) unrated: Vec<Reason>,
    /// Whether their amounts come to more than nothing, whatever they turn out to be.
    pub(super) weighs: bool,
    /// Whether several may be the one that counts, where one alone does: they may turn out to share
    /// their key, and then it is not known which of them it is.
    pub(super) contended: bool,
}

impl Seen {
    /// Whether it may turn out that an aggregate is made of nothing, so that it has no value.
    pub(super) fn may_be_of_nothing(&self, a: &Aggregate) -> bool {
        let needs = |function: AggregateFn| function.row().needs;
        let inner = a.group.as_ref().is_some_and(|group| needs(group.function) == Needs::Weight);
        inner
            || match needs(a.function) {
                Needs::Weight => !self.weighs,
                Needs::Members(least) => self.certain < a.sample.max(least) as usize,
                Needs::Nothing => self.certain < a.sample as usize,
            }
    }
}

/// The missing facts of an aggregate's members, by the row that these are tied to. Members that
/// look at nothing but themselves lack the same whoever asks.
pub(super) type Known = Memo<Option<u32>, (Lack, Seen)>;

/// The currencies of amounts, as far as one weighs: zero is zero in all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Met(pub(super) Vec<Currency>);

impl Met {
    pub(super) fn add(&mut self, amount: &Scalar) {
        if let (range, Some(currency)) = amount.parts()
            && !is_weightless(range)
        {
            self.add_currency(currency);
        }
    }

    /// Adds the currency of an amount that may weigh once it is told exactly.
    pub(super) fn add_told(&mut self, amount: &Scalar) {
        if let (range, Some(currency)) = amount.parts()
            && range != Range::point(Decimal::ZERO)
        {
            self.add_currency(currency);
        }
    }

    pub(super) fn add_currency(&mut self, currency: Currency) {
        if !self.0.contains(&currency) {
            self.0.push(currency);
        }
    }

    pub(super) fn join(&mut self, other: &Met) {
        other.0.iter().for_each(|currency| self.add_currency(*currency));
    }
}

/// What of all that an aggregate looks at brings amounts of members into one currency.
#[derive(Debug)]
pub(super) struct Converting {
    /// The expressions that do, or that have a part that does.
    pub(super) parts: FxHashSet<ExprId>,
    /// Whether some bring them into another than the reporting currency, or as of another day.
    pub(super) elsewhere: bool,
}

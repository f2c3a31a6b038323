//! How much members matter: what is told first of them, and what the others come to.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::builtins::AggregateFn;
use crate::eval::memo::Memo;
use crate::eval::rates::{Exchange, Rates};
use crate::eval::reduce::{self, Beyond, Extreme, Few, Member, reduce};
use crate::ir::Aggregate;
use crate::outcome::Cell;
use crate::ty::Ty;
use crate::value::{Decimal, Range, Scalar, Tri};

/// The members of a subject beyond those that are told.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Rest {
    /// How many there are.
    pub(crate) count: u64,
    /// Of a sum: what they add to it.
    pub(crate) sum: Option<Scalar>,
    /// Where they are not added up: from the least to the most that any of them may be.
    pub(crate) each: Option<Scalar>,
    /// Whether each of them moves what is made of all, as it does an average.
    pub(crate) all_count: bool,
    /// The first of the lists that are not given, and may hold more.
    pub(crate) lists: Vec<Cell>,
    /// What is made of them.
    pub(super) function: Option<AggregateFn>,
}

impl Rest {
    /// Takes in a member that was to be told, and of which there is nothing to tell: what it is,
    /// and whether it is one for certain.
    pub(crate) fn take(&mut self, value: &Scalar, certain: bool, rates: &Rates, ty: Ty) {
        let member = |value: &Scalar, certain| {
            let (range, currency) = value.parts();
            Member { certain, many: false, has: Tri::True, range, currency }
        };
        let with = |rest: &Option<Scalar>| -> Vec<Member> {
            let rest = rest.iter().map(|rest| member(rest, true));
            rest.chain([member(value, certain)]).collect()
        };
        self.count += 1;
        match beyond(self.function) {
            Beyond::Sum => {
                let members = with(&self.sum);
                let sum = reduce(AggregateFn::Sum, &members, rates.of(ty));
                self.sum = Some(rates.told(sum, ty));
            }
            Beyond::Spread | Beyond::AllCount => {
                self.each = Some(rates.told(spread(with(&self.each), rates.of(ty)), ty));
            }
            Beyond::Number => {}
        }
    }
}

/// A member with what tells how much it matters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub(super) weight: Weight,
    pub(super) row: u32,
    /// Whether anything is told of its value.
    pub(super) told: bool,
    pub(super) member: Member,
}

/// How much a member matters: the least of these most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Weight {
    /// What tells most where nothing is added up comes first: members that fail what every one must
    /// pass, then those that are members for certain.
    Passes(u8, bool),
    Smallest(Size),
    Largest(Reverse<Size>),
}

/// Whether an amount has no upper end, and that end: what has none may be the largest of all.
pub(super) type Size = (bool, Option<Decimal>);

/// Untied members in the order of their weight, for all subjects that may have them.
#[derive(Debug)]
pub(super) struct Weighty {
    /// Those of whose values something is told, and the others.
    pub(super) members: [Vec<Weighed>; 2],
    /// What is left of them where so many of each are told, condensed.
    left: Memo<[usize; 2], Vec<Member>>,
}

impl Weighed {
    pub(super) fn told(&self) -> (u32, bool) {
        (self.row, self.member.certain)
    }
}

impl Weighty {
    pub(super) fn new(members: [Vec<Weighed>; 2]) -> Weighty {
        Weighty { members, left: Memo::default() }
    }

    /// What the members behind so many of each do to an aggregate.
    pub(super) fn left(&self, a: &Aggregate, taken: [usize; 2]) -> Arc<Vec<Member>> {
        self.left.get(taken, || {
            let left = self.members.iter().zip(taken).flat_map(|(m, n)| m.iter().skip(n));
            let left: Vec<Member> = left.map(|weighed| weighed.member).collect();
            let functions: &[AggregateFn] = match beyond(Some(a.function)) {
                Beyond::Spread | Beyond::AllCount => &[AggregateFn::Min, AggregateFn::Max],
                Beyond::Sum => &[AggregateFn::Sum],
                // Of what is not added up nothing is told but its number.
                Beyond::Number => &[],
            };
            let few = |function: &AggregateFn| match reduce::of(*function).few(&left) {
                Few::OfThem(few) => few,
                Few::All | Few::OfEitherEnd => left.clone(),
            };
            functions.iter().flat_map(few).collect()
        })
    }
}

/// Puts the first few members in order. Where one stands is asked only where its weight does not
/// tell whether it is one of them.
pub(super) fn lead<S: Ord>(
    mut members: Vec<Weighed>,
    most: usize,
    standing: impl Fn(&Weighed) -> S,
) -> Vec<Weighed> {
    let mut behind = Vec::new();
    if let Some(last) = most.checked_sub(1).filter(|last| *last < members.len()) {
        let (_, weighed, _) = members.select_nth_unstable_by_key(last, |w| w.weight);
        let weight = weighed.weight;
        (members, behind) = members.into_iter().partition(|w| w.weight <= weight);
    }
    members.sort_by_cached_key(|w| (w.weight, standing(w)));
    members.extend(behind);
    members
}

/// The members that carry the end of an extreme which is certain: of a maximum the one that is the
/// most at least, of a minimum the one that is the least at most. Those are not the ones that may be
/// the most. They are given in the order of their weight, so that of equals the foremost carries.
pub(super) fn sure(
    function: Option<AggregateFn>,
    members: &[Weighed],
    most: usize,
    rates: Exchange<'_>,
) -> Vec<u32> {
    let function = function.map(reduce::of);
    let carriers = function.as_ref().map_or(0, |function| function.carriers().min(most));
    if carriers == 0 {
        return Vec::new();
    }
    let is_least = function.and_then(|function| function.extreme()) == Some(Extreme::Least);
    let mut ends: Vec<(Decimal, u32)> = Vec::new();
    for weighed in members.iter().filter(|weighed| weighed.member.certain) {
        let range = at_home(&weighed.member, rates);
        let end = if is_least { range.hi.map(Decimal::neg) } else { range.lo };
        ends.extend(end.map(|end| (end, weighed.row)));
    }
    ends.sort_by_key(|(end, _)| Reverse(*end));
    ends.into_iter().take(carriers).map(|(_, row)| row).collect()
}

pub(super) fn size(member: &Member, rates: Exchange<'_>) -> Size {
    let range = at_home(member, rates);
    (range.hi.is_none(), range.hi)
}

/// What a member is in the reporting currency; without a rate amounts are told in the order of
/// their numbers.
fn at_home(member: &Member, rates: Exchange<'_>) -> Range {
    let Member { range, currency, .. } = *member;
    match currency {
        None => range,
        Some(_) => rates.home(range, currency).unwrap_or(range),
    }
}

pub(super) fn passes(member: Member) -> Weight {
    let passes = match member.has {
        Tri::False => 0,
        Tri::Unknown => 1,
        Tri::True => 2,
    };
    Weight::Passes(passes, !member.certain)
}

/// What is told of the members that are not told one by one.
pub(super) fn beyond(function: Option<AggregateFn>) -> Beyond {
    function.map_or(Beyond::Number, |function| reduce::of(function).beyond())
}

/// From the least to the most that any member may be.
pub(super) fn spread(members: Vec<Member>, rates: Exchange<'_>) -> Scalar {
    let members: Vec<Member> =
        members.into_iter().map(|member| Member { certain: true, ..member }).collect();
    let end = |function| reduce(function, &members, rates).parts();
    let ((least, currency), (most, _)) = (end(AggregateFn::Min), end(AggregateFn::Max));
    Scalar::quantity(Range { lo: least.lo, hi: most.hi }, currency)
}

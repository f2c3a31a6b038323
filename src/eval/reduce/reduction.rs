//! What every function over members is asked, whoever brings it the members: the pass that folds them,
//! the subjects one by one, members that many subjects share, and explanations.

use std::ops::Range as Places;

use super::exact::Plain;
use super::member::Member;
use super::tally::Tally;
use super::totals::Totals;
use crate::eval::rates::Exchange;
use crate::value::{Range, Scalar, Tri};

/// What a function makes of members.
pub(crate) trait Reduction: Sync {
    /// What it makes of members that are or may be.
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar;

    /// The same of members of which at least one is: a group without any is none.
    fn reduce_some(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        self.reduce(members, rates)
    }

    /// What it makes of members that are only counted, where it asks for nothing else of them.
    fn tallied(&self, _tally: &Tally) -> Option<Scalar> {
        None
    }

    /// The members of those at some places that are plain, side by side: a short cut.
    fn of_plain(&self, _plain: &Plain<'_>, _places: Places<usize>) -> Option<Scalar> {
        None
    }

    /// The same by group: what each comes to, as a member of whatever is made of the groups.
    fn of_plain_groups(
        &self,
        _plain: &Plain<'_>,
        _groups: &[u32],
        _places: Places<usize>,
    ) -> Option<Vec<Member>> {
        None
    }

    /// Running totals for so many subjects, where members can be added to them as they come.
    fn totals(&self, _subjects: usize) -> Option<Totals> {
        None
    }

    /// The same for the groups of each.
    fn group_totals(&self) -> Option<Totals> {
        None
    }

    /// Possible members as few that do as much beside whatever others they join.
    fn few(&self, members: &[Member]) -> Few;

    /// How many possible members from either end may count beside so many certain ones.
    fn reach(&self, _certain: usize) -> usize {
        0
    }

    /// Of members none of which can be looked at.
    fn of_unlisted(&self) -> Scalar {
        Scalar::UNKNOWN_QUANTITY
    }

    /// What a result is of members of none of which anything is told.
    fn of_untold(&self, result: Scalar) -> Scalar {
        result.untold()
    }

    /// What of a member may decide: whether it passes what every one must, and its value.
    fn at_stake(&self, _has: Option<Tri>, _value: &dyn Fn() -> Option<Range>) -> AtStake {
        AtStake::All
    }

    /// Which end of the members' values it is, if it is one.
    fn extreme(&self) -> Option<Extreme> {
        None
    }

    /// Which end of the members' keys tells the one that counts, if one does.
    fn front(&self) -> Option<Extreme> {
        None
    }

    /// How many members carry the end of it that is certain.
    fn carriers(&self) -> usize {
        0
    }

    /// What is told of the members beside those that matter most.
    fn beyond(&self) -> Beyond;
}

/// What of a member may decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AtStake {
    /// Nothing: whatever it is, the answer is the same.
    Nothing,
    /// Whether it is a member.
    Membership,
    /// That, and all that is read of it.
    All,
}

/// What is told of members that are not told one by one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Beyond {
    /// How many they are.
    Number,
    /// What they add.
    Sum,
    /// From the least to the most that any of them may be.
    Spread,
    /// The same, where each of them moves what is made of all.
    AllCount,
}

/// Possible members as few that do as much to whatever is made of them and others.
pub(crate) enum Few {
    /// Each counts.
    All,
    /// These do as much. What is only counted is in their tally.
    OfThem(Vec<Member>),
    /// So many from either end, as hangs on the certain members.
    OfEitherEnd,
}

/// An end of the members' values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extreme {
    /// The smallest.
    Least,
    /// The largest.
    Most,
}

//! Members that are only found, tested or counted: no value of theirs is looked at.

use super::member::Member;
use crate::value::Tri;

/// How many members there are, and how they stand.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Tally {
    /// Those that are or may be.
    pub(crate) possible: usize,
    /// Those for certain.
    pub(crate) certain: usize,
    /// Whether one of them stands for any number.
    pub(crate) endless: bool,
    /// Whether one for certain does not pass what every one must.
    pub(super) broken: bool,
    /// Whether one may not pass.
    pub(super) open: bool,
}

impl Tally {
    /// So many members for certain, that pass.
    pub(crate) fn surely(members: usize) -> Tally {
        Tally { possible: members, certain: members, ..Tally::default() }
    }

    pub(crate) fn of(members: &[Member]) -> Tally {
        let mut tally = Tally::default();
        members.iter().for_each(|m| tally.add(m.certain, m.many, m.has));
        tally
    }

    /// Adds a member.
    #[inline]
    pub(crate) fn add(&mut self, certain: bool, many: bool, has: Tri) {
        self.possible += 1;
        self.certain += usize::from(certain);
        self.endless |= many;
        self.open |= has != Tri::True;
        self.broken |= certain && has == Tri::False;
    }

    /// Adds the members of another.
    pub(crate) fn join(&mut self, other: &Tally) {
        self.possible += other.possible;
        self.certain += other.certain;
        self.endless |= other.endless;
        self.open |= other.open;
        self.broken |= other.broken;
    }
}

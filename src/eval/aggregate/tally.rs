//! What members come to that are only found, tested or counted: no value of theirs is looked at.

use super::reduce::count;
use crate::value::{Scalar, Tri};

/// A member of which no value is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// It is a member for certain; otherwise it may be.
    pub(super) certain: bool,
    /// It stands for any number of members, none included.
    pub(super) many: bool,
    /// Whether it passes the test of `every`.
    pub(super) has: Tri,
}

/// Whether there is one.
pub(super) fn exists(members: impl Iterator<Item = Standing>) -> Scalar {
    let (mut any, mut certain) = (false, false);
    for member in members {
        any = true;
        certain |= member.certain;
    }
    Scalar::Truth(Tri::of(any, !certain))
}

/// Whether each passes.
pub(super) fn every(members: impl Iterator<Item = Standing>) -> Scalar {
    let (mut broken, mut open) = (false, false);
    for member in members {
        open |= member.has != Tri::True;
        broken |= member.certain && member.has == Tri::False;
    }
    Scalar::Truth(Tri::of(!broken, open))
}

/// How many there are.
pub(super) fn number(members: impl Iterator<Item = Standing>) -> Scalar {
    let (mut certain, mut possible, mut endless) = (0, 0, false);
    for member in members {
        possible += 1;
        certain += usize::from(member.certain);
        endless |= member.many;
    }
    count(certain, Some(possible).filter(|_| !endless))
}

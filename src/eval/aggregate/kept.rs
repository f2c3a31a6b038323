//! What is kept beside the members of an aggregate, once it was worked out.

use std::sync::{Arc, OnceLock};

use super::weight::{Rest, Weighty};
use crate::eval::batch::Batch;
use crate::eval::found::{Converting, Known, Lack, Met};
use crate::eval::join;
use crate::eval::memo::Memo;
use crate::eval::reduce::Condensed;
use crate::value::Scalar;

/// How an aggregate finds its members, with what is kept of them.
pub(crate) type Plan = join::Plan<Common, Shared>;

/// Members that nothing tells apart, with what is kept of them.
pub(crate) type Alike = join::Alike<Shared>;

/// The results of an aggregate whose members look at nothing but themselves: one for each row
/// that they can be tied to, or a single one.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) results: Batch,
    /// The result where the subject's side of the tie is not known, once it was asked for.
    pub(crate) unkeyed: OnceLock<Option<Scalar>>,
    /// The same where it leads to nobody.
    pub(crate) nobody: OnceLock<Option<Scalar>>,
}

impl Prepared {
    /// The results alone; what those come to who are tied to no row is looked at when it happens.
    pub(super) fn new(results: Batch) -> Prepared {
        Prepared { results, unkeyed: OnceLock::new(), nobody: OnceLock::new() }
    }
}

/// What is kept of members that nothing tells apart and many subjects share.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// What they add to every subject, where it was asked for.
    pub(super) common: OnceLock<Option<Arc<Condensed>>>,
    /// How much each of them matters, where it was asked for.
    pub(super) weighed: OnceLock<Option<Arc<Weighty>>>,
    /// What is missing of them, where it was asked for, and the row that stands first.
    pub(crate) missing: OnceLock<(u32, Lack)>,
}

/// What explanations say of members that look at nothing but themselves, whoever asks: by the row
/// that they are tied to.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// The facts that they lack.
    pub(crate) lacking: Known,
    /// The currencies of their amounts, and of those that are tied to the row for certain.
    pub(crate) met: Memo<Option<u32>, Met>,
    pub(crate) tied: Memo<Option<u32>, Met>,
    /// What brings their amounts into one currency, and the records of the rates that they rest on.
    pub(crate) converting: OnceLock<Converting>,
    pub(crate) rates: Memo<Option<u32>, Vec<u32>>,
    /// So many of them that matter most.
    pub(crate) foremost: Memo<(Option<u32>, usize), Foremost>,
}

/// Members that matter most, each with whether it is one for certain, and the rest.
pub(super) type Foremost = (Vec<(u32, bool)>, Rest);

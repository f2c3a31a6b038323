//! What a run may be told, and how far it goes.

use crate::value::{Currency, Date};

/// What evaluation may be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The only "today" there is.
    pub as_of: Date,
    /// The currency that mixed amounts are converted to.
    pub currency: Currency,
    /// How much of large flows is looked at.
    pub limits: Limits,
}

/// How much of a flow is looked at. A flow may have more cycles than there is time in the world;
/// a report says where a limit was met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The most walks of one kind.
    pub walks: usize,
    /// The most legs that all parties together are followed along.
    pub reached: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { walks: 1_000_000, reached: 20_000_000 }
    }
}

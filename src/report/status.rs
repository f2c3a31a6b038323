//! Whether a verdict counts towards the gate.

use serde::{Serialize, Serializer};

/// Whether a finding counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Status {
    /// It counts towards the gate.
    New,
    /// The baseline report had it.
    Baseline,
    /// A waiver covers it.
    Waived,
}

impl Status {
    /// What programs call it; stable.
    pub fn code(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Baseline => "baseline",
            Status::Waived => "waived",
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

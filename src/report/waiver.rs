//! Which waivers hold, and what is the matter with the others.

use serde::{Serialize, Serializer};

use super::{Cause, MissingFact, Named, ReasonKind, Waived};

/// A waiver of the rule files, and whether it holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Waiver {
    /// The rule.
    pub rule: String,
    /// The key of what it flags.
    pub key: String,
    /// The rule and the key as it says them, where these are names that the rule or the record had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formerly: Option<Named>,
    /// What it says.
    #[serde(flatten)]
    pub waived: Waived,
    /// Whether it holds.
    pub status: WaiverStatus,
    /// Why nothing is found that it covers, where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The key that was probably meant, where no record has the one that it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
    /// The facts that are others than it was given on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<OtherFact>,
    /// Where evidence is lost: what would tell whether there is such a finding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingFact>,
    /// How the gate fails on what it was given for, where no verdict says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fails_gate: Option<ReasonKind>,
}

/// Whether a waiver holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum WaiverStatus {
    /// It covers its finding.
    Applied,
    /// It does, and ends within thirty days.
    EndsSoon,
    /// Its last day is over.
    Expired,
    /// The finding is worse than what it was given for, or may be.
    Rose,
    /// The finding rests on other facts than it was given on.
    OtherEvidence,
    /// The facts do not tell any more whether there is such a finding.
    EvidenceLost,
    /// The rule is another than it was given under.
    OtherRule,
    /// Nothing is found that it covers.
    Orphan,
    /// Several records go by its key.
    Several,
}

impl WaiverStatus {
    /// What programs call it; stable.
    pub fn code(self) -> &'static str {
        match self {
            WaiverStatus::Applied => "applied",
            WaiverStatus::EndsSoon => "ends-soon",
            WaiverStatus::Expired => "expired",
            WaiverStatus::Rose => "rose",
            WaiverStatus::OtherEvidence => "other-evidence",
            WaiverStatus::EvidenceLost => "evidence-lost",
            WaiverStatus::OtherRule => "other-rule",
            WaiverStatus::Orphan => "orphan",
            WaiverStatus::Several => "several",
        }
    }

    /// Whether it covers its finding.
    pub fn holds(self) -> bool {
        matches!(self, WaiverStatus::Applied | WaiverStatus::EndsSoon)
    }
}

impl Serialize for WaiverStatus {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

/// A fact that is another than a waiver was given on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[non_exhaustive]
pub struct OtherFact {
    /// How the rule reaches it.
    pub path: String,
    /// What it was; nothing where the verdict did not rest on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What it is; nothing where the verdict does not rest on it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
}

impl OtherFact {
    /// A fact that was this and is that.
    pub fn new(path: String, was: Option<String>, is: Option<String>) -> OtherFact {
        OtherFact { path, was, is }
    }
}

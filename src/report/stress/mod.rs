//! The report of a stress run: what each scenario does to the findings.

pub(super) mod csv;
pub(super) mod html;
pub(super) mod json;
pub(super) mod markdown;
mod table;
pub(super) mod text;

#[cfg(test)]
mod tests;

use serde::{Serialize, Serializer};

use super::{
    AtStake, GateResult, Input, Limit, Note, Place, Reason, Scenario, Skipped, Stake, Subject,
};
use crate::outcome::Severity;

/// What scenarios do to the findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stress {
    /// The only "today" there was.
    pub as_of: String,
    /// The currency that mixed amounts were converted to.
    pub currency: String,
    /// The record files.
    pub inputs: Vec<Input>,
    /// What each rule finds without a scenario and with each.
    pub rules: Vec<StressedRule>,
    /// The scenarios, each with what it turns.
    pub scenarios: Vec<Stressed>,
    /// How much money is at stake without a scenario, where a rule says what that is.
    pub at_stake: Option<AtStake>,
    /// What could not be looked at whole, with or without a scenario.
    pub limits: Vec<Limit>,
    /// What else a reader must know of the records as they are.
    pub notes: Vec<Note>,
    /// Files that were passed over.
    pub skipped: Vec<Skipped>,
    /// The severity from which on a finding that is new, worse or no longer decided fails the gate;
    /// `never` where none does.
    pub fail_on: String,
    /// From which grades on a record fails it that falls there or deeper, or of which it is no longer
    /// decided that it is as bad as it was, each with its scorecard.
    pub fail_on_grade: Vec<String>,
    /// Whether the gate is met.
    pub gate: GateResult,
    /// Why it failed: all that failed it.
    pub gate_reasons: Vec<Reason>,
}

/// What a scenario turns.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Stressed {
    /// The scenario, and what it changed.
    #[serde(flatten)]
    pub scenario: Scenario,
    /// How many verdicts turned, and how.
    pub counts: Counts,
    /// How much money is at stake under it, where a rule says what that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<AtStake>,
    /// The verdicts that turned, worst first; a text may have only the first of them.
    pub turns: Vec<Turned>,
    /// The records whose grades are others, those that fall first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Regraded>,
}

/// A record whose grade is another under a scenario.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Regraded {
    /// The scorecard.
    pub scorecard: String,
    /// The record.
    pub subject: Subject,
    /// Its grade without the scenario.
    pub before: String,
    /// What that was at worst, where that is worse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possibly_before: Option<String>,
    /// Its grade with it.
    pub after: String,
    /// What that is at worst, where that is worse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possibly_after: Option<String>,
}

/// How many verdicts turned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Findings that were none.
    pub appears: u64,
    /// Findings that were milder.
    pub worsens: u64,
    /// Verdicts that can no longer be reached, findings that are milder and possibly as bad among
    /// them.
    pub opens: u64,
    /// Verdicts that are what they were, but possibly something else.
    pub shifts: u64,
    /// Verdicts that could not be reached, and say now that there is no finding.
    pub settles: u64,
    /// Findings that were worse.
    pub improves: u64,
    /// Findings that are none any more.
    pub disappears: u64,
}

/// How a verdict turned; the worst turn first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// There is a finding that was none.
    Appears,
    /// The finding is worse.
    Worsens,
    /// It cannot be decided any more, or not whether it is as bad as it was.
    Opens,
    /// It is what it was; only what it possibly is has changed.
    Shifts,
    /// What could not be decided is no finding.
    Settles,
    /// The finding is milder.
    Improves,
    /// The finding is gone.
    Disappears,
}

/// Where a rule stands on a subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// No finding: clear, not applicable, or not there.
    Silent,
    /// Not decided.
    Undetermined,
    /// A finding.
    Flagged(Severity),
}

/// A verdict that a scenario turned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Turned {
    /// How.
    pub turn: Turn,
    /// The fingerprint of the rule's finding on the subject.
    pub fingerprint: String,
    /// The rule's name.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// Without the scenario.
    pub before: Standing,
    /// With it.
    pub after: Standing,
    /// What it possibly was, or possibly was beyond that, without the scenario.
    #[serde(serialize_with = "by_name", skip_serializing_if = "Option::is_none")]
    pub possibly_before: Option<Severity>,
    /// The same with it.
    #[serde(serialize_with = "by_name", skip_serializing_if = "Option::is_none")]
    pub possibly_after: Option<Severity>,
    /// What the rule says with the scenario; empty where there is no finding.
    pub message: String,
    /// How much money is at stake with it, where there is a finding or may be one and the rule says
    /// what that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<Stake>,
}

/// What one rule finds without a scenario and with each.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StressedRule {
    /// The rule's name.
    pub id: String,
    /// The rule in a few words.
    pub title: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// How many findings there are without a scenario.
    pub flagged: u64,
    /// How many verdicts could not be reached without a scenario.
    pub undetermined: u64,
    /// The same under each scenario, in their order.
    pub scenarios: Vec<UnderScenario>,
}

/// What one rule finds under a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct UnderScenario {
    /// How many findings there are.
    pub flagged: u64,
    /// How many verdicts could not be reached.
    pub undetermined: u64,
    /// How the verdicts turned.
    pub counts: Counts,
}

impl Standing {
    /// Its name in reports; of a finding the severity.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Silent => "none",
            Standing::Undetermined => "undetermined",
            Standing::Flagged(severity) => severity.name(),
        }
    }
}

impl Serialize for Standing {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

fn by_name<S: Serializer>(severity: &Option<Severity>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(severity.map_or("", Severity::name))
}

impl Turn {
    /// How a verdict turned, where it did; each with what it possibly is.
    pub fn of(
        (before, possibly): (Standing, Option<Severity>),
        (after, now_possibly): (Standing, Option<Severity>),
    ) -> Option<Turn> {
        use Standing::{Flagged, Silent, Undetermined};
        Some(match (before, after) {
            (Silent | Undetermined, Flagged(_)) => Turn::Appears,
            (Flagged(before), Flagged(after)) if after > before => Turn::Worsens,
            // It is certainly milder, and may be as bad as ever.
            (Flagged(before), Flagged(after)) if after < before && now_possibly >= Some(before) => {
                Turn::Opens
            }
            (Flagged(before), Flagged(after)) if after < before => Turn::Improves,
            (Silent | Flagged(_), Undetermined) => Turn::Opens,
            (Undetermined, Silent) => Turn::Settles,
            (Flagged(_), Silent) => Turn::Disappears,
            (Undetermined, Undetermined) | (Flagged(_), Flagged(_)) if possibly != now_possibly => {
                Turn::Shifts
            }
            (Silent, Silent) | (Undetermined, Undetermined) | (Flagged(_), Flagged(_)) => {
                return None;
            }
        })
    }
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, turn: Turn) {
        match turn {
            Turn::Appears => self.appears += 1,
            Turn::Worsens => self.worsens += 1,
            Turn::Opens => self.opens += 1,
            Turn::Shifts => self.shifts += 1,
            Turn::Settles => self.settles += 1,
            Turn::Improves => self.improves += 1,
            Turn::Disappears => self.disappears += 1,
        }
    }

    /// How many turned in any way.
    pub fn all(self) -> u64 {
        let worse = self.appears + self.worsens + self.opens;
        worse + self.shifts + self.settles + self.improves + self.disappears
    }
}

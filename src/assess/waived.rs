//! The waivers of a run, which of them hold, and the verdicts that they cover.

use rustc_hash::FxHashMap;

use crate::ir;
use crate::outcome::Severity;
use crate::report::{Cause, MissingFact, OtherFact, ReasonKind, Waiver, WaiverStatus};

/// The waivers of a run.
#[derive(Default)]
pub(super) struct Waivers {
    /// All of them, in the order of files and text.
    pub(super) all: Vec<Waiver>,
    /// The places of those that hold, by the rule and row that they cover.
    pub(super) covers: FxHashMap<(usize, u32), usize>,
    /// How bad the findings were whose evidence is lost, by the rule and row of what is left of them.
    pub(super) lost: FxHashMap<(usize, u32), Severity>,
}

/// What is found of a waiver.
pub(super) struct Standing {
    pub(super) status: WaiverStatus,
    /// The verdict that goes by its rule and key.
    pub(super) verdict: Option<(usize, u32)>,
    /// The key that the record has now, where it says one that the record had.
    pub(super) called: Option<String>,
    pub(super) cause: Option<Cause>,
    pub(super) changes: Vec<OtherFact>,
    pub(super) missing: Vec<MissingFact>,
}

impl Standing {
    pub(super) fn of(status: WaiverStatus, verdict: Option<(usize, u32)>) -> Standing {
        let (changes, missing) = (Vec::new(), Vec::new());
        Standing { status, verdict, called: None, cause: None, changes, missing }
    }
}

impl Waivers {
    /// Takes a waiver, what was found of it, and what reports tell of that.
    pub(super) fn add(&mut self, waiver: &ir::Waiver, standing: &Standing, told: Waiver) {
        if let Some(verdict) = standing.verdict {
            if standing.status.holds() {
                self.covers.insert(verdict, self.all.len());
            }
            let was = waiver.severity.filter(|_| standing.status == WaiverStatus::EvidenceLost);
            self.lost.extend(was.map(|was| (verdict, was)));
        }
        self.all.push(told);
    }

    /// The findings whose evidence is lost, of which there is no verdict that fails.
    pub(super) fn gone<'w>(
        &'w self,
        program: &'w [ir::Waiver],
    ) -> impl Iterator<Item = (ReasonKind, Severity)> + 'w {
        let of =
            |(told, waiver): (&Waiver, &ir::Waiver)| Some((told.fails_gate?, waiver.severity?));
        self.all.iter().zip(program).filter_map(of)
    }
}

//! How the verdicts of a run compare with those of a baseline.

use rustc_hash::FxHashMap;

use super::baseline::Known;
use crate::outcome::Severity;
use crate::report::{Cause, Fixed, Lost, MissingFact, Since};

/// How a run compares with the baseline.
#[derive(Default)]
pub(super) struct Compared {
    /// Every finding and open verdict, by rule and row; none where there is no baseline.
    pub(super) since: FxHashMap<(usize, u32), Since>,
    /// The facts that made a finding worse and are told no more, by rule and row: it is milder for no
    /// other reason.
    pub(super) silent: FxHashMap<(usize, u32), Vec<MissingFact>>,
    /// The findings that are fixed, in the order of their rules and keys.
    pub(super) fixed: Vec<Fixed>,
    /// The findings that are none only because facts are told no more, in the same order.
    pub(super) lost: Vec<Lost>,
}

/// What has become of a finding of the baseline that this run does not have.
pub(super) enum Fate {
    Fixed(Cause),
    /// It may be one all the same: what would tell.
    Lost(Vec<MissingFact>),
}

impl Compared {
    pub(super) fn add(&mut self, print: &str, known: &Known, severity: Severity, fate: Fate) {
        let Known { rule, record, key, rested: rested_on, .. } = known.clone();
        let fingerprint = print.to_owned();
        match fate {
            Fate::Fixed(cause) => {
                self.fixed.push(Fixed { fingerprint, rule, record, key, severity, cause })
            }
            Fate::Lost(missing) => self.lost.push(Lost {
                fingerprint,
                rule,
                record,
                key,
                severity,
                fails_gate: None,
                missing,
                rested_on,
            }),
        }
    }

    pub(super) fn sort(&mut self) {
        self.fixed.sort_by(|a, b| {
            let worst = b.severity.cmp(&a.severity);
            (&a.rule, &a.record, &a.key).cmp(&(&b.rule, &b.record, &b.key)).then(worst)
        });
        self.lost.sort_by(|a, b| {
            let worst = b.severity.cmp(&a.severity);
            worst.then((&a.rule, &a.record, &a.key).cmp(&(&b.rule, &b.record, &b.key)))
        });
    }
}

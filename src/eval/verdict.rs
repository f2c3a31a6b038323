//! Verdicts: from the truths of a rule's conditions, for a whole batch at once.

use super::frame::Frame;
use crate::ir::{Rule, Rung};
use crate::outcome::{RuleOutcome, Severity, Verdict};
use crate::value::{Tri, Truths};

/// Applies one rule to the rows of a frame.
pub(crate) fn rule(f: &Frame<'_>, rule: &Rule) -> RuleOutcome {
    let len = f.len();
    let mut unless = Truths::filled(len, Tri::False);
    for e in &rule.unless {
        let t = f.truths_where(*e, unless.open_to(false));
        unless = unless.or(&t);
    }
    let excluded = unless.surely();
    // Rungs come most severe first: the first that is true leaves nothing to ask of the others.
    let mut asked = excluded.not();
    let rung = |rung: &Rung| {
        let t = f.truths_where(rung.when, &asked).only_in(&asked);
        asked = asked.and_not(&t.surely());
        (rung.severity, t)
    };
    let rungs: Vec<(Severity, Truths)> = rule.rungs.iter().map(rung).collect();
    let any = Truths::any(len, rungs.iter().map(|(_, t)| t));
    let open = any.can_be_true().and_not(&excluded);
    let mut outcome = RuleOutcome {
        subjects: len as u64,
        not_applicable: excluded.count() as u64,
        clear: (len - excluded.count() - open.count()) as u64,
        ..RuleOutcome::default()
    };
    for row in open.ones() {
        let at = f.row(row);
        match judge(unless.get(row), rungs.iter().map(|(s, t)| (*s, t.get(row)))) {
            Verdict::Flagged { severity, possibly } => {
                outcome.flagged.push((at, severity, possibly))
            }
            Verdict::Undetermined { possibly } => outcome.undetermined.push((at, possibly)),
            Verdict::Clear | Verdict::NotApplicable => {}
        }
    }
    outcome
}

/// The verdict of one subject. Rungs come most severe first.
pub(crate) fn judge(unless: Tri, rungs: impl Iterator<Item = (Severity, Tri)>) -> Verdict {
    if unless == Tri::True {
        return Verdict::NotApplicable;
    }
    let (mut worst_true, mut worst_open) = (None, None);
    for (severity, t) in rungs {
        match t {
            Tri::True => worst_true = worst_true.max(Some(severity)),
            Tri::Unknown => worst_open = worst_open.max(Some(severity)),
            Tri::False => {}
        }
    }
    match (worst_true, worst_open) {
        (None, None) => Verdict::Clear,
        (a, b) if unless == Tri::Unknown => {
            Verdict::Undetermined { possibly: a.max(b).unwrap_or(Severity::Info) }
        }
        (Some(severity), open) => {
            Verdict::Flagged { severity, possibly: open.filter(|o| *o > severity) }
        }
        (None, Some(possibly)) => Verdict::Undetermined { possibly },
    }
}

impl RuleOutcome {
    /// Adds what the rule found over the rows that follow.
    pub(crate) fn extend(&mut self, next: RuleOutcome) {
        self.subjects += next.subjects;
        self.clear += next.clear;
        self.not_applicable += next.not_applicable;
        self.flagged.extend(next.flagged);
        self.undetermined.extend(next.undetermined);
    }
}

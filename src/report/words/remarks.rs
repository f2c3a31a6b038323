//! What a reader must know beside the findings, in words and by kind.

use std::collections::BTreeSet;

use super::severity::severity;
use super::sums::because;
use super::voice::{some, told};
use super::{cause, limit, missing, note, places, scenario, scorecard};
use crate::outcome::Severity;
use crate::report::{Fixed, Head, Limit, Note, Skipped};

/// Lines of one kind.
pub(in crate::report) struct Remarks {
    id: &'static str,
    /// The lines.
    pub(in crate::report) lines: Vec<String>,
}

impl Remarks {
    /// Those lines, of the kind that is counted so.
    pub(in crate::report) fn new(id: &'static str, lines: impl Iterator<Item = String>) -> Self {
        Remarks { id, lines: lines.collect() }
    }

    /// What could not be looked at whole.
    pub(in crate::report) fn limits(limits: &[Limit]) -> Self {
        Remarks::new("remark-limits", limits.iter().map(limit))
    }

    /// What else is to be known.
    pub(in crate::report) fn notes(notes: &[Note]) -> Self {
        Remarks::new("remark-notes", notes.iter().map(note))
    }

    /// What was not read.
    pub(in crate::report) fn skipped(files: &[Skipped]) -> Self {
        let told = files.iter().map(|file| format!("{} ({})", file.path, file.why));
        Remarks::new("remark-skipped", told)
    }

    /// How many there are: `3 rules disabled`.
    pub(in crate::report) fn heading(&self) -> String {
        some(self.id, self.lines.len() as u64)
    }
}

/// What could not be looked at whole: without it, what was not looked at would pass for clear.
pub(in crate::report) fn limits(head: &Head) -> Remarks {
    Remarks::limits(&head.limits)
}

/// What was left out, and what else a reader must know.
pub(in crate::report) fn remarks_by_kind(head: &Head) -> Vec<Remarks> {
    let lost = head.lost.iter().map(|lost| {
        let told = was(&lost.rule, &lost.key, lost.severity);
        match missing(&lost.missing, 0) {
            none if none.is_empty() => told,
            missing => told!("remark-waits", what = told, missing = missing),
        }
    });
    let disabled = head
        .disabled
        .iter()
        .map(|rule| because(format!("{} ({})", rule.id, rule.place), rule.because.as_deref()));
    let amended = head.rules.iter().filter(|rule| !rule.amended.is_empty());
    let amended = amended.map(|rule| format!("{} ({})", rule.id, places(&rule.amended)));
    let set = set_by_run(head);
    let changes = head.scenario.iter().flat_map(scenario);
    let fixed = head.fixed.iter().map(fixed);
    let cards = head.scorecards.iter().map(|c| format!("{}: {}", c.id, scorecard(c)));
    vec![
        Remarks::new("remark-lost", lost),
        Remarks::new("remark-disabled", disabled),
        Remarks::new("remark-amended", amended),
        Remarks::new("remark-params", set.into_iter()),
        Remarks::skipped(&head.skipped),
        Remarks::new("remark-changes", changes),
        Remarks::notes(&head.notes),
        Remarks::new("remark-fixed", fixed),
        Remarks::new("remark-scorecards", cards),
    ]
}

/// The params that the run set, each once: `large is 2 bn USD`.
pub(in crate::report) fn set_by_run(head: &Head) -> BTreeSet<String> {
    let params = head.rules.iter().flat_map(|rule| &rule.params).filter(|param| param.set_by_run);
    params.map(|param| told!("remark-param", param = param.name, value = param.value)).collect()
}

/// A finding of the baseline that is none any more, and why.
pub(in crate::report) fn fixed(fixed: &Fixed) -> String {
    format!("{}: {}", was(&fixed.rule, &fixed.key, fixed.severity), cause(fixed.cause))
}

/// What the baseline has of a finding.
fn was(rule: &str, key: &str, was: Severity) -> String {
    let what = told!("said-about", what = rule, whom = key);
    told!("remark-in-baseline", what = what, severity = severity(was))
}

//! What a reader must know beside the findings, in words and by kind.

use std::collections::BTreeSet;

use super::{cause, limit, missing, note, places, scenario, scorecard};
use crate::report::Head;

/// Lines of one kind.
pub(in crate::report) struct Remarks {
    /// What one of them is called.
    pub(in crate::report) one: &'static str,
    /// What they are called.
    pub(in crate::report) many: &'static str,
    /// The lines.
    pub(in crate::report) lines: Vec<String>,
}

impl Remarks {
    /// Those lines.
    pub(in crate::report) fn new(
        one: &'static str,
        many: &'static str,
        lines: impl Iterator<Item = String>,
    ) -> Self {
        Remarks { one, many, lines: lines.collect() }
    }
}

/// What could not be looked at whole: without it, what was not looked at would pass for clear.
pub(in crate::report) fn limits(head: &Head) -> Remarks {
    Remarks::new("limit", "limits", head.limits.iter().map(limit))
}

/// What was left out, and what else a reader must know.
pub(in crate::report) fn remarks_by_kind(head: &Head) -> Vec<Remarks> {
    let lost = head.lost.iter().map(|lost| {
        let waits = missing(&lost.missing, 0);
        let waits = if waits.is_empty() { waits } else { format!("; waits for {waits}") };
        format!("{} of {}, {} in the baseline{waits}", lost.rule, lost.key, lost.severity.name())
    });
    let disabled = head.disabled.iter().map(|rule| {
        let because = rule.because.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
        format!("{} ({}){because}", rule.id, rule.place)
    });
    let amended = head
        .rules
        .iter()
        .filter(|rule| !rule.amended.is_empty())
        .map(|rule| format!("{} ({})", rule.id, places(&rule.amended)));
    let params = head.rules.iter().flat_map(|rule| &rule.params).filter(|param| param.set_by_run);
    let set = params.map(|param| format!("{} is {}", param.name, param.value));
    let set: BTreeSet<String> = set.collect();
    let skipped = head.skipped.iter().map(|file| format!("{} ({})", file.path, file.why));
    let changes = head.scenario.iter().flat_map(scenario);
    let fixed = head.fixed.iter().map(|fixed| {
        let (rule, key, cause) = (&fixed.rule, &fixed.key, cause(fixed.cause));
        format!("{rule} of {key}, {} in the baseline: {cause}", fixed.severity.name())
    });
    let cards = head.scorecards.iter().map(|c| format!("{}: {}", c.id, scorecard(c)));
    vec![
        Remarks::new("finding whose evidence is lost", "findings whose evidence is lost", lost),
        Remarks::new("rule disabled", "rules disabled", disabled),
        Remarks::new("rule amended", "rules amended", amended),
        Remarks::new("param set by this run", "params set by this run", set.into_iter()),
        Remarks::new("file passed over", "files passed over", skipped),
        Remarks::new("change by the scenario", "changes by the scenario", changes),
        Remarks::new("note", "notes", head.notes.iter().map(note)),
        Remarks::new("finding fixed", "findings fixed", fixed),
        Remarks::new("scorecard", "scorecards", cards),
    ]
}

//! What a report begins with: the answer, the gate, the sums; and what else a reader must know.

use std::collections::BTreeSet;
use std::io;

use super::escape::{code, comment, inline};
use super::page::Page;
use super::tally::Tally;
use crate::outcome::Severity;
use crate::report::{GateResult, Head, Place, StakeOf, Value, words};
use crate::ty::count;

/// The marker that nobody sees, by which a comment is found again; the answer, the gate, the sums.
pub(super) fn opening(head: &Head) -> String {
    let marker = match &head.project {
        Some(project) => format!("riskwright {}", comment(project)),
        None => "riskwright".to_owned(),
    };
    let gate = match head.summary.gate {
        GateResult::Passed => "gate: passed".to_owned(),
        GateResult::Failed => words::failed(&head.policy, &head.summary.gate_reasons),
    };
    let mut to = format!("<!-- {marker} -->\n### {}\n\n**{}**\n\n", answer(head), inline(&gate));
    to.push_str(&sums(head));
    to.push_str(&format!("{}\n\n", basis(head)));
    to
}

/// How many of which severity, and what is not known.
fn answer(head: &Head) -> String {
    let findings = Tally::of(&head.summary);
    let mut parts = vec![match findings.all() {
        0 => "no findings".to_owned(),
        _ => findings.to_string(),
    }];
    let open = head.summary.undetermined;
    parts.extend((open > 0).then(|| format!("{} undetermined", count(open))));
    let project = head.project.as_ref().map(|name| format!("{}: ", inline(name)));
    format!("{}{}", project.unwrap_or_default(), parts.join("; "))
}

/// The sums as a table.
fn sums(head: &Head) -> String {
    let sum = &head.summary;
    let stake = |severity: Severity| {
        let of = sum.at_stake.iter().flat_map(|all| &all.by_severity);
        of.filter(|of| of.severity == severity).map(|StakeOf { value, .. }| value).next()
    };
    let mut to = String::from("| verdicts | | at stake |\n|---|--:|---|\n");
    let mut row = |what: &str, n: u64, stake: Option<&Value>| {
        let stake = stake.map(|value| inline(&value.text)).unwrap_or_default();
        to.push_str(&format!("| {what} | {} | {stake} |\n", count(n)));
    };
    for severity in Severity::ALL.into_iter().rev().filter(|s| sum.count(*s) > 0) {
        row(severity.name(), sum.count(severity), stake(severity));
    }
    let all = sum.at_stake.as_ref();
    row("findings", sum.findings(), all.map(|all| &all.value));
    let open = all.and_then(|all| all.open.as_ref());
    row("undetermined", sum.undetermined, open.map(|open| &open.value));
    row("clear", sum.clear, None);
    row("not applicable", sum.not_applicable, None);
    for (what, n) in [
        ("known from the baseline", sum.baseline),
        ("evidence lost", sum.evidence_lost),
        ("of the baseline fixed", sum.fixed),
        ("waived", sum.waived),
    ] {
        if n > 0 {
            row(what, n, None);
        }
    }
    to.push('\n');
    to
}

/// What was looked at, and as of when.
fn basis(head: &Head) -> String {
    let records: u64 = head.inputs.iter().flat_map(|input| input.records.values()).sum();
    let scenario = head.scenario.as_ref().map(|scenario| {
        format!("Under the scenario {}: {}. ", code(&scenario.name), inline(&scenario.title))
    });
    let stake = head.summary.at_stake.as_ref();
    let stake = stake.map(|all| format!(" At stake: {}.", inline(&words::at_stake(all))));
    let files = head.inputs.len() as u64;
    format!(
        "{}{} {} of {} {}, as of {}; mixed amounts in {}.{}",
        scenario.unwrap_or_default(),
        count(records),
        if records == 1 { "record" } else { "records" },
        count(files),
        if files == 1 { "file" } else { "files" },
        head.as_of,
        head.currency,
        stake.unwrap_or_default(),
    )
}

/// Lines of one kind, which are counted where there is no room for them.
pub(super) struct Remarks {
    /// What one of them is called.
    one: &'static str,
    /// What they are called.
    many: &'static str,
    /// The lines.
    pub(super) lines: Vec<String>,
}

impl Remarks {
    /// The most bytes that it takes to count them.
    pub(super) const LEAST: usize = 120;

    fn new(one: &'static str, many: &'static str, lines: impl Iterator<Item = String>) -> Self {
        Remarks { one, many, lines: lines.map(|line| format!("- {}\n", inline(&line))).collect() }
    }

    /// How many bytes all of them take.
    pub(super) fn bytes(&self) -> usize {
        let lines: usize = self.lines.iter().map(String::len).sum();
        if lines == 0 { 0 } else { lines + Remarks::LEAST }
    }

    /// Writes those for which there is room, with so many bytes behind them, and counts the others.
    pub(super) fn write(&self, page: &mut Page<'_>, spare: usize) -> io::Result<()> {
        let heading = match self.lines.len() {
            0 => return Ok(()),
            1 => format!("**1 {}**\n\n", self.one),
            n => format!("**{} {}**\n\n", count(n as u64), self.many),
        };
        page.must(&heading)?;
        let mut left = self.lines.len();
        for line in &self.lines {
            if !page.put(line, spare + Remarks::LEAST / 2)? {
                page.must(&format!("- … and {} more\n", count(left as u64)))?;
                break;
            }
            left -= 1;
        }
        page.must("\n")
    }
}

/// What could not be looked at whole: without it, what was not looked at would pass for clear.
pub(super) fn limits(head: &Head) -> Remarks {
    Remarks::new("limit", "limits", head.limits.iter().map(words::limit))
}

/// What was left out, and what else a reader must know.
pub(super) fn remarks(head: &Head) -> Vec<Remarks> {
    let lost = head.lost.iter().map(|lost| {
        let waits = words::missing(&lost.missing, 0);
        let waits = if waits.is_empty() { waits } else { format!("; waits for {waits}") };
        format!("{} of {}, {} in the baseline{waits}", lost.rule, lost.key, lost.severity.name())
    });
    let disabled = head.disabled.iter().map(|rule| {
        let because = rule.because.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
        format!("{} ({}){because}", rule.id, rule.place)
    });
    let amended = head.rules.iter().filter(|rule| !rule.amended.is_empty()).map(|rule| {
        let places: Vec<String> = rule.amended.iter().map(Place::to_string).collect();
        format!("{} ({})", rule.id, places.join(", "))
    });
    let params = head.rules.iter().flat_map(|rule| &rule.params).filter(|param| param.set_by_run);
    let set = params.map(|param| format!("{} is {}", param.name, param.value));
    let set: BTreeSet<String> = set.collect();
    let skipped = head.skipped.iter().map(|file| format!("{} ({})", file.path, file.why));
    let changes = head.scenario.iter().flat_map(words::scenario);
    let fixed = head.fixed.iter().map(|fixed| {
        let (rule, key, cause) = (&fixed.rule, &fixed.key, words::cause(fixed.cause));
        format!("{rule} of {key}, {} in the baseline: {cause}", fixed.severity.name())
    });
    let cards = head.scorecards.iter().map(|c| format!("{}: {}", c.id, words::scorecard(c)));
    vec![
        Remarks::new("finding whose evidence is lost", "findings whose evidence is lost", lost),
        Remarks::new("rule disabled", "rules disabled", disabled),
        Remarks::new("rule amended", "rules amended", amended),
        Remarks::new("param set by this run", "params set by this run", set.into_iter()),
        Remarks::new("file passed over", "files passed over", skipped),
        Remarks::new("change by the scenario", "changes by the scenario", changes),
        Remarks::new("note", "notes", head.notes.iter().map(words::note)),
        Remarks::new("finding fixed", "findings fixed", fixed),
        Remarks::new("scorecard", "scorecards", cards),
    ]
}

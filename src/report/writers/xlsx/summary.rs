//! The first sheet: the answer, the sums, and what else a reader must know.

use rust_xlsxwriter::XlsxError;

use super::cell::{Cell, figure};
use super::sheet::{Column, Sheet};
use crate::outcome::Severity;
use crate::report::{GateResult, Head, StakeOf, Value, words};
use crate::value::Date;

/// Its columns.
pub(super) const COLUMNS: &[Column] = &[
    ("", 34.0),
    ("verdicts", 12.0),
    ("at stake", 60.0),
    ("at least", 20.0),
    ("at most", 20.0),
    ("currency", 10.0),
    ("in full", 16.0),
];

/// Fills it.
pub(super) fn write(head: &Head, left_out: &[String], to: &mut Sheet) -> Result<(), XlsxError> {
    sums(head, to)?;
    to.heading("What was looked at")?;
    let day = Date::parse(&head.as_of).map_or_else(|| Cell::text(&head.as_of), Cell::Day);
    let records: u64 = head.inputs.iter().flat_map(|input| input.records.values()).sum();
    let gate = match head.summary.gate {
        GateResult::Passed => "gate: passed".to_owned(),
        GateResult::Failed => words::failed(&head.policy, &head.summary.gate_reasons),
    };
    let basis = [
        ("gate", Cell::text(gate)),
        ("project", Cell::maybe(head.project.as_ref())),
        ("as of", day),
        ("mixed amounts in", Cell::text(&head.currency)),
        ("records", Cell::Count(records)),
        ("files", Cell::Count(head.inputs.len() as u64)),
        ("citations under", Cell::text(head.frameworks.join(", "))),
        (
            "scenario",
            Cell::maybe(head.scenario.as_ref().map(|s| format!("{}: {}", s.name, s.title))),
        ),
        ("baseline", Cell::maybe(head.policy.baseline.as_ref().map(|file| &file.path))),
    ];
    for (what, cell) in basis.into_iter().filter(|(_, cell)| *cell != Cell::Empty) {
        to.row([Cell::text(what), Cell::Empty, cell])?;
    }
    for remarks in std::iter::once(words::limits(head)).chain(words::remarks_by_kind(head)) {
        if !remarks.lines.is_empty() {
            to.heading(&remarks.heading())?;
        }
        for line in &remarks.lines {
            to.row([Cell::Empty, Cell::Empty, Cell::text(line)])?;
        }
    }
    if !left_out.is_empty() {
        to.heading("left out of this workbook")?;
    }
    left_out.iter().try_for_each(|line| to.row([Cell::Empty, Cell::Empty, Cell::text(line)]))
}

/// How many of which severity, and how much is at stake in them.
fn sums(head: &Head, to: &mut Sheet) -> Result<(), XlsxError> {
    let sum = &head.summary;
    let all = sum.at_stake.as_ref();
    let mut row = |what: Cell, n: u64, value: Option<&Value>| {
        let mut row = vec![what, Cell::Count(n), Cell::maybe(value.map(|value| &value.text))];
        row.extend(value.into_iter().flat_map(figure));
        to.row(row)
    };
    for severity in Severity::ALL.into_iter().rev() {
        let mut of = all.iter().flat_map(|all| &all.by_severity);
        let stake = of.find(|of| of.severity == severity).map(|StakeOf { value, .. }| value);
        row(Cell::Severity(severity), sum.count(severity), stake)?;
    }
    row(Cell::text("findings"), sum.findings(), all.map(|all| &all.value))?;
    let open = all.and_then(|all| all.open.as_ref()).map(|open| &open.value);
    row(Cell::text("undetermined"), sum.undetermined, open)?;
    for (what, n) in [
        ("clear", sum.clear),
        ("not applicable", sum.not_applicable),
        ("known from the baseline", sum.baseline),
        ("worse than in the baseline", sum.worse),
        ("on other facts than in the baseline", sum.changed),
        ("evidence lost", sum.evidence_lost),
        ("of the baseline fixed", sum.fixed),
        ("waived", sum.waived + sum.undetermined_waived),
    ] {
        row(Cell::text(what), n, None)?;
    }
    let stake = all.map(words::at_stake);
    to.row([Cell::text("in words"), Cell::Empty, Cell::maybe(stake)])
}

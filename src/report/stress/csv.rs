//! The stress report as a table: a row for each verdict and each grade that a scenario turns.

use std::io;

use super::{Regraded, Stress, Stressed, Turn, Turned};
use crate::outcome::Severity;
use crate::report::words;
use crate::report::writers::csv::{Table, figures, place, text};
use crate::report::{GateResult, Out, Style};

/// The columns. New ones come behind the others.
const COLUMNS: [&str; 22] = [
    "scenario",
    "entry",
    "rule",
    "title",
    "before",
    "after",
    "possibly_before",
    "possibly_after",
    "record",
    "key",
    "message",
    "at_stake_low",
    "at_stake_high",
    "at_stake_currency",
    "file",
    "line",
    "column",
    "sheet",
    "cell",
    "row",
    "fingerprint",
    "as_of",
];

/// Writes the whole report.
pub(in crate::report) fn write(stress: &Stress, _: &Style, out: Out<'_>) -> io::Result<()> {
    let mut table = Table::new(out);
    table.row(COLUMNS.map(str::to_owned))?;
    for stressed in &stress.scenarios {
        stressed.turns.iter().try_for_each(|turn| table.row(turned(stress, stressed, turn)))?;
        stressed
            .grades
            .iter()
            .try_for_each(|grade| table.row(regraded(stress, stressed, grade)))?;
    }
    let limits = stress.limits.iter().map(|limit| ("limit", limit.to_string()));
    let notes = stress.notes.iter().map(|note| ("note", note.to_string()));
    let skipped = words::skipped(&stress.skipped).map(|skipped| ("note", skipped));
    let entry = match stress.gate {
        GateResult::Passed => "gate-passed",
        GateResult::Failed => "gate-failed",
    };
    let gate = (entry, super::text::gate(stress));
    for (entry, message) in limits.chain(notes).chain(skipped).chain([gate]) {
        let mut cells = vec![String::new(); COLUMNS.len()];
        for (column, cell) in COLUMNS.iter().zip(&mut cells) {
            match *column {
                "entry" => *cell = entry.to_owned(),
                "message" => *cell = text(&message),
                "as_of" => cell.clone_from(&stress.as_of),
                _ => {}
            }
        }
        table.row(cells)?;
    }
    table.flush()
}

fn turned(stress: &Stress, stressed: &Stressed, turned: &Turned) -> Vec<String> {
    let possibly = |severity: Option<Severity>| severity.map_or("", Severity::name).to_owned();
    let first = [
        text(&stressed.scenario.name),
        named(turned.turn).to_owned(),
        text(&turned.rule),
        text(&turned.title),
        turned.before.name().to_owned(),
        turned.after.name().to_owned(),
        possibly(turned.possibly_before),
        possibly(turned.possibly_after),
        text(&turned.subject.record),
        text(&turned.subject.key),
        text(&turned.message),
    ];
    let stake = figures(turned.at_stake.as_ref().map(|stake| &stake.value));
    let last = [turned.fingerprint.clone(), stress.as_of.clone()];
    first.into_iter().chain(stake).chain(place(turned.subject.place.as_ref())).chain(last).collect()
}

fn regraded(stress: &Stress, stressed: &Stressed, regraded: &Regraded) -> Vec<String> {
    let possibly = |grade: &Option<String>| text(grade.as_deref().unwrap_or_default());
    let first = [
        text(&stressed.scenario.name),
        "grade".to_owned(),
        text(&regraded.scorecard),
        String::new(),
        text(&regraded.before),
        text(&regraded.after),
        possibly(&regraded.possibly_before),
        possibly(&regraded.possibly_after),
        text(&regraded.subject.record),
        text(&regraded.subject.key),
        String::new(),
    ];
    let last = [String::new(), stress.as_of.clone()];
    let place = place(regraded.subject.place.as_ref());
    first.into_iter().chain(figures(None)).chain(place).chain(last).collect()
}

fn named(turn: Turn) -> &'static str {
    match turn {
        Turn::Appears => "appears",
        Turn::Worsens => "worsens",
        Turn::Opens => "opens",
        Turn::Shifts => "shifts",
        Turn::Settles => "settles",
        Turn::Improves => "improves",
        Turn::Disappears => "disappears",
    }
}

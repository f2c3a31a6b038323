//! The table of rules and scenarios: counts, and marks for what turned.

use crate::alarm::Sure;
use std::io;

use super::{Counts, Stress, StressedRule};
use crate::report::words::voice::{say, some};
use crate::report::writers::text::page::{Page, Paint, clean, columns};

/// Columns between the cells.
const GUTTER: usize = 2;

/// The widest that the column of rule names may be.
const NAMES: usize = 32;

/// A row: a name, and a cell for the base and each scenario.
struct Row {
    name: String,
    cells: Vec<String>,
}

/// Writes the table; scenarios that do not fit beside the others come below, with the names of
/// the rules again.
pub(super) fn write(stress: &Stress, page: &mut Page<'_>) -> io::Result<()> {
    let told: Vec<&StressedRule> = stress.rules.iter().filter(|rule| is_told(rule)).collect();
    let mut rows: Vec<Row> = told.iter().map(|rule| of_rule(rule)).collect();
    rows.push(total(
        say("stress-all-findings"),
        stress,
        |rule| rule.flagged,
        |under| under.flagged,
    ));
    rows.push(total(
        say("said-undetermined"),
        stress,
        |rule| rule.undetermined,
        |under| under.undetermined,
    ));
    let name = rows.iter().map(|row| columns(&row.name)).max().unwrap_or(0);
    let scenarios = stress.scenarios.len();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        let head = columns(&heading(column));
        cells.map(|cell| columns(cell)).max().unwrap_or(0).max(head)
    };
    let widths: Vec<usize> = (0..=scenarios).map(width).collect();
    let base = widths.first().copied().unwrap_or(0);
    let room = page.width().saturating_sub(name + GUTTER + base);
    for block in blocks(widths.get(1..).unwrap_or_default(), room) {
        let shown: Vec<usize> = std::iter::once(0).chain(block).collect();
        let heads: Vec<String> = shown.iter().map(|column| heading(*column)).collect();
        line(page, Paint::Strong, (&say("stress-rule"), name), &heads, &shown, &widths)?;
        for row in &rows {
            let cells: Vec<String> =
                shown.iter().map(|c| row.cells.get(*c).cloned().sure()).collect();
            line(page, Paint::Plain, (&row.name, name), &cells, &shown, &widths)?;
        }
        page.gap()?;
    }
    match stress.rules.len() - told.len() {
        0 => {}
        more => page.line(0, &[(Paint::Faint, &some("stress-find-nothing", more as u64))])?,
    }
    for (number, stressed) in (1..).zip(&stress.scenarios) {
        let label = heading(number);
        page.paragraph(0, (Paint::Strong, &label), (Paint::Plain, &stressed.scenario.name))?;
    }
    page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &say("stress-legend")))
}

/// `[2]`; the base has a word.
fn heading(column: usize) -> String {
    if column == 0 { say("stress-base") } else { format!("[{column}]") }
}

/// The scenarios' columns, as many beside each other as there is room for.
fn blocks(widths: &[usize], room: usize) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut left = 0;
    for (column, width) in (1..).zip(widths) {
        let needs = width + GUTTER;
        match blocks.last_mut().filter(|_| left >= needs) {
            Some(block) => {
                block.push(column);
                left -= needs;
            }
            None => {
                blocks.push(vec![column]);
                left = room.saturating_sub(needs);
            }
        }
    }
    blocks
}

/// Whether a rule has findings without a scenario or with one, or a verdict that turned.
fn is_told(rule: &StressedRule) -> bool {
    let has = |under: &super::UnderScenario| under.flagged > 0 || under.counts.all() > 0;
    rule.flagged > 0 || rule.scenarios.iter().any(has)
}

fn of_rule(rule: &StressedRule) -> Row {
    let under = rule.scenarios.iter().map(|under| marked(under.flagged, under.counts));
    let cells = std::iter::once(rule.flagged.to_string()).chain(under).collect();
    let name = clean(&rule.id);
    let name = match name.char_indices().nth(NAMES - 1) {
        Some((end, _)) if columns(&name) > NAMES => {
            format!("{}…", name.get(..end).sure())
        }
        _ => name,
    };
    Row { name, cells }
}

/// `7 +2 -1 ?3 ~1`.
fn marked(count: u64, turns: Counts) -> String {
    let marks = [
        ('+', turns.appears + turns.worsens),
        ('-', turns.disappears + turns.improves),
        ('?', turns.opens),
        ('~', turns.shifts),
    ];
    let marks = marks.iter().filter(|(_, n)| *n > 0).map(|(mark, n)| format!(" {mark}{n}"));
    count.to_string() + &marks.collect::<String>()
}

fn total(
    name: String,
    stress: &Stress,
    base: fn(&StressedRule) -> u64,
    under: fn(&super::UnderScenario) -> u64,
) -> Row {
    let sum = |scenario: usize| -> u64 {
        stress.rules.iter().filter_map(|rule| rule.scenarios.get(scenario)).map(under).sum()
    };
    let sums = (0..stress.scenarios.len()).map(|scenario| sum(scenario).to_string());
    let first = stress.rules.iter().map(base).sum::<u64>().to_string();
    Row { name, cells: std::iter::once(first).chain(sums).collect() }
}

fn line(
    page: &mut Page<'_>,
    paint: Paint,
    (name, width): (&str, usize),
    cells: &[String],
    shown: &[usize],
    widths: &[usize],
) -> io::Result<()> {
    let mut text = format!("{name}{:1$}", "", width.saturating_sub(columns(name)));
    for (cell, column) in cells.iter().zip(shown) {
        let width = widths.get(*column).copied().unwrap_or(0);
        text.push_str(&" ".repeat(GUTTER));
        text.push_str(cell);
        text.push_str(&" ".repeat(width.saturating_sub(columns(cell))));
    }
    page.line(0, &[(paint, text.trim_end())])
}

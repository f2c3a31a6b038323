//! Scenarios by the book, and the test that the evaluator agrees.

mod members;

use std::sync::Arc;

use riskwright::eval::{Evaluation, Limits, Settings, scenario};
use riskwright::ir::{Change, Does, Program, Scenario};
use riskwright::record::{Records, Tables};
use riskwright::ty::Bounds;
use riskwright::value::{Currency, Date, Range, Scalar, Tri, column};

use super::agreement::{is_quiet, load, same, scanned};
use super::drawn::{SCENARIO, tried};
use super::generate;
use super::interpreter::Oracle;

#[test]
fn the_evaluator_agrees_on_scenarios() {
    tried(SCENARIO, |c| {
        let depth = c.below(3);
        let rules = generate::vocabulary(c)
            + &generate::rules(c, 2, depth)
            + &generate::scenario(c, 4, depth);
        let records = generate::records(c);
        let told = format!("{rules}\n---\n{records}");
        let (program, read) = load(&rules, &records);
        let mut wrong = disagreements(&program, &read);
        wrong.extend((!wrong.is_empty()).then_some(told));
        wrong
    });
}

pub(crate) fn disagreements(program: &Program, records: &Records) -> Vec<String> {
    let as_of = Date::new(2025, 6, 15).expect("a date");
    let settings = Settings { as_of, currency: Currency::USD, limits: Limits::default() };
    let scenario = program.scenarios.first().expect("a scenario");
    let expected = by_the_book(program, &records.tables, scenario, settings);
    let found = scenario::apply(program, &records.tables, scenario, settings).tables;
    let mut wrong = Vec::new();
    let of_lists = |change: &&Change| program.schema.record(change.record).parent.is_some();
    for change in scenario.changes().filter(|change| !of_lists(change)) {
        let (x, y) = (expected.of(change.record), found.of(change.record));
        for row in 0..x.rows {
            let at = |t: &riskwright::record::Table| t.column(change.field).map(|c| c.get(row));
            let (x, y) = (at(x).expect("it was read"), at(y).expect("it was read"));
            // That nothing becomes nothing of another currency is no change.
            let own = match &y {
                Scalar::Quantity { currency, .. } => *currency,
                _ => None,
            };
            if !same(&x, &y, own) {
                let field = &program.schema.field(change.record, change.field).name;
                wrong.push(format!("{field} in row {row}: expected {x:?}, found {y:?}"));
            }
        }
    }
    let oracle = Oracle::new(program, &expected, as_of, Currency::USD);
    let outcomes = Evaluation::new(program, &found, settings).run();
    for (rule, outcome) in program.rules.iter().zip(outcomes) {
        for row in 0..expected.of(rule.subject).subjects() as u32 {
            let (expected, found) = (oracle.verdict(rule, row), scanned(&outcome, row));
            if found.map_or(!is_quiet(expected), |found| found != expected) {
                wrong.push(format!("{} on row {row}: {expected:?}, {found:?}", rule.name));
            }
        }
    }
    wrong.truncate(5);
    wrong
}

pub(crate) fn by_the_book(
    program: &Program,
    tables: &Tables,
    scenario: &Scenario,
    settings: Settings,
) -> Tables {
    let mut tables = tables.clone();
    for step in &scenario.steps {
        loop {
            let before = tables.clone();
            for change in step.changes() {
                set(program, &mut tables, change, settings);
            }
            match &step.does {
                Does::Set(_) | Does::UntilStable(_) => {}
                Does::Remove(removal) => members::remove(program, &mut tables, removal, settings),
                Does::Add(addition) => members::add(program, &mut tables, addition, settings),
            }
            let rows = |tables: &Tables, change: &Change| -> Vec<Scalar> {
                let table = tables.of(change.record);
                let column = table.column(change.field).expect("it was read");
                (0..table.rows).map(|row| column.get(row)).collect()
            };
            let stable = step.changes().iter().all(|c| rows(&before, c) == rows(&tables, c));
            if stable || !matches!(step.does, Does::UntilStable(_)) {
                break;
            }
        }
    }
    tables
}

/// One change: every row looks at the tables as they were before it.
fn set(program: &Program, tables: &mut Tables, change: &Change, settings: Settings) {
    let before = tables.clone();
    let reporting = settings.currency;
    let oracle = Oracle::new(program, &before, settings.as_of, reporting);
    let table = before.of(change.record);
    let old = table.column(change.field).expect("it was read");
    let field = program.schema.field(change.record, change.field);
    let new = |row: usize| {
        let rows = [row as u32];
        let meant = change.filter.map_or(Tri::True, |filter| oracle.truth(filter, &rows));
        let value = match meant {
            Tri::False => return old.get(row),
            Tri::True => oracle.value(change.value, &rows),
            Tri::Unknown => {
                let value = oracle.value(change.value, &rows);
                oracle.either(value, old.get(row), field.ty)
            }
        };
        within(value, &field.bounds)
    };
    let values: Vec<Scalar> = (0..table.rows).map(new).collect();
    if let Some(first) = values.first().cloned() {
        let mut table = table.clone();
        table.columns[change.field.0 as usize] = Some(column(&first, values.into_iter()));
        tables.0[change.record.0 as usize] = Arc::new(table);
    }
}

/// A quantity within its bounds: what it may be of what they allow, else the bound that is next.
fn within(value: Scalar, bounds: &Bounds) -> Scalar {
    let Scalar::Quantity { range, currency, .. } = value else {
        return value;
    };
    let mut clipped = range;
    if let Some(bound) = bounds.lo {
        clipped.lo = Some(clipped.lo.map_or(bound, |lo| lo.max(bound)));
        clipped.hi = clipped.hi.map(|hi| hi.max(bound));
    }
    if let Some(bound) = bounds.hi {
        clipped.hi = Some(clipped.hi.map_or(bound, |hi| hi.min(bound)));
        clipped.lo = clipped.lo.map(|lo| lo.min(bound));
    }
    let nothing = clipped == Range { lo: bounds.lo, hi: bounds.hi } && clipped.known().is_none();
    let currency = if nothing { None } else { currency };
    Scalar::Quantity { range: clipped, currency, unknown: nothing }
}

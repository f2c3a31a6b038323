//! The evaluator and the oracle agree: on every verdict, and on the value of every expression.

use std::collections::BTreeMap;

use riskwright::eval::{Evaluation, Limits, Settings};
use riskwright::ir::{ExprId, Level, Op, Program};
use riskwright::outcome::{RuleOutcome, Verdict};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening, Records};
use riskwright::source::Sources;
use riskwright::ty::{RecordId, Ty, exact};
use riskwright::value::{Currency, Date, Scalar};

use super::drawn::{AGREEMENT, tried};
use super::generate;
use super::interpreter::Oracle;
use super::money::is_nothing;

#[test]
fn the_evaluator_agrees_with_the_oracle() {
    tried(AGREEMENT, |c| {
        let depth = c.below(4);
        let rules = generate::vocabulary(c) + &generate::rules(c, 4, depth);
        let records = generate::records(c);
        let told = format!("{rules}\n---\n{records}");
        let (program, read) = load(&rules, &records);
        let mut wrong = disagreements(&program, &read);
        wrong.extend((!wrong.is_empty()).then_some(told));
        wrong
    });
}

pub(crate) fn load(rules: &str, records: &str) -> (Program, Records) {
    let (_, program, read) = load_with_sources(rules, records);
    (program, read)
}

/// The same with the files, for who names places in them.
pub(crate) fn load_with_sources(rules: &str, records: &str) -> (Sources, Program, Records) {
    let mut sources = Sources::default();
    let file = sources.add_text("rules.risk", rules);
    let (program, mut diagnostics) =
        pipeline::load(&mut sources, &[file], &|_, _| None, as_of(), &[]);
    // A bare number beside a percent is doubted, but means what it says; so does an order of
    // evidence without some kinds, and a scorecard of which a clause changes nothing.
    diagnostics.retain(|diagnostic| !["RW257", "RW315", "RW332"].contains(&diagnostic.code));
    assert!(diagnostics.is_empty(), "{diagnostics:#?}\n{rules}");
    let file = sources.add_text("all.yaml", records);
    let input = Input {
        file,
        format: Format::Yaml,
        opening: Opening::default(),
        record: None,
        mapping: None,
    };
    let (read, diagnostics) = pipeline::read(&sources, &program, &[input], settings());
    assert!(diagnostics.is_empty(), "{diagnostics:#?}\n{records}");
    (sources, program, read)
}

/// What every run is told.
pub(crate) fn settings() -> Settings {
    Settings { as_of: as_of(), currency: Currency::USD, limits: Limits::default() }
}

/// The day of every run.
pub(crate) fn as_of() -> Date {
    Date::new(2025, 6, 15).expect("a date")
}

pub(crate) fn disagreements(program: &Program, records: &Records) -> Vec<String> {
    let as_of = as_of();
    let reporting = Currency::USD;
    let tables = &records.tables;
    let oracle = Oracle::new(program, tables, as_of, reporting);
    let evaluation = Evaluation::new(
        program,
        tables,
        Settings { as_of, currency: reporting, limits: Limits::default() },
    );
    let mut wrong = Vec::new();
    for (rule, outcome) in program.rules.iter().zip(evaluation.run()) {
        for row in 0..tables.of(rule.subject).subjects() as u32 {
            let (expected, found) = (oracle.verdict(rule, row), scanned(&outcome, row));
            if found.is_some_and(|found| found != expected)
                || (found.is_none() && !is_quiet(expected))
            {
                wrong.push(format!(
                    "{} on row {row}: expected {expected:?}, found {found:?}",
                    rule.name
                ));
            }
        }
    }
    for (expr, subject) in subjects(program) {
        for row in 0..tables.of(subject).rows as u32 {
            let (expected, found) = (oracle.value(expr, &[row]), evaluation.value(expr, row));
            let ty = program.arena.get(expr).ty;
            if !same(&expected, &found, Some(reporting).filter(|_| ty.is_money())) {
                let show = |s| exact(s, ty, &program.schema, &|_, row| format!("row {row}"));
                wrong.push(format!(
                    "{} on row {row}: expected {} {expected:?}, found {} {found:?}",
                    program.print(expr, "s"),
                    show(&expected),
                    show(&found)
                ));
            }
        }
    }
    wrong.truncate(5);
    wrong
}

/// What the scan said of a row; `None`: clear or not applicable.
pub(crate) fn scanned(outcome: &RuleOutcome, row: u32) -> Option<Verdict> {
    let flagged = outcome.flagged.iter().find(|(r, ..)| *r == row);
    let open = outcome.undetermined.iter().find(|(r, _)| *r == row);
    match (flagged, open) {
        (Some((_, severity, possibly)), _) => {
            Some(Verdict::Flagged { severity: *severity, possibly: *possibly })
        }
        (None, Some((_, possibly))) => Some(Verdict::Undetermined { possibly: *possibly }),
        (None, None) => None,
    }
}

pub(crate) fn is_quiet(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Clear | Verdict::NotApplicable)
}

/// Every expression that looks at nothing but a rule's subject, with the subject's record kind.
fn subjects(program: &Program) -> BTreeMap<ExprId, RecordId> {
    let mut kinds: BTreeMap<ExprId, RecordId> = BTreeMap::new();
    for (id, node) in program.arena.iter() {
        if let (Op::Row(Level::SUBJECT), Ty::Record(record)) = (&node.op, node.ty) {
            kinds.insert(id, record);
        }
        let mut below = None;
        program.arena.operands(id, |o| below = below.or(kinds.get(&o).copied()));
        if let Some(record) = below {
            kinds.insert(id, record);
        }
    }
    kinds.retain(|id, _| {
        let node = program.arena.get(*id);
        node.levels.is_just(Level::SUBJECT) && !matches!(node.ty, Ty::List(_))
    });
    kinds
}

/// Equal values; nothing may be told in the reporting currency.
pub(crate) fn same(a: &Scalar, b: &Scalar, reporting: Option<Currency>) -> bool {
    match (a, b) {
        (
            Scalar::Quantity { range: x, currency: c, unknown: u },
            Scalar::Quantity { range: y, currency: d, unknown: v },
        ) => x == y && u == v && (c == d || is_nothing(*x) && *d == reporting),
        _ => a == b,
    }
}

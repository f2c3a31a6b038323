//! Groups, flows and walks by definition: every combination is tried, every sequence of parties
//! walked.

mod ground;
mod slots;

use ground::Ground;

use std::collections::{BTreeMap, BTreeSet};

use riskwright::ir::ExprId;
use riskwright::operator::WalkKind;
use riskwright::record::Tables;
use riskwright::ty::{FieldId, Kind, Leg, Line, MadeList, Reach, RecordId, Shape, Step, Walk};
use riskwright::value::{Codes, Decimal, Range, Scalar, Tri};

use super::interpreter::{Amount, Oracle};
use super::money::is_nothing;

/// What is wrong with the tables that were derived.
pub(crate) fn mistakes(oracle: &Oracle<'_>) -> Vec<String> {
    let Oracle { program, tables, .. } = oracle;
    let mut wrong = Vec::new();
    let mut compare = |what: &str, record: RecordId, expected: Vec<String>, found: Vec<String>| {
        if expected != found {
            let name = &program.schema.record(record).name;
            wrong.push(format!("{what} {name}: expected {expected:?}, found {found:?}"));
        }
    };
    for record in program.schema.record_ids() {
        match program.schema.kind(record) {
            Kind::Read | Kind::Group(_) | Kind::Leg(_) | Kind::Passed | Kind::Card(_) => {}
            Kind::Slots(slots) => {
                let expected = slots::expected(oracle, slots);
                compare("slots of", record, expected, slots::found(tables, record, slots));
            }
            Kind::Step(step) => {
                let of_flow = program.schema.kind(step.of).leg().is_some();
                let (steps, keys) = expected_steps(oracle, &step.lines, of_flow);
                compare("steps of", record, steps, found_steps(tables, record, step));
                compare("groups of", step.of, keys, found_groups(tables, step.of));
                if let Some(leg) = program.schema.kind(step.of).leg() {
                    let expected = expected_loose(oracle, step.of, leg);
                    compare("loose", step.of, expected, found_loose(tables, step.of, leg));
                }
            }
            Kind::Walk(walked) => {
                let ground = Ground::new(oracle, walked.legs);
                if let Some(amount) = walked.way().and_then(|way| way.amount) {
                    if let Some(widths) = ground.widths(oracle, amount) {
                        let expected = ground.best_ways(walked.longest as usize, &widths);
                        let found = ground.found_ways(record, walked, &widths);
                        compare("ways of", record, expected, found);
                    }
                    continue;
                }
                let expected = ground.walks(walked);
                compare(walked.kind().words(), record, expected, ground.found(record, walked));
            }
            Kind::Reach(reach) => {
                let ground = Ground::new(oracle, reach.legs);
                let expected = ground.reach(reach.longest as usize);
                compare("reach", record, expected, ground.found_reach(record, reach));
            }
        }
    }
    wrong
}

/// The steps of all lines, and each combination of keys that some step is known to have.
/// Who leads to nobody forms no group, and of a flow a leg with one end.
fn expected_steps(
    oracle: &Oracle<'_>,
    lines: &[Line],
    of_flow: bool,
) -> (Vec<String>, Vec<String>) {
    let (mut steps, mut groups) = (Vec::new(), BTreeSet::new());
    for (number, line) in lines.iter().enumerate() {
        for row in 0..oracle.tables.of(line.members).rows as u32 {
            if line.filter.is_some_and(|filter| oracle.truth(filter, &[row]) == Tri::False) {
                continue;
            }
            let keys: Vec<Scalar> =
                line.keys.iter().map(|key| oracle.value(*key, &[row])).collect();
            let nobody = keys.contains(&Scalar::NOBODY);
            if nobody && !of_flow {
                continue;
            }
            let known = !nobody && keys.iter().all(Scalar::is_known);
            let group = if known { format!("{keys:?}") } else { "none".to_owned() };
            steps.push(format!("line {number}, record {row}: {group}"));
            if known {
                groups.insert(group);
            }
        }
    }
    (steps, groups.into_iter().collect())
}

fn cell(tables: &Tables, record: RecordId, field: FieldId, row: u32) -> Scalar {
    tables.of(record).column(field).expect("it was made").get(row as usize)
}

fn code(tables: &Tables, record: RecordId, field: FieldId, row: u32) -> Option<u32> {
    match cell(tables, record, field, row) {
        Scalar::Code(code) => code,
        other => panic!("a reference is {other:?}"),
    }
}

fn found_steps(tables: &Tables, steps: RecordId, step: &Step) -> Vec<String> {
    let step = |row: u32| {
        let Scalar::Quantity { range, .. } = cell(tables, steps, step.line, row) else {
            panic!("a line is a number")
        };
        let (_, record) = tables.of(steps).origins()[row as usize];
        let group = code(tables, steps, step.group, row);
        let group = group.map_or("none".to_owned(), |group| keys(tables, step.of, group));
        let line = range.known().expect("a line is known");
        format!("line {line}, record {record}: {group}")
    };
    (0..tables.of(steps).rows as u32).map(step).collect()
}

fn keys(tables: &Tables, groups: RecordId, row: u32) -> String {
    let columns = tables.of(groups).columns.iter().flatten();
    format!("{:?}", columns.map(|column| column.get(row as usize)).collect::<Vec<_>>())
}

/// The groups, which must stand in the order of their names.
fn found_groups(tables: &Tables, groups: RecordId) -> Vec<String> {
    let table = tables.of(groups);
    let told = 0..table.subjects() as u32;
    let names: Vec<_> = told.clone().map(|row| table.keys.get(row as usize)).collect();
    assert!(names.is_sorted(), "{names:?}");
    let mut found: Vec<String> = told.map(|row| keys(tables, groups, row)).collect();
    found.sort();
    found
}

type Ends = (Option<u32>, Option<u32>);

/// The legs of steps that do not tell both their ends, in the order of their records: each may be
/// one of those before it where no end that both tell is another.
fn expected_loose(oracle: &Oracle<'_>, legs: RecordId, leg: &Leg) -> Vec<String> {
    let Oracle { program, tables, .. } = oracle;
    let Step { group, line: line_of, lines, .. } =
        program.schema.kind(leg.steps).step().expect("legs have steps");
    let steps = leg.steps;
    let end = |line: &Line, of: usize, row: u32| match oracle.value(line.keys[of], &[row]) {
        Scalar::Code(party) => party,
        other => panic!("an end is {other:?}"),
    };
    let mut loose = Vec::new();
    for step in 0..tables.of(steps).rows as u32 {
        if code(tables, steps, *group, step).is_some() {
            continue;
        }
        let Scalar::Quantity { range, .. } = cell(tables, steps, *line_of, step) else {
            panic!("a line is a number")
        };
        let line = range.known().and_then(|n| n.fixed(0)).expect("a line is known");
        let line = &lines[line as usize];
        let (record, row) = tables.of(steps).origins()[step as usize];
        let standing = tables.standing(&program.schema, record, row);
        loose.push((record, standing, step, (end(line, 0, row), end(line, 1, row))));
    }
    loose.sort_by_key(|(record, standing, step, _)| (*record, *standing, *step));
    let told = |row| [leg.from, leg.to].map(|end| code(tables, legs, end, row));
    let told = (0..tables.of(legs).subjects() as u32).map(told);
    let mut before: Vec<Ends> = told.map(|[from, to]| (from, to)).collect();
    let meet = |a: Option<u32>, b: Option<u32>| {
        let nobody = [a, b].contains(&Some(Codes::NONE));
        !nobody && (a.is_none() || b.is_none() || a == b)
    };
    let mut expected = Vec::new();
    for (.., step, (from, to)) in loose {
        let perhaps = before.iter().any(|other| meet(from, other.0) && meet(to, other.1));
        expected.push(format!("step {step}: {from:?} to {to:?}, perhaps {perhaps}"));
        before.push((from, to));
    }
    expected
}

fn found_loose(tables: &Tables, legs: RecordId, ends: &Leg) -> Vec<String> {
    let table = tables.of(legs);
    let leg = |row: u32| {
        let step = table.only_step(row).expect("a step");
        let [from, to] = [ends.from, ends.to].map(|end| code(tables, legs, end, row));
        let perhaps = table.is_perhaps(row as usize);
        format!("step {step}: {from:?} to {to:?}, perhaps {perhaps}")
    };
    (table.subjects() as u32..table.rows as u32).map(leg).collect()
}

fn told(
    key: &str,
    (fewest, most): (usize, usize),
    parties: Option<&[&str]>,
    legs: Option<&[u32]>,
    sure: bool,
) -> String {
    let perhaps = if sure { "" } else { "perhaps " };
    format!("{perhaps}{key} ({fewest}..{most}): {parties:?} over {legs:?}")
}

//! Whether a run looks at anything: records of which no rule looks at one are no pass.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::ir::{Op, Program, Rule};
use crate::record::Tables;
use crate::ty::{Group, Kind, Leg, Reach, RecordId, Walk};

/// The kinds of records that rules look at, where there is no record of any of them; `None` where
/// there is one, or where all of them may be without.
pub fn not_looked_at(
    program: &Program,
    tables: &Tables,
    may_be_empty: &[String],
) -> Option<Vec<String>> {
    let mut kinds = BTreeSet::new();
    for rule in &program.rules {
        for base in looked_at(program, rule) {
            if tables.of(base).rows > 0 {
                return None;
            }
            kinds.insert(program.schema.record(base).name.clone());
        }
    }
    let without: Vec<String> = kinds.into_iter().collect();
    let allowed = |kind: &String| may_be_empty.contains(kind);
    (!without.iter().all(allowed)).then_some(without)
}

/// The kinds of records in files that a rule looks at: those of its subject, and where this is made
/// of none, as years are, those of the members that it goes over.
fn looked_at(program: &Program, rule: &Rule) -> Vec<RecordId> {
    let own = bases(program, rule.subject);
    if !own.is_empty() {
        return own;
    }
    let mut seen = FxHashSet::default();
    let parts = program.arena.parts(rule.conditions(), |e, _| seen.insert(e));
    let members = parts.filter_map(|e| match &program.arena.get(e).op {
        Op::Aggregate(a) => Some(a.members),
        _ => None,
    });
    members.flat_map(|members| bases(program, members)).collect()
}

/// The kinds of records in files that the records of a kind stand in or are made of.
fn bases(program: &Program, record: RecordId) -> Vec<RecordId> {
    let kind = program.schema.record(record);
    if let Some((holder, _)) = kind.parent {
        return bases(program, holder);
    }
    match &kind.kind {
        Kind::Read | Kind::Passed => vec![record],
        Kind::Group(Group { steps: of })
        | Kind::Leg(Leg { steps: of, .. })
        | Kind::Walk(Walk { legs: of, .. })
        | Kind::Reach(Reach { legs: of, .. }) => bases(program, *of),
        Kind::Slots(slots) => slots.records().collect(),
        Kind::Card(card) => vec![card.of],
        Kind::Step(step) => {
            step.lines.iter().flat_map(|line| bases(program, line.members)).collect()
        }
    }
}

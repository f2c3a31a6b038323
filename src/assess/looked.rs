//! Whether a run looks at anything: records of which no rule looks at one are no pass.

use std::collections::BTreeSet;

use crate::ir::Program;
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
        for base in bases(program, rule.subject) {
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
        Kind::Step(step) => {
            step.lines.iter().flat_map(|line| bases(program, line.members)).collect()
        }
    }
}

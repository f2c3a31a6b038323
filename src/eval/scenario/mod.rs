//! Scenarios: the records as they would be. A scenario is applied before rules are: it makes new
//! tables of the record kinds that it changes, and of what is made of records, and shares those of
//! all others.

mod change;
mod told;

pub use told::{Joined, StepTold, Told};

use super::{Settings, derive};
use crate::ir::{Change, Op, Program, Scenario, Step};
use crate::outcome::Cell;
use crate::record::Tables;
use crate::ty::{RecordId, Ty};
use told::Doubts;

/// What a scenario makes of the records.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The changed tables, the others shared with those before.
    pub tables: Tables,
    /// What changed, and by which step.
    pub told: Told,
}

/// Applies a scenario: its steps in order, each to what the one before it left.
///
/// A step looks at all its records before it changes any of them, so their order does not matter.
/// Where it is not known whether a record is meant, the fact may be the old one or the new one.
/// What is made of records is made anew of the changed ones.
pub fn apply(
    program: &Program,
    tables: &Tables,
    scenario: &Scenario,
    settings: Settings,
) -> Applied {
    let mut run = Run {
        program,
        settings,
        applied: Applied { tables: tables.clone(), told: Told::new(scenario) },
        stale: false,
    };
    for step in &scenario.steps {
        let told = if step.until_stable { run.cascade(step) } else { run.once(step) };
        run.applied.told.steps.push(told);
    }
    run.refresh();
    run.applied
}

/// A scenario on its way.
struct Run<'a> {
    program: &'a Program,
    settings: Settings,
    applied: Applied,
    /// Whether what is made of records is older than they are.
    stale: bool,
}

impl Run<'_> {
    fn once(&mut self, step: &Step) -> StepTold {
        self.round(step);
        StepTold { span: step.span, rounds: None }
    }

    /// Repeats a step until it changes nothing. The checker made sure that its facts only move
    /// from false over unknown to true: each can change twice, so the rounds come to an end.
    fn cascade(&mut self, step: &Step) -> StepTold {
        let before = self.applied.told.doubts.clone();
        let mut rounds = Vec::new();
        loop {
            let joined = self.round(step);
            if joined.is_empty() {
                break;
            }
            rounds.push(joined);
        }
        self.doubt(step, &before);
        StepTold { span: step.span, rounds: Some(rounds) }
    }

    /// Says anew what a cascade leaves open: what would have told in the round in which a fact came
    /// into doubt need not be what would tell in the end.
    fn doubt(&mut self, step: &Step, before: &Doubts) {
        let (tables, mut doubts) = (&self.applied.tables, Doubts::default());
        for change in &step.changes {
            let found = change::doubtful(self.program, tables, change, self.settings);
            for (row, why) in found {
                let cell = Cell { record: change.record, row, field: Some(change.field) };
                let earlier = || before.get(&cell).cloned().unwrap_or_default();
                let all = doubts.entry(cell).or_insert_with(earlier);
                all.extend(why.into_iter().filter(|why| !all.contains(why)).collect::<Vec<_>>());
            }
        }
        self.applied.told.doubts.extend(doubts);
    }

    /// Applies the changes of a step, and tells what became true.
    fn round(&mut self, step: &Step) -> Vec<Joined> {
        let mut joined = Vec::new();
        for change in &step.changes {
            if self.stale && rests_on_made(self.program, change) {
                self.refresh();
            }
            let tables = &mut self.applied.tables;
            let making = change::make(self.program, tables, change, self.settings);
            let made = &making.made;
            joined.extend(made.iter().map(|made| Joined::of(change, made)));
            self.applied.told.note(change, made, tables.of(change.record).rows);
            self.stale |= !made.is_empty();
            change::put(tables, change, making);
        }
        joined
    }

    /// Makes anew what is made of records.
    fn refresh(&mut self) {
        if std::mem::take(&mut self.stale) {
            derive(self.program, &mut self.applied.tables, self.settings);
        }
    }
}

/// Whether a change looks at what is made of records.
fn rests_on_made(program: &Program, change: &Change) -> bool {
    let is_made = |record: RecordId| program.schema.kind(record).is_made();
    let reached = program.reached(change.roots());
    program.schema.record_ids().any(is_made)
        && program.arena.iter().any(|(id, node)| {
            let record = match (&node.op, node.ty) {
                (Op::Aggregate(a), _) => Some(a.members),
                (_, Ty::Record(record) | Ty::List(record)) => Some(record),
                _ => None,
            };
            reached.get(id.0 as usize) == Some(&true) && record.is_some_and(is_made)
        })
}

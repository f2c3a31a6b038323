//! Scenarios: the records as they would be. A scenario is applied before rules are: it makes new
//! tables of the record kinds that it changes and shares those of all others.

mod change;
mod told;

pub use told::{Joined, StepTold, Told};

use super::Settings;
use crate::ir::{Program, Scenario, Step};
use crate::record::Tables;
use told::Round;

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
pub fn apply(
    program: &Program,
    tables: &Tables,
    scenario: &Scenario,
    settings: Settings,
) -> Applied {
    let mut applied = Applied { tables: tables.clone(), told: Told::new(scenario) };
    for step in &scenario.steps {
        let told = if step.until_stable {
            applied.cascade(program, step, settings)
        } else {
            let round = applied.round(program, step, settings);
            StepTold { span: step.span, rounds: None, changed: round.changed, cut: round.cut }
        };
        applied.told.steps.push(told);
    }
    applied
}

impl Applied {
    /// Repeats a step until it changes nothing. The checker made sure that its facts only move
    /// from false over unknown to true: each can change twice, so the rounds come to an end.
    fn cascade(&mut self, program: &Program, step: &Step, settings: Settings) -> StepTold {
        let mut told = StepTold { span: step.span, rounds: None, changed: 0, cut: 0 };
        let mut rounds = Vec::new();
        loop {
            let round = self.round(program, step, settings);
            if round.joined.is_empty() {
                told.rounds = Some(rounds);
                return told;
            }
            told.changed += round.changed;
            rounds.push(round.joined);
        }
    }

    fn round(&mut self, program: &Program, step: &Step, settings: Settings) -> Round {
        let mut round = Round::default();
        for change in &step.changes {
            let made = change::make(program, &self.tables, change, settings);
            round.add(change, &made);
            self.told.note(change, &made, self.tables.of(change.record).rows);
            change::put(&mut self.tables, change, made);
        }
        round
    }
}

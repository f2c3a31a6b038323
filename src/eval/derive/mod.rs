//! Makes the tables of derived record kinds: groups, steps, legs, walks.

mod between;
mod clusters;
mod cuts;
mod ground;
mod loose;
mod reach;
mod rows;
mod steps;
mod untold;
mod walk;
mod walks;
mod ways;

use std::sync::Arc;

use super::Settings;
use crate::ir::{Derivation, Program};
use crate::record::Tables;

/// Makes the tables of all derived record kinds, in place of whatever stood there: each of the
/// tables before it. They hold references and names; what they hold does not depend on the order
/// of records.
pub fn derive(program: &Program, tables: &mut Tables, settings: Settings) {
    for derived in &program.derived {
        let made = match &derived.how {
            Derivation::Steps { groups, lines } => {
                steps::make(program, tables, &settings, (derived.record, *groups), lines)
            }
            Derivation::Walks(walked) => {
                walks::make(program, tables, derived.record, walked, &settings)
            }
            Derivation::Reach { legs, longest, .. } => {
                let most = settings.limits.reached;
                reach::make(program, tables, derived.record, (*legs, *longest), most)
            }
        };
        for table in made {
            if let Some(slot) = tables.0.get_mut(table.record.0 as usize) {
                *slot = Arc::new(table);
            }
        }
    }
}

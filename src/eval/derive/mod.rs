//! Makes the tables of derived record kinds: groups, steps, legs, walks.

mod between;
mod cards;
mod cuts;
mod ground;
mod loose;
mod reach;
mod rows;
mod slots;
mod steps;
mod together;
mod untold;
mod walk;
mod walks;
mod ways;

pub(super) use cards::make as cards;
pub(crate) use walks::together_key;

use std::sync::Arc;

use super::Settings;
use crate::ir::Program;
use crate::record::Tables;
use crate::ty::Kind;

/// Makes the tables of all derived record kinds, in place of whatever stood there: each of the
/// tables before it. They hold references and names; what they hold does not depend on the order
/// of records.
pub fn derive(program: &Program, tables: &mut Tables, settings: Settings) {
    // What is made stands behind what it is made of.
    for record in program.schema.record_ids() {
        let made = match program.schema.kind(record) {
            Kind::Step(step) => steps::make(program, tables, &settings, (record, step)),
            Kind::Walk(walk) => walks::make(program, tables, record, walk, &settings),
            Kind::Reach(reach) => {
                reach::make(program, tables, (record, reach), settings.limits.reached)
            }
            Kind::Slots(slots) => vec![slots::make(program, tables, record, slots)],
            // Groups and legs are made with their steps, and lists with the walks that hold them.
            Kind::Read | Kind::Group(_) | Kind::Leg(_) | Kind::Passed => continue,
            // They are filled in once rules were applied.
            Kind::Card(_) => continue,
        };
        for table in made {
            if let Some(slot) = tables.0.get_mut(table.record.0 as usize) {
                *slot = Arc::new(table);
            }
        }
    }
}

//! Which steps make which leg of a flow.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::ir::{Flow, Program};
use crate::record::Tables;
use crate::ty::RecordId;

/// By the kind of the legs, the steps of each; found when the first walk is told.
#[derive(Default)]
pub(super) struct Steps(OnceLock<FxHashMap<RecordId, Vec<Vec<u32>>>>);

impl Steps {
    /// The steps of a leg of a flow.
    pub(super) fn of(&self, program: &Program, tables: &Tables, flow: &Flow, leg: u32) -> &[u32] {
        let all = self.0.get_or_init(|| {
            program.flows.iter().map(|flow| (flow.legs, by_leg(tables, flow))).collect()
        });
        all.get(&flow.legs).and_then(|legs| legs.get(leg as usize)).map_or(&[], Vec::as_slice)
    }
}

fn by_leg(tables: &Tables, flow: &Flow) -> Vec<Vec<u32>> {
    let mut legs = vec![Vec::new(); tables.of(flow.legs).subjects()];
    for step in 0..tables.of(flow.steps).subjects() as u32 {
        // A step that does not tell both its ends has no leg.
        let leg = tables.led_to(flow.steps, flow.leg, step);
        if let Some(steps) = leg.and_then(|leg| legs.get_mut(leg as usize)) {
            steps.push(step);
        }
    }
    legs
}

//! The legs of a ring or a path, one behind the other, with the records that tell of each.

use super::Assessment;
use crate::ir::Flow;
use crate::report::Leg;
use crate::ty::{FieldId, RecordId, Shape};

/// How many records are told of one leg.
const TOLD: usize = 5;

impl Assessment<'_> {
    /// The legs of what a rule's subject is, in their order; none where it is no ring and no path.
    pub(super) fn legs(&self, rule: usize, row: u32) -> Vec<Leg> {
        let walk = self.program.schema.kind(self.program.rules[rule].subject).walk();
        let walk = walk.filter(|walk| match walk.shape {
            Shape::Cycle | Shape::Path(_) | Shape::Way(..) => true,
            // Who hang together do so in no order.
            Shape::Cluster { .. } | Shape::Component { .. } | Shape::CutPoint { .. } => false,
        });
        let flow = |legs| self.program.flows.iter().find(|flow| flow.legs == legs);
        let Some((walk, flow)) = walk.and_then(|walk| Some((walk, flow(walk.legs)?))) else {
            return Vec::new();
        };
        let used = walk.used.members;
        let members = self.tables.of(used).held_by(row);
        let legs = members.filter_map(|member| self.tables.led_to(used, FieldId::IT, member));
        legs.filter_map(|leg| self.leg(flow, leg)).collect()
    }

    /// A leg of a flow; `None` where it does not tell both its ends.
    fn leg(&self, flow: &Flow, row: u32) -> Option<Leg> {
        let places = self.places();
        let end = |field| {
            let party = self.tables.led_to(flow.legs, field, row)?;
            Some(places.key(flow.party, party))
        };
        let steps = self.steps.of(self.program, self.tables, flow, row);
        let origin = |step: &u32| self.tables.origin(flow.steps, *step);
        let mut records: Vec<(RecordId, u32)> = steps.iter().filter_map(origin).collect();
        records.sort_by_cached_key(|(record, row)| (record.0, places.key(*record, *row)));
        let told = records.iter().take(TOLD).map(|(record, row)| places.subject(*record, *row));
        Some(Leg {
            from: end(flow.from)?,
            to: end(flow.to)?,
            records: told.collect(),
            more: records.len().saturating_sub(TOLD) as u64,
        })
    }
}

//! Flows, and what a program says of the record kinds that are made of others.

use std::sync::Arc;

use super::{ExprId, Program};
use crate::operator::WalkKind;
use crate::ty::{FieldId, Group, Kind, Leg, Reach, RecordId, Shape, Walk};
use crate::value::Worded;

/// A flow: who sends what to whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Flow {
    /// What the run calls it: its name, with that of its pack in front where another goes by it.
    pub name: Arc<str>,
    /// The dotted path of its file.
    pub pack: Arc<str>,
    /// First paragraph of its doc comment; the name where there is none.
    pub title: Worded<String>,
    /// The record kind that it runs between.
    pub party: RecordId,
    /// The kind of its steps.
    pub steps: RecordId,
    /// The field of a step that leads to its leg.
    pub leg: FieldId,
    /// The kind of its legs.
    pub legs: RecordId,
    /// The field of a leg that tells where it starts.
    pub from: FieldId,
    /// Where it leads.
    pub to: FieldId,
    /// How much a step carries, over the row of the step at level 0.
    pub amount: Option<ExprId>,
    /// Of what kind it is: what its lines tell as `kind`.
    pub kind: Option<ExprId>,
    /// Whether it exists, where that is not certain of all.
    pub exists: Option<ExprId>,
}

impl Program {
    /// The kinds of the records that rows of a kind are made of; of records that are read, their
    /// own.
    pub fn grounds(&self, record: RecordId) -> Vec<RecordId> {
        let kind = self.schema.record(record);
        match &kind.kind {
            Kind::Read => vec![record],
            Kind::Group(Group { steps }) | Kind::Leg(Leg { steps, .. }) => self.grounds(*steps),
            Kind::Slots(slots) => slots.records().collect(),
            Kind::Card(card) => vec![card.of],
            Kind::Step(step) => step.lines.iter().map(|line| line.members).collect(),
            Kind::Walk(Walk { legs, .. }) | Kind::Reach(Reach { legs, .. }) => self.grounds(*legs),
            Kind::Passed => kind.parent.map_or(Vec::new(), |(walk, _)| self.grounds(walk)),
        }
    }

    /// Whether the keys of a kind have several parts: fields of a record, keys of a group, parties
    /// of a walk.
    pub fn has_composite_key(&self, record: RecordId) -> bool {
        let kind = self.schema.record(record);
        let names_parties = kind.kind.walk().is_some_and(|walk| walk.kind() != WalkKind::CutPoints);
        names_parties || kind.key.len() > 1
    }
}

impl Walk {
    /// What is looked for, as rules write it.
    pub fn kind(&self) -> WalkKind {
        match self.shape {
            Shape::Cycle => WalkKind::Cycles,
            Shape::Path(_) | Shape::Way(..) => WalkKind::Paths,
            Shape::Cluster { .. } => WalkKind::Clusters,
            Shape::Component { .. } => WalkKind::Components,
            Shape::CutPoint { .. } => WalkKind::CutPoints,
        }
    }
}

//! Record kinds whose rows are made from other records: groups, the steps and legs of flows, and
//! their walks.
//!
//! Their tables hold references, numbers and names only. Whatever is an amount is an expression
//! over the records that the references lead to, so ranges, reasons and places stay with it.

use std::sync::Arc;

use super::{ExprId, Program};
use crate::operator::WalkKind;
use crate::ty::{FieldId, RecordId};

/// A record kind and how its rows are made.
#[derive(Clone, PartialEq, Debug)]
pub struct Derived {
    /// The kind that this makes the rows of.
    pub record: RecordId,
    /// How.
    pub how: Derivation,
}

impl Derived {
    /// Every record kind that it makes rows of.
    pub fn records(&self) -> Vec<RecordId> {
        match &self.how {
            Derivation::Steps { groups, .. } => vec![self.record, *groups],
            Derivation::Walks(walked) => vec![self.record, walked.parties, walked.used],
            Derivation::Reach { .. } => vec![self.record],
        }
    }
}

impl Program {
    /// Whether records of a kind are steps of groups or flows.
    pub fn is_step(&self, record: RecordId) -> bool {
        let is_step = |derived: &Derived| matches!(derived.how, Derivation::Steps { .. });
        self.derived.iter().any(|derived| derived.record == record && is_step(derived))
    }

    /// The kind of the steps that make groups of a kind.
    pub fn steps_of(&self, of: RecordId) -> Option<RecordId> {
        self.derived.iter().find_map(|derived| match derived.how {
            Derivation::Steps { groups, .. } if groups == of => Some(derived.record),
            Derivation::Steps { .. } | Derivation::Walks(_) | Derivation::Reach { .. } => None,
        })
    }

    /// The kinds of the records that rows of a kind are made of; of records that are read, their
    /// own.
    pub fn grounds(&self, record: RecordId) -> Vec<RecordId> {
        let made = self.derived.iter().find(|derived| derived.records().contains(&record));
        match made.map(|derived| &derived.how) {
            None => vec![record],
            Some(Derivation::Steps { lines, .. }) => lines.iter().map(|l| l.members).collect(),
            Some(Derivation::Walks(walked)) => self.grounds(walked.legs),
            Some(Derivation::Reach { legs, .. }) => self.grounds(*legs),
        }
    }
}

/// How rows are made.
#[derive(Clone, PartialEq, Debug)]
pub enum Derivation {
    /// One step for each record of a line whose condition may hold, and one group for each
    /// combination of keys that some step is known to have.
    Steps {
        /// The kind of the groups.
        groups: RecordId,
        /// What makes steps.
        lines: Vec<Line>,
    },
    /// The walks of a flow, with lists of those they pass and of the legs they use.
    Walks(Walked),
    /// One row for each party and leg that it reaches.
    Reach {
        /// The groups of a flow's steps by where they start and lead.
        legs: RecordId,
        /// The most legs on the way.
        longest: u32,
        /// Whether a leg exists, over its row at level 0, where that is not certain of all.
        exists: Option<ExprId>,
    },
}

/// Records that make steps.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Their kind.
    pub members: RecordId,
    /// Which of them, at level 0.
    pub filter: Option<ExprId>,
    /// What groups them, at level 0.
    pub keys: Vec<ExprId>,
    /// Which reference of a step leads to the record: [`field::REFERENCES`] and up.
    pub reference: u32,
}

/// Walks of a flow.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Walked {
    /// What is looked for.
    pub kind: WalkKind,
    /// The groups of the flow's steps by where they start and lead.
    pub legs: RecordId,
    /// The most legs of a walk.
    pub longest: u32,
    /// Whether each party whose walks could not all be followed has a row of its own, of which
    /// neither end nor legs are known: what is made of its walks is not known either. And each two
    /// parties have one between whom a step may lead that does not tell both its ends.
    pub open: bool,
    /// Whether a leg exists, over its row at level 0, where that is not certain of all and the walks
    /// are `open`.
    pub exists: Option<ExprId>,
    /// What a leg carries, over its row at level 0, where only those ways from one party to another
    /// are looked for that let most of it through.
    pub amount: Option<ExprId>,
    /// The list of parties of each walk.
    pub parties: RecordId,
    /// The list of legs of each walk.
    pub used: RecordId,
}

impl Walked {
    /// The field that tells whether a row is there for certain, where that is more than whether all
    /// its legs are.
    pub fn sure(&self) -> Option<FieldId> {
        match self.kind {
            WalkKind::Clusters => Some(field::CLUSTER_SURE),
            WalkKind::CutPoints => Some(field::CUT_SURE),
            WalkKind::Paths if self.open => Some(field::WAY_SURE),
            WalkKind::Paths | WalkKind::Cycles => None,
        }
    }
}

/// A flow: who sends what to whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Flow {
    /// Its name.
    pub name: Arc<str>,
    /// First paragraph of its doc comment; the name where there is none.
    pub title: String,
    /// The record kind that it runs between.
    pub party: RecordId,
    /// The kind of its steps.
    pub steps: RecordId,
    /// The kind of its legs.
    pub legs: RecordId,
    /// How much a step carries, over the row of the step at level 0.
    pub amount: Option<ExprId>,
    /// Of what kind it is: what its lines tell as `kind`.
    pub kind: Option<ExprId>,
    /// Whether it exists, where that is not certain of all.
    pub exists: Option<ExprId>,
}

impl Program {
    /// How a kind's rows are made, where they are walks.
    pub fn walked(&self, record: RecordId) -> Option<&Walked> {
        self.derived.iter().find_map(|derived| match &derived.how {
            Derivation::Walks(walked) if derived.record == record => Some(walked),
            Derivation::Walks(_) | Derivation::Steps { .. } | Derivation::Reach { .. } => None,
        })
    }

    /// Whether the keys of a kind have several parts: fields of a record, keys of a group, parties
    /// of a walk.
    pub fn has_composite_key(&self, record: RecordId) -> bool {
        let names_parties = self.walked(record).is_some_and(|w| w.kind != WalkKind::CutPoints);
        names_parties || self.schema.record(record).key.len() > 1
    }
}

/// Where the fields of derived record kinds stand.
pub mod field {
    use crate::ty::FieldId;

    /// Of a step: its group.
    pub const GROUP: FieldId = FieldId(0);
    /// Of a step: the line that made it, from 0 on.
    pub const LINE: FieldId = FieldId(1);
    /// Of a step: the first of the references to the records that made it.
    pub const REFERENCES: u32 = 2;
    /// Of a leg: where it starts.
    pub const FROM: FieldId = FieldId(0);
    /// Of a leg: where it leads.
    pub const TO: FieldId = FieldId(1);
    /// Of a walk: its parties in words.
    pub const PATH: FieldId = FieldId(0);
    /// Of a walk: how many legs it has; of a cluster and behind a cut point how many parties.
    pub const LENGTH: FieldId = FieldId(1);
    /// Of a walk: the list of its parties.
    pub const PARTIES: FieldId = FieldId(2);
    /// Of a walk: the list of its legs.
    pub const LEGS: FieldId = FieldId(3);
    /// Of a path its start; of a cut point the party itself.
    pub const START: FieldId = FieldId(4);
    /// Of a path: its end.
    pub const END: FieldId = FieldId(5);
    /// Of a cluster: whether it is one for certain, of just these parties.
    pub const CLUSTER_SURE: FieldId = FieldId(4);
    /// Of a cut point: whether it is one for certain, whomever it strands.
    pub const CUT_SURE: FieldId = FieldId(5);
    /// Of a way from one party to another: whether all its legs are there for certain.
    pub const WAY_SURE: FieldId = FieldId(6);
    /// Of a way on which a step does not tell its ends: where such a step starts, or leads.
    pub const WAY_OUT: FieldId = FieldId(7);
    /// See [`WAY_OUT`].
    pub const WAY_IN: FieldId = FieldId(8);
    /// Of a way: whether it is such a one.
    pub const WAY_UNTOLD: FieldId = FieldId(9);
    /// Of a reach: who reaches.
    pub const REACHER: FieldId = FieldId(0);
    /// Of a reach: which leg.
    pub const REACHED: FieldId = FieldId(1);
    /// Of a reach: which step, where it does not tell both its ends and so is no part of a leg.
    pub const REACHED_STEP: FieldId = FieldId(2);
    /// Of a reach: whether it is reached for certain.
    pub const REACH_SURE: FieldId = FieldId(3);
    /// Of a reach that is not certain: the reach of the last leg on the way that is not.
    pub const REACH_VIA: FieldId = FieldId(4);
}

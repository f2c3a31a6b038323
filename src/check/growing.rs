//! The program as it grows: what checking one item leaves for the others.

use rustc_hash::FxHashMap;

use super::kinds::Kinds;
use super::nodes::Nodes;
use super::params::Params;
use super::sink::{Checked, Told};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{RecordId, Ty};

/// A sound flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow<'a> {
    pub(super) item: &'a ast::Flow,
    pub(super) unit: usize,
    /// The record kind that it runs between.
    pub(super) party: RecordId,
    pub(super) steps: RecordId,
    pub(super) legs: RecordId,
    /// What its steps carry, if anything.
    pub(super) carries: Option<Ty>,
}

/// A rule's subject that is a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'a> {
    pub(super) item: &'a ast::Grouped,
    pub(super) unit: usize,
    pub(super) members: RecordId,
    pub(super) steps: RecordId,
}

/// The program that grows. A copy of it is a draft: what is checked in it leaves nothing behind.
#[derive(Clone)]
pub(super) struct Growing<'a> {
    pub(super) kinds: Kinds,
    pub(super) nodes: Nodes,
    pub(super) params: Params,
    /// The flows in the order of their declarations; `None`: not checked yet.
    pub(super) flows: Vec<Option<Checked<Flow<'a>>>>,
    /// The flows that wait for each other, the first for the last.
    pub(super) flowing: Vec<u32>,
    /// Groups that are subjects.
    pub(super) groups: FxHashMap<RecordId, Group<'a>>,
    /// Defines whose own errors are told: their uses tell nothing new.
    pub(super) broken: FxHashMap<u32, Told>,
    /// How expressions that are no dates would be written as dates.
    pub(super) dates_meant: FxHashMap<Span, String>,
}

impl<'a> Growing<'a> {
    pub(super) fn new(params: Params, flows: usize) -> Self {
        Growing {
            kinds: Kinds::default(),
            nodes: Nodes::default(),
            params,
            flows: vec![None; flows],
            flowing: Vec::new(),
            groups: FxHashMap::default(),
            broken: FxHashMap::default(),
            dates_meant: FxHashMap::default(),
        }
    }

    /// The groups whose members steps of a kind are.
    pub(super) fn group_of(&self, steps: RecordId) -> Option<Group<'a>> {
        self.groups.get(&self.kinds.schema.kind(steps).step()?.of).copied()
    }

    /// The sound flow whose legs are of a kind.
    pub(super) fn flow_of(&self, legs: RecordId) -> Option<Flow<'a>> {
        self.flows.iter().flatten().flatten().find(|flow| flow.legs == legs).copied()
    }

    /// How to write the date that an expression probably is, where the other side is one.
    pub(super) fn date_meant(&self, other: Ty, span: Span) -> Option<String> {
        self.dates_meant.get(&span).filter(|_| other == Ty::Date).cloned()
    }
}

//! The program as it grows: what checking one item leaves for the others.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::citation::cited;
use super::kinds::Kinds;
use super::nodes::Nodes;
use super::sink::{Checked, There, Told};
use crate::ir::Param;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, RecordId, Ty};
use crate::value::Date;

/// A sound flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow<'a> {
    pub(super) item: &'a ast::Flow,
    pub(super) unit: usize,
    /// Its place among all.
    pub(super) place: usize,
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

/// How far a param is on its way to a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Waiting,
    Computing,
    /// It has a type, and a value unless that has errors of its own, which are told.
    Computed(Checked<()>),
    /// Not even its type is known; why is told.
    Broken(Told),
}

/// The params in the order of their declarations.
#[derive(Clone)]
pub(super) struct Params {
    /// What they are; of those that are not computed yet nothing is known.
    pub(super) values: Vec<Param>,
    pub(super) states: Vec<State>,
    /// The params that wait for each other, the first for the last.
    pub(super) computing: Vec<u32>,
    /// Params without a value at the as-of date that a constant is computed from, which is told.
    pub(super) asked_early: FxHashMap<u32, Told>,
    /// The day for which constants are computed, where it is not the as-of date.
    pub(super) day: Option<Date>,
    /// Whether constants may hang on the as-of date: what there is to look at may.
    pub(super) of_the_run: bool,
}

impl Params {
    /// Those that are written, with what the run calls them and where it sets them.
    pub(super) fn waiting<'a>(
        items: impl Iterator<Item = (&'a ast::Param, Arc<str>, Option<Span>)>,
        as_of: Date,
    ) -> Params {
        let values: Vec<Param> = items.map(|item| waiting(item, as_of)).collect();
        Params {
            states: vec![State::Waiting; values.len()],
            values,
            computing: Vec::new(),
            asked_early: FxHashMap::default(),
            day: None,
            of_the_run: false,
        }
    }

    pub(super) fn get(&self, i: u32) -> Option<&Param> {
        self.values.get(i as usize)
    }

    /// Whether its value has no errors of its own.
    pub(super) fn sound(&self, i: u32) -> Checked<()> {
        match *self.states.get(i as usize).there()? {
            State::Computed(sound) => sound,
            State::Broken(told) => Err(told),
            State::Waiting | State::Computing => Ok(()),
        }
    }

    /// Whether a param is dated as it is declared, whatever the run sets.
    pub(super) fn is_dated(&self, i: u32) -> bool {
        self.get(i).is_some_and(|param| param.dated)
    }
}

fn waiting((item, name, set): (&ast::Param, Arc<str>, Option<Span>), as_of: Date) -> Param {
    Param {
        name,
        title: item.doc.title.clone(),
        ty: Ty::NUMBER,
        bounds: Bounds::default(),
        value: Ty::NUMBER.unknown(),
        since: None,
        dated: item.values.iter().any(|dated| dated.since.is_some()),
        timeline: Vec::new(),
        rests_on: Vec::new(),
        cites: cited(&item.cites, as_of),
        set,
        span: item.name.span,
    }
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
    /// The types of what defines are given.
    pub(super) signatures: FxHashMap<u32, Rc<[Checked<Ty>]>>,
    /// Defines whose own errors are told: their uses tell nothing new.
    pub(super) broken: FxHashMap<u32, Told>,
    /// How expressions that are no dates would be written as dates.
    pub(super) dates_meant: FxHashMap<Span, String>,
}

impl<'a> Growing<'a> {
    pub(super) fn new(params: Params, flows: &[Arc<str>]) -> Self {
        Growing {
            kinds: Kinds::new(flows),
            nodes: Nodes::default(),
            params,
            flows: vec![None; flows.len()],
            flowing: Vec::new(),
            groups: FxHashMap::default(),
            signatures: FxHashMap::default(),
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

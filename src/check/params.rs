//! What params come to, as far as they are computed.

use rustc_hash::FxHashMap;

use super::sink::{Checked, There, Told};
use crate::ir::Param;
use crate::syntax::ast;
use crate::ty::Ty;
use crate::value::Date;

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
}

impl Params {
    /// Those that are written, with whether the run sets them.
    pub(super) fn waiting<'a>(items: impl Iterator<Item = (&'a ast::Param, bool)>) -> Params {
        let values: Vec<Param> = items.map(|(item, is_set)| waiting(item, is_set)).collect();
        Params {
            states: vec![State::Waiting; values.len()],
            values,
            computing: Vec::new(),
            asked_early: FxHashMap::default(),
            day: None,
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

fn waiting(item: &ast::Param, is_set: bool) -> Param {
    Param {
        name: item.name.text.as_str().into(),
        title: item.doc.title.clone(),
        ty: Ty::NUMBER,
        value: Ty::NUMBER.unknown(),
        since: None,
        dated: item.values.iter().any(|dated| dated.since.is_some()),
        timeline: Vec::new(),
        rests_on: Vec::new(),
        cites: item.cites.iter().map(|text| text.text.clone()).collect(),
        set_by_run: is_set,
        span: item.name.span,
    }
}

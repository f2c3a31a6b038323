//! The engine of one run: the program and its records, with everything that does not depend on
//! a rule's subject computed once.

use std::sync::Arc;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::Settings;
use super::aggregate::{Index, Plan, Prepared};
use super::batch::Batch;
use super::frame::{Frame, Rows};
use super::rates::Rates;
use crate::ir::{Aggregate, ExprId, Op, Program};
use crate::record::Tables;
use crate::ty::RecordId;
use crate::value::{Codes, Column, Scalar};

/// What evaluation needs beside the rows at hand.
pub(crate) struct Engine<'a> {
    pub(crate) program: &'a Program,
    pub(crate) tables: &'a Tables,
    pub(crate) rates: Rates,
    /// Each pattern, compiled once.
    patterns: FxHashMap<Arc<str>, Regex>,
    /// The values of expressions that are the same for every row.
    constants: Vec<Option<Scalar>>,
    /// How each aggregate is computed, and for those that do not look at the subject's other
    /// facts, the results.
    aggregates: FxHashMap<ExprId, (Plan, Option<Prepared>)>,
    /// Members by the rows they are tied to: by the member's side of the tie, or for nested
    /// lists by their record kind.
    indexes: FxHashMap<Tie, Index>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Tie {
    Key(ExprId),
    List(RecordId),
}

impl<'a> Engine<'a> {
    pub(crate) fn new(program: &'a Program, tables: &'a Tables, settings: &Settings) -> Self {
        let rates = Rates::new(program, tables, settings.currency, settings.as_of);
        let mut engine = Engine {
            program,
            tables,
            rates,
            patterns: FxHashMap::default(),
            constants: vec![None; program.arena.len()],
            aggregates: FxHashMap::default(),
            indexes: FxHashMap::default(),
        };
        engine.prepare();
        engine
    }

    /// Operands stand before their users in the arena, so one pass finds everything ready.
    fn prepare(&mut self) {
        for (id, node) in self.program.arena.iter() {
            match &node.op {
                Op::Matches(_, pattern) => {
                    if let Ok(regex) = Regex::new(pattern) {
                        self.patterns.insert(pattern.clone(), regex);
                    }
                }
                Op::Aggregate(a) => {
                    let plan = Plan::new(self.program, a);
                    self.prepare_index(&plan, a);
                    let prepared = Prepared::compute(self, a, &plan);
                    self.aggregates.insert(id, (plan, prepared));
                }
                _ => {}
            }
            if node.levels == 0 {
                let value = Frame::nowhere(self).eval(id).get(0);
                if let Some(slot) = self.constants.get_mut(id.0 as usize) {
                    *slot = Some(value);
                }
            }
        }
    }

    fn prepare_index(&mut self, plan: &Plan, a: &Aggregate) {
        let (Some(tie), Some(target)) = (tie(plan, a), plan.target) else {
            return;
        };
        if self.indexes.contains_key(&tie) {
            return;
        }
        let members = self.tables.of(a.members);
        let codes = match tie {
            Tie::List(_) => members.parents.clone(),
            Tie::Key(key) => {
                let all = Rows::Run(0..members.rows);
                Frame::new(self, a.level, all, None).eval(key).codes(members.rows)
            }
        };
        let index = Index::new(&codes, self.tables.of(target).rows);
        self.indexes.insert(tie, index);
    }

    /// The index that finds an aggregate's members, where something ties them to the subject.
    pub(crate) fn index(&self, plan: &Plan, a: &Aggregate) -> Option<&Index> {
        self.indexes.get(&tie(plan, a)?)
    }

    /// Whether a row gives the list that an aggregate goes over.
    pub(crate) fn is_listed(&self, a: &Aggregate, holder: u32) -> bool {
        let Some((record, field)) = self.program.schema.record(a.members).parent else {
            return true;
        };
        match self.tables.of(record).column(field) {
            Some(Column::Code(codes)) => {
                codes.get(holder as usize).is_some() && holder != Codes::UNKNOWN
            }
            _ => true,
        }
    }

    pub(crate) fn constant(&self, id: ExprId) -> Option<Batch> {
        self.constants.get(id.0 as usize)?.clone().map(Batch::One)
    }

    pub(crate) fn pattern(&self, pattern: &str) -> Option<&Regex> {
        self.patterns.get(pattern)
    }

    pub(crate) fn aggregate(&self, id: ExprId) -> Option<&(Plan, Option<Prepared>)> {
        self.aggregates.get(&id)
    }
}

fn tie(plan: &Plan, a: &Aggregate) -> Option<Tie> {
    match a.holder {
        Some(_) => Some(Tie::List(a.members)),
        None => plan.member_key.map(Tie::Key),
    }
}

//! The engine of one run: the program and its records, with everything that does not depend on
//! a rule's subject computed once.

use std::sync::{Arc, OnceLock};

use regex::Regex;
use rustc_hash::FxHashMap;

use super::Settings;
use super::aggregate::{Index, Plan, Prepared, fold};
use super::batch::Batch;
use super::currency;
use super::frame::{Frame, Rows};
use super::rates::{Exchange, Rates};
use crate::ir::{Aggregate, ExprId, Op, Program};
use crate::record::Tables;
use crate::ty::{RecordId, Ty};
use crate::value::{Codes, Column, Scalar};

/// What evaluation needs beside the rows at hand.
pub(crate) struct Engine<'a> {
    pub(crate) program: &'a Program,
    pub(crate) tables: &'a Tables,
    pub(crate) rates: Rates,
    /// The records of all rates by which amounts may come into the reporting currency, once they are
    /// asked for.
    homeward: OnceLock<Vec<u32>>,
    /// Each pattern, compiled once.
    patterns: FxHashMap<Arc<str>, Regex>,
    /// The values of expressions that are the same for every row.
    constants: Vec<Option<Scalar>>,
    /// How each aggregate is computed, and for those that do not look at the subject's other
    /// facts, the results.
    aggregates: FxHashMap<ExprId, (Plan, Option<Prepared>)>,
    /// The expressions that take going through members row by row.
    costly: Vec<bool>,
    /// Members by the rows they are tied to: by the member's side of the tie, or for nested
    /// lists by their record kind.
    indexes: FxHashMap<Tie, OnceLock<Index>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Tie {
    Key(ExprId),
    List(RecordId),
}

impl<'a> Engine<'a> {
    /// An engine for some expressions only: `wanted` holds them and their operands.
    pub(crate) fn of(
        program: &'a Program,
        tables: &'a Tables,
        settings: &Settings,
        wanted: &[bool],
    ) -> Self {
        let rates = Rates::new(program, tables, settings.currency, settings.as_of);
        let mut engine = Engine {
            program,
            tables,
            rates,
            homeward: OnceLock::new(),
            patterns: FxHashMap::default(),
            constants: vec![None; program.arena.len()],
            aggregates: FxHashMap::default(),
            costly: vec![false; program.arena.len()],
            indexes: FxHashMap::default(),
        };
        engine.prepare(wanted);
        engine
    }

    /// Operands stand before their users in the arena, so one pass finds everything ready. The
    /// aggregates that fold come first, all those of a table together.
    fn prepare(&mut self, wanted: &[bool]) {
        let program = self.program;
        let is_wanted = |id: ExprId| wanted.get(id.0 as usize) == Some(&true);
        for (id, node) in program.arena.iter().filter(|(id, _)| is_wanted(*id)) {
            match &node.op {
                Op::Matches(_, pattern) => {
                    if let Ok(regex) = Regex::new(pattern) {
                        self.patterns.insert(pattern.clone(), regex);
                    }
                }
                Op::Aggregate(a) => {
                    let plan = Plan::new(program, a);
                    if let Some(tie) = tie(&plan, a) {
                        self.indexes.entry(tie).or_default();
                    }
                    self.aggregates.insert(id, (plan, None));
                }
                _ => {}
            }
        }
        let nested = self.prepare_constants();
        self.prepare_folds(&nested);
        for (id, node) in program.arena.iter().filter(|(id, _)| is_wanted(*id)) {
            if let Op::Aggregate(a) = &node.op
                && let Some((plan, None)) = self.aggregates.get(&id)
            {
                let prepared = Prepared::compute(self, a, plan);
                if let Some((_, slot)) = self.aggregates.get_mut(&id) {
                    *slot = prepared;
                }
            }
            if node.levels == 0 && self.constant(id).is_none() {
                self.set_constant(id);
            }
            let costly = self.takes_members(id, &node.op);
            if let Some(slot) = self.costly.get_mut(id.0 as usize) {
                *slot = costly;
            }
        }
    }

    fn takes_members(&self, id: ExprId, op: &Op) -> bool {
        if self.constant(id).is_some() {
            return false;
        }
        if let Op::Aggregate(_) = op {
            return self.aggregate(id).is_some_and(|(_, prepared)| prepared.is_none());
        }
        let mut costly = false;
        self.program.arena.operands(id, |operand| costly |= self.is_costly(operand));
        costly
    }

    /// Computes what depends on neither rows nor aggregates; for every expression, whether it
    /// depends on an aggregate.
    fn prepare_constants(&mut self) -> Vec<bool> {
        let arena = &self.program.arena;
        let mut nested = vec![false; arena.len()];
        for (id, node) in arena.iter() {
            let mut below = matches!(node.op, Op::Aggregate(_));
            arena.operands(id, |o| below |= nested.get(o.0 as usize) == Some(&true));
            if let Some(slot) = nested.get_mut(id.0 as usize) {
                *slot = below;
            }
            if node.levels == 0 && !below {
                self.set_constant(id);
            }
        }
        nested
    }

    fn set_constant(&mut self, id: ExprId) {
        let value = Frame::nowhere(self).eval(id).get(0);
        if let Some(slot) = self.constants.get_mut(id.0 as usize) {
            *slot = Some(value);
        }
    }

    /// Folds, table by table, the aggregates that total nothing but facts of their members.
    fn prepare_folds(&mut self, nested: &[bool]) {
        let program = self.program;
        let flat = |e: &ExprId| nested.get(e.0 as usize) != Some(&true);
        for members in program.schema.record_ids() {
            let candidate = |(id, node): (ExprId, &'a crate::ir::Node)| {
                let Op::Aggregate(a) = &node.op else {
                    return None;
                };
                let (plan, _) = self.aggregates.get(&id)?;
                let mut parts = plan.residual.iter().chain(&a.value).chain(&plan.member_key);
                let folds = a.members == members && parts.all(flat) && fold::is_candidate(a, plan);
                folds.then_some(fold::Candidate { id, aggregate: a, plan })
            };
            let candidates: Vec<fold::Candidate<'_>> =
                program.arena.iter().filter_map(candidate).collect();
            if candidates.is_empty() {
                continue;
            }
            let totals = fold::fold(self, members, &candidates);
            let done: Vec<(ExprId, Option<Prepared>)> =
                candidates.iter().map(|c| c.id).zip(totals).collect();
            for (id, prepared) in done {
                if let (Some((_, slot)), Some(prepared)) = (self.aggregates.get_mut(&id), prepared)
                {
                    *slot = Some(prepared);
                }
            }
        }
    }

    /// The index that finds an aggregate's members, where something ties them to the subject.
    /// It is made when it is first asked for: what folds needs none.
    pub(crate) fn index(&self, plan: &Plan, a: &Aggregate) -> Option<&Index> {
        let tie = tie(plan, a)?;
        let targets = self.tables.of(plan.target?);
        let index = self.indexes.get(&tie)?.get_or_init(|| {
            let members = self.tables.of(a.members);
            match tie {
                Tie::List(_) => Index::new(&members.parents, targets.rows),
                Tie::Key(key) => {
                    let all = Rows::Run(0..members.rows);
                    let keys = Frame::new(self, a.level, all, None).eval(key);
                    let keys = keys.codes(members.rows);
                    match plan.ties_steps() && targets.loose > 0 {
                        true => Index::of_steps(keys.into_owned(), targets),
                        false => Index::new(&keys, targets.rows),
                    }
                }
            }
        });
        Some(index)
    }

    /// Whether what is known of the list that an aggregate goes over stands among its members: one
    /// that was read has a row for what is not known.
    pub(crate) fn is_laid_out(&self, a: &Aggregate, holder: u32) -> bool {
        let read = !self.tables.of(a.members).unseen.is_empty();
        read && holder != Codes::UNKNOWN || self.is_listed(a, holder)
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

    /// The rates for what an aggregate makes of its members.
    pub(crate) fn exchange(&self, a: &Aggregate) -> Exchange<'_> {
        self.rates.of(a.value.map_or(Ty::NUMBER, |value| self.program.arena.get(value).ty))
    }

    /// Whether an expression takes going through members for each row that it is asked for.
    pub(crate) fn is_costly(&self, id: ExprId) -> bool {
        self.costly.get(id.0 as usize) == Some(&true)
    }

    /// The records of all rates by which amounts that records or rules tell may come into the
    /// reporting currency as of the as-of date.
    pub(crate) fn homeward(&self) -> &[u32] {
        self.homeward.get_or_init(|| {
            let from = currency::told(self.program, self.tables).into_iter();
            let mut rows: Vec<u32> = from.flat_map(|from| self.rates.homeward(from)).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        })
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

//! An engine made ready: constants, folds and the plans of aggregates, before any subject is looked
//! at.

use std::sync::OnceLock;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Settings;
use super::aggregate::{Plan, Prepared, fold};
use super::engine::Engine;
use super::expr;
use super::frame::Frame;
use super::rates::Rates;
use crate::ir::{ExprId, Op, Program};
use crate::record::Tables;

/// An engine for some expressions only: `wanted` holds them and their operands.
pub(crate) fn engine<'a>(
    program: &'a Program,
    tables: &'a Tables,
    settings: &Settings,
    wanted: &[bool],
) -> Engine<'a> {
    let rates = Rates::new(program, tables, settings.currency, settings.as_of);
    let mut engine = Engine {
        program,
        tables,
        rates,
        compute: expr::eval,
        homeward: OnceLock::new(),
        patterns: FxHashMap::default(),
        constants: vec![None; program.arena.len()],
        aggregates: FxHashMap::default(),
        placed: FxHashMap::default(),
        costly: vec![false; program.arena.len()],
        indexes: FxHashMap::default(),
    };
    engine.prepare(wanted);
    engine
}

impl<'a> Engine<'a> {
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
                    if let Some(tie) = plan.tie(a) {
                        self.indexes.entry(tie).or_default();
                    }
                    self.aggregates.insert(id, (plan, None));
                    let placed = Plan::placed(program, a).map(|plan| (id, (plan, None)));
                    self.placed.extend(placed);
                }
                _ => {}
            }
        }
        let nested = self.prepare_constants();
        self.prepare_windows();
        self.prepare_folds(&nested);
        for (id, node) in program.arena.iter().filter(|(id, _)| is_wanted(*id)) {
            if let Op::Aggregate(a) = &node.op
                && let Some((plan, None)) = self.quickest(id)
            {
                let prepared = Prepared::compute(self, a, plan);
                self.set_prepared(id, prepared);
            }
            if node.levels.is_empty() && self.constant(id).is_none() {
                self.set_constant(id);
            }
            let costly = self.takes_members(id, &node.op);
            if let Some(slot) = self.costly.get_mut(id.0 as usize) {
                *slot = costly;
            }
        }
    }

    /// Keeps those windows that find members.
    fn prepare_windows(&mut self) {
        let arena = &self.program.arena;
        let is_of_use = |(id, (plan, _)): (&ExprId, &(Plan, Option<Prepared>))| {
            let Op::Aggregate(a) = &arena.get(*id).op else { return None };
            plan.is_of_use(self, a).then_some(*id)
        };
        let of_use: FxHashSet<ExprId> = self.placed.iter().filter_map(is_of_use).collect();
        self.placed.retain(|id, _| of_use.contains(id));
    }

    /// How an aggregate is computed where it can be: by windows, where it looks into such.
    fn quickest(&self, id: ExprId) -> Option<&(Plan, Option<Prepared>)> {
        self.placed(id).or_else(|| self.aggregate(id))
    }

    fn set_prepared(&mut self, id: ExprId, prepared: Option<Prepared>) {
        let of = self.placed.get_mut(&id).or_else(|| self.aggregates.get_mut(&id));
        if let (Some((_, slot)), Some(_)) = (of, &prepared) {
            *slot = prepared;
        }
    }

    fn takes_members(&self, id: ExprId, op: &Op) -> bool {
        if self.constant(id).is_some() {
            return false;
        }
        if let Op::Aggregate(_) = op {
            return self.quickest(id).is_some_and(|(_, prepared)| prepared.is_none());
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
            if node.levels.is_empty() && !below {
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
                let (plan, _) = self.quickest(id)?;
                let mut parts =
                    plan.residual.iter().chain(&a.value).chain(&a.key).chain(&plan.member_key);
                let folds = a.members == members && parts.all(flat);
                folds.then(|| fold::Candidate::new(self, id, a, plan)).flatten()
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
                self.set_prepared(id, prepared);
            }
        }
    }
}

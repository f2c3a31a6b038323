//! One pass over a member table for all aggregates whose members look at nothing but
//! themselves: every row adds to the totals of the row that it is tied to.
//!
//! Only plain members fold (fixed point, one currency, certain or adding nothing); an aggregate that meets any
//! other is left to the general way.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::kept::{Plan, Prepared};
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::join::NOWHERE;
use crate::eval::reduce::{self, Reduction, Tied, Totals};
use crate::ir::{Aggregate, ExprId, Level};
use crate::ty::{RecordId, Ty};
use crate::value::{Bits, Tri, Truths};

/// How many member rows one task folds.
const RUN: usize = 1 << 16;

/// How many rows are evaluated at once.
const BATCH: usize = 4096;

/// An aggregate that may fold.
pub(crate) struct Candidate<'a> {
    pub(crate) id: ExprId,
    aggregate: &'a Aggregate,
    plan: &'a Plan,
    function: Box<dyn Reduction>,
    /// How many rows its members can be tied to.
    subjects: usize,
}

impl<'a> Candidate<'a> {
    /// `None` where the pass does not know how to total this one.
    pub(crate) fn new(
        engine: &Engine<'_>,
        id: ExprId,
        aggregate: &'a Aggregate,
        plan: &'a Plan,
    ) -> Option<Candidate<'a>> {
        // Of the first or last of something it may be any fact: numbers alone are totalled.
        let ty = |value: ExprId| engine.program.arena.get(value).ty;
        let is_number = |value| matches!(ty(value), Ty::Quantity { .. } | Ty::Date);
        if !aggregate.value.is_none_or(is_number) {
            return None;
        }
        let keyed = aggregate.sample == 0 && plan.alone && aggregate.holder.is_none();
        let subjects = plan.targets(engine).filter(|_| keyed && plan.is_asked_of_all(engine))?;
        let function = reduce::of(aggregate.function);
        let candidate = Candidate { id, aggregate, plan, function, subjects };
        candidate.totals(0).is_some().then_some(candidate)
    }

    fn totals(&self, subjects: usize) -> Option<Totals> {
        match &self.aggregate.group {
            None if self.aggregate.has.is_some() => None,
            None => self.function.totals(subjects),
            Some(group) if group.keys.len() == 1 => reduce::of(group.function).group_totals(),
            Some(_) => None,
        }
    }

    /// Adds a batch of members; `None` where one is not plain.
    fn add(&self, totals: Totals, f: &Frame<'_>) -> Option<Totals> {
        let len = f.len();
        let mut inside = Truths::filled(len, Tri::True);
        for e in &self.plan.residual {
            inside = inside.and(&f.eval(*e).truths(len));
        }
        let table = f.engine.tables.of(self.aggregate.members);
        let Rows::Run(run) = &f.rows else { return None };
        let of_run = |bits: &Bits| bits.slice(run.start, run.end);
        let mut inside = table.present(inside, of_run);
        let unseen = (!table.unseen.is_empty()).then(|| of_run(&table.unseen));
        let keys = self.plan.codes_of_members(f)?;
        if keys.contains(&NOWHERE) {
            let somewhere = Bits::from_fn(len, |at| keys.get(at) != Some(&NOWHERE));
            inside = inside.only_in(&somewhere);
        }
        let anywhere = self.plan.anywhere(f, &keys);
        let value = self.aggregate.value.map(|value| f.eval(value));
        let order = self.aggregate.key.map(|key| f.eval(key));
        let group = self.aggregate.group.as_ref().and_then(|group| group.keys.first());
        let groups = group.map(|key| f.eval(*key));
        let groups = groups.as_ref().map(|groups| groups.codes(len));
        totals.add(&Tied {
            inside: &inside,
            keys: &keys,
            anywhere: anywhere.as_ref(),
            unseen: unseen.as_ref(),
            value: value.as_ref(),
            order: order.as_ref(),
            groups: groups.as_deref(),
        })
    }

    fn finish(&self, engine: &Engine<'_>, totals: Totals) -> Option<Prepared> {
        if totals.left_some {
            // The step of a leg that does not tell all its keys belongs to it for certain.
            if self.plan.ties_steps() {
                return None;
            }
            (0..self.subjects).try_for_each(|subject| totals.own(subject).map(|_| ()))?;
            let of = (self.aggregate, self.plan);
            return Some(Prepared::of_targets(engine, of, self.subjects, Some(&totals)));
        }
        let rates = engine.exchange(self.aggregate);
        let results = totals.finish(&*self.function, self.subjects, rates)?;
        // Rows of the target that nobody is tied to have a result too; who is tied to nothing
        // known is looked at when it happens.
        Some(Prepared::new(results))
    }
}

/// Folds the members of one table into the totals of all candidates; those that met a member
/// that is not plain have none.
pub(crate) fn fold(
    engine: &Engine<'_>,
    members: RecordId,
    candidates: &[Candidate<'_>],
) -> Vec<Option<Prepared>> {
    let rows = engine.tables.of(members).rows;
    let starts: Vec<usize> = (0..rows).step_by(RUN).collect();
    let empty = || candidates.iter().map(|c| c.totals(c.subjects)).collect::<Vec<_>>();
    let run = |mut totals: Vec<Option<Totals>>, start: &usize| {
        for batch in (*start..(*start + RUN).min(rows)).step_by(BATCH) {
            let run = Rows::Run(batch..(batch + BATCH).min(rows));
            // Aggregates of one level share what they compute.
            let mut frames: FxHashMap<Level, Frame<'_>> = FxHashMap::default();
            for (candidate, slot) in candidates.iter().zip(&mut totals) {
                let level = candidate.aggregate.level;
                let frame = frames
                    .entry(level)
                    .or_insert_with(|| Frame::new(engine, level, run.clone(), None));
                *slot = slot.take().and_then(|totals| candidate.add(totals, frame));
            }
        }
        totals
    };
    let merge = |a: Vec<Option<Totals>>, b: Vec<Option<Totals>>| {
        a.into_iter().zip(b).map(|(a, b)| a.zip(b).and_then(|(a, b)| a.merge(b))).collect()
    };
    let totals: Vec<Option<Totals>> = starts.par_iter().fold(empty, run).reduce(empty, merge);
    let finish = |(totals, candidate): (Option<Totals>, &Candidate<'_>)| {
        totals.and_then(|totals| candidate.finish(engine, totals))
    };
    totals.into_iter().zip(candidates).map(finish).collect()
}

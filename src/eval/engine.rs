//! The engine of one run: the program and its records, with what `prepare` has computed once, as it
//! does not depend on a rule's subject.

use std::sync::{Arc, OnceLock};

use regex::Regex;
use rustc_hash::FxHashMap;

use super::aggregate::{Plan, Prepared};
use super::batch::Batch;
use super::currency;
use super::frame::Frame;
use super::join::{Index, Tie};
use super::rates::{Exchange, Rates};
use crate::ir::{Aggregate, ExprId, Op, Program};
use crate::record::Tables;
use crate::ty::Ty;
use crate::value::{Codes, Column, Scalar};

/// What evaluation needs beside the rows at hand.
pub(crate) struct Engine<'a> {
    pub(crate) program: &'a Program,
    pub(crate) tables: &'a Tables,
    pub(crate) rates: Rates,
    /// How an expression is computed over a frame that does not know it yet.
    pub(super) compute: fn(&Frame<'_>, ExprId) -> Batch,
    /// The records of all rates by which amounts may come into the reporting currency, once they are
    /// asked for.
    pub(super) homeward: OnceLock<Vec<u32>>,
    /// Each pattern, compiled once.
    pub(super) patterns: FxHashMap<Arc<str>, Regex>,
    /// The values of expressions that are the same for every row.
    pub(super) constants: Vec<Option<Scalar>>,
    /// How each aggregate is computed, and for those that do not look at the subject's other
    /// facts, the results.
    pub(super) aggregates: FxHashMap<ExprId, (Plan, Option<Prepared>)>,
    /// The same by windows, of those that look into such: see [`Plan::placed`].
    pub(super) placed: FxHashMap<ExprId, (Plan, Option<Prepared>)>,
    /// The expressions that take going through members row by row.
    pub(super) costly: Vec<bool>,
    /// Members by the rows they are tied to: by the member's side of the tie, or for nested
    /// lists by their record kind.
    pub(super) indexes: FxHashMap<Tie, OnceLock<Index>>,
}

impl Engine<'_> {
    /// The same over tables that differ in nothing that it has results of.
    pub(super) fn over<'b>(self, program: &'b Program, tables: &'b Tables) -> Engine<'b> {
        let Engine { rates, compute, homeward, patterns, constants, .. } = self;
        let Engine { aggregates, placed, costly, indexes, .. } = self;
        Engine {
            program,
            tables,
            rates,
            compute,
            homeward,
            patterns,
            constants,
            aggregates,
            placed,
            costly,
            indexes,
        }
    }

    /// Without the results of some aggregates, and without what is kept of their members.
    pub(super) fn forget(&mut self, aggregates: &[ExprId]) {
        for id in aggregates {
            if let (Op::Aggregate(a), Some(known)) =
                (&self.program.arena.get(*id).op, self.aggregates.get_mut(id))
            {
                *known = (Plan::new(self.program, a), None);
            }
            self.placed.remove(id);
        }
    }

    /// Whether what is known of the list that an aggregate goes over stands among its members: one
    /// that was read has a row for what is not known.
    pub(crate) fn is_laid_out(&self, a: &Aggregate, holder: u32) -> bool {
        let read = !self.tables.of(a.members).unseen.is_empty();
        read && holder < Codes::NONE || self.is_listed(a, holder)
    }

    /// Whether a row gives the list that an aggregate goes over.
    pub(crate) fn is_listed(&self, a: &Aggregate, holder: u32) -> bool {
        let Some((record, field)) = self.program.schema.record(a.members).parent else {
            return true;
        };
        match self.tables.of(record).column(field) {
            Some(Column::Code(codes)) => {
                codes.get(holder as usize).is_some() && holder < Codes::NONE
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

    /// Conditions with those behind that take going through members: what the others decide they are
    /// not asked for.
    pub(crate) fn cheap_first<'p>(
        &'p self,
        parts: &'p [ExprId],
    ) -> impl Iterator<Item = ExprId> + 'p {
        let of = move |costly| parts.iter().copied().filter(move |e| self.is_costly(*e) == costly);
        of(false).chain(of(true))
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

    /// The same by windows, where it looks into such.
    pub(super) fn placed(&self, id: ExprId) -> Option<&(Plan, Option<Prepared>)> {
        self.placed.get(&id)
    }
}

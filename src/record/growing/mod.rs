//! Tables while they grow.

pub(super) mod column;
mod nums;
pub(super) mod reference;
pub(super) mod trace;

use rayon::prelude::*;

use super::formerly::Told;
use super::mapping::plan::Plan;
use super::statement::StatementsBuilder;
use crate::ty::Schema;
use crate::value::{Bits, TextBuilder};
use column::ColumnBuilder;
use trace::Trace;

/// One growing table.
pub(super) struct TableBuilder {
    pub(super) columns: Vec<Option<ColumnBuilder>>,
    pub(super) keys: TextBuilder,
    pub(super) parents: Vec<u32>,
    /// The rows that stand for lists that are not given.
    unseen: Option<Bits>,
    pub(super) rows: usize,
    pub(super) trace: Trace,
    /// By field; `None` until a fact of it names its own sources.
    pub(super) statements: Vec<Option<Box<StatementsBuilder>>>,
    /// The keys that rows had.
    pub(super) formerly: Vec<Told>,
}

impl TableBuilder {
    /// A table without rows.
    pub(super) fn new(schema: &Schema, plan: &Plan) -> TableBuilder {
        let kind = schema.record(plan.record);
        let columns = kind.fields.iter().zip(&plan.wanted);
        let columns = columns.map(|(f, wanted)| wanted.then(|| ColumnBuilder::new(f.ty))).collect();
        TableBuilder {
            columns,
            keys: TextBuilder::with_capacity(0),
            parents: Vec::new(),
            unseen: None,
            rows: 0,
            trace: Trace::new(kind.fields.len()),
            statements: kind.fields.iter().map(|_| None).collect(),
            formerly: Vec::new(),
        }
    }

    /// The places of its rows, which stay with the file.
    pub(super) fn take_trace(&mut self) -> Trace {
        std::mem::replace(&mut self.trace, Trace::new(self.columns.len()))
    }

    /// How many rows there are that somebody wrote.
    pub(super) fn written(&self) -> usize {
        self.rows - self.unseen.as_ref().map_or(0, Bits::count)
    }

    /// Appends the rows of another; its parents stand `parent_shift` rows further on.
    pub(super) fn append(&mut self, other: TableBuilder, parent_shift: u32) {
        if self.rows == 0 && parent_shift == 0 {
            *self = other;
            return;
        }
        let columns = self.columns.par_iter_mut().zip(other.columns);
        let append_columns = || {
            columns.for_each(|pair| {
                if let (Some(column), Some(more)) = pair {
                    column.append(more);
                }
            });
        };
        rayon::join(append_columns, || self.keys.append(other.keys));
        self.parents.extend(other.parents.iter().map(|p| p + parent_shift));
        self.trace.append(other.trace);
        for (statements, more) in self.statements.iter_mut().zip(other.statements) {
            if let Some(more) = more {
                statements.get_or_insert_default().append(*more, self.rows as u32);
            }
        }
        let (before, formerly) = (self.rows as u32, other.formerly.into_iter());
        self.formerly.extend(formerly.map(|told| Told { row: told.row + before, ..told }));
        Bits::append_to(&mut self.unseen, self.rows, other.unseen, self.rows + other.rows);
        self.rows += other.rows;
    }

    /// Counts a row whose columns have their values already.
    pub(super) fn count_row(&mut self, parent: Option<u32>, unseen: bool) {
        self.parents.extend(parent);
        Bits::push_to(&mut self.unseen, self.rows, unseen);
        self.rows += 1;
    }

    /// The rows that stand for lists that are not given.
    pub(super) fn take_unseen(&mut self) -> Bits {
        self.unseen.take().unwrap_or_default()
    }
}

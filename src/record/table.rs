//! The records of one kind as columns.

use std::sync::Arc;

use super::made::{GoesBy, Made, Origins};
use super::statement::Statements;
use crate::ty::{FieldId, RecordId, Schema};
use crate::value::{Bits, Codes, Column, TextColumn, Tri, Truths};

/// The records of one kind, column by column.
#[derive(Clone, Debug)]
pub struct Table {
    /// The kind.
    pub record: RecordId,
    /// Number of rows.
    pub rows: usize,
    /// By [`FieldId`]; `None` where no rule needs the field. A list field's column is
    /// [`Column::Code`] with the number of members, or unknown where the list is not given.
    pub columns: Vec<Option<Column>>,
    /// The key of each row as text, its parts joined with `/`; empty for list members.
    pub keys: TextColumn,
    /// For list members: the parent's row, ascending in each run. Empty otherwise.
    pub parents: Vec<u32>,
    /// Where a run of members begins that a scenario added; before the first stand those that were
    /// read.
    pub added: Vec<u32>,
    /// Rows that stand for all the members, how many there be, of a list that is not given, and
    /// the steps that are made of them. Nothing is known of such a member but who holds it and
    /// what its fields' bounds say. No bits where there is no such row.
    pub unseen: Bits,
    /// Rows of which it is not certain that they stand for something of their own: the legs of steps
    /// that do not tell both their ends and may be a part of another leg, what is made of these, and
    /// the members of lists that a scenario takes away perhaps, or adds perhaps. No bits where there
    /// is no such row.
    pub perhaps: Bits,
    /// Members of lists that a scenario took away. They keep their places, so that those behind
    /// them do. No bits where there is none.
    pub gone: Bits,
    /// By [`FieldId`]: what sources say of the facts that name their own; `None` for fields
    /// without such facts, which are most.
    pub statements: Vec<Option<Statements>>,
    /// The facts that a scenario set, by field; most fields have none.
    pub supposed: Vec<Supposed>,
    /// What is told of rows that are made of other records; `None` of those that are read, and of
    /// the members of a list that is made with its holder.
    pub made: Option<Box<Made>>,
}

/// The facts of one field that a scenario set: no source tells them.
#[derive(Clone, Debug)]
pub struct Supposed {
    /// The field.
    pub field: FieldId,
    /// The rows where it did.
    pub surely: Bits,
    /// Those where it is not known whether it did.
    pub perhaps: Bits,
}

/// Every table, by record kind. Tables are shared by those who change others.
#[derive(Clone, Debug, Default)]
pub struct Tables(pub Vec<Arc<Table>>);

impl Tables {
    /// The table of a kind; ids come from the schema that the tables were read with.
    pub fn of(&self, record: RecordId) -> &Table {
        &self.0[record.0 as usize]
    }

    /// The key of a row; empty for a list's members.
    pub fn key(&self, record: RecordId, row: u32) -> &str {
        let table = self.of(record);
        let key = match table.goes_by() {
            None => table.keys.get(row as usize),
            Some(by) => table.other(by, row).map(|(record, row)| self.key(record, row)),
        };
        key.unwrap_or_default()
    }

    /// The record that stands for a row, where that was made.
    pub fn origin(&self, record: RecordId, row: u32) -> Option<(RecordId, u32)> {
        let table = self.of(record);
        match &table.made.as_ref()?.origins {
            Origins::Own(origins) => origins.get(row as usize).copied(),
            Origins::Of(by) => {
                let other = table.other(by, row).and_then(|(record, row)| self.origin(record, row));
                other.or(Some(by.otherwise))
            }
        }
    }

    /// The row that a field of a row leads to, where it is known.
    pub fn led_to(&self, record: RecordId, field: FieldId, row: u32) -> Option<u32> {
        let Column::Code(Codes(rows)) = self.of(record).column(field)? else { return None };
        rows.get(row as usize).copied().filter(|row| *row < Codes::NONE)
    }

    /// The list that is to be asked for where a row, or the one that it was made of, stands for one
    /// that is not given: its field and the record that holds it. Of lists in lists it is the
    /// outermost.
    pub fn not_given(
        &self,
        schema: &Schema,
        record: RecordId,
        row: u32,
    ) -> Option<(RecordId, u32, FieldId)> {
        let (record, row) = self.origin(record, row).unwrap_or((record, row));
        let table = self.of(record);
        let parent = schema.record(record).parent.filter(|_| table.unseen.get(row as usize));
        let (holder, field) = parent?;
        let row = table.parents.get(row as usize).copied()?;
        self.not_given(schema, holder, row).or(Some((holder, row, field)))
    }
}

impl Table {
    /// Rows with their keys and columns, all of them, and nothing else said of them.
    pub fn new(
        record: RecordId,
        rows: usize,
        columns: Vec<Option<Column>>,
        keys: TextColumn,
    ) -> Table {
        Table {
            record,
            rows,
            columns,
            keys,
            parents: Vec::new(),
            added: Vec::new(),
            unseen: Bits::default(),
            perhaps: Bits::default(),
            gone: Bits::default(),
            statements: Vec::new(),
            supposed: Vec::new(),
            made: None,
        }
    }

    /// The column of a field, where it was read.
    pub fn column(&self, field: FieldId) -> Option<&Column> {
        self.columns.get(field.0 as usize)?.as_ref()
    }

    fn goes_by(&self) -> Option<&GoesBy> {
        match &self.made.as_ref()?.origins {
            Origins::Own(_) => None,
            Origins::Of(by) => Some(by),
        }
    }

    /// The row that a row goes by.
    fn other(&self, by: &GoesBy, row: u32) -> Option<(RecordId, u32)> {
        by.fields.iter().find_map(|(field, record)| match self.column(*field) {
            Some(Column::Code(codes)) => Some((*record, codes.leads(row as usize)?)),
            _ => None,
        })
    }

    /// The rows of the members that a row holds in a list, but for those that are gone.
    pub fn held_by(&self, parent: u32) -> impl Iterator<Item = u32> {
        let starts = std::iter::once(0).chain(self.added.iter().map(|start| *start as usize));
        let ends = self.added.iter().map(|start| *start as usize).chain([self.parents.len()]);
        let runs = starts.zip(ends).filter_map(move |(start, end)| {
            let run = self.parents.get(start..end)?;
            let from = run.partition_point(|other| *other < parent);
            let to = run.partition_point(|other| *other <= parent);
            Some(start + from..start + to)
        });
        runs.flatten().filter(|row| !self.gone.get(*row)).map(|row| row as u32)
    }

    /// Whether it is not certain that a row stands for something of its own.
    pub fn is_perhaps(&self, row: usize) -> bool {
        self.perhaps.get(row)
    }

    /// Which of some rows there are of those that meet a condition: one that is gone is none, and of
    /// one that is there perhaps, or stands for any number, it is not known. `of` picks the rows.
    #[must_use]
    pub fn present(&self, met: Truths, of: impl Fn(&Bits) -> Bits) -> Truths {
        let mut met = self.without_gone(met, &of);
        for open in [&self.unseen, &self.perhaps].into_iter().filter(|bits| !bits.is_empty()) {
            met = met.doubted(&of(open));
        }
        met
    }

    /// Which of some rows that meet a condition are not gone; `of` picks the rows.
    #[must_use]
    pub fn without_gone(&self, met: Truths, of: impl Fn(&Bits) -> Bits) -> Truths {
        match self.gone.is_empty() {
            true => met,
            false => met.only_in(&of(&self.gone).not()),
        }
    }

    /// Notes that a row behind the others was added to the list of each of those holders, whose rows
    /// ascend; `unseen`: one that stands for all the members of a list that is not given.
    pub fn lengthen(&mut self, holders: &[u32], unseen: bool) {
        let (before, new) = (self.rows, holders.len());
        self.rows += new;
        self.added.push(before as u32);
        self.parents.extend_from_slice(holders);
        if unseen && self.unseen.is_empty() {
            self.unseen = Bits::filled(before, false);
        }
        for (bits, bit) in
            [(&mut self.unseen, unseen), (&mut self.perhaps, false), (&mut self.gone, false)]
        {
            if !bits.is_empty() || bit {
                bits.push_n(new, bit);
            }
        }
        for Supposed { surely, perhaps, .. } in &mut self.supposed {
            surely.push_n(new, false);
            perhaps.push_n(new, false);
        }
        let mut keys = std::mem::take(&mut self.keys).grow();
        (0..new).for_each(|_| keys.push(Some("")));
        self.keys = keys.finish();
    }

    /// Whether a scenario set a fact.
    pub fn supposed(&self, field: FieldId, row: u32) -> Tri {
        match self.supposed.iter().find(|supposed| supposed.field == field) {
            Some(supposed) if supposed.surely.get(row as usize) => Tri::True,
            Some(supposed) if supposed.perhaps.get(row as usize) => Tri::Unknown,
            _ => Tri::False,
        }
    }

    /// Notes that a scenario set a field in some rows, surely or perhaps. What sources say of a
    /// fact that it surely set is not what the scenario says.
    pub fn suppose(&mut self, field: FieldId, rows: impl Iterator<Item = (u32, bool)>) {
        let at = self.supposed.iter().position(|supposed| supposed.field == field);
        let at = at.unwrap_or_else(|| {
            let none = Bits::filled(self.rows, false);
            self.supposed.push(Supposed { field, surely: none.clone(), perhaps: none });
            self.supposed.len() - 1
        });
        let Some(supposed) = self.supposed.get_mut(at) else { return };
        for (row, surely) in rows {
            let bits = if surely { &mut supposed.surely } else { &mut supposed.perhaps };
            bits.set(row as usize, true);
        }
        if let Some(Some(statements)) = self.statements.get_mut(field.0 as usize) {
            statements.forget(|row| supposed.surely.get(row as usize));
        }
    }

    /// What sources say of a field's facts, where any fact of it names its own sources.
    pub fn statements(&self, field: FieldId) -> Option<&Statements> {
        self.statements.get(field.0 as usize)?.as_ref()
    }
}

/// Which fields a program needs read, by record kind and field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Needs(pub Vec<Vec<bool>>);

impl Needs {
    /// Nothing yet.
    pub fn none(schema: &Schema) -> Needs {
        Needs(schema.records.iter().map(|r| vec![false; r.fields.len()]).collect())
    }

    /// Everything.
    pub fn all(schema: &Schema) -> Needs {
        Needs(schema.records.iter().map(|r| vec![true; r.fields.len()]).collect())
    }

    /// Asks for a field.
    pub fn add(&mut self, record: RecordId, field: FieldId) {
        if let Some(f) = self.0.get_mut(record.0 as usize).and_then(|r| r.get_mut(field.0 as usize))
        {
            *f = true;
        }
    }

    /// Whether a field is asked for.
    pub fn has(&self, record: RecordId, field: FieldId) -> bool {
        self.0
            .get(record.0 as usize)
            .and_then(|r| r.get(field.0 as usize))
            .copied()
            .unwrap_or(false)
    }
}

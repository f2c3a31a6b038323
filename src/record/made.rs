//! What tables tell of rows that are made of other records, beside their columns.

use super::table::Table;
use crate::ty::{FieldId, RecordId};
use crate::value::Scalar;

/// What is told of rows that are made, not read.
#[derive(Clone, Debug)]
pub struct Made {
    /// The record that stands for each.
    pub origins: Origins,
    /// How many of the last rows are no subjects of rules: the legs of steps that do not tell both
    /// their ends, which only aggregates go over.
    pub loose: usize,
    /// Of steps, those whose keys are not all known: the row, ascending, and what its keys are.
    pub partial: Vec<(u32, Vec<Scalar>)>,
    /// Of steps, those of which it is not decided whether they exist, ascending.
    pub doubtful: Vec<u32>,
    /// Of those who reach a leg that may be any: the row, ascending, and the steps that leave it
    /// open, the first few in an order of their own; of legs of steps that do not tell both their
    /// ends the one step.
    pub open: Vec<(u32, Vec<u32>)>,
    /// Whether these are all rows: what is made of records may be too many to hold.
    pub complete: bool,
}

/// The records that stand for made rows.
#[derive(Clone, Debug)]
pub enum Origins {
    /// Of each row its own.
    Own(Vec<(RecordId, u32)>),
    /// Each row has the key and the origin of another row, and none of its own.
    Of(GoesBy),
}

/// The rows that made rows go by.
#[derive(Clone, Debug)]
pub struct GoesBy {
    /// The fields that may refer to it, and the kind that each refers to: the first that does.
    pub fields: Vec<(FieldId, RecordId)>,
    /// The record that stands for a row of which none does.
    pub otherwise: (RecordId, u32),
}

impl Made {
    /// Rows for which those records stand, all of them, and nothing else told of them.
    pub fn new(origins: Origins) -> Made {
        Made {
            origins,
            loose: 0,
            partial: Vec::new(),
            doubtful: Vec::new(),
            open: Vec::new(),
            complete: true,
        }
    }

    /// Notes what stands for one more row; one that goes by another has nothing of its own.
    pub fn add_origin(&mut self, origin: (RecordId, u32)) {
        match &mut self.origins {
            Origins::Own(origins) => origins.push(origin),
            Origins::Of(_) => {}
        }
    }
}

impl Table {
    /// The rows that rules may have as their subjects: the first so many.
    pub fn subjects(&self) -> usize {
        self.rows - self.made.as_ref().map_or(0, |made| made.loose)
    }

    /// See [`Made::partial`].
    pub fn partial(&self) -> &[(u32, Vec<Scalar>)] {
        self.made.as_ref().map_or(&[], |made| &made.partial)
    }

    /// See [`Made::doubtful`].
    pub fn doubtful(&self) -> &[u32] {
        self.made.as_ref().map_or(&[], |made| &made.doubtful)
    }

    /// See [`Made::open`].
    pub fn open(&self) -> &[(u32, Vec<u32>)] {
        self.made.as_ref().map_or(&[], |made| &made.open)
    }

    /// The steps that leave a row open.
    pub fn open_at(&self, row: u32) -> Option<&[u32]> {
        let at = self.open().binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.open().get(at).map(|(_, steps)| steps.as_slice())
    }

    /// See [`Made::complete`].
    pub fn is_complete(&self) -> bool {
        self.made.as_ref().is_none_or(|made| made.complete)
    }

    /// The record that stands for each row, where each has its own.
    pub fn origins(&self) -> &[(RecordId, u32)] {
        match self.made.as_ref().map(|made| &made.origins) {
            Some(Origins::Own(origins)) => origins,
            Some(Origins::Of(_)) | None => &[],
        }
    }

    /// The step that a leg is made of which does not tell both its ends.
    pub fn only_step(&self, leg: u32) -> Option<u32> {
        let open = self.open_at(leg).filter(|_| leg as usize >= self.subjects())?;
        open.first().copied()
    }

    /// The keys of a step that are not all known.
    pub fn told_keys(&self, row: u32) -> &[Scalar] {
        let at = self.partial().binary_search_by_key(&row, |(row, _)| *row).ok();
        at.and_then(|at| self.partial().get(at)).map_or(&[], |(_, keys)| keys)
    }
}

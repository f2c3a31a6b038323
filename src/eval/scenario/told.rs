//! What a scenario changed, for those who ask where a fact comes from.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::change::Made;
use crate::ir::{Change, Scenario};
use crate::outcome::{Cell, Missing};
use crate::source::Span;
use crate::ty::{FieldId, RecordId};
use crate::value::{Bits, Scalar, Tri};

/// What a scenario changed.
#[derive(Clone, Debug)]
pub struct Told {
    /// The scenario's name.
    pub name: Arc<str>,
    /// The scenario in a few words.
    pub title: String,
    /// Its steps, in order.
    pub steps: Vec<StepTold>,
    /// For facts that may be old or new: what would tell.
    pub(super) doubts: Doubts,
    /// For each change: the rows in which it changed the field, the latest change last.
    set: Vec<Set>,
    /// For each field: the rows in which it became another, by whatever step.
    changed: Vec<Changed>,
    /// The facts that were cut when they were last changed.
    beyond: FxHashSet<Cell>,
}

#[derive(Clone, Debug)]
struct Changed {
    record: RecordId,
    field: FieldId,
    rows: Bits,
}

/// For facts that may be old or new: what would tell.
pub(super) type Doubts = FxHashMap<Cell, Vec<Missing>>;

/// What a step changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepTold {
    /// The step.
    pub span: Span,
    /// For `until stable`: the facts that each round changed, in order. A round that changes
    /// nothing is the end and is not counted.
    pub rounds: Option<Vec<Vec<Joined>>>,
}

/// A fact that a round turned true.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Joined {
    /// The fact.
    pub cell: Cell,
    /// Whether it is true for certain; otherwise it may be.
    pub surely: bool,
}

#[derive(Clone, Debug)]
struct Set {
    record: RecordId,
    field: FieldId,
    rows: Bits,
    span: Span,
}

impl Told {
    pub(super) fn new(scenario: &Scenario) -> Told {
        Told {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            steps: Vec::new(),
            doubts: Doubts::default(),
            set: Vec::new(),
            changed: Vec::new(),
            beyond: FxHashSet::default(),
        }
    }

    /// How many facts were changed, each once however many steps changed it.
    pub fn changed(&self) -> u64 {
        self.changed.iter().map(|changed| changed.rows.count() as u64).sum()
    }

    /// How many of them lay beyond the declared bounds, and were cut to them.
    pub fn cut(&self) -> u64 {
        self.beyond.len() as u64
    }

    /// The clause that set a fact last; `None` where it is as the records have it.
    pub fn set_by(&self, cell: Cell) -> Option<Span> {
        let field = cell.field?;
        let here = |set: &&Set| {
            set.record == cell.record && set.field == field && set.rows.get(cell.row as usize)
        };
        self.set.iter().rev().find(here).map(|set| set.span)
    }

    /// Why a fact may be the old one or the new one: what would tell whether its record is meant.
    /// Empty for facts that are certain, and where there are too many to tell.
    pub fn doubts(&self, cell: Cell) -> &[Missing] {
        self.doubts.get(&cell).map_or(&[], Vec::as_slice)
    }

    pub(super) fn note(&mut self, change: &Change, made: &[Made], rows: usize) {
        if made.is_empty() {
            return;
        }
        // The rounds of a cascade follow each other: its clauses are kept once.
        let place = self.set.iter().position(|set| set.span == change.span);
        let place = place.unwrap_or_else(|| {
            let (record, field, span) = (change.record, change.field, change.span);
            self.set.push(Set { record, field, rows: Bits::filled(rows, false), span });
            self.set.len() - 1
        });
        if let Some(set) = self.set.get_mut(place) {
            made.iter().for_each(|made| set.rows.set(made.row as usize, true));
        }
        self.note_changed(change, made, rows);
        for made in made {
            let cell = Cell { record: change.record, row: made.row, field: Some(change.field) };
            if made.cut {
                self.beyond.insert(cell);
            } else {
                self.beyond.remove(&cell);
            }
            if made.doubts.is_empty() {
                self.doubts.remove(&cell);
            } else {
                self.doubts.insert(cell, made.doubts.clone());
            }
        }
    }

    fn note_changed(&mut self, change: &Change, made: &[Made], rows: usize) {
        let same = |c: &Changed| c.record == change.record && c.field == change.field;
        let at = self.changed.iter().position(same).unwrap_or_else(|| {
            let (record, field) = (change.record, change.field);
            self.changed.push(Changed { record, field, rows: Bits::filled(rows, false) });
            self.changed.len() - 1
        });
        if let Some(changed) = self.changed.get_mut(at) {
            let others = made.iter().filter(|made| made.changed);
            others.for_each(|made| changed.rows.set(made.row as usize, true));
        }
    }
}

impl Joined {
    pub(super) fn of(change: &Change, made: &Made) -> Joined {
        Joined {
            cell: Cell { record: change.record, row: made.row, field: Some(change.field) },
            surely: made.value == Scalar::Truth(Tri::True),
        }
    }
}

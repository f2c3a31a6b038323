//! What a scenario changed, for those who ask where a fact comes from.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::change::Made;
use super::members::Moved;
use crate::ir::{Change, Scenario};
use crate::outcome::{Cell, Missing, Stake};
use crate::record::{Table, Tables};
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
    /// The members of lists that were added, surely or perhaps.
    added: u64,
    /// Those that were taken away, surely or perhaps.
    removed: FxHashSet<(RecordId, u32)>,
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
#[derive(Clone, PartialEq, Debug)]
pub struct StepTold {
    /// The step.
    pub span: Span,
    /// What is lost before the first round, where a change says what its records lose.
    pub losses: Vec<Lost>,
    /// For `until stable`: its rounds, in order. A round that changes nothing is the end and is not
    /// counted.
    pub rounds: Option<Vec<Round>>,
}

/// What a round of a cascade changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Round {
    /// The facts that became true.
    pub joined: Vec<Joined>,
    /// What records lose after it that lost something else before.
    pub losses: Vec<Lost>,
}

/// What a record loses, where that is something else than before.
#[derive(Clone, PartialEq, Debug)]
pub struct Lost {
    /// The record, and the field that its step sets.
    pub cell: Cell,
    /// What it lost before; `None` where that is looked at first.
    pub before: Option<Stake>,
    /// What it loses now.
    pub now: Stake,
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
    what: What,
    rows: Bits,
    span: Span,
}

/// What a clause sets of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    /// A field.
    Field(FieldId),
    /// That it is there, and all that it says.
    All,
    /// Whether it is there.
    Presence,
}

impl What {
    /// Whether it sets what stands in a field, or the record as a whole.
    fn sets(self, field: Option<FieldId>) -> bool {
        match self {
            What::Field(own) => field == Some(own),
            What::All => true,
            What::Presence => false,
        }
    }

    /// Whether it sets that, or leaves open whether the record is there.
    fn leaves(self, field: Option<FieldId>) -> bool {
        self.sets(field) || self == What::Presence && field.is_none()
    }
}

impl Told {
    pub(super) fn new(scenario: &Scenario) -> Told {
        Told {
            name: scenario.name.clone(),
            title: scenario.title.to_string(),
            steps: Vec::new(),
            doubts: Doubts::default(),
            set: Vec::new(),
            changed: Vec::new(),
            beyond: FxHashSet::default(),
            added: 0,
            removed: FxHashSet::default(),
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

    /// How many members were added to lists, surely or perhaps; not to those of members of a list
    /// that is not given.
    pub fn added(&self) -> u64 {
        self.added
    }

    /// How many members of lists were taken away, surely or perhaps. Those of a list that is not
    /// given are not counted, as nobody knows how many they are.
    pub fn removed(&self) -> u64 {
        self.removed.len() as u64
    }

    /// The clause that set a fact last, or added its record; `None` where it is as the records have
    /// it.
    pub fn set_by(&self, cell: Cell) -> Option<Span> {
        self.last(cell, What::sets)
    }

    /// The clause that leaves open what a fact is, or without a field whether its record is there.
    /// `None` where a scenario leaves nothing open, and of facts where there are too many to tell why.
    pub fn left_open_by(&self, cell: Cell) -> Option<Span> {
        let is_open = cell.field.is_none() || !self.doubts(cell).is_empty();
        self.last(cell, What::leaves).filter(|_| is_open)
    }

    fn last(&self, cell: Cell, touches: fn(What, Option<FieldId>) -> bool) -> Option<Span> {
        let here = |set: &&Set| {
            set.record == cell.record
                && touches(set.what, cell.field)
                && set.rows.get(cell.row as usize)
        };
        self.set.iter().rev().find(here).map(|set| set.span)
    }

    /// Why a fact may be the old one or the new one: what would tell whether its record is meant.
    /// Empty for facts that are certain, and where there are too many to tell.
    pub fn doubts(&self, cell: Cell) -> &[Missing] {
        self.doubts.get(&cell).map_or(&[], Vec::as_slice)
    }

    pub(super) fn note(&mut self, change: &Change, made: &[Made], table: &Table) {
        if made.is_empty() {
            return;
        }
        // The rounds of a cascade follow each other: its clauses are kept once.
        let place = self.set.iter().position(|set| set.span == change.span);
        let place = place.unwrap_or_else(|| {
            let (record, what, span) = (change.record, What::Field(change.field), change.span);
            self.set.push(Set { record, what, rows: Bits::filled(table.rows, false), span });
            self.set.len() - 1
        });
        if let Some(set) = self.set.get_mut(place) {
            made.iter().for_each(|made| set.rows.set(made.row as usize, true));
        }
        self.note_changed(change, made, table);
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

    /// Notes who of a list is gone or new, surely or perhaps, and the list where it is given.
    pub(super) fn note_moved(
        &mut self,
        tables: &Tables,
        (record, list, added): (RecordId, Option<(RecordId, FieldId)>, bool),
        moved: Moved,
        span: Span,
    ) {
        let set = |record: RecordId, what: What, all: &[u32]| {
            let mut rows = Bits::filled(tables.of(record).rows, false);
            all.iter().for_each(|row| rows.set(*row as usize, true));
            Set { record, what, rows, span }
        };
        let what = if added { What::All } else { What::Presence };
        self.set.push(set(record, what, &moved.members));
        let holders = list.map(|(holder, field)| set(holder, What::Field(field), &moved.holders));
        self.set.extend(holders);
        match added {
            // Nobody knows either how many hold one more, where their own list is not given.
            true => {
                let parents = &tables.of(record).parents;
                let holder = |row: &&u32| list.zip(parents.get(**row as usize));
                let told = moved.members.iter().filter(|row| {
                    holder(row)
                        .is_none_or(|((of, _), row)| !tables.of(of).unseen.get(*row as usize))
                });
                self.added += told.count() as u64;
            }
            false => {
                let unseen = &tables.of(record).unseen;
                let told = moved.members.iter().filter(|row| !unseen.get(**row as usize));
                self.removed.extend(told.map(|row| (record, *row)));
            }
        }
        let cell = |(row, field)| Cell { record, row, field };
        self.beyond.extend(moved.cut.into_iter().map(|(row, field)| cell((row, Some(field)))));
        for (row, field, why) in moved.doubts {
            // Several steps may leave one member in doubt.
            let doubts = self.doubts.entry(cell((row, field))).or_default();
            doubts.extend(why);
        }
        self.doubts.retain(|_, why| !why.is_empty());
    }

    fn note_changed(&mut self, change: &Change, made: &[Made], table: &Table) {
        let same = |c: &Changed| c.record == change.record && c.field == change.field;
        let at = self.changed.iter().position(same).unwrap_or_else(|| {
            let (record, field) = (change.record, change.field);
            self.changed.push(Changed { record, field, rows: Bits::default() });
            self.changed.len() - 1
        });
        if let Some(changed) = self.changed.get_mut(at) {
            // Members may have been added since.
            changed.rows.push_n(table.rows - changed.rows.len(), false);
            // Nobody knows how many those are of a list that is not given.
            let others =
                made.iter().filter(|made| made.changed && !table.unseen.get(made.row as usize));
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

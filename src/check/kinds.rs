//! The record kinds of a program and what can be looked up in them.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::RateTable;
use crate::ty::{Field, FieldId, Kind, RecordId, RecordKind, Schema, Ty, Unit as Measure, Walk};

/// The fields of a record kind whose declarations are broken, which is told.
#[derive(Clone, Default, Debug)]
pub(super) struct Lost {
    pub(super) names: Vec<String>,
    /// One has no name that could be read.
    pub(super) any: bool,
}

impl Lost {
    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|lost| lost == name)
    }
}

/// Record kinds, choices and units: those that are read first, then those that rules make.
#[derive(Clone, Default)]
pub(super) struct Kinds {
    pub(super) schema: Schema,
    /// The fields of each record kind by their names.
    fields: Vec<FxHashMap<String, FieldId>>,
    measures: FxHashMap<String, usize>,
    lost_fields: FxHashMap<RecordId, Lost>,
    /// Record kinds whose keys have broken parts, which is told: they are no kinds without one.
    lost_keys: FxHashSet<RecordId>,
    /// Record kinds that lists hold.
    held: FxHashSet<RecordId>,
    /// What the run calls the flows.
    pub(super) flows: Vec<Arc<str>>,
}

impl Kinds {
    /// None yet, of a program whose flows go by those names.
    pub(super) fn new(flows: &[Arc<str>]) -> Kinds {
        Kinds { flows: flows.to_vec(), ..Kinds::default() }
    }

    /// The record kind that comes next, or so many behind it.
    pub(super) fn upcoming(&self, behind: u32) -> RecordId {
        RecordId(self.schema.records.len() as u32 + behind)
    }

    /// Adds a record kind whose fields are known.
    pub(super) fn add(&mut self, kind: RecordKind) -> RecordId {
        let id = self.upcoming(0);
        self.schema.records.push(kind);
        self.index(id);
        id
    }

    /// Adds a record kind of which only the name is known yet.
    pub(super) fn add_empty(&mut self, kind: RecordKind) -> RecordId {
        let id = self.upcoming(0);
        self.schema.records.push(kind);
        id
    }

    /// Makes the fields of a record kind known by their names, but for the lost ones.
    pub(super) fn index(&mut self, id: RecordId) {
        let lost = self.lost_fields.get(&id);
        let fields = self.schema.record(id).fields.iter().enumerate();
        let fields = fields.filter(|(_, f)| !lost.is_some_and(|lost| lost.has(&f.name)));
        let fields = fields.map(|(i, f)| (f.name.clone(), FieldId(i as u32))).collect();
        let place = id.0 as usize;
        if self.fields.len() <= place {
            self.fields.resize(place + 1, FxHashMap::default());
        }
        self.fields[place] = fields;
    }

    /// The field of that name.
    pub(super) fn field(&self, record: RecordId, name: &str) -> Option<FieldId> {
        self.fields.get(record.0 as usize)?.get(name).copied()
    }

    /// A record kind that is still being made.
    pub(super) fn making(&mut self, record: RecordId) -> &mut RecordKind {
        &mut self.schema.records[record.0 as usize]
    }

    pub(super) fn add_measure(&mut self, measure: Measure) {
        self.measures.insert(measure.name.clone(), self.schema.units.len());
        self.schema.units.push(measure);
    }

    /// The unit of measure of that name.
    pub(super) fn measure(&self, name: &str) -> Option<&Measure> {
        self.measures.get(name).map(|place| &self.schema.units[*place])
    }

    /// The names of the units of measure.
    pub(super) fn measures(&self) -> impl Iterator<Item = &str> {
        self.measures.keys().map(String::as_str)
    }

    /// Notes that a list holds records of a kind.
    pub(super) fn hold(&mut self, record: RecordId) {
        self.held.insert(record);
    }

    /// Whether records of a kind stand in lists only: they have no key, and a list holds them.
    pub(super) fn is_held(&self, record: RecordId) -> bool {
        self.is_keyless(record) && self.held.contains(&record)
    }

    /// What a record's declaration lost.
    pub(super) fn lost(&mut self, record: RecordId) -> &mut Lost {
        self.lost_fields.entry(record).or_default()
    }

    /// The names that it lost.
    pub(super) fn lost_names(&self, record: RecordId) -> &[String] {
        self.lost_fields.get(&record).map_or(&[], |lost| &lost.names)
    }

    /// Notes that a part of the key is broken.
    pub(super) fn lose_key(&mut self, record: RecordId) {
        self.lost_keys.insert(record);
    }

    /// What a record's declaration lost, its copy for a list lost too.
    pub(super) fn lose_copies(&mut self, declared: RecordId, copy: RecordId) {
        if let Some(lost) = self.lost_fields.get(&declared).cloned() {
            self.lost_fields.insert(copy, lost);
        }
    }

    /// Whether the record may have been to have a field of that name whose declaration is broken.
    pub(super) fn is_lost(&self, record: RecordId, name: &str) -> bool {
        self.lost_fields.get(&record).is_some_and(|lost| lost.any || lost.has(name))
    }

    /// Whether nothing can refer to records of a kind, because it is declared so.
    pub(super) fn is_keyless(&self, record: RecordId) -> bool {
        self.schema.record(record).key.is_empty() && !self.lost_keys.contains(&record)
    }

    /// Whether a part of a record kind's declaration is broken, which is told.
    pub(super) fn is_incomplete(&self, record: RecordId) -> bool {
        self.lost_keys.contains(&record)
            || self.lost_fields.get(&record).is_some_and(|lost| lost.any || !lost.names.is_empty())
    }

    /// The first record kind that is such a one.
    pub(super) fn like(&self, is_it: impl Fn(&Kind) -> bool) -> Option<RecordId> {
        self.schema.record_ids().find(|id| is_it(self.schema.kind(*id)))
    }

    /// The walks whose legs a list holds.
    pub(super) fn walks_over(&self, used: RecordId) -> Option<&Walk> {
        let (holder, _) = self.schema.record(used).parent?;
        self.schema.kind(holder).walk().filter(|walk| walk.used.members == used)
    }

    /// The value that the only field of a list of scalars has.
    pub(super) fn scalar(&self, members: RecordId) -> Option<Ty> {
        let kind = self.schema.record(members);
        kind.fields.first().filter(|_| kind.scalar).map(|it: &Field| it.ty)
    }

    /// The table of exchange rates, where the record kind of that name is one.
    pub(super) fn rate_table(&self, record: RecordId) -> Option<RateTable> {
        let field = |name: &str, ty: Ty| {
            self.field(record, name).filter(|f| self.schema.field(record, *f).ty == ty)
        };
        Some(RateTable {
            record,
            base: field("base", Ty::Currency)?,
            quote: field("quote", Ty::Currency)?,
            rate: field("rate", Ty::NUMBER)?,
            date: field("date", Ty::Date)?,
        })
    }
}

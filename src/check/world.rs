//! Everything that is declared, and the program that grows out of it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Unit;
use super::derived::Group;
use super::error::CheckError;
use super::flow::Flow;
use super::lists::Element;
use super::param::Pending;
use super::scope::Extent;
use crate::diagnostic::Diagnostic;
use crate::ir::{self, Arena, Disabled, Param, Program, RateTable, Rule, Scenario, Shadowed};
use crate::source::{FileId, Span};
use crate::syntax::ast;
use crate::ty::{FieldId, RecordId, Schema, Ty};
use crate::value::Date;

/// What a name of a file stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Symbol {
    Param(u32),
    Define(u32),
    Flow(u32),
}

/// A define with where it was written.
#[derive(Clone, Copy)]
pub(super) struct Define<'a> {
    pub(super) item: &'a ast::Define,
    /// Its file: names in its body mean what they mean there.
    pub(super) unit: usize,
}

/// The fields of a record kind whose declarations are broken.
#[derive(Clone, Default, Debug)]
pub(super) struct Lost {
    pub(super) names: Vec<String>,
    /// One has no name that could be read.
    pub(super) any: bool,
}

impl Lost {
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|lost| lost == name)
    }
}

/// The declared world.
pub(super) struct World<'a> {
    pub(super) units: &'a [Unit<'a>],
    pub(super) schema: Schema,
    pub(super) arena: Arena,
    pub(super) params: Vec<Param>,
    /// The params as written, in the same order.
    pub(super) pending: Vec<Pending<'a>>,
    /// The params that wait for each other, the first for the last.
    pub(super) computing: Vec<u32>,
    pub(super) defines: Vec<Define<'a>>,
    pub(super) rules: Vec<Rule>,
    pub(super) scenarios: Vec<Scenario>,
    /// The flows as written, and where.
    pub(super) flow_items: Vec<(&'a ast::Flow, usize)>,
    /// The flows as checked, in the same order; `None` where one has errors.
    pub(super) flows: Vec<Option<Flow<'a>>>,
    /// What the program keeps of the sound ones.
    pub(super) drawn: Vec<ir::Flow>,
    /// Groups that are subjects.
    pub(super) groups: FxHashMap<RecordId, Group<'a>>,
    pub(super) disabled: Vec<Disabled>,
    /// Params without a value at the as-of date that a constant is computed from, and where.
    pub(super) asked_early: Vec<(u32, Span)>,
    /// The day that picks among the values of a dated param.
    pub(super) as_of: Date,
    /// The day for which constants are computed, where it is not that one.
    pub(super) day: Option<Date>,
    /// Visible names of each file, with their declarations.
    pub(super) visible: Vec<FxHashMap<&'a str, (Symbol, Span)>>,
    /// Names of which a file sees two by way of what it uses: where they are declared.
    pub(super) ambiguous: FxHashMap<(usize, &'a str), (Span, Span)>,
    /// Names of packs in the place of which a file sees its own.
    pub(super) shadowed: Vec<Shadowed>,
    pub(super) records: FxHashMap<&'a str, RecordId>,
    pub(super) fields: FxHashMap<(RecordId, String), FieldId>,
    /// Fields whose declarations are broken, which is reported.
    pub(super) lost_fields: FxHashMap<RecordId, Lost>,
    /// Record kinds whose keys have broken parts, which is reported: they are no kinds without one.
    pub(super) lost_keys: FxHashSet<RecordId>,
    pub(super) measures: FxHashMap<String, usize>,
    /// How far each expression of the arena reaches.
    pub(super) extents: Vec<Extent>,
    /// Whether the program is as large as one may be, and that is reported.
    pub(super) full: bool,
    /// Defines whose own errors are reported: their uses tell nothing new.
    pub(super) broken: FxHashSet<u32>,
    pub(super) diagnostics: Vec<Diagnostic>,
    reported: FxHashSet<CheckError>,
    /// Files that use a pack which is not there: what it would have declared is not known.
    pub(super) without_pack: FxHashSet<FileId>,
    /// The names of items that did not parse.
    pub(super) lost: FxHashSet<&'a str>,
    /// What lists hold, until their record kinds are made.
    pub(super) elements: Vec<Element>,
    /// How expressions that are no dates would be written as dates.
    pub(super) dates_meant: FxHashMap<Span, String>,
    /// References whose targets need keys.
    pub(super) references: Vec<(RecordId, Span)>,
}

impl<'a> World<'a> {
    pub(super) fn empty(units: &'a [Unit<'a>], as_of: Date) -> Self {
        World {
            units,
            schema: Schema::default(),
            arena: Arena::default(),
            params: Vec::new(),
            pending: Vec::new(),
            computing: Vec::new(),
            defines: Vec::new(),
            rules: Vec::new(),
            scenarios: Vec::new(),
            flow_items: Vec::new(),
            flows: Vec::new(),
            drawn: Vec::new(),
            groups: FxHashMap::default(),
            disabled: Vec::new(),
            asked_early: Vec::new(),
            as_of,
            day: None,
            visible: vec![FxHashMap::default(); units.len()],
            ambiguous: FxHashMap::default(),
            shadowed: Vec::new(),
            records: FxHashMap::default(),
            fields: FxHashMap::default(),
            lost_fields: FxHashMap::default(),
            lost_keys: FxHashSet::default(),
            measures: FxHashMap::default(),
            extents: Vec::new(),
            full: false,
            broken: FxHashSet::default(),
            diagnostics: Vec::new(),
            reported: FxHashSet::default(),
            without_pack: FxHashSet::default(),
            lost: units.iter().flat_map(|u| u.file.lost.iter().map(|n| n.text.as_str())).collect(),
            elements: Vec::new(),
            dates_meant: FxHashMap::default(),
            references: Vec::new(),
        }
    }

    /// Reports an error or a warning, once however often its cause is met.
    ///
    /// What a broken item would have declared is not known, but that is no second error.
    pub(super) fn report(&mut self, error: CheckError) {
        if let Some((name, span)) = error.undeclared()
            && (self.lost.contains(name) || self.without_pack.contains(&span.file))
        {
            return;
        }
        if error.unknown_label().is_some_and(|name| self.lost.contains(name)) {
            return;
        }
        if self.reported.insert(error.clone()) {
            self.diagnostics.push(error.diagnose());
        }
    }

    /// The field of that name.
    pub(super) fn field(&self, record: RecordId, name: &str) -> Option<FieldId> {
        self.fields.get(&(record, name.to_owned())).copied()
    }

    /// The groups whose members steps of a kind are.
    pub(super) fn group_of(&self, steps: RecordId) -> Option<&Group<'a>> {
        self.groups.get(&self.schema.kind(steps).step()?.of)
    }

    /// The sound flow whose legs are of a kind.
    pub(super) fn flow_of(&self, legs: RecordId) -> Option<Flow<'a>> {
        self.flows.iter().flatten().find(|flow| flow.legs == legs).copied()
    }

    /// Whether nothing can refer to records of a kind, because it is declared so.
    pub(super) fn is_keyless(&self, record: RecordId) -> bool {
        self.schema.record(record).key.is_empty() && !self.lost_keys.contains(&record)
    }

    /// Whether a part of a record kind's declaration is broken, which is reported.
    pub(super) fn is_incomplete(&self, record: RecordId) -> bool {
        self.lost_keys.contains(&record)
            || self.lost_fields.get(&record).is_some_and(|lost| lost.any || !lost.names.is_empty())
    }

    pub(super) fn finish(mut self) -> (Program, Vec<Diagnostic>) {
        let rates = self.rate_table();
        self.diagnostics.sort_by_key(|d| d.labels.first().map(|l| l.place));
        let program = Program {
            schema: self.schema,
            arena: self.arena,
            rules: self.rules,
            disabled: self.disabled,
            scenarios: self.scenarios,
            params: self.params,
            shadowed: self.shadowed,
            flows: self.drawn,
            rates,
        };
        (program, self.diagnostics)
    }

    fn rate_table(&self) -> Option<RateTable> {
        let record = *self.records.get("ExchangeRate")?;
        let field = |name: &str, ty: fn(Ty) -> bool| {
            self.field(record, name).filter(|f| ty(self.schema.field(record, *f).ty))
        };
        Some(RateTable {
            record,
            base: field("base", |ty| ty == Ty::Currency)?,
            quote: field("quote", |ty| ty == Ty::Currency)?,
            rate: field("rate", |ty| ty == Ty::NUMBER)?,
            date: field("date", |ty| ty == Ty::Date)?,
        })
    }
}

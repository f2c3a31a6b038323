//! The first pass: what every file declares, before any expression is looked at.

use rustc_hash::FxHashMap;

use super::error::{CheckError, Noun};
use super::suggest::nearest;
use super::world::World;
use super::{Settings, Unit};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Choice, ChoiceId, Dim, Field, FieldId, Kind, RecordId, RecordKind, Ty};

impl<'a> World<'a> {
    /// Declares everything in the files.
    pub(super) fn declare(units: &'a [Unit<'a>], settings: &'a Settings) -> Self {
        let mut world = World::empty(units, settings.as_of);
        world.report_missing_packs();
        world.built_in_measures();
        world.declare_records();
        world.declare_symbols(settings);
        world.declare_measures();
        for (unit, record) in world.record_items() {
            world.declare_fields(unit, record);
        }
        world.expand_lists();
        world.index_fields();
        world.compute_params();
        world
    }

    fn report_missing_packs(&mut self) {
        let lost = self.units.iter().flat_map(|unit| &unit.file.lost_uses);
        self.without_pack.extend(lost.map(|span| span.file));
        for (_, item) in self.items() {
            let ast::Item::Use(item) = item else {
                continue;
            };
            let path = dotted(item);
            if !self.units.iter().any(|u| u.path == path) {
                let known = crate::pack::PACKS.iter().map(|p| p.name);
                let near = nearest(&path, known.chain(self.units.iter().map(|u| u.path.as_str())));
                self.without_pack.insert(item.span.file);
                self.report(CheckError::Unknown {
                    kind: Noun::Pack,
                    name: path,
                    span: item.span,
                    near,
                });
            }
        }
    }

    pub(super) fn items(&self) -> impl Iterator<Item = (usize, &'a ast::Item)> + use<'a> {
        let units = self.units;
        units
            .iter()
            .enumerate()
            .flat_map(|(i, unit)| unit.file.items.iter().map(move |item| (i, item)))
    }

    fn record_items(&self) -> Vec<(usize, &'a ast::Record)> {
        let record = |(unit, item): (usize, &'a ast::Item)| match item {
            ast::Item::Record(record) => Some((unit, record)),
            _ => None,
        };
        self.items().filter_map(record).collect()
    }

    fn declare_records(&mut self) {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (_, record) in self.record_items() {
            if let Some(first) = seen.insert(&record.name.text, record.name.span) {
                let (name, span) = (record.name.text.clone(), record.name.span);
                self.report(CheckError::Duplicate { name, span, first });
                continue;
            }
            let id = RecordId(self.schema.records.len() as u32);
            self.records.insert(&record.name.text, id);
            let mut kind = RecordKind {
                name: record.name.text.clone(),
                section: String::new(),
                key: Vec::new(),
                fields: Vec::new(),
                parent: None,
                scalar: false,
                kind: Kind::Read,
                span: record.name.span,
                doc: text(&record.doc),
            };
            let section = record.section.as_ref().map(|s| s.text.clone());
            kind.section = section.unwrap_or_else(|| section_name(&kind));
            self.schema.records.push(kind);
        }
    }

    fn declare_fields(&mut self, unit: usize, record: &'a ast::Record) {
        let Some(id) = self.records.get(record.name.text.as_str()).copied() else {
            return;
        };
        if self.schema.record(id).span != record.name.span {
            return;
        }
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        let mut fields = Vec::new();
        for field in &record.fields {
            if let Some(first) = seen.insert(&field.name.text, field.name.span) {
                let (name, span) = (field.name.text.clone(), field.name.span);
                self.report(CheckError::Duplicate { name, span, first });
                continue;
            }
            let Some(ty) = self.field_type(&field.ty) else {
                self.lost_fields.entry(id).or_default().names.push(field.name.text.clone());
                continue;
            };
            let bounds = self.bounds(unit, ty, &field.bounds);
            fields.push(Field {
                name: field.name.text.clone(),
                ty,
                optional: field.ty.optional,
                bounds,
                span: field.name.span,
                doc: text(&field.doc),
            });
        }
        let unread = record.lost.iter().filter(|name| !seen.contains_key(name.text.as_str()));
        let lost = self.lost_fields.entry(id).or_default();
        lost.names.extend(unread.map(|name| name.text.clone()));
        lost.any = record.nameless;
        let mut key = Vec::new();
        for name in &record.key {
            let place = fields.iter().position(|f| f.name == name.text);
            match place.map(|i| (i, &fields[i])) {
                Some((i, f)) if !f.optional && !matches!(f.ty, Ty::List(_)) => {
                    key.push(FieldId(i as u32))
                }
                Some(_) => {
                    self.report(CheckError::BadKey { name: name.text.clone(), span: name.span })
                }
                None if self.is_lost(id, &name.text) => {}
                None => {
                    let near = nearest(&name.text, fields.iter().map(|f| f.name.as_str()));
                    let (record, declared) = (record.name.text.clone(), Some(record.name.span));
                    self.report(CheckError::UnknownField {
                        record,
                        name: name.text.clone(),
                        span: name.span,
                        declared,
                        near,
                    });
                }
            }
        }
        if key.len() < record.key.len() {
            self.lost_keys.insert(id);
        }
        let kind = &mut self.schema.records[id.0 as usize];
        (kind.fields, kind.key) = (fields, key);
    }

    /// The type of a field. A list's element waits in [`Ty::List`] as the record kind that
    /// [`World::expand_lists`] makes of it.
    fn field_type(&mut self, written: &ast::Type) -> Option<Ty> {
        if let ast::TypeKind::List(element) = &written.kind {
            return self.list_type(element);
        }
        let ty = self.type_of(written)?;
        if let Ty::Record(record) = ty {
            self.require_key(record, written.span);
        }
        Some(ty)
    }

    /// The type that is written, lists excepted.
    pub(super) fn type_of(&mut self, written: &ast::Type) -> Option<Ty> {
        match &written.kind {
            ast::TypeKind::Named(name) => self.named_type(name),
            ast::TypeKind::Per(a, b) => {
                let (x, y) = (self.type_of(a)?, self.type_of(b)?);
                match (x.dim(), y.dim()) {
                    (Some(x), Some(y)) => Some(Ty::quantity(x.per(y))),
                    _ => {
                        let what = "a quotient of types that are no quantities".to_owned();
                        self.report(CheckError::Meaningless {
                            what,
                            span: written.span,
                            help: None,
                        });
                        None
                    }
                }
            }
            ast::TypeKind::OneOf { ordered, labels } => {
                let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
                for label in labels {
                    if let Some(first) = seen.insert(&label.text, label.span) {
                        let (name, span) = (label.text.clone(), label.span);
                        self.report(CheckError::Duplicate { name, span, first });
                    }
                }
                let labels = labels.iter().map(|l| l.text.clone()).collect();
                Some(Ty::Choice(self.choice(Choice { ordered: *ordered, labels })))
            }
            ast::TypeKind::List(_) => {
                let what = "a list in this place".to_owned();
                let help = Some("lists stand as fields of records".to_owned());
                self.report(CheckError::Meaningless { what, span: written.span, help });
                None
            }
        }
    }

    fn choice(&mut self, choice: Choice) -> ChoiceId {
        let place = self.schema.choices.iter().position(|c| *c == choice);
        let place = place.unwrap_or_else(|| {
            self.schema.choices.push(choice);
            self.schema.choices.len() - 1
        });
        ChoiceId(place as u32)
    }

    fn named_type(&mut self, name: &ast::Name) -> Option<Ty> {
        const TYPES: [(&str, Ty); 10] = [
            ("bool", Ty::Bool),
            ("number", Ty::NUMBER),
            ("percent", Ty::PERCENT),
            ("text", Ty::Text),
            ("date", Ty::Date),
            ("period", Ty::Period),
            ("money", Ty::MONEY),
            ("power", Ty::POWER),
            ("energy", Ty::Quantity { dim: Dim::ENERGY, percent: false }),
            ("time", Ty::Quantity { dim: Dim::TIME, percent: false }),
        ];
        if name.text == "currency" {
            return Some(Ty::Currency);
        }
        if let Some((_, ty)) = TYPES.iter().find(|(known, _)| *known == name.text) {
            return Some(*ty);
        }
        if let Some(record) = self.records.get(name.text.as_str()) {
            return Some(Ty::Record(*record));
        }
        if let Some(measure) = self.measures.get(&name.text) {
            return Some(Ty::quantity(self.schema.units[*measure].dim));
        }
        let known = TYPES.iter().map(|(known, _)| *known).chain(["currency"]);
        let near = nearest(&name.text, known.chain(self.records.keys().copied()));
        self.report(CheckError::Unknown {
            kind: Noun::Type,
            name: name.text.clone(),
            span: name.span,
            near,
        });
        None
    }
}

/// The section of record files that holds a record kind: the plural of its name.
fn section_name(kind: &RecordKind) -> String {
    let mut snake = kind.singular();
    let vowel = |c: char| "aeiou".contains(c);
    let before_last = snake.chars().rev().nth(1);
    if snake.ends_with('y') && !before_last.is_some_and(vowel) {
        snake.pop();
        return snake + "ies";
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| snake.ends_with(end));
    snake + if hissing { "es" } else { "s" }
}

/// The name that a `use` gives.
pub(super) fn dotted(item: &ast::Use) -> String {
    let segments: Vec<&str> = item.path.iter().map(|n| n.text.as_str()).collect();
    segments.join(".")
}

/// A doc comment as one text.
pub(super) fn text(doc: &ast::Doc) -> String {
    match (doc.title.as_str(), doc.rationale.as_str()) {
        (title, "") => title.to_owned(),
        (title, rationale) => format!("{title}\n\n{rationale}"),
    }
}

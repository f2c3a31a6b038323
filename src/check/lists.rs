//! Nested lists: each gets a record kind of its own, whose rows know their parent.

use rustc_hash::FxHashMap;

use super::error::CheckError;
use super::world::World;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, Field, FieldId, Kind, RecordId, RecordKind, Ty};

/// How deep lists may stand in lists.
const DEPTH: usize = 8;

/// How many record kinds there may be, those of lists among them: lists in lists multiply.
const MOST: usize = 20_000;

/// What a list holds, told apart by where the marker points: list types are first written down
/// as an index into this, and get their record kinds once every record's fields are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) ty: Ty,
    pub(super) optional: bool,
    pub(super) span: Span,
}

impl<'a> World<'a> {
    /// A list's type before its record kind exists: the place of its element.
    pub(super) fn list_type(&mut self, written: &ast::Type) -> Option<Ty> {
        let ty = self.type_of(written)?;
        self.elements.push(Element { ty, optional: written.optional, span: written.span });
        Some(Ty::List(RecordId(self.elements.len() as u32 - 1)))
    }

    /// References need something to refer by.
    pub(super) fn require_key(&mut self, record: RecordId, span: Span) {
        self.references.push((record, span));
    }

    /// Makes the record kinds of all lists and checks that references lead to keys.
    pub(super) fn expand_lists(&mut self) {
        for (record, span) in std::mem::take(&mut self.references) {
            let kind = self.schema.record(record);
            if self.is_keyless(record) && kind.parent.is_none() {
                let (name, declared) = (kind.name.clone(), kind.span);
                self.report(CheckError::NoKey { name, span, declared });
            }
        }
        // What lists hold is copied from the records as declared: those at hand may already
        // have lists of their own made.
        let declared = self.schema.records.clone();
        for record in 0..declared.len() as u32 {
            self.expand(RecordId(record), &declared, &mut Vec::new());
        }
    }

    fn expand(&mut self, record: RecordId, declared: &[RecordKind], path: &mut Vec<RecordId>) {
        let fields = self.schema.record(record).fields.iter().enumerate();
        let element = |(place, f): (usize, &Field)| match f.ty {
            Ty::List(marker) => self.elements.get(marker.0 as usize).map(|e| (place, *e)),
            _ => None,
        };
        let lists: Vec<(usize, Element)> = fields.filter_map(element).collect();
        for (place, element) in lists {
            let inner = match element.ty {
                Ty::Record(r) if self.is_keyless(r) => Some(r),
                _ => None,
            };
            if self.is_endless(inner, element.span, path) {
                self.lose_field(record, place);
                continue;
            }
            let kind =
                self.list_kind(record, place, element, inner.map(|r| &declared[r.0 as usize]));
            let id = RecordId(self.schema.records.len() as u32);
            self.schema.records.push(kind);
            self.schema.records[record.0 as usize].fields[place].ty = Ty::List(id);
            if let Some(inner) = inner {
                self.lose_copies(inner, id);
                path.push(inner);
                self.expand(id, declared, path);
                path.pop();
            }
        }
    }

    /// Whether a list of `inner` cannot be below the lists of `path`; that is reported.
    fn is_endless(&mut self, inner: Option<RecordId>, span: Span, path: &[RecordId]) -> bool {
        if let Some(inner) = inner.filter(|inner| path.contains(inner)) {
            let name = self.schema.record(inner).name.clone();
            self.report(CheckError::EndlessList { name, span });
            return true;
        }
        let full = self.schema.records.len() >= MOST;
        // A program is full once, wherever it goes on.
        if path.len() >= DEPTH || (full && !std::mem::replace(&mut self.full, true)) {
            self.report(CheckError::TooManyLists { span });
            return true;
        }
        full
    }

    /// Takes a field back whose list cannot be; its place stays, for the others' sake.
    fn lose_field(&mut self, record: RecordId, place: usize) {
        let field = &mut self.schema.records[record.0 as usize].fields[place];
        field.ty = Ty::Text;
        let name = field.name.clone();
        self.lost_fields.entry(record).or_default().names.push(name);
    }

    /// What a record's declaration lost, its copy for a list lost too.
    fn lose_copies(&mut self, declared: RecordId, copy: RecordId) {
        if let Some(lost) = self.lost_fields.get(&declared).cloned() {
            self.lost_fields.insert(copy, lost);
        }
    }

    fn list_kind(
        &self,
        record: RecordId,
        place: usize,
        element: Element,
        inner: Option<&RecordKind>,
    ) -> RecordKind {
        let holder = self.schema.record(record);
        let field = &holder.fields[place];
        let (fields, doc) = match inner {
            Some(inner) => (inner.fields.clone(), inner.doc.clone()),
            None => {
                let it = Field {
                    name: "it".to_owned(),
                    ty: element.ty,
                    optional: element.optional,
                    bounds: Bounds::default(),
                    span: element.span,
                    doc: String::new(),
                };
                (vec![it], String::new())
            }
        };
        RecordKind {
            name: format!("{}.{}", holder.name, field.name),
            section: String::new(),
            key: Vec::new(),
            fields,
            parent: Some((record, FieldId(place as u32))),
            scalar: inner.is_none(),
            kind: Kind::Read,
            span: element.span,
            doc,
        }
    }

    /// Whether the record may have been to have a field of that name whose declaration is broken.
    pub(super) fn is_lost(&self, record: RecordId, name: &str) -> bool {
        self.lost_fields.get(&record).is_some_and(|lost| lost.any || lost.has(name))
    }

    pub(super) fn index_fields(&mut self) {
        let mut fields = FxHashMap::default();
        for id in self.schema.record_ids() {
            for (i, field) in self.schema.record(id).fields.iter().enumerate() {
                if self.lost_fields.get(&id).is_some_and(|lost| lost.has(&field.name)) {
                    continue;
                }
                fields.insert((id, field.name.clone()), FieldId(i as u32));
            }
        }
        self.fields = fields;
    }
}

//! Nested lists: each gets a record kind of its own, whose rows know their parent.

use rustc_hash::FxHashMap;

use super::error::CheckError;
use super::world::World;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, Field, FieldId, RecordId, RecordKind, Ty};

/// How deep lists may stand in lists.
const DEPTH: usize = 8;

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
            if kind.key.is_empty() && kind.parent.is_none() {
                let (name, declared) = (kind.name.clone(), kind.span);
                self.report(CheckError::NoKey { name, span, declared });
            }
        }
        let declared = self.schema.records.len();
        for record in 0..declared as u32 {
            self.expand(RecordId(record), &mut Vec::new());
        }
    }

    fn expand(&mut self, record: RecordId, path: &mut Vec<RecordId>) {
        let lists: Vec<(usize, Element)> = {
            let fields = self.schema.record(record).fields.iter().enumerate();
            let element = |(i, f): (usize, &Field)| match f.ty {
                Ty::List(marker) => self.elements.get(marker.0 as usize).map(|e| (i, *e)),
                _ => None,
            };
            fields.filter_map(element).collect()
        };
        for (place, element) in lists {
            let inner = match element.ty {
                Ty::Record(r) if self.schema.record(r).key.is_empty() => Some(r),
                _ => None,
            };
            if let Some(inner) = inner
                && (path.contains(&inner) || path.len() >= DEPTH)
            {
                let name = self.schema.record(inner).name.clone();
                self.report(CheckError::EndlessList { name, span: element.span });
                continue;
            }
            let kind = self.list_kind(record, place, element, inner);
            let id = RecordId(self.schema.records.len() as u32);
            self.schema.records.push(kind);
            self.schema.records[record.0 as usize].fields[place].ty = Ty::List(id);
            path.extend(inner);
            if inner.is_some() {
                self.expand(id, path);
                path.pop();
            }
        }
    }

    fn list_kind(
        &self,
        record: RecordId,
        place: usize,
        element: Element,
        inner: Option<RecordId>,
    ) -> RecordKind {
        let holder = self.schema.record(record);
        let field = &holder.fields[place];
        let (fields, doc) = match inner {
            Some(inner) => {
                (self.schema.record(inner).fields.clone(), self.schema.record(inner).doc.clone())
            }
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
            span: element.span,
            doc,
        }
    }

    pub(super) fn index_fields(&mut self) {
        let mut fields = FxHashMap::default();
        for id in self.schema.record_ids() {
            for (i, field) in self.schema.record(id).fields.iter().enumerate() {
                fields.insert((id, field.name.clone()), FieldId(i as u32));
            }
        }
        self.fields = fields;
    }
}

//! Fields as they are written, and the record kinds of lists: each gets one of its own, whose rows
//! know their parent.

use super::error::CheckError;
use super::kinds::Kinds;
use super::scope::Parts;
use super::sink::{Checked, Sink, Told};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, Field, FieldId, Kind, RecordId, RecordKind, Ty};
use crate::value::Worded;

/// How deep lists may stand in lists.
const DEPTH: usize = 8;

/// How many record kinds there may be, those of lists among them: lists in lists multiply.
const MOST: usize = 20_000;

/// A field as it is written: a list has no record kind of its own yet, as it gets one for each
/// place that it stands in.
#[derive(Clone)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) held: Held,
    pub(super) optional: bool,
    pub(super) bounds: Bounds,
    pub(super) span: Span,
    /// Where its type stands.
    pub(super) ty_span: Span,
    pub(super) doc: Worded<String>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Held {
    /// One value, or a reference.
    One(Ty),
    /// A list.
    Many(Element),
}

impl Held {
    /// The type of a field that is no list.
    pub(super) fn one(self) -> Option<Ty> {
        match self {
            Held::One(ty) => Some(ty),
            Held::Many(_) => None,
        }
    }
}

/// What a list holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    ty: Ty,
    optional: bool,
    span: Span,
}

impl Parts<'_, '_> {
    /// What a field of that type holds.
    pub(super) fn held(&mut self, written: &ast::Type) -> Checked<Held> {
        let ast::TypeKind::List(element) = &written.kind else {
            return Ok(Held::One(self.type_of(written)?));
        };
        let ty = self.type_of(element)?;
        if let Ty::Record(record) = ty {
            self.growing.kinds.hold(record);
        }
        Ok(Held::Many(Element { ty, optional: element.optional, span: element.span }))
    }

    /// Gives all record kinds their fields, makes those of their lists, and checks that references
    /// lead to keys.
    pub(super) fn make_fields(&mut self, declared: Vec<Vec<Written>>) {
        let kinds = &self.growing.kinds;
        for field in declared.iter().flatten() {
            let Held::One(Ty::Record(record)) = field.held else { continue };
            if kinds.is_keyless(record) {
                let kind = kinds.schema.record(record);
                let (name, declared, span) = (kind.name.clone(), kind.span, field.ty_span);
                self.sink.report(CheckError::NoKey { name, span, declared });
            }
        }
        let (sink, kinds) = (&mut *self.sink, &mut self.growing.kinds);
        let mut making = Making { declared: &declared, sink, kinds };
        for (record, fields) in declared.iter().enumerate() {
            making.fields(RecordId(record as u32), fields, &mut Vec::new());
        }
    }
}

/// The fields of record kinds on their way into the program.
struct Making<'m, 'a> {
    /// Those of the declared kinds.
    declared: &'m [Vec<Written>],
    sink: &'m mut Sink<'a>,
    kinds: &'m mut Kinds,
}

impl Making<'_, '_> {
    /// Gives a record kind its fields, and makes the kinds of its lists, and of the lists in these.
    /// `path` are the kinds whose fields the lists around it hold.
    fn fields(&mut self, record: RecordId, written: &[Written], path: &mut Vec<RecordId>) {
        for (place, field) in written.iter().enumerate() {
            let ty = match field.held {
                Held::One(ty) => Ok(ty),
                Held::Many(element) => self.list(record, place, field, element, path),
            };
            let Written { name, optional, bounds, span, doc, .. } = field.clone();
            let ty = ty.unwrap_or_else(|_: Told| {
                // Its place stays, for the others' sake.
                self.kinds.lost(record).names.push(name.clone());
                Ty::Text
            });
            let field = Field { name, ty, optional, bounds, span, doc };
            self.kinds.making(record).fields.push(field);
        }
        self.kinds.index(record);
    }

    /// Makes the record kind of a list in a field.
    fn list(
        &mut self,
        record: RecordId,
        place: usize,
        field: &Written,
        element: Element,
        path: &mut Vec<RecordId>,
    ) -> Checked<Ty> {
        let inner = match element.ty {
            Ty::Record(r) if self.kinds.is_keyless(r) => Some(r),
            _ => None,
        };
        self.require_end(inner, element.span, path)?;
        let schema = &self.kinds.schema;
        let id = self.kinds.add_empty(RecordKind {
            name: format!("{}.{}", schema.record(record).name, field.name),
            section: String::new(),
            key: Vec::new(),
            fields: Vec::new(),
            parent: Some((record, FieldId(place as u32))),
            scalar: inner.is_none(),
            kind: Kind::Read,
            span: element.span,
            doc: inner.map(|inner| schema.record(inner).doc.clone()).unwrap_or_default(),
        });
        match inner {
            Some(inner) => {
                self.kinds.lose_copies(inner, id);
                path.push(inner);
                self.fields(id, &self.declared[inner.0 as usize], path);
                path.pop();
            }
            None => self.fields(id, &[element.alone()], path),
        }
        Ok(Ty::List(id))
    }

    /// A list of `inner` must come to an end below the lists of `path`.
    fn require_end(
        &mut self,
        inner: Option<RecordId>,
        span: Span,
        path: &[RecordId],
    ) -> Checked<()> {
        if let Some(inner) = inner.filter(|inner| path.contains(inner)) {
            let name = self.kinds.schema.record(inner).name.clone();
            return Err(self.sink.report(CheckError::EndlessList { name, span }));
        }
        if path.len() >= DEPTH {
            return Err(self.sink.report(CheckError::TooManyLists { span }));
        }
        match self.kinds.schema.records.len() >= MOST {
            true => Err(self.sink.report_full(CheckError::TooManyLists { span })),
            false => Ok(()),
        }
    }
}

impl Element {
    /// As the only field of its rows.
    fn alone(self) -> Written {
        Written {
            name: "it".to_owned(),
            held: Held::One(self.ty),
            optional: self.optional,
            bounds: Bounds::default(),
            span: self.span,
            ty_span: self.span,
            doc: Worded::default(),
        }
    }
}

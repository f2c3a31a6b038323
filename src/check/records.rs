//! The first pass: record kinds with their fields, before anything that looks at records.

use rustc_hash::FxHashMap;

use super::bounds::Bounded;
use super::declared::Declaration;
use super::error::CheckError;
use super::lists::{Held, Written};
use super::scope::Parts;
use super::suggest::nearest;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{FieldId, Kind, RecordId, RecordKind};
use crate::value::Worded;

impl<'a> Parts<'_, 'a> {
    /// Makes everything of what is declared but flows, defines, rules and scenarios.
    pub(super) fn declare(&mut self) {
        self.built_in_measures();
        for kind in &self.declared.kinds {
            self.growing.kinds.add_empty(named(kind.item));
        }
        self.declare_measures();
        let fields = self.declared.kinds.iter().enumerate();
        let fields = fields.map(|(i, kind)| self.declare_fields(RecordId(i as u32), *kind));
        let fields = fields.collect();
        self.make_fields(fields);
        self.compute_params();
    }

    /// The fields of a record kind: its own, then those of its extensions by their names, so that
    /// the order of files makes no difference.
    fn declare_fields(
        &mut self,
        id: RecordId,
        Declaration { item: record, unit }: Declaration<'a, ast::Record>,
    ) -> Vec<Written> {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        let mut fields = Vec::new();
        for field in &record.body.sound {
            if let Some(first) = seen.insert(&field.name.text, field.name.span) {
                let (name, span) = (field.name.text.clone(), field.name.span);
                self.sink.report(CheckError::Duplicate { name, span, first });
                continue;
            }
            fields.extend(self.written(id, unit, field));
        }
        let own = fields.len();
        let extensions = &self.declared.extensions[id.0 as usize];
        for extension in extensions {
            for field in &extension.item.body.sound {
                let (name, span) = (field.name.text.clone(), field.name.span);
                if let Some(first) = seen.get(name.as_str()).copied() {
                    // Which of the two is meant is not known: what uses it is not at fault.
                    self.growing.kinds.lost(id).names.push(name.clone());
                    let record = record.name.text.clone();
                    self.sink.report(CheckError::SecondField { record, name, span, first });
                    continue;
                }
                seen.insert(&field.name.text, span);
                fields.extend(self.written(id, extension.unit, field));
            }
        }
        let strays = self.declared.strays.iter().filter(|(meant, _)| *meant == id);
        let strays = strays.flat_map(|(_, stray)| &stray.body.sound).map(|field| &field.name);
        let bodies = extensions.iter().map(|extension| &extension.item.body);
        let bodies: Vec<&ast::Fields> = std::iter::once(&record.body).chain(bodies).collect();
        let lost = self.growing.kinds.lost(id);
        let unread = bodies.iter().flat_map(|body| &body.lost).chain(strays);
        let unread = unread.filter(|name| !seen.contains_key(name.text.as_str()));
        lost.names.extend(unread.map(|name| name.text.clone()));
        lost.any = bodies.iter().any(|body| body.nameless);
        let key = self.key(id, record, &fields[..own]);
        if key.len() < record.key.len() {
            self.growing.kinds.lose_key(id);
        }
        self.growing.kinds.making(id).key = key;
        fields[own..].sort_by(|a, b| a.name.cmp(&b.name));
        fields
    }

    /// A field as it is written in a file; one whose type is broken is lost.
    fn written(&mut self, id: RecordId, unit: usize, field: &ast::Field) -> Option<Written> {
        let Ok(held) = self.held(&field.ty) else {
            self.growing.kinds.lost(id).names.push(field.name.text.clone());
            return None;
        };
        let bounds = self.bounds(unit, (Bounded::Field, held.one()), &field.bounds);
        Some(Written {
            name: field.name.text.clone(),
            held,
            optional: field.ty.optional,
            bounds,
            span: field.name.span,
            ty_span: field.ty.span,
            doc: text(&field.doc),
        })
    }

    /// The sound parts of a key.
    fn key(&mut self, id: RecordId, record: &ast::Record, fields: &[Written]) -> Vec<FieldId> {
        let mut key = Vec::new();
        for name in &record.key {
            let place = fields.iter().position(|f| f.name == name.text);
            match place.map(|i| (i, &fields[i])) {
                Some((i, f)) if !f.optional && matches!(f.held, Held::One(_)) => {
                    self.noted.refer(name.span, f.span);
                    key.push(FieldId(i as u32));
                }
                Some(_) => {
                    let (name, span) = (name.text.clone(), name.span);
                    self.sink.report(CheckError::BadKey { name, span });
                }
                None if self.growing.kinds.is_lost(id, &name.text) => {}
                None => {
                    let near = nearest(&name.text, fields.iter().map(|f| f.name.as_str()));
                    let (record, declared) = (record.name.text.clone(), Some(record.name.span));
                    let (name, span) = (name.text.clone(), name.span);
                    let unknown = CheckError::UnknownField { record, name, span, declared, near };
                    self.sink.report(unknown);
                }
            }
        }
        key
    }
}

/// A record kind of which only the name is known.
fn named(record: &ast::Record) -> RecordKind {
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
    kind
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

/// A doc comment as one text.
pub(super) fn text(doc: &ast::Doc) -> Worded<String> {
    doc.title.with(&doc.rationale, |title, rationale| match rationale.map(String::as_str) {
        None | Some("") => title.clone(),
        Some(rationale) => format!("{title}\n\n{rationale}"),
    })
}

//! Written types.

use rustc_hash::FxHashMap;

use super::error::{CheckError, Noun};
use super::index::BuiltIn;
use super::scope::Parts;
use super::sink::Checked;
use super::suggest::nearest;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Choice, ChoiceId, Dim, Ty};

impl Parts<'_, '_> {
    /// The type that is written, lists excepted.
    pub(super) fn type_of(&mut self, written: &ast::Type) -> Checked<Ty> {
        match &written.kind {
            ast::TypeKind::Named(name) => self.named_type(name),
            ast::TypeKind::Per(a, b) => {
                let (x, y) = (self.type_of(a)?, self.type_of(b)?);
                match (x.dim(), y.dim()) {
                    (Some(x), Some(y)) => Ok(Ty::quantity(x.per(y))),
                    _ => {
                        let what = "a quotient of types that are no quantities".to_owned();
                        Err(self.sink.report(CheckError::Meaningless {
                            what,
                            span: written.span,
                            help: None,
                        }))
                    }
                }
            }
            ast::TypeKind::OneOf { ordered, labels } => {
                let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
                for label in labels {
                    if let Some(first) = seen.insert(&label.text, label.span) {
                        let (name, span) = (label.text.clone(), label.span);
                        self.sink.report(CheckError::Duplicate { name, span, first });
                    }
                }
                let texts = labels.iter().map(|l| l.text.clone()).collect();
                let choice = self.choice(Choice { ordered: *ordered, labels: texts });
                for (i, name) in labels.iter().enumerate() {
                    self.noted.define_label(choice, i, name);
                }
                Ok(Ty::Choice(choice))
            }
            ast::TypeKind::List(_) => {
                let what = "a list in this place".to_owned();
                let help = Some("lists stand as fields of records".to_owned());
                Err(self.sink.report(CheckError::Meaningless { what, span: written.span, help }))
            }
        }
    }

    fn choice(&mut self, choice: Choice) -> ChoiceId {
        let place = self.growing.kinds.schema.choices.iter().position(|c| *c == choice);
        let place = place.unwrap_or_else(|| {
            self.growing.kinds.schema.choices.push(choice);
            self.growing.kinds.schema.choices.len() - 1
        });
        ChoiceId(place as u32)
    }

    fn named_type(&mut self, name: &ast::Name) -> Checked<Ty> {
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
            self.noted.built_in([name], BuiltIn::Type);
            return Ok(Ty::Currency);
        }
        if let Some((_, ty)) = TYPES.iter().find(|(known, _)| *known == name.text) {
            self.noted.built_in([name], BuiltIn::Type);
            return Ok(*ty);
        }
        if let Some(record) = self.declared.records.get(name.text.as_str()) {
            self.noted.refer(name.span, self.declared.kinds[record.0 as usize].item.name.span);
            return Ok(Ty::Record(*record));
        }
        if let Some(measure) = self.growing.kinds.measure(&name.text) {
            self.noted.refer_unit(name);
            return Ok(Ty::quantity(measure.dim));
        }
        let known = TYPES.iter().map(|(known, _)| *known).chain(["currency"]);
        let near = nearest(&name.text, known.chain(self.declared.records.keys().copied()));
        Err(self.sink.report(CheckError::Unknown {
            kind: Noun::Type,
            name: name.text.clone(),
            span: name.span,
            near,
        }))
    }
}

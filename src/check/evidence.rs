//! Questions about the sources of a fact: `is disputed`, `spread of`, `sourced by`, `age of`.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::sink::Checked;
use super::suggest::nearest;
use crate::ir::Op;
use crate::operator::Ask;
use crate::source::Span;
use crate::syntax::ast::{self, Expr};
use crate::ty::{Evidence, Ty};

impl Checker<'_, '_> {
    /// What is asked, and of what: a field of a record, in a vocabulary that knows of sources.
    pub(super) fn ask(&mut self, ask: &ast::Ask, fact: &Expr, span: Span) -> Checked<Typed> {
        let about = self.expr(fact, None);
        let (ask, ty) = self.asked(ask, span)?;
        let about = about?;
        let arena = self.arena();
        let is_fact = match arena.get(arena.strip(about.id)).op {
            Op::Field(base, _) => matches!(arena.get(base).ty, Ty::Record(_)),
            _ => false,
        };
        if !is_fact || matches!(about.ty, Ty::List(_)) {
            let what = match about.ty {
                Ty::List(_) => "a list",
                Ty::Record(_) if !is_fact => "a record",
                _ => "what is computed",
            };
            return Err(self.report(CheckError::NoFact { what: what.to_owned(), span: fact.span }));
        }
        if ask == Ask::Spread && !matches!(about.ty, Ty::Quantity { .. }) {
            return self.mismatch("a quantity", about.ty, fact.span);
        }
        self.add(Op::Ask(ask, about.id), ty, span)
    }

    /// The question and the type of its answer.
    fn asked(&mut self, ask: &ast::Ask, span: Span) -> Checked<(Ask, Ty)> {
        let Some(sources) = self.schema().evidence() else {
            let help = "declare `record Source key id { … }`, or `use std.deals`";
            return self.without(span, "Source", help);
        };
        match ask {
            ast::Ask::Disputed => Ok((Ask::Disputed, Ty::Bool)),
            ast::Ask::Spread => Ok((Ask::Spread, Ty::PERCENT)),
            ast::Ask::SourcedBy(kind) => self.sourced_by(sources, kind, span),
            ast::Ask::Age if sources.date.is_none() => {
                self.without(span, "date` of `Source", "declare `date: date?` in `Source`")
            }
            ast::Ask::Age => Ok((Ask::Age, Ty::Period)),
        }
    }

    fn sourced_by(
        &mut self,
        sources: Evidence,
        kind: &ast::Name,
        span: Span,
    ) -> Checked<(Ask, Ty)> {
        let Some((_, choice)) = sources.kind else {
            let help = "declare `kind: one of press < release < filing` in `Source`";
            return self.without(span, "kind` of `Source", help);
        };
        let labels = &self.schema().choice(choice).labels;
        let Some(label) = labels.iter().position(|l| *l == kind.text) else {
            let near = nearest(&kind.text, labels.iter().map(String::as_str));
            let (name, labels) = (kind.text.clone(), labels.join(", "));
            return Err(self.report(CheckError::UnknownLabel {
                name,
                span: kind.span,
                near,
                labels,
            }));
        };
        self.noted.refer_label(kind.span, choice, label as u32);
        Ok((Ask::SourcedBy(label as u32), Ty::Bool))
    }

    fn without<T>(&mut self, span: Span, lacking: &'static str, help: &'static str) -> Checked<T> {
        let source = self.declared.records.get("Source");
        // A broken declaration may well have had it.
        Err(match source.is_some_and(|source| self.growing.kinds.is_incomplete(*source)) {
            true => self.sink.unread(),
            false => self.report(CheckError::NoSources { lacking, span, help }),
        })
    }
}

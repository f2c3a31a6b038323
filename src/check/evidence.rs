//! Questions about the sources of a fact: `is disputed`, `spread of`, `sourced by`, `age of`; and the
//! order in which their kinds count.

use super::error::CheckError;
use super::scope::{Checker, Parts, Typed};
use super::sink::Checked;
use super::suggest::nearest;
use crate::ir::Op;
use crate::operator::Ask;
use crate::source::Span;
use crate::syntax::ast::{self, Expr};
use crate::ty::{ChoiceId, Evidence, Rank, Ty};

impl Parts<'_, '_> {
    /// The order of evidence: what the files say of it together.
    pub(super) fn rank_evidence(&mut self) {
        let (mut rank, mut pairs) = (Rank::default(), Vec::new());
        let (mut first, mut sound) = (None, true);
        for (unit, item) in self.declared.items() {
            let ast::Item::Evidence(item) = item else {
                continue;
            };
            first.get_or_insert(item.span);
            let Ok(places) = self.checker(unit).ranked(item) else {
                sound = false;
                continue;
            };
            let of_item: Vec<(u32, &ast::Name)> = places.into_iter().zip(&item.kinds).collect();
            for two in of_item.windows(2) {
                let [(stronger, above), (weaker, below)] = two else {
                    continue;
                };
                let span = above.span.to(below.span);
                if rank.put(*stronger, *weaker) {
                    pairs.push((*stronger, *weaker, span));
                    continue;
                }
                // Some pair before stands on the way from the one down to the other.
                let reaches = |a: u32, b: u32| a == b || rank.is_above(a, b);
                let other =
                    pairs.iter().find(|(a, b, _)| reaches(*weaker, *a) && reaches(*b, *stronger));
                let first = other.map_or(above.span, |(_, _, span)| *span);
                let (stronger, weaker) = (above.text.clone(), below.text.clone());
                self.sink.report(CheckError::RankCircle { stronger, weaker, span, first });
                sound = false;
            }
        }
        let schema = &self.growing.kinds.schema;
        let kinds = schema.evidence().and_then(|e| e.kind).map(|(_, kind)| schema.choice(kind));
        if let (Some(span), Some(kinds), true) = (first, kinds, sound) {
            let labels = (0..).zip(&kinds.labels).filter(|(place, _)| !rank.has(*place));
            let names: Vec<String> = labels.map(|(_, label)| format!("`{label}`")).collect();
            if !names.is_empty() {
                let stand = if names.len() == 1 { "stands" } else { "stand" };
                let kinds = format!("{} {stand}", names.join(", "));
                self.sink.warn(CheckError::Unranked { kinds, span });
            }
        }
        self.growing.kinds.schema.rank = rank;
    }
}

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
        self.kind_of_source(choice, kind).map(|label| (Ask::SourcedBy(label), Ty::Bool))
    }

    /// The place of a kind among the labels of `Source.kind`.
    fn kind_of_source(&mut self, choice: ChoiceId, kind: &ast::Name) -> Checked<u32> {
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
        Ok(label as u32)
    }

    /// The kinds of an order of evidence, by their places among the labels of `Source.kind`.
    fn ranked(&mut self, item: &ast::Evidence) -> Checked<Vec<u32>> {
        let choice = match self.schema().evidence() {
            None => {
                let help = "declare `record Source key id { … }`, or `use std.deals`";
                return self.without(item.span, "Source", help);
            }
            Some(Evidence { kind: None, .. }) => {
                let help = "declare `kind: one of press | release | filing` in `Source`";
                return self.without(item.span, "kind` of `Source", help);
            }
            Some(Evidence { kind: Some((_, choice)), .. }) => choice,
        };
        let places: Vec<Checked<u32>> =
            item.kinds.iter().map(|kind| self.kind_of_source(choice, kind)).collect();
        places.into_iter().collect()
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

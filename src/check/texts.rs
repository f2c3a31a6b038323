//! What a rule says: its own texts, and what they are in other languages.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::error::TextError;
use super::rule::Place;
use super::scope::Checker;
use super::sink::Checked;
use crate::ir::{Arena, ExprId, Op, Part, Template};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Lang, Scalar, Worded};

/// A text with its holes checked.
struct Text {
    template: Checked<Template>,
    /// Where its holes stand, in their order.
    holes: Vec<Span>,
    span: Span,
}

impl Text {
    /// What its holes hold, and where; nothing of a text with errors.
    fn holes(&self) -> Vec<(ExprId, Span)> {
        let parts = self.template.iter().flat_map(|template| &template.0);
        let holes = parts.filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Hole(e, _) => Some(*e),
        });
        holes.zip(self.holes.iter().copied()).collect()
    }
}

/// What a hole tells, in whichever language.
#[derive(PartialEq, Eq, Hash)]
enum Told {
    Value(ExprId),
    /// A text of the rule's own: each language has its words for it.
    Words,
    /// One or the other, by a condition.
    Either(ExprId, Box<Told>, Box<Told>),
}

impl Told {
    fn by(arena: &Arena, e: ExprId) -> Told {
        match &arena.get(arena.strip(e)).op {
            Op::Const(Scalar::Text(_)) => Told::Words,
            Op::If(condition, yes, no) => Told::Either(
                *condition,
                Box::new(Told::by(arena, *yes)),
                Box::new(Told::by(arena, *no)),
            ),
            _ => Told::Value(e),
        }
    }
}

/// The texts of a rule of one kind, in all their languages.
#[derive(Default)]
pub(super) struct Texts {
    own: Place<Text>,
    others: BTreeMap<Lang, Place<Text>>,
}

impl Texts {
    /// Puts what an amendment says in the place of what there is.
    pub(super) fn amend(&mut self, with: Texts) {
        self.own = with.own.or(self.own.take());
        self.others.extend(with.others);
    }
}

/// What a clause is called that says something in a language.
pub(super) fn called(clause: &str, lang: Option<Lang>) -> String {
    lang.map_or_else(|| clause.to_owned(), |lang| format!("{clause} {lang}"))
}

impl Checker<'_, '_> {
    /// Checks a text and puts it among those of its kind.
    pub(super) fn text(&mut self, clause: &str, text: &ast::Template, texts: &mut Texts) {
        let holes = text.parts.iter().filter_map(|part| match part {
            ast::Part::Text(_) => None,
            ast::Part::Hole(e, _) => Some(e.span),
        });
        let (holes, span) = (holes.collect(), text.span);
        let checked = Text { template: self.template(text), holes, span };
        let place = match text.lang {
            None => &mut texts.own,
            Some(lang) => texts.others.entry(lang).or_default(),
        };
        self.only(&called(clause, text.lang), (checked, span), place);
    }

    /// The text of a rule with what it is in other languages, which must say the same.
    pub(super) fn told(
        &mut self,
        clause: &'static str,
        texts: Texts,
    ) -> Checked<Option<Worded<Template>>> {
        let mut others = Vec::new();
        for (lang, text) in texts.others {
            let Some((text, _)) = text else { continue };
            match &texts.own {
                Some((own, _)) => self.require_same_holes(clause, lang, (own, &text))?,
                None => {
                    let (clause, span) = (called(clause, Some(lang)), text.span);
                    return Err(self.report(TextError::NoOriginal { clause, span }.into()));
                }
            }
            others.push((lang, text.template?));
        }
        let own = texts.own.map(|(own, _)| own.template).transpose()?;
        Ok(own.map(|own| Worded::new(own, others)))
    }

    /// A reader of one language must learn what a reader of the other does.
    fn require_same_holes(
        &mut self,
        clause: &'static str,
        lang: Lang,
        (own, text): (&Text, &Text),
    ) -> Checked<()> {
        if own.template.is_err() || text.template.is_err() {
            return Ok(());
        }
        let told = |(e, span)| (Told::by(self.arena(), e), span);
        let lacks = |one: &Text, other: &Text| {
            let known: FxHashSet<Told> =
                one.holes().into_iter().map(told).map(|(t, _)| t).collect();
            let lacking = other.holes().into_iter().map(told).filter(|(t, _)| !known.contains(t));
            lacking.map(|(_, span)| span).collect::<Vec<Span>>()
        };
        let (missing, added) = (lacks(text, own), lacks(own, text));
        if missing.is_empty() && added.is_empty() {
            return Ok(());
        }
        let (clause, span, own) = (called(clause, Some(lang)), text.span, own.span);
        Err(self.report(TextError::OtherHoles { clause, span, own, missing, added }.into()))
    }
}

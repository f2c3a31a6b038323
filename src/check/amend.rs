//! What amendments change: found, and held against each other, before rules are checked.

use rustc_hash::FxHashMap;

use super::declared::{Declaration, Declared};
use super::error::{CheckError, FormerlyError};
use super::noted::Noted;
use super::sink::Sink;
use super::texts::called;
use crate::ir::Amended;
use crate::source::Span;
use crate::syntax::ast::{self, Clause};
use crate::value::Lang;

/// A part of a rule that one amendment may replace or remove.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Slot<'a> {
    /// Every rung of a severity.
    Rungs(&'a str),
    /// The rule's own, or what it is in another language.
    Message(Option<Lang>),
    Remedy(Option<Lang>),
    Amount,
}

impl<'a> Slot<'a> {
    /// The part that a clause is or changes, and where that is written; `None` for what adds up.
    fn of(clause: &'a Clause) -> Option<(Slot<'a>, Span)> {
        match clause {
            Clause::Flag(flag) => Some((Slot::Rungs(&flag.severity.text), flag.severity.span)),
            Clause::Remove(severity) => Some((Slot::Rungs(&severity.text), severity.span)),
            Clause::Message(text) => Some((Slot::Message(text.lang), text.span)),
            Clause::Remedy(text) => Some((Slot::Remedy(text.lang), text.span)),
            Clause::Amount(amount) => Some((Slot::Amount, amount.span)),
            Clause::Cites(_) | Clause::Tags(_) | Clause::Let(..) | Clause::Unless(_) => None,
            Clause::Formerly(_) | Clause::Broken { .. } => None,
        }
    }

    /// Whether nothing is left of another where this is changed: of a text no translation is.
    fn takes(self, other: Slot<'a>) -> bool {
        match (self, other) {
            (Slot::Message(None), Slot::Message(_)) | (Slot::Remedy(None), Slot::Remedy(_)) => true,
            _ => self == other,
        }
    }

    /// As it is written.
    fn words(self) -> String {
        match self {
            Slot::Rungs(severity) => format!("flag {severity}"),
            Slot::Message(lang) => called("message", lang),
            Slot::Remedy(lang) => called("remedy", lang),
            Slot::Amount => "amount".to_owned(),
        }
    }
}

/// The part of a rule that a clause is or changes.
fn slot(clause: &Clause) -> Option<Slot<'_>> {
    Slot::of(clause).map(|(slot, _)| slot)
}

/// What the files of a program change in one rule.
#[derive(Clone, Default)]
pub(super) struct Changes<'a> {
    /// In the order of files and text.
    pub(super) amendments: Vec<Amendment<'a>>,
    /// What takes it out of the program.
    pub(super) disabled: Option<&'a ast::Disable>,
}

/// An amendment with its file.
type Amendment<'a> = Declaration<'a, ast::Amend>;

impl Amendment<'_> {
    /// What it does to the clauses of the rule.
    pub(super) fn told(&self, rule: &ast::Rule) -> Amended {
        let mut changes: Vec<String> = Vec::new();
        let mut note = |what: String| {
            if !changes.contains(&what) {
                changes.push(what);
            }
        };
        for clause in &self.item.clauses {
            let there = || rule.clauses.iter().any(|own| slot(own) == slot(clause));
            let what = match (clause, slot(clause)) {
                (Clause::Broken { .. } | Clause::Formerly(_), _) => continue,
                (Clause::Remove(_), Some(slot)) => format!("removes {}", slot.words()),
                (_, Some(slot)) if there() => format!("replaces {}", slot.words()),
                (_, Some(slot)) => format!("adds {}", slot.words()),
                (Clause::Let(one), None) => format!("adds let {}", one.name.text),
                (Clause::Unless(_), None) => "adds unless".to_owned(),
                (Clause::Cites(_), None) => "adds cites".to_owned(),
                (_, None) => "adds tags".to_owned(),
            };
            note(what);
        }
        let told = |of: Slot<'_>| self.item.clauses.iter().any(|clause| slot(clause) == Some(of));
        for own in rule.clauses.iter().filter_map(slot).filter(|own| !told(*own)) {
            if self.item.clauses.iter().filter_map(slot).any(|changed| changed.takes(own)) {
                note(format!("drops {}", own.words()));
            }
        }
        Amended { span: self.item.rule.span, changes }
    }
}

impl Changes<'_> {
    /// Whether an amendment stands in the place of a clause of the rule, or removes it, or changes
    /// the text that it translates.
    pub(super) fn replace(&self, clause: &Clause) -> bool {
        let Some(own) = slot(clause) else { return false };
        let mut clauses = self.amendments.iter().flat_map(|a| &a.item.clauses);
        clauses.any(|clause| slot(clause).is_some_and(|slot| slot.takes(own)))
    }

    /// The severities whose rungs are removed.
    pub(super) fn removed(&self) -> impl Iterator<Item = &ast::Name> {
        self.amendments.iter().flat_map(|a| &a.item.clauses).filter_map(|clause| match clause {
            Clause::Remove(severity) => Some(severity),
            _ => None,
        })
    }
}

impl<'a> Changes<'a> {
    /// What is changed, by the places of the rules among all.
    pub(super) fn all(
        declared: &Declared<'a>,
        sink: &mut Sink<'a>,
        noted: &mut Noted<'a>,
    ) -> FxHashMap<usize, Changes<'a>> {
        let mut changes: FxHashMap<usize, Changes<'a>> = FxHashMap::default();
        for (unit, item) in declared.items() {
            let (ast::Item::Amend(ast::Amend { rule, .. })
            | ast::Item::Disable(ast::Disable { rule, .. })) = item
            else {
                continue;
            };
            let Ok(place) = declared.rule_meant(unit, rule, sink) else { continue };
            noted.refer_by_pack(rule, declared.rules[place].item.name.span);
            let change = changes.entry(place).or_default();
            match item {
                ast::Item::Amend(item) => {
                    require_no_former_name(item, sink);
                    noted.changed_by(declared.rules[place].item.name.span, item.span);
                    change.amendments.push(Declaration { item, unit });
                }
                ast::Item::Disable(item) => match change.disabled {
                    Some(first) => {
                        let (rule, places) =
                            (&declared.called.rules[place], (item.rule.span, first.rule.span));
                        report_conflict(sink, rule, "disable".to_owned(), places);
                    }
                    None => change.disabled = Some(item),
                },
                _ => {}
            }
        }
        for (place, change) in &changes {
            change.require_agreement(&declared.called.rules[*place], sink);
        }
        changes
    }

    /// Two amendments must not change the same part: which of them wins would be an accident.
    fn require_agreement(&self, rule: &str, sink: &mut Sink<'a>) {
        let mut firsts: FxHashMap<Slot<'a>, (usize, bool, Span)> = FxHashMap::default();
        for (n, amendment) in self.amendments.iter().enumerate() {
            for clause in &amendment.item.clauses {
                let Some((slot, span)) = Slot::of(clause) else {
                    continue;
                };
                let removes = matches!(clause, Clause::Remove(_));
                let (first_n, removed, first) = *firsts.entry(slot).or_insert((n, removes, span));
                // One amendment may give several rungs, or two messages, which is its own error.
                let agrees = first_n == n && !removes && !removed;
                if !agrees && first != span {
                    report_conflict(sink, rule, slot.words(), (span, first));
                }
            }
        }
    }
}

fn require_no_former_name(amendment: &ast::Amend, sink: &mut Sink<'_>) {
    let names = amendment.clauses.iter().filter_map(|clause| match clause {
        Clause::Formerly(names) => names.first(),
        _ => None,
    });
    for name in names {
        sink.report(FormerlyError::Amendment { span: name.span }.into());
    }
}

fn report_conflict(sink: &mut Sink<'_>, rule: &str, what: String, (span, first): (Span, Span)) {
    sink.report(CheckError::Conflict { rule: rule.to_owned(), what, span, first });
}

//! Citations: whether they hold on the as-of date, and the frameworks that they belong to.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::declared::Declared;
use super::error::CheckError;
use super::index::BuiltIn;
use super::noted::Noted;
use super::sink::Sink;
use crate::ir::{Citation, Standing};
use crate::syntax::ast::{self, CardClause, Clause, Item};
use crate::value::Date;

/// What is cited, with whether it holds on a day.
pub(super) fn cited(cites: &[ast::Citation], as_of: Date) -> Vec<Citation> {
    let cited = |citation: &ast::Citation| {
        let day = |day: &Option<_>| day.as_ref().map(|(date, _): &(Date, _)| *date);
        let (from, until) = (day(&citation.from), day(&citation.until));
        let standing = match (from, until) {
            (Some(from), _) if as_of < from => Standing::NotYet,
            (_, Some(until)) if until < as_of => Standing::Ended,
            _ => Standing::InForce,
        };
        let framework = citation.framework.as_ref().map(|name| name.text.as_str().into());
        Citation { text: citation.text.text.clone(), from, until, framework, standing }
    };
    cites.iter().map(cited).collect()
}

/// The frameworks that anything in the files is cited under; one that ends before it begins is
/// told.
pub(super) fn frameworks<'a>(
    declared: &Declared<'a>,
    sink: &mut Sink<'a>,
    noted: &mut Noted<'a>,
) -> Vec<Arc<str>> {
    let mut names = BTreeSet::new();
    for citation in declared.items().flat_map(|(_, item)| citations(item)) {
        if let (Some((from, _)), Some((until, end))) = (citation.from, citation.until)
            && until < from
        {
            sink.report(CheckError::CitationEnds { span: end, from, until });
        }
        if let Some(name) = &citation.framework {
            noted.built_in([name], BuiltIn::Framework);
            names.insert(name.text.as_str());
        }
    }
    names.into_iter().map(Arc::from).collect()
}

/// Everything that an item cites.
fn citations(item: &Item) -> Vec<&ast::Citation> {
    match item {
        Item::Rule(rule) => rule.clauses.iter().flat_map(of_clause).collect(),
        Item::Amend(amend) => amend.clauses.iter().flat_map(of_clause).collect(),
        Item::Param(param) => param.cites.iter().collect(),
        Item::Scenario(scenario) => scenario.cites.iter().collect(),
        Item::Scorecard(card) => card.clauses.iter().flat_map(of_card).collect(),
        Item::Use(_)
        | Item::Define(_)
        | Item::Record(_)
        | Item::Extend(_)
        | Item::Evidence(_)
        | Item::Unit(_)
        | Item::Flow(_)
        | Item::Disable(_)
        | Item::Waive(_) => Vec::new(),
    }
}

fn of_card(clause: &CardClause) -> &[ast::Citation] {
    match clause {
        CardClause::Cites(cites) => cites,
        CardClause::Let(..)
        | CardClause::Takes(_)
        | CardClause::Cause(_)
        | CardClause::Grade(_)
        | CardClause::Cap(_) => &[],
    }
}

fn of_clause(clause: &Clause) -> &[ast::Citation] {
    match clause {
        Clause::Cites(cites) => cites,
        Clause::Flag(flag) => &flag.cites,
        Clause::Tags(_)
        | Clause::Let(..)
        | Clause::Unless(_)
        | Clause::Message(_)
        | Clause::Remedy(_)
        | Clause::Amount(_)
        | Clause::Formerly(_)
        | Clause::Remove(_)
        | Clause::Broken { .. } => &[],
    }
}

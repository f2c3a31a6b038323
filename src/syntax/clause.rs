//! The clauses of a rule's body.

use super::ast::{Citation, Clause, Doc, Expr, Flag, Let, Name, Template};
use super::builder::{Builder, next_if, parts};
use super::doc;
use super::error::SyntaxError;
use super::expr::build_expr;
use super::literal::{build_date, build_text};
use super::lost;
use super::parser::{Node, Rule};
use super::recovery;
use super::template::build_template;
use crate::source::Span;
use crate::value::Date;
use std::ops::Range;

/// What stands in a body.
pub(super) trait Part: Sized {
    /// Reads a sound one.
    fn build(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Self>;

    /// What is left of a broken one; `own` is where it leaves the sound one that it goes on from.
    fn of_broken(_builder: &Builder<'_>, _place: Range<usize>, _own: usize) -> Option<Self> {
        None
    }
}

impl Part for Clause {
    fn build(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
        build_clause(builder, node)
    }

    fn of_broken(builder: &Builder<'_>, place: Range<usize>, own: usize) -> Option<Clause> {
        Some(lost::broken_clause(builder, place, own))
    }
}

/// What stands in a body whose brace opens behind `head_end`; what is broken is explained.
pub(super) fn build_body<'n, T: Part>(
    builder: &mut Builder<'_>,
    head_end: usize,
    nodes: impl Iterator<Item = Node<'n>>,
) -> Vec<T> {
    let mut clauses = Vec::new();
    let mut sound: Option<Range<usize>> = None;
    let mut faulty_end = None;
    for node in nodes {
        let place = node.as_span().start()..node.as_span().end();
        match node.as_rule() {
            Rule::broken_clause | Rule::broken_step | Rule::broken_card => {
                // What is left over of a clause that has its diagnostic needs no second one.
                let rest = faulty_end
                    .is_some_and(|end| recovery::same_line(builder.text, end, place.start));
                if rest {
                    continue;
                }
                let own = place.start;
                let place = recovery::clause_place(builder, &node, sound.as_ref());
                // A clause that goes on in a broken way is broken itself.
                if sound.take().is_some_and(|sound| sound.start == place.start) {
                    clauses.pop();
                }
                recovery::explain_clause(builder, &node, place.clone());
                clauses.extend(T::of_broken(builder, place, own));
            }
            Rule::unclosed => {
                builder.report_unclosed(recovery::brace_behind(builder.text, head_end));
            }
            _ => {
                let (end, before) = (place.end, builder.trouble());
                let clause = builder.whole(node, T::build);
                faulty_end = (builder.trouble() > before).then_some(end);
                sound = clause.is_some().then_some(place);
                clauses.extend(clause);
            }
        }
    }
    clauses
}

fn build_clause(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
    match node.as_rule() {
        Rule::cites => build_cites(builder, node).map(Clause::Cites),
        Rule::tags => build_tags(builder, node),
        Rule::let_clause => build_named(builder, Doc::default(), node),
        Rule::documented_let => {
            let mut nodes = parts(node).peekable();
            let doc = doc::build_doc(builder, &mut nodes);
            build_named(builder, doc, nodes.next()?)
        }
        Rule::unless_clause => Some(Clause::Unless(build_expr(builder, parts(node).next()?))),
        Rule::flag_clause => build_flag(builder, node).map(Clause::Flag),
        Rule::message_clause => build_only_template(builder, node).map(Clause::Message),
        Rule::amount_clause => Some(Clause::Amount(build_expr(builder, parts(node).next()?))),
        Rule::formerly_clause => {
            Some(Clause::Formerly(parts(node).map(|name| builder.name(&name)).collect()))
        }
        Rule::removal => parts(node).next().map(|severity| Clause::Remove(builder.name(&severity))),
        Rule::remedy_clause => build_only_template(builder, node).map(Clause::Remedy),
        _ => None,
    }
}

/// `cites "ASC 440-10-50", "CRR 395" until 2021-06-27 under crr`, in rules, params and scenarios
pub(super) fn build_cites(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Vec<Citation>> {
    parts(node).map(|citation| build_citation(builder, citation)).collect()
}

fn build_citation(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Citation> {
    let mut nodes = parts(node).peekable();
    let text = build_text(builder, &nodes.next()?)?;
    let from = build_day(builder, next_if(&mut nodes, Rule::since));
    let until = build_day(builder, next_if(&mut nodes, Rule::ending));
    let framework = nodes.next().map(|name| builder.name(&name));
    if let Some(name) = framework.as_ref().filter(|name| name.text.contains(char::is_uppercase)) {
        let small = name.text.to_lowercase().replace('_', "-");
        let help = format!("names of frameworks are written small: `under {small}`");
        builder.report(name.span, SyntaxError::Foreign { written: name.text.clone(), help });
    }
    let ends = [from.map(|(_, span)| span), until.map(|(_, span)| span)];
    let last = framework.as_ref().map(|name| name.span).or(ends[1]).or(ends[0]);
    let span = text.span.to(last.unwrap_or(text.span));
    Some(Citation { text, from, until, framework, span })
}

/// `from 2014-01-01`, `until 2021-06-27`; a date that is none, which is reported, counts as if it
/// had been left out.
pub(super) fn build_day(builder: &mut Builder<'_>, node: Option<Node<'_>>) -> Option<(Date, Span)> {
    let date = parts(node?).next()?;
    Some((build_date(builder, &date)?, builder.span_of(&date)))
}

/// Gives each rung the citations that stand behind it on the line on which it ends. One on the next
/// line that is indented more than the rung may be meant for either.
pub(super) fn with_citations(builder: &mut Builder<'_>, clauses: Vec<Clause>) -> Vec<Clause> {
    let mut with: Vec<Clause> = Vec::new();
    for clause in clauses {
        match (with.last_mut(), clause) {
            (Some(Clause::Flag(flag)), Clause::Cites(cites)) => {
                let first = cites.first().map_or(flag.span, |citation| citation.text.span);
                match belongs(builder.text, flag.span, first) {
                    Some(true) => flag.cites.extend(cites),
                    Some(false) => with.push(Clause::Cites(cites)),
                    None => {
                        builder.report(first, SyntaxError::WhoseCitation);
                        with.push(Clause::Cites(cites));
                    }
                }
            }
            (_, clause) => with.push(clause),
        }
    }
    with
}

/// Whether a citation is that of the rung in front of it; `None` where its place leaves that open.
fn belongs(text: &str, rung: Span, citation: Span) -> Option<bool> {
    let (start, end) = (rung.start as usize, rung.end() as usize);
    let end = text.get(..end).map_or(end, |sound| sound.trim_end().len());
    let between = text.get(end..citation.start as usize)?;
    let keyword = end + between.rfind("cites")?;
    let Some(indent) = text.get(end..keyword)?.rsplit_once('\n').map(|(_, indent)| indent) else {
        return Some(true);
    };
    let line =
        text.get(..start)?.rsplit_once('\n').map_or(start, |(_, before)| before.chars().count());
    let deeper = indent.chars().count() > line && indent.trim().is_empty();
    (!deeper).then_some(false)
}

fn build_tags(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
    Some(Clause::Tags(parts(node).map(|tag| builder.name(&tag)).collect()))
}

fn build_named(builder: &mut Builder<'_>, doc: Doc, node: Node<'_>) -> Option<Clause> {
    build_let(builder, node).map(|(name, value)| Clause::Let(Let { doc, name, value }))
}

/// `let gap = deal.value - deal.paid`
pub(super) fn build_let(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(Name, Expr)> {
    let mut nodes = parts(node);
    let name = builder.name(&nodes.next()?);
    Some((name, build_expr(builder, nodes.next()?)))
}

fn build_flag(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Flag> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let severity = builder.name(&nodes.next()?);
    let when = build_expr(builder, nodes.next()?);
    let span = builder.point(start).to(when.span);
    Some(Flag { severity, when, cites: Vec::new(), span })
}

fn build_only_template(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Template> {
    let span = builder.span_of(&node);
    let mut nodes = parts(node).peekable();
    let lang = match next_if(&mut nodes, Rule::language) {
        Some(tag) => {
            builder.tree.aside.push(span);
            Some(doc::language(builder, tag.as_str(), builder.span_of(&tag))?)
        }
        None => None,
    };
    build_template(builder, lang, nodes.next()?)
}

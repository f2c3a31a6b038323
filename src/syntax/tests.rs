//! Sound texts give their tree, broken ones every fault and the rest of the tree.

use super::ast::{Clause, ExprKind, Item, Literal, Part};
use super::{ast, parse, parse_expr};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use proptest::prelude::*;

const FILE: FileId = FileId(0);

const TOUR: &str = r#"//! Commitment quality: what is announced against what anyone is bound to do.

use std.deals

/// What this engagement calls a large deal.
param large: money = 1 bn USD cites "our own"

/// Share of the headline figure that somebody is legally bound to pay.
define binding_share(deal: Deal) = deal.binding / deal.value

unit GWd = 24 GWh
unit gpu

/// Intent-only agreement
///
/// The parties have signalled intent, not execution. Until a definitive
/// agreement is signed, the commitment stays speculative.
rule intent-only-agreement for deal in Deal {
    cites "ASC 440-10-50", "IAS 37.10"
    tags  commitment, disclosure

    unless deal.stage = terminated

    flag critical when deal.stage < signed and deal.value >= 50 * large
    flag high     when deal.stage < signed and deal.value >= large
    flag medium   when binding_share(deal) < 25%

    message "{deal.name}: {deal.value} announced, {binding_share(deal)} of it binding"
    remedy  "sign a definitive agreement, or disclose the figure as non-binding"
}

/// Partner debt exposure
rule partner-debt-exposure for party in Party {
    let promised = sum of d.value for d in Deal where d.seller = party and d.stage < effective
    let leverage = party.debt / party.ebitda

    flag critical when leverage > 6 and promised > 50% of party.revenue
    flag high     when leverage > 4 // a note

    message "{party.name} carries {party.debt} ({leverage:1}x EBITDA) against {promised} of {{x}} \u{41}"
}

record Deal key id {
    id:        text
    kind:      one of equity | loan | supply
    stage:     one of rumoured < announced < signed
    buyer:     Party?
    value:     money? >= 0          // may be unknown, is never negative
    share:     percent >= 0 <= 100%, capacity: power? >= 0
    /// Told by the parties.
    price:     money per power
    unit:      text
    payments:  list of Payment?
}
"#;

fn sound(text: &str) -> ast::File {
    let (file, diagnostics) = parse(FILE, text);
    assert_eq!(lines(text, &diagnostics), Vec::<String>::new());
    file
}

/// `CODE line:word-at-the-place message`, for reading.
fn lines(text: &str, diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| {
        let start = d.labels[0].span.start as usize;
        text[..start].matches('\n').count() + 1
    };
    let help = |d: &Diagnostic| d.help.as_ref().map(|help| format!(" | {help}")).unwrap_or_default();
    diagnostics.iter().map(|d| format!("{} {}: {}{}", d.code, line(d), d.message, help(d))).collect()
}

fn faults(text: &str) -> Vec<String> {
    lines(text, &parse(FILE, text).1)
}

fn clause_faults(clause: &str) -> Vec<String> {
    faults(&format!("rule r for d in Deal {{\n  let fine = 1\n  {clause}\n  let fine_too = 2\n}}\n"))
}

#[test]
fn tour() {
    let file = sound(TOUR);
    assert_eq!(file.items.len(), 8);
    assert_eq!(file.comments.len(), 2);
    let Item::Rule(rule) = &file.items[5] else { panic!("{:?}", file.items[5]) };
    assert_eq!(rule.doc.title, "Intent-only agreement");
    assert!(rule.doc.rationale.ends_with("stays speculative."));
    assert_eq!(rule.clauses.len(), 8);
    let Item::Record(record) = &file.items[7] else { panic!("{:?}", file.items[7]) };
    assert_eq!(record.fields.len(), 10);
    assert_eq!(record.fields[4].doc.title, "may be unknown, is never negative");
    assert_eq!(record.fields[7].doc.title, "Told by the parties.");
    let Item::Rule(rule) = &file.items[6] else { panic!("{:?}", file.items[6]) };
    let Clause::Message(message) = &rule.clauses[4] else { panic!("{:?}", rule.clauses) };
    assert_eq!(message.parts.last(), Some(&Part::Text(" of {x} A".to_owned())));
    let Part::Hole(hole, None) = &message.parts[0] else { panic!("{:?}", message.parts) };
    assert_eq!(&TOUR[hole.span.start as usize..hole.span.end() as usize], "party.name");
}

/// An expression with every grouping shown.
fn shape(text: &str) -> String {
    fn show(expr: &ast::Expr) -> String {
        let list = |all: &[ast::Expr], op: &str| {
            format!("({})", all.iter().map(show).collect::<Vec<_>>().join(op))
        };
        let filter = |b: &ast::Binding| match &b.filter {
            Some(filter) => format!("{} in {} where {}", b.variable.text, show(&b.source), show(filter)),
            None => format!("{} in {}", b.variable.text, show(&b.source)),
        };
        match &expr.kind {
            ExprKind::Literal(literal) => match literal {
                Literal::Bool(b) => b.to_string(),
                Literal::Number(n) => format!("{}e{}", n.coef(), -n.scale()),
                Literal::Percent(n) => format!("%{}e{}", n.coef(), -n.scale()),
                Literal::Money(n, c) => format!("{}e{}{}", n.coef(), -n.scale(), c.code()),
                Literal::Quantity(n, unit) => format!("{}e{}{}", n.coef(), -n.scale(), unit.text),
                Literal::Date(date) => format!("d{}", date.0),
                Literal::Period(p) => format!("{}m{}d", p.months, p.days),
                Literal::Text(text) => format!("{text:?}"),
            },
            ExprKind::Name(name) => name.text.clone(),
            ExprKind::Field(of, name) => format!("{}.{}", show(of), name.text),
            ExprKind::Call(name, arguments) => format!("{}{}", name.text, list(arguments, ", ")),
            ExprKind::Not(x) => format!("not({})", show(x)),
            ExprKind::Neg(x) => format!("-({})", show(x)),
            ExprKind::And(all) => list(all, " and "),
            ExprKind::Or(all) => list(all, " or "),
            ExprKind::Compare(op, a, b) => format!("({} {op:?} {})", show(a), show(b)),
            ExprKind::Arith(op, a, b) => format!("({} {op:?} {})", show(a), show(b)),
            ExprKind::InSet(x, set) => format!("({} in {})", show(x), list(set, ", ")),
            ExprKind::InList(x, of) => format!("({} in {})", show(x), show(of)),
            ExprKind::Is(x, test) => format!("({} is {test:?})", show(x)),
            ExprKind::OrElse(a, b) => format!("({} else {})", show(a), show(b)),
            ExprKind::TextTest(op, a, b) => format!("({} {op:?} {})", show(a), show(b)),
            ExprKind::Matches(x, pattern) => format!("({} ~ {})", show(x), pattern.text),
            ExprKind::End(end, x) => format!("{end:?}({})", show(x)),
            ExprKind::Convert { money, currency, at } => {
                let currency = currency.as_ref().map_or("", |c| &c.text);
                let at = at.as_ref().map_or_else(String::new, |at| show(at));
                format!("({} -> {currency}@{at})", show(money))
            }
            ExprKind::Aggregate(a) => {
                let value = a.value.as_ref().map(show);
                let by = a.by.as_ref().map(|by| format!(" {:?} by {}", by.function, list(&by.keys, ", ")));
                let has = a.has.as_ref().map(|has| format!(" has {}", show(has)));
                let (value, by, has) =
                    (value.unwrap_or_default(), by.unwrap_or_default(), has.unwrap_or_default());
                format!("{:?}[{value}{by} for {}{has}]", a.function, filter(&a.binding))
            }
            ExprKind::Exists(binding) => format!("Exists[{}]", filter(binding)),
            ExprKind::Every(binding, has) => format!("Every[{} has {}]", filter(binding), show(has)),
            ExprKind::If(c, a, b) => format!("({} ? {} : {})", show(c), show(a), show(b)),
        }
    }
    let (expr, diagnostics) = parse_expr(FILE, text);
    assert_eq!(lines(text, &diagnostics), Vec::<String>::new(), "{text}");
    show(&expr.unwrap())
}

#[test]
fn show() {
    for text in std::fs::read_to_string("/tmp/syn_exprs.txt").unwrap().lines() {
        let r = std::panic::catch_unwind(|| shape(text));
        println!("        ({text:?}, {:?}),", r.unwrap_or("PANIC".into()));
    }
    for text in std::fs::read_to_string("/tmp/syn_cases.txt").unwrap().split("\n----\n") {
        println!("=== {text}\n{:#?}", clause_faults(text));
    }
    for text in std::fs::read_to_string("/tmp/syn_files.txt").unwrap().split("\n----\n") {
        let (file, d) = parse(FILE, text);
        println!("=== {text}\n{:#?} items {} lost {:?}", lines(text,&d), file.items.len(), file.lost.iter().map(|n| &n.text).collect::<Vec<_>>());
    }
}

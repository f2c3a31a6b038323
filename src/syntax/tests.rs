//! Sound texts give their tree, broken ones every fault and the rest of the tree.

mod expressions;
mod tokens;

use expressions::shape;

use super::ast::{Ask, Clause, ExprKind, Item, Literal, Part};
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
        let start = d.labels[0].place.span().unwrap().start as usize;
        text[..start].matches('\n').count() + 1
    };
    let help =
        |d: &Diagnostic| d.help.as_ref().map(|help| format!(" | {help}")).unwrap_or_default();
    diagnostics
        .iter()
        .map(|d| format!("{} {}: {}{}", d.code, line(d), d.message, help(d)))
        .collect()
}

fn faults(text: &str) -> Vec<String> {
    lines(text, &parse(FILE, text).1)
}

fn clause_faults(clause: &str) -> Vec<String> {
    faults(&format!(
        "rule r for d in Deal {{\n  let fine = 1\n  {clause}\n  let fine_too = 2\n}}\n"
    ))
}

#[test]
fn tour() {
    let file = sound(TOUR);
    assert_eq!(file.items.len(), 8);
    assert_eq!(file.comments.len(), 2);
    let Item::Rule(rule) = &file.items[5] else { panic!("{:?}", file.items[5]) };
    assert_eq!(*rule.doc.title, "Intent-only agreement");
    assert!(rule.doc.rationale.ends_with("stays speculative."));
    assert_eq!(rule.clauses.len(), 8);
    let Item::Record(record) = &file.items[7] else { panic!("{:?}", file.items[7]) };
    assert_eq!(record.body.sound.len(), 10);
    assert_eq!(*record.body.sound[4].doc.title, "may be unknown, is never negative");
    assert_eq!(*record.body.sound[7].doc.title, "Told by the parties.");
    let Item::Rule(rule) = &file.items[6] else { panic!("{:?}", file.items[6]) };
    let Clause::Message(message) = &rule.clauses[4] else { panic!("{:?}", rule.clauses) };
    assert_eq!(message.parts.last(), Some(&Part::Text(" of {x} A".to_owned())));
    let Part::Hole(hole, None) = &message.parts[0] else { panic!("{:?}", message.parts) };
    assert_eq!(&TOUR[hole.span.start as usize..hole.span.end() as usize], "party.name");
}

#[test]
fn every_broken_piece_is_told_once() {
    let cases = [
        (
            "flag high when a > 1 + b c",
            "RW101 3: expected a comparison, an operator, `and` or `or`, found `c`",
        ),
        ("flag high when a >", "RW101 3: expected a value, found the end"),
        (
            "flag high when a == 1",
            "RW115 3: `==` is not written like this here | write `=` for equality",
        ),
        ("flag high when a < b < c", "RW107 3: comparisons do not chain | write `a < b and b < c`"),
        ("flag high when a && b", "RW115 3: `&&` is not written like this here | write `and`"),
        ("flg high when a > 1", "RW103 3: `flg` starts no clause | did you mean `flag`?"),
        (
            "flag high a > 1",
            "RW101 3: expected `when`, found `a` | a rung reads `flag SEVERITY when CONDITION`",
        ),
        (
            "message \"abc {x",
            "RW106 3: this text is never closed | close the text with `\"` on the same line",
        ),
        (
            "message \"a } b\"",
            "RW114 3: a single `}` in a text | write `}}` for a brace that is text",
        ),
        ("let x = d.n in {1,000}", "RW116 3: a comma does not group digits | write `1_000`"),
        (
            "let x = round(12,500,100)",
            "RW116 3: a comma does not group digits | write `12_500_100`, or `12, 500, 100` for several",
        ),
        ("let x = 1,000,000 USD", "RW116 3: a comma does not group digits | write `1_000_000`"),
        (
            "let x = 100.000 EUR",
            "RW116 3: `100.000` may be 100,000 or 100 | write `100_000` or `100`",
        ),
        ("let x = €1.234", "RW116 3: `1.234` may be 1,234 or 1.234 | write `1_234` or `1.2340`"),
        (
            "let x = 1 XXX",
            "RW111 3: there is no currency `XXX` | `XXX` stands for no currency at all, so no \
             amount can be in it",
        ),
        ("let x 3", "RW101 3: expected `=`, found `3`"),
        (
            "let if = 3",
            "RW101 3: expected a name, found `if` | `if` is a keyword and cannot be a name",
        ),
        ("let x = 1 bn USX", "RW111 3: there is no currency `USX` | did you mean `USD`?"),
        ("let x = 2025-02-30", "RW110 3: `2025-02-30` is no date | that month has no such day"),
        (
            "let x = 2025-9-3",
            "RW110 3: `2025-9-3` is no date | write it as year, month and day: `2025-09-03`",
        ),
        (
            "flag high when x within 12 months",
            "RW101 3: expected `of DATE`, `after DATE` or `before DATE`, found the end | say of \
             which day: `within 12 months of as_of`, or `after` or `before` it",
        ),
        (
            "flag high when x within 12 months and y",
            "RW101 3: expected `of DATE`, `after DATE` or `before DATE`, found `and` | say of \
             which day: `within 12 months of as_of`, or `after` or `before` it",
        ),
        (
            "flag high when x between 1",
            "RW101 3: expected `and`, found the end | a window has two ends: `between A and B`",
        ),
        (
            "flag high when x between y + 1, 2",
            "RW101 3: expected `and`, found `,` | a window has two ends: `between A and B`",
        ),
        (
            "flag high when (x between 2026-01-01) or y",
            "RW101 3: expected `and`, found `)` | a window has two ends: `between A and B`",
        ),
        (
            "flag high when x is null",
            "RW101 3: expected `disputed`, `known`, `none`, `not` or `unknown`, found `null` | `is` goes \
             with `known`, `unknown`, `none` or `disputed`; compare values with `=`",
        ),
    ];
    for (clause, told) in cases {
        assert_eq!(clause_faults(clause), [told], "{clause}");
    }
}

#[test]
fn sound_items_survive_broken_ones() {
    let text = "rle a for d in Deal { flag high when x }\n\
                param large money = 1\n\
                rule b fr d in Deal {\n  flag high wen x\n}\n\
                rule c for d in Deal {\n  flag high when x\n\n\
                /// The next.\nrule d for d in Deal { flag high when x } }\n\
                test funding {\n  reason 1\n}\n\
                param fine = 1\n";
    let (file, diagnostics) = parse(FILE, text);
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["RW102", "RW101", "RW101", "RW101", "RW105", "RW105", "RW104"]);
    let lost: Vec<_> = file.lost.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(lost, ["rle", "a", "large", "money", "b", "funding"]);
    let [Item::Rule(unclosed), Item::Rule(rule), Item::Param(_)] = file.items.as_slice() else {
        panic!("{:?}", file.items)
    };
    assert_eq!((unclosed.broken, unclosed.clauses.len()), (true, 1));
    assert_eq!((rule.broken, rule.doc.title.as_str()), (false, "The next."));
}

#[test]
fn texts_without_items() {
    for text in ["", "\u{FEFF}", "// only\r\n// comments", "\n\n", "//! A module.\n"] {
        assert_eq!(sound(text).items, []);
    }
    assert_eq!(faults("/// lonely").len(), 1);
}

#[test]
fn line_ends_marks_and_scripts() {
    let crlf = TOUR.replace('\n', "\r\n");
    let file = sound(&format!("\u{FEFF}{crlf}"));
    assert_eq!(file.items.len(), 8);
    assert_eq!(file.comments[0].text, " a note");
    // A combining breve and the one letter with it are the same name.
    let file = sound("param и\u{306} = 1\nparam й = 2");
    let names: Vec<_> = file
        .items
        .iter()
        .map(|item| matches!(item, Item::Param(p) if p.name.text == "й"))
        .collect();
    assert_eq!(names, [true, true]);
}

#[test]
fn deep_nesting_is_told_and_skipped() {
    let n = 2_500;
    let deep = [
        format!("{}1{}", "(".repeat(n), ")".repeat(n)),
        "not ".repeat(n) + "x",
        "- ".repeat(n) + "1",
        "if a then b else ".repeat(n) + "c",
        "sum of ".repeat(n) + "x",
        "exists a in b where ".repeat(n) + "c",
        "1 + ".repeat(n) + "1",
        "f(".repeat(n),
        "x in {(".repeat(n),
        "lowest of ".repeat(n) + "x",
        "x.y".to_owned() + &".y".repeat(n),
    ];
    for expr in deep {
        let text = format!("param a = 1\nparam b = {expr}\nparam c = 3\n");
        let (file, diagnostics) = parse(FILE, &text);
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["RW108"], "{expr:.40}");
        let [Item::Param(a), .., Item::Param(c)] = file.items.as_slice() else {
            panic!("{:?}", file.items)
        };
        assert_eq!((a.name.text.as_str(), c.name.text.as_str()), ("a", "c"));
    }
    // Wherever it stands.
    let deep = "(".repeat(n);
    for clause in [
        format!("message \"{{{deep}}}\""),
        format!("message // a note\n \"{{{deep}}}\""),
        format!("flag high when d.matches / {deep}"),
        format!("flag high when d.a sourced by matches / {deep}"),
        "flag high when ".to_owned() + &"((x sourced by matches and ".repeat(n),
    ] {
        let text = format!("rule r for d in D {{\n {clause}\n}}\nparam c = 3\n");
        let (file, diagnostics) = parse(FILE, &text);
        assert_eq!(diagnostics[0].code, "RW108", "{clause:.40}");
        assert!(matches!(file.items.last(), Some(Item::Param(_))), "{clause:.40}");
    }
    // As deep as allowed, on the small stack of a test thread.
    shape(&format!("{}1{}", "(".repeat(95), ")".repeat(95)));
    shape(&format!("{}1{}", "f(".repeat(95), ")".repeat(95)));
    shape(&("exists a in b where ".repeat(95) + "c"));
    shape(&("if a then b else ".repeat(95) + "c"));
    shape(&format!("{}x{}", "sum of (".repeat(32), ") for a in b".repeat(32)));
    let flat = "a = 1 and ".repeat(20_000) + "b";
    assert!(shape(&flat).len() > 20_000);
}

#[test]
fn what_is_too_long_is_passed_over() {
    let limit = 1_000_000;
    let long = [
        "1 + ".repeat(limit / 2) + "1",
        "true and ".repeat(limit / 7) + "true",
        "x in {".to_owned() + &"loan, ".repeat(limit / 5) + "loan}",
        format!("\"{}\"", "x".repeat(limit)),
        "x".repeat(limit),
        ("é ".repeat(100) + "\n").repeat(limit / 200),
    ];
    for expr in long {
        let text = format!("param a = 1\n/// Long.\nparam b = {expr}\nparam c = 3\n");
        let (file, diagnostics) = parse(FILE, &text);
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
        let lost: Vec<_> = file.lost.iter().map(|name| name.text.as_str()).collect();
        assert_eq!((codes, lost), (vec!["RW120"], vec!["b"]), "{expr:.40}");
        assert_eq!(file.items.len(), 2, "{expr:.40}");
    }
    // As long as allowed.
    let allowed = format!("parama=\"{}\"", "x".repeat(limit - 9)).replacen("parama", "param a", 1);
    assert_eq!(faults(&allowed), Vec::<String>::new());
    // Neither comments nor blanks make an item long, nor do many items.
    let noted = format!("param a = // {}\n{}\n1\n", "x".repeat(limit), " ".repeat(limit));
    assert_eq!(faults(&noted), Vec::<String>::new());
    let many = format!("param a = \"{}\"\n", "x".repeat(1000)).repeat(1100);
    assert_eq!(faults(&many), Vec::<String>::new());
}

#[test]
fn what_is_broken_too_often_is_told_in_part() {
    for piece in ["flag ", "let x =\n", "cites 3\n", "unless 9 USX "] {
        let text = format!("rule r for d in D {{ {} }}\nparam a = 1\n", piece.repeat(4_000));
        let (file, diagnostics) = parse(FILE, &text);
        assert_eq!(diagnostics.len(), 1001, "{piece}");
        assert!(diagnostics.iter().any(|d| d.code == "RW121"), "{piece}");
        let [Item::Rule(rule), Item::Param(_)] = file.items.as_slice() else { panic!("{piece}") };
        assert!(rule.broken, "{piece}");
    }
}

#[test]
fn a_long_line_of_nonsense() {
    let text = "x".repeat(1_500_000);
    assert_eq!(parse(FILE, &text).1.len(), 1);
    let text = "(".repeat(1_000_000) + &"{\"".repeat(100_000);
    assert!(!parse(FILE, &text).1.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn mutated_text_never_panics(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, any::<prop::sample::Index>()), 1..6)
    ) {
        const SCRAPS: [&str; 22] = [
            "", "{", "}", "\"", "(", ")", "/", "//", "///", "\n", "\\", "rule ", "flag ", "let ", "é", "\u{306}",
            "sum of ", "2025-99-99", "1.", " = ", "matches /", "in {",
        ];
        let mut text = TOUR.to_owned();
        for (at, length, scrap) in edits {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let start = at.index(places.len().max(1));
            let end = (start + length).min(places.len().saturating_sub(1));
            let range = places.get(start).copied().unwrap_or(0)..places.get(end).copied().unwrap_or(0);
            text.replace_range(range, SCRAPS[scrap.index(SCRAPS.len())]);
        }
        let (_, diagnostics) = parse(FILE, &text);
        for diagnostic in diagnostics {
            let span = diagnostic.labels[0].place.span().unwrap();
            prop_assert!(text.get(span.start as usize..span.end() as usize).is_some());
        }
        parse_expr(FILE, 0, &text);
    }
}

#[test]
fn a_lone_carriage_return_ends_a_comment_and_is_told() {
    let text = "rule a for d in D {\r\n flag low when d.x // note\r flag high when d.y\r}";
    let (file, diagnostics) = parse(FILE, text);
    let [diagnostic] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!((diagnostic.code, diagnostic.labels[0].place.span().unwrap().start), ("RW123", 47));
    assert!(diagnostic.help.as_ref().is_some_and(|help| help.contains("2 such")));
    assert!(matches!(&file.items[..], [Item::Rule(rule)] if rule.clauses.len() == 2));
}

#[test]
fn a_value_tells_its_place_however_far_behind_it_stands() {
    for offset in [0, 70_000, 5_000_000_000] {
        let (value, _) = parse_expr(FILE, offset, "2 bn USD");
        assert_eq!(value.map(|e| (e.span.start, e.span.len)), Some((offset as u64, 8)));
        let (_, diagnostics) = parse_expr(FILE, offset, "1 < 2 < 3");
        assert_eq!(diagnostics[0].labels[0].place.span().unwrap().start, offset as u64 + 6);
        assert_eq!(diagnostics[0].help.as_deref(), Some("write `1 < 2 and 2 < 3`"));
    }
}

#[test]
fn an_aggregate_that_is_compared_is_shown_in_parentheses() {
    let help = |expr: &str| parse_expr(FILE, 0, expr).1.first().and_then(|d| d.help.clone());
    let shown = |expr: &str, parens: &str| {
        assert_eq!(help(expr), Some(format!("put the aggregate in parentheses: `{parens}`")));
    };
    shown(
        "count of b in Award where b.supplier = a.supplier > 3",
        "(count of b in Award where b.supplier = a.supplier) > 3",
    );
    shown(
        "x and sum of b.v for b in B\n  where not b.x = 1 or b.y is known <= 3 m EUR and y",
        "(sum of b.v for b in B where not b.x = 1 or b.y is known) <= 3 m EUR",
    );
    shown(
        "top 3 of b.v for b in B where b.x = 1 between 1 and 2",
        "(top 3 of b.v for b in B where b.x = 1) between 1 and 2",
    );
    shown(
        "share of b in B where b.x has b.y = 1 in {1, 2}",
        "(share of b in B where b.x has b.y = 1) in {1, 2}",
    );
    // What stands in brackets of its own is no comparison of the aggregate.
    let chain = Some("write `1 < 2 and 2 < 3`".to_owned());
    assert_eq!(help("count of b in B where (1 < 2 < 3)"), chain);
    assert_eq!(help("count of b in B where exists c in C where 1 < 2 < 3"), chain);
    assert_eq!(help("1 < 2 < 3"), chain);
}

#[test]
fn pages_show_their_fault() {
    for entry in std::fs::read_dir("docs/src/diagnostics").unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_string_lossy().into_owned();
        let page = std::fs::read_to_string(&path).unwrap();
        let examples: Vec<&str> =
            page.split("```risk\n").skip(1).filter_map(|part| part.split("```").next()).collect();
        if !code.starts_with("RW1") || examples.len() != 2 {
            continue;
        }
        let codes: Vec<_> = parse(FILE, examples[0]).1.iter().map(|d| d.code).collect();
        assert!(codes.iter().all(|found| *found == code), "{code}: {codes:?}");
        assert!(!codes.is_empty(), "{code}");
        assert_eq!(faults(examples[1]), Vec::<String>::new(), "{code}");
    }
}

/// The case files' diagnostics that this room gives, checked here too while it is worked on.
#[test]
fn cases_of_the_syntax() {
    for entry in std::fs::read_dir("tests/cases/syntax").unwrap() {
        let cases = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in cases.split("\n## ").skip(1) {
            let block = |kind: &str| {
                let start = case.split_once(&format!("```{kind}\n")).map_or("", |(_, rest)| rest);
                start.split("```").next().unwrap_or_default()
            };
            let (text, wanted) = (block("risk"), block("diagnostics"));
            let mut sources = crate::source::Sources::default();
            let file = sources.add_text("rules.risk", text);
            let told = parse(file, text).1;
            let told: Vec<_> = told
                .iter()
                .map(|d| {
                    let at = sources.position(d.labels[0].place.span().unwrap());
                    format!("{} rules.risk:{}:{} {}", d.code, at.line, at.column, d.message)
                })
                .collect();
            assert_eq!(told.len(), wanted.lines().count(), "{case}{told:#?}");
            for (told, wanted) in told.iter().zip(wanted.lines()) {
                let message = wanted.split(" | ").next().unwrap();
                let mut words = message.splitn(3, ' ');
                let head = format!("{} {} ", words.next().unwrap(), words.next().unwrap());
                assert!(
                    told.starts_with(&head) && told.contains(words.next().unwrap()),
                    "{told} / {wanted}"
                );
            }
        }
    }
}

#[test]
fn every_grammar_rule_has_a_human_name() {
    for rule in super::parser::Rule::all_rules() {
        let name = super::names::human(*rule);
        assert!(!name.is_empty() && !name.contains('_'), "{rule:?}: {name:?}");
    }
}

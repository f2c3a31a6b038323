//! The tokens of a text are the text, whatever is wrong with it.

use super::{FILE, TOUR};
use crate::pack::PACKS;
use crate::source::Span;
use crate::syntax::ast::Item;
use crate::syntax::{Token, TokenKind, Tokens, parse};
use proptest::prelude::*;

fn written<'t>(text: &'t str, token: &Token) -> &'t str {
    token.written(text).unwrap()
}

/// The tokens of a text, which are found to be all of it.
fn whole(text: &str) -> Tokens {
    let tokens = Tokens::of(FILE, text);
    let mut end = 0;
    for token in tokens.all() {
        assert_eq!(token.span.start, end, "{text:?}");
        assert!(token.span.len > 0, "{text:?}");
        assert_eq!(tokens.at(end as usize), Some(token));
        end = token.span.end();
        assert_eq!(tokens.at(end as usize - 1), Some(token));
    }
    let printed: String = tokens.all().iter().map(|token| written(text, token)).collect();
    assert_eq!(printed, text);
    assert_eq!(tokens.at(text.len()), None);
    tokens
}

/// The tokens but for blanks, each behind the first letters of its kind; broken ones with a `!`.
fn told(text: &str) -> String {
    let tokens = whole(text);
    let shown = tokens.all().iter().filter(|token| token.kind != TokenKind::Blank).map(|token| {
        let kind = format!("{:?}", token.kind).chars().take(2).collect::<String>();
        format!("{kind}{}{}", if token.broken { "!" } else { ":" }, written(text, token))
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// The rule files that ship, and the tour.
fn real() -> Vec<&'static str> {
    PACKS.iter().map(|pack| pack.text).chain([TOUR]).collect()
}

#[test]
fn an_amount_and_a_text_are_what_the_grammar_says() {
    let rule = "rule r for d in Deal {\n";
    let clause = |clause: &str| {
        let told = told(&format!("{rule}{clause}\n}}"));
        let head = "Ke:rule Na:r Ke:for Na:d Ke:in Na:Deal Pu:{ ";
        told.strip_prefix(head).and_then(|told| told.strip_suffix(" Pu:}")).unwrap().to_owned()
    };
    for (written, tokens) in [
        (
            "flag high when d.flag >= 1_000.5 bn USD // note  ",
            "Ke:flag Na:high Ke:when Na:d Pu:. Na:flag Op:>= Nu:1_000.5 Un:bn Un:USD Co:// note",
        ),
        (
            "let x = -€5m + sum of (top) for sum in Deal",
            "Ke:let Na:x Op:= Op:- Un:€ Nu:5 Un:m Op:+ Ke:sum Ke:of Pu:( Na:top Pu:) Ke:for Na:sum \
             Ke:in Na:Deal",
        ),
        (
            "message \"{{a}} {d.x:1%}\\n \\\"{ if y then \"b\" else \"c{\" }\" // say \"it\"",
            "Ke:message Te:\" Es:{{ Te:a Es:}} Te:  Pu:{ Na:d Pu:. Na:x Pu:: Fo:1% Pu:} Es:\\n Te:  \
             Es:\\\" Pu:{ Ke:if Na:y Ke:then Te:\"b\" Ke:else Te:\"c{\" Pu:} Te:\" Co:// say \"it\"",
        ),
        ("remedy \"\"", "Ke:remedy Te:\"\""),
        ("remedy bg // why\n \"{x}\"", "Ke:remedy Ke:bg Co:// why Te:\" Pu:{ Na:x Pu:} Te:\""),
        (
            "unless d.name matches /^A\\/\"/ or // why\n else true",
            "Ke:unless Na:d Pu:. Na:name Ke:matches Pa:/^A\\/\"/ Ke:or Co:// why Ke:else Ke:true",
        ),
        (
            "let y = d.day within 12 months of 2025-09-22 and 25%/4 <= 3",
            "Ke:let Na:y Op:= Na:d Pu:. Na:day Ke:within Nu:12 Un:months Ke:of Da:2025-09-22 Ke:and \
             Nu:25 Un:% Op:/ Nu:4 Op:<= Nu:3",
        ),
    ] {
        assert_eq!(clause(written), tokens, "{written}");
    }
}

#[test]
fn broken_text_has_its_tokens_too() {
    for (text, tokens) in [
        ("", ""),
        ("\u{FEFF}use a\r\n", "By:\u{FEFF} Ke:use Na:a"),
        (
            "/// Doc \nrule x for {\r\n  flg high when 1 bn USD == \"a\n}",
            "Do:/// Doc Ke:rule Na!x Ke!for Pu:{ Na!flg Na!high Ke!when Nu!1 Un!bn Un!USD Op!= Op!= \
             Er!\"a Pu:}",
        ),
        (
            "rule x for d in D {\n flag a wen b\n message \"{if a then \"b\" else c}\" ; remove\n}",
            "Ke:rule Na:x Ke:for Na:d Ke:in Na:D Pu:{ Ke!flag Na!a Na!wen Na!b Ke:message Te:\" Pu:{ \
             Ke:if Na:a Ke:then Te:\"b\" Ke:else Na:c Pu:} Te:\" Er!; Na!remove Pu:}",
        ),
        ("nonsense @@ // why\nuse b", "Na!nonsense Er!@@ Co!// why Ke:use Na:b"),
        // What does not show is part of what takes it for a blank.
        (
            "rule r for d in D {\n message \"\\\u{FEFF}b\"\n}",
            "Ke:rule Na:r Ke:for Na:d Ke:in Na:D Pu:{ Ke:message Te:\" Es:\\\u{FEFF} Te:b\" Pu:}",
        ),
        ("use a\u{200B}\nuse\rb", "Ke:use Na:a Er!\u{200B} Ke:use Er!\r Na:b"),
        (
            "let x \u{FFFD} = .5 deals.flag",
            "Ke!let Na!x Er!\u{FFFD} Op!= Pu!. Nu!5 Un!deals Pu!. Na!flag",
        ),
        (
            "record D {\n when: monny? >>= 3,\n flag: text\n}",
            "Ke:record Na:D Pu:{ Na:when Pu:: Na:monny Pu:? Op!> Op!>= Nu!3 Pu!, Na:flag Pu:: Na:text \
             Pu:}",
        ),
    ] {
        assert_eq!(told(text), tokens, "{text:?}");
    }
}

#[test]
fn sound_files_have_no_broken_token() {
    for text in real() {
        let tokens = whole(text);
        let broken: Vec<&str> =
            tokens.all().iter().filter(|t| t.broken).map(|t| written(text, t)).collect();
        assert_eq!(broken, Vec::<&str>::new());
    }
}

#[test]
fn a_node_has_its_tokens() {
    let (file, _) = parse(FILE, TOUR);
    let tokens = whole(TOUR);
    let of = |span: Span| tokens.of_node(span);
    let Item::Rule(rule) = &file.items[6] else { panic!() };
    let [name] = of(rule.name.span) else { panic!("{:?}", of(rule.name.span)) };
    assert_eq!((name.kind, written(TOUR, name)), (TokenKind::Name, "partner-debt-exposure"));
    let words: Vec<&str> = of(rule.span).iter().map(|token| written(TOUR, token)).collect();
    assert_eq!((words[0], words[words.len() - 1]), ("rule", "}"));
    let Item::Param(param) = &file.items[1] else { panic!() };
    let value = of(param.values[0].value.span);
    let kinds: Vec<TokenKind> = value.iter().map(|token| token.kind).collect();
    use TokenKind::{Blank, Number, Unit};
    assert_eq!(kinds, [Number, Blank, Unit, Blank, Unit]);
    let end = TOUR.len() + 9;
    assert!(of(Span::new(FILE, end, end)).is_empty());
}

#[test]
fn what_is_too_deep_too_long_or_nonsense_has_its_tokens() {
    let deep = format!("define x() = {}1{}\nuse a", "(".repeat(300), ")".repeat(300));
    assert!(whole(&deep).all().iter().any(|token| !token.broken));
    let long = format!(
        "rule a for d in D {{ let x = {}1 }}\nuse a\n",
        format!("{} + ", "x".repeat(99)).repeat(10_100)
    );
    let tokens = whole(&long);
    assert!(tokens.all()[0].broken && tokens.all()[0].kind == TokenKind::Keyword);
    assert!(tokens.of_node(Span::new(FILE, long.len() - 6, long.len())).iter().all(|t| !t.broken));
    whole(&"x".repeat(100_000));
    whole(&("(".repeat(10_000) + &"{\"".repeat(5_000)));
    whole(&"message \"{a \n".repeat(2_000));
    whole(&"matches /a\\".repeat(5_000));
    whole("message \"\\\u{FEFF}message \"");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn tokens_are_the_text_of_arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        whole(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn tokens_are_the_text_of_any_mixture(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)
    ) {
        whole(&pieces.concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn tokens_are_the_text_of_changed_rules(
        which in any::<prop::sample::Index>(),
        window in any::<prop::sample::Index>(),
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0usize..40, prop::sample::select(PIECES)), 0..6
        ),
    ) {
        let real = real();
        // Some lines of a real file: all of it would take long.
        let lines: Vec<&str> = real[which.index(real.len())].split_inclusive('\n').collect();
        let start = window.index(lines.len());
        let mut text = lines[start..].iter().take(60).copied().collect::<String>();
        for (at, length, piece) in edits {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let start = at.index(places.len().max(1));
            let end = (start + length).min(places.len().saturating_sub(1)).max(start);
            let place = |i: usize| places.get(i).copied().unwrap_or(0);
            text.replace_range(place(start)..place(end), piece);
        }
        whole(&text);
    }
}

/// What a text is mixed of.
const PIECES: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{A0}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{FFFD}",
    "\u{306}",
    "é",
    "{",
    "}",
    "{{",
    "}}",
    "(",
    ")",
    "[",
    "\"",
    "\\",
    "\\u{41}",
    "/",
    "//",
    "///",
    "//!",
    "////",
    "// a \"b\" {\n",
    "/// d\n",
    ".",
    ",",
    ":",
    "?",
    "|",
    "=",
    "==",
    "<=",
    "->",
    "-",
    "+",
    "*",
    "%",
    "€",
    "$1",
    "1",
    "1.",
    ".5",
    "1_000",
    "2025-09-22",
    "2025-9",
    " bn",
    " USD",
    " days",
    "a",
    "d.flag",
    "rule",
    "rule a-b for d in D {\n",
    "record R {",
    "flag high when ",
    "let x = ",
    "message \"",
    "remedy \"a {x:1%} b\"",
    "message bg \"{a // b",
    "cites \"a\", ",
    "matches /",
    "/a/",
    "matches /a/",
    "sum of ",
    "top 3 of ",
    "no d in ",
    "if ",
    "then",
    "else ",
    "or else",
    "starts with ",
    "up to 3",
    "cut  // x\n points of ",
    "at least",
    "is not known",
    "in {",
    "where ",
    "use std.deals\n",
    "param p = 1 bn USD\n",
    "unit u = 3 W\n",
    "scenario s {\n",
    "set d.x = ",
    "until stable {",
    "amend rule r {\n",
    "remove flag a\n",
    "disable rule r because ",
    "extend record R {\n",
    "flow f {\n for d in D: a -> b carrying c\n}",
    "test ",
    "waive x for \"k\" until 2026-01-01 because \"b\"\n",
    "given high possibly critical on \"f\" under ",
    "key",
    "one of a < b",
];

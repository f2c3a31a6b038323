//! Every word with a meaning. Names, hints, recovery, errors and tokens all ask this list, to which
//! those of the functions over members come from their table, and a test holds it to the grammar: a
//! word that stands in one of the two alone fails.

use super::parser::Rule;
use crate::builtins::{MEMBER_FNS, Named};
use crate::diagnostic::nearest;

/// How far a word is kept from being a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kept {
    /// It is never one.
    Reserved,
    /// It is none in front of certain others: `sum of`, `top 3`.
    Soft,
    /// It is no unit's: behind a number it goes on with what stands around it.
    Behind,
    /// It is one wherever one can stand.
    Free,
}

/// What a word begins, if anything; what it stands in has its own place for it otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Start {
    /// `rule`
    Item,
    /// `test`: an item of a later version.
    Later,
    /// `flag`
    Clause,
    /// `set`
    Step,
    /// `grade`: a clause of a scorecard.
    Card,
    /// `exists`
    Value,
    /// `within`
    Operator,
    /// `and`: it joins two conditions.
    Joint,
}

/// A word of the language.
#[derive(Clone, Copy)]
struct Word {
    text: &'static str,
    kept: Kept,
    begins: &'static [Start],
    /// The grammar's rule for it alone, where there is one.
    rule: Option<(Rule, &'static str)>,
}

/// A row of the list: the word, how far it is kept, what it begins, and its own rule.
macro_rules! word {
    ($text:literal $kept:ident [$($start:ident)*]) => {
        word!(@ $text $kept [$($start)*] None)
    };
    ($text:literal $kept:ident [$($start:ident)*] $rule:ident) => {
        word!(@ $text $kept [$($start)*] Some((Rule::$rule, concat!("`", $text, "`"))))
    };
    (@ $text:literal $kept:ident [$($start:ident)*] $rule:expr) => {
        Word {
            text: $text,
            kept: Kept::$kept,
            begins: &[$(Start::$start),*],
            rule: $rule,
        }
    };
}

/// The words but for those of functions, in the order in which messages list them.
static WORDS: [Word; 101] = [
    word!("use" Reserved [Item] kw_use),
    word!("param" Reserved [Item] kw_param),
    word!("define" Reserved [Item] kw_define),
    word!("record" Reserved [Item] kw_record),
    word!("unit" Reserved [Item] kw_unit),
    word!("flow" Reserved [Item] kw_flow),
    word!("rule" Reserved [Item] kw_rule),
    word!("amend" Reserved [Item] kw_amend),
    word!("disable" Reserved [Item] kw_disable),
    word!("extend" Reserved [Item] kw_extend),
    word!("evidence" Reserved [Item] kw_evidence),
    word!("scenario" Reserved [Item] kw_scenario),
    word!("scorecard" Reserved [Item] kw_scorecard),
    word!("waive" Reserved [Item] kw_waive),
    word!("test" Reserved [Later]),
    word!("cites" Reserved [Clause Step Card] kw_cites),
    word!("tags" Reserved [Clause] kw_tags),
    word!("let" Reserved [Clause Card] kw_let),
    word!("unless" Reserved [Clause] kw_unless),
    word!("flag" Reserved [Clause] kw_flag),
    word!("message" Reserved [Clause] kw_message),
    word!("remedy" Reserved [Clause] kw_remedy),
    word!("amount" Behind [Clause] kw_amount),
    word!("formerly" Behind [Clause] kw_formerly),
    word!("set" Behind [Step] kw_set),
    word!("remove" Behind [Step] kw_remove),
    word!("add" Behind [Step] kw_add),
    word!("until" Behind [Step] kw_until),
    word!("takes" Free [Card] kw_takes),
    word!("cause" Free [Card] kw_cause),
    word!("grade" Free [Card] kw_grade),
    word!("cap" Free [Card] kw_cap),
    word!("and" Reserved [Joint] kw_and),
    word!("or" Reserved [Joint] kw_or),
    word!("at" Reserved [Operator] kw_at),
    word!("by" Reserved [] kw_by),
    word!("contains" Reserved [Operator]),
    word!("else" Reserved [] kw_else),
    word!("every" Reserved [Value] kw_every),
    word!("exists" Reserved [Value] kw_exists),
    word!("false" Reserved [Value]),
    word!("for" Reserved [] kw_for),
    word!("has" Reserved [] kw_has),
    word!("if" Reserved [Value] kw_if),
    word!("in" Reserved [Operator] kw_in),
    word!("is" Reserved [Operator] kw_is),
    word!("matches" Reserved [Operator] kw_matches),
    word!("not" Reserved [Value Operator] kw_not),
    word!("of" Reserved [Operator] kw_of),
    word!("per" Reserved [Operator] kw_per),
    word!("then" Reserved [] kw_then),
    word!("true" Reserved [Value]),
    word!("when" Reserved [] kw_when),
    word!("where" Reserved [] kw_where),
    word!("age" Soft [Value] kw_age),
    word!("exposure" Soft [Value] kw_exposure),
    word!("highest" Soft [Value] kw_highest),
    word!("lowest" Soft [Value] kw_lowest),
    word!("no" Soft [Value] kw_no),
    word!("spread" Soft [Value] kw_spread),
    word!("after" Behind []),
    word!("as" Behind [] kw_as),
    word!("before" Behind []),
    word!("between" Behind [Operator] kw_between),
    word!("carrying" Behind [] kw_carrying),
    word!("ends" Behind [Operator]),
    word!("from" Behind [] kw_from),
    word!("given" Behind [] kw_given),
    word!("loss" Behind [] kw_loss),
    word!("sourced" Behind [Operator] kw_sourced),
    word!("starts" Behind [Operator]),
    word!("through" Behind [] kw_through),
    word!("to" Behind [] kw_to),
    word!("up" Behind []),
    word!("with" Behind [] kw_with),
    word!("within" Behind [Operator] kw_within),
    word!("because" Free [] kw_because),
    word!("clusters" Free []),
    word!("components" Free []),
    word!("cut" Free []),
    word!("cycles" Free []),
    word!("disputed" Free [] kw_disputed),
    word!("exact" Free []),
    word!("key" Free [] kw_key),
    word!("known" Free [] kw_known),
    word!("least" Free []),
    word!("list" Free [] kw_list),
    word!("months" Free []),
    word!("none" Free [] kw_none),
    word!("on" Free [] kw_on),
    word!("one" Free [] kw_one),
    word!("paths" Free []),
    word!("points" Free []),
    word!("possibly" Free [] kw_possibly),
    word!("quarters" Free []),
    word!("stable" Free [] kw_stable),
    word!("tag" Free [] kw_tag),
    word!("under" Free [] kw_under),
    word!("unknown" Free [] kw_unknown),
    word!("year" Free [] kw_year),
    word!("years" Free []),
];

/// Marks, and words that only mean something together.
const MARKS: [(Rule, &str); 11] = [
    (Rule::mark_comma, "`,`"),
    (Rule::mark_equals, "`=`"),
    (Rule::mark_colon, "`:`"),
    (Rule::mark_open, "`{`"),
    (Rule::mark_close, "`}`"),
    (Rule::mark_paren, "`)`"),
    (Rule::mark_arrow, "`->`"),
    (Rule::mark_range, "`..`"),
    (Rule::mark_above, "`>`"),
    (Rule::up_to_word, "`up to`"),
    (Rule::at_least, "`at least`"),
];

/// The words and marks by the number of their rule, which the parser asks for with every node.
static BY_RULE: [Option<&str>; 356] = by_rule();

const fn by_rule() -> [Option<&'static str>; 356] {
    let mut table = [None; 356];
    let mut at = 0;
    while at < WORDS.len() {
        if let Some((rule, quoted)) = WORDS[at].rule {
            table[rule as usize] = Some(quoted);
        }
        at += 1;
    }
    at = 0;
    while at < MARKS.len() {
        table[MARKS[at].0 as usize] = Some(MARKS[at].1);
        at += 1;
    }
    table
}

/// The word or mark that a rule stands for and that alone, in backticks.
pub(super) fn of_rule(rule: Rule) -> Option<&'static str> {
    BY_RULE.get(rule as usize).copied().flatten()
}

/// Whether a rule matches a mark.
pub(super) fn is_mark(rule: Rule) -> bool {
    MARKS.iter().any(|(mark, _)| *mark == rule)
}

/// Every word. The first of a function's name is what it is known by.
fn all() -> impl Iterator<Item = Word> {
    let written = MEMBER_FNS.iter().filter(|f| !matches!(f.named, Named::Quantifier(_)));
    let of_functions = written.flat_map(|f| {
        f.name.split(' ').enumerate().map(|(at, text)| match at {
            0 => Word { text, kept: Kept::Soft, begins: &[Start::Value], rule: None },
            _ => Word { text, kept: Kept::Free, begins: &[], rule: None },
        })
    });
    WORDS.iter().copied().chain(of_functions)
}

/// The words that begin something.
fn beginning(start: Start) -> impl Iterator<Item = Word> {
    all().filter(move |word| word.begins.contains(&start))
}

/// Whether a word begins something.
pub(super) fn begins(word: &str, start: Start) -> bool {
    all().any(|known| known.text == word && known.begins.contains(&start))
}

/// Whether a word, in backticks, begins something.
pub(super) fn quoted_begins(word: &str, start: Start) -> bool {
    let text = word.strip_prefix('`').and_then(|word| word.strip_suffix('`'));
    text.is_some_and(|text| begins(text, start))
}

/// The word that was meant where something should begin.
pub(super) fn meant(word: &str, start: Start) -> Option<&'static str> {
    nearest(word, beginning(start).map(|known| known.text))
}

/// The words that begin something, for people: `` `a`, `b` or `c` ``.
pub(super) fn listed(start: Start) -> String {
    let words: Vec<String> = beginning(start).map(|word| format!("`{}`", word.text)).collect();
    match words.as_slice() {
        [init @ .., last] if !init.is_empty() => format!("{} or {last}", init.join(", ")),
        words => words.concat(),
    }
}

/// Whether a word means something somewhere.
pub(super) fn means_something(word: &str) -> bool {
    all().any(|known| known.text == word)
}

/// Whether a word is never a name.
pub(super) fn is_reserved(word: &str) -> bool {
    all().any(|known| known.kept == Kept::Reserved && known.text == word)
}

/// The word of this language that one in capitals is.
pub(crate) fn small_keyword(word: &str) -> Option<&'static str> {
    let small = word.to_lowercase();
    let found = all().find(|known| known.text == small)?;
    (found.text != word && !found.begins.contains(&Start::Later)).then_some(found.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};
    use crate::syntax::error::SyntaxError;
    use crate::syntax::names;
    use std::collections::BTreeSet;

    const GRAMMAR: &str = include_str!("../../grammar/risk.pest");

    /// The words that stand in quotes in some rules of the grammar.
    fn in_grammar(is_meant: impl Fn(&str) -> bool) -> BTreeSet<&'static str> {
        let quoted = quoted_in_grammar(is_meant).into_iter();
        quoted.filter(|text| text.bytes().all(|b| b.is_ascii_lowercase())).collect()
    }

    fn quoted_in_grammar(is_meant: impl Fn(&str) -> bool) -> BTreeSet<&'static str> {
        let mut rule = "";
        let mut words = BTreeSet::new();
        for line in GRAMMAR.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if let Some((name, _)) = line.split_once('=').filter(|_| !line.starts_with(' ')) {
                rule = name.trim();
            }
            let quoted = line.split('"').skip(1).step_by(2);
            words.extend(quoted.filter(|text| !text.is_empty() && is_meant(rule)));
        }
        words
    }

    fn listed_as(is_meant: impl Fn(&Word) -> bool) -> BTreeSet<&'static str> {
        all().filter(|word| is_meant(word)).map(|word| word.text).collect()
    }

    #[test]
    fn the_grammar_has_the_same_words() {
        // Scales are no words but numbers: `crate::value` has them.
        assert_eq!(in_grammar(|rule| rule != "scale"), listed_as(|_| true));
        let kept = |kept| listed_as(move |word: &Word| word.kept == kept);
        let reserved = ["operator_word", "clause_word", "item_word", "later_word"];
        assert_eq!(in_grammar(|rule| reserved.contains(&rule)), kept(Kept::Reserved));
        let functions = |rule: &str| matches!(rule, "plain_words" | "ranked_words");
        let mut soft = in_grammar(|rule| rule == "soft_word" || functions(rule));
        soft.retain(|word| !listed_as(|word| word.kept == Kept::Free).contains(word));
        assert_eq!(soft, kept(Kept::Soft));
        assert_eq!(in_grammar(|rule| rule == "behind_word"), kept(Kept::Behind));
    }

    #[test]
    fn the_grammar_has_the_same_scales_and_signs_of_currencies() {
        let scales: BTreeSet<&str> = crate::value::scale_words().collect();
        assert_eq!(quoted_in_grammar(|rule| rule == "scale"), scales);
        let signs: BTreeSet<String> =
            crate::value::SYMBOLS.iter().map(|(sign, _)| sign.to_string()).collect();
        let known = quoted_in_grammar(|rule| rule == "currency_symbol");
        assert_eq!(known.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), signs);
    }

    #[test]
    fn the_same_words_begin_the_same_things() {
        let begins = |start| listed_as(move |word: &Word| word.begins.contains(&start));
        assert_eq!(in_grammar(|rule| rule == "item_word"), begins(Start::Item));
        assert_eq!(in_grammar(|rule| rule == "later_word"), begins(Start::Later));
        let clause = |rule: &str| matches!(rule, "clause_word" | "kw_amount" | "kw_formerly");
        assert_eq!(in_grammar(clause), begins(Start::Clause));
        assert_eq!(in_grammar(|rule| rule == "step_head"), begins(Start::Step));
        assert_eq!(in_grammar(|rule| rule == "card_head"), begins(Start::Card));
        let mut going_on = begins(Start::Operator);
        going_on.extend(begins(Start::Joint));
        // A conversion goes on within a value.
        going_on.remove("at");
        assert_eq!(in_grammar(|rule| rule == "going_on"), going_on);
    }

    #[test]
    fn the_book_has_the_words_that_are_no_names() {
        let page = include_str!("../../docs/src/reference/grammar.md");
        let begins_either = |word: &Word| {
            word.begins.iter().any(|start| matches!(start, Start::Item | Start::Clause))
        };
        for word in all().filter(|word| !begins_either(word)) {
            let kept = matches!(word.kept, Kept::Reserved | Kept::Soft);
            assert!(!kept || page.contains(&format!("`{}`", word.text)), "{}", word.text);
        }
    }

    #[test]
    fn what_is_told_in_sentences_names_every_word() {
        for (name, rule) in [
            ("walk_word", Rule::walk_word),
            ("calendar_word", Rule::calendar_word),
            ("window_side", Rule::window_side),
            ("hole_format", Rule::hole_format),
        ] {
            let told = names::human(rule);
            for word in in_grammar(|rule| rule == name) {
                assert!(told.contains(word), "{word}: {told}");
            }
        }
        let step = SyntaxError::NotAStep { found: String::new(), meant: None };
        let help = step.into_diagnostic(Span::new(FileId(0), 0, 0)).help.unwrap();
        for word in listed_as(|word| word.begins.contains(&Start::Step)) {
            assert!(help.contains(word), "{word}: {help}");
        }
    }

    #[test]
    fn every_rule_of_one_word_is_its_words() {
        for rule in Rule::all_rules() {
            let name = format!("{rule:?}");
            let word = WORDS
                .iter()
                .find(|word| word.rule.is_some_and(|(own, _)| own == *rule))
                .map(|word| word.text);
            assert_eq!(name.strip_prefix("kw_"), word, "{name}");
            if name.starts_with("mark_") || word.is_some() {
                assert!(of_rule(*rule).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn capitals_are_known_of_every_word() {
        for word in &WORDS {
            let loud = word.text.to_uppercase();
            let later = word.begins.contains(&Start::Later);
            assert_eq!(small_keyword(&loud), (!later).then_some(word.text));
            assert_eq!(small_keyword(word.text), None);
        }
    }
}

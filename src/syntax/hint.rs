//! Words for what broke a text: what was expected, what stands there, and, for habits from
//! other languages and common slips, the way out.

mod amount;
mod date;
mod near;

pub(super) use date::help as date_help;

use super::error::SyntaxError;
use super::names;
use super::parser::{Failure, Rule};
use super::words::{self, Start, small_keyword};
use crate::alarm::Sure;
use crate::diagnostic::nearest;
use crate::value::Currency;
use std::ops::Range;

/// How many things a message lists as expected.
const LISTED: usize = 5;

/// How long a line may be to be searched for a text that is not closed: a longer one is not
/// written by hand, and may hold a thousand faults that would each search it.
const LINE: usize = 10_000;

/// What other languages write, and what is written here.
const FOREIGN: [(&str, &str); 15] = [
    ("**", "write `^` for a power"),
    ("==", "write `=` for equality"),
    ("=>", "write `>=` for at least"),
    ("=<", "write `<=` for at most"),
    ("<>", "write `!=` for inequality"),
    (":=", "write `=`"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("!", "write `not`"),
    (";", "a line needs no end mark"),
    ("'", "quote a text with `\"`"),
    ("“", "quote a text with a plain `\"`"),
    ("”", "quote a text with a plain `\"`"),
    ("„", "quote a text with a plain `\"`"),
    ("’", "quote a text with `\"`"),
];

/// What functions over members are called elsewhere, and here.
const FUNCTIONS: [(&str, &str); 12] = [
    ("avg", "average of …"),
    ("mean", "average of …"),
    ("minimum", "min of …"),
    ("maximum", "max of …"),
    ("total", "sum of …"),
    ("number", "count of x in …"),
    ("stdev", "sample standard deviation of …"),
    ("stddev", "sample standard deviation of …"),
    ("stdev_s", "sample standard deviation of …"),
    ("stdev_p", "population standard deviation of …"),
    ("stddev_samp", "sample standard deviation of …"),
    ("stddev_pop", "population standard deviation of …"),
];

/// Where and how to report a failure to read a stretch that ends at `end`.
pub(super) fn describe(text: &str, failure: &Failure, end: usize) -> (Range<usize>, SyntaxError) {
    special(text, failure, end).unwrap_or_else(|| {
        let (place, found) = found(text, failure.at, end);
        let help = help(text, failure);
        let expected = needed(failure).map_or_else(|| expected(&failure.expected), str::to_owned);
        (place, SyntaxError::Unexpected { expected, found, help })
    })
}

/// The slips that have a message of their own.
fn special(text: &str, failure: &Failure, end: usize) -> Option<(Range<usize>, SyntaxError)> {
    let at = failure.at;
    if failure.too_deep {
        let length = text.get(at..)?.chars().next().map_or(0, char::len_utf8);
        return Some((at..at + length, SyntaxError::TooDeep));
    }
    if let Some(place) = unclosed_text(text, at) {
        return Some((place, SyntaxError::UnclosedText));
    }
    let rest = text.get(at..end)?;
    if let Some(brace) = rest.chars().next().filter(|c| *c == '}' || *c == '{')
        && failure.expected.contains(&Rule::double_brace)
    {
        return Some((at..at + 1, SyntaxError::LoneBrace { brace }));
    }
    if let Some(number) = grouped_digits(text, failure) {
        let digits = text.get(number.clone())?.replace(',', "_");
        return Some((number, SyntaxError::GroupedDigits { help: format!("write `{digits}`") }));
    }
    date::elsewhere(text, at)
        .or_else(|| amount::elsewhere(text, at))
        .or_else(|| near::broken_off(text, at))
        .or_else(|| foreign(text, at))
        .or_else(|| capitals(text, at))
        .or_else(|| function(text, at))
}

/// From the opening quote to the end of the line, where that line's quotes do not pair up.
fn unclosed_text(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..)?.lines().next().filter(|line| line.len() <= LINE)?;
    let mut open = None;
    let mut characters = line.char_indices();
    while let Some((offset, character)) = characters.next() {
        match (character, open) {
            ('\\', Some(_)) => drop(characters.next()),
            ('"', None) => open = Some(offset),
            ('"', Some(_)) => open = None,
            ('/', None) if line.get(offset..).is_some_and(|rest| rest.starts_with("//")) => break,
            _ => {}
        }
    }
    let open = start + open?;
    (open <= at).then(|| open..start + line.len())
}

/// The number around a comma that was meant to group its digits.
///
/// The values of a param stand between commas: there the first group was read as a value.
fn grouped_digits(text: &str, failure: &Failure) -> Option<Range<usize>> {
    let before = text.get(..failure.at)?;
    let at = match before.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix(',') {
        Some(first) if failure.expected.contains(&Rule::kw_from) => first.len(),
        _ => failure.at,
    };
    let (before, rest) = text.split_at_checked(at)?;
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let groups = groups(rest);
    (digits > 0 && digits <= 3 && groups > 0).then(|| at - digits..at + groups)
}

/// How many bytes at the start of a text read as groups of thousands: `,000,000`.
pub(super) fn groups(text: &str) -> usize {
    let mut rest = text;
    while let Some(group) = rest.strip_prefix(',') {
        let after = group.trim_start_matches(|c: char| c.is_ascii_digit());
        if group.len() - after.len() != 3 {
            break;
        }
        rest = after;
    }
    text.len() - rest.len()
}

/// An operator or mark of other languages, at the failure or just behind it.
fn foreign(text: &str, at: usize) -> Option<(Range<usize>, SyntaxError)> {
    [at, at.saturating_sub(1)].into_iter().find_map(|start| {
        let rest = text.get(start..)?;
        let (written, help) = FOREIGN.iter().find(|(written, _)| {
            rest.starts_with(written) && (start == at || written.len() == 2 && written.is_ascii())
        })?;
        let error =
            SyntaxError::Foreign { written: (*written).to_owned(), help: (*help).to_owned() };
        Some((start..start + written.len(), error))
    })
}

/// A keyword in capitals: what stands at the failure, or what was taken for a name in front of it.
fn capitals(text: &str, at: usize) -> Option<(Range<usize>, SyntaxError)> {
    let (start, word) = [Some(at), word_before(text, at), aggregate_before(text, at)]
        .into_iter()
        .flatten()
        .filter_map(|start| Some((start, word_at(text, start)?)))
        .find(|(_, word)| small_keyword(word).is_some())?;
    let small = match small_keyword(word)? {
        "between" => "between … and …".to_owned(),
        small if start < at && text.get(start + word.len()..)?.starts_with(" of ") => {
            format!("{small} of …")
        }
        small => small.to_owned(),
    };
    let help = format!("keywords are written small: `{small}`");
    let error = SyntaxError::Foreign { written: word.to_owned(), help };
    Some((start..start + word.len(), error))
}

/// A function over members by a name that it has elsewhere.
fn function(text: &str, at: usize) -> Option<(Range<usize>, SyntaxError)> {
    if let Some(start) = word_before(text, at)
        && let (Some("standard"), Some("deviation")) = (word_at(text, start), word_at(text, at))
    {
        let help = "say of what: `sample standard deviation of …`, where the members are some of \
                    many, or `population standard deviation of …`, where they are all";
        let written = "standard deviation".to_owned();
        let place = start..at + "deviation".len();
        return Some((place, SyntaxError::Foreign { written, help: help.to_owned() }));
    }
    let start = aggregate_before(text, at)?;
    let word = word_at(text, start)?;
    let known = |(elsewhere, _): &&(&str, &str)| elsewhere.eq_ignore_ascii_case(word);
    let (_, here) = FUNCTIONS.iter().find(known)?;
    let (written, help) = (word.to_owned(), format!("write `{here}`"));
    Some((start..start + word.len(), SyntaxError::Foreign { written, help }))
}

/// Whether an offset stands on a line that begins a grade or a cap.
fn in_grade(text: &str, at: usize) -> bool {
    let line = text.get(..at).and_then(|before| before.lines().next_back()).unwrap_or_default();
    matches!(line.split_whitespace().next(), Some("grade" | "cap"))
}

/// Where the word directly in front of an offset begins: `EVERY deal in …` is no name `EVERY`.
fn word_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.trim_end_matches([' ', '\t']);
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    (start < before.len()).then_some(start)
}

/// Where a word in capitals stands whose `of` was taken for that of a share, as `for` or `where`
/// shows, which only an aggregate goes on with: `SUM of deal.value for deal in Deal`.
fn aggregate_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at).filter(|_| matches!(word_at(text, at), Some("for" | "where")))?;
    let line = before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..)?;
    let of = before.len() - line.len() + line.get(..LINE.min(line.len()))?.rfind(" of ")?;
    word_before(text, of)
}

/// The one thing that has to come, where what else could stand there would not do without it.
fn needed(failure: &Failure) -> Option<&'static str> {
    if failure.expected.contains(&Rule::window_side) {
        return Some(names::human(Rule::window_side));
    }
    if failure.expected == [Rule::date] {
        return Some("a date");
    }
    is_half_window(failure).then(|| names::human(Rule::kw_and))
}

/// Whether `between a` lacks its other end: elsewhere an `or` could stand where an `and` can.
fn is_half_window(failure: &Failure) -> bool {
    failure.expected.contains(&Rule::kw_and) && !failure.expected.contains(&Rule::kw_or)
}

/// The way out of a slip that the expectations give away.
fn help(text: &str, failure: &Failure) -> Option<String> {
    let expects = |rule| failure.expected.contains(&rule);
    let word = word_at(text, failure.at);
    if let Some(near) = near::help(text, failure) {
        return Some(near);
    }
    if expects(Rule::kw_else) {
        return Some("an `if` says both: `if CONDITION then VALUE else VALUE`".to_owned());
    }
    if expects(Rule::kw_when) && in_grade(text, failure.at) {
        return Some("write `grade D when CONDITION`, `cap C when CONDITION`".to_owned());
    }
    if expects(Rule::kw_when) {
        return Some("a rung reads `flag SEVERITY when CONDITION`".to_owned());
    }
    if expects(Rule::window_side) {
        return Some(
            "say of which day: `within 12 months of as_of`, or `after` or `before` it".to_owned(),
        );
    }
    if is_half_window(failure) {
        return Some("a window has two ends: `between A and B`".to_owned());
    }
    if expects(Rule::kw_known) && matches!(word, Some("between" | "within" | "in" | "at")) {
        return Some("leave the `is` out: `x between A and B`, `x within P of D`".to_owned());
    }
    if expects(Rule::kw_known) {
        return Some(
            "`is` goes with `known`, `unknown`, `none` or `disputed`; compare values with `=`"
                .to_owned(),
        );
    }
    if word == Some("if") && expects(Rule::quantity) | expects(Rule::paren) {
        return Some("put the `if` in parentheses".to_owned());
    }
    let reserved = word.filter(|word| words::is_reserved(word));
    if let Some(word) = reserved.filter(|_| expects(Rule::name) || expects(Rule::any_name)) {
        return Some(format!("`{word}` is a keyword and cannot be a name"));
    }
    if let Some(word) = word.filter(|_| failure.expected == [Rule::unit_name]) {
        return Some(format!("behind a number `{word}` goes on with what stands around it"));
    }
    None
}

/// What could have stood there, as a short list for people.
fn expected(rules: &[Rule]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for rule in rules.iter().filter(|rule| **rule != Rule::EOI) {
        // A rule that looks ahead for several things names them all.
        for name in names::human(*rule).split(", ") {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.contains(&"a value") {
        let value = ["a name", "a text in double quotes"];
        names.retain(|name| !value.contains(name) && !words::quoted_begins(name, Start::Value));
    }
    if names.contains(&"an operator") {
        names.retain(|name| !words::quoted_begins(name, Start::Operator));
    }
    names.sort_by_key(|name| match name.as_bytes() {
        [b'`', b'a'..=b'z', ..] => 2,
        [b'`', ..] => 0,
        _ => 1,
    });
    names.truncate(LISTED);
    match names.as_slice() {
        [] => "the end".to_owned(),
        [only] => (*only).to_owned(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}

/// What stands at an offset of a stretch that ends at `end`: its place, and how it is quoted.
pub(super) fn found(text: &str, at: usize, end: usize) -> (Range<usize>, String) {
    let rest = text.get(at..end).sure();
    let Some(first) = rest.chars().next() else {
        return (at..at, "the end".to_owned());
    };
    if first == '\n' || first == '\r' {
        return (at..at, "the end of the line".to_owned());
    }
    let length = match word_at(text, at) {
        Some(word) => word.len(),
        None if first.is_ascii_digit() => {
            rest.bytes().take_while(u8::is_ascii_alphanumeric).count()
        }
        None => first.len_utf8(),
    };
    (at..at + length, format!("`{}`", rest.get(..length).sure()))
}

/// The word at an offset.
pub(super) fn word_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if !(first.is_alphabetic() || first == '_') {
        return None;
    }
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    rest.get(..length)
}

/// What may be meant by a currency code that does not exist.
pub(super) fn currency(code: &str) -> String {
    if Currency::is_code_for_none(code) {
        return format!("`{code}` stands for no currency at all, so no amount can be in it");
    }
    const COMMON: [&str; 16] = [
        "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD", "INR", "KRW", "AED", "SAR", "SEK",
        "NOK", "BGN", "PLN",
    ];
    match nearest(code, COMMON) {
        Some(common) => format!("did you mean `{common}`?"),
        None => "currencies are written as ISO 4217 codes, such as `USD` or `EUR`".to_owned(),
    }
}

//! Near misses: what was meant is plain from what stands around the failure.

use super::{word_at, word_before};
use crate::builtins::{MEMBER_FNS, Named};
use crate::syntax::error::SyntaxError;
use crate::syntax::parser::{Failure, Rule};
use std::ops::Range;

/// The way out of a slip in one of the newer forms, where it is one.
pub(super) fn help(text: &str, failure: &Failure) -> Option<String> {
    let expects = |rule| failure.expected.contains(&rule);
    if expects(Rule::mark_range) {
        return Some(calendar(text, failure.at));
    }
    citation(text, failure)
        .or_else(|| without_of(text, failure.at))
        .or_else(|| pack(text, failure.at))
}

/// `years 2026-2030`: what was read as a difference are the two ends.
fn calendar(text: &str, at: usize) -> String {
    let meant = || {
        let line = text.get(..at)?.rsplit('\n').next()?;
        let word = ["years", "quarters", "months"]
            .into_iter()
            .find_map(|word| Some((word, line.rfind(&format!("{word} "))? + word.len())))?;
        let (first, last) = line.get(word.1..)?.split_once('-')?;
        let [first, last] = [first, last].map(str::trim);
        let are_years = [first, last].iter().all(|end| end.bytes().all(|b| b.is_ascii_digit()));
        (word.0 == "years" && are_years).then(|| format!("{} {first}..{last}", word.0))
    };
    let written = meant().unwrap_or_else(|| "years 2026..2030".to_owned());
    format!("a calendar runs from its first to its last: `{written}`")
}

/// `cites "…" from 2026`, `cites "…" under crr from 2026-01-01`
fn citation(text: &str, failure: &Failure) -> Option<String> {
    let before = word_at(text, word_before(text, failure.at)?)?;
    let year: String = text.get(failure.at..)?.chars().take_while(char::is_ascii_digit).collect();
    let is_year = failure.expected == [Rule::date] && year.len() == 4;
    match (before, word_at(text, failure.at)) {
        ("from", _) if is_year => Some(format!("write its first day: `from {year}-01-01`")),
        ("until", _) if is_year => Some(format!("write its last day: `until {year}-12-31`")),
        (_, Some(word @ ("from" | "until"))) => {
            let name = word_before(text, failure.at)?;
            let under = word_at(text, word_before(text, name)?)?;
            let written =
                format!("the days stand in front: `cites \"…\" {word} 2026-01-01 under {before}`");
            (under == "under").then_some(written)
        }
        _ => None,
    }
}

/// `sum d.value for d in Deal`: a function over members lacks its `of`.
fn without_of(text: &str, at: usize) -> Option<String> {
    let name = word_at(text, word_before(text, at)?)?;
    word_at(text, at)?;
    let function = MEMBER_FNS.iter().find(|f| f.name == name)?;
    match function.named {
        _ if ["latest", "earliest"].contains(&name) => {
            Some(format!("write `{name} of f.amount by f.to for f in …`: `by` tells which it is"))
        }
        Named::Quantifier(_) => None,
        _ => Some(format!("write `{name} of …`")),
    }
}

/// `use std.sunk-cost`: a pack goes by a name, and files by what stands for it.
fn pack(text: &str, at: usize) -> Option<String> {
    let line = text.get(..at)?.rsplit('\n').next()?;
    let begun = line.trim_start().strip_prefix("use ")?.trim();
    let is_part = |c: &char| c.is_alphanumeric() || ".-_".contains(*c);
    let rest: String = text.get(at..)?.chars().take_while(is_part).collect();
    let meant = format!("{begun}{rest}").replace('-', "_");
    rest.starts_with('-').then(|| format!("a pack's name has no dash: `use {meant}`"))
}

/// A clause that breaks off in front of one that starts with `amount`, which was read as a name.
pub(super) fn broken_off(text: &str, at: usize) -> Option<(Range<usize>, SyntaxError)> {
    let start = word_before(text, at).filter(|start| word_at(text, *start) == Some("amount"))?;
    let (before, indent) = text.get(..start)?.rsplit_once('\n')?;
    let end = before.trim_end().len();
    let error = SyntaxError::Unexpected {
        expected: "a value".to_owned(),
        found: "the end of the line".to_owned(),
        help: None,
    };
    indent.trim().is_empty().then_some((end..end, error))
}

//! One line of the file: its columns, and how texts stand in them.

use super::{Fault, Line, Of};
use crate::assess::digest::of_parts;
use crate::assess::limits::Keeps;
use crate::outcome::Severity;
use crate::report::Rested;
use crate::value::{Decimal, Range};

/// What stands where there is nothing.
const NONE: &str = "-";

/// An amount of money: its ends, as they are written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::assess) struct Amount(String);

impl Line {
    /// What a verdict is about that is flagged or open.
    pub(in crate::assess) fn rule(&self) -> &str {
        match &self.of {
            Of::Verdict { rule, .. } => rule,
            Of::Grade { scorecard, .. } => scorecard,
            Of::Limit { kind, .. } => kind,
        }
    }

    pub(super) fn read(line: &str) -> Result<Line, Fault> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [
            print,
            verdict,
            severity,
            possibly,
            evidence,
            rule,
            record,
            key,
            at_stake,
            minded,
            why,
        ] = columns[..]
        else {
            return Err(Fault::Columns(columns.len()));
        };
        let is_print = print.len() == 32 && print.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_print {
            return Err(wrong(print, "fingerprint"));
        }
        let told = |text: &str| (text != NONE).then(|| plain(text));
        let of = match verdict {
            "flagged" | "undetermined" => Of::Verdict {
                rule: plain(rule),
                severity: (verdict == "flagged").then(|| named(severity)).transpose()?,
                possibly: named(possibly)?,
                evidence: told(evidence),
                at_stake: told(at_stake).map(Amount::read).transpose()?,
                minded: facts(minded)?,
            },
            "grade" => Of::Grade {
                scorecard: plain(rule),
                grade: plain(severity),
                possibly: told(possibly),
                minded: facts(minded)?,
            },
            "limit" => Of::Limit {
                kind: plain(rule),
                list: told(evidence),
                form: told(possibly).unwrap_or_default(),
                count: at_stake.parse().map_err(|_| wrong(at_stake, "number"))?,
            },
            other => return Err(wrong(other, "verdict")),
        };
        let (fingerprint, because) = (print.to_owned(), told(why));
        let (record, key) = (told(record).unwrap_or_default(), told(key).unwrap_or_default());
        Ok(Line { fingerprint, of, record, key, because })
    }

    pub(super) fn text(&self) -> String {
        let none = || NONE.to_owned();
        let maybe = |text: &Option<String>| text.as_deref().map_or_else(none, escaped);
        let minded = |facts: &Vec<Rested>| match facts.is_empty() {
            true => none(),
            // INVARIANT: texts alone are always JSON.
            false => serde_json::to_string(facts).unwrap_or_else(|_| none()),
        };
        let columns: [String; 7] = match &self.of {
            Of::Verdict { rule, severity, possibly, evidence, at_stake, minded: facts } => [
                if severity.is_some() { "flagged" } else { "undetermined" }.to_owned(),
                severity.map_or(NONE, Severity::name).to_owned(),
                possibly.name().to_owned(),
                maybe(evidence),
                escaped(rule),
                at_stake.as_ref().map_or_else(none, |amount| amount.0.clone()),
                minded(facts),
            ],
            Of::Grade { scorecard, grade, possibly, minded: facts } => [
                "grade".to_owned(),
                escaped(grade),
                maybe(possibly),
                none(),
                escaped(scorecard),
                none(),
                minded(facts),
            ],
            Of::Limit { kind, list, form, count } => [
                "limit".to_owned(),
                none(),
                escaped(form),
                maybe(list),
                escaped(kind),
                count.to_string(),
                none(),
            ],
        };
        let [verdict, severity, possibly, evidence, rule, at_stake, minded] = columns;
        let (record, key) = (escaped(&self.record), escaped(&self.key));
        let because = maybe(&self.because);
        let print = self.fingerprint.clone();
        let all = [
            print, verdict, severity, possibly, evidence, rule, record, key, at_stake, minded,
            because,
        ];
        all.join("\t")
    }

    /// The line under the name that the same has in another, with its evidence where both rest on the
    /// same facts.
    pub(in crate::assess) fn named_as(&self, other: &Line, same_facts: bool) -> Line {
        let mut of = self.of.clone();
        match (&mut of, &other.of) {
            (
                Of::Verdict { rule, evidence, minded, .. },
                Of::Verdict { rule: now, evidence: digits, minded: facts, .. },
            ) => {
                rule.clone_from(now);
                if same_facts && evidence.is_some() {
                    evidence.clone_from(digits);
                    minded.clone_from(facts);
                }
            }
            (Of::Grade { minded, .. }, Of::Grade { minded: facts, .. }) if same_facts => {
                minded.clone_from(facts);
            }
            _ => {}
        }
        Line {
            fingerprint: other.fingerprint.clone(),
            of,
            record: other.record.clone(),
            key: other.key.clone(),
            because: self.because.clone(),
        }
    }

    /// Whether both say the same of how bad it is.
    pub(in crate::assess) fn is_as_bad(&self, other: &Line) -> bool {
        let bad = |line: &Line| match &line.of {
            Of::Verdict { severity, possibly, .. } => (
                severity.map(Severity::name).map(str::to_owned),
                Some(possibly.name().to_owned()),
                0,
            ),
            Of::Grade { grade, possibly, .. } => (Some(grade.clone()), possibly.clone(), 0),
            Of::Limit { count, .. } => (None, None, *count),
        };
        bad(self) == bad(other)
    }

    /// That something is kept from being looked at by so many members.
    pub(in crate::assess) fn of_limit((keeps, count): (Keeps, u64)) -> Line {
        let (kind, list, form, record, key) = keeps;
        let list_told = list.as_deref().unwrap_or_default();
        let parts = ["", "limit", &kind, list_told, &form, &record, &key];
        let fingerprint = of_parts(parts, 16);
        Line { fingerprint, of: Of::Limit { kind, list, form, count }, record, key, because: None }
    }

    /// What keeps something from being looked at, and how many members of it do.
    pub(in crate::assess) fn keeps(&self) -> Option<(Keeps, u64)> {
        let Of::Limit { kind, list, form, count } = &self.of else { return None };
        let keeps =
            (kind.clone(), list.clone(), form.clone(), self.record.clone(), self.key.clone());
        Some((keeps, *count))
    }
}

impl Amount {
    pub(in crate::assess) fn of(range: Range) -> Amount {
        let end = |end: Option<Decimal>| end.map(|end| end.to_string()).unwrap_or_default();
        Amount(match (range.lo, range.hi) {
            (Some(lo), Some(hi)) if lo == hi => lo.to_string(),
            (lo, hi) => format!("{}..{}", end(lo), end(hi)),
        })
    }

    fn read(text: String) -> Result<Amount, Fault> {
        let (lo, hi) = text.split_once("..").unwrap_or((&text, &text));
        let is_end = |end: &str| end.is_empty() || Decimal::parse(end).is_some();
        let is_amount = is_end(lo) && is_end(hi) && !text.is_empty();
        if is_amount { Ok(Amount(text)) } else { Err(wrong(&text, "amount")) }
    }

    /// It as a range.
    pub(in crate::assess) fn range(&self) -> Range {
        let (lo, hi) = self.0.split_once("..").unwrap_or((&self.0, &self.0));
        Range::new(Decimal::parse(lo), Decimal::parse(hi))
    }
}

fn named(name: &str) -> Result<Severity, Fault> {
    Severity::from_name(name).ok_or_else(|| wrong(name, "severity"))
}

fn facts(text: &str) -> Result<Vec<Rested>, Fault> {
    match text {
        NONE => Ok(Vec::new()),
        text => serde_json::from_str(text).map_err(|_| wrong(text, "list of facts")),
    }
}

fn wrong(value: &str, what: &'static str) -> Fault {
    Fault::Value { value: value.to_owned(), what }
}

/// A text as it stands in a column: what would end the column or the line is written with a
/// backslash, and so is what would be read as nothing.
pub(super) fn escaped(text: &str) -> String {
    match text {
        "" => NONE.to_owned(),
        NONE => "\\-".to_owned(),
        text => text
            .replace('\\', "\\\\")
            .replace('\t', "\\t")
            .replace('\n', "\\n")
            .replace('\r', "\\r"),
    }
}

/// The text of a column.
pub(super) fn plain(column: &str) -> String {
    if !column.contains('\\') {
        return column.to_owned();
    }
    let mut text = String::with_capacity(column.len());
    let mut letters = column.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('t') => text.push('\t'),
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                other => text.extend(other),
            },
            (letter, false) => text.push(letter),
        }
    }
    text
}

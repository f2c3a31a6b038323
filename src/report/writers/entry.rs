//! What formats for build servers tell of a verdict, whichever it is, and where they show it.

use std::collections::BTreeSet;

use super::text::page::clean;
use crate::outcome::Severity;
use crate::report::{
    Change, Finding, Grade, Head, Lost, MissingFact, Place, ReasonKind, Status, Undetermined,
    Waived, words,
};

/// A verdict or a grade, as one line of a list of many.
pub(super) struct Entry<'r> {
    /// By which it is known tomorrow.
    pub(super) fingerprint: &'r str,
    /// Its rule, or its scorecard.
    pub(super) rule: &'r str,
    /// That in a few words.
    pub(super) title: &'r str,
    /// The kind of what it is about.
    pub(super) record: &'r str,
    /// The key of that.
    pub(super) key: &'r str,
    /// Where that stands, or else the first of the facts.
    pub(super) place: Option<&'r Place>,
    /// What it is.
    pub(super) is: Is,
    /// What it says, on one line.
    pub(super) text: String,
    /// What to do; may be empty.
    pub(super) remedy: &'r str,
    /// How it fails the gate, if it does.
    pub(super) fails_gate: Option<ReasonKind>,
    /// Whether it counts.
    pub(super) status: Status,
    /// Who answers for it, where it is waived.
    pub(super) waiver: Option<&'r Waived>,
}

/// What a verdict is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// A finding, that bad.
    Found(Severity),
    /// Not decided, and possibly that bad.
    Open(Severity),
    /// A grade.
    Graded,
}

impl Is {
    /// `high`, `undetermined, possibly high`, `grade`.
    pub(super) fn words(self) -> String {
        match self {
            Is::Found(severity) => severity.name().to_owned(),
            Is::Open(possibly) => format!("undetermined, possibly {}", possibly.name()),
            Is::Graded => "grade".to_owned(),
        }
    }
}

/// How many missing facts a line names.
const NAMED: usize = 5;

impl<'r> Entry<'r> {
    /// A finding.
    pub(super) fn finding(finding: &'r Finding) -> Entry<'r> {
        let Finding { message, possibly, missing, more_missing, .. } = finding;
        let mut text = if message.is_empty() { finding.title.clone() } else { message.clone() };
        if let Some(possibly) = possibly {
            text.push_str(&format!("; possibly {}", possibly.name()));
            text.push_str(&waits(missing, *more_missing));
        }
        text.push_str(&since(finding.since.as_ref().and_then(words::since)));
        text.push_str(&since(finding.waiver.as_ref().map(words::waived)));
        let fact = finding.facts.iter().find_map(|fact| fact.place.as_ref());
        Entry {
            fingerprint: &finding.fingerprint,
            rule: &finding.rule,
            title: &finding.title,
            record: &finding.subject.record,
            key: &finding.subject.key,
            place: finding.subject.place.as_ref().or(fact),
            is: Is::Found(finding.severity),
            text: clean(&text),
            remedy: &finding.remedy,
            fails_gate: finding.fails_gate,
            status: finding.status,
            waiver: finding.waiver.as_ref(),
        }
    }

    /// A verdict that could not be reached.
    pub(super) fn open(open: &'r Undetermined) -> Entry<'r> {
        let Undetermined { possibly, missing, more_missing, .. } = open;
        let mut text = format!("undetermined, possibly {}", possibly.name());
        text.push_str(&waits(missing, *more_missing));
        text.push_str(&since(open.since.as_ref().and_then(words::since)));
        text.push_str(&since(open.waiver.as_ref().map(words::waived)));
        let fact = missing.iter().find_map(|fact| fact.place.as_ref());
        Entry {
            fingerprint: &open.fingerprint,
            rule: &open.rule,
            title: &open.title,
            record: &open.subject.record,
            key: &open.subject.key,
            place: open.subject.place.as_ref().or(fact),
            is: Is::Open(*possibly),
            text: clean(&text),
            remedy: "",
            fails_gate: open.fails_gate,
            status: open.status,
            waiver: open.waiver.as_ref(),
        }
    }

    /// A finding of the baseline whose evidence is lost.
    pub(super) fn lost(lost: &'r Lost) -> Entry<'r> {
        let mut text =
            format!("evidence is lost since the baseline, where it is {}", lost.severity.name());
        text.push_str(&waits(&lost.missing, 0));
        Entry {
            fingerprint: &lost.fingerprint,
            rule: &lost.rule,
            title: &lost.rule,
            record: &lost.record,
            key: &lost.key,
            place: lost.missing.iter().find_map(|fact| fact.place.as_ref()),
            is: Is::Open(lost.severity),
            text: clean(&text),
            remedy: "",
            fails_gate: lost.fails_gate,
            status: Status::New,
            waiver: None,
        }
    }

    /// The grade of a record.
    pub(super) fn grade(grade: &'r Grade) -> Entry<'r> {
        let mut text = format!("grade {}", grade.grade);
        if let Some(possibly) = &grade.possibly {
            text.push_str(&format!(", possibly {possibly}"));
        }
        let because = words::grade(grade);
        if !because.is_empty() {
            text.push_str(&format!(": {because}"));
        }
        text.push_str(&since(grade.since.as_ref().and_then(words::grade_since)));
        let counts = |change: Change| if change.counts() { Status::New } else { Status::Baseline };
        let fact = grade.facts.iter().find_map(|fact| fact.place.as_ref());
        Entry {
            fingerprint: &grade.fingerprint,
            rule: &grade.scorecard,
            title: &grade.scorecard,
            record: &grade.subject.record,
            key: &grade.subject.key,
            place: grade.subject.place.as_ref().or(fact),
            is: Is::Graded,
            text: clean(&text),
            remedy: "",
            fails_gate: grade.fails_gate,
            status: grade.since.as_ref().map_or(Status::New, |since| counts(since.change)),
            waiver: None,
        }
    }

    /// What it is and says: `high: Atlas: 6 bn USD announced`.
    pub(super) fn said(&self) -> String {
        match self.is {
            Is::Found(severity) => format!("{}: {}", severity.name(), self.text),
            Is::Open(_) | Is::Graded => self.text.clone(),
        }
    }

    /// What it is about, in words: `Deal atlas`.
    pub(super) fn subject(&self) -> String {
        clean(&format!("{} {}", self.record, self.key))
    }
}

/// `: would be decided by value (not given), binding (not given) and 3 more`
fn waits(missing: &[MissingFact], more: u64) -> String {
    if missing.is_empty() {
        return String::new();
    }
    let named = missing.iter().take(NAMED);
    let named: Vec<String> = named.map(|fact| format!("{} ({})", fact.path, fact.reason)).collect();
    let more = more + missing.len().saturating_sub(NAMED) as u64;
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(": would be decided by {}{more}", named.join(", "))
}

fn since(told: Option<String>) -> String {
    told.map(|told| format!("; {told}")).unwrap_or_default()
}

/// The places of a run as build servers show them: in files of the checkout.
#[derive(Default)]
pub(super) struct Checkout {
    /// The files that are part of the program, which no checkout has.
    shipped: BTreeSet<String>,
    /// What stands nowhere is shown at the beginning of this file.
    otherwise: String,
}

/// Where something is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct At {
    /// The file, with `/` between its parts and no detours.
    pub(super) path: String,
    /// The line, from 1; the first, where it stands in no text.
    pub(super) line: u32,
    /// The column in characters, from 1, where it stands in a text.
    pub(super) column: Option<u32>,
    /// Where in the file, for what has no lines: the cell or the row.
    pub(super) spot: Option<String>,
}

impl Checkout {
    /// Where things stand in that run.
    pub(super) fn of(head: &Head) -> Checkout {
        let shipped = head.policy.rules.iter().filter(|file| file.shipped);
        let first = head.inputs.first().map(|input| normal(&input.path));
        Checkout {
            shipped: shipped.map(|file| file.path.clone()).collect(),
            otherwise: first.unwrap_or_else(|| "riskwright.yaml".to_owned()),
        }
    }

    /// Where a place is shown; `None` of one that is part of the program.
    pub(super) fn at(&self, place: &Place) -> Option<At> {
        if self.shipped.contains(place.file()) {
            return None;
        }
        let position = place.position();
        let spot = position.is_none().then(|| clean(&place.to_string()));
        let (line, column) = position.map_or((1, None), |at| (at.line.max(1), Some(at.column)));
        Some(At { path: normal(place.file()), line, column, spot })
    }

    /// Where an entry is shown: always somewhere, or it would be shown nowhere.
    pub(super) fn of_entry(&self, entry: &Entry<'_>) -> At {
        let at = entry.place.and_then(|place| self.at(place));
        at.unwrap_or_else(|| self.nowhere())
    }

    /// Where something is shown that stands nowhere.
    pub(super) fn nowhere(&self) -> At {
        At { path: self.otherwise.clone(), line: 1, column: None, spot: None }
    }
}

/// A path with `/` between its parts, without `.`, and without `..` where that leads back.
pub(super) fn normal(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            (part, _) => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn paths_make_no_detours() {
        for (path, told) in [
            ("deals.yaml", "deals.yaml"),
            ("./a//b/./c.yaml", "a/b/c.yaml"),
            ("a/../b.yaml", "b.yaml"),
            ("../../b.yaml", "../../b.yaml"),
            ("/a/./b", "/a/b"),
        ] {
            assert_eq!(normal(path), told);
        }
    }
}

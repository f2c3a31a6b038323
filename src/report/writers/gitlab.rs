//! The report for GitLab's code quality widget: a list of issues, each with a fingerprint of its
//! own.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::entry::{At, Checkout, Entry, Is};
use super::text::page::clean;
use crate::outcome::Severity;
use crate::report::{
    Finding, Grade, Head, Limit, Out, Reason, ReasonKind, Request, Style, Undetermined, Wants,
    Writer, words,
};

/// The report in writing.
pub(super) struct GitLab<'w> {
    out: io::BufWriter<Out<'w>>,
    checkout: Checkout,
    /// Whether what could not be decided is told.
    open: bool,
    /// Whether there is no issue yet.
    empty: bool,
}

/// An issue.
#[derive(Serialize)]
struct Issue<'i> {
    description: String,
    check_name: &'i str,
    fingerprint: &'i str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

impl From<At> for Location {
    fn from(at: At) -> Location {
        Location { path: at.path, lines: Lines { begin: at.line } }
    }
}

/// GitLab's names, from `info` to `blocker`.
fn named(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}

/// How bad an issue is: what is not decided, only where it fails the gate; what is waived, not at all.
fn severity(entry: &Entry<'_>) -> &'static str {
    match (entry.is, entry.fails_gate) {
        _ if entry.waiver.is_some() => named(Severity::Info),
        (Is::Found(severity), _) | (Is::Open(severity), Some(_)) => named(severity),
        (Is::Graded, Some(_)) => named(Severity::High),
        (Is::Open(_) | Is::Graded, None) => named(Severity::Info),
    }
}

impl<'w> GitLab<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        let out = io::BufWriter::new(out);
        GitLab { out, checkout: Checkout::default(), open: style.open, empty: true }
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let location = self.checkout.of_entry(entry);
        let spot = location.spot.as_ref().map(|spot| format!(" ({spot})")).unwrap_or_default();
        self.issue(&Issue {
            description: format!("{}: {}{spot}", entry.subject(), entry.text),
            check_name: entry.rule,
            fingerprint: entry.fingerprint,
            severity: severity(entry),
            location: location.into(),
        })
    }

    fn issue(&mut self, issue: &Issue<'_>) -> io::Result<()> {
        self.out.write_all(if self.empty { b"[\n" } else { b",\n" })?;
        self.empty = false;
        serde_json::to_writer(&mut self.out, issue).map_err(io::Error::from)
    }

    /// What is not about one record: what could not be looked at, and what fails the gate in sum.
    fn about_the_run(&mut self, head: &Head) -> io::Result<()> {
        let fails = head.summary.gate_reasons.iter().any(|why| why.kind == ReasonKind::Limit);
        let mut told = BTreeSet::new();
        for limit in &head.limits {
            let name = of_limit(limit);
            let again = (2..).map(|n| format!("{name}/{n}"));
            let mut names = std::iter::once(name.clone()).chain(again);
            let Some(fingerprint) = names.find(|name| told.insert(name.clone())) else { continue };
            self.issue(&Issue {
                description: clean(&limit.to_string()),
                check_name: "limit",
                fingerprint: &fingerprint,
                severity: named(if fails { Severity::High } else { Severity::Info }),
                location: self.checkout.nowhere().into(),
            })?;
        }
        let sums = head.summary.gate_reasons.iter().filter(|why| is_of_sums(why));
        for reason in sums {
            let why = words::failed(&head.policy, std::slice::from_ref(reason));
            self.issue(&Issue {
                description: clean(&why),
                check_name: "gate",
                fingerprint: &of_reason(reason),
                severity: named(Severity::High),
                location: self.checkout.nowhere().into(),
            })?;
        }
        Ok(())
    }
}

/// A limit by what it keeps from being looked at, whatever it counts.
fn of_limit(limit: &Limit) -> String {
    let list = limit.list().unwrap_or_default();
    format!("limit/{}/{list}/{}", limit.kind(), limit.forms.join(","))
}

/// Whether no entry tells of it.
fn is_of_sums(reason: &Reason) -> bool {
    let budget = matches!(reason.kind, ReasonKind::Budget | ReasonKind::PossiblyBudget);
    let at_stake = matches!(reason.kind, ReasonKind::AtStake | ReasonKind::PossiblyAtStake);
    budget || at_stake || matches!(reason.kind, ReasonKind::Policy | ReasonKind::Require)
}

/// A reason that no entry tells of, by what it is about: `gate/at-stake`, `gate/require/Deal`.
fn of_reason(reason: &Reason) -> String {
    match reason.kind {
        // What may be at stake is at stake once more is known.
        ReasonKind::AtStake | ReasonKind::PossiblyAtStake => "gate/at-stake".to_owned(),
        // So it is with what may be over a budget.
        ReasonKind::PossiblyBudget => {
            let certain = Reason { kind: ReasonKind::Budget, ..reason.clone() };
            of_reason(&certain)
        }
        _ => format!("gate/{}", reason.name().replace(' ', "/")),
    }
}

impl Writer for GitLab<'_> {
    fn wants(&self) -> Wants {
        let undetermined = if self.open { usize::MAX } else { 0 };
        Wants { findings: usize::MAX, undetermined, grades: usize::MAX, ..Wants::default() }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.checkout = Checkout::of(head);
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.entry(&Entry::finding(finding))
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.entry(&Entry::open(verdict))
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        match grade.fails_gate {
            Some(_) => self.entry(&Entry::grade(grade)),
            None => Ok(()),
        }
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        head.lost.iter().try_for_each(|lost| self.entry(&Entry::lost(lost)))?;
        self.about_the_run(head)?;
        self.out.write_all(if self.empty { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

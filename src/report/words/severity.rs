//! Severities in words.

use super::voice::{count, say, told, with};
use crate::outcome::Severity;

/// What a severity is called.
pub(in crate::report) fn severity(severity: Severity) -> String {
    say(match severity {
        Severity::Info => "severity-info",
        Severity::Low => "severity-low",
        Severity::Medium => "severity-medium",
        Severity::High => "severity-high",
        Severity::Critical => "severity-critical",
    })
}

/// What so many of a severity are called.
pub(in crate::report) fn severities(severity: Severity, n: u64) -> String {
    let id = match severity {
        Severity::Info => "severities-info",
        Severity::Low => "severities-low",
        Severity::Medium => "severities-medium",
        Severity::High => "severities-high",
        Severity::Critical => "severities-critical",
    };
    with(id, &[], n)
}

/// `2 critical`
pub(in crate::report) fn tallied(n: u64, severity: Severity) -> String {
    format!("{} {}", count(n), severities(severity, n))
}

/// `2 critical, 1 high`, the worst first; what there is none of is left out.
pub(in crate::report) fn tally(of: impl Fn(Severity) -> u64) -> String {
    let worst_first = Severity::ALL.into_iter().rev();
    let there = worst_first.map(|severity| (of(severity), severity)).filter(|(n, _)| *n > 0);
    there.map(|(n, severity)| tallied(n, severity)).collect::<Vec<_>>().join(", ")
}

/// `possibly critical`
pub(in crate::report) fn possibly(worse: Severity) -> String {
    told!("said-possibly", what = severity(worse))
}

/// `high, possibly critical`
pub(in crate::report) fn or_worse(found: Severity, worse: Option<Severity>) -> String {
    match worse {
        Some(worse) => told!("said-or-worse", what = severity(found), worse = severity(worse)),
        None => severity(found),
    }
}

/// `undetermined, possibly critical`
pub(in crate::report) fn open(worse: Severity) -> String {
    told!("said-or-worse", what = say("said-undetermined"), worse = severity(worse))
}

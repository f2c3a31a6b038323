//! Grades in words.

use super::gate::compared;
use super::list::listed_of;
use super::severity::{or_worse, possibly, tallied};
use super::voice::{count, counted, say, some, told};
use crate::outcome::Severity;
use crate::report::Change;
use crate::report::stress::Regraded;
use crate::report::{Because, Count, Counting, Grade, GradeSince, Scorecard};

/// How the grades of a scorecard fell: `1 E, 2 D, 12 A; 3 possibly worse`.
pub(in crate::report) fn scorecard(card: &Scorecard) -> String {
    let of = card.grades.iter().filter(|grade| grade.records > 0);
    let each: Vec<String> =
        of.map(|grade| format!("{} {}", count(grade.records), grade.grade)).collect();
    let fell = if each.is_empty() { say("grade-nobody") } else { each.join(", ") };
    let mut parts = vec![fell];
    let open: u64 = card.grades.iter().map(|grade| grade.open).sum();
    parts.extend((open > 0).then(|| some("grade-open", open)));
    let lost: u64 = card.grades.iter().map(|grade| grade.lost).sum();
    parts.extend((lost > 0).then(|| some("grade-lost", lost)));
    let anywhere = card.anywhere.len() as u64 + card.more_anywhere;
    if anywhere > 0 {
        let names =
            card.anywhere.iter().map(|one| told!("said-about", what = one.rule, whom = one.key));
        let named = listed_of(&names.collect::<Vec<_>>(), anywhere);
        parts.push(counted!("grade-anywhere", anywhere, named = named));
    }
    parts.join("; ")
}

/// What gives a grade, and what counts: `high >= 2: 2 critical, 3 high; 4 undetermined`.
pub(in crate::report) fn grade(grade: &Grade) -> String {
    let because = because(&grade.because);
    let counts = counts(grade);
    match (because.is_empty(), counts.is_empty()) {
        (true, _) => counts,
        (false, true) => because,
        (false, false) => format!("{because}: {counts}"),
    }
}

/// The condition of a grade or cap; nothing of the last grade.
pub(in crate::report) fn because(because: &Because) -> String {
    match &because.condition {
        Some(condition) if because.cap => told!("grade-capped", condition = condition),
        Some(condition) => condition.clone(),
        None => String::new(),
    }
}

/// The findings by severity, each once, then what is open.
fn counts(grade: &Grade) -> String {
    let mut worse = 0;
    let mut parts = Vec::new();
    for severity in Severity::ALL.into_iter().rev() {
        let least = grade.counts.of(severity).least;
        let own = least.saturating_sub(worse);
        parts.extend((own > 0).then(|| tallied(own, severity)));
        worse = worse.max(least);
    }
    let Count { least, most } = grade.counts.undetermined;
    parts.extend((least > 0).then(|| some("sums-undetermined", least)));
    let more = match most {
        Some(_) if grade.anywhere > 0 => Some(some("grade-any", grade.anywhere)),
        Some(_) => None,
        None => Some(say("grade-unseen")),
    };
    parts.extend(more);
    parts.join(", ")
}

/// A verdict that counts: `high, possibly critical`.
pub(in crate::report) fn held(one: &Counting) -> String {
    match (one.severity, one.possibly) {
        (Some(severity), worse) => or_worse(severity, worse),
        (None, Some(worse)) => possibly(worse),
        (None, None) => say("said-undetermined"),
    }
}

/// How a grade compares with the baseline's; nothing where it is new.
pub(in crate::report) fn grade_since(since: &GradeSince) -> Option<String> {
    let was = since.was.as_ref().map(|was| graded(was, since.was_possibly.as_deref()));
    match since.change {
        Change::New => None,
        Change::Worse => Some(compared("since-worse", was)),
        Change::EvidenceLost => Some(compared("since-lost", was)),
        Change::Milder => Some(compared("since-better", was)),
        Change::Changed | Change::Unchanged => Some(say("since-known")),
    }
}

/// `B, possibly D`
pub(in crate::report) fn graded(grade: &str, worse: Option<&str>) -> String {
    match worse {
        Some(worse) => told!("said-or-worse", what = grade, worse = worse),
        None => grade.to_owned(),
    }
}

/// How many records have another grade: `3 records have another grade`.
pub(in crate::report) fn regraded(all: &[Regraded]) -> String {
    some("grade-regraded", all.len() as u64)
}

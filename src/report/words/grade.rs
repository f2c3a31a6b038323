//! Grades in words.

use super::list::{listed_of, some};
use crate::outcome::Severity;
use crate::report::Change;
use crate::report::stress::Regraded;
use crate::report::{Because, Count, Counting, Grade, GradeSince, Scorecard};
use crate::ty::count;

/// How the grades of a scorecard fell: `1 E, 2 D, 12 A; 3 possibly worse`.
pub(in crate::report) fn scorecard(card: &Scorecard) -> String {
    let of = card.grades.iter().filter(|grade| grade.records > 0);
    let each: Vec<String> =
        of.map(|grade| format!("{} {}", count(grade.records), grade.grade)).collect();
    let fell = if each.is_empty() { "nobody to grade".to_owned() } else { each.join(", ") };
    let mut parts = vec![fell];
    let open: u64 = card.grades.iter().map(|grade| grade.open).sum();
    parts.extend((open > 0).then(|| format!("{} possibly worse", count(open))));
    let lost: u64 = card.grades.iter().map(|grade| grade.lost).sum();
    parts.extend((lost > 0).then(|| format!("{} better for lost evidence alone", count(lost))));
    let anywhere = card.anywhere.len() as u64 + card.more_anywhere;
    if anywhere > 0 {
        let names = card.anywhere.iter().map(|one| format!("{} of {}", one.rule, one.key));
        let named = listed_of(&names.collect::<Vec<_>>(), anywhere);
        parts.push(format!("{} may be anybody's: {named}", some(anywhere, "verdict")));
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
        Some(condition) if because.cap => format!("capped by {condition}"),
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
        parts.extend((own > 0).then(|| format!("{} {}", count(own), severity.name())));
        worse = worse.max(least);
    }
    let Count { least, most } = grade.counts.undetermined;
    parts.extend((least > 0).then(|| format!("{} undetermined", count(least))));
    let more = match most {
        Some(_) if grade.anywhere > 0 => {
            Some(format!("{} that may be anybody's", some(grade.anywhere, "verdict")))
        }
        Some(_) => None,
        None => Some("perhaps more of what could not be looked at whole".to_owned()),
    };
    parts.extend(more);
    parts.join(", ")
}

/// A verdict that counts: `high, possibly critical`.
pub(in crate::report) fn held(one: &Counting) -> String {
    match (one.severity, one.possibly) {
        (Some(severity), None) => severity.name().to_owned(),
        (Some(severity), Some(possibly)) => {
            format!("{}, possibly {}", severity.name(), possibly.name())
        }
        (None, Some(possibly)) => format!("possibly {}", possibly.name()),
        (None, None) => "undetermined".to_owned(),
    }
}

/// How a grade compares with the baseline's; nothing where it is new.
pub(in crate::report) fn grade_since(since: &GradeSince) -> Option<String> {
    let worst = since.was_possibly.as_ref().map(|worst| format!(", possibly {worst}"));
    let was = since.was.as_ref();
    let was = was.map(|was| format!(", where it is {was}{}", worst.unwrap_or_default()));
    let was = was.unwrap_or_default();
    match since.change {
        Change::New => None,
        Change::Worse => Some(format!("worse than in the baseline{was}")),
        Change::EvidenceLost => Some(format!("evidence is lost since the baseline{was}")),
        Change::Milder => Some(format!("better than in the baseline{was}")),
        Change::Changed | Change::Unchanged => Some("known from the baseline".to_owned()),
    }
}

/// How many records have another grade: `3 records have another grade`.
pub(in crate::report) fn regraded(all: &[Regraded]) -> String {
    match all.len() {
        1 => "1 record has another".to_owned(),
        n => format!("{} records have others", count(n as u64)),
    }
}

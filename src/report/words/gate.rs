//! The gate and the baseline in words.

use crate::outcome::Severity;
use crate::report::{Cause, Change, Policy, Reason, ReasonKind, Since, Value};
use crate::ty::count;

/// How a verdict compares with the baseline; nothing where it is new.
pub(in crate::report) fn since(since: &Since) -> Option<String> {
    let was = since.was.map(|was| format!(", where it is {}", was.name())).unwrap_or_default();
    Some(match since.change {
        Change::New => return None,
        Change::Worse => format!("worse than in the baseline{was}"),
        Change::EvidenceLost => format!("evidence is lost since the baseline{was}"),
        Change::Changed => "known from the baseline, on other facts".to_owned(),
        Change::Milder => format!("known from the baseline{was}"),
        Change::Unchanged => "known from the baseline".to_owned(),
    })
}

/// Why a finding of the baseline is none any more.
pub(in crate::report) fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Clear => "clear",
        Cause::NotApplicable => "not applicable",
        Cause::RecordGone => "record gone",
        Cause::NotFormed => "not formed any more",
        Cause::RuleGone => "rule gone",
        Cause::RuleDisabled => "rule disabled",
    }
}

/// The failed gate with all that failed it, and the policy that it failed under.
pub(in crate::report) fn failed(policy: &Policy, reasons: &[Reason]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let new = if policy.baseline.is_some() { "new " } else { "" };
    let total = |kind| reasons.iter().filter(|r| r.kind == kind).map(|r| r.count).sum::<u64>();
    for reason in reasons {
        let Reason { kind, count: n, severity, at_stake, .. } = reason;
        let (n, severity) = (count(*n), severity.map_or("", Severity::name));
        match kind {
            ReasonKind::New => parts.push(format!("{n} {new}{severity}")),
            ReasonKind::Changed => parts.push(format!("{n} changed {severity}")),
            ReasonKind::Worse => parts.push(format!("{n} worse {severity}")),
            ReasonKind::Possibly => parts.push(format!("{n} possibly {severity}")),
            ReasonKind::AtStake | ReasonKind::PossiblyAtStake => {
                let possibly = if *kind == ReasonKind::AtStake { "" } else { "possibly " };
                let amount = at_stake.as_ref().map(Value::to_string).unwrap_or_default();
                parts.push(format!("{possibly}{amount} at stake"));
            }
            ReasonKind::Grade | ReasonKind::GradeLost | ReasonKind::PossiblyGrade => {
                parts.extend(failing_grade(reason, new));
            }
            ReasonKind::EvidenceLost | ReasonKind::Undetermined | ReasonKind::Limit => {}
        }
    }
    let amount = policy.fail_on_amount.as_ref();
    let amount = amount.map(|line| format!(", fail_on_amount {line}")).unwrap_or_default();
    let grades = grade_lines(&policy.fail_on_grade);
    let new = if policy.undetermined == "new" { new } else { "" };
    for (kind, what) in [
        (ReasonKind::EvidenceLost, "evidence lost".to_owned()),
        (ReasonKind::Undetermined, format!("{new}undetermined")),
        (ReasonKind::Limit, "not looked at whole".to_owned()),
    ] {
        let n = total(kind);
        parts.extend((n > 0).then(|| format!("{} {what}", count(n))));
    }
    let changed = if policy.changed == "fail" { ", changed fail" } else { "" };
    format!(
        "gate: failed: {} (fail_on {}{amount}{grades}, undetermined {}{changed})",
        parts.join(", "),
        policy.fail_on,
        policy.undetermined
    )
}

/// Grades that failed the gate; nothing of other reasons.
pub(in crate::report) fn failing_grade(reason: &Reason, new: &str) -> Option<String> {
    let how = match reason.kind {
        ReasonKind::Grade => new,
        ReasonKind::PossiblyGrade => "possibly ",
        _ => "no longer decided, was ",
    };
    let line = reason.grade.as_ref()?;
    Some(format!("{} {how}{line} or worse", count(reason.count)))
}

/// The grades from which on the gate fails, behind other lines.
pub(in crate::report) fn grade_lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!(", fail_on_grade {line}")).collect()
}

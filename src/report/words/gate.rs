//! The gate and the baseline in words.

use super::severity::{severities, severity};
use super::value::{figure, value};
use super::voice::{count, counted, say, some, told, with};
use crate::outcome::Severity;
use crate::report::{
    Budget, Budgeted, Cause, Change, Policy, Reason, ReasonKind, Required, Since, Unmet,
};

/// How a verdict compares with the baseline; nothing where it is new.
pub(in crate::report) fn since(since: &Since) -> Option<String> {
    let id = match since.change {
        Change::New => return None,
        Change::Worse => "since-worse",
        Change::EvidenceLost => "since-lost",
        Change::Changed => return Some(say("since-changed")),
        Change::Milder => "since-known",
        Change::Unchanged => return Some(say("since-known")),
    };
    Some(compared(id, since.was.map(severity)))
}

/// The same with what it is in the baseline.
pub(super) fn compared(id: &str, was: Option<String>) -> String {
    match was {
        Some(was) => told!("since-was", since = say(id), was = was),
        None => say(id),
    }
}

/// Why a finding of the baseline is none any more.
pub(in crate::report) fn cause(cause: Cause) -> String {
    say(match cause {
        Cause::Clear => "cause-clear",
        Cause::NotApplicable => "cause-not-applicable",
        Cause::RecordGone => "cause-record-gone",
        Cause::NotFormed => "cause-not-formed",
        Cause::RuleGone => "cause-rule-gone",
        Cause::RuleDisabled => "cause-rule-disabled",
    })
}

/// The failed gate with all that failed it, and the policy that it failed under.
pub(in crate::report) fn failed(policy: &Policy, reasons: &[Reason]) -> String {
    let compared = policy.baseline.is_some();
    let mut parts: Vec<String> = reasons.iter().filter_map(|one| reason(one, compared)).collect();
    let total = |kind| reasons.iter().filter(|r| r.kind == kind).map(|r| r.count).sum::<u64>();
    let new = compared && policy.undetermined == "new";
    let undetermined = if new { "gate-new-undetermined" } else { "gate-undetermined" };
    for (kind, id) in [
        (ReasonKind::EvidenceLost, "gate-lost"),
        (ReasonKind::Undetermined, undetermined),
        (ReasonKind::Limit, "gate-limit"),
    ] {
        let n = total(kind);
        parts.extend((n > 0).then(|| some(id, n)));
    }
    let amount = policy.fail_on_amount.as_ref();
    let amount = amount.map(|line| format!(", fail_on_amount {}", figure(line)));
    let policy = format!(
        "fail_on {}{}{}, undetermined {}{}{}",
        policy.fail_on,
        amount.unwrap_or_default(),
        grade_lines(&policy.fail_on_grade),
        policy.undetermined,
        if policy.changed == "fail" { ", changed fail" } else { "" },
        if policy.policy_changes.is_some() { ", policy_changes fail" } else { "" }
    );
    told!("gate-failed", reasons = parts.join(", "), policy = policy)
}

/// What failed the gate by itself; nothing of what is added up.
fn reason(reason: &Reason, compared: bool) -> Option<String> {
    let Reason { kind, count: n, at_stake, .. } = reason;
    let of = |id: &str| {
        let severity = reason.severity.map(|severity| severities(severity, *n));
        with(id, &[("severity", severity.as_deref().unwrap_or_default())], *n)
    };
    let amount = || at_stake.as_ref().map(value).unwrap_or_default();
    match kind {
        ReasonKind::New if compared => Some(of("gate-new")),
        ReasonKind::New => Some(of("gate-found")),
        ReasonKind::Worse => Some(of("gate-worse")),
        ReasonKind::Changed => Some(of("gate-changed")),
        ReasonKind::Possibly => Some(of("gate-possibly")),
        ReasonKind::AtStake => Some(told!("gate-at-stake", amount = amount())),
        ReasonKind::PossiblyAtStake => Some(told!("gate-possibly-at-stake", amount = amount())),
        ReasonKind::Grade | ReasonKind::GradeLost | ReasonKind::PossiblyGrade => {
            failing_grade(reason, compared)
        }
        ReasonKind::Budget | ReasonKind::PossiblyBudget => over_budget(reason),
        ReasonKind::Policy => Some(some("gate-policy", *n)),
        ReasonKind::Require => reason.require.as_ref().map(unmet),
        ReasonKind::EvidenceLost | ReasonKind::Undetermined | ReasonKind::Limit => None,
    }
}

/// What is required and not there.
pub(in crate::report) fn unmet(unmet: &Unmet) -> String {
    match unmet {
        Unmet::Records { record, found, required } => {
            let found = count(*found);
            told!("gate-unmet-records", shown = found, record = record, required = required)
        }
        Unmet::Unreadable { found, required } => {
            counted!("gate-unmet-unreadable", *found, required = required)
        }
        Unmet::Rates { days: Some(days), younger_than, .. } => {
            let under = count(u64::from(*younger_than));
            told!("gate-unmet-rates", days = count(*days), under = under)
        }
        Unmet::Rates { days: None, younger_than, .. } => {
            told!("gate-unmet-no-rate", under = count(u64::from(*younger_than)))
        }
        Unmet::RuleDisabled { rule } => told!("gate-unmet-rule-disabled", rule = rule),
        Unmet::RuleIdle { rule } => told!("gate-unmet-rule-idle", rule = rule),
    }
}

/// More findings than a budget allows, for certain or possibly; nothing of other reasons.
pub(in crate::report) fn over_budget(reason: &Reason) -> Option<String> {
    let budget = reason.budget.as_ref()?;
    let (n, what) = (count(reason.count), budget_of(budget, reason.count));
    let allowed = count(budget.allowed);
    Some(match reason.kind {
        ReasonKind::Budget => told!("gate-budget", shown = n, what = what, allowed = allowed),
        _ => told!("gate-possibly-budget", shown = n, what = what, allowed = allowed),
    })
}

/// How many there may be of what: `12 medium`.
pub(in crate::report) fn budgets(budgets: &[Budget]) -> Vec<String> {
    let told = |budget: &Budget| {
        format!("{} {}", count(budget.allowed), budget_of(budget, budget.allowed))
    };
    budgets.iter().map(told).collect()
}

/// What so many of a budget are.
pub(super) fn budget_of(budget: &Budget, n: u64) -> String {
    let name = &budget.name;
    match (budget.of, Severity::from_name(name)) {
        (Budgeted::Severity, Some(severity)) => severities(severity, n),
        (Budgeted::Tag, _) => told!("gate-budget-of-tag", tag = name),
        (Budgeted::Rule | Budgeted::Severity, _) => told!("gate-budget-of-rule", rule = name),
    }
}

/// What must be there for a run to count, one by one.
pub(in crate::report) fn required(required: &Required) -> Vec<String> {
    let records = required.records.iter();
    let records =
        records.map(|(kind, many)| told!("gate-requires-records", record = kind, many = many));
    let unreadable = required.unreadable.iter();
    let unreadable = unreadable.map(|many| told!("gate-requires-unreadable", many = many));
    let rates = required.rates_younger_than;
    let rates = rates.map(|days| told!("gate-requires-rates", under = count(u64::from(days))));
    let rules = required.rules.iter().map(|rule| told!("gate-requires-rule", rule = rule));
    records.chain(unreadable).chain(rates).chain(rules).collect()
}

/// Grades that failed the gate, new ones where they were compared; nothing of other reasons.
pub(in crate::report) fn failing_grade(reason: &Reason, compared: bool) -> Option<String> {
    let grade = reason.grade.as_ref()?;
    let id = match reason.kind {
        ReasonKind::Grade if compared => "gate-new-grade",
        ReasonKind::Grade => "gate-grade",
        ReasonKind::PossiblyGrade => "gate-possibly-grade",
        _ => "gate-grade-lost",
    };
    Some(with(id, &[("grade", grade)], reason.count))
}

/// The grades from which on the gate fails, behind other lines.
pub(in crate::report) fn grade_lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!(", fail_on_grade {line}")).collect()
}

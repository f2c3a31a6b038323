//! What is otherwise in one report than in another, in words.

use super::gate::cause;
use super::grade::graded;
use super::list::{and_more, listed, path};
use super::severity::{open, or_worse};
use super::value::value;
use super::voice::{counted, say, some, told};
use super::{place, severity};
use crate::outcome::Severity;
use crate::report::diff::{
    Apart, Changed, Compared, Diff, Matter, Missed, Origin, OtherFact, OtherFile, OtherParam,
    OtherWaiver, Shift, Standing, Totals, Turn,
};
use crate::report::{Cause, Value};

/// How many facts of a change are told.
const FACTS: usize = 5;

/// Which reports are compared: `old.json (as of 2025-12-15) and new.json (as of 2026-03-31)`.
pub(in crate::report) fn compared(diff: &Diff) -> String {
    let one = |of: &Compared| told!("diff-report", path = of.path, day = of.as_of);
    told!("diff-reports", old = one(&diff.old), new = one(&diff.new))
}

/// What the reports were made with that is not the same, a line each.
pub(in crate::report) fn apart(apart: &Apart) -> Vec<String> {
    let files = |id: &str, files: &[OtherFile]| {
        let all: Vec<String> = files.iter().map(file).collect();
        (!all.is_empty()).then(|| format!("{}: {}", say(id), all.join(", ")))
    };
    let was = |id: &str, [then, now]: &[String; 2]| {
        format!("{}: {}", say(id), told!("diff-was", now = now, then = then))
    };
    let scenario =
        |named: &Option<String>| named.clone().unwrap_or_else(|| say("diff-as-they-are"));
    let mut lines: Vec<String> = [
        files("diff-data", &apart.data),
        files("diff-rates", &apart.rates),
        files("diff-manifest", &apart.manifest),
        files("diff-rules", &apart.rules),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.extend(apart.rules_untold.then(|| say("diff-rules-untold")));
    lines.extend(apart.params.iter().map(param));
    lines.extend(apart.waivers.iter().map(waiver));
    lines.extend(apart.as_of.as_ref().map(|both| was("diff-as-of", both)));
    let both = apart.scenario.as_ref().map(|both| both.each_ref().map(scenario));
    lines.extend(both.map(|both| was("diff-scenario", &both)));
    lines.extend(apart.engine.as_ref().map(|both| was("diff-engine", both)));
    if lines.is_empty() {
        lines.push(say("diff-alike"));
    }
    lines
}

fn file(file: &OtherFile) -> String {
    let path = &file.path;
    match file.change {
        Shift::Changed => told!("diff-file-changed", path = path),
        Shift::New => told!("diff-file-new", path = path),
        Shift::Gone => told!("diff-file-gone", path = path),
        Shift::Moved => {
            told!("diff-file-moved", path = path, was = file.was.as_deref().unwrap_or_default())
        }
    }
}

fn param(param: &OtherParam) -> String {
    let [then, now] = [&param.then, &param.now].map(|values| values.join(", "));
    let values = told!("diff-was", now = now, then = then);
    match param.set_by_run {
        true => told!("diff-param-set", name = param.name, values = values),
        false => told!("diff-param", name = param.name, values = values),
    }
}

fn waiver(waiver: &OtherWaiver) -> String {
    let status = |of: &Option<String>| of.clone().unwrap_or_else(|| say("diff-as-they-are"));
    let values = told!("diff-was", now = status(&waiver.now), then = status(&waiver.then));
    told!("diff-waiver", rule = waiver.rule, key = waiver.key, values = values)
}

/// The sums of both runs, a row each: what they are of, what they were, what they are.
pub(in crate::report) fn totals(then: &Totals, now: &Totals) -> Vec<[String; 3]> {
    let count = super::voice::count;
    let of = |severity_of: Severity| {
        [severity(severity_of), count(then.of(severity_of)), count(now.of(severity_of))]
    };
    let mut rows: Vec<[String; 3]> = Severity::ALL.into_iter().rev().map(of).collect();
    rows.push([say("said-undetermined"), count(then.undetermined), count(now.undetermined)]);
    if then.at_stake.is_some() || now.at_stake.is_some() {
        let stake = |of: &Option<Value>| of.as_ref().map_or_else(|| "-".to_owned(), value);
        rows.push([say("text-at-stake"), stake(&then.at_stake), stake(&now.at_stake)]);
    }
    rows.push([say("diff-gate"), gate(then), gate(now)]);
    rows
}

/// Whether the gate was met.
pub(super) fn gate(of: &Totals) -> String {
    match of.gate.as_str() {
        "passed" => say("diff-passed"),
        _ => say("diff-failed"),
    }
}

/// Whether a run that was made again gave the same report, and which parts of it are not the same.
pub(in crate::report) fn verified(diff: &Diff) -> Option<String> {
    let verified = diff.verified.as_ref()?;
    Some(match verified.same {
        true => told!("diff-verified-same", path = diff.old.path),
        false => {
            let parts = verified.parts.join(", ");
            told!("diff-verified-other", path = diff.old.path, parts = parts)
        }
    })
}

/// How many changes there are of each kind, and how much is as it was.
pub(in crate::report) fn changes(diff: &Diff) -> String {
    let there = Turn::ALL.into_iter().map(|turn| (turn, diff.count(turn))).filter(|(_, n)| *n > 0);
    let mut parts: Vec<String> = there.map(|(turn, n)| some(sum_of(turn), n)).collect();
    if parts.is_empty() {
        parts.push(say("diff-no-change"));
    }
    let same = diff.unchanged;
    let same = [
        (same.findings, "said-findings"),
        (same.undetermined, "said-undetermined-verdicts"),
        (same.grades, "diff-grades"),
        (same.limits, "diff-limits"),
    ];
    let same: Vec<String> =
        same.into_iter().filter(|(n, _)| *n > 0).map(|(n, id)| some(id, n)).collect();
    if !same.is_empty() {
        parts.push(told!("diff-unchanged", what = same.join(", ")));
    }
    parts.join(" · ")
}

fn sum_of(turn: Turn) -> &'static str {
    match turn {
        Turn::New => "diff-sum-new",
        Turn::Worse => "diff-sum-worse",
        Turn::EvidenceLost => "diff-sum-lost",
        Turn::Changed => "diff-sum-changed",
        Turn::Milder => "diff-sum-milder",
        Turn::Fixed => "diff-sum-fixed",
    }
}

/// What a change is.
pub(in crate::report) fn turn(turn: Turn) -> String {
    say(match turn {
        Turn::New => "diff-new",
        Turn::Worse => "diff-worse",
        Turn::EvidenceLost => "diff-lost",
        Turn::Changed => "diff-changed",
        Turn::Milder => "diff-milder",
        Turn::Fixed => "diff-fixed",
    })
}

/// What it is and what it was: `high, was low`.
pub(in crate::report) fn stood(changed: &Changed) -> String {
    let [then, now] = [&changed.then, &changed.now].map(|of| of.as_ref().map(standing));
    match (then, now) {
        (Some(then), Some(now)) if then == now => now,
        (Some(then), Some(now)) => told!("diff-was", now = now, then = then),
        (Some(then), None) => told!("diff-was-once", then = then),
        (None, now) => now.unwrap_or_default(),
    }
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Verdict { severity: Some(found), possibly } => or_worse(*found, *possibly),
        Standing::Verdict { severity: None, possibly: Some(worse) } => open(*worse),
        Standing::Verdict { severity: None, possibly: None } => say("said-undetermined"),
        Standing::Grade { grade, possibly } => graded(grade, possibly.as_deref()),
        Standing::Limit { count } => some("diff-limit-count", *count),
    }
}

/// What it is of: the rule, the scorecard, or why something is not looked at.
pub(in crate::report) fn matter(changed: &Changed) -> String {
    match changed.matter {
        Matter::Verdict => changed.rule.clone(),
        Matter::Grade => told!("diff-grade-by", scorecard = changed.rule),
        Matter::Limit => {
            let why = say(match changed.rule.as_str() {
                "untied" => "diff-limit-untied",
                "not-given" => "diff-limit-not-given",
                "perhaps" => "diff-limit-perhaps",
                "too-large" => "diff-limit-too-large",
                _ => "diff-limit-nothing",
            });
            match &changed.form {
                Some(form) => told!("diff-limit-of", form = form, why = why),
                None => why,
            }
        }
    }
}

/// The facts that are otherwise, a line each, and how many more there are.
pub(in crate::report) fn facts(changed: &Changed) -> Vec<String> {
    let was_open = matches!(changed.then, Some(Standing::Verdict { severity: None, .. }));
    let told = changed.facts.iter().take(FACTS);
    let mut lines: Vec<String> = told.map(|one| fact(one, was_open)).collect();
    if let more @ 1.. = changed.facts.len().saturating_sub(FACTS) {
        lines.push(counted!("diff-more-facts", more as u64));
    }
    lines
}

fn fact(fact: &OtherFact, was_open: bool) -> String {
    let now = || fact.now.as_ref().map(value).unwrap_or_default();
    let text = match (&fact.then, &fact.now) {
        (Some(then), Some(now)) => told!("diff-was", now = value(now), then = value(then)),
        (Some(then), None) => told!("diff-fact-gone", then = value(then)),
        (None, _) if was_open => told!("diff-fact-known", now = now()),
        (None, _) => told!("diff-fact-new", now = now()),
    };
    let at = place(&fact.place);
    let at = if at.is_empty() { at } else { format!(" ({at})") };
    format!("{}: {text}{at}", path(&fact.path))
}

/// The facts that it waits for and did not; nothing where there are none.
pub(in crate::report) fn missed(missing: &[Missed]) -> Option<String> {
    let names: Vec<String> = missing.iter().take(FACTS).map(|fact| path(&fact.path)).collect();
    let more = missing.len().saturating_sub(names.len()) as u64;
    (!names.is_empty()).then(|| told!("diff-waits", facts = and_more(names.join(", "), more)))
}

/// Why it is none any more; nothing of what is not fixed.
pub(in crate::report) fn ended(causes: &[Cause]) -> Option<String> {
    let told: Vec<String> = causes.iter().map(|one| cause(*one)).collect();
    (!told.is_empty()).then(|| any_of(told))
}

/// What made it otherwise: `data (deals.yaml) or the as-of date`.
pub(in crate::report) fn origins(origins: &[Origin]) -> String {
    match origins {
        [] => say("diff-untold"),
        origins => any_of(origins.iter().map(origin).collect()),
    }
}

fn origin(origin: &Origin) -> String {
    let with = |id: &str, names: &[String]| format!("{} ({})", say(id), listed(names));
    match origin {
        Origin::Data { files } => with("diff-data", files),
        Origin::Rates { files } => with("diff-rates", files),
        Origin::Rules { files } => with("diff-rules", files),
        Origin::Params { params } => with("diff-params", params),
        Origin::AsOf => say("diff-as-of"),
        Origin::Scenario => say("diff-scenario"),
        Origin::Engine => say("diff-engine"),
    }
}

/// `a, b or c`.
fn any_of(mut all: Vec<String>) -> String {
    match (all.pop(), all.is_empty()) {
        (Some(last), false) => told!("said-or", one = all.join(", "), other = last),
        (last, _) => last.unwrap_or_default(),
    }
}

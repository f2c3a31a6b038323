//! Notes in words.

use super::gate::budget_of;
use super::list::listed;
use super::voice::{count, counted, say, some, told, with};
use super::waiver::{former_words, waiver};
use crate::report::{Cause, FileChange, Fixed, Named, Note, Place, RateFlaw, Slack};
use crate::value::{Date, Lang};

/// What people are told of a run.
pub(in crate::report) fn note(note: &Note) -> String {
    match note {
        Note::EmptyFile { path } => told!("note-empty-file", path = path),
        Note::Chosen { rules, findings, undetermined } => chosen(rules, *findings, *undetermined),
        Note::Reading { message, place } => format!("{message}{}", standing(place)),
        Note::Shadowed { name, by, others } => shadowed(name, by, others),
        Note::Untold { lang, rules, others } => untold(*lang, rules, *others),
        Note::Ungraded { record, scorecards } => {
            told!("note-ungraded", record = record, scorecards = scorecards.join(", "))
        }
        Note::GradesGone(n) => some("note-grades-gone", *n),
        Note::Idle { record, made, rules } => idle(record, *made, &rules.join(", ")),
        Note::Lapsed { rules, as_of } => lapsed(rules, *as_of),
        Note::OtherDay { then, now } => told!("note-other-day", then = then, now = now),
        Note::FailedBaseline => say("note-failed-baseline"),
        Note::OtherPolicy => say("note-other-policy"),
        Note::OtherRules(changes) => {
            let changes: Vec<String> = changes.iter().map(change).collect();
            told!("note-other-rules", changes = listed(&changes))
        }
        Note::LooserGate { key, then, now } => {
            told!("note-looser-gate", key = key, then = then, now = now)
        }
        Note::OtherParam { name, now, then } => {
            told!("note-other-param", name = name, now = all(now), then = all(then))
        }
        Note::EvidenceLost(findings) => {
            counted!("note-lost", findings.len() as u64, findings = named(findings))
        }
        Note::Fixed(findings) => fixed(findings),
        Note::Slack(slack) => told!("note-slack", budgets = budgets(slack)),
        Note::LookAlike { record, plain, other, odd, place, more } => {
            let at = standing(place);
            let note = told!(
                "note-look-alike",
                record = record,
                plain = plain,
                other = other,
                odd = odd,
                at = at,
            );
            and_so("note-more-pairs", note, *more)
        }
        Note::Unseen { record, field, sign, place, more } => {
            let at = standing(place);
            let note = told!("note-unseen", record = record, field = field, sign = sign, at = at);
            and_so("note-more-so", note, *more)
        }
        Note::OddRate { rate, place, flaw } => {
            told!("note-odd-rate", rate = rate, at = standing(place), flaw = flawed(*flaw))
        }
        Note::OddRates { count: n, flaw } => {
            counted!("note-odd-rates", *n, flaw = flawed(*flaw))
        }
        Note::OldRate { from, to, at, days, rates, others } => {
            let (from, to, rates) = (from.code(), to.code(), rates.join(", "));
            let days = count(*days);
            let note =
                told!("note-old-rate", from = from, to = to, at = at, days = days, rates = rates);
            if *others { told!("note-other-days", note = note) } else { note }
        }
        Note::LaterSources { sources, as_of } => {
            let n = sources.len() as u64;
            counted!("note-later", n, day = as_of, sources = listed(sources))
        }
        Note::Waiver(one) => waiver(one),
        Note::FormerWords(one) => former_words(one),
        Note::Unexplained { findings, worst } => {
            counted!("note-unexplained", *findings, worst = count(*worst))
        }
    }
}

/// `2 bn USD and 3 bn USD`
fn all(values: &[String]) -> String {
    let first = values.first().cloned().unwrap_or_default();
    values.iter().skip(1).fold(first, |one, other| told!("said-and", one = one, other = other))
}

/// A note, and how many more there are for whom it is so.
fn and_so(id: &str, note: String, more: u64) -> String {
    if more == 0 { note } else { with(id, &[("note", &note)], more) }
}

fn shadowed(name: &str, by: &Place, others: &[(String, Place)]) -> String {
    let told: Vec<String> =
        others.iter().map(|(called, place)| format!("`{called}` ({place})")).collect();
    let n = others.len() as u64;
    counted!("note-shadowed", n, name = name, by = by, others = told.join(", "))
}

fn untold(lang: Lang, rules: &[String], others: u64) -> String {
    let lang = match lang {
        Lang::En => say("note-english"),
        Lang::Bg => say("note-bulgarian"),
    };
    let fields = || some("note-untold-others", others);
    let n = rules.len() as u64;
    match (n, others) {
        (0, _) => told!("note-untold-no-rule", lang = lang, others = fields()),
        (n, 0) => counted!("note-untold", n, lang = lang, rules = listed(rules)),
        (n, _) => {
            let note = counted!("note-untold", n, lang = lang, rules = listed(rules));
            told!("note-untold-both", note = note, others = fields())
        }
    }
}

fn lapsed(rules: &[String], as_of: Date) -> String {
    counted!("note-lapsed", rules.len() as u64, day = as_of, rules = listed(rules))
}

/// That there is no ring is an answer, that there is no deal a gap in the records.
fn idle(record: &str, made: bool, rules: &str) -> String {
    match made {
        true => told!("note-idle-made", record = record, rules = rules),
        false => told!("note-idle", record = record, rules = rules),
    }
}

fn change(change: &FileChange) -> String {
    match change {
        FileChange::Changed(path) => told!("note-changed", path = path),
        FileChange::New(path) => told!("note-new", path = path),
        FileChange::Gone(path) => told!("note-gone", path = path),
    }
}

/// Findings that are fixed, by cause.
fn fixed(fixed: &[Fixed]) -> String {
    let mut causes: Vec<Cause> = fixed.iter().map(|fixed| fixed.cause).collect();
    causes.sort_unstable();
    causes.dedup();
    let told = causes.into_iter().map(|cause| {
        let of = fixed.iter().filter(|fixed| fixed.cause == cause);
        let findings: Vec<Named> =
            of.map(|f| Named { rule: f.rule.clone(), key: f.key.clone() }).collect();
        let n = count(findings.len() as u64);
        format!("{n} {} ({})", super::cause(cause), named(&findings))
    });
    let told: Vec<String> = told.collect();
    counted!("note-fixed", fixed.len() as u64, causes = told.join(", "))
}

fn named(findings: &[Named]) -> String {
    let names: Vec<String> = findings
        .iter()
        .map(|Named { rule, key }| told!("said-about", what = rule, whom = key))
        .collect();
    listed(&names)
}

/// `medium to 9 (12)`
fn budgets(slack: &[Slack]) -> String {
    let told = |Slack { budget, found }: &Slack| {
        let (what, n) = (budget_of(budget, *found), count(*found));
        told!("note-slack-of", what = what, n = n, allowed = count(budget.allowed))
    };
    slack.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn flawed(flaw: RateFlaw) -> String {
    say(match flaw {
        RateFlaw::Pair => "note-rate-pair",
        RateFlaw::Same => "note-rate-same",
        RateFlaw::Day => "note-rate-day",
        RateFlaw::Rate => "note-rate-rate",
    })
}

/// ` (deals.yaml:12:5)`, where there is a place.
pub(super) fn standing(place: &Option<Place>) -> String {
    place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default()
}

fn chosen(rules: &[String], findings: u64, undetermined: u64) -> String {
    counted!(
        "note-chosen",
        rules.len() as u64,
        rules = listed(rules),
        findings = some("said-findings", findings),
        undetermined = some("said-undetermined-verdicts", undetermined),
    )
}

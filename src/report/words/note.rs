//! Notes in words.

use super::list::{listed, some};
use crate::report::{Cause, FileChange, Fixed, Named, Note, Place, RateFlaw};
use crate::ty::count;
use crate::value::{Date, Lang};

/// What people are told of a run.
pub(in crate::report) fn note(note: &Note) -> String {
    match note {
        Note::EmptyFile { path } => format!("there is no record in {path}"),
        Note::Chosen { rules, findings, undetermined } => chosen(rules, *findings, *undetermined),
        Note::Reading { message, place } => format!("{message}{}", standing(place)),
        Note::Shadowed { name, by, others } => shadowed(name, by, others),
        Note::Untold { lang, rules, others } => untold(*lang, rules, *others),
        Note::Ungraded { record, scorecards } => ungraded(record, scorecards),
        Note::GradesGone(n) => grades_gone(*n),
        Note::Idle { record, made, rules } => idle(record, *made, &rules.join(", ")),
        Note::Lapsed { rules, as_of } => lapsed(rules, *as_of),
        Note::OtherDay { then, now } => {
            format!("the baseline is as of {then}, this run as of {now}")
        }
        Note::OtherPolicy => {
            "what the baseline has was accepted under other rules or params; what \
                              these clear is no better for it"
                .to_owned()
        }
        Note::OtherRules(changes) => {
            let changes: Vec<String> = changes.iter().map(change).collect();
            let told = listed(&changes);
            format!("the rules are not those that the baseline was made with: {told}")
        }
        Note::OtherParam { name, now, then } => {
            let (now, then) = (now.join(" and "), then.join(" and "));
            format!("{name} is {now}, and {then} in the baseline")
        }
        Note::EvidenceLost(findings) => format!(
            "evidence is lost of {} of the baseline, which the facts do not tell any more: {}",
            some(findings.len() as u64, "finding"),
            named(findings)
        ),
        Note::Fixed(findings) => fixed(findings),
        Note::LookAlike { record, plain, other, odd, place, more } => {
            let more = match more {
                0 => String::new(),
                more => format!("; {} more pairs do so", count(*more)),
            };
            let at = standing(place);
            format!(
                "`{plain}` and `{other}` of {record} look alike and are two: only one has {odd}{at}{more}"
            )
        }
        Note::Unseen { record, field, sign, place, more } => {
            unseen(record, field, sign, (place, *more))
        }
        Note::OddRate { rate, place, flaw } => {
            format!("the exchange rate {rate}{} {}", standing(place), flawed(*flaw))
        }
        Note::OddRates { count: n, flaw } => {
            format!("{} more exchange rates {}", count(*n), flawed(*flaw))
        }
        Note::OldRate { from, to, at, days, rates, others } => format!(
            "{} was converted to {} for {at} by rates of which the oldest is {} days old: {}{}",
            from.code(),
            to.code(),
            count(*days),
            rates.join(", "),
            if *others { "; on other days, too" } else { "" },
        ),
        Note::LaterSources { sources, as_of } => later(sources, *as_of),
        Note::Unexplained { findings, worst } => format!(
            "how {} findings came about is left out: only of the {} worst of each rule it is told",
            count(*findings),
            count(*worst)
        ),
    }
}

fn shadowed(name: &str, by: &Place, others: &[(String, Place)]) -> String {
    let others: Vec<String> =
        others.iter().map(|(called, place)| format!("`{called}` ({place})")).collect();
    let (have, others) =
        (if others.len() == 1 { "a pack has" } else { "packs have" }, others.join(", "));
    format!("`{name}` is the project's own ({by}), where {have} {others}")
}

fn untold(lang: Lang, rules: &[String], others: u64) -> String {
    let lang = lang.name();
    let others = match others {
        0 => String::new(),
        1 => "1 field, param or the like has no name in it".to_owned(),
        n => format!("{} fields, params and the like have no name in it", count(n)),
    };
    let told = match rules.len() as u64 {
        0 => return format!("the rules are in {lang}, but {others}: their own stands"),
        1 => format!("1 rule is not told in {lang}, or not wholly"),
        n => format!("{} rules are not told in {lang}, or not wholly", count(n)),
    };
    let others = if others.is_empty() { others } else { format!("; {others}") };
    format!("{told}; their own text stands: {}{others}", listed(rules))
}

fn ungraded(record: &str, scorecards: &[String]) -> String {
    format!("no {record} to grade by {}", scorecards.join(", "))
}

fn grades_gone(n: u64) -> String {
    match n {
        1 => "1 grade of the baseline is of a record that is graded no more".to_owned(),
        n => {
            format!("{} grades of the baseline are of records that are graded no more", count(n))
        }
    }
}

fn lapsed(rules: &[String], as_of: Date) -> String {
    let cite = if rules.len() == 1 { "cites" } else { "cite" };
    let rules_told = some(rules.len() as u64, "rule");
    format!("{rules_told} {cite} nothing that is in force on {as_of}: {}", listed(rules))
}

/// That there is no ring is an answer, that there is no deal a gap in the records.
fn idle(record: &str, made: bool, rules: &str) -> String {
    match made {
        true => format!("there is no {record} in these records for {rules} to look at"),
        false => {
            format!("there is no {record} among the records, so nothing was checked by {rules}")
        }
    }
}

fn change(change: &FileChange) -> String {
    match change {
        FileChange::Changed(path) => format!("{path} has changed"),
        FileChange::New(path) => format!("{path} is new"),
        FileChange::Gone(path) => format!("{path} is gone"),
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
    let no_more = match fixed.len() {
        1 => "1 finding of the baseline is none any more".to_owned(),
        n => format!("{} findings of the baseline are none any more", count(n as u64)),
    };
    format!("{no_more}: {}", told.join(", "))
}

fn named(findings: &[Named]) -> String {
    let names: Vec<String> =
        findings.iter().map(|Named { rule, key }| format!("{rule} of {key}")).collect();
    listed(&names)
}

fn flawed(flaw: RateFlaw) -> &'static str {
    match flaw {
        RateFlaw::Pair => "does not tell both currencies, so it converts nothing",
        RateFlaw::Same => "is of a currency to itself, so it converts nothing",
        RateFlaw::Day => "does not tell its day, so it may be the latest on any",
        RateFlaw::Rate => "tells no rate above zero, so what it converts is not known",
    }
}

/// ` (deals.yaml:12:5)`, where there is a place.
pub(super) fn standing(place: &Option<Place>) -> String {
    place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default()
}

fn chosen(rules: &[String], findings: u64, undetermined: u64) -> String {
    format!(
        "only what {} {} is shown: {} and {} of other rules are not, and the gate looks at all",
        listed(rules),
        if rules.len() == 1 { "says" } else { "say" },
        some(findings, "finding"),
        some(undetermined, "undetermined verdict"),
    )
}

fn unseen(record: &str, field: &str, sign: &str, (place, more): (&Option<Place>, u64)) -> String {
    let more = match more {
        0 => String::new(),
        more => format!(", and so do {} more", count(more)),
    };
    let at = standing(place);
    format!("`{field}` of a {record} holds {sign}, which nobody sees{at}{more}")
}

fn later(sources: &[String], as_of: Date) -> String {
    let (are, say) = match sources.len() {
        1 => ("1 source is".to_owned(), "it says"),
        n => (format!("{} sources are", count(n as u64)), "they say"),
    };
    format!(
        "{are} later than the as-of date, {as_of}, and no evidence on it; what {say} is taken all \
         the same: {}",
        listed(sources)
    )
}

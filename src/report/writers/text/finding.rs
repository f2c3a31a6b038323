//! Findings: what is said, what it rests on, how far past the line, what would clear it.

use std::io;

use super::page::{Page, Paint, clean, columns};
use crate::outcome::Severity;
use crate::report::words::voice::{say, told};
use crate::report::{Fact, FactSource, Finding, Made, MissingFact, Since, Stake, Waived, words};

/// Writes a finding.
pub(in crate::report) fn write(finding: &Finding, page: &mut Page<'_>) -> io::Result<()> {
    let paint = Paint::Severity(finding.severity);
    let badge = words::severity(finding.severity).to_uppercase();
    title(page, (paint, &badge), &finding.rule, &finding.subject.key)?;
    let said = if finding.message.is_empty() { &finding.title } else { &finding.message };
    page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, said))?;
    facts(&finding.facts, page)?;
    if let Some(margin) = &finding.margin {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &words::margin(margin)))?;
    }
    stake(finding.at_stake.as_ref(), page)?;
    possibly(finding, page)?;
    for way in &finding.clears_when {
        let label = say("text-clears-when");
        page.paragraph(2, (Paint::Good, &label), (Paint::Plain, &words::way(way)))?;
    }
    if !finding.remedy.is_empty() {
        page.paragraph(2, (Paint::Faint, &say("text-remedy")), (Paint::Plain, &finding.remedy))?;
    }
    if !finding.cites.is_empty() {
        page.paragraph(
            2,
            (Paint::Faint, &say("text-cites")),
            (Paint::Plain, &finding.cites.join("; ")),
        )?;
    }
    sources(&finding.facts, page)?;
    since(finding.since, page)?;
    waived(finding.waiver.as_ref(), page)
}

/// Who answers for it.
pub(in crate::report) fn waived(waiver: Option<&Waived>, page: &mut Page<'_>) -> io::Result<()> {
    match waiver {
        Some(waiver) => {
            page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &words::waived(waiver)))
        }
        None => Ok(()),
    }
}

/// How much money is at stake.
pub(in crate::report) fn stake(stake: Option<&Stake>, page: &mut Page<'_>) -> io::Result<()> {
    match stake {
        Some(stake) => page.paragraph(
            2,
            (Paint::Strong, &say("text-at-stake")),
            (Paint::Plain, &words::stake(stake)),
        ),
        None => Ok(()),
    }
}

/// How a verdict compares with the baseline.
pub(in crate::report) fn since(since: Option<Since>, page: &mut Page<'_>) -> io::Result<()> {
    match since.as_ref().and_then(words::since) {
        Some(told) => page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &told)),
        None => Ok(()),
    }
}

/// Badge and rule at the left, the subject at the right, or below where it does not fit.
pub(in crate::report) fn title(
    page: &mut Page<'_>,
    badge: (Paint, &str),
    rule: &str,
    key: &str,
) -> io::Result<()> {
    let key = clean(key);
    let gap = (10usize).saturating_sub(columns(badge.1)).max(2);
    let left = columns(badge.1) + gap + columns(rule);
    let head = [badge, (Paint::Plain, &" ".repeat(gap)), (Paint::Strong, rule)];
    match page.width().checked_sub(left + columns(&key)) {
        Some(between) if between >= 2 => {
            let [badge, gap, rule] = head;
            let between = " ".repeat(between);
            page.line(0, &[badge, gap, rule, (Paint::Plain, &between), (Paint::Strong, &key)])
        }
        _ => {
            page.line(0, &head)?;
            page.paragraph(2, (Paint::Plain, ""), (Paint::Strong, &key))
        }
    }
}

/// The facts; where they are members of several sums, each sum with its own.
pub(in crate::report) fn facts(facts: &[Fact], page: &mut Page<'_>) -> io::Result<()> {
    let (untold, told): (Vec<&Fact>, Vec<&Fact>) = facts.iter().partition(|fact| is_untold(fact));
    let parts = parts(told);
    if parts.iter().filter(|part| !part.of.is_empty()).count() < 2 {
        let facts = parts.into_iter().flat_map(|part| part.facts);
        page.table(4, &rows(facts))?;
        return not_told(&untold, page);
    }
    for Part { of, facts } in parts {
        let made: Vec<String> =
            of.iter().map(|made| format!("{}: {}", made.said(), made.value)).collect();
        let indent = if made.is_empty() { 4 } else { 6 };
        if !made.is_empty() {
            page.paragraph(4, (Paint::Plain, ""), (Paint::Plain, &made.join(", ")))?;
        }
        page.table(indent, &rows(facts))?;
    }
    not_told(&untold, page)
}

/// Whether nothing is told of a fact, and nothing taken in its place.
fn is_untold(fact: &Fact) -> bool {
    let instead = fact.taken_as.is_some() || fact.instead_of.is_some();
    fact.value.is_unknown() && !instead && fact.sources.is_empty()
}

/// The facts that the rule asks for and nobody tells, each record's together: what there is to say of
/// them is that, so they need no line each.
fn not_told(untold: &[&Fact], page: &mut Page<'_>) -> io::Result<()> {
    let mut by_record: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for fact in untold {
        let (field, record) = words::of(&fact.path);
        match by_record.iter_mut().find(|(known, _)| *known == record) {
            Some((_, fields)) if fields.contains(&field) => {}
            Some((_, fields)) => fields.push(field),
            None => by_record.push((record, vec![field])),
        }
    }
    let told = by_record.iter().map(|(record, fields)| match record {
        None => fields.join(", "),
        Some(record) => told!("said-of", what = fields.join(", "), whom = record),
    });
    let told = told.collect::<Vec<String>>().join("; ");
    match untold {
        [] => Ok(()),
        _ => page.paragraph(4, (Paint::Open, &say("text-not-told")), (Paint::Plain, &told)),
    }
}

/// Facts that stand together, and what is made of them.
struct Part<'f> {
    of: Vec<&'f Made>,
    facts: Vec<&'f Fact>,
}

/// The facts by what is made of them; what several things are made of stands there once.
fn parts(facts: Vec<&Fact>) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for fact in facts {
        let of: Vec<&Made> = fact.of.iter().collect();
        match parts.iter_mut().find(|part| part.of == of) {
            Some(part) => part.facts.push(fact),
            None => parts.push(Part { of, facts: vec![fact] }),
        }
    }
    let mut told: Vec<Part<'_>> = Vec::new();
    for part in parts {
        let alike = |other: &&mut Part<'_>| {
            let told = |fact: &&Fact| other.facts.iter().any(|other| same(other, fact));
            !other.of.is_empty()
                && !part.of.is_empty()
                && other.facts.len() == part.facts.len()
                && part.facts.iter().all(told)
        };
        match told.iter_mut().find(alike) {
            Some(other) => other.of.extend(part.of),
            None => told.push(part),
        }
    }
    told
}

fn same(a: &Fact, b: &Fact) -> bool {
    (&a.path, &a.value, &a.place) == (&b.path, &b.value, &b.place)
}

fn rows<'f>(facts: impl IntoIterator<Item = &'f Fact>) -> Vec<[(Paint, String); 3]> {
    let row = |fact: &Fact| {
        [
            (Paint::Faint, words::path(&fact.path)),
            (Paint::Plain, words::fact(fact)),
            (Paint::Faint, words::stands(fact)),
        ]
    };
    // What its sources say stands below a fact on which they contradict each other, surely or
    // perhaps, or of which not all count.
    let said = |fact: &Fact, source: &FactSource| {
        let says = match source.outranked {
            true => told!("text-outranked-says", source = source.key),
            false => told!("text-says", source = source.key),
        };
        [
            (Paint::Faint, says),
            (Paint::Plain, words::says(fact, source)),
            (Paint::Faint, words::place(&source.place)),
        ]
    };
    let told = |fact: &'f Fact| {
        let all = fact.contested || fact.sources.iter().any(|source| source.outranked);
        let sources = fact.sources.iter().filter(move |_| all);
        let sources = sources.map(move |source| said(fact, source));
        std::iter::once(row(fact)).chain(sources)
    };
    facts.into_iter().flat_map(told).collect()
}

/// Where the facts come from, each source once.
pub(in crate::report) fn sources(facts: &[Fact], page: &mut Page<'_>) -> io::Result<()> {
    let named = words::sources(facts);
    if named.is_empty() {
        return Ok(());
    }
    page.paragraph(2, (Paint::Faint, &say("text-sources")), (Paint::Faint, &named.join("; ")))
}

/// What the finding could be at worst, and what would tell.
fn possibly(finding: &Finding, page: &mut Page<'_>) -> io::Result<()> {
    let Some(worse) = finding.possibly else {
        // What is no worse for certain waits only for what the baseline had.
        let lost = words::missing(&finding.missing, 0);
        return match lost.is_empty() {
            true => Ok(()),
            false => {
                page.paragraph(2, (Paint::Open, &say("text-waits-for")), (Paint::Plain, &lost))
            }
        };
    };
    let text = decided_by(worse, &finding.missing, finding.more_missing);
    page.paragraph(2, (Paint::Open, &say("text-possibly")), (Paint::Plain, &text))
}

/// `critical: would be decided by value of atlas (not given)`
pub(super) fn decided_by(worse: Severity, missing: &[MissingFact], more: u64) -> String {
    match missing {
        [] => words::severity(worse),
        missing => told!(
            "text-decided-by",
            severity = words::severity(worse),
            missing = words::missing(missing, more),
        ),
    }
}

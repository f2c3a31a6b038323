//! Findings that go back to the same, told as one story: the worst in full, and what else is said of
//! it.

use std::collections::HashMap;
use std::io;

use super::finding;
use super::page::{Page, Paint};
use crate::report::words::voice::told;
use crate::report::words::{place, severity};
use crate::report::{Fact, Finding, Place};

/// Findings that have a cause in common, by their places: the worst first.
type Story = Vec<(usize, Option<Shared>)>;

/// The fact that a finding shares with one before it.
#[derive(Clone, Debug)]
struct Shared {
    fact: String,
    place: Option<Place>,
}

/// Writes findings, which come worst first.
pub(super) fn write(findings: &[Finding], page: &mut Page<'_>) -> io::Result<()> {
    for story in stories(findings) {
        for (nth, (at, shared)) in story.iter().enumerate() {
            let Some(found) = findings.get(*at) else { continue };
            match nth {
                0 => finding::write(found, page)?,
                _ => also(found, shared.as_ref(), page)?,
            }
        }
        page.gap()?;
    }
    Ok(())
}

/// A finding that has its cause in common with the one that is told in full.
fn also(found: &Finding, shared: Option<&Shared>, page: &mut Page<'_>) -> io::Result<()> {
    let badge = severity(found.severity).to_uppercase();
    let said = if found.message.is_empty() { &found.title } else { &found.message };
    let about = told!("said-about", what = found.rule, whom = found.subject.key);
    let mut text = format!("{about}: {said}");
    if let Some(Shared { fact, place: at }) = shared {
        let at = place(at);
        let at = if at.is_empty() { at } else { format!(" ({at})") };
        let rest = told!("text-both-rest", fact = format!("{fact}{at}"));
        text.push_str(&format!("; {rest}"));
    }
    page.paragraph(2, (Paint::Severity(found.severity), &badge), (Paint::Plain, &text))
}

/// The findings by what they go back to, in the order of the worst of each.
fn stories(findings: &[Finding]) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    // The stories so far: by the subject of their findings, by the findings themselves, and by those
    // with which an amount of theirs is counted.
    let mut by_subject: HashMap<(&str, &str), Vec<(usize, usize)>> = HashMap::new();
    let mut by_finding: HashMap<(&str, &str), usize> = HashMap::new();
    let mut awaited: HashMap<(&str, &str), (usize, Shared)> = HashMap::new();
    for (at, found) in findings.iter().enumerate() {
        let own = (found.rule.as_str(), found.subject.key.as_str());
        let subject = (found.subject.record.as_str(), found.subject.key.as_str());
        let counted = found.at_stake.as_ref().and_then(|stake| stake.shares.as_ref());
        let with = counted.map(|shares| {
            let shared = Shared { fact: shares.fact.clone(), place: shares.place.clone() };
            ((shares.rule.as_str(), shares.key.as_str()), shared)
        });
        let of_owner = || {
            let (owner, shared) = with.as_ref()?;
            Some((*by_finding.get(owner)?, shared.clone()))
        };
        let of_subject = || {
            let mut known = by_subject.get(&subject)?.iter();
            known.find_map(|(story, other)| Some((*story, common(findings.get(*other)?, found)?)))
        };
        let joined = of_owner().or_else(|| awaited.get(&own).cloned()).or_else(of_subject);
        let (story, shared) = match joined {
            Some((story, shared)) => (story, Some(shared)),
            None => {
                stories.push(Vec::new());
                (stories.len() - 1, None)
            }
        };
        stories.get_mut(story).into_iter().for_each(|story| story.push((at, shared.clone())));
        by_subject.entry(subject).or_default().push((story, at));
        by_finding.insert(own, story);
        if let Some((owner, shared)) = with {
            awaited.entry(owner).or_insert((story, shared));
        }
    }
    stories
}

/// The fact that two findings about one record both rest on.
fn common(a: &Finding, b: &Finding) -> Option<Shared> {
    let told = |fact: &&Fact| fact.place.is_some();
    let is_in = |fact: &&Fact| {
        b.facts.iter().any(|other| (&other.path, &other.place) == (&fact.path, &fact.place))
    };
    let fact = a.facts.iter().filter(told).find(is_in)?;
    Some(Shared { fact: fact.path.clone(), place: fact.place.clone() })
}

//! What rules say of subjects then and now.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::ended::ended;
use super::facts;
use super::origins::{Origins, files};
use super::told::Verdict;
use crate::assess::{Held, change, pairs};
use crate::outcome::Severity;
use crate::report::Change;
use crate::report::diff::{Changed, Matter, OtherFact, Standing, Turn, Unchanged};

/// What a verdict is of: rule, kind and key.
type Name = (String, String, String);

/// The verdicts that are otherwise.
pub(super) fn changes(origins: &Origins<'_>, unchanged: &mut Unchanged) -> Vec<Changed> {
    let (old, new) = (origins.old.verdicts(), origins.new.verdicts());
    let mut then = by_name(&old, &BTreeMap::new());
    let known = old.iter().map(|verdict| (verdict.fingerprint.as_str(), name(verdict))).collect();
    let mut now = by_name(&new, &known);
    let mut all = Vec::new();
    for (name, were) in &mut then {
        let mut are = now.remove(name).unwrap_or_default();
        were.sort_by_key(|verdict| Reverse(held(verdict)));
        are.sort_by_key(|verdict| Reverse(held(verdict)));
        let held_of = |of: &[&Verdict]| of.iter().map(|one| held(one)).collect::<Vec<_>>();
        let (pairs, left) = pairs(&held_of(were), &held_of(&are));
        for (was, is) in pairs.into_iter().zip(are) {
            let was = was.and_then(|at| were.get(at).copied());
            match turn(was, is) {
                Some(turn) => all.push(turned(turn, (was, Some(is)), origins)),
                None if is.severity.is_some() => unchanged.findings += 1,
                None => unchanged.undetermined += 1,
            }
        }
        let gone = left.into_iter().filter_map(|at| were.get(at).copied());
        all.extend(gone.map(|was| turned(Turn::Fixed, (Some(was), None), origins)));
    }
    let new = now.into_values().flatten();
    all.extend(new.map(|is| turned(Turn::New, (None, Some(is)), origins)));
    all
}

/// The verdicts of each name; one whose fingerprint is `known` has the name that it had, as runs may
/// call its rule otherwise, and rules and records are renamed.
fn by_name<'v>(
    verdicts: &'v [Verdict],
    known: &BTreeMap<&str, Name>,
) -> BTreeMap<Name, Vec<&'v Verdict>> {
    let mut named: BTreeMap<Name, Vec<&Verdict>> = BTreeMap::new();
    for verdict in verdicts {
        let Verdict { fingerprint, formerly, .. } = verdict;
        let mut prints = std::iter::once(fingerprint).chain(&formerly.fingerprints);
        let name = prints.find_map(|print| known.get(print.as_str()).cloned());
        named.entry(name.unwrap_or_else(|| self::name(verdict))).or_default().push(verdict);
    }
    named
}

fn name(verdict: &Verdict) -> Name {
    let subject = &verdict.subject;
    (verdict.rule.clone(), subject.record.clone(), subject.key.clone())
}

fn held(verdict: &Verdict) -> Held {
    let Verdict { severity, possibly, .. } = verdict;
    let worst = (*possibly).max(*severity).unwrap_or(Severity::Info);
    Held { severity: *severity, possibly: worst }
}

/// How a verdict is otherwise; nothing where it is the same.
fn turn(was: Option<&Verdict>, is: &Verdict) -> Option<Turn> {
    let Some(was) = was else { return Some(Turn::New) };
    match change(held(was), held(is)) {
        Change::Unchanged => {
            let facts = was.evidence.as_ref().zip(is.evidence.as_ref());
            let other = facts
                .is_some_and(|(then, now)| then != now && !is.formerly.evidence.contains(then))
                || is.severity.is_none() && facts::of(&was.missing) != facts::of(&is.missing);
            other.then_some(Turn::Changed)
        }
        change => Turn::of(change),
    }
}

fn turned(
    turn: Turn,
    (was, is): (Option<&Verdict>, Option<&Verdict>),
    origins: &Origins<'_>,
) -> Changed {
    let all: Vec<&Verdict> = was.into_iter().chain(is).collect();
    let looked: BTreeSet<&str> =
        all.iter().flat_map(|verdict| files(&verdict.subject, &verdict.facts)).collect();
    let rule = |of: Option<&Verdict>, other: Option<&Verdict>| {
        of.or(other).map(|verdict| verdict.rule.clone()).unwrap_or_default()
    };
    let ended = match (was, is) {
        (Some(was), None) => ended(was, origins.old, origins.new),
        _ => Vec::new(),
    };
    let causes = origins.of_verdict([&rule(was, is), &rule(is, was)], &looked, &ended);
    let both = was.zip(is);
    let now = is.or(was);
    Changed {
        matter: Matter::Verdict,
        change: turn,
        fingerprint: now.map(|verdict| verdict.fingerprint.clone()),
        rule: rule(is, was),
        subject: now.map(|verdict| verdict.subject.clone()),
        form: None,
        then: was.map(standing),
        now: is.map(standing),
        message: now.map(|verdict| verdict.message.clone()).unwrap_or_default(),
        facts: both.map(|(was, is)| other_facts(was, is)).unwrap_or_default(),
        missing: is
            .map(|is| facts::missed(was.map_or(&[], |was| &was.missing), &is.missing))
            .unwrap_or_default(),
        ended,
        causes,
    }
}

/// The facts that are otherwise; of a verdict that could not be reached, those that it waited for.
fn other_facts(was: &Verdict, is: &Verdict) -> Vec<OtherFact> {
    let mut all = facts::others(&was.facts, &is.facts);
    if is.severity.is_none() {
        // What it waits for is told as such; it rests on nothing that could be otherwise.
        all.retain(|fact| fact.now.is_some());
    }
    if was.severity.is_none() {
        let waited: BTreeSet<&str> = was.missing.iter().map(|fact| fact.path.as_str()).collect();
        all.retain(|fact| waited.contains(fact.path.as_str()));
    }
    all
}

fn standing(verdict: &Verdict) -> Standing {
    let Verdict { severity, possibly, .. } = verdict;
    Standing::Verdict { severity: *severity, possibly: possibly.filter(|p| Some(*p) != *severity) }
}

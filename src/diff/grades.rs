//! What scorecards say of records then and now.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::facts;
use super::origins::{Origins, files};
use super::told::{Graded, Told};
use crate::assess::changed;
use crate::report::diff::{Changed, Matter, Standing, Turn, Unchanged};

/// The grades that are otherwise.
pub(super) fn changes(origins: &Origins<'_>, unchanged: &mut Unchanged) -> Vec<Changed> {
    let known: BTreeMap<&str, [String; 3]> =
        origins.old.grades.iter().map(|grade| (grade.fingerprint.as_str(), name(grade))).collect();
    let then = |grade: &Graded| {
        let mut former = grade.formerly.fingerprints.iter();
        former.find_map(|print| known.get(print.as_str()).cloned())
    };
    let by_name = |told: &'_ Told| -> BTreeMap<[String; 3], usize> {
        let name = |grade: &Graded| then(grade).unwrap_or_else(|| name(grade));
        told.grades.iter().enumerate().map(|(at, grade)| (name(grade), at)).collect()
    };
    let (then, now) = (by_name(origins.old), by_name(origins.new));
    let names: BTreeSet<&[String; 3]> = then.keys().chain(now.keys()).collect();
    let mut all = Vec::new();
    for name in names {
        let was = then.get(name).and_then(|at| origins.old.grades.get(*at));
        let is = now.get(name).and_then(|at| origins.new.grades.get(*at));
        match turn((was, is), origins) {
            Some(turn) => all.extend(turned(turn, (was, is), origins)),
            None => unchanged.grades += 1,
        }
    }
    all
}

fn name(grade: &Graded) -> [String; 3] {
    [&grade.scorecard, &grade.subject.record, &grade.subject.key].map(Clone::clone)
}

fn turn((was, is): (Option<&Graded>, Option<&Graded>), origins: &Origins<'_>) -> Option<Turn> {
    let (was, is) = match (was, is) {
        (Some(was), Some(is)) => (was, is),
        (None, _) => return Some(Turn::New),
        (_, None) => return Some(Turn::Fixed),
    };
    let [old, new] = [origins.old, origins.new].map(|told| scale(told, &is.scorecard));
    let same = (&was.grade, &was.possibly) == (&is.grade, &is.possibly);
    let place = |grade: &str| new.iter().position(|known| *known == grade).map(Reverse);
    let held = |of: &Graded| {
        let worst = of.possibly.as_deref().unwrap_or(&of.grade);
        Some((Some(place(&of.grade)?), place(worst)?))
    };
    // Grades of another scale compare with nothing.
    match held(was).zip(held(is)).filter(|_| old == new) {
        Some((then, now)) => Turn::of(changed(then, now)),
        None => (!same).then_some(Turn::Changed),
    }
}

/// The grades of a scorecard, the worst first.
fn scale<'t>(told: &'t Told, scorecard: &str) -> Vec<&'t str> {
    let card = told.scorecards.iter().find(|card| card.id == scorecard);
    card.iter().flat_map(|card| &card.grades).map(|scale| scale.grade.as_str()).collect()
}

fn turned(
    turn: Turn,
    (was, is): (Option<&Graded>, Option<&Graded>),
    origins: &Origins<'_>,
) -> Option<Changed> {
    let grade = is.or(was)?;
    let both: Vec<&Graded> = was.into_iter().chain(is).collect();
    let looked: BTreeSet<&str> =
        both.iter().flat_map(|grade| files(&grade.subject, &grade.facts)).collect();
    let standing =
        |of: &Graded| Standing::Grade { grade: of.grade.clone(), possibly: of.possibly.clone() };
    Some(Changed {
        matter: Matter::Grade,
        change: turn,
        fingerprint: Some(grade.fingerprint.clone()),
        rule: grade.scorecard.clone(),
        subject: Some(grade.subject.clone()),
        form: None,
        then: was.map(standing),
        now: is.map(standing),
        message: String::new(),
        facts: was.zip(is).map(|(w, i)| facts::others(&w.facts, &i.facts)).unwrap_or_default(),
        missing: Vec::new(),
        ended: Vec::new(),
        causes: origins.of_all(&looked),
    })
}

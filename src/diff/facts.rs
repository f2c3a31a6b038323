//! The facts that a verdict rests on, or waits for, and that are otherwise than they were.

use std::collections::{BTreeMap, BTreeSet};

use super::told::{Fact, Missing};
use crate::report::diff::{Missed, OtherFact};

/// What a fact is known by: its path, and the aggregate that it is a member of.
type Name<'f> = (&'f str, Option<&'f str>);

/// The facts that are otherwise: first those that have another value, then those that the verdict did
/// not rest on, then those that it rests on no more.
pub(super) fn others(then: &[Fact], now: &[Fact]) -> Vec<OtherFact> {
    let (old, new) = (named(then), named(now));
    let names: BTreeSet<Name<'_>> = old.keys().chain(new.keys()).copied().collect();
    let mut all: Vec<OtherFact> = Vec::new();
    for name in names {
        let none = Vec::new();
        let [were, are] = [&old, &new].map(|of| of.get(&name).unwrap_or(&none));
        // Facts of one name belong together in the order in which they are told.
        for at in 0..were.len().max(are.len()) {
            let [was, is] = [were, are].map(|of| of.get(at).copied());
            if was.map(|fact| &fact.value) == is.map(|fact| &fact.value) {
                continue;
            }
            all.push(OtherFact {
                path: name.0.to_owned(),
                of: name.1.map(str::to_owned),
                then: was.map(|fact| fact.value.clone()),
                now: is.map(|fact| fact.value.clone()),
                place: is.or(was).and_then(|fact| fact.place.clone()),
            });
        }
    }
    all.sort_by_key(|fact| (fact.then.is_none() || fact.now.is_none(), fact.now.is_none()));
    all
}

fn named(facts: &[Fact]) -> BTreeMap<Name<'_>, Vec<&Fact>> {
    let mut named: BTreeMap<Name<'_>, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        let of = fact.of.as_ref().map(|made| made.name.as_str());
        named.entry((&fact.path, of)).or_default().push(fact);
    }
    named
}

/// The facts that it waits for and did not.
pub(super) fn missed(then: &[Missing], now: &[Missing]) -> Vec<Missed> {
    let known = of(then);
    of(now).into_iter().filter(|fact| !known.contains(fact)).collect()
}

/// The facts that it waits for.
pub(super) fn of(missing: &[Missing]) -> BTreeSet<Missed> {
    let one = |fact: &Missing| Missed { path: fact.path.clone(), code: fact.code.clone() };
    missing.iter().map(one).collect()
}

//! Members whose side of the tie is not known. They may belong to many subjects, but not to those
//! that something else they say rules out; and what they may add is the same for all whom nothing
//! rules out.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::value::Scalar;

/// How many members are looked at one by one, so as to leave one of them out that is tied to the
/// subject otherwise; of more what all of them add is taken, which is a little too much.
pub(crate) const FEW: usize = 64;

/// Untied members by what else is known of them.
#[derive(Debug, Default)]
pub(crate) struct Untied<S> {
    patterns: Vec<Pattern<S>>,
}

/// Members of which the same keys are known.
#[derive(Debug)]
struct Pattern<S> {
    /// Which.
    told: Vec<usize>,
    /// Keys of which a range is known.
    ranged: Vec<(usize, Scalar)>,
    members: Vec<Alike<S>>,
    /// The place of those with these keys among the members.
    places: HashMap<Vec<Scalar>, usize>,
    /// All of them together: those of subjects that tell none of these keys.
    all: OnceLock<Alike<S>>,
}

/// Members that nothing which is looked at tells apart.
#[derive(Debug, Default)]
pub(crate) struct Alike<S> {
    pub(crate) rows: Vec<u32>,
    /// What is kept of them.
    pub(crate) kept: S,
}

impl<S> Alike<S> {
    /// Whether there is that member among a few.
    pub(crate) fn is_few_with(&self, row: Option<u32>) -> bool {
        self.rows.len() <= FEW && row.is_some_and(|row| self.rows.contains(&row))
    }

    /// The rows but for that one.
    pub(crate) fn without(&self, row: Option<u32>) -> Cow<'_, [u32]> {
        match row.filter(|row| self.rows.contains(row)) {
            Some(row) => self.rows.iter().copied().filter(|other| *other != row).collect(),
            None => Cow::Borrowed(&self.rows),
        }
    }
}

impl<S: Default> Untied<S> {
    /// From each member's row and keys.
    pub(crate) fn new(members: impl Iterator<Item = (u32, Vec<Scalar>)>) -> Self {
        let mut untied = Untied { patterns: Vec::new() };
        for (row, keys) in members {
            let (mut told, mut ranged, mut known) = (Vec::new(), Vec::new(), Vec::new());
            for (i, key) in keys.into_iter().enumerate() {
                match &key {
                    key if key.is_known() => {
                        told.push(i);
                        known.push(key.clone());
                    }
                    Scalar::Quantity { range, .. } if !range.is_any() => ranged.push((i, key)),
                    _ => {}
                }
            }
            let patterns = &mut untied.patterns;
            let at = patterns.iter().position(|p| p.told == told && p.ranged == ranged);
            let at = at.unwrap_or_else(|| {
                let (members, places, all) = (Vec::new(), HashMap::new(), OnceLock::new());
                patterns.push(Pattern { told, ranged, members, places, all });
                patterns.len() - 1
            });
            if let Some(pattern) = patterns.get_mut(at) {
                pattern.add(known, row);
            }
        }
        untied
    }

    /// Whether there is no such member.
    pub(crate) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Calls `found` with the members that the keys of a subject do not rule out, run by run.
    pub(crate) fn of<'u>(&'u self, subject: &[Scalar], mut found: impl FnMut(&'u Alike<S>)) {
        // What is nobody's is no one else's.
        if subject.contains(&Scalar::NOBODY) {
            return;
        }
        for pattern in &self.patterns {
            if !pattern
                .ranged
                .iter()
                .all(|(i, range)| subject.get(*i).is_none_or(|k| meet(k, range)))
            {
                continue;
            }
            let key: Option<Vec<Scalar>> = pattern
                .told
                .iter()
                .map(|i| subject.get(*i).filter(|key| key.is_known()).cloned())
                .collect();
            match key {
                Some(key) => pattern.of(&key).into_iter().for_each(&mut found),
                None => found(pattern.all()),
            }
        }
    }
}

impl<S: Default> Pattern<S> {
    fn add(&mut self, keys: Vec<Scalar>, row: u32) {
        let next = self.members.len();
        let place = *self.places.entry(keys).or_insert(next);
        if place == next {
            self.members.push(Alike::default());
        }
        if let Some(alike) = self.members.get_mut(place) {
            alike.rows.push(row);
        }
    }

    /// All members, whatever their keys.
    fn all(&self) -> &Alike<S> {
        self.all.get_or_init(|| {
            let mut rows: Vec<u32> = self.members.iter().flat_map(|m| &m.rows).copied().collect();
            rows.sort_unstable();
            Alike { rows, kept: S::default() }
        })
    }

    fn of(&self, keys: &[Scalar]) -> Option<&Alike<S>> {
        self.members.get(*self.places.get(keys)?)
    }
}

/// Whether two values may be the same key. Amounts in two currencies never are, whatever the rate.
fn meet(a: &Scalar, b: &Scalar) -> bool {
    let (Scalar::Quantity { range, currency, .. }, Scalar::Quantity { range: r, currency: c, .. }) =
        (a, b)
    else {
        return true;
    };
    let same = currency.is_none() || c.is_none() || currency == c;
    same && range.intersect(*r).is_some()
}

//! Where the records of a foreign file stand: a path such as `releases[].awards[]`, gone through.

use std::collections::BTreeSet;

use crate::record::raw::{Form, Raw, again};

/// A path to records. Lists are gone through wherever they stand, and one record where a list was
/// said is a list of one: there is nothing else that either could mean.
pub(in crate::record) struct Path<'p>(Vec<&'p str>);

/// What stands at the end of the path, or on its way.
pub(in crate::record) enum Found<'r, 'a> {
    /// A record, or what should be one.
    Record(&'r Raw<'a>),
    /// A value that has no members, though the path goes on by that name.
    Blocked(&'r Raw<'a>, &'r str),
    /// A name of the path that stands twice in one map, so that one of the two is not gone through.
    Twice(&'r Raw<'a>, &'r Raw<'a>),
}

/// How often a path went on, and how often not.
#[derive(Clone, Default, Debug)]
pub(in crate::record) struct Passed {
    /// Records found.
    pub(in crate::record) found: u64,
    /// By step of the path: how many have the member that it names, and how many have none.
    pub(in crate::record) steps: Vec<(u64, u64)>,
    /// What those have that do not have it: a few, to tell what may be meant.
    pub(in crate::record) names: BTreeSet<String>,
}

/// How many names are kept.
const NAMES: usize = 200;

impl<'p> Path<'p> {
    /// A path as it is written.
    pub(in crate::record) fn new(text: &'p str) -> Path<'p> {
        let steps = text.split('.').map(|step| step.strip_suffix("[]").unwrap_or(step).trim());
        Path(steps.filter(|step| !step.is_empty()).collect())
    }

    /// The names of its steps.
    pub(in crate::record) fn steps(&self) -> &[&'p str] {
        &self.0
    }

    /// Calls `found` with every record, and with whatever stands in the way, and the maps that lead to
    /// it, the outermost first.
    pub(in crate::record) fn walk<'r, 'a>(
        &'r self,
        raw: &'r Raw<'a>,
        passed: &mut Passed,
        found: &mut dyn FnMut(Found<'r, 'a>, &[&'r Raw<'a>]),
    ) {
        passed.steps.resize(self.0.len(), (0, 0));
        self.step(raw, &mut Vec::new(), passed, found);
    }

    fn step<'r, 'a>(
        &'r self,
        raw: &'r Raw<'a>,
        above: &mut Vec<&'r Raw<'a>>,
        passed: &mut Passed,
        found: &mut dyn FnMut(Found<'r, 'a>, &[&'r Raw<'a>]),
    ) {
        // Each step leads through one map.
        let at = above.len();
        let next = self.0.get(at).zip(passed.steps.get_mut(at));
        match (&raw.form, next) {
            (Form::List(values), _) => {
                values.iter().for_each(|value| self.step(value, above, passed, found));
            }
            (_, None) => {
                passed.found += 1;
                found(Found::Record(raw), above);
            }
            (Form::Map(members), Some((name, (present, absent)))) => {
                if let Some((first, again)) = again(members, name) {
                    found(Found::Twice(first, again), above);
                }
                match raw.member(name).filter(|value| !value.is_empty()) {
                    Some(value) => {
                        *present += 1;
                        above.push(raw);
                        self.step(value, above, passed, found);
                        above.pop();
                    }
                    None => {
                        *absent += 1;
                        let room = NAMES.saturating_sub(passed.names.len());
                        let names = members.iter().filter_map(|m| m.key.text()).take(room);
                        passed.names.extend(names.map(str::to_owned));
                    }
                }
            }
            (_, Some((_, (_, absent)))) if raw.is_empty() => *absent += 1,
            (_, Some((name, _))) => found(Found::Blocked(raw, name), above),
        }
    }
}

impl Passed {
    /// Adds what was met in another part of the file.
    pub(in crate::record) fn append(&mut self, other: Passed) {
        self.found += other.found;
        self.steps.resize(self.steps.len().max(other.steps.len()), (0, 0));
        for (step, more) in self.steps.iter_mut().zip(other.steps) {
            *step = (step.0 + more.0, step.1 + more.1);
        }
        let room = NAMES.saturating_sub(self.names.len());
        self.names.extend(other.names.into_iter().take(room));
    }
}

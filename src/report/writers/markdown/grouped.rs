//! What could not be decided by the fact that is missing, and what to ask for: a row for each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::escape::inline;
use crate::outcome::Severity;
use crate::report::words::voice::{count, some, told};
use crate::report::words::{of, severity};
use crate::report::writers::text::requests::asked;
use crate::report::{RequestGroup, Undetermined};

/// How many of a group are named.
const NAMED: usize = 3;

/// Groups by the name of what is missing.
#[derive(Default)]
pub(super) struct Groups(BTreeMap<String, Group>);

/// Those for whom the same is missing.
struct Group {
    worst: Severity,
    all: u64,
    /// The first few, in the order of the report.
    named: Vec<String>,
}

impl Groups {
    /// A verdict that could not be reached, with those that wait for the same.
    pub(super) fn verdict(&mut self, verdict: &Undetermined) {
        let missing = verdict.missing.first().map_or("", |fact| field(&fact.path));
        let name = told!("said-about", what = verdict.rule, whom = verdict.subject.key);
        self.add(missing.to_owned(), name, verdict.possibly);
    }

    fn add(&mut self, what: String, name: String, worst: Severity) {
        let none = || Group { worst, all: 0, named: Vec::new() };
        let group = self.0.entry(what).or_insert_with(none);
        group.all += 1;
        group.worst = group.worst.max(worst);
        if group.named.len() < NAMED {
            group.named.push(name);
        }
    }

    /// A row for each, the worst first, with how many it stands for.
    pub(super) fn rows(&self) -> Vec<(String, u64)> {
        let mut groups: Vec<(&String, &Group)> = self.0.iter().collect();
        groups.sort_by_key(|(what, group)| (Reverse((group.worst, group.all)), *what));
        groups.into_iter().map(|(what, group)| (group.row(what), group.all)).collect()
    }
}

impl Group {
    fn row(&self, what: &str) -> String {
        let mut names: Vec<String> = self.named.iter().map(|name| inline(name)).collect();
        let more = self.all.saturating_sub(names.len() as u64);
        names.extend((more > 0).then(|| some("said-more", more)));
        let (all, worst) = (count(self.all), severity(self.worst));
        format!("| {} | {all} | {worst} | {} |\n", inline(what), names.join(", "))
    }
}

/// A field to ask for, with how many facts it stands for.
pub(super) fn request(group: &RequestGroup) -> (String, u64) {
    let RequestGroup { facts, waits, worst, keys, .. } = group;
    let asked = asked(group);
    let named = keys.iter().take(NAMED).map(|key| inline(key));
    let mut names: Vec<String> = named.filter(|_| *facts > 1).collect();
    let more = facts.saturating_sub(names.len() as u64);
    names.extend((more > 0 && *facts > 1).then(|| some("said-more", more)));
    let (waits, worst) = (count(*waits), severity(*worst));
    (format!("| {} | {waits} | {worst} | {} |\n", inline(&asked), names.join(", ")), *facts)
}

/// The field that a path leads to: `rating` of `seller.rating` and of `rating of acme`.
fn field(path: &str) -> &str {
    let (path, _) = of(path);
    path.rsplit_once('.').map_or(path, |(_, field)| field)
}

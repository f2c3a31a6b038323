//! What makes a finding the same finding tomorrow.

use std::sync::Arc;

use super::Assessment;
use super::digest::of_parts;
use crate::ir::KnownAs;

/// What a rule's verdict on a subject is known by. Unchanged when lines move or words change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fingerprint {
    /// 32 hexadecimal digits of SHA-256 over the project if it has a name, what the rule is known by,
    /// the kind and each part of the key.
    pub(super) now: String,
    /// What earlier reports knew it by, which named the rule as their run called it, and those of
    /// version 0.1.0, which joined the parts of a key; as far as that could mean nothing else.
    pub(super) former: Vec<String>,
}

impl Fingerprint {
    fn new(project: Option<&str>, rule: &KnownAs, kind: &str, key: &[String]) -> Fingerprint {
        let parts = key;
        let key = || parts.iter().map(String::as_str);
        let called = |rule: &Arc<str>| {
            // No rule is without a name, so nothing else begins with an empty part.
            let project = project.into_iter().flat_map(|name| ["", name]);
            let key = parts.iter().map(String::as_str);
            digest(project.chain([&**rule, kind]).chain(key))
        };
        let now = called(&rule.now);
        let is_plain = key().count() == 1 || !key().any(|part| part.contains('/'));
        let joined = key().collect::<Vec<_>>().join("/");
        let first = |rule: &Arc<str>| is_plain.then(|| digest([rule, kind, &joined]));
        let mut former: Vec<String> = rule.before.iter().map(called).collect();
        former.extend(std::iter::once(&rule.now).chain(&rule.before).filter_map(first));
        former.retain(|former| *former != now);
        Fingerprint { former, now }
    }

    /// Of the grade that a scorecard gives a record: its rule is one that no rule can be called.
    fn of_grade(project: Option<&str>, scorecard: &str, kind: &str, key: &[String]) -> String {
        let now = format!("scorecard {scorecard}").into();
        Fingerprint::new(project, &KnownAs { now, before: Vec::new() }, kind, key).now
    }

    /// By what a baseline may know the verdict.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.now).chain(&self.former)
    }
}

impl Assessment<'_> {
    /// The fingerprint by which the baseline knows a verdict, else its own.
    pub(super) fn known_print<'p>(&self, prints: &'p Fingerprint) -> &'p String {
        let known = |print: &&String| self.baseline.verdicts().contains_key(*print);
        prints.all().find(known).unwrap_or(&prints.now)
    }

    /// The fingerprint of what a rule says of one of its subjects.
    pub(super) fn fingerprint(&self, rule: usize, row: u32) -> Fingerprint {
        // INVARIANT: rules are named by their places in the program.
        let rule = &self.program.rules[rule];
        let kind = &self.program.schema.record(rule.subject).name;
        let key = self.places().key_parts(rule.subject, row);
        Fingerprint::new(self.project.as_deref(), &rule.known_as, kind, &key)
    }

    /// The fingerprint of the grade that a scorecard gives a record.
    pub(super) fn fingerprint_of_grade(&self, scorecard: usize, row: u32) -> String {
        // INVARIANT: scorecards are named by their places in the program.
        let scorecard = &self.program.scorecards[scorecard];
        let kind = &self.program.schema.record(scorecard.subject).name;
        let key = self.places().key_parts(scorecard.subject, row);
        Fingerprint::of_grade(self.project.as_deref(), &scorecard.name, kind, &key)
    }
}

fn digest<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    of_parts(parts, 16)
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;
    use crate::ir::KnownAs;

    fn of(project: Option<&str>, key: &[&str]) -> Fingerprint {
        let key: Vec<String> = key.iter().map(|part| (*part).to_owned()).collect();
        let rule = KnownAs { now: "r".into(), before: Vec::new() };
        Fingerprint::new(project, &rule, "K", &key)
    }

    #[test]
    fn parts_and_projects_are_told_apart() {
        let all = [
            of(None, &["a/b", "c"]),
            of(None, &["a", "b/c"]),
            of(None, &["a", "b", "c"]),
            of(None, &["a/b/c"]),
            of(Some("p"), &["a/b/c"]),
            of(Some("p"), &["a", "b", "c"]),
        ];
        for (i, one) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|other| other.now != one.now));
        }
    }

    #[test]
    fn what_it_was_is_kept_where_it_is_clear() {
        let none: [String; 0] = [];
        assert_eq!(of(None, &["a/b"]).former, none);
        assert_eq!(of(None, &["a/b", "c"]).former, none);
        assert_eq!(of(None, &["a", "b"]).former, [of(None, &["a/b"]).now]);
        assert_eq!(of(Some("p"), &["a"]).former, [of(None, &["a"]).now]);
    }

    #[test]
    fn what_runs_called_the_rule_is_kept() {
        let of = |now: &str, before: &[&str]| {
            let before = before.iter().map(|name| (*name).into()).collect();
            let rule = KnownAs { now: now.into(), before };
            Fingerprint::new(Some("p"), &rule, "K", &["a".to_owned()])
        };
        let whole = of("std.c.r", &["r", "c.r"]);
        for called in ["r", "c.r"] {
            assert!(whole.former.contains(&of(called, &[]).now), "{called}");
        }
    }
}

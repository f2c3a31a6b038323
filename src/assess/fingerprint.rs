//! What makes a finding the same finding tomorrow.

use super::Assessment;
use super::digest::of_parts;
use crate::ir::KnownAs;

/// What a rule's verdict on a subject is known by. Unchanged when lines move or words change.
pub(super) struct Fingerprint<'p> {
    project: Option<&'p str>,
    rule: &'p KnownAs,
    kind: &'p str,
    /// The parts of the key.
    key: Vec<String>,
    /// Those of each key that the subject had.
    keys_then: Vec<Vec<String>>,
    /// 32 hexadecimal digits of SHA-256 over the project if it has a name, what the rule is known by,
    /// the kind and each part of the key.
    pub(super) now: String,
}

impl<'p> Fingerprint<'p> {
    fn new(
        project: Option<&'p str>,
        rule: &'p KnownAs,
        kind: &'p str,
        key: Vec<String>,
        keys_then: Vec<Vec<String>>,
    ) -> Fingerprint<'p> {
        let now = called(project, &rule.now, kind, &key);
        Fingerprint { project, rule, kind, key, keys_then, now }
    }

    /// What earlier reports knew it by: under the names that its rule and its subject had, with the rule
    /// named as their run called it, and those of version 0.1.0, which joined the parts of a key, as far
    /// as that could mean nothing else.
    pub(super) fn former(&self) -> impl Iterator<Item = String> {
        let keys = std::iter::once(&self.key).chain(&self.keys_then);
        let all = keys.flat_map(move |key| {
            let names = || std::iter::once(&self.rule.now).chain(&self.rule.before);
            let told = names().map(move |rule| called(self.project, rule, self.kind, key));
            let is_plain = key.len() == 1 || !key.iter().any(|part| part.contains('/'));
            let first = is_plain.then(|| key.join("/")).into_iter().flat_map(move |joined| {
                names().map(move |rule| digest([&**rule, self.kind, &joined]))
            });
            told.chain(first)
        });
        all.filter(|former| *former != self.now)
    }

    /// What reports knew it by that were made by this version before its rule or its subject was
    /// renamed.
    pub(super) fn renamed(&self) -> Vec<String> {
        let keys = || std::iter::once(&self.key).chain(&self.keys_then);
        let names = std::iter::once(self.rule.now.to_string()).chain(self.rule.names_then());
        let all = names.flat_map(|rule| {
            keys().map(move |key| called(self.project, &rule, self.kind, key)).collect::<Vec<_>>()
        });
        all.filter(|former| *former != self.now).collect()
    }

    /// By what a baseline may know the verdict: what it is known by now, then what was before.
    pub(super) fn all(&self) -> impl Iterator<Item = String> {
        std::iter::once_with(|| self.now.clone()).chain(self.former())
    }
}

/// Of the grade that a scorecard gives a record: its rule is one that no rule can be called.
fn of_grade(project: Option<&str>, scorecard: &str, kind: &str, key: &[String]) -> String {
    called(project, &format!("scorecard {scorecard}"), kind, key)
}

fn called(project: Option<&str>, rule: &str, kind: &str, key: &[String]) -> String {
    // No rule is without a name, so nothing else begins with an empty part.
    let project = project.into_iter().flat_map(|name| ["", name]);
    digest(project.chain([rule, kind]).chain(key.iter().map(String::as_str)))
}

impl Assessment<'_> {
    /// The fingerprint by which the baseline knows a verdict, else its own.
    pub(super) fn known_print(&self, prints: &Fingerprint<'_>) -> String {
        let known = |print: &String| self.baseline.verdicts().contains_key(print);
        prints.all().find(known).unwrap_or_else(|| prints.now.clone())
    }

    /// The fingerprint of what a rule says of one of its subjects.
    pub(super) fn fingerprint(&self, rule: usize, row: u32) -> Fingerprint<'_> {
        // INVARIANT: rules are named by their places in the program.
        let rule = &self.program.rules[rule];
        let kind = &self.program.schema.record(rule.subject).name;
        let key = self.places().key_parts(rule.subject, row);
        let keys_then = self.former_keys(rule.subject, row);
        Fingerprint::new(self.project.as_deref(), &rule.known_as, kind, key, keys_then)
    }

    /// By what the grade may be known that a scorecard gives a record: by its fingerprint, then by those
    /// under the keys that the record had.
    pub(super) fn fingerprints_of_grade(&self, scorecard: usize, row: u32) -> Vec<String> {
        // INVARIANT: scorecards are named by their places in the program.
        let scorecard = &self.program.scorecards[scorecard];
        let kind = &self.program.schema.record(scorecard.subject).name;
        let key = self.places().key_parts(scorecard.subject, row);
        let keys = std::iter::once(key).chain(self.former_keys(scorecard.subject, row));
        let of = |key: Vec<String>| of_grade(self.project.as_deref(), &scorecard.name, kind, &key);
        keys.map(of).collect()
    }

    /// The fingerprint by which the baseline knows a grade, else its own, and its own.
    pub(super) fn known_print_of_grade(&self, scorecard: usize, row: u32) -> [String; 2] {
        let prints = self.fingerprints_of_grade(scorecard, row);
        let own = prints.first().cloned().unwrap_or_default();
        let known = prints.into_iter().find(|print| self.baseline.grades().contains_key(print));
        [known.unwrap_or_else(|| own.clone()), own]
    }
}

fn digest<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    of_parts(parts, 16)
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;
    use crate::ir::KnownAs;

    fn of(project: Option<&str>, key: &[&str]) -> (String, Vec<String>) {
        called(project, &KnownAs { now: "r".into(), before: Vec::new(), formerly: Vec::new() }, key)
    }

    fn called(project: Option<&str>, rule: &KnownAs, key: &[&str]) -> (String, Vec<String>) {
        let key = key.iter().map(|part| (*part).to_owned()).collect();
        let print = Fingerprint::new(project, rule, "K", key, Vec::new());
        (print.now.clone(), print.former().collect())
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
        for (i, (one, _)) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|(other, _)| other != one));
        }
    }

    #[test]
    fn what_it_was_is_kept_where_it_is_clear() {
        let former = |project, key| of(project, key).1;
        let none: [String; 0] = [];
        assert_eq!(former(None, &["a/b"]), none);
        assert_eq!(former(None, &["a/b", "c"]), none);
        assert_eq!(former(None, &["a", "b"]), [of(None, &["a/b"]).0]);
        assert_eq!(former(Some("p"), &["a"]), [of(None, &["a"]).0]);
    }

    #[test]
    fn what_runs_called_the_rule_is_kept() {
        let of = |now: &str, before: &[&str]| {
            let before = before.iter().map(|name| (*name).into()).collect();
            called(Some("p"), &KnownAs { now: now.into(), before, formerly: Vec::new() }, &["a"])
        };
        let (_, former) = of("std.c.r", &["r", "c.r"]);
        for called in ["r", "c.r"] {
            assert!(former.contains(&of(called, &[]).0), "{called}");
        }
    }
}

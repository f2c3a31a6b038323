//! What makes a finding the same finding tomorrow.

use super::Assessment;
use super::digest::of_parts;

/// What a rule's verdict on a subject is known by. Unchanged when lines move or words change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fingerprint {
    /// 32 hexadecimal digits of SHA-256 over the project if it has a name, the rule, the kind and
    /// each part of the key.
    pub(super) now: String,
    /// What reports of version 0.1.0 knew it by, which joined the parts of a key, where that is
    /// another and could mean no other subject.
    pub(super) former: Option<String>,
}

impl Fingerprint {
    fn new(project: Option<&str>, rule: &str, kind: &str, key: &[String]) -> Fingerprint {
        let key = || key.iter().map(String::as_str);
        // No rule is without a name, so nothing else begins with an empty part.
        let project = project.into_iter().flat_map(|name| ["", name]);
        let now = digest(project.chain([rule, kind]).chain(key()));
        let is_plain = key().count() == 1 || !key().any(|part| part.contains('/'));
        let joined = key().collect::<Vec<_>>().join("/");
        let former = is_plain.then(|| digest([rule, kind, &joined]));
        Fingerprint { former: former.filter(|former| *former != now), now }
    }

    /// Of the grade that a scorecard gives a record: its rule is one that no rule can be called.
    fn of_grade(project: Option<&str>, scorecard: &str, kind: &str, key: &[String]) -> String {
        Fingerprint::new(project, &format!("scorecard {scorecard}"), kind, key).now
    }

    /// By what a baseline may know the verdict.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.now).chain(&self.former)
    }
}

impl Assessment<'_> {
    /// The fingerprint of what a rule says of one of its subjects.
    pub(super) fn fingerprint(&self, rule: usize, row: u32) -> Fingerprint {
        // INVARIANT: rules are named by their places in the program.
        let rule = &self.program.rules[rule];
        let kind = &self.program.schema.record(rule.subject).name;
        let key = self.places().key_parts(rule.subject, row);
        Fingerprint::new(self.project.as_deref(), &rule.name, kind, &key)
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

    fn of(project: Option<&str>, key: &[&str]) -> Fingerprint {
        let key: Vec<String> = key.iter().map(|part| (*part).to_owned()).collect();
        Fingerprint::new(project, "r", "K", &key)
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
        assert_eq!(of(None, &["a/b"]).former, None);
        assert_eq!(of(None, &["a/b", "c"]).former, None);
        assert_eq!(of(None, &["a", "b"]).former, Some(of(None, &["a/b"]).now));
        assert_eq!(of(Some("p"), &["a"]).former, Some(of(None, &["a"]).now));
    }
}

//! What a run is judged by, and what of that is another than when its baseline was made: findings
//! that other rules clear are no better records.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::Budget;
use super::digest::{digest, of_parts};
use super::gate::PolicyChanges;
use super::looser::{EarlierGate, Looser, NONE};
use super::{Assessment, Options};
use crate::pack;
use crate::report::{FileChange, Note, Policy, Reason, ReasonKind, RuleFile};
use crate::source::FileId;
use crate::ty::Ty;
use crate::value::{Date, Scalar};

impl Assessment<'_> {
    /// The policy as reports tell it.
    pub(super) fn policy(&self, options: &Options) -> Policy {
        let (gate, grades) = (options.gate, &options.fail_on_grade);
        Policy {
            fail_on: gate.line().to_owned(),
            fail_on_amount: gate.fail_on_amount.map(|line| {
                let line = Scalar::money(line, self.evaluation.rates().reporting);
                self.places().value(&line, Ty::MONEY)
            }),
            fail_on_grade: grades.iter().map(|line| self.told_line(*line)).collect(),
            undetermined: gate.undetermined.name().to_owned(),
            changed: gate.changed.name().to_owned(),
            policy_changes: match options.policy_changes {
                PolicyChanges::Fail => Some("fail".to_owned()),
                PolicyChanges::Warn => None,
            },
            require: self.required(&options.required),
            budget: options.budgets.iter().map(Budget::told).collect(),
            baseline: self.baseline.file().cloned(),
            rules: self.rule_files(),
        }
    }

    /// The rule files of the run, in the order of their names.
    fn rule_files(&self) -> Vec<RuleFile> {
        let rules = self.sources.iter().filter(|(_, file)| file.name.ends_with(".risk"));
        let told = rules.map(|(id, file)| RuleFile {
            path: file.called.to_string(),
            sha256: digest(file.bytes()),
            untranslated: digest(self.untranslated(id).as_bytes()),
            shipped: pack::with_text(file.bytes()).is_some_and(|pack| *pack.file == *file.name),
        });
        told.collect::<BTreeSet<RuleFile>>().into_iter().collect()
    }

    /// The text of a rule file without what is no part of its rules, what it says in other languages
    /// and waivers, with one blank for each stretch of blanks.
    fn untranslated(&self, file: FileId) -> String {
        let text = self.sources.file(file).text();
        let (mut own, mut at) = (String::with_capacity(text.len()), 0);
        let aside = self.program.aside.iter().filter(|span| span.file == file);
        let places = aside.map(|span| (span.start as usize, span.end() as usize));
        for (start, end) in places.chain([(text.len(), text.len())]) {
            let between = text.get(at..start).unwrap_or_default();
            for word in between.split_whitespace() {
                own.push_str(word);
                own.push(' ');
            }
            at = end.max(at);
        }
        own
    }

    /// That the baseline is as of another day: what time alone changed is no better or worse record.
    pub(super) fn other_day(&self, as_of: Date) -> Option<Note> {
        let then = self.baseline.as_of().filter(|then| *then != as_of.to_string())?;
        Some(Note::OtherDay { then: then.to_owned(), now: as_of })
    }

    /// That what failed the run of the baseline lets this one pass.
    pub(super) fn failed_baseline(&self) -> Option<Note> {
        self.baseline.has_failed().then_some(Note::FailedBaseline)
    }

    /// Digits that are others where a rule file or a param that the run sets is another.
    pub(super) fn policy_digits(&self, policy: &Policy) -> String {
        let files: BTreeSet<&str> =
            policy.rules.iter().map(|file| file.untranslated.as_str()).filter(has_rules).collect();
        let params = self.program.rules.iter().flat_map(|rule| self.places().params(rule));
        let set: BTreeSet<String> = params
            .filter(|param| param.set_by_run)
            .map(|param| format!("{}={}", param.name, param.value))
            .collect();
        of_parts(files.into_iter().chain(set.iter().map(String::as_str)), 8)
    }

    /// That nothing of the baseline was accepted under these rules and params.
    fn other_policy(&self, policy: &Policy) -> Option<Note> {
        let known = self.baseline.policies();
        let is_other = !known.is_empty() && !known.contains(&self.policy_digits(policy));
        is_other.then_some(Note::OtherPolicy)
    }

    /// What of rules and params the baseline has otherwise.
    pub(super) fn policy_changes(&self, policy: &Policy) -> Vec<Note> {
        if self.baseline.file().is_none() {
            return Vec::new();
        }
        let then = self.baseline.policy();
        let files = then.rules.as_ref().and_then(|then| changed_files(then, &policy.rules));
        let mut told: Vec<Note> = files.into_iter().chain(self.changed_params()).collect();
        // Where it is known which files are others, that something is needs no words of its own.
        let is_told = !told.is_empty();
        told.extend(self.other_policy(policy).filter(|_| !is_told));
        told.extend(self.looser_gate(policy));
        told
    }

    /// Params that have another value than then; one that is asked on several days has several.
    fn changed_params(&self) -> Vec<Note> {
        let mut now: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
        for rule in &self.program.rules {
            for param in self.places().params(rule) {
                now.entry((&rule.name, param.name)).or_default().insert(param.value);
            }
        }
        let mut then: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
        for rule in self.baseline.rules() {
            for param in &rule.params {
                let now = self.program.rules.iter().find(|known| known.goes_by(&rule.id));
                let id = now.map_or(rule.id.as_str(), |now| &now.name);
                let values = then.entry((id, param.name.clone())).or_default();
                values.insert(param.value.clone());
            }
        }
        // Several rules may rest on one param.
        let mut changed = BTreeSet::new();
        for (param, then) in &then {
            if let Some(now) = now.get(param).filter(|now| *now != then) {
                changed.insert((&param.1, now, then));
            }
        }
        let list = |values: &BTreeSet<String>| values.iter().cloned().collect();
        let note = |(name, now, then): (&String, _, _)| Note::OtherParam {
            name: name.clone(),
            now: list(now),
            then: list(then),
        };
        changed.into_iter().map(note).collect()
    }
}

impl Assessment<'_> {
    /// In what the gate is looser than in the baseline.
    pub(super) fn looser_gate(&self, now: &Policy) -> impl Iterator<Item = Note> {
        let then = &self.baseline.policy().gate;
        let mut all = then.words(now);
        all.extend(then.amount(now));
        all.extend(self.looser_grades(then, now));
        all.extend(then.budgets(&now.budget, |rule| self.rule_now(rule)));
        all.extend(then.require.looser(&now.require, |rule| self.rule_now(rule)));
        all.into_iter().map(|(key, then, now)| Note::LooserGate { key, then, now })
    }

    /// What the rule is called now that was called so.
    fn rule_now(&self, name: &str) -> String {
        let rule = self.program.rules.iter().find(|rule| rule.goes_by(name));
        rule.map_or_else(|| name.to_owned(), |rule| rule.name.to_string())
    }

    /// Grades that fail the gate no more, or only from a worse one on.
    fn looser_grades(&self, then: &EarlierGate, now: &Policy) -> Vec<Looser> {
        let place = |card: &str, grade: &str| {
            let card = self.program.scorecards.iter().find(|known| *known.name == *card)?;
            card.grades.iter().position(|known| *known.name == *grade)
        };
        let looser = |line: &String| {
            let (card, grade) = line.split_once('=')?;
            let of_card = |line: &&String| line.split_once('=').is_some_and(|(of, _)| of == card);
            let is = now.fail_on_grade.iter().find(of_card);
            let worse = is.and_then(|is| is.split_once('=')).is_some_and(|(_, is)| {
                place(card, is).zip(place(card, grade)).is_some_and(|(is, was)| is < was)
            });
            let told = is.cloned().unwrap_or_else(|| NONE.to_owned());
            (is.is_none() || worse).then(|| ("fail_on_grade".to_owned(), line.clone(), told))
        };
        then.fail_on_grade.iter().filter_map(looser).collect()
    }
}

/// That the gate fails as its policy is another than in the baseline.
pub(super) fn of_policy(policy: PolicyChanges, changes: &[Note]) -> Option<Reason> {
    let count = |note: &Note| match note {
        Note::OtherRules(files) => files.len() as u64,
        _ => 1,
    };
    let count = changes.iter().map(count).sum();
    let fails = policy == PolicyChanges::Fail && count > 0;
    fails.then(|| Reason::new(ReasonKind::Policy, count))
}

/// Which files have other rules than then. Whatever a file is called, its rules are the same if its
/// bytes are, or all of them that are no translation.
fn changed_files(then: &[RuleFile], now: &[RuleFile]) -> Option<Note> {
    let same = |one: &RuleFile, other: &RuleFile| {
        let told = !one.untranslated.is_empty();
        let whole = !one.sha256.is_empty() && one.sha256 == other.sha256;
        whole || told && one.untranslated == other.untranslated
    };
    let known = |all: &[RuleFile], file: &RuleFile| {
        !has_rules(&file.untranslated.as_str()) || all.iter().any(|known| same(known, file))
    };
    let named = |all: &[RuleFile], file: &RuleFile| all.iter().any(|f| f.path == file.path);
    let here = now.iter().filter(|file| !known(then, file)).map(|file| match named(then, file) {
        true => FileChange::Changed(file.path.clone()),
        false => FileChange::New(file.path.clone()),
    });
    let gone = then.iter().filter(|file| !known(now, file) && !named(now, file));
    let changes: Vec<FileChange> =
        here.chain(gone.map(|file| FileChange::Gone(file.path.clone()))).collect();
    (!changes.is_empty()).then_some(Note::OtherRules(changes))
}

/// Whether digits are those of a file that has something beside waivers.
fn has_rules(untranslated: &&str) -> bool {
    *untranslated != digest(b"")
}

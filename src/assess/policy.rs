//! What a run is judged by, and what of that is another than when its baseline was made: findings
//! that other rules clear are no better records.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Assessment;
use super::head::digest;
use super::wording::listed;
use crate::report::{Policy, RuleFile};
use crate::value::Date;

/// The rules and params of an earlier report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(super) struct Earlier {
    /// Reports of old tell nothing of the files.
    #[serde(default)]
    pub(super) rules: Option<Vec<RuleFile>>,
}

/// A rule of an earlier report.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(super) struct EarlierRule {
    id: String,
    #[serde(default)]
    params: Vec<EarlierParam>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct EarlierParam {
    name: String,
    value: String,
}

impl Assessment<'_> {
    /// The policy as reports tell it.
    pub(super) fn policy(&self, gate: super::Gate) -> Policy {
        Policy {
            fail_on: gate.line().to_owned(),
            undetermined: gate.undetermined.name().to_owned(),
            baseline: self.baseline.file().cloned(),
            rules: self.rule_files(),
        }
    }

    /// The rule files of the run, in the order of their names.
    fn rule_files(&self) -> Vec<RuleFile> {
        let files = self.sources.iter().map(|(_, file)| file);
        let rules = files.filter(|file| file.name.ends_with(".risk"));
        let told = rules
            .map(|file| RuleFile { path: file.name.to_string(), sha256: digest(file.bytes()) });
        told.collect::<BTreeSet<RuleFile>>().into_iter().collect()
    }

    /// That the baseline is as of another day: what time alone changed is no better or worse record.
    pub(super) fn other_day(&self, as_of: Date) -> Option<String> {
        let then = self.baseline.as_of().filter(|then| *then != as_of.to_string())?;
        Some(format!("the baseline is as of {then}, this run as of {as_of}"))
    }

    /// What of rules and params the baseline has otherwise.
    pub(super) fn policy_changes(&self, policy: &Policy) -> Vec<String> {
        if self.baseline.file().is_none() {
            return Vec::new();
        }
        let then = self.baseline.policy();
        let files = then.rules.as_ref().and_then(|then| changed_files(then, &policy.rules));
        files.into_iter().chain(self.changed_params()).collect()
    }

    /// Params that have another value than then; one that is asked on several days has several.
    fn changed_params(&self) -> BTreeSet<String> {
        let mut now: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
        for rule in &self.program.rules {
            for param in self.places().params(rule) {
                now.entry((&rule.name, param.name)).or_default().insert(param.value);
            }
        }
        let mut then: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
        for rule in self.baseline.rules() {
            for param in &rule.params {
                let values = then.entry((&rule.id, param.name.clone())).or_default();
                values.insert(param.value.clone());
            }
        }
        let told = |values: &BTreeSet<String>| {
            values.iter().map(String::as_str).collect::<Vec<_>>().join(" and ")
        };
        let changed = then.iter().filter_map(|(param, then)| {
            let now = now.get(param).filter(|now| *now != then)?;
            Some(format!("{} is {}, and {} in the baseline", param.1, told(now), told(then)))
        });
        changed.collect()
    }
}

/// Which files have other rules than then. Whatever a file is called, its rules are the same if its
/// bytes are.
fn changed_files(then: &[RuleFile], now: &[RuleFile]) -> Option<String> {
    let known = |all: &[RuleFile], file: &RuleFile| all.iter().any(|f| f.sha256 == file.sha256);
    let named = |all: &[RuleFile], file: &RuleFile| all.iter().any(|f| f.path == file.path);
    let here = now.iter().filter(|file| !known(then, file)).map(|file| match named(then, file) {
        true => format!("{} has changed", file.path),
        false => format!("{} is new", file.path),
    });
    let gone = then.iter().filter(|file| !known(now, file) && !named(now, file));
    let changes: Vec<String> =
        here.chain(gone.map(|file| format!("{} is gone", file.path))).collect();
    let told = listed(&changes);
    (!changes.is_empty())
        .then(|| format!("the rules are not those that the baseline was made with: {told}"))
}

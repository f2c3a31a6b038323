//! What two reports were made with that is not the same.

use std::collections::{BTreeMap, BTreeSet};

use super::told::{Input, Rule, Told};
use crate::report::diff::{Apart, OtherFile, OtherParam, OtherWaiver, Shift};
use crate::report::{AskedManifest, RuleFile};

/// The record kind that exchange rates are told in.
const RATES: &str = "ExchangeRate";

/// What the two were made with that is not the same.
pub(super) fn apart(old: &Told, new: &Told) -> Apart {
    let files = |told: &Told, of: fn(&Input) -> bool| -> Vec<(String, String)> {
        let of = told.inputs.iter().filter(|input| of(input));
        of.map(|input| (input.path.clone(), input.sha256.clone())).collect()
    };
    let [data, rates] = [has_data, has_rates].map(|of| others(&files(old, of), &files(new, of)));
    let manifests = |of: fn(&AskedManifest) -> Option<String>| {
        let file = |told: &Told| -> Vec<(String, String)> {
            let manifest = told.manifest();
            manifest.and_then(|of_it| Some((of_it.path.clone(), of(of_it)?))).into_iter().collect()
        };
        others(&file(old), &file(new))
    };
    let of_data = manifests(|manifest| manifest.data.clone());
    let whole = manifests(|manifest| Some(manifest.sha256.clone()));
    let told_so = |file: &OtherFile| of_data.iter().any(|known| known.path == file.path);
    let manifest = whole.into_iter().filter(|file| !told_so(file)).collect();
    let data = data.into_iter().chain(of_data.iter().cloned()).collect();
    let scenarios = [old, new].map(|told| told.scenario.as_ref().map(|of| of.name.clone()));
    let both = |then: &str, now: &str| (then != now).then(|| [then.to_owned(), now.to_owned()]);
    let told = old.policy.rules.as_ref().zip(new.policy.rules.as_ref());
    Apart {
        data,
        rates,
        manifest,
        rules: told.map(|(then, now)| rule_files(then, now)).unwrap_or_default(),
        params: params(old, new),
        waivers: waivers(old, new),
        as_of: both(&old.as_of, &new.as_of),
        scenario: (scenarios[0] != scenarios[1]).then_some(scenarios),
        engine: both(&old.tool.version, &new.tool.version),
        rules_untold: told.is_none(),
    }
}

/// The waivers that hold otherwise, by rule and key.
fn waivers(old: &Told, new: &Told) -> Vec<OtherWaiver> {
    let mut all: BTreeMap<(&str, &str), [Option<&str>; 2]> = BTreeMap::new();
    for (at, told) in [old, new].into_iter().enumerate() {
        for waiver in &told.waivers {
            let own = (waiver.rule.as_str(), waiver.key.as_str());
            let then = waiver.formerly.as_ref().map(|then| (then.rule.as_str(), then.key.as_str()));
            let known = then.filter(|then| all.contains_key(then));
            let both = all.entry(known.unwrap_or(own)).or_default();
            both[at] = Some(&waiver.status);
        }
    }
    let other = |((rule, key), [then, now]): ((&str, &str), [Option<&str>; 2])| OtherWaiver {
        rule: rule.to_owned(),
        key: key.to_owned(),
        then: then.map(str::to_owned),
        now: now.map(str::to_owned),
    };
    all.into_iter().filter(|(_, [then, now])| then != now).map(other).collect()
}

/// Whether a file holds exchange rates.
fn has_rates(input: &Input) -> bool {
    input.records.contains_key(RATES)
}

/// Whether a file holds something else, or nothing.
fn has_data(input: &Input) -> bool {
    !has_rates(input) || input.records.len() > 1
}

fn rule_files(then: &[RuleFile], now: &[RuleFile]) -> Vec<OtherFile> {
    // What is translated anew is no other rule.
    let all = || then.iter().chain(now);
    let told = all().all(|file| !file.untranslated.is_empty());
    let files = |files: &[RuleFile]| -> Vec<(String, String)> {
        let digest = |file: &RuleFile| if told { &file.untranslated } else { &file.sha256 }.clone();
        files.iter().map(|file| (file.path.clone(), digest(file))).collect()
    };
    others(&files(then), &files(now))
}

/// The files, each with its digest, that are not as they were, in the order of their names.
fn others(then: &[(String, String)], now: &[(String, String)]) -> Vec<OtherFile> {
    let paths = |files: &[(String, String)]| -> BTreeSet<String> {
        files.iter().map(|(path, _)| path.clone()).collect()
    };
    let (were, are) = (paths(then), paths(now));
    let digests = |files: &[(String, String)]| -> BTreeSet<(String, String)> {
        files.iter().cloned().collect()
    };
    let (old, new) = (digests(then), digests(now));
    let mut left: Vec<&(String, String)> =
        old.iter().filter(|(path, _)| !are.contains(path)).collect();
    let mut found = BTreeSet::new();
    for (path, digest) in new.difference(&old) {
        let moved = match were.contains(path) {
            true => None,
            false => left.iter().position(|(_, known)| known == digest),
        };
        let (change, was) = match moved.map(|at| left.remove(at)) {
            Some((was, _)) => (Shift::Moved, Some(was.clone())),
            None if were.contains(path) => (Shift::Changed, None),
            None => (Shift::New, None),
        };
        found.insert(OtherFile { path: path.clone(), change, was });
    }
    let gone = left.into_iter().map(|(path, _)| path.clone());
    found.extend(gone.map(|path| OtherFile { path, change: Shift::Gone, was: None }));
    found.into_iter().collect()
}

/// The values that params of a rule have: one that is asked on several days has several.
pub(super) fn values(rule: &Rule) -> BTreeMap<&str, (BTreeSet<&str>, bool)> {
    let mut all: BTreeMap<&str, (BTreeSet<&str>, bool)> = BTreeMap::new();
    for param in &rule.params {
        let (values, set) = all.entry(&param.name).or_default();
        values.insert(&param.value);
        *set |= param.set_by_run;
    }
    all
}

/// The params of one rule in both that have another value.
pub(super) fn of_rule(then: &Rule, now: &Rule) -> Vec<OtherParam> {
    let (old, new) = (values(then), values(now));
    let list = |values: &BTreeSet<&str>| values.iter().map(|value| (*value).to_owned()).collect();
    let other = |(name, (then, was_set)): (&&str, &(BTreeSet<&str>, bool))| {
        let (now, is_set) = new.get(name).filter(|(now, _)| now != then)?;
        Some(OtherParam {
            name: (*name).to_owned(),
            then: list(then),
            now: list(now),
            set_by_run: *was_set || *is_set,
        })
    };
    old.iter().filter_map(other).collect()
}

/// The params of all rules that have another value, each once.
fn params(old: &Told, new: &Told) -> Vec<OtherParam> {
    let both = old.rules.iter().filter_map(|then| Some((then, new.rule(&then.id)?)));
    let all: BTreeSet<OtherParam> = both.flat_map(|(then, now)| of_rule(then, now)).collect();
    all.into_iter().collect()
}

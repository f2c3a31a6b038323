//! What a change can come from. Whatever differs between two runs and is not ruled out is told: which
//! of several it was, only running again can tell.

use std::collections::BTreeSet;

use super::apart::of_rule;
use super::told::{Fact, Told};
use crate::report::diff::{Apart, Origin, OtherFile, Shift};
use crate::report::{Cause, Subject};

/// Two reports, and what they were made with that is not the same.
#[derive(Clone, Copy)]
pub(super) struct Origins<'d> {
    pub(super) old: &'d Told,
    pub(super) new: &'d Told,
    pub(super) apart: &'d Apart,
}

impl Origins<'_> {
    /// What a change of what a rule says can come from: `rules` are its names then and now, `files`
    /// those that hold what the verdicts rest on, `ended` why it is none any more.
    pub(super) fn of_verdict(
        &self,
        rules: [&str; 2],
        files: &BTreeSet<&str>,
        ended: &[Cause],
    ) -> Vec<Origin> {
        let [then, now] = [self.old.rule(rules[0]), self.new.rule(rules[1])];
        let (Some(then), Some(now)) = (then, now) else {
            // Without a rule there is no verdict, whatever else there is.
            return self.of_missing_rule(rules);
        };
        // A rule does not make its records.
        if ended == [Cause::RecordGone] {
            let mut all = self.data(files);
            all.extend(self.apart.scenario.as_ref().map(|_| Origin::Scenario));
            return self.known(all, files);
        }
        let mut all = self.data(files);
        let own: BTreeSet<&str> = [then, now].map(|rule| rule.file.as_str()).into();
        let amends = |rule: &super::told::Rule| -> BTreeSet<String> {
            rule.amended.iter().map(|place| place.file.clone()).collect()
        };
        let amended: BTreeSet<String> =
            amends(then).symmetric_difference(&amends(now)).cloned().collect();
        all.extend(self.rules(|file| {
            // What a file says that is new matters to a rule that was there only where it amends it.
            let is_new = matches!(file.change, Shift::New | Shift::Gone);
            !is_new || own.contains(file.path.as_str()) || amended.contains(&file.path)
        }));
        let set: Vec<String> = of_rule(then, now)
            .into_iter()
            .filter(|param| param.set_by_run)
            .map(|param| param.name)
            .collect();
        all.extend((!set.is_empty()).then_some(Origin::Params { params: set }));
        all.extend(self.of_run());
        self.known(all, files)
    }

    /// What a change of something can come from that is made of all that the run has.
    pub(super) fn of_all(&self, files: &BTreeSet<&str>) -> Vec<Origin> {
        let mut all = self.data(files);
        all.extend(self.rules(|_| true));
        let set = self.apart.params.iter().filter(|param| param.set_by_run);
        let set: Vec<String> = set.map(|param| param.name.clone()).collect();
        all.extend((!set.is_empty()).then_some(Origin::Params { params: set }));
        all.extend(self.of_run());
        all
    }

    fn of_missing_rule(&self, rules: [&str; 2]) -> Vec<Origin> {
        let of = [(self.old, rules[0]), (self.new, rules[1])];
        let homes = of.iter().filter_map(|(told, id)| Some(told.rule(id)?.file.clone()));
        let disabled = of.iter().flat_map(|(told, id)| {
            told.disabled.iter().filter(|rule| rule.id == **id).map(|rule| rule.file.clone())
        });
        let homes: BTreeSet<String> = homes.chain(disabled).collect();
        let near = self.rules(|file| homes.contains(&file.path));
        let mut all: Vec<Origin> = near.or_else(|| self.rules(|_| true)).into_iter().collect();
        all.extend(self.apart.engine.as_ref().map(|_| Origin::Engine));
        all
    }

    /// Where all that was looked for is the same, all that is not.
    fn known(&self, all: Vec<Origin>, files: &BTreeSet<&str>) -> Vec<Origin> {
        if all.is_empty() { self.of_all(files) } else { all }
    }

    /// Record files and exchange rates.
    fn data(&self, files: &BTreeSet<&str>) -> Vec<Origin> {
        let data = names(&self.apart.data, |file| {
            let was = file.was.as_deref().unwrap_or_default();
            files.contains(file.path.as_str()) || files.contains(was)
        });
        let data = data.or_else(|| names(&self.apart.data, |_| true));
        let rates = names(&self.apart.rates, |_| true);
        let data = data.map(|files| Origin::Data { files });
        data.into_iter().chain(rates.map(|files| Origin::Rates { files })).collect()
    }

    fn rules(&self, of: impl Fn(&OtherFile) -> bool) -> Option<Origin> {
        let named = names(&self.apart.rules, of);
        let untold = self.apart.rules_untold.then(Vec::new);
        named.or(untold).map(|files| Origin::Rules { files })
    }

    fn of_run(&self) -> impl Iterator<Item = Origin> {
        let Apart { as_of, scenario, engine, .. } = self.apart;
        let as_of = as_of.as_ref().map(|_| Origin::AsOf);
        let scenario = scenario.as_ref().map(|_| Origin::Scenario);
        as_of.into_iter().chain(scenario).chain(engine.as_ref().map(|_| Origin::Engine))
    }
}

/// The names of those files that hold something else than before; nothing where there are none.
fn names(files: &[OtherFile], of: impl Fn(&OtherFile) -> bool) -> Option<Vec<String>> {
    let others = files.iter().filter(|file| file.change != Shift::Moved && of(file));
    let names: Vec<String> = others.map(|file| file.path.clone()).collect();
    (!names.is_empty()).then_some(names)
}

/// The files that hold what a verdict is about and what it rests on.
pub(super) fn files<'v>(subject: &'v Subject, facts: &'v [Fact]) -> impl Iterator<Item = &'v str> {
    let places = facts.iter().map(|fact| &fact.place).chain([&subject.place]);
    places.flatten().map(|place| place.file())
}

//! What of a run is accepted, and what of that is out of date: the file that later runs are compared
//! with, changed as little as that takes.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Assessment;
use super::accepted::{Accepted, Head, Line, Of};
use super::baseline::Held;
use super::standing::Standing;
use crate::report::RuleFile;

/// What is accepted: all that is not yet, or of that what one rule or scorecard says, or what is said
/// of one record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// The rule or scorecard, as the run calls it.
    pub rule: Option<String>,
    /// The key.
    pub key: Option<String>,
}

impl Selection {
    fn is_all(&self) -> bool {
        self.rule.is_none() && self.key.is_none()
    }

    fn takes(&self, rule: &str, key: &str) -> bool {
        let is = |own: &Option<String>, name: &str| own.as_deref().is_none_or(|own| own == name);
        is(&self.rule, rule) && is(&self.key, key)
    }
}

/// Something that was accepted, or that is accepted no more.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Item {
    /// What it is: a severity, `undetermined`, `grade` with its name, or `limit`.
    pub what: String,
    /// The rule, the scorecard, or the kind of limit.
    pub rule: String,
    /// The key of what it is about.
    pub key: String,
}

/// Why a line is out of date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Stale {
    /// There is no such finding, undetermined verdict, grade or limit any more.
    Gone,
    /// It is milder than what was accepted.
    Milder,
    /// It stands there twice, as where two branches were merged that both accept it.
    Twice,
    /// It stands there under a name that its rule or its record had, or that a record had of which its
    /// facts tell.
    Renamed,
}

/// Lines by fingerprint.
type ByPrint = BTreeMap<String, Vec<Line>>;

impl Assessment<'_> {
    /// The file with all that the run has and that was not accepted as it is: what is new, worse, on
    /// other facts, or without its evidence, and not waived; and what that is. The run must have been
    /// compared with the file.
    pub fn accept(
        &self,
        file: &Accepted,
        selection: &Selection,
        because: &str,
    ) -> (Accepted, Vec<Item>) {
        let (mut lines, mut items) = (by_print(file), Vec::new());
        for (print, standing) in self.standing() {
            let is_limit = standing.lines.iter().any(|line| matches!(line.of, Of::Limit { .. }));
            let taken = standing.lines.iter().any(|line| selection.takes(line.rule(), &line.key));
            let stands = standing.waived || !standing.is_open();
            if !taken || stands || is_limit && !selection.is_all() {
                continue;
            }
            items.extend(standing.lines.iter().map(Item::of));
            let because = Some(because.to_owned());
            let told = standing.lines.into_iter();
            lines.insert(
                print,
                told.map(|line| Line { because: because.clone(), ..line }).collect(),
            );
        }
        for lost in &self.compared.lost {
            if selection.takes(&lost.rule, &lost.key) {
                let gone = lines.remove(&lost.fingerprint);
                items.extend(gone.iter().flatten().map(Item::of));
            }
        }
        items.sort();
        let head = self.accepted_head(file, selection);
        (Accepted { head, lines: lines.into_values().flatten().collect(), unsorted: None }, items)
    }

    /// The file without what there is no more, and with what is milder as it is now; and what that is.
    /// Nothing that is new, worse, on other facts or without its evidence is accepted by it, and no
    /// rules are.
    pub fn prune(&self, file: &Accepted) -> (Accepted, Vec<(Stale, Item)>) {
        let mut standing = self.standing();
        let lost = self.compared.lost.iter().map(|lost| lost.fingerprint.as_str());
        let lost: FxHashSet<&str> = lost.collect();
        let (mut lines, mut items) = (Vec::new(), Vec::new());
        for (print, known) in by_print(file) {
            let now = standing.remove(&print);
            if now.is_none() && lost.contains(print.as_str()) {
                lines.extend(known);
                continue;
            }
            if now.is_none() && self.has_formerly(&print) {
                items.extend(known.iter().map(|line| (Stale::Twice, Item::of(line))));
                continue;
            }
            let is_one = known.iter().all(|line| self.is_unique(&line.record));
            let (kept, stale) = kept(known, now.as_ref(), is_one);
            lines.extend(kept);
            items.extend(stale);
        }
        items.sort();
        (Accepted { head: file.head.clone(), lines, unsorted: None }, items)
    }

    /// What the file was accepted of. What is accepted in part leaves the rules of the rest.
    fn accepted_head(&self, file: &Accepted, selection: &Selection) -> Head {
        let Head { mut rules, mut files, .. } = file.head.clone();
        if selection.is_all() {
            rules.clear();
            files.clear();
        }
        // Who accepts one finding has accepted no rule of others; the first lines have none yet.
        if rules.is_empty() {
            let of_file = |file: &RuleFile| (file.path.clone(), file.untranslated.clone());
            files.extend(self.head.policy.rules.iter().map(of_file));
            rules.insert(self.policy_digits(&self.head.policy));
        }
        let scale = |card: &crate::ir::Scorecard| {
            let grades = card.grades.iter().map(|grade| grade.name.to_string());
            (card.name.to_string(), grades.collect())
        };
        Head {
            project: self.project.clone(),
            currency: Some(self.settings.currency.code().to_owned()),
            scenario: self.scenario.map(|told| told.name.to_string()),
            rules,
            files,
            scales: self.program.scorecards.iter().map(scale).collect(),
        }
    }
}

/// What stays of the lines of one fingerprint, and what is out of date of them.
fn kept(known: Vec<Line>, now: Option<&Standing>, is_one: bool) -> (Vec<Line>, Vec<(Stale, Item)>) {
    let told = |why: Stale, lines: &[Line]| -> Vec<(Stale, Item)> {
        lines.iter().map(|line| (why, Item::of(line))).collect()
    };
    let Some(now) = now else { return (Vec::new(), told(Stale::Gone, &known)) };
    // The worse of two that are of one, as a run takes them.
    let (mut known, mut stale) = (worst_first(known), Vec::new());
    if is_one && known.len() > 1 {
        stale = told(Stale::Twice, &known.split_off(1));
    }
    let is_same = |line: &Line| now.lines.iter().any(|here| here.is_as_bad(line));
    let is_as_bad = known.iter().all(is_same) && known.len() == now.lines.len();
    if now.is_open() || is_as_bad {
        let (named, renamed) = named_anew(known, now);
        stale.extend(told(Stale::Renamed, &renamed));
        return (named, stale);
    }
    let because = known.first().and_then(|line| line.because.clone());
    let lowered = now.lines.iter().map(|line| Line { because: because.clone(), ..line.clone() });
    let changed: Vec<Line> = known.into_iter().filter(|line| !is_same(line)).collect();
    stale.extend(told(Stale::Milder, &changed));
    (lowered.collect(), stale)
}

/// Lines by what their rule and their record are called now, and those that were not.
fn named_anew(known: Vec<Line>, now: &Standing) -> (Vec<Line>, Vec<Line>) {
    let (mut named, mut renamed) = (Vec::new(), Vec::new());
    for line in known {
        // What is as bad and open to nothing rests on the same facts, whatever these are called.
        let same = now.lines.iter().find(|here| here.is_as_bad(&line) && !now.is_open());
        let new = same.or(now.lines.first()).map(|here| line.named_as(here, same.is_some()));
        match new.filter(|new| *new != line) {
            Some(new) => {
                named.push(new);
                renamed.push(line);
            }
            None => named.push(line),
        }
    }
    (named, renamed)
}

fn worst_first(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by_key(|line| std::cmp::Reverse(Held::accepted(line)));
    lines
}

fn by_print(file: &Accepted) -> ByPrint {
    let mut lines = ByPrint::new();
    for line in &file.lines {
        lines.entry(line.fingerprint.clone()).or_default().push(line.clone());
    }
    lines
}

impl Item {
    fn of(line: &Line) -> Item {
        let what = match &line.of {
            Of::Verdict { severity: Some(severity), .. } => severity.name().to_owned(),
            Of::Verdict { severity: None, .. } => "undetermined".to_owned(),
            Of::Grade { grade, .. } => format!("grade {grade}"),
            Of::Limit { .. } => "limit".to_owned(),
        };
        Item { what, rule: line.rule().to_owned(), key: line.key.clone() }
    }
}

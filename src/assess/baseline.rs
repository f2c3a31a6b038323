//! What this run is compared with, an earlier report or the file of what was accepted: only what is
//! new or worse counts again.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

use super::accepted::{Accepted, Amount, Line, Of, Unread};
use super::digest::digest;
use super::earlier::{Earlier, EarlierGrade, in_words};
use super::former::{self, EarlierRule};
use super::limits::Limits;
use crate::outcome::Severity;
use crate::report::{BaselineFile, Change, Rested, RuleFile, Since};
use crate::value::Range;

/// What a rule says of a record, as far as a baseline keeps it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Held {
    /// How bad the finding is; `None` where the verdict could not be reached.
    pub severity: Option<Severity>,
    /// What it is at worst.
    pub possibly: Severity,
}

impl Held {
    /// What a line says that was accepted, if it is of a verdict.
    pub(super) fn accepted(line: &Line) -> Option<Held> {
        let Of::Verdict { severity, possibly, .. } = &line.of else { return None };
        Some(Held { severity: *severity, possibly: *possibly })
    }
}

/// A verdict of the baseline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Known {
    pub(super) rule: String,
    pub(super) record: String,
    pub(super) key: String,
    /// The worst first: what stands for walks that were not followed may have a name in common.
    pub(super) held: Vec<Held>,
    /// What the findings rested on, as far as it was told.
    pub(super) rested: Vec<Rested>,
    /// The digits of what the finding rested on, where they were told; of what there is one of and was
    /// accepted several times, all of them.
    pub(super) evidence: Vec<String>,
    /// What was at stake, in the reporting currency; `None` where that was not told.
    pub(super) at_stake: Option<Range>,
    /// Each by itself, where several were told.
    pub(super) each: Vec<Known>,
}

impl Known {
    /// What a line says that was accepted, if it is of a verdict.
    fn accepted(line: Line) -> Option<Known> {
        let held = Held::accepted(&line)?;
        let Of::Verdict { rule, evidence, at_stake, minded, .. } = line.of else { return None };
        Some(Known {
            rule,
            record: line.record,
            key: line.key,
            held: vec![held],
            rested: minded,
            evidence: evidence.into_iter().collect(),
            at_stake: at_stake.as_ref().map(Amount::range),
            each: Vec::new(),
        })
    }

    /// Takes another verdict of the same name.
    pub(super) fn join(&mut self, other: Known) {
        if self.each.is_empty() {
            self.each.push(self.clone());
        }
        self.each.push(other.clone());
        self.held.extend(other.held);
        self.held.sort_unstable_by(|a, b| b.cmp(a));
        self.rested.extend(other.rested);
        // Which of them rested on what is not known.
        self.evidence.clear();
        let both = self.at_stake.zip(other.at_stake).map(|(a, b)| a.add(b));
        self.at_stake = both.or(self.at_stake).or(other.at_stake);
    }

    /// The verdict on what there is only one of: told twice, it is as bad as the worse of both, on
    /// what either of these rested on, and with the greater of what was at stake.
    pub(super) fn once(&self) -> Known {
        let mut known = self.clone();
        known.held.truncate(1);
        let worst: Vec<&Known> =
            self.each.iter().filter(|one| one.held.first() == self.held.first()).collect();
        known.evidence = worst.iter().flat_map(|one| one.evidence.clone()).collect();
        known.at_stake = worst.iter().filter_map(|one| one.at_stake).reduce(greater);
        known.each.clear();
        let mut told = FxHashSet::default();
        known.rested.retain(|fact| told.insert((fact.path.clone(), fact.value.clone())));
        known
    }
}

/// A range that goes as far up as the further of two, from the higher of where they begin.
fn greater(a: Range, b: Range) -> Range {
    let hi = a.hi.zip(b.hi).map(|(a, b)| a.max(b));
    Range::new(a.lo.max(b.lo), hi)
}

/// The verdicts of an earlier report, by fingerprint.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    file: Option<BaselineFile>,
    project: Option<String>,
    as_of: Option<String>,
    /// Whether its own gate failed, where it is a report.
    failed: bool,
    currency: String,
    scenario: Option<String>,
    policy: former::Earlier,
    rules: Vec<EarlierRule>,
    verdicts: FxHashMap<String, Known>,
    /// The digits of the rules and params under which something was accepted; none of a report, which
    /// tells them one by one.
    policies: BTreeSet<String>,
    grades: FxHashMap<String, EarlierGrade>,
    /// The grades of each scorecard, the worst first.
    scales: FxHashMap<String, Vec<String>>,
    limits: Limits,
}

/// Why an earlier report is no baseline of this run.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Unfit {
    /// It cannot be read.
    #[error("it is no JSON report: {}", in_words(.0))]
    Malformed(#[from] serde_json::Error),
    /// It cannot be read as a file of what was accepted.
    #[error(transparent)]
    Accepted(#[from] Unread),
    /// It is of a version that is not known.
    #[error("its version is {0}")]
    Version(u32),
    /// It names a severity that there is not.
    #[error("`{0}` is no severity")]
    Severity(String),
    /// Its findings are those of another project.
    #[error("it is of the project `{0}`, this run of {1}")]
    Project(String, String),
    /// Its amounts are in another currency.
    #[error("its mixed amounts are in {0}, those of this run in {1}")]
    Currency(String, String),
    /// Its records are those of another scenario.
    #[error("it is of {0}, this run of {1}")]
    Scenario(String, String),
}

impl Baseline {
    /// From a JSON report or a file of what was accepted, and its path.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Baseline, Unfit> {
        match bytes.trim_ascii_start().first() {
            Some(b'{') => Baseline::of_report(path, bytes),
            _ => Ok(Baseline::of_accepted(path, bytes, Accepted::of_file(bytes)?)),
        }
    }

    /// From what was accepted, and the path and the bytes of its file.
    pub fn of_accepted(path: &str, bytes: &[u8], accepted: Accepted) -> Baseline {
        let grades = grades(&accepted);
        let limits = Limits::kept(accepted.lines.iter().filter_map(Line::keeps));
        let Accepted { head, lines, .. } = accepted;
        let files: Vec<RuleFile> = head.files.iter().map(former::file).collect();
        // What was accepted by an earlier version does not tell them.
        let files = Some(files).filter(|files| !files.is_empty());
        Baseline {
            file: Some(BaselineFile { path: path.to_owned(), sha256: digest(bytes) }),
            project: head.project,
            as_of: None,
            failed: false,
            currency: head.currency.unwrap_or_default(),
            policy: former::Earlier::of_files(files),
            rules: Vec::new(),
            scenario: head.scenario,
            policies: head.rules,
            verdicts: verdicts(lines),
            grades,
            scales: head.scales.into_iter().collect(),
            limits,
        }
    }

    /// From a JSON report and its path.
    pub fn of_report(path: &str, bytes: &[u8]) -> Result<Baseline, Unfit> {
        let mut earlier: Earlier = serde_json::from_slice(bytes)?;
        if earlier.version != 1 {
            return Err(Unfit::Version(earlier.version));
        }
        let failed = earlier.has_failed();
        let (verdicts, grades) = (earlier.take_verdicts()?, earlier.take_grades());
        let scales = earlier.take_scales();
        Ok(Baseline {
            file: Some(BaselineFile { path: path.to_owned(), sha256: digest(bytes) }),
            project: earlier.project,
            as_of: earlier.as_of,
            failed,
            currency: earlier.currency,
            policy: earlier.policy,
            rules: earlier.rules,
            scenario: earlier.scenario.map(|scenario| scenario.name),
            policies: BTreeSet::new(),
            verdicts,
            grades,
            scales,
            limits: Limits::of(earlier.limits),
        })
    }

    /// Sees to it that it tells of the same as a run of that project in that currency, under that
    /// scenario: what was found elsewhere is not known here. A project that had no name may have got
    /// one since.
    pub fn fits(
        &self,
        project: Option<&str>,
        currency: &str,
        scenario: Option<&str>,
    ) -> Result<(), Unfit> {
        if self.file.is_none() {
            return Ok(());
        }
        if let Some(own) = self.project.as_deref().filter(|own| Some(*own) != project) {
            let other = project.map_or("none".to_owned(), |name| format!("`{name}`"));
            return Err(Unfit::Project(own.to_owned(), other));
        }
        if !self.currency.is_empty() && self.currency != currency {
            return Err(Unfit::Currency(self.currency.clone(), currency.to_owned()));
        }
        let words = |name: Option<&str>| match name {
            Some(name) => format!("the scenario `{name}`"),
            None => "the records as they are".to_owned(),
        };
        let own = self.scenario.as_deref();
        if own != scenario {
            return Err(Unfit::Scenario(words(own), words(scenario)));
        }
        Ok(())
    }

    /// The file that it comes from; `None` where there is no baseline.
    pub(super) fn file(&self) -> Option<&BaselineFile> {
        self.file.as_ref()
    }

    /// The date as of which it was made, as far as it tells.
    pub(super) fn as_of(&self) -> Option<&str> {
        self.as_of.as_deref()
    }

    /// Whether it is a report of a run whose gate failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }

    /// The verdicts by fingerprint.
    pub(super) fn verdicts(&self) -> &FxHashMap<String, Known> {
        &self.verdicts
    }

    /// The files of its rules.
    pub(super) fn policy(&self) -> &former::Earlier {
        &self.policy
    }

    /// The digits of the rules and params under which something was accepted.
    pub(super) fn policies(&self) -> &BTreeSet<String> {
        &self.policies
    }

    /// Its rules.
    pub(super) fn rules(&self) -> &[EarlierRule] {
        &self.rules
    }

    /// Whether a scorecard gave those grades, in that order.
    pub(super) fn has_scale<'g>(
        &self,
        scorecard: &str,
        grades: impl Iterator<Item = &'g str>,
    ) -> bool {
        let scale = self.scales.get(scorecard);
        scale.is_some_and(|scale| scale.iter().map(String::as_str).eq(grades))
    }

    /// The grades by fingerprint.
    pub(super) fn grades(&self) -> &FxHashMap<String, EarlierGrade> {
        &self.grades
    }

    /// What could not be looked at whole then.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// Its verdicts by fingerprint.
fn verdicts(lines: Vec<Line>) -> FxHashMap<String, Known> {
    let mut verdicts: FxHashMap<String, Known> = FxHashMap::default();
    verdicts.reserve(lines.len());
    for mut line in lines {
        let print = std::mem::take(&mut line.fingerprint);
        // Grades and limits are kept by themselves.
        let Some(known) = Known::accepted(line) else { continue };
        match verdicts.entry(print) {
            Entry::Vacant(entry) => {
                entry.insert(known);
            }
            Entry::Occupied(mut entry) => entry.get_mut().join(known),
        }
    }
    verdicts
}

/// Its grades by fingerprint; of two of one record the worse, by the scale of the scorecard.
fn grades(accepted: &Accepted) -> FxHashMap<String, EarlierGrade> {
    let mut grades: FxHashMap<String, EarlierGrade> = FxHashMap::default();
    for line in &accepted.lines {
        let Of::Grade { scorecard, grade, possibly, minded } = &line.of else { continue };
        let (grade, possibly) = (grade.clone(), possibly.clone());
        let told = EarlierGrade { grade, possibly, rested: minded.clone() };
        let place = |grade: &str| {
            let scale = accepted.head.scales.get(scorecard);
            scale.and_then(|scale| scale.iter().position(|known| known == grade))
        };
        match grades.entry(line.fingerprint.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(told);
            }
            Entry::Occupied(mut entry) => {
                let worst = |of: &EarlierGrade| {
                    (place(&of.grade), place(of.possibly.as_ref().unwrap_or(&of.grade)))
                };
                let (mut told, known) = (told, entry.get_mut());
                if worst(&told) < worst(known) {
                    std::mem::swap(&mut told, known);
                }
                // Whichever it rested on may be told no more.
                known.rested.extend(told.rested);
            }
        }
    }
    grades
}

/// How verdicts of one name compare with what they were then, and what of that is left over. `now`
/// is the worst first.
pub(super) fn paired(then: &[Held], now: &[Held]) -> (Vec<Since>, Vec<Held>) {
    let (same, left) = pairs(then, now);
    // INVARIANT: pairs are places of both.
    let since = same.into_iter().zip(now).map(|(was, held)| match was.map(|at| then[at]) {
        Some(then) => Since { change: change(then, *held), was: then.severity },
        None => Since::NEW,
    });
    (since.collect(), left.into_iter().map(|at| then[at]).collect())
}

/// Which of the verdicts of one name is which of those then, and which of these are left over: what
/// is the same belongs together, else the worst of both. `now` is the worst first.
pub fn pairs(then: &[Held], now: &[Held]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut left: Vec<usize> = (0..then.len()).collect();
    let same = now.iter().map(|held| {
        let at = left.iter().position(|known| then[*known] == *held)?;
        Some(left.remove(at))
    });
    let same: Vec<Option<usize>> = same.collect();
    let mut left = left.into_iter();
    let all = same.into_iter().map(|same| same.or_else(|| left.next())).collect();
    (all, left.collect())
}

/// How a verdict compares with what it was.
pub fn change(then: Held, now: Held) -> Change {
    let held = |of: Held| (of.severity, of.possibly);
    changed(held(then), held(now))
}

/// How what is so bad, if that is known, and at worst so bad, compares with what it was.
pub fn changed<T: Ord + Copy>(then: (Option<T>, T), now: (Option<T>, T)) -> Change {
    match (then.0, now.0) {
        (None, Some(_)) => Change::New,
        (Some(_), None) => Change::EvidenceLost,
        // It is certainly less than it was, and not certain to be no more than that.
        (Some(was), Some(is)) if is < was && now.1 >= was => Change::EvidenceLost,
        (was, is) if is > was || now.1 > then.1 => Change::Worse,
        (was, is) if is < was || now.1 < then.1 => Change::Milder,
        _ => Change::Unchanged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Severity::{Critical, High, Low};

    fn found(severity: Severity, possibly: Severity) -> Held {
        Held { severity: Some(severity), possibly }
    }

    fn open(possibly: Severity) -> Held {
        Held { severity: None, possibly }
    }

    #[test]
    fn verdicts_change() {
        let (high, low) = (found(High, High), found(Low, Low));
        for (then, now, expected) in [
            (high, high, Change::Unchanged),
            (high, found(Critical, Critical), Change::Worse),
            (high, found(High, Critical), Change::Worse),
            (high, low, Change::Milder),
            (found(High, Critical), high, Change::Milder),
            (high, open(Low), Change::EvidenceLost),
            (high, found(Low, High), Change::EvidenceLost),
            (found(High, Critical), found(Low, Critical), Change::EvidenceLost),
            (low, found(Low, High), Change::Worse),
            (open(High), open(Critical), Change::Worse),
            (open(High), open(Low), Change::Milder),
            (open(High), open(High), Change::Unchanged),
            (open(Critical), low, Change::New),
        ] {
            assert_eq!(change(then, now), expected, "{then:?} {now:?}");
        }
    }

    #[test]
    fn verdicts_of_one_name_are_counted() {
        let (high, low) = (found(High, High), found(Low, Low));
        let changes = |then: &[Held], now: &[Held]| {
            let (since, left) = paired(then, now);
            (since.iter().map(|since| since.change).collect::<Vec<_>>(), left)
        };
        use Change::{EvidenceLost, New, Unchanged, Worse};
        assert_eq!(changes(&[high, low], &[high, low]), (vec![Unchanged; 2], vec![]));
        assert_eq!(changes(&[high], &[high, high]), (vec![Unchanged, New], vec![]));
        assert_eq!(changes(&[high, low], &[high, high]), (vec![Unchanged, Worse], vec![]));
        assert_eq!(
            changes(&[high, low], &[low, open(High)]),
            (vec![Unchanged, EvidenceLost], vec![])
        );
        assert_eq!(changes(&[high, low], &[low]), (vec![Unchanged], vec![high]));
    }
}

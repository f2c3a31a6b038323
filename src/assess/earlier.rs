//! What a baseline reads of an earlier report.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::baseline::{Held, Known, Unfit};
use super::former::{self, EarlierRule};
use super::limits::EarlierLimit;
use crate::outcome::Severity;
use crate::report::{Rested, Said, Status};
use crate::value::{Decimal, Range};

/// What a baseline needs of a report.
#[derive(Deserialize)]
pub(super) struct Earlier {
    pub(super) version: u32,
    #[serde(default)]
    pub(super) project: Option<String>,
    #[serde(default)]
    pub(super) as_of: Option<String>,
    #[serde(default)]
    pub(super) currency: String,
    #[serde(default)]
    pub(super) policy: former::Earlier,
    #[serde(default)]
    pub(super) rules: Vec<EarlierRule>,
    #[serde(default)]
    pub(super) scenario: Option<Scenario>,
    findings: Vec<Verdict>,
    #[serde(default)]
    undetermined: Vec<Verdict>,
    #[serde(default)]
    lost: Vec<EarlierLost>,
    #[serde(default)]
    pub(super) limits: Vec<EarlierLimit>,
    #[serde(default)]
    grades: Vec<Graded>,
    #[serde(default)]
    summary: Option<EarlierSummary>,
    #[serde(default)]
    scorecards: Vec<EarlierCard>,
}

/// A grade of the baseline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct EarlierGrade {
    pub(super) grade: String,
    pub(super) possibly: Option<String>,
    /// What its conditions rested on.
    pub(super) rested: Vec<Rested>,
}

/// How that run ended.
#[derive(Deserialize)]
struct EarlierSummary {
    #[serde(default)]
    gate: String,
}

#[derive(Deserialize)]
struct Graded {
    fingerprint: String,
    grade: String,
    possibly: Option<String>,
    change: Option<String>,
    was: Option<String>,
    was_possibly: Option<String>,
    #[serde(default)]
    facts: Vec<EarlierFact>,
    #[serde(default)]
    rested_on: Vec<Rested>,
}

/// A scorecard of that report.
#[derive(Deserialize)]
struct EarlierCard {
    id: String,
    grades: Vec<EarlierScale>,
}

#[derive(Deserialize)]
struct EarlierScale {
    grade: String,
}

#[derive(Deserialize)]
pub(super) struct Scenario {
    pub(super) name: String,
}

#[derive(Deserialize)]
struct Verdict {
    status: Option<String>,
    /// Reports of the first version have none of undetermined verdicts: these are new, then.
    fingerprint: Option<String>,
    rule: String,
    subject: Subject,
    severity: Option<String>,
    possibly: Option<String>,
    /// How bad the finding was that it was compared with, and how it compared.
    was: Option<String>,
    change: Option<String>,
    #[serde(default)]
    facts: Vec<EarlierFact>,
    evidence: Option<String>,
    #[serde(default)]
    rested_on: Vec<Rested>,
    at_stake: Option<EarlierStake>,
}

/// What was at stake, in the currency of the record.
#[derive(Deserialize)]
struct EarlierStake {
    #[serde(flatten)]
    own: EarlierAmount,
    /// In the reporting currency, where that is another.
    converted: Option<EarlierAmount>,
}

#[derive(Deserialize)]
struct EarlierAmount {
    /// None of an amount of which nothing is known.
    exact: Option<EarlierEnds>,
    unit: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum EarlierEnds {
    Known(String),
    Between([Option<String>; 2]),
}

/// A finding of which that report has lost the evidence.
#[derive(Deserialize)]
struct EarlierLost {
    fingerprint: String,
    rule: String,
    record: String,
    key: String,
    severity: String,
    #[serde(default)]
    rested_on: Vec<Rested>,
}

#[derive(Deserialize)]
struct EarlierFact {
    path: String,
    value: String,
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    #[serde(default)]
    sources: Vec<EarlierSource>,
}

#[derive(Deserialize)]
struct EarlierSource {
    key: String,
    says: Option<String>,
}

#[derive(Deserialize)]
struct Subject {
    record: String,
    key: String,
}

impl Earlier {
    /// Whether its gate failed.
    pub(super) fn has_failed(&self) -> bool {
        self.summary.as_ref().is_some_and(|summary| summary.gate == "failed")
    }

    /// Its grades by fingerprint. Of one whose evidence it has lost, what it was: it stays lost until
    /// it is back.
    pub(super) fn take_grades(&mut self) -> FxHashMap<String, EarlierGrade> {
        let of = |told: Graded| {
            let now = EarlierGrade {
                grade: told.grade,
                possibly: told.possibly,
                rested: rested(told.facts),
            };
            let lost = told.was.filter(|_| told.change.as_deref() == Some(LOST));
            let was =
                |grade| EarlierGrade { grade, possibly: told.was_possibly, rested: told.rested_on };
            (told.fingerprint, lost.map_or(now, was))
        };
        std::mem::take(&mut self.grades).into_iter().map(of).collect()
    }

    /// The grades that its scorecards give, the worst first, by their names.
    pub(super) fn take_scales(&mut self) -> FxHashMap<String, Vec<String>> {
        let of = |card: EarlierCard| {
            (card.id, card.grades.into_iter().map(|scale| scale.grade).collect())
        };
        std::mem::take(&mut self.scorecards).into_iter().map(of).collect()
    }

    /// Its verdicts by fingerprint, those among them that it has lost the evidence of.
    pub(super) fn take_verdicts(&mut self) -> Result<FxHashMap<String, Known>, Unfit> {
        let mut verdicts: FxHashMap<String, Known> = FxHashMap::default();
        let mut add = |fingerprint: String, known: Known| match verdicts.entry(fingerprint) {
            Entry::Vacant(entry) => {
                entry.insert(known);
            }
            Entry::Occupied(mut entry) => entry.get_mut().join(known),
        };
        let findings = std::mem::take(&mut self.findings);
        let undetermined = std::mem::take(&mut self.undetermined);
        // What is waived nobody has accepted: the waiver lets it pass, as long as it holds.
        let waived = |verdict: &Verdict| verdict.status.as_deref() == Some(Status::Waived.code());
        let told = findings.into_iter().chain(undetermined);
        for verdict in told.filter(|verdict| !waived(verdict)) {
            if let (Some(fingerprint), Some(known)) =
                (verdict.fingerprint.clone(), verdict.known(&self.currency)?)
            {
                add(fingerprint, known);
            }
        }
        for lost in std::mem::take(&mut self.lost) {
            let EarlierLost { fingerprint, rule, record, key, severity, rested_on: rested } = lost;
            let severity = named(Some(severity))?;
            let held = severity.map(|possibly| Held { severity, possibly });
            let (held, evidence, each) = (held.into_iter().collect(), Vec::new(), Vec::new());
            let at_stake = None;
            add(fingerprint, Known { rule, record, key, held, rested, evidence, at_stake, each });
        }
        Ok(verdicts)
    }
}

impl Verdict {
    /// What is kept of it. Evidence that is lost is so until it is back, or the verdict is reached
    /// without it: until then the finding that it was of is what later runs are compared with.
    fn known(self, currency: &str) -> Result<Option<Known>, Unfit> {
        let lost = self.change.as_deref() == Some(LOST);
        let (severity, possibly) = (named(self.severity)?, named(self.possibly)?);
        let was = named(self.was)?.filter(|_| lost);
        let severity = was.max(severity);
        let Some(possibly) = possibly.max(severity) else { return Ok(None) };
        let held = vec![Held { severity, possibly }];
        let Subject { record, key } = self.subject;
        let rested = if lost { self.rested_on } else { rested(self.facts) };
        let at_stake = self.at_stake.and_then(|stake| stake.in_currency(currency));
        // What was lost was a finding on other facts than those that were told then.
        let evidence = self.evidence.filter(|_| !lost).into_iter().collect();
        let (rule, each) = (self.rule, Vec::new());
        Ok(Some(Known { rule, record, key, held, rested, evidence, at_stake, each }))
    }
}

impl EarlierStake {
    /// In the reporting currency; `None` where there was no rate.
    fn in_currency(&self, currency: &str) -> Option<Range> {
        match (&self.converted, &self.own.unit) {
            (Some(converted), _) => Some(converted.range()),
            (None, Some(unit)) if unit != currency => None,
            (None, _) => Some(self.own.range()),
        }
    }
}

impl EarlierAmount {
    fn range(&self) -> Range {
        let read = |end: &Option<String>| end.as_deref().and_then(Decimal::parse);
        match &self.exact {
            None => Range::new(None, None),
            Some(EarlierEnds::Known(value)) => {
                let value = Decimal::parse(value);
                Range::new(value, value)
            }
            Some(EarlierEnds::Between([lo, hi])) => Range::new(read(lo), read(hi)),
        }
    }
}

/// What facts told; one that stands under several sums is one.
fn rested(facts: Vec<EarlierFact>) -> Vec<Rested> {
    let mut places = FxHashSet::default();
    let told = facts.into_iter().filter_map(|fact| {
        let EarlierFact { path, value, file, line, column, sources } = fact;
        if value == UNKNOWN || !places.insert((path.clone(), file, line, column)) {
            return None;
        }
        let said = |source: EarlierSource| Some(Said { key: source.key, says: source.says? });
        Some(Rested { path, value, sources: sources.into_iter().filter_map(said).collect() })
    });
    told.collect()
}

/// Why JSON is no report, for those who know no Rust.
pub fn in_words(error: &serde_json::Error) -> String {
    let mut words: Vec<&str> = Vec::new();
    let text = error.to_string();
    let mut told = text.split(' ');
    while let Some(word) = told.next() {
        match word {
            // The name of a type of ours stands behind it.
            "struct" | "enum" => {
                words.push("an object");
                told.next();
            }
            "map," => words.push("an object,"),
            "sequence," => words.push("a list,"),
            word => words.push(word),
        }
    }
    words.join(" ").replace("a sequence", "a list").replace("a map", "an object")
}

/// How reports call what they have lost the evidence of.
const LOST: &str = "evidence-lost";

/// How reports tell a value of which nothing is known.
pub(super) const UNKNOWN: &str = "unknown";

fn named(name: Option<String>) -> Result<Option<Severity>, Unfit> {
    let severity = |name: String| Severity::from_name(&name).ok_or(Unfit::Severity(name));
    name.map(severity).transpose()
}

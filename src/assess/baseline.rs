//! An earlier report that this run is compared with: only what is new or worse counts again.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use thiserror::Error;

use super::fingerprint::Fingerprint;
use super::head::digest;
use crate::outcome::Severity;
use crate::report::{BaselineFile, Change, Since};

/// What a rule says of a record, as far as a baseline keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Held {
    /// How bad the finding is; `None` where the verdict could not be reached.
    pub(super) severity: Option<Severity>,
    /// What it is at worst.
    pub(super) possibly: Severity,
}

/// A verdict of the baseline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Known {
    pub(super) rule: String,
    pub(super) record: String,
    pub(super) key: String,
    pub(super) held: Held,
}

/// The verdicts of an earlier report, by fingerprint.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    file: Option<BaselineFile>,
    currency: String,
    scenario: Option<String>,
    verdicts: FxHashMap<String, Known>,
    limits: FxHashSet<String>,
}

/// Why an earlier report is no baseline of this run.
#[derive(Debug, Error)]
pub enum Unfit {
    /// It cannot be read.
    #[error("{0}")]
    Malformed(#[from] serde_json::Error),
    /// It is of a version that is not known.
    #[error("its version is {0}")]
    Version(u32),
    /// It names a severity that there is not.
    #[error("`{0}` is no severity")]
    Severity(String),
    /// Its amounts are in another currency.
    #[error("its mixed amounts are in {0}, those of this run in {1}")]
    Currency(String, String),
    /// Its records are those of another scenario.
    #[error("it is of {0}, this run of {1}")]
    Scenario(String, String),
}

/// What a baseline needs of a report.
#[derive(Deserialize)]
struct Earlier {
    version: u32,
    #[serde(default)]
    currency: String,
    #[serde(default)]
    scenario: Option<Scenario>,
    findings: Vec<Verdict>,
    #[serde(default)]
    undetermined: Vec<Verdict>,
    #[serde(default)]
    limits: FxHashSet<String>,
}

#[derive(Deserialize)]
struct Scenario {
    name: String,
}

#[derive(Deserialize)]
struct Verdict {
    /// Reports of the first version have none of undetermined verdicts: these are new, then.
    fingerprint: Option<String>,
    rule: String,
    subject: Subject,
    severity: Option<String>,
    possibly: Option<String>,
}

#[derive(Deserialize)]
struct Subject {
    record: String,
    key: String,
}

impl Baseline {
    /// From a JSON report and its path.
    pub fn of_report(path: &str, bytes: &[u8]) -> Result<Baseline, Unfit> {
        let earlier: Earlier = serde_json::from_slice(bytes)?;
        if earlier.version != 1 {
            return Err(Unfit::Version(earlier.version));
        }
        let mut verdicts = FxHashMap::default();
        for verdict in earlier.findings.into_iter().chain(earlier.undetermined) {
            let (severity, possibly) = (named(verdict.severity)?, named(verdict.possibly)?);
            let Some(possibly) = possibly.max(severity) else { continue };
            let Subject { record, key } = verdict.subject;
            let held = Held { severity, possibly };
            let known = Known { rule: verdict.rule, record, key, held };
            verdicts.extend(verdict.fingerprint.map(|fingerprint| (fingerprint, known)));
        }
        Ok(Baseline {
            file: Some(BaselineFile { path: path.to_owned(), sha256: digest(bytes) }),
            currency: earlier.currency,
            scenario: earlier.scenario.map(|scenario| scenario.name),
            verdicts,
            limits: earlier.limits,
        })
    }

    /// Sees to it that it tells of the same as a run in that currency, under that scenario: what
    /// was found under another is not known here.
    pub fn fits(&self, currency: &str, scenario: Option<&str>) -> Result<(), Unfit> {
        if self.file.is_none() {
            return Ok(());
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

    /// Every verdict with its fingerprint, in no order.
    pub(super) fn verdicts(&self) -> impl Iterator<Item = (&String, &Known)> {
        self.verdicts.iter()
    }

    /// Whether what could not be looked at whole could be then.
    pub(super) fn is_new_limit(&self, limit: &str) -> bool {
        !self.limits.contains(limit)
    }

    /// How a verdict compares with what it was then; `None` where there is no baseline.
    pub(super) fn since(&self, fingerprint: &Fingerprint, now: Held) -> Option<Since> {
        self.file.as_ref()?;
        let known = |fingerprint: &String| self.verdicts.get(fingerprint);
        let then = fingerprint.all().find_map(known).map(|known| known.held);
        let change = then.map_or(Change::New, |then| change(then, now));
        Some(Since { change, was: then.and_then(|then| then.severity) })
    }
}

fn change(then: Held, now: Held) -> Change {
    match (then.severity, now.severity) {
        (None, Some(_)) => Change::New,
        (Some(_), None) => Change::EvidenceLost,
        // It is certainly less than it was, and not certain to be no more than that.
        (Some(then), Some(severity)) if severity < then && now.possibly >= then => {
            Change::EvidenceLost
        }
        (was, is) if is > was || now.possibly > then.possibly => Change::Worse,
        (was, is) if is < was || now.possibly < then.possibly => Change::Milder,
        _ => Change::Unchanged,
    }
}

fn named(name: Option<String>) -> Result<Option<Severity>, Unfit> {
    let severity = |name: String| Severity::from_name(&name).ok_or(Unfit::Severity(name));
    name.map(severity).transpose()
}

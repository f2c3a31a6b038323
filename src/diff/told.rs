//! What a comparison reads of a JSON report.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use thiserror::Error;

use crate::assess::{digest, in_words};
use crate::outcome::Severity;
use crate::report::{Asked, AskedManifest, BaselineFile, Cause, RuleFile, Subject, Value};
use crate::value::Date;

/// What a report tells, as far as it is compared.
#[derive(Debug, Deserialize)]
pub struct Told {
    /// Its path, as it was named.
    #[serde(skip)]
    pub(super) path: String,
    /// SHA-256 of its bytes.
    #[serde(skip)]
    pub(super) sha256: String,
    pub(super) tool: Tool,
    #[serde(default)]
    pub(super) as_of: String,
    #[serde(default)]
    pub(super) project: Option<String>,
    #[serde(default)]
    pub(super) currency: String,
    pub(super) scenario: Option<Scenario>,
    /// Reports of early versions, and those of the library, do not tell.
    pub(super) asked: Option<Asked>,
    #[serde(default)]
    pub(super) inputs: Vec<Input>,
    #[serde(default)]
    pub(super) rules: Vec<Rule>,
    #[serde(default)]
    pub(super) disabled: Vec<Disabled>,
    #[serde(default)]
    pub(super) scorecards: Vec<Scorecard>,
    pub(super) findings: Vec<Verdict>,
    #[serde(default)]
    pub(super) undetermined: Vec<Verdict>,
    #[serde(default)]
    pub(super) grades: Vec<Graded>,
    #[serde(default)]
    pub(super) limits: Vec<Limit>,
    #[serde(default)]
    pub(super) fixed: Vec<Fixed>,
    #[serde(default)]
    pub(super) lost: Vec<Lost>,
    #[serde(default)]
    pub(super) waivers: Vec<Waiver>,
    #[serde(default)]
    pub(super) policy: Policy,
    pub(super) summary: Summary,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tool {
    name: String,
    pub(super) version: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Scenario {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Input {
    pub(super) path: String,
    pub(super) sha256: String,
    #[serde(default)]
    pub(super) records: BTreeMap<String, u64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Rule {
    pub(super) id: String,
    /// The names that it had.
    #[serde(default)]
    pub(super) formerly: Vec<String>,
    pub(super) file: String,
    #[serde(default)]
    pub(super) clear: u64,
    #[serde(default)]
    pub(super) not_applicable: u64,
    #[serde(default)]
    pub(super) params: Vec<Param>,
    #[serde(default)]
    pub(super) amended: Vec<Standing>,
}

/// Where something stands.
#[derive(Debug, Deserialize)]
pub(super) struct Standing {
    pub(super) file: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Param {
    pub(super) name: String,
    pub(super) value: String,
    #[serde(default)]
    pub(super) set_by_run: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Disabled {
    pub(super) id: String,
    pub(super) file: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Scorecard {
    pub(super) id: String,
    pub(super) grades: Vec<Scale>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Scale {
    pub(super) grade: String,
}

/// A finding, or a verdict that could not be reached.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Verdict {
    #[serde(default)]
    pub(super) fingerprint: String,
    #[serde(default)]
    pub(super) formerly: Formerly,
    pub(super) rule: String,
    pub(super) subject: Subject,
    #[serde(default, deserialize_with = "severity")]
    pub(super) severity: Option<Severity>,
    #[serde(default, deserialize_with = "severity")]
    pub(super) possibly: Option<Severity>,
    #[serde(default)]
    pub(super) message: String,
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
    pub(super) evidence: Option<String>,
    #[serde(default)]
    pub(super) missing: Vec<Missing>,
}

/// By what else earlier reports know it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Formerly {
    #[serde(default)]
    pub(super) fingerprints: Vec<String>,
    #[serde(default)]
    pub(super) evidence: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Fact {
    pub(super) path: String,
    #[serde(flatten)]
    pub(super) value: Value,
    #[serde(flatten)]
    pub(super) place: Option<crate::report::Place>,
    pub(super) of: Option<Made>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Made {
    pub(super) name: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Missing {
    pub(super) path: String,
    #[serde(default)]
    pub(super) code: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Graded {
    pub(super) fingerprint: String,
    #[serde(default)]
    pub(super) formerly: Formerly,
    pub(super) scorecard: String,
    pub(super) subject: Subject,
    pub(super) grade: String,
    pub(super) possibly: Option<String>,
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
}

/// What could not be looked at; before there were records, a line of text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Limit {
    Line(String),
    Told { kind: String, list: Option<String>, forms: Vec<String>, records: Vec<Limiting> },
}

#[derive(Debug, Deserialize)]
pub(super) struct Limiting {
    pub(super) record: String,
    pub(super) key: String,
    pub(super) forms: Vec<String>,
    pub(super) count: u64,
    #[serde(default)]
    pub(super) formerly: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Fixed {
    pub(super) fingerprint: String,
    pub(super) cause: Cause,
}

/// A finding of a baseline of which that report has lost the evidence.
#[derive(Debug, Deserialize)]
pub(super) struct Lost {
    fingerprint: String,
    rule: String,
    record: String,
    key: String,
    #[serde(deserialize_with = "severity")]
    severity: Option<Severity>,
    #[serde(default)]
    missing: Vec<Missing>,
}

/// What a run was judged by.
#[derive(Debug, Default, Deserialize)]
pub struct Policy {
    /// The severity from which on a finding fails the gate; `never` where none does.
    #[serde(default)]
    pub fail_on: String,
    /// How much money at stake fails it.
    pub fail_on_amount: Option<String>,
    /// From which grades on it fails.
    #[serde(default)]
    pub fail_on_grade: Vec<String>,
    /// What undetermined verdicts do to it.
    #[serde(default)]
    pub undetermined: String,
    /// What findings do to it that rest on other facts.
    #[serde(default)]
    pub changed: String,
    /// What changes of policy do to it, where they fail it.
    pub policy_changes: Option<String>,
    /// What findings were compared with.
    pub baseline: Option<BaselineFile>,
    /// Reports of old tell nothing of the files.
    pub(super) rules: Option<Vec<RuleFile>>,
}

/// A waiver, and whether it held.
#[derive(Debug, Deserialize)]
pub(super) struct Waiver {
    pub(super) rule: String,
    pub(super) key: String,
    /// The rule and the key as it says them.
    pub(super) formerly: Option<Words>,
    pub(super) status: String,
}

/// A rule and a key.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub(super) rule: String,
    pub(super) key: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Summary {
    pub(super) critical: u64,
    pub(super) high: u64,
    pub(super) medium: u64,
    pub(super) low: u64,
    pub(super) info: u64,
    pub(super) undetermined: u64,
    pub(super) gate: String,
    pub(super) at_stake: Option<AtStake>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AtStake {
    #[serde(flatten)]
    pub(super) value: Value,
    pub(super) open: Option<OpenStake>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OpenStake {
    #[serde(flatten)]
    pub(super) value: Value,
}

/// The version of reports that is known.
const VERSION: u64 = 1;

/// What else a JSON document may be.
#[derive(Deserialize)]
struct Other {
    version: Option<serde_json::Value>,
    findings: Option<IgnoredAny>,
    scenarios: Option<IgnoredAny>,
    changes: Option<IgnoredAny>,
    runs: Option<IgnoredAny>,
}

/// Why something is no report that can be compared.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NoReport {
    /// It cannot be read.
    #[error("it is no JSON report: {}", in_words(.0))]
    Malformed(#[from] serde_json::Error),
    /// It is what was accepted.
    #[error("it is a file of what was accepted, which tells no facts, rules or dates")]
    Accepted,
    /// It is of another command or format.
    #[error("it is {0}, no JSON report of `riskwright check`")]
    Other(&'static str),
    /// It is of a version that is not known.
    #[error("its version is {0}")]
    Version(String),
    /// It says that it is as of a day that there is not.
    #[error("it is as of `{0}`, which is no day")]
    NoDay(String),
}

impl Told {
    /// From a JSON report and its path.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Told, NoReport> {
        let text = bytes.trim_ascii_start();
        if text.first() == Some(&b'#') {
            return Err(NoReport::Accepted);
        }
        match text.first() {
            Some(b'[') => return Err(NoReport::Other("a list")),
            Some(b'{') | None => {}
            Some(_) if serde_json::from_slice::<IgnoredAny>(bytes).is_ok() => {
                return Err(NoReport::Other("a single value"));
            }
            Some(_) => {}
        }
        let other: Other = serde_json::from_slice(bytes)?;
        match other {
            Other { findings: None, scenarios: Some(_), .. } => {
                return Err(NoReport::Other("a stress report"));
            }
            Other { findings: None, changes: Some(_), .. } => {
                return Err(NoReport::Other("what `riskwright diff` wrote"));
            }
            Other { findings: None, runs: Some(_), .. } => return Err(NoReport::Other("SARIF")),
            Other { version: Some(version), .. } if version != VERSION => {
                return Err(NoReport::Version(version.to_string()));
            }
            _ => {}
        }
        let told: Told = serde_json::from_slice(bytes)?;
        if told.tool.name != "riskwright" {
            return Err(NoReport::Other("of another program"));
        }
        if Date::parse(&told.as_of).is_none() {
            return Err(NoReport::NoDay(told.as_of));
        }
        Ok(Told { path: path.to_owned(), sha256: digest(bytes), ..told })
    }

    /// Its path, as it was named.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The only "today" that its rules knew.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// Whether it was made after another: as of a later day, or beside it as its baseline.
    pub fn is_after(&self, other: &Told) -> bool {
        let baseline = self.policy.baseline.as_ref();
        self.as_of > other.as_of || baseline.is_some_and(|file| file.sha256 == other.sha256)
    }

    /// The currency that mixed amounts were converted to.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The scenario that the records were changed by, where one was applied.
    pub fn scenario(&self) -> Option<&str> {
        self.scenario.as_ref().map(|scenario| scenario.name.as_str())
    }

    /// What its run was judged by.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What its run was asked for, where it tells.
    pub fn asked(&self) -> Option<&Asked> {
        self.asked.as_ref()
    }

    /// The manifest that its run was under, where it tells.
    pub(super) fn manifest(&self) -> Option<&AskedManifest> {
        self.asked.as_ref()?.manifest.as_ref()
    }

    /// The files that it was made of, those that ship left out.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let rules = self.policy.rules.iter().flatten().filter(|file| !file.shipped);
        let inputs = self.inputs.iter().map(|input| input.path.as_str());
        let manifest = self.manifest().map(|manifest| manifest.path.as_str());
        let baseline = self.policy.baseline.as_ref().map(|file| file.path.as_str());
        inputs.chain(rules.map(|file| file.path.as_str())).chain(manifest).chain(baseline)
    }

    /// Its findings and open verdicts, the findings of a baseline among them of which it has lost the
    /// evidence.
    pub(super) fn verdicts(&self) -> Vec<Verdict> {
        let lost = self.lost.iter().map(|lost| Verdict {
            fingerprint: lost.fingerprint.clone(),
            formerly: Formerly::default(),
            rule: lost.rule.clone(),
            subject: Subject {
                record: lost.record.clone(),
                key: lost.key.clone(),
                name: None,
                place: None,
            },
            severity: None,
            possibly: lost.severity,
            message: String::new(),
            facts: Vec::new(),
            evidence: None,
            missing: lost.missing.clone(),
        });
        self.findings.iter().chain(&self.undetermined).cloned().chain(lost).collect()
    }

    /// The rule that has that name, or had it.
    pub(super) fn rule(&self, id: &str) -> Option<&Rule> {
        let had = |rule: &&Rule| rule.formerly.iter().any(|former| former == id);
        self.rules.iter().find(|rule| rule.id == id).or_else(|| self.rules.iter().find(had))
    }
}

fn severity<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Severity>, D::Error> {
    let name = Option::<String>::deserialize(from)?;
    let read = |name: String| {
        let unknown = || serde::de::Error::custom(format!("`{name}` is no severity"));
        Severity::from_name(&name).ok_or_else(unknown)
    };
    name.map(read).transpose()
}

//! What a report says: plain data, ready to be written in any format.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{Fixed, Limit, Lost, Policy, Reason, Scenario, Since};
use crate::outcome::Severity;

/// What a report says of the run as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The only "today" there was.
    pub as_of: String,
    /// The project's name, where its manifest gives it one.
    pub project: Option<String>,
    /// The currency that mixed amounts were converted to.
    pub currency: String,
    /// The scenario that the records were changed by, where one was applied.
    pub scenario: Option<Scenario>,
    /// The record files.
    pub inputs: Vec<Input>,
    /// The rules and how their verdicts fell.
    pub rules: Vec<RuleCount>,
    /// The rules that were written but not applied.
    pub disabled: Vec<Disabled>,
    /// What else a reader must know: a rule without subjects, a language that is not there.
    pub notes: Vec<String>,
    /// What could not be looked at whole, as it is too large or as records do not tell enough of
    /// it.
    pub limits: Vec<Limit>,
    /// Files that were passed over.
    pub skipped: Vec<Skipped>,
    /// What the run was judged by.
    pub policy: Policy,
    /// Findings of the baseline that are none any more.
    pub fixed: Vec<Fixed>,
    /// Findings of the baseline whose subject is not there, and may be.
    pub lost: Vec<Lost>,
    /// The sums and the gate.
    pub summary: Summary,
}

/// A file or folder that was passed over where records or rules were looked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Skipped {
    /// Its path, as seen from where the run looked.
    pub path: String,
    /// Why.
    pub why: String,
}

impl Skipped {
    /// What was passed over in one line, the first of each reason by name; `None` if nothing was.
    pub fn told(all: &[Skipped]) -> Option<String> {
        let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for skipped in all {
            by_reason.entry(&skipped.why).or_default().push(&skipped.path);
        }
        let reason = |(why, paths): (&str, Vec<&str>)| {
            let named: Vec<String> =
                paths.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
            let more = match paths.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("{}{more} ({why})", named.join(", "))
        };
        let reasons: Vec<String> = by_reason.into_iter().map(reason).collect();
        let were = match all.len() {
            0 => return None,
            1 => "1 file was passed over".to_owned(),
            n => format!("{n} files were passed over"),
        };
        Some(format!("{were}: {}", reasons.join("; ")))
    }
}

/// How many files that were passed over for one reason are named.
const NAMED: usize = 5;

/// A record file of the run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Input {
    /// Path as the user gave it.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many records of each kind it holds.
    pub records: BTreeMap<String, u64>,
}

/// How the verdicts of one rule fell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RuleCount {
    /// The rule's name.
    pub id: String,
    /// The rule in a few words.
    pub title: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// How many subjects it had.
    pub subjects: u64,
    /// How many are flagged.
    pub flagged: u64,
    /// How many are clear.
    pub clear: u64,
    /// How many could not be decided.
    pub undetermined: u64,
    /// To how many it does not apply.
    pub not_applicable: u64,
    /// Of how many of its findings it is not told how they came about.
    #[serde(skip_serializing_if = "is_zero")]
    pub unexplained: u64,
    /// The params that its conditions rest on.
    pub params: Vec<Param>,
    /// Where it was amended.
    pub amended: Vec<Place>,
}

/// A rule that a rule file takes out of the run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Disabled {
    /// The rule's name.
    pub id: String,
    /// Why, where it is said.
    pub because: Option<String>,
    /// Where it is disabled.
    #[serde(flatten)]
    pub place: Place,
}

/// A param with the value that it has in this run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its exact value.
    pub value: String,
    /// From which day on that value has been in force, where it is dated.
    pub since: Option<String>,
    /// Whether the run set it, not the rules.
    pub set_by_run: bool,
    /// Where its values come from.
    pub cites: Vec<String>,
    /// What it was and will be, where the rule asks for other days than the as-of date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<InForce>,
}

/// A value of a param, and since when it is in force.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct InForce {
    /// Its exact value.
    pub value: String,
    /// The first day; `None`: it always was.
    pub since: Option<String>,
}

/// A param that a verdict rests on, as of another day than the as-of date.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TakenParam {
    /// Its name.
    pub name: String,
    /// The day or days; where each member has its own, how the rule comes to it.
    pub at: String,
    /// What was in force then, or may have been.
    pub values: Vec<InForce>,
    /// Where they come from.
    pub cites: Vec<String>,
}

/// The sums of a run. Findings count under their severity, those of the baseline included.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Summary {
    /// Critical findings.
    pub critical: u64,
    /// High findings.
    pub high: u64,
    /// Medium findings.
    pub medium: u64,
    /// Low findings.
    pub low: u64,
    /// Findings worth knowing.
    pub info: u64,
    /// Verdicts that could not be reached.
    pub undetermined: u64,
    /// Subjects that are clear, over all rules.
    pub clear: u64,
    /// Subjects that rules do not apply to.
    pub not_applicable: u64,
    /// Findings that the baseline had.
    pub baseline: u64,
    /// Findings that a waiver covers.
    pub waived: u64,
    /// Verdicts that are worse than in the baseline.
    pub worse: u64,
    /// Findings of the baseline that the facts do not tell any more.
    pub evidence_lost: u64,
    /// Findings of the baseline that are none any more.
    pub fixed: u64,
    /// Whether the gate is met.
    pub gate: GateResult,
    /// The severity from which on a new finding fails the gate; `never` where none does.
    pub fail_on: String,
    /// Why the gate failed: all that failed it.
    pub gate_reasons: Vec<Reason>,
}

impl Summary {
    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Info => self.info,
        }
    }

    /// How many findings there are.
    pub fn findings(&self) -> u64 {
        Severity::ALL.into_iter().map(|severity| self.count(severity)).sum()
    }
}

/// Whether the gate is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GateResult {
    /// It is.
    #[default]
    Passed,
    /// It is not.
    Failed,
}

/// A place in a record or rule file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Place {
    /// Path as the user gave it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The scenario that set the fact there; `None` where the records have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
}

/// What a verdict is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Subject {
    /// The record kind.
    pub record: String,
    /// Its key.
    pub key: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A fact that a finding rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fact {
    /// How the rule reaches it.
    pub path: String,
    /// Its exact value.
    pub value: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// Whether its sources contradict each other.
    #[serde(skip_serializing_if = "is_false")]
    pub disputed: bool,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<FactSource>,
    /// For a member of a sum or another aggregate: what is made of it and the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Made>,
    /// What is taken in its place, as it is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_as: Option<String>,
    /// The fact that it is taken in the place of, which is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
}

/// What an aggregate makes of its members.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Made {
    /// What the rule calls it, or how it is written.
    pub name: String,
    /// What it comes to.
    pub value: String,
}

/// A source of a fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FactSource {
    /// Its key.
    pub key: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What kind of evidence it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it says of the fact; nothing for a source of the whole record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// Where it says so; for a source of the whole record, where the source's own record stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// An expression with its value and parts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Explanation {
    /// As a rule writer would write it.
    pub expression: String,
    /// Its value.
    pub value: String,
    /// For a value that arises unknown here: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For a fact: where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// Members beyond those shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: u64,
    /// What those members add to a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<String>,
    /// For what stands among the report's `explanations`: its number there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// The number of the one among them that tells the parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<u64>,
    /// Parts.
    pub children: Vec<Explanation>,
}

/// What a fact would have to be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ClearsWhen {
    /// The fact.
    pub path: String,
    /// What it is now.
    pub is: String,
    /// What it needs to be, for programs: `>= 25 bn USD`.
    pub needs: String,
    /// The same for people: `reaches 25 bn USD`.
    #[serde(skip)]
    pub words: String,
}

/// Whether a finding counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It counts towards the gate.
    New,
    /// The baseline report had it.
    Baseline,
    /// A waiver covers it.
    Waived,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// Stable for rule and subject.
    pub fingerprint: String,
    /// The rule's name.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// How bad it is.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// What it possibly is.
    #[serde(serialize_with = "maybe_severity")]
    pub possibly: Option<Severity>,
    /// What it is about.
    pub subject: Subject,
    /// What the rule says.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// What the rule cites.
    pub cites: Vec<String>,
    /// What it rests on.
    pub facts: Vec<Fact>,
    /// The params that it takes as of other days than the as-of date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<TakenParam>,
    /// How far past the line, in words.
    pub margin: Option<String>,
    /// The conditions as trees, named `unless` or by severity; programs get the deciding one.
    #[serde(serialize_with = "deciding")]
    pub explanation: Vec<(String, Explanation)>,
    /// Single facts that would clear it.
    pub clears_when: Vec<ClearsWhen>,
    /// What would decide whether it is worse.
    pub missing: Vec<MissingFact>,
    /// How many more such facts are known of; the search for them ends with a hundred.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_missing: u64,
    /// Whether it counts.
    pub status: Status,
    /// How it compares with the baseline, where there is one.
    #[serde(flatten)]
    pub since: Option<Since>,
    /// Reserved for waivers.
    pub waiver: Option<String>,
}

/// A fact that would decide a verdict.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MissingFact {
    /// How the rule reaches it.
    pub path: String,
    /// Why it does not decide.
    pub reason: String,
    /// Where it should stand.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A verdict that could not be reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Undetermined {
    /// Stable for rule and subject.
    pub fingerprint: String,
    /// Whether it is new.
    pub status: Status,
    /// How it compares with the baseline, where there is one.
    #[serde(flatten)]
    pub since: Option<Since>,
    /// The rule's name.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// What it possibly is.
    #[serde(serialize_with = "severity")]
    pub possibly: Severity,
    /// The params that it takes as of other days than the as-of date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<TakenParam>,
    /// The condition that is open, as a tree, where that was asked for.
    #[serde(serialize_with = "deciding", skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<(String, Explanation)>,
    /// What would decide it.
    pub missing: Vec<MissingFact>,
    /// How many more such facts are known of; the search for them ends with a hundred.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_missing: u64,
}

/// A missing fact to ask for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Request {
    /// Whose fact it is.
    pub subject: Subject,
    /// The field; of an exchange rate, which one.
    pub path: String,
    /// What is to be asked for, for people: `value of atlas`.
    #[serde(skip)]
    pub fact: String,
    /// How many undetermined verdicts wait for it.
    pub waits: u64,
    /// How many of them it decides by itself, whatever it turns out to be.
    pub settles: u64,
    /// The worst that they could be.
    #[serde(serialize_with = "severity")]
    pub worst: Severity,
}

fn severity<S: Serializer>(s: &Severity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(s.name())
}

fn maybe_severity<S: Serializer>(s: &Option<Severity>, to: S) -> Result<S::Ok, S::Error> {
    match s {
        Some(s) => to.serialize_some(s.name()),
        None => to.serialize_none(),
    }
}

/// The first condition that holds: rungs stand most severe first.
fn deciding<S: Serializer>(trees: &[(String, Explanation)], to: S) -> Result<S::Ok, S::Error> {
    let holds = |(name, tree): &&(String, Explanation)| name != "unless" && tree.value == "true";
    trees.iter().find(holds).or(trees.first()).map(|(_, tree)| tree).serialize(to)
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

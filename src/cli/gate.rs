//! What fails a run: the flags of the gate, and the keys of the manifest that say the same.

use clap::{Args, ValueEnum};

use super::ended::Stop;
use super::problem::Problem;
use super::project::Project;
use crate::assess::{ChangedPolicy, Gate, GradeLine, PolicyChanges, UndeterminedPolicy};
use crate::outcome::Severity;
use crate::pipeline;
use crate::value::{Currency, Decimal};

#[derive(Args, Clone, Debug)]
pub(super) struct GateArgs {
    /// The severity from which on a finding fails the gate [default: high]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// How much money at stake in new findings fails the gate, in the reporting currency: "10 bn USD"
    #[arg(long, value_name = "AMOUNT")]
    fail_on_amount: Option<String>,
    /// The grade of a scorecard that fails the gate where a record has it, or a worse one: "D" of
    /// every scorecard, "credit=D" of one; may be given several times
    #[arg(long, value_name = "GRADE")]
    fail_on_grade: Vec<String>,
    /// What undetermined verdicts do to the gate [default: warn]
    #[arg(long, value_enum, value_name = "POLICY")]
    undetermined: Option<Policy>,
    /// What findings do to the gate that the baseline has, as bad, on other facts [default: warn]
    #[arg(long, value_enum, value_name = "POLICY")]
    changed: Option<OtherFacts>,
    /// What it does to the gate that rules, params or the gate are others than in the baseline
    /// [default: warn]
    #[arg(long, value_enum, value_name = "POLICY")]
    policy_changes: Option<OtherPolicy>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum FailOn {
    Info,
    Low,
    Medium,
    High,
    Critical,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Policy {
    Fail,
    New,
    Warn,
    Ignore,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum OtherFacts {
    Fail,
    Warn,
    Ignore,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum OtherPolicy {
    Fail,
    Warn,
}

impl GateArgs {
    /// What changes of policy do by the command line, else by the manifest.
    pub(super) fn policy_changes(&self, project: &Project) -> Result<PolicyChanges, Stop> {
        Ok(match chosen(self.policy_changes, "policy_changes", project)? {
            Some(OtherPolicy::Fail) => PolicyChanges::Fail,
            Some(OtherPolicy::Warn) | None => PolicyChanges::Warn,
        })
    }

    /// The gate of the command line, else of the manifest, else the usual one.
    pub(super) fn gate(&self, project: &Project) -> Result<Gate, Stop> {
        let fail_on = chosen(self.fail_on, "fail_on", project)?.unwrap_or(FailOn::High);
        let undetermined = chosen(self.undetermined, "undetermined", project)?;
        let changed = chosen(self.changed, "changed", project)?;
        Ok(Gate {
            fail_on: fail_on.severity(),
            fail_on_amount: self.amount(project)?,
            undetermined: undetermined.map_or(UndeterminedPolicy::Warn, Policy::policy),
            changed: changed.map_or(ChangedPolicy::Warn, OtherFacts::policy),
        })
    }

    /// The amount of the command line, else of the manifest, in the reporting currency.
    fn amount(&self, project: &Project) -> Result<Option<Decimal>, Stop> {
        let told = project.manifest.as_ref().and_then(|manifest| {
            let amount = manifest.settings.gate.get("fail_on_amount").cloned()?;
            Some((amount, manifest))
        });
        let (amount, manifest) = match (&self.fail_on_amount, told) {
            (Some(flag), _) => (flag.clone(), None),
            (None, Some((amount, manifest))) => (amount, Some(manifest)),
            (None, None) => return Ok(None),
        };
        line(&amount, project.settings.currency).map(Some).map_err(|expected| match manifest {
            Some(manifest) => {
                let message = format!("`{amount}` is not {expected}");
                vec![manifest.wrong("fail_on_amount", message)]
            }
            None => Problem::Value { value: amount, expected, place: "`--fail-on-amount`" }.into(),
        })
    }

    /// The grades of the command line, else of the manifest.
    pub(super) fn fail_on_grade(&self, project: &Project) -> Result<Vec<GradeLine>, Stop> {
        if !self.fail_on_grade.is_empty() {
            return grades_told(&self.fail_on_grade, project);
        }
        let Some(manifest) = &project.manifest else { return Ok(Vec::new()) };
        let lines = GradeLine::all(&project.program, &manifest.settings.fail_on_grade)
            .map_err(|why| vec![manifest.wrong("fail_on_grade", why.to_string())])?;
        with_somebody(lines, project)
    }
}

/// What the command line says, else what the manifest says under that key.
fn chosen<T: ValueEnum>(
    flag: Option<T>,
    key: &'static str,
    project: &Project,
) -> Result<Option<T>, Stop> {
    let told = project.manifest.as_ref().and_then(|manifest| {
        let text = manifest.settings.gate.get(key)?;
        let message = || format!("`{text}` is not a value of `{key}`");
        Some(T::from_str(text, false).map_err(|_| vec![manifest.wrong(key, message())]))
    });
    flag.map(Ok).or(told).transpose()
}

/// An amount from which on a run fails, or what it is not.
fn line(amount: &str, currency: Currency) -> Result<Decimal, String> {
    let code = currency.code();
    let is_figure = |c: char| c.is_ascii_digit() || "., _+-".contains(c);
    match (pipeline::amount_of_money(amount), amount.trim()) {
        (Some((line, own)), _) if own == currency && line.signum() > 0 => Ok(line),
        (Some((_, own)), _) if own != currency => Err(format!(
            "an amount in {code}, in which the run adds up: tell it in {code}, or have the run add up \
             in {}",
            own.code()
        )),
        (Some(_), _) => Err(format!(
            "an amount above nothing, from which on findings fail the run: `1 {code}` is any amount"
        )),
        (None, "") => Err(format!("an amount of money, such as `10 bn {code}`")),
        (None, "never") => {
            Err("an amount of money; without one no amount fails the run".to_owned())
        }
        (None, bare) if bare.chars().all(is_figure) => {
            Err(format!("an amount of money: it lacks its currency, `{bare} {code}`"))
        }
        (None, _) => Err(format!("an amount of money as rules write it, such as `10 bn {code}`")),
    }
}

/// The grades of the command line.
pub(super) fn grades_told(texts: &[String], project: &Project) -> Result<Vec<GradeLine>, Stop> {
    let lines = GradeLine::all(&project.program, texts).map_err(Problem::Grade)?;
    with_somebody(lines, project)
}

/// Sees to it that there is somebody to grade.
fn with_somebody(lines: Vec<GradeLine>, project: &Project) -> Result<Vec<GradeLine>, Stop> {
    let allowed = project.manifest.as_ref().map_or(&[][..], |m| &m.settings.may_be_empty);
    let kinds = GradeLine::nobody(&lines, &project.program, &project.records.tables, allowed);
    match kinds.is_empty() {
        true => Ok(lines),
        false => Err(Problem::NoRecords { kinds }.into()),
    }
}
impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Info => Some(Severity::Info),
            FailOn::Low => Some(Severity::Low),
            FailOn::Medium => Some(Severity::Medium),
            FailOn::High => Some(Severity::High),
            FailOn::Critical => Some(Severity::Critical),
            FailOn::Never => None,
        }
    }
}

impl Policy {
    fn policy(self) -> UndeterminedPolicy {
        match self {
            Policy::Fail => UndeterminedPolicy::Fail,
            Policy::New => UndeterminedPolicy::New,
            Policy::Warn => UndeterminedPolicy::Warn,
            Policy::Ignore => UndeterminedPolicy::Ignore,
        }
    }
}

impl OtherFacts {
    fn policy(self) -> ChangedPolicy {
        match self {
            OtherFacts::Fail => ChangedPolicy::Fail,
            OtherFacts::Warn => ChangedPolicy::Warn,
            OtherFacts::Ignore => ChangedPolicy::Ignore,
        }
    }
}

//! What can be wrong before any rule is applied: usage, files, the manifest.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::formats;
use crate::assess::NoGrade;
use crate::diagnostic::{Diagnostic, nearest};
use crate::library::none;
use crate::source::Span;
use crate::value::{Elsewhere, UnknownLang};

/// One thing that stops a run.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum Problem {
    #[error("cannot read `{path}`: {why}")]
    Unreadable { path: String, why: String },
    #[error(
        "there is nothing to check: no record file was named, and there is no `riskwright.yaml`"
    )]
    NoData { above: Option<PathBuf> },
    #[error("there is nothing to check: `{path}` holds no record files")]
    EmptyFolder { path: String },
    #[error("there is nothing to check: `{path}` names no record files, and neither does the run")]
    NoDataNamed { path: String },
    #[error("nothing was checked: {}", none(kinds))]
    NoRecords { kinds: Vec<String> },
    #[error("there are no rules to apply")]
    NoRules,
    #[error("`{path}` holds no rule files")]
    NoRuleFiles { path: String },
    #[error("`{value}` is not {expected}")]
    Value { value: String, expected: String, place: &'static str },
    #[error("`{value}` is not a date such as 2025-10-20")]
    NoDate { value: String },
    #[error("there is no commit to take the day of: {why}")]
    NoCommit { why: String },
    #[error("the report is not that of the commit whose day it takes: {}", otherwise(paths))]
    Uncommitted { paths: Vec<String> },
    #[error("`--param` sets `{name}` twice")]
    ParamTwice { name: String },
    #[error("no record kind is called `{name}`")]
    NoKind { name: String, kinds: Vec<String> },
    #[error("the format of `{path}` is not known")]
    NoFormat { path: String, expected: String },
    #[error("there is no diagnostic code `{code}`")]
    NoCode { code: String },
    #[error("`explain` needs the key of a record beside the rule `{rule}`")]
    NoKey { rule: String },
    #[error("{what}")]
    Unexplained { what: String, help: Option<String> },
    #[error("{0}")]
    NotWaived(String),
    #[error("the run would not read `{path}`")]
    NotRead { path: String },
    #[error("`{path}` cannot be the baseline: {why}")]
    Baseline { path: String, why: String, help: &'static str },
    #[error("nothing was accepted yet: there is no `{path}`")]
    NoAccepted { path: String },
    #[error("`{path}` cannot be {what}: {why}")]
    NoReport { path: String, what: &'static str, why: String },
    #[error("`{first}` is the later of the two reports: what is new in it is told as fixed")]
    Turned { first: String, second: String },
    #[error("the run cannot be made again: {} not there any more", gone(files))]
    Gone { root: String, files: Vec<String> },
    #[error("cannot write `{path}`: {why}")]
    Unwritable { path: String, why: String },
    #[error(transparent)]
    Language(#[from] UnknownLang),
    #[error("`{path}` exists already; nothing was written")]
    Exists { path: String },
    #[error("there is no profile `{name}`")]
    NoProfile { name: String, known: Vec<String> },
    #[error("nothing is cited under a framework `{name}`")]
    NoFramework { name: String, known: Vec<String> },
    #[error("the rules declare no flow, so there is nothing to draw")]
    NoFlows,
    #[error("there is no flow `{flow}`")]
    UnknownFlow { flow: String, near: Option<String> },
    #[error("there is more than one flow `{flow}`")]
    ManyFlows { flow: String, called: Vec<String> },
    #[error("no record makes a step of the flow `{flow}`, so there is nothing to draw")]
    NoFlow { flow: String },
    #[error("{what}")]
    Unfit { what: String },
    #[error("the picture leaves something out: {what}")]
    NotDrawn { what: String },
    #[error("there is no scenario `{name}`")]
    NoScenario { name: String, near: Option<String>, known: Vec<String> },
    #[error("the rules declare no scenario")]
    NoScenarios,
    #[error("{0}")]
    Grade(NoGrade),
    #[error("the scorecard `{scorecard}` does not grade the parties of the flow `{flow}`")]
    OtherParties { scorecard: String, flow: String },
    #[error("there are no projects `{glob}`: {why}")]
    NoProjects { glob: String, why: String },
    #[error("`{path}` has no manifest, and is not checked")]
    NoProject { path: String },
    #[error("two projects go by one name: `{path}`, `{other}`")]
    SameName { path: String, other: String },
    #[error("{told}")]
    Skipped { told: String },
    #[error("`{path}` leads out of the project")]
    Outside { path: String },
    #[error("what is to be checked has several manifests: {}, {}", side(first), side(second))]
    Projects { first: Side, second: Side },
    #[error("`{path}` has a manifest of its own, which does not count in this run")]
    Inner { path: String },
    #[error("`{path}` stands in a folder that is checked, so that a later run reads it as records")]
    ReadLater { path: String },
    #[error("`{path}` is read as `{kind}`, where the manifest reads it as {}", listed(others))]
    OtherKind { path: String, kind: String, others: Vec<String> },
    #[error("the system gives the run no thread: {why}")]
    NoThread { why: String },
    #[error("Riskwright made a mistake at {place}; nothing of this run counts")]
    Mistake { place: String },
}

/// What is to be checked, and the manifest that it is under.
pub(super) type Side = (String, Option<String>);

fn side((path, manifest): &Side) -> String {
    match manifest {
        Some(manifest) => format!("`{path}` is under `{manifest}`"),
        None => format!("`{path}` is under none"),
    }
}

/// The first of what a run reads otherwise than a commit has it.
fn otherwise(paths: &[String]) -> String {
    const TOLD: usize = 5;
    let told: Vec<String> = paths.iter().take(TOLD).map(|path| format!("`{path}`")).collect();
    let more = match paths.len().saturating_sub(TOLD) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!("it has {}{more} otherwise, or not at all", told.join(", "))
}

fn gone(files: &[String]) -> String {
    let verb = if files.len() == 1 { "is" } else { "are" };
    format!(
        "{} {verb}",
        files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ")
    )
}

fn listed(kinds: &[String]) -> String {
    kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(" and ")
}

impl Problem {
    fn code(&self) -> &'static str {
        match self {
            Problem::Unreadable { .. } | Problem::NoAccepted { .. } => "RW001",
            Problem::NoData { .. }
            | Problem::EmptyFolder { .. }
            | Problem::NoDataNamed { .. }
            | Problem::NoRecords { .. } => "RW002",
            Problem::NoRules | Problem::NoRuleFiles { .. } => "RW003",
            Problem::NotWaived(_) | Problem::NotRead { .. } => "RW004",
            Problem::Value { .. } | Problem::NoDate { .. } | Problem::ParamTwice { .. } => "RW004",
            Problem::NoCommit { .. } | Problem::Uncommitted { .. } => "RW031",
            Problem::NoKind { .. } => "RW006",
            Problem::NoFormat { .. } => "RW007",
            Problem::NoCode { .. } | Problem::NoKey { .. } | Problem::Unexplained { .. } => "RW009",
            Problem::Baseline { .. } => "RW010",
            Problem::NoReport { .. } => "RW036",
            Problem::Turned { .. } => "RW038",
            Problem::Gone { .. } => "RW037",
            Problem::Unwritable { .. } => "RW011",
            Problem::Language(_) => "RW012",
            Problem::Exists { .. } => "RW013",
            Problem::NoProfile { .. } => "RW016",
            Problem::NoFlows | Problem::UnknownFlow { .. } => "RW017",
            Problem::ManyFlows { .. } => "RW017",
            Problem::NoFlow { .. } | Problem::Unfit { .. } | Problem::NotDrawn { .. } => "RW017",
            Problem::NoScenario { .. } | Problem::NoScenarios => "RW020",
            Problem::Grade(_) | Problem::OtherParties { .. } => "RW030",
            Problem::Skipped { .. } => "RW021",
            Problem::Outside { .. } => "RW022",
            Problem::NoProjects { .. } | Problem::NoProject { .. } | Problem::SameName { .. } => {
                "RW032"
            }
            Problem::Projects { .. } | Problem::Inner { .. } => "RW023",
            Problem::ReadLater { .. } => "RW025",
            Problem::NoThread { .. } => "RW026",
            Problem::OtherKind { .. } => "RW027",
            Problem::Mistake { .. } => "RW028",
            Problem::NoFramework { .. } => "RW029",
        }
    }

    /// The way out.
    pub(super) fn help(&self) -> Option<String> {
        Some(match self {
            Problem::NoData { above: Some(manifest) } => {
                let folder = manifest.parent().unwrap_or(manifest);
                format!(
                    "`{}` is above: `riskwright check {}`",
                    manifest.display(),
                    folder.display()
                )
            }
            Problem::NoData { above: None } => {
                "name record files or folders, `riskwright check deals.yaml`, or start a project \
                 with `riskwright init`"
                    .to_owned()
            }
            Problem::EmptyFolder { .. } => formats::records_end(),
            Problem::NoDataNamed { .. } => {
                "say in it where they are, `data: [deals]`, or name them: `riskwright check deals.yaml`"
                    .to_owned()
            }
            Problem::NoRules | Problem::NoRuleFiles { .. } => {
                "name rule files or folders with `--rules`; they end in .risk".to_owned()
            }
            Problem::Value { place, .. } => format!("it is given by {place}"),
            Problem::NoDate { value } => match Elsewhere::of(value) {
                Some(date) if !matches!(date, Elsewhere::Month(..)) => date.help(),
                _ => "the day of a run, `--as-of`, is written as year, month and day, or is `commit` or `today`"
                    .to_owned(),
            },
            Problem::NoCommit { .. } => {
                "name the day, `--as-of 2025-10-20`, or take the present one, `--as-of today`".to_owned()
            }
            Problem::Uncommitted { .. } => "commit what it is to be of".to_owned(),
            Problem::ParamTwice { .. } => "keep one of them".to_owned(),
            Problem::NoKind { name, kinds } => {
                let near = nearest(name, kinds.iter().map(String::as_str));
                let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
                format!("{near}the rules declare {}", kinds.join(", "))
            }
            Problem::NoFormat { expected, .. } => expected.clone(),
            Problem::NoFlows => "declare one: `flow NAME { for d in Deal: … -> … }`".to_owned(),
            Problem::ManyFlows { called, .. } => format!("say which: {}", called.join(" or ")),
            Problem::UnknownFlow { near, .. } => format!("did you mean `{}`?", near.as_ref()?),
            Problem::Unfit { .. } => {
                "write `--format dot` and draw it with Graphviz, or check fewer records".to_owned()
            }
            Problem::NoFlow { .. } => return None,
            Problem::NotDrawn { .. } => "tell both sides in the records".to_owned(),
            Problem::NoCode { .. } => "codes look like RW401; diagnostics print them".to_owned(),
            Problem::NoKey { .. } => {
                "write `riskwright explain RULE KEY [DATA…]`; a rule alone needs no key, a code such as RW401 neither".to_owned()
            }
            Problem::Baseline { help, .. } => (*help).to_owned(),
            Problem::NoAccepted { .. } => {
                "`riskwright baseline accept --because REASON` writes one of what is found now"
                    .to_owned()
            }
            Problem::Turned { first, second } => {
                format!("the earlier one comes first: `riskwright diff {second} {first}`")
            }
            Problem::Gone { root, .. } => format!(
                "it is looked for from `{root}`; `--path-root` names another folder, or check out what \
                 the report was made of"
            ),
            Problem::NoReport { .. } => {
                "`riskwright check -o report.json` writes one".to_owned()
            }
            Problem::Exists { .. } => "start in an empty folder".to_owned(),
            Problem::NoProfile { name, known } => {
                match nearest(name, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => {
                        "profiles stand below `profiles:` in `riskwright.yaml`".to_owned()
                    }
                    None => format!("the manifest has {}", known.join(", ")),
                }
            }
            Problem::NoFramework { name, known } => {
                match nearest(name, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => {
                        "a citation names its framework: `cites \"CRR 395\" under crr`".to_owned()
                    }
                    None => format!("the rules cite under {}", known.join(", ")),
                }
            }
            Problem::NoScenario { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Problem::NoScenario { known, .. } if !known.is_empty() => {
                format!("the rules declare {}", known.join(", "))
            }
            Problem::NoScenario { .. } | Problem::NoScenarios => {
                "declare one: `scenario NAME { set d.value = 50% of d.value for d in Deal }`"
                    .to_owned()
            }
            Problem::Grade(NoGrade::NoScorecard { near: Some(near), .. }) => {
                format!("did you mean `{near}`?")
            }
            Problem::Grade(NoGrade::NoSuch { scorecard, .. }) => {
                format!("several are given one by one; of one scorecard alone: `{scorecard}=GRADE`")
            }
            Problem::OtherParties { .. } => {
                "name a scorecard `for` the kind of records that the flow leads to".to_owned()
            }
            Problem::Grade(_) => {
                "declare one: `scorecard NAME for party in Party { takes tag:TAG … grade A }`"
                    .to_owned()
            }
            Problem::NoRecords { kinds } if !kinds.is_empty() => {
                "where a portfolio may have none, the manifest says so: `may_be_empty: [".to_owned()
                    + &kinds.join(", ")
                    + "]`"
            }
            Problem::Skipped { .. } => {
                "if they matter, name them, with `--input-format` where the ending does not say it"
                    .to_owned()
            }
            Problem::Outside { .. } => {
                "a project reads what is in its folder, or in the checkout that this is in; name \
                 the file on the command line, or trust the project with `--allow-outside`"
                    .to_owned()
            }
            Problem::Projects { .. } => {
                "a manifest says what fails the gate: check each by itself, or several folders one \
                 after the other with `--projects 'portfolios/*'`"
                    .to_owned()
            }
            Problem::NoProjects { .. } => {
                "a project is a folder with a `riskwright.yaml`: `--projects 'portfolios/*'`, in quotes"
                    .to_owned()
            }
            Problem::NoProject { .. } => "`riskwright init` begins one".to_owned(),
            Problem::SameName { .. } => {
                "check them by runs of their own: outputs are named after folders".to_owned()
            }
            Problem::Inner { path } => {
                format!("check it by itself, `riskwright check {path}`, or name files")
            }
            Problem::NotRead { .. } => {
                "name a rule file of the run, or add this one to the manifest's `rules:` first"
                    .to_owned()
            }
            Problem::ReadLater { .. } => "write it elsewhere".to_owned(),
            Problem::OtherKind { path, .. } => format!(
                "what the manifest maps of the file does not hold in this run; name it without a \
                 kind, `{path}`, to have it read as the manifest says"
            ),
            Problem::NoThread { .. } => {
                "a thread takes 64 MB of address space: allow more (`ulimit -v`), or more of them \
                 (`ulimit -u`)"
                    .to_owned()
            }
            Problem::Mistake { .. } => {
                "tell the maintainers the place, the version, and if you may the rules and records"
                    .to_owned()
            }
            Problem::Unexplained { help, .. } => return help.clone(),
            Problem::NotWaived(_)
            | Problem::Unreadable { .. }
            | Problem::NoRecords { .. }
            | Problem::Unwritable { .. }
            | Problem::Language(_) => return None,
        })
    }
}

impl Problem {
    /// The problem at the place of a manifest that has it, where one does.
    pub(super) fn at(self, place: Option<Span>) -> Vec<Diagnostic> {
        let diagnostic = Diagnostic::from(self);
        vec![place.into_iter().fold(diagnostic, |diagnostic, place| diagnostic.label(place, ""))]
    }
}

impl From<Problem> for Diagnostic {
    fn from(problem: Problem) -> Diagnostic {
        Diagnostic::bare(problem.code(), problem.to_string()).maybe_help(problem.help())
    }
}

impl From<Problem> for Vec<Diagnostic> {
    fn from(problem: Problem) -> Vec<Diagnostic> {
        vec![problem.into()]
    }
}

#[cfg(test)]
mod tests;

/// An I/O error in words, without the operating system's number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::OutOfMemory => "there is not enough memory for it".to_owned(),
        _ => {
            let text = error.to_string().to_lowercase();
            text.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

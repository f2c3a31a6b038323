//! `riskwright check`: apply rules to records, write a report, gate on it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::chosen::chosen;
use super::door::{self, Door};
use super::ended::{Exit, Stop};
use super::lang::LangArgs;
use super::naming::Naming;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Project, ProjectArgs};
use super::reports::{ReportArgs, limited};
use super::terminal::Terminal;
use super::{files, scenarios};
use crate::assess::{Baseline, Explanations, Gate, GradeLine, Options, UndeterminedPolicy, Unfit};
use crate::diagnostic::Diagnostic;
use crate::outcome::Severity;
use crate::pipeline;
use crate::record;
use crate::report::{Grouping, Style, TEXT};
use crate::source::Sources;
use crate::value::{Currency, Decimal};

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// Record files or folders, `KIND=FILE` where the kind of records is to be said, `-` for
    /// standard input; without any, the manifest's
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    reports: ReportArgs,
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
    /// An earlier JSON report: findings that it has do not fail the gate again
    #[arg(long, value_name = "REPORT")]
    baseline: Option<PathBuf>,
    /// Apply the rules to the records as that scenario of the rules changes them
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Of which verdicts a JSON or JSON Lines report tells as a tree how they came about: of the
    /// 1,000 worst findings of each rule, of all findings, of what could not be decided, too, or of
    /// none
    #[arg(long, value_enum, value_name = "WHICH", default_value = "worst")]
    explanations: Trees,
    /// What a text tells findings by: one after the other, the worst first; those about one record or
    /// of one rule together; those that rest on the same facts as one story
    #[arg(long, value_enum, value_name = "WHAT", default_value = "severity")]
    by: By,
    /// Show in a text what that rule says and no other; the gate looks at all rules all the same. May
    /// be given several times
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
    /// The same of the rules with that tag
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    #[command(flatten)]
    lang: LangArgs,
    /// How many findings and undetermined verdicts a text shows; 0 shows all [default: 50
    /// findings, 20 undetermined verdicts]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
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
enum By {
    Severity,
    Subject,
    Rule,
    Cause,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Trees {
    All,
    Findings,
    Worst,
    None,
}

pub(super) fn run(
    args: &CheckArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let reports = args.reports.reports()?;
    let door = args.project.door();
    let baseline = match &args.baseline {
        Some(path) => baseline(path, &door, &args.project.naming(&args.data)?)?,
        None => Baseline::default(),
    };
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let mut project =
        project::load(&args.project, &args.data, &door, terminal, &progress, sources)?;
    project.require_work()?;
    reports.spare(&door)?;
    let lang = args.lang.lang(project.manifest.as_ref())?;
    project.program.speak(lang);
    let gate = gate(args, &project)?;
    let chosen = chosen(&project.program, &args.only, &args.tag)?;
    if let Some(path) = &args.baseline {
        let (name, currency) = (project.name(), project.settings.currency.code());
        let fits = baseline.fits(name.as_deref(), currency, args.scenario.as_deref());
        fits.map_err(|why| unfit(path, &why))?;
    }
    let mut warnings = std::mem::take(&mut project.warnings);
    warnings.extend(reports.files.iter().filter_map(|(path, _)| read_later(path, &project)));
    progress.stage("applying rules");
    let trees = reports.explain().then(|| args.explanations.of());
    let fail_on_grade = fail_on_grade(args, &project)?;
    let options = Options { baseline, trees, fail_on_grade, ..project.options(gate)? };
    let applied = scenarios::applied(&project, args.scenario.as_deref())?;
    let report = scenarios::assess(sources, &project, applied.as_ref(), &options);
    drop(progress);
    terminal.warn(sources, &warnings);
    let progress = Progress::new(reports.are_silent() && terminal.attended && !terminal.quiet);
    progress.stage(reports.stage());
    let open = gate.undetermined != UndeterminedPolicy::Ignore;
    let style = limited(Style { open, by: args.by.of(), ..terminal.style(lang) }, args.limit);
    reports.write(style, |sheets| {
        report.tell(sheets.into_iter().map(|sheet| sheet.writer(chosen.as_ref())))
    })?;
    drop(progress);
    if reports.are_silent() && !report.passes() && !terminal.quiet {
        // Who only keeps the file should still see why the run failed.
        let style = Style { lang, quiet: true, ..Style::default() };
        report.tell([(TEXT.writer)(Box::new(io::stderr()), &style)]);
    }
    Ok(if report.passes() { Exit::Passed } else { Exit::Failed })
}

fn baseline(path: &Path, door: &Door, naming: &Naming) -> Result<Baseline, Stop> {
    let bytes = door.read(path, door::By::User)?;
    Baseline::of_report(&naming.of(path), (*bytes).as_ref()).map_err(|why| unfit(path, &why).into())
}

fn unfit(path: &Path, why: &Unfit) -> Problem {
    Problem::Baseline { path: path.display().to_string(), why: why.to_string() }
}

/// The gate of the command line, else of the manifest, else the usual one.
fn gate(args: &CheckArgs, project: &Project) -> Result<Gate, Stop> {
    let told = |key: &'static str, text: Option<&String>| {
        project.manifest.as_ref().zip(text.cloned()).map(|(manifest, text)| {
            let message = format!("`{text}` is not a value of `{key}`");
            (text, manifest.wrong(key, message))
        })
    };
    let settings = project.manifest.as_ref().map(|manifest| &manifest.settings);
    let fail_on = match (args.fail_on, told("fail_on", settings.and_then(|s| s.fail_on.as_ref()))) {
        (Some(flag), _) => flag,
        (None, Some((text, wrong))) => FailOn::from_str(&text, false).map_err(|_| vec![wrong])?,
        (None, None) => FailOn::High,
    };
    let policy = settings.and_then(|s| s.undetermined.as_ref());
    let policy = match (args.undetermined, told("undetermined", policy)) {
        (Some(flag), _) => flag,
        (None, Some((text, wrong))) => Policy::from_str(&text, false).map_err(|_| vec![wrong])?,
        (None, None) => Policy::Warn,
    };
    let fail_on_amount = fail_on_amount(args, project)?;
    Ok(Gate { fail_on: fail_on.severity(), fail_on_amount, undetermined: policy.policy() })
}

/// The amount of the command line, else of the manifest, in the reporting currency.
fn fail_on_amount(args: &CheckArgs, project: &Project) -> Result<Option<Decimal>, Stop> {
    let told = project.manifest.as_ref().and_then(|manifest| {
        let amount = manifest.settings.fail_on_amount.clone()?;
        Some((amount, manifest))
    });
    let (amount, manifest) = match (&args.fail_on_amount, told) {
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

/// The grades of the command line, else of the manifest.
fn fail_on_grade(args: &CheckArgs, project: &Project) -> Result<Vec<GradeLine>, Stop> {
    if !args.fail_on_grade.is_empty() {
        return grades_told(&args.fail_on_grade, project);
    }
    let Some(manifest) = &project.manifest else { return Ok(Vec::new()) };
    let lines = GradeLine::all(&project.program, &manifest.settings.fail_on_grade)
        .map_err(|why| vec![manifest.wrong("fail_on_grade", why.to_string())])?;
    with_somebody(lines, project)
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

impl By {
    fn of(self) -> Grouping {
        match self {
            By::Severity => Grouping::Severity,
            By::Subject => Grouping::Subject,
            By::Rule => Grouping::Rule,
            By::Cause => Grouping::Cause,
        }
    }
}

impl Trees {
    fn of(self) -> Explanations {
        match self {
            Trees::All => Explanations::All,
            Trees::Findings => Explanations::Findings,
            Trees::Worst => Explanations::Worst,
            Trees::None => Explanations::None,
        }
    }
}

/// A warning where a later run of the same would take the report for records.
fn read_later(path: &Path, project: &Project) -> Option<Diagnostic> {
    let name = path.display().to_string();
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let records = record::Format::of(&name).is_some() && !hidden;
    let inside = project.folders.iter().any(|folder| files::is_inside(path, folder));
    (records && inside).then(|| Diagnostic::from(Problem::ReadLater { path: name }).warning())
}

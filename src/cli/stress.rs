//! `riskwright stress`: what each scenario does to the findings.

use std::ffi::OsString;

use clap::Args;

use super::ended::{Exit, Stop};
use super::gate::{FailOn, grades_told};
use super::lang::LangArgs;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Project, ProjectArgs};
use super::reports::{ReportArgs, Sheet, limited};
use super::scenarios;
use super::terminal::Terminal;
use crate::assess::{self, Explanations, Gate, Options};
use crate::ir::{Program, Scenario};
use crate::report::GateResult;
use crate::source::Sources;

#[derive(Args, Debug)]
pub(super) struct StressArgs {
    /// Record files or folders, as for `check`
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    #[command(flatten)]
    project: ProjectArgs,
    /// A scenario to apply; may be given several times [default: all that the rules declare]
    #[arg(long = "scenario", value_name = "NAME")]
    scenarios: Vec<String>,
    #[command(flatten)]
    reports: ReportArgs,
    #[command(flatten)]
    lang: LangArgs,
    /// The severity from which on a finding that is new, worse or no longer decided fails the gate
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "never")]
    fail_on: FailOn,
    /// From which grade of a scorecard on a record fails the gate that falls there, or deeper: `D`, or
    /// `credit=D` of one scorecard; may be given several times
    #[arg(long = "fail-on-grade", value_name = "GRADE")]
    fail_on_grade: Vec<String>,
    /// How many turned verdicts of each scenario a text shows; 0 shows all [default: 50]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(
    args: &StressArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let reports = args.reports.reports()?;
    reports.require("stress reports", |format| format.stress.is_some())?;
    let door = args.project.door();
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let mut project =
        project::load(&args.project, &args.data, &door, terminal, &progress, sources)?;
    project.require_work()?;
    reports.spare(&door)?;
    let lang = args.lang.lang(project.manifest.as_ref())?;
    project.program.speak(lang);
    let Project { program, records, inputs, warnings, .. } = &project;
    let chosen = chosen(program, &args.scenarios)?;
    progress.stage("applying scenarios");
    let gate = Gate { fail_on: args.fail_on.severity(), ..Gate::NONE };
    let trees = reports.explain().then(Explanations::default);
    let fail_on_grade = grades_told(&args.fail_on_grade, &project)?;
    let options = Options { trees, fail_on_grade, ..project.options(gate)? };
    let style = limited(terminal.style(lang), args.limit);
    // What is written to files is whole; what is only shown need not be put into words.
    let only_shown = reports.files.is_empty() && !reports.explain();
    let most = if only_shown { style.findings } else { None };
    let report = assess::stress(sources, program, records, &chosen, inputs, &options, most);
    drop(progress);
    terminal.warn(sources, warnings);
    let write = |Sheet { format, style, out }: Sheet<'_>| {
        let write = format.stress.ok_or(std::io::ErrorKind::Unsupported)?;
        write(&report, &style, out)
    };
    reports.write(style, |sheets| sheets.into_iter().map(write).collect())?;
    Ok(if report.gate == GateResult::Passed { Exit::Passed } else { Exit::Failed })
}

/// The scenarios of the command line, each once, else all that there are.
fn chosen<'a>(program: &'a Program, names: &[String]) -> Result<Vec<&'a Scenario>, Problem> {
    if program.scenarios.is_empty() {
        return Err(Problem::NoScenarios);
    }
    if names.is_empty() {
        return Ok(program.scenarios.iter().collect());
    }
    let mut chosen: Vec<&Scenario> = Vec::new();
    for name in names {
        let scenario = scenarios::named(program, name)?;
        if !chosen.iter().any(|known| known.name == scenario.name) {
            chosen.push(scenario);
        }
    }
    Ok(chosen)
}

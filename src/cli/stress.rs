//! `riskwright stress`: what each scenario does to the findings.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use clap::Args;

use super::check::{FailOn, FormatName, outputs};
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Project, ProjectArgs};
use super::terminal::{Terminal, printed};
use super::{Exit, Stop, output, scenarios};
use crate::assess::{self, Baseline, Explanations, Gate, Options, UndeterminedPolicy};
use crate::ir::{Program, Scenario};
use crate::report::stress::{self, Stress};
use crate::report::{Format, GateResult, Style};
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
    /// The format of the report on standard output [default: text, or none with --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<FormatName>,
    /// A file to write a report to; its ending says the format
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<PathBuf>,
    /// The severity from which on a finding that is new, worse or no longer decided fails the gate
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "never")]
    fail_on: FailOn,
    /// How many turned verdicts of each scenario a text shows; 0 shows all [default: 50]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(
    args: &StressArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let outputs = outputs(&args.outputs)?;
    let door = args.project.door();
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let project = project::load(&args.project, &args.data, &door, terminal, &progress, sources)?;
    project.require_work()?;
    output::spare(outputs.iter().map(|(path, _)| path.as_path()), &door)?;
    let Project { program, records, inputs, settings, warnings, .. } = &project;
    let chosen = chosen(program, &args.scenarios)?;
    progress.stage("applying scenarios");
    let printed_as = printed_as(args);
    let gate = Gate { fail_on: args.fail_on.severity(), undetermined: UndeterminedPolicy::Ignore };
    let json = outputs.iter().map(|(_, format)| *format).chain(printed_as);
    let whole = json.into_iter().any(|format| format == Format::Json);
    let options = Options {
        settings: *settings,
        gate,
        baseline: Baseline::default(),
        skipped: project.skipped.clone(),
        notes: project.notes.clone(),
        project: project.name(),
        rates_older_than: project.rates_older_than()?,
        trees: whole.then(Explanations::default),
    };
    let style = style(args, terminal);
    // What is written to files is whole; what is only shown need not be put into words.
    let most = if outputs.is_empty() && !whole { style.findings } else { None };
    let report = assess::stress(sources, program, records, &chosen, inputs, &options, most);
    for (path, format) in &outputs {
        progress.stage(format!("writing {}", path.display()));
        let whole = Style { findings: None, ..Style::default() };
        output::write_whole(path, |out| stress::write(&report, *format, &whole, out))?;
    }
    drop(progress);
    terminal.warn(sources, warnings);
    print(printed_as, &style, &report)?;
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

/// What standard output gets: nothing where files were asked for and nothing else.
fn printed_as(args: &StressArgs) -> Option<Format> {
    match args.format {
        Some(FormatName::Json) => Some(Format::Json),
        Some(FormatName::Text) => Some(Format::Text),
        None if args.outputs.is_empty() => Some(Format::Text),
        None => None,
    }
}

fn style(args: &StressArgs, terminal: &Terminal) -> Style {
    let style = terminal.style();
    match args.limit {
        Some(limit) => Style { findings: Some(limit).filter(|limit| *limit > 0), ..style },
        None => style,
    }
}

fn print(format: Option<Format>, style: &Style, report: &Stress) -> Result<(), Problem> {
    match format {
        Some(format) => printed(stress::write(report, format, style, &mut io::stdout().lock())),
        None => Ok(()),
    }
}

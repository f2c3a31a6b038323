//! `riskwright graph`: parties and flows as a picture.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::ended::{Exit, Stop};
use super::output;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, ProjectArgs};
use super::scenarios;
use super::terminal::{Terminal, printed};
use crate::assess::{Gate, Options, Shades, picture, scorecard_named};
use crate::diagnostic::{Diagnostic, nearest};
use crate::ir::{Flow, Program};
use crate::pack;
use crate::picture::{Unfit, dot, svg};
use crate::source::Sources;

#[derive(Args, Debug)]
pub(super) struct GraphArgs {
    /// Record files or folders, as for `check`
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    /// The flow to draw; without it, the first that the rules declare
    #[arg(long, value_name = "NAME")]
    flow: Option<String>,
    /// Bring out rings of up to so many parties
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=12))]
    rings: u8,
    /// A scenario of the rules: the records are drawn as it changes them, with who fails and who
    /// loses how much
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Colour the parties by the grades that a scorecard gives them
    #[arg(long, value_name = "SCORECARD")]
    grades: Option<String>,
    /// The format; without it, the output file's ending (.svg, .dot) decides, else SVG
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<PictureFormat>,
    /// Write to a file; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    project: ProjectArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum PictureFormat {
    /// A picture that browsers show
    Svg,
    /// The language of Graphviz
    Dot,
}

pub(super) fn run(
    args: &GraphArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let format = match args.format {
        Some(format) => format,
        None => args.output.as_deref().map_or(Ok(PictureFormat::Svg), of_file)?,
    };
    let door = args.project.door();
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let project = project::load(&args.project, &args.data, &door, terminal, &progress, sources)?;
    output::spare(args.output.as_deref(), &door)?;
    let flow = flow(args.flow.as_deref(), &project.program)?;
    progress.stage("drawing");
    let longest = usize::from(args.rings);
    let (program, records) = (&project.program, &project.records);
    let applied = scenarios::applied(&project, args.scenario.as_deref())?;
    let options = Options::of(project.settings, Gate::NONE);
    let card = args.grades.as_deref().map(|name| scorecard_named(program, name));
    let card = card.transpose().map_err(Problem::Grade)?;
    let graded = card.map(|card| {
        let assessment = scenarios::assess(sources, &project, applied.as_ref(), &options);
        (card, assessment)
    });
    let shades = match &graded {
        None => None,
        Some((card, assessment)) => {
            let shades = Shades::of(assessment, *card, flow.party);
            let (scorecard, flow) =
                (args.grades.clone().unwrap_or_default(), flow.name.to_string());
            Some(shades.ok_or(Problem::OtherParties { scorecard, flow })?)
        }
    };
    let what = (flow, longest);
    let records = (records, applied.as_ref());
    let drawn = picture(sources, program, records, project.settings, what, shades);
    if drawn.nodes.is_empty() {
        return Err(Problem::NoFlow { flow: flow.name.to_string() }.into());
    }
    let text = match format {
        PictureFormat::Svg => svg(&drawn),
        PictureFormat::Dot => dot(&drawn),
    };
    let text = text.map_err(|unfit: Unfit| Problem::Unfit { what: unfit.to_string() })?;
    drop(progress);
    let mut warnings = project.warnings;
    if !drawn.left_out.is_empty() {
        let problem = Problem::NotDrawn { what: drawn.left_out.clone() };
        warnings.push(Diagnostic::from(problem).warning());
    }
    terminal.warn(sources, &warnings);
    match &args.output {
        Some(path) => output::write_whole(path, text.as_bytes())?,
        None => printed(io::stdout().lock().write_all(text.as_bytes()))?,
    }
    Ok(Exit::Passed)
}

/// The format that a file's ending says; one of unknown format stops before any work is done.
fn of_file(path: &Path) -> Result<PictureFormat, Problem> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match ending.as_str() {
        "svg" => Ok(PictureFormat::Svg),
        "dot" | "gv" => Ok(PictureFormat::Dot),
        _ => Err(Problem::NoFormat {
            path: path.display().to_string(),
            expected: "pictures end in .svg or .dot; `--format` says which where the name cannot"
                .to_owned(),
        }),
    }
}

fn flow<'p>(name: Option<&str>, program: &'p Program) -> Result<&'p Flow, Problem> {
    let Some(name) = name else {
        return program.flows.first().ok_or(Problem::NoFlows);
    };
    let names = program.flows.iter().map(|flow| &*flow.name);
    let flow = name.to_owned();
    match pack::meant(name, program.flows.iter().map(|flow| (&*flow.name, &*flow.pack)))[..] {
        [] => {
            let near = nearest(name, names).map(str::to_owned);
            Err(Problem::UnknownFlow { flow, near })
        }
        [only] => Ok(&program.flows[only]),
        ref several => {
            let called = several.iter().map(|one| program.flows[*one].name.to_string()).collect();
            Err(Problem::ManyFlows { flow, called })
        }
    }
}

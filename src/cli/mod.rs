//! The command line: the only room that opens files, prints, and ends the program.

mod agreement;
mod asked;
mod baseline;
mod budget;
mod check;
mod chosen;
mod commit;
mod completions;
mod data;
mod diff;
mod door;
mod ended;
mod entry;
mod explain;
mod far;
mod files;
mod formats;
mod gate;
mod graph;
mod identity;
mod init;
mod inputs;
mod known;
mod lang;
mod manifest;
mod naming;
mod output;
mod problem;
mod progress;
mod project;
mod projects;
mod reports;
mod required;
mod rules;
mod scenarios;
mod scope;
mod series;
mod settings;
mod shared;
mod stress;
mod terminal;
mod threads;
mod verify;
mod waive;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::alarm;
use crate::source::Sources;
use ended::Exit;
use shared::Shared;
use terminal::{Terminal, printed};

/// Rules for deals: what is wrong, what cannot be decided and why, and what would clear it.
#[derive(Parser, Debug)]
#[command(name = "riskwright", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    shared: Shared,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Apply rules to records, write a report, gate on it
    Check(check::CheckArgs),
    /// What record files say before any rule looks at them, and what of them is left out
    Data(data::DataArgs),
    /// What was accepted: later runs are compared with it, and fail on what is new or worse
    Baseline(baseline::BaselineArgs),
    /// What is otherwise in one report than in another, and why
    Diff(diff::DiffArgs),
    /// Whether the inputs that a report names give that report
    Verify(verify::VerifyArgs),
    /// Answer for a finding until a day: it stands in reports and does not fail the gate
    Waive(waive::WaiveArgs),
    /// What each scenario of the rules does to the findings
    Stress(stress::StressArgs),
    /// Why a rule says what it says about a record, or what a diagnostic code means
    Explain(explain::ExplainArgs),
    /// Draw parties and flows, with their rings and clusters
    Graph(graph::GraphArgs),
    /// Write a small project that runs
    Init(init::InitArgs),
    /// Print a shell's completion script
    Completions(completions::CompletionsArgs),
}

/// Runs the program on the command line's arguments.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => return tell_usage(&told),
    };
    threads::within(cli.shared.jobs, || run(&cli)).unwrap_or_else(|why| {
        Terminal::new(&cli.shared).tell(&Sources::default(), &[why.into()]);
        ExitCode::from(2)
    })
}

/// Prints help or the version, which are asked for, or what is wrong with the arguments.
fn tell_usage(told: &clap::Error) -> ExitCode {
    match printed(told.print()) {
        Ok(()) if !told.use_stderr() => ExitCode::SUCCESS,
        Ok(()) | Err(_) => ExitCode::from(2),
    }
}

fn run(cli: &Cli) -> ExitCode {
    let terminal = Terminal::new(&cli.shared);
    let mut sources = Sources::default();
    let ended = match &cli.command {
        Command::Check(args) => check::run(args, &terminal, &mut sources),
        Command::Data(args) => data::run(args, &terminal, &mut sources),
        Command::Baseline(args) => baseline::run(args, &terminal, &mut sources),
        Command::Diff(args) => diff::run(args, &terminal),
        Command::Verify(args) => verify::run(args, &terminal, &mut sources),
        Command::Waive(args) => waive::run(args, &terminal, &mut sources),
        Command::Stress(args) => stress::run(args, &terminal, &mut sources),
        Command::Explain(args) => explain::run(args, &terminal, &mut sources),
        Command::Graph(args) => graph::run(args, &terminal, &mut sources),
        Command::Init(args) => init::run(args, &terminal, &mut sources),
        Command::Completions(args) => completions::run(args),
    };
    // Whatever was found: what cannot be trusted is no answer.
    let ended = match alarm::raised() {
        Some(place) => Err(problem::Problem::Mistake { place }.into()),
        None => ended,
    };
    match ended {
        Ok(Exit::Passed) => ExitCode::SUCCESS,
        Ok(Exit::Failed) => ExitCode::from(1),
        Err(diagnostics) => {
            terminal.tell(&sources, &diagnostics);
            ExitCode::from(2)
        }
    }
}

//! The command line: the only room that opens files, prints, and ends the program.

mod agreement;
mod check;
mod completions;
mod door;
mod entry;
mod explain;
mod files;
mod graph;
mod identity;
mod init;
mod inputs;
mod manifest;
mod output;
mod problem;
mod progress;
mod project;
mod reports;
mod rules;
mod scenarios;
mod scope;
mod stress;
mod terminal;
mod threads;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::Form;
use crate::source::Sources;
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

/// Flags of every command.
#[derive(Args, Debug)]
struct Shared {
    /// Colours: `auto` follows the terminal, NO_COLOR and CI
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: When,
    /// How to write diagnostics: for people (as the terminal can show it), plain, in sentences
    /// for screen readers, or as JSON lines
    #[arg(long, global = true, value_enum, default_value = "human", value_name = "FORM")]
    message_format: MessageFormat,
    /// Say less: only the sums, and errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more: files read, rules loaded
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// How many threads to use; the result does not depend on it
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// How diagnostics are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum MessageFormat {
    Human,
    Plain,
    Narrated,
    Json,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Apply rules to records, write a report, gate on it
    Check(check::CheckArgs),
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

/// How a run ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Exit {
    /// It ran; nothing at or above the gate.
    Passed,
    /// It ran; the gate is not met.
    Failed,
}

/// Why a run could not be: what was wrong.
type Stop = Vec<Diagnostic>;

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
        Command::Stress(args) => stress::run(args, &terminal, &mut sources),
        Command::Explain(args) => explain::run(args, &terminal, &mut sources),
        Command::Graph(args) => graph::run(args, &terminal, &mut sources),
        Command::Init(args) => init::run(args, &terminal),
        Command::Completions(args) => completions::run(args),
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

impl MessageFormat {
    fn form(self, graphical: bool) -> Form {
        match self {
            MessageFormat::Human if graphical => Form::Graphical,
            MessageFormat::Human | MessageFormat::Plain => Form::Plain,
            MessageFormat::Narrated => Form::Narrated,
            MessageFormat::Json => Form::Json,
        }
    }
}

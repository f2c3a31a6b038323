//! `riskwright completions`: a shell's completion script.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use super::ended::{Exit, Stop};
use super::terminal::printed;

#[derive(Args, Debug)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "riskwright", &mut script);
    printed(io::stdout().write_all(&script))?;
    Ok(Exit::Passed)
}

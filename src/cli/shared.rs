//! The flags of every command.

use clap::{Args, ValueEnum};

use crate::diagnostic::render::Form;

/// Flags of every command.
#[derive(Args, Debug)]
pub(super) struct Shared {
    /// Colours: `auto` follows the terminal, NO_COLOR and CI
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(super) color: When,
    /// How to write diagnostics: for people (as the terminal can show it), plain, in sentences
    /// for screen readers, or as JSON lines
    #[arg(long, global = true, value_enum, default_value = "human", value_name = "FORM")]
    pub(super) message_format: MessageFormat,
    /// Say less: only the sums, and errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more: files read, rules loaded
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// How many threads to use; the result does not depend on it
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
}

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

/// How diagnostics are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum MessageFormat {
    Human,
    Plain,
    Narrated,
    Json,
}

impl MessageFormat {
    pub(super) fn form(self, graphical: bool) -> Form {
        match self {
            MessageFormat::Human if graphical => Form::Graphical,
            MessageFormat::Human | MessageFormat::Plain => Form::Plain,
            MessageFormat::Narrated => Form::Narrated,
            MessageFormat::Json => Form::Json,
        }
    }
}

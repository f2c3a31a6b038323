//! `riskwright diff`: what is otherwise in one report than in another, and why.

use std::path::{Path, PathBuf};

use clap::Args;

use super::door::{By, Door};
use super::ended::{Exit, Stop};
use super::lang::LangArgs;
use super::problem::Problem;
use super::reports::{ReportArgs, Sheet, limited};
use super::terminal::Terminal;
use crate::diff::{Told, diff};
use crate::report::diff::Diff;

#[derive(Args, Debug)]
pub(super) struct DiffArgs {
    /// The earlier JSON report of `riskwright check`
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later one
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// End with 1 where something is new, worse or without its evidence; otherwise what is different
    /// is no failure
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    reports: ReportArgs,
    #[command(flatten)]
    lang: LangArgs,
    /// How many changes a text shows; 0 shows all [default: 50]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(args: &DiffArgs, terminal: &Terminal) -> Result<Exit, Stop> {
    let reports = args.reports.reports()?;
    reports.require("comparisons", |format| format.diff.is_some())?;
    let lang = args.lang.lang(None)?;
    let door = Door::new(false);
    let [old, new] = [&args.old, &args.new].map(|path| told(path, &door));
    let (old, new) = (old?, new?);
    reports.spare(&door)?;
    let diff = diff(&old, &new).map_err(|why| no_report(&args.old, why.to_string()))?;
    let style = limited(terminal.style(lang), args.limit);
    reports
        .write(style, |sheets| sheets.into_iter().map(|sheet| written(sheet, &diff)).collect())?;
    Ok(if args.exit_code && diff.is_worse() { Exit::Failed } else { Exit::Passed })
}

fn written(Sheet { format, style, out }: Sheet<'_>, diff: &Diff) -> std::io::Result<()> {
    let write = format.diff.ok_or(std::io::ErrorKind::Unsupported)?;
    write(diff, &style, out)
}

/// What a report tells.
fn told(path: &Path, door: &Door) -> Result<Told, Problem> {
    let bytes = door.read(path, By::User)?;
    let name = path.display().to_string();
    Told::read(&name, (*bytes).as_ref()).map_err(|why| no_report(path, why.to_string()))
}

fn no_report(path: &Path, why: String) -> Problem {
    Problem::NoReport { path: path.display().to_string(), why }
}

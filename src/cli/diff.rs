//! `riskwright diff`: what is otherwise in one report than in another, and why.

use std::path::{Path, PathBuf};

use clap::Args;

use super::door::{By, Door};
use super::ended::{Exit, Stop};
use super::lang::LangArgs;
use super::problem::Problem;
use super::reports::{ReportArgs, Sheet, limited};
use super::series;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::diff::{Told, diff};
use crate::report::diff::Diff;
use crate::source::{Bytes, Sources};

#[derive(Args, Debug)]
pub(super) struct DiffArgs {
    /// The earlier JSON report of `riskwright check` and the later one; with `--series` any number of
    /// them, and folders of them
    #[arg(value_name = "OLD NEW", required = true)]
    pub(super) named: Vec<PathBuf>,
    /// How findings moved over several reports, in the order of their as-of dates; `-o FILE.svg` draws
    /// it
    #[arg(long, conflicts_with = "exit_code")]
    series: bool,
    /// End with 1 where something is new, worse or without its evidence; otherwise what is different
    /// is no failure
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    pub(super) reports: ReportArgs,
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How many changes a text shows; 0 shows all [default: 50]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(args: &DiffArgs, terminal: &Terminal) -> Result<Exit, Stop> {
    if args.series {
        return series::run(args, terminal);
    }
    let [old, new] = args.named.as_slice() else {
        let value =
            format!("{} file{}", args.named.len(), if args.named.len() == 1 { "" } else { "s" });
        let expected = "two reports; of more `--series` tells how findings moved".to_owned();
        return Err(Problem::Value { value, expected, place: "`OLD NEW`" }.into());
    };
    let reports = args.reports.reports()?;
    reports.require("comparisons", |format| format.diff.is_some())?;
    let lang = args.lang.lang(None)?;
    let door = Door::new(false);
    let ((old, _), (new, _)) = (told(old, COMPARED, &door)?, told(new, COMPARED, &door)?);
    reports.spare(&door)?;
    if old.is_after(&new) {
        let [first, second] = [&old, &new].map(|told| told.path().to_owned());
        let turned = Diagnostic::from(Problem::Turned { first, second });
        terminal.warn(&Sources::default(), &[turned.warning()]);
    }
    let diff = diff(&old, &new)
        .map_err(|why| no_report(Path::new(old.path()), COMPARED, why.to_string()))?;
    let style = limited(terminal.style(lang), args.limit);
    reports
        .write(style, |sheets| sheets.into_iter().map(|sheet| written(sheet, &diff)).collect())?;
    Ok(if args.exit_code && diff.is_worse() { Exit::Failed } else { Exit::Passed })
}

/// Writes a comparison.
pub(super) fn written(Sheet { format, style, out }: Sheet<'_>, diff: &Diff) -> std::io::Result<()> {
    let write = format.diff.ok_or(std::io::ErrorKind::Unsupported)?;
    write(diff, &style, out)
}

/// What is said to be impossible of what is no report to go by.
pub(super) const COMPARED: &str = "compared";

/// What a report tells, and its bytes.
pub(super) fn told(path: &Path, what: &'static str, door: &Door) -> Result<(Told, Bytes), Problem> {
    let bytes = door.read(path, By::User)?;
    let name = path.display().to_string();
    let told = Told::read(&name, (*bytes).as_ref());
    Ok((told.map_err(|why| no_report(path, what, why.to_string()))?, bytes))
}

pub(super) fn no_report(path: &Path, what: &'static str, why: String) -> Problem {
    Problem::NoReport { path: path.display().to_string(), what, why }
}

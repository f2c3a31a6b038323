//! `riskwright verify`: whether the inputs that a report names give that report.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::asked::command;
use super::check;
use super::diff::{no_report, told, written};
use super::door::Door;
use super::ended::{Exit, Stop};
use super::files;
use super::lang::LangArgs;
use super::naming::Naming;
use super::problem::Problem;
use super::reports::{ReportArgs, Reports, limited};
use super::terminal::Terminal;
use crate::diff::{Told, diff};
use crate::report::diff::Verified;
use crate::source::Sources;

#[derive(Args, Debug)]
pub(super) struct VerifyArgs {
    /// A JSON report of `riskwright check`
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    /// The folder that the paths in it are seen from; without it, the top of the git checkout that the
    /// working folder is in, else the working folder
    #[arg(long, value_name = "DIR")]
    path_root: Option<PathBuf>,
    /// Read what the report names outside that folder, too
    #[arg(long)]
    allow_outside: bool,
    #[command(flatten)]
    reports: ReportArgs,
    #[command(flatten)]
    lang: LangArgs,
    /// How many changes a text shows; 0 shows all [default: 50]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(
    args: &VerifyArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let reports = args.reports.reports()?;
    reports.require("comparisons", |format| format.diff.is_some())?;
    let lang = args.lang.lang(None)?;
    let door = Door::new(false);
    let (old, bytes) = told(&args.report, VERIFIED, &door)?;
    reports.spare(&door)?;
    let root = Naming::find(args.path_root.as_deref(), &[])?.root().to_owned();
    let again =
        again((&args.report, &old), (&root, args.allow_outside), &reports, terminal, sources)?;
    let wrong = |why: String| no_report(&args.report, VERIFIED, why);
    let new = Told::read(AGAIN, &again).map_err(|why| wrong(why.to_string()))?;
    let mut diff = diff(&old, &new).map_err(|why| wrong(why.to_string()))?;
    let parts = parts((*bytes).as_ref(), &again).map_err(|why| wrong(why.to_string()))?;
    let same = parts.is_empty();
    diff.verified = Some(Verified { same, parts });
    let style = limited(terminal.style(lang), args.limit);
    reports
        .write(style, |sheets| sheets.into_iter().map(|sheet| written(sheet, &diff)).collect())?;
    Ok(if same { Exit::Passed } else { Exit::Failed })
}

/// What the run is called that was made of the same inputs.
const AGAIN: &str = "run again";

/// What is said to be impossible of what is no report to go by.
const VERIFIED: &str = "verified";

/// The report that the inputs of one give.
fn again(
    (path, told): (&Path, &Told),
    (root, allow_outside): (&Path, bool),
    reports: &Reports,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Vec<u8>, Stop> {
    let wrong = |why: &str| no_report(path, VERIFIED, why.to_owned());
    let asked = told.asked().ok_or_else(|| {
        wrong(
            "it does not tell what its run was asked for, as reports of an earlier version do not",
        )
    })?;
    if asked.data.iter().any(|data| data.path == "-") {
        return Err(wrong("its run read standard input, which nobody has kept").into());
    }
    let baseline = told.policy().baseline.iter().map(|file| file.path.as_str());
    let manifest = asked.manifest.iter().map(|manifest| manifest.path.as_str());
    let named = asked.data.iter().map(|data| data.path.as_str());
    let named = named.chain(asked.rules.iter().map(String::as_str)).chain(manifest).chain(baseline);
    if let Some(path) = named.filter(|_| !allow_outside).find(|path| leads_out(root, path)) {
        return Err(Problem::Outside { path: path.to_owned() }.into());
    }
    let gone: BTreeSet<&str> =
        told.files().filter(|file| !files::exists(&root.join(file))).collect();
    if !gone.is_empty() {
        let files = gone.into_iter().map(str::to_owned).collect();
        return Err(Problem::Gone { root: root.display().to_string(), files }.into());
    }
    check::again(command(told, asked, (root, allow_outside)), reports, terminal, sources)
}

/// Whether a path that a report names is none below the root, or neither a file nor a folder: who is
/// sent a report need not have read for it what it names.
fn leads_out(root: &Path, path: &str) -> bool {
    let (root, place) = (fs::canonicalize(root), fs::canonicalize(root.join(path)));
    match (root, place) {
        (Ok(root), Ok(place)) => !place.starts_with(&root) || !(place.is_file() || place.is_dir()),
        // What is not there is told as such.
        _ => Path::new(path).is_absolute() || path.split('/').any(|part| part == ".."),
    }
}

/// The parts of two reports that are not the same, whatever blanks are between them.
fn parts(then: &[u8], now: &[u8]) -> serde_json::Result<Vec<String>> {
    if then == now {
        return Ok(Vec::new());
    }
    let lengths = [then, now].map(told_bytes);
    let [then, now] =
        [then, now].map(serde_json::from_slice::<serde_json::Map<_, serde_json::Value>>);
    let (then, now) = (then?, now?);
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let other = names.into_iter().filter(|name| then.get(*name) != now.get(*name));
    let other: Vec<String> = other.cloned().collect();
    // Who reads the first of two keys of one name reads something else than who reads the last.
    let repeated = other.is_empty() && lengths[0] != lengths[1];
    Ok(if repeated { vec![REPEATED.to_owned()] } else { other })
}

/// What is told of a report that says the same as another, if of its keys the last are read.
const REPEATED: &str = "keys told twice";

/// How many bytes there are but for the blanks between values.
fn told_bytes(json: &[u8]) -> usize {
    let (mut told, mut within, mut escaped) = (0, false, false);
    for byte in json {
        told += usize::from(within || !byte.is_ascii_whitespace());
        within ^= *byte == b'"' && !escaped;
        escaped = within && *byte == b'\\' && !escaped;
    }
    told
}

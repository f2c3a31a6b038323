//! `riskwright init`: a small project that runs.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::door::{By, Door};
use super::ended::{Exit, Stop};
use super::manifest::NAME as MANIFEST;
use super::problem::Problem;
use super::terminal::Terminal;
use super::{files, formats, output};
use crate::draft::{Draft, draft};
use crate::record::Format;
use crate::source::Sources;

/// What a new project holds.
const FILES: [(&str, &str); 3] = [
    ("riskwright.yaml", include_str!("../../templates/init/riskwright.yaml")),
    ("rules/first.risk", include_str!("../../templates/init/rules/first.risk")),
    ("deals.yaml", include_str!("../../templates/init/deals.yaml")),
];

#[derive(Args, Debug)]
pub(super) struct InitArgs {
    /// Where; the folder is made if there is none
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// A record file in that folder, for which a vocabulary and a manifest are drafted
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// How that file is encoded, where it is not UTF-8
    #[arg(long, value_name = "NAME", requires = "from")]
    encoding: Option<String>,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME", requires = "from")]
    sheet: Option<String>,
    /// The cells of a sheet that hold header and rows, such as `A4:N`
    #[arg(long, value_name = "CELLS", requires = "from")]
    range: Option<String>,
    /// The line of a CSV file that its header stands in, the first being 1
    #[arg(long, value_name = "LINE", requires = "from")]
    header: Option<usize>,
}

impl InitArgs {
    /// What is said of the file, by the keys that an entry of a manifest has for it.
    fn said(&self) -> Vec<(&'static str, String)> {
        let said = [
            ("encoding", self.encoding.clone()),
            ("sheet", self.sheet.clone()),
            ("range", self.range.clone()),
            ("header", self.header.map(|line| line.to_string())),
        ];
        said.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }
}

pub(super) fn run(
    args: &InitArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let Some(from) = &args.from else {
        let files = FILES.map(|(name, text)| (name.to_owned(), text.to_owned()));
        write(args, files, "check", &[], terminal)?;
        return Ok(Exit::Passed);
    };
    let draft = drafted(args, from, sources)?;
    let rules = format!("rules/{}", draft.name);
    let files = [(MANIFEST.to_owned(), draft.manifest), (rules, draft.rules)];
    write(args, files, "data", &draft.doubts, terminal)?;
    Ok(Exit::Passed)
}

/// What is drafted for a file, which must lie where the project is to be.
fn drafted(args: &InitArgs, from: &Path, sources: &mut Sources) -> Result<Draft, Stop> {
    let name = from.display().to_string();
    let format = Format::of(&name);
    let format = format
        .ok_or_else(|| Problem::Unreadable { path: name.clone(), why: formats::records_end() })?;
    let path = within(from, &args.folder).ok_or_else(|| Problem::Value {
        value: name.clone(),
        expected: "a file in the folder of the project".to_owned(),
        place: "`--from`",
    })?;
    let file = sources.add(name, Door::new(true).read(from, By::User)?);
    draft(sources, (file, format), &path, &args.said())
}

/// The path of a file, as seen from a folder that it is in.
fn within(file: &Path, folder: &Path) -> Option<String> {
    let [file, folder] = [file, folder].map(|path| fs::canonicalize(path).ok());
    let path = file?.strip_prefix(folder?).ok()?.to_owned();
    let parts = path.iter().map(|part| part.to_str().map(str::to_owned));
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

/// Writes files that are not there yet.
fn write<const N: usize>(
    args: &InitArgs,
    files: [(String, String); N],
    next: &str,
    doubts: &[String],
    terminal: &Terminal,
) -> Result<(), Stop> {
    let paths = files.map(|(name, text)| (args.folder.join(name), text));
    if let Some((path, _)) = paths.iter().find(|(path, _)| files::exists(path)) {
        return Err(Problem::Exists { path: path.display().to_string() }.into());
    }
    for (path, text) in &paths {
        output::write_new(path, text)?;
    }
    if !terminal.quiet {
        let mut said = String::new();
        for (path, _) in &paths {
            said.push_str(&format!("wrote {}\n", path.display()));
        }
        if !doubts.is_empty() {
            said.push_str("\nNot certain:\n");
            doubts.iter().for_each(|doubt| said.push_str(&format!("- {doubt}\n")));
        }
        said.push_str(&format!("\nNow run `riskwright {next}"));
        if args.folder.as_os_str() != "." {
            said.push_str(&format!(" {}", quoted(&args.folder.display().to_string())));
        }
        said.push_str("`.\n");
        let _ = io::stdout().write_all(said.as_bytes());
    }
    Ok(())
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:~\\".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{path}'") }
}

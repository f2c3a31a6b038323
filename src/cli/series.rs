//! `riskwright diff --series`: how the findings of a project moved over its reports.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::diff::{COMPARED, DiffArgs, no_report};
use super::door::{By, Door, unreadable};
use super::ended::{Exit, Stop};
use super::files;
use super::output::{self, write_whole};
use super::problem::Problem;
use super::reports::Sheet;
use super::terminal::Terminal;
use crate::diff::{NoReport, Told, series};
use crate::report::series::{Series, svg};
use crate::report::{Skipped, Style};

pub(super) fn run(args: &DiffArgs, terminal: &Terminal) -> Result<Exit, Stop> {
    let (pictures, reports) = args.reports.with_pictures()?;
    reports.require("series", |format| format.series.is_some())?;
    let lang = args.lang.lang(None)?;
    let door = Door::new(false);
    let mut found = Found::default();
    for path in &args.named {
        found.add(path, &door)?;
    }
    reports.spare(&door)?;
    output::spare(pictures.iter().map(PathBuf::as_path), &door)?;
    if found.reports.is_empty() {
        let path = args.named.first().map(PathBuf::as_path).unwrap_or(Path::new("."));
        return Err(no_report(path, COMPARED, "it holds no JSON report".to_owned()).into());
    }
    let series = series(found.reports, found.skipped)
        .map_err(|(path, why)| no_report(Path::new(&path), COMPARED, why.to_string()))?;
    let style = Style { findings: None, ..terminal.style(lang) };
    for path in &pictures {
        write_whole(path, svg(&series, &style).as_bytes())?;
    }
    reports
        .write(style, |sheets| sheets.into_iter().map(|sheet| written(sheet, &series)).collect())?;
    Ok(Exit::Passed)
}

fn written(Sheet { format, style, out }: Sheet<'_>, series: &Series) -> std::io::Result<()> {
    let write = format.series.ok_or(std::io::ErrorKind::Unsupported)?;
    write(series, &style, out)
}

/// The reports of files and folders, and what of folders is none.
#[derive(Default)]
struct Found {
    reports: Vec<Told>,
    skipped: Vec<Skipped>,
}

impl Found {
    /// A report that is named must be one; what else stands in a folder is passed over, and told.
    fn add(&mut self, path: &Path, door: &Door) -> Result<(), Problem> {
        if !files::is_folder(path) {
            let told = read(path, door)?;
            self.reports.push(told.map_err(|why| no_report(path, COMPARED, why.to_string()))?);
            return Ok(());
        }
        let entries = fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
        let mut all = Vec::new();
        for entry in entries {
            all.push(entry.map_err(|error| unreadable(path, &error))?.path());
        }
        all.sort();
        for file in all {
            let why = match file.extension() {
                _ if files::is_folder(&file) => Some("it is a folder".to_owned()),
                Some(ending) if ending == OsStr::new("json") => match read(&file, door)? {
                    Ok(told) => {
                        self.reports.push(told);
                        None
                    }
                    Err(why) => Some(why.to_string()),
                },
                _ => Some("it does not end in .json".to_owned()),
            };
            let path = file.display().to_string();
            self.skipped.extend(why.map(|why| Skipped::new(path, why)));
        }
        Ok(())
    }
}

fn read(path: &Path, door: &Door) -> Result<Result<Told, NoReport>, Problem> {
    let bytes = door.read(path, By::User)?;
    Ok(Told::read(&path.display().to_string(), (*bytes).as_ref()))
}

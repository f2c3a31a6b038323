//! From arguments and manifest to a program and its records: what `check` and `explain` share.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use super::manifest::{self, Entry, Manifest};
use super::problem::Problem;
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Stop, files};
use crate::diagnostic::Diagnostic;
use crate::eval::Settings;
use crate::ir::Program;
use crate::record::{Format, Input, Records};
use crate::source::{Bytes, FileId, Sources};
use crate::ty::{RecordId, Schema};
use crate::value::{Currency, Date};
use crate::{pack, pipeline};

/// Flags of every command that applies rules to records.
#[derive(Args, Debug)]
pub(super) struct ProjectArgs {
    /// Rule files or folders; without any, the manifest's, else the packs that ship with the
    /// engine
    #[arg(short, long = "rules", value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// The only "today" that rules know; without it, the manifest's, else the present day (UTC)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// The currency that mixed amounts are converted to; without it, the manifest's, else USD
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// A value for a `param` of the rules, as a rule writer would write it
    #[arg(long = "param", value_name = "NAME=VALUE")]
    params: Vec<String>,
    /// The format of standard input and of files whose names do not tell: yaml, json, jsonl, csv
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<String>,
}

/// A program, its records, and all that a run needs beside.
pub(super) struct Project {
    pub(super) program: Program,
    pub(super) records: Records,
    pub(super) inputs: Vec<Input>,
    pub(super) settings: Settings,
    pub(super) manifest: Option<Manifest>,
    /// Warnings; what is an error stopped the run.
    pub(super) warnings: Vec<Diagnostic>,
}

/// Loads rules and records, or says everything that is wrong with them.
pub(super) fn load(
    args: &ProjectArgs,
    data: &[String],
    terminal: &Terminal,
    progress: &Progress,
    sources: &mut Sources,
) -> Result<Project, Stop> {
    let (manifest, data) = manifest_and_data(data, sources)?;
    let settings = settings(args, manifest.as_ref(), sources)?;
    let params = params(args, manifest.as_ref(), sources)?;
    progress.stage("reading rules");
    let rules = Rules::find(args, manifest.as_ref(), sources)?;
    let loader = |path: &str, user: &str| rules.used(path, user);
    let (program, mut warnings) = pipeline::load(sources, &rules.roots, &loader, &params);
    if pipeline::has_errors(&warnings) {
        return Err(warnings);
    }
    if program.rules.is_empty() {
        return Err(Problem::NoRules.into());
    }
    terminal.say(|| format!("{} rules", program.rules.len()));
    progress.stage("reading records");
    let inputs = inputs(args, &data, &program.schema, sources)?;
    for input in &inputs {
        terminal.say(|| format!("records of {}", sources.file(input.file).name));
    }
    let (records, found) = pipeline::read(sources, &program, &inputs);
    warnings.extend(found);
    if pipeline::has_errors(&warnings) {
        return Err(warnings);
    }
    if records.tables.0.iter().all(|table| table.rows == 0) {
        return Err(Problem::NoRecords.into());
    }
    Ok(Project { program, records, inputs, settings, manifest, warnings })
}

/// The manifest of the working folder, or of the one folder that is to be checked; and what is
/// to be checked.
fn manifest_and_data(
    data: &[String],
    sources: &mut Sources,
) -> Result<(Option<Manifest>, Vec<Entry>), Stop> {
    if let [folder] = data
        && files::is_folder(Path::new(folder))
        && let Some(manifest) = Manifest::find(Path::new(folder), sources)?
    {
        let data = of_manifest(&manifest, sources)?;
        return Ok((Some(manifest), data));
    }
    let manifest = Manifest::find(Path::new("."), sources)?;
    if !data.is_empty() {
        let entries = data.iter().map(|argument| Entry::from_argument(argument)).collect();
        return Ok((manifest, entries));
    }
    match manifest {
        None => Err(Problem::NoData.into()),
        Some(manifest) => {
            let data = of_manifest(&manifest, sources)?;
            Ok((Some(manifest), data))
        }
    }
}

fn of_manifest(manifest: &Manifest, sources: &Sources) -> Result<Vec<Entry>, Stop> {
    let entries = manifest.data(sources)?;
    if entries.is_empty() {
        let path = manifest.folder.join(manifest::NAME).display().to_string();
        return Err(Problem::EmptyFolder { path }.into());
    }
    let under = |mut entry: Entry| {
        entry.path = under(&manifest.folder, &entry.path).display().to_string();
        entry
    };
    Ok(entries.into_iter().map(under).collect())
}

/// A path of the manifest, as seen from the working folder.
fn under(folder: &Path, path: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(path) } else { folder.join(path) }
}

fn settings(
    args: &ProjectArgs,
    manifest: Option<&Manifest>,
    sources: &Sources,
) -> Result<Settings, Stop> {
    let told = manifest.map(|m| (m, &m.settings));
    let date = "a date such as 2025-10-20";
    let as_of = match (&args.as_of, told.and_then(|(m, s)| Some((m, s.as_of.as_ref()?)))) {
        (Some(text), _) => Date::parse(text).ok_or_else(|| flag(text, date, "`--as-of`"))?,
        (None, Some((manifest, text))) => Date::parse(text).ok_or_else(|| {
            vec![manifest.wrong(sources, "as_of", format!("`{text}` is not {date}"))]
        })?,
        (None, None) => today(),
    };
    let code = "a currency of ISO 4217, such as EUR";
    let currency = match (&args.currency, told.and_then(|(m, s)| Some((m, s.currency.as_ref()?)))) {
        (Some(text), _) => {
            Currency::from_code(text).ok_or_else(|| flag(text, code, "`--currency`"))?
        }
        (None, Some((manifest, text))) => Currency::from_code(text).ok_or_else(|| {
            vec![manifest.wrong(sources, "currency", format!("`{text}` is not {code}"))]
        })?,
        (None, None) => Currency::USD,
    };
    Ok(Settings { as_of, currency })
}

fn flag(value: &str, expected: &'static str, place: &'static str) -> Stop {
    Problem::Value { value: value.to_owned(), expected, place }.into()
}

/// The present day in Greenwich: the same for everyone who runs at the same time.
fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date((since.as_secs() / 86_400) as i32)
}

/// The manifest's params, and over them those of the command line.
fn params(
    args: &ProjectArgs,
    manifest: Option<&Manifest>,
    sources: &Sources,
) -> Result<Vec<(String, String)>, Stop> {
    let mut params = manifest.map_or(Ok(Vec::new()), |m| m.params(sources))?;
    for argument in &args.params {
        let split = argument.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        let Some((name, value)) = split.filter(|(name, _)| !name.is_empty()) else {
            return Err(flag(argument, "a pair such as large=2 bn USD", "`--param`"));
        };
        params.retain(|(known, _)| known != name);
        params.push((name.to_owned(), value.to_owned()));
    }
    Ok(params)
}

/// The rule files of a run.
struct Rules {
    roots: Vec<FileId>,
    /// Where names of `use` are looked for, beside the folder of the file that uses them.
    folders: Vec<PathBuf>,
}

impl Rules {
    fn find(
        args: &ProjectArgs,
        manifest: Option<&Manifest>,
        sources: &mut Sources,
    ) -> Result<Rules, Stop> {
        let named: Vec<PathBuf> = match manifest {
            _ if !args.rules.is_empty() => args.rules.clone(),
            Some(m) => m.settings.rules.paths().iter().map(|p| under(&m.folder, p)).collect(),
            None => Vec::new(),
        };
        let mut rules = Rules { roots: Vec::new(), folders: Vec::new() };
        if named.is_empty() {
            let packs = pack::PACKS.iter().filter(|pack| pack.default);
            rules.roots = packs.map(|pack| sources.add_text(pack.file, pack.text)).collect();
        }
        let mut wrong = Vec::new();
        for path in &named {
            wrong.extend(rules.add(path, sources).err());
        }
        rules.folders.extend(manifest.map(|m| m.folder.clone()));
        let wrong: Stop = wrong.into_iter().flatten().collect();
        if wrong.is_empty() { Ok(rules) } else { Err(wrong) }
    }

    fn add(&mut self, path: &Path, sources: &mut Sources) -> Result<(), Stop> {
        let found = files::expand(path, &|p| p.extension().is_some_and(|e| e == "risk"))?;
        if found.is_empty() {
            return Err(Problem::NoRuleFiles { path: path.display().to_string() }.into());
        }
        self.folders.push(if files::is_folder(path) {
            path.to_owned()
        } else {
            path.parent().unwrap_or(Path::new("")).to_owned()
        });
        for path in found {
            let id = sources.add(path.display().to_string(), files::read(&path)?);
            if let Err(error) = std::str::from_utf8(sources.file(id).bytes()) {
                return Err(vec![manifest::not_utf8(id, error.valid_up_to())]);
            }
            self.roots.push(id);
        }
        Ok(())
    }

    /// The file that `use a.b` means: `a/b.risk` beside the file that uses it, or below a folder
    /// of rules. The checker reports a name that leads nowhere.
    fn used(&self, name: &str, user: &str) -> Option<(String, Bytes)> {
        let relative = PathBuf::from(name.replace('.', "/")).with_extension("risk");
        let beside = Path::new(user).parent().unwrap_or(Path::new("")).to_owned();
        let folders = std::iter::once(&beside).chain(&self.folders);
        let path = folders.map(|folder| folder.join(&relative)).find(|p| files::exists(p))?;
        let bytes = files::read(&path).ok()?;
        Some((path.display().to_string(), bytes))
    }
}

impl Entry {
    /// `FILE`, or `KIND=FILE` where what stands before the sign can be a record's name.
    fn from_argument(argument: &str) -> Entry {
        let kind = argument.split_once('=').filter(|(kind, _)| {
            kind.starts_with(char::is_uppercase) && kind.chars().all(|c| c.is_alphanumeric())
        });
        match kind {
            Some((kind, path)) => Entry::new(path, Some(kind)),
            None => Entry::new(argument, None),
        }
    }
}

/// The record files with their formats and kinds.
fn inputs(
    args: &ProjectArgs,
    entries: &[Entry],
    schema: &Schema,
    sources: &mut Sources,
) -> Result<Vec<Input>, Stop> {
    let fallback = args.input_format.as_deref().map(format_named).transpose()?;
    let mut inputs = Vec::new();
    let mut wrong: Stop = Vec::new();
    for entry in entries {
        match inputs_of(entry, fallback, schema, sources) {
            Ok(found) => inputs.extend(found),
            Err(stop) => wrong.extend(stop),
        }
    }
    if wrong.is_empty() { Ok(inputs) } else { Err(wrong) }
}

fn inputs_of(
    entry: &Entry,
    fallback: Option<Format>,
    schema: &Schema,
    sources: &mut Sources,
) -> Result<Vec<Input>, Stop> {
    let record = entry.record.as_deref().map(|name| kind(name, schema)).transpose()?;
    let is_record_file = |path: &Path| {
        let manifest = path.file_name().is_some_and(|name| name == manifest::NAME);
        !manifest && Format::of(&path.to_string_lossy()).is_some()
    };
    let paths = files::expand(Path::new(&entry.path), &is_record_file)?;
    if paths.is_empty() {
        return Err(Problem::EmptyFolder { path: entry.path.clone() }.into());
    }
    let input = |path: PathBuf| {
        let name = path.display().to_string();
        let format = Format::of(&name).or(fallback).ok_or_else(|| no_format(&name))?;
        let bytes = files::read(&path)?;
        let name = if name == "-" { "standard input".to_owned() } else { name };
        let file = sources.add(name, bytes);
        Ok(Input { file, format, record, mapping: entry.mapping() })
    };
    paths.into_iter().map(input).collect()
}

fn kind(name: &str, schema: &Schema) -> Result<RecordId, Problem> {
    let kinds = || schema.records.iter().enumerate().filter(|(_, kind)| kind.parent.is_none());
    let found = kinds().find(|(_, kind)| kind.name == name);
    found.map(|(id, _)| RecordId(id as u32)).ok_or_else(|| Problem::NoKind {
        name: name.to_owned(),
        kinds: kinds().map(|(_, kind)| kind.name.clone()).collect(),
    })
}

fn format_named(name: &str) -> Result<Format, Problem> {
    Format::of(&format!(".{name}")).ok_or_else(|| Problem::Value {
        value: name.to_owned(),
        expected: "a format: yaml, json, jsonl or csv",
        place: "`--input-format`",
    })
}

fn no_format(path: &str) -> Problem {
    let expected = "record files end in .yaml, .yml, .json, .jsonl, .ndjson, .csv or .tsv; for \
                    others say `--input-format`";
    Problem::NoFormat { path: path.to_owned(), expected: expected.to_owned() }
}

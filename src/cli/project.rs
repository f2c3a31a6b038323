//! From arguments and manifest to a program and its records: what `check` and `explain` share.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use super::manifest::{self, Entry, Manifest};
use super::problem::Problem;
use super::progress::Progress;
use super::rules::Rules;
use super::terminal::Terminal;
use super::{Stop, files, inputs};
use crate::diagnostic::Diagnostic;
use crate::eval::{Limits, Settings};
use crate::ir::Program;
use crate::pipeline::{self, Setting};
use crate::record::{Input, Records};
use crate::source::Sources;
use crate::value::{Currency, Date};

/// Flags of every command that applies rules to records.
#[derive(Args, Debug)]
pub(super) struct ProjectArgs {
    /// Rule files or folders; without any, the manifest's, else the packs that ship with the
    /// engine
    #[arg(short, long = "rules", value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// A profile of the manifest: its params, rules and gate win over the manifest's other ones
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
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

impl Project {
    /// Sees to it that there are rules: nothing checked is no pass. To draw a flow needs none.
    pub(super) fn require_rules(&self) -> Result<(), Stop> {
        if self.program.rules.is_empty() { Err(Problem::NoRules.into()) } else { Ok(()) }
    }
}

/// Loads rules and records, or says everything that is wrong with them.
pub(super) fn load(
    args: &ProjectArgs,
    data: &[String],
    terminal: &Terminal,
    progress: &Progress,
    sources: &mut Sources,
) -> Result<Project, Stop> {
    let (mut manifest, data) = manifest_and_data(data, sources)?;
    if let Some(name) = &args.profile {
        let none = || Problem::NoProfile { name: name.clone(), known: Vec::new() };
        manifest.as_mut().ok_or_else(none)?.choose(name)?;
    }
    let settings = settings(args, manifest.as_ref(), sources)?;
    let params = params(args, manifest.as_ref(), sources)?;
    progress.stage("reading rules");
    let rules = Rules::find(&args.rules, manifest.as_ref(), sources)?;
    let loader = |path: &str, user: &str| rules.used(path, user);
    let (program, mut warnings) =
        pipeline::load(sources, &rules.roots, &loader, settings.as_of, &params);
    if pipeline::has_errors(&warnings) {
        return Err(warnings);
    }
    if program.rules.is_empty() && program.flows.is_empty() {
        return Err(Problem::NoRules.into());
    }
    terminal.say(|| format!("{} rules", program.rules.len()));
    progress.stage("reading records");
    let format = args.input_format.as_deref();
    let inputs = inputs::find(format, &data, &program.schema, sources)?;
    for input in &inputs {
        terminal.say(|| format!("records of {}", sources.file(input.file).name));
    }
    let (mut records, found) = pipeline::read(sources, &program, &inputs);
    warnings.extend(found);
    if pipeline::has_errors(&warnings) {
        return Err(warnings);
    }
    if records.tables.0.iter().all(|table| table.rows == 0) {
        return Err(Problem::NoRecords.into());
    }
    pipeline::derive(&program, &mut records, settings);
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
        entry.path = manifest.under(&entry.path).display().to_string();
        entry
    };
    Ok(entries.into_iter().map(under).collect())
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
    Ok(Settings { as_of, currency, limits: Limits::default() })
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
) -> Result<Vec<Setting>, Stop> {
    let mut told = manifest.map(|manifest| manifest.params(sources)).unwrap_or_default();
    let mut params: Vec<Setting> = Vec::new();
    for argument in &args.params {
        let split = argument.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        let Some((name, value)) = split.filter(|(name, _)| !name.is_empty()) else {
            return Err(flag(argument, "a pair such as large=2 bn USD", "`--param`"));
        };
        if params.iter().any(|known| known.name == name) {
            return Err(Problem::ParamTwice { name: name.to_owned() }.into());
        }
        told.retain(|known| known.name != name);
        params.push(Setting::of_run(name.to_owned(), value.to_owned()));
    }
    told.extend(params);
    Ok(told)
}

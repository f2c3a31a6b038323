//! From arguments and manifest to a program and its records: what `check` and `explain` share.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;

use super::door::Door;
use super::ended::Stop;
use super::far;
use super::formats;
use super::inputs::{Found, Search};
use super::manifest::Manifest;
use super::naming::Naming;
use super::problem::Problem;
use super::progress::Progress;
use super::required;
use super::rules::Rules;
use super::scope::Scope;
use super::settings::{checkout, settings, uncommitted};
use super::terminal::Terminal;
use crate::assess::{self, Budget, Gate, Options, RATES_OLDER_THAN, Required};
use crate::check::Index;
use crate::diagnostic::{Diagnostic, Level};
use crate::eval::Settings;
use crate::ir::Program;
use crate::library::noted;
use crate::pipeline::{self, Setting};
use crate::record::{Input, Records};
use crate::report::{Note, Skipped};
use crate::source::Sources;
use crate::value::Date;
use crate::value::text::composed;

/// Flags of every command that applies rules to records.
#[derive(Args, Clone, Debug)]
pub(super) struct ProjectArgs {
    /// Rule files or folders; without any, the manifest's, else the packs that ship with the
    /// engine
    #[arg(short, long = "rules", value_name = "PATH")]
    pub(super) rules: Vec<PathBuf>,
    /// A profile of the manifest: its params, rules and gate win over the manifest's other ones
    #[arg(long, value_name = "NAME")]
    pub(super) profile: Option<String>,
    /// The only "today" that rules know: a day, `today`, or `commit` for the day (UTC) of the commit
    /// that the data stands in; without it, the manifest's, else the present day (UTC)
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// The currency that mixed amounts are converted to; without it, the manifest's, else USD
    #[arg(long, value_name = "CODE")]
    pub(super) currency: Option<String>,
    /// A value for a `param` of the rules, as a rule writer would write it
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub(super) params: Vec<String>,
    /// Tell citations of that framework alone, and those of none; several may be given
    #[arg(long = "framework", value_name = "NAME")]
    pub(super) frameworks: Vec<String>,
    #[arg(long, value_name = "FORMAT", help = formats::of_nameless())]
    pub(super) input_format: Option<String>,
    /// The folder that paths in reports are seen from; without it, the top of the git checkout that
    /// holds the data, else the working folder
    #[arg(long, value_name = "DIR")]
    path_root: Option<PathBuf>,
    /// Let the manifest, `use` and links lead out of the project's folder and checkout
    #[arg(long)]
    pub(super) allow_outside: bool,
}

impl ProjectArgs {
    /// The rule files and folders that the command line names.
    pub(super) fn rules(&self) -> &[PathBuf] {
        &self.rules
    }

    /// The door that the run's files come in by.
    pub(super) fn door(&self) -> Door {
        Door::new(self.allow_outside)
    }

    /// What reports on that data call files.
    pub(super) fn naming(&self, data: &[OsString]) -> Result<Naming, Problem> {
        Naming::find(self.path_root.as_deref(), data)
    }
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
    /// The files that were passed over.
    pub(super) skipped: Vec<Skipped>,
    /// What was told of the record files while they were found and read: reports tell it, too.
    pub(super) notes: Vec<Note>,
    /// The folders that records were looked for in.
    pub(super) folders: Vec<PathBuf>,
    /// What reports call files.
    pub(super) naming: Naming,
}

impl Project {
    /// The name that the manifest gives the project.
    pub(super) fn name(&self) -> Option<String> {
        let name = self.manifest.as_ref()?.settings.project.as_deref()?.trim();
        Some(composed(name.into()).into_owned()).filter(|name| !name.is_empty())
    }

    /// How many days old a rate may be that decides before it is noted.
    fn rates_older_than(&self) -> Result<i32, Stop> {
        let told = self.manifest.as_ref();
        let told = told.and_then(|m| Some((m, m.settings.rates_older_than.as_ref()?)));
        let Some((manifest, text)) = told else {
            return Ok(RATES_OLDER_THAN);
        };
        let days = required::days(text).and_then(|days| i32::try_from(days).ok());
        days.ok_or_else(|| vec![manifest.wrong("rates_older_than", required::no_days(text))])
    }

    /// How many findings there may be, as the manifest says.
    pub(super) fn budgets(&self) -> Result<Vec<Budget>, Stop> {
        let told = self.manifest.as_ref().map(|manifest| &manifest.settings.budgets);
        told.map_or_else(|| Ok(Vec::new()), |told| told.of(&self.program))
    }

    /// What the manifest requires of a run.
    pub(super) fn required(&self) -> Result<Required, Stop> {
        let told = self.manifest.as_ref().map(|manifest| &manifest.settings.required);
        told.map_or_else(|| Ok(Required::default()), |told| told.of(&self.program))
    }

    /// What a report of the project is judged by: a gate, and what the manifest says.
    pub(super) fn options(&self, gate: Gate) -> Result<Options, Stop> {
        Ok(Options {
            skipped: self.skipped.clone(),
            notes: self.notes.clone(),
            project: self.name(),
            rates_older_than: self.rates_older_than()?,
            ..Options::of(self.settings, gate)
        })
    }

    /// Whether data that was named is another than all that the manifest names.
    pub(super) fn is_part(&self, data: &[OsString]) -> bool {
        let has_data = self.manifest.as_ref().is_some_and(|manifest| !manifest.data().is_empty());
        has_data && !data.is_empty() && !self.is_home(data)
    }

    /// Whether the manifest's folder was named, and so all that the manifest names.
    pub(super) fn is_home(&self, data: &[OsString]) -> bool {
        let home = self.manifest.as_ref().map(|manifest| manifest.folder.as_path());
        matches!(data, [one] if Some(Path::new(one)) == home)
    }

    /// Sees to it that there are rules, and records that they look at or that may be missing:
    /// nothing checked is no pass. To draw a flow needs neither.
    pub(super) fn require_work(&self) -> Result<(), Stop> {
        let Project { program, records, manifest, .. } = self;
        if program.rules.is_empty() {
            return Err(Problem::NoRules.into());
        }
        let allowed = manifest.as_ref().map_or(&[][..], |m| &m.settings.may_be_empty);
        let kinds = || program.schema.records.iter().filter(|kind| kind.is_section());
        let unknown = allowed.iter().find(|name| !kinds().any(|kind| kind.name == **name));
        if let Some((manifest, name)) = manifest.as_ref().zip(unknown) {
            let message = format!("no record kind is called `{name}`");
            return Err(vec![manifest.wrong("may_be_empty", message)]);
        }
        match assess::not_looked_at(program, &records.tables, allowed) {
            Some(kinds) => Err(Problem::NoRecords { kinds }.into()),
            None => Ok(()),
        }
    }
}

/// What records are read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To apply rules to them: there must be some, and all that they look at must be sound.
    Rules,
    /// To look at them as they are, mistakes and all.
    Look,
}

/// Loads rules and records, or says everything that is wrong with them.
pub(super) fn load(
    args: &ProjectArgs,
    data: &[OsString],
    door: &Door,
    terminal: &Terminal,
    progress: &Progress,
    sources: &mut Sources,
) -> Result<Project, Stop> {
    open(args, data, Purpose::Rules, door, terminal, progress, sources)
}

/// Loads records and the vocabulary that they are read by. Mistakes of theirs are among the warnings:
/// what could not be read is not known.
pub(super) fn look(
    args: &ProjectArgs,
    data: &[OsString],
    door: &Door,
    terminal: &Terminal,
    progress: &Progress,
    sources: &mut Sources,
) -> Result<Project, Stop> {
    open(args, data, Purpose::Look, door, terminal, progress, sources)
}

fn open(
    args: &ProjectArgs,
    data: &[OsString],
    purpose: Purpose,
    door: &Door,
    terminal: &Terminal,
    progress: &Progress,
    sources: &mut Sources,
) -> Result<Project, Stop> {
    let naming = args.naming(data)?;
    naming.name(sources);
    let mut scope = scope(args, data, door, sources)?;
    let checkout = checkout(args, scope.manifest.as_ref(), data)?;
    let settings = settings(args, scope.manifest.as_ref(), checkout.as_ref())?;
    progress.stage("reading rules");
    let (program, _, mut warnings) = rules(args, &mut scope, settings, purpose, door, sources)?;
    terminal.say(|| format!("{} rules", program.rules.len()));
    let data = match std::mem::replace(&mut scope.data, Ok(Vec::new())) {
        Ok(data) => data,
        Err(none) => {
            warnings.extend(passed_over(&scope.skipped));
            warnings.push(nothing(none, args, &program));
            return Err(warnings);
        }
    };
    progress.stage("reading records");
    let manifest = scope.manifest;
    let search = Search {
        format: args.input_format.as_deref(),
        known: &scope.known,
        manifest: manifest.is_some(),
        schema: &program.schema,
        door,
    };
    let Found { inputs, skipped, folders, told } = search.find(&data, sources)?;
    for input in &inputs {
        terminal.say(|| format!("records of {}", sources.file(input.file).name));
    }
    door.settled()?;
    let mut skipped: Vec<Skipped> = scope.skipped.into_iter().chain(skipped).collect();
    skipped.sort_by(|a, b| (&a.path, &a.why).cmp(&(&b.path, &b.why)));
    skipped.dedup_by(|a, b| a.path == b.path);
    warnings.extend(passed_over(&skipped));
    let before = warnings.len();
    warnings.extend(told);
    warnings.extend(uncommitted(checkout.as_ref(), manifest.as_ref(), &folders, door)?);
    let may_be_empty = manifest.as_ref().is_some_and(|m| !m.settings.may_be_empty.is_empty());
    let records = match purpose {
        Purpose::Rules => {
            records(&program, &inputs, settings, may_be_empty, &mut warnings, sources)?
        }
        Purpose::Look => {
            let (records, wrong) = pipeline::read_whole(sources, &program, &inputs);
            warnings.extend(wrong);
            records
        }
    };
    let skipped = naming.skipped(skipped);
    let told = warnings.iter().skip(before).filter(|told| told.level != Level::Error);
    let notes = told.map(|told| noted(told, sources)).collect();
    Ok(Project {
        program,
        records,
        inputs,
        settings,
        manifest,
        warnings,
        skipped,
        notes,
        folders,
        naming,
    })
}

/// Rules without records.
pub(super) struct Loaded {
    pub(super) program: Program,
    /// What their names mean.
    pub(super) index: Index,
    pub(super) manifest: Option<Manifest>,
    pub(super) as_of: Date,
}

/// Loads the rules alone, whatever there is of records.
pub(super) fn load_rules(
    args: &ProjectArgs,
    door: &Door,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Loaded, Stop> {
    args.naming(&[])?.name(sources);
    let mut scope = scope(args, &[], door, sources)?;
    let checkout = checkout(args, scope.manifest.as_ref(), &[])?;
    let settings = settings(args, scope.manifest.as_ref(), checkout.as_ref())?;
    let purpose = Purpose::Rules;
    let (program, index, warnings) = rules(args, &mut scope, settings, purpose, door, sources)?;
    door.settled()?;
    terminal.warn(sources, &warnings);
    Ok(Loaded { program, index, manifest: scope.manifest, as_of: settings.as_of })
}

/// What a run is about, by the profile that it chooses.
fn scope(
    args: &ProjectArgs,
    data: &[OsString],
    door: &Door,
    sources: &mut Sources,
) -> Result<Scope, Stop> {
    let mut scope = Scope::find(data, door, sources)?;
    if let Some(name) = &args.profile {
        let none = || Problem::NoProfile { name: name.clone(), known: Vec::new() };
        scope.manifest.as_mut().ok_or_else(none)?.choose(name)?;
    }
    Ok(scope)
}

/// Loads the rules, or says everything that is wrong with them.
fn rules(
    args: &ProjectArgs,
    scope: &mut Scope,
    settings: Settings,
    purpose: Purpose,
    door: &Door,
    sources: &mut Sources,
) -> Result<(Program, Index, Stop), Stop> {
    let manifest = scope.manifest.as_ref();
    let params = params(args, manifest, sources)?;
    let rules = Rules::find(&args.rules, manifest, door, sources)?;
    let loader = |path: &str, user: &str| rules.used(path, user);
    let (mut program, index, found) =
        pipeline::load_with_index(sources, &rules.roots, &loader, settings.as_of, &params);
    let mut warnings = std::mem::take(&mut scope.told);
    warnings.extend(rules.refused());
    warnings.extend(found);
    warnings.extend(far::reaching(&program, manifest, settings.as_of)?);
    if pipeline::has_errors(&warnings) {
        return Err(warnings);
    }
    if purpose == Purpose::Rules && program.rules.is_empty() && program.flows.is_empty() {
        return Err(Problem::NoRules.into());
    }
    keep_frameworks(args, manifest, &mut program)?;
    scope.skipped.extend(rules.skipped);
    Ok((program, index, warnings))
}

/// Chooses the frameworks of the command line, else of the manifest.
fn keep_frameworks(
    args: &ProjectArgs,
    manifest: Option<&Manifest>,
    program: &mut Program,
) -> Result<(), Stop> {
    let told = manifest.filter(|_| args.frameworks.is_empty());
    let kept = told.map_or(&args.frameworks, |manifest| &manifest.settings.frameworks);
    program.keep_frameworks(kept).map_err(|name| {
        let known = program.frameworks.iter().map(ToString::to_string).collect();
        let problem = Problem::NoFramework { name: name.to_owned(), known };
        match told {
            Some(manifest) => {
                let wrong = manifest.wrong("frameworks", problem.to_string());
                vec![wrong.maybe_help(problem.help())]
            }
            None => problem.into(),
        }
    })
}

/// Reads the records and makes what is made of them, or says everything that is wrong with them.
fn records(
    program: &Program,
    inputs: &[Input],
    settings: Settings,
    may_be_empty: bool,
    warnings: &mut Stop,
    sources: &Sources,
) -> Result<Records, Stop> {
    let (records, wrong) = pipeline::read(sources, program, inputs, settings);
    warnings.extend(wrong);
    let none = records.tables.0.iter().all(|table| table.rows == 0);
    if none && !may_be_empty && !pipeline::has_errors(warnings) {
        warnings.push(Problem::NoRecords { kinds: Vec::new() }.into());
    }
    if pipeline::has_errors(warnings) {
        return Err(std::mem::take(warnings));
    }
    Ok(records)
}

/// A warning that names what was passed over.
fn passed_over(skipped: &[Skipped]) -> Option<Diagnostic> {
    let told = Skipped::told(skipped)?;
    Some(Diagnostic::from(Problem::Skipped { told }).warning())
}

/// Says that there is nothing to check, and that rules which were named have been.
fn nothing(none: Problem, args: &ProjectArgs, program: &Program) -> Diagnostic {
    let mut told = Diagnostic::from(none);
    if !args.rules.is_empty() {
        let rules = match program.rules.len() {
            1 => "the rule is sound".to_owned(),
            n => format!("the {n} rules are sound"),
        };
        told.help = told.help.map(|help| format!("{rules}; {help}"));
    }
    told
}

/// What is wrong with a flag's value.
pub(super) fn flag(value: &str, expected: &'static str, place: &'static str) -> Stop {
    Problem::Value { value: value.to_owned(), expected: expected.to_owned(), place }.into()
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
        params.push(Setting::of_run("--param", name.to_owned(), value.to_owned()));
    }
    told.extend(params);
    Ok(told)
}

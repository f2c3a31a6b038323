//! `riskwright baseline`: what was accepted, and what of it is out of date.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::chosen;
use super::door::By;
use super::ended::{Exit, Stop};
use super::known::{accepted, fits, unfit};
use super::output;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Project, ProjectArgs};
use super::terminal::{Terminal, printed};
use super::waive::said;
use super::{files, scenarios};
use crate::assess::{
    Accepted, Assessment, Baseline, ChangedPolicy, Gate, Item, Options, Selection, Stale, Unfit,
};
use crate::diagnostic::nearest;
use crate::source::{Bytes, Sources};
use crate::ty::count;

#[derive(Args, Debug)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Accept what is found and was not accepted yet: what is new, worse, on other facts, or without
    /// its evidence
    Accept(AcceptArgs),
    /// Take out what is found no more, and lower what is milder; nothing new is accepted
    Prune(FileArgs),
    /// Tell what `prune` would change and whether the lines are sorted; ends with 1 where something is
    Check(FileArgs),
}

#[derive(Args, Debug)]
struct FileArgs {
    /// Record files or folders, as for `check`
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    /// The file [default: the manifest's, else riskwright.baseline beside it]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// The scenario of the rules under which it is accepted
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    #[command(flatten)]
    project: ProjectArgs,
}

#[derive(Args, Debug)]
struct AcceptArgs {
    /// Accept only what that rule or scorecard says
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Accept only what is said of records with that key
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Why it is accepted: it stands beside each line
    #[arg(long, value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    file: FileArgs,
}

pub(super) fn run(
    args: &BaselineArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    match &args.action {
        Action::Accept(args) => accept(args, terminal, sources),
        Action::Prune(args) => with((args, true), terminal, sources, |run| {
            let (file, stale) = run.assessment.prune(&run.file);
            run.keep(&file)?;
            let name = run.path.display();
            let done = match stale.len() as u64 {
                0 => format!("{name}: nothing is out of date\n"),
                1 => format!("{}{name}: 1 line out of date\n", listed(&stale)),
                n => format!("{}{name}: {} lines out of date\n", listed(&stale), count(n)),
            };
            printed(io::stdout().write_all(done.as_bytes()))?;
            Ok(Exit::Passed)
        }),
        Action::Check(args) => with((args, true), terminal, sources, |run| {
            let (_, stale) = run.assessment.prune(&run.file);
            let mut told = listed(&stale);
            if let Some(line) = run.file.unsorted() {
                told += &format!(
                    "line {}: stands behind one that it sorts before\n",
                    count(line as u64)
                );
            }
            printed(io::stdout().write_all(told.as_bytes()))?;
            Ok(if told.is_empty() { Exit::Passed } else { Exit::Failed })
        }),
    }
}

fn accept(args: &AcceptArgs, terminal: &Terminal, sources: &mut Sources) -> Result<Exit, Stop> {
    let because = said(&args.because, "a reason", "`--because`")?;
    with((&args.file, false), terminal, sources, |run| {
        let rule = args.rule.as_deref().map(|name| run.rule(name)).transpose()?;
        let selection = Selection { rule, key: args.key.clone() };
        if let Some(key) = &selection.key {
            run.require_key(key)?;
        }
        let (file, items) = run.assessment.accept(&run.file, &selection, because);
        // Who accepts all accepts the rules of the run, too.
        let all = args.rule.is_none() && args.key.is_none();
        let rules = all && items.is_empty() && file != run.file && files::exists(&run.path);
        if !items.is_empty() || rules {
            run.keep(&file)?;
        }
        let name = run.path.display();
        let done = match items.is_empty() {
            true if rules => format!("{name}: accepted rules and params as they are\n"),
            true => format!("{name}: nothing is new, worse or on other facts\n"),
            false => format!("{name}: accepted {}\n", sums(&items)),
        };
        printed(io::stdout().write_all(done.as_bytes()))?;
        Ok(Exit::Passed)
    })
}

/// A run beside its file.
struct Run<'a> {
    project: &'a Project,
    path: PathBuf,
    /// Its bytes, where it is there.
    bytes: Option<Bytes>,
    file: Accepted,
    assessment: Assessment<'a>,
}

/// Does something with a run beside its file, which to accept something needs not be there yet.
fn with(
    (args, must_exist): (&FileArgs, bool),
    terminal: &Terminal,
    sources: &mut Sources,
    act: impl FnOnce(&Run<'_>) -> Result<Exit, Stop>,
) -> Result<Exit, Stop> {
    let door = args.project.door();
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let project = project::load(&args.project, &args.data, &door, terminal, &progress, sources)?;
    project.require_work()?;
    if must_exist && project.is_part(&args.data) {
        return Err(Problem::Value {
            value: args
                .data
                .iter()
                .map(|data| data.to_string_lossy())
                .collect::<Vec<_>>()
                .join(" "),
            expected: "all that the manifest names: what is not read would be taken for gone"
                .to_owned(),
            place: "`riskwright baseline`, which looks for what is found no more",
        }
        .into());
    }
    let path = accepted(args.baseline.as_deref(), &project);
    output::spare([path.as_path()], &door)?;
    let wrong = |why: Unfit| unfit(&path, &why);
    let there = files::exists(&path);
    if must_exist && !there {
        return Err(Problem::NoAccepted { path: path.display().to_string() }.into());
    }
    let bytes = there.then(|| door.read(&path, By::User)).transpose()?;
    let (file, baseline) = match bytes.as_deref().map(AsRef::as_ref) {
        Some(bytes) => {
            let file = Accepted::of_file(bytes).map_err(|why| wrong(why.into()))?;
            let name = project.naming.of(&path);
            (file.clone(), Baseline::of_accepted(&name, bytes, file))
        }
        None => (Accepted::default(), Baseline::default()),
    };
    fits(&baseline, &project, args.scenario.as_deref()).map_err(wrong)?;
    terminal.warn(sources, &project.warnings);
    progress.stage("applying rules");
    let gate = Gate { changed: ChangedPolicy::Warn, ..Gate::NONE };
    let options = Options { baseline, ..project.options(gate)? };
    let applied = scenarios::applied(&project, args.scenario.as_deref())?;
    let assessment = scenarios::assess(sources, &project, applied.as_ref(), &options);
    drop(progress);
    act(&Run { project: &project, path: path.clone(), bytes, file, assessment })
}

impl Run<'_> {
    /// Writes the file, if it says something else than it does.
    fn keep(&self, file: &Accepted) -> Result<(), Problem> {
        match *file == self.file {
            true => Ok(()),
            false => {
                let read = self.bytes.as_deref().map(AsRef::as_ref);
                output::replace(&self.path, read, file.text().as_bytes())
            }
        }
    }

    /// A rule or scorecard as the run calls it.
    fn rule(&self, name: &str) -> Result<String, Problem> {
        let program = &self.project.program;
        if program.scorecards.iter().any(|card| *card.name == *name) {
            return Ok(name.to_owned());
        }
        let chosen = chosen::chosen(program, &[name.to_owned()], &[])?;
        // INVARIANT: a name that is none of a rule is an error.
        Ok(chosen.into_iter().flatten().next().unwrap_or_else(|| name.to_owned()))
    }

    /// Sees to it that a rule looks at a record of that key, or that something of it was accepted.
    fn require_key(&self, key: &str) -> Result<(), Problem> {
        let keys = || self.assessment.rules().flat_map(|rule| self.assessment.keys(rule));
        if keys().any(|known| known == key) || self.file.keys().any(|known| known == key) {
            return Ok(());
        }
        let help = nearest(key, keys()).map(|near| format!("did you mean `{near}`?"));
        Err(Problem::Unexplained { what: format!("no rule looks at a record `{key}`"), help })
    }
}

/// Each line that is out of date, and why.
fn listed(stale: &[(Stale, Item)]) -> String {
    let told = |(why, item): &(Stale, Item)| {
        let why = match why {
            Stale::Milder => "milder now",
            Stale::Twice => "there twice",
            Stale::Renamed => "there under a name of before",
            _ => "found no more",
        };
        format!("{}  {}  {}: {why}\n", item.what, item.rule, item.key)
    };
    stale.iter().map(told).collect()
}

/// How much of what was accepted: `3 high, 2 undetermined`.
fn sums(items: &[Item]) -> String {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    items.iter().for_each(|item| *counts.entry(item.what.as_str()).or_default() += 1);
    let order = ["critical", "high", "medium", "low", "info", "undetermined"];
    let first = order.iter().filter_map(|what| Some((*what, counts.remove(what)?)));
    let mut parts: Vec<String> = first.map(|(what, n)| format!("{} {what}", count(n))).collect();
    parts.extend(counts.into_iter().map(|(what, n)| format!("{} {what}", count(n))));
    parts.join(", ")
}

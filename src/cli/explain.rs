//! `riskwright explain`: why a rule says what it says, what it is, or what a diagnostic code means.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Args;

use super::ended::{Exit, Stop};
use super::lang::LangArgs;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Loaded, ProjectArgs};
use super::scenarios;
use super::terminal::{Terminal, printed};
use crate::assess::{Gate, NotFound, describe};
use crate::diagnostic::{codes, nearest};
use crate::report::{write_described, write_explained, write_explained_grade};
use crate::source::Sources;
use crate::value::key;

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A rule or scorecard, or a diagnostic code such as RW401
    #[arg(value_name = "RULE|CODE")]
    what: String,
    /// The key of the record that the rule looked at; without it, what the rule is
    key: Option<String>,
    /// Record files or folders, as for `check`
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    /// Explain the verdict on the records as that scenario of the rules changes them
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    lang: LangArgs,
}

pub(super) fn run(
    args: &ExplainArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    match &args.key {
        None => match codes::find(&args.what) {
            Some(info) => {
                printed(io::stdout().write_all(info.page.as_bytes()))?;
                Ok(Exit::Passed)
            }
            None => explain_rule(args, terminal, sources),
        },
        Some(key) => explain_verdict(args, key, terminal, sources),
    }
}

/// What a rule is, whatever there is of records.
fn explain_rule(
    args: &ExplainArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let name = &args.what;
    let coded = name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("rw"));
    if coded && name.chars().skip(2).all(|c| c.is_ascii_digit()) {
        return Err(Problem::NoCode { code: name.clone() }.into());
    }
    let door = args.project.door();
    let Loaded { program, index, manifest } =
        project::load_rules(&args.project, &door, terminal, sources)?;
    let lang = args.lang.lang(manifest.as_ref())?;
    let scorecards = || program.scorecards.iter().map(|card| &*card.name);
    if args.scenario.is_some() || scorecards().any(|card| card == name) {
        return Err(Problem::NoKey { rule: name.clone() }.into());
    }
    let described = describe(sources, &program, &index, name).map_err(|error| {
        let rules = program.rules.iter().map(|rule| &*rule.name);
        let near = match &error {
            NotFound::Rule(rule) => nearest(rule, rules.chain(scorecards())),
            _ => None,
        };
        let help = near.map(|name| format!("did you mean `{name}`?"));
        Problem::Unexplained { what: error.to_string(), help }
    })?;
    printed(write_described(&described, &terminal.style(lang), Box::new(io::stdout())))?;
    Ok(Exit::Passed)
}

fn explain_verdict(
    args: &ExplainArgs,
    key: &str,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let door = args.project.door();
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let project = project::load(&args.project, &args.data, &door, terminal, &progress, sources)?;
    project.require_work()?;
    let lang = args.lang.lang(project.manifest.as_ref())?;
    terminal.warn(sources, &project.warnings);
    progress.stage("applying rules");
    let options = project.options(Gate::NONE)?;
    let applied = scenarios::applied(&project, args.scenario.as_deref())?;
    let assessment = scenarios::assess(sources, &project, applied.as_ref(), &options);
    let explained = assessment.explain(&args.what, key);
    drop(progress);
    let is_rule = !matches!(explained, Err(NotFound::Rule(_)));
    if let Some(mut keys) = assessment.graded_keys(&args.what).filter(|_| !is_rule) {
        let explained = assessment.explain_grade(&args.what, key).map_err(|error| {
            let near = nearest(key, &mut keys).map(|name| format!("did you mean `{name}`?"));
            Problem::Unexplained { what: error.to_string(), help: near }
        })?;
        let (style, out) = (terminal.style(lang), Box::new(io::stdout()));
        printed(write_explained_grade(&explained, &style, out))?;
        return Ok(Exit::Passed);
    }
    let explained = explained.map_err(|error| {
        let near = match &error {
            NotFound::Rule(rule) => {
                nearest(rule, assessment.rules().chain(assessment.scorecard_names()))
            }
            NotFound::Disabled { .. } | NotFound::Several { .. } => None,
            NotFound::Key { key, .. } => of_same_parts(key, assessment.keys(&args.what))
                .or_else(|| nearest(key, assessment.keys(&args.what))),
        };
        let limit = match &error {
            NotFound::Key { limit, .. } => limit.clone(),
            NotFound::Rule(_) | NotFound::Several { .. } | NotFound::Disabled { .. } => None,
        };
        let near = near.map(|name| format!("did you mean `{name}`?"));
        let help: Vec<String> = near.into_iter().chain(limit).collect();
        let help = Some(help.join("; ")).filter(|help| !help.is_empty());
        Problem::Unexplained { what: error.to_string(), help }
    })?;
    printed(write_explained(&explained, &terminal.style(lang), Box::new(io::stdout())))?;
    Ok(Exit::Passed)
}

/// The key of the same parts in another order: those who belong together go by their names in one.
fn of_same_parts<'k>(key: &str, mut keys: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let parts = |key: &str| {
        let mut parts = key::parts(key);
        parts.sort_unstable();
        parts
    };
    let own = parts(key);
    keys.find(|other| own.len() > 1 && parts(other) == own)
}

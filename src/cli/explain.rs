//! `riskwright explain`: why a rule says what it says, what it is, or what a diagnostic code means.

use std::ffi::OsString;
use std::io;

use clap::Args;

use super::door::Door;
use super::ended::{Exit, Stop};
use super::lang::LangArgs;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Loaded, ProjectArgs};
use super::reports::{ReportArgs, Reports, Sheet};
use super::scenarios;
use super::terminal::Terminal;
use crate::assess::{Assessment, Gate, NotFound, describe};
use crate::diagnostic::{codes, nearest};
use crate::report::{Answer, Basis, Format};
use crate::source::Sources;
use crate::value::{Lang, key};

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
    reports: ReportArgs,
    #[command(flatten)]
    lang: LangArgs,
}

pub(super) fn run(
    args: &ExplainArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let reports = args.reports.reports()?;
    reports.require("answers", |format| format.answer.is_some())?;
    let asked = Asked { args, reports, door: args.project.door() };
    match &args.key {
        None => match codes::find(&args.what) {
            Some(info) => asked.answer(&Answer::Code(info), args.lang.lang(None)?, terminal),
            None => asked.rule(terminal, sources),
        },
        Some(key) => asked.verdict(key, terminal, sources),
    }
}

/// What is asked, and where the answer goes.
struct Asked<'a> {
    args: &'a ExplainArgs,
    reports: Reports,
    door: Door,
}

impl Asked<'_> {
    /// Writes the answer in every format that is asked for.
    fn answer(&self, answer: &Answer<'_>, lang: Lang, terminal: &Terminal) -> Result<Exit, Stop> {
        let style = terminal.style(lang);
        self.reports.spare(&self.door)?;
        let write = |Sheet { format, style, out }: Sheet<'_>| {
            let Format { answer: write, .. } = format;
            write.ok_or(io::ErrorKind::Unsupported)?(answer, &style, out)
        };
        self.reports.write(style, |sheets| sheets.into_iter().map(write).collect())?;
        Ok(Exit::Passed)
    }

    /// What a rule is, whatever there is of records.
    fn rule(&self, terminal: &Terminal, sources: &mut Sources) -> Result<Exit, Stop> {
        let Asked { args, door, .. } = self;
        let name = &args.what;
        let coded = name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("rw"));
        if coded && name.chars().skip(2).all(|c| c.is_ascii_digit()) {
            return Err(Problem::NoCode { code: name.clone() }.into());
        }
        let Loaded { mut program, index, manifest, as_of } =
            project::load_rules(&args.project, door, terminal, sources)?;
        let lang = args.lang.lang(manifest.as_ref())?;
        program.speak(lang);
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
        let basis = Basis { as_of: &as_of.to_string(), scenario: None };
        self.answer(&Answer::Rule(&described, basis), lang, terminal)
    }

    /// Why a rule or a scorecard says what it says of a record.
    fn verdict(&self, key: &str, terminal: &Terminal, sources: &mut Sources) -> Result<Exit, Stop> {
        let Asked { args, door, .. } = self;
        let progress = Progress::new(terminal.attended && !terminal.quiet);
        let mut project =
            project::load(&args.project, &args.data, door, terminal, &progress, sources)?;
        project.require_work()?;
        let lang = args.lang.lang(project.manifest.as_ref())?;
        project.program.speak(lang);
        terminal.warn(sources, &project.warnings);
        progress.stage("applying rules");
        let options = project.options(Gate::NONE)?;
        let applied = scenarios::applied(&project, args.scenario.as_deref())?;
        let assessment = scenarios::assess(sources, &project, applied.as_ref(), &options);
        let explained = assessment.explain(&args.what, key);
        drop(progress);
        let as_of = project.settings.as_of.to_string();
        let basis = Basis { as_of: &as_of, scenario: args.scenario.as_deref() };
        let is_rule = !matches!(explained, Err(NotFound::Rule(_)));
        if let Some(mut keys) = assessment.graded_keys(&args.what).filter(|_| !is_rule) {
            let explained = assessment.explain_grade(&args.what, key).map_err(|error| {
                let near = nearest(key, &mut keys).map(|name| format!("did you mean `{name}`?"));
                Problem::Unexplained { what: error.to_string(), help: near }
            })?;
            return self.answer(&Answer::Grade(&explained, basis), lang, terminal);
        }
        let explained =
            explained.map_err(|error| unexplained(&error, (&args.what, key), &assessment))?;
        self.answer(&Answer::Verdict(&explained, basis), lang, terminal)
    }
}

/// Why a verdict is not explained, and what was probably meant.
pub(super) fn unexplained(
    error: &NotFound,
    (rule, key): (&str, &str),
    assessment: &Assessment<'_>,
) -> Problem {
    let mut rules = assessment.rules();
    if matches!(error, NotFound::Rule(_)) && rules.any(|known| known == key) {
        let help = Some(format!("the rule comes first: `{key} {rule}`"));
        return Problem::Unexplained { what: error.to_string(), help };
    }
    let near = match error {
        NotFound::Rule(rule) => {
            nearest(rule, assessment.rules().chain(assessment.scorecard_names()))
        }
        NotFound::Disabled { .. } | NotFound::Several { .. } => None,
        NotFound::Key { key, .. } => of_same_parts(key, assessment.keys(rule))
            .or_else(|| nearest(key, assessment.keys(rule))),
    };
    let limit = match error {
        NotFound::Key { limit, .. } => limit.clone(),
        NotFound::Rule(_) | NotFound::Several { .. } | NotFound::Disabled { .. } => None,
    };
    let near = near.map(|name| format!("did you mean `{name}`?"));
    let help: Vec<String> = near.into_iter().chain(limit).collect();
    let help = Some(help.join("; ")).filter(|help| !help.is_empty());
    Problem::Unexplained { what: error.to_string(), help }
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

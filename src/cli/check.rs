//! `riskwright check`: apply rules to records, write a report, gate on it.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::{Args, Parser, ValueEnum};

use super::chosen::chosen;
use super::ended::{Exit, Stop};
use super::gate::GateArgs;
use super::known::KnownArgs;
use super::lang::LangArgs;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Project, ProjectArgs};
use super::projects::{self, Folder, ProjectsArgs, output_of};
use super::reports::{ReportArgs, Reports, limited};
use super::terminal::Terminal;
use super::{files, scenarios};
use crate::assess::{Baseline, Explanations, Options, UndeterminedPolicy};
use crate::diagnostic::Diagnostic;
use crate::record;
use crate::report::{Grouping, JSON, Style, TEXT};
use crate::source::Sources;
use crate::value::Lang;

#[derive(Args, Clone, Debug)]
pub(super) struct CheckArgs {
    /// Record files or folders, `KIND=FILE` where the kind of records is to be said, `-` for
    /// standard input; without any, the manifest's
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    #[command(flatten)]
    projects: ProjectsArgs,
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    reports: ReportArgs,
    #[command(flatten)]
    gate: GateArgs,
    #[command(flatten)]
    known: KnownArgs,
    /// Apply the rules to the records as that scenario of the rules changes them
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Of which verdicts a JSON or JSON Lines report tells as a tree how they came about: of the
    /// 1,000 worst findings of each rule, of all findings, of what could not be decided, too, or of
    /// none
    #[arg(long, value_enum, value_name = "WHICH", default_value = "worst")]
    explanations: Trees,
    /// What a text tells findings by: one after the other, the worst first; those about one record or
    /// of one rule together; those that rest on the same facts as one story
    #[arg(long, value_enum, value_name = "WHAT", default_value = "severity")]
    by: By,
    /// Show in a text what that rule says and no other; the gate looks at all rules all the same. May
    /// be given several times
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
    /// The same of the rules with that tag
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    #[command(flatten)]
    lang: LangArgs,
    /// How many findings and undetermined verdicts a text shows; 0 shows all [default: 50
    /// findings, 20 undetermined verdicts]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum By {
    Severity,
    Subject,
    Rule,
    Cause,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Trees {
    All,
    Findings,
    Worst,
    None,
}

pub(super) fn run(
    args: &CheckArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    if !args.projects.are_told() {
        return check(args, terminal, sources);
    }
    let folders = args.projects.folders(terminal)?;
    let prints = args.reports.prints_several()?;
    let own = folders.iter().map(|folder| args.of_project(folder));
    let own: Vec<CheckArgs> = own.collect::<Result<_, Problem>>()?;
    projects::each(folders.iter().zip(&own), (terminal, prints), |args, sources| {
        check(args, terminal, sources)
    })
}

fn check(args: &CheckArgs, terminal: &Terminal, sources: &mut Sources) -> Result<Exit, Stop> {
    let reports = args.reports.reports()?;
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let (mut project, baseline, lang) = args.ready(&reports, (terminal, &progress), sources)?;
    let chosen = chosen(&project.program, &args.only, &args.tag)?;
    let mut warnings = std::mem::take(&mut project.warnings);
    warnings.extend(reports.files.iter().filter_map(|(path, _)| read_later(path, &project)));
    progress.stage("applying rules");
    let options = args.options(&project, baseline, lang, reports.explain(), sources)?;
    let applied = scenarios::applied(&project, args.scenario.as_deref())?;
    let report = scenarios::assess(sources, &project, applied.as_ref(), &options);
    drop(progress);
    terminal.warn(sources, &warnings);
    let progress = Progress::new(reports.are_silent() && terminal.attended && !terminal.quiet);
    progress.stage(reports.stage());
    let open = options.gate.undetermined != UndeterminedPolicy::Ignore;
    let style = limited(Style { open, by: args.by.of(), ..terminal.style(lang) }, args.limit);
    reports.write(style, |sheets| {
        report.tell(sheets.into_iter().map(|sheet| sheet.writer(chosen.as_ref())))
    })?;
    drop(progress);
    if reports.are_silent() && !report.passes() && !terminal.quiet {
        // Who only keeps the file should still see why the run failed.
        let style = Style { lang, quiet: true, ..Style::default() };
        report.tell([(TEXT.writer)(Box::new(io::stderr()), &style)]);
    }
    Ok(if report.passes() { Exit::Passed } else { Exit::Failed })
}

impl CheckArgs {
    /// The same of one of several projects.
    fn of_project(&self, folder: &Folder) -> Result<CheckArgs, Problem> {
        let reports = self.reports.elsewhere(|output| output_of(output, &folder.name))?;
        let data = vec![folder.path.clone().into()];
        Ok(CheckArgs { data, reports, projects: ProjectsArgs::default(), ..self.clone() })
    }

    /// The project, what it is compared with and the language that its rules speak; none of the files
    /// of `reports` takes the place of something that was read.
    fn ready(
        &self,
        reports: &Reports,
        (terminal, progress): (&Terminal, &Progress),
        sources: &mut Sources,
    ) -> Result<(Project, Baseline, Lang), Stop> {
        let door = self.project.door();
        let mut project =
            project::load(&self.project, &self.data, &door, terminal, progress, sources)?;
        project.require_work()?;
        let baseline = self.known.baseline(&project, self.scenario.as_deref(), &door)?;
        reports.spare(&door)?;
        let lang = self.lang.lang(project.manifest.as_ref())?;
        project.program.speak(lang);
        Ok((project, baseline, lang))
    }

    /// What a report is made with; one that explains tells what the run was asked for, too.
    fn options(
        &self,
        project: &Project,
        baseline: Baseline,
        lang: Lang,
        explains: bool,
        sources: &Sources,
    ) -> Result<Options, Stop> {
        let gate = self.gate.gate(project)?;
        let trees = explains.then(|| self.explanations.of());
        let asked = explains.then(|| {
            let explanations = self.explanations.to_possible_value();
            let explanations = explanations.map(|value| value.get_name().to_owned());
            let mut asked = self.project.asked(&self.data, project, sources, lang);
            asked.explanations = explanations.unwrap_or_default();
            asked
        });
        let fail_on_grade = self.gate.fail_on_grade(project)?;
        Ok(Options {
            baseline,
            trees,
            asked,
            fail_on_grade,
            policy_changes: self.gate.policy_changes(project)?,
            required: project.required()?,
            budgets: project.budgets()?,
            ..project.options(gate)?
        })
    }
}

/// The run that a command line asks for.
#[derive(Parser, Debug)]
struct Again {
    #[command(flatten)]
    args: CheckArgs,
}

/// The JSON report of the run that a command line asks for; nothing is written, and none of the files
/// of `reports` may take the place of something that it reads.
pub(super) fn again(
    line: Vec<OsString>,
    reports: &Reports,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Vec<u8>, Stop> {
    let Again { args } = Again::try_parse_from(line).map_err(|told| {
        let why = told.to_string().lines().next().unwrap_or_default().to_owned();
        Problem::Unexplained { what: why, help: None }
    })?;
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let (project, baseline, lang) = args.ready(reports, (terminal, &progress), sources)?;
    progress.stage("applying rules");
    let options = args.options(&project, baseline, lang, true, sources)?;
    let applied = scenarios::applied(&project, args.scenario.as_deref())?;
    let report = scenarios::assess(sources, &project, applied.as_ref(), &options);
    let mut bytes = Vec::new();
    let results = report.tell([(JSON.writer)(Box::new(&mut bytes), &Style::default())]);
    results.into_iter().collect::<io::Result<()>>().map_err(|error| Problem::Unwritable {
        path: "memory".to_owned(),
        why: error.to_string(),
    })?;
    Ok(bytes)
}

impl By {
    fn of(self) -> Grouping {
        match self {
            By::Severity => Grouping::Severity,
            By::Subject => Grouping::Subject,
            By::Rule => Grouping::Rule,
            By::Cause => Grouping::Cause,
        }
    }
}

impl Trees {
    fn of(self) -> Explanations {
        match self {
            Trees::All => Explanations::All,
            Trees::Findings => Explanations::Findings,
            Trees::Worst => Explanations::Worst,
            Trees::None => Explanations::None,
        }
    }
}

/// A warning where a later run of the same would take the report for records.
fn read_later(path: &Path, project: &Project) -> Option<Diagnostic> {
    let name = path.display().to_string();
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let records = record::Format::of(&name).is_some() && !hidden;
    let inside = project.folders.iter().any(|folder| files::is_inside(path, folder));
    (records && inside).then(|| Diagnostic::from(Problem::ReadLater { path: name }).warning())
}

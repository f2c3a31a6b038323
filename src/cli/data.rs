//! `riskwright data`: what record files say before any rule looks at them.

use std::ffi::OsString;

use clap::Args;

use super::ended::{Exit, Stop};
use super::lang::LangArgs;
use super::progress::Progress;
use super::project::{self, ProjectArgs};
use super::reports::{ReportArgs, Sheet};
use super::terminal::Terminal;
use crate::assess::{self, Beside};
use crate::pipeline::has_errors;
use crate::source::Sources;

#[derive(Args, Debug)]
pub(super) struct DataArgs {
    /// Record files or folders, as for `check`
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    reports: ReportArgs,
    #[command(flatten)]
    lang: LangArgs,
}

pub(super) fn run(
    args: &DataArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let reports = args.reports.reports()?;
    reports.require("record files", |format| format.inventory.is_some())?;
    let door = args.project.door();
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let project = project::look(&args.project, &args.data, &door, terminal, &progress, sources)?;
    reports.spare(&door)?;
    let lang = args.lang.lang(project.manifest.as_ref())?;
    progress.stage("counting");
    let wrong = has_errors(&project.warnings);
    let beside = Beside {
        project: project.name(),
        mistakes: project.records.problems,
        notes: project.notes.clone(),
        skipped: project.skipped.clone(),
    };
    let inventory =
        assess::inventory(sources, &project.program, &project.records, &project.inputs, beside);
    drop(progress);
    terminal.warn(sources, &project.warnings);
    let write = |Sheet { format, style, out }: Sheet<'_>| {
        let write = format.inventory.ok_or(std::io::ErrorKind::Unsupported)?;
        write(&inventory, &style, out)
    };
    reports.write(terminal.style(lang), |sheets| sheets.into_iter().map(write).collect())?;
    match wrong {
        true => Err(Stop::new()),
        false => Ok(Exit::Passed),
    }
}

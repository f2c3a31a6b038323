//! What a run is compared with: an earlier report, or the file of what was accepted.

use std::path::{Path, PathBuf};

use clap::Args;

use super::door::{By, Door};
use super::ended::Stop;
use super::files;
use super::manifest::BASELINE;
use super::problem::Problem;
use super::project::Project;
use crate::assess::{Baseline, Unfit, Unread};

#[derive(Args, Clone, Debug)]
pub(super) struct KnownArgs {
    /// What was accepted, or an earlier JSON report: what it has does not fail the gate again
    /// [default: the manifest's, else a riskwright.baseline beside it]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Compare with nothing: all that is found is new
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,
}

impl KnownArgs {
    /// What the run is compared with; nothing where nothing was accepted and no report is named.
    pub(super) fn baseline(
        &self,
        project: &Project,
        scenario: Option<&str>,
        door: &Door,
    ) -> Result<Baseline, Stop> {
        if self.no_baseline {
            return Ok(Baseline::default());
        }
        let Some((path, by)) = place(self.baseline.as_deref(), project) else {
            return Ok(Baseline::default());
        };
        let bytes = door.read(&path, by)?;
        let name = project.naming.of(&path);
        let baseline =
            Baseline::read(&name, (*bytes).as_ref()).map_err(|why| unfit(&path, &why))?;
        fits(&baseline, project, scenario).map_err(|why| unfit(&path, &why))?;
        Ok(baseline)
    }
}

/// The file that the command line names, else the manifest, else the one that stands beside it; and
/// who names it.
fn place(told: Option<&Path>, project: &Project) -> Option<(PathBuf, By)> {
    if let Some(path) = told {
        return Some((path.to_owned(), By::User));
    }
    let manifest = project.manifest.as_ref()?;
    let named = manifest.settings.baseline.as_ref().map(|path| manifest.under(path));
    let beside = || Some(manifest.under(BASELINE)).filter(|path| files::exists(path));
    named.or_else(beside).map(|path| (path, By::Project))
}

/// The file of what was accepted, whether it is there yet or not.
pub(super) fn accepted(told: Option<&Path>, project: &Project) -> PathBuf {
    let usual = || match &project.manifest {
        Some(manifest) => manifest.under(BASELINE),
        None => PathBuf::from(BASELINE),
    };
    place(told, project).map_or_else(usual, |(path, _)| path)
}

/// Sees to it that a baseline is one of this run.
pub(super) fn fits(
    baseline: &Baseline,
    project: &Project,
    scenario: Option<&str>,
) -> Result<(), Unfit> {
    let (name, currency) = (project.name(), project.settings.currency.code());
    baseline.fits(name.as_deref(), currency, scenario)
}

pub(super) fn unfit(path: &Path, why: &Unfit) -> Problem {
    let help = match why {
        Unfit::Scenario(..) => "with `--no-baseline` the run is compared with nothing",
        Unfit::Accepted(Unread::Line(..)) => {
            "mend the line, or take the file as it was before: what it does not have is new"
        }
        _ => "`riskwright baseline accept` writes one of what is found now",
    };
    Problem::Baseline { path: path.display().to_string(), why: why.to_string(), help }
}

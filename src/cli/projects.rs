//! Several projects in one run: each is checked as its own manifest says, and none keeps another from
//! being checked.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::ended::{Exit, Stop};
use super::files;
use super::manifest::NAME;
use super::problem::Problem;
use super::terminal::{Terminal, printed};
use crate::alarm;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::ty::count;

#[derive(Args, Clone, Default, Debug)]
pub(super) struct ProjectsArgs {
    /// Check each folder with a manifest that matches, as its manifest says: 'portfolios/*'. May be
    /// given several times; `{project}` in an output is the folder's name
    #[arg(long, value_name = "GLOB", conflicts_with_all = ["data", "baseline"])]
    projects: Vec<String>,
}

/// What stands for a folder's name in the name of an output.
pub(super) const PLACE: &str = "{project}";

/// A folder with a manifest, and the name that it goes by among the others.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

/// How many of the projects ended how; those that did not pass by name.
#[derive(Default)]
struct Ended {
    passed: u64,
    failed: Vec<String>,
    stopped: Vec<String>,
}

impl ProjectsArgs {
    /// Whether several projects are asked for.
    pub(super) fn are_told(&self) -> bool {
        !self.projects.is_empty()
    }

    /// The folders with a manifest that match, by their paths; what matches and has none is told.
    pub(super) fn folders(&self, terminal: &Terminal) -> Result<Vec<Folder>, Problem> {
        let (mut folders, mut told) = (BTreeMap::new(), Vec::new());
        for pattern in &self.projects {
            let wrong = |why: String| Problem::NoProjects { glob: pattern.clone(), why };
            let found = glob::glob(pattern).map_err(|why| wrong(why.msg.to_owned()))?;
            let mut any = false;
            for path in found {
                let path = path.map_err(|why| Problem::Unreadable {
                    path: why.path().display().to_string(),
                    why: why.error().to_string(),
                })?;
                if !path.is_dir() {
                    continue;
                }
                any = true;
                match files::exists(&path.join(NAME)) {
                    true => drop(folders.insert(path, ())),
                    false => told.push(Problem::NoProject { path: path.display().to_string() }),
                }
            }
            if !any {
                return Err(wrong("no folder matches".to_owned()));
            }
        }
        let warnings: Vec<Diagnostic> =
            told.into_iter().map(|why| Diagnostic::from(why).warning()).collect();
        terminal.warn(&Sources::default(), &warnings);
        named(folders.into_keys()).and_then(|folders| match folders.is_empty() {
            true => Err(Problem::NoProjects {
                glob: self.projects.join(" "),
                why: format!("no folder that matches has a `{NAME}`"),
            }),
            false => Ok(folders),
        })
    }
}

/// Folders by their names, which tell them apart.
fn named(paths: impl Iterator<Item = PathBuf>) -> Result<Vec<Folder>, Problem> {
    let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut folders = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if let Some(other) = names.insert(name.clone(), path.clone()) {
            let other = other.display().to_string();
            return Err(Problem::SameName { path: path.display().to_string(), other });
        }
        folders.push(Folder { path, name });
    }
    Ok(folders)
}

/// The output of one project.
pub(super) fn output_of(told: &Path, name: &str) -> Result<PathBuf, Problem> {
    let text = told.to_str().filter(|text| text.contains(PLACE));
    text.map(|text| PathBuf::from(text.replace(PLACE, name))).ok_or_else(|| Problem::Value {
        value: told.display().to_string(),
        expected: format!("the name of a file for each project, such as `{PLACE}.json`"),
        place: "`--output` beside `--projects`",
    })
}

/// Checks one project after the other and tells how they ended; the worst end is that of the run.
pub(super) fn each<'f, A: 'f>(
    folders: impl Iterator<Item = (&'f Folder, &'f A)>,
    (terminal, prints): (&Terminal, bool),
    check: impl Fn(&A, &mut Sources) -> Result<Exit, Stop>,
) -> Result<Exit, Stop> {
    let mut ended = Ended::default();
    for (folder, args) in folders {
        if prints {
            let head = format!("{}:\n\n", folder.path.display());
            printed(io::stdout().write_all(head.as_bytes()))?;
        }
        let mut sources = Sources::default();
        let end = check(args, &mut sources);
        let end = match alarm::raised() {
            Some(place) => Err(Problem::Mistake { place }.into()),
            None => end,
        };
        match end {
            Ok(Exit::Passed) => ended.passed += 1,
            Ok(Exit::Failed) => ended.failed.push(folder.name.clone()),
            Err(diagnostics) => {
                terminal.tell(&sources, &diagnostics);
                ended.stopped.push(folder.name.clone());
            }
        }
        if prints {
            printed(io::stdout().write_all(b"\n"))?;
        }
    }
    match prints {
        true => printed(io::stdout().write_all(ended.told().as_bytes()))?,
        false => printed(io::stderr().write_all(ended.told().as_bytes()))?,
    }
    match (ended.stopped.is_empty(), ended.failed.is_empty()) {
        // What is the matter was told project by project.
        (false, _) => Err(Vec::new()),
        (true, false) => Ok(Exit::Failed),
        (true, true) => Ok(Exit::Passed),
    }
}

impl Ended {
    /// `projects: 2 passed, 1 failed (asia), 1 not checked (europe)`
    fn told(&self) -> String {
        let of = |what: &str, names: &[String]| {
            let n = names.len() as u64;
            (n > 0).then(|| format!("{} {what} ({})", count(n), names.join(", ")))
        };
        let passed = (self.passed > 0).then(|| format!("{} passed", count(self.passed)));
        let parts = [passed, of("failed", &self.failed), of("not checked", &self.stopped)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("projects: {}\n", parts.join(", "))
    }
}

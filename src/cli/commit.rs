//! The day of the commit that a run's data stands in, which git tells: the same commit gives the same
//! report, and time moves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::door::CHECKOUT;
use super::manifest;
use super::problem::Problem;
use crate::record::Format;
use crate::value::Date;

/// A git checkout.
pub(super) struct Checkout {
    top: PathBuf,
}

impl Checkout {
    /// The one that holds a file or folder.
    pub(super) fn holding(place: &Path) -> Result<Checkout, Problem> {
        let whole = fs::canonicalize(place).ok();
        let top = whole.as_deref().and_then(|place| {
            place.ancestors().find(|above| above.join(CHECKOUT).exists()).map(Path::to_owned)
        });
        top.map(|top| Checkout { top }).ok_or_else(|| Problem::NoCommit {
            why: format!("no git checkout holds `{}`", place.display()),
        })
    }

    /// The day of its commit in Greenwich: when it was committed, which rebasing moves and a clone
    /// does not. A shallow clone knows it as well as a whole one.
    pub(super) fn day(&self) -> Result<Date, Problem> {
        let told = self.git(&["rev-list", "--max-count=1", "--timestamp", "HEAD"])?;
        let told = String::from_utf8_lossy(&told);
        let seconds = told.split_whitespace().next().and_then(|text| text.parse::<i64>().ok());
        let day = seconds.and_then(|seconds| i32::try_from(seconds.div_euclid(86_400)).ok());
        let day = day.map(Date).filter(|day| (Date::MIN..=Date::MAX).contains(day));
        day.ok_or_else(|| Problem::NoCommit { why: "git tells no day of it".to_owned() })
    }

    /// Which of the files that were read are not as the commit has them, and what of a project's
    /// folders is there no more, as seen from the top.
    pub(super) fn otherwise(
        &self,
        read: &[PathBuf],
        folders: &[PathBuf],
    ) -> Result<Vec<String>, Problem> {
        let told = self.git(&[
            "status",
            "--porcelain=v1",
            "-z",
            "--untracked-files=all",
            "--ignored=matching",
            "--ignore-submodules=none",
            "--no-renames",
        ])?;
        let told = String::from_utf8_lossy(&told);
        let changes: Vec<(&str, PathBuf)> = told
            .split('\0')
            .filter_map(|line| Some((line.get(..2)?, self.top.join(line.get(3..)?))))
            .collect();
        let unseen = self.unseen()?;
        let whole = |path: &PathBuf| fs::canonicalize(path).ok();
        let mut otherwise: Vec<String> = Vec::new();
        for path in read.iter().filter_map(whole) {
            let changed = changes.iter().any(|(_, other)| path.starts_with(other));
            if changed || unseen.contains(&path) || !path.starts_with(&self.top) {
                otherwise.push(self.seen(&path));
            }
        }
        let folders: Vec<PathBuf> = folders.iter().filter_map(whole).collect();
        let gone = changes.iter().filter(|(how, path)| how.contains('D') && !path.exists());
        let gone = gone.filter(|(_, path)| folders.iter().any(|folder| path.starts_with(folder)));
        otherwise.extend(gone.filter(|(_, path)| is_read(path)).map(|(_, path)| self.seen(path)));
        otherwise.sort();
        otherwise.dedup();
        Ok(otherwise)
    }

    /// The files that git was told not to look at: nobody knows whether they are as the commit has
    /// them.
    fn unseen(&self) -> Result<Vec<PathBuf>, Problem> {
        let told = self.git(&["ls-files", "-v", "-z"])?;
        let told = String::from_utf8_lossy(&told).into_owned();
        let is_unseen = |how: &str| how == "S" || how.chars().all(|c| c.is_ascii_lowercase());
        let path = |line: &str| {
            let (how, path) = line.split_once(' ')?;
            is_unseen(how).then(|| self.top.join(path))
        };
        Ok(told.split('\0').filter_map(path).collect())
    }

    fn seen(&self, path: &Path) -> String {
        path.strip_prefix(&self.top).unwrap_or(path).display().to_string()
    }

    /// What git answers. It changes nothing, asks nobody, fetches nothing, and runs no hook.
    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, Problem> {
        let mut git = Command::new("git");
        git.args(["--no-optional-locks", "--no-replace-objects"]);
        git.args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]);
        git.arg("-C").arg(&self.top).args(arguments).stdin(Stdio::null());
        // What a hook, or whoever starts the run, says of another repository is not said of this one.
        for name in ELSEWHERE {
            git.env_remove(name);
        }
        git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        let no = |why: String| Problem::NoCommit { why };
        let ran = git.output().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => no("there is no `git` to ask".to_owned()),
            _ => no(format!("git cannot be asked: {error}")),
        })?;
        if ran.status.success() {
            return Ok(ran.stdout);
        }
        let said = String::from_utf8_lossy(&ran.stderr);
        let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("nothing");
        Err(no(format!("git says: {}", said.trim_start_matches("fatal: "))))
    }
}

/// What in the environment leads git to other places than its folder: `git rev-parse
/// --local-env-vars`.
const ELSEWHERE: [&str; 15] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
];

/// Whether a project reads what is called so.
fn is_read(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let own = [manifest::NAME, manifest::BASELINE].contains(&&*name);
    own || name.ends_with(".risk") || Format::of(&name).is_some()
}

//! Which manifest a run is under, and what it checks. No manifest is passed over in silence: it
//! may say what fails the gate.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::door::{By, Door};
use super::ended::Stop;
use super::entry::Entry;
use super::files;
use super::identity::Identity;
use super::manifest::{self, Manifest};
use super::problem::Problem;
use crate::diagnostic::{Diagnostic, Level};
use crate::report::Skipped;
use crate::source::Sources;

/// What a run is about.
pub(super) struct Scope {
    pub(super) manifest: Option<Manifest>,
    /// What is to be checked; that there is nothing is told when the rules are known to be sound.
    pub(super) data: Result<Vec<Entry>, Problem>,
    /// What the manifest says of its own files.
    pub(super) known: Vec<Entry>,
    /// What is to be told of the choice.
    pub(super) told: Vec<Diagnostic>,
    /// What looks like a manifest and is none.
    pub(super) skipped: Vec<Skipped>,
}

impl Scope {
    /// The manifest of the one folder that is to be checked, else of the folders that the files
    /// to be checked are in, else of the working folder; and what is to be checked.
    pub(super) fn find(
        data: &[OsString],
        door: &Door,
        sources: &mut Sources,
    ) -> Result<Scope, Stop> {
        let here = Path::new(".");
        match data {
            [] => Scope::whole(here, door, sources),
            [folder] if has_manifest(Path::new(folder)) => {
                Scope::whole(Path::new(folder), door, sources)
            }
            named => {
                let data: Vec<Entry> = named.iter().map(|one| Entry::from_argument(one)).collect();
                let home = home(&data)?;
                let manifest = match &home {
                    Some(folder) => Manifest::find(folder, door, sources)?,
                    None => None,
                };
                let known = match &manifest {
                    Some(manifest) => manifest.data(),
                    None => Vec::new(),
                };
                let skipped = misnamed(home.as_deref().unwrap_or(here));
                let elsewhere = home.filter(|folder| !same(folder, here));
                let told = elsewhere.map(|folder| under(&data, &folder)).into_iter().collect();
                Ok(Scope { manifest, data: Ok(data), known, told, skipped })
            }
        }
    }

    /// A folder with all that its manifest names.
    fn whole(folder: &Path, door: &Door, sources: &mut Sources) -> Result<Scope, Stop> {
        let manifest = Manifest::find(folder, door, sources)?;
        let data = match &manifest {
            None => Err(Problem::NoData { above: above(folder).map(|f| f.join(manifest::NAME)) }),
            Some(manifest) => match manifest.data() {
                none if none.is_empty() => {
                    let path = manifest.folder.join(manifest::NAME).display().to_string();
                    Err(Problem::NoDataNamed { path })
                }
                entries => Ok(entries),
            },
        };
        let skipped = misnamed(folder);
        Ok(Scope { manifest, data, known: Vec::new(), told: Vec::new(), skipped })
    }
}

/// The one folder whose manifest what is named is checked under, if there is one.
fn home(data: &[Entry]) -> Result<Option<PathBuf>, Problem> {
    let here = Some(PathBuf::from(".")).filter(|folder| has_manifest(folder));
    let mut homes: Vec<(&Path, Option<PathBuf>)> = Vec::new();
    for entry in data.iter().filter(|entry| entry.path.as_os_str() != "-") {
        homes.push((&entry.path, nearest(&entry.path).or_else(|| here.clone())));
    }
    let Some((first, home)) = homes.first() else { return Ok(here) };
    let differs = |(_, other): &&(&Path, Option<PathBuf>)| match (home, other) {
        (Some(home), Some(other)) => !same(home, other),
        (home, other) => home.is_some() || other.is_some(),
    };
    match homes.iter().find(differs) {
        None => Ok(home.clone()),
        Some((second, other)) => {
            let side = |path: &Path, home: &Option<PathBuf>| {
                let manifest = |folder: &PathBuf| folder.join(manifest::NAME).display().to_string();
                (path.display().to_string(), home.as_ref().map(manifest))
            };
            Err(Problem::Projects { first: side(first, home), second: side(second, other) })
        }
    }
}

/// The nearest folder with a manifest that a path is in, or is.
fn nearest(path: &Path) -> Option<PathBuf> {
    if files::is_folder(path) && has_manifest(path) {
        return Some(path.to_owned());
    }
    let folder = up(path);
    if has_manifest(&folder) { Some(folder) } else { above(&folder) }
}

/// The nearest folder with a manifest above a folder, within the checkout that it is in.
fn above(folder: &Path) -> Option<PathBuf> {
    let mut folder = folder.to_owned();
    // As many folders as there are: beyond the topmost, one goes up no more.
    for _ in fs::canonicalize(&folder).ok()?.ancestors().skip(1) {
        if folder.join(".git").exists() {
            return None;
        }
        folder = up(&folder);
        if has_manifest(&folder) {
            return Some(folder);
        }
    }
    None
}

/// The folder that a path is in, named as the path is.
fn up(path: &Path) -> PathBuf {
    match path.components().next_back() {
        Some(Component::Normal(_)) => match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        },
        None | Some(Component::CurDir) => PathBuf::from(".."),
        Some(_) => path.join(".."),
    }
}

/// What stands in a folder and is called almost as a manifest is.
fn misnamed(folder: &Path) -> Vec<Skipped> {
    let inside = folder.strip_prefix(".").unwrap_or(folder);
    let paths = MISNAMED.iter().map(|name| inside.join(name));
    let paths = paths.filter(|path| files::exists(path) && !is_manifest(folder, path));
    let skipped = |path: PathBuf| Skipped {
        path: path.display().to_string(),
        why: format!("a manifest is called `{}`", manifest::NAME),
    };
    paths.map(skipped).collect()
}

/// Where the system takes two names for one, there is one file.
fn is_manifest(folder: &Path, path: &Path) -> bool {
    has_manifest(folder) && Identity::of(path).is(&Identity::of(&folder.join(manifest::NAME)))
}

/// What a manifest is called by mistake.
const MISNAMED: [&str; 4] =
    ["riskwright.yml", ".riskwright.yaml", ".riskwright.yml", "Riskwright.yaml"];

fn has_manifest(folder: &Path) -> bool {
    files::exists(&folder.join(manifest::NAME))
}

fn same(a: &Path, b: &Path) -> bool {
    let place = |folder: &Path| fs::canonicalize(folder).ok();
    place(a) == place(b)
}

/// Says that a manifest counts which stands neither here nor in the folder that was named.
fn under(data: &[Entry], folder: &Path) -> Diagnostic {
    let named = data.iter().find(|entry| entry.by == By::User);
    let named = named.map(|entry| entry.path.display().to_string()).unwrap_or_default();
    let manifest = folder.join(manifest::NAME).display().to_string();
    let told = Diagnostic::bare("RW024", format!("`{named}` is checked under `{manifest}`"));
    Diagnostic { level: Level::Note, ..told }
}

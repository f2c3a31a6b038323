//! The rule files of a run, and those that they use.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::door::{By, Door};
use super::ended::Stop;
use super::files::{self, Wanted};
use super::identity::Identity;
use super::manifest::{Manifest, WAIVERS};
use super::problem::Problem;
use crate::pack;
use crate::report::Skipped;
use crate::source::{Bytes, FileId, Sources};

/// The rule files of a run.
pub(super) struct Rules<'d> {
    /// The files that the run names.
    pub(super) roots: Vec<FileId>,
    /// Where they are: a profile may name a file that is among the run's own.
    paths: FxHashSet<PathBuf>,
    /// What was passed over in folders of rules.
    pub(super) skipped: Vec<Skipped>,
    /// Where names of `use` are looked for, beside the folder of the file that uses them.
    folders: Vec<PathBuf>,
    door: &'d Door,
    /// What is used and cannot be read.
    refused: RefCell<Vec<Problem>>,
}

impl<'d> Rules<'d> {
    /// Those of the command line, else of the manifest, else the packs; and those that the
    /// manifest's chosen profile adds. Beside a manifest whose rules are taken stand its waivers.
    pub(super) fn find(
        named: &[PathBuf],
        manifest: Option<&Manifest>,
        door: &'d Door,
        sources: &mut Sources,
    ) -> Result<Rules<'d>, Stop> {
        let mut paths: Vec<(PathBuf, By)> = match manifest {
            _ if !named.is_empty() => named.iter().map(|path| (path.clone(), By::User)).collect(),
            Some(m) => m.settings.rules.iter().map(|p| (m.under(p), By::Project)).collect(),
            None => Vec::new(),
        };
        let mut rules = Rules {
            roots: Vec::new(),
            paths: FxHashSet::default(),
            skipped: Vec::new(),
            folders: Vec::new(),
            door,
            refused: RefCell::default(),
        };
        if paths.is_empty() {
            let packs = pack::PACKS.iter().filter(|pack| pack.default);
            rules.roots = packs.map(|pack| sources.add_text(pack.file, pack.text)).collect();
        }
        let added = manifest.iter().flat_map(|m| m.added.iter().map(|path| m.under(path)));
        paths.extend(added.map(|path| (path, By::Project)));
        let mut wrong = Vec::new();
        for (path, by) in paths {
            wrong.extend(rules.add(&path, by, sources).err());
        }
        if let Some(path) = waivers(named, manifest).filter(|path| files::exists(path)) {
            wrong.extend(rules.add_unless_there(&path, sources).err());
        }
        rules.folders.extend(manifest.map(|m| m.folder.clone()));
        let wrong: Stop = wrong.into_iter().flatten().collect();
        if wrong.is_empty() { Ok(rules) } else { Err(wrong) }
    }

    /// Adds a file of the project that may be among the others already, by whatever name.
    fn add_unless_there(&mut self, path: &Path, sources: &mut Sources) -> Result<(), Stop> {
        match self.door.has_read(&Identity::of(path)) {
            true => Ok(()),
            false => self.add(path, By::Project, sources),
        }
    }

    fn add(&mut self, path: &Path, by: By, sources: &mut Sources) -> Result<(), Stop> {
        let is_folder = files::is_folder(path);
        let folder = if is_folder { path } else { path.parent().unwrap_or(Path::new("")) };
        if by == By::User {
            let here = folder.as_os_str().is_empty();
            self.door.admit(if here { Path::new(".") } else { folder });
        }
        let found = files::expand(path, Wanted::Rules, by, self.door)?;
        if found.files.is_empty() {
            return Err(Problem::NoRuleFiles { path: path.display().to_string() }.into());
        }
        self.skipped.extend(found.skipped);
        self.folders.push(folder.to_owned());
        // In a folder that the user names, links may lead anywhere.
        let by = if is_folder { By::Project } else { by };
        for path in found.files {
            if !self.paths.contains(&path) {
                let name = path.display().to_string();
                self.roots.push(sources.add(name, self.door.read(&path, by)?));
                self.paths.insert(path);
            }
        }
        Ok(())
    }

    /// The file that `use a.b` means: `a/b.risk` beside the file that uses it, or below a folder
    /// of rules. The checker reports a name that leads nowhere.
    pub(super) fn used(&self, name: &str, user: &str) -> Option<(String, Bytes)> {
        let relative = PathBuf::from(name.replace('.', "/")).with_extension("risk");
        let beside = Path::new(user).parent().unwrap_or(Path::new("")).to_owned();
        let folders = std::iter::once(&beside).chain(&self.folders);
        let path = folders.map(|folder| folder.join(&relative)).find(|p| files::exists(p))?;
        match self.door.read(&path, By::Project) {
            Ok(bytes) => Some((path.display().to_string(), bytes)),
            Err(problem) => {
                self.refused.borrow_mut().push(problem);
                None
            }
        }
    }

    /// What is used, is there, and cannot be read.
    pub(super) fn refused(&self) -> Stop {
        self.refused.take().into_iter().map(Into::into).collect()
    }
}

/// The file of waivers beside the manifest whose rules are taken.
pub(super) fn waivers(named: &[PathBuf], manifest: Option<&Manifest>) -> Option<PathBuf> {
    manifest.filter(|_| named.is_empty()).map(|manifest| manifest.under(WAIVERS))
}

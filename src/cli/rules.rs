//! The rule files of a run, and those that they use.

use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::problem::Problem;
use super::{Stop, files};
use crate::pack;
use crate::source::{Bytes, FileId, Sources};

/// The rule files of a run.
pub(super) struct Rules {
    /// The files that the run names.
    pub(super) roots: Vec<FileId>,
    /// Where names of `use` are looked for, beside the folder of the file that uses them.
    folders: Vec<PathBuf>,
}

impl Rules {
    /// Those of the command line, else of the manifest, else the packs; and those that the
    /// manifest's chosen profile adds.
    pub(super) fn find(
        named: &[PathBuf],
        manifest: Option<&Manifest>,
        sources: &mut Sources,
    ) -> Result<Rules, Stop> {
        let named: Vec<PathBuf> = match manifest {
            _ if !named.is_empty() => named.to_owned(),
            Some(m) => m.settings.rules.paths().iter().map(|p| m.under(p)).collect(),
            None => Vec::new(),
        };
        let mut rules = Rules { roots: Vec::new(), folders: Vec::new() };
        if named.is_empty() {
            let packs = pack::PACKS.iter().filter(|pack| pack.default);
            rules.roots = packs.map(|pack| sources.add_text(pack.file, pack.text)).collect();
        }
        let added = manifest.iter().flat_map(|m| m.added.iter().map(|path| m.under(path)));
        let mut wrong = Vec::new();
        for path in named.iter().cloned().chain(added) {
            wrong.extend(rules.add(&path, sources).err());
        }
        rules.folders.extend(manifest.map(|m| m.folder.clone()));
        let wrong: Stop = wrong.into_iter().flatten().collect();
        if wrong.is_empty() { Ok(rules) } else { Err(wrong) }
    }

    fn add(&mut self, path: &Path, sources: &mut Sources) -> Result<(), Stop> {
        let found = files::expand(path, &|p| p.extension().is_some_and(|e| e == "risk"))?;
        if found.is_empty() {
            return Err(Problem::NoRuleFiles { path: path.display().to_string() }.into());
        }
        self.folders.push(if files::is_folder(path) {
            path.to_owned()
        } else {
            path.parent().unwrap_or(Path::new("")).to_owned()
        });
        for path in found {
            let name = path.display().to_string();
            // A profile may name a file that is among the run's own.
            if !self.roots.iter().any(|root| *sources.file(*root).name == *name) {
                self.roots.push(sources.add(name, files::read(&path)?));
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
        let bytes = files::read(&path).ok()?;
        Some((path.display().to_string(), bytes))
    }
}

//! What reports call files: the same from whichever working folder a run is started, and however its
//! folders are spelled.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::door::{CHECKOUT, unreadable};
use super::entry::Entry;
use super::problem::Problem;
use crate::pack;
use crate::report::Skipped;
use crate::source::Sources;

/// The folder that paths in reports are seen from.
#[derive(Clone)]
pub(super) struct Naming {
    /// Without links and detours.
    root: PathBuf,
}

impl Naming {
    /// As seen from a folder that is named, else from the top of the checkout that holds the data, else
    /// from the working folder.
    pub(super) fn find(named: Option<&Path>, data: &[OsString]) -> Result<Naming, Problem> {
        let whole = |folder: &Path| {
            let found = fs::canonicalize(folder).and_then(|place| match place.is_dir() {
                true => Ok(place),
                false => Err(std::io::ErrorKind::NotADirectory.into()),
            });
            found.map_err(|error| unreadable(folder, &error))
        };
        if let Some(folder) = named {
            return Ok(Naming { root: whole(folder)? });
        }
        let here = whole(Path::new("."))?;
        let data = data.first().map(|one| Entry::from_argument(one).path);
        let place = data.and_then(|path| fs::canonicalize(path).ok());
        let place = place.as_deref().unwrap_or(&here);
        let checkout = place.ancestors().find(|above| above.join(CHECKOUT).exists());
        Ok(Naming { root: checkout.unwrap_or(&here).to_owned() })
    }

    /// The folder, without links and detours.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// What a path is called. What is no path of this machine keeps its name. A link goes by its own,
    /// as that is where its folder has it.
    pub(super) fn of(&self, path: &Path) -> String {
        let own = path.file_name().filter(|_| fs::symlink_metadata(path).is_ok());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok();
        match folder.zip(own) {
            Some((folder, own)) => self.seen(&folder.join(own)),
            // A folder that is named by dots alone.
            None => match fs::canonicalize(path) {
                Ok(place) => self.seen(&place),
                Err(_) => path.display().to_string(),
            },
        }
    }

    /// The way to a place: through the folders above the root where it is not below.
    fn seen(&self, place: &Path) -> String {
        let shared = self.root.components().zip(place.components());
        let shared = shared.take_while(|(a, b)| a == b).count();
        let up = self.root.components().count() - shared;
        // Nothing is shared with another drive.
        if shared == 0 {
            return place.display().to_string();
        }
        let down = place.components().skip(shared).map(Component::as_os_str);
        let down = down.map(|part| part.to_string_lossy().into_owned());
        let parts: Vec<String> = std::iter::repeat_n("..".to_owned(), up).chain(down).collect();
        if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
    }

    /// Has all files of a run called so; what is part of the program goes by its name anywhere.
    pub(super) fn name(&self, sources: &mut Sources) {
        let naming = self.clone();
        sources.call_by(Arc::new(move |name, bytes| {
            let shipped = pack::with_text(bytes).is_some_and(|pack| *pack.file == *name);
            (!shipped).then(|| naming.of(Path::new(name)))
        }));
    }

    /// What was passed over, called so.
    pub(super) fn skipped(&self, mut skipped: Vec<Skipped>) -> Vec<Skipped> {
        for file in &mut skipped {
            file.path = self.of(Path::new(&file.path));
        }
        skipped.sort_by(|a, b| (&a.path, &a.why).cmp(&(&b.path, &b.why)));
        skipped
    }
}

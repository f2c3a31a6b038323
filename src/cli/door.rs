//! What a run may read, and what it has read: a project's own paths do not lead out of it, and
//! nothing that was read is written over.

use std::cell::RefCell;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::identity::Identity;
use super::problem::{Problem, reason};
use crate::source::Bytes;

/// Who names a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// The user, on the command line: whatever it is, it is meant.
    User,
    /// The project: a manifest, a `use`, a link in a folder. Who runs a stranger's project has not
    /// agreed to let it read, and print, any file of the machine.
    Project,
}

/// The one door that files come in by.
pub(super) struct Door {
    /// The folders that a project's paths stay in.
    bounds: RefCell<Vec<PathBuf>>,
    /// Whether they may lead anywhere.
    open: bool,
    read: RefCell<Vec<Identity>>,
    /// The files that were read, as they were then.
    files: RefCell<Vec<(PathBuf, Metadata)>>,
}

impl Door {
    /// A door that lets a project's paths lead anywhere only if it is `open`.
    pub(super) fn new(open: bool) -> Door {
        let (bounds, read, files) = Default::default();
        Door { bounds, open, read, files }
    }

    /// Lets paths of the project lead to what is in a folder, and in the checkout that it is in.
    pub(super) fn admit(&self, folder: &Path) {
        let Ok(folder) = fs::canonicalize(folder) else { return };
        let checkout = folder.ancestors().find(|above| above.join(CHECKOUT).exists());
        let top = checkout.unwrap_or(&folder).to_owned();
        self.bounds.borrow_mut().push(top);
    }

    /// Reads a file; `-` is standard input.
    pub(super) fn read(&self, path: &Path, by: By) -> Result<Bytes, Problem> {
        if path.as_os_str() == "-" {
            self.read.borrow_mut().extend(Identity::of_stdin());
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            return read.map(|_| Arc::new(bytes) as Bytes).map_err(|e| unreadable(path, &e));
        }
        self.check(path, by)?;
        let (bytes, about) = read_file(path).map_err(|error| unreadable(path, &error))?;
        self.read.borrow_mut().push(Identity::of(path));
        self.files.borrow_mut().push((path.to_owned(), about));
        Ok(Arc::new(bytes))
    }

    /// Sees to it that all files that were read stood side by side: where one has changed
    /// meanwhile, what was read is a mixture of before and after.
    pub(super) fn settled(&self) -> Result<(), Problem> {
        for (path, then) in self.files.borrow().iter().filter(|(_, then)| then.is_file()) {
            let now = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
            if has_changed(then, &now) {
                return Err(unreadable(path, &changed()));
            }
        }
        Ok(())
    }

    /// Sees to it that a path may be read, or a folder listed.
    pub(super) fn check(&self, path: &Path, by: By) -> Result<(), Problem> {
        if by == By::User || self.open {
            return Ok(());
        }
        // What is not there is told by reading it.
        let Ok(place) = fs::canonicalize(path) else { return Ok(()) };
        let name = || path.display().to_string();
        let bounds = self.bounds.borrow();
        let mut inside = bounds.iter().filter_map(|bound| place.strip_prefix(bound).ok());
        // What a checkout keeps of its own may be the password that it was made with.
        let inner = |way: &Path| way.components().any(|part| part.as_os_str() == CHECKOUT);
        if !inside.any(|way| !inner(way)) {
            return Err(Problem::Outside { path: name() });
        }
        let special = fs::metadata(&place).is_ok_and(|about| !about.is_file() && !about.is_dir());
        if special {
            let why = "it is no regular file".to_owned();
            return Err(Problem::Unreadable { path: name(), why });
        }
        Ok(())
    }

    /// The files that were read.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.files.borrow().iter().map(|(path, _)| path.clone()).collect()
    }

    /// Whether something was read from there, by whatever name or link.
    pub(super) fn has_read(&self, place: &Identity) -> bool {
        self.read.borrow().iter().any(|read| read.is(place))
    }
}

/// What the folder of a checkout holds.
pub(super) const CHECKOUT: &str = ".git";

/// Reads a file into memory, whole and at one moment: one that changes meanwhile is told, as what
/// was read of it may be half of what it was and half of what it is.
fn read_file(path: &Path) -> io::Result<(Vec<u8>, Metadata)> {
    let mut file = File::open(path)?;
    let before = file.metadata()?;
    if before.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    if before.is_file() {
        let size = usize::try_from(before.len()).map_err(|_| io::ErrorKind::OutOfMemory)?;
        bytes.try_reserve_exact(size).map_err(|_| io::ErrorKind::OutOfMemory)?;
    }
    file.read_to_end(&mut bytes)?;
    let after = file.metadata()?;
    // What the system makes up while it is read has no size.
    let short = bytes.len() as u64 != before.len() && after.len() > 0;
    if before.is_file() && (short || has_changed(&before, &after)) {
        return Err(changed());
    }
    Ok((bytes, before))
}

fn has_changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len() || before.modified().ok() != after.modified().ok()
}

fn changed() -> io::Error {
    io::Error::other("it changed while it was read")
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::Unreadable { path: path.display().to_string(), why: reason(error) }
}

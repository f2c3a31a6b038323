//! Which file a path leads to, whatever it is called.

use std::fs;
use std::path::{Path, PathBuf};

/// A file, by all that can tell it from others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Identity {
    /// Its path without links, dots and the like.
    path: Option<PathBuf>,
    /// The device it is on and its number there, where the system tells.
    node: Option<(u64, u64)>,
}

impl Identity {
    /// What a path leads to, or will lead to once something is written there.
    pub(super) fn of(path: &Path) -> Identity {
        let there = fs::canonicalize(path).ok();
        let to_be = || {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
            Some(folder.join(path.file_name()?))
        };
        let node = fs::metadata(path).ok().and_then(|about| node(&about));
        Identity { path: there.or_else(to_be), node }
    }

    /// Whether both are one file.
    pub(super) fn is(&self, other: &Identity) -> bool {
        let same = |a: bool, known: bool| known && a;
        same(self.path == other.path, self.path.is_some())
            || same(self.node == other.node, self.node.is_some())
    }

    /// The file that standard input comes from, if it is one.
    #[cfg(unix)]
    pub(super) fn of_stdin() -> Option<Identity> {
        use std::os::fd::AsFd;
        of_open(std::io::stdin().as_fd().try_clone_to_owned().ok()?.into())
    }

    /// The file that standard output goes to, if it is one.
    #[cfg(unix)]
    pub(super) fn of_stdout() -> Option<Identity> {
        use std::os::fd::AsFd;
        of_open(std::io::stdout().as_fd().try_clone_to_owned().ok()?.into())
    }

    /// Not every system tells which file that is.
    #[cfg(not(unix))]
    pub(super) fn of_stdin() -> Option<Identity> {
        None
    }

    /// Not every system tells which file that is.
    #[cfg(not(unix))]
    pub(super) fn of_stdout() -> Option<Identity> {
        None
    }
}

/// Pipes and terminals are written and read at once without harm.
#[cfg(unix)]
fn of_open(file: fs::File) -> Option<Identity> {
    let about = file.metadata().ok().filter(fs::Metadata::is_file)?;
    Some(Identity { path: None, node: node(&about) })
}

#[cfg(unix)]
fn node(about: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn node(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

//! Files that a run writes: whole or not at all, and in place of nothing that it reads.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use super::door::Door;
use super::identity::Identity;
use super::problem::{Problem, reason};
use crate::report::Out;

/// Sees to it that what is written takes the place of nothing that was read, nor of something
/// else that is written; standard output, too, may go to a file.
pub(super) fn spare<'p>(
    written: impl IntoIterator<Item = &'p Path>,
    door: &Door,
) -> Result<(), Problem> {
    let mut places: Vec<Identity> = Vec::new();
    for path in written {
        let place = Identity::of(path);
        if door.has_read(&place) {
            return Err(unwritable(path, "it is one of the files that are read"));
        }
        if places.iter().any(|known| known.is(&place)) {
            return Err(unwritable(path, "it is written twice"));
        }
        target(path)?;
        places.push(place);
    }
    let printed = Identity::of_stdout();
    if printed.is_some_and(|place| door.has_read(&place)) {
        return Err(unwritable(
            Path::new("standard output"),
            "it is one of the files that are read",
        ));
    }
    Ok(())
}

/// A file that is being written. It appears whole or not at all: until it is kept, it has another
/// name.
pub(super) struct Pending {
    part: NamedTempFile,
    path: PathBuf,
    place: PathBuf,
    permissions: Option<Permissions>,
}

impl Pending {
    /// Begins a file.
    pub(super) fn begin(path: &Path) -> Result<Pending, Problem> {
        let (place, permissions) = target(path)?;
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        let part = part(&permissions)
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            .map_err(|error| unwritable(path, reason(&error)))?;
        Ok(Pending { part, path: path.to_owned(), place, permissions })
    }

    /// Where it is written.
    pub(super) fn out(&mut self) -> Out<'_> {
        Box::new(self.part.as_file_mut())
    }

    /// Puts it in its place, if all of it was written.
    pub(super) fn keep(self, written: io::Result<()>) -> Result<(), Problem> {
        let Pending { part, path, place, permissions } = self;
        let keep = || {
            written?;
            if let Some(permissions) = permissions {
                // A report that only some may read stays theirs.
                part.as_file().set_permissions(permissions)?;
            }
            part.as_file().sync_all()?;
            part.persist(&place).map(|_| ()).map_err(|error| error.error)
        };
        keep().map_err(|error| unwritable(&path, reason(&error)))
    }
}

/// Writes a file so that it appears whole or not at all.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut file = Pending::begin(path)?;
    let written = file.out().write_all(bytes);
    file.keep(written)
}

/// Writes a file in the place of what was read of it, or of nothing where there was none. Where
/// somebody else has written it meanwhile nothing is written: what they said would be lost.
pub(super) fn replace(path: &Path, read: Option<&[u8]>, bytes: &[u8]) -> Result<(), Problem> {
    let _alone = Lock::take(path)?;
    let now = match fs::read(path) {
        Ok(now) => Some(now),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(unwritable(path, reason(&error))),
    };
    match now.as_deref() == read {
        true => write_whole(path, bytes),
        false => Err(unwritable(path, "somebody else has written it meanwhile: run this again")),
    }
}

/// That nobody else writes such a file in a folder, as long as it is held.
struct Lock(PathBuf);

impl Lock {
    /// Waits until nobody else does.
    fn take(path: &Path) -> Result<Lock, Problem> {
        let lock = path.with_file_name(LOCK);
        for _ in 0..PATIENCE {
            match File::create_new(&lock) {
                Ok(_) => return Ok(Lock(lock)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    thread::sleep(Duration::from_millis(20));
                }
                Err(error) => return Err(unwritable(path, reason(&error))),
            }
        }
        let lock = lock.display();
        Err(unwritable(path, format!("somebody else does: where nobody does, delete `{lock}`")))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What is left is told to whoever comes next.
        let _ = fs::remove_file(&self.0);
    }
}

/// The file that is there while another is replaced.
const LOCK: &str = ".riskwright-lock";

/// How often it is looked whether it is there still.
const PATIENCE: u32 = 500;

/// Where a path leads, and the permissions of what is there. Through links a file is replaced
/// where it stands; what is no file, such as a pipe or a device, is not replaced.
fn target(path: &Path) -> Result<(PathBuf, Option<Permissions>), Problem> {
    let link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(unwritable(path, "it is a folder")),
        Ok(about) if !about.is_file() => Err(unwritable(path, "it is no regular file")),
        Ok(about) => {
            let place = fs::canonicalize(path).map_err(|e| unwritable(path, reason(&e)))?;
            Ok((place, Some(about.permissions())))
        }
        Err(_) if link => Err(unwritable(path, "it is a link that leads nowhere")),
        Err(_) => Ok((path.to_owned(), None)),
    }
}

/// A new file of a name that nobody can guess. Where it takes the place of another it is its
/// owner's alone until it has the other's permissions.
#[cfg(unix)]
fn part(known: &Option<Permissions>) -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    builder.prefix(PART);
    if known.is_none() {
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder
}

#[cfg(not(unix))]
fn part(_: &Option<Permissions>) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PART);
    builder
}

/// How the names of unfinished files begin; with a dot, they are no records of a later run.
const PART: &str = ".riskwright-";

/// Writes a new file and the folders above it.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Problem> {
    let folders = path.parent().map_or(Ok(()), fs::create_dir_all);
    let create = || File::create_new(path)?.write_all(text.as_bytes());
    folders.and_then(|()| create()).map_err(|error| unwritable(path, reason(&error)))
}

fn unwritable(path: &Path, why: impl Into<String>) -> Problem {
    Problem::Unwritable { path: path.display().to_string(), why: why.into() }
}

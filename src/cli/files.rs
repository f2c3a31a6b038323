//! The one door to the file system: reading, listing, and writing whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::problem::Problem;
use crate::source::{Bytes, Sources};

/// From which size on a file is mapped instead of copied.
const LARGE: u64 = 1 << 20;

/// Reads a file; `-` is standard input.
pub(super) fn read(path: &Path) -> Result<Bytes, Problem> {
    let read = if path.as_os_str() == "-" { read_stdin() } else { read_file(path) };
    read.map_err(|error| unreadable(path, &error))
}

fn read_stdin() -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(Arc::new(bytes))
}

fn read_file(path: &Path) -> io::Result<Bytes> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if about.is_file() && about.len() >= LARGE {
        return map(&file);
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    file.read_to_end(&mut bytes)?;
    Ok(Arc::new(bytes))
}

#[allow(
    unsafe_code,
    reason = "mapping is the only way to read what is larger than memory; who changes a file \
              while it is checked gets a wrong report either way"
)]
fn map(file: &File) -> io::Result<Bytes> {
    // SAFETY: the map is only read, and nothing in this program writes to a file it has mapped.
    let map = unsafe { memmap2::Mmap::map(file)? };
    Ok(Arc::new(map))
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::Unreadable { path: path.display().to_string(), why: reason(error) }
}

/// An I/O error in words, without the operating system's number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = error.to_string().to_lowercase();
            text.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

/// The file itself, or for a folder those files below it that are wanted, in order of path.
/// Hidden files and folders are left out.
pub(super) fn expand(path: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Problem> {
    if path.as_os_str() == "-" || !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    descend(path, wanted, &mut found).map_err(|error| unreadable(path, &error))?;
    found.sort();
    Ok(found)
}

fn descend(
    folder: &Path,
    wanted: &dyn Fn(&Path) -> bool,
    found: &mut Vec<PathBuf>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        // A link to a folder is not followed: it may lead back.
        if entry.file_type()?.is_dir() {
            descend(&path, wanted, found)?;
        } else if wanted(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether there is such a file.
pub(super) fn exists(path: &Path) -> bool {
    path.exists()
}

/// Sees to it that what is written takes the place of nothing that was read.
pub(super) fn spare<'p>(
    written: impl IntoIterator<Item = &'p Path>,
    sources: &Sources,
) -> Result<(), Problem> {
    for path in written {
        // A file that is not there yet takes no place.
        let Ok(place) = fs::canonicalize(path) else { continue };
        let mut read = sources.iter().filter_map(|(_, read)| fs::canonicalize(&*read.name).ok());
        if read.any(|read| read == place) {
            let why = "it is one of the files that are read".to_owned();
            return Err(Problem::Unwritable { path: path.display().to_string(), why });
        }
    }
    Ok(())
}

/// Whether there is such a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Writes a file so that it appears whole or not at all.
pub(super) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Problem> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = File::create(&part).and_then(|mut file| {
        write(&mut file)?;
        file.flush()
    });
    written.and_then(|()| fs::rename(&part, path)).map_err(|error| {
        let _ = fs::remove_file(&part);
        Problem::Unwritable { path: path.display().to_string(), why: reason(&error) }
    })
}

/// Writes a new file and the folders above it.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Problem> {
    let folders = path.parent().map_or(Ok(()), fs::create_dir_all);
    let create = || File::create_new(path)?.write_all(text.as_bytes());
    folders.and_then(|()| create()).map_err(|error| Problem::Unwritable {
        path: path.display().to_string(),
        why: reason(&error),
    })
}

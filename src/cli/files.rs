//! Files and folders: what is there, what a folder holds, and what is passed over in it.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::door::{By, Door, unreadable};
use super::manifest;
use super::problem::Problem;
use crate::record::Format;
use crate::report::Skipped;

/// Whether there is such a file.
pub(super) fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether a file is another or lies in it, by whatever names they go.
pub(super) fn is_below(path: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// Whether there is such a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a path, also one that leads to nothing yet, is below a folder.
pub(super) fn is_inside(path: &Path, folder: &Path) -> bool {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    let above = fs::canonicalize(above.unwrap_or(Path::new(".")));
    above
        .ok()
        .zip(fs::canonicalize(folder).ok())
        .is_some_and(|(above, folder)| above.starts_with(folder))
}

/// What is looked for in a folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    Records,
    Rules,
}

/// The files of a path, and what was passed over to find them.
#[derive(Default)]
pub(super) struct Listing {
    /// In order of path.
    pub(super) files: Vec<PathBuf>,
    pub(super) skipped: Vec<Skipped>,
    /// Folders below the path that have a manifest of their own.
    pub(super) projects: Vec<PathBuf>,
}

/// The file itself, or for a folder those files below it that are wanted.
pub(super) fn expand(path: &Path, wanted: Wanted, by: By, door: &Door) -> Result<Listing, Problem> {
    if path.as_os_str() == "-" || !path.is_dir() {
        return Ok(Listing { files: vec![path.to_owned()], ..Listing::default() });
    }
    door.check(path, by)?;
    let mut found = Listing::default();
    descend(path, wanted, &mut found)?;
    found.files.sort();
    found.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    found.projects.sort();
    Ok(found)
}

fn descend(folder: &Path, wanted: Wanted, found: &mut Listing) -> Result<(), Problem> {
    let wrong = |error: io::Error| unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        let (path, name) = (entry.path(), entry.file_name());
        let kind = entry.file_type().map_err(wrong)?;
        let hidden = name.as_encoded_bytes().starts_with(b".");
        let why = if is_known(&name, wanted) {
            continue;
        } else if hidden {
            HIDDEN
        } else if kind.is_dir() {
            if path.join(manifest::NAME).exists() {
                found.projects.push(path.clone());
            }
            descend(&path, wanted, found)?;
            continue;
        } else if kind.is_symlink() && path.is_dir() {
            LINK
        } else if wanted.takes(&name) {
            found.files.push(path);
            continue;
        } else {
            wanted.unknown()
        };
        found.skipped.push(Skipped { path: path.display().to_string(), why: why.to_owned() });
    }
    Ok(())
}

/// Why files are passed over.
const HIDDEN: &str = "its name begins with a dot";
const LINK: &str = "it is a link to a folder, which may lead back";

impl Wanted {
    fn takes(self, name: &OsStr) -> bool {
        let name = name.to_string_lossy();
        match self {
            Wanted::Records => Format::of(&name).is_some(),
            Wanted::Rules => Path::new(&*name).extension().is_some_and(|e| e == "risk"),
        }
    }

    fn unknown(self) -> &'static str {
        match self {
            Wanted::Records => "its ending is that of no record file",
            Wanted::Rules => "its ending is not `.risk`",
        }
    }
}

/// What lies beside records and rules, and is known to be neither.
fn is_known(name: &OsStr, wanted: Wanted) -> bool {
    let other = match wanted {
        Wanted::Records => Wanted::Rules,
        Wanted::Rules => Wanted::Records,
    };
    let text = name.to_string_lossy();
    let (stem, ending) = text.split_once('.').unwrap_or((&text, ""));
    let read_me = ["README", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT"].contains(&stem)
        && ["", "md", "txt", "rst"].contains(&ending);
    name == manifest::NAME
        || name == manifest::BASELINE
        || (other.takes(name) && !text.starts_with('.'))
        || read_me
        || KNOWN.contains(&&*text)
}

/// What systems and checkouts leave in folders.
const KNOWN: [&str; 8] = [
    ".git",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".gitkeep",
    ".gitlab-ci.yml",
    ".gitmodules",
    ".DS_Store",
];

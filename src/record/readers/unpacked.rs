//! How much a packed file may hold: what is small on disk and huge in memory is refused, not tried.

use std::io::{self, Read, Seek};

use crate::record::error::Problem;
use crate::record::problems::grouped;

/// What any file may unpack to, in bytes.
const ALWAYS: u64 = 64 << 20;

/// How many times its size a file may unpack to: workbooks and tables of text come to ten or twenty,
/// and with little in them but repetitions to some more.
const TIMES: u64 = 200;

/// What no file may unpack to, in bytes.
const NEVER: u64 = 8 << 30;

/// The name of the text that a file packs: `deals.csv` of `deals.csv.gz`.
pub(super) fn name(path: &str) -> &str {
    let packed = |ending: &str| {
        let at = path.len().checked_sub(ending.len())?;
        path.get(at..)?.eq_ignore_ascii_case(ending).then(|| path.get(..at))?
    };
    packed(".gz").or_else(|| packed(".zst")).unwrap_or(path)
}

/// How many bytes a file of that size may unpack to.
pub(in crate::record) fn most(packed: usize) -> u64 {
    (packed as u64).saturating_mul(TIMES).clamp(ALWAYS, NEVER)
}

/// Sees to it that all parts of an archive, unpacked, are no more than that. What the archive says
/// of their sizes may be a lie, so each is unpacked once, and forgotten.
pub(super) fn check_archive<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    packed: usize,
) -> Result<(), Problem> {
    let most = most(packed);
    let mut total = 0;
    for part in 0..archive.len() {
        let mut part = archive.by_index(part).map_err(|_| damaged())?;
        let left = most.saturating_sub(total).saturating_add(1);
        total += io::copy(&mut part.by_ref().take(left), &mut io::sink()).map_err(|_| damaged())?;
        if total > most {
            return Err(too_large(most));
        }
    }
    Ok(())
}

fn damaged() -> Problem {
    Problem::Unopened { what: "it is cut short, or damaged".to_owned(), help: None }
}

/// What to say of a file that holds more than it may.
pub(in crate::record) fn too_large(most: u64) -> Problem {
    let what = format!("unpacked it has more than {} bytes", grouped(most));
    let help = "unpack it first if it is what it should be, and split it";
    Problem::Unopened { what, help: Some(help.to_owned()) }
}

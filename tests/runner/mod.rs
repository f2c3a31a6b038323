//! Runs the case files below `tests/cases`: rules and records in, verdicts, messages and
//! diagnostics out. Adding a case needs no Rust; `tests/cases/README.md` says how.

pub(crate) mod anew;
mod case;
mod expect;
pub(crate) mod grades;
mod stakes;
mod waivers;

pub(crate) use case::{Block, Case};
pub(crate) use expect::{check, vocabulary};

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn case_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
            let path = entry.path();
            let readme = path.file_name().is_some_and(|name| name == "README.md");
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") && !readme {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_case_holds() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for path in case_files() {
        let text = fs::read_to_string(&path).expect("case files are UTF-8");
        let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&path).display();
        for case in Case::all(&text) {
            cases += 1;
            let place = format!("{name}: {}", case.name);
            match std::panic::catch_unwind(|| check(&case)) {
                Ok(problems) => {
                    wrong.extend(problems.into_iter().map(|p| format!("{place}\n    {p}")))
                }
                Err(_) => wrong.push(format!("{place}\n    it panics")),
            }
        }
    }
    // Cargo shows it with --nocapture: how many cases there are.
    eprintln!("{cases} cases");
    assert!(cases > 0, "no cases");
    assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
}

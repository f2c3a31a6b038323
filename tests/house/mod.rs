//! The house rules: floors, nevers, sizes, names, and that everything with a code is documented.

mod circles;
mod documented;
mod floors;
mod packages;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder of the project with one of the endings, as (path from the
/// project's root, text).
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if endings.contains(&ending) {
                let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                found.push((name, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no files below {folder}");
    found
}

/// The part of a source file that is not tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

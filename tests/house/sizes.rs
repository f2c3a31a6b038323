//! Files and names that stay readable.

use super::files;

/// No file is longer.
const LINES: usize = 500;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "misc", "common"];

/// What must not be left behind. Split so that this file does not find itself.
const LEFT_OVER: &[&str] =
    &[concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!(")];

#[test]
fn files_are_short_enough_to_read() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for (path, text) in files(folder, &["rs"]) {
            let lines = text.lines().count();
            if lines > LINES {
                wrong.push(format!("{path} has {lines} lines; split it by what it is about"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_say_what_is_inside() {
    for (path, _) in files("src", &["rs"]) {
        for part in path.trim_end_matches(".rs").split('/') {
            assert!(!EMPTY_NAMES.contains(&part), "{path}: `{part}` says nothing");
        }
    }
}

#[test]
fn nothing_is_left_over() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in files(folder, &["rs"]) {
            for word in LEFT_OVER {
                assert!(!text.contains(word), "{path} still has `{word}`");
            }
        }
    }
}

#[test]
fn every_room_says_what_it_is_for() {
    for (path, text) in files("src", &["rs"]) {
        let line = text.lines().next().unwrap_or_default();
        assert!(line.starts_with("//!"), "{path} does not begin with what it is for");
    }
}

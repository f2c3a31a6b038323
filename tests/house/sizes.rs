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

/// No function is longer.
const FUNCTION: usize = 80;

/// Those that are one match, an arm for each variant, with nothing to be split by.
const FLAT: &[(&str, &str)] = &[
    ("src/check/error.rs", "diagnose"),
    ("src/cli/problem.rs", "help"),
    ("src/ir/print/mod.rs", "op"),
    ("src/record/error.rs", "help"),
    ("src/syntax/names.rs", "notion"),
];

/// The functions of a formatted file, with how many lines each has.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        // What may stand before it: `pub(in crate::report) const`.
        let opens = |c: char| c.is_alphanumeric() || "()_: ".contains(c);
        let Some((_, name)) =
            code.split_once("fn ").filter(|(before, _)| before.chars().all(opens))
        else {
            continue;
        };
        let name = name.split(['(', '<']).next().unwrap_or(name);
        let ends = format!("{:indent$}}}", "");
        let mut after = lines.iter().skip(at).enumerate();
        if !line.ends_with(['}', ';'])
            && let Some((last, _)) = after.find(|(_, line)| line.trim_end() == ends)
        {
            found.push((name, last + 1));
        }
    }
    found
}

#[test]
fn functions_fit_a_screen() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        let tests = path.contains("/tests/") || path.ends_with("tests.rs");
        for (name, lines) in functions(&text) {
            let flat = FLAT.iter().any(|(file, of)| *file == path && *of == name);
            if lines > FUNCTION && !flat && !tests {
                wrong.push(format!("{path}: `{name}` has {lines} lines"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn functions_are_measured() {
    let text = "impl A {\n    pub(super) fn short(\n        &self,\n    ) -> B {\n        c\n    }\n}\n\nfn one() {}\n";
    assert_eq!(functions(text), [("short", 5)]);
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

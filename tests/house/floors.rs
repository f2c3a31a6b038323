//! A room imports only from lower floors, and neighbours on a floor do not know each other.

use super::{files, without_tests};

/// The rooms, lowest floor first.
const FLOORS: &[&[&str]] = &[
    &["alarm"],
    &["source", "value"],
    &["ty", "operator"],
    &["meaning"],
    &["diagnostic", "outcome", "builtins", "pack", "network"],
    &["syntax", "ir", "record", "report", "picture"],
    &["check", "eval"],
    &["assess"],
    &["pipeline", "diff"],
    &["library", "model", "draft"],
    &["cli"],
];

/// `meaning` stands alone on its floor: what is above it has one place to ask what operators mean.
fn floor(room: &str) -> usize {
    FLOORS
        .iter()
        .position(|floor| floor.contains(&room))
        .unwrap_or_else(|| panic!("the room `{room}` stands on no floor: add it to FLOORS"))
}

/// The room of a source file: `src/value/bits.rs` and `src/source.rs` are in `value`, `source`.
fn room(path: &str) -> Option<String> {
    let inside = path.strip_prefix("src/")?;
    let name = inside.split('/').next()?.trim_end_matches(".rs");
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

/// The rooms that a text names by `crate::…`.
fn named(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 {
            rooms.push(rest[..end].to_owned());
        } else if rest.starts_with('{') {
            panic!("name rooms one by one: `use crate::{{…}}` hides them from this test");
        }
    }
    rooms
}

#[test]
fn rooms_import_from_lower_floors_only() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        let Some(own) = room(&path) else {
            continue;
        };
        // Documentation may point anywhere.
        let code: Vec<&str> =
            without_tests(&text).lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        for other in named(&code.join("\n")) {
            if other != own && floor(&other) >= floor(&own) {
                wrong.push(format!("{path} imports `{other}`, which is not below `{own}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The flags that a text names in its strings.
fn flags(text: &str) -> impl Iterator<Item = &str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.filter(|line| {
        line.match_indices("--").any(|(at, _)| {
            let rest = &line[at + 2..];
            let flag = rest.starts_with(|c: char| c.is_ascii_lowercase());
            // A property of a style sheet begins so as well.
            let name = rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-');
            let property = line[..at].ends_with("var(") || name.starts_with(':');
            // Inside of quotes that were opened before it.
            flag && !property && line[..at].matches('"').count() % 2 == 1
        })
    })
}

#[test]
fn only_the_command_line_names_its_flags() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        let told = path.starts_with("src/cli/") || path.contains("tests");
        if !told {
            wrong.extend(flags(without_tests(&text)).map(|line| format!("{path}: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of a line of code.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
}

#[test]
fn no_clock_and_no_binary_floating_point() {
    const CLOCKS: &[&str] = &["Instant", "SystemTime"];
    const FLOATS: &[&str] = &["f32", "f64"];
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        let draws = path.starts_with("src/picture/") || path == "src/assess/picture.rs";
        // Cells of workbooks hold nothing else; what they cannot hold stands beside them.
        let cells = path.starts_with("src/report/writers/xlsx/");
        // What files hold of them is told as decimals.
        let cells = cells
            || path.starts_with("src/record/readers/workbook/")
            || path == "src/record/readers/double.rs";
        let works = path.starts_with("src/cli/");
        let code = without_tests(&text).lines().filter(|l| !l.trim_start().starts_with("//"));
        if path.contains("/tests") {
            continue;
        }
        for line in code {
            let clock = !works && words(line).any(|word| CLOCKS.contains(&word));
            let float = !draws && !cells && words(line).any(|word| FLOATS.contains(&word));
            if clock || float {
                wrong.push(format!("{path}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What only some files may name.
const NEVERS: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax/"]),
    ("miette", &["src/diagnostic/render"]),
    ("clap", &["src/cli/"]),
    ("std::fs", &["src/cli/"]),
    ("std::env", &["src/cli/"]),
    ("std::process", &["src/cli/", "src/main.rs"]),
    ("granit_parser", &["src/record/"]),
    ("clap_complete", &["src/cli/"]),
    ("indicatif", &["src/cli/"]),
    ("mimalloc", &["src/main.rs"]),
    ("serde_yaml", &["src/cli/"]),
    ("tempfile", &["src/cli/"]),
    ("terminal_size", &["src/cli/"]),
];

#[test]
fn only_the_right_rooms_name_foreign_crates() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        if path.ends_with("tests.rs") {
            continue;
        }
        for (name, homes) in NEVERS {
            let here = homes.iter().any(|home| path.starts_with(home));
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            let names = |line: &str| {
                line.match_indices(name).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    let after = line[at + name.len()..].chars().next();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
                        && (after == Some(':') || after == Some(';') || after == Some('_'))
                })
            };
            if !here && code.into_iter().any(names) {
                wrong.push(format!("{path} names `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn strangers_are_shown_the_library_alone() {
    let (_, text) = files("src", &["rs"])
        .into_iter()
        .find(|(path, _)| path == "src/lib.rs")
        .expect("the crate's root");
    let lines: Vec<&str> = text.lines().collect();
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("pub mod ")) {
        let hidden = i > 0 && lines[i - 1] == "#[doc(hidden)]";
        assert!(hidden != (*line == "pub mod model;"), "`{line}`: hide it, or promise it");
    }
}

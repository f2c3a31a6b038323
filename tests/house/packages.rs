//! Packages and pipelines name one version, say what the program understands, and are shown as they
//! are run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What is shown to those who run Riskwright in a pipeline, and what the action runs for them.
const SHOWN: &[&str] = &["README.md", "docs/src/pipeline.md"];

/// The pipelines, each as a file that `packaging/run` runs, and on the book's page.
const PIPELINES: &[&str] =
    &["github.yml", "gitlab.yml", "azure.yml", "Jenkinsfile", "pre-commit.yaml"];

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The texts that name versions and flags, with where each stands.
fn texts() -> Vec<(String, String)> {
    let pipelines = PIPELINES.iter().map(|name| format!("packaging/ci/{name}"));
    let others = ["packaging/action/check.sh", ".pre-commit-hooks.yaml"].map(str::to_owned);
    let shown = SHOWN.iter().map(|&path| path.to_owned());
    let paths = pipelines.chain(others).chain(shown);
    paths.map(|path| (path.clone(), text(&path))).collect()
}

/// The words of a line that begin with two dashes, without what is behind them.
fn flags(line: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| !(c.is_ascii_lowercase() || c == '-');
    line.split_whitespace()
        .map(|word| word.trim_start_matches(['(', '`', '"']))
        .filter(|word| word.starts_with("--"))
        .map(move |word| word.split(ends).next().unwrap_or(word))
        .filter(|flag| flag.len() > 2)
}

#[test]
fn every_text_names_the_version_of_the_manifest() {
    let version = env!("CARGO_PKG_VERSION");
    let mut named = 0;
    for (path, text) in texts() {
        for mark in ["riskwright==", "riskwright@v", "riskwright@", "riskwright_", "rev: v"] {
            for (at, _) in text.match_indices(mark) {
                let rest = &text[at + mark.len()..];
                if rest.starts_with(|c: char| c.is_ascii_digit()) {
                    named += 1;
                    assert!(rest.starts_with(version), "{path} says `{mark}{:.8}`", rest);
                }
            }
        }
    }
    assert!(named >= 10, "only {named} versions were found");
    assert!(
        text("CHANGELOG.md").contains(&format!("\n## {version}")),
        "CHANGELOG.md has no {version}"
    );
    // Python's manifest takes it from Cargo's, and npm's are made of it.
    assert!(text("pyproject.toml").contains("dynamic = [\"version\"]"));
}

#[test]
fn pipelines_use_flags_that_the_program_has() {
    let help = Command::new(env!("CARGO_BIN_EXE_riskwright")).args(["check", "--help"]).output();
    let help = String::from_utf8(help.expect("the program runs").stdout).expect("UTF-8");
    let known: BTreeSet<&str> = help.lines().flat_map(flags).collect();
    let mut used = BTreeSet::new();
    for (path, text) in texts() {
        for line in text.lines() {
            let (_, arguments) = match line.split_once("riskwright check ") {
                Some(parts) => parts,
                None if line.starts_with("given ") || line.starts_with("arguments=") => ("", line),
                None => continue,
            };
            for flag in flags(arguments.split('|').next().unwrap_or(arguments)) {
                assert!(known.contains(flag), "{path} has `{flag}`, which `check` has not");
                used.insert(flag.to_owned());
            }
        }
    }
    assert!(used.len() >= 7, "only {used:?} were found");
}

#[test]
fn pipelines_are_shown_as_they_are_run() {
    let page = text("docs/src/pipeline.md");
    for name in PIPELINES {
        let pipeline = text(&format!("packaging/ci/{name}"));
        assert!(page.contains(&format!("\n{pipeline}```\n")), "the book shows another {name}");
    }
}

#[test]
fn the_action_is_described_as_it_is() {
    let page = text("docs/src/pipeline.md");
    let action = text("action.yml");
    let names = |section: &str| {
        let lines = action.lines().skip_while(|line| *line != section).skip(1);
        let lines = lines.take_while(|line| line.is_empty() || line.starts_with(' '));
        let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        names.map(|line| line.trim().trim_end_matches(':').to_owned()).collect::<Vec<_>>()
    };
    let all = [names("inputs:"), names("outputs:")].concat();
    assert!(all.len() >= 12, "only {all:?} were found");
    for name in all {
        assert!(page.contains(&format!("`{name}`")), "the book does not describe `{name}`");
    }
}

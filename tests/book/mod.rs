//! The README, the book and the packs: what they show is what the program does.

#![allow(clippy::expect_used, reason = "a test that cannot set its place up has failed")]

mod chapters;
mod codes;
mod lending;
mod readme;

use std::fs;
use std::path::{Path, PathBuf};

use riskwright::diagnostic::Diagnostic;
use riskwright::pack::PACKS;
use riskwright::pipeline;
use riskwright::source::Sources;
use riskwright::value::Date;

/// The project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A text of the project.
fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the project")
}

/// What is wrong with a rule file, in words.
fn mistakes(name: &str, text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let file = sources.add_text(name, text.to_owned());
    let as_of = Date::new(2025, 12, 5).expect("a date");
    let (_, diagnostics) = pipeline::load(&mut sources, &[file], &|_, _| None, as_of, &[]);
    let words = |d: &Diagnostic| format!("{name}: {} {}", d.code, d.message);
    diagnostics.iter().map(words).collect()
}

/// The bodies of a Markdown text's fenced blocks that have exactly this info string.
fn fenced(markdown: &str, info: &str) -> Vec<String> {
    let fence = format!("```{info}");
    let mut blocks = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if line == fence {
            let body = lines.by_ref().take_while(|line| *line != "```");
            blocks.push(body.map(|line| format!("{line}\n")).collect());
        }
    }
    blocks
}

/// A block as a whole file: one that declares nothing and uses nothing speaks of `std.deals`.
fn whole(block: &str) -> String {
    let stands_alone = block.lines().any(|l| l.starts_with("use ") || l.starts_with("record "));
    if stands_alone { block.to_owned() } else { format!("use std.deals\n\n{block}") }
}

/// A use of every pack.
fn every_pack() -> String {
    PACKS.iter().map(|pack| format!("use {}\n", pack.name)).collect()
}

/// The README and every page of the book but those of the diagnostics, which show mistakes.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let mut folders = vec![root().join("docs/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the book") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with("diagnostics") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

#[test]
fn rules_in_the_documents_are_sound() {
    let mut blocks = 0;
    for page in pages() {
        let name = page.strip_prefix(root()).unwrap_or(&page).display().to_string();
        for block in fenced(&text(&name), "risk") {
            blocks += 1;
            assert_eq!(mistakes(&name, &whole(&block)), Vec::<String>::new(), "{block}");
            // What speaks of the shipped vocabulary stands beside all packs.
            if !block.lines().any(|line| line.starts_with("record ")) {
                let beside = format!("{block}\n{}", every_pack());
                assert_eq!(mistakes(&name, &beside), Vec::<String>::new(), "{block}");
            }
        }
    }
    assert!(blocks > 10, "only {blocks} blocks were found");
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let contents = text("docs/src/SUMMARY.md");
    for page in pages() {
        if let Ok(name) = page.strip_prefix(root().join("docs/src"))
            && name != Path::new("SUMMARY.md")
        {
            let link = format!("]({})", name.display());
            assert!(contents.contains(&link), "{} is not linked", name.display());
        }
    }
}

#[test]
fn packs_are_sound_alone_and_together() {
    assert_eq!(mistakes("all.risk", &every_pack()), Vec::<String>::new());
    let book = text("docs/src/reference/packs-and-params.md");
    for pack in PACKS {
        assert_eq!(mistakes(pack.file, pack.text), Vec::<String>::new());
        assert!(book.contains(&format!("`{}`", pack.name)), "{} is not described", pack.name);
        for line in pack.text.lines() {
            if let Some(rule) = line.strip_prefix("rule ").and_then(|l| l.split(' ').next()) {
                assert!(book.contains(&format!("`{rule}`")), "{rule} is not described");
            }
        }
    }
}

#[test]
fn every_dependency_has_a_reason() {
    let reasons = text("CONTRIBUTING.md");
    let mut section = String::new();
    for line in text("Cargo.toml").lines() {
        if line.starts_with('[') {
            section = line.to_owned();
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#'))
        {
            let listed = |l: &str| l.starts_with('|') && l.contains(name);
            assert!(reasons.lines().any(listed), "{name} has no reason");
        }
    }
}

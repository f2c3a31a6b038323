//! The README and the book: every rule in them is checked, every page of a code gives that code.

use std::fs;
use std::path::{Path, PathBuf};

use riskwright::diagnostic::codes;
use riskwright::pipeline;
use riskwright::source::Sources;

use crate::runner::vocabulary;

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    let mut folders = vec![root.join("docs/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the book can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// The blocks of rule text on a page.
fn rules(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        match &mut open {
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some(block) => {
                block.push_str(line);
                block.push('\n');
            }
            None if line == "```risk" => open = Some(String::new()),
            None => {}
        }
    }
    blocks
}

/// The codes that a rule text gives.
fn found(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let file = sources.add_text("example.risk", vocabulary(text));
    let (_, diagnostics) = pipeline::load(&mut sources, &[file], &|_, _| None, &[]);
    diagnostics.into_iter().map(|d| format!("{} {}", d.code, d.message)).collect()
}

#[test]
fn every_rule_in_the_book_is_sound() {
    let mut wrong = Vec::new();
    let mut blocks = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).expect("pages are UTF-8");
        // The pages of codes show what is wrong on purpose.
        let start = if page.parent().is_some_and(|p| p.ends_with("diagnostics")) {
            text.find("## What to do").unwrap_or(text.len())
        } else {
            0
        };
        for block in rules(&text[start..]) {
            blocks += 1;
            let found = found(&block);
            if !found.is_empty() {
                wrong.push(format!("{}: {found:?}\n{block}", page.display()));
            }
        }
    }
    println!("{blocks} blocks of rules");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_example_of_every_code_gives_it() {
    let mut wrong = Vec::new();
    // What usage and records can do wrong is shown by commands and record files.
    for info in codes::all().filter(|info| ("RW100".."RW400").contains(&info.code)) {
        let example = info.page.split("## What to do").next().unwrap_or_default();
        for block in rules(example) {
            let found = found(&block);
            if !found.iter().all(|f| f.starts_with(info.code)) || found.is_empty() {
                wrong.push(format!("{}: {found:?}", info.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

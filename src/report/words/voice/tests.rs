//! What one language says, the others say, too, and the code says nothing else.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::*;

/// What each message of a language names, by id.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let (id, name) = (pattern("(?m)^([a-z][a-z0-9-]*) = "), pattern(r"\{ \$([a-z_]+)"));
    let mut told = BTreeMap::new();
    for text in texts(lang) {
        let begins: Vec<(usize, &str)> = id
            .captures_iter(text)
            .filter_map(|found| found.get(1))
            .map(|id| (id.start(), id.as_str()))
            .collect();
        for (nth, (start, id)) in begins.iter().enumerate() {
            let end = begins.get(nth + 1).map_or(text.len(), |(next, _)| *next);
            let names = name.captures_iter(&text[*start..end]).map(|of| of[1].to_owned());
            let twice = told.insert((*id).to_owned(), names.collect());
            assert!(twice.is_none(), "{lang} says `{id}` twice");
        }
    }
    told
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// All that the code says: ids, and what each begins with of which the end is put together.
fn asked_for() -> BTreeSet<String> {
    let literal = pattern(
        r#""((?:html|severity|severities|said|why|stake|sums|gate|since|cause|grade|run|loss|limit|note|remark|text|md|stress|letter|explain|answer|diff|inventory)-[a-z0-9-]*(?:\{[a-z_.]*\})?)""#,
    );
    let mut ids = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("src/report")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(path).expect("a file");
                ids.extend(literal.captures_iter(&text).map(|of| of[1].to_owned()));
            }
        }
    }
    ids
}

#[test]
fn every_language_says_the_same_and_names_the_same() {
    let english = messages(Lang::En);
    assert!(english.len() > 200);
    for lang in Lang::ALL {
        let own = messages(lang);
        let differ: Vec<_> = english
            .keys()
            .chain(own.keys())
            .filter(|id| english.get(*id) != own.get(*id))
            .collect();
        assert!(differ.is_empty(), "{lang} is not English in {differ:?}");
    }
}

#[test]
fn every_text_can_be_read() {
    for text in Lang::ALL.into_iter().flat_map(texts) {
        assert!(FluentResource::try_new((*text).to_owned()).is_ok());
    }
}

#[test]
fn what_the_code_says_is_there_and_nothing_else() {
    let (english, asked) = (messages(Lang::En), asked_for());
    let says = |asked: &str, id: &str| match asked.split_once('{') {
        Some((before, _)) => id.starts_with(before),
        None => id == asked,
    };
    let unheard: Vec<_> =
        asked.iter().filter(|of| !english.keys().any(|id| says(of, id))).collect();
    assert!(unheard.is_empty(), "nothing is said by {unheard:?}");
    let unasked: Vec<_> =
        english.keys().filter(|id| !asked.iter().any(|of| says(of, id))).collect();
    assert!(unasked.is_empty(), "nobody says {unasked:?}");
}

#[test]
fn a_language_is_spoken_for_as_long_as_it_is_asked_for() {
    assert_eq!(some("html-files", 1_234), "1,234 files");
    let told = speaking(Lang::Bg, || [1, 2, 1_234].map(|n| some("html-files", n)));
    assert_eq!(told, ["1 файл", "2 файла", "1\u{a0}234 файла"]);
    assert_eq!(spoken(), Lang::En);
}

//! Every diagnostic code has a page and a case, every builtin an example that is true.

use std::collections::BTreeSet;

use riskwright::builtins;
use riskwright::diagnostic::codes;

use super::files;
use crate::runner::{Case, check};

/// The codes that a text names: `RW` and three digits.
fn named(text: &str) -> BTreeSet<String> {
    let digits = |rest: &str| rest.len() >= 3 && rest.bytes().take(3).all(|b| b.is_ascii_digit());
    text.match_indices("RW")
        .filter(|(at, _)| digits(&text[at + 2..]))
        .map(|(at, _)| text[at..at + 5].to_owned())
        .collect()
}

#[test]
fn every_code_in_the_source_is_registered() {
    for (path, text) in files("src", &["rs"]) {
        for code in named(&text) {
            assert!(codes::find(&code).is_some(), "{path} uses {code}, which is not registered");
        }
    }
}

#[test]
fn every_code_has_a_page_of_its_own() {
    for info in codes::all() {
        let first = info.page.lines().next().unwrap_or_default();
        assert!(first.contains(info.code), "the page of {} begins `{first}`", info.code);
        assert!(info.page.contains("## Example"), "the page of {} has no example", info.code);
        assert!(info.page.contains("## What to do"), "the page of {} shows no way out", info.code);
    }
}

#[test]
fn every_code_has_a_case() {
    let mut cased = BTreeSet::new();
    for (_, text) in files("tests", &["md", "rs"]) {
        cased.extend(named(&text));
    }
    for (path, text) in files("src", &["rs"]) {
        if path.ends_with("tests.rs") {
            cased.extend(named(&text));
        }
    }
    let missing: Vec<&str> = codes::all().map(|c| c.code).filter(|c| !cased.contains(*c)).collect();
    assert!(missing.is_empty(), "no case expects {}", missing.join(", "));
}

#[test]
fn every_builtin_is_described_in_the_book() {
    let book: String = files("docs/src", &["md"]).into_iter().map(|(_, text)| text).collect();
    for builtin in builtins::ALL {
        assert!(!builtin.doc.is_empty(), "`{}` is not described", builtin.name);
        let named = format!("`{}(", builtin.name);
        assert!(book.contains(&named), "the book does not mention `{}`", builtin.signature);
    }
}

#[test]
fn every_function_over_members_is_described_in_the_book() {
    let book: String = files("docs/src", &["md"]).into_iter().map(|(_, text)| text).collect();
    for function in builtins::MEMBER_FNS {
        assert!(!function.doc.is_empty(), "`{}` is not described", function.name);
        let named = [format!("`{} of", function.name), format!("`{} ", function.name)];
        let is_told = named.iter().any(|named| book.contains(named));
        assert!(is_told, "the book does not mention `{}`", function.name);
    }
}

#[test]
fn every_function_over_members_has_an_example_that_is_true() {
    for function in builtins::MEMBER_FNS {
        let (expression, value) = function.example;
        let counts = !expression.contains(" of n") || !function.reads;
        let expression = match counts {
            true => expression.replace(" n", " n in thing.numbers"),
            false => format!("{expression} for n in thing.numbers"),
        };
        let has = if matches!(function.name, "share" | "every") { " has n > 2" } else { "" };
        let holds = match value {
            "true" => format!("{expression}{has}"),
            "false" => format!("not ({expression}{has})"),
            // What is told in part is rounded.
            value => match value.split_once('.') {
                Some((_, places)) => format!("round(({expression}), {}) = {value}", places.len()),
                None => format!("({expression}{has}) = {value}"),
            },
        };
        let case = format!(
            "## {expression}\n\
             ```risk\n\
             record Thing key id {{ id: text  numbers: list of number }}\n\
             rule example for thing in Thing {{ flag low when {holds} }}\n\
             ```\n\
             ```yaml things.yaml\nthings: [{{id: a, numbers: [1, 2, 4, 5]}}]\n```\n\
             ```verdicts\nexample a: flagged low\n```\n"
        );
        assert!(expression.contains(function.name), "{expression} is no use of it");
        let [case] = Case::all(&case).try_into().ok().expect("one case");
        assert_eq!(check(&case), Vec::<String>::new(), "{holds}");
    }
}

#[test]
fn every_builtin_has_an_example_that_is_true() {
    for builtin in builtins::ALL {
        let (expression, value) = builtin.example;
        // The value of a text stands there as a report shows it.
        let value = match value.starts_with(char::is_alphabetic) {
            true => format!("\"{value}\""),
            false => value.to_owned(),
        };
        let case = format!(
            "## {expression}\n\
             ```risk\n\
             record Thing key id {{ id: text }}\n\
             rule example for thing in Thing {{ flag low when {expression} = {value} }}\n\
             ```\n\
             ```yaml things.yaml\nthings: [{{id: a}}]\n```\n\
             ```verdicts\nexample a: flagged low\n```\n"
        );
        assert!(expression.contains(builtin.name), "{expression} is no use of `{}`", builtin.name);
        let [case] = Case::all(&case).try_into().ok().expect("one case");
        assert_eq!(check(&case), Vec::<String>::new(), "{expression} = {value}");
    }
}

//! The pages of the diagnostic codes: what they show gives the code, what they advise is sound.

use riskwright::diagnostic::codes;
use riskwright::eval::{Limits, Settings};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening};
use riskwright::source::Sources;
use riskwright::value::{Currency, Date};

use super::{fenced, mistakes};
use crate::runner::{Case, vocabulary};

#[test]
fn the_example_of_every_code_gives_it_and_the_way_out_does_not() {
    let mut wrong = Vec::new();
    // What usage and records can do wrong is shown by commands and record files.
    for info in codes::all().filter(|info| ("RW100".."RW400").contains(&info.code)) {
        let (example, advice) = info.page.split_once("## What to do").unwrap_or((info.page, ""));
        for block in fenced(example, "risk") {
            let found = mistakes(info.code, &vocabulary(&block));
            let own = format!("{}: {} ", info.code, info.code);
            if found.is_empty() || !found.iter().all(|f| f.starts_with(&own)) {
                wrong.push(format!("the example of {} gives {found:?}", info.code));
            }
        }
        for block in fenced(advice, "risk") {
            let found = mistakes(info.code, &vocabulary(&block));
            if !found.is_empty() {
                wrong.push(format!("the way out of {} gives {found:?}", info.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The codes of what is wrong with the record files of a part of a page. They are of the kinds that
/// the page declares, else of the vocabulary.
fn wrong_records(rules: &str, part: &str) -> Option<Vec<&'static str>> {
    let case = Case::all(&format!("## part\n{part}")).pop()?;
    let mut sources = Sources::default();
    let file = sources.add_text("rules.risk", rules);
    let as_of = Date::new(2025, 12, 5).expect("a date");
    let (program, _) = pipeline::load(&mut sources, &[file], &|_, _| None, as_of, &[]);
    let mut inputs = Vec::new();
    for block in &case.blocks {
        let name = block.file.as_deref().filter(|name| *name != "riskwright.yaml");
        let Some((name, format)) = name.and_then(|name| Some((name, Format::of(name)?))) else {
            continue;
        };
        let file = sources.add_text(name, block.text.as_str());
        inputs.push(Input {
            file,
            format,
            opening: Opening::default(),
            record: None,
            mapping: None,
        });
    }
    let settings = Settings { as_of, currency: Currency::USD, limits: Limits::default() };
    let (_, wrong) = pipeline::read(&sources, &program, &inputs, settings);
    (!inputs.is_empty()).then(|| wrong.iter().map(|one| one.code).collect())
}

#[test]
fn the_records_of_every_code_give_it_and_those_of_the_way_out_do_not() {
    let mut wrong = Vec::new();
    for info in codes::all().filter(|info| info.code > "RW400") {
        let (example, advice) = info.page.split_once("## What to do").unwrap_or((info.page, ""));
        let own = fenced(info.page, "risk").concat();
        let rules = if own.is_empty() { "use std.deals\n" } else { &own };
        let found = wrong_records(rules, example);
        if found
            .as_ref()
            .is_some_and(|found| found.is_empty() || found.iter().any(|c| *c != info.code))
        {
            wrong.push(format!("the example of {} gives {found:?}", info.code));
        }
        let found = wrong_records(rules, advice);
        if found.as_ref().is_some_and(|found| !found.is_empty()) {
            wrong.push(format!("the way out of {} gives {found:?}", info.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_that_is_none_of_rules_is_told_so() {
    let page = codes::find("RW121").expect("the code").page;
    let line = fenced(page, "text").concat().lines().next().expect("a line").to_owned() + "\n";
    let found = mistakes("RW121", &line.repeat(1500));
    assert!(found.iter().any(|told| told.contains("RW121")), "{:?}", found.last());
}

#[test]
fn the_codes_of_reasons_are_in_the_book() {
    let book = std::fs::read_to_string("docs/src/report.md").expect("the chapter");
    let code = regex::Regex::new(r#"=> "([a-z-]+)","#).expect("a pattern");
    for file in ["src/meaning/reason.rs", "src/report/told.rs"] {
        let text = std::fs::read_to_string(file).expect("the source");
        let codes = text.split_once("fn code(&self)").expect("its codes").1;
        let codes = codes.split("\n    }\n").next().unwrap_or_default();
        assert!(code.is_match(codes), "{file}");
        for found in code.captures_iter(codes) {
            assert!(book.contains(&format!("`{}`", &found[1])), "{}", &found[1]);
        }
    }
}

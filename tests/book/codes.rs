//! The pages of the diagnostic codes: what they show gives the code, what they advise is sound.

use riskwright::diagnostic::codes;

use super::{fenced, mistakes};
use crate::runner::vocabulary;

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

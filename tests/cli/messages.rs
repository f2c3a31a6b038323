//! Diagnostics in every form.

use serde_json::Value;

use super::{DEALS, Place};

fn broken() -> Place {
    Place::new().with("deals.yaml", DEALS.replace("value: 6", "цена: 6"))
}

#[test]
fn drawn() {
    let place = broken();
    let plain = place.check("").stopped("RW404").warns("deals.yaml:2:");
    assert!(plain.err.is_ascii() || plain.err.contains("цена"), "{}", plain.err);
    assert!(!plain.err.contains('\x1b'), "{}", plain.err);
    place.check("--color always").stopped("RW404").warns("\x1b[").warns("╭");
    let forced = place.check("--message-format plain").stopped("RW404");
    assert_eq!(forced.err, plain.err);
}

#[test]
fn narrated() {
    let ran = broken().check("--message-format narrated").stopped("RW404");
    ran.warns("At deals.yaml, line 2, column 35");
}

#[test]
fn for_tools() {
    let ran = broken().check("--message-format json").stopped("RW404");
    for line in ran.err.lines() {
        let message: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(message["level"], "error");
        assert_eq!(message["labels"][0]["path"], "deals.yaml");
        assert_eq!(message["labels"][0]["line"], 2);
    }
    Place::empty().run("check --message-format json").stopped("\"code\":\"RW002\"");
    Place::empty().run("check --message-format morse").stopped("morse");
}

#[test]
fn many_are_counted() {
    let many: String = (0..80).map(|i| format!("  - {{id: d{i}, stge{i}: signed}}\n")).collect();
    let place = Place::new().with("deals.yaml", format!("deals:\n{many}"));
    place.check("").stopped("RW404").warns("more; --message-format json writes all");
}

#[test]
fn a_long_value_is_not_repeated_whole() {
    let long = DEALS.replace("6 bn USD", &"x".repeat(1_000_000));
    let place = Place::new().with("deals.yaml", long);
    for form in ["plain", "narrated", "json"] {
        let ran = place.check(&format!("--message-format {form}")).stopped("RW406");
        assert!(ran.err.len() < 2000, "{} bytes", ran.err.len());
        ran.warns("is not an amount");
    }
}

#[test]
fn the_first_mistakes_are_understood() {
    let rule = "rule x for deal in Deal { flag high when deal.value = unknown }";
    let place = Place::new().with("mine.risk", rule);
    place
        .run("check deals.yaml -r mine.risk")
        .stopped("RW202")
        .warns("`use std.deals` declares it");
    let place = place.with("mine.risk", format!("use std.deals\n{rule}"));
    place.run("check deals.yaml -r mine.risk").stopped("RW201").warns("write `… is unknown`");
}

#[test]
fn a_day_of_the_run_is_told_as_it_is_written_here() {
    let one = "write it as year, month and day: `2025-12-31`";
    let two = "it may be read in two ways: write `2025-06-05` or `2025-05-06`";
    for (day, help) in [("31.12.2025", one), ("12/31/2025", one), ("05.06.2025", two)] {
        let flag = format!("check deals.yaml -r rules.risk --as-of {day} --message-format json");
        Place::new().run(&flag).stopped("RW004").warns(help);
        let manifest = format!("rules: rules.risk\ndata: [deals.yaml]\nas_of: {day}\n");
        let place = Place::new().with("riskwright.yaml", manifest);
        place.run("check --message-format json").stopped("RW004").warns(help);
    }
}

#[test]
fn a_manifest_says_what_it_takes() {
    let place = |text: &str| Place::new().with("riskwright.yaml", text);
    let wrong = |text: &str| place(text).run("check").stopped("RW005");
    let entry =
        |more: &str| wrong(&format!("rules: rules.risk\ndata:\n  - path: deals.yaml\n{more}"));
    entry("    fields: {id: {}}\n").warns("`id` needs `from`").warns("riskwright.yaml:4:18");
    entry("    fields: {id: []}\n").warns("expected names of columns here");
    entry("    recrd: Deal\n")
        .warns("there is no key `recrd`")
        .warns("riskwright.yaml:4:5")
        .warns("did you mean `record`?");
    wrong("rules: {a: b}\n").warns("a path, or a list of paths");
    wrong("data: [[3]]\n").warns("an entry with");
    for text in ["rules: {a: b}\n", "data: [[3]]\n", "data: [{path: a, fields: {id: [[3]]}}]\n"] {
        let ran = wrong(text);
        assert!(!ran.err.contains("enum") && !ran.err.contains("struct"), "{}", ran.err);
    }
}

#[test]
fn a_param_is_shown_where_it_is_set() {
    let place = || Place::new().with("riskwright.yaml", "params: { large: 2 bn Euro }\n");
    place().check("").stopped("RW207").warns("riskwright.yaml:1:23");
    let place = place().with("riskwright.yaml", "params:\n  larg: \"2 bn USD\"\n");
    place.check("").stopped("RW218").warns("riskwright.yaml:2:3").warns("did you mean `large`?");
    let place = Place::new();
    let typo = place.check("--param larg=2").stopped("RW218").warns("--param:1:1");
    typo.warns("larg=2").warns("did you mean `large`?");
    place.check("--param large=2x").stopped("RW207").warns("--param:1:8");
    place.check("--param large=2 --param large=3").stopped("RW004").warns("sets `large` twice");
}

#[test]
fn slips_of_time_have_their_help() {
    let with = |condition: &str| {
        let rules = format!(
            "record Deal key id {{ id: text, due: date? }}\n\
             rule r for d in Deal {{ flag low when d.due {condition} }}\n"
        );
        let place = Place::new().with("rules.risk", rules);
        place.run("check deals.yaml -r rules.risk")
    };
    with("within 12 of as_of").stopped("RW301").warns("`12 months`");
    with("within 1 year of 2027").stopped("RW301").warns("`2027-12-31`");
    with("within 1 year of d").stopped("RW301").warns("name a date of the record");
    with("= 2027").stopped("RW302").warns("`2027-12-31`");
    with("in 2027").stopped("RW311").warns("`in year 2027`");
    with("in year 20270").stopped("RW314").warns("from 1 to 9999");
}

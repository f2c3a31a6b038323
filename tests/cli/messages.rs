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
    let many: String = (0..80).map(|i| format!("  - {{id: d{i}, stge: signed}}\n")).collect();
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

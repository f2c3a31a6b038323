//! Findings of a baseline on what records form together: what of them is gone, and what may be there
//! all the same, as a fact that ties records to each other is told no more.

use serde_json::Value;

use super::Place;

const RULES: &str = "
record Party key id { id: text }
record Payment { due: date?, amount: money? }
record Deal key id { id: text, from: Party?, to: Party?, value: money?, payments: list of Payment? }
rule one for g in Deal by to { flag high when (sum of d.value for d in g) > 5 m USD }
rule two for g in Deal by from, to { flag high when (sum of d.value for d in g) > 5 m USD }
rule year for g in Deal.payments by deal.from, year of due {
    flag high when (sum of p.amount for p in g) > 5 m USD
}
flow f { for d in Deal: d.from -> d.to carrying d.value }
rule ring for r in cycles of f up to 4 { flag high when r.smallest > 1 m USD }
rule way for r in paths of f up to 2 { flag high when r.smallest > 1 m USD and r.length > 1 }
rule cluster for c in clusters of f { flag high when c.size > 2 }
rule cut for c in cut points of f { flag high when c.size > 0 }
";

const RING: &str = "\
- {id: 1, from: p, to: q, value: 9 m USD, payments: []}
- {id: 2, from: q, to: s, value: 9 m USD, payments: []}
- {id: 3, from: s, to: p, value: 9 m USD, payments: []}
";

const YEAR: &str = "- {id: 1, from: p, to: q, payments: [{due: 2027-03-01, amount: 9 m USD}]}\n";

fn place(deals: &str) -> Place {
    let parties = "parties: [{id: p}, {id: q}, {id: s}, {id: t}]\ndeals:\n";
    Place::empty().with("rules.risk", RULES).with("deals.yaml", format!("{parties}{deals}"))
}

/// What has become of the one finding of a rule on a key: whether it is lost, with the facts that
/// would tell, or the cause why it is none.
fn fate(rule: &str, key: &str, before: &str, after: &str) -> Result<Vec<String>, String> {
    let base = place(before);
    base.check("-o base.json");
    let after = place(after).with("base.json", base.read("base.json"));
    let ran = after.check("--baseline base.json --format json");
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../schema/report.schema.json"));
    assert!(jsonschema::is_valid(&schema.expect("a schema"), &report));
    let of = |list: &str| -> Option<Value> {
        let mut all = report[list].as_array().expect("a list").iter();
        all.find(|entry| entry["rule"] == rule && entry["key"] == key).cloned()
    };
    match of("lost") {
        Some(lost) => {
            assert_eq!(ran.code, Some(1), "{}", ran.out);
            assert_eq!(lost["severity"], "high");
            let missing = lost["missing"].as_array().expect("facts").iter();
            Ok(missing.map(|fact| fact["path"].as_str().expect("a path").to_owned()).collect())
        }
        None => Err(of("fixed").expect("a fate")["cause"].as_str().expect("a cause").to_owned()),
    }
}

#[track_caller]
fn is_lost(rule: &str, key: &str, before: &str, after: &str, missing: &[&str]) {
    assert_eq!(fate(rule, key, before, after), Ok(missing.iter().map(|m| (*m).into()).collect()));
}

#[track_caller]
fn is_gone(rule: &str, key: &str, before: &str, after: &str) {
    assert_eq!(fate(rule, key, before, after), Err("not-formed".to_owned()));
}

#[test]
fn a_group_whose_key_is_told_no_more() {
    let deal = "- {id: 1, from: p, to: q, value: 9 m USD, payments: []}\n";
    let without = deal.replace(" to: q,", "");
    is_lost("one", "q", deal, &without, &["to of 1"]);
    is_lost("two", "p/q", deal, &without, &["to of 1"]);
    // Another buys: whatever is not told, it is not that pair.
    is_gone("two", "p/q", deal, &without.replace("from: p", "from: t"));
    is_gone("one", "q", deal, "- {id: 2, from: p, to: s, payments: []}\n");
    // Whatever the value, the group is there: that is a verdict of its own.
    let ran = place(deal);
    ran.check("-o base.json");
    let ran = place(&deal.replace(" value: 9 m USD,", "")).with("base.json", ran.read("base.json"));
    ran.check("--baseline base.json").ended(1).says("2 evidence lost").says("value of 1");
}

#[test]
fn payments_of_a_year_that_are_told_no_more() {
    is_lost("year", "p/2027", YEAR, &YEAR.replace("due: 2027-03-01, ", ""), &["due of 1"]);
    is_lost("year", "p/2027", YEAR, &YEAR.replace("from: p, ", ""), &["from of 1"]);
    let list = "payments: [{due: 2027-03-01, amount: 9 m USD}]";
    is_lost("year", "p/2027", YEAR, &YEAR.replace(&format!(", {list}"), ""), &["payments of 1"]);
    let ranged = |days: &str| YEAR.replace("2027-03-01", days);
    is_lost("year", "p/2027", YEAR, &ranged("2026-12-01..2027-03-01"), &["due of 1"]);
    is_gone("year", "p/2027", YEAR, &ranged("2028-12-01..2029-03-01"));
    is_gone("year", "p/2027", YEAR, &YEAR.replace(list, "payments: []"));
}

#[test]
fn a_walk_whose_step_is_told_no_more() {
    let (without, other) = (RING.replace(" to: s,", ""), RING.replace("to: s", "to: t"));
    let elsewhere = format!("{other}- {{id: 4, from: t, payments: []}}\n");
    for (rule, key) in [("ring", "p/q/s"), ("cluster", "p/q/s"), ("way", "p/q/s")] {
        is_lost(rule, key, RING, &without, &["to of 2"]);
        is_gone(rule, key, RING, &other);
        // What starts with somebody else cannot be the step that is lacking.
        is_gone(rule, key, RING, &elsewhere);
    }
    let line = RING.lines().take(2).map(|line| format!("{line}\n")).collect::<String>();
    is_lost("cut", "q", &line, &line.replace(" to: s,", ""), &["to of 2"]);
    is_gone("cut", "q", &line, &RING.lines().take(1).collect::<String>());
}

#[test]
fn what_is_lost_is_told_as_undetermined() {
    let base = place(RING);
    base.check("-o base.json");
    let place = place(&RING.replace(" to: s,", "")).with("base.json", base.read("base.json"));
    let ran = place.check("--baseline base.json").ended(1);
    let ran = ran.says("UNDETERMINED  ring").says("possibly high: would be decided by to of 2");
    let ran = ran.says("evidence is lost since the baseline, where it is high");
    ran.says("note: evidence is lost of").leaves_out("record gone (ring");
    place.check("--baseline base.json -q").ended(1).says("evidence lost (fail_on high");
    place.check("--baseline base.json --fail-on critical").ended(0).says("evidence lost");
}

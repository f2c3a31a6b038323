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
rule joined for c in components of f { flag high when c.size > 2 }
rule cut for c in cut points of f { flag high when c.size > 0 }
";

const RING: &str = "\
- {id: 1, from: p, to: q, value: 9 m USD, payments: []}
- {id: 2, from: q, to: s, value: 9 m USD, payments: []}
- {id: 3, from: s, to: p, value: 9 m USD, payments: []}
";

const YEAR: &str = "- {id: 1, from: p, to: q, payments: [{due: 2027-03-01, amount: 9 m USD}]}\n";

fn place(deals: &str) -> Place {
    let names = ["p", "q", "s", "t"].map(str::to_owned).into_iter();
    let names = names.chain((0..10).map(|n| format!("u{n}")));
    let parties: Vec<String> = names.map(|name| format!("{{id: {name}}}")).collect();
    let records = format!("parties: [{}]\ndeals:\n{deals}", parties.join(", "));
    Place::empty().with("rules.risk", RULES).with("deals.yaml", records)
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
    is_lost("joined", "p/q/s", &line, &line.replace(" to: s,", ""), &["to of 2"]);
    is_gone("joined", "p/q/s", &line, &line.replace("to: s", "to: t"));
    is_gone("cut", "q", &line, &RING.lines().take(1).collect::<String>());
}

#[test]
fn a_cluster_of_more_parties_than_its_key_names() {
    let deal = |n: usize| {
        format!("- {{id: {n}, from: u{n}, to: u{}, value: 9 m USD, payments: []}}\n", (n + 1) % 10)
    };
    let all: String = (0..10).map(deal).collect();
    let key = "u0/u1/u2/u3/u4/u5/u6/u7/2 more";
    is_lost("cluster", key, &all, &all.replace(" to: u5,", ""), &["to of 4"]);
    is_gone("cluster", key, &all, &all.replace(" to: u5,", " to: t,"));
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

/// Runs the records under each report of the run before, the first of which has the finding.
#[track_caller]
fn stays_lost(before: &str, after: &str, lost: u64) {
    let base = place(before);
    base.check("-o base.json");
    let mut last = base.read("base.json");
    for _ in 0..3 {
        let place = place(after).with("base.json", &last);
        let ran = place.check("--baseline base.json -o next.json").ended(1);
        ran.warns(&format!("gate: failed: {lost} evidence lost"));
        last = place.read("next.json");
    }
    let place = place(before).with("base.json", &last);
    place.check("--baseline base.json").ended(0).says("known from the baseline");
}

#[test]
fn evidence_stays_lost_until_it_is_back() {
    let deal = "- {id: 1, from: p, to: q, value: 9 m USD, payments: []}\n";
    stays_lost(deal, &deal.replace(" value: 9 m USD,", ""), 2);
    stays_lost(RING, &RING.replace(" to: s,", ""), 7);
}

#[test]
fn evidence_is_lost_no_more_where_the_verdict_is_reached_without_it() {
    let deal = "- {id: 1, from: p, to: q, value: 9 m USD, payments: []}\n";
    let base = place(deal);
    base.check("-o base.json");
    let lost = place(&deal.replace("9 m USD", "unknown")).with("base.json", base.read("base.json"));
    lost.check("--baseline base.json -o next.json").ended(1).warns("2 evidence lost");
    let told = place(&deal.replace("9 m", "1 m")).with("base.json", lost.read("next.json"));
    told.check("--baseline base.json").ended(0).says("2 of the baseline fixed");
}

const MINDING: &str = "
record Source key id { id: text }
record Party key id { id: text }
record Part { amount: money? }
record Deal key id {
    id: text, buyer: Party?, seller: Party?, value: money? >= 0, fee: money?, firm: bool?, parts: list of Part?
}
rule disagree for d in Deal { flag high when d.value is disputed }
rule taken for d in Deal { flag high when (d.fee or else 0 USD) > 5 USD }
rule known for d in Deal { flag high when d.fee is known and d.fee > 5 USD }
rule least for d in Deal { flag high when lowest of d.value > 5 USD }
rule loose for d in Deal { flag high when not (d.firm or else true) }
rule bought for p in Party {
    flag high when (sum of (d.fee or else 0 USD) for d in Deal where d.buyer = p) > 5 USD
}
rule parts for d in Deal {
    flag high when (sum of (p.amount or else 0 USD) for p in d.parts) > 5 USD
}
rule strict for d in Deal { flag high when d.fee > 5 USD and d.firm }
flow paid { for d in Deal where (d.fee or else 0 USD) > 5 USD: d.buyer -> d.seller carrying d.fee }
rule way for w in paths of paid up to 1 { flag high when w.smallest > 5 USD }
";

/// The rules of which a finding of the records before is lost, and those of which one is fixed.
fn minded(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let head = "sources: [{id: s}, {id: t}, {id: u}]\nparties: [{id: p}, {id: q}]\ndeals:\n";
    let place = |deals: &str| {
        let place = Place::empty().with("rules.risk", MINDING);
        place.with("deals.yaml", format!("{head}- {{id: d, {deals}}}\n"))
    };
    let base = place(before);
    base.check("-o base.json");
    let after = place(after).with("base.json", base.read("base.json"));
    let ran = after.check("--baseline base.json --format json -o next.json");
    let report: Value = serde_json::from_str(&after.read("next.json")).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../schema/report.schema.json"));
    assert!(jsonschema::is_valid(&schema.expect("a schema"), &report));
    let rules = |list: &str| -> Vec<String> {
        let all = report[list].as_array().expect("a list").iter();
        all.map(|entry| entry["rule"].as_str().expect("a rule").to_owned()).collect()
    };
    let (lost, fixed) = (rules("lost"), rules("fixed"));
    assert_eq!(ran.code, Some(i32::from(!lost.is_empty())), "{}", ran.out);
    // What is lost stays so in the next run.
    let next = after.read("next.json");
    let again = after.with("base.json", next);
    again.check("--baseline base.json").ended(ran.code.expect("a code"));
    (lost, fixed)
}

#[track_caller]
fn minds(before: &str, after: &str, lost: &[&str], fixed: &[&str]) {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(minded(before, after), (owned(lost), owned(fixed)));
}

#[test]
fn a_rule_that_minds_whether_a_fact_is_told() {
    let fee = "buyer: p, fee: 9 USD, parts: []";
    minds(fee, "buyer: p, parts: []", &["bought", "known", "taken"], &[]);
    minds(fee, "buyer: p, fee: unknown, parts: []", &["bought", "known", "taken"], &[]);
    minds(fee, "buyer: p, fee: 3 USD, parts: []", &[], &["bought", "known", "taken"]);
    minds("firm: false", "parts: []", &["loose"], &[]);
    minds("value: 9 USD", "parts: []", &["least"], &[]);
    // Whatever the fee is, what is not firm is none of this rule's.
    let strict = "fee: 9 USD, firm: true";
    minds(strict, "firm: false", &["known", "taken"], &["strict"]);
}

#[test]
fn a_flow_that_minds_whether_a_fact_is_told() {
    let way = |fee: &str| format!("buyer: p, seller: q, {fee} parts: []");
    let lost = ["bought", "known", "taken", "way"];
    minds(&way("fee: 9 USD,"), &way(""), &lost, &[]);
    minds(&way("fee: 9 USD,"), &way("fee: 3 USD,"), &[], &lost);
}

#[test]
fn members_that_are_told_no_more() {
    let parts = |parts: &str| format!("parts: [{parts}]");
    let both = parts("{amount: 9 USD}, {amount: unknown}");
    minds(&both, &parts("{}, {}"), &["parts"], &[]);
    // The other was never told.
    minds(&both, &parts("{amount: 3 USD}, {amount: unknown}"), &[], &["parts"]);
}

#[test]
fn a_source_that_says_it_no_more() {
    let says = |all: &str| format!("value: [{all}]");
    let both = says("{says: 2 USD, source: s}, {says: 4 USD, source: t}");
    minds(&both, &says("{says: 2 USD, source: s}"), &["disagree"], &[]);
    minds(&both, "value: 2 USD", &["disagree"], &[]);
    minds(&both, "parts: []", &["disagree"], &[]);
    // They agree, or others say what it is.
    let agreed = says("{says: 4 USD, source: s}, {says: 4 USD, source: t}");
    minds(&both, &agreed, &[], &["disagree"]);
    minds(&both, &says("{says: 3 USD, source: u}"), &[], &["disagree"]);
}

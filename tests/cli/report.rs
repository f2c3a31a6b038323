//! What the reports hold.

use serde_json::Value;

use super::Place;

#[test]
fn requests_say_what_waits_and_what_is_settled() {
    let rules = "use std.deals
    rule both for d in Deal { flag high when d.value > 1 bn USD and d.binding < 1 bn USD }
    rule one for d in Deal { flag low when d.value > 2 bn USD }
    rule rate for d in Deal { flag low when d.value + 1 EUR > 5 bn USD }
    rule sum for p in Party { flag low when (sum of d.value for d in Deal where d.buyer = p) > 3 bn USD }";
    let records = "parties:\n  a: {name: A}\ndeals:\n  x: {name: X, kind: cloud, stage: signed, \
                   buyer: a, announced: 2025-01-01}\n";
    let place = Place::new().with("what.risk", rules).with("what.yaml", records);
    let ran = place.run("check what.yaml -r what.risk");
    ran.says("value of x    4 verdicts wait, settles 2, up to high")
        .says("binding of x  1 verdict waits, settles 0, up to high");
    let ran = place.run("check what.yaml -r what.risk --format json");
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let counts = |i: usize| {
        let request = &report["requests"][i];
        (request["path"].as_str(), request["waits"].as_u64(), request["settles"].as_u64())
    };
    assert_eq!(counts(0), (Some("value"), Some(4), Some(2)));
    assert_eq!(counts(1), (Some("binding"), Some(1), Some(0)));
}

/// The JSON report of a rule over so many deals of 2 bn USD.
fn report_of(rule: &str, deals: usize) -> String {
    let deal = |i| format!("  d{i:04}: {{name: D, kind: cloud, stage: signed, value: 2 bn USD}}\n");
    let records = format!("deals:\n{}", (0..deals).map(deal).collect::<String>());
    let rule = format!("use std.deals\nrule r for d in Deal {{ flag high when {rule} }}\n");
    let place = Place::new().with("r.risk", rule).with("r.yaml", records);
    place.run("check r.yaml -r r.risk --fail-on never --format json").ended(0).out
}

#[test]
fn what_explanations_have_in_common_stands_once() {
    let rule = "d.value > 1 USD and d.value < sum of o.value for o in Deal where o.value > 1 USD";
    let report: Value = serde_json::from_str(&report_of(rule, 7)).expect("JSON");
    let shared = report["explanations"].as_array().expect("a list");
    assert_eq!(
        (shared.len(), &shared[0]["id"], &shared[0]["value"]),
        (1, &1.into(), &"14 bn USD".into())
    );
    assert_eq!(
        (shared[0]["children"].as_array().map(Vec::len), &shared[0]["more"]),
        (Some(5), &2.into())
    );
    for finding in report["findings"].as_array().expect("a list") {
        let compared = &finding["explanation"]["children"][1];
        assert_eq!(compared["children"][0]["value"], "2 bn USD");
        let sum = &compared["children"][1];
        assert_eq!((&sum["same_as"], &sum["value"]), (&1.into(), &"14 bn USD".into()));
        assert_eq!(sum["children"].as_array().map(Vec::len), Some(0));
    }
    let sizes = [100, 200].map(|deals| report_of(rule, deals).len());
    assert!(sizes[1] < 2 * sizes[0], "{sizes:?}");
}

#[test]
fn explanations_are_no_deeper_than_readers_of_json_go() {
    let sum = |terms: usize| format!("d.value{} > 1 USD", " + d.value".repeat(terms));
    // A chain is told side by side, so it grows with its terms.
    let sizes = [50, 100, 200].map(|terms| report_of(&sum(terms), 1).len());
    assert!(sizes[2] - sizes[1] < 3 * (sizes[1] - sizes[0]), "{sizes:?}");
    // What nests otherwise is told apart from some depth on.
    let nested = format!("{}d.value{} > 1 USD", "(1 USD + 2 * ".repeat(60), ")".repeat(60));
    for rule in [sum(200), nested] {
        let report = report_of(&rule, 1);
        let report: Value = serde_json::from_str(&report).expect("JSON of no great depth");
        assert_eq!(report["findings"][0]["explanation"]["value"], "true");
    }
}

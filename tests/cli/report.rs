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

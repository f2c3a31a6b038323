//! `--policy-changes`: rules, params and gates that are others than in the baseline.

use serde_json::Value;

use super::{DEALS, Place, RULES};

const FAIL: &str = "--policy-changes fail --fail-on never";

#[test]
fn other_rules_than_those_that_were_accepted() {
    let place = Place::new();
    let accept = "baseline accept deals.yaml -r rules.risk --as-of 2025-10-20 --because old";
    let check = format!("--baseline riskwright.baseline {FAIL}");
    place.run(accept).ended(0).says("accepted 1 high, 1 low");
    assert!(place.read("riskwright.baseline").contains("\n# file\trules.risk\t"));
    place.check(&check).ended(0);
    // What is only laid out anew is the same.
    let place = place.with("rules.risk", RULES.replace('\n', "\n\n"));
    place.check(&check).ended(0);
    let disabled =
        format!("{RULES}\nrule own for d in Deal {{ flag info when d.value = 0 USD }}\n");
    let disabled = format!("{disabled}disable rule own because \"no\"\n");
    let place = place.with("rules.risk", disabled);
    let said =
        "gate: failed: 1 change of policy (fail_on never, undetermined warn, policy_changes fail)";
    let ran = place.check(&check).ended(1);
    let words: Vec<&str> = ran.out.split_whitespace().collect();
    assert!(words.join(" ").contains(said), "{}", ran.out);
    ran.says("the rules are not those that the baseline was made with: rules.risk has");
    place.check("--baseline riskwright.baseline --fail-on never").ended(0).says("rules.risk has");
    place.check(&format!("{check} --lang bg")).ended(1).says("1 промяна на правилата");
    // Who accepts all accepts them, though nothing else is new.
    place.run(accept).ended(0).says("accepted rules and params as they are");
    place.run(accept).ended(0).says("nothing is new");
    place.check(&check).ended(0);
    let ran = place.check(&format!("{check} --param large=900_000_000USD")).ended(1);
    ran.says("was accepted under other rules or params");
    // Without a baseline nothing is another.
    place.check(FAIL).ended(0);
}

#[test]
fn a_report_tells_what_is_another() {
    let place = Place::new();
    place.check("--fail-on low --changed fail -o base.json").ended(1);
    let check = format!("--baseline base.json {FAIL} --param large=900_000_000USD");
    let ran = place.check(&format!("{check} --format json")).ended(1);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let reason = serde_json::json!({"kind": "policy", "count": 3, "severity": null});
    assert_eq!(report["summary"]["gate_reasons"], serde_json::json!([reason]));
    assert_eq!(report["policy"]["policy_changes"], "fail");
    let words: Vec<String> =
        place.check(&check).ended(1).out.split_whitespace().map(str::to_owned).collect();
    assert!(words.join(" ").contains("fail_on is never, then low"), "{words:?}");
    assert!(words.join(" ").contains("changed is warn, then fail"), "{words:?}");
    place.check(&format!("{check} --format junit")).says("name=\"policy\"");
    place.check(&format!("{check} --format html")).says("3 changes of policy");
    place.check("--baseline base.json --policy-changes fail --fail-on low --changed fail").ended(0);
    place.check("--baseline base.json --policy-changes shout").stopped("shout");
    let place = place.with("riskwright.yaml", "policy_changes: fail\n");
    place.check("--baseline base.json --fail-on never").ended(1).says("changes of policy");
    let place = place.with("riskwright.yaml", "policy_changes: shout\n");
    place.check("").stopped("RW004").warns("riskwright.yaml:1:1");
}

#[test]
fn who_accepts_one_finding_accepts_no_rules() {
    let place = Place::new()
        .with("riskwright.yaml", "rules: rules.risk\ndata: deals.yaml\nas_of: 2025-10-20\n");
    place.run("baseline accept --because old").ended(0);
    let place = place.with("rules.risk", RULES.replace("= 1 bn USD", "= 900 bn USD"));
    place.run(&format!("check {FAIL}")).ended(1).says("policy");
    let new = format!("{DEALS}  - {{id: elara, stage: announced, value: 3 m USD}}\n");
    let place = place.with("deals.yaml", new);
    place.run("baseline accept --key elara --because small").ended(0).says("accepted 1 low");
    place.run(&format!("check {FAIL}")).ended(1).says("policy");
    place.run("baseline accept --because all").ended(0);
    place.run(&format!("check {FAIL}")).ended(0);
}

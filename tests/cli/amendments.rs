//! Rules that a client's file changes: what is reported of the change.

use serde_json::Value;

use super::Place;

const MANIFEST: &str = "\
rules: rules.risk
data: [deals.yaml]
as_of: 2025-10-20
fail_on: never
profiles:
  client: {rules: client/amendments.risk}
";

/// Amends the rule of the house, and disables its own copy of another.
const CLIENT: &str = r#"
amend rule not-signed {
    cites "Mandate 3.2"
    flag high when deal.value >= 1 m USD
}
disable rule quiet because "not asked for"
"#;

fn place() -> Place {
    let rules =
        format!("{}rule quiet for d in Deal {{ flag info when d.value >= large }}\n", super::RULES);
    Place::new()
        .with("rules.risk", rules)
        .with("riskwright.yaml", MANIFEST)
        .with("client/amendments.risk", CLIENT)
}

#[test]
fn a_report_says_which_rules_were_changed() {
    let ran = place().run("check").ended(0).says("quiet").leaves_out("note:");
    ran.leaves_out("disabled");
    let ran = place().run("check --profile client").ended(0).says("3 high").says("1 rule disabled");
    ran.says("note: quiet is disabled (client/amendments.risk:6:14): not asked for")
        .says("note: not-signed is amended (client/amendments.risk:2:12)")
        .says("Mandate 3.2");
    place().run("check --profile client -q").ended(0).says("1 rule disabled");
}

#[test]
fn a_report_for_programs_says_it_too() {
    let ran = place().run("check --profile client --format json").ended(0);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["disabled"][0]["id"], "quiet");
    assert_eq!(report["disabled"][0]["because"], "not asked for");
    assert_eq!(report["disabled"][0]["line"], 6);
    assert_eq!(report["rules"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["rules"][0]["amended"][0]["file"], "client/amendments.risk");
}

#[test]
fn explanations_say_it_too() {
    let explain = |what: &str| place().run(&format!("explain {what} --profile client"));
    explain("not-signed borealis")
        .ended(0)
        .says("amended: client/amendments.risk:2:12")
        .says("(adds cites, replaces flag high)");
    explain("quiet atlas").stopped("RW009").warns("client/amendments.risk:6:14");
}

#[test]
fn a_run_whose_rules_are_all_disabled_does_not_pass() {
    let all = format!("{}disable rule not-signed\n", super::RULES);
    Place::new().with("rules.risk", all).check("").stopped("RW003");
}

//! Scenarios on the command line: `check --scenario`, and `stress`.

use serde_json::Value;

use super::{Place, RULES, Ran};

/// Two scenarios over the vocabulary of the other tests.
const SCENARIOS: &str = r#"
/// Everything costs ten times as much
scenario dear {
    set d.value = 10 * d.value for d in Deal
}

scenario signed-at-last {
    set d.stage = signed for d in Deal where d.value > 1 bn USD
}
"#;

fn place() -> Place {
    Place::new().with("rules.risk", format!("{RULES}{SCENARIOS}"))
}

fn stress(place: &Place, arguments: &str) -> Ran {
    place.run(&format!("stress deals.yaml -r rules.risk --as-of 2025-10-20 {arguments}"))
}

#[test]
fn one_scenario_alone() {
    let place = place();
    let ran = place.check("--scenario dear").ended(1);
    let ran = ran.says("scenario dear: Everything costs ten times as much");
    let ran = ran.says("3 facts changed").says("atlas: 60 bn USD announced");
    ran.says("set by scenario dear, rules.risk:").says("CRITICAL");
    place.check("").ended(1).leaves_out("scenario").leaves_out("CRITICAL");
    place.check("-q --scenario dear").ended(1).says("scenario dear:");
}

#[test]
fn a_scenario_in_the_json_report() {
    let ran = place().check("--scenario dear --format json").ended(1);
    let report = valid(&ran, include_str!("../../schema/report.schema.json"));
    assert_eq!(report["scenario"]["name"], "dear");
    assert_eq!(report["scenario"]["title"], "Everything costs ten times as much");
    assert_eq!(report["scenario"]["rounds"], Value::Array(Vec::new()));
    let facts = &report["findings"][0]["facts"];
    assert_eq!(facts[1]["path"], "value");
    assert_eq!((&facts[1]["scenario"], &facts[1]["file"]), (&"dear".into(), &"rules.risk".into()));
    assert_eq!((&facts[0]["scenario"], &facts[0]["file"]), (&Value::Null, &"deals.yaml".into()));
}

#[test]
fn what_would_tell_whether_a_record_is_meant() {
    let doubtful =
        "scenario doubtful { set d.stage = signed for d in Deal where d.value > 8 bn USD }";
    let place = Place::new().with("rules.risk", format!("{RULES}{doubtful}\n"));
    let place =
        place.with("deals.yaml", "deals: [{id: eos, stage: announced, value: 7..9 bn USD}]");
    let ran = place.check("--scenario doubtful").ended(0);
    let ran = ran.says("would be decided by stage (undecided, set by scenario doubtful,");
    ran.says("value of eos (too imprecise, deals.yaml:1:44)").says("value of eos: 1 verdict");
}

#[test]
fn what_a_verdict_possibly_is_may_be_all_that_turns() {
    let rules = "use std.deals
scenario rougher { set d.value = 3 bn USD + d.binding for d in Deal }
rule large for d in Deal {
    flag critical when d.value > 9 bn USD
    flag high     when d.value > 5 bn USD
    flag low      when d.value > 2 bn USD
}
";
    let deal = |id: &str, value: &str, binding: &str| {
        format!(
            "  {id}: {{name: {id}, kind: cloud, stage: signed, value: {value}, binding: {binding}}}\n"
        )
    };
    let deals = "deals:\n".to_owned()
        + &deal("more", "4 bn USD", "0..7 bn USD")
        + &deal("less", "3..8 bn USD", "1 bn USD");
    let place = Place::new().with("large.risk", rules).with("large.yaml", deals);
    let ran = place.run("stress large.yaml -r large.risk").ended(0);
    let ran = ran.says("now possibly critical: large").says("no longer possibly high: large");
    ran.says("~2").says("2 verdicts change in what they possibly are");
    // What is possibly worse is worse, as it is beside a baseline.
    let gate = place.run("stress large.yaml -r large.risk --fail-on low").ended(1);
    gate.says("gate: failed: 1 worse low (fail_on low)");
    place.run("stress large.yaml -r large.risk --fail-on medium").ended(0);
    let ran = place.run("stress large.yaml -r large.risk --format json").ended(0);
    let report = valid(&ran, include_str!("../../schema/stress.schema.json"));
    let turns = report["scenarios"][0]["turns"].as_array().expect("turns");
    let shift = turns.iter().find(|turn| turn["turn"] == "shifts").expect("a shift");
    assert_eq!((&shift["subject"]["key"], &shift["after"]), (&"more".into(), &"low".into()));
    assert_eq!(shift["possibly_after"], "critical");
    assert_eq!(shift.get("possibly_before"), None);
}

#[test]
fn no_such_scenario() {
    let place = place();
    place.check("--scenario deer").stopped("RW020").warns("did you mean `dear`?");
    place
        .check("--scenario flood")
        .stopped("RW020")
        .warns("the rules declare dear, signed-at-last");
    stress(&place, "--scenario deer").stopped("RW020").warns("did you mean `dear`?");
    stress(&Place::new(), "").stopped("RW020").warns("the rules declare no scenario");
    Place::new().check("--scenario dear").stopped("RW020").warns("declare one");
}

#[test]
fn what_every_scenario_does() {
    let ran = stress(&place(), "").ended(0);
    let ran = ran.says("[1] dear: Everything costs ten times as much");
    let ran =
        ran.says("CRITICAL  not-signed").says("worsens, was high: atlas: 60 bn USD announced");
    let ran = ran.says("[2] signed-at-last: signed at last").says("disappears, was high");
    ran.says("not-signed    2     2 +1  1 -1").says("gate: passed");
}

#[test]
fn the_gate_of_a_stress_run() {
    let place = place();
    stress(&place, "--fail-on critical").ended(1).says("gate: failed");
    stress(&place, "--fail-on critical --scenario signed-at-last").ended(0).leaves_out("dear");
    stress(&place, "--fail-on low --scenario signed-at-last").ended(0);
}

#[test]
fn the_json_report_of_a_stress_run() {
    let place = place();
    let ran = stress(&place, "--format json").ended(0);
    let report = valid(&ran, include_str!("../../schema/stress.schema.json"));
    assert_eq!(report["version"], 1);
    let worse = &report["scenarios"][0]["turns"][0];
    assert_eq!(worse["turn"], "worsens");
    assert_eq!((&worse["before"], &worse["after"]), (&"high".into(), &"critical".into()));
    assert_eq!(worse["subject"]["key"], "atlas");
    assert_eq!(report["scenarios"][1]["counts"]["disappears"], 1);
    assert_eq!(report["rules"][0]["flagged"], 2);
    assert_eq!(report["rules"][0]["scenarios"][1]["flagged"], 1);
    let again = stress(&place, "--format json --jobs 2").ended(0);
    assert_eq!(ran.out, again.out, "reports are byte-identical");
}

#[test]
fn stress_reports_to_files() {
    let place = place();
    let ran = stress(&place, "-o stress.json -o stress.txt --limit 1").ended(0);
    assert_eq!(ran.out, "");
    assert!(place.read("stress.json").starts_with("{\n  \"version\": 1,"));
    assert!(place.read("stress.txt").contains("Findings by rule"));
    stress(&place, "-o stress.docx").stopped("RW007");
    let no = "`junit` is not a format of stress reports: those are text, json";
    stress(&place, "-o stress.junit.xml").stopped("RW004").warns(no).warns("`--output`");
    stress(&place, "--format junit").stopped("RW004").warns(no).warns("`--format`");
    stress(&place, "-q").ended(0).says("not-signed").leaves_out("worsens");
}

#[test]
fn what_a_scenario_leaves_open_is_no_improvement() {
    let rules = "
record Party key id { id: text }
record Deal key id { id: text, from: Party?, to: Party?, value: money? }
rule size for d in Deal { flag high when d.value > 5 m USD  flag info when d.id = \"1\" }
flow f { for d in Deal: d.from -> d.to carrying d.value }
rule ring for r in cycles of f up to 4 { flag high when r.smallest > 1 m USD }
rule many for g in Deal by to { flag high when (sum of d.value for d in g) > 5 m USD }
scenario unsaid { set d.value = unknown for d in Deal }
scenario untied { set d.to = unknown for d in Deal where d.id = \"2\" }
scenario less   { set d.value = 1 USD for d in Deal }
";
    let records = "parties: [{id: p}, {id: q}]\ndeals:
- {id: 1, from: p, to: q, value: 9 m USD}
- {id: 2, from: q, to: p, value: 9 m USD}
";
    let place = Place::new().with("rules.risk", rules).with("deals.yaml", records);
    let of = |scenario: &str| stress(&place, &format!("--fail-on high --scenario {scenario}"));
    let ran = of("unsaid").ended(1).leaves_out("improves").leaves_out("disappears");
    let ran = ran.says("no longer decided, was high, possibly high: size");
    ran.says("gate: failed: 5 no longer decided, was high (fail_on high)");
    // A ring and a group that are not formed any more, and may be there all the same.
    let ran = of("untied").ended(1).leaves_out("disappears").says("UNDETERMINED  ring");
    ran.says("UNDETERMINED  many").says("gate: failed: 2 no longer decided, was high");
    of("less").ended(0).says("improves, was high: size").says("disappears, was high");
    let ran = stress(&place, "--format json --fail-on high --scenario untied").ended(1);
    let report = valid(&ran, include_str!("../../schema/stress.schema.json"));
    assert_eq!(report["scenarios"][0]["counts"]["opens"], 2);
    assert_eq!(report["rules"][1]["scenarios"][0]["undetermined"], 1);
    assert_eq!(report["summary"]["gate_reasons"][0]["kind"], "evidence-lost");
}

/// The report on standard output, which follows the schema.
fn valid(ran: &Ran, schema: &str) -> Value {
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    report
}

#[test]
fn what_a_cascade_leaves_open_is_told_of_its_end() {
    let rules = "use std.deals
define lost(party: Party) = sum of d.value for d in Deal where d.provider = party and d.recipient.failed
scenario run {
    set p.failed = p.rating = unrated for p in Party
    until stable, set p.failed = true for p in Party where lost(p) > p.equity
}
rule failed for p in Party { flag high when p.failed }
";
    let loan = |id: &str, from: &str, to: &str| {
        format!(
            "  {id}: {{name: {id}, kind: loan, stage: signed, provider: {from}, recipient: {to}, value: 4 bn USD}}\n"
        )
    };
    let party = |id: &str, facts: &str| format!("  {id}: {{name: {id}, {facts}}}\n");
    let records = "parties:\n".to_owned()
        + &party("a", "rating: unrated, failed: true")
        + &party("b", "rating: bbb, equity: 1 bn USD")
        + &party("c", "rating: bbb, equity: 1 bn USD")
        + &party("open", "equity: 9 bn USD")
        + &party("d", "rating: bbb, equity: 2..6 bn USD")
        + &party("e", "rating: bbb, equity: 1 bn USD")
        + "deals:\n"
        + &loan("ba", "b", "a")
        + &loan("cb", "c", "b")
        + &loan("co", "c", "open")
        + &loan("dc", "d", "c")
        + &loan("ed", "e", "d");
    let place = Place::new().with("run.risk", rules).with("run.yaml", records);
    let ran = place.run("check run.yaml -r run.risk --scenario run").ended(1);
    // First `c` may fail, as one that it lends to may have failed; then it does, as another has.
    let ran = ran.says("round 1: b, perhaps c\n").says("round 2: c, perhaps d\n");
    let ran = ran.says("4 facts changed").leaves_out("not given, set by");
    let ran = ran.says("failed (undecided, set by scenario");
    // What a step sets is not asked for, but what it is set to.
    let ran = ran.says("equity of d: 2 verdicts").says("rating of open: 1 verdict");
    ran.leaves_out("failed of open");
}

#[test]
fn what_a_scenario_perhaps_changes_within_its_range_is_in_doubt() {
    let rules = "
record Deal key id { id: text, value: money?, spent: money? }
scenario perhaps { set d.value = 4 USD for d in Deal where d.spent > 0 USD }
rule large for d in Deal { flag high when d.value >= 3 USD }
";
    let deals = "deals: [{id: within, value: 2..5 USD}, {id: equal, value: 4 USD}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let ran = place.check("--scenario perhaps").ended(1);
    let ran = ran.says("value (undecided, set by scenario perhaps");
    // What would be the same is as it was told.
    ran.says("spent of within (not given").says("value  4 USD  deals.yaml:1:");
}

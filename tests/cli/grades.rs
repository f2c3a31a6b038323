//! Scorecards on the command line: the gate, the baseline, scenarios.

use serde_json::Value;

use super::{Place, Ran};

const RULES: &str = r#"
record Deal key id { id: text, value: money?, rating: number? }
rule size for deal in Deal {
    flag critical when deal.value > 10 bn USD
    flag high     when deal.value > 1 bn USD
}
scorecard credit for deal in Deal {
    takes size
    grade D when critical >= 1
    grade C when high >= 1 or deal.rating > 4
    grade A
}
scenario dear { set d.value = 10 * d.value for d in Deal }
"#;

fn place(deals: &str) -> Place {
    Place::empty().with("rules.risk", RULES).with("deals.yaml", format!("deals: [{deals}]\n"))
}

/// The run on deals under a gate for grades alone, compared with that on others.
fn compared(before: &str, after: &str, flags: &str) -> Ran {
    let place = place(before);
    place.check("-o base.json");
    let place = place.with("deals.yaml", format!("deals: [{after}]\n"));
    place.check(&format!("--baseline base.json --fail-on never {flags}"))
}

#[test]
fn a_bad_grade_fails_the_gate() {
    let place = place("{id: a, value: 20 bn USD, rating: 1}, {id: b, value: 2 bn USD, rating: 1}");
    let ran = place.check("--fail-on never --fail-on-grade C").ended(1);
    ran.says("credit: 1 D, 1 C").says("gate: failed: 2 credit=C or worse (fail_on never,");
    place.check("--fail-on never --fail-on-grade credit=D").ended(1).says("1 credit=D or worse");
    place.check("--fail-on never").ended(0).says("critical >= 1: 1 critical");
}

#[test]
fn a_grade_that_is_only_possible_fails_where_what_is_open_does() {
    let place = place("{id: a, value: 1 USD}");
    let ran = place.check("--fail-on-grade C").ended(0);
    ran.says("A, possibly C").says("waits for").says("credit: 1 A; 1 possibly worse");
    let ran = place.check("--fail-on-grade C --undetermined fail").ended(1);
    ran.says("1 possibly credit=C or worse");
}

#[test]
fn a_grade_that_nobody_gives_is_no_gate() {
    let place = place("{id: a, value: 1 USD}");
    place.check("--fail-on-grade F").ended(2).warns("RW030").warns("but D, C, A");
    place.check("--fail-on-grade credits=D").ended(2).warns("did you mean `credit`?");
    let place = place.with("riskwright.yaml", "rules: rules.risk\nfail_on_grade: F\n");
    place.check("").ended(2).warns("RW004").warns("has no grade `F`");
    let place = place.with("riskwright.yaml", "fail_on_grade: [credit=D]\n");
    place.check("").ended(0);
    let bare = "record Deal key id { id: text }\nrule r for d in Deal { flag low when true }\n";
    let place = place.with("riskwright.yaml", "{}\n").with("rules.risk", bare);
    let place = place.with("deals.yaml", "deals: [{id: a}]\n");
    place.check("--fail-on-grade D").ended(2).warns("the rules declare no scorecard");
}

#[test]
fn a_grade_is_explained() {
    let place = place("{id: a, value: 2 bn USD}");
    let ran = place.run("explain credit a deals.yaml -r rules.risk --as-of 2025-10-20").ended(0);
    ran.says("grade D when critical >= 1: false")
        .says("grade C when high >= 1 or deal.rating > 4: true")
        .says("high  size of a");
    let place = place.with("deals.yaml", "deals: [{id: a, value: 1 USD, rating: 5}]\n");
    let ran = place.run("explain credit a deals.yaml -r rules.risk").ended(0);
    ran.says("deal.rating  5");
    let ran = place.run("explain credit b deals.yaml -r rules.risk").ended(2);
    ran.warns("there is no Deal with the key `b`");
    place.run("explain credi a deals.yaml -r rules.risk").warns("did you mean `credit`?");
}

#[test]
fn a_picture_is_coloured_by_grades() {
    let rules = "record Party key id { id: text, debt: money? }\n\
                 record Loan key id { id: text, from: Party, to: Party }\n\
                 flow loans { for l in Loan: l.from -> l.to }\n\
                 rule owes for p in Party { flag high when p.debt > 1 USD }\n\
                 scorecard credit for p in Party { takes owes grade C when high >= 1 grade A }\n\
                 rule any for l in Loan { flag low when true }\n\
                 scorecard other for l in Loan { takes any grade A }\n";
    let data = "parties: [{id: a, debt: 2 USD}, {id: b}]\nloans: [{id: l, from: a, to: b}]\n";
    let place = Place::empty().with("rules.risk", rules).with("data.yaml", data);
    let graph = |flags: &str| place.run(&format!("graph data.yaml -r rules.risk {flags}"));
    let ran = graph("--grades credit").ended(0).says("#f3a58c").says("A, possibly C");
    ran.says("credit C");
    graph("--grades credit --format dot").ended(0).says("fillcolor=\"#f3a58c\"");
    graph("").ended(0).leaves_out("#f3a58c");
    graph("--grades other").ended(2).warns("does not grade the parties of the flow `loans`");
    graph("--grades credi").ended(2).warns("did you mean `credit`?");
}

#[test]
fn beside_a_baseline_only_what_is_new_or_worse_fails() {
    let (big, large) =
        ("{id: a, value: 20 bn USD, rating: 1}", "{id: a, value: 2 bn USD, rating: 1}");
    compared(big, big, "--fail-on-grade D").ended(0).says("known from the baseline");
    let ran = compared(large, big, "--fail-on-grade D").ended(1);
    ran.says("worse than in the baseline, where it is C").says("1 new credit=D or worse");
    compared(big, large, "--fail-on-grade C").ended(0).says("better than in the baseline");
    let ran = compared(big, "{id: a, rating: 1}", "--fail-on-grade D").ended(1);
    ran.says("evidence is lost since the baseline, where it is D").says("1 no longer decided, was");
    compared(big, &format!("{big}, {{id: b, value: 20 bn USD}}"), "--fail-on-grade D").ended(1);
}

#[test]
fn a_scenario_changes_grades() {
    let place = place("{id: a, value: 2 bn USD, rating: 1}, {id: b, value: 1 USD, rating: 1}");
    let run = |format: &str| {
        place.run(&format!("stress deals.yaml -r rules.risk --as-of 2025-10-20 {format}"))
    };
    run("").ended(0).says("grades: 1 record has another").says("C -> D");
    let report: Value = serde_json::from_str(&run("--format json").out).expect("JSON");
    let grades = &report["scenarios"][0]["grades"];
    assert_eq!(grades.as_array().map(Vec::len), Some(1));
    assert_eq!((&grades[0]["before"], &grades[0]["after"]), (&"C".into(), &"D".into()));
}

#[test]
fn a_scenario_that_takes_a_grade_too_low_fails_the_gate() {
    let place = place("{id: a, value: 2 bn USD, rating: 1}, {id: b, value: 20 bn USD, rating: 1}");
    let run = |flags: &str| {
        place.run(&format!("stress deals.yaml -r rules.risk --as-of 2025-10-20 {flags}"))
    };
    // Who had it before is no worse for the scenario.
    let ran = run("--fail-on-grade D").ended(1);
    ran.says("gate: failed: 1 new credit=D or worse (fail_on never, fail_on_grade credit=D)");
    run("").ended(0);
    let json = run("--fail-on-grade credit=D --format json").ended(1);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../schema/stress.schema.json"));
    assert!(jsonschema::is_valid(&schema.expect("a schema"), &report));
    let reason = serde_json::json!(
        {"kind": "grade", "count": 1, "severity": null, "grade": "credit=D"}
    );
    assert_eq!(report["summary"]["gate_reasons"], serde_json::json!([reason]));
    assert_eq!(report["summary"]["fail_on_grade"][0], "credit=D");
    run("--fail-on-grade F").ended(2).warns("RW030").warns("but D, C, A");
    let none = RULES.replace("10 * d.value", "d.value / 10");
    let place = place.with("rules.risk", none);
    let run = place.run("stress deals.yaml -r rules.risk --as-of 2025-10-20 --fail-on-grade D");
    run.ended(0).says("gate: passed");
}

#[test]
fn a_scenario_that_leaves_a_grade_open_is_no_improvement() {
    let hidden = "set d.value = 30 bn USD for d in Deal where d.rating > 1";
    let rules = RULES.replace("set d.value = 10 * d.value for d in Deal", hidden);
    let rules = rules.replace("deal.value > 10 bn USD", "deal.value < 25 bn USD");
    let place = place("{id: a, value: 20 bn USD}").with("rules.risk", rules);
    let ran = place.run("stress deals.yaml -r rules.risk --fail-on-grade D").ended(1);
    ran.says("gate: failed: 1 no longer decided, was credit=D or worse");
}

#[test]
fn lost_evidence_of_a_grade_stays_lost() {
    let place = place("{id: a, value: 20 bn USD, rating: 1}");
    place.check("--fail-on never -o base.json");
    let place = place.with("deals.yaml", "deals: [{id: a, rating: 1}]\n");
    let gate = "--fail-on never --fail-on-grade D";
    let ran = place.check(&format!("{gate} --baseline base.json -o next.json")).ended(1);
    ran.leaves_out("passed");
    place.check(&format!("{gate} --baseline next.json")).ended(1).says("no longer decided");
}

#[test]
fn a_grade_is_no_better_for_findings_that_are_lost() {
    let rules = "record Deal key id { id: text, value: money? }\n\
                 rule size for d in Deal { flag critical when (d.value or else 0 USD) > 1 USD }\n\
                 scorecard credit for d in Deal { takes size grade D when critical >= 1 grade A }\n";
    let place = place("{id: a, value: 2 USD}").with("rules.risk", rules);
    place.check("--fail-on never -o base.json");
    let place = place.with("deals.yaml", "deals: [{id: a}]\n");
    let ran = place.check("--fail-on never --fail-on-grade D --baseline base.json").ended(1);
    ran.says("1 no longer decided, was credit=D or worse");
}

/// A scorecard whose own conditions look at whether facts are told.
const TOLD: &str = r#"
record Part { worth: money? }
record Deal key id { id: text, value: money?, rating: number?, parts: list of Part? }
rule any for deal in Deal { flag info when deal.value > 900 bn USD }
scorecard credit for deal in Deal {
    takes any
    grade D when (deal.value or else 0 USD) > 10 bn USD
    grade C when (sum of (part.worth or else 0 USD) for part in deal.parts) > 1 bn USD
    grade B when deal.rating is known and deal.rating > 4
    grade A
    cap C when deal.rating is unknown and (deal.value or else 0 USD) > 1 bn USD
}
"#;

fn beside(before: &str, after: &str, flags: &str) -> Ran {
    let place = place(before).with("rules.risk", TOLD);
    place.check("--fail-on never -o base.json");
    let place = place.with("deals.yaml", format!("deals: [{after}]\n"));
    place.check(&format!("--baseline base.json --fail-on never {flags}"))
}

#[test]
fn a_grade_is_no_better_for_a_fact_that_is_told_no_more() {
    let parts = "parts: [{worth: 2 bn USD}]";
    for (before, after, line, fact) in [
        ("value: 20 bn USD, rating: 1", "rating: 1", "D", "deal.value (told no more"),
        ("value: 2 bn USD", "", "C", "deal.value (told no more"),
        ("rating: 5", "", "B", "deal.rating (told no more"),
        // What gave the grade is told otherwise, and what would give the next is gone.
        ("value: 20 bn USD, rating: 5", "value: 1 USD", "B", "deal.rating (told no more"),
        (parts, "parts: [{}]", "C", "worth (told no more"),
    ] {
        let deal = |facts: &str| format!("{{id: a, parts: [], {facts}}}").replace(", }", "}");
        let deal = |facts: &str| match facts.starts_with("parts") {
            true => format!("{{id: a, rating: 1, value: 1 USD, {facts}}}"),
            false => deal(facts),
        };
        let gate = format!("--fail-on-grade {line}");
        let ran = beside(&deal(before), &deal(after), &gate).ended(1);
        ran.says(&format!("gate: failed: 1 no longer decided, was credit={line} or worse"))
            .says("evidence is lost since the baseline, where it is")
            .says(fact)
            .says("1 better for lost evidence alone");
    }
}

#[test]
fn a_grade_is_better_for_a_fact_that_is_told_otherwise() {
    let gate = "--fail-on-grade B";
    let (before, after) = ("{id: a, value: 20 bn USD, parts: [], rating: 5}", "value: 1 USD");
    let ran = beside(before, &format!("{{id: a, parts: [], rating: 1, {after}}}"), gate).ended(0);
    ran.says("credit: 1 A").leaves_out("lost");
    // What no condition looks at may go.
    let before = "{id: a, value: 1 USD, parts: [{worth: 2 bn USD}], rating: 1}";
    let after = "{id: a, parts: [{worth: 1 USD}], rating: 1}";
    beside(before, after, gate).ended(0).leaves_out("lost");
}

#[test]
fn evidence_of_a_grade_that_is_gone_stays_gone() {
    let place = place("{id: a, value: 20 bn USD, parts: [], rating: 1}").with("rules.risk", TOLD);
    place.check("--fail-on never -o base.json");
    let place = place.with("deals.yaml", "deals: [{id: a, parts: [], rating: 1}]\n");
    let gate = "--fail-on never --fail-on-grade D --baseline";
    place.check(&format!("{gate} base.json -o next.json")).ended(1);
    let report: Value = serde_json::from_str(&place.read("next.json")).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../schema/report.schema.json"));
    assert!(jsonschema::is_valid(&schema.expect("a schema"), &report));
    let grade = &report["grades"][0];
    assert_eq!((&grade["change"], &grade["was"]), (&"evidence-lost".into(), &"D".into()));
    assert_eq!(grade["rested_on"][0]["path"], "deal.value");
    assert_eq!(grade["missing"][0]["reason"], "told no more");
    place.check(&format!("{gate} next.json")).ended(1).says("1 no longer decided");
    let place = place.with("deals.yaml", "deals: [{id: a, value: 1 USD, parts: [], rating: 1}]\n");
    place.check(&format!("{gate} next.json")).ended(0);
}

#[test]
fn what_a_grade_possibly_was_is_no_better_for_a_fact_that_is_gone() {
    let rules = TOLD.replace("> 10 bn USD", "> 10 bn USD and deal.rating > 4");
    let place = place("{id: a, value: 20 bn USD, parts: []}").with("rules.risk", rules);
    let gate = "--fail-on never --fail-on-grade D --undetermined";
    place.check(&format!("{gate} fail -o base.json")).ended(1);
    let place = place.with("deals.yaml", "deals: [{id: a, parts: []}]\n");
    let ran = place.check(&format!("{gate} fail --baseline base.json")).ended(1);
    ran.says("1 possibly credit=D or worse").says("where it is C, possibly D");
    place.check(&format!("{gate} ignore --baseline base.json")).ended(0);
}

#[test]
fn nobody_to_grade_is_no_pass() {
    let rules = "record Party key id { id: text }\n\
                 record Deal key id { id: text, buyer: Party?, value: money? }\n\
                 rule size for d in Deal { flag critical when d.value > 1 USD }\n\
                 scorecard credit for p in Party { takes size by buyer grade D when critical >= 1 grade A }\n";
    let place = place("{id: a, value: 2 USD}").with("rules.risk", rules);
    place.check("--fail-on never").ended(0).says("note: no Party to grade by credit");
    place.check("--fail-on never --fail-on-grade D").stopped("RW002").warns("there is no Party");
    let place = place.with("riskwright.yaml", "may_be_empty: [Party]\n");
    place.check("--fail-on never --fail-on-grade D").ended(0);
}

#[test]
fn grades_in_another_order_are_other_grades() {
    let place = place("{id: a, value: 2 bn USD, rating: 1}");
    place.check("--fail-on never -o base.json");
    let other = RULES
        .replace("grade D when critical >= 1\n", "")
        .replace("    grade A", "    grade D when critical >= 1\n    grade A");
    let place = place.with("rules.risk", other);
    let gate = "--fail-on never --fail-on-grade C --baseline base.json";
    place.check(gate).ended(1).says("1 new credit=C or worse");
    let gone = "record Deal key id { id: text, value: money?, rating: number? }\n\
                rule size for deal in Deal { flag high when deal.value > 1 bn USD }\n";
    let place = place.with("rules.risk", gone);
    let ran = place.check("--fail-on never --baseline base.json");
    ran.says("1 grade of the baseline is of a record that is graded no more");
}

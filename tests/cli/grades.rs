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

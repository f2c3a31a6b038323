//! What would let a gate pass in silence, or lose what somebody said: told, and done otherwise.

use std::process::{Child, Command, Stdio};

use super::Place;

const RULES: &str = "\
record Deal key id { id: text, value: money? }
rule big for deal in Deal { flag high when deal.value > 1 bn USD }
";

fn place(manifest: &str) -> Place {
    let deals = (0..8).map(|n| format!("  - {{id: deal-{n}, value: 2 bn USD}}\n"));
    let head = "as_of: 2026-01-15\nrules: [rules.risk]\n";
    Place::empty()
        .with("riskwright.yaml", format!("{head}{manifest}"))
        .with("rules.risk", RULES)
        .with("deals.yaml", format!("deals:\n{}", deals.collect::<String>()))
}

const DATA: &str = "data: [deals.yaml]\n";

#[test]
fn a_guard_that_says_nothing_is_an_error() {
    for guard in ["budget", "require", "max_waiver", "fail_on_amount", "fail_on_grade"] {
        let ran = place(&format!("{DATA}{guard}:\n")).run("check");
        ran.stopped("RW004").warns(&format!("`{guard}` says nothing"));
    }
    let ran = place(&format!("{DATA}require: {{rules: []}}\n")).run("check");
    ran.stopped("RW004").warns("names no rule");
    place("").run("check").stopped("RW002").warns("riskwright.yaml` names no record files");
}

#[test]
fn what_is_asked_the_wrong_way_round_is_told() {
    let place = place(DATA);
    let waive = "--until 2026-05-01 --because b --by c";
    let ran = place.run(&format!("waive deal-1 big {waive}")).stopped("RW009");
    ran.warns("the rule comes first: `big deal-1`");
    place.run("explain deal-1 big").stopped("RW009").warns("the rule comes first");
    place.run("baseline check").stopped("RW001").warns("`riskwright baseline accept --because");
}

#[test]
fn json_that_is_no_report_is_told_without_names_of_types() {
    let place = place(DATA).with("list.json", "[1]").with("null.json", "null");
    place.run("check -o report.json --fail-on never").ended(0);
    let report = place.read("report.json");
    let place = place
        .with("day.json", report.replace("\"as_of\":\"2026-01-15\"", "\"as_of\":\"2026-02-31\""))
        .with("odd.json", report.replace("\"findings\": [", "\"findings\": [3, "));
    for (file, why) in [
        ("list.json", "it is a list"),
        ("null.json", "it is a single value"),
        ("odd.json", "expected an object"),
    ] {
        let ran = place.run(&format!("diff {file} report.json")).stopped("RW036").warns(why);
        assert!(!ran.err.contains("struct"), "{}", ran.err);
    }
    if place.read("day.json").contains("2026-02-31") {
        place.run("diff --series day.json").stopped("RW036").warns("which is no day");
    }
}

#[test]
fn a_report_of_a_failed_run_and_a_looser_gate_are_told() {
    let place = place(&format!(
        "{DATA}budget: {{high: 5}}\nrequire: {{Deal: \">= 8\"}}\nfail_on_amount: 1 m USD\n"
    ));
    place.run("check -o report.json").ended(1);
    let place = place.with(
        "riskwright.yaml",
        "as_of: 2026-01-15\nrules: [rules.risk]\ndata: [deals.yaml]\nbudget: {high: 9}\n\
         require: {Deal: \">= 2\"}\nfail_on_amount: 2 m USD\n",
    );
    let ran = place.run("check --baseline report.json --policy-changes fail").ended(1);
    let out = ran.out.replace("\n  ", " ");
    for told in [
        "the baseline is the report of a run that failed",
        "budget of high is 9, then 5",
        "require Deal is >= 2, then >= 8",
        "fail_on_amount is 2 m USD, then 1 m USD",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
}

/// Whoever is told that it was accepted finds it in the file, however many did so at once.
#[test]
fn what_is_accepted_at_once_is_not_lost() {
    let place = place(DATA);
    place.run("baseline accept --key deal-0 --because first").ended(0);
    let accept = |n: usize| -> Child {
        let key = format!("deal-{n}");
        let arguments = ["baseline", "accept", "--key", &key, "--because", "seen"];
        Command::new(env!("CARGO_BIN_EXE_riskwright"))
            .args(arguments)
            .current_dir(place.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program")
    };
    let all: Vec<(usize, Child)> = (1..8).map(|n| (n, accept(n))).collect();
    let mut done = 0;
    for (n, mut child) in all {
        if child.wait().expect("its end").success() {
            let file = place.read("riskwright.baseline");
            assert!(file.contains(&format!("\tdeal-{n}\t")), "deal-{n} is lost: {file}");
            done += 1;
        }
    }
    assert!(done > 0);
}

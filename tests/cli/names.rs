//! Whose name is meant where a pack and who uses it have one in common.

use super::Place;

const DEALS: &str = "deals:\n  - {id: atlas, value: 2 bn USD}\n";

const KINDS: &str = "record Deal key id { id: text\n value: money? }\n";

/// Two packs and a file that uses both.
fn place(own: &str) -> Place {
    let pack = |name: &str, large: &str| {
        format!(
            "use kinds\nparam large: money = {large}\n\
             rule {name} for d in Deal {{ flag low when d.value > large }}\n"
        )
    };
    Place::empty()
        .with("deals.yaml", DEALS)
        .with("kinds.risk", KINDS)
        .with("one.risk", pack("one", "1 bn USD"))
        .with("two.risk", pack("two", "3 bn USD"))
        .with("own.risk", format!("use kinds\nuse one\nuse two\n{own}"))
}

#[test]
fn of_two_packs_none_wins_where_the_name_is_said() {
    let silent = place("rule mine for d in Deal { flag low when d.value > 1 USD }\n");
    silent.run("check -r own.risk deals.yaml").ended(0).says("2 low");
    let said = place("rule mine for d in Deal { flag low when d.value > large }\n");
    said.run("check -r own.risk deals.yaml")
        .stopped("RW210")
        .warns("say which: `one.large` or `two.large`");
    silent
        .run("check -r own.risk deals.yaml --param large=1USD")
        .stopped("RW210")
        .warns("say which: `one.large` or `two.large`");
}

#[test]
fn the_own_name_wins_and_is_what_a_run_sets() {
    let place = place(
        "param large: money = 5 bn USD\nrule mine for d in Deal { flag high when d.value > large }\n",
    );
    let run = |params: &str| place.run(&format!("check -r own.risk deals.yaml {params}"));
    run("")
        .ended(0)
        .says("1 low")
        .says("note: `large` is the project's own (own.risk:4:7), where packs have `one.large`")
        .says("(one.risk:2:7), `two.large` (two.risk:2:7)");
    run("--param large=1bn_USD").stopped("RW");
    run("--param large=1USD").ended(1).says("1 high");
    run("--param two.large=1USD").ended(0).says("2 low");
    run("--param three.large=1USD").stopped("RW218");
}

#[test]
fn a_finding_is_the_same_whatever_the_run_calls_its_rule() {
    let own = "rule one for d in Deal { flag low when d.value > 1 USD }\n";
    let letter =
        "deals: [{id: a, name: A, kind: cloud, stage: letter_of_intent, value: 100 bn USD}]\n";
    let place = Place::empty()
        .with("deals.yaml", DEALS)
        .with("letter.yaml", letter)
        .with("packs.risk", "use std.commitment\n")
        .with("both.risk", "use std.commitment\nrule intent-only-agreement for d in Deal { flag low when d.value > 1 USD }\n")
        .with("mine.risk", format!("use kinds\n{own}"))
        .with("pack.risk", format!("use kinds\n{own}"))
        .with("user.risk", "use kinds\nuse pack\n")
        .with("kinds.risk", KINDS);
    let prints = |files: &str, rule: &str| -> Vec<String> {
        let ran = place.run(&format!("check -r {files} --format json"));
        let report: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
        let all = ["findings", "undetermined"];
        let all = all.iter().flat_map(|list| report[list].as_array().expect("a list"));
        let of_rule = all.filter(|finding| finding["rule"] == rule);
        of_rule.map(|finding| finding["fingerprint"].to_string()).collect()
    };
    let plain = prints("packs.risk letter.yaml", "intent-only-agreement");
    assert!(!plain.is_empty());
    assert_eq!(plain, prints("both.risk letter.yaml", "commitment.intent-only-agreement"));
    assert_ne!(plain, prints("both.risk letter.yaml", "intent-only-agreement"));
    // A file is no other because another uses it.
    assert_eq!(prints("mine.risk deals.yaml", "one"), prints("user.risk deals.yaml", "one"));
}

/// Two packs with a flow and a rule of one name.
fn alike() -> Place {
    let pack = |from: &str, to: &str| {
        format!(
            "use kinds\nflow paid {{ for d in Deal: d.{from} -> d.{to} carrying d.value }}\n\
             rule big for d in Deal {{ flag low when d.value > 1 USD }}\n"
        )
    };
    Place::empty()
        .with("kinds.risk", "record Deal key id { id: text\n a: Party\n b: Party\n value: money? }\nrecord Party key id { id: text }\n")
        .with("one.risk", pack("a", "b"))
        .with("two.risk", pack("b", "a"))
        .with("own.risk", "use kinds\nuse one\nuse two\n")
        .with("deals.yaml", "parties: [{id: p}, {id: q}]\ndeals: [{id: atlas, a: p, b: q, value: 2 USD}]\n")
}

#[test]
fn what_a_run_is_asked_about_goes_by_its_pack() {
    let place = alike();
    let explain = |rule: &str| place.run(&format!("explain {rule} atlas -r own.risk deals.yaml"));
    explain("one.big").ended(0).says("one.big on Deal atlas");
    explain("big").stopped("RW009").warns("one.big, two.big");
    explain("three.big").stopped("RW009").warns("there is no rule or scorecard `three.big`");
    let graph =
        |flow: &str| place.run(&format!("graph --format dot -r own.risk --flow {flow} deals.yaml"));
    graph("two.paid").ended(0).says("digraph");
    graph("paid").stopped("RW017").warns("say which: one.paid or two.paid");
}

#[test]
fn one_rule_of_a_name_may_be_asked_for_either_way() {
    let place = place("");
    let explain = |rule: &str| place.run(&format!("explain {rule} atlas -r one.risk deals.yaml"));
    explain("one").ended(0).says("one on Deal atlas");
    explain("one.one").ended(0).says("one on Deal atlas");
}

#[test]
fn a_new_project_takes_every_pack() {
    let place = Place::empty();
    place.run("init p").ended(0);
    let rules = place.read("p/rules/first.risk");
    let uses: String =
        riskwright::pack::PACKS.iter().map(|pack| format!("use {}\n", pack.name)).collect();
    let rules = rules.replace("use std.deals\n", &uses);
    std::fs::write(place.path().join("p/rules/first.risk"), rules).expect("the template");
    place
        .run("check p")
        .says("`large` is the project's own")
        .says("`commitment.large` (rules/commitment.risk");
}

#[test]
fn what_a_file_uses_is_what_lies_beside_it() {
    let side = |name: &str| {
        format!(
            "use kinds\nuse limit\nrule {name} for d in Deal {{ flag low when d.value > limit }}\n"
        )
    };
    let limit = |amount: &str| format!("param limit: money = {amount}\n");
    Place::empty()
        .with("deals.yaml", DEALS)
        .with("kinds.risk", KINDS)
        .with("east/side.risk", side("east"))
        .with("west/side.risk", side("west"))
        .with("east/limit.risk", limit("1 bn USD"))
        .with("west/limit.risk", limit("3 bn USD"))
        .with("own.risk", "use east.side\nuse west.side\nuse west.limit\n")
        .run("check -r own.risk deals.yaml --param east.limit.limit=1USD --format json")
        .ended(0)
        .says("\"id\":\"east\",\"title\":\"east\"")
        .says("\"name\":\"east.limit.limit\",\"value\":\"1 USD\"")
        .says("\"name\":\"west.limit.limit\",\"value\":\"3 bn USD\"");
}

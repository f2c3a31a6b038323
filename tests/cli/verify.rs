//! `riskwright verify`: whether the inputs that a report names give that report.

use std::fs;

use super::{DEALS, Place, RULES};

const MANIFEST: &str = "project: book\nrules: rules/\ndata: [deals.yaml]\nas_of: 2025-10-20\n\
    params: {large: 2 bn USD}\nfail_on: medium\nlang: bg\n\
    profiles: {strict: {params: {large: 500 m USD}, undetermined: fail}}\n";

/// A project in a folder with a blank in its name, and a report of it.
fn project() -> Place {
    let place = Place::empty()
        .with("book of deals/riskwright.yaml", MANIFEST)
        .with("book of deals/rules/сделки.risk", RULES)
        .with("book of deals/deals.yaml", DEALS);
    in_folder(&place, "check --profile strict -o ../report.json").ended(1);
    place
}

/// Runs the program in the project's folder.
fn in_folder(place: &Place, arguments: &str) -> super::Ran {
    let mut command = place.command(arguments);
    command.arg("--path-root").arg("..").current_dir(place.path().join("book of deals"));
    super::ran(command.output().expect("the program runs"))
}

#[test]
fn the_same_inputs_give_the_same_report() {
    let place = project();
    place.run("verify report.json").ended(0).says("report.json: its inputs give this report");
    in_folder(&place, "verify ../report.json").ended(0).says("its inputs give this report");
    let names = place.files();
    place.run("verify report.json -q").ended(0);
    assert_eq!(place.files(), names, "nothing is written");
    let schema = include_str!("../../schema/report.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("JSON");
    let report = serde_json::from_str(&place.read("report.json")).expect("JSON");
    let wrong: Vec<String> = jsonschema::validator_for(&schema)
        .expect("a schema")
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(report["asked"]["profile"], "strict");
    assert_eq!(report["asked"]["manifest"]["path"], "book of deals/riskwright.yaml");
    // Blanks between what it says are nobody's.
    let report: serde_json::Value = serde_json::from_str(&place.read("report.json")).expect("JSON");
    let place = place.with("flat.json", report.to_string());
    place.run("verify flat.json").ended(0);
}

#[test]
fn what_was_said_on_the_command_line_is_said_again() {
    let place = Place::new().with("more.csv", "id,stage,value\neos,announced,3 bn USD\n");
    let rules = format!("{RULES}\nscenario dear {{ set d.value = 10 * d.value for d in Deal }}\n");
    let place = place.with("rules.risk", rules);
    for flags in [
        "Deal=more.csv",
        "--param large=500_000_000USD",
        "--currency EUR",
        "--scenario dear",
        "--explanations all",
        "--lang bg",
        "--fail-on low --undetermined fail --changed ignore",
        "--fail-on-amount 5_000_000_000USD",
    ] {
        let ran = place.check(&format!("-o report.json {flags}"));
        assert_ne!(ran.code, Some(2), "{flags}: {}", ran.err);
        let ran = place.run("verify report.json");
        assert_eq!(ran.code, Some(0), "{flags}: {}{}", ran.out, ran.err);
    }
    place.check("-o base.json");
    place.check("--baseline base.json -o report.json").ended(0);
    place.run("verify report.json").ended(0);
    let base = place.read("base.json") + "\n";
    let place = place.with("base.json", base);
    place.run("verify report.json").ended(1).says("policy");
}

#[test]
fn what_differs_is_told_first_of_the_inputs() {
    let place = project();
    let deals = DEALS.replace("10 m USD", "10 bn USD");
    let place = place.with("book of deals/deals.yaml", deals);
    place
        .run("verify report.json")
        .ended(1)
        .says("data: book of deals/deals.yaml changed")
        .says("high, was low  not-signed  borealis")
        .says("because of: data (book of deals/deals.yaml)")
        .says("report.json: its inputs give another report");
    let place = place.with("book of deals/deals.yaml", DEALS);
    place.run("verify report.json").ended(0);
    // The manifest alone is another.
    let place = place.with("book of deals/riskwright.yaml", format!("{MANIFEST}# reviewed\n"));
    place.run("verify report.json").ended(1).says("book of deals/riskwright.yaml changed");
    let place = place.with("book of deals/riskwright.yaml", MANIFEST);
    // A report that was mended by hand is not what its inputs give.
    let text =
        place.read("report.json").replacen("\"severity\":\"high\"", "\"severity\":\"low\"", 1);
    let place = place.with("mended.json", text);
    place.run("verify mended.json").ended(1).says("nothing that the reports tell of");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let text = place.read("report.json").replacen(&version, "\"version\": \"0.0.9\"", 1);
    let place = place.with("older.json", text);
    place.run("verify older.json").ended(1).says("Riskwright's version").says("was 0.0.9");
}

#[test]
fn what_cannot_be_run_again_is_told() {
    let place = project();
    fs::remove_file(place.path().join("book of deals/deals.yaml")).expect("a file");
    place.run("verify report.json").stopped("RW037").warns("book of deals/deals.yaml");
    let place = place.with("book of deals/deals.yaml", DEALS);
    place.run("verify --path-root gone report.json").stopped("RW001");
    place.run("verify gone.json").stopped("RW001");
    place.run("verify").ended(2);
    let place = place.with("book of deals/rules/сделки.risk", "rule broken");
    let ran = place.run("verify report.json");
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    let text = place.read("report.json");
    let from = text.find("\"asked\"").expect("what was asked for");
    let to = from + text[from..].find("\n  \"inputs\"").expect("the inputs");
    let place = place.with("early.json", format!("{}{}", &text[..from], &text[to..]));
    place.run("verify early.json").stopped("RW036").warns("earlier version");
    let place = Place::new().with("x.csv", "id,stage\na,signed\n");
    let mut command = place.command("check Deal=- --input-format csv -r rules.risk -o report.json");
    let input = fs::File::open(place.path().join("x.csv")).expect("a file");
    let ran = super::ran(command.stdin(input).output().expect("the program runs"));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    place.run("verify report.json").stopped("RW036").warns("standard input");
}

#[test]
fn a_report_is_not_trusted() {
    let place = project().with("secret", "root:hash\n");
    let report = place.read("report.json");
    // A key that is told twice says something else to who reads the first.
    let forged = report.replacen("\"notes\":", "\"notes\": [], \"notes\":", 1);
    let place = place.with("forged.json", forged);
    place.run("verify forged.json").ended(1).says("keys told twice");
    // What it names outside is not read.
    let out = report.replacen("book of deals/riskwright.yaml", "../../etc/hostname", 1);
    let place = place.with("out.json", out);
    let ran = place.run("verify out.json");
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    ran.warns("leads out of the project");
}

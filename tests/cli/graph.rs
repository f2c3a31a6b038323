//! `riskwright graph`: flows as pictures.

use super::Place;

const RULES: &str = r#"
record Firm key id { id: text, name: text? }
record Deal key id { id: text, from: Firm, to: Firm, value: money?, firm: bool? }
flow money { for d in Deal where d.firm: d.from -> d.to carrying d.value }
flow control { for d in Deal: d.to -> d.from }
rule ring for ring in cycles of money up to 3 { flag high when ring.smallest >= 1 USD }
"#;
const RECORDS: &str = "
firms: [{id: a, name: Атлас}, {id: b}]
deals:
  - {id: d1, from: a, to: b, value: up to 5 bn USD, firm: true}
  - {id: d2, from: b, to: a, value: 2 bn USD}
";
const ON: &str = "all.yaml -r rules.risk";

fn place() -> Place {
    Place::empty().with("rules.risk", RULES).with("all.yaml", RECORDS)
}

#[test]
fn the_first_flow_is_drawn() {
    let place = place();
    let svg = place.run(&format!("graph {ON}")).ended(0);
    let svg = svg.says("<svg").says("Атлас").says("up to 5 bn USD").says("ring");
    let again = place.run(&format!("graph {ON} --jobs 1")).ended(0);
    assert_eq!(svg.out, again.out);
}

#[test]
fn an_ending_is_a_format() {
    let place = place();
    place.run(&format!("graph {ON} -o flow.dot")).ended(0);
    let dot = place.read("flow.dot");
    assert!(dot.starts_with("digraph"), "{dot}");
    assert!(dot.contains("\"a\" -> \"b\""), "{dot}");
    // Whether the second deal is firm is not told.
    assert!(dot.contains("style=dashed") || dot.contains("style=\"dashed"), "{dot}");
}

#[test]
fn an_ending_that_is_no_format_of_pictures() {
    let place = place();
    for file in ["flow.pdf", "flow"] {
        let stopped = place.run(&format!("graph {ON} -o {file}")).stopped("RW007");
        stopped.warns(file).warns(".svg or .dot");
    }
    assert!(!place.files().iter().any(|file| file.contains("flow")), "{:?}", place.files());
    place.run(&format!("graph {ON} -o flow.SVG")).ended(0);
    assert!(place.read("flow.SVG").contains("<svg"));
    place.run(&format!("graph {ON} -o flow --format dot")).ended(0);
    assert!(place.read("flow").starts_with("digraph"));
}

#[test]
fn what_cannot_be_drawn() {
    let place = place()
        .with(
            "none.risk",
            "record Deal key id { id: text }\nrule r for d in Deal { flag low when true }\n",
        )
        .with("none.yaml", "deals: [{id: x}]\n");
    place.run(&format!("graph {ON} --flow monye")).stopped("RW017").warns("did you mean `money`");
    place.run("graph none.yaml -r none.risk").stopped("RW017").warns("declare one");
    place.run(&format!("graph {ON} --rings 1")).ended(2);
}

#[test]
fn a_flow_needs_no_rule() {
    let place = Place::new().with(
        "flow.risk",
        "use std.deals\nflow sales { for d in Deal: d.buyer -> d.seller carrying d.value }\n",
    );
    let deals = "parties: [{id: a, name: A}, {id: b, name: B}]\ndeals:\n  - \
                 {id: x, name: X, kind: cloud, stage: signed, buyer: a, seller: b, value: 1 USD}\n";
    let place = place.with("flow.yaml", deals);
    place.run("graph flow.yaml -r flow.risk").ended(0).says("<svg");
    place.run("check flow.yaml -r flow.risk").stopped("RW003");
    place.run("stress flow.yaml -r flow.risk").stopped("RW003");
}

#[test]
fn what_is_not_drawn_is_told() {
    let rules = "use std.deals\n\
                 flow owed { for d in Deal: d.buyer -> d.seller carrying d.value }\n";
    let deal = |id: &str, seller: &str| {
        format!(
            "  {id}: {{name: D, kind: cloud, stage: signed, buyer: a, {seller}value: 1 bn USD}}\n"
        )
    };
    let records = format!(
        "parties:\n  a: {{name: A}}\n  b: {{name: B}}\ndeals:\n{}{}",
        deal("x", "seller: b, "),
        deal("y", ""),
    );
    let place = Place::empty().with("r.risk", rules).with("r.yaml", records);
    let ran = place.run("graph r.yaml -r r.risk --flow owed --format dot").ended(0);
    ran.warns("RW017").warns("1 record (y) does not tell").says("1 record (y) does not tell");
}

#[test]
fn a_scenario_is_drawn_with_who_fails_and_what_is_lost() {
    let rules = r#"
record Firm key id { id: text, equity: money, failed: bool }
record Loan key id { id: text, lender: Firm, borrower: Firm, value: money }
flow money { for l in Loan: l.lender -> l.borrower carrying l.value }
define lost(f: Firm) = sum of l.value for l in Loan where l.lender = f and l.borrower.failed
scenario fall {
    set f.failed = true for f in Firm where f.id = "a"
    until stable, set f.failed = true for f in Firm where lost(f) > f.equity loss lost(f)
}
rule fallen for f in Firm { flag high when f.failed }
"#;
    let records = "
firms:
  - {id: a, equity: 1 USD, failed: false}
  - {id: b, equity: 1 bn USD, failed: false}
  - {id: c, equity: 9 bn USD, failed: false}
loans:
  - {id: ba, lender: b, borrower: a, value: 2 bn USD}
  - {id: cb, lender: c, borrower: b, value: 3 bn USD}
";
    let place = Place::empty().with("rules.risk", rules).with("all.yaml", records);
    let drawn = place.run(&format!("graph {ON} --scenario fall")).ended(0);
    let drawn = drawn.says("scenario fall, lost in all: 5 bn USD").says(">a (failed)<");
    drawn.says("b (failed, round 1: loses 2 bn USD)").says("c (bears its loss, loses 3 bn USD)");
    let plain = place.run(&format!("graph {ON}")).ended(0);
    assert!(!plain.out.contains("failed"));
    place.run(&format!("graph {ON} --scenario fail")).stopped("RW020").warns("fall");
}

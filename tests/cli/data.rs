//! `riskwright data`: what record files say before any rule looks at them.

use serde_json::Value;

use super::Place;

const RULES: &str = "\
record Loan key id {
  id: text
  amount: money?
  share: percent?
  signed: date?
  stage: one of offered < signed?
  lender: Bank?
  fees: list of Fee?
}
record Fee { amount: money? }
record Bank key id { id: text }
";

const LOANS: &str = "\
loans:
  - { id: a, amount: 5 m EUR, share: 10%, signed: 2025-03-01, stage: signed, lender: nova, fees: [{ amount: 1 EUR }] }
  - { id: b, amount: 5..7 m EUR, share: 20%, signed: H2 2025, stage: offered, lender: nova, fees: [] }
  - { id: c, amount: undisclosed, stage: tbd, lender: alta }
  - { id: d, amount: 3 m USD, stage: signed }
banks: [{ id: nova }, { id: alta }]
";

fn place() -> Place {
    Place::empty().with("rules/loans.risk", RULES).with("loans.yaml", LOANS)
}

fn told(place: &Place, line: &str, code: i32) -> Value {
    let ran = place.run(line).ended(code);
    let told: Value = serde_json::from_str(&ran.out).expect("JSON");
    let schema = include_str!("../../schema/data.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> = validator.iter_errors(&told).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    told
}

fn field<'t>(told: &'t Value, kind: &str, field: &str) -> &'t Value {
    let list = |of: &'t Value, by: &str, name: &str| {
        let all = of.as_array().expect("a list");
        all.iter().find(|one| one[by] == name).unwrap_or_else(|| panic!("no {name}"))
    };
    list(&list(&told["kinds"], "record", kind)["fields"], "field", field)
}

#[test]
fn each_field_is_counted_measured_and_shown() {
    let place = place();
    let told = told(&place, "data loans.yaml -r rules --format json", 0);
    let amount = field(&told, "Loan", "amount");
    assert_eq!([&amount["given"], &amount["ranged"], &amount["unknown"]], [3, 1, 1]);
    assert_eq!(amount["instead"][0]["word"], "undisclosed");
    let euros = &amount["spreads"][0];
    assert_eq!([&euros["least"]["value"], &euros["most"]["value"]], ["5 m EUR", "5..7 m EUR"]);
    assert_eq!(euros["sum"]["value"], "10..12 m EUR");
    assert_eq!(amount["spreads"][1]["most"]["value"], "3 m USD");
    assert_eq!([&amount["examples"][0]["line"], &amount["examples"][1]["line"]], [2, 3]);
    let share = &field(&told, "Loan", "share")["spreads"][0];
    assert_eq!([&share["median"]["value"], &share["sum"]], [&Value::from("10%"), &Value::Null]);
    let signed = &field(&told, "Loan", "signed")["spreads"][0];
    assert_eq!(signed["most"]["value"], "2025-07-01..2025-12-31");
    let stage = field(&told, "Loan", "stage");
    assert_eq!(
        [&stage["commonest"][0]["what"], &stage["distinct"]],
        [&Value::from("signed"), &2.into()]
    );
    assert_eq!(stage["instead"][0]["word"], "tbd");
    let lender = field(&told, "Loan", "lender");
    assert_eq!(lender["instead"][0], serde_json::json!({ "count": 1 }));
    let fees = field(&told, "Loan", "fees");
    assert_eq!(
        [&fees["given"], &fees["spreads"][0]["sum"]["value"]],
        [&Value::from(2), &"1".into()]
    );
    assert_eq!(field(&told, "Loan.fees", "amount")["given"], 1);
}

#[test]
fn mistakes_do_not_hide_the_rest() {
    let place =
        place().with("more.yaml", "loans: [{ id: e, amount: soon }, { id: f, amount: 2 EUR }]");
    let told = told(&place, "data loans.yaml more.yaml -r rules --format json", 2);
    assert_eq!(told["mistakes"], 1);
    assert_eq!(field(&told, "Loan", "amount")["given"], 4);
    let ran = place.run("data loans.yaml more.yaml -r rules").ended(2);
    ran.says("1 mistake in the files").says("amount 4 of 6").warns("more.yaml:1:26");
}

#[test]
fn columns_that_nothing_reads_are_named() {
    let manifest = "data: [{ path: loans.csv, record: Loan, fields: { id: Nr, amount: { from: Sum, currency: EUR } } }]";
    let place = Place::empty()
        .with("rules/loans.risk", RULES)
        .with("riskwright.yaml", format!("rules: rules\n{manifest}"))
        .with("loans.csv", "Nr;Sum;Remark\n1;5;x\n2;;y\n");
    let told = told(&place, "data --format json", 0);
    assert_eq!(told["files"][0]["unread"], serde_json::json!(["Remark"]));
    assert_eq!(told["none_of"], serde_json::json!(["Fee", "Bank"]));
    place.run("data").ended(0).says("Not read of loans.csv: Remark").says("amount 1 of 2");
}

#[test]
fn it_is_a_page_and_speaks_bulgarian() {
    let place = place();
    place.run("data loans.yaml -r rules -o data.html --lang bg").ended(0);
    assert!(place.read("data.html").contains("<h3>Loan: 4 записа</h3>"));
    place.run("data loans.yaml -r rules --lang bg").ended(0).says("Какво казват файловете");
    place.run("data loans.yaml -r rules --format csv").ended(2).warns("text, json or html");
}

#[test]
fn the_order_of_records_changes_nothing_but_places() {
    let values = |text: &str| {
        let place = Place::empty().with("rules.risk", RULES).with("loans.yaml", text);
        let ran = place.run("data loans.yaml -r rules.risk").ended(0);
        let digits = |c: char| c.is_ascii_digit() || c == ':';
        ran.out
            .split("loans.yaml")
            .map(|part| part.trim_start_matches(digits).to_owned())
            .collect::<Vec<_>>()
    };
    let mut lines: Vec<&str> = LOANS.lines().collect();
    lines[1..5].reverse();
    assert_eq!(values(LOANS), values(&lines.join("\n")));
}

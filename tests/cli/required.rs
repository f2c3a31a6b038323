//! `require:` of the manifest: what must be there for a run to count.

use serde_json::{Value, json};

use super::Place;

const RULES: &str = r#"
record Deal key id { id: text, value: money? }
record Party key id { id: text }
record ExchangeRate key id { id: text, base: currency, quote: currency, rate: number, date: date? }
rule large for d in Deal { flag low when d.value > 10 m USD }
rule nobody for p in Party { flag low when p.id = "nobody" }
rule off for d in Deal { flag high when d.value > 100 bn USD }
disable rule off because "too loud"
"#;

const DEALS: &str = "deals: [{id: a, value: 1 bn USD}, {id: b, value: 2 m EUR}, {id: c}]\n";

const RATES: &str =
    "exchange_rates: [{id: eur, base: EUR, quote: USD, rate: 1.1, date: 2025-09-30}]\n";

fn place(require: &str) -> Place {
    let manifest = format!(
        "rules: rules.risk\ndata: [deals.yaml, rates.yaml]\nas_of: 2025-10-20\nrequire: {require}\n"
    );
    let place = Place::empty().with("rules.risk", RULES).with("deals.yaml", DEALS);
    place.with("rates.yaml", RATES).with("riskwright.yaml", manifest)
}

fn reasons(place: &Place) -> Value {
    let ran = place.run("check --format json");
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    report["summary"]["gate_reasons"].clone()
}

#[test]
fn so_many_records() {
    for met in [">= 3", "> 2", "<= 3", "< 4", "= 3", "3..9", "0..3"] {
        place(&format!("{{Deal: \"{met}\"}}")).run("check").ended(0).says("gate: passed");
    }
    for unmet in [">= 4", "> 3", "<= 2", "< 3", "= 4", "4..9", "0..2"] {
        let said = format!("gate: failed: 3 Deal instead of {unmet} (fail_on high");
        place(&format!("{{Deal: \"{unmet}\"}}")).run("check").ended(1).says(&said);
    }
    // Whatever the gate says of findings.
    let place = place("{Deal: \">= 4\", Party: \"= 0\"}");
    place.run("check --fail-on never").ended(1);
    let unmet = json!({"what": "records", "record": "Deal", "found": 3, "required": ">= 4"});
    let reason = json!({"kind": "require", "count": 1, "severity": null, "require": unmet});
    assert_eq!(reasons(&place), json!([reason]));
    place.run("check --lang bg").ended(1).says("3 Deal вместо >= 4");
}

#[test]
fn every_format_tells_what_is_not_met() {
    let place = place("{Deal: \">= 4\", rules: [off, nobody]}");
    let said = "3 Deal instead of &gt;= 4";
    place.run("check --format html").ended(1).says(said).says("required rule off disabled");
    place.run("check --format junit").ended(1).says("name=\"require Deal\"").says(said);
    place.run("check --format gitlab").ended(1).says("\"gate/require/rule/nobody\"");
    for format in ["markdown", "sarif", "github", "text"] {
        let ran = place.run(&format!("check --format {format}")).ended(1);
        ran.says("3 Deal instead of ").says("required rule nobody looked at nothing");
    }
    place.run("check -o r.xlsx").ended(1).warns("3 Deal instead of >= 4");
}

#[test]
fn rates_that_are_young() {
    place("{rates_younger_than: 21 days}").run("check").ended(0);
    let place = place("{rates_younger_than: 20}");
    place.run("check").ended(1).says("gate: failed: rates 20 days old instead of under 20 (");
    assert_eq!(reasons(&place)[0]["require"]["rates"], json!(["eur"]));
    // A newer one that nothing rests on makes no older one young.
    let other = "{id: gbp, base: GBP, quote: USD, rate: 1.3, date: 2025-10-19}";
    let place = place.with("rates.yaml", RATES.replace("}]", &format!("}}, {other}]")));
    place.run("check").ended(1).says("rates 20 days old");
    // What nobody knows the age of is not young, nor is what is not there or of a later day.
    for rates in [
        RATES.replace(", date: 2025-09-30", ""),
        "exchange_rates: []\n".to_owned(),
        RATES.replace("2025-09-30", "2025-10-21"),
    ] {
        let place = self::place("{rates_younger_than: 9999 days}").with("rates.yaml", rates);
        place.run("check").ended(1).says("gate: failed: no rate that is under 9,999 days old");
        assert_eq!(reasons(&place)[0]["require"]["days"], Value::Null);
    }
    let rules = "record Deal key id { id: text, value: money? }\nrule r for d in Deal { flag low when d.id = \"\" }\n";
    let place = self::place("{rates_younger_than: 9}").with("rules.risk", rules);
    place.run("check deals.yaml").stopped("RW004").warns("declare no exchange rates");
}

#[test]
fn rules_that_looked_at_something() {
    place("{rules: large}").run("check").ended(0);
    let place = place("{rules: [large, nobody, off]}");
    place
        .run("check")
        .ended(1)
        .says("gate: failed: required rule nobody looked at nothing, required rule off disabled (");
    let place = place.with("parties.yaml", "parties: [{id: x}]\n");
    let data = "check deals.yaml rates.yaml parties.yaml";
    place.run(data).ended(1).says("gate: failed: required rule off disabled (");
}

#[test]
fn what_cannot_be_met_stops() {
    for (require, code, place, said) in [
        ("{Dael: \">= 1\"}", "RW006", "4:11", "did you mean `Deal`?"),
        ("{rules: [lagre]}", "RW004", "4:19", "did you mean `large`?"),
        ("{Deal: 30}", "RW004", "4:17", "write `>= 30` or `= 30`"),
        ("{Deal: \">= 0\"}", "RW004", "4:17", "any number"),
        ("{Deal: 5..3}", "RW004", "4:17", "no number"),
        ("{Deal: many}", "RW004", "4:17", "such as `>= 30`"),
        ("{Deal: }", "RW005", "4:15", "how many"),
        ("{Deal: [3]}", "RW005", "4:17", "how many"),
        ("[Deal]", "RW005", "4:10", "kinds of records"),
        ("{rates_younger_than: soon}", "RW004", "4:31", "45 days"),
        ("{rates_younger_than: 0 days}", "RW004", "4:31", "45 days"),
        ("\n  Deal: >= 30", "RW005", "5:9", "put it in quotes"),
    ] {
        let ran = self::place(require).run("check").stopped(code);
        ran.warns(&format!("riskwright.yaml:{place}")).warns(said);
    }
}

#[test]
fn a_profile_requires_more() {
    let manifest = "rules: rules.risk\ndata: [deals.yaml, rates.yaml]\nas_of: 2025-10-20\n\
                    require: {Deal: \">= 3\", rules: [large]}\nprofiles:\n  \
                    strict: {require: {Deal: \">= 5\", Party: \">= 1\"}}\n  plain: {fail_on: low}\n";
    let place = place("").with("riskwright.yaml", manifest);
    place.run("check").ended(0);
    let ran = place.run("check --profile strict").ended(1);
    ran.says("gate: failed: 3 Deal instead of >= 5, 0 Party instead of >= 1 (fail_on high");
    place.run("check --profile plain").ended(1).leaves_out("instead of");
}

#[test]
fn few_values_may_be_unreadable() {
    let data = "{ path: deals.csv, record: Deal, unreadable: unknown }";
    let run = |require: &str| {
        let manifest = format!(
            "rules: rules.risk\ndata: [{data}]\nas_of: 2025-10-20\nrequire: {{unreadable: \
             \"{require}\"}}\nfail_on: never\n"
        );
        let deals = "id,value\na,1 USD\nb,soon\nc,much\n";
        let place = Place::empty().with("rules.risk", RULES).with("deals.csv", deals);
        place.with("riskwright.yaml", manifest).run("check")
    };
    run("<= 2").ended(0);
    run("<= 1").ended(1).says("2 values could not be read instead of <= 1");
    run("2").stopped("RW004");
}

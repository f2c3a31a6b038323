//! `riskwright diff`: what is otherwise in one report than in another, and what that can come from.

use serde_json::Value;

use super::Place;

/// Deals, one rule of two rungs with a param, one of days, and one of the sum of a party.
const RULES: &str = r#"
record Deal key id { id: text, value: money?, signed: date?, by: text? }
record ExchangeRate key base, quote, date {
    base: currency, quote: currency, date: date, rate: number > 0
}
param large: money = 10 bn USD
rule size for deal in Deal {
    flag critical when deal.value > 5 * large
    flag high when deal.value > large
    flag low when deal.value > 1 m USD
    message "{deal.id} is worth {deal.value}"
}
rule stale for deal in Deal { flag medium when deal.signed < as_of - 1 year }
rule many for deal in Deal {
    flag low when (count of d for d in Deal where d.by = deal.by) > 2
}
"#;

const DEALS: &str = "deals:
  - {id: atlas, value: 20 bn USD, signed: 2025-03-01, by: anna}
  - {id: borealis, value: 5 m USD, signed: 2025-06-01, by: anna}
  - {id: cirrus, value: 9.9 bn EUR, by: boris}
";

const RATES: &str = "exchange_rates:
  - {base: EUR, quote: USD, date: 2025-09-30, rate: 1}
";

/// What a run is made of, and with which flags.
struct Made<'m> {
    files: Vec<(&'m str, String)>,
    flags: &'m str,
}

fn made<'m>() -> Made<'m> {
    let files = [("rules.risk", RULES), ("deals.yaml", DEALS), ("rates.yaml", RATES)];
    Made { files: files.map(|(name, text)| (name, text.to_owned())).into(), flags: "" }
}

impl<'m> Made<'m> {
    /// With one text in the place of another, which is there.
    fn edit(mut self, name: &str, from: &str, to: &str) -> Self {
        let (_, text) = self.files.iter_mut().find(|(of, _)| *of == name).expect("a file");
        assert!(text.contains(from), "{text}");
        *text = text.replace(from, to);
        self
    }

    fn with(mut self, name: &'m str, text: &str) -> Self {
        self.files.push((name, text.to_owned()));
        self
    }

    fn named(mut self, from: &str, to: &'m str) -> Self {
        self.files.iter_mut().filter(|(of, _)| *of == from).for_each(|file| file.0 = to);
        self
    }

    fn flags(self, flags: &'m str) -> Self {
        Made { flags, ..self }
    }

    /// Its report, under that name.
    fn report(&self, place: Place, name: &str) -> Place {
        let (mut data, mut rules) = (String::new(), String::new());
        let mut place = place;
        for (file, text) in &self.files {
            place = place.with(file, text);
            match file.rsplit_once('.') {
                Some((_, "risk")) => rules.push_str(&format!(" -r {file}")),
                _ if *file == "riskwright.yaml" => {}
                _ => data.push_str(&format!(" {file}")),
            }
        }
        let date = if self.flags.contains("--as-of") { "" } else { "--as-of 2025-10-20" };
        let ran = place.run(&format!("check{data}{rules} {date} {} -o {name}", self.flags));
        assert!(ran.code != Some(2), "{}", ran.err);
        place
    }
}

/// A place with the reports of two runs.
fn both(old: &Made<'_>, new: &Made<'_>) -> Place {
    let place = old.report(Place::empty(), "old.json");
    new.report(place, "new.json")
}

fn json(place: &Place, arguments: &str) -> Value {
    let ran = place.run(&format!("diff {arguments} --format json")).ended(0);
    let told: Value = serde_json::from_str(&ran.out).expect("JSON");
    let schema = include_str!("../../schema/diff.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> = validator.iter_errors(&told).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    told
}

/// Each change in a line: how, by which rule, of what, and what it can come from.
fn lines(told: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let names = |of: &Value| -> String {
        let all = of.as_array().into_iter().flatten().map(text);
        all.collect::<Vec<_>>().join(" ")
    };
    let cause = |of: &Value| {
        let of_what = [&of["files"], &of["params"]].map(names).concat();
        format!("{} {of_what}", text(&of["cause"])).trim().to_owned()
    };
    let line = |change: &Value| {
        let causes = change["causes"].as_array().expect("causes").iter().map(cause);
        let ended = names(&change["ended"]);
        format!(
            "{} {} {}{}: {}",
            text(&change["change"]),
            text(&change["rule"]),
            text(&change["subject"]["key"]),
            if ended.is_empty() { ended } else { format!(" ({ended})") },
            causes.collect::<Vec<_>>().join(" or ")
        )
    };
    told["changes"].as_array().expect("changes").iter().map(line).collect()
}

#[track_caller]
fn changes(old: Made<'_>, new: Made<'_>, expected: &[&str]) {
    let place = both(&old, &new);
    assert_eq!(lines(&json(&place, "old.json new.json")), expected);
}

#[test]
fn one_thing_that_differs_is_the_cause() {
    changes(made(), made(), &[]);
    let fact = made().edit("deals.yaml", "5 m USD", "60 bn USD");
    changes(made(), fact, &["worse size borealis: data deals.yaml"]);
    let other = made().edit("deals.yaml", "20 bn USD", "21 bn USD");
    changes(made(), other, &["changed size atlas: data deals.yaml"]);
    let gone = made().edit("deals.yaml", "value: 20 bn USD, ", "");
    changes(made(), gone, &["evidence-lost size atlas: data deals.yaml"]);
    let threshold = made().edit("rules.risk", "10 bn USD", "1 bn USD");
    changes(
        made(),
        threshold,
        &["worse size atlas: rules rules.risk", "worse size cirrus: rules rules.risk"],
    );
    let set = || made().with("riskwright.yaml", "params: {large: 1 bn USD}\n");
    changes(made(), set(), &["worse size atlas: params large", "worse size cirrus: params large"]);
    changes(set(), set(), &[]);
    let day = made().flags("--as-of 2026-04-01");
    changes(made(), day, &["new stale atlas: as-of"]);
    let rate = made().edit("rates.yaml", "rate: 1}", "rate: 1.1}");
    changes(made(), rate, &["worse size cirrus: rates rates.yaml"]);
    let scenario = "\nscenario dear { set d.value = 10 * d.value for d in Deal }\n";
    let with = || made().edit("rules.risk", "rule stale", &format!("{scenario}rule stale"));
    changes(
        with(),
        with().flags("--scenario dear"),
        &[
            "worse size atlas: scenario",
            "worse size cirrus: scenario",
            "changed size borealis: scenario",
        ],
    );
}

#[test]
fn what_is_called_otherwise_is_the_same() {
    let data = made().named("deals.yaml", "book/deals-2025.yaml");
    let place = both(&made(), &data);
    let told = json(&place, "old.json new.json");
    assert_eq!(lines(&told), [""; 0]);
    assert_eq!(told["differs"]["data"][0]["change"], "moved");
    assert_eq!(told["differs"]["data"][0]["was"], "deals.yaml");
    changes(made(), made().named("rules.risk", "house.risk"), &[]);
    let csv = "id,value,signed,by\natlas,20 bn USD,2025-03-01,anna\n\
               borealis,5 m USD,2025-06-01,anna\ncirrus,9.9 bn EUR,,boris\n";
    let mut new = made();
    new.files.retain(|(name, _)| *name != "deals.yaml");
    changes(made(), new.with("deals.csv", csv), &[]);
}

#[test]
fn what_is_no_more_tells_why() {
    let fewer = made().edit(
        "deals.yaml",
        "  - {id: atlas, value: 20 bn USD, signed: 2025-03-01, by: anna}\n",
        "",
    );
    changes(made(), fewer, &["fixed size atlas (record-gone): data deals.yaml"]);
    let disabled = made().with("client.risk", "disable rule size because \"not asked for\"\n");
    changes(
        made(),
        disabled,
        &[
            "fixed size atlas (rule-disabled): rules client.risk",
            "fixed size borealis (rule-disabled): rules client.risk",
            "fixed size cirrus (rule-disabled): rules client.risk",
        ],
    );
    let renamed = made().edit("rules.risk", "rule size", "rule worth");
    changes(
        made(),
        renamed,
        &[
            "new worth atlas: rules rules.risk",
            "new worth borealis: rules rules.risk",
            "new worth cirrus: rules rules.risk",
            "fixed size atlas (rule-gone): rules rules.risk",
            "fixed size borealis (rule-gone): rules rules.risk",
            "fixed size cirrus (rule-gone): rules rules.risk",
        ],
    );
    let cleared = made().edit("deals.yaml", "5 m USD", "1 m USD");
    changes(made(), cleared, &["fixed size borealis (clear record-gone): data deals.yaml"]);
}

#[test]
fn of_several_that_differ_all_are_told() {
    let mixed = || made().edit("deals.yaml", "deals:", &format!("{RATES}deals:"));
    let rated =
        mixed().edit("deals.yaml", "rate: 1}", "rate: 1.1}").edit("rates.yaml", "-30", "-29");
    let place = both(&mixed().edit("rates.yaml", "-30", "-29"), &rated);
    let told = lines(&json(&place, "old.json new.json"));
    assert_eq!(told, ["worse size cirrus: data deals.yaml or rates deals.yaml"]);
    let fact = || made().edit("deals.yaml", "5 m USD", "60 bn USD");
    let rules = fact().edit("rules.risk", "large: money = 10 bn USD", "large: money = 11 bn USD");
    changes(made(), rules, &["worse size borealis: data deals.yaml or rules rules.risk"]);
    let rated = fact().edit("rates.yaml", "rate: 1}", "rate: 1.00001}");
    changes(
        made(),
        rated.flags("--as-of 2025-10-21"),
        &[
            "worse size borealis: data deals.yaml or rates rates.yaml or as-of",
            "changed size cirrus: data deals.yaml or rates rates.yaml or as-of",
        ],
    );
    // A rule that was there is as it was, whatever new files say.
    let joined =
        fact().with("more.risk", "rule any for deal in Deal { flag info when deal.value > 0 USD }");
    let place = both(&made(), &joined);
    let told = lines(&json(&place, "old.json new.json"));
    assert_eq!(told[1], "new any borealis: rules more.risk");
    assert_eq!(told[3], "worse size borealis: data deals.yaml");
}

#[test]
fn a_hedge_that_is_turned() {
    let old = made().edit("deals.yaml", "20 bn USD", "up to 20 bn USD");
    let new = made().edit("deals.yaml", "20 bn USD", "at least 20 bn USD");
    let place = both(&old, &new);
    let told = json(&place, "old.json new.json");
    assert_eq!(lines(&told), ["new size atlas: data deals.yaml"]);
    let fact = &told["changes"][0]["facts"][0];
    assert_eq!((&fact["path"], &fact["then"]), (&"value".into(), &Value::Null));
    assert_eq!(fact["now"]["value"], "at least 20 bn USD");
    assert_eq!(told["changes"][0]["then"]["severity"], Value::Null);
    assert_eq!(told["changes"][0]["now"]["severity"], "high");
}

#[test]
fn the_fact_that_changed_is_told_with_its_place() {
    let new = made().edit("deals.yaml", "5 m USD", "60 bn USD");
    let place = both(&made(), &new);
    let ran = place.run("diff old.json new.json").ended(0);
    ran.says("old.json (as of 2025-10-20) and new.json (as of 2025-10-20)")
        .says("data: deals.yaml changed")
        .says("WORSE  critical, was low  size  borealis")
        .says("borealis is worth 60 bn USD")
        .says("value: 60 bn USD, was 5 m USD (deals.yaml:3:")
        .says("because of: data (deals.yaml)")
        .says("1 worse · as before: 2 findings, 1 undetermined verdict");
    place.run("diff old.json new.json --exit-code").ended(1);
    place.run("diff new.json old.json --exit-code").ended(0).says("1 milder");
    place.run("diff old.json old.json --exit-code").ended(0).says("nothing is otherwise");
    let ran = place.run("diff old.json new.json --lang bg").ended(0);
    ran.says("поради: данни (deals.yaml)").says("ПО-ТЕЖКО  критична, преди ниска");
    let ran = place.run("diff old.json new.json --format markdown").ended(0);
    ran.says("- **worse**: critical, was low, `size` borealis").says("  - because of: data");
    place.run("diff old.json new.json -q").ended(0).leaves_out("because").says("1 worse");
    place.run("diff old.json new.json -o told.md -o told.json").ended(0);
    assert!(place.read("told.md").contains("because of: data"));
}

#[test]
fn reports_in_the_wrong_order_are_told() {
    let place = made().flags("--as-of 2026-01-01").report(Place::empty(), "old.json");
    let place = made().flags("--as-of 2026-03-01").report(place, "new.json");
    assert!(place.run("diff old.json new.json").ended(0).err.is_empty());
    let ran = place.run("diff new.json old.json").ended(0).warns("RW038");
    ran.warns("`new.json` is the later of the two reports")
        .warns("riskwright diff old.json new.json");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let place = made().report(Place::empty(), "old.json");
    let place = made().flags("--currency EUR").report(place, "eur.json");
    let stop = |place: &Place, arguments: &str, why: &str| {
        let told = place.run(&format!("diff {arguments}")).stopped("RW036").err;
        assert!(told.replace("\n  | ", " ").contains(why), "{told}");
    };
    stop(&place, "old.json eur.json", "in USD, those of the later one in EUR");
    stop(&place, "old.json deals.yaml", "it is no JSON report");
    place.run("diff old.json gone.json").stopped("RW001");
    place.run("diff old.json").ended(2);
    place.run("diff old.json old.json --format html").stopped("RW004").warns("comparisons");
    place.run("diff old.json old.json -o old.json").stopped("RW011").warns("files that are read");
    let flags = "deals.yaml rates.yaml -r rules.risk --as-of 2025-10-20";
    place.run(&format!("check {flags} -o report.jsonl -o report.sarif"));
    stop(&place, "old.json report.jsonl", "it is no JSON report");
    stop(&place, "old.json report.sarif", "it is SARIF");
    place.run("diff old.json old.json -o same.json").ended(0);
    stop(&place, "same.json old.json", "what `riskwright diff` wrote");
    let scenario = "\nscenario dear { set d.value = 10 * d.value for d in Deal }\n";
    let place = place.with("rules.risk", format!("{RULES}{scenario}"));
    place.run(&format!("stress {flags} -o stress.json")).ended(0);
    stop(&place, "old.json stress.json", "it is a stress report");
    place.run(&format!("baseline accept {flags} --because known")).ended(0);
    stop(&place, "riskwright.baseline old.json", "a file of what was accepted");
    let text = place.read("old.json");
    let place = place.with("later.json", text.replacen("\"version\": 1", "\"version\": 2", 1));
    stop(&place, "old.json later.json", "its version is 2");
    let cut = &text[..text.len() / 2];
    let place = place.with("cut.json", cut).with("empty.json", "");
    stop(&place, "cut.json old.json", "it is no JSON report");
    stop(&place, "empty.json old.json", "it is no JSON report");
    let named =
        |name: &str| text.replacen("\"project\": null", &format!("\"project\": \"{name}\""), 1);
    let place = place.with("one.json", named("one")).with("two.json", named("two"));
    stop(&place, "one.json two.json", "of the project `one`, the later one of `two`");
    stop(&place, "one.json old.json", "of the project `one`, the later one of none");
    place.run("diff old.json one.json").ended(0).says("nothing is otherwise");
}

#[test]
fn another_program_is_told() {
    let place = made().report(Place::empty(), "new.json");
    let text = place.read("new.json");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let old = text.replacen(&version, "\"version\": \"0.0.9\"", 1);
    assert_ne!(old, text);
    let old = old.replacen("\"severity\":\"high\"", "\"severity\":\"medium\"", 1);
    let place = place.with("old.json", old);
    let told = json(&place, "old.json new.json");
    assert_eq!(lines(&told), ["worse size atlas: engine"]);
    assert_eq!(told["differs"]["engine"], serde_json::json!(["0.0.9", env!("CARGO_PKG_VERSION")]));
}

#[test]
fn a_waiver_that_lapses_is_told() {
    let manifest = "rules: rules.risk\ndata: [deals.yaml, rates.yaml]\nas_of: 2025-10-20\n";
    let place = Place::empty().with("riskwright.yaml", manifest).with("rules.risk", RULES);
    let place = place.with("deals.yaml", DEALS).with("rates.yaml", RATES);
    place.run("check -o before.json").ended(1);
    let waive = "waive size atlas --until 2025-12-31 --because seen --by us";
    place.run(waive).ended(0);
    place.run("check -o old.json").ended(0);
    place.run("diff before.json old.json --exit-code").ended(0).says("waiver of size of atlas");
    place.run("check --as-of 2026-01-01 -o new.json").ended(1);
    place.run("diff old.json new.json --exit-code").ended(1);
    let told = json(&place, "old.json new.json");
    let waiver = &told["differs"]["waivers"][0];
    assert_eq!((&waiver["then"], &waiver["now"]), (&"applied".into(), &"expired".into()));
}

//! What the reports hold.

use serde_json::Value;

use super::Place;

#[test]
fn requests_say_what_waits_and_what_is_settled() {
    let rules = "use std.deals
    rule both for d in Deal { flag high when d.value > 1 bn USD and d.binding < 1 bn USD }
    rule one for d in Deal { flag low when d.value > 2 bn USD }
    rule rate for d in Deal { flag low when d.value + 1 EUR > 5 bn USD }
    rule sum for p in Party { flag low when (sum of d.value for d in Deal where d.buyer = p) > 3 bn USD }";
    let records = "parties:\n  a: {name: A}\ndeals:\n  x: {name: X, kind: cloud, stage: signed, \
                   buyer: a, announced: 2025-01-01}\n";
    let place = Place::new().with("what.risk", rules).with("what.yaml", records);
    let ran = place.run("check what.yaml -r what.risk");
    let text = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("value of x: 4 verdicts wait, settles 2, up to high"), "{text}");
    assert!(text.contains("binding of x: 1 verdict waits, settles 0, up to high"), "{text}");
    let ran = place.run("check what.yaml -r what.risk --format json");
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let counts = |i: usize| {
        let request = &report["requests"][i];
        (request["path"].as_str(), request["waits"].as_u64(), request["settles"].as_u64())
    };
    assert_eq!(counts(0), (Some("value"), Some(4), Some(2)));
    assert_eq!(counts(1), (Some("binding"), Some(1), Some(0)));
}

#[test]
fn a_period_that_may_be_one_of_several_months_is_not_said_to_settle() {
    let rules = "record Deal key id { id: text  term: period?  stage: one of mou | signed?  signed: date?  ended: date? }
rule by-days for d in Deal { flag high when d.signed - 2025-01-01 > 30 days }
rule by-months for d in Deal { flag high when d.ended - 2025-01-01 > 1 month }
rule by-term for d in Deal { flag high when d.term in {30 days, 2 months} }
rule by-stage for d in Deal { flag high when d.stage in {mou} }
";
    let place = Place::new().with("r.risk", rules).with("d.yaml", "deals: [{id: d0}]");
    place
        .run("check -r r.risk d.yaml --as-of 2025-12-05")
        .says("signed of d0: 1 verdict waits, settles 1, up to high")
        .says("ended of d0: 1 verdict waits, settles 0, up to high")
        .says("stage of d0: 1 verdict waits, settles 1, up to high")
        .says("term of d0: 1 verdict waits, settles 0, up to high");
}

#[test]
fn what_one_of_several_members_tells_is_not_said_to_settle() {
    let rules = "record Firm key id { id: text  stages: list of Stage }
record Stage { of: date  stage: one of early | late? }
rule at for f in Firm { flag high when (latest of s.stage by s.of for s in f.stages) = late }
";
    let records = "firms:
  - {id: one, stages: [{of: 2025-01-01, stage: early}, {of: 2025-06-30}]}
  - {id: shared, stages: [{of: 2025-06-30, stage: early}, {of: 2025-06-30}]}
";
    let place = Place::new().with("r.risk", rules).with("firms.yaml", records);
    let ran = place.run("check -r r.risk firms.yaml --as-of 2025-12-05 --format json");
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let settles: Vec<_> =
        (0..2).map(|i| report["requests"][i]["settles"].as_u64().expect("a number")).collect();
    assert_eq!(settles, [1, 0], "{}", report["requests"]);
}

#[test]
fn what_rates_leave_open_is_asked_for() {
    let rules = "use std.deals
    rule now for d in Deal { flag high when d.value > 100 m USD }
    rule then for d in Deal { flag high when d.value at d.announced > 100 m USD }";
    let deals = |deals: &str, rate: &str| {
        format!(
            "sources: {{a: {{title: A}}, b: {{title: B}}}}\ndeals:\n  \
             x: {{name: X, kind: cloud, stage: signed, {deals}}}\nexchange_rates:\n  \
             - {{base: EUR, quote: USD, date: 2025-11-01, rate: {rate}}}\n"
        )
    };
    let ranged = deals("announced: 2025-11-30, value: 90 m EUR", "1.1..1.2");
    let place = Place::new().with("r.risk", rules).with("r.yaml", ranged);
    let check = "check r.yaml -r r.risk --as-of 2025-12-15";
    place.run(check).says("rate of EUR/USD/2025-11-01: 2 verdicts wait, settles 2, up to high");
    // That the day is told settles nothing where there is no rate on any.
    let place = place.with("r.yaml", deals("announced: before 2025, value: 90 m EUR", "1.15"));
    let ran = place.run(check);
    ran.says("announced of x: 1 verdict waits, settles 0, up to")
        .says("exchange rate EUR to USD on 2024-12-31: 1 verdict waits, settles 0, up to");
    // What sources tell in several currencies is told.
    let both = "announced: 2025-11-30, value: \
                [{says: 100 m EUR, source: a}, {says: 115.7 m USD, source: b}]";
    let place = place.with("r.yaml", deals(both, "1.1..1.2"));
    place.run(check).says("would be decided by value (too imprecise,");
}

#[test]
fn a_missing_rate_is_asked_for_like_a_fact() {
    let rules = "use std.deals
    rule large for d in Deal { flag high when d.value > 5 m USD }
    rule sum for g in Deal by seller { flag low when (sum of d.value for d in g) > 5 m USD }";
    let deal = |id: &str, value: &str| {
        format!("  {id}: {{name: D, kind: cloud, stage: signed, seller: s, value: {value}}}\n")
    };
    let records = format!("parties:\n  s: {{name: S}}\ndeals:\n{}", deal("x", "9 m EUR"));
    let place = Place::new().with("r.risk", rules).with("r.yaml", &records);
    let check = "check r.yaml -r r.risk --as-of 2025-12-15";
    let ran = place.run(check).says("What to ask for");
    let ran = ran.says("exchange rate EUR to USD on 2025-12-15: 2 verdicts wait, settles 2, up to");
    ran.leaves_out("2025-12-15 of");
    let report: Value =
        serde_json::from_str(&place.run(&format!("{check} --format json")).out).expect("JSON");
    let request = &report["requests"][0];
    assert_eq!(request["path"], "exchange rate EUR to USD on 2025-12-15");
    assert_eq!(request["subject"]["record"], "ExchangeRate");
    assert_eq!(request["subject"]["key"], "EUR/USD/2025-12-15");
    assert_eq!((&request["waits"], &request["settles"]), (&2.into(), &2.into()));
    // It settles nothing by itself where a fact is missing as well.
    let both = "use std.deals
    rule large for d in Deal { flag high when d.value > 5 m USD and d.binding > 1 m USD }";
    let place = place.with("r.risk", both);
    place.run(check).says("exchange rate EUR to USD on 2025-12-15: 1 verdict waits, settles 0");
    let rates = "exchange_rates:\n  - {base: EUR, quote: USD, date: 2025-12-01, rate: 1.1}\n";
    let place = place.with("r.yaml", format!("{records}{rates}"));
    place.run(check).leaves_out("exchange rate EUR to USD").says("binding of x");
}

/// The JSON report of a rule over so many deals of 2 bn USD.
fn report_of(rule: &str, deals: usize) -> String {
    let deal = |i| format!("  d{i:04}: {{name: D, kind: cloud, stage: signed, value: 2 bn USD}}\n");
    let records = format!("deals:\n{}", (0..deals).map(deal).collect::<String>());
    let rule = format!("use std.deals\nrule r for d in Deal {{ flag high when {rule} }}\n");
    let place = Place::new().with("r.risk", rule).with("r.yaml", records);
    place.run("check r.yaml -r r.risk --fail-on never --format json").ended(0).out
}

#[test]
fn a_fact_whose_telling_turns_to_another_branch_settles_nothing() {
    let rules = "record Deal key id { id: text  f: bool?  g: bool?  value: money?  fee: money? }
rule by-default for d in Deal { flag high when (if d.f or else false then d.g else d.f) }
rule by-value for d in Deal { flag high when (if d.value is known then d.g else d.value > 5 USD) }
rule by-fee for d in Deal { flag high when (if d.value is unknown then d.value > 5 USD else d.fee > d.value) }
";
    let place = Place::new().with("r.risk", rules).with("d.yaml", "deals: [{id: d0}]");
    let ran = place.run("check -r r.risk d.yaml --as-of 2025-12-05");
    ran.says("value of d0: 2 verdicts wait, settles 0, up to high")
        .says("f of d0: 1 verdict waits, settles 0, up to high");
}

#[test]
fn what_explanations_have_in_common_stands_once() {
    let rule = "d.value > 1 USD and d.value < sum of o.value for o in Deal where o.value > 1 USD";
    let report: Value = serde_json::from_str(&report_of(rule, 7)).expect("JSON");
    let shared = report["explanations"].as_array().expect("a list");
    assert_eq!(
        (shared.len(), &shared[0]["id"], &shared[0]["value"]),
        (1, &1.into(), &"14 bn USD".into())
    );
    assert_eq!(
        (shared[0]["children"].as_array().map(Vec::len), &shared[0]["more"]),
        (Some(5), &2.into())
    );
    for finding in report["findings"].as_array().expect("a list") {
        let compared = &finding["explanation"]["children"][1];
        assert_eq!(compared["children"][0]["value"], "2 bn USD");
        let sum = &compared["children"][1];
        assert_eq!((&sum["same_as"], &sum["value"]), (&1.into(), &"14 bn USD".into()));
        assert_eq!(sum["children"].as_array().map(Vec::len), Some(0));
    }
    let sizes = [100, 200].map(|deals| report_of(rule, deals).len());
    assert!(sizes[1] < 2 * sizes[0], "{sizes:?}");
}

#[test]
fn explanations_are_no_deeper_than_readers_of_json_go() {
    let sum = |terms: usize| format!("d.value{} > 1 USD", " + d.value".repeat(terms));
    // A chain is told side by side, so it grows with its terms.
    let sizes = [50, 100, 200].map(|terms| report_of(&sum(terms), 1).len());
    assert!(sizes[2] - sizes[1] < 3 * (sizes[1] - sizes[0]), "{sizes:?}");
    // What nests otherwise is told apart from some depth on.
    let nested = format!("{}d.value{} > 1 USD", "(1 USD + 2 * ".repeat(60), ")".repeat(60));
    for rule in [sum(200), nested] {
        let report = report_of(&rule, 1);
        let report: Value = serde_json::from_str(&report).expect("JSON of no great depth");
        assert_eq!(report["findings"][0]["explanation"]["value"], "true");
    }
}

#[test]
fn explanations_are_told_of_as_many_findings_as_are_asked_for() {
    let rule = "record D key id {\n    id: text\n    v: number?\n}\n\
                rule large for d in D { flag high when d.v > 1 }\n";
    let rows: String = (0..1002).map(|i| format!("{{\"id\":\"{i:04}\",\"v\":2}}\n")).collect();
    let place =
        Place::empty().with("d.risk", rule).with("d.jsonl", format!("{rows}{{\"id\":\"open\"}}\n"));
    let told = |which: &str| {
        let ran = place.run(&format!("check D=d.jsonl -r d.risk --format json{which}"));
        let report: Value = serde_json::from_str(&ran.out).expect("JSON");
        let with = |list: &str| {
            let verdicts = report[list].as_array().expect("a list");
            verdicts.iter().filter(|verdict| !verdict["explanation"].is_null()).count()
        };
        let told = (with("findings"), with("undetermined"));
        assert_eq!(report["findings"].as_array().map(Vec::len), Some(1002));
        assert_eq!(report["rules"][0]["unexplained"].as_u64().unwrap_or(0) as usize, 1002 - told.0);
        (told, report["notes"].to_string())
    };
    let (worst, notes) = told("");
    assert_eq!(worst, (1000, 0));
    assert!(notes.contains("how 2 findings came about is left out"), "{notes}");
    assert_eq!(told(" --explanations none").0, (0, 0));
    assert_eq!(told(" --explanations findings"), ((1002, 0), "[]".to_owned()));
    assert_eq!(told(" --explanations all").0, (1002, 1));
}

#[test]
fn what_settles_a_verdict_does_whatever_it_turns_out_to_be() {
    let rules = "use std.deals
    rule sum for p in Party { flag low when (sum of d.value for d in Deal where d.buyer = p) > 5 m USD }
    rule quotient for p in Party { flag low when 1 m USD / p.ebitda > 4 }
    rule revenue for p in Party { flag low when p.revenue > 5 m USD }
    rule worth for d in Deal { flag low when d.seller.revenue > 5 m USD }
    rule told for d in Deal {
        flag high when d.spent > 5 m USD
        flag low  when d.spent is known and d.committed > 5 m USD
    }
    rule most for d in Deal { flag low when (max of p.amount for p in d.payments) > 5 m USD }
    rule paid for d in Deal { flag low when (sum of p.amount for p in d.payments where p.due < d.ends) > 5 m USD }";
    let records = "parties:\n  a: {name: A}\ndeals:\n\
                   \x20 x: {name: X, kind: cloud, stage: signed, buyer: a, value: 1 m EUR}\n\
                   \x20 y: {name: Y, kind: cloud, stage: signed, buyer: a}\n";
    let place = Place::new().with("what.risk", rules).with("what.yaml", records);
    let ran = place.run("check what.yaml -r what.risk --format json");
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let requests = report["requests"].as_array().expect("requests");
    let settles = |path: &str, key: &str| {
        let is_it = |r: &&Value| r["path"] == path && r["subject"]["key"] == key;
        requests.iter().find(is_it).map(|request| request["settles"].as_u64())
    };
    // Whatever it is, the euros of the other have no rate.
    assert_eq!(settles("value", "y"), Some(Some(0)));
    assert_eq!(settles("ebitda", "a"), Some(Some(0)), "it may be zero");
    assert_eq!(settles("revenue", "a"), Some(Some(1)));
    assert_eq!(settles("seller", "x"), Some(Some(0)), "a seller may not tell its revenue");
    assert_eq!(settles("spent", "x"), Some(Some(0)), "then it is asked what is committed");
    assert_eq!(settles("payments", "x"), Some(Some(0)), "there may be none, and they may be due");
}

#[test]
fn what_the_others_come_to_says_where_they_stand() {
    let rules = "\
record Party key id { id: text, loans: list of Loan? }
record Loan { amount: money }
record Deal key id { id: text, seller: Party, value: money }
rule owed for p in Party { flag high when (sum of l.amount for l in p.loans) > 1 USD }
rule sold for p in Party {
    flag high when (sum of d.value for d in Deal where d.seller = p) > 1 USD
}
";
    let loans =
        "[{amount: 9 USD}, {amount: 8 USD}, {amount: 7 USD}, {amount: 2 USD}, {amount: 1 USD}]";
    let parties = format!("parties:\n  - {{id: acme, loans: {loans}}}\n");
    let deals = |n: u32| format!("deals:\n  - {{id: d{n}, seller: acme, value: {n} USD}}\n");
    let place = Place::empty().with("rules.risk", rules).with("parties.yaml", parties);
    let place = (1..=5).fold(place, |place, n| place.with(&format!("deals-{n}.yaml"), deals(n)));
    let ran = place.run("check . -r rules.risk").ended(1);
    let ran = ran.says("amount of 2 others  3 USD  parties.yaml:2:23");
    ran.says("deals-1.yaml, deals-2.yaml, deals-3.yaml and 2 more");
    let ran = place.run("check . -r rules.risk --format json").ended(1);
    ran.says("\"files\":[\"deals-1.yaml\",\"deals-2.yaml\",\"deals-3.yaml\"],\"more_files\":2");
}

#[test]
fn a_way_out_reads_otherwise_than_what_is_now() {
    let rules = "record Deal key id { id: text, value: money?, size: number? }
rule money for d in Deal { flag high when d.value > 0 USD }
rule third for d in Deal { flag high when d.size / 3 > 2 }
";
    let deals = "deals: [{id: a, value: 1e-10 USD, size: 6.00000003}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let ran = place.check("").ended(1);
    let ran = ran.says("clears when value is at most 0 USD (now 0.0000000001 USD)");
    ran.says("clears when size is at most 6 (now 6.00000003)");
}

#[test]
fn what_may_be_disputed_is_not_said_to_be() {
    let rules = "
record Source key id { id: text, kind: one of press | release | filing? }
record Deal key id { id: text, value: money? >= 0 }
evidence filing > release > press
rule big for d in Deal { flag high when d.value > 5 USD }
";
    let said = |second: &str| {
        let value = format!("[{{says: 6 USD, source: f}}, {{says: 7 USD, source: {second}}}]");
        format!(
            "sources: [{{id: f, kind: filing}}, {{id: g, kind: filing}}, {{id: u}}]\n\
             deals: [{{id: a, value: {value}}}]\n"
        )
    };
    for (second, surely) in [("u", false), ("g", true)] {
        let place = Place::empty().with("rules.risk", rules).with("deals.yaml", said(second));
        let args = "check --rules rules.risk deals.yaml --format json";
        assert_eq!(place.run(args).out.contains("\"disputed\""), surely, "{second}");
        // Whoever reads sees what each says.
        place.run("check --rules rules.risk deals.yaml").says("says");
    }
}

#[test]
fn findings_that_rest_on_the_same_facts_are_one_story() {
    let rules = "record Deal key id { id: text, value: money?, intent: bool?, cost: money? }\n\
                 rule large for d in Deal { flag critical when d.value > 10 USD }\n\
                 rule soft for d in Deal { flag high when d.intent and d.value > 5 USD }\n\
                 rule dear for d in Deal { flag low when d.cost > 1 USD }\n";
    let data = "deals:\n  - {id: a, value: 20 USD, intent: true, cost: 2 USD}\n  \
                - {id: b, value: 7 USD, intent: true}\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", data);
    let ran = place.check("--by cause").ended(1);
    ran.says("HIGH soft of a: soft; both rest on value (deals.yaml:2:20)").says("HIGH      soft");
    let ran = place.check("--by cause").ended(1);
    assert_eq!(ran.out.matches("CRITICAL  large").count(), 1);
    assert_eq!(ran.out.matches("LOW       dear").count(), 1, "{}", ran.out);
    place.check("").ended(1).leaves_out("both rest on");
}

//! The gate and the baseline: what counts, what is told of what has changed.

use serde_json::Value;

use super::{DEALS, Place, Ran};

/// A rule that is low for certain, and possibly critical where nothing is told of the rating.
const RULES: &str = r#"
record Deal key id { id: text, value: money?, rating: number? }
rule size for deal in Deal {
    flag critical when deal.value > 1 bn USD and deal.rating > 4
    flag high     when deal.value > 10 bn USD
    flag low      when deal.value > 1 m USD
    unless deal.id = "own"
}
"#;

fn place(deals: &str) -> Place {
    Place::empty().with("rules.risk", RULES).with("deals.yaml", format!("deals: [{deals}]\n"))
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect("JSON")
}

/// The report on deals, compared with that on others.
fn compared(before: &str, after: &str, flags: &str) -> (Ran, Value) {
    let place = place(before);
    place.check("-o base.json");
    let place = place.with("deals.yaml", format!("deals: [{after}]\n"));
    let text = place.check(&format!("--baseline base.json {flags}"));
    let report = json(&place.check(&format!("--baseline base.json --format json {flags}")));
    (text, report)
}

#[test]
fn a_deleted_fact_is_lost_evidence() {
    let (before, after) = ("{id: a, value: 20 bn USD, rating: 1}", "{id: a, rating: 1}");
    let (text, report) = compared(before, after, "");
    text.ended(1)
        .says("evidence is lost since the baseline, where it is high")
        .says("note: evidence is lost of 1 finding of the baseline")
        .says("size of a")
        .says("gate: failed: 1 evidence lost (fail_on high, undetermined warn)");
    assert_eq!(report["undetermined"][0]["status"], "new");
    assert_eq!(report["undetermined"][0]["change"], "evidence-lost");
    assert_eq!(report["undetermined"][0]["was"], "high");
    assert_eq!(report["summary"]["evidence_lost"], 1);
    let reasons = serde_json::json!([{"kind": "evidence-lost", "count": 1, "severity": "high"}]);
    assert_eq!(report["summary"]["gate_reasons"], reasons);
    // What was below the line does not fail, but is told.
    let (text, _) = compared("{id: a, value: 2 m USD, rating: 1}", after, "");
    text.ended(0).says("1 evidence lost").says("evidence is lost of 1 finding");
    let (text, _) = compared(before, after, "--undetermined ignore -q");
    text.ended(1).says("1 evidence lost (fail_on high");
    compared(before, after, "--fail-on never").0.ended(0).says("1 evidence lost");
}

#[test]
fn what_is_certainly_less_and_possibly_as_bad_has_lost_evidence() {
    let (before, after) = ("{id: a, value: 5 bn USD, rating: 5}", "{id: a, value: 5 bn USD}");
    let (text, report) = compared(before, after, "");
    text.ended(1).says("LOW").says("1 evidence lost (fail_on high");
    assert_eq!(report["findings"][0]["change"], "evidence-lost");
    assert_eq!(report["findings"][0]["was"], "critical");
    // What is certainly milder is known.
    let (text, report) = compared(before, "{id: a, value: 5 bn USD, rating: 3}", "--limit 0");
    text.ended(0).says("known from the baseline, where it is critical");
    assert_eq!(report["findings"][0]["change"], "milder");
    assert_eq!(report["findings"][0]["status"], "baseline");
}

#[test]
fn what_is_possibly_worse_than_before_counts_again() {
    let high = "{id: a, value: 20 bn USD, rating: 1}";
    let (text, report) = compared(high, "{id: a, value: 20 bn USD}", "");
    text.ended(1).says("worse than in the baseline, where it is high").says("1 worse high");
    assert_eq!(report["findings"][0]["change"], "worse");
    assert_eq!(report["findings"][0]["status"], "new");
    assert_eq!(report["summary"]["worse"], 1);
    let (text, report) = compared(high, high, "");
    text.ended(0).says("1 known from the baseline");
    assert_eq!(report["findings"][0]["change"], "unchanged");
    // What was open and is decided now is a finding that nobody has accepted.
    let (text, report) = compared("{id: a, rating: 1}", high, "");
    text.ended(1).says("gate: failed: 1 new high (fail_on high, undetermined warn)");
    assert_eq!(report["findings"][0]["change"], "new");
}

#[test]
fn what_is_gone_is_told_with_its_cause() {
    let before = "{id: a, value: 2 bn USD, rating: 1}, {id: b, value: 20 bn USD, rating: 1}, \
                  {id: c, value: 20 bn USD, rating: 1}";
    let (text, report) =
        compared(before, "{id: a, value: 1 USD}, {id: c, value: 20 bn USD, rating: 1}", "");
    text.ended(0)
        .says("2 findings of the baseline are none any more")
        .says("1 clear (size of a)")
        .says("record gone (size of b)")
        .says("2 of the baseline fixed");
    let causes: Vec<&str> =
        report["fixed"].as_array().unwrap().iter().map(|f| f["cause"].as_str().unwrap()).collect();
    assert_eq!(causes, ["clear", "record-gone"]);
    let place = place(before);
    place.check("-o base.json");
    let rules = format!("{RULES}\nrule other for d in Deal {{ flag info when d.rating = 0 }}\n");
    let disabled = format!("{rules}\ndisable rule size because \"it is\"\n");
    let place = place.with("rules.risk", disabled);
    place.check("--baseline base.json").ended(0).says("3 rule disabled");
    let place = place.with("rules.risk", rules.replace("rule size", "rule magnitude"));
    place.check("--baseline base.json").ended(1).says("3 rule gone").says("2 new high");
    let own = before.replace("id: a", "id: own");
    let place = self::place(&own).with("rules.risk", RULES.replace("unless", "// unless"));
    place.check("-o base.json");
    let place = place.with("rules.risk", RULES);
    place.check("--baseline base.json").says("1 finding of the baseline is none any more");
}

#[test]
fn a_strict_gate_sees_what_is_only_possible() {
    let place = place("{id: a, value: 5 bn USD}");
    place.check("--fail-on critical").ended(0).says("possibly critical");
    for policy in ["fail", "new"] {
        let ran = place.check(&format!("--fail-on critical --undetermined {policy}")).ended(1);
        let gate =
            format!("gate: failed: 1 possibly critical (fail_on critical, undetermined {policy})");
        assert!(ran.out.replace('\n', " ").contains(&gate), "{}", ran.out);
    }
    // Whatever the rating, a finding that fails by itself is told once.
    let ran = place.check("--fail-on low --undetermined fail").ended(1);
    ran.says("gate: failed: 1 low (fail_on low, undetermined fail)");
    place.check("--fail-on never --undetermined fail").ended(0);
}

#[test]
fn a_gate_for_what_is_newly_open() {
    let (a, b) = ("{id: a}", "{id: b, rating: 1}");
    compared(a, a, "--undetermined new").0.ended(0).says("1 undetermined");
    compared(a, a, "--undetermined fail").0.ended(1).says("gate: failed: 1 undetermined");
    let (text, report) = compared(a, &format!("{a}, {b}"), "--undetermined new");
    text.ended(1).says("gate: failed: 1 new undetermined (fail_on high, undetermined new)");
    // What is new stands first, wherever its record does.
    assert_eq!(report["undetermined"][0]["status"], "new");
    assert_eq!(report["undetermined"][1]["change"], "unchanged");
    assert_eq!(report["undetermined"][1]["status"], "baseline");
    // What was possibly high at most, and is possibly critical now.
    let (text, report) = compared("{id: b, rating: 1}", "{id: b}", "--undetermined new");
    text.ended(1).says("worse than in the baseline");
    assert_eq!(report["undetermined"][0]["change"], "worse");
    // Without a baseline, everything is new.
    place(a).check("--undetermined new").ended(1).says("1 undetermined");
}

#[test]
fn the_gate_names_all_that_failed_it() {
    let deals = "{id: a, value: 20 bn USD, rating: 5}, {id: b, value: 20 bn USD, rating: 1}, \
                 {id: c}, {id: d, value: 5 bn USD}";
    let ran = place(deals).check("--undetermined fail").ended(1);
    let line = "gate: failed: 1 critical, 1 high, 1 possibly critical, 1 undetermined (fail_on high, \
                undetermined fail)";
    let text = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.ends_with(line), "{}", ran.out);
    let report = json(&place(deals).check("--undetermined fail --format json"));
    let kinds: Vec<&Value> =
        report["summary"]["gate_reasons"].as_array().unwrap().iter().map(|r| &r["kind"]).collect();
    assert_eq!(kinds, ["new", "new", "possibly", "undetermined"]);
    assert_eq!(report["policy"]["undetermined"], "fail");
    assert_eq!(report["policy"]["baseline"], Value::Null);
}

#[test]
fn a_baseline_of_other_amounts_or_records_is_none() {
    let scenario = "\nscenario crash { set d.rating = 5 for d in Deal }\n";
    let place = Place::empty()
        .with("rules.risk", format!("{RULES}{scenario}"))
        .with("deals.yaml", "deals: [{id: a, value: 5 bn USD, rating: 1}]\n");
    place.check("-o usd.json");
    place.check("--scenario crash -o crash.json");
    place.check("--baseline usd.json").ended(0);
    place.check("--baseline usd.json --currency EUR").stopped("RW010").warns("in USD");
    place.check("--baseline crash.json").stopped("RW010").warns("the scenario `crash`");
    place.check("--baseline crash.json --scenario crash").ended(0);
}

#[test]
fn a_report_without_the_fingerprints_of_open_verdicts_is_a_baseline() {
    let earlier = r#"{"version": 1, "currency": "USD", "findings": [], "undetermined":
        [{"rule": "not-signed", "subject": {"record": "Deal", "key": "cirrus"}, "possibly": "critical"}]}"#;
    let place = Place::new().with("deals.yaml", DEALS).with("base.json", earlier);
    let ran = place.check("--baseline base.json --undetermined new --fail-on never").ended(1);
    ran.says("gate: failed: 1 new undetermined");
}

#[test]
fn another_record_that_does_not_tell_is_a_new_limit() {
    let rules = "record Deal key id { id: text, seller: text?, value: money? }
rule many for g in Deal by seller { flag high when (sum of d.value for d in g) > 9 bn USD }
rule one for d in Deal { flag high when d.value > 9 bn USD }
";
    let deals = |keys: &str| {
        let deals: Vec<String> =
            keys.chars().map(|key| format!("{{id: {key}, value: 1 USD}}")).collect();
        format!("deals: [{}]\n", deals.join(", "))
    };
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals("abcd"));
    place.check("-o base.json").ended(0);
    let gate = |place: &Place| place.check("--baseline base.json --undetermined new");
    gate(&place).ended(0).says("4 records (a, b, c and 1 more)");
    let place = place.with("deals.yaml", deals("abce"));
    // The line reads the same.
    gate(&place).ended(1).says("4 records (a, b, c and 1 more)").says("1 not looked at whole");
    gate(&place.with("deals.yaml", deals("bcd"))).ended(0);
}

#[test]
fn a_baseline_of_another_project_is_none() {
    let manifest = |project: &str| format!("{project}rules: rules.risk\ndata: [deals.yaml]\n");
    let place = place("{id: a, value: 20 bn USD, rating: 1}");
    let place = place.with("riskwright.yaml", manifest(""));
    place.run("check -o base.json");
    // One that had no name may have got one.
    let place = place.with("riskwright.yaml", manifest("project: one\n"));
    place.run("check --baseline base.json -o base.one.json").ended(0);
    place.run("check --baseline base.one.json").ended(0).says("1 known from the baseline");
    for other in ["", "project: two\n"] {
        let place = Place::empty()
            .with("base.one.json", place.read("base.one.json"))
            .with("rules.risk", RULES)
            .with("deals.yaml", place.read("deals.yaml"))
            .with("riskwright.yaml", manifest(other));
        place.run("check --baseline base.one.json").stopped("RW010").warns("the project `one`");
    }
}

#[test]
fn other_rules_and_params_than_the_baseline_has_are_told() {
    let rules = "param large: money = 5 bn USD
record Deal key id { id: text, value: money? }
rule size for d in Deal { flag high when d.value > large }
";
    let place = Place::empty().with("rules.risk", rules);
    let place = place.with("deals.yaml", "deals: [{id: a, value: 9 bn USD}]\n");
    place.check("-o base.json");
    let text = |place: &Place, flags: &str| {
        let ran = place.check(&format!("--baseline base.json {flags}")).ended(0);
        ran.out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let same = text(&place, "");
    assert!(!same.contains("baseline was made with") && !same.contains("baseline is as of"));
    let later = "check deals.yaml -r rules.risk --as-of 2025-12-06 --baseline base.json";
    let told = place.run(later).ended(0).out.replace("\n      ", " ");
    assert!(told.contains("note: the baseline is as of 2025-10-20, this run as of"), "{told}");
    let told = text(&place, "--param large=20_000_000_000USD");
    assert!(told.contains("note: large is 20 bn USD, and 5 bn USD in the baseline"), "{told}");
    let place = place.with("rules.risk", rules.replace("> large", "> 2 * large"));
    let told = text(&place, "");
    assert!(told.contains("baseline was made with: rules.risk has changed"), "{told}");
    let translated = format!("/// Size\n///\n/// bg: Размер\n{}", rules.trim_start());
    let place = place.with("rules.risk", translated.replace("/// Size\n///\n", ""));
    assert!(!text(&place, "").contains("baseline was made with"));
    let place = place.with("rules.risk", rules).with("other.risk", "// nothing\n");
    let told = text(&place, "-r other.risk");
    assert!(told.contains("baseline was made with: other.risk is new"), "{told}");
}

#[test]
fn a_verdict_that_stands_twice_in_a_baseline_is_one() {
    let of_one = || place("{id: a, value: 20 bn USD, rating: 1}");
    let base = json(&of_one().check("--format json"));
    for first in [true, false] {
        let mut twice = base.clone();
        let mut milder = base["findings"][0].clone();
        milder["severity"] = "low".into();
        let findings = twice["findings"].as_array_mut().expect("findings");
        findings.insert(usize::from(first), milder);
        let ran = of_one().with("base.json", twice.to_string());
        let ran = ran.check("--baseline base.json").ended(0);
        ran.says("known from the baseline").leaves_out("fixed").leaves_out("none any more");
    }
}

#[test]
fn what_is_at_stake_fails_a_gate() {
    let rules = format!("{RULES}\namend rule size {{ amount deal.value }}\n");
    let deals = |deals: &str| place(deals).with("rules.risk", rules.as_str());
    let (a, b) = ("{id: a, value: 20 bn USD, rating: 1}", "{id: b, value: 5 bn EUR, rating: 1}");
    let place = deals(&format!("{a}, {b}"));
    let gate = |args: &str| format!("--fail-on never --fail-on-amount {args}");
    place.check(&gate("$21bn")).ended(0).says("at stake: 20 bn USD in 1 finding; 1 without");
    place.check(&gate("$20bn")).ended(1).says(
        "gate: failed: 20 bn USD at stake (fail_on never, fail_on_amount 20 bn USD, undetermined warn)",
    );
    // What cannot be converted may be any amount.
    let open = format!("{} --undetermined fail", gate("$21bn"));
    place.check(&open).ended(1).says("possibly at least 20 bn USD at stake");
    for (wrong, why) in [
        ("€5bn", "is not an amount in USD, in which the run adds up"),
        ("5", "is not an amount of money: it lacks its currency, `5 USD`"),
        ("$0", "is not an amount above nothing, from which on findings fail the run"),
        ("much", "is not an amount of money as rules write it, such as `10 bn USD`"),
        ("never", "is not an amount of money; without one no amount fails the run"),
    ] {
        place.check(&gate(wrong)).stopped(why);
    }
    // Of what the baseline has, only what is more than then.
    place.check("--fail-on never -o base.json").ended(0);
    let with = |args: &str| format!("{} --baseline base.json", gate(args));
    place.check(&with("$1")).ended(0);
    let more = a.replace("20 bn", "24 bn");
    let place = place.with("deals.yaml", format!("deals: [{more}, {b}]\n"));
    place.check(&with("$4bn")).ended(1).says("4 bn USD at stake");
    place.check(&with("$4.1bn")).ended(0);
    let place = place
        .with("deals.yaml", format!("deals: [{a}, {b}, {}]\n", more.replace("id: a", "id: c")));
    place.check(&with("$24bn")).ended(1).says("24 bn USD at stake");
    place.check(&with("$24.1bn")).ended(0);
    // What grew by little hides nothing new that rests on the same fact.
    let rules = format!(
        "{rules}\nrule whole for deal in Deal {{ flag low when deal.rating > 3 amount deal.value }}\n"
    );
    let place = deals(a).with("rules.risk", rules.as_str());
    place.check("--fail-on never -o base.json").ended(0);
    let grown = a.replace("20 bn", "21 bn").replace("rating: 1", "rating: 4");
    let place = place.with("deals.yaml", format!("deals: [{grown}]\n"));
    place.check(&with("$21bn")).ended(1).says("21 bn USD at stake");
    place.check(&with("$21.1bn")).ended(0);
    let manifest = "rules: rules.risk\ndata: deals.yaml\nas_of: 2025-10-20\nfail_on: never\n";
    let place = place.with("riskwright.yaml", format!("{manifest}fail_on_amount: 3 bn USD\n"));
    place.check("--baseline base.json").ended(1).says("21 bn USD at stake");
    let mut place = place.with("riskwright.yaml", format!("{manifest}fail_on_amount: 3 bn EUR\n"));
    place.check("").stopped("riskwright.yaml:5:1");
    // A text without anything in it would be no gate at all.
    for (empty, why) in [
        ("fail_on_amount: \"\"", "expected an amount of money here"),
        ("fail_on_amount: \" \"", "expected an amount of money here"),
        ("undetermined: ''", "expected a policy, such as `warn`, here"),
    ] {
        place = place.with("riskwright.yaml", format!("{manifest}{empty}\n"));
        place.check("").stopped(why);
    }
    let empty = manifest.replace("fail_on: never", "fail_on: ''");
    place = place.with("riskwright.yaml", empty);
    place.check("").stopped("expected a severity, or `never`, here");
}

#[test]
fn what_was_accepted_fails_no_gate_again() {
    let rules = format!("{RULES}\namend rule size {{ amount deal.value - 60 bn USD }}\n");
    let below = "{id: a, value: 5 bn USD, rating: 1}";
    let place = place(below).with("rules.risk", rules.as_str());
    place.check("--fail-on never -o base.json").ended(0);
    let args = "--fail-on never --fail-on-amount $1bn --baseline base.json";
    place.check(args).ended(0);
    let place = place.with("deals.yaml", "deals: [{id: a, value: 62 bn USD, rating: 1}]\n");
    place.check(args).ended(1).says("2 bn USD at stake");
    // What the baseline does not tell nobody has accepted.
    let place = self::place(below);
    place.check("--fail-on never -o base.json").ended(0);
    let rules = rules.replace("- 60 bn USD", "");
    let place = place.with("rules.risk", rules);
    place.check(args).ended(1).says("5 bn USD at stake");
}

#[test]
fn a_finding_is_no_milder_for_a_fact_that_is_told_no_more() {
    let rules = "record Deal key id { id: text, value: money?, rating: number? }\n\
                 rule size for d in Deal {\n\
                     flag critical when (d.value or else 0 USD) > 10 bn USD\n\
                     flag low when d.rating > 0\n\
                 }\n";
    let place = place("{id: a, value: 20 bn USD, rating: 1}").with("rules.risk", rules);
    place.check("-o base.json");
    let place = place.with("deals.yaml", "deals: [{id: a, rating: 1}]\n");
    let ran = place.check("--baseline base.json -o next.json").ended(1);
    ran.warns("gate: failed: 1 evidence lost");
    let ran = place.check("--baseline next.json").ended(1);
    let ran = ran.says("LOW").says("waits for value (told no more, deals.yaml:1:14)");
    ran.says("evidence is lost since the baseline, where it is critical");
    let place = place.with("deals.yaml", "deals: [{id: a, value: 1 USD, rating: 1}]\n");
    place.check("--baseline next.json").ended(0).says("known from the baseline");
}

/// Whatever fails the gate by itself says so, and nothing else does: as many as the gate counts.
#[test]
fn each_verdict_tells_whether_it_fails_the_gate() {
    let before = "{id: a, value: 20 bn USD, rating: 1}, {id: b, value: 20 bn USD, rating: 1}, \
                  {id: gone, value: 30 bn USD}";
    let after = "{id: a, rating: 1}, {id: b, value: 20 bn USD}, {id: c, value: 20 bn USD}, \
                 {id: d, value: 2 bn USD}, {id: e}";
    for flags in ["", "--undetermined fail", "--undetermined new --fail-on critical"] {
        let (_, report) = compared(before, after, flags);
        let mut told: std::collections::BTreeMap<String, u64> = Default::default();
        for list in ["findings", "undetermined", "lost"] {
            for entry in report[list].as_array().expect("a list") {
                if let Some(kind) = entry["fails_gate"].as_str() {
                    *told.entry(kind.to_owned()).or_default() += 1;
                }
            }
        }
        let reasons = report["summary"]["gate_reasons"].as_array().expect("a list");
        let mut counted: std::collections::BTreeMap<String, u64> = Default::default();
        for reason in reasons {
            let kind = reason["kind"].as_str().expect("a kind");
            *counted.entry(kind.to_owned()).or_default() += reason["count"].as_u64().expect("one");
        }
        assert_eq!(told, counted, "{flags}");
        assert!(!told.is_empty(), "{flags}");
    }
}

#[test]
fn a_finding_on_other_facts_is_changed() {
    let (before, after) =
        ("{id: a, value: 20 bn USD, rating: 1}", "{id: a, value: 30 bn USD, rating: 1}");
    let (text, report) = compared(before, after, "");
    text.ended(0).says("known from the baseline, on other facts").says("1 on other facts");
    assert_eq!(report["findings"][0]["change"], "changed");
    assert_eq!(report["findings"][0]["status"], "baseline");
    assert_eq!(report["summary"]["changed"], 1);
    assert_eq!(report["policy"]["changed"], "warn");
    let (text, report) = compared(before, after, "--changed fail");
    text.ended(1)
        .says("gate: failed: 1 changed high (fail_on high, undetermined warn, changed fail)");
    assert_eq!(report["findings"][0]["status"], "new");
    assert_eq!(report["findings"][0]["fails_gate"], "changed");
    let (text, report) = compared(before, after, "--changed ignore");
    text.ended(0).leaves_out("other facts");
    assert_eq!(report["findings"][0]["change"], "unchanged");
    // Lines, order and fields that no condition reads are no other facts.
    let moved = "{id: b, value: 1 USD}, {rating: 1, value: 20000 m USD, id: a}";
    compared(before, moved, "--changed fail").0.ended(0).says("1 known from the baseline");
    // What is below the gate's line does not fail it.
    let low = ("{id: a, value: 2 m USD, rating: 1}", "{id: a, value: 3 m USD, rating: 1}");
    compared(low.0, low.1, "--changed fail").0.ended(0).says("1 on other facts");
}

#[test]
fn the_manifest_says_what_changed_findings_do() {
    let place = place("{id: a, value: 20 bn USD, rating: 1}")
        .with("riskwright.yaml", "data: deals.yaml\nrules: rules.risk\nchanged: fail\n");
    place.run("check -o base.json").ended(1);
    let place = place.with("deals.yaml", "deals: [{id: a, value: 21 bn USD, rating: 1}]\n");
    place.run("check --baseline base.json").ended(1).says("1 changed high");
    place.run("check --baseline base.json --changed warn").ended(0);
    let place =
        place.with("riskwright.yaml", "data: deals.yaml\nrules: rules.risk\nchanged: perhaps\n");
    place.run("check --baseline base.json").stopped("RW004").warns("is not a value of `changed`");
}

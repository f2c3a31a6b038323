//! `riskwright check`: the gate, reports, baselines.

use std::process::Stdio;

use serde_json::Value;

use super::{DEALS, Place, RULES};

#[test]
fn the_gate() {
    let place = Place::new();
    place.check("").ended(1).says("gate: failed: 1 high (fail_on high, undetermined warn)");
    place.check("--fail-on critical").ended(0).says("gate: passed");
    place.check("--fail-on low").ended(1);
    place.check("--fail-on never").ended(0);
    place
        .check("--fail-on never --undetermined fail")
        .ended(1)
        .says("gate: failed: 1 undetermined (fail_on never, undetermined fail)");
    place.check("-o known.json");
    let known = place.check("--baseline known.json --undetermined fail").ended(1);
    known.says("gate: failed: 1 undetermined (");
    place.check("--undetermined warn").says("UNDETERMINED").says("What to ask for");
    let ran = place.check("--fail-on never --undetermined ignore").ended(0);
    ran.says("1 undetermined").leaves_out("UNDETERMINED").leaves_out("What to ask for");
    place.check("--fail-on dreadful").stopped("dreadful");
}

#[test]
fn the_text_report() {
    let ran = Place::new().check("").ended(1);
    let order = ["HIGH", "LOW", "UNDETERMINED", "What to ask for", "1 high, 1 low"];
    let places: Vec<Option<usize>> = order.iter().map(|word| ran.out.find(word)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", ran.out);
    let ran = ran.says("atlas: 6 bn USD announced").says("deals.yaml:2:");
    assert!(!ran.out.contains('\x1b'), "{}", ran.out);
    assert_eq!(ran.err, "");
}

#[test]
fn every_sum_has_its_own_facts() {
    let rules = "use std.deals\nrule two for p in Party {
        let owed = sum of d.value for d in Deal where d.buyer = p
        let cloud = sum of d.value for d in Deal where d.buyer = p and d.kind = cloud
        flag high when owed > 1 bn USD and cloud < 5 bn USD
    }";
    let deal = |id: &str, kind: &str, value: &str| {
        format!("  {id}: {{name: {id}, kind: {kind}, stage: signed, buyer: a, value: {value}}}\n")
    };
    let deals = deal("x", "cloud", "2 bn USD") + &deal("y", "supply", "3 bn USD");
    let place = Place::new()
        .with("two.risk", rules)
        .with("two.yaml", format!("parties:\n  a: {{name: A}}\ndeals:\n{deals}"));
    let ran = place.run("check two.yaml -r two.risk").ended(1);
    ran.says("    owed: 5 bn USD\n      value of y  3 bn USD")
        .says("    cloud: 2 bn USD\n      value");
    let report: Value =
        serde_json::from_str(&place.run("check two.yaml -r two.risk --format json").out).unwrap();
    let of = |i: usize| report["findings"][0]["facts"][i]["of"]["name"].as_str();
    assert_eq!([of(0), of(1), of(2)], [Some("owed"), Some("owed"), Some("cloud")]);
}

#[test]
fn absurd_rules_stop_at_a_limit() {
    let rule = |body: &str| format!("use std.deals\nrule r for d in Deal {{ {body} }}\n");
    let lets: String = (0..1001).map(|i| format!("let x{i} = {i}\n")).collect();
    let place = Place::new()
        .with("lets.risk", rule(&(lets + "flag high when x7 > 1")))
        .with("long.risk", rule(&format!("flag high when {}true", "true and ".repeat(500_000))));
    let stopped = place.run("check deals.yaml -r lets.risk").stopped("RW217");
    stopped.warns("lets.risk:1001:").warns("too many names");
    place.run("check deals.yaml -r long.risk").stopped("RW120").warns("at most 1 MB");
}

#[test]
fn colours() {
    let place = Place::new();
    place.check("--color always").ended(1).says("\x1b[");
    place.check("--color never").ended(1).leaves_out("\x1b[");
    place.check("--color auto").ended(1).leaves_out("\x1b[");
    place.check("--color mauve").stopped("mauve");
}

#[test]
fn less_and_more() {
    let place = Place::new();
    let quiet = place.check("-q").ended(1);
    assert_eq!(quiet.out.lines().count(), 2, "{}", quiet.out);
    place.check("-v").ended(1).warns("deals.yaml");
    place.check("--limit 1").ended(1).says("… and one more finding").leaves_out("LOW");
    place.check("--limit 0").ended(1).says("LOW");
    let tools = place.check("-v --message-format json").ended(1);
    assert_eq!(tools.err, "");
    place.check("--jobs 1").ended(1);
    place.check("--jobs 0").stopped("0");
}

#[test]
fn the_json_report() {
    let place = Place::new();
    let ran = place.check("--format json").ended(1);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let schema: Value =
        serde_json::from_str(include_str!("../../schema/report.schema.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(report["version"], 1);
    assert_eq!(report["as_of"], "2025-10-20");
    assert_eq!(report["findings"][0]["subject"]["key"], "atlas");
    assert_eq!(report["findings"][0]["severity"], "high");
    assert_eq!(report["findings"][0]["facts"][0]["line"], 2);
    assert_eq!(report["undetermined"][0]["subject"]["key"], "cirrus");
    assert_eq!(report["requests"][0]["path"], "value");
    assert_eq!(report["summary"]["gate"], "failed");
    assert_eq!(report["inputs"][0]["records"]["Deal"], 4);
    let again = place.check("--format json --jobs 2").ended(1);
    assert_eq!(ran.out, again.out, "reports are byte-identical");
}

#[test]
fn reports_to_files() {
    let place = Place::new();
    let ran = place.check("-o report.json --output report.txt").ended(1);
    assert_eq!(ran.out, "");
    assert!(place.read("report.json").starts_with("{\n  \"version\": 1,"));
    assert!(place.read("report.txt").contains("gate: failed: 1 high ("));
    assert_eq!(place.files(), ["deals.yaml", "report.json", "report.txt", "rules.risk"]);
    place.check("-o report.json --format text").ended(1).says("gate: failed");
    place.check("-o report.docx").stopped("RW007");
    place.check("-o no/such/folder/report.json").stopped("RW011");
}

#[test]
fn what_is_read_is_not_written_over() {
    let deals = r#"{"deals": [{"id": "atlas", "stage": "announced", "value": "6 bn USD"}]}"#;
    let place = Place::new().with("deals.json", deals);
    place.run("check deals.json -r rules.risk -o ./deals.json").stopped("RW011");
    assert_eq!(place.read("deals.json"), deals);
}

#[test]
fn a_report_to_a_file_alone_still_says_why_it_failed() {
    let place = Place::new();
    let ran = place.check("-o report.json").ended(1).warns("gate: failed: 1 high (");
    assert_eq!(ran.out, "");
    assert_eq!(place.check("-o report.json -q").ended(1).err, "");
    assert_eq!(place.check("-o report.json --fail-on never").ended(0).err, "");
}

#[test]
fn the_text_says_what_was_looked_at() {
    let place = Place::new();
    place
        .check("--currency EUR")
        .says("4 records of 1 file, as of 2025-10-20; mixed amounts in EUR");
}

#[test]
fn a_report_appears_whole_or_not_at_all() {
    let place = Place::new().with("report.json", "the earlier one");
    place.run("check nothing.yaml -r rules.risk -o report.json").stopped("RW001");
    assert_eq!(place.read("report.json"), "the earlier one");
}

#[test]
fn a_baseline() {
    let place = Place::new();
    place.check("-o baseline.json").ended(1);
    let known = place.check("--baseline baseline.json").ended(0);
    known.says("2 known from the baseline").says("gate: passed");
    let worse = DEALS.to_owned() + "  - {id: eos, stage: announced, value: 60 bn USD}\n";
    let place = place.with("deals.yaml", worse);
    place.check("--baseline baseline.json").ended(1).says("CRITICAL");
    let ran = place.check("--baseline baseline.json --format json").ended(1);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["findings"][0]["status"], "new");
    assert_eq!(report["findings"][1]["status"], "baseline");
    // A finding that was known and has become worse counts again.
    let worse = DEALS.replace("value: 6 bn USD", "value: 60 bn USD");
    let place = place.with("deals.yaml", worse);
    place.check("--baseline baseline.json").ended(1).says("CRITICAL");
    place.check("--baseline deals.yaml").stopped("RW010");
    place.check("--baseline none.json").stopped("RW001");
}

#[test]
fn params_and_currency() {
    let place = Place::new();
    place.run("check deals.yaml -r rules.risk --param large=1_000_bn_USD").stopped("RW");
    let mut command = place.command("check deals.yaml -r rules.risk --param");
    let ran = super::ran(command.arg("large=100 m USD").output().expect("the program runs"));
    ran.ended(1).says("CRITICAL");
    place.check("--param large").stopped("RW004");
    place.check("--param enormous=1").stopped("enormous");
    place.check("--currency EUR --format json").ended(1).says("\"currency\": \"EUR\"");
    place.check("--currency euro").stopped("RW004");
}

#[test]
fn dates() {
    let place = Place::new();
    place.run("check deals.yaml -r rules.risk --as-of 2025-02-30").stopped("RW004");
    place.run("check deals.yaml -r rules.risk --as-of yesterday").stopped("RW004");
}

#[test]
fn languages() {
    let place = Place::new();
    let page = |lang: &str| place.check(&format!("--format html {lang}")).ended(1);
    page("--lang en-GB").says("<html lang=\"en\">");
    page("--lang bg").says("<html lang=\"bg\">").says("Констатации");
    place.check("--lang de").stopped("RW012");
    let manifest = |lang: &str| {
        let text = format!("data: deals.yaml\nrules: rules.risk\nlang: {lang}\n");
        Place::new().with("riskwright.yaml", text)
    };
    place.check("--lang bg").ended(1).says("контролен праг: надхвърлен: 1 висока");
    place
        .run("explain not-signed atlas deals.yaml -r rules.risk --lang bg")
        .ended(0)
        .says("заключение:");
    manifest("bg").run("check --format html").ended(1).says("<html lang=\"bg\">");
    manifest("bg").run("check --format html --lang en").ended(1).says("<html lang=\"en\">");
    manifest("de").run("check").stopped("there are `bg` and `en`");
}

#[test]
fn whatever_the_language_the_verdicts_are_the_same() {
    let place = Place::new();
    let report = |lang: &str| {
        let out = place.check(&format!("--format json --lang {lang}")).ended(1).out;
        let mut report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let notes = report["notes"].take();
        assert_eq!(report["asked"]["lang"].take(), lang);
        (report, notes.to_string())
    };
    let ((english, none), (bulgarian, told)) = (report("en"), report("bg"));
    assert_eq!(english, bulgarian);
    assert!(!none.contains("are not told in") && told.contains("not told in Bulgarian"), "{told}");
}

#[test]
fn nobody_reads() {
    let many: String = (0..5_000)
        .map(|i| format!("  - {{id: d{i}, stage: announced, value: 2 bn USD}}\n"))
        .collect();
    let place =
        Place::empty().with("rules.risk", RULES).with("many.yaml", format!("deals:\n{many}"));
    let mut command = place.command("check many.yaml -r rules.risk --limit 0");
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    let ran = super::ran(child.wait_with_output().expect("it ends"));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert_eq!(ran.err, "");
}

#[test]
fn usage() {
    let place = Place::empty();
    place.run("").ended(2);
    place.run("chek").stopped("check");
    place.run("check --no-such-flag").stopped("--no-such-flag");
    place.run("--help").ended(0).says("completions");
    place.run("check --help").ended(0).says("--fail-on");
    place.run("--version").ended(0).says(env!("CARGO_PKG_VERSION"));
    place.run("check -q -v").stopped("--quiet");
}

#[test]
fn limits_of_their_own() {
    let deal = |i: usize| {
        format!(
            "  - {{id: f{i}, stage: announced, value: 2 bn USD}}\n  - {{id: u{i}, stage: announced}}\n"
        )
    };
    let deals: String = (0..60).map(deal).collect();
    let place = Place::new().with("deals.yaml", format!("deals:\n{deals}"));
    let shown = |arguments: &str| {
        let out = place.check(arguments).ended(1).out;
        let count = |head: &str| out.lines().filter(|line| line.starts_with(head)).count();
        (count("HIGH "), count("UNDETERMINED "))
    };
    assert_eq!(shown(""), (50, 20));
    assert_eq!(shown("--limit 30"), (30, 30));
    assert_eq!(shown("--limit 0"), (60, 60));
    place.check("").says("10 more findings").says("40 more undetermined verdicts");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_success() {
    let place = Place::new();
    for arguments in ["check deals.yaml -r rules.risk", "explain RW401", "completions bash"] {
        let full = std::fs::File::create("/dev/full").expect("the device");
        let ran = super::ran(place.command(arguments).stdout(full).output().expect("it runs"));
        ran.stopped("RW011").warns("standard output");
    }
}

#[test]
fn what_is_past_the_line_by_a_hair_reads_so() {
    let rules = r#"
record Deal key id { id: text, share: percent?, roles: number? }
param line: percent = 1.5%
rule share for d in Deal {
    flag high when d.share > line
    message "{d.share} is more than {line}"
}
rule roles for d in Deal { flag high when d.roles >= 3 }
"#;
    let deals = "\
deals:
  - {id: a, share: 1.51%, roles: 3}
  - {id: b, share: 1.50001%, roles: 3.0001}
  - {id: c, share: 1%, roles: at least 3}
";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let ran = place.run("check deals.yaml -r rules.risk").ended(1);
    ran.says("1.51% is more than 1.5%")
        .says("d.share is 1.007 times the line of 1.5%")
        .says("1.50001% is more than 1.5%")
        .says("d.share is 1.50001%, above the line of 1.5%")
        .says("d.roles is at the line of 3")
        .says("d.roles is 3.0001, above the line of 3")
        .says("d.roles is at least the line of 3")
        .leaves_out(" 1 times");
}

#[test]
fn how_far_past_a_line_that_is_a_range_or_in_another_currency() {
    let rules = r#"
use std.deals
record Loan key id { id: text, owed: money?, cap: money? }
rule over for l in Loan {
    flag high when l.owed > l.cap
    flag low when l.owed < l.cap
}
"#;
    let loans = "\
loans:
  - {id: same, owed: 10 EUR, cap: 4 EUR}
  - {id: ranged, owed: 10 EUR, cap: 4..5 EUR}
  - {id: both, owed: 10..12 EUR, cap: 4..5 EUR}
  - {id: positive, owed: 10..12 EUR, cap: up to 5 EUR}
  - {id: open, owed: 10..12 EUR, cap: at most 6 EUR}
  - {id: other, owed: 10 EUR, cap: 2 USD}
  - {id: other-range, owed: 10..12 EUR, cap: 2..2.2 USD}
  - {id: below, owed: 3 EUR, cap: 4..5 USD}
exchange_rates:
  - {base: EUR, quote: USD, date: 2025-12-01, rate: 1.1}
";
    let place = Place::empty().with("rules.risk", rules).with("loans.yaml", loans);
    let ran = place.run("check loans.yaml -r rules.risk --as-of 2025-12-05").ended(1);
    ran.says("l.owed is 2.5 times the line of 4 EUR")
        .says("l.owed is 2..2.5 times the line of 4..5 EUR")
        .says("l.owed is 2..3 times the line of 4..5 EUR")
        .says("l.owed is at least 2 times the line of up to 5 EUR")
        .says("l.owed is 10..12 EUR, above the line of at most 6 EUR")
        .says("l.owed is 5.5 times the line of 2 USD")
        .says("l.owed is 5..6.6 times the line of 2..2.2 USD")
        .says("l.owed is 3 EUR (3.3 USD), below the line of 4..5 USD");
}

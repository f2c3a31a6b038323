//! Manifests, `init` and `completions`.

use super::Place;

const MANIFEST: &str = "\
rules: rules.risk
data: [deals.yaml]
as_of: 2025-10-20
currency: EUR
params:
  large: 100 m USD
fail_on: never
undetermined: fail
";

#[test]
fn a_manifest_says_what_flags_do_not() {
    let place = Place::new().with("riskwright.yaml", MANIFEST);
    place.run("check").ended(1).says("CRITICAL").says("gate: failed: 1 undetermined (");
    place.run("check --undetermined warn").ended(0);
    place.run("check --format json").says("\"as_of\": \"2025-10-20\"").says("\"EUR\"");
    place.run("check --as-of 2024-01-01 --currency USD --format json").says("\"2024-01-01\"");
    place.run("check . ").ended(1).says("CRITICAL");
    place.run("explain not-signed atlas").ended(0).says("flagged critical");
}

#[test]
fn a_manifest_with_a_mark_and_foreign_line_ends() {
    let text = format!("\u{feff}{}", MANIFEST.replace('\n', "\r\n"));
    let place = Place::new().with("riskwright.yaml", text);
    place.run("check").ended(1).says("CRITICAL").says("gate: failed: 1 undetermined (");
    let place = place.with("riskwright.yaml", "\u{feff}rule: rules.risk\n");
    place.run("check").stopped("RW005").warns("riskwright.yaml:1:1");
}

#[test]
fn params_keep_every_digit() {
    let rules = "param line: number = 1\n\
                 record Deal key id { id: text, share: number }\n\
                 rule over for d in Deal { flag high when d.share > line }\n";
    let deals = "deals: [{id: atlas, share: 0.10000000000000000000001}]\n";
    let manifest =
        |line: &str| format!("rules: rules.risk\ndata: [deals.yaml]\nparams: {{line: {line}}}\n");
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let place = place.with("riskwright.yaml", manifest("0.10000000000000000000002"));
    place.run("check").ended(0);
    let place = place.with("riskwright.yaml", manifest("0.1"));
    place.run("check").ended(1);
    let place = place.with("riskwright.yaml", manifest("1234567890123456789012345678901"));
    place.run("check").ended(0);
    place.with("riskwright.yaml", manifest("[1]")).run("check").stopped("RW005").warns("line");
}

#[test]
fn a_project_elsewhere() {
    let place = Place::empty()
        .with("there/riskwright.yaml", MANIFEST)
        .with("there/rules.risk", super::RULES)
        .with("there/deals.yaml", super::DEALS);
    place.run("check there").ended(1).says("there/deals.yaml:2:");
}

#[test]
fn foreign_data() {
    let manifest = "\
rules: rules.risk
data:
  - path: export.csv
    record: Deal
    fields:
      id: number
      value: {amount: sum, currency: USD}
      stage: {from: state, map: {open: announced, done: signed}}
";
    let place = Place::new()
        .with("riskwright.yaml", manifest)
        .with("export.csv", "number,state,sum\nx-1,open,2000000000\nx-2,done,5\n");
    place.run("check").ended(1).says("x-1").says("1 high");
    let place = place.with("riskwright.yaml", manifest.replace("value:", "vlaue:"));
    place.run("check").stopped("RW416").warns("vlaue");
}

#[test]
fn a_mapping_of_columns_that_a_file_does_not_have() {
    let manifest = "rules: rules.risk\ndata:\n  - path: in.csv\n    record: Deal\n    fields:\n      \
        id: ид\n      value: {amount: суми, currency: вал}\n      stage: {from: статус, map: {ok: signed}}\n";
    let place = Place::new()
        .with("riskwright.yaml", manifest)
        .with("in.csv", "ид;сума;вал;статус\nk1;1500000000.50;EUR;ok\n");
    place.run("check").stopped("RW416").warns("суми").warns("did you mean `сума`?");
    let place = place.with("riskwright.yaml", manifest.replace("суми", "сума"));
    place.run("check").ended(0);
}

#[test]
fn a_list_of_one_needs_no_list() {
    let sole = "rules: rules.risk\ndata: deals.yaml\nas_of: 2025-10-20\nfail_on: never\n";
    let ran = Place::new().with("riskwright.yaml", sole).run("check").ended(0);
    let listed = sole.replace("rules.risk", "[rules.risk]").replace("deals.yaml", "[deals.yaml]");
    let same = Place::new().with("riskwright.yaml", listed).run("check").ended(0);
    assert_eq!(ran.out, same.out);
    let mapped = "rules: rules.risk\nmay_be_empty: Deal\ndata: {path: deals.yaml, record: Deal}\n";
    let place = Place::new().with("riskwright.yaml", mapped).with("deals.yaml", "[]\n");
    place.run("check").ended(0);
}

#[test]
fn a_manifest_with_mistakes() {
    let place = Place::new();
    let with = |text: &str| {
        let place = Place::new().with("riskwright.yaml", text);
        place.run("check").err
    };
    drop(place);
    for (text, code, said) in [
        ("rule: rules.risk\n", "RW005", "rule"),
        ("rules: [\n", "RW005", "riskwright.yaml:"),
        (
            "rules: rules.risk\ndata: [deals.yaml]\nas_of: 2025-02-30\n",
            "RW004",
            "riskwright.yaml:3:1",
        ),
        (
            "rules: rules.risk\ndata: [deals.yaml]\ncurrency: dollars\n",
            "RW004",
            "riskwright.yaml:3:1",
        ),
        ("rules: rules.risk\ndata: [deals.yaml]\nfail_on: dreadful\n", "RW004", "dreadful"),
        ("rules: rules.risk\ndata: [{file: deals.yaml}]\n", "RW005", "file"),
        ("rules: rules.risk\ndata: [{path: deals.yaml, record: Dael}]\n", "RW006", "Dael"),
        ("rules: rules.risk\ndata: [none.yaml]\n", "RW001", "none.yaml"),
        ("rules: rules.risk\n", "RW002", "riskwright.yaml"),
        ("", "RW002", "riskwright.yaml"),
    ] {
        let said_by = with(text);
        assert!(said_by.contains(code) && said_by.contains(said), "{text}\n{said_by}");
    }
}

#[test]
fn a_manifest_that_nests_without_end_stops_at_once() {
    let place = Place::new().with("riskwright.yaml", format!("data: {}", "{a: ".repeat(200_000)));
    place.run("check").stopped("RW005").warns("nested more than 64").warns("riskwright.yaml:1:");
    let lists =
        format!("rules: rules.risk\ndata: [deals.yaml]\nparams: {{{}}}\n", "# [[[".repeat(9));
    place.with("riskwright.yaml", lists).run("check").stopped("RW005");
}

#[test]
fn a_manifest_that_two_readers_read_in_two_ways() {
    // What ended a line in YAML 1.1 is a character of YAML 1.2.
    for (text, at) in [
        ("rules: rules.risk\ndata: [deals.yaml]\nproject: one\u{2028}two\n", "3:10"),
        ("rules: rules.risk\ndata: [deals.yaml]\nparams: {large: \"1\u{85}2\"}\n", "3:17"),
    ] {
        let place = Place::new().with("riskwright.yaml", text);
        let ran = place.run("check").stopped("RW005").warns("two readers");
        ran.warns(&format!("riskwright.yaml:{at}"));
    }
    let large = format!("rules: rules.risk\ndata: [deals.yaml]\n{}", "# no end\n".repeat(120_000));
    let place = Place::new().with("riskwright.yaml", large);
    place.run("check").stopped("RW005").warns("more than 1,048,576 bytes");
}

#[test]
fn a_manifest_that_says_things_in_many_ways() {
    let text = "# Every form that YAML has.\n---\n\"rules\": ['rules.risk']\ndata:\n  - deals.yaml\n\
                project: >-\n  Folded\n  text, Ко\u{301}д\nas_of: 2025-10-20\nfail_on:\ncurrency: ~\n\
                undetermined: !!str warn\nmay_be_empty: []\nprofiles: {a: , b: {fail_on: low}}\n...\n";
    Place::new().with("riskwright.yaml", text).run("check").ended(1).says("1 high, 1 low");
}

#[test]
fn a_new_project_runs() {
    let place = Place::empty();
    place.run("init").ended(0).says("rules/first.risk");
    let ran = place.run("check").ended(0).says("borealis-chips").says("gate: passed");
    assert_eq!(ran.err, "");
    place.run("init").stopped("RW013");
    let packs = "use std.commitment\nuse std.circular\n";
    let place = place.with("rules/packs.risk", packs);
    place.run("check").ended(0);
    place.run("init elsewhere/deep").ended(0);
    place.run("check elsewhere/deep").ended(0);
}

#[test]
fn init_never_overwrites() {
    let place = Place::empty().with("deals.yaml", "mine");
    place.run("init").stopped("RW013");
    assert_eq!(place.read("deals.yaml"), "mine");
    assert_eq!(place.files(), ["deals.yaml"]);
}

#[test]
fn completions() {
    let place = Place::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        place.run(&format!("completions {shell}")).ended(0).says("riskwright");
    }
    place.run("completions cobol").stopped("cobol");
}

const PROFILES: &str = "\
rules: rules.risk
data: [deals.yaml]
as_of: 2025-10-20
params: {large: 100 bn USD}
fail_on: never
profiles:
  strict:
    params: {large: 1 m USD}
    rules: [client/strict.risk, rules.risk]
    fail_on: low
    undetermined: fail
  broad: {fail_on: high, params: {large: 1 bn USD}}
  empty: {}
";

#[test]
fn a_profile_wins_over_the_manifest() {
    let strict = "use rules\nrule any for d in Deal { flag info when d.value >= large }\n";
    let place = Place::new().with("riskwright.yaml", PROFILES).with("client/strict.risk", strict);
    place.run("check").ended(0).leaves_out("CRITICAL").leaves_out("INFO");
    place.run("check --profile empty").ended(0).leaves_out("CRITICAL");
    place.run("check --profile broad").ended(1).says("HIGH").leaves_out("INFO");
    place.run("check --profile strict").ended(1).says("CRITICAL").says("INFO");
    place.run("check --profile strict --fail-on never --undetermined warn").ended(0);
    place.run("check --profile strict --param large=1000000000000USD").leaves_out("CRITICAL");
    place.run("check -r rules.risk --profile strict").ended(1).says("INFO");
    place.run("explain not-signed borealis --profile strict").ended(0).says("flagged high");
    place.run("explain any borealis --profile strict").ended(0).says("flagged info");
}

#[test]
fn profiles_with_mistakes() {
    let place = Place::new().with("riskwright.yaml", PROFILES);
    place.run("check --profile stirct").stopped("RW016").warns("`strict`");
    place.run("check --profile other").stopped("RW016").warns("broad, empty, strict");
    place.run("check --profile strict").stopped("RW001").warns("client/strict.risk");
    Place::new().run("check deals.yaml --profile strict").stopped("RW016").warns("`profiles:`");
    for (profile, code, said) in [
        ("{fail_on: dreadful}", "RW004", "riskwright.yaml:4:12"),
        ("\n    params: {}\n    undetermined: shout", "RW004", "riskwright.yaml:6:5"),
        ("{params: {larg: 1}}", "RW218", "larg"),
        ("{as_of: 2025-01-01}", "RW005", "as_of"),
    ] {
        let rest = "rules: rules.risk\ndata: [deals.yaml]\nprofiles:\n";
        let manifest = format!("{rest}  strict: {profile}\n");
        let place = Place::new().with("riskwright.yaml", manifest);
        place.run("check --profile strict").stopped(code).warns(said);
    }
}

#[test]
fn findings_of_one_project_are_not_those_of_another() {
    let place = Place::new().with("riskwright.yaml", "project: one\n");
    place.check("-o one.json").ended(1);
    place.check("--baseline one.json").ended(0);
    let place = place.with("riskwright.yaml", "project: two\n");
    place.check("--baseline one.json").stopped("RW010").warns("the project `one`");
    let place = place.with("riskwright.yaml", "{}");
    place.check("-o none.json").ended(1);
    // What was known before the project had a name is known still.
    place.with("riskwright.yaml", "project: one\n").check("--baseline none.json").ended(0);
}

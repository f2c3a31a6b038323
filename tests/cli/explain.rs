//! `riskwright explain`: verdicts and codes.

use super::{Place, ran};

const ON: &str = "deals.yaml -r rules.risk --as-of 2025-10-20";

#[test]
fn every_verdict_is_explained() {
    let place = Place::new();
    let explain = |key: &str| place.run(&format!("explain not-signed {key} {ON}")).ended(0);
    explain("atlas").says("flagged high").says("deal.value").says("deals.yaml:2:");
    explain("cirrus").says("undetermined, possibly critical").says("would be decided by value");
    explain("delos").says("verdict: clear").says("deal.stage < signed");
}

#[test]
fn the_params_of_a_rule_are_shown() {
    let rules = r#"
record Deal key id { id: text, share: percent? }
param allowed: percent = 10% from 2014-01-01, 25% from 2019-06-01 cites "CRR 395"
param twice = 2 * allowed, unused from 2030-01-01
param unused = 3
rule exposed for deal in Deal { flag high when deal.share > twice / 2 }
"#;
    let deals = "deals: [{id: atlas, share: 30%}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explain = |flags: &str| {
        let explained =
            place.run(&format!("explain exposed atlas deals.yaml -r rules.risk {flags}"));
        explained.ended(0).leaves_out("unused")
    };
    explain("--as-of 2025-10-20").says("param allowed = 25% since 2019-06-01 (CRR 395)");
    explain("--as-of 2019-05-31").says("param allowed = 10% since 2014-01-01 (CRR 395)");
    explain("--as-of 2010-01-01 --param allowed=5%").says("allowed = 5%, set by the run\n");
    let check = |date: &str| {
        place.run(&format!("check deals.yaml -r rules.risk --as-of {date} --format json"))
    };
    check("2025-10-20").ended(1).says("\"since\":\"2019-06-01\"");
    check("2010-01-01").stopped("RW320").warns("2010-01-01");
}

#[test]
fn what_each_source_says_is_told_where_they_disagree_alone() {
    let rules = r#"
record Source key id { id: text }
record Deal key id { id: text, value: money?, cost: money? }
rule large for deal in Deal { flag high when deal.value > 5 USD and deal.cost > 1 USD }
"#;
    let deals = "sources: [{id: wire}, {id: filing}]\n\
                 deals: [{id: x, value: [{says: 6 USD, source: wire}, {says: 9 USD, source: filing}], \
                 cost: [{says: 2 USD, source: wire}, {says: 2 USD, source: filing}]}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let told = place.run("explain large x deals.yaml -r rules.risk --as-of 2025-10-20").ended(0);
    let told = told.says("- filing says: 9 USD").says("- wire says: 6 USD");
    told.leaves_out("says: 2 USD");
}

#[test]
fn what_is_asked_of_members_reads_as_it_was_written() {
    let rules = r#"
record Deal key id { id: text, parts: list of Part?, tags: list of text? }
record Part { kind: text? }
rule lent for deal in Deal { flag high when exists p in deal.parts where p.kind = "loan" }
rule tagged for deal in Deal { flag high when "new" in deal.tags }
"#;
    let deals = "deals: [{id: x, parts: [{kind: loan}], tags: [new]}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explain = |rule: &str| {
        place.run(&format!("explain {rule} x deals.yaml -r rules.risk --as-of 2025-10-20")).ended(0)
    };
    explain("lent").says("- exists p in deal.parts where p.kind = \"loan\": true");
    explain("tagged").says("- \"new\" in deal.tags: true");
}

#[test]
fn an_exposure_is_told_by_its_legs_and_ways() {
    let rules = r#"
record Firm key id { id: text }
record Deal key id { id: text, from: Firm?, to: Firm?, value: money? >= 0 }
flow lending { for d in Deal: d.from -> d.to carrying d.value }
rule far for firm in Firm { flag high when exposure of firm through lending up to 3 >= 1 USD }
rule best for d in Deal {
    flag high when exposure of d.from to d.to through lending up to 3 >= 2 USD
}
"#;
    let deals = "firms: [{id: a}, {id: b}, {id: c}]\n\
                 deals: [{id: d1, from: a, to: b, value: 7 USD}, {id: d2, from: b, value: 3 USD}, \
                 {id: d3, from: b, to: c, value: 5 USD}, {id: d4, from: a, to: c, value: 2 USD}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explain = |what: &str| {
        let told =
            place.run(&format!("explain {what} deals.yaml -r rules.risk --as-of 2025-10-20"));
        told.ended(0).leaves_out("step.").leaves_out("is known").leaves_out("left out")
    };
    explain("far a").says("- amount of a/b: 7 USD").says("- what may lie behind d2: up to 17 USD");
    explain("best d4").says("- smallest leg of a/b/c: 5..7 USD").says("- amount of b/c: 5..8 USD");
}

#[test]
fn a_param_of_another_day_is_shown_as_it_was_then() {
    let rules = r#"
record Deal key id { id: text, amount: number?, signed: date?, parts: list of Part? }
record Part { on: date? }
param allowed = 10 from 2014-01-01, 25 from 2019-06-01 cites "CRR 395"
param twice = 2 * allowed
param first = allowed at 2014-06-01
rule over for deal in Deal {
    flag high when deal.amount > twice at deal.signed
    flag low when deal.amount > first or (exists p in deal.parts where deal.amount > allowed at p.on)
}
"#;
    let deals = "deals: [{id: then, amount: 21, signed: 2015-01-01, parts: [{on: 2020-01-01}]}, \
                 {id: open, amount: 21, signed: 2019, parts: []}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let run =
        |what: &str| place.run(&format!("{what} deals.yaml -r rules.risk --as-of 2025-10-20"));
    let then = run("explain over then").ended(0);
    then.says("param allowed = 10 since 2014-01-01, at 2015-01-01 (CRR 395)")
        .says("param twice = 20 since 2014-01-01, at 2015-01-01")
        .says("param allowed = 10 since 2014-01-01, at 2014-06-01 (CRR 395)")
        .says("param first = 10\n")
        .leaves_out("param allowed = 25 since 2019-06-01 (");
    run("explain over open")
        .ended(0)
        .says("param twice = 20 since 2014-01-01 or 50 since 2019-06-01, at");
    run("check --format json")
        .ended(1)
        .says(r#""params":[{"name":"allowed","at":"2015-01-01","values":[{"value":"10","since":"2014-01-01"}],"#)
        .says(r#"{"name":"allowed","at":"p.on","values":[{"value":"10","since":"2014-01-01"},"#)
        .says(r#""since":"2019-06-01","set_by_run":false,"cites":["CRR 395"],"values":[{"value":"10""#);
}

#[test]
fn what_cannot_be_computed_has_its_reason() {
    let rules = r#"
record Deal key id { id: text, units: number? }
rule huge for deal in Deal {
    let a = deal.units * deal.units
    let b = a * a
    let c = b * b
    let d = c * c
    let e = d * d
    let f = e * e
    let g = f * f
    flag high when g * g > 1
}
"#;
    let deals = "deals: [{id: atlas, units: 9_999_999_999_999_999_999_999_999_999_999_999}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explained = place.run("explain huge atlas deals.yaml -r rules.risk").ended(0);
    explained.says("undetermined, possibly high").says("too large to compute");
}

#[test]
fn what_is_not_there() {
    let place = Place::new();
    place.run(&format!("explain not-singed atlas {ON}")).stopped("RW009").warns("`not-signed`");
    place.run(&format!("explain not-signed atlass {ON}")).stopped("RW009").warns("`atlas`");
    place.run("explain not-signed").stopped("RW009");
}

#[test]
fn a_scenario_is_explained() {
    let rules =
        format!("{}\nscenario boom {{ set d.value = 60 bn USD for d in Deal }}\n", super::RULES);
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", super::DEALS);
    let explained = place.run(&format!("explain not-signed atlas {ON} --scenario boom")).ended(0);
    explained.says("flagged critical").says("set by scenario boom");
    let stopped = place.run(&format!("explain not-signed atlas {ON} --scenario bom"));
    stopped.stopped("RW020").warns("`boom`");
}

#[test]
fn a_remedy_and_sources_are_told() {
    let rules = r#"
record Source key id { id: text }
record Deal key id { id: text, stage: one of announced < signed, sources: list of Source }
rule early for deal in Deal {
    flag low when deal.stage < signed
    remedy "sign {deal.id}"
}
"#;
    let records = "sources: [{id: letter}]
deals:
  - {id: atlas, stage: announced, sources: [letter]}
  - {id: delos, stage: signed, sources: [letter]}
";
    let place = Place::empty().with("rules.risk", rules).with("all.yaml", records);
    let explain = |key: &str| place.run(&format!("explain early {key} all.yaml -r rules.risk"));
    explain("atlas").ended(0).says("remedy sign atlas").says("sources letter");
    explain("delos").ended(0).leaves_out("remedy").says("sources letter");
}

#[test]
fn a_ring_goes_by_any_of_its_parties() {
    let rules = r#"
record Firm key id { id: text }
record Deal key id { id: text, from: Firm, to: Firm }
flow money { for d in Deal: d.from -> d.to }
rule ring for ring in cycles of money up to 3 { flag low when ring.length = 3 }
"#;
    let records = "firms: [{id: a}, {id: b}, {id: c}]
deals: [{id: x, from: a, to: b}, {id: y, from: b, to: c}, {id: z, from: c, to: a}]
";
    let place = Place::empty().with("rules.risk", rules).with("all.yaml", records);
    let explain = |key: &str| place.run(&format!("explain ring {key} all.yaml -r rules.risk"));
    for key in ["a/b/c", "b/c/a", "c/a/b"] {
        explain(key).ended(0).says("a/b/c").says("flagged low");
    }
    explain("b/a/c").stopped("RW009");
}

#[test]
fn codes() {
    let place = Place::empty();
    place.run("explain RW401").ended(0).says("# RW401: ");
    place.run("explain rw401").ended(0).says("# RW401: ");
    place.run("explain RW999").stopped("RW009");
    for info in riskwright::diagnostic::codes::all() {
        let page = place.run(&format!("explain {}", info.code)).ended(0);
        assert_eq!(page.out, info.page);
    }
}

#[test]
fn keys_of_several_parts_go_by_their_escaped_text() {
    let rules = r#"
record Deal key id { id: text, grp: text?, cat: text? }
rule pair for g in Deal by grp, cat { flag info when count of d in g > 0 message "{g.cat}" }
rule one for d in Deal { flag info when d.grp is known }
"#;
    let deals = "deals: [{id: 2024 / 17, grp: a/b, cat: c}, {id: d, grp: a, cat: b/c}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explain = |what: &str, key: &str| {
        let mut command = place.command("explain");
        command.args([what, key, "deals.yaml", "-r", "rules.risk"]);
        ran(command.output().expect("the program runs"))
    };
    explain("pair", r"a\/b/c").ended(0).says("flagged info");
    explain("pair", r"a / b\/c").ended(0).says("flagged info");
    explain("pair", "a/b/c").stopped("RW009");
    explain("one", "2024 / 17").ended(0).says("flagged info");
}

#[test]
fn what_a_sum_leaves_out_is_told_with_the_condition() {
    let rules = r#"
record Party key id { id: text }
record Deal key id { id: text, buyer: Party?, stage: one of mou < signed?, value: money? }
rule bought for party in Party {
    flag high when (sum of d.value for d in Deal where d.buyer = party and d.stage = signed) > 1 USD
}
"#;
    let deals = "parties: [{id: p}, {id: q}]\ndeals:\n\
                 - {id: a, buyer: p, stage: signed, value: 2 USD}\n\
                 - {id: b, buyer: p, stage: mou, value: 4 USD}\n\
                 - {id: c, buyer: q, stage: mou, value: 4 USD}\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explained = place.run("explain bought p deals.yaml -r rules.risk").ended(0);
    explained.says("left out, as d.stage = signed is false (b): 1");
}

#[test]
fn a_divisor_that_may_be_zero_is_none_that_is() {
    let rules = "record Deal key id { id: text, value: number?, units: number? }\n\
                 rule dear for deal in Deal { flag high when deal.value / deal.units > 3 }\n";
    let deals = "deals: [{id: zero, value: 9, units: 0}, {id: perhaps, value: 9, units: 0..5}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explain = |key: &str| place.run(&format!("explain dear {key} deals.yaml -r rules.risk"));
    explain("zero")
        .says("deal.value / deal.units: unknown (division by zero)")
        .says("would be decided by deal.value / deal.units (division by zero)");
    explain("perhaps")
        .says("deal.value / deal.units: unknown (the divisor may be zero)")
        .says("would be decided by units (too imprecise, deals.yaml:1:");
}

#[test]
fn what_is_made_of_nothing_says_so() {
    let rules = "\
record Firm key id { id: text, loans: list of Loan? }
record Loan { amount: money }
record Deal key id { id: text, buyer: Firm, seller: Firm, kind: one of a | b, value: money }
flow trade { for d in Deal: d.buyer -> d.seller carrying d.value }
rule most for f in Firm {
    flag high when (max of d.value for d in Deal where d.buyer = f) > 1 USD
}
rule lent for f in Firm { flag high when (min of l.amount for l in f.loans) > 1 USD }
rule kinds for f in Firm {
    flag high when (min of (count of d by d.kind) for d in Deal where d.buyer = f) > 1
}
rule sample for f in Firm {
    flag high when (average of d.value for d in Deal given at least 5) > 1 USD
}
rule ring for ring in cycles of trade up to 2 {
    flag high when (max of l.amount for l in ring.legs where l.amount > 9 USD) > 1 USD
}
rule legs for f in Firm {
    flag high when (max of l.amount for l in trade where l.from = f and l.amount > 9 USD) > 1 USD
}
";
    let records = "firms: [{id: f, loans: []}, {id: g}, {id: h}]\n\
                   deals: [{id: d, buyer: g, seller: h, kind: a, value: 3 USD}, \
                   {id: e, buyer: h, seller: g, kind: a, value: 3 USD}]\n";
    let place = Place::empty().with("rules.risk", rules).with("all.yaml", records);
    let explain = |what: &str| place.run(&format!("explain {what} all.yaml -r rules.risk"));
    let none = "(there are no";
    explain("most f").says(&format!("for d in Deal where d.buyer = f: unknown {none}"));
    explain("lent f").says(&format!("min of l.amount for l in f.loans: unknown {none}"));
    explain("kinds f").says("min of (count of d by d.kind) for d in Deal where d.buyer = f");
    explain("sample f").says("given at least 5: unknown (a sample of");
    explain("ring g/h").says("would be decided by max of l.amount for l in ring.legs where");
    explain("legs f").says("max of l.amount for l in trade where l.from = f");
    let ran = place.run("check all.yaml -r rules.risk --format json").ended(1);
    assert!(!ran.out.contains("legs of g/h"), "{}", ran.out);
}

#[test]
fn conditions_read_as_they_are_written() {
    let conditions = [
        "d.name matches /a\\/b/",
        "d.name contains \"x\"",
        "d.name starts with \"x\"",
        "d.kind in {loan, lease}",
        "d.value is known",
        "d.value or else 5 USD > 3 USD",
        "(d.value or else d.fee) + 1 USD > 3 USD",
        "d.value - (d.fee - 1 USD) > 3 USD",
        "50% of d.value > 2 USD",
        "(if d.firm then d.value else d.fee) > 1 USD",
        "lowest of d.value > 1 USD",
        "2 * (d.value + d.fee) > 1 USD",
        "d.value / d.fee > 2",
        "year(d.signed) = 2025",
        "d.signed + 2 months > as_of",
    ];
    let rungs: Vec<String> = conditions.iter().map(|c| format!("flag low when {c}")).collect();
    let rules = format!(
        "record Deal key id {{ id: text, name: text?, kind: one of loan | lease | swap?, value: money?,
         fee: money?, firm: bool?, signed: date? }}\nrule all for d in Deal {{\n{}\n}}\n",
        rungs.join("\n")
    );
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", "deals: [{id: a}]\n");
    let told = place.run(&format!("explain all a {ON}")).ended(0);
    conditions.iter().fold(told, |told, condition| told.says(&format!("- {condition}: ")));
}

#[test]
fn a_cut_point_stands_where_the_first_leg_from_it_does() {
    let rules = "
record Firm key id { id: text }
record Deal key id { id: text, from: Firm, to: Firm }
flow dues { for d in Deal: d.from -> d.to }
rule cut for c in cut points of dues { flag high when c.size >= 1 }
";
    let deals = "\
firms: [{id: a}, {id: b}, {id: c}, {id: d}]
deals:
  - {id: into, from: a, to: b}
  - {id: second, from: b, to: d}
  - {id: first, from: b, to: c}
";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    place.run(&format!("explain cut b {ON}")).ended(0).says("record: deals.yaml:5:10");
}

#[test]
fn those_who_hang_together_in_another_order() {
    let rules = "
record Party key id { id: text }
record Deal key id { id: text a: Party b: Party }
flow ties { for d in Deal: d.a -> d.b }
rule whole for w in components of ties { flag low when w.size > 1 }
";
    let deals = "parties: [{id: x}, {id: y}, {id: z}]\n\
                 deals: [{id: d, a: y, b: x}, {id: e, a: z, b: y}]\n";
    let place = Place::empty().with("rules.risk", rules).with("deals.yaml", deals);
    let explain = |key: &str| format!("explain whole {key} deals.yaml --rules rules.risk");
    place.run(&explain("x/y/z")).ended(0);
    place.run(&explain("z/x/y")).stopped("did you mean `x/y/z`?");
}

const DESCRIBED: &str = r#"
/// A deal.
record Deal key id {
    id: text
    /// Who buys.
    buyer: text?
    /// What it is worth, before tax.
    value: money?
}
record Party key id { id: text, deals: list of Deal? }
/// What counts as large.
param large: money >= 0 = 1 bn USD from 2020-01-01, 2 bn USD from 2025-01-01 cites "House rules"
param unused = 3
define twice(deal: Deal) = 2 * deal.value
/// Far over
define far(deal: Deal) = twice(deal) > 3 * large
define other(deal: Deal) = deal.buyer

/// Large deals
///
/// Somebody must look at them. This paragraph is long enough to be broken where eighty columns end, as all are.
///
/// And a second one.
rule big for deal in Deal {
    cites "CRR 395" from 2014-01-01 until 2021-06-27 under crr
    tags size, look
    flag high when far(deal) cites "House policy"
}
amend rule big { unless deal.buyer = "us" }
"#;

#[test]
fn a_rule_is_described_without_records() {
    let place = Place::empty().with("rules.risk", DESCRIBED);
    let told = place.run("explain big -r rules.risk --as-of 2025-10-20").ended(0);
    assert_eq!(told.out, include_str!("described.txt"));
    place
        .run("explain big -r rules.risk --as-of 2025-10-20 --param large=5USD")
        .ended(0)
        .says("large = 5 USD, set by the run at --param:1:7");
    place.run("explain bog -r rules.risk").stopped("RW009").warns("did you mean `big`?");
    place.run("explain big -r rules.risk --scenario x").stopped("RW009").warns("the key");
    place.run("explain RW999").stopped("RW009").warns("there is no diagnostic code");
}

#[test]
fn the_manifest_of_the_folder_says_of_which_rules_and_what_is_set() {
    let place = Place::empty()
        .with("rules.risk", DESCRIBED)
        .with("riskwright.yaml", "rules: rules.risk\nparams:\n  large: 7 bn USD\n");
    place.run("explain big").ended(0).says("large = 7 bn USD, set by the run at riskwright.yaml:3");
}

#[test]
fn what_a_manifest_or_a_profile_sets_lies_within_the_bounds() {
    let manifest = "\
rules: rules.risk
params: {large: 7 bn USD}
profiles:
  lax: {params: {large: -7 bn USD}}
";
    let place = Place::empty().with("rules.risk", DESCRIBED).with("riskwright.yaml", manifest);
    place.run("explain big").ended(0).says("must be >= 0;");
    let told = place.run("explain big --profile lax").stopped("RW325");
    told.warns("riskwright.yaml:4:").warns("rules.risk:12:7").warns("`large`");
    place.run("explain big --param large=-1USD").stopped("RW325").warns("--param:1:7");
}

#[test]
fn every_rule_that_ships_is_described_in_eighty_columns() {
    for pack in riskwright::pack::PACKS {
        let place = Place::empty().with("rules.risk", format!("use {}\n", pack.name));
        for line in pack.text.lines() {
            let Some(rule) = line.strip_prefix("rule ").and_then(|line| line.split(' ').next())
            else {
                continue;
            };
            let told = place.run(&format!("explain {rule} -r rules.risk")).ended(0).says("rules/");
            // Rule text stands as it is written.
            for line in told.out.lines() {
                let is_code = pack_line(line.trim());
                assert!(is_code || line.chars().count() <= 80, "{rule}: {line}");
            }
        }
    }
}

fn pack_line(line: &str) -> bool {
    riskwright::pack::PACKS.iter().any(|pack| pack.text.contains(line))
}

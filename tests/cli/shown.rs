//! What a text shows of a report, and in which order.

use super::Place;

const RULES: &str = "use std.deals
/// A large deal
rule large for d in Deal { tags size, house flag high when d.value > 5 bn USD }
/// A deal that is hardly bound
rule loose for d in Deal {
    tags binding
    flag medium when d.value > 1 bn USD
    flag high when d.binding < 1 bn USD
}";

fn place() -> Place {
    let deal = |id: &str, facts: &str| {
        format!("  {id}: {{name: The {id}, kind: cloud, stage: signed, {facts}}}\n")
    };
    let deals = [
        deal("a", "value: 9 bn USD, binding: 9 bn USD"),
        deal("b", "value: 2 bn USD, binding: 2 bn USD"),
        deal("c", "value: 3 bn USD"),
        deal("d", "binding: 0 USD"),
    ];
    Place::new().with("r.risk", RULES).with("r.yaml", format!("deals:\n{}", deals.concat()))
}

fn order(text: &str, all: &[&str]) {
    let at = |part: &&str| text.find(part).unwrap_or_else(|| panic!("no `{part}` in:\n{text}"));
    let places: Vec<usize> = all.iter().map(at).collect();
    assert!(places.is_sorted(), "{all:?} in:\n{text}");
}

fn flattened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const CHECK: &str = "check r.yaml -r r.risk --as-of 2025-12-15";

#[test]
fn what_is_possibly_worse_comes_first_among_the_equally_bad() {
    let text = flattened(&place().run(CHECK).out);
    order(
        &text,
        &["HIGH large a", "HIGH loose d", "MEDIUM loose c", "MEDIUM loose a", "MEDIUM loose b"],
    );
}

#[test]
fn findings_are_told_by_record_or_by_rule() {
    let text = flattened(&place().run(&format!("{CHECK} --by subject")).out);
    order(&text, &["a (The a) · 1 high, 1 medium", "HIGH large a", "MEDIUM loose a", "d (The d)"]);
    let text = flattened(&place().run(&format!("{CHECK} --by rule")).out);
    order(
        &text,
        &["large: A large deal · 1 high", "loose: A deal that is hardly bound · 1 high, 3 medium"],
    );
}

#[test]
fn a_text_of_some_rules_says_what_it_does_not_show() {
    let ran = place().run(&format!("{CHECK} --only large")).ended(1);
    let told = flattened(&ran.out);
    assert!(
        told.contains("only what large says is shown: 4 findings and 0 undetermined"),
        "{told}"
    );
    let ran = ran.leaves_out("loose  ").says("HIGH      large");
    // The sums and the gate are those of all rules.
    ran.says("2 high, 3 medium").says("gate: failed: 2 high");
    let ran = place().run(&format!("{CHECK} --tag binding --limit 1"));
    ran.says("HIGH      loose").leaves_out("large   ").says("… and 3 more findings");
}

#[test]
fn a_rule_or_tag_that_is_not_there_is_an_error() {
    let ran = place().run(&format!("{CHECK} --only larg")).ended(2);
    assert!(
        ran.err.contains("there is no rule `larg`") && ran.err.contains("`large`"),
        "{}",
        ran.err
    );
    let ran = place().run(&format!("{CHECK} --tag biding")).ended(2);
    assert!(ran.err.contains("no rule has the tag `biding`"), "{}", ran.err);
    assert!(ran.err.contains("`binding`"), "{}", ran.err);
}

#[test]
fn lines_and_what_is_compared_go_by_names_for_readers() {
    let rules = "
record Thing key id { id: text, paid: money?, budget: money? }
param most = 40%
param least = 10%
    cites \"EBA/GL/2020/06, 4.3\"
rule sunk for thing in Thing {
    /// the part that is spent
    /// bg: изразходваният дял
    let share = thing.paid / thing.budget
    flag high when share > most
    flag low when share > least
}
";
    let things = "things:\n  - {id: a, paid: 6 m USD, budget: 10 m USD}\n  - {id: b, paid: 2 m USD, budget: 10 m USD}\n";
    let place = Place::empty().with("rules.risk", rules).with("things.yaml", things);
    let check = |flags: &str| {
        let ran = place.run(&format!("check things.yaml -r rules.risk --as-of 2025-10-20 {flags}"));
        ran.ended(1).out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = check("");
    assert!(
        told.contains("the part that is spent is 1.5 times the line of 40% (house policy)"),
        "{told}"
    );
    assert!(told.contains("is 2 times the line of 10% (EBA/GL/2020/06, 4.3)"), "{told}");
    let set = check("--param most=30%");
    assert!(set.contains("is 2 times the line of 30% (set by this run)"), "{set}");
    assert!(check("--lang bg").contains("изразходваният дял"));
    let json = check("--format json");
    let told: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let measured = &told["findings"][0]["measured"];
    assert_eq!(measured["expression"], "share");
    assert_eq!(measured["called"], "the part that is spent");
    assert_eq!(measured["policy"][0]["basis"], "house_policy");
    assert_eq!(told["findings"][1]["measured"]["policy"][0]["cites"][0], "EBA/GL/2020/06, 4.3");
}

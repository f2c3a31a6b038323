//! Rules over groups, flows and windows, generated, and the test that the evaluator agrees on
//! them: on what there is to look at, and on what it says of each.

use std::fmt::Write;

use riskwright::value::Currency;

use super::agreement::{as_of, disagreements, load};
use super::derive;
use super::drawn::{PORTFOLIO, tried};
use super::generate::{self, Choices};
use super::interpreter::Oracle;

#[test]
fn the_evaluator_agrees_on_groups_and_flows() {
    tried(PORTFOLIO, |c| {
        let depth = c.below(3);
        let mut rules = generate::vocabulary(c);
        rules += &self::rules(c, depth);
        let (parties, deals) = (2 + c.below(5), c.below(11));
        let records = generate::records_of(c, parties, deals);
        let told = format!("{rules}\n---\n{records}");
        let (program, read) = load(&rules, &records);
        let oracle = Oracle::new(&program, &read.tables, as_of(), Currency::USD);
        let mut wrong = derive::mistakes(&oracle);
        wrong.extend(disagreements(&program, &read));
        wrong.extend((!wrong.is_empty()).then_some(told));
        wrong
    });
}

/// Rules over groups and over a flow.
pub(super) fn rules(c: &mut Choices, depth: usize) -> String {
    let groups: String = (0..2).map(|i| group(c, i, depth)).collect();
    groups + &slots(c) + &flows(c, depth)
}

const OPERATORS: &[&str] = &["<", "<=", ">", ">=", "="];

fn figure(c: &mut Choices) -> String {
    format!("{} {} m {}", c.pick(OPERATORS), c.below(60), c.pick(generate::CURRENCIES))
}

fn count(c: &mut Choices) -> String {
    format!("{} {}", c.pick(OPERATORS), c.below(4))
}

/// A rule over groups of deals, or of their payments.
fn group(c: &mut Choices, i: usize, depth: usize) -> String {
    let conditions = [
        "kind = loan",
        "firm",
        "stage >= mou",
        "value > 5 m USD",
        "announced in year 2025",
        "signed within 9 months of as_of",
        "announced between 2024-06-01 and as_of",
        "buyer != seller",
        "buyer.debt > 3 m EUR",
        "units is known",
    ];
    let filter = match c.below(3) {
        0 => String::new(),
        1 => format!(" where {}", c.pick(&conditions)),
        _ => format!(
            " where {} {} {}",
            c.pick(&conditions),
            c.pick(&["and", "or"]),
            c.pick(&conditions)
        ),
    };
    let keys = c
        .pick(&[
            "buyer",
            "seller, buyer",
            "kind",
            "stage as level, firm",
            "seller, kind",
            "buyer, year of announced",
        ])
        .to_owned();
    let mut parts = vec![format!("(count of d in g) {}", count(c))];
    parts.push(format!("(sum of d.value for d in g) {}", figure(c)));
    parts.push(format!(
        "(sum of d.binding for d in g where {}) {}",
        generate::about_deal(c, "d", depth),
        figure(c)
    ));
    parts.push(format!("(max of d.units for d in g) {}", count(c)));
    parts.push(format!("(exists d in g where {})", generate::about_deal(c, "d", depth)));
    parts.push(format!("(every d in g has {})", generate::about_deal(c, "d", depth)));
    if keys.contains("buyer") {
        parts.push(format!("g.buyer.debt {}", figure(c)));
        let all = "(sum of d.value for d in Deal where d.buyer = g.buyer)";
        parts.push(format!("(sum of d.value for d in g) > 50% * {all}"));
    }
    if keys == "seller, buyer" {
        let same = "d.buyer = g.buyer and d.seller = g.seller";
        parts.push(format!("(sum of d.binding for d in Deal where {same}) {}", figure(c)));
    }
    let mut text = String::new();
    rule(c, &mut text, &format!("rule group{i} for g in Deal{filter} by {keys}"), &parts);
    let parts = [
        format!("(sum of p.amount for p in s) {}", figure(c)),
        format!("(count of p in s) {}", count(c)),
        format!("(max of p.amount for p in s where p.amount is known) {}", figure(c)),
    ];
    let keys = c.pick(&["due", "deal.buyer, year of due", "deal.seller", "deal.kind"]).to_owned();
    rule(c, &mut text, &format!("rule slice{i} for s in Deal.payments by {keys}"), &parts);
    text
}

/// Rules over calendars, alone and with parties.
fn slots(c: &mut Choices) -> String {
    let year = 2023 + c.below(2);
    let mut text = String::new();
    let day = c.pick(&["announced", "signed"]).to_owned();
    let parts = [
        format!("(sum of d.value for d in Deal where d.{day} in year y) {}", figure(c)),
        format!("(count of d in Deal where d.{day} in year y) {}", count(c)),
        format!("(exists d in Deal where d.{day} <= y.ends and d.signed >= y.starts)"),
        format!("y > {}", year + 1),
    ];
    let ends = c.pick(&["2024..2026", "year of as_of..2025", "2020..(as_of - 1 year)"]).to_owned();
    rule(c, &mut text, &format!("rule by-year for y in years {ends}"), &parts);
    let inside = format!("d.{day} between q.starts and q.ends");
    let parts = [
        format!("(sum of d.binding for d in Deal where {inside}) {}", figure(c)),
        format!("(latest of d.value by d.announced for d in Deal where {inside}) {}", figure(c)),
        format!("q.quarter >= {}", 1 + c.below(4)),
    ];
    rule(c, &mut text, "rule by-quarter for q in quarters 2024-Q2..2025-Q1", &parts);
    let tied = "d.buyer = s.party and";
    let parts = [
        format!("(sum of d.value for d in Deal where {tied} d.{day} in year s.year) {}", figure(c)),
        format!("(no d in Deal where {tied} d.{day} between s.starts and s.ends)"),
        format!("s.party.debt {}", figure(c)),
    ];
    let head = "rule by-month for s in Party, (months 2025-11..2026-01)";
    rule(c, &mut text, head, &parts);
    text
}

/// A flow and rules over everything that can be asked of it.
fn flows(c: &mut Choices, depth: usize) -> String {
    let mut text = "flow f {\n".to_owned();
    for ends in ["d.buyer -> d.seller carrying d.value", "d.seller -> d.buyer carrying d.binding"] {
        if text.len() > 10 && c.chance(40) {
            continue;
        }
        let filter = match c.chance(60) {
            true => format!(" where {}", generate::about_deal(c, "d", depth.min(1))),
            false => String::new(),
        };
        let _ = writeln!(text, "    for d in Deal{filter}: {ends} with kind = d.kind");
    }
    text.push_str("}\n");
    for (name, walks) in [
        ("ring", "cycles of f up to 3"),
        ("route", "paths of f up to 2"),
        ("core", "clusters of f"),
        ("whole", "components of f"),
        ("cut", "cut points of f"),
    ] {
        let mut parts = vec![
            format!("w.smallest {}", figure(c)),
            format!("w.largest {}", figure(c)),
            format!("w.total {}", figure(c)),
            format!("(exists l in w.legs where l.amount {})", figure(c)),
            format!(
                "(every l in w.legs has (exists s in l where s.kind = {}))",
                c.pick(&["loan", "swap"])
            ),
            format!("(sum of (sum of s.amount for s in l) for l in w.legs) {}", figure(c)),
        ];
        let parties = if name == "cut" { "stranded" } else { "parties" };
        parts.push(format!("(sum of p.debt for p in w.{parties}) {}", figure(c)));
        let size = if matches!(name, "ring" | "route") { "length" } else { "size" };
        parts.push(format!("w.{size} {}", count(c)));
        match name {
            "route" => parts.push(format!("w.from.debt + w.to.debt {}", figure(c))),
            "cut" => parts.push(format!("w.party.debt {}", figure(c))),
            _ => {}
        }
        rule(c, &mut text, &format!("rule {name} for w in {walks}"), &parts);
    }
    let parts = [
        format!("l.amount {}", figure(c)),
        format!("(count of s in l) {}", count(c)),
        format!("l.from.debt {}", figure(c)),
    ];
    rule(c, &mut text, "rule leg for l in f", &parts);
    let parts = [
        format!("(exposure of p through f up to 1) {}", figure(c)),
        format!("(exposure of p through f up to 3) {}", figure(c)),
        format!("(top 1 of (exposure of p to q through f up to 2) for q in Party) {}", figure(c)),
        format!("(exists l in f where (exposure of l.to to p through f up to 3) {})", figure(c)),
        format!("(sum of l.amount for l in f where l.from = p) {}", figure(c)),
        format!("(count of l in f where l.to = p) {}", count(c)),
        format!("(max of (sum of l.amount by l.from) for l in f where l.to = p) {}", figure(c)),
        format!("(min of l.to.debt for l in f where l.from = p) {}", figure(c)),
    ];
    rule(c, &mut text, "rule exposed for p in Party", &parts);
    text
}

/// A rule whose rungs join a few of the parts.
fn rule(c: &mut Choices, text: &mut String, head: &str, parts: &[String]) {
    let _ = writeln!(text, "{head} {{");
    for severity in ["critical", "high", "low"] {
        if severity != "high" && c.chance(50) {
            continue;
        }
        let mut condition = parts[c.below(parts.len())].clone();
        for _ in 0..c.below(3) {
            let (joint, part) = (c.pick(&["and", "or", "and not"]), &parts[c.below(parts.len())]);
            condition = format!("({condition} {joint} ({part}))");
        }
        let _ = writeln!(text, "    flag {severity} when {condition}");
    }
    text.push_str("}\n");
}

//! Cascades over parties who lend to each other: conditions that look at what changes in every way
//! that can be followed back, and in some that cannot.

use std::collections::BTreeMap;
use std::fmt::Write;

use riskwright::eval::{Settings, scenario};
use riskwright::ir::{Program, Scenario};
use riskwright::record::Tables;

use super::agreement::{load, same, settings};
use super::drawn::{CASCADES, tried};
use super::generate::Choices;
use super::interpreter::Oracle;
use super::scenario::{by_the_book, disagreements};
use crate::runner::anew::differences;

#[test]
fn the_evaluator_agrees_on_cascades() {
    tried(CASCADES, |c| {
        let (rules, records) = (rules(c), records(c));
        let told = format!("{rules}\n---\n{records}");
        let (program, read) = load(&rules, &records);
        let scenario = program.scenarios.first().expect("a scenario");
        let mut wrong = disagreements(&program, &read);
        wrong.extend(differences(&program, &read.tables, scenario, settings()));
        wrong.extend(other_losses(&program, &read.tables, scenario));
        wrong.extend((!wrong.is_empty()).then_some(told));
        wrong
    });
}

/// Losses of the last cascade that are not in the end what the oracle makes of them.
fn other_losses(program: &Program, tables: &Tables, scenario: &Scenario) -> Vec<String> {
    let Settings { as_of, currency, .. } = settings();
    let expected = by_the_book(program, tables, scenario, settings());
    let oracle = Oracle::new(program, &expected, as_of, currency);
    let told = scenario::apply(program, tables, scenario, settings()).told;
    let (Some(step), Some(told)) = (scenario.steps.last(), told.steps.last()) else {
        return Vec::new();
    };
    let mut last = BTreeMap::new();
    let rounds = told.rounds.iter().flatten().flat_map(|round| &round.losses);
    for lost in told.losses.iter().chain(rounds) {
        last.insert((lost.cell.record, lost.cell.row), &lost.now.value);
    }
    let mut wrong = Vec::new();
    for (change, loss) in step.changes().iter().filter_map(|change| Some((change, change.loss?))) {
        for row in 0..expected.of(change.record).rows as u32 {
            let (expected, found) = (oracle.value(loss, &[row]), last.get(&(change.record, row)));
            if !found.is_some_and(|found| same(&expected, found, Some(currency))) {
                wrong.push(format!("loss in row {row}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    wrong
}

/// The fields that cascades set, by the record that has them.
const SET: [(&str, &str); 4] =
    [("Party", "failed"), ("Party", "frozen"), ("Loan", "broken"), ("Party", "failed")];

fn rules(c: &mut Choices) -> String {
    let mut text =
        "record Party key id {\n id: text\n equity: money?\n parent: Party?\n failed: bool?\n \
                    frozen: bool?\n bonds: list of Bond?\n}\n\
                    record Bond {\n issuer: Party?\n amount: money?\n}\n\
                    record Loan key id {\n id: text\n lender: Party?\n borrower: Party?\n \
                    amount: money?\n broken: bool?\n}\n\
                    rule fallen for s in Party { flag high when s.failed or s.frozen }\n\
                    scenario fall {\n"
            .to_owned();
    let mut first = |set: &str| text.push_str(&format!("    {set}\n"));
    if c.chance(70) {
        first("set s.failed = s.id = \"p0\" for s in Party");
        first("set s.frozen = false for s in Party where s.frozen is unknown");
        first("set l.broken = false for l in Loan where l.broken is unknown");
    }
    for _ in 0..1 + c.below(2) {
        let steps = 1 + c.below(3);
        text.push_str("    until stable {\n");
        let mut told = Vec::new();
        for _ in 0..steps {
            let (record, field) = SET[c.below(SET.len())];
            let (condition, loss) = match record {
                "Party" => (of_party(c, "s", 2), lost(c, "s")),
                _ => (of_loan(c, "s", 2), "if s.broken then s.amount else 0 USD".to_owned()),
            };
            let loss = match told.contains(&record) || c.chance(40) {
                true => String::new(),
                false => format!(" loss {loss}"),
            };
            told.extend((!loss.is_empty()).then_some(record));
            let step = format!("set s.{field} = true for s in {record} where {condition}{loss}");
            let _ = writeln!(text, "        {step}");
        }
        text.push_str("    }\n");
    }
    text + "}\n"
}

/// A condition on a party.
fn of_party(c: &mut Choices, p: &str, depth: usize) -> String {
    let less = depth.saturating_sub(1);
    let n = depth;
    if depth > 0 {
        match c.below(6) {
            0 => return format!("({} and {})", of_party(c, p, less), of_party(c, p, less)),
            1 => return format!("({} or {})", of_party(c, p, less), of_party(c, p, less)),
            2 => return among(c, p, n),
            3 if c.chance(60) => return sum(c, p, n),
            _ => {}
        }
    }
    let path = c.pick(&["", ".parent", ".parent", ".parent.parent"]).to_owned();
    let field = c.pick(&["failed", "frozen"]).to_owned();
    match c.below(12) {
        0 => format!("not {p}{path}.{field}"),
        1 => format!("{p}{path}.{field} is {}", c.pick(&["known", "unknown"])),
        2 => format!("{p}{path}.equity > {} m USD", c.below(20)),
        3 => format!("{p}{path} = {p}.parent"),
        _ => format!("{p}{path}.{field}"),
    }
}

fn of_loan(c: &mut Choices, l: &str, depth: usize) -> String {
    let less = depth.saturating_sub(1);
    if depth > 0 && c.chance(40) {
        let word = c.pick(&["and", "or"]).to_owned();
        return format!("({} {word} {})", of_loan(c, l, less), of_loan(c, l, less));
    }
    let end = c.pick(&["lender", "borrower", "borrower"]).to_owned();
    match c.below(6) {
        0 => format!("{l}.broken"),
        1 => format!("{l}.amount > {} m USD", c.below(20)),
        _ => of_party(c, &format!("{l}.{end}"), less),
    }
}

/// A condition on a party's members.
fn among(c: &mut Choices, p: &str, n: usize) -> String {
    let (word, tail) = match c.below(4) {
        0 => ("no", None),
        1 => ("every", Some(())),
        _ => ("exists", None),
    };
    let has = |inner: String| match tail {
        Some(()) => format!("has {inner}"),
        None => format!("and {inner}"),
    };
    match c.below(11) {
        0 => {
            let inner = of_party(c, &format!("b{n}.issuer"), n - 1);
            let joint = if tail.is_some() { "has" } else { "where" };
            format!("({word} b{n} in {p}.bonds {joint} {inner})")
        }
        1 => {
            let inner = has(of_party(c, &format!("q{n}"), n - 1));
            format!("({word} q{n} in Party where q{n}.parent = {p} {inner})")
        }
        2 | 3 => {
            // Both sides refer.
            let inner = has(of_party(c, &format!("q{n}"), n - 1));
            format!("({word} q{n} in Party where q{n}.parent = {p}.parent {inner})")
        }
        4 => {
            // They hang together, but nothing ties them.
            let inner = has(of_loan(c, &format!("l{n}"), n - 1));
            format!("({word} l{n} in Loan where l{n}.amount > {p}.equity {inner})")
        }
        5 | 6 => {
            // What ties them changes.
            let field = c.pick(&["failed", "frozen"]).to_owned();
            let by = format!("(if {p}.{field} then {p}.parent else {p}.parent.parent)");
            let inner = has(of_loan(c, &format!("l{n}"), n - 1));
            match c.below(3) {
                0 => format!("{by}.failed"),
                1 => format!("({word} l{n} in Loan where l{n}.lender = {by} {inner})"),
                _ => {
                    let by = format!("(if l{n}.broken then l{n}.lender else l{n}.borrower)");
                    format!("({word} l{n} in Loan where {by} = {p} {inner})")
                }
            }
        }
        7 => {
            // The same for all.
            let field = c.pick(&["failed", "frozen"]).to_owned();
            format!("(count of q{n} in Party where q{n}.{field}) >= {}", 1 + c.below(4))
        }
        8 => {
            // The members of members are tied to the subject.
            let inner = of_party(c, &format!("q{n}"), n - 1);
            format!(
                "(exists q{n} in Party where {inner} and (exists k{n} in Loan \
                 where k{n}.lender = {p} and k{n}.borrower = q{n}))"
            )
        }
        _ => {
            let side = c.pick(&["lender", "borrower", "lender.parent"]).to_owned();
            let inner = has(of_loan(c, &format!("l{n}"), n - 1));
            format!("({word} l{n} in Loan where l{n}.{side} = {p} {inner})")
        }
    }
}

/// What a party loses.
fn lost(c: &mut Choices, p: &str) -> String {
    let inner = of_loan(c, "l9", 1);
    match c.below(3) {
        0 => format!("(sum of b9.amount for b9 in {p}.bonds where b9.issuer.failed)"),
        1 => format!("(if {p}.parent.failed then {p}.equity else 0 USD)"),
        _ => format!("(sum of l9.amount * 50% for l9 in Loan where l9.lender = {p} and {inner})"),
    }
}

/// What a party loses, against what it has.
fn sum(c: &mut Choices, p: &str, n: usize) -> String {
    let inner = of_loan(c, &format!("l{n}"), n - 1);
    let equity = c.pick(&["equity", "parent.equity"]).to_owned();
    match c.below(4) {
        0 => format!(
            "(sum of b{n}.amount for b{n} in {p}.bonds where b{n}.issuer.failed) > {p}.{equity}"
        ),
        1 => format!(
            "(share of l{n}.amount for l{n} in Loan where l{n}.lender = {p} has {inner}) > 50%"
        ),
        _ => format!(
            "(sum of l{n}.amount for l{n} in Loan where l{n}.lender = {p} and {inner}) > {p}.{equity}"
        ),
    }
}

fn records(c: &mut Choices) -> String {
    let (parties, loans) = (3 + c.below(9), c.below(18));
    let party = |c: &mut Choices| c.chance(85).then(|| format!("p{}", c.below(parties)));
    let amount = |c: &mut Choices| match c.below(6) {
        0 => None,
        1 => Some(format!("{}..{} m USD", c.below(10), 10 + c.below(10))),
        _ => Some(format!("{} m USD", c.below(20))),
    };
    let truth = |c: &mut Choices| c.chance(60).then(|| c.pick(&["no", "no", "yes"]).to_owned());
    let mut text = "parties:\n".to_owned();
    for i in 0..parties {
        let _ = writeln!(text, "  - id: p{i}");
        let parent = c.chance(60).then(|| party(c)).flatten();
        let facts = [("equity", amount(c)), ("parent", parent)];
        let truths = [("failed", truth(c)), ("frozen", truth(c))];
        put(&mut text, "    ", facts.into_iter().chain(truths));
        if c.chance(60) {
            let bonds = c.below(3);
            text.push_str(if bonds == 0 { "    bonds: []\n" } else { "    bonds:\n" });
            for _ in 0..bonds {
                let issuer = party(c).map_or("unknown".to_owned(), |issuer| issuer);
                let _ = writeln!(text, "      - issuer: {issuer}");
                put(&mut text, "        ", [("amount", amount(c))]);
            }
        }
    }
    text.push_str(if loans == 0 { "loans: []\n" } else { "loans:\n" });
    for i in 0..loans {
        let _ = writeln!(text, "  - id: l{i}");
        let ends = [("lender", party(c)), ("borrower", party(c))];
        put(
            &mut text,
            "    ",
            ends.into_iter().chain([("amount", amount(c)), ("broken", truth(c))]),
        );
    }
    text
}

fn put<'f>(
    text: &mut String,
    indent: &str,
    facts: impl IntoIterator<Item = (&'f str, Option<String>)>,
) {
    for (name, value) in facts {
        if let Some(value) = value {
            let _ = writeln!(text, "{indent}{name}: {value}");
        }
    }
}

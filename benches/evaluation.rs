//! Rules over records that are already in columns.

#![allow(missing_docs, clippy::expect_used, reason = "a benchmark")]

#[path = "workload/mod.rs"]
mod workload;

use divan::Bencher;
use divan::counter::ItemsCount;
use riskwright::eval::{Evaluation, Limits, Settings, derive};
use riskwright::value::Currency;

fn main() {
    divan::main();
}

fn settings() -> Settings {
    Settings { as_of: workload::as_of(), currency: Currency::USD, limits: Limits::default() }
}

fn evaluate(bencher: Bencher<'_, '_>, rules: &str, records: usize) {
    let program = workload::program(rules);
    let mut read = workload::records(&program, records);
    derive(&program, &mut read.tables, settings());
    bencher
        .counter(ItemsCount::new(records))
        .bench(|| Evaluation::new(&program, &read.tables, settings()).run());
}

/// Nine rules that look at one deal at a time.
#[divan::bench(args = [100_000], sample_count = 10)]
fn nine_per_record_rules(bencher: Bencher<'_, '_>, records: usize) {
    evaluate(bencher, &workload::per_record_rules(1), records);
}

/// The same without the pattern on text.
#[divan::bench(args = [100_000], sample_count = 10)]
fn eight_without_the_pattern(bencher: Bencher<'_, '_>, records: usize) {
    let rules = workload::per_record_rules(1);
    let (before, rest) = rules.split_once("\nrule R000-08").expect("the rule with the pattern");
    let (_, after) = rest.split_once("\nrule ").expect("a rule behind it");
    let rules = format!("{before}\nrule {after}");
    evaluate(bencher, &rules, records);
}

/// All twelve, the join and the groupings among them.
#[divan::bench(args = [10_000, 100_000], sample_count = 10)]
fn twelve_rules(bencher: Bencher<'_, '_>, records: usize) {
    evaluate(bencher, workload::RULES, records);
}

/// 9, 90 and 900 rules that share what they compute, over 10,000 records.
#[divan::bench(args = [1, 10, 100], sample_count = 10)]
fn many_rules(bencher: Bencher<'_, '_>, copies: usize) {
    evaluate(bencher, &workload::per_record_rules(copies), 10_000);
}

/// What each party has promised, and the sums of its years: what others are held against.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn sum_by_group(bencher: Bencher<'_, '_>, records: usize) {
    of_each_party(bencher, "sum of d.committed for d in Deal where d.buyer = party", records);
}

/// The figure in force of each party: at most twice as long.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn latest_by_group(bencher: Bencher<'_, '_>, records: usize) {
    let latest = "latest of d.committed by d.announced for d in Deal where d.buyer = party";
    of_each_party(bencher, latest, records);
}

/// What falls due of it in a year, each amount spread evenly over its days: at most twice as long.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn spread_by_group(bencher: Bencher<'_, '_>, records: usize) {
    let due = "spread of d.committed from d.announced to d.announced + 1000 days in year 2026";
    let members = "for d in Deal where d.buyer = party";
    of_each_party(bencher, &format!("sum of {due} {members}"), records);
}

/// The sums of the years of a calendar: at most twice as long.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn sums_of_years(bencher: Bencher<'_, '_>, records: usize) {
    let sum = "sum of d.committed for d in Deal where d.announced in year s";
    of_each_slot(bencher, "years 2022..2025", sum, records);
}

/// The same, where one day in three is not told and may be of every year.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn sums_of_years_with_gaps(bencher: Bencher<'_, '_>, records: usize) {
    let sum = "sum of d.committed for d in Deal where d.signed in year s";
    of_each_slot(bencher, "years 2022..2025", sum, records);
}

/// The sums of months, by their days.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn sums_of_months(bencher: Bencher<'_, '_>, records: usize) {
    let sum = "sum of d.committed for d in Deal where d.announced between s.starts and s.ends";
    of_each_slot(bencher, "months 2022-01..2025-12", sum, records);
}

/// The sums of the years of each party.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn sums_of_years_by_group(bencher: Bencher<'_, '_>, records: usize) {
    let members = "for d in Deal where d.buyer = s.party and d.announced in year s.year";
    let sum = format!("sum of d.committed {members}");
    of_each_slot(bencher, "(years 2022..2025), Party", &sum, records);
}

/// The figure in force in each year.
#[divan::bench(args = [1_000_000], sample_count = 5)]
fn latest_of_years(bencher: Bencher<'_, '_>, records: usize) {
    let members = "for d in Deal where d.announced in year s";
    let latest = format!("latest of d.committed by d.announced {members}");
    of_each_slot(bencher, "years 2022..2025", &latest, records);
}

fn of_each_slot(bencher: Bencher<'_, '_>, slots: &str, aggregate: &str, records: usize) {
    let rule = format!("rule one for s in {slots} {{ flag low when");
    let rules = format!("{}\n{rule} ({aggregate}) > 7 bn }}\n", workload::vocabulary());
    evaluate(bencher, &rules, records);
}

fn of_each_party(bencher: Bencher<'_, '_>, aggregate: &str, records: usize) {
    let rule = "rule one for party in Party { flag low when";
    let rules = format!("{}\n{rule} ({aggregate}) > 7 bn }}\n", workload::vocabulary());
    evaluate(bencher, &rules, records);
}

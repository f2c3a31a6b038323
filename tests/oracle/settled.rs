//! What is said to settle a verdict by itself does, whatever it turns out to be: each such fact is
//! told, now as this, now as that, and the verdict must be decided.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use riskwright::eval::Evaluation;
use riskwright::ir::Program;
use riskwright::outcome::{Cell, Severity, Verdict, Wanted};
use riskwright::record::Records;
use riskwright::ty::Ty;
use riskwright::value::{Date, Decimal, Range, Rounding, Scalar};

use super::agreement::{load, scanned, settings};
use super::drawn::{SETTLED, tried};
use super::generate;
use super::portfolio;

#[test]
fn what_is_said_to_settle_a_verdict_does() {
    let claims = AtomicUsize::new(0);
    tried(SETTLED, |c| {
        let depth = c.below(3);
        let mut rules = generate::vocabulary(c);
        rules += &match c.chance(60) {
            true => generate::rules(c, 4, depth),
            false => portfolio::rules(c, depth.min(1)),
        };
        let (parties, deals) = (1 + c.below(3), 1 + c.below(6));
        let records = generate::records_of(c, parties, deals);
        let before = Looked::at(&rules, &records);
        let said = before.claims();
        claims.fetch_add(said.len(), Ordering::Relaxed);
        let wrong = said.iter().filter_map(|said| said.contradiction(&rules, &records, &before));
        wrong.map(|found| format!("{found}\n{rules}---\n{records}")).collect()
    });
    // A single program may say nothing.
    let alone = std::env::var_os("ORACLE_PROGRAM").is_some();
    assert!(alone || claims.into_inner() > 0, "nothing is said to settle anything");
}

/// A portfolio that was looked at.
struct Looked {
    program: Program,
    read: Records,
}

/// A verdict that is said to wait for one thing alone.
struct Claim {
    rule: usize,
    subject: String,
    wanted: Wanted,
}

impl Looked {
    fn at(rules: &str, records: &str) -> Looked {
        let (program, read) = load(rules, records);
        Looked { program, read }
    }

    fn key(&self, rule: usize, row: u32) -> String {
        let table = self.read.tables.of(self.program.rules[rule].subject);
        table.keys.get(row as usize).unwrap_or_default().to_owned()
    }

    fn claims(&self) -> Vec<Claim> {
        let evaluation = Evaluation::new(&self.program, &self.read.tables, settings());
        let mut claims = Vec::new();
        for (rule, outcome) in evaluation.run().iter().enumerate() {
            for one in &outcome.undetermined {
                evaluation.wanted(rule, &[*one], |wanted, _: Severity, alone| {
                    let subject = self.key(rule, one.0);
                    claims.extend(alone.then_some(Claim { rule, subject, wanted }));
                });
            }
        }
        claims
    }

    fn is_open(&self, claim: &Claim) -> bool {
        let evaluation = Evaluation::new(&self.program, &self.read.tables, settings());
        let outcome = &evaluation.run()[claim.rule];
        let rows = self.read.tables.of(self.program.rules[claim.rule].subject).subjects();
        (0..rows as u32)
            .filter(|row| self.key(claim.rule, *row) == claim.subject)
            .any(|row| matches!(scanned(outcome, row), Some(Verdict::Undetermined { .. })))
    }
}

impl Claim {
    /// A value that leaves the verdict open; of an amount one in each currency that it may be told in.
    fn contradiction(&self, rules: &str, records: &str, before: &Looked) -> Option<String> {
        let open = |told: &(String, String)| {
            Looked::at(rules, &told.1).is_open(self).then(|| told.0.clone())
        };
        let mut found = Vec::new();
        for told in self.told(records, before) {
            // One series that decides all is enough: what an amount is told in is not said.
            found.push(told.iter().find_map(open)?);
        }
        let rule = &before.program.rules[self.rule].name;
        let cell = format!("{:?}", self.wanted);
        (!found.is_empty())
            .then(|| format!("{rule} on {}: {cell} told as {}", self.subject, found.join(", ")))
    }

    /// What may be told, and the records with it: series of values, by currency.
    fn told(&self, records: &str, before: &Looked) -> Vec<Vec<(String, String)>> {
        let cell = match self.wanted {
            Wanted::Fact(cell) => cell,
            Wanted::Rate { from, to, date } => {
                let line = |rate: &&str| {
                    let (from, to) = (from.code(), to.code());
                    let line =
                        format!("  - {{base: {from}, quote: {to}, date: {date}, rate: {rate}}}");
                    (line.clone(), format!("{records}{line}\n"))
                };
                return vec![["0.01", "1", "70"].iter().map(line).collect()];
            }
        };
        let Some(field) = cell.field else { return Vec::new() };
        let field = before.program.schema.field(cell.record, field);
        let record = &before.program.schema.record(cell.record).name;
        let tell = |value: &String| {
            let told = tell(records, before, (record, cell), &field.name, value);
            (value.clone(), told)
        };
        let table = before.read.tables.of(cell.record);
        let now = cell.field.and_then(|f| table.column(f)).map(|c| c.get(cell.row as usize));
        let mut series = values(before, field.ty, now);
        if record == "ExchangeRate" {
            // No rate is zero.
            series.iter_mut().for_each(|values| values.retain(|value| value != "0"));
        }
        series.iter().map(|values| values.iter().map(tell).collect()).collect()
    }
}

const CURRENCIES: [&str; 5] = ["USD", "EUR", "GBP", "JPY", "CHF"];

/// What a fact may be told as, by what is told of it now.
fn values(before: &Looked, ty: Ty, now: Option<Scalar>) -> Vec<Vec<String>> {
    let one = |values: &[&str]| vec![values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>()];
    match (ty, now) {
        (Ty::Quantity { percent, .. }, Some(Scalar::Quantity { range, currency, unknown })) => {
            let ends: BTreeSet<Decimal> = samples(range).into_iter().collect();
            let currencies = match currency.filter(|_| !unknown) {
                Some(currency) => vec![currency.code()],
                None if ty.is_money() => CURRENCIES.to_vec(),
                None => vec![""],
            };
            let text = |n: &Decimal, unit: &str| match percent {
                true => {
                    format!("{}%", n.mul(Decimal::from(100), Rounding::HalfEven).expect("small"))
                }
                false => format!("{n} {unit}").trim_end().to_owned(),
            };
            let series = |unit: &&str| ends.iter().map(|n| text(n, unit)).collect();
            currencies.iter().map(series).collect()
        }
        (Ty::Date, Some(Scalar::Quantity { range, .. })) => {
            let days = [(2020, 2, 29), (2024, 10, 1), (2025, 1, 31), (2025, 6, 15), (2026, 7, 1)];
            let day = |(year, month, day)| Date::new(year, month, day).expect("a day");
            let days = days.into_iter().map(day).map(|day| Decimal::from(i64::from(day.0)));
            let days = days.filter(|day| range.contains(*day)).chain(range.lo).chain(range.hi);
            vec![days.filter_map(|day| Some(Date(day.fixed(0)? as i32).to_string())).collect()]
        }
        (Ty::Period, _) => one(&["10 days", "400 days", "2 months"]),
        (Ty::Bool, _) => one(&["yes", "no"]),
        (Ty::Text, _) => one(&["abc", "zzz"]),
        (Ty::Choice(choice), _) => {
            let labels = &before.program.schema.choice(choice).labels;
            vec![labels.to_vec()]
        }
        (Ty::Record(record), _) => {
            let keys = &before.read.tables.of(record).keys;
            let all = (0..before.read.tables.of(record).rows).filter_map(|row| keys.get(row));
            vec![all.map(str::to_owned).collect()]
        }
        (Ty::List(_), _) => {
            let lists = |unit: &&str| {
                let member = |amount| format!("{{due: 2025-05-05, amount: {amount} {unit}}}");
                let lists =
                    ["".to_owned(), member("3 m"), [member("30 m"), member("0")].join(", ")];
                lists.map(|members| format!("[{members}]")).to_vec()
            };
            CURRENCIES.iter().map(lists).collect()
        }
        _ => Vec::new(),
    }
}

fn samples(range: Range) -> Vec<Decimal> {
    let all = [-30_000_000, -2, 0, 1, 4, 7_500_000, 21_000_000, 900_000_000];
    let all = all.into_iter().map(Decimal::from);
    all.chain(range.lo).chain(range.hi).filter(|n| range.contains(*n)).collect()
}

/// The records with one more fact told.
fn tell(
    records: &str,
    before: &Looked,
    (record, cell): (&str, Cell),
    field: &str,
    value: &str,
) -> String {
    let lines: Vec<&str> = records.lines().collect();
    let parent = |row: u32| before.read.tables.of(cell.record).parents[row as usize];
    let (head, indent, nth) = match record {
        "Deal" => (format!("  - id: d{}", cell.row), "    ", 0),
        "Party" => (format!("  - id: p{}", cell.row), "    ", 0),
        "Deal.payments" => {
            let deal = parent(cell.row);
            let nth = (0..cell.row).filter(|row| parent(*row) == deal).count();
            (format!("  - id: d{deal}"), "        ", nth + 1)
        }
        "ExchangeRate" => {
            let rates = lines.iter().position(|line| *line == "rates:").expect("rates");
            let at = rates + 1 + cell.row as usize;
            let (told, _) = lines[at].split_once(&format!("{field}: ")).expect("it is told");
            let rest = lines[at][told.len()..].find([',', '}']).expect("an end") + told.len();
            let line = format!("{told}{field}: {value}{}", &lines[at][rest..]);
            let lines = lines.iter().enumerate().map(|(i, l)| if i == at { &line } else { *l });
            return lines.map(|line| format!("{line}\n")).collect();
        }
        other => panic!("{other} is not generated"),
    };
    let mut at = lines.iter().position(|line| *line == head).expect("it is there");
    if nth > 0 {
        let members = (at..lines.len()).filter(|i| lines[*i].starts_with("      - "));
        at = members.take(nth).last().expect("it is there");
    }
    let end = (at + 1..lines.len()).find(|i| !lines[*i].starts_with(indent));
    let mut told = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let inside = i > at && end.is_none_or(|end| i < end);
        if i == at && nth > 0 && field == "due" {
            told.push(format!("      - due: {value}"));
        } else if !inside || !line.starts_with(&format!("{indent}{field}:")) {
            told.push((*line).to_owned());
        }
        if i == at && !(nth > 0 && field == "due") {
            told.push(format!("{indent}{field}: {value}"));
        }
    }
    told.join("\n") + "\n"
}

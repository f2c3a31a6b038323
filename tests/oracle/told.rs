//! Records that tell one thing more, or otherwise, as whoever edits their file would have it.

use std::collections::BTreeSet;
use std::rc::Rc;

use riskwright::eval::Evaluation;
use riskwright::ir::Program;
use riskwright::outcome::{Cell, Verdict, Wanted};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening, Records};
use riskwright::source::Sources;
use riskwright::ty::Ty;
use riskwright::value::{Date, Decimal, Period, Range, Rounding, Scalar};

use super::agreement::{load, settings};

/// Rules, and the text of records with what was read in it.
pub(super) struct Looked {
    pub(super) program: Rc<Program>,
    pub(super) read: Records,
    pub(super) text: String,
}

impl Looked {
    pub(super) fn at(rules: &str, text: &str) -> Looked {
        let (program, read) = load(rules, text);
        Looked { program: Rc::new(program), read, text: text.to_owned() }
    }

    /// The same rules on other records; `None` where these are in error.
    pub(super) fn with(&self, text: String) -> Option<Looked> {
        let mut sources = Sources::default();
        let file = sources.add_text("all.yaml", text.as_str());
        let input = Input {
            file,
            format: Format::Yaml,
            opening: Opening::default(),
            record: None,
            mapping: None,
        };
        let (read, diagnostics) = pipeline::read(&sources, &self.program, &[input], settings());
        diagnostics.is_empty().then(|| Looked { program: Rc::clone(&self.program), read, text })
    }

    pub(super) fn evaluation(&self) -> Evaluation<'_> {
        Evaluation::new(&self.program, &self.read.tables, settings())
    }

    /// What is said of a subject of a rule, a record that was read.
    pub(super) fn verdict(&self, rule: usize, row: u32) -> Verdict {
        self.evaluation().subjects(rule, vec![row]).expect("a rule").verdict(0)
    }

    /// What a record says of a field.
    pub(super) fn now(&self, cell: Cell) -> Option<Scalar> {
        Some(self.read.tables.of(cell.record).column(cell.field?)?.get(cell.row as usize))
    }

    /// What may be told of what is wanted, and the records with it: series of values, by currency.
    pub(super) fn told(&self, wanted: Wanted) -> Vec<Vec<(String, String)>> {
        let cell = match wanted {
            Wanted::Fact(cell) => cell,
            Wanted::Rate { from, to, date } => {
                let line = |rate: &&str| {
                    let (from, to) = (from.code(), to.code());
                    let line =
                        format!("  - {{base: {from}, quote: {to}, date: {date}, rate: {rate}}}");
                    (line.clone(), format!("{}{line}\n", self.text))
                };
                return vec![["0.01", "1", "70"].iter().map(line).collect()];
            }
        };
        let Some(field) = cell.field else { return Vec::new() };
        let ty = self.program.schema.field(cell.record, field).ty;
        let mut series = self.values(ty, self.now(cell));
        if self.program.schema.record(cell.record).name == "ExchangeRate" {
            // No rate is zero.
            series.iter_mut().for_each(|values| values.retain(|value| value != "0"));
        }
        let tell = |value: &String| (value.clone(), self.tell(cell, value));
        series.iter().map(|values| values.iter().map(tell).collect()).collect()
    }

    /// What a fact may be told as, by what is told of it now.
    fn values(&self, ty: Ty, now: Option<Scalar>) -> Vec<Vec<String>> {
        let one =
            |values: &[&str]| vec![values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>()];
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
                        format!(
                            "{}%",
                            n.mul(Decimal::from(100), Rounding::HalfEven).expect("small")
                        )
                    }
                    false => format!("{n} {unit}").trim_end().to_owned(),
                };
                let series = |unit: &&str| ends.iter().map(|n| text(n, unit)).collect();
                currencies.iter().map(series).collect()
            }
            (Ty::Date, Some(Scalar::Quantity { range, .. })) => {
                let days =
                    [(2020, 2, 29), (2024, 10, 1), (2025, 1, 31), (2025, 6, 15), (2026, 7, 1)];
                let day = |(year, month, day)| Date::new(year, month, day).expect("a day");
                let days = days.into_iter().map(day).map(|day| Decimal::from(i64::from(day.0)));
                let days = days.filter(|day| range.contains(*day)).chain(range.lo).chain(range.hi);
                vec![days.filter_map(|day| Some(Date(day.fixed(0)? as i32).to_string())).collect()]
            }
            (Ty::Period, Some(Scalar::Period(told))) if !told.is_any() => {
                let ends = [told.lo, told.hi].into_iter().flatten();
                let text = |end: Period| match end.months {
                    0 => format!("{} days", end.days),
                    months => format!("{months} months"),
                };
                vec![ends.map(text).collect()]
            }
            (Ty::Period, _) => one(&["10 days", "400 days", "2 months"]),
            (Ty::Bool, _) => one(&["yes", "no"]),
            (Ty::Text, _) => one(&["a", "abc", "zzz"]),
            (Ty::Choice(choice), _) => {
                let labels = &self.program.schema.choice(choice).labels;
                vec![labels.to_vec()]
            }
            (Ty::Record(record), _) => {
                let keys = &self.read.tables.of(record).keys;
                let all = (0..self.read.tables.of(record).rows).filter_map(|row| keys.get(row));
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

    /// The records with a fact told as that.
    pub(super) fn tell(&self, cell: Cell, value: &str) -> String {
        let schema = &self.program.schema;
        let record = schema.record(cell.record).name.as_str();
        let field = schema.field(cell.record, cell.field.expect("a field")).name.as_str();
        let lines: Vec<&str> = self.text.lines().collect();
        let parent = |row: u32| self.read.tables.of(cell.record).parents[row as usize];
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
}

const CURRENCIES: [&str; 5] = ["USD", "EUR", "GBP", "JPY", "CHF"];

fn samples(range: Range) -> Vec<Decimal> {
    let all = [-30_000_000, -2, 0, 1, 4, 7_500_000, 21_000_000, 900_000_000];
    let all = all.into_iter().map(Decimal::from);
    all.chain(range.lo).chain(range.hi).filter(|n| range.contains(*n)).collect()
}

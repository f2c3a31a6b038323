//! What is said to clear a finding does: records are edited as each way out says, at its line,
//! beyond it and before it. What is said of an aggregate is tried by writing the figure in its place.

use std::sync::atomic::{AtomicUsize, Ordering};

use riskwright::outcome::{Cell, Needs, Verdict, WayOut};
use riskwright::ty::{RecordId, Ty};
use riskwright::value::{Currency, Date, Decimal, Range, Rounding, Scalar};

use super::agreement::as_of;
use super::drawn::{WAYS, tried};
use super::generate::{self, Choices};
use super::told::Looked;

#[test]
fn what_is_said_to_clear_a_finding_does() {
    let count = AtomicUsize::new(0);
    tried(WAYS, |c| {
        let vocabulary = generate::vocabulary(c);
        let own = c.chance(70);
        let depth = c.below(3);
        let rules = vocabulary + &if own { linear(c) } else { generate::rules(c, 4, depth) };
        let (parties, deals) = (1 + c.below(2), 1 + c.below(4));
        let records = generate::records_of(c, parties, deals);
        let before = Looked::at(&rules, &records);
        let said = said(&before);
        count.fetch_add(said.len(), Ordering::Relaxed);
        let wrong = said.iter().filter_map(|said| said.contradiction(&rules, &before));
        wrong.map(|found| format!("{found}\n{rules}---\n{records}")).collect()
    });
    // A single program may find nothing.
    let alone = std::env::var_os("ORACLE_PROGRAM").is_some();
    assert!(alone || count.into_inner() > 0, "nothing is said to clear anything");
}

/// Rules that compare what can be solved for: facts, and an aggregate with a name of its own.
fn linear(c: &mut Choices) -> String {
    let mut text = String::new();
    for i in 0..4 {
        let party = c.chance(50);
        let (record, money, number, whole): (_, &[&str], &[&str], _) = match party {
            true => ("Party", &["s.debt", "s.income", "whole"], &["s.staff"], WHOLES[c.below(4)]),
            false => (
                "Deal",
                &["s.value", "s.binding", "s.buyer.debt", "s.buyer.income", "whole"],
                &["s.units", "s.share", "s.seller.staff"],
                WHOLES[4 + c.below(2)],
            ),
        };
        let amount = |c: &mut Choices| match c.below(4) {
            0 => format!("{} m {}", c.below(40), c.pick(generate::CURRENCIES)),
            _ => c.pick(money).to_owned(),
        };
        let figure = |c: &mut Choices| match c.below(3) {
            0 => format!("{}.{}", c.below(5), c.below(10)),
            _ => c.pick(number).to_owned(),
        };
        let side = |c: &mut Choices| match c.below(6) {
            0 => format!("({} * {})", figure(c), amount(c)),
            1 => format!("({} + {})", amount(c), amount(c)),
            2 => format!("({} - {})", amount(c), amount(c)),
            3 => format!("({} or else {})", amount(c), amount(c)),
            _ => amount(c),
        };
        let part = |c: &mut Choices| {
            let op = c.pick(&["<", "<=", ">", ">="]).to_owned();
            match c.below(8) {
                0 => format!("{} / {} {op} {}", side(c), side(c), figure(c)),
                1 => format!("{} {op} {}", figure(c), figure(c)),
                2 if !party => format!("s.stage {op} {}", c.pick(&["rumoured", "mou", "signed"])),
                3 if !party => format!("s.signed {op} as_of + {} days", c.below(400)),
                4 if !party => "s.firm".to_owned(),
                _ => format!("{} {op} {}", side(c), side(c)),
            }
        };
        let condition = |c: &mut Choices| match c.below(3) {
            0 => format!("{} and {}", part(c), part(c)),
            1 => format!("{} or {}", part(c), part(c)),
            _ => part(c),
        };
        text += &format!("rule r{i} for s in {record} {{\n    let whole = {whole}\n");
        for severity in ["critical", "low"] {
            text += &format!("    flag {severity} when {}\n", condition(c));
        }
        text += "}\n";
    }
    text
}

const WHOLES: [&str; 6] = [
    "sum of d.value for d in Deal where d.buyer = s",
    "sum of d.binding for d in Deal where d.seller = s and d.stage >= mou",
    "max of d.value for d in Deal where d.buyer = s",
    "(count of d in Deal where d.seller = s) * 3 m USD",
    "sum of p.amount for p in s.payments",
    "average of p.amount for p in s.payments",
];

/// A way out, and whose it is.
struct Claim {
    rule: usize,
    row: u32,
    way: WayOut,
    /// Where the fact stands; `None` for an aggregate.
    cell: Option<Cell>,
}

fn said(before: &Looked) -> Vec<Claim> {
    let evaluation = before.evaluation();
    let mut claims = Vec::new();
    for (rule, outcome) in evaluation.run().iter().enumerate() {
        for (row, ..) in &outcome.flagged {
            let detail = evaluation.subjects(rule, vec![*row]).expect("a rule").detail(0);
            for way in detail.clears_when {
                let cell = reached(before, before.program.rules[rule].subject, *row, &way.path);
                claims.push(Claim { rule, row: *row, way, cell });
            }
        }
    }
    claims
}

/// Where the fact stands that a path leads to.
fn reached(looked: &Looked, record: RecordId, row: u32, path: &str) -> Option<Cell> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let schema = &looked.program.schema;
    let field = schema.record(record).field(first)?;
    let found = schema.field(record, field);
    let cell = Cell { record, row, field: Some(field) };
    let Some(rest) = rest else { return Some(cell) };
    match (found.ty, looked.now(cell)) {
        (Ty::Record(record), Some(Scalar::Code(Some(row)))) => reached(looked, record, row, rest),
        _ => None,
    }
}

impl Claim {
    /// A value with which it is not as it is said.
    fn contradiction(&self, rules: &str, before: &Looked) -> Option<String> {
        let (clearing, leaving) = self.tried(before)?;
        let verdict = |value: &str| self.verdict(rules, before, value);
        let is = |value: &str, cleared: bool| match verdict(value) {
            None => false,
            // What is divided by may come as near to nothing as one likes, and be none.
            Some(Verdict::Undetermined { .. }) if value.trim_end_matches('%') == "0" => false,
            // Further on the rule may look away: then there is no finding either.
            Some(Verdict::NotApplicable) => false,
            Some(verdict) => (verdict == Verdict::Clear) == cleared,
        };
        let fails = clearing.iter().find(|value| is(value, false));
        let leaving = leaving.iter().filter(|_| self.is_nearest(rules, before));
        let clears = leaving.into_iter().find(|value| is(value, true));
        let rule = &before.program.rules[self.rule].name;
        let WayOut { path, needs, .. } = &self.way;
        let at = format!("{rule} on row {}: {path} {needs:?}", self.row);
        match (fails, clears) {
            (Some(value), _) => Some(format!("{at} does not clear at {value}")),
            (_, Some(value)) => Some(format!("{at} clears at {value} as well")),
            (None, None) => None,
        }
    }

    /// Whether the line is the nearest there is: that is promised where the conditions of the rule
    /// look at the fact once, and do not hold at a single value.
    fn is_nearest(&self, rules: &str, before: &Looked) -> bool {
        let head = format!("rule {} for", before.program.rules[self.rule].name);
        let lines = rules.lines().skip_while(|line| !line.starts_with(&head)).skip(1);
        let lines = lines.take_while(|line| *line != "}").filter(|line| !line.contains("let "));
        let conditions = lines.collect::<Vec<_>>().join("\n");
        let path = self.cell.map_or("whole".to_owned(), |_| format!("s.{}", self.way.path));
        let exact = conditions.contains(" = ") || conditions.contains(" != ");
        conditions.matches(path.as_str()).count() == 1 && !exact
    }

    /// The verdict with that value; `None` where it cannot be tried.
    fn verdict(&self, rules: &str, before: &Looked, value: &str) -> Option<Verdict> {
        match self.cell {
            Some(cell) => Some(before.with(before.tell(cell, value))?.verdict(self.rule, self.row)),
            None => {
                let head = format!("rule {} for", before.program.rules[self.rule].name);
                let (start, own) = rules.split_once(&head)?;
                let (until, rest) = own.split_once("let whole = ")?;
                let (_, rest) = rest.split_once('\n')?;
                let rules = format!("{start}{head}{until}let whole = {value}\n{rest}");
                Some(Looked::at(&rules, &before.text).verdict(self.rule, self.row))
            }
        }
    }

    /// Values that must clear, and values that must not; `None` where the way out cannot be tried.
    fn tried(&self, before: &Looked) -> Option<(Vec<String>, Vec<String>)> {
        if self.cell.is_none() && self.way.path != "whole" {
            return None;
        }
        let text = |value: &Scalar| self.text(before, value);
        Some(match &self.way.needs {
            Needs::AtLeast { value, strict } => self.around(before, value, *strict, 1)?,
            Needs::AtMost { value, strict } => self.around(before, value, *strict, -1)?,
            Needs::OneOf(values) => {
                let clearing: Vec<String> = values.iter().filter_map(text).collect();
                let all = (0..4).map(|label| Scalar::Code(Some(label)));
                let all = all.chain([true, false].map(|t| Scalar::Truth(t.into())));
                let others = all.filter(|other| !values.contains(other));
                (clearing, others.filter_map(|other| text(&other)).collect())
            }
            Needs::Given => {
                let given = before.told(riskwright::outcome::Wanted::Fact(self.cell?));
                (given.into_iter().flatten().map(|(value, _)| value).collect(), Vec::new())
            }
        })
    }

    /// Values at a line, beyond it and before it.
    fn around(
        &self,
        before: &Looked,
        line: &Scalar,
        strict: bool,
        sign: i64,
    ) -> Option<(Vec<String>, Vec<String>)> {
        let text = |value: &Scalar| self.text(before, value);
        let (range, currency) = match line {
            Scalar::Quantity { range, currency, .. } => (*range, *currency),
            Scalar::Code(Some(label)) => {
                let before = Scalar::Code(label.checked_add_signed(-sign as i32));
                return Some((
                    text(line).into_iter().collect(),
                    text(&before).into_iter().collect(),
                ));
            }
            _ => return None,
        };
        let line = range.known()?;
        let add = |by: Decimal| {
            let by = if sign > 0 { by } else { by.neg() };
            line.add(by, Rounding::HalfEven)
        };
        let size = if line.signum() < 0 { line.neg() } else { line };
        let size = if size == Decimal::ZERO { Decimal::ONE } else { size };
        // Nearer to nothing than that, the digits that amounts are rounded to would be tried.
        let size = size.max(Decimal::new(1, 9)?);
        let part = |exponent: u32| size.mul(Decimal::new(1, exponent as i32)?, Rounding::HalfEven);
        let is_date = self.way.ty == Ty::Date;
        let beyond: Vec<Option<Decimal>> = match is_date {
            true => [1, 40, 4000].map(|days| add(Decimal::from(days))).to_vec(),
            false => {
                let far = [1, 1_000_000, 1_000_000_000_000].map(|by| add(Decimal::from(by)));
                let near = [part(9), part(4), part(1)].map(|by| by.and_then(add));
                near.into_iter().chain(far).collect()
            }
        };
        let nearest = match is_date {
            // Only a day to come is a way out.
            true => add(Decimal::from(-1)).filter(|day| *day > Decimal::from(i64::from(as_of().0))),
            false => part(5).and_then(|by| add(by.neg())),
        };
        let allowed = |value: &Decimal| self.allowed(before).contains(*value);
        let texts = |values: Vec<Option<Decimal>>| -> Vec<String> {
            let values = values.into_iter().flatten().filter(allowed);
            values.filter_map(|d| text(&Scalar::quantity(Range::point(d), currency))).collect()
        };
        let at = vec![Some(line)];
        Some(match strict {
            true => (texts(beyond), texts(at)),
            false => (texts([at, beyond].concat()), texts(vec![nearest])),
        })
    }

    /// Between what the fact can be at all.
    fn allowed(&self, before: &Looked) -> Range {
        match self.cell {
            Some(cell) => {
                let field = before.program.schema.field(cell.record, cell.field.expect("a field"));
                Range::new(field.bounds.lo, field.bounds.hi)
            }
            None => match self.way.value.parts().0.lo.filter(|lo| lo.signum() >= 0) {
                Some(_) => Range::new(Some(Decimal::ZERO), None),
                None => Range::ANY,
            },
        }
    }

    /// As records or rules say it.
    fn text(&self, before: &Looked, value: &Scalar) -> Option<String> {
        let ty = match self.cell {
            Some(cell) => before.program.schema.field(cell.record, cell.field?).ty,
            None => self.way.ty,
        };
        match (value, ty) {
            (Scalar::Quantity { range, .. }, Ty::Date) => {
                Some(Date(range.known()?.fixed(0)? as i32).to_string())
            }
            (Scalar::Quantity { range, currency, .. }, Ty::Quantity { percent, .. }) => {
                let n = range.known()?;
                let unit = currency.map_or("", Currency::code);
                match percent {
                    true => Some(format!("{}%", n.mul(Decimal::from(100), Rounding::HalfEven)?)),
                    false => Some(format!("{} {unit}", plain(n)).trim_end().to_owned()),
                }
            }
            (Scalar::Code(Some(label)), Ty::Choice(choice)) => {
                before.program.schema.choice(choice).labels.get(*label as usize).cloned()
            }
            (Scalar::Truth(truth), Ty::Bool) => {
                Some(if *truth == riskwright::value::Tri::True { "yes" } else { "no" }.to_owned())
            }
            _ => None,
        }
    }
}

/// A figure that reads in one way only: three digits behind a point may be thousands.
fn plain(n: Decimal) -> String {
    let text = n.to_string();
    let thousands = text.split_once('.').is_some_and(|(_, behind)| behind.len() == 3);
    if thousands { text + "0" } else { text }
}

//! Tables of operators and operands with their results.
//!
//! Written as `3`, `1..3`, `1..`, `..`, `5 USD`, `5 GW/USD` (told per money), `2025-01-31`,
//! `2025-01-31..2025-02-28`, `1 month 2 days`.

use super::*;
use crate::operator::{ArithOp, CompareOp, End, TextOp};
use crate::ty::{Dim, Ty};
use crate::value::{Currency, Date, Decimal, Period, PeriodRange, Range, Scalar, Tri};

/// One euro is two dollars, a yen at most as much; of no other currency a rate is told.
struct Table;

impl Rates for Table {
    fn home(&self, from: Currency) -> Result<(Range, Currency), Reason> {
        let (to, date) = (currency("USD"), Date(0));
        let (least, most) = match from.code() {
            "USD" => (1, 1),
            "EUR" => (2, 2),
            "JPY" => (0, 2),
            _ => return Err(Reason::NoRate { from, to, date }),
        };
        Ok((Range::new(Some(Decimal::from(least)), Some(Decimal::from(most))), to))
    }
}

fn currency(code: &str) -> Currency {
    Currency::from_code(code).expect("a currency")
}

fn ends<T>(text: &str, end: impl Fn(&str) -> T) -> (Option<T>, Option<T>) {
    let open = |text: &str| (!text.is_empty()).then(|| end(text));
    match text.split_once("..") {
        Some((lo, hi)) => (open(lo), open(hi)),
        None => (open(text), open(text)),
    }
}

fn period(text: &str) -> Period {
    let words: Vec<&str> = text.split(' ').collect();
    words.chunks(2).fold(Period::ZERO, |sum, part| {
        let n: i32 = part[0].parse().expect("a number");
        let part = if part[1].starts_with("month") { Period::new(n, 0) } else { Period::new(0, n) };
        sum.add(part).expect("a period")
    })
}

/// A value and its type, as the head of this file has them.
fn read(text: &str) -> (Scalar, Ty) {
    let number = |text: &str| Decimal::parse(text).expect("a number");
    if text.contains("month") || text.contains("day") {
        let (lo, hi) = ends(text, period);
        return (Scalar::Period(PeriodRange::new(lo, hi)), Ty::Period);
    }
    if text.matches('-').count() >= 2 && text.len() >= 10 {
        let (lo, hi) = ends(text, |date| Decimal::from(Date::parse(date).expect("a date")));
        return (Scalar::quantity(Range::new(lo, hi), None), Ty::Date);
    }
    let (range, unit) = text.split_once(' ').unwrap_or((text, ""));
    let (lo, hi) = ends(range, number);
    let (dim, code) = match unit.split_once("GW/") {
        Some((_, code)) => (Dim::POWER.per(Dim::MONEY), code),
        None if unit == "GW" => (Dim::POWER, ""),
        None if unit.is_empty() => (Dim::NUMBER, ""),
        None => (Dim::MONEY, unit),
    };
    let currency = (!code.is_empty()).then(|| currency(code));
    (Scalar::quantity(Range::new(lo, hi), currency), Ty::quantity(dim))
}

fn arithmetic(op: ArithOp, rows: &[(&str, &str, Result<&str, Reason>)]) {
    for (a, b, result) in rows {
        let ((x, tx), (y, ty)) = (read(a), read(b));
        let found = arith(op, (&x, tx), (&y, ty), &Table);
        assert_eq!(found, result.clone().map(|r| read(r).0), "{a} {op:?} {b}");
    }
}

#[test]
fn sums_and_differences() {
    let huge = "9999999999999999999999999999999999e6111";
    arithmetic(
        ArithOp::Add,
        &[
            ("2", "3", Ok("5")),
            ("1..2", "3", Ok("4..5")),
            ("1..", "3..4", Ok("4..")),
            ("1..", "..4", Ok("..")),
            ("..", "3", Ok("..")),
            ("5 USD", "3 USD", Ok("8 USD")),
            ("5 USD", "3 EUR", Ok("11 USD")),
            ("5 EUR", "3 EUR", Ok("8 EUR")),
            // Nothing is nothing in every currency.
            ("0 GBP", "3 EUR", Ok("3 EUR")),
            ("3 EUR", "0.. GBP", Ok("3.. EUR")),
            ("5 GW/USD", "3 GW/EUR", Ok("6.5 GW/USD")),
            (huge, huge, Err(Reason::Overflow)),
        ],
    );
    arithmetic(
        ArithOp::Sub,
        &[
            ("2", "3", Ok("-1")),
            ("1..2", "1..2", Ok("-1..1")),
            ("1..", "3..", Ok("..")),
            ("5 USD", "3 EUR", Ok("-1 USD")),
        ],
    );
}

#[test]
fn products_and_quotients() {
    arithmetic(
        ArithOp::Of,
        &[
            ("0.5", "10 USD", Ok("5 USD")),
            ("-1..2", "3 EUR", Ok("-3..6 EUR")),
            ("0.5", "1 month", Ok("14 days..16 days")),
            ("0.5", "2 months", Ok("1 month")),
            ("3", "2147483647 days", Err(Reason::Overflow)),
        ],
    );
    arithmetic(
        ArithOp::Div,
        &[
            ("6 USD", "3 USD", Ok("2")),
            ("6 USD", "3 EUR", Ok("1")),
            ("6 GW", "3 EUR", Ok("2 GW/EUR")),
            // A yen is worth something, however little.
            ("6 USD", "3 JPY", Ok("1..")),
            ("6 USD", "-3 JPY", Ok("..-1")),
            ("6 USD", "0..3 JPY", Err(Reason::PerhapsByZero)),
            ("1", "0", Err(Reason::DivisionByZero)),
            ("..", "0", Err(Reason::DivisionByZero)),
            ("1..2", "-1..1", Err(Reason::PerhapsByZero)),
            ("1..2", "0..1", Err(Reason::PerhapsByZero)),
            ("1", "0..", Err(Reason::PerhapsByZero)),
            // Here the operands are at fault themselves.
            ("..", "-1..1", Ok("..")),
            ("1", "..", Ok("..")),
            ("1..", "2..", Ok("0..")),
        ],
    );
    let no_rate = Reason::NoRate { from: currency("GBP"), to: currency("USD"), date: Date(0) };
    arithmetic(ArithOp::Per, &[("6 USD", "3 GBP", Err(no_rate)), ("0 USD", "3 GBP", Ok("0"))]);
}

#[test]
fn divisors_that_are_never_zero() {
    for (a, b, result) in [
        ("1", "0..2", "0.5.."),
        ("1..3", "2..", "0..1.5"),
        ("-1..1", "0..2", ".."),
        ("6", "2", "3"),
    ] {
        let ((x, tx), (y, ty)) = (read(a), read(b));
        let found = quotient_by_nonzero((&x, tx), (&y, ty), &Table);
        assert_eq!(found, Ok(read(result).0), "{a} / {b}");
    }
}

#[test]
fn dates_and_periods() {
    arithmetic(
        ArithOp::Add,
        &[
            ("2025-01-31", "1 month", Ok("2025-02-28")),
            ("1 month", "2024-01-31", Ok("2024-02-29")),
            ("2025-01-31..2025-02-01", "1 days..2 days", Ok("2025-02-01..2025-02-03")),
            ("2025-01-31..", "1 days", Ok("2025-02-01..")),
            ("9999-12-31", "1 days", Err(Reason::OutsideCalendar)),
            ("1 month", "30 days", Ok("1 month 30 days")),
            ("2147483647 days", "1 days", Err(Reason::Overflow)),
            ("2147483647 months", "1 month", Err(Reason::Overflow)),
        ],
    );
    arithmetic(
        ArithOp::Sub,
        &[
            ("2025-03-31", "1 month", Ok("2025-02-28")),
            ("2025-03-01", "2025-02-01", Ok("28 days")),
            ("2025-03-01..2025-03-02", "2025-02-01..2025-02-02", Ok("27 days..29 days")),
            ("2025-03-01..", "2025-02-01", Ok("28 days..")),
            ("0001-01-01", "1 days", Err(Reason::OutsideCalendar)),
            ("2025-01-01", "-2147483648 days", Err(Reason::OutsideCalendar)),
            ("3 months", "1 month 2 days", Ok("2 months -2 days")),
            ("1 month", "-2147483648 days", Err(Reason::Overflow)),
        ],
    );
    arithmetic(
        ArithOp::Mul,
        &[
            ("1 month 2 days", "3", Ok("3 months 6 days")),
            ("-1", "10 days..", Ok("..-10 days")),
            ("0", "1 month..", Ok("0 days")),
        ],
    );
}

#[test]
fn signs_and_ends() {
    for (a, minus) in [
        ("2", Ok("-2")),
        ("1..", Ok("..-1")),
        ("5 USD", Ok("-5 USD")),
        ("1 month..2 months", Ok("-2 months..-1 month")),
        ("-2147483648 days", Err(Reason::Overflow)),
        ("-2147483648 months", Err(Reason::Overflow)),
    ] {
        assert_eq!(neg(&read(a).0), minus.map(|m| read(m).0), "-{a}");
    }
    for (a, lowest, highest) in [
        ("1..3", "1", "3"),
        ("1..", "1", "1.."),
        ("..", "..", ".."),
        ("1 month..2 months", "1 month", "2 months"),
    ] {
        assert_eq!(end(End::Lowest, &read(a).0), read(lowest).0, "lowest of {a}");
        assert_eq!(end(End::Highest, &read(a).0), read(highest).0, "highest of {a}");
    }
}

const ALL: [CompareOp; 6] =
    [CompareOp::Lt, CompareOp::Le, CompareOp::Eq, CompareOp::Ne, CompareOp::Ge, CompareOp::Gt];

/// For `<`, `<=`, `=`, `!=`, `>=`, `>`: true, false, open, or open for a reason.
fn truths(of: impl Fn(CompareOp) -> Result<Tri, Reason>) -> String {
    let letter = |op| match of(op) {
        Ok(Tri::True) => 't',
        Ok(Tri::False) => 'f',
        Ok(Tri::Unknown) => '?',
        Err(_) => '!',
    };
    ALL.map(letter).into_iter().collect()
}

#[test]
fn comparisons() {
    for (a, b, expected) in [
        ("1", "2", "ttftff"),
        ("2", "2", "fttftf"),
        ("1..2", "2..3", "?t???f"),
        ("1..2", "3..", "ttftff"),
        ("..", "1", "??????"),
        ("5 USD", "3 EUR", "ttftff"),
        ("5 USD", "3 GBP", "!!!!!!"),
        ("0 GBP", "0 EUR", "fttftf"),
        ("0..5 USD", "-3 JPY", "fffttt"),
        ("0..5 USD", "3 JPY", "??????"),
        ("-5..0 USD", "3 JPY", "ttftff"),
        ("6 USD", "3 JPY", "f???t?"),
        // What is told per money falls where a unit of it is worth more.
        ("5 GW/EUR", "3 GW/USD", "ttftff"),
        ("5 GW/JPY", "2 GW/USD", "fffttt"),
        ("2025-01-31", "2025-01-01..2025-01-30", "fffttt"),
        ("1 month", "32 days", "ttftff"),
        ("1 month", "31 days", "!t!!!f"),
        ("1 month", "30 days", "!!!!!!"),
        ("2 months", "1 month", "fffttt"),
        ("1 month..2 months", "2 months", "?t???f"),
    ] {
        let ((x, ty), (y, _)) = (read(a), read(b));
        let found = truths(|op| compare(op, &x, &y, ty, &Table));
        assert_eq!(found, expected, "{a} against {b}");
        let turned = truths(|op| compare(op.mirrored(), &y, &x, ty, &Table));
        assert_eq!(turned, expected, "{b} against {a}");
    }
}

#[test]
fn comparisons_of_texts_labels_and_truths() {
    let held = |a: Scalar, b: Scalar| truths(|op| compare(op, &a, &b, Ty::Text, &NoRates));
    assert_eq!(held(Scalar::text("a"), Scalar::text("b")), "ttftff");
    assert_eq!(held(Scalar::text("a"), Scalar::Text(None)), "??????");
    assert_eq!(held(Scalar::Code(Some(2)), Scalar::Code(Some(2))), "fttftf");
    assert_eq!(held(false.into(), true.into()), "ttftff");
    assert_eq!(held(false.into(), Scalar::Truth(Tri::Unknown)), "??????");
    let test = |op, a, b| text_test(op, &Scalar::text(a), &Scalar::text(b));
    assert_eq!(test(TextOp::Contains, "abc", "b"), Tri::True);
    assert_eq!(test(TextOp::StartsWith, "abc", "b"), Tri::False);
    assert_eq!(test(TextOp::EndsWith, "abc", "bc"), Tri::True);
    assert_eq!(text_test(TextOp::Contains, &Scalar::text("a"), &Scalar::Text(None)), Tri::Unknown);
}

#[test]
fn ends_that_are_excluded() {
    let number = |n: i64| Some(Decimal::from(n));
    let positive = Beyond { above: number(0), below: None };
    let under_two = Beyond { above: None, below: number(2) };
    let any = Beyond::default();
    for (a, b, expected) in [
        (("0..", positive), ("0", any), "fffttt"),
        (("0..", any), ("0", any), "f???t?"),
        (("0..2", under_two), ("2..", any), "ttftff"),
        (("0..", positive), ("1", any), "??????"),
    ] {
        let range = |(text, beyond): (&str, Beyond)| (read(text).0.parts().0, beyond);
        let found = truths(|op| Ok(ranges_beyond(op, range(a), range(b))));
        assert_eq!(found, expected, "{a:?} against {b:?}");
    }
}

#[test]
fn either_of_two() {
    for (a, b, both) in [
        ("1..2", "4", "1..4"),
        ("5 USD", "3 EUR", "5..6 USD"),
        ("5 USD", "3 GBP", ".."),
        ("5 GW/USD", "4 GW/EUR", "2..5 GW/USD"),
        ("1 month", "29 days", "28 days..31 days"),
    ] {
        let ((x, ty), (y, _)) = (read(a), read(b));
        assert_eq!(choose(Tri::True, &x, &y, ty, &Table), x);
        assert_eq!(choose(Tri::False, &x, &y, ty, &Table), y);
        assert_eq!(choose(Tri::Unknown, &x, &y, ty, &Table), read(both).0, "{a} or {b}");
    }
}

#[test]
fn constants_know_no_rates() {
    let ((x, ty), (y, _)) = (read("5 USD"), read("3 EUR"));
    assert_eq!(arith(ArithOp::Add, (&x, ty), (&y, ty), &NoRates), Err(Reason::BeforeRates));
    let ((x, ty), (y, _)) = (read("5 USD"), read("0 EUR"));
    assert_eq!(arith(ArithOp::Add, (&x, ty), (&y, ty), &NoRates), Ok(x));
}

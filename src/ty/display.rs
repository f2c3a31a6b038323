//! How a value of a type is written for people.

mod amount;
mod habits;
#[cfg(test)]
mod tests;

pub use self::amount::count;
use self::amount::{Measure, Precision};
pub use self::habits::figure_in;
use super::{Dim, RecordId, Schema, Ty};
use crate::value::{Codes, Currency, Date, Decimal, Period, PeriodRange, Range, Scalar, Tri};

/// How a value is to print.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Format {
    /// Digits behind the point; `None`: as many as it takes, at most four significant ones (one
    /// behind the point in a percentage). Digits before the point are always written out.
    pub places: Option<u8>,
    /// As a percentage.
    pub percent: bool,
    /// In full: every digit, and no `bn`.
    pub exact: bool,
}

/// The key of a record's row, as a reference to it prints: only who holds the tables knows.
pub type Keys<'a> = &'a dyn Fn(RecordId, u32) -> String;

/// The exact value: `up to 100 bn USD`, `25%`, `letter_of_intent`, `2025-09-22`, `unknown`.
pub fn exact(value: &Scalar, ty: Ty, schema: &Schema, keys: Keys) -> String {
    write(value, ty, schema, keys, Precision::Exact)
}

/// What a value lies between, both ends included, as programs count with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Measured {
    /// A quantity, and what it is measured in: a currency's code, `MW`, `USD per GW`. A percentage
    /// is a bare number.
    Number([Option<Decimal>; 2], Option<String>),
    /// A day.
    Date([Option<Date>; 2]),
}

/// The exact ends of a quantity or a date of which something is known.
pub fn measured(value: &Scalar, ty: Ty, schema: &Schema) -> Option<Measured> {
    let Scalar::Quantity { unknown: false, range, currency } = value else { return None };
    Some(match ty {
        _ if range.is_any() => return None,
        Ty::Date => {
            let (first, last) = range.dates();
            Measured::Date([first, last])
        }
        Ty::Quantity { dim, .. } => {
            let (ends, unit) = Measure::new(dim, false, *currency, schema).ends(*range);
            Measured::Number(ends, unit)
        }
        Ty::Bool | Ty::Text | Ty::Period | Ty::Currency => return None,
        Ty::Choice(_) | Ty::Record(_) | Ty::List(_) => return None,
    })
}

/// The value for a sentence: rounded as `format` says, or to four significant digits.
pub fn rounded(value: &Scalar, ty: Ty, schema: &Schema, format: Format, keys: Keys) -> String {
    let ty = match ty {
        Ty::Quantity { dim: Dim::NUMBER, percent } => {
            Ty::Quantity { dim: Dim::NUMBER, percent: percent || format.percent }
        }
        other => other,
    };
    let precision = match format.exact {
        true => Precision::Full,
        false => Precision::Rounded(format.places),
    };
    write(value, ty, schema, keys, precision)
}

/// How many digits behind the point are tried to tell two values apart, before all are written.
const MOST_PLACES: u8 = 12;

/// Two values that stand in one sentence: as [`rounded`] writes them, with as many more digits as
/// it takes to tell two different ones apart.
pub fn apart(values: [(&Scalar, Ty, Format); 2], schema: &Schema, keys: Keys) -> [String; 2] {
    let written = |places: Option<u8>| {
        values.map(|(value, ty, format)| {
            let places = format.places.or(places);
            rounded(value, ty, schema, Format { places, ..format }, keys)
        })
    };
    let short = written(None);
    let quantities = values.iter().all(|(value, ..)| matches!(value, Scalar::Quantity { .. }));
    if short[0] != short[1] || values[0].0 == values[1].0 || !quantities {
        return short;
    }
    let longer = (1..=MOST_PLACES).map(|places| written(Some(places)));
    let differ = |[a, b]: &[String; 2]| a != b;
    let Some(longer) = longer.into_iter().find(differ) else {
        return short;
    };
    // What is whole as it is needs no zeros.
    let mut told = short.into_iter().zip(longer).zip(values).map(|((short, longer), value)| {
        let whole = exact(value.0, value.1, schema, keys) == short;
        if whole { short } else { longer }
    });
    [told.next().unwrap_or_default(), told.next().unwrap_or_default()]
}

/// A type by the name that rules use: `money per power`, `one of rumoured < announced < …`.
pub fn type_name(ty: Ty, schema: &Schema) -> String {
    match ty {
        Ty::Bool => "bool".into(),
        Ty::Text => "text".into(),
        Ty::Date => "date".into(),
        Ty::Period => "period".into(),
        Ty::Currency => "currency".into(),
        Ty::Quantity { dim: Dim::NUMBER, percent: true } => "percent".into(),
        Ty::Quantity { dim, .. } => amount::dimension_name(dim, schema),
        Ty::Choice(id) => {
            let choice = schema.choice(id);
            let between = if choice.ordered { " < " } else { " | " };
            format!("one of {}", choice.labels.join(between))
        }
        Ty::Record(id) => schema.record(id).name.clone(),
        Ty::List(id) => {
            let members = schema.record(id);
            match members.fields.first() {
                Some(it) if members.scalar => format!("list of {}", type_name(it.ty, schema)),
                _ => format!("list of {}", members.name),
            }
        }
    }
}

const UNKNOWN: &str = "unknown";

/// What is written of a reference that leads to nobody.
const NONE: &str = "none";

fn write(value: &Scalar, ty: Ty, schema: &Schema, keys: Keys, precision: Precision) -> String {
    match value {
        Scalar::Truth(Tri::True) => "true".into(),
        Scalar::Truth(Tri::False) => "false".into(),
        Scalar::Quantity { unknown: false, range, currency } => match ty {
            Ty::Date => dates(*range),
            Ty::Quantity { dim, percent } => {
                Measure::new(dim, percent, *currency, schema).write(*range, precision)
            }
            // No other type holds quantities.
            _ => Measure::new(Dim::NUMBER, false, *currency, schema).write(*range, precision),
        },
        Scalar::Period(range) => periods(*range),
        Scalar::Code(Some(code)) => code_name(*code, ty, schema, keys),
        Scalar::Text(Some(text)) => text.to_string(),
        Scalar::Truth(Tri::Unknown)
        | Scalar::Quantity { unknown: true, .. }
        | Scalar::Code(None)
        | Scalar::Text(None) => UNKNOWN.into(),
    }
}

fn code_name(code: u32, ty: Ty, schema: &Schema, keys: Keys) -> String {
    match ty {
        Ty::Choice(id) => {
            schema.choice(id).labels.get(code as usize).map_or(UNKNOWN, String::as_str).into()
        }
        Ty::Currency => u16::try_from(code)
            .ok()
            .and_then(Currency::from_number)
            .map_or(UNKNOWN, Currency::code)
            .into(),
        Ty::Record(_) if code == Codes::NONE => NONE.into(),
        Ty::Record(record) => keys(record, code),
        // Of a list all that a value says is that there is one.
        Ty::List(_) => "given".into(),
        Ty::Bool | Ty::Text | Ty::Date | Ty::Period | Ty::Quantity { .. } => code.to_string(),
    }
}

fn dates(range: Range) -> String {
    let date = |days: Decimal| {
        let date = days.fixed(0).and_then(|days| i32::try_from(days).ok()).map(Date);
        match date {
            Some(date) if (Date::MIN..=Date::MAX).contains(&date) => date.to_string(),
            _ => UNKNOWN.into(),
        }
    };
    match (range.lo, range.hi) {
        (Some(lo), Some(hi)) if lo == hi => date(lo),
        (Some(lo), Some(hi)) => format!("{}..{}", date(lo), date(hi)),
        (Some(lo), None) => format!("from {}", date(lo)),
        (None, Some(hi)) => format!("until {}", date(hi)),
        (None, None) => UNKNOWN.into(),
    }
}

/// `1 year 3 months`, `180 days`, `14..16 days`, `at least 2 years`.
fn periods(range: PeriodRange) -> String {
    match (range.lo, range.hi) {
        (Some(lo), Some(hi)) if lo == hi => period(lo),
        (Some(Period::ZERO), Some(hi)) => format!("up to {}", period(hi)),
        (Some(lo), Some(hi)) => between(lo, hi),
        (Some(lo), None) => format!("at least {}", period(lo)),
        (None, Some(hi)) => format!("at most {}", period(hi)),
        (None, None) => UNKNOWN.into(),
    }
}

/// Two ends; what both have in common stands once: `14..16 days`, `2 months 3..5 days`.
fn between(lo: Period, hi: Period) -> String {
    let [from, to] = [lo, hi].map(parts);
    let alike = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let same_unit = |a: &[(i32, &str)], b: &[(i32, &str)]| match (a, b) {
        ([(n, unit)], [(m, other)]) if unit == other => Some(format!("{n}..{}", named((*m, unit)))),
        _ => None,
    };
    match same_unit(&from[alike..], &to[alike..]) {
        Some(last) => {
            let mut written: Vec<String> = from[..alike].iter().copied().map(named).collect();
            written.push(last);
            written.join(" ")
        }
        None => format!("{}..{}", period(lo), period(hi)),
    }
}

fn period(period: Period) -> String {
    let written: Vec<String> = parts(period).into_iter().map(named).collect();
    if written.is_empty() { "0 days".into() } else { written.join(" ") }
}

/// Years, months and days, as far as there are any.
fn parts(Period { months, days }: Period) -> Vec<(i32, &'static str)> {
    let parts = [(months / 12, "year"), (months % 12, "month"), (days, "day")];
    parts.into_iter().filter(|(count, _)| *count != 0).collect()
}

fn named((count, unit): (i32, &str)) -> String {
    format!("{count} {unit}{}", if matches!(count, 1 | -1) { "" } else { "s" })
}

//! What stands around a number and says what it counts: `bn USD`, `GW`, `%`, `USD per kWh`.

use super::number;
use crate::record::error::{Problem, did_you_mean};
use crate::ty::{Dim, Schema};
use crate::value::Figure;
use crate::value::Notation;
use crate::value::{Currency, Decimal, Rounding, TwoReadings, loose_scale, scale_word};

/// What a reader of quantities knows: the units there are, and how the file writes numbers.
#[derive(Clone, Copy)]
pub(in crate::record) struct Reading<'s> {
    pub(in crate::record) schema: &'s Schema,
    pub(in crate::record) notation: Notation,
}

/// Scale, unit and currency, as far as they are told. A range's end and a column's cell take from
/// their neighbour what they do not tell themselves.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(in crate::record) struct Measure {
    /// `k`, `bn`: a power of ten.
    scale: Option<i32>,
    unit: Option<Unit>,
    currency: Option<Currency>,
    /// Whether the currency stands behind the number, where it ends what is in front of it.
    behind: bool,
    /// Whether the code for no currency stands there (`XXX`): nothing is known.
    pub(in crate::record) nothing: bool,
    /// Whether the place that names the unit is empty, so that a bare number may be any.
    unsaid: bool,
}

/// What stands beside a number and names its unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::record) enum Beside<'u> {
    /// No place is there for it.
    Nowhere,
    Named(&'u str),
    /// It has a place, where nothing stands.
    Empty,
}

impl<'u> Beside<'u> {
    /// What stands in the place of a unit.
    pub(in crate::record) fn of(text: Option<&'u str>) -> Beside<'u> {
        text.filter(|text| !text.is_empty()).map_or(Beside::Empty, Beside::Named)
    }

    pub(in crate::record) fn named(self) -> Option<&'u str> {
        match self {
            Beside::Named(unit) => Some(unit),
            Beside::Nowhere | Beside::Empty => None,
        }
    }
}

/// Units, percent signs and basis points, all together.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Unit {
    /// The power of ten of `%` and `bps`; zero without.
    exponent: i32,
    /// How many base units it is; `None`: one.
    factor: Option<Decimal>,
    dim: Dim,
}

const ONE: Unit = Unit { exponent: 0, factor: None, dim: Dim::NUMBER };

/// Reads `[currency] number [scale] [unit]`, words in any place, units joined by `/` or `per`.
/// `whole` is the text that it is a part of.
pub(in crate::record) fn amount(
    text: &str,
    whole: &str,
    reading: Reading,
) -> Result<(Figure, Measure), Option<Problem>> {
    let (figure, measure) = parts(text, whole, reading)?;
    Ok((figure.ok_or(None)?, measure))
}

fn parts(
    text: &str,
    whole: &str,
    reading: Reading,
) -> Result<(Option<Figure>, Measure), Option<Problem>> {
    let no_number = || Some(unreadable(whole, reading));
    let (mut figure, mut measure, mut per) = (None, Measure::default(), false);
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() || (figure.is_none() && matches!(first, '-' | '+' | '.' | '−'))
        {
            let found =
                number::at_start(rest, reading.notation).map_err(|e| e.or_else(no_number))?;
            // A scale stands behind its number.
            if figure.replace(found).is_some() || measure.scale.is_some() {
                return Err(no_number());
            }
            rest = &rest[found.len..];
        } else if first == '/' {
            (per, rest) = (true, &rest[1..]);
        } else {
            let end = rest.find(|c: char| !c.is_alphabetic() && c != '_').filter(|n| *n > 0);
            let len = end.unwrap_or(match first.is_alphabetic() {
                true => rest.len(),
                false => first.len_utf8(),
            });
            let (word, tail) = rest.split_at(len);
            // `1.000,50` and `0x10` go on as no number does.
            let goes_on = tail.starts_with(|c: char| c.is_ascii_digit());
            if figure.is_some() && goes_on || first.is_ascii_punctuation() && !is_sign(word) {
                return Err(no_number());
            } else if word == "per" {
                per = true;
            } else {
                measure.word(word, per, figure.is_some(), reading.schema)?;
                per = false;
            }
            rest = tail;
        }
        rest = rest.trim_start();
    }
    if per { Err(None) } else { Ok((figure, measure)) }
}

/// A number that cannot be read, as it is or as the file is said to write them.
pub(in crate::record) fn unreadable(text: &str, reading: Reading) -> Problem {
    let said = reading.notation.is_said().then(|| reading.notation.to_string());
    Problem::Number { text: text.to_owned(), said }
}

impl Measure {
    /// What a column, or the rest of a structure, says of a bare number. `None`: its unit is not
    /// one at all.
    pub(in crate::record) fn of_column(
        unit: Beside,
        currency: Option<Currency>,
        reading: Reading,
    ) -> Result<Measure, Option<Problem>> {
        let mut measure = match unit {
            Beside::Nowhere => Measure::default(),
            Beside::Empty => Measure { unsaid: true, ..Measure::default() },
            Beside::Named(unit) => match parts(unit, unit, reading)? {
                (None, measure) => measure,
                (Some(_), _) => return Err(Some(unknown_word(unit, reading.schema))),
            },
        };
        let own = Measure { currency, ..Measure::default() };
        if measure.clashes(&own) {
            let (a, b) = (measure.told(reading.schema), own.told(reading.schema));
            let what = format!("the unit is in {a}, but the currency is {b}");
            return Err(Some(Problem::Contradiction { what }));
        }
        measure.complete(&own);
        Ok(measure)
    }

    /// Whether a text names a unit, a scale or a currency, and so no column.
    pub(in crate::record) fn is_one(text: &str, schema: &Schema) -> bool {
        let reading = Reading { schema, notation: Notation::USUAL };
        matches!(parts(text, text, reading), Ok((None, _))) && !text.trim().is_empty()
    }

    /// Takes what it does not tell itself.
    pub(in crate::record) fn complete(&mut self, other: &Measure) {
        self.scale = self.scale.or(other.scale);
        self.unit = self.unit.or(other.unit);
        self.currency = self.currency.or(other.currency);
        self.nothing |= other.nothing;
        self.unsaid |= other.unsaid;
    }

    /// Whether both tell the same thing, and not alike.
    pub(in crate::record) fn clashes(&self, other: &Measure) -> bool {
        fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            a.zip(b).is_some_and(|(a, b)| a != b)
        }
        differ(self.scale, other.scale)
            || differ(self.unit, other.unit)
            || differ(self.currency, other.currency)
            || self.is_share() && other.currency.is_some()
            || other.is_share() && self.currency.is_some()
    }

    /// Whether it lacks a unit or a scale whose place is empty.
    pub(in crate::record) fn lacks_unit(&self) -> bool {
        self.unsaid && !self.has_unit()
    }

    fn has_unit(&self) -> bool {
        self.unit.is_some() || self.scale.is_some()
    }

    /// Whether it is measured in percent or basis points.
    pub(in crate::record) fn is_share(&self) -> bool {
        self.unit.is_some_and(|unit| unit.exponent != 0)
    }

    /// `300–350 bn USD`, `$300–350bn`: what stands at one end only holds for both, unless the
    /// other is whole.
    pub(in crate::record) fn share(&mut self, high: &mut Measure) {
        let both = self.currency.is_some() && high.currency.is_some();
        let whole =
            |end: &Measure| end.unit.is_some() || end.currency.is_some() && (both || end.behind);
        let (low, top) = (*self, *high);
        for (end, is_whole, other) in [(self, whole(&low), &top), (high, whole(&top), &low)] {
            match is_whole {
                true => end.currency = end.currency.or(other.currency),
                false => end.complete(other),
            }
        }
    }

    pub(in crate::record) fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// What it measures. A share of money is no money: `5% USD` is nothing.
    pub(in crate::record) fn dim(&self) -> Option<Dim> {
        let unit = self.unit.unwrap_or(ONE);
        match self.currency {
            None => Some(unit.dim),
            Some(_) if self.is_share() => None,
            Some(_) => Some(unit.dim.times(Dim::MONEY)),
        }
    }

    /// How many base units an amount is.
    pub(in crate::record) fn value(
        &self,
        number: Decimal,
        text: &str,
    ) -> Result<Decimal, Option<Problem>> {
        let unit = self.unit.unwrap_or(ONE);
        let exponent = self.scale.unwrap_or(0) + unit.exponent;
        let exact = Decimal::new(number.coef(), number.scale() - exponent);
        let scaled = match unit.factor {
            Some(f) => exact.and_then(|d| d.mul(f, Rounding::HalfEven)),
            None => exact,
        };
        scaled.ok_or_else(|| Some(Problem::TooPrecise { text: text.to_owned() }))
    }

    /// The two readings of a figure that may be one of thousands or of decimals, where it is that
    /// here: in a currency whose minor unit has fewer digits, and without a word that scales it.
    pub(in crate::record) fn leaves_open(&self, figure: Figure) -> Option<TwoReadings> {
        let both = self.scale.is_none() && self.currency.is_some_and(TwoReadings::in_currency);
        figure.two_readings().filter(|_| both)
    }

    fn word(
        &mut self,
        word: &str,
        per: bool,
        after_number: bool,
        schema: &Schema,
    ) -> Result<(), Option<Problem>> {
        if let Some(unit) = schema.units.iter().find(|u| u.name == word) {
            return self.times(unit.factor, unit.dim, per);
        }
        let share = match word {
            "%" => Some(-2),
            "bps" | "bp" => Some(-4),
            _ => None,
        };
        if let Some(exponent) = share {
            // `5 % %` is nothing, and neither is a share of a unit.
            if per || self.unit.is_some() {
                return Err(None);
            }
            self.unit = Some(Unit { exponent, ..ONE });
            return Ok(());
        }
        if let (Some(exponent), None) = (loose_scale(word), self.scale) {
            self.scale = Some(exponent);
            return Ok(());
        }
        if Currency::is_code_for_none(word) {
            self.nothing = true;
            return Ok(());
        }
        let Some(currency) = currency(word) else { return Err(Some(unknown_word(word, schema))) };
        if per || self.currency.replace(currency).is_some() {
            return Err(None);
        }
        self.behind = after_number;
        Ok(())
    }

    /// Takes one more unit as a factor, or as a divisor.
    fn times(&mut self, factor: Decimal, dim: Dim, per: bool) -> Result<(), Option<Problem>> {
        let unit = self.unit.unwrap_or(ONE);
        if unit.exponent != 0 && !per {
            return Err(None);
        }
        let factor = match per {
            true => Some(Decimal::ONE.div(factor, Rounding::HalfEven).ok_or(None)?),
            false => Some(factor),
        };
        let factor = match (unit.factor, factor.filter(|f| *f != Decimal::ONE)) {
            (Some(a), Some(b)) => Some(a.mul(b, Rounding::HalfEven).ok_or(None)?),
            (a, b) => a.or(b),
        };
        let dim = if per { unit.dim.per(dim) } else { unit.dim.times(dim) };
        self.unit = Some(Unit { factor, dim, ..unit });
        Ok(())
    }

    /// Its words, for messages.
    pub(in crate::record) fn told(&self, schema: &Schema) -> String {
        let scale = self.scale.and_then(scale_word);
        let unit = self.unit.map(|unit| match unit.exponent {
            -2 => "%",
            -4 => "bps",
            _ => {
                let same = |u: &&crate::ty::Unit| {
                    u.dim == unit.dim && u.factor == unit.factor.unwrap_or(Decimal::ONE)
                };
                schema.units.iter().find(same).map_or("another unit", |u| u.name.as_str())
            }
        });
        let words = scale.into_iter().chain(unit).chain(self.currency.map(Currency::code));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a word that is no letter means something.
fn is_sign(word: &str) -> bool {
    word == "%" || currency(word).is_some()
}

fn unknown_word(word: &str, schema: &Schema) -> Problem {
    let code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let lower = Currency::from_code(&word.to_ascii_uppercase()).is_some();
    if code || lower || !word.starts_with(char::is_alphabetic) {
        return unknown_currency(word);
    }
    let help = did_you_mean(word, schema.units.iter().map(|u| u.name.as_str()));
    Problem::UnknownUnit { text: word.to_owned(), help }
}

/// What to say of a currency that does not exist. One in small letters is most likely meant.
pub(in crate::record) fn unknown_currency(text: &str) -> Problem {
    let upper = text.to_ascii_uppercase();
    let known = Currency::from_code(&upper).is_some().then_some(upper.as_str());
    let usual = ["USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD"];
    let help = did_you_mean(text, known.into_iter().chain(usual));
    let help = help.or_else(|| Some("write an ISO 4217 code such as `USD`".to_owned()));
    Problem::UnknownCurrency { text: text.to_owned(), help }
}

/// A currency by code (any case is a slip worth catching, so upper case only) or sign.
pub(in crate::record) fn currency(word: &str) -> Option<Currency> {
    let mut signs = word.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) => Currency::from_symbol(sign),
        _ if word.len() == 3 => Currency::from_code(word),
        _ => None,
    }
}

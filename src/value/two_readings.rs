//! Figures that read as thousands or as decimals: `75.000 EUR` is 75 in one country and 75,000 in
//! the next.

use super::{Currency, Decimal};

/// A figure with one to three digits before its point, no zero in front, and three behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TwoReadings(pub(crate) Decimal);

impl TwoReadings {
    /// Whether both readings are at home in a currency: not where the minor unit has three digits
    /// itself, or there is none, as of gold.
    pub(crate) fn in_currency(currency: Currency) -> bool {
        currency.minor_digits().is_some_and(|digits| digits < 3)
    }

    /// Read as thousands, which a mark parts.
    pub(crate) fn thousands(self, mark: char) -> String {
        let whole = self.0.fixed(3).unwrap_or_default();
        let sign = if whole < 0 { "-" } else { "" };
        let digits = whole.unsigned_abs();
        format!("{sign}{}{mark}{:03}", digits / 1000, digits % 1000)
    }

    /// As it is written.
    pub(crate) fn written(self) -> String {
        self.thousands('.')
    }

    /// Read with a fraction, in a way that nobody takes for thousands.
    pub(crate) fn fraction(self) -> String {
        let short = self.0.to_string();
        match short.split_once('.') {
            Some((_, fraction)) if fraction.len() == 3 => format!("{short}0"),
            _ => short,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Figure, Notation};

    #[test]
    fn each_reading_is_written_so_that_it_is_the_only_one() {
        let of = |text| TwoReadings(Decimal::parse(text).expect("a number"));
        for (text, thousands, fraction) in [
            ("75.000", "75,000", "75"),
            ("1.250", "1,250", "1.25"),
            ("1.234", "1,234", "1.2340"),
            ("-100.050", "-100,050", "-100.05"),
        ] {
            assert_eq!(of(text).thousands(','), thousands);
            assert_eq!(of(text).fraction(), fraction);
        }
        let at_home = |code| TwoReadings::in_currency(Currency::from_code(code).expect("one"));
        let written =
            |text| Figure::at_start(text, Notation::RULES).ok().and_then(Figure::two_readings);
        for text in ["75", "0.375", "1234.500", "1.2340", "1_0.000", ".500"] {
            assert_eq!(written(text), None, "{text}");
        }
        assert_eq!(written("75.000"), Some(of("75")));
        assert_eq!(["EUR", "JPY", "KWD", "XAU"].map(at_home), [true, true, false, false]);
    }
}

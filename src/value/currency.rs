//! ISO 4217 currencies.

use std::fmt;

use iso_currency::Currency as Iso;

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Currency(u16);

impl Currency {
    /// The US dollar.
    pub const USD: Currency = Currency(840);

    /// The currency of that alphabetic code, upper case.
    pub fn from_code(code: &str) -> Option<Currency> {
        Iso::from_code(code).map(|iso| Currency(iso.numeric()))
    }

    /// The currency that a sign stands for where nothing more is said: `$` is USD, `¥` is JPY.
    pub fn from_symbol(symbol: char) -> Option<Currency> {
        SYMBOLS.iter().find(|(s, _)| *s == symbol).and_then(|(_, code)| Currency::from_code(code))
    }

    /// Its alphabetic code.
    pub fn code(self) -> &'static str {
        // INVARIANT: only numbers that the standard lists are ever held. Its own code for none at
        // all stands for the others.
        Iso::from_numeric(self.0).map_or("XXX", |iso| iso.code())
    }

    /// Its numeric code.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The currency of that numeric code.
    pub fn from_number(number: u16) -> Option<Currency> {
        Iso::from_numeric(number).map(|iso| Currency(iso.numeric()))
    }

    /// Digits of its minor unit: 2 for USD, 0 for JPY, 3 for KWD.
    pub fn minor_digits(self) -> u32 {
        Iso::from_numeric(self.0).and_then(Iso::exponent).map_or(0, u32::from)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The signs that are read as currencies.
const SYMBOLS: [(char, &str); 14] = [
    ('$', "USD"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('¥', "JPY"),
    ('₹', "INR"),
    ('₩', "KRW"),
    ('₽', "RUB"),
    ('₺', "TRY"),
    ('₪', "ILS"),
    ('₫', "VND"),
    ('₴', "UAH"),
    ('₦', "NGN"),
    ('₱', "PHP"),
    ('฿', "THB"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_numbers_and_minor_units() {
        for (code, number, digits) in [("USD", 840, 2), ("JPY", 392, 0), ("KWD", 414, 3)] {
            let currency = Currency::from_code(code).expect("a currency");
            assert_eq!(currency.code(), code);
            assert_eq!(currency.number(), number);
            assert_eq!(currency.minor_digits(), digits);
            assert_eq!(Currency::from_number(number), Some(currency));
        }
        assert_eq!(Currency::USD, Currency::from_code("USD").expect("a currency"));
        assert_eq!(Currency::from_code("usd"), None);
        assert_eq!(Currency::from_code("ABC"), None);
        assert_eq!(Currency::from_number(1), None);
    }

    #[test]
    fn every_sign_names_a_currency() {
        for (symbol, code) in SYMBOLS {
            assert_eq!(Currency::from_symbol(symbol).map(Currency::code), Some(code));
        }
        assert_eq!(Currency::from_symbol('x'), None);
    }
}

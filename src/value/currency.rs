//! ISO 4217 currencies: those in use, and those of the past.

use std::fmt;

use iso_currency::Currency as Iso;

use super::past_currency as past;

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Currency(u16);

/// Numbers from here on are of the past: the standard gives theirs to later currencies.
const PAST: u16 = 1000;

impl Currency {
    /// The US dollar.
    pub const USD: Currency = Currency(840);

    /// What every number is below.
    #[doc(hidden)]
    pub const NUMBERS: usize = 2048;

    /// The currency of that alphabetic code, upper case; none for the codes that stand for none.
    pub fn from_code(code: &str) -> Option<Currency> {
        if Currency::is_code_for_none(code) {
            return None;
        }
        let past = || past::place(code).map(|place| Currency(PAST + place));
        Iso::from_code(code).map(|iso| Currency(iso.numeric())).or_else(past)
    }

    /// Whether a code of the standard stands for no currency: `XXX`, and `XTS` for tests.
    #[doc(hidden)]
    pub fn is_code_for_none(code: &str) -> bool {
        matches!(code, "XXX" | "XTS")
    }

    /// The currency that a sign stands for where nothing more is said: `$` is USD, `¥` is JPY.
    pub fn from_symbol(symbol: char) -> Option<Currency> {
        SYMBOLS.iter().find(|(s, _)| *s == symbol).and_then(|(_, code)| Currency::from_code(code))
    }

    /// Its alphabetic code.
    pub fn code(self) -> &'static str {
        // INVARIANT: only numbers that are listed are ever held. The code for none at all stands
        // for the others.
        match self.0.checked_sub(PAST) {
            Some(place) => past::code(place),
            None => Iso::from_numeric(self.0).map(|iso| iso.code()),
        }
        .unwrap_or("XXX")
    }

    /// Its number: the standard's, for those in use.
    #[doc(hidden)]
    pub fn number(self) -> u16 {
        self.0
    }

    /// The currency of that number.
    #[doc(hidden)]
    pub fn from_number(number: u16) -> Option<Currency> {
        let listed = match number.checked_sub(PAST) {
            Some(place) => past::code(place).is_some(),
            None => {
                Iso::from_numeric(number).is_some_and(|iso| !Currency::is_code_for_none(iso.code()))
            }
        };
        listed.then_some(Currency(number))
    }

    /// Digits of its minor unit: 2 for USD, 0 for JPY, 3 for KWD; none for gold.
    pub fn minor_digits(self) -> Option<u32> {
        match self.0.checked_sub(PAST) {
            Some(place) => past::minor_digits(place),
            None => Iso::from_numeric(self.0).and_then(Iso::exponent).map(u32::from),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The signs that are read as currencies, in records and in rules.
pub(crate) const SYMBOLS: [(char, &str); 14] = [
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
        let known = [
            ("USD", 840, Some(2)),
            ("JPY", 392, Some(0)),
            ("KWD", 414, Some(3)),
            ("XAU", 959, None),
            ("XCG", 532, Some(2)),
        ];
        for (code, number, digits) in known {
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
    fn currencies_of_the_past_keep_apart_from_those_that_took_their_numbers() {
        for (code, digits) in [("ANG", 2), ("DEM", 2), ("HRK", 2), ("ITL", 0), ("YDD", 3)] {
            let currency = Currency::from_code(code).expect(code);
            assert_eq!((currency.code(), currency.minor_digits()), (code, Some(digits)));
            assert_eq!(Currency::from_number(currency.number()), Some(currency));
            assert!(usize::from(currency.number()) < Currency::NUMBERS);
        }
        assert_ne!(Currency::from_code("ANG"), Currency::from_code("XCG"));
    }

    #[test]
    fn codes_for_no_currency_are_none() {
        for code in ["XXX", "XTS"] {
            assert!(Currency::is_code_for_none(code));
            assert_eq!(Currency::from_code(code), None);
        }
        assert_eq!(Currency::from_number(999), None);
    }

    #[test]
    fn every_sign_names_a_currency() {
        for (symbol, code) in SYMBOLS {
            assert_eq!(Currency::from_symbol(symbol).map(Currency::code), Some(code));
        }
        assert_eq!(Currency::from_symbol('x'), None);
    }
}

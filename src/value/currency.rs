//! ISO 4217 currencies.

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Currency(u16);

impl Currency {
    /// The US dollar.
    pub const USD: Currency = Currency(840);

    /// The currency of that alphabetic code, upper case.
    pub fn from_code(_code: &str) -> Option<Currency> {
        None // being written
    }

    /// Its alphabetic code.
    pub fn code(self) -> &'static str {
        "USD" // being written
    }

    /// Its numeric code.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The currency of that numeric code.
    pub fn from_number(number: u16) -> Option<Currency> {
        Some(Currency(number)) // being written
    }

    /// Digits of its minor unit: 2 for USD, 0 for JPY, 3 for KWD.
    pub fn minor_digits(self) -> u32 {
        2 // being written
    }
}

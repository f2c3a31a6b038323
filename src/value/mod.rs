//! Values: exact decimals, ranges, three-valued truth, calendar, currencies, and the columns
//! that hold many of them.

mod bits;
mod buffer;
mod calendar;
mod column;
mod currency;
mod dates;
mod decimal;
mod elsewhere;
mod figure;
mod fixed;
pub mod key;
mod lang;
mod logic;
mod notation;
mod past_currency;
mod period;
mod range;
mod rows;
mod scalar;
mod scale;
mod stretch;
pub mod text;
mod texts;
mod truths;
mod two_readings;
mod wide;
mod worded;

pub use bits::Bits;
pub use buffer::Buffer;
pub use calendar::Date;
pub use column::{Codes, Column, Currencies, Nums, Periods, Quantities};
pub use currency::Currency;
#[cfg(test)]
pub(crate) use currency::SYMBOLS;
pub(crate) use dates::Written;
pub use dates::{Dates, NoDates, Order};
pub use decimal::{Decimal, Rounding};
pub(crate) use elsewhere::Elsewhere;
pub(crate) use figure::{Figure, NoFigure};
pub use lang::{Lang, UnknownLang};
pub use logic::Tri;
pub use notation::{NoExample, Notation};
pub use period::{Period, PeriodRange};
pub use range::{NoPower, Range};
pub use rows::column;
pub use scalar::Scalar;
#[cfg(test)]
pub(crate) use scale::scale_words;
pub(crate) use scale::{loose_scale, loose_scale_words, scale, scale_word};
pub use stretch::Stretch;
pub use texts::{TextBuilder, TextColumn};
pub use truths::Truths;
pub(crate) use two_readings::TwoReadings;
pub use worded::Worded;

//! What messages about records are made of.

use crate::diagnostic::nearest;
use crate::ty::{Dim, Ty};
use crate::value::text;

/// That a cell has no value: its error, or that nobody computed one.
pub(super) fn fault(error: &str) -> String {
    match error {
        "" => "the formula in this cell was never computed".to_owned(),
        _ => format!("the formula in this cell gives `{error}`"),
    }
}

/// What is missing beside a name that is no field.
pub(super) fn lacks(missing: Option<&str>) -> String {
    missing.map_or_else(String::new, |field| format!(", and its `{field}` is missing"))
}

/// Below how many maps a mapping finds its records.
pub(super) fn depth_of(depth: usize) -> String {
    match depth {
        0 => "`^` goes with `each`, from whose records it leads up".to_owned(),
        1 => "`each` leads down by one step".to_owned(),
        steps => format!("`each` leads down by {steps} steps"),
    }
}

/// No longer name is compared with others by its looks.
const LONGEST_NAME: usize = 100;

/// The nearest of the names to a mistyped one, as a help text.
pub(in crate::record) fn did_you_mean<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<String> {
    nearest(name, names).map(|n| format!("did you mean `{n}`?"))
}

/// How many characters of a message that quotes a huge text stay at either end.
const SIDE: usize = 120;

/// A message without the middle of the huge text that it quotes.
pub(in crate::record) fn readable(message: String) -> String {
    if message.len() <= 2 * SIDE {
        return message;
    }
    let head = message.char_indices().nth(SIDE).map(|(at, _)| at);
    let tail = message.char_indices().rev().nth(SIDE - 1).map(|(at, _)| at);
    match (head, tail) {
        (Some(head), Some(tail)) if head < tail => {
            format!("{}…{}", &message[..head], &message[tail..])
        }
        _ => message,
    }
}

/// A name that looks like another and is written otherwise, as a help text.
pub(in crate::record) fn look_alike<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<String> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let look = text::skeleton(name);
    let mut names = names.into_iter();
    let other = names
        .find(|other| !(other.is_ascii() && name.is_ascii()) && text::skeleton(other) == look)?;
    let odd = text::name(text::odd(other, name)?);
    Some(format!("`{other}` looks the same, but only one of the two has {odd}"))
}

/// A type with an example, for "… is not".
pub(in crate::record) fn expected(ty: Ty) -> &'static str {
    match ty {
        Ty::Bool => "true or false",
        Ty::Text => "a text",
        Ty::Date => "a date such as `2025-09-22` or `H2 2026`",
        Ty::Period => "a period such as `18 months` or `180 days`",
        Ty::Currency => "a currency such as `USD`",
        Ty::Choice(_) => "one of the field's choices",
        Ty::Record(_) => "the key of a record",
        Ty::List(_) => "a list",
        Ty::Quantity { percent: true, .. } => "a percentage such as `25%` or `0.25`",
        Ty::Quantity { dim: Dim::NUMBER, .. } => "a number such as `12.5`",
        Ty::Quantity { dim: Dim::MONEY, .. } => "an amount of money such as `100 bn USD`",
        Ty::Quantity { dim: Dim::POWER, .. } => "a power such as `10 GW`",
        Ty::Quantity { dim: Dim::ENERGY, .. } => "an energy such as `5 TWh`",
        Ty::Quantity { dim: Dim::TIME, .. } => "a time such as `12 hours`",
        Ty::Quantity { .. } => "a quantity in the unit of the field",
    }
}

//! Powers, and amounts that fall due evenly.

use super::{Choices, Kind, Scope, condition, date, money, number, variable};

/// A number to some power, of which a condition may say which.
pub(super) fn power(c: &mut Choices, scope: &Scope, depth: usize) -> String {
    let mut base = number(c, scope, depth);
    if !base.replace("root", "").contains(|c: char| c.is_ascii_alphabetic()) {
        // Zero, or a root of it, to a power below zero is an error where the rule says it.
        base = format!("({base} + 1)");
    }
    let mut exponent = || c.pick(&["2", "3", "0", "-1", "-2", "0.5", "1.5", "-0.5"]).to_owned();
    let (one, other) = (exponent(), exponent());
    match c.chance(30) {
        true => format!("({base} ^ (if {} then {one} else {other}))", condition(c, scope, 0)),
        false => format!("({base} ^ {one})"),
    }
}

/// What of an amount falls due in a window.
pub(super) fn spread(c: &mut Choices, scope: &Scope, depth: usize) -> String {
    let value = money(c, scope, depth);
    let mut day = || match variable(c, scope, Kind::Deal) {
        Some(d) => format!("{d}.{}", c.pick(&["announced", "signed"])),
        None => "as_of".to_owned(),
    };
    let days = format!("({value}) from {} - 60 days to {}", day(), day());
    let last = day();
    let window = match c.below(3) {
        0 => format!("in year {}", c.pick(&["2024", "2025", "(year(as_of) + 1)"])),
        1 => format!("between 2020-01-01 and {last}"),
        _ => format!("within {} days of {}", 10 + c.below(200), date(c, scope)),
    };
    format!("(spread of {days} {window})")
}

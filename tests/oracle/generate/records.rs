//! Random records as text.

use std::fmt::Write;

use super::*;

/// Records with ranges, gaps, several currencies and rates with holes.
pub(crate) fn records(c: &mut Choices) -> String {
    let (parties, deals) = (c.below(4), c.below(8));
    records_of(c, parties, deals)
}

/// So many of them.
pub(crate) fn records_of(c: &mut Choices, parties: usize, deals: usize) -> String {
    let section = |name: &str, records: usize| match records {
        0 => format!("{name}: []\n"),
        _ => format!("{name}:\n"),
    };
    let mut text = section("parties", parties);
    let field = |text: &mut String, indent: &str, name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{indent}{name}: {value}");
        }
    };
    for i in 0..parties {
        let _ = writeln!(text, "  - id: p{i}");
        field(&mut text, "    ", "debt", amount(c));
        field(&mut text, "    ", "income", amount(c));
        field(&mut text, "    ", "staff", figure(c));
    }
    text.push_str(&section("deals", deals));
    for i in 0..deals {
        let _ = writeln!(text, "  - id: d{i}");
        field(
            &mut text,
            "    ",
            "name",
            c.chance(70).then(|| c.pick(&["abc", "cba", "b", "a"]).to_owned()),
        );
        field(&mut text, "    ", "stage", c.chance(70).then(|| c.pick(LABELS).to_owned()));
        field(
            &mut text,
            "    ",
            "kind",
            c.chance(70).then(|| c.pick(&["loan", "lease", "swap"]).to_owned()),
        );
        for role in ["buyer", "seller"] {
            let told = match c.chance(8) {
                true => Some("none".to_owned()),
                false => (parties > 0 && c.chance(75)).then(|| format!("p{}", c.below(parties))),
            };
            field(&mut text, "    ", role, told);
        }
        for name in ["value", "binding"] {
            field(&mut text, "    ", name, amount(c));
        }
        field(&mut text, "    ", "units", figure(c));
        field(&mut text, "    ", "share", c.chance(60).then(|| format!("{}%", c.below(120))));
        for name in ["announced", "signed"] {
            field(&mut text, "    ", name, day(c));
        }
        field(&mut text, "    ", "term", term(c));
        field(&mut text, "    ", "firm", c.chance(60).then(|| c.pick(&["yes", "no"]).to_owned()));
        if c.chance(70) {
            let n = c.below(3);
            text.push_str(if n == 0 { "    payments: []\n" } else { "    payments:\n" });
            for _ in 0..n {
                let due = day(c).unwrap_or_else(|| "unknown".to_owned());
                let _ = writeln!(text, "      - due: {due}");
                field(&mut text, "        ", "amount", amount(c));
                let late = c.chance(50).then(|| c.pick(&["yes", "no"]).to_owned());
                field(&mut text, "        ", "late", late);
            }
        }
    }
    text.push_str("rates:\n");
    text.push_str("  - {base: EUR, quote: USD, date: 2025-01-01, rate: 1.08}\n");
    if c.chance(70) {
        text.push_str("  - {base: USD, quote: JPY, date: 2024-06-01, rate: 150}\n");
    }
    if c.chance(40) {
        text.push_str("  - {base: GBP, quote: EUR, date: 2025-02-01, rate: 1.15}\n");
    }
    if c.chance(50) {
        text.push_str("  - {base: EUR, quote: USD, date: 2025-03-01, rate: 1.10..1.12}\n");
    }
    if c.chance(50) {
        text.push_str("  - {base: USD, quote: EUR, date: 2025-03-01, rate: 0.9}\n");
    }
    for _ in 0..c.below(6) {
        let (base, quote) = (c.below(5), 1 + c.below(4));
        let [base, quote] =
            [base, (base + quote) % 5].map(|i| ["CHF", "EUR", "GBP", "JPY", "USD"][i]);
        let rate = ["2.5", "1.9..2", "up to 2", "0.4", "at least 3"][c.below(5)];
        // No two of one day: these are days of their own.
        let (month, day) = (1 + c.below(12), 2 + text.matches("base:").count());
        let line = format!(
            "  - {{base: {base}, quote: {quote}, date: 2024-{month:02}-{day:02}, rate: {rate}}}\n"
        );
        text.push_str(&line);
    }
    text
}

fn amount(c: &mut Choices) -> Option<String> {
    let currency = c.pick(CURRENCIES).to_owned();
    let (a, b) = (c.below(30), c.below(30));
    match c.below(10) {
        0 | 1 => None,
        2 => Some(format!("up to {} m {currency}", 1 + a)),
        3 => Some(format!("at least {a} m {currency}")),
        4 => Some(format!("{a}..{} m {currency}", a + b)),
        5 => Some(format!("0 {currency}")),
        _ => Some(format!("{a}.{b:02} m {currency}")),
    }
}

fn figure(c: &mut Choices) -> Option<String> {
    let (a, b) = (c.below(9), c.below(9));
    match c.below(6) {
        0 => None,
        1 => Some(format!("{a}..{}", a + b)),
        2 => Some("0".to_owned()),
        _ => Some(format!("{a}.{b}")),
    }
}

fn day(c: &mut Choices) -> Option<String> {
    let (month, day) = (1 + c.below(12), 1 + c.below(28));
    match c.below(6) {
        0 => None,
        1 if c.chance(30) => {
            Some(c.pick(&["before 2025-03", "from 2024-10", "by 2024", "after 2025"]).to_owned())
        }
        // Many are of one day.
        2 => Some(c.pick(&["2025-01-31", "2025-06-30"]).to_owned()),
        1 => Some(c.pick(&["H1 2025", "H2 2024", "2025-02", "2025"]).to_owned()),
        _ => Some(format!("{}-{month:02}-{day:02}", 2024 + c.below(2))),
    }
}

fn term(c: &mut Choices) -> Option<String> {
    let (a, b) = (c.below(9), 1 + c.below(9));
    let unit = c.pick(&["months", "days", "weeks"]).to_owned();
    match c.below(8) {
        0 => None,
        1 => Some(format!("at least {a} {unit}")),
        2 => Some(format!("{b} {unit} or less")),
        3 => Some(format!("up to {b} {unit}")),
        4 => Some(format!("{a}..{} {unit}", a + b)),
        5 => Some(format!("about {b} {unit}")),
        _ => Some(format!("{a} {unit}")),
    }
}

//! Subjects that look for members in windows of their own: stretches of a calendar, alone and beside
//! parties, and records that tell a day, a number, a label or a text as members do.

use std::fmt::Write;

use super::agreement::{disagreements, load};
use super::drawn::{CALENDAR, tried};
use super::generate::{self, Choices};

#[test]
fn the_evaluator_agrees_on_windows() {
    tried(CALENDAR, |c| {
        let rules = generate::vocabulary(c) + &self::rules(c);
        let (parties, deals) = (1 + c.below(4), c.below(24));
        let records = generate::records_of(c, parties, deals);
        let told = format!("{rules}\n---\n{records}");
        let (program, read) = load(&rules, &records);
        let mut wrong = disagreements(&program, &read);
        wrong.extend((!wrong.is_empty()).then_some(told));
        wrong
    });
}

/// A rule for each kind of subject.
fn rules(c: &mut Choices) -> String {
    let mut text = String::new();
    for (i, (head, kind)) in [
        ("s in years 2024..2025", Subject::Year),
        ("s in years 2023..(year of as_of + 2)", Subject::Year),
        ("s in quarters 2024-Q3..2025-Q2", Subject::Slot),
        ("s in months 2024-11..2025-03", Subject::Slot),
        ("s in (years 2024..2026), Party", Subject::PartySlot),
        ("s in Party, (months 2024-12..2025-02)", Subject::PartySlot),
        ("s in Deal", Subject::Deal),
    ]
    .into_iter()
    .enumerate()
    {
        let _ = writeln!(text, "rule r{i} for {head} {{");
        for severity in ["critical", "high", "low"] {
            let _ = writeln!(text, "    flag {severity} when {}", asked(c, kind));
        }
        text.push_str("}\n");
    }
    text
}

#[derive(Clone, Copy, PartialEq)]
enum Subject {
    /// A year, which is its number.
    Year,
    Slot,
    PartySlot,
    Deal,
}

/// What ties members to a subject: the day of a member stands for `#`.
fn ties(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Year => &[
            "# in year s",
            "year of # = s",
            "s = year of #",
            "# between s.starts and s.ends",
            "# >= s.starts and # <= s.ends",
            "# <= s.ends",
            "# within 6 months after s.starts",
        ],
        Subject::Slot => &[
            "# between s.starts and s.ends",
            "s.ends >= # and s.starts <= #",
            "# in year s.year",
            "year of # = s.year and month of # >= month of s.starts",
            "# within 2 months of s.starts",
            "# < s.starts",
        ],
        Subject::PartySlot => &[
            "# in year s.year",
            "# between s.starts and s.ends",
            "# >= s.starts",
            "# within 1 month before s.ends",
        ],
        Subject::Deal => &[
            "# = s.announced",
            "year of # = year of s.signed",
            "# between s.announced and s.announced",
            "# between s.announced and s.signed",
            "quarter of # = quarter of s.announced",
            "month of # = s.units",
        ],
    }
}

/// The same of members that are deals.
const TIES_OF_DEALS: &[&str] = &[
    "m.kind = s.kind",
    "m.stage = s.stage",
    "m.firm = s.firm",
    "m.name = s.name",
    "m.units = s.units",
    "m.share = s.share",
    "m.value = s.value",
    "m.units / 2 = s.units / 2",
];

/// A condition that goes through members.
fn asked(c: &mut Choices, subject: Subject) -> String {
    let paid = c.chance(30);
    let (source, day) = match paid {
        true => ("Deal.payments", "m.due"),
        false => ("Deal", if c.chance(60) { "m.announced" } else { "m.signed" }),
    };
    let tie = match subject == Subject::Deal && !paid && c.chance(60) {
        true => c.pick(TIES_OF_DEALS).to_owned(),
        false => c.pick(ties(subject)).replace('#', day),
    };
    let deal = if paid { "m.deal" } else { "m" };
    let mut conditions = vec![tie];
    let party = match subject {
        Subject::PartySlot if c.chance(80) => Some("s.party"),
        Subject::Deal if c.chance(40) => Some("s.seller"),
        _ => None,
    };
    if let Some(party) = party {
        let tied = format!("{deal}.{} = {party}", c.pick(&["buyer", "buyer", "seller"]));
        conditions.insert(c.below(2), tied);
    }
    if c.chance(30) {
        conditions.push(match paid {
            true => "m.amount > 3 m USD".to_owned(),
            false => generate::about_deal(c, "m", 0),
        });
    }
    let filter = conditions.join(" and ");
    let value = value(c, subject, paid);
    let sample = if c.chance(10) { " given at least 2" } else { "" };
    let figure =
        format!("{} {} m {}", c.pick(&["<", ">", "="]), c.below(40), c.pick(generate::CURRENCIES));
    match c.below(9) {
        0 => format!("(exists m in {source} where {filter})"),
        1 => format!("(count of m in {source} where {filter}{sample}) > {}", c.below(4)),
        2 => format!("(every m in {source} where {filter} has {deal}.units > 2)"),
        3 | 4 => {
            let function = c.pick(&["latest", "earliest"]).to_owned();
            let by = if paid { "m.due" } else { c.pick(&["m.signed", "m.stage", "m.announced"]) };
            format!(
                "({function} of {value} by {by} for m in {source} where {filter}{sample}) {figure}"
            )
        }
        5 if !paid => {
            let inner = c.pick(&["sum", "max"]).to_owned();
            let by = c.pick(&["seller", "kind"]);
            format!(
                "(max of ({inner} of {value} by m.{by}) for m in {source} where {filter}) {figure}"
            )
        }
        n => {
            let all = ["max", "min", "average", "median", "top 2", "percentile 75"];
            let function = if n < 8 { "sum" } else { c.pick(&all) };
            format!("({function} of {value} for m in {source} where {filter}{sample}) {figure}")
        }
    }
}

/// An amount, maybe only the part of it that falls due in a window.
fn value(c: &mut Choices, subject: Subject, paid: bool) -> String {
    let amount = match paid {
        true => "m.amount",
        false => c.pick(&["m.value", "m.binding"]),
    };
    if paid || c.chance(60) {
        return amount.to_owned();
    }
    let window = match subject {
        Subject::Year if c.chance(50) => "in year s",
        Subject::Year => "between s.starts and s.ends",
        Subject::Slot | Subject::PartySlot if c.chance(50) => "in year s.year",
        Subject::Slot | Subject::PartySlot => "between s.starts and s.ends",
        Subject::Deal => "in year 2025",
    };
    let until = c.pick(&["m.signed", "m.announced + 200 days", "m.announced + m.term"]);
    format!("(spread of {amount} from m.announced to {until} {window})")
}

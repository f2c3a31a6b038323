//! Random scenarios as text.

use super::*;

/// A scenario over deals and parties, with a cascade among its steps.
pub(crate) fn scenario(c: &mut Choices, steps: usize, depth: usize) -> String {
    let mut text = "scenario changed {\n".to_owned();
    for _ in 0..steps {
        let step = match c.below(10) {
            0..3 => {
                let deals = change(c, "firm", "true", Kind::Deal, depth);
                let late = change(c, "late", "true", Kind::Payment, depth);
                let [hot, late] = [deals, if c.chance(40) { late } else { String::new() }];
                format!("until stable {{\n{hot}{late}    }}\n")
            }
            3..6 => of_members(c, depth),
            _ => any_change(c, depth),
        };
        text.push_str(&step);
    }
    text + "}\n"
}

fn any_change(c: &mut Choices, depth: usize) -> String {
    let deal: Scope = vec![("s".to_owned(), Kind::Deal)];
    let party: Scope = vec![("s".to_owned(), Kind::Party)];
    let (field, value, kind) = match c.below(8) {
        0 | 1 => {
            let field = c.pick(&["value", "binding"]).to_owned();
            // Never a constant, which would have to lie within the bounds.
            let value = format!("(50% of s.{field} + {})", money(c, &deal, depth));
            (field, value, Kind::Deal)
        }
        2 | 3 => {
            let field = c.pick(&["debt", "income"]).to_owned();
            let value = format!("({} - s.{field})", money(c, &party, depth));
            (field, value, Kind::Party)
        }
        4 => ("units".to_owned(), format!("(s.units - {})", number(c, &deal, depth)), Kind::Deal),
        5 => ("signed".to_owned(), date(c, &deal), Kind::Deal),
        6 => ("stage".to_owned(), c.pick(LABELS).to_owned(), Kind::Deal),
        _ => ("buyer".to_owned(), "s.seller".to_owned(), Kind::Deal),
    };
    let value = if c.chance(10) { "unknown".to_owned() } else { value };
    change(c, &field, &value, kind, depth)
}

fn change(c: &mut Choices, field: &str, value: &str, kind: Kind, depth: usize) -> String {
    format!("    set s.{field} = {value} {}\n", over(c, kind, depth))
}

/// What a step goes over, and which of it is meant.
fn over(c: &mut Choices, kind: Kind, depth: usize) -> String {
    let record = match kind {
        Kind::Deal => "Deal",
        Kind::Party => "Party",
        Kind::Payment => "Deal.payments",
    };
    let scope = scope(c, kind);
    match c.chance(85) {
        true => format!("for s in {record} where {}", condition(c, &scope, depth)),
        false => format!("for s in {record}"),
    }
}

/// What a step goes over; of a payment its deal as well.
fn scope(c: &mut Choices, kind: Kind) -> Scope {
    let deal = (kind == Kind::Payment && c.chance(60)).then(|| ("s.deal".to_owned(), Kind::Deal));
    deal.into_iter().chain([("s".to_owned(), kind)]).collect()
}

/// A step that sets facts of payments, takes some away, or adds some.
fn of_members(c: &mut Choices, depth: usize) -> String {
    let payment = scope(c, Kind::Payment);
    match c.below(5) {
        0 | 1 => format!("    remove s {}\n", over(c, Kind::Payment, depth)),
        2 => {
            let deal = scope(c, Kind::Deal);
            let facts = [
                c.chance(70).then(|| format!("due: {}", date(c, &deal))),
                c.chance(80)
                    .then(|| format!("amount: (50% of s.value + {})", money(c, &deal, depth))),
                c.chance(30).then(|| format!("late: {}", c.pick(&["true", "s.firm", "unknown"]))),
            ];
            let facts: Vec<String> = facts.into_iter().flatten().collect();
            let over = over(c, Kind::Deal, depth);
            format!("    add {{ {} }} to s.payments {over}\n", facts.join(", "))
        }
        3 => {
            let value = format!("(50% of s.amount + {})", money(c, &payment, depth));
            change(c, "amount", &value, Kind::Payment, depth)
        }
        _ => {
            let value = date(c, &payment);
            change(c, "due", &value, Kind::Payment, depth)
        }
    }
}

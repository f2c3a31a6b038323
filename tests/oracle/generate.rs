//! Random vocabularies, rules and records as text, from a seed.

mod figures;
mod records;
mod steps;

use figures::{power, spread};
pub(crate) use records::{records, records_of};
pub(crate) use steps::scenario;

use std::fmt::Write;

/// A seeded source of choices (SplitMix64).
pub(crate) struct Choices {
    state: u64,
    /// Names given so far: no two members share one.
    names: usize,
}

impl Choices {
    pub(crate) fn new(seed: u64) -> Choices {
        Choices { state: seed, names: 0 }
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.number() % n as u64) as usize
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

pub(crate) const CURRENCIES: &[&str] = &["USD", "USD", "EUR", "JPY", "GBP"];
/// What the names of members begin with that are those of all records.
const ALL: &str = "all";

const LABELS: &[&str] = &["rumoured", "mou", "signed", "terminated"];

/// A vocabulary whose bounds are chosen at random.
pub(crate) fn vocabulary(c: &mut Choices) -> String {
    let mut bound = || if c.chance(50) { " >= 0" } else { "" };
    format!(
        "param limit: money = 10 m USD from 2024-09-01, 25 m EUR from 2025-01-31, 18 m USD from 2025-07-01\n\
         param twice = 2 * limit\n\
         param level = 3, 12 from 2025-03-15\n\
         record Party key id {{\n id: text\n debt: money?{}\n income: money?{}\n staff: number?{}\n}}\n\
         record Payment {{\n due: date?\n amount: money?{}\n late: bool?\n}}\n\
         record Deal key id {{\n id: text\n name: text?\n stage: one of rumoured < mou < signed < terminated?\n\
         kind: one of loan | lease | swap?\n buyer: Party?\n seller: Party?\n value: money?{}\n binding: money?{}\n\
         units: number?{}\n share: percent?{}\n announced: date?\n signed: date?\n term: period?\n firm: bool?\n payments: list of Payment?\n}}\n\
         record ExchangeRate as rates key base, quote, date {{\n base: currency\n quote: currency\n date: date\n rate: number > 0\n}}\n",
        bound(),
        bound(),
        bound(),
        bound(),
        bound(),
        bound(),
        bound(),
        bound()
    )
}

/// Which record a variable stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Deal,
    Party,
    Payment,
}

/// Variables in scope, the subject first.
type Scope = Vec<(String, Kind)>;

/// Rules over deals and parties.
pub(crate) fn rules(c: &mut Choices, n: usize, depth: usize) -> String {
    let mut text = String::new();
    for i in 0..n {
        let (record, kind) =
            if c.chance(50) { ("Deal", Kind::Deal) } else { ("Party", Kind::Party) };
        let scope: Scope = vec![("s".to_owned(), kind)];
        let _ = writeln!(text, "rule r{i} for s in {record} {{");
        if c.chance(30) {
            let _ = writeln!(text, "    unless {}", condition(c, &scope, depth));
        }
        for severity in ["critical", "high", "low"] {
            if severity == "high" || c.chance(50) {
                let _ = writeln!(text, "    flag {severity} when {}", condition(c, &scope, depth));
            }
        }
        text.push_str("}\n");
    }
    text
}

fn variable(c: &mut Choices, scope: &Scope, kind: Kind) -> Option<String> {
    let fitting: Vec<&String> = scope.iter().filter(|(_, k)| *k == kind).map(|(v, _)| v).collect();
    if fitting.is_empty() { None } else { Some(fitting[c.below(fitting.len())].clone()) }
}

/// A party that can be named here.
fn party(c: &mut Choices, scope: &Scope) -> Option<String> {
    let deal = variable(c, scope, Kind::Deal);
    let own = variable(c, scope, Kind::Party);
    match (deal, own) {
        (Some(d), own) if own.is_none() || c.chance(50) => {
            Some(format!("{d}.{}", c.pick(&["buyer", "seller"])))
        }
        (_, own) => own,
    }
}

fn condition(c: &mut Choices, scope: &Scope, depth: usize) -> String {
    let less = depth.saturating_sub(1);
    let op = c.pick(&["<", "<=", ">", ">=", "=", "!="]).to_owned();
    if depth > 0 {
        match c.below(10) {
            0 | 1 => {
                return format!(
                    "({} and {})",
                    condition(c, scope, less),
                    condition(c, scope, less)
                );
            }
            2 | 3 => {
                return format!("({} or {})", condition(c, scope, less), condition(c, scope, less));
            }
            4 => return format!("(not {})", condition(c, scope, less)),
            5 => {
                let (source, inner) = members(c, scope);
                let filter = filter(c, &inner, scope, less);
                let variable = &inner.last().expect("a member").0;
                return match c.below(3) {
                    0 => format!("(exists {variable} in {source}{filter})"),
                    1 => format!("(no {variable} in {source}{filter})"),
                    _ => format!(
                        "(every {variable} in {source}{filter} has {})",
                        condition(c, &inner, less)
                    ),
                };
            }
            _ => {}
        }
    }
    if depth > 0 && c.chance(8) {
        return match c.below(4) {
            0 => format!("{} {op} {}", told_in_force(c, "stage", scope), c.pick(LABELS)),
            1 => format!("{} {op} {}", told_in_force(c, "signed", scope), date(c, scope)),
            2 => format!("{} {op} {}", told_in_force(c, "term", scope), period(c, scope)),
            _ => told_in_force(c, "firm", scope),
        };
    }
    let deal = variable(c, scope, Kind::Deal);
    match (c.below(10), deal) {
        (9, Some(d)) => {
            let day = c.pick(&["announced", "signed"]).to_owned();
            match c.below(4) {
                0 => format!("{d}.{day} in year {}", 2024 + c.below(2)),
                1 => format!("{d}.{day} between {} and as_of", date(c, scope)),
                2 => format!("{d}.{day} within {} months before as_of", 1 + c.below(12)),
                _ => format!("{d}.{day} within {} months of {}", 1 + c.below(9), date(c, scope)),
            }
        }
        (0, Some(d)) => format!("{d}.stage {op} {}", c.pick(LABELS)),
        (1, Some(d)) => format!("{d}.kind in {{loan, {}}}", c.pick(&["lease", "swap"])),
        (2, Some(d)) => format!("{d}.firm"),
        (2, None) if variable(c, scope, Kind::Payment).is_some() => {
            format!("{}.late", variable(c, scope, Kind::Payment).expect("a payment"))
        }
        (3, Some(d)) => {
            format!("{d}.name {} \"a\"", c.pick(&["contains", "starts with", "ends with", "="]))
        }
        (4, Some(d)) => {
            let field = c.pick(&["value", "units", "announced", "kind", "firm", "seller"]);
            match field {
                "seller" if c.chance(50) => {
                    format!(
                        "{d}.{} is {}",
                        c.pick(&["buyer", field]),
                        c.pick(&["none", "not none"])
                    )
                }
                _ => format!("{d}.{field} is {}", c.pick(&["known", "unknown"])),
            }
        }
        (5, _) => match party(c, scope).zip(party(c, scope)) {
            Some((a, b)) => format!("{a} {} {b}", c.pick(&["=", "!="])),
            None => format!("{} {op} {}", number(c, scope, less), number(c, scope, less)),
        },
        (6, Some(_)) if c.chance(30) => {
            format!("{} {op} {}", period(c, scope), period(c, scope))
        }
        (6, Some(_)) => format!("{} {op} {}", date(c, scope), date(c, scope)),
        (7, _) => format!("{} {op} {}", number(c, scope, less), number(c, scope, less)),
        _ => format!("{} {op} {}", money(c, scope, less), money(c, scope, less)),
    }
}

fn date(c: &mut Choices, scope: &Scope) -> String {
    let day = ["2025-01-31", "2025-06-30", "as_of"];
    let base = match (variable(c, scope, Kind::Deal), variable(c, scope, Kind::Payment)) {
        (Some(d), _) if c.chance(60) => format!("{d}.{}", c.pick(&["announced", "signed"])),
        (_, Some(p)) if c.chance(60) => format!("{p}.due"),
        _ => c.pick(&day).to_owned(),
    };
    match c.below(6) {
        0 => format!("{base} + {} months", 1 + c.below(20)),
        4 => format!("({base} + {})", period(c, scope)),
        1 => format!("{base} - {} days", 1 + c.below(400)),
        _ => base,
    }
}

/// A day that no check can know, maybe before the first value of every param.
fn told_day(c: &mut Choices, scope: &Scope) -> String {
    match (variable(c, scope, Kind::Deal), variable(c, scope, Kind::Payment)) {
        (Some(d), _) => {
            format!("{d}.{} - {} days", c.pick(&["announced", "signed"]), c.below(500))
        }
        (_, Some(p)) => format!("{p}.due"),
        _ => format!("as_of - {} days", c.below(900)),
    }
}

/// A period: what is told of one, the time between two dates, and what can be made of both.
fn period(c: &mut Choices, scope: &Scope) -> String {
    let days = |c: &mut Choices| match c.below(3) {
        0 => format!("{} months", c.below(20)),
        _ => format!("{} days", 1 + c.below(900)),
    };
    let told = match variable(c, scope, Kind::Deal) {
        Some(d) if c.chance(50) => format!("({d}.signed - {d}.announced)"),
        Some(d) => format!("{d}.term"),
        None => days(c),
    };
    match c.below(7) {
        0 => days(c),
        1 | 2 => told,
        3 => format!("(-{told})"),
        4 => format!("({told} {} {})", c.pick(&["+", "-"]), days(c)),
        5 => format!("({} * {told})", c.below(4)),
        _ => format!("({}% of {told})", 5 * (1 + c.below(30))),
    }
}

/// Somewhere to go over, and the scope with the member in it.
fn members(c: &mut Choices, scope: &Scope) -> (String, Scope) {
    c.names += 1;
    let name = format!("m{}", c.names);
    let mut inner = scope.clone();
    if let Some(d) = variable(c, scope, Kind::Deal)
        && c.chance(30)
    {
        inner.push((name, Kind::Payment));
        return (format!("{d}.payments"), inner);
    }
    if c.chance(20) {
        inner.push((format!("{ALL}{}", c.names), Kind::Payment));
        return ("Deal.payments".to_owned(), inner);
    }
    inner.push((name, Kind::Deal));
    ("Deal".to_owned(), inner)
}

/// A filter, most often one that ties the member to the subject.
fn filter(c: &mut Choices, inner: &Scope, outer: &Scope, depth: usize) -> String {
    let (member, kind) = inner.last().expect("a member").clone();
    let all = member.starts_with(ALL);
    let tie = match party(c, outer) {
        Some(p) if all && c.chance(70) => {
            Some(format!("{member}.deal.{} = {p}", c.pick(&["buyer", "seller"])))
        }
        Some(p) if kind == Kind::Deal && c.chance(70) => {
            let tie = format!("{member}.{} = {p}", c.pick(&["buyer", "seller"]));
            match party(c, outer).filter(|_| c.chance(30)) {
                Some(q) => {
                    Some(format!("{tie} and {member}.{} = {q}", c.pick(&["buyer", "seller"])))
                }
                None => Some(tie),
            }
        }
        _ => None,
    };
    let own: Scope = if c.chance(60) { vec![(member, kind)] } else { inner.clone() };
    match (tie, c.chance(60)) {
        (Some(tie), true) => format!(" where {tie} and {}", condition(c, &own, depth)),
        (Some(tie), false) => format!(" where {tie}"),
        (None, true) => format!(" where {}", condition(c, &own, depth)),
        (None, false) => String::new(),
    }
}

fn money(c: &mut Choices, scope: &Scope, depth: usize) -> String {
    let less = depth.saturating_sub(1);
    if depth > 0 {
        match c.below(17) {
            16 => return spread(c, scope, less),
            0 => return format!("({} + {})", money(c, scope, less), money(c, scope, less)),
            1 => return format!("({} - {})", money(c, scope, less), money(c, scope, less)),
            2 => return format!("({} * {})", number(c, scope, less), money(c, scope, less)),
            3 => return format!("(50% of {})", money(c, scope, less)),
            4 => return format!("({} of {})", c.pick(&["highest", "lowest"]), leaf(c, scope)),
            5 => return format!("({} or else {})", money(c, scope, less), money(c, scope, less)),
            6 => return format!("({} in {})", leaf(c, scope), c.pick(CURRENCIES)),
            7 => return format!("(-{})", money(c, scope, less)),
            8 => {
                let (cond, a, b) =
                    (condition(c, scope, less), money(c, scope, less), money(c, scope, less));
                return format!("(if {cond} then {a} else {b})");
            }
            9..=11 => return aggregate(c, scope, less),
            12 | 13 => {
                return format!("({} at ({}))", c.pick(&["limit", "twice"]), told_day(c, scope));
            }
            _ => {}
        }
    }
    leaf(c, scope)
}

fn leaf(c: &mut Choices, scope: &Scope) -> String {
    let mut leaves = vec![format!("{} m {}", c.below(40), c.pick(CURRENCIES))];
    if let Some(d) = variable(c, scope, Kind::Deal) {
        leaves.extend([format!("{d}.value"), format!("{d}.binding")]);
    }
    if let Some(p) = variable(c, scope, Kind::Payment) {
        leaves.extend([format!("{p}.amount"), format!("{p}.amount")]);
    }
    if let Some(p) = party(c, scope) {
        leaves.extend([format!("{p}.debt"), format!("{p}.income")]);
    }
    let place = c.below(leaves.len());
    leaves.swap_remove(place)
}

fn aggregate(c: &mut Choices, scope: &Scope, depth: usize) -> String {
    let function = c
        .pick(&["sum", "sum", "min", "max", "average", "median", "percentile 75", "top 2"])
        .to_owned();
    let (source, inner) = members(c, scope);
    let (member, kind) = inner.last().expect("a member").clone();
    let own: Scope = if c.chance(70) { vec![(member.clone(), kind)] } else { inner.clone() };
    let value = money(c, &own, depth.min(1));
    let filter = filter(c, &inner, scope, depth);
    if c.chance(25) {
        return in_force(c, &value, &inner, &source, &filter);
    }
    if kind == Kind::Deal && c.chance(30) {
        let key = c.pick(&["seller", "kind", "stage", "firm"]);
        let inside = c.pick(&["sum", "max", "count"]);
        if inside != "count" {
            return format!(
                "({function} of ({inside} of {value} by {member}.{key}) for {member} in {source}{filter})"
            );
        }
    }
    format!("({function} of {value} for {member} in {source}{filter})")
}

/// What the member says that a key tells.
fn in_force(c: &mut Choices, value: &str, inner: &Scope, source: &str, filter: &str) -> String {
    let function = c.pick(&["latest", "earliest"]).to_owned();
    let own = vec![inner.last().expect("a member").clone()];
    let member = &own[0].0;
    let key = match c.below(8) {
        0 => number(c, &own, 0),
        1 => money(c, &own, 0),
        2 => period(c, &own),
        3 if own[0].1 == Kind::Deal => format!("{member}.stage"),
        _ => date(c, &own),
    };
    let sample =
        if c.chance(10) { format!(" given at least {}", 1 + c.below(3)) } else { String::new() };
    format!("({function} of {value} by {key} for {member} in {source}{filter}{sample})")
}

/// The same of what is told of deals, other than amounts.
fn told_in_force(c: &mut Choices, field: &str, scope: &Scope) -> String {
    c.names += 1;
    let mut inner = scope.clone();
    inner.push((format!("m{}", c.names), Kind::Deal));
    let filter = filter(c, &inner, scope, 0);
    let value = format!("m{}.{field}", c.names);
    in_force(c, &value, &inner, "Deal", &filter)
}

fn number(c: &mut Choices, scope: &Scope, depth: usize) -> String {
    let less = depth.saturating_sub(1);
    if depth > 0 {
        match c.below(12) {
            10 => return power(c, scope, less),
            11 => return format!("root({}, {})", number(c, scope, less), c.pick(&["2", "3"])),
            9 => return format!("(level at ({}))", told_day(c, scope)),
            0 => return format!("({} + {})", number(c, scope, less), number(c, scope, less)),
            1 => return format!("({} * {})", number(c, scope, less), number(c, scope, less)),
            2 => return format!("({} / {})", number(c, scope, less), number(c, scope, less)),
            3 | 4 => return format!("({} / {})", money(c, scope, less), money(c, scope, less)),
            5 => {
                let (source, inner) = members(c, scope);
                let member = inner.last().expect("a member").0.clone();
                return format!(
                    "(count of {member} in {source}{})",
                    filter(c, &inner, scope, less)
                );
            }
            6 => {
                let (source, inner) = members(c, scope);
                let member = inner.last().expect("a member").clone();
                let (filter, own) = (filter(c, &inner, scope, less), vec![member.clone()]);
                let value = money(c, &own, 0);
                let has = condition(c, &own, less);
                return format!(
                    "(share of {value} for {} in {source}{filter} has {has})",
                    member.0
                );
            }
            _ => {}
        }
    }
    let mut leaves = vec![format!("{}.{}", c.below(9), c.below(100)), c.below(4).to_string()];
    if let Some(d) = variable(c, scope, Kind::Deal) {
        leaves.extend([format!("{d}.units"), format!("{d}.share")]);
    }
    if let Some(p) = party(c, scope) {
        leaves.push(format!("{p}.staff"));
    }
    let place = c.below(leaves.len());
    leaves.swap_remove(place)
}

/// A condition on a deal alone.
pub(crate) fn about_deal(c: &mut Choices, variable: &str, depth: usize) -> String {
    condition(c, &vec![(variable.to_owned(), Kind::Deal)], depth)
}

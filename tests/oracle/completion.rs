//! What flows decide holds whatever the unknown turns out to be: records with unknown conditions,
//! ends and amounts are completed at random, and no verdict may contradict what is then found.

use std::collections::BTreeMap;
use std::fmt::Write;

use riskwright::eval::{Evaluation, scenario};
use riskwright::ir::Program;
use riskwright::operator::WalkKind;
use riskwright::outcome::Verdict;
use riskwright::record::Tables;
use riskwright::ty::Kind;
use riskwright::value::{Decimal, Scalar, Tri};

use super::agreement::{load, scanned, settings};
use super::drawn::{COMPLETION, Part, tried};
use super::generate::Choices;

#[test]
fn no_verdict_of_a_flow_contradicts_a_completion() {
    completions(COMPLETION, rules);
}

/// Rules over portfolios and over what completes these: no verdict may contradict what is found.
pub(super) fn completions(part: Part, rules: impl Fn(&mut Choices) -> String + Sync) {
    tried(part, |c| {
        let rules = rules(c);
        let signs = Signs::of(&rules);
        let portfolio = Portfolio::new(c, signs);
        let told = portfolio.text();
        let (program, before) = looked_at(&rules, &told);
        for _ in 0..4 {
            let completed = portfolio.completed(c, signs).text();
            let (_, after) = looked_at(&rules, &completed);
            let mut found = contradictions(&program, &before, &after);
            if !found.is_empty() {
                found.push(format!("\n{rules}\n---\n{told}\n--- completed\n{completed}"));
                return found;
            }
        }
        Vec::new()
    });
}

/// Which figures may be less than nothing.
#[derive(Clone, Copy)]
struct Signs {
    amounts: bool,
    shares: bool,
}

impl Signs {
    /// As the fields of rules say.
    fn of(rules: &str) -> Signs {
        Signs {
            amounts: !rules.contains("v: money? >= 0"),
            shares: !rules.contains("s: percent? >= 0%"),
        }
    }
}

/// A figure as records tell it.
#[derive(Clone, Copy)]
enum Figure {
    Untold,
    Exact(i64),
    Between(i64, i64),
    AtLeast(i64),
}

impl Figure {
    fn new(c: &mut Choices, negative: bool) -> Figure {
        let (a, b) = (c.below(30) as i64, c.below(20) as i64);
        let a = if negative && c.chance(30) { -a } else { a };
        match c.below(8) {
            0 => Figure::Untold,
            1 => Figure::Between(a, a + b),
            2 => Figure::AtLeast(a),
            _ => Figure::Exact(a),
        }
    }

    fn completed(self, c: &mut Choices, negative: bool) -> Figure {
        Figure::Exact(match self {
            Figure::Untold if negative && c.chance(30) => -(c.below(30) as i64),
            Figure::Untold if c.chance(30) => 0,
            Figure::Untold => c.below(60) as i64,
            Figure::Exact(a) => a,
            Figure::Between(a, b) => a + c.below((b - a + 1) as usize) as i64,
            Figure::AtLeast(a) => a + [0, c.below(40) as i64][c.below(2)],
        })
    }

    fn text(self, unit: &str) -> Option<String> {
        match self {
            Figure::Untold => None,
            Figure::Exact(a) => Some(format!("{a}{unit}")),
            Figure::Between(a, b) => Some(format!("{a}..{b}{unit}")),
            Figure::AtLeast(a) => Some(format!("at least {a}{unit}")),
        }
    }
}

/// A record that ties two parties.
#[derive(Clone)]
struct Deal {
    from: Option<usize>,
    to: Option<usize>,
    firm: Option<bool>,
    value: Figure,
    share: Figure,
    /// Who is paid how much; `None`: the list is not given.
    payments: Option<Vec<(Option<usize>, Figure)>>,
}

#[derive(Clone)]
struct Portfolio {
    parties: usize,
    deals: Vec<Deal>,
}

impl Portfolio {
    fn new(c: &mut Choices, signs: Signs) -> Portfolio {
        let parties = 2 + c.below(5);
        let count = 1 + c.below(8);
        // How much is not told: hardly anything, some, much.
        let gaps = [5, 20, 40][c.below(3)];
        let ends = [0, gaps / 2, gaps][c.below(3)];
        let deals = (0..count).map(|_| {
            let end = |c: &mut Choices| (!c.chance(ends)).then(|| c.below(parties));
            let (from, to) = (end(c), end(c));
            let firm = (!c.chance(gaps)).then(|| c.chance(80));
            let payments = (!c.chance(gaps)).then(|| {
                (0..c.below(3)).map(|_| (end(c), Figure::new(c, signs.amounts))).collect()
            });
            let (value, share) = (Figure::new(c, signs.amounts), Figure::new(c, signs.shares));
            Deal { from, to, firm, value, share, payments }
        });
        Portfolio { parties, deals: deals.collect() }
    }

    /// Every gap filled.
    fn completed(&self, c: &mut Choices, signs: Signs) -> Portfolio {
        let payments = |c: &mut Choices, told: &Option<Vec<(Option<usize>, Figure)>>| {
            let told = told.clone().unwrap_or_else(|| vec![(None, Figure::Untold); c.below(3)]);
            let payment = |(to, figure): (Option<usize>, Figure)| {
                (to.or_else(|| Some(c.below(self.parties))), figure.completed(c, signs.amounts))
            };
            Some(told.into_iter().map(payment).collect())
        };
        let deal = |deal: &Deal| Deal {
            from: deal.from.or_else(|| Some(c.below(self.parties))),
            to: deal.to.or_else(|| Some(c.below(self.parties))),
            firm: deal.firm.or_else(|| Some(c.chance(50))),
            value: deal.value.completed(c, signs.amounts),
            share: deal.share.completed(c, signs.shares),
            payments: payments(c, &deal.payments),
        };
        Portfolio { parties: self.parties, deals: self.deals.iter().map(deal).collect() }
    }

    fn text(&self) -> String {
        let mut text = "ps:\n".to_owned();
        for i in 0..self.parties {
            let _ = writeln!(text, "  - {{id: p{i}, w: {} USD}}", i + 1);
        }
        text += "pairs:\n";
        for (a, b) in (0..self.parties).flat_map(|a| (0..self.parties).map(move |b| (a, b))) {
            let _ = writeln!(text, "  - {{id: p{a}-p{b}, one: p{a}, other: p{b}}}");
        }
        text += "ds:\n";
        for (i, deal) in self.deals.iter().enumerate() {
            let payment = |(to, figure): &(Option<usize>, Figure)| {
                let to = to.map(|p| format!("t: p{p}"));
                let figure = figure.text(" USD").map(|text| format!("x: {text}"));
                let told: Vec<String> = to.into_iter().chain(figure).collect();
                format!("{{{}}}", told.join(", "))
            };
            let payments = deal
                .payments
                .as_ref()
                .map(|all| format!("[{}]", all.iter().map(payment).collect::<Vec<_>>().join(", ")));
            let fields = [
                ("a", deal.from.map(|p| format!("p{p}"))),
                ("b", deal.to.map(|p| format!("p{p}"))),
                ("f", deal.firm.map(|firm| if firm { "yes" } else { "no" }.to_owned())),
                ("v", deal.value.text(" USD")),
                ("s", deal.share.text("%")),
                ("qs", payments),
            ];
            let told = fields.into_iter().filter_map(|(name, text)| Some((name, text?)));
            let told: Vec<String> = told.map(|(name, text)| format!(", {name}: {text}")).collect();
            let _ = writeln!(text, "  - {{id: d{i}{}}}", told.concat());
        }
        text
    }
}

/// A flow of amounts and one of shares, and rules over whatever can be asked of them.
fn rules(c: &mut Choices) -> String {
    let bound = if c.chance(70) { " >= 0" } else { "" };
    let shares = if c.chance(70) { " >= 0%" } else { "" };
    let filter = |c: &mut Choices| if c.chance(85) { " where d.f" } else { "" };
    let mut text = format!(
        "record P key id {{ id: text\n w: money }}\n\
         record D key id {{ id: text\n a: P?\n b: P?\n f: bool?\n v: money?{bound}\n s: percent?{shares}\n qs: list of Q? }}\n\
         record Q {{ t: P?\n x: money?{bound} }}\n\
         record Pair key id {{ id: text\n one: P\n other: P }}\n\
         flow fl {{\n for d in D{}: d.a -> d.b carrying d.v\n",
        filter(c)
    );
    if c.chance(15) {
        text += " for d in D where not d.f: d.b -> d.a carrying 50% of d.v\n";
    }
    let _ = writeln!(text, "}}\nflow own {{ for d in D{}: d.a -> d.b carrying d.s }}", filter(c));
    let figure = |c: &mut Choices| {
        let line = c.below(50) as i64 - if c.chance(15) { 30 } else { 0 };
        format!("{} {line} USD", c.pick(&["<", "<=", ">", ">="]))
    };
    for n in 0..3 {
        let far = 1 + c.below(4);
        let (one, other) = (figure(c), figure(c));
        let _ = writeln!(
            text,
            "rule exp{n} for p in P {{\n flag high when exposure of p through fl up to {far} {one}\n \
             flag low when exposure of p through fl up to {far} {other}\n}}"
        );
        let far = 1 + c.below(4);
        let (one, other) = (figure(c), figure(c));
        let to = "exposure of pr.one to pr.other through";
        let _ = writeln!(
            text,
            "rule to{n} for pr in Pair {{\n flag high when {to} fl up to {far} {one}\n \
             flag low when {to} fl up to {far} {other}\n}}"
        );
    }
    let (far, share) = (1 + c.below(4), c.below(60));
    let op = c.pick(&["<", ">", ">="]).to_owned();
    let to = "exposure of pr.one to pr.other through own";
    let _ = writeln!(
        text,
        "rule held for pr in Pair {{ flag high when {to} up to {far} {op} {share}% }}"
    );
    for (name, walks, parties, size) in [
        ("ring", "cycles of fl up to 4", "parties", "length"),
        ("route", "paths of fl up to 2", "parties", "length"),
        ("core", "clusters of fl", "parties", "size"),
        ("whole", "components of fl", "parties", "size"),
        ("cut", "cut points of fl", "stranded", "size"),
    ] {
        for n in 0..2 {
            let part = |c: &mut Choices| match c.below(8) {
                0 => format!("w.smallest {}", figure(c)),
                1 => format!("w.largest {}", figure(c)),
                2 => format!("w.total {}", figure(c)),
                3 => format!("(exists l in w.legs where l.amount {})", figure(c)),
                4 => format!("(count of l in w.legs) >= {}", 1 + c.below(4)),
                5 => format!("(sum of p.w for p in w.{parties}) {}", figure(c)),
                6 => format!("(every l in w.legs has l.amount {})", figure(c)),
                _ => format!("w.{size} {} {}", c.pick(&[">=", "<", "="]), 1 + c.below(4)),
            };
            let (one, other) = (part(c), part(c));
            let joint = c.pick(&["and", "or"]).to_owned();
            let more = if c.chance(40) { format!(" {joint} {}", part(c)) } else { String::new() };
            let _ = writeln!(
                text,
                "rule {name}{n} for w in {walks} {{\n flag high when {one}{more}\n flag low when {other}\n}}"
            );
        }
    }
    let _ = writeln!(text, "rule leg for l in fl {{ flag high when l.amount {} }}", figure(c));
    text
}

/// The verdicts of a rule by the keys of its subjects; none where it is clear.
type Verdicts = BTreeMap<String, Option<Verdict>>;

struct Looked {
    verdicts: Vec<Verdicts>,
    /// For each rule whether what is not looked at is told.
    gaps: Vec<bool>,
}

fn looked_at(rules: &str, records: &str) -> (Program, Looked) {
    let (program, read) = load(rules, records);
    let under = |scenario| scenario::apply(&program, &read.tables, scenario, settings()).tables;
    let tables = program.scenarios.first().map_or_else(|| read.tables.clone(), under);
    let outcomes = Evaluation::new(&program, &tables, settings()).run();
    let verdicts = program.rules.iter().zip(&outcomes).map(|(rule, outcome)| {
        let table = tables.of(rule.subject);
        let of = |row: u32| {
            let key = table.keys.get(row as usize).expect("a key").to_owned();
            (key, scanned(outcome, row))
        };
        (0..table.subjects() as u32).map(of).collect()
    });
    let verdicts = verdicts.collect();
    let gaps = program.rules.iter().map(|rule| is_told(&program, &tables, rule.subject)).collect();
    (program, Looked { verdicts, gaps })
}

/// Whether the report has a line `limit:` about subjects of a kind.
fn is_told(program: &Program, tables: &Tables, subject: riskwright::ty::RecordId) -> bool {
    let partial = |legs| {
        let steps = program.schema.kind(legs).steps().expect("legs have steps");
        !tables.of(steps).partial().is_empty()
    };
    match program.schema.kind(subject) {
        Kind::Group(_) | Kind::Leg(_) => partial(subject),
        Kind::Walk(walked) => {
            let table = tables.of(subject);
            let cell = |of, row| table.column(of).expect("it was made").get(row);
            let may_be_smaller = |row: usize| {
                let Scalar::Quantity { range, .. } = cell(walked.length, row) else {
                    panic!("a size is a number")
                };
                range.lo > Some(Decimal::from(2))
                    && walked.sure().map(|sure| cell(sure, row))
                        == Some(Scalar::Truth(Tri::Unknown))
            };
            let smaller = matches!(walked.kind(), WalkKind::Clusters | WalkKind::Components)
                && (0..table.rows).any(may_be_smaller);
            partial(walked.legs) || smaller
        }
        Kind::Read | Kind::Slots(_) | Kind::Step(_) | Kind::Passed => false,
        Kind::Reach(_) | Kind::Card(_) => false,
    }
}

fn contradictions(program: &Program, before: &Looked, after: &Looked) -> Vec<String> {
    let mut wrong = Vec::new();
    let sides = before.verdicts.iter().zip(&after.verdicts).zip(&before.gaps);
    for (rule, ((before, after), gap)) in program.rules.iter().zip(sides) {
        let new = after.keys().filter(|key| !before.contains_key(*key));
        for key in before.keys().chain(new) {
            let (said, is) = (before.get(key), after.get(key).copied().flatten());
            let holds = match (said, is) {
                (_, Some(Verdict::Undetermined { .. })) => true,
                (None, Some(_)) => *gap,
                (None, None) => true,
                (Some(None), is) => is.is_none(),
                (
                    Some(Some(Verdict::Flagged { severity, possibly })),
                    Some(Verdict::Flagged { severity: is, .. }),
                ) => is >= *severity && is <= possibly.unwrap_or(*severity),
                (Some(Some(Verdict::Flagged { .. })), _) => false,
                (
                    Some(Some(Verdict::Undetermined { possibly })),
                    Some(Verdict::Flagged { severity, .. }),
                ) => severity <= *possibly,
                (Some(Some(_)), _) => true,
            };
            if !holds {
                wrong.push(format!("{} {key}: said {said:?}, is {is:?}", rule.name));
            }
        }
    }
    wrong.truncate(5);
    wrong
}

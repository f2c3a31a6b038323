//! Grades against what they are by definition, and against completions: whatever the unknown turns
//! out to be, a grade lies between the two that the report names, and so do the counts behind it.

use std::collections::BTreeMap;
use std::fmt::Write;

use riskwright::assess::{Assessment, Gate, Options};
use riskwright::model::{Count, Decimal, Exact, Grade};

use super::agreement::{load_with_sources, settings};
use super::drawn::{GRADES, tried};
use super::generate::Choices;
use crate::runner::grades::given;

#[test]
fn grades_are_what_they_are_by_definition_and_hold_for_every_completion() {
    tried(GRADES, |c| {
        let card = Card::new(c);
        let portfolio = Portfolio::new(c);
        let before = grades(&card, &portfolio.text());
        for _ in 0..3 {
            let completed = portfolio.completed(c);
            let after = grades(&card, &completed.text());
            let expected = card.by_definition(&completed);
            let mut wrong = Vec::new();
            for (key, (grade, at_stake, counts)) in &expected {
                let exact = Told {
                    best: *grade,
                    worst: *grade,
                    at_stake: (Some(*at_stake), Some(*at_stake)),
                    counts: counts.map(|n| (n, Some(n))),
                };
                if after.get(key) != Some(&exact) {
                    wrong.push(format!("{key} is {:?}, by definition {exact:?}", after.get(key)));
                }
                if before.get(key).is_none_or(|told| !told.allows(&exact, card.cap.is_some())) {
                    wrong.push(format!("{key} was {:?}, and may be {exact:?}", before.get(key)));
                }
            }
            if !wrong.is_empty() {
                let texts = (card.text(), portfolio.text(), completed.text());
                wrong.push(format!("\n{}\n---\n{}\n--- completed\n{}", texts.0, texts.1, texts.2));
                return wrong;
            }
        }
        Vec::new()
    });
}

/// What a report tells of a record: grades by their places, the worst first.
#[derive(Clone, PartialEq, Debug)]
struct Told {
    best: usize,
    worst: usize,
    at_stake: (Option<i64>, Option<i64>),
    /// Critical, high or worse, low or worse, undetermined.
    counts: [(u64, Option<u64>); 4],
}

impl Told {
    /// Whether what is known exactly lies within what was told. How many verdicts are open is not
    /// held against what is found once nothing is, and what they cap is better then.
    fn allows(&self, exact: &Told, capped: bool) -> bool {
        let (least, most) = self.at_stake;
        let stake = exact.at_stake.0;
        let counts = self.counts.iter().zip(exact.counts).take(3);
        self.worst <= exact.best
            && (capped || exact.best <= self.best)
            && least.is_none_or(|least| Some(least) <= stake)
            && most.is_none_or(|most| stake <= Some(most))
            && counts
                .into_iter()
                .all(|((least, most), (n, _))| *least <= n && most.is_none_or(|most| n <= most))
    }
}

/// The grades, by the record's key.
fn grades(card: &Card, records: &str) -> BTreeMap<String, Told> {
    let (sources, program, read) = load_with_sources(&card.text(), records);
    let options = Options::of(settings(), Gate::NONE);
    let assessment = Assessment::new(&sources, &program, &read, &[], &options);
    let place = |name: &str| name.trim_start_matches('G').parse().expect("a grade");
    let of = |grade: Grade| {
        let best = place(&grade.grade);
        let counts = grade.counts;
        let number = |count: Count| (count.least, count.most);
        let told = Told {
            best,
            worst: grade.possibly.as_deref().map_or(best, place),
            at_stake: ends(&grade),
            counts: [counts.critical, counts.high, counts.low, counts.undetermined].map(number),
        };
        (grade.subject.key, told)
    };
    given(&assessment).into_iter().map(of).collect()
}

fn ends(grade: &Grade) -> (Option<i64>, Option<i64>) {
    let whole = |end: Decimal| end.fixed(0).expect("a whole number");
    match grade.at_stake.as_ref().and_then(|value| value.exact) {
        Some(Exact::Number([lo, hi])) => (lo.map(whole), hi.map(whole)),
        _ => (None, None),
    }
}

/// A scorecard over two rules on deals and one on parties.
struct Card {
    /// From which value on a deal is critical, and high.
    lines: [i64; 2],
    /// From which debt on a party is high.
    debt: i64,
    /// Whether payers count, too.
    payers: bool,
    /// Whether a deal counts once.
    once: bool,
    /// The grades but for the last: what counts, how many of it; and what else may give it.
    grades: Vec<(usize, u64, Option<Other>)>,
    /// The place of the best grade where so many are open.
    cap: Option<(usize, u64)>,
}

/// What else gives a grade.
#[derive(Clone, Copy)]
enum Other {
    Debt(i64),
    Stake(i64),
}

/// What conditions count.
const COUNTS: [&str; 4] = ["critical", "high", "low", "undetermined"];

impl Card {
    fn new(c: &mut Choices) -> Card {
        let high = c.below(30) as i64;
        let grade = |c: &mut Choices| {
            let other = match c.below(4) {
                0 => Some(Other::Debt(c.below(40) as i64)),
                1 => Some(Other::Stake(c.below(90) as i64)),
                _ => None,
            };
            (c.below(3), 1 + c.below(3) as u64, other)
        };
        let grades: Vec<_> = (0..1 + c.below(3)).map(|_| grade(c)).collect();
        let cap = c.chance(40).then(|| (c.below(grades.len() + 1), 1 + c.below(2) as u64));
        Card {
            lines: [high + c.below(30) as i64, high],
            debt: c.below(40) as i64,
            payers: c.chance(50),
            once: c.chance(50),
            grades,
            cap,
        }
    }

    fn text(&self) -> String {
        let Card { lines: [critical, high], debt, payers, once, grades, cap } = self;
        let mut text = format!(
            "record Party key id {{ id: text  debt: money? >= 0 }}\n\
             record Deal key id {{ id: text  buyer: Party?  payer: Party?  value: money? >= 0, firm: bool? }}\n\
             rule size for d in Deal {{\n    tags deals\n    flag critical when d.value > {critical} USD\n    flag high when d.value > {high} USD\n    amount d.value\n}}\n\
             rule soft for d in Deal {{\n    tags deals\n    flag low when not d.firm\n    amount d.value\n}}\n\
             rule owes for p in Party {{\n    flag high when p.debt > {debt} USD\n    amount p.debt\n}}\n\
             scorecard card for p in Party {{\n    takes tag:deals by buyer{}\n    takes owes\n",
            if *payers { ", payer" } else { "" }
        );
        if *once {
            text.push_str("    cause by Deal\n");
        }
        for (at, (what, n, other)) in grades.iter().enumerate() {
            let other = match other {
                None => String::new(),
                Some(Other::Debt(debt)) => format!(" or p.debt > {debt} USD"),
                Some(Other::Stake(stake)) => format!(" or at_stake > {stake} USD"),
            };
            writeln!(text, "    grade G{at} when {} >= {n}{other}", COUNTS[*what]).expect("text");
        }
        writeln!(text, "    grade G{}", grades.len()).expect("text");
        if let Some((grade, n)) = cap {
            writeln!(text, "    cap G{grade} when undetermined >= {n}").expect("text");
        }
        text.push_str("}\n");
        text
    }

    /// The grade of every party, what is at stake and what counts, where everything is known.
    fn by_definition(&self, all: &Portfolio) -> BTreeMap<String, (usize, i64, [u64; 4])> {
        let grade = |party: usize| {
            let debt = all.debts[party].known();
            let mut counts = [0, 0, 0, 0];
            let mut at_stake = 0;
            for deal in &all.deals {
                let is_of = deal.buyer == Some(party) || self.payers && deal.payer == Some(party);
                if !is_of {
                    continue;
                }
                let value = deal.value.known();
                let size = match () {
                    () if value > self.lines[0] => Some(0),
                    () if value > self.lines[1] => Some(1),
                    () => None,
                };
                let soft = (deal.firm == Some(false)).then_some(2);
                let found: Vec<usize> = size.into_iter().chain(soft).collect();
                at_stake += if found.is_empty() { 0 } else { value };
                let worst = found.iter().copied().min();
                let counted: Vec<usize> =
                    if self.once { worst.into_iter().collect() } else { found };
                for one in counted {
                    (one..3).for_each(|severity| counts[severity] += 1);
                }
            }
            if debt > self.debt {
                (1..3).for_each(|severity| counts[severity] += 1);
                at_stake += debt;
            }
            let holds = |(what, n, other): &(usize, u64, Option<Other>)| {
                counts[*what] >= *n
                    || match other {
                        Some(Other::Debt(line)) => debt > *line,
                        Some(Other::Stake(line)) => at_stake > *line,
                        None => false,
                    }
            };
            let place = self.grades.iter().position(holds).unwrap_or(self.grades.len());
            (format!("p{party}"), (place, at_stake, counts))
        };
        (0..all.debts.len()).map(grade).collect()
    }
}

/// A figure as records tell it.
#[derive(Clone, Copy)]
enum Figure {
    Untold,
    Exact(i64),
    Between(i64, i64),
}

impl Figure {
    fn new(c: &mut Choices, gaps: usize) -> Figure {
        let a = c.below(60) as i64;
        match () {
            () if c.chance(gaps) => Figure::Untold,
            () if c.chance(gaps) => Figure::Between(a, a + c.below(30) as i64),
            () => Figure::Exact(a),
        }
    }

    fn completed(self, c: &mut Choices) -> Figure {
        Figure::Exact(match self {
            Figure::Untold => c.below(90) as i64,
            Figure::Exact(a) => a,
            Figure::Between(a, b) => a + c.below((b - a + 1) as usize) as i64,
        })
    }

    fn known(self) -> i64 {
        match self {
            Figure::Exact(a) => a,
            Figure::Untold | Figure::Between(..) => panic!("it is completed"),
        }
    }

    fn text(self, name: &str) -> String {
        match self {
            Figure::Untold => String::new(),
            Figure::Exact(a) => format!(", {name}: {a} USD"),
            Figure::Between(a, b) => format!(", {name}: {a}..{b} USD"),
        }
    }
}

#[derive(Clone)]
struct Deal {
    buyer: Option<usize>,
    payer: Option<usize>,
    value: Figure,
    firm: Option<bool>,
}

#[derive(Clone)]
struct Portfolio {
    debts: Vec<Figure>,
    deals: Vec<Deal>,
}

impl Portfolio {
    fn new(c: &mut Choices) -> Portfolio {
        let gaps = [0, 10, 30][c.below(3)];
        let parties = 1 + c.below(3);
        let debts = (0..parties).map(|_| Figure::new(c, gaps)).collect();
        let deal = |c: &mut Choices| {
            let end = |c: &mut Choices| (!c.chance(gaps)).then(|| c.below(parties));
            let (buyer, payer, value) = (end(c), end(c), Figure::new(c, gaps));
            Deal { buyer, payer, value, firm: (!c.chance(gaps)).then(|| c.chance(60)) }
        };
        Portfolio { debts, deals: (0..c.below(6)).map(|_| deal(c)).collect() }
    }

    fn completed(&self, c: &mut Choices) -> Portfolio {
        let debts: Vec<Figure> = self.debts.iter().map(|debt| debt.completed(c)).collect();
        let deal = |deal: &Deal| {
            let end = |of: Option<usize>, c: &mut Choices| {
                Some(of.unwrap_or_else(|| c.below(debts.len())))
            };
            let (buyer, payer) = (end(deal.buyer, c), end(deal.payer, c));
            let firm = Some(deal.firm.unwrap_or_else(|| c.chance(50)));
            Deal { buyer, payer, value: deal.value.completed(c), firm }
        };
        Portfolio { deals: self.deals.iter().map(deal).collect(), debts: debts.clone() }
    }

    fn text(&self) -> String {
        let mut text = String::from("parties:\n");
        for (at, debt) in self.debts.iter().enumerate() {
            writeln!(text, "  - {{id: p{at}{}}}", debt.text("debt")).expect("text");
        }
        text.push_str(if self.deals.is_empty() { "deals: []\n" } else { "deals:\n" });
        for (at, deal) in self.deals.iter().enumerate() {
            let end = |name: &str, of: Option<usize>| {
                of.map(|of| format!(", {name}: p{of}")).unwrap_or_default()
            };
            let firm = deal.firm.map(|firm| format!(", firm: {firm}")).unwrap_or_default();
            let (buyer, payer) = (end("buyer", deal.buyer), end("payer", deal.payer));
            let value = deal.value.text("value");
            writeln!(text, "  - {{id: d{at}{buyer}{payer}{value}{firm}}}").expect("text");
        }
        text
    }
}

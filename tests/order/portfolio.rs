//! Generated portfolios with everything that an order could leak through: equal amounts, several
//! currencies, ranges, facts that are not given, nested lists, rings.

use std::fmt::Write as _;

use serde_json::Value;

/// Numbers that only look random.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        ((self.0 >> 33) as usize) % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// Records as lines of JSON, by the section they belong to.
pub(super) struct Portfolio(Vec<(&'static str, Vec<String>)>);

const PARTIES: usize = 12;
const DEALS: usize = 36;

impl Portfolio {
    pub(super) fn new(dice: &mut Dice) -> Portfolio {
        let parties = (0..PARTIES).map(|i| party(dice, i)).collect();
        let deals = (0..DEALS).map(|i| deal(dice, i)).collect();
        let mut stakes: Vec<String> = Vec::new();
        for owner in 0..PARTIES {
            let owned = (owner + 1 + dice.below(PARTIES - 1)) % PARTIES;
            let share = dice.pick(&["10%", "51%", "20%..60%", "unknown"]);
            stakes.push(format!(
                r#"{{"owner":"p{owner:02}","owned":"p{owned:02}","share":"{share}"}}"#
            ));
        }
        let rates = [("EUR", "USD", "2025-01-01", "1.1"), ("GBP", "USD", "2025-02-01", "1.25")]
            .map(|(base, quote, date, rate)| {
                format!(r#"{{"base":"{base}","quote":"{quote}","date":"{date}","rate":{rate}}}"#)
            });
        let sources = (0..4).map(|i| {
            let kind = ["filing", "press", "release", "rumour"][i];
            format!(r#"{{"id":"s{i}","title":"S{i}","kind":"{kind}","date":"2025-0{}-01"}}"#, i + 1)
        });
        Portfolio(vec![
            ("parties", parties),
            ("deals", deals),
            ("stakes", stakes),
            ("exchange_rates", rates.to_vec()),
            ("sources", sources.collect()),
        ])
    }

    /// The records as files; shuffled, each section is cut in two files, and lists are shuffled too.
    pub(super) fn files(&self, dice: &mut Dice, shuffled: bool) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for (section, lines) in &self.0 {
            let mut lines = lines.clone();
            if shuffled {
                dice.shuffle(&mut lines);
                lines.iter_mut().for_each(|line| *line = with_lists_shuffled(dice, line));
            }
            let half = if shuffled { lines.len() / 2 } else { 0 };
            let parts = [&lines[..half], &lines[half..]].into_iter().enumerate();
            for (i, lines) in parts.filter(|(_, lines)| !lines.is_empty()) {
                files.push((format!("{section}-{i}.jsonl"), lines.join("\n")));
            }
        }
        if shuffled {
            dice.shuffle(&mut files);
        }
        files
    }
}

/// A record with the members of its lists in another order.
fn with_lists_shuffled(dice: &mut Dice, line: &str) -> String {
    let mut record: Value = serde_json::from_str(line).expect("JSON");
    shuffle_lists(dice, &mut record);
    record.to_string()
}

fn shuffle_lists(dice: &mut Dice, value: &mut Value) {
    match value {
        Value::Object(map) => map.values_mut().for_each(|value| shuffle_lists(dice, value)),
        Value::Array(members) => {
            members.iter_mut().for_each(|member| shuffle_lists(dice, member));
            dice.shuffle(members);
        }
        _ => {}
    }
}

fn money(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "1 bn USD",
        "1 bn USD",
        "2 bn USD",
        "5 bn USD",
        "40 bn USD",
        "3 bn EUR",
        "3 bn EUR",
        "2 bn GBP",
        "up to 10 bn USD",
        "1..4 bn USD",
        "unknown",
        "0 USD",
    ])
}

fn party(dice: &mut Dice, i: usize) -> String {
    let mut text = format!(r#"{{"id":"p{i:02}","name":"Party {i}""#);
    for field in ["revenue", "debt", "equity", "cash", "backlog", "tier1", "operating_cash_flow"] {
        if dice.below(3) > 0 {
            let amount = money(dice);
            let _ = write!(text, r#","{field}":"{amount}""#);
        }
    }
    if dice.below(2) == 0 {
        let _ = write!(text, r#","ebitda":"{}""#, dice.pick(&["1 bn USD", "0.5..1 bn USD"]));
    }
    let forecasts: Vec<String> = (2026..2029)
        .map(|year| format!(r#"{{"year":{year},"revenue":"{}"}}"#, money(dice)))
        .collect();
    let rating = dice.pick(&["unrated", "b", "bbb", "unknown"]);
    let _ = write!(text, r#","forecasts":[{}],"rating":"{rating}"}}"#, forecasts.join(","));
    text
}

fn deal(dice: &mut Dice, i: usize) -> String {
    let (a, b) = (dice.below(PARTIES), dice.below(PARTIES));
    let kind = dice.pick(&[
        "equity",
        "loan",
        "guarantee",
        "warrant",
        "supply",
        "cloud",
        "lease",
        "offtake",
    ]);
    let stage = dice.pick(&["announced", "letter_of_intent", "signed", "effective", "rumoured"]);
    let financing = matches!(kind, "equity" | "loan" | "guarantee" | "warrant");
    let ends = if financing { ["provider", "recipient"] } else { ["buyer", "seller"] };
    let mut text =
        format!(r#"{{"id":"d{i:02}","name":"Deal {i}","kind":"{kind}","stage":"{stage}""#);
    for (end, party) in ends.iter().zip([a, b]) {
        if dice.below(12) > 0 {
            let _ = write!(text, r#","{end}":"p{party:02}""#);
        }
    }
    let _ = write!(text, r#","announced":"2025-0{}-1{}""#, 1 + dice.below(9), dice.below(9));
    match dice.below(5) {
        0 => {}
        1 => {
            let (x, y) = (money(dice), money(dice));
            let _ = write!(
                text,
                r#","value":[{{"says":"{x}","source":"s0"}},{{"says":"{y}","source":"s1"}}]"#
            );
        }
        _ => {
            let _ = write!(text, r#","value":"{}""#, money(dice));
        }
    }
    for field in ["binding", "committed", "spent", "unavoidable"] {
        if dice.below(2) == 0 {
            let _ = write!(text, r#","{field}":"{}""#, money(dice));
        }
    }
    let payments: Vec<String> = (0..dice.below(4))
        .map(|_| {
            let due = dice.pick(&["2026-03-01", "2026-03-01", "2027-01-15", "H2 2026"]);
            format!(r#"{{"due":"{due}","amount":"{}"}}"#, money(dice))
        })
        .collect();
    let (source, next) = (dice.below(4), 1 + dice.below(3));
    let sources = format!(r#""s{source}","s{}""#, (source + next) % 4);
    let _ = write!(text, r#","payments":[{}],"sources":[{sources}]}}"#, payments.join(","));
    text
}

//! Every way that may be the best is allowed for, and where nothing is open the best is taken.

use std::cmp::Reverse;

use super::quotes::Quotes;
use super::{Day, way};
use crate::value::{Currency, Decimal, Range};

const CODES: [&str; 5] = ["AUD", "EUR", "GBP", "JPY", "USD"];

/// A quote: its currencies, the days it may be of, and its rate in tenths.
#[derive(Clone, Copy, Debug)]
struct Row {
    base: usize,
    quote: usize,
    first: Day,
    last: Day,
    rate: i64,
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }

    fn rows(&mut self, ranged: bool) -> Vec<Row> {
        let n = 2 + self.below(7);
        let mut rows: Vec<Row> = Vec::new();
        while rows.len() < n as usize {
            let (base, quote) = (self.below(5) as usize, self.below(5) as usize);
            let first = self.below(8) as Day;
            let open = ranged && rows.iter().filter(|row| row.first < row.last).count() < 3;
            let last = if open { first + self.below(4) as Day } else { first };
            let same = |row: &Row| (row.base, row.quote, row.first) == (base, quote, first);
            if base != quote && !rows.iter().any(same) {
                rows.push(Row { base, quote, first, last, rate: 5 + self.below(20) as i64 });
            }
        }
        rows
    }
}

fn currency(at: usize) -> Currency {
    Currency::from_code(CODES[at]).expect("a currency")
}

fn number(n: i64, scale: i32) -> Decimal {
    Decimal::new(i128::from(n), scale).expect("a number")
}

/// What the engine says.
fn found(rows: &[Row], from: usize, to: usize, at: Day) -> Option<Range> {
    let day = |day: Day| Some(Decimal::from(i64::from(day)));
    let row = |row: &Row| {
        let date = Range { lo: day(row.first), hi: day(row.last) };
        let pair = (Some(currency(row.base)), Some(currency(row.quote)));
        (pair, (date, Range::point(number(row.rate, 1))))
    };
    let quotes = Quotes::of(rows.iter().map(row));
    way::find(quotes.legs(at), currency(from), currency(to)).map(|way| way.rate)
}

/// The best way over quotes of known days, by trying all.
fn best(rows: &[(Row, Day)], from: usize, to: usize, at: Day) -> Option<Range> {
    let leg = |a: usize, b: usize| {
        let quote = |(row, day): &(Row, Day)| {
            let direct = (row.base, row.quote) == (a, b);
            let inverse = (row.quote, row.base) == (a, b);
            let rate = Range::point(number(row.rate, 1));
            let rate = if direct { rate } else { Range::point(Decimal::ONE).div(rate) };
            ((direct || inverse) && *day <= at).then_some((*day, direct, rate))
        };
        rows.iter().filter_map(quote).max_by_key(|(day, direct, _)| (*day, *direct))
    };
    let mut ways = vec![(vec![from], Day::MAX, Range::point(Decimal::ONE))];
    let mut ended = Vec::new();
    while let Some((way, oldest, rate)) = ways.pop() {
        let here = way[way.len() - 1];
        if here == to {
            ended.push((Reverse(oldest), way.len(), way, rate));
            continue;
        }
        for next in (0..CODES.len()).filter(|next| !way.contains(next)) {
            if let Some((day, _, more)) = leg(here, next) {
                let longer = way.iter().copied().chain([next]).collect();
                let rate = if way.len() == 1 { more } else { rate.mul(more) };
                ways.push((longer, oldest.min(day), rate));
            }
        }
    }
    let key = |a: &(Reverse<Day>, usize, Vec<usize>, Range)| (a.0, a.1, a.2.clone());
    ended.into_iter().min_by_key(key).map(|(.., rate)| rate)
}

#[test]
fn the_best_way_is_taken() {
    let mut dice = Dice(1);
    for round in 0..1500 {
        let rows = dice.rows(false);
        let dated: Vec<(Row, Day)> = rows.iter().map(|row| (*row, row.first)).collect();
        for at in [2, 5, 9] {
            let (from, to) = (dice.below(5) as usize, dice.below(5) as usize);
            if from != to {
                let same = (found(&rows, from, to, at), best(&dated, from, to, at));
                assert_eq!(same.0, same.1, "round {round}: {rows:?} {from} {to} {at}");
            }
        }
    }
}

#[test]
fn every_way_that_may_be_the_best_is_allowed_for() {
    let mut dice = Dice(2);
    let mut open = 0;
    for round in 0..1500 {
        let rows = dice.rows(true);
        let (from, to, at) = (dice.below(5) as usize, dice.below(5) as usize, 6);
        if from == to {
            continue;
        }
        let told = found(&rows, from, to, at);
        open += u32::from(told.is_some_and(|range| range.known().is_none()));
        for _ in 0..12 {
            let days = |dice: &mut Dice, row: &Row| {
                row.first + dice.below((row.last - row.first + 1) as u64) as Day
            };
            let dated: Vec<(Row, Day)> =
                rows.iter().map(|row| (*row, days(&mut dice, row))).collect();
            let true_rate = best(&dated, from, to, at);
            let holds = match (told, true_rate) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(told), Some(rate)) => told.hull(rate) == told,
            };
            assert!(holds, "round {round}: {told:?} {true_rate:?} of {dated:?} {from} {to}");
        }
    }
    assert!(open > 100, "only {open} were open");
}

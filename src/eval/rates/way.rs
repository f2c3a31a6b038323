//! The way from one currency to another: the one whose oldest quote is freshest, of these the one
//! with fewest legs, of these the one whose currencies come first in the alphabet. Where it is not
//! known which of several that is, what all of them come to.

use super::Day;
use super::quotes::Leg;
use crate::value::{Currency, Range};

/// How many ways that may be the best are looked at.
const MOST: usize = 256;

/// How an amount is converted.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Way {
    pub(crate) rate: Range,
    /// The rows of the quotes that it rests on.
    pub(crate) rows: Vec<u32>,
    /// The first day that its oldest quote may be of.
    pub(crate) oldest: Day,
}

/// The way between two currencies over legs that are in force, each pair both ways; `None` where
/// there is none for certain.
pub(super) fn find(mut legs: Vec<Leg>, from: Currency, to: Currency) -> Option<Way> {
    let oldest = freshest(&legs, from, to)?;
    // No way over an older leg can be the best.
    legs.retain(|leg| leg.last >= oldest);
    legs.sort_by_key(|leg| (leg.from.code(), leg.to.code()));
    let certain = |leg: &&Leg| leg.first.is_some_and(|first| first >= oldest);
    let best = shortest(&legs.iter().filter(certain).collect::<Vec<_>>(), from, to)?;
    let mut ways = vec![best];
    if !legs.iter().all(Leg::is_dated) {
        let mut search = Search {
            legs: &legs,
            to,
            oldest,
            best: ways.first()?.clone(),
            found: Vec::new(),
            steps: 0,
        };
        search.from(from, &mut Vec::new());
        if search.steps > MOST * MOST || search.found.len() > MOST {
            return None;
        }
        ways.extend(search.found);
    }
    let rate = |way: &Vec<&Leg>| way.iter().map(|leg| leg.rate).reduce(Range::mul);
    let rate = ways.iter().filter_map(rate).reduce(Range::hull)?;
    let mut rows: Vec<u32> = Vec::new();
    for row in ways.iter().flatten().flat_map(|leg| &leg.rows) {
        if !rows.contains(row) {
            rows.push(*row);
        }
    }
    Some(Way { rate, rows, oldest })
}

/// The latest day such that quotes of it or later lead from one to the other for certain.
fn freshest(legs: &[Leg], from: Currency, to: Currency) -> Option<Day> {
    let mut dated: Vec<(Day, &Leg)> =
        legs.iter().filter_map(|leg| Some((leg.first?, leg))).collect();
    dated.sort_by_key(|(first, _)| std::cmp::Reverse(*first));
    // Every leg stands there both ways, so who is joined can be told by a list of islands.
    let mut islands: Vec<Vec<Currency>> = Vec::new();
    for (first, leg) in dated {
        let at = |islands: &[Vec<Currency>], c| islands.iter().position(|one| one.contains(&c));
        let mut joined = Vec::new();
        for currency in [leg.from, leg.to] {
            match at(&islands, currency) {
                Some(island) => joined.extend(islands.swap_remove(island)),
                None if joined.contains(&currency) => {}
                None => joined.push(currency),
            }
        }
        if joined.contains(&from) && joined.contains(&to) {
            return Some(first);
        }
        islands.push(joined);
    }
    None
}

/// The way with fewest legs, the first in the alphabet of these; legs stand in its order.
fn shortest<'l>(legs: &[&'l Leg], from: Currency, to: Currency) -> Option<Vec<&'l Leg>> {
    let mut rings = vec![vec![to]];
    let mut met = vec![to];
    while !met.contains(&from) {
        let last = rings.last()?;
        let mut next: Vec<Currency> = Vec::new();
        for leg in legs.iter().filter(|leg| last.contains(&leg.to)) {
            if !met.contains(&leg.from) {
                met.push(leg.from);
                next.push(leg.from);
            }
        }
        if next.is_empty() {
            return None;
        }
        rings.push(next);
    }
    let mut way: Vec<&Leg> = Vec::new();
    let mut here = from;
    for ring in rings.iter().rev().skip(1) {
        let leg = legs.iter().find(|leg| leg.from == here && ring.contains(&leg.to))?;
        way.push(leg);
        here = leg.to;
    }
    Some(way)
}

/// Looks for the ways that may be better than the one that is the best for certain.
struct Search<'l> {
    legs: &'l [Leg],
    to: Currency,
    /// How old the oldest quote of the best may be.
    oldest: Day,
    best: Vec<&'l Leg>,
    found: Vec<Vec<&'l Leg>>,
    steps: usize,
}

impl<'l> Search<'l> {
    fn from(&mut self, here: Currency, way: &mut Vec<&'l Leg>) {
        self.steps += 1;
        if self.steps > MOST * MOST || self.found.len() > MOST || !self.may_win(way, here) {
            return;
        }
        if here == self.to {
            return self.found.push(way.clone());
        }
        let legs = self.legs;
        for leg in legs.iter().filter(|leg| leg.from == here) {
            if way.iter().all(|passed| passed.from != leg.to) {
                way.push(leg);
                self.from(leg.to, way);
                way.pop();
            }
        }
    }

    /// Whether a way that begins so may be the best: its oldest quote later than that of the best
    /// may be, or else as late, and then with fewer legs or before it in the alphabet.
    fn may_win(&self, way: &[&Leg], here: Currency) -> bool {
        let last = way.iter().map(|leg| leg.last).min();
        if last.is_none_or(|last| last > self.oldest) {
            return true;
        }
        let codes = |way: &[&Leg]| way.iter().map(|leg| leg.to.code()).collect::<Vec<_>>();
        match way.len().cmp(&self.best.len()) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => here == self.to && codes(way) < codes(&self.best),
            std::cmp::Ordering::Greater => false,
        }
    }
}

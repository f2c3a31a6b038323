//! Aggregates by definition.

use std::collections::BTreeMap;

use riskwright::builtins::AggregateFn;
use riskwright::ir::Aggregate;
use riskwright::value::{Currency, Decimal, Range, Rounding, Scalar, Tri};

use super::interpreter::{Amount, Oracle, amount, quantity};
use super::money::is_nothing;
use super::share::share;

/// A member or possible member.
#[derive(Clone, Copy)]
pub(super) struct Member {
    certain: bool,
    /// It stands for the members of a list that is not given: none, one, or any number.
    many: bool,
    pub(super) passes: Tri,
    amount: Amount,
}

const ONE: Amount =
    Amount { range: Range { lo: Some(Decimal::ONE), hi: Some(Decimal::ONE) }, currency: None };
pub(super) const NOTHING: Range = Range { lo: Some(Decimal::ZERO), hi: Some(Decimal::ZERO) };

impl Member {
    /// Whether nothing about it is open.
    pub(super) fn is_settled(&self) -> bool {
        self.certain && self.passes != Tri::Unknown && self.amount.range.known().is_some()
    }
}

impl Oracle<'_> {
    pub(crate) fn aggregate(&self, a: &Aggregate, rows: &[u32]) -> Scalar {
        let table = self.tables.of(a.members);
        // Nobody has a list.
        let holder = a.holder.map(|h| match self.value(h, rows) {
            Scalar::NOBODY => Scalar::Code(None),
            holder => holder,
        });
        let is_listed = holder.as_ref().is_none_or(|holder| {
            self.is_listed(a, holder) || !table.unseen.is_empty() && *holder != Scalar::Code(None)
        });
        if let Some(key) = a.key {
            let inside = if is_listed { self.inside(a, holder.as_ref(), rows) } else { Vec::new() };
            return self.in_force(a, key, &inside);
        }
        if !is_listed {
            return match a.function {
                AggregateFn::Exists | AggregateFn::Every => Scalar::Truth(Tri::Unknown),
                AggregateFn::Count => quantity(Range::new(Some(Decimal::ZERO), None), None),
                _ => quantity(Range::ANY, None),
            };
        }
        let mut members: Vec<(Member, Vec<Scalar>)> = Vec::new();
        for (inner, certain) in self.inside(a, holder.as_ref(), rows) {
            let amount = a.value.map_or(ONE, |v| self.amount(v, &inner));
            let passes = a.has.map_or(Tri::True, |h| self.truth(h, &inner));
            let keys = a.group.iter().flat_map(|g| g.keys.iter()).map(|k| self.value(*k, &inner));
            let many = inner.last().is_some_and(|row| table.unseen.get(*row as usize));
            members.push((Member { certain, many, passes, amount }, keys.collect()));
        }
        if members.iter().filter(|(m, _)| m.certain).count() < a.sample as usize {
            return quantity(Range::ANY, None);
        }
        let untold = !members.is_empty() && members.iter().all(|(m, _)| m.many);
        let result = match &a.group {
            None => {
                let members: Vec<Member> = members.into_iter().map(|(m, _)| m).collect();
                self.reduce(a.function, &members)
            }
            Some(group) => self.grouped(a.function, group.function, members),
        };
        // Of a list that is not given nothing was told, but a count of it is at least none.
        if untold && a.function != AggregateFn::Count { unknown(result) } else { result }
    }

    /// The rows that are or may be members, bound inside those around them, and whether each is one
    /// for certain.
    fn inside(
        &self,
        a: &Aggregate,
        holder: Option<&Scalar>,
        rows: &[u32],
    ) -> Vec<(Vec<u32>, bool)> {
        let table = self.tables.of(a.members);
        let held = |row: &u32| match holder {
            Some(Scalar::Code(Some(holder))) => table.parents[*row as usize] == *holder,
            _ => true,
        };
        let bound = |row: u32| {
            let mut inner = rows.to_vec();
            // Levels in between that this aggregate does not look at may be unbound.
            inner.resize(a.level.around(), u32::MAX);
            inner.push(row);
            let inside = a.filter.map_or(Tri::True, |f| self.truth(f, &inner));
            let is_open = table.unseen.get(row as usize) || table.is_perhaps(row as usize);
            (inside != Tri::False).then_some((inner, inside == Tri::True && !is_open))
        };
        (0..table.rows as u32).filter(held).filter_map(bound).collect()
    }

    fn is_listed(&self, a: &Aggregate, holder: &Scalar) -> bool {
        let (record, field) = self.program.schema.record(a.members).parent.expect("it is a list");
        match holder {
            Scalar::Code(Some(row)) => {
                let column = self.tables.of(record).column(field).expect("it was read");
                column.get(*row as usize) != Scalar::Code(None)
            }
            _ => false,
        }
    }

    fn grouped(
        &self,
        outer: AggregateFn,
        inner: AggregateFn,
        members: Vec<(Member, Vec<Scalar>)>,
    ) -> Scalar {
        let (known, homeless): (Vec<_>, Vec<_>) = members
            .into_iter()
            .filter(|(_, keys)| !keys.contains(&Scalar::NOBODY))
            .partition(|(_, keys)| keys.iter().all(Scalar::is_known));
        // One that is for certain forms a group, or belongs to one.
        let some = homeless.iter().any(|(m, _)| m.certain && !m.many);
        let homeless: Vec<Member> =
            homeless.into_iter().map(|(m, _)| Member { certain: false, ..m }).collect();
        let mut groups: Vec<(Vec<Scalar>, Vec<Member>)> = Vec::new();
        for (member, keys) in known {
            match groups.iter_mut().find(|(k, _)| *k == keys) {
                Some((_, group)) => group.push(member),
                None => groups.push((keys, vec![member])),
            }
        }
        let groups: Vec<Vec<Member>> =
            groups.into_iter().map(|(_, group)| [group, homeless.clone()].concat()).collect();
        let result = |group: &Vec<Member>| Member {
            certain: group.iter().any(|m| m.certain),
            many: false,
            passes: Tri::True,
            amount: amount(&self.of_some(inner, group)),
        };
        let mut results: Vec<Member> = groups.iter().map(result).collect();
        // Each may be a group of its own.
        for member in &homeless {
            let own = match homeless.len() {
                1 if !member.many => vec![Member { certain: true, ..*member }],
                _ => homeless.clone(),
            };
            results.push(Member { certain: false, many: member.many, ..result(&own) });
        }
        if some { self.of_some(outer, &results) } else { self.reduce(outer, &results) }
    }

    /// What a group comes to that exists: then one of its members, at least, is one.
    fn of_some(&self, function: AggregateFn, members: &[Member]) -> Scalar {
        let single = matches!(
            function,
            AggregateFn::Min
                | AggregateFn::Max
                | AggregateFn::Average
                | AggregateFn::Median
                | AggregateFn::Percentile(_)
        );
        if !single || members.is_empty() || members.iter().any(|m| m.certain) {
            return self.reduce(function, members);
        }
        self.of(members, |members| {
            let ranges = members.iter().map(|m| m.amount.range);
            ranges.reduce(Range::hull).expect("one at least")
        })
    }

    fn reduce(&self, function: AggregateFn, members: &[Member]) -> Scalar {
        let number = |n: usize| Some(Decimal::from(n as i64));
        let certain = members.iter().filter(|m| m.certain).count();
        match function {
            AggregateFn::Count => {
                let most = number(members.len()).filter(|_| members.iter().all(|m| !m.many));
                quantity(Range::new(number(certain), most), None)
            }
            AggregateFn::Exists => Scalar::Truth(match (certain, members.len()) {
                (0, 0) => Tri::False,
                (0, _) => Tri::Unknown,
                _ => Tri::True,
            }),
            AggregateFn::Every => Scalar::Truth(if members.iter().all(|m| m.passes == Tri::True) {
                Tri::True
            } else if members.iter().any(|m| m.certain && m.passes == Tri::False) {
                Tri::False
            } else {
                Tri::Unknown
            }),
            AggregateFn::Sum => self.sum(members),
            AggregateFn::Product => {
                let mut factors: Vec<Range> = members
                    .iter()
                    .map(|m| match m.certain {
                        true => m.amount.range,
                        false if m.many => powers(m.amount.range),
                        false => m.amount.range.hull(ONE.range),
                    })
                    .collect();
                factors.sort_by_key(|r| (r.lo, r.hi));
                quantity(factors.into_iter().fold(ONE.range, Range::mul), None)
            }
            AggregateFn::Share => match self.one_currency(members) {
                Some((members, _)) => quantity(share(&members).unwrap_or(Range::ANY), None),
                None => quantity(Range::ANY, None),
            },
            AggregateFn::Top(n) => self.of(members, |m| top(m, n as usize)),
            _ if certain == 0 => quantity(Range::ANY, None),
            AggregateFn::Min => self.of(members, smallest),
            AggregateFn::Max => self.of(members, |m| smallest(&negated(m)).neg()),
            AggregateFn::SampleDeviation | AggregateFn::PopulationDeviation => {
                panic!("not generated: `deviation` looks at them")
            }
            AggregateFn::Latest | AggregateFn::Earliest => {
                panic!("their key is not told by an amount: `figures` looks at them")
            }
            AggregateFn::Average => self.of(members, average),
            AggregateFn::Median => self.of(members, |m| ranked(m, median)),
            AggregateFn::Percentile(p) => self.of(members, |m| ranked(m, |v| nearest_rank(v, p))),
        }
    }

    fn of(&self, members: &[Member], f: impl Fn(&[Member]) -> Range) -> Scalar {
        match self.one_currency(members) {
            Some((members, currency)) => quantity(f(&members), currency),
            None => quantity(Range::ANY, None),
        }
    }

    /// From the least to the most of several values; of none of which anything is told nothing is.
    pub(super) fn hull(&self, values: &[Scalar]) -> Scalar {
        let (certain, many, passes) = (true, false, Tri::True);
        let member = |value: &Scalar| Member { certain, many, passes, amount: amount(value) };
        let members: Vec<Member> = values.iter().map(member).collect();
        let all = self.of(&members, |members| {
            members.iter().map(|m| m.amount.range).reduce(Range::hull).expect("one at least")
        });
        match values.iter().all(Scalar::is_unknown) {
            true => unknown(all),
            false => all,
        }
    }

    /// Members in their own currency where they agree, else in the reporting currency. A member
    /// whose rate is missing can be anything of its sign.
    fn one_currency(&self, members: &[Member]) -> Option<(Vec<Member>, Option<Currency>)> {
        let heavy: Vec<Currency> = members
            .iter()
            .filter(|m| !is_nothing(m.amount.range))
            .filter_map(|m| m.amount.currency)
            .collect();
        if heavy.iter().all(|c| *c == heavy[0]) {
            let light = members.iter().filter_map(|m| m.amount.currency).min();
            return Some((members.to_vec(), heavy.first().copied().or(light)));
        }
        let convert = |m: &Member| {
            let range = self.in_currency(m.amount, self.reporting, self.as_of);
            let range = range.unwrap_or(side(m.amount.range));
            Member { amount: Amount { range, currency: Some(self.reporting) }, ..*m }
        };
        Some((members.iter().map(convert).collect(), Some(self.reporting)))
    }

    /// Each currency is added up before it is converted.
    fn sum(&self, members: &[Member]) -> Scalar {
        let mut parts: BTreeMap<Option<&str>, (Option<Currency>, Vec<Range>)> = BTreeMap::new();
        for m in members {
            let currency = m.amount.currency.filter(|_| !is_nothing(m.amount.range));
            parts
                .entry(currency.map(Currency::code))
                .or_insert((currency, Vec::new()))
                .1
                .push(part(m));
        }
        let own: Vec<Currency> = parts.values().filter_map(|(c, _)| *c).collect();
        if own.len() <= 1 {
            let light = members.iter().filter_map(|m| m.amount.currency).min();
            return quantity(total(members.iter().map(part)), own.first().copied().or(light));
        }
        let in_reporting = |(currency, ranges): (Option<Currency>, Vec<Range>)| {
            let amount = Amount { range: total(ranges.into_iter()), currency };
            self.in_currency(amount, self.reporting, self.as_of).unwrap_or(side(amount.range))
        };
        quantity(total(parts.into_values().map(in_reporting)), Some(self.reporting))
    }
}

/// Without a rate an amount keeps its sign.
fn side(r: Range) -> Range {
    let zero = Decimal::ZERO;
    Range {
        lo: r.lo.filter(|lo| *lo >= zero).map(|_| zero),
        hi: r.hi.filter(|hi| *hi <= zero).map(|_| zero),
    }
}

/// Sums round, if they must, in an order that records do not decide.
pub(super) fn total(ranges: impl Iterator<Item = Range>) -> Range {
    let mut ranges: Vec<Range> = ranges.collect();
    ranges.sort_by_key(|r| (r.lo, r.hi));
    ranges.into_iter().fold(NOTHING, Range::add)
}

/// What a member adds: perhaps nothing, if it perhaps is none.
pub(super) fn part(m: &Member) -> Range {
    match m.certain {
        true => m.amount.range,
        false if m.many => side(m.amount.range),
        false => m.amount.range.hull(NOTHING),
    }
}

/// Of any number of values in a range of no negative ones, or of no large ones, the product.
fn powers(r: Range) -> Range {
    let within = |lo: i64, hi: Option<i64>| {
        r.lo.is_some_and(|x| x >= Decimal::from(lo))
            && hi.is_none_or(|hi| r.hi.is_some_and(|x| x <= Decimal::from(hi)))
    };
    let (zero, one) = (Some(Decimal::ZERO), Some(Decimal::ONE));
    match () {
        () if within(1, Some(1)) => ONE.range,
        () if within(1, None) => Range::new(one, None),
        () if within(0, Some(1)) => Range::new(zero, one),
        () if within(0, None) => Range::new(zero, None),
        () if within(-1, Some(1)) => Range::new(r.lo, one),
        () => Range::ANY,
    }
}

fn unknown(value: Scalar) -> Scalar {
    match value {
        Scalar::Quantity { range, currency, .. } if range.known().is_none() => {
            let range = if currency.is_some() { side(range) } else { range };
            Scalar::Quantity { range, currency: None, unknown: true }
        }
        other => other,
    }
}

fn negated(members: &[Member]) -> Vec<Member> {
    let flip =
        |m: &Member| Member { amount: Amount { range: m.amount.range.neg(), ..m.amount }, ..*m };
    members.iter().map(flip).collect()
}

fn smallest(members: &[Member]) -> Range {
    let los: Option<Vec<Decimal>> = members.iter().map(|m| m.amount.range.lo).collect();
    let his = members.iter().filter(|m| m.certain).filter_map(|m| m.amount.range.hi);
    Range::new(los.and_then(|v| v.into_iter().min()), his.min())
}

/// The choices of possible members that matter: for each number of them, that many of the least (or
/// of the largest). Another choice of as many is nowhere lower (nowhere higher), value by value.
fn sizes<T: Ord + Copy>(mut possible: Vec<T>, least: bool) -> Vec<Vec<T>> {
    possible.sort();
    if !least {
        possible.reverse();
    }
    (0..=possible.len()).map(|n| possible[..n].to_vec()).collect()
}

/// The lowest mean over every choice of possible members, and the highest.
fn average(members: &[Member]) -> Range {
    if members.iter().all(|m| m.certain && m.amount.range.known().is_some()) {
        let sum = total(members.iter().map(|m| m.amount.range));
        let mean = sum.div(Range::point(Decimal::from(members.len() as i64)));
        let values = || members.iter().filter_map(|m| m.amount.range.known());
        // However it is rounded, a mean lies among its members.
        return match (mean.known(), values().min(), values().max()) {
            (Some(mean), Some(low), Some(high)) => Range::point(mean.clamp(low, high)),
            _ => mean,
        };
    }
    Range::new(lowest_mean(members), lowest_mean(&negated(members)).map(Decimal::neg))
}

/// Sums round, if they must, downward and in ascending order, the certain members first.
fn lowest_mean(members: &[Member]) -> Option<Decimal> {
    let low = |certain: bool| {
        let members = members.iter().filter(move |m| m.certain == certain);
        members.map(|m| m.amount.range.lo).collect::<Vec<Option<Decimal>>>()
    };
    let mut certain = low(true);
    certain.sort();
    let mut lowest: Option<Option<Decimal>> = None;
    for extra in sizes(low(false), true) {
        let n = Decimal::from((certain.len() + extra.len()) as i64);
        let sum = certain
            .iter()
            .copied()
            .chain(extra)
            .try_fold(Decimal::ZERO, |sum, lo| sum.add(lo?, Rounding::Down));
        let mean = sum.and_then(|s| s.div(n, Rounding::Down));
        // No lower end at all is lower than any.
        lowest = Some(match lowest {
            None => mean,
            Some(best) => best.zip(mean).map(|(a, b)| a.min(b)),
        });
    }
    // Any number of members with one value draw the mean as near to it as one likes.
    for m in members.iter().filter(|m| m.many) {
        lowest = lowest.map(|best| best.zip(m.amount.range.lo).map(|(a, b)| a.min(b)));
    }
    lowest.flatten()
}

/// An end of a range: an open one lies beyond all others.
type End = (i8, Option<Decimal>);

fn lower(m: &Member) -> End {
    m.amount.range.lo.map_or((-1, None), |d| (0, Some(d)))
}

fn upper(m: &Member) -> End {
    m.amount.range.hi.map_or((1, None), |d| (0, Some(d)))
}

/// A figure of ordered values, over every choice of possible members.
fn ranked(members: &[Member], figure: impl Fn(&[End]) -> Vec<End>) -> Range {
    let settled = members.iter().all(|m| m.certain && m.amount.range.known().is_some());
    let of = |v: &Vec<End>, outward| {
        mean(&figure(v), outward, if settled { Rounding::HalfEven } else { outward })
    };
    let lo = choices(members, lower, true).iter().map(|v| of(v, Rounding::Down)).min();
    let hi = choices(members, upper, false).iter().map(|v| of(v, Rounding::Up)).max();
    Range::new(lo.and_then(|(_, d)| d), hi.and_then(|(_, d)| d))
}

/// The values of the choices of possible members that matter, each in ascending order. Of those that
/// stand for any number the one with the least value (or the most) does all that others do, and more
/// of it than some move nothing any more.
fn choices(members: &[Member], end: impl Fn(&Member) -> End, least: bool) -> Vec<Vec<End>> {
    let single: Vec<End> = members.iter().filter(|m| !m.certain && !m.many).map(&end).collect();
    let many = members.iter().filter(|m| m.many).map(&end);
    let many = if least { many.min() } else { many.max() };
    let copies = if many.is_some() { 4 * members.len() + 4 } else { 0 };
    let mut all = Vec::new();
    for chosen in sizes(single, least) {
        for n in 0..=copies {
            let mut values: Vec<End> = members.iter().filter(|m| m.certain).map(&end).collect();
            values.extend(&chosen);
            values.extend(std::iter::repeat_n(many, n).flatten());
            values.sort();
            all.push(values);
        }
    }
    all
}

/// The values that a median is the mean of.
fn median(sorted: &[End]) -> Vec<End> {
    let n = sorted.len();
    vec![sorted[(n - 1) / 2], sorted[n / 2]]
}

fn nearest_rank(sorted: &[End], hundredths: u16) -> Vec<End> {
    let rank = (sorted.len() * usize::from(hundredths)).div_ceil(10_000).max(1);
    vec![sorted[rank - 1]]
}

fn mean(of: &[End], outward: Rounding, rounding: Rounding) -> End {
    let (first, last) = (of[0], of[of.len() - 1]);
    match (first, last) {
        _ if first == last => first,
        ((_, Some(a)), (_, Some(b))) => {
            let sum = a.add(b, rounding).expect("small");
            (0, Some(sum.div(Decimal::from(2), rounding).expect("not by zero")))
        }
        _ if outward == Rounding::Down => first,
        _ => last,
    }
}

/// The sum of the `n` largest, over every choice of possible members; `n` of those that stand for
/// any number are as good as more.
fn top(members: &[Member], n: usize) -> Range {
    let settled = members.iter().all(|m| m.certain && m.amount.range.known().is_some());
    let sum = |mut ends: Vec<End>, outward| {
        let rounding = if settled { Rounding::HalfEven } else { outward };
        ends.sort_by_key(|end| std::cmp::Reverse(*end));
        ends.truncate(n);
        ends.into_iter().try_fold(Decimal::ZERO, |sum, (_, end)| sum.add(end?, rounding))
    };
    let sums = |end: fn(&Member) -> End, least, outward| {
        let certain: Vec<End> = members.iter().filter(|m| m.certain).map(end).collect();
        let possible = members.iter().filter(|m| !m.certain);
        let possible =
            possible.flat_map(|m| std::iter::repeat_n(end(m), if m.many { n } else { 1 }));
        let choices = sizes(possible.collect(), least).into_iter();
        let sums = choices.map(|chosen| sum([&certain[..], &chosen].concat(), outward));
        sums.collect::<Option<Vec<Decimal>>>()
    };
    let lowest = sums(lower, true, Rounding::Down).and_then(|s| s.into_iter().min());
    Range::new(lowest, sums(upper, false, Rounding::Up).and_then(|s| s.into_iter().max()))
}

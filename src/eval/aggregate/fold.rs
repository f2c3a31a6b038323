//! One pass over a member table for all aggregates whose members look at nothing but
//! themselves: every row adds to the totals of the row that it is tied to.
//!
//! Only plain members fold (fixed point, one currency, certain or adding nothing); an aggregate that meets any
//! other is left to the general way.

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::pairs::{Pair, Pairs};
use super::plain::adds_nothing;
use super::plan::{Plan, Prepared};
use super::reduce::{Member, reduce};
use crate::eval::batch::{Batch, collect};
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::rates::Exchange;
use crate::ir::{Aggregate, ExprId};
use crate::operator::AggregateFn;
use crate::ty::RecordId;
use crate::value::{
    Bits, Codes, Column, Currencies, Currency, Decimal, Nums, Quantities, Range, Scalar, Tri,
    Truths,
};

/// How many member rows one task folds.
const RUN: usize = 1 << 16;

/// How many rows are evaluated at once.
const BATCH: usize = 4096;

/// An aggregate that may fold.
pub(crate) struct Candidate<'a> {
    pub(crate) id: ExprId,
    pub(crate) aggregate: &'a Aggregate,
    pub(crate) plan: &'a Plan,
}

/// Whether the pass knows how to total this one.
pub(crate) fn is_candidate(a: &Aggregate, plan: &Plan) -> bool {
    let keyed = a.sample == 0 && plan.alone && plan.target.is_some() && plan.member_key.is_some();
    keyed
        && match &a.group {
            None => {
                matches!(a.function, AggregateFn::Sum | AggregateFn::Count | AggregateFn::Exists)
            }
            Some(group) => group.function == AggregateFn::Sum && group.keys.len() == 1,
        }
}

/// Folds the members of one table into the totals of all candidates; those that met a member
/// that is not plain have none.
pub(crate) fn fold(
    engine: &Engine<'_>,
    members: RecordId,
    candidates: &[Candidate<'_>],
) -> Vec<Option<Prepared>> {
    let rows = engine.tables.of(members).rows;
    let starts: Vec<usize> = (0..rows).step_by(RUN).collect();
    let empty = || candidates.iter().map(|c| Some(Totals::new(engine, c))).collect::<Vec<_>>();
    let run = |mut totals: Vec<Option<Totals>>, start: &usize| {
        for batch in (*start..(*start + RUN).min(rows)).step_by(BATCH) {
            let run = Rows::Run(batch..(batch + BATCH).min(rows));
            // Aggregates of one level share what they compute.
            let mut frames: FxHashMap<u8, Frame<'_>> = FxHashMap::default();
            for (candidate, slot) in candidates.iter().zip(&mut totals) {
                let level = candidate.aggregate.level;
                let frame = frames
                    .entry(level)
                    .or_insert_with(|| Frame::new(engine, level, run.clone(), None));
                *slot = slot.take().and_then(|totals| totals.add(frame, candidate));
            }
        }
        totals
    };
    let merge = |a: Vec<Option<Totals>>, b: Vec<Option<Totals>>| {
        a.into_iter().zip(b).map(|(a, b)| a.zip(b).and_then(|(a, b)| a.merge(b))).collect()
    };
    let totals: Vec<Option<Totals>> = starts.par_iter().fold(empty, run).reduce(empty, merge);
    let finish = |(totals, candidate): (Option<Totals>, &Candidate<'_>)| {
        totals.and_then(|totals| totals.finish(engine, candidate))
    };
    totals.into_iter().zip(candidates).map(finish).collect()
}

/// Running totals by the row that members are tied to.
struct Totals {
    sums: Sums,
    /// Digits behind the point of all sums.
    scale: u8,
    currency: Option<Currency>,
    /// Rows some of whose members have no upper bound.
    open: Vec<bool>,
    /// Rows some of whose members stand for themselves.
    told: Vec<bool>,
}

enum Sums {
    Count(Vec<u32>),
    Sum(Vec<i128>),
    /// By row and group.
    Grouped(Pairs),
}

impl Totals {
    fn new(engine: &Engine<'_>, candidate: &Candidate<'_>) -> Totals {
        let target = candidate.plan.target.map_or(0, |t| engine.tables.of(t).rows);
        let a = candidate.aggregate;
        let sums = match (&a.group, a.function) {
            (Some(_), _) => Sums::Grouped(Pairs::default()),
            (None, AggregateFn::Sum) => Sums::Sum(vec![0; target]),
            (None, _) => Sums::Count(vec![0; target]),
        };
        let open = if matches!(sums, Sums::Sum(_)) { vec![false; target] } else { Vec::new() };
        let told = vec![false; open.len()];
        Totals { sums, scale: 0, currency: None, open, told }
    }

    /// Adds a batch of members; `None` where one is not plain.
    fn add(mut self, f: &Frame<'_>, candidate: &Candidate<'_>) -> Option<Totals> {
        let len = f.len();
        let mut inside = Truths::filled(len, Tri::True);
        for e in &candidate.plan.residual {
            let t = f.eval(*e).truths(len);
            inside = inside.and(&t);
        }
        let unseen = flags(f, &f.engine.tables.of(candidate.aggregate.members).unseen);
        if let Some(unseen) = &unseen {
            inside = inside.doubted(unseen);
        }
        if let Some(perhaps) = flags(f, &f.engine.tables.of(candidate.aggregate.members).perhaps) {
            inside = inside.doubted(&perhaps);
        }
        let unknown = inside.unknown();
        if unknown.any() && !matches!(self.sums, Sums::Sum(_)) {
            return None;
        }
        let keys = f.eval(candidate.plan.member_key?);
        let keys = keys.codes(len);
        if inside.can_be_true().ones().any(|i| keys.get(i) == Some(&Codes::UNKNOWN)) {
            return None;
        }
        let value = candidate.aggregate.value.map(|v| f.eval(v));
        let group =
            candidate.aggregate.group.as_ref().and_then(|g| g.keys.first()).map(|k| f.eval(*k));
        let rows = inside.can_be_true().ones().filter_map(|i| Some((i, *keys.get(i)?)));
        if let Sums::Count(counts) = &mut self.sums {
            rows.for_each(|(_, key)| {
                counts.get_mut(key as usize).into_iter().for_each(|c| *c += 1)
            });
            return Some(self);
        }
        let value = value?;
        let Batch::Each(column) = &value else {
            return None;
        };
        let (coefs, factor, open) = self.align(column)?;
        if !adds_nothing(&unknown, coefs) {
            return None;
        }
        let open = |i: usize| open.is_some_and(|open: &Bits| open.get(i));
        match &mut self.sums {
            Sums::Count(_) => {}
            Sums::Sum(sums) => {
                for (i, key) in rows {
                    let (sum, flag) =
                        (sums.get_mut(key as usize)?, self.open.get_mut(key as usize)?);
                    *sum += i128::from(*coefs.get(i)?) * factor;
                    *flag |= open(i);
                    *self.told.get_mut(key as usize)? |= !unseen.as_ref().is_some_and(|u| u.get(i));
                }
            }
            Sums::Grouped(sums) => {
                let group = group?;
                let groups = group.codes(len);
                for (i, key) in rows {
                    let code = groups.get(i).copied().filter(|c| *c != Codes::UNKNOWN)?;
                    sums.add(key, code, i128::from(*coefs.get(i)?) * factor, open(i));
                }
                sums.settle();
            }
        }
        Some(self)
    }

    /// Brings the totals and a plain column to one scale and currency.
    fn align<'c>(&mut self, column: &'c Column) -> Option<(&'c [i64], i128, Option<&'c Bits>)> {
        let Column::Quantity(Quantities {
            lo: Nums::Fixed { scale, coefs },
            hi: None,
            lo_open: None,
            hi_open,
            currency,
            ..
        }) = column
        else {
            return None;
        };
        let currency = match currency {
            Currencies::None => None,
            Currencies::One(c) => Some(*c),
            Currencies::Each(_) => return None,
        };
        if currency.is_some() && self.currency.is_some() && currency != self.currency {
            return None;
        }
        self.currency = self.currency.or(currency);
        self.rescale((*scale).max(self.scale));
        let factor = 10i128.pow(u32::from(self.scale - scale));
        Some((coefs, factor, hi_open.as_ref()))
    }

    fn rescale(&mut self, scale: u8) {
        let factor = 10i128.pow(u32::from(scale - self.scale));
        self.scale = scale;
        if factor == 1 {
            return;
        }
        match &mut self.sums {
            Sums::Count(_) => {}
            Sums::Sum(sums) => sums.iter_mut().for_each(|s| *s *= factor),
            Sums::Grouped(sums) => sums.scale(factor),
        }
    }

    fn merge(mut self, mut other: Totals) -> Option<Totals> {
        if self.currency.is_some() && other.currency.is_some() && self.currency != other.currency {
            return None;
        }
        self.currency = self.currency.or(other.currency);
        let scale = self.scale.max(other.scale);
        self.rescale(scale);
        other.rescale(scale);
        self.open.iter_mut().zip(&other.open).for_each(|(a, b)| *a |= b);
        self.told.iter_mut().zip(&other.told).for_each(|(a, b)| *a |= b);
        match (&mut self.sums, other.sums) {
            (Sums::Count(a), Sums::Count(b)) => a.iter_mut().zip(b).for_each(|(a, b)| *a += b),
            (Sums::Sum(a), Sums::Sum(b)) => a.iter_mut().zip(b).for_each(|(a, b)| *a += b),
            (Sums::Grouped(a), Sums::Grouped(b)) => a.append(b),
            _ => return None,
        }
        Some(self)
    }

    fn finish(self, engine: &Engine<'_>, candidate: &Candidate<'_>) -> Option<Prepared> {
        let a = candidate.aggregate;
        let target = candidate.plan.target?;
        let rows = engine.tables.of(target).rows;
        let results = match self.sums {
            Sums::Count(counts) if a.function == AggregateFn::Exists => {
                collect(counts.iter().map(|n| Scalar::Truth(Tri::from(*n > 0))).collect())
            }
            Sums::Count(counts) => {
                let coefs = counts.iter().map(|n| i64::from(*n)).collect();
                Batch::each(Column::Quantity(Quantities::exact(Nums::Fixed { scale: 0, coefs })))
            }
            Sums::Sum(sums) => {
                let sums = sums.into_iter().zip(self.open).zip(self.told);
                let total = |((sum, open), told): ((i128, bool), bool)| {
                    let total = Scalar::quantity(range(sum, open, self.scale)?, self.currency);
                    Some(if open && !told { total.untold() } else { total })
                };
                collect(sums.map(total).collect::<Option<Vec<Scalar>>>()?)
            }
            Sums::Grouped(sums) => {
                let groups = Groups { sums, scale: self.scale, currency: self.currency, rows };
                groups.results(a.function, engine.exchange(a))?
            }
        };
        // Rows of the target that nobody is tied to have a result too; who is tied to nothing
        // known is looked at when it happens.
        Some(Prepared { results, unkeyed: OnceLock::new() })
    }
}

/// What a table flags of the members of a batch, where it flags any.
fn flags(f: &Frame<'_>, all: &Bits) -> Option<Bits> {
    match &f.rows {
        Rows::Run(run) if !all.is_empty() => Some(all.slice(run.start, run.end)),
        _ => None,
    }
}

fn range(sum: i128, open: bool, scale: u8) -> Option<Range> {
    let lo = Decimal::new(sum, i32::from(scale))?;
    Some(Range { lo: Some(lo), hi: (!open).then_some(lo) })
}

/// The totals of all groups of all rows.
struct Groups {
    sums: Pairs,
    scale: u8,
    currency: Option<Currency>,
    rows: usize,
}

impl Groups {
    fn results(self, outer: AggregateFn, rates: Exchange<'_>) -> Option<Batch> {
        let sums = self.sums.sorted();
        let member = |pair: &Pair| {
            let range = range(pair.sum, pair.open, self.scale)?;
            Some(Member::surely(range, self.currency))
        };
        let result = |row: u32| {
            let start = sums.partition_point(|pair| pair.row < row);
            let own = sums.iter().skip(start).take_while(|pair| pair.row == row);
            Some(reduce(outer, &own.map(member).collect::<Option<Vec<_>>>()?, rates))
        };
        let rows = (0..self.rows as u32).into_par_iter();
        Some(collect(rows.map(result).collect::<Option<Vec<_>>>()?))
    }
}

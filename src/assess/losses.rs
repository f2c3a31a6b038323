//! What records lose in the cascades of a scenario, added up by record and round.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::choice::{NOTHING, above};
use super::places::Places;
use super::stakes::not_negative;
use crate::eval::scenario::{self as applied, StepTold, Told};
use crate::outcome::{Cell, Stake};
use crate::report::{Fate, Loss, LossRound, LossSize, Losses};
use crate::ty::{RecordId, Ty};
use crate::value::{Column, Currency, Decimal, Range, Scalar, Tri};

/// How much is certain, and how much possible: `None` where that has no end.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ends {
    certain: Decimal,
    possible: Option<Decimal>,
}

/// Of one record, with the currency that it is told in.
type Of = (Cell, Ends, Option<Currency>);

/// The losses of each step of a scenario that tells any; the tables are as it changes them.
pub(super) fn losses(places: Places<'_>, reporting: Currency, told: &Told) -> Vec<Losses> {
    Ledger { places, reporting }.of(told)
}

/// What losses are told with.
struct Ledger<'a> {
    places: Places<'a>,
    reporting: Currency,
}

impl Ledger<'_> {
    fn of(&self, told: &Told) -> Vec<Losses> {
        let (mut all, mut before) = (Vec::new(), 0);
        for (step, told) in (1..).zip(&told.steps) {
            let rounds = told.rounds.as_deref().unwrap_or_default();
            let mut kinds: Vec<RecordId> = each(told).map(|lost| lost.cell.record).collect();
            kinds.sort_unstable();
            kinds.dedup();
            all.extend(kinds.into_iter().map(|kind| self.losses_of(kind, (step, told), before)));
            before += rounds.len() as u64;
        }
        all
    }

    /// Those of the records of one kind, with so many rounds of other steps before.
    fn losses_of(&self, kind: RecordId, (step, told): (u64, &StepTold), before: u64) -> Losses {
        let mut last: BTreeMap<u32, &applied::Lost> = BTreeMap::new();
        let of_kind = |lost: &&applied::Lost| lost.cell.record == kind;
        each(told).filter(of_kind).for_each(|lost| {
            last.insert(lost.cell.row, lost);
        });
        let end: Vec<Of> = last.values().map(|lost| grown(lost.cell, None, &lost.now)).collect();
        let named = self.places.program.schema.record(kind);
        let field = last.values().find_map(|lost| lost.cell.field);
        let field = field.and_then(|field| named.fields.get(field.0 as usize));
        let field = field.map(|field| field.name.clone()).unwrap_or_default();
        let mut losses = Losses::new(step, named.name.clone(), field, self.sum(&end));
        losses.unconverted =
            end.iter().filter(|(_, ends, own)| own.is_some() && !ends.is_nothing()).count() as u64;
        losses.losers = self.in_order(end);
        let rounds = told.rounds.as_deref().unwrap_or_default();
        let rounds = (before + 1..).zip(rounds);
        let rounds = rounds.map(|(number, round)| (Some(number), &round.losses));
        for (round, lost) in std::iter::once((None, &told.losses)).chain(rounds) {
            let grown = |lost: &applied::Lost| grown(lost.cell, lost.before.as_ref(), &lost.now);
            let grown: Vec<Of> = lost.iter().filter(of_kind).map(grown).collect();
            if grown.iter().any(|(_, ends, _)| !ends.is_nothing()) {
                let more = self.sum(&grown);
                losses.rounds.push(LossRound::new(round, more, self.in_order(grown)));
            }
        }
        losses
    }

    /// All together, without what is in a currency of its own.
    fn sum(&self, all: &[Of]) -> LossSize {
        let nothing = Ends { certain: Decimal::ZERO, possible: Some(Decimal::ZERO) };
        let home = all.iter().filter(|(_, _, own)| own.is_none());
        self.lost(home.fold(nothing, |sum, (_, ends, _)| sum.plus(*ends)), None)
    }

    fn in_order(&self, mut all: Vec<Of>) -> Vec<Loss> {
        all.retain(|(_, ends, _)| !ends.is_nothing());
        let places = self.places;
        all.sort_by_cached_key(|(cell, ends, _)| {
            let (open, most) = (ends.possible.is_none(), ends.possible);
            (Reverse(ends.certain), Reverse((open, most)), places.key(cell.record, cell.row))
        });
        let loss = |(cell, ends, own): Of| {
            let key = places.key(cell.record, cell.row);
            Loss::new(key, self.lost(ends, own), self.became(cell))
        };
        all.into_iter().map(loss).collect()
    }

    fn lost(&self, ends: Ends, own: Option<Currency>) -> LossSize {
        let value = |end| {
            let value = Scalar::quantity(Range::point(end), own.or(Some(self.reporting)));
            self.places.computed(&value, Ty::MONEY)
        };
        LossSize::new(value(ends.certain), ends.possible.map(value))
    }

    /// What became of a record in the end.
    fn became(&self, Cell { record, row, field }: Cell) -> Fate {
        let column = field.and_then(|field| self.places.tables.of(record).column(field));
        match column {
            Some(Column::Truth(truths)) => match truths.get(row as usize) {
                Tri::True => Fate::Joined,
                Tri::Unknown => Fate::Perhaps,
                Tri::False => Fate::Bears,
            },
            _ => Fate::Perhaps,
        }
    }
}

/// Everything that a step tells of losses, in order.
fn each(told: &StepTold) -> impl Iterator<Item = &applied::Lost> {
    let rounds = told.rounds.iter().flatten().flat_map(|round| &round.losses);
    told.losses.iter().chain(rounds)
}

/// By how much a loss grew; in its own currency where there is no rate for it.
fn grown(cell: Cell, before: Option<&Stake>, now: &Stake) -> Of {
    let own = |stake: &Stake| match stake.home {
        Some(_) => None,
        None => stake.value.parts().1,
    };
    let same = before.filter(|before| own(before) == own(now));
    (cell, same.map_or(Ends::of(now), |before| Ends::of(now).since(Ends::of(before))), own(now))
}

impl Ends {
    fn of(stake: &Stake) -> Ends {
        let range = not_negative(stake.home.unwrap_or(stake.value.parts().0));
        Ends { certain: range.lo.unwrap_or(Decimal::ZERO), possible: range.hi }
    }

    fn is_nothing(self) -> bool {
        Range::new(Some(self.certain), self.possible) == NOTHING
    }

    fn since(self, before: Ends) -> Ends {
        let certain = above(Some(self.certain), Some(before.certain));
        let possible = match (self.possible, before.possible) {
            // What may be any amount may not be more than it might before.
            (_, None) => Some(Decimal::ZERO),
            (now, before) => above(now, before).hi,
        };
        Ends { certain: certain.lo.unwrap_or(Decimal::ZERO), possible }
    }

    fn plus(self, other: Ends) -> Ends {
        let sum = |a: Decimal, b: Decimal| Range::point(a).add(Range::point(b));
        let possible = self.possible.zip(other.possible);
        Ends {
            certain: sum(self.certain, other.certain).lo.unwrap_or(self.certain),
            possible: possible.and_then(|(a, b)| sum(a, b).hi),
        }
    }
}

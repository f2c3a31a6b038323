//! Ways out: every single fact whose change alone would clear a finding, and every aggregate.

use rustc_hash::FxHashSet;

mod figures;
mod parts;

use self::figures::{easy, nearest, step};
use self::parts::Parts;
use super::inverse;
use super::place::{cell, verdict};
use super::polynomial::{Unknown, meet, reads};
use crate::eval::frame::{Frame, Supposed};
use crate::ir::{ExprId, Op, Rule};
use crate::operator::End;
use crate::outcome::{Cell, Needs, Verdict, WayOut};
use crate::ty::{Bounds, Ty};
use crate::value::{Currency, Date, Decimal, Range, Rounding, Scalar, Tri};

/// Places behind the point of what is next to nothing.
const NEAR: i32 = 30;

/// How many values a choice may list.
const LABELS: usize = 8;

/// The ways out of the finding on the only row of a frame, in the order of the rule's text.
pub(super) fn of(f: &Frame<'_>, rule: &Rule) -> Vec<WayOut> {
    let mut targets: Vec<(Option<Cell>, Vec<ExprId>)> = Vec::new();
    let leaves = leaves(f, rule);
    for leaf in &leaves {
        let at = cell(f, *leaf, 0);
        // Nobody can make a ring shorter: what is made of records is no fact to change.
        if at.is_some_and(|cell| f.engine.program.schema.kind(cell.record).is_made()) {
            continue;
        }
        if at.is_none() && !stands_alone(f, &leaves, *leaf) {
            continue;
        }
        match targets.iter_mut().find(|(cell, _)| cell.is_some() && *cell == at) {
            Some((_, leaves)) => leaves.push(*leaf),
            None => targets.push((at, vec![*leaf])),
        }
    }
    // An aggregate that reads the same field might move with it.
    let alone = |cell: &Option<Cell>| cell.is_none_or(|cell| !aggregated(f, rule, cell));
    let targets = targets.iter().filter(|(cell, _)| alone(cell));
    let way = |(cell, leaves): &(Option<Cell>, Vec<ExprId>)| {
        let supposed = &Supposed::new(leaves);
        Search { f, rule, cell: *cell, leaves, supposed }.way()
    };
    targets.filter_map(way).collect()
}

/// Whether an expression is an aggregate with no other beside it over members of the same kind, or
/// made of the same records, which would move with it.
fn stands_alone(f: &Frame<'_>, leaves: &[ExprId], e: ExprId) -> bool {
    let arena = &f.engine.program.arena;
    let grounds = |e: ExprId| match &arena.get(e).op {
        Op::Aggregate(a) => f.engine.program.grounds(a.members),
        _ => Vec::new(),
    };
    let own = grounds(e);
    let moved = |leaf: &ExprId| grounds(*leaf).iter().any(|record| own.contains(record));
    !own.is_empty() && leaves.iter().filter(|leaf| moved(leaf)).count() == 1
}

fn aggregated(f: &Frame<'_>, rule: &Rule, cell: Cell) -> bool {
    let arena = &f.engine.program.arena;
    let mut seen = FxHashSet::default();
    let parts = arena.parts(rule.conditions(), |e, _| seen.insert(e));
    let aggregates = parts.filter(|e| matches!(arena.get(*e).op, Op::Aggregate(_)));
    let mut seen = FxHashSet::default();
    let mut inside = arena.parts(aggregates.collect::<Vec<_>>(), |e, _| seen.insert(e));
    inside.any(|e| match arena.get(e).op {
        Op::Field(base, field) => {
            Some(field) == cell.field && arena.get(base).ty == Ty::Record(cell.record)
        }
        _ => false,
    })
}

struct Search<'a, 'f> {
    f: &'a Frame<'f>,
    rule: &'a Rule,
    /// Where the fact stands; `None` for an aggregate.
    cell: Option<Cell>,
    leaves: &'a [ExprId],
    supposed: &'a Supposed<'a>,
}

impl Search<'_, '_> {
    fn way(&self) -> Option<WayOut> {
        let leaf = *self.leaves.first()?;
        let program = self.f.engine.program;
        let ty = program.arena.get(leaf).ty;
        let now = self.f.told(leaf, 0);
        let needs = match (&now, ty) {
            (Scalar::Quantity { range, .. }, Ty::Date) => self.date(*range),
            (Scalar::Quantity { range, currency, .. }, _) => {
                // What is not told has no currency of its own.
                let reporting = self.f.engine.rates.reporting;
                let currency = currency.or_else(|| ty.is_money().then_some(reporting));
                self.quantity(*range, currency)
            }
            (Scalar::Code(now), Ty::Choice(choice)) => {
                let choice = program.schema.choice(choice);
                self.choice(*now, choice.labels.len(), choice.ordered)
            }
            (Scalar::Truth(_), _) if self.cell.is_some() => {
                let clearing = [Tri::True, Tri::False].map(Scalar::Truth);
                let clearing: Vec<Scalar> =
                    clearing.into_iter().filter(|s| self.clears(s)).collect();
                (clearing.len() == 1).then_some(Needs::OneOf(clearing))
            }
            _ => None,
        };
        let needs = match self.cell {
            Some(_) => needs.or_else(|| self.given(&now, ty))?,
            None => needs?,
        };
        let path = program.path(leaf).or_else(|| self.name(leaf))?;
        Some(WayOut { path, value: now, ty: self.read_as(leaf, ty), needs })
    }

    /// How to read it: a ratio that is held against a percentage reads as one.
    fn read_as(&self, leaf: ExprId, ty: Ty) -> Ty {
        let arena = &self.f.engine.program.arena;
        if ty != Ty::NUMBER {
            return ty;
        }
        let held_against = self.outside_aggregates().find_map(|e| match arena.get(e).op {
            Op::Compare(_, a, b) if arena.strip(a) == leaf => Some(b),
            Op::Compare(_, a, b) if arena.strip(b) == leaf => Some(a),
            _ => None,
        });
        held_against.map_or(ty, |line| arena.get(line).ty)
    }

    /// What the rule calls an aggregate; as it is written where it has no name of its own.
    fn name(&self, aggregate: ExprId) -> Option<String> {
        let program = self.f.engine.program;
        let names = |e: &ExprId| matches!(program.arena.get(*e).op, Op::Named(_, inner) if inner == aggregate);
        let name = self.outside_aggregates().find(names).unwrap_or(aggregate);
        Some(program.print(name, &self.rule.variable))
    }

    /// Whether the finding would be clear if the fact were that. A rule that no longer applies
    /// is no way out: it only looks away.
    fn clears(&self, value: &Scalar) -> bool {
        self.verdict(value) == Verdict::Clear
    }

    fn clears_at(&self, d: Decimal, currency: Option<Currency>) -> bool {
        self.clears(&Scalar::quantity(Range::point(d), currency))
    }

    fn verdict(&self, value: &Scalar) -> Verdict {
        verdict(&self.f.supposing(self.supposed, value), self.rule, 0)
    }

    fn choice(&self, now: Option<u32>, labels: usize, ordered: bool) -> Option<Needs> {
        let label = |c: u32| Scalar::Code(Some(c));
        let verdicts: Vec<Verdict> = (0..labels as u32).map(|c| self.verdict(&label(c))).collect();
        let clearing: Vec<u32> = (0..labels as u32)
            .filter(|c| verdicts.get(*c as usize) == Some(&Verdict::Clear))
            .collect();
        let (first, last) = (*clearing.first()?, *clearing.last()?);
        let quiet = |v: &Verdict| matches!(v, Verdict::Clear | Verdict::NotApplicable);
        let from = |range: &[Verdict]| ordered && range.iter().all(quiet);
        if from(verdicts.get(first as usize..)?) && now.is_none_or(|n| n < first) {
            return Some(Needs::AtLeast { value: label(first), strict: false });
        }
        if from(verdicts.get(..=last as usize)?) && now.is_none_or(|n| n > last) {
            return Some(Needs::AtMost { value: label(last), strict: false });
        }
        (clearing.len() <= LABELS).then(|| Needs::OneOf(clearing.into_iter().map(label).collect()))
    }

    fn quantity(&self, now: Range, currency: Option<Currency>) -> Option<Needs> {
        let mut lines = self.lines(currency);
        lines.sort();
        lines.dedup();
        let at = |d: Decimal| Scalar::Quantity { range: Range::point(d), currency, unknown: false };
        let ok = |d: Decimal| self.allowed(d) && self.clears_at(d, currency);
        let parts = Parts::of(self, &lines, currency);
        let up = |d: Decimal| ok(d) && parts.clear(Some(d), None);
        let down = |d: Decimal| ok(d) && parts.clear(None, Some(d));
        let beyond = |d: Decimal, sign: i64| {
            step(d).and_then(|s| d.add(if sign > 0 { s } else { s.neg() }, Rounding::HalfEven))
        };
        // The last value that there may be has none beyond it.
        let past = |line, sign| self.within(beyond(line, sign)).or_else(|| self.within(Some(line)));
        let above = lines.iter().copied().filter(|d| now.lo.is_none_or(|lo| lo <= *d));
        let above = above.filter_map(|line| Some((line, past(line, 1)?)));
        if let Some((line, _)) = first_of(above.collect(), |(_, from)| up(*from)) {
            let line = match now.lo.or(now.hi).filter(|_| beyond(line, -1).is_some_and(&ok)) {
                Some(now) => nearest(now, line, Rounding::Up, &up)?,
                None => line,
            };
            let easy = easy(line, Rounding::Up).filter(|easy| up(*easy));
            let line = easy.unwrap_or(line);
            return Some(Needs::AtLeast { value: at(line), strict: !ok(line) });
        }
        let below = lines.iter().rev().copied().filter(|d| now.hi.is_none_or(|hi| hi >= *d));
        let below = below.filter_map(|line| Some((line, past(line, -1)?)));
        if let Some((line, _)) = first_of(below.collect(), |(_, until)| down(*until)) {
            let line = match now.hi.or(now.lo).filter(|_| beyond(line, 1).is_some_and(&ok)) {
                Some(now) => nearest(now, line, Rounding::Down, &down)?,
                None => line,
            };
            let easy = easy(line, Rounding::Down).filter(|easy| down(*easy));
            let line = easy.unwrap_or(line);
            return Some(Needs::AtMost { value: at(line), strict: !ok(line) });
        }
        None
    }

    /// Whether the finding would be clear whatever the fact were between two ends, of which the one
    /// that is not told is as far as the fact can go. A way out that a further value closes again
    /// is none.
    fn clears_between(
        &self,
        lo: Option<Decimal>,
        hi: Option<Decimal>,
        currency: Option<Currency>,
    ) -> bool {
        let bounds = self.bounds();
        let all = |lo, hi| {
            self.clears(&Scalar::Quantity { range: Range::new(lo, hi), currency, unknown: false })
        };
        // A fact may come as near to nothing as one likes, even where it cannot be nothing because
        // something is divided by it.
        let near = |end: Option<Decimal>, sign| {
            end.filter(|end| *end == Decimal::ZERO).and_then(|_| Decimal::new(sign, NEAR))
        };
        match (lo, hi) {
            (None, hi) => {
                all(bounds.lo, hi) || near(bounds.lo, 1).is_some_and(|lo| all(Some(lo), hi))
            }
            (lo, None) => {
                all(lo, bounds.hi) || near(bounds.hi, -1).is_some_and(|hi| all(lo, Some(hi)))
            }
            (lo, hi) => all(lo, hi),
        }
    }

    /// Between what the fact can be at all.
    fn bounds(&self) -> Range {
        let schema = &self.f.engine.program.schema;
        match self.cell {
            Some(Cell { record, field: Some(field), .. }) => {
                let bounds = &schema.field(record, field).bounds;
                Range::new(bounds.lo, bounds.hi)
            }
            Some(_) => Range::ANY,
            // What is made of amounts that are none of them negative is not negative either.
            None if self.leaves.iter().any(|e| may_be_negative(self.f, *e)) => Range::ANY,
            None => Range::new(Some(Decimal::ZERO), None),
        }
    }

    /// Where the fact makes some comparison of the rule change sides.
    fn lines(&self, currency: Option<Currency>) -> Vec<Decimal> {
        let arena = &self.f.engine.program.arena;
        let x = Unknown { leaves: self.leaves, currency, end: End::Lowest };
        let mut lines = Vec::new();
        for e in self.outside_aggregates() {
            if let Op::Compare(_, a, b) = arena.get(e).op
                && reads(self.f, x, e)
            {
                for end in [End::Lowest, End::Highest] {
                    let x = Unknown { end, ..x };
                    match meet(self.f, x, a, b) {
                        Some(line) => lines.push(line),
                        None => lines.extend(inverse::meet(self.f, x, a, b)),
                    }
                }
            }
        }
        lines
    }

    fn within(&self, d: Option<Decimal>) -> Option<Decimal> {
        d.filter(|d| self.allowed(*d))
    }

    fn allowed(&self, d: Decimal) -> bool {
        let schema = &self.f.engine.program.schema;
        match self.cell {
            Some(Cell { record, field: Some(field), .. }) => {
                within(&schema.field(record, field).bounds, d)
            }
            Some(_) | None => self.bounds().contains(d),
        }
    }

    /// Days are few enough to find by halving the first from which on all are clear.
    fn date(&self, now: Range) -> Option<Needs> {
        let at = |day: i32| Scalar::date(Date(day));
        let day = |end: Option<Decimal>| end.and_then(Date::of_number).map(|d| d.0);
        let number = |day: i32| Some(Decimal::from(i64::from(day)));
        let from = |day: i32| self.clears(&at(day)) && self.clears_between(number(day), None, None);
        let until =
            |day: i32| self.clears(&at(day)) && self.clears_between(None, number(day), None);
        let halve = |mut bad: i32, mut good: i32, all: &dyn Fn(i32) -> bool| {
            while bad.abs_diff(good) > 1 {
                let middle = bad + (good - bad) / 2;
                if all(middle) { good = middle } else { bad = middle }
            }
            good
        };
        // What has happened cannot happen on another day: only a day to come is a way out.
        let to_come = |day: i32| (day > self.f.engine.rates.as_of.0).then(|| at(day));
        if let Some(hi) = day(now.hi).filter(|_| from(Date::MAX.0)) {
            let value = to_come(halve(hi, Date::MAX.0, &from))?;
            return Some(Needs::AtLeast { value, strict: false });
        }
        if let Some(lo) = day(now.lo).filter(|_| until(Date::MIN.0)) {
            let value = to_come(halve(lo, Date::MIN.0, &until))?;
            return Some(Needs::AtMost { value, strict: false });
        }
        None
    }

    /// Whether it would be enough that the fact were given at all, whatever it is.
    fn given(&self, now: &Scalar, ty: Ty) -> Option<Needs> {
        if !now.is_unknown() {
            return None;
        }
        let schema = &self.f.engine.program.schema;
        let any = match ty {
            Ty::Quantity { .. } | Ty::Date => {
                let one = Scalar::quantity(Range::point(Decimal::ONE), None);
                self.clears(&one) && (self.is_only_asked() || self.clears_between(None, None, None))
            }
            Ty::Text => self.is_only_asked() && self.clears(&Scalar::Text(Some("".into()))),
            Ty::Choice(c) => (0..schema.choice(c).labels.len() as u32)
                .all(|label| self.clears(&Scalar::Code(Some(label)))),
            Ty::Bool | Ty::Period | Ty::Currency | Ty::Record(_) | Ty::List(_) => false,
        };
        any.then_some(Needs::Given)
    }

    /// Whether the conditions ask of the fact nothing but whether it is known.
    fn is_only_asked(&self) -> bool {
        let arena = &self.f.engine.program.arena;
        let (mut seen, leaves) = (FxHashSet::default(), self.leaves);
        let asks = |op: &Op| match op {
            Op::IsKnown(a) | Op::IsUnknown(a) => leaves.contains(&arena.strip(*a)),
            _ => false,
        };
        let parts = arena.parts(self.rule.conditions(), |e, op| !asks(op) && seen.insert(e));
        parts.into_iter().all(|e| !leaves.contains(&e))
    }

    /// What the conditions of the rule are made of, but for the inside of aggregates.
    fn outside_aggregates(&self) -> impl Iterator<Item = ExprId> {
        let (arena, mut seen) = (&self.f.engine.program.arena, FxHashSet::default());
        let enter = move |e, op: &Op| !matches!(op, Op::Aggregate(_)) && seen.insert(e);
        arena.parts(self.rule.conditions(), enter)
    }
}

/// The first that holds, where all behind one that holds do: what clears a finding from one line on
/// clears it from every further line on.
fn first_of<T>(mut all: Vec<T>, holds: impl Fn(&T) -> bool) -> Option<T> {
    let first = all.partition_point(|one| !holds(one));
    (first < all.len()).then(|| all.swap_remove(first)).filter(&holds)
}

fn may_be_negative(f: &Frame<'_>, e: ExprId) -> bool {
    let (range, _) = f.eval(e).get(0).parts();
    range.lo.is_none_or(|lo| lo.signum() < 0)
}

fn within(bounds: &Bounds, d: Decimal) -> bool {
    bounds.lo.is_none_or(|lo| d > lo || (d == lo && !bounds.lo_open))
        && bounds.hi.is_none_or(|hi| d < hi || (d == hi && !bounds.hi_open))
}

/// What a rule's conditions are made of: the fields that they read outside aggregates, and the
/// aggregates; each once. That the subject exists is none of them: no rung is true without it.
fn leaves(f: &Frame<'_>, rule: &Rule) -> Vec<ExprId> {
    let mut seen: FxHashSet<ExprId> = rule.exists.into_iter().collect();
    let (mut leaves, arena) = (Vec::new(), &f.engine.program.arena);
    let enter = |e, op: &Op| {
        let new = seen.insert(e);
        if new && matches!(op, Op::Aggregate(_) | Op::Field(..)) {
            leaves.push(e);
        }
        new && !matches!(op, Op::Aggregate(_))
    };
    arena.parts(rule.conditions(), enter).for_each(drop);
    leaves
}

//! Expressions, one row at a time, by the book.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use riskwright::ir::{ExprId, Op, Param, Program, Rule};
use riskwright::operator::{ArithOp, CompareOp, End, IsTest, TextOp};
use riskwright::outcome::{Severity, Verdict};
use riskwright::record::Tables;
use riskwright::ty::{FieldId, RecordId, Ty};
use riskwright::value::{Currency, Date, Decimal, Period, Range, Scalar, Tri};

use super::{period, power, spread};

/// A program, its records, and the two facts of a run.
pub(crate) struct Oracle<'a> {
    pub(crate) program: &'a Program,
    pub(crate) tables: &'a Tables,
    pub(crate) as_of: Date,
    pub(crate) reporting: Currency,
    /// What aggregates came to, by the rows that they look at: those inside others are asked for
    /// again and again.
    found: RefCell<HashMap<(ExprId, Vec<u32>), Scalar>>,
}

/// A quantity taken apart.
#[derive(Clone, Copy)]
pub(crate) struct Amount {
    pub(crate) range: Range,
    pub(crate) currency: Option<Currency>,
}

impl<'a> Oracle<'a> {
    pub(crate) fn new(
        program: &'a Program,
        tables: &'a Tables,
        as_of: Date,
        reporting: Currency,
    ) -> Oracle<'a> {
        Oracle { program, tables, as_of, reporting, found: RefCell::default() }
    }
}

impl Oracle<'_> {
    /// The verdict of a rule on a row of its subject's table.
    pub(crate) fn verdict(&self, rule: &Rule, row: u32) -> Verdict {
        let rows = [row];
        let unless = rule.unless.iter().fold(Tri::False, |t, e| or(t, self.truth(*e, &rows)));
        if unless == Tri::True {
            return Verdict::NotApplicable;
        }
        let rungs: Vec<(Severity, Tri)> =
            rule.rungs.iter().map(|r| (r.severity, self.truth(r.when, &rows))).collect();
        let worst = |t: Tri| rungs.iter().filter(|(_, x)| *x == t).map(|(s, _)| *s).max();
        match (worst(Tri::True), worst(Tri::Unknown)) {
            (None, None) => Verdict::Clear,
            (a, b) if unless == Tri::Unknown => {
                Verdict::Undetermined { possibly: a.max(b).expect("one of them") }
            }
            (Some(severity), open) => {
                Verdict::Flagged { severity, possibly: open.filter(|o| *o > severity) }
            }
            (None, Some(possibly)) => Verdict::Undetermined { possibly },
        }
    }

    pub(crate) fn truth(&self, e: ExprId, rows: &[u32]) -> Tri {
        match self.value(e, rows) {
            Scalar::Truth(t) => t,
            other => panic!("a condition is {other:?}"),
        }
    }

    pub(crate) fn amount(&self, e: ExprId, rows: &[u32]) -> Amount {
        amount(&self.value(e, rows))
    }

    /// The value of an expression; `rows` are the rows bound at each level.
    pub(crate) fn value(&self, e: ExprId, rows: &[u32]) -> Scalar {
        let node = self.program.arena.get(e);
        let ty = |e: ExprId| self.program.arena.get(e).ty;
        match &node.op {
            Op::Const(s) => s.clone(),
            Op::Param(i) => self.program.params[*i as usize].value.clone(),
            Op::ParamAt(i, date) => {
                self.param_at(&self.program.params[*i as usize], self.amount(*date, rows))
            }
            Op::AsOf => Scalar::date(self.as_of),
            Op::Row(level) => Scalar::Code(Some(rows[level.around()])),
            Op::Field(base, field) => match (self.value(*base, rows), ty(*base)) {
                (Scalar::NOBODY, _) => node.ty.unknown(),
                (Scalar::Code(Some(row)), Ty::Record(record)) => {
                    let column = self.tables.of(record).column(*field).expect("it was read");
                    column.get(row as usize)
                }
                (_, Ty::Record(record)) => self.of_any(record, *field, node.ty),
                _ => node.ty.unknown(),
            },
            Op::Key(base) => match (self.value(*base, rows), ty(*base)) {
                (Scalar::NOBODY, _) => Scalar::Text(None),
                (Scalar::Code(Some(row)), Ty::Record(record)) => {
                    let keys = &self.tables.of(record).keys;
                    Scalar::Text(keys.get(row as usize).map(Into::into))
                }
                _ => Scalar::Text(None),
            },
            Op::Holder(member) => match (self.value(*member, rows), ty(*member)) {
                (Scalar::Code(Some(row)), Ty::Record(list)) => {
                    Scalar::Code(Some(self.tables.of(list).parents[row as usize]))
                }
                _ => Scalar::Code(None),
            },
            Op::Named(_, inner) => self.value(*inner, rows),
            Op::Not(a) => Scalar::Truth(not(self.truth(*a, rows))),
            Op::And(parts) => {
                let parts = parts.iter().map(|p| not(self.truth(*p, rows)));
                Scalar::Truth(not(parts.fold(Tri::False, or)))
            }
            Op::Or(parts) => {
                Scalar::Truth(parts.iter().map(|p| self.truth(*p, rows)).fold(Tri::False, or))
            }
            Op::Compare(op, a, b) => {
                let (x, y) = (self.value(*a, rows), self.value(*b, rows));
                Scalar::Truth(match self.in_group(*a, &x, &y, rows) {
                    Some(inside) if *op == CompareOp::Eq => inside,
                    _ => match self.compare(*op, &x, &y) {
                        Tri::Unknown => self.by_signs(*op, (*a, &x), (*b, &y)),
                        decided => decided,
                    },
                })
            }
            Op::Arith(op, a, b) => {
                let (x, y) = (self.value(*a, rows), self.value(*b, rows));
                match (op, self.signs(*b)) {
                    (op, _) if op.raises() => power::raised(*op, &x, &y, self.signs(*a)),
                    (ArithOp::Div | ArithOp::Per, signs)
                        if !amount(&y).range.contains(Decimal::ZERO)
                            || signs.is_above()
                            || signs.is_below() =>
                    {
                        self.quotient((&x, ty(*a)), (&y, ty(*b)))
                    }
                    _ => self.arith(*op, (&x, ty(*a)), (&y, ty(*b))),
                }
            }
            Op::Spread(s) => {
                let day = |e: ExprId| self.amount(e, rows).range;
                spread::due(self.amount(s.value, rows), [s.from, s.to, s.first, s.last].map(day))
            }
            Op::Neg(a) => match self.value(*a, rows) {
                Scalar::Quantity { range, currency, unknown } => {
                    Scalar::Quantity { range: range.neg(), currency, unknown }
                }
                Scalar::Period(p) => Scalar::Period(period::neg(p)),
                other => other,
            },
            Op::InSet(a, set) => {
                let x = self.value(*a, rows);
                let equal = |e: &ExprId| self.compare(CompareOp::Eq, &x, &self.value(*e, rows));
                Scalar::Truth(set.iter().map(equal).fold(Tri::False, or))
            }
            Op::IsKnown(a) | Op::IsUnknown(a) => {
                let x = self.value(*a, rows);
                let test = match node.op {
                    Op::IsKnown(_) => IsTest::Known,
                    _ => IsTest::Unknown,
                };
                match self.asks_unseen(*a, rows) && !x.is_known() {
                    true => Scalar::Truth(Tri::Unknown),
                    false => is(test, &x),
                }
            }
            Op::IsNone(a) => match self.value(*a, rows) {
                Scalar::Code(None) => Scalar::Truth(Tri::Unknown),
                x => Scalar::from(x == Scalar::NOBODY),
            },
            Op::OrElse(a, b) => {
                let (x, y) = (self.value(*a, rows), self.value(*b, rows));
                match is(IsTest::Unknown, &x) == Scalar::from(true) {
                    true if self.asks_unseen(*a, rows) => self.either(x, y, node.ty),
                    true => y,
                    false => x,
                }
            }
            Op::TextTest(op, a, b) => match (self.value(*a, rows), self.value(*b, rows)) {
                (Scalar::Text(Some(x)), Scalar::Text(Some(y))) => Scalar::from(match op {
                    TextOp::Contains => x.contains(&*y),
                    TextOp::StartsWith => x.starts_with(&*y),
                    TextOp::EndsWith => x.ends_with(&*y),
                }),
                _ => Scalar::Truth(Tri::Unknown),
            },
            Op::Call(builtin, args) => {
                let range = self.amount(args[0], rows).range;
                quantity(period::part(builtin.get().name, range), None)
            }
            Op::Matches(..) | Op::Ask(..) => panic!("not generated"),
            Op::End(end, a) => {
                let whole = self.value(*a, rows);
                let a = amount(&whole);
                let told = if *end == End::Lowest { a.range.lo } else { a.range.hi };
                match told {
                    Some(end) => quantity(Range::point(end), a.currency),
                    None => whole,
                }
            }
            Op::Convert(a, to, at) => {
                let at = at.map_or(Scalar::date(self.as_of), |at| self.value(at, rows));
                self.convert(&self.value(*a, rows), to.unwrap_or(self.reporting), &at)
            }
            Op::If(c, a, b) => {
                let (x, y) = (self.value(*a, rows), self.value(*b, rows));
                match self.truth(*c, rows) {
                    Tri::True => x,
                    Tri::False => y,
                    Tri::Unknown => self.either(x, y, node.ty),
                }
            }
            Op::Aggregate(a) => {
                let mut looked_at = vec![u32::MAX; rows.len()];
                self.looks_at(e, rows, &mut looked_at);
                let asked = (e, looked_at);
                if let Some(found) = self.found.borrow().get(&asked) {
                    return found.clone();
                }
                let value = self.aggregate(a, rows);
                self.found.borrow_mut().insert(asked, value.clone());
                value
            }
        }
    }

    /// Which of the rows that are bound an expression looks at; those bound inside are its own.
    fn looks_at(&self, e: ExprId, rows: &[u32], looked_at: &mut [u32]) {
        let arena = &self.program.arena;
        match arena.get(e).op {
            Op::Row(level) => {
                if let Some(row) = rows.get(level.around()) {
                    looked_at[level.around()] = *row;
                }
            }
            _ => arena.operands(e, |operand| self.looks_at(operand, rows, looked_at)),
        }
    }

    /// What is known of a field whichever record it is of: its bounds.
    fn of_any(&self, record: RecordId, field: FieldId, ty: Ty) -> Scalar {
        let bounds = &self.program.schema.field(record, field).bounds;
        match ty.unknown() {
            Scalar::Quantity { .. } => Scalar::Quantity {
                range: Range::new(bounds.lo, bounds.hi),
                currency: None,
                unknown: true,
            },
            other => other,
        }
    }

    /// Whether an expression reads a fact of a member of a list that is not given.
    fn asks_unseen(&self, e: ExprId, rows: &[u32]) -> bool {
        let record = |base: ExprId| match (self.program.arena.get(base).ty, self.value(base, rows))
        {
            (Ty::Record(record), Scalar::Code(Some(row))) => {
                self.tables.of(record).unseen.get(row as usize)
            }
            _ => false,
        };
        match &self.program.arena.get(e).op {
            Op::Field(base, _) => record(*base) || self.asks_unseen(*base, rows),
            Op::Aggregate(a) => {
                a.holder.is_some_and(|holder| record(holder) || self.asks_unseen(holder, rows))
            }
            Op::Holder(_) | Op::Key(_) => false,
            _ => {
                let mut any = false;
                self.program.arena.operands(e, |o| any |= self.asks_unseen(o, rows));
                any
            }
        }
    }

    /// What a param may be on some day of a range: day by day as long as it changes.
    fn param_at(&self, param: &Param, days: Amount) -> Scalar {
        let begins: Vec<Option<Decimal>> = param
            .timeline
            .iter()
            .map(|value| value.since.map(|d| Decimal::from(i64::from(d.0))))
            .collect();
        let on = |day: Option<Decimal>| {
            let begun =
                |since: &Option<Decimal>| since.is_none_or(|s| day.is_some_and(|day| s <= day));
            begins
                .iter()
                .rposition(begun)
                .map_or(param.ty.unknown(), |n| param.timeline[n].value.clone())
        };
        let within = |day: &Decimal| {
            days.range.lo.is_none_or(|lo| *day > lo) && days.range.hi.is_none_or(|hi| *day <= hi)
        };
        let changes = begins.iter().flatten().filter(|day| within(day)).map(|day| on(Some(*day)));
        changes.fold(on(days.range.lo), |all, value| self.either(all, value, param.ty))
    }

    /// What it is if it is one of the two.
    pub(crate) fn either(&self, x: Scalar, y: Scalar, ty: Ty) -> Scalar {
        if x == y {
            return x;
        }
        match ty {
            Ty::Period => match (&x, &y) {
                (Scalar::Period(x), Scalar::Period(y)) => Scalar::Period(period::either(*x, *y)),
                _ => ty.unknown(),
            },
            Ty::Quantity { .. } | Ty::Date => match self.together(amount(&x), amount(&y), 1) {
                Some((x, y, currency)) => quantity(x.hull(y), currency),
                None => ty.unknown(),
            },
            _ => ty.unknown(),
        }
    }

    /// Whether a step whose own group `x` is not known is in the group `y`, as far as its keys
    /// tell; `None` where that is not what is asked.
    fn in_group(&self, a: ExprId, x: &Scalar, y: &Scalar, rows: &[u32]) -> Option<Tri> {
        let (Scalar::Code(None), Scalar::Code(Some(group))) = (x, y) else {
            return None;
        };
        let Op::Field(base, field) = self.program.arena.get(a).op else {
            return None;
        };
        let Ty::Record(steps) = self.program.arena.get(base).ty else {
            return None;
        };
        let made = self.program.schema.kind(steps).step().filter(|step| step.group == field)?;
        let (groups, lines) = (&made.of, &made.lines);
        let Scalar::Code(Some(step)) = self.value(base, rows) else {
            return None;
        };
        // The leg that a step without a known end makes alone is its own.
        if self.tables.of(*groups).open().contains(&(*group, vec![step])) {
            return Some(Tri::True);
        }
        let (_, row) = self.tables.of(steps).origins()[step as usize];
        let line = self.tables.of(steps).column(made.line).expect("it was made");
        let line = amount(&line.get(step as usize)).range.known().and_then(|n| n.fixed(0));
        let line = &lines[line.expect("a line is known") as usize];
        let columns = self.tables.of(*groups).columns.iter().flatten();
        let apart = line.keys.iter().zip(columns).any(|(key, column)| {
            let (own, theirs) = (self.value(*key, &[row]), column.get(*group as usize));
            match (&own, &theirs) {
                (&Scalar::NOBODY, _) | (_, &Scalar::NOBODY) => true,
                _ if own.is_known() && theirs.is_known() => own != theirs,
                (Scalar::Quantity { .. }, Scalar::Quantity { .. }) => {
                    let (own, theirs) = (amount(&own), amount(&theirs));
                    own.currency == theirs.currency && own.range.intersect(theirs.range).is_none()
                }
                _ => false,
            }
        });
        Some(if apart { Tri::False } else { Tri::Unknown })
    }

    pub(crate) fn compare(&self, op: CompareOp, a: &Scalar, b: &Scalar) -> Tri {
        match (a, b) {
            (Scalar::Quantity { .. }, Scalar::Quantity { .. }) => {
                match self.together(amount(a), amount(b), 1) {
                    Some((x, y, _)) => ranges(op, x, y),
                    None => Tri::Unknown,
                }
            }
            (Scalar::Period(x), Scalar::Period(y)) => period::compare(op, *x, *y),
            (&Scalar::NOBODY, Scalar::Code(_)) | (Scalar::Code(_), &Scalar::NOBODY) => {
                Tri::from(op == CompareOp::Ne)
            }
            (Scalar::Code(Some(x)), Scalar::Code(Some(y))) => ordering(op, x.cmp(y)),
            (Scalar::Text(Some(x)), Scalar::Text(Some(y))) => ordering(op, x.cmp(y)),
            (Scalar::Truth(x), Scalar::Truth(y)) if *x != Tri::Unknown && *y != Tri::Unknown => {
                ordering(op, (*x == Tri::True).cmp(&(*y == Tri::True)))
            }
            _ => Tri::Unknown,
        }
    }

    fn arith(&self, op: ArithOp, (a, ta): (&Scalar, Ty), (b, tb): (&Scalar, Ty)) -> Scalar {
        match (ta, tb) {
            (Ty::Quantity { dim: da, .. }, Ty::Quantity { dim: db, .. }) => {
                assert!(da.money() <= 1 && db.money() <= 1, "not generated");
                let Some((x, y, currency)) = self.together(amount(a), amount(b), 1) else {
                    return quantity(Range::ANY, None);
                };
                let (range, money) = match op {
                    ArithOp::Add => (x.add(y), da.money()),
                    ArithOp::Sub => (x.sub(y), da.money()),
                    ArithOp::Mul | ArithOp::Of => (x.mul(y), da.money() + db.money()),
                    ArithOp::Div | ArithOp::Per => (x.div(y), da.money() - db.money()),
                    ArithOp::Pow | ArithOp::Root => panic!("no amounts meet"),
                };
                quantity(range, currency.filter(|_| money != 0))
            }
            (Ty::Date, Ty::Date) => {
                let day = |end: Option<Decimal>| end.and_then(|d| d.fixed(0));
                let (x, y) = (amount(a).range, amount(b).range);
                let least = day(x.lo).zip(day(y.hi)).map(|(x, y)| x - y);
                let most = day(x.hi).zip(day(y.lo)).map(|(x, y)| x - y);
                Scalar::Period(period::days(least, most))
            }
            (Ty::Date, Ty::Period) => {
                let by =
                    if op == ArithOp::Sub { period::neg(period::of(b)) } else { period::of(b) };
                let shift = |(d, by): (Decimal, Period)| {
                    let date = Date(d.fixed(0).expect("days are whole") as i32);
                    let date = date.plus(by).expect("not generated near the calendar's ends");
                    Decimal::from(i64::from(date.0))
                };
                let range = amount(a).range;
                let (lo, hi) = (range.lo.zip(by.lo).map(shift), range.hi.zip(by.hi).map(shift));
                quantity(Range::new(lo, hi), None)
            }
            (Ty::Period, Ty::Period) => {
                let y = if op == ArithOp::Sub { period::neg(period::of(b)) } else { period::of(b) };
                Scalar::Period(period::sum(period::of(a), y))
            }
            (Ty::Period, Ty::Quantity { .. }) | (Ty::Quantity { .. }, Ty::Period) => {
                let (period, number) = if ta == Ty::Period { (a, b) } else { (b, a) };
                Scalar::Period(period::times(period::of(period), amount(number).range))
            }
            other => panic!("not generated: {other:?}"),
        }
    }
}

pub(crate) fn amount(s: &Scalar) -> Amount {
    match s {
        Scalar::Quantity { range, currency, .. } => Amount { range: *range, currency: *currency },
        other => panic!("no quantity: {other:?}"),
    }
}

pub(crate) fn quantity(range: Range, currency: Option<Currency>) -> Scalar {
    let unknown = range.lo.is_none() && range.hi.is_none();
    Scalar::Quantity { range, currency: currency.filter(|_| !unknown), unknown }
}

/// Whether a comparison holds for all, none or some of the values in two ranges.
fn ranges(op: CompareOp, a: Range, b: Range) -> Tri {
    let less =
        |x: Option<Decimal>, y: Option<Decimal>| matches!((x, y), (Some(x), Some(y)) if x < y);
    let upto =
        |x: Option<Decimal>, y: Option<Decimal>| matches!((x, y), (Some(x), Some(y)) if x <= y);
    match op {
        CompareOp::Lt if less(a.hi, b.lo) => Tri::True,
        CompareOp::Lt if upto(b.hi, a.lo) => Tri::False,
        CompareOp::Le if upto(a.hi, b.lo) => Tri::True,
        CompareOp::Le if less(b.hi, a.lo) => Tri::False,
        CompareOp::Gt => ranges(CompareOp::Lt, b, a),
        CompareOp::Ge => ranges(CompareOp::Le, b, a),
        CompareOp::Eq if less(a.hi, b.lo) || less(b.hi, a.lo) => Tri::False,
        CompareOp::Eq if a.known().is_some() && a.known() == b.known() => Tri::True,
        CompareOp::Ne => not(ranges(CompareOp::Eq, a, b)),
        _ => Tri::Unknown,
    }
}

pub(crate) fn ordering(op: CompareOp, o: Ordering) -> Tri {
    Tri::from(match op {
        CompareOp::Eq => o.is_eq(),
        CompareOp::Ne => o.is_ne(),
        CompareOp::Lt => o.is_lt(),
        CompareOp::Le => o.is_le(),
        CompareOp::Gt => o.is_gt(),
        CompareOp::Ge => o.is_ge(),
    })
}

fn is(test: IsTest, s: &Scalar) -> Scalar {
    Scalar::from(match (test, s) {
        (IsTest::None, _) => unreachable!("asked elsewhere"),
        (IsTest::Known, s) => s.is_known(),
        (IsTest::Unknown, Scalar::Quantity { unknown, .. }) => *unknown,
        (IsTest::Unknown, Scalar::Period(period)) => period.lo.is_none() && period.hi.is_none(),
        (IsTest::Unknown, s) => !s.is_known(),
    })
}

pub(crate) fn not(t: Tri) -> Tri {
    match t {
        Tri::True => Tri::False,
        Tri::False => Tri::True,
        Tri::Unknown => Tri::Unknown,
    }
}

pub(crate) fn or(a: Tri, b: Tri) -> Tri {
    match (a, b) {
        (Tri::True, _) | (_, Tri::True) => Tri::True,
        (Tri::False, Tri::False) => Tri::False,
        _ => Tri::Unknown,
    }
}

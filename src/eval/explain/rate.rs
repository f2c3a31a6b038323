//! The exchange rates that a value rests on.

mod members;

use crate::alarm::Sure;
use crate::eval::aggregate::{each_member, tied};
use crate::eval::found::Met;
use crate::eval::frame::Frame;
use crate::eval::rates::{Flaw, Rates};
use crate::ir::{Aggregate, ExprId, Op, RateTable};
use crate::outcome::{Cell, Fact, Reason, Wanted};
use crate::ty::{FieldId, Ty, exact};
use crate::value::{Currency, Date};

/// The rates by which the operands of an expression, or the members of an aggregate, are brought
/// into one currency: each a fact of its own.
pub(super) fn used(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<Fact> {
    facts(f, || rows(f, e, place, Met::of_value))
}

/// The same, and the rates by which the members of an aggregate are members and come to what they
/// come to.
pub(super) fn behind(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<Fact> {
    facts(f, || members::behind(f, e, place))
}

fn facts(f: &Frame<'_>, rows: impl FnOnce() -> Vec<u32>) -> Vec<Fact> {
    let program = f.engine.program;
    let Some(table) = program.rates else {
        return Vec::new();
    };
    let field = program.schema.field(table.record, table.rate);
    let records = f.engine.tables.of(table.record);
    let fact = |row: u32| {
        let value = records.column(table.rate)?.get(row as usize);
        let cell = Some(Cell { record: table.record, row, field: Some(table.rate) });
        Some(Fact { cell, ..Fact::new(name(f, table, row, table.rate), value, field.ty) })
    };
    // Those of members are found as they come, which is no order to tell them in.
    let mut rows = rows();
    let standing = |row: &u32| f.engine.tables.standing(&program.schema, table.record, *row);
    rows.sort_by_cached_key(standing);
    rows.into_iter().filter_map(fact).collect()
}

/// What a rate is told as: by the key of its record, and by its day where the key does not tell.
pub(super) fn name(f: &Frame<'_>, table: RateTable, row: u32, field: FieldId) -> String {
    let (schema, records) = (&f.engine.program.schema, f.engine.tables.of(table.record));
    let rate = &schema.field(table.record, field).name;
    let key = records.keys.get(row as usize).sure();
    if schema.record(table.record).key.contains(&table.date) {
        return format!("{rate} of {key}");
    }
    let date = records.column(table.date).map(|dates| dates.get(row as usize));
    let date = date.map(|date| exact(&date, Ty::Date, schema, &|_, _| String::new()));
    format!("{rate} of {key} of {}", date.unwrap_or_default())
}

/// The facts that leave it open what amounts come to in one currency: rates, and the days that
/// they are of, which are not told exactly. Those of what an amount is made of that is not known
/// count, too: once that is told, it comes to something by them.
pub(super) fn open(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<Cell> {
    if f.engine.rates.are_open() {
        open_facts(f, rows(f, e, place, Met::within))
    } else {
        Vec::new()
    }
}

/// What those records of rates do not tell exactly.
fn open_facts(f: &Frame<'_>, rows: Vec<u32>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let Some(table) = f.engine.program.rates else {
        return cells;
    };
    for row in rows {
        for field in [table.rate, table.date] {
            let column = f.engine.tables.of(table.record).column(field);
            let is_open = column.is_some_and(|column| !column.get(row as usize).is_known());
            let nothing =
                field == table.rate && f.engine.rates.flaws().contains(&(row, Flaw::Rate));
            if is_open || nothing {
                cells.push(Cell { record: table.record, row, field: Some(field) });
            }
        }
    }
    cells
}

/// The records of the rates that bring the operands of an expression, or the members of an
/// aggregate, into one currency; `of` gives the currencies of an operand.
fn rows(
    f: &Frame<'_>,
    e: ExprId,
    place: usize,
    of: fn(&Frame<'_>, ExprId, usize) -> Met,
) -> Vec<u32> {
    let arena = &f.engine.program.arena;
    let mut met = Met::default();
    match &arena.get(e).op {
        Op::Convert(a, to, at) => {
            let rates = &f.engine.rates;
            let days = match at {
                None => vec![rates.as_of],
                Some(at) => rates.days(f.eval(*at).get(place).parts().0),
            };
            met = of(f, *a, place);
            let to = to.unwrap_or(rates.reporting);
            let mut rows: Vec<u32> = Vec::new();
            for row in days.into_iter().flat_map(|day| met.rows(f, to, day)) {
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
            return rows;
        }
        Op::Aggregate(a) => {
            let Some(value) = amount(f, a) else {
                return Vec::new();
            };
            met = Met::of_all(f, e, a, value, place);
        }
        // A branch is taken as it is.
        Op::If(..) => {}
        _ => arena.operands(e, |o| {
            if arena.get(o).ty.is_money() {
                met.join(&of(f, o, place));
            }
        }),
    }
    match met.0.as_slice() {
        [] | [_] => Vec::new(),
        _ => met.rows(f, f.engine.rates.reporting, f.engine.rates.as_of),
    }
}

/// The rates that the operands of an expression lack to come into one currency, whatever is told
/// of what else they are made of. What an operand lacks within itself is asked for there.
pub(super) fn unrated(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<Reason> {
    let (arena, mut all, mut asked) = (&f.engine.program.arena, Met::default(), Met::default());
    arena.operands(e, |operand| {
        if arena.get(operand).ty.is_money() {
            let met = Met::within(f, operand, place);
            all.join(&met);
            if met.0.len() > 1 {
                asked.join(&met);
            }
        }
    });
    let asked = asked.unrated(&f.engine.rates);
    all.unrated(&f.engine.rates).into_iter().filter(|reason| !asked.contains(reason)).collect()
}

/// What an aggregate makes something of, where that is money.
pub(super) fn amount(f: &Frame<'_>, a: &Aggregate) -> Option<ExprId> {
    a.value.filter(|value| f.engine.program.arena.get(*value).ty.is_money())
}

impl Met {
    /// Those of an aggregate's members.
    fn of_all(f: &Frame<'_>, e: ExprId, a: &Aggregate, value: ExprId, place: usize) -> Met {
        let Some((plan, _)) = f.engine.aggregate(e) else { return Met::default() };
        let met = plan.once(f, place, (&plan.common.met, |key| key), |f, place| {
            let mut met = Met::default();
            each_member(f, e, a, place, |inner, at, _| met.add(&inner.eval(value).get(at)));
            met
        });
        met.as_ref().clone()
    }

    /// Those of its members that are not shared with other subjects.
    pub(super) fn of_tied(
        f: &Frame<'_>,
        e: ExprId,
        a: &Aggregate,
        value: ExprId,
        place: usize,
    ) -> Met {
        let Some((plan, _)) = f.engine.aggregate(e) else { return Met::default() };
        let met = plan.once(f, place, (&plan.common.tied, |key| key), |f, place| {
            let mut met = Met::default();
            let add = |inner: &Frame<'_>, _: &[usize], counting: &[usize]| {
                let amounts = inner.eval(value);
                counting.iter().for_each(|at| met.add(&amounts.get(*at)));
            };
            tied(f, e, a, place, add, |_, _| ());
            met
        });
        met.as_ref().clone()
    }

    /// That of an amount, where it is known.
    fn of_value(f: &Frame<'_>, e: ExprId, place: usize) -> Met {
        let mut met = Met::default();
        met.add(&f.eval(e).get(place));
        met
    }

    /// Those of an amount, or, where that is not known, of the amounts that it is made of for
    /// certain.
    fn within(f: &Frame<'_>, e: ExprId, place: usize) -> Met {
        let (arena, mut met) = (&f.engine.program.arena, Met::default());
        let value = f.eval(e).get(place);
        match &arena.get(e).op {
            _ if value.parts().1.is_some() => met.add(&value),
            Op::Field(..) | Op::If(..) | Op::OrElse(..) | Op::Convert(..) => {}
            // Whatever the day, it is told in the currency of all its values.
            Op::ParamAt(param, _) => {
                let param = f.engine.program.params.get(*param as usize);
                let values = param.into_iter().flat_map(|param| &param.timeline);
                values.for_each(|in_force| met.add(&in_force.value));
                if met.0.len() > 1 {
                    met = Met::default();
                }
            }
            Op::Aggregate(a) => {
                let value = amount(f, a);
                met = value.map(|value| Met::of_tied(f, e, a, value, place)).unwrap_or(met);
            }
            _ => arena.operands(e, |operand| {
                if arena.get(operand).ty.is_money() {
                    met.join(&Met::within(f, operand, place));
                }
            }),
        }
        met
    }

    /// The rates that they lack to come into one currency, where there are several.
    pub(super) fn unrated(&self, rates: &Rates) -> Vec<Reason> {
        let several = self.0.iter().filter(|_| self.0.len() > 1);
        several.filter_map(|from| rates.lacking(*from)).collect()
    }

    /// Whether they come into one currency once all is told that is wanted, whatever it turns out to
    /// be.
    pub(super) fn come_together(&self, f: &Frame<'_>, wanted: &[Wanted]) -> bool {
        let rates = &f.engine.rates;
        let told = |from: &Currency| match rates.lacking(*from) {
            Some(reason) => Wanted::of(None, &reason).is_some_and(|rate| wanted.contains(&rate)),
            None => {
                let open = open_facts(f, rates.between(*from));
                open.into_iter().all(|cell| wanted.contains(&Wanted::Fact(cell)))
            }
        };
        self.0.len() < 2 || self.0.iter().all(told)
    }

    /// The records of the rates to one currency at a date.
    fn rows(&self, f: &Frame<'_>, to: Currency, at: Date) -> Vec<u32> {
        let mut rows: Vec<u32> = Vec::new();
        for row in self.0.iter().flat_map(|from| f.engine.rates.behind(*from, to, at)) {
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows
    }
}

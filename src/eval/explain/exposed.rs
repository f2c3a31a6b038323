//! How exposures are told. Rules do not name the rows that one goes over, nor what is computed of
//! each: a leg that is reached, a way, or what a step may lead to that does not tell its ends.

use super::place::{name_of, truth};
use crate::builtins::AggregateFn;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId, Op};
use crate::ty::{Kind, RecordId};
use crate::value::Tri;

/// How many records are named whose steps do not tell their ends.
const NAMED: usize = 3;

/// A row of an exposure.
pub(super) struct Exposed {
    /// In words: `amount of a/b`, `smallest leg of a/b/c`.
    pub(super) words: String,
    /// What counts of it; none where no record tells it.
    pub(super) value: Option<ExprId>,
}

/// The aggregate that an expression names where rules do not write it themselves: an exposure, or
/// what a leg carries.
pub(super) fn named(f: &Frame<'_>, e: ExprId) -> Option<ExprId> {
    let program = f.engine.program;
    let Op::Named(name, inner) = &program.arena.get(e).op else {
        return None;
    };
    let Op::Aggregate(a) = &program.arena.get(*inner).op else {
        return None;
    };
    let of_leg = a.variable.as_ref() == "step" && program.schema.kind(a.members).is_made();
    let amount = name.rsplit('.').next() == Some("amount");
    (is_exposure(f, a) || of_leg && amount).then_some(*inner)
}

/// Whether an aggregate is an exposure.
pub(super) fn is_exposure(f: &Frame<'_>, a: &Aggregate) -> bool {
    over(f, a.members).is_some()
}

/// What a row stands for that an aggregate goes over; none where that is no exposure.
pub(super) fn row(f: &Frame<'_>, a: &Aggregate, at: usize, row: u32) -> Option<Exposed> {
    let (legs, ways) = over(f, a.members)?;
    let value = taken(f, a.value?, at);
    let key = name_of(f, a.members, row, false);
    if value.is_none() || key.is_empty() {
        return Some(Exposed { words: beyond(f, a.members, legs, row), value: None });
    }
    let of = match (ways, value.map(|value| &f.engine.program.arena.get(value).op)) {
        (true, Some(Op::Aggregate(way))) if way.function == AggregateFn::Product => "product",
        (true, _) => "smallest leg",
        (false, _) => "amount",
    };
    Some(Exposed { words: format!("{of} of {key}"), value })
}

/// The legs over which an exposure goes whose rows are of a kind, and whether these are ways.
fn over(f: &Frame<'_>, members: RecordId) -> Option<(RecordId, bool)> {
    match f.engine.program.schema.kind(members) {
        Kind::Reach(reach) => Some((reach.legs, false)),
        Kind::Walk(walk) => walk.way().map(|_| (walk.legs, true)),
        Kind::Read | Kind::Group(_) | Kind::Slots(_) | Kind::Step(_) => None,
        Kind::Leg(_) | Kind::Passed | Kind::Card(_) => None,
    }
}

/// The branch that counts at a place, as far as it is known which.
fn taken(f: &Frame<'_>, mut e: ExprId, at: usize) -> Option<ExprId> {
    let arena = &f.engine.program.arena;
    while let Op::If(c, a, b) = &arena.get(e).op {
        e = match truth(f, *c, at) {
            Tri::True => *a,
            Tri::False => *b,
            Tri::Unknown => return None,
        };
    }
    Some(e)
}

/// What may lie behind steps that do not tell their ends, by the records that make them.
fn beyond(f: &Frame<'_>, members: RecordId, legs: RecordId, row: u32) -> String {
    let rows = f.engine.tables.of(members).open_at(row).unwrap_or_default();
    let steps = f.engine.program.schema.kind(legs).steps();
    let name = |row: &u32| steps.map(|steps| name_of(f, steps, *row, true));
    let names: Vec<&str> = rows.iter().take(NAMED).filter_map(name).collect();
    match names.len() {
        0 => "what was not followed".to_owned(),
        n if n < rows.len() => format!("what may lie behind {}, …", names.join(", ")),
        _ => format!("what may lie behind {}", names.join(", ")),
    }
}

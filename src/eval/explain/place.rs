//! What a frame says at one place.

use crate::eval::frame::Frame;
use crate::eval::verdict::judge;
use crate::ir::{ExprId, Op, Rule};
use crate::outcome::{Cell, Verdict};
use crate::ty::{RecordId, Ty};
use crate::value::{Scalar, Tri};

/// The verdict at a place of a frame.
pub(super) fn verdict(f: &Frame<'_>, rule: &Rule, place: usize) -> Verdict {
    let truth = |e: &ExprId| truth(f, *e, place);
    let unless = Tri::any(rule.unless.iter().map(truth));
    judge(unless, rule.rungs.iter().map(|r| (r.severity, truth(&r.when))))
}

/// The truth of a condition at a place of a frame.
pub(super) fn truth(f: &Frame<'_>, e: ExprId, place: usize) -> Tri {
    match f.eval(e).get(place) {
        Scalar::Truth(t) => t,
        _ => Tri::Unknown,
    }
}

/// Where the fact stands that a field expression reads at a place of a frame; `None` where the
/// reference that leads to it is not known, or leads to nobody.
pub(super) fn cell(f: &Frame<'_>, e: ExprId, place: usize) -> Option<Cell> {
    let arena = &f.engine.program.arena;
    let Op::Field(base, field) = &arena.get(e).op else {
        return None;
    };
    let Ty::Record(record) = arena.get(*base).ty else {
        return None;
    };
    let row = f.eval(*base).leads(place)?;
    Some(Cell { record, row, field: Some(*field) })
}

/// What a record goes by: its key, or where it has none and `held` says that this is of use, that
/// of the record which holds it.
pub(super) fn name_of<'f>(f: &Frame<'f>, record: RecordId, row: u32, held: bool) -> &'f str {
    let standing = f.engine.tables.standing(&f.engine.program.schema, record, row);
    if standing.key.is_empty() && held { standing.holder } else { standing.key }
}

/// Whether an expression looks at no record: what a rule says of itself, as its lines are.
pub(super) fn is_policy(f: &Frame<'_>, e: ExprId) -> bool {
    let arena = &f.engine.program.arena;
    arena.parts([e], |_, _| true).all(|e| {
        let node = arena.get(e);
        node.levels.is_empty() && !matches!(node.op, Op::Aggregate(_))
    })
}

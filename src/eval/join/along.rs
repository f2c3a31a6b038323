//! What tells in which of the subjects' windows a member is, beside the record that ties it: the year
//! of a slot, the days from its first to its last, a label.

use std::sync::OnceLock;

use super::tie::conjuncts;
use super::windows::Windows;
use crate::ir::{Aggregate, ExprId, Level, Op, Program};
use crate::meaning::Beyond;
use crate::operator::CompareOp;
use crate::ty::{RecordId, Ty};

/// Conditions that hold where a member is in the window of its subject.
#[derive(Debug)]
pub(crate) struct Along {
    pub(super) conditions: Vec<ExprId>,
    /// The member's side.
    pub(super) member: ExprId,
    /// The first and the last value of a subject's window; one expression where both are one.
    pub(super) ends: [ExprId; 2],
    /// Whether these are a year, and the member's side is a day.
    pub(super) years: bool,
    /// Where subjects are bound, and their kind.
    pub(super) level: Level,
    pub(super) subjects: RecordId,
    /// The windows of all subjects, once they were asked for; none where they meet.
    pub(super) windows: OnceLock<Option<Windows>>,
}

/// A condition of a member and its subject: `member op end`.
struct Side {
    condition: ExprId,
    op: CompareOp,
    member: ExprId,
    end: ExprId,
    level: Level,
}

impl Along {
    /// What an aggregate's conditions say of windows, if they do.
    pub(super) fn of(program: &Program, a: &Aggregate) -> Option<Along> {
        let conditions = conjuncts(program, a.filter).into_iter();
        let sides: Vec<Side> = conditions.filter_map(|e| Side::of(program, e, a.level)).collect();
        let window = |first: &Side| {
            let second = match first.op {
                CompareOp::Eq => first,
                CompareOp::Ge => sides.iter().find(|side| {
                    side.op == CompareOp::Le
                        && (side.member, side.level) == (first.member, first.level)
                })?,
                _ => return None,
            };
            let subjects = kind_of(program, [first.end, second.end], first.level)?;
            let mut conditions = vec![first.condition, second.condition];
            conditions.dedup();
            let day = day_of(program, first.member).filter(|_| first.op == CompareOp::Eq);
            Some(Along {
                conditions,
                member: day.unwrap_or(first.member),
                years: day.is_some(),
                ends: [first.end, second.end],
                level: first.level,
                subjects,
                windows: OnceLock::new(),
            })
        };
        sides.iter().find_map(window)
    }
}

impl Side {
    fn of(program: &Program, condition: ExprId, own: Level) -> Option<Side> {
        let arena = &program.arena;
        let Op::Compare(op, a, b) = arena.get(arena.strip(condition)).op else {
            return None;
        };
        let levels = |e: ExprId| arena.get(e).levels;
        let (op, member, end) = match levels(a).is_just(own) {
            true => (op, a, b),
            false => (op.mirrored(), b, a),
        };
        let level = levels(end).outermost().filter(|level| *level != own)?;
        let one_each = levels(member).is_just(own) && levels(end).is_just(level);
        let told = [member, end].into_iter().all(|e| is_told(program, e, op));
        (one_each && told).then_some(Side { condition, op, member, end, level })
    }
}

/// Whether what an expression comes to says all that its comparison does: it takes no members, no
/// bound that a declaration excludes, and no quotient, which is compared without dividing.
fn is_told(program: &Program, e: ExprId, op: CompareOp) -> bool {
    let arena = &program.arena;
    let compares = match arena.get(e).ty {
        Ty::Date => true,
        ty if ty == Ty::NUMBER => !matches!(arena.get(arena.strip(e)).op, Op::Arith(..)),
        Ty::Bool | Ty::Text | Ty::Currency | Ty::Choice(_) => op == CompareOp::Eq,
        Ty::Quantity { .. } | Ty::Period | Ty::Record(_) | Ty::List(_) => false,
    };
    let takes_members =
        || arena.parts([e], |_, _| true).any(|part| matches!(arena.get(part).op, Op::Aggregate(_)));
    compares && program.beyond(e) == Beyond::default() && !takes_members()
}

/// The day of which an expression is the year: to be of a year is to be one of its days.
fn day_of(program: &Program, e: ExprId) -> Option<ExprId> {
    let arena = &program.arena;
    match &arena.get(arena.strip(e)).op {
        Op::Call(builtin, of) if builtin.is_year() => {
            of.first().copied().filter(|day| is_told(program, *day, CompareOp::Eq))
        }
        _ => None,
    }
}

/// The kind of the rows bound at a level that expressions look at.
fn kind_of(program: &Program, of: [ExprId; 2], level: Level) -> Option<RecordId> {
    let arena = &program.arena;
    let mut rows =
        arena.parts(of, |_, _| true).filter(|part| arena.get(*part).op == Op::Row(level));
    arena.get(rows.next()?).ty.record()
}

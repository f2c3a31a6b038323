//! What stands beside the members of an aggregate in an explanation: the group that decides, lists
//! that are not given, and those whom a condition leaves out.

use super::facts::member_name;
use super::place::name_of;
use crate::eval::aggregate;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId};
use crate::outcome::{Cell, Explanation, Reason};
use crate::ty::Ty;
use crate::value::{Decimal, Scalar};

/// How many records are named that a condition leaves out.
const NAMED: usize = 3;

/// The group that alone decides, whose members stand below it.
pub(super) fn group(
    f: &Frame<'_>,
    (e, a): (ExprId, &Aggregate),
    place: usize,
    variable: &str,
) -> Option<Explanation> {
    let (keys, value) = aggregate::deciding(f, e, a, place)?;
    let program = f.engine.program;
    Some(Explanation::new(program.group_path(a, &keys, variable), value, program.arena.get(e).ty))
}

/// A list that is not given, and may hold more members.
pub(super) fn not_given(f: &Frame<'_>, cell: Cell) -> Explanation {
    let schema = &f.engine.program.schema;
    let field = cell.field.map(|field| schema.field(cell.record, field));
    let (name, ty) = field.map_or(("", Ty::Bool), |field| (field.name.as_str(), field.ty));
    let words = match name_of(f, cell.record, cell.row, true) {
        "" => name.to_owned(),
        holder => format!("{name} of {holder}"),
    };
    let list = Explanation::new(words, Scalar::Code(None), ty);
    Explanation { cell: Some(cell), reason: Some(Reason::NotGiven), ..list }
}

/// How many of those that are tied to the subject are no members, and the condition that leaves
/// them out.
pub(super) fn left_out(
    variable: &str,
    f: &Frame<'_>,
    (e, a): (ExprId, &Aggregate),
    place: usize,
) -> Vec<Explanation> {
    let program = f.engine.program;
    let told = |(condition, rows): (ExprId, Vec<u32>)| {
        let names: Vec<&str> =
            rows.iter().take(NAMED).filter_map(|row| member_name(f, a, *row)).collect();
        let names = match names.len() {
            0 => String::new(),
            n if n < rows.len() => format!(" ({}, …)", names.join(", ")),
            _ => format!(" ({})", names.join(", ")),
        };
        let words = format!("left out, as {} is false{names}", program.print(condition, variable));
        Explanation::new(words, Scalar::number(Decimal::from(rows.len() as i64)), Ty::NUMBER)
    };
    aggregate::left_out(f, e, a, place).into_iter().map(told).collect()
}

//! What records say: fields, keys and holders, of the rows at hand and through references.

use super::batch::{Batch, collect};
use super::frame::{Frame, Rows};
use super::kernel;
use crate::ir::{ExprId, Op};
use crate::ty::{Bounds, FieldId, Ty};
use crate::value::{Bits, Codes, Column, Range, Scalar};

/// A field of the frame's own rows is a piece of the table's column; through a reference it is
/// a gather.
pub(super) fn field(f: &Frame<'_>, base: ExprId, field: FieldId, ty: Ty) -> Batch {
    let arena = &f.engine.program.arena;
    let (Ty::Record(record) | Ty::List(record)) = arena.get(base).ty else {
        return Batch::One(ty.unknown());
    };
    let Some(column) = f.engine.tables.of(record).column(field) else {
        return Batch::One(ty.unknown());
    };
    if arena.get(arena.strip(base)).op == Op::Row(f.level) {
        return match &f.rows {
            Rows::Run(r) => Batch::each(column.slice(r.start, r.end)),
            Rows::List(rows) => Batch::of_rows(column, rows),
        };
    }
    let records = f.eval(base);
    let records = records.codes(f.len());
    let bounds = &f.engine.program.schema.field(record, field).bounds;
    match records.as_ref() {
        [row] if *row != Codes::UNKNOWN => Batch::One(column.pick(*row)),
        records => Batch::each(within(bounds, column.gather(records), records)),
    }
}

/// What a field holds of whichever record it is: nothing is told, but its bounds hold.
fn within(bounds: &Bounds, facts: Column, records: &[u32]) -> Column {
    let range = Range::new(bounds.lo, bounds.hi);
    match facts {
        Column::Quantity(q) if !range.is_any() && records.contains(&Codes::UNKNOWN) => {
            let untold = |i: usize| records.get(i) == Some(&Codes::UNKNOWN);
            let value = Scalar::Quantity { range, currency: None, unknown: true };
            let untold = Bits::from_fn(records.len(), untold);
            Column::Quantity(kernel::patch(q, &untold, |_| value.clone()))
        }
        facts => facts,
    }
}

/// The table's column of a field of the frame's own rows.
pub(super) fn own_column<'f>(f: &Frame<'f>, e: ExprId) -> Option<&'f Column> {
    let arena = &f.engine.program.arena;
    let Op::Field(base, field) = &arena.get(arena.strip(e)).op else {
        return None;
    };
    let Ty::Record(record) = arena.get(*base).ty else {
        return None;
    };
    let own = arena.get(arena.strip(*base)).op == Op::Row(f.level);
    f.engine.tables.of(record).column(*field).filter(|_| own)
}

pub(super) fn keys(f: &Frame<'_>, base: ExprId) -> Batch {
    let Ty::Record(record) = f.engine.program.arena.get(base).ty else {
        return Batch::One(Scalar::Text(None));
    };
    let keys = &f.engine.tables.of(record).keys;
    let records = f.eval(base);
    let codes = records.codes(f.len());
    collect(codes.iter().map(|c| Scalar::Text(keys.get(*c as usize).map(Into::into))).collect())
}

/// The records that hold the members of a list.
pub(super) fn holders(f: &Frame<'_>, member: ExprId) -> Batch {
    let Ty::Record(list) = f.engine.program.arena.get(member).ty else {
        return Batch::One(Scalar::Code(None));
    };
    let parents = &f.engine.tables.of(list).parents;
    let holder = |row: u32| parents.get(row as usize).copied().unwrap_or(Codes::UNKNOWN);
    let members = f.eval(member);
    let holders = members.codes(f.len()).iter().map(|row| holder(*row)).collect();
    Batch::of_codes(holders)
}

//! Cards: for every record of a kind what rules found that leads to it.

use super::rows::table;
use crate::eval::Counted;
use crate::ir::Program;
use crate::record::{Table, Tables};
use crate::ty::{Card, FieldId, RecordId, Ty};
use crate::value::{Codes, Column, Currency, Range, Scalar, TextBuilder, column};

/// The table of cards, in the order of the records; amounts are in that currency.
pub(in crate::eval) fn make(
    program: &Program,
    tables: &Tables,
    (record, card): (RecordId, &Card),
    counted: &[Counted],
    currency: Currency,
) -> Table {
    let rows = 0..counted.len() as u32;
    let numbers = |of: &dyn Fn(&Counted) -> Range, ty: Ty| {
        let (_, currency) = (ty, Some(currency).filter(|_| ty.is_money()));
        let scalar = |counted| Scalar::quantity(of(counted), currency);
        column(&Scalar::quantity(Range::ANY, currency), counted.iter().map(scalar))
    };
    let mut columns: Vec<(FieldId, Column)> =
        vec![(card.subject, Column::Code(Codes::from(rows.clone().collect::<Vec<u32>>())))];
    for (severity, field) in card.findings.iter().enumerate() {
        let of = |counted: &Counted| counted.findings[severity];
        columns.push((*field, numbers(&of, Ty::NUMBER)));
    }
    columns.push((card.undetermined, numbers(&|counted| counted.undetermined, Ty::NUMBER)));
    columns.push((card.at_stake, numbers(&|counted| counted.at_stake, Ty::MONEY)));
    let mut keys = TextBuilder::with_capacity(counted.len());
    rows.clone().for_each(|row| keys.push(Some(tables.key(card.of, row))));
    let origins = rows.map(|row| (card.of, row)).collect();
    let (table, made) = table(&program.schema, record, columns, keys.finish(), origins);
    table.with(made)
}

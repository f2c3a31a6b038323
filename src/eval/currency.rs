//! The currencies in which anything is told.

use std::collections::BTreeMap;

use crate::ir::{Op, Program};
use crate::record::Tables;
use crate::value::{Column, Currencies, Currency, Scalar};

/// Those of the amounts in records and rules.
pub(super) fn told(program: &Program, tables: &Tables) -> Vec<Currency> {
    let mut told: BTreeMap<&str, Currency> = BTreeMap::new();
    let mut add = |currency: Currency| {
        told.insert(currency.code(), currency);
    };
    for record in program.schema.record_ids() {
        for column in tables.of(record).columns.iter().flatten() {
            match column {
                Column::Quantity(quantities) => match &quantities.currency {
                    Currencies::None => {}
                    Currencies::One(currency) => add(*currency),
                    Currencies::Each(all) => {
                        let mut last = None;
                        for currency in all.iter().filter(|one| last.replace(**one) != Some(**one))
                        {
                            add(*currency);
                        }
                    }
                },
                Column::Truth(_) | Column::Period(_) | Column::Code(_) | Column::Text(_) => {}
            }
        }
    }
    let constants = program.arena.iter().filter_map(|(_, node)| match &node.op {
        Op::Const(value) => Some(value),
        _ => None,
    });
    let params = program.params.iter().flat_map(|param| {
        std::iter::once(&param.value).chain(param.timeline.iter().map(|part| &part.value))
    });
    for value in constants.chain(params) {
        if let Scalar::Quantity { currency: Some(currency), .. } = value {
            add(*currency);
        }
    }
    told.into_values().collect()
}

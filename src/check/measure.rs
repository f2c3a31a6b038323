//! Units of measure: those that are built in, and those that `unit` items declare.

use rustc_hash::FxHashMap;

use super::error::CheckError;
use super::scope::Parts;
use super::sink::Checked;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{BASES, Dim, Ty, Unit as Measure};
use crate::value::{Decimal, Rounding, Scalar};

impl<'a> Parts<'_, 'a> {
    pub(super) fn built_in_measures(&mut self) {
        let power = [("W", 6), ("kW", 3), ("MW", 0), ("GW", -3), ("TW", -6)];
        let energy = [("Wh", 6), ("kWh", 3), ("MWh", 0), ("GWh", -3), ("TWh", -6)];
        for (names, dim) in [(power, Dim::POWER), (energy, Dim::ENERGY)] {
            for (name, scale) in names {
                let factor = Decimal::new(1, scale).unwrap_or(Decimal::ONE);
                self.growing.kinds.add_measure(Measure { name: name.to_owned(), dim, factor });
            }
        }
        for name in ["hour", "hours"] {
            let (name, dim, factor) = (name.to_owned(), Dim::TIME, Decimal::ONE);
            self.growing.kinds.add_measure(Measure { name, dim, factor });
        }
    }

    pub(super) fn declare_measures(&mut self) {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (unit, item) in self.declared.items() {
            let ast::Item::Unit(item) = item else {
                continue;
            };
            let (name, span) = (item.name.text.clone(), item.name.span);
            if let Some(first) = seen.insert(&item.name.text, span) {
                self.sink.report(CheckError::Duplicate { name, span, first });
                continue;
            }
            if self.growing.kinds.measure(&name).is_some() {
                self.sink.report(CheckError::Shadow { name, span, first: None });
                continue;
            }
            match self.measure(unit, item) {
                Ok((dim, factor)) => {
                    self.growing.kinds.add_measure(Measure { name, dim, factor });
                }
                Err(told) => self.sink.lose(&item.name.text, told),
            }
        }
    }

    /// What one of a unit is worth.
    fn measure(&mut self, unit: usize, item: &'a ast::Unit) -> Checked<(Dim, Decimal)> {
        let Some(value) = &item.value else {
            let Some(base) =
                Some(self.growing.kinds.schema.bases.len() + 3).filter(|base| *base < BASES)
            else {
                return Err(self.sink.report(CheckError::TooLarge { span: item.span }));
            };
            let mut dim = Dim::NUMBER;
            dim.0[base] = 1;
            self.growing.kinds.schema.bases.push(item.name.text.clone());
            return Ok((dim, Decimal::ONE));
        };
        let (scalar, ty) = self.constant(unit, value, None)?;
        let factor = match scalar {
            Scalar::Quantity { range, currency: None, .. } => range.known(),
            _ => None,
        };
        match (ty, factor.filter(|factor| factor.signum() > 0)) {
            (Ty::Quantity { dim, .. }, Some(factor)) if dim.money() == 0 => Ok((dim, factor)),
            _ => {
                let expected = "a quantity above zero that is no money".to_owned();
                let found = self.checker(unit).described(ty);
                let help =
                    Some("a unit is worth so much of another: `unit rack = 120 kW`".to_owned());
                Err(self.sink.report(CheckError::Mismatch {
                    expected,
                    found,
                    span: value.span,
                    help,
                }))
            }
        }
    }
}

/// The factor of a written unit, times a number.
pub(super) fn measured(number: Decimal, factor: Decimal) -> Option<Decimal> {
    number.mul(factor, Rounding::HalfEven)
}

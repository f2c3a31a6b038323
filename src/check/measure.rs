//! Units of measure: those that are built in, and those that `unit` items declare.

use rustc_hash::FxHashMap;

use super::error::CheckError;
use super::scope::Checker;
use super::world::World;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{BASES, Dim, Ty, Unit as Measure};
use crate::value::{Decimal, Rounding, Scalar};

impl<'a> World<'a> {
    pub(super) fn built_in_measures(&mut self) {
        let power = [("W", 6), ("kW", 3), ("MW", 0), ("GW", -3), ("TW", -6)];
        let energy = [("Wh", 6), ("kWh", 3), ("MWh", 0), ("GWh", -3), ("TWh", -6)];
        for (names, dim) in [(power, Dim::POWER), (energy, Dim::ENERGY)] {
            for (name, scale) in names {
                self.add_measure(name, dim, Decimal::new(1, scale).unwrap_or(Decimal::ONE));
            }
        }
        for name in ["hour", "hours"] {
            self.add_measure(name, Dim::TIME, Decimal::ONE);
        }
    }

    fn add_measure(&mut self, name: &str, dim: Dim, factor: Decimal) {
        self.measures.insert(name.to_owned(), self.schema.units.len());
        self.schema.units.push(Measure { name: name.to_owned(), dim, factor });
    }

    pub(super) fn declare_measures(&mut self) {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (unit, item) in self.items() {
            let ast::Item::Unit(item) = item else {
                continue;
            };
            let (name, span) = (item.name.text.clone(), item.name.span);
            if let Some(first) = seen.insert(&item.name.text, span) {
                self.report(CheckError::Duplicate { name, span, first });
                continue;
            }
            if self.measures.contains_key(&name) {
                self.report(CheckError::Shadow { name, span, first: None });
                continue;
            }
            match self.measure(unit, item) {
                Some((dim, factor)) => self.add_measure(&name, dim, factor),
                None => _ = self.lost.insert(&item.name.text),
            }
        }
    }

    /// What one of a unit is worth; `None` where its error is reported.
    fn measure(&mut self, unit: usize, item: &'a ast::Unit) -> Option<(Dim, Decimal)> {
        let Some(value) = &item.value else {
            let Some(base) = Some(self.schema.bases.len() + 3).filter(|base| *base < BASES) else {
                self.report(CheckError::TooLarge { span: item.span });
                return None;
            };
            let mut dim = Dim::NUMBER;
            dim.0[base] = 1;
            self.schema.bases.push(item.name.text.clone());
            return Some((dim, Decimal::ONE));
        };
        let (scalar, ty) = self.constant(unit, value, None)?;
        let factor = match scalar {
            Scalar::Quantity { range, currency: None, .. } => range.known(),
            _ => None,
        };
        match (ty, factor.filter(|factor| factor.signum() > 0)) {
            (Ty::Quantity { dim, .. }, Some(factor)) if dim.money() == 0 => Some((dim, factor)),
            _ => {
                let expected = "a quantity above zero that is no money".to_owned();
                let found = Checker::new(self, unit).described(ty);
                let help =
                    Some("a unit is worth so much of another: `unit rack = 120 kW`".to_owned());
                self.report(CheckError::Mismatch { expected, found, span: value.span, help });
                None
            }
        }
    }
}

/// The factor of a written unit, times a number.
pub(super) fn measured(number: Decimal, factor: Decimal) -> Option<Decimal> {
    number.mul(factor, Rounding::HalfEven)
}

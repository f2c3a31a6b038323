//! The figure in force by definition: whoever is not surely behind one that is there for certain.

use riskwright::builtins::AggregateFn;
use riskwright::ir::{Aggregate, ExprId};
use riskwright::operator::CompareOp;
use riskwright::ty::Ty;
use riskwright::value::{Scalar, Tri};

use super::interpreter::Oracle;
use super::period;

/// A member or possible member with its key.
struct Figure {
    certain: bool,
    key: Scalar,
    value: Scalar,
}

impl Oracle<'_> {
    /// What the one says that counts, of rows that are or may be members.
    pub(super) fn in_force(
        &self,
        a: &Aggregate,
        key: ExprId,
        inside: &[(Vec<u32>, bool)],
    ) -> Scalar {
        let value = a.value.expect("it is taken of something");
        let ty = self.program.arena.get(value).ty;
        let figure = |(rows, certain): &(Vec<u32>, bool)| Figure {
            certain: *certain,
            key: self.value(key, rows),
            value: self.value(value, rows),
        };
        let figures: Vec<Figure> = inside.iter().map(figure).collect();
        let certain: Vec<&Figure> = figures.iter().filter(|figure| figure.certain).collect();
        if certain.len() < a.sample.max(1) as usize {
            return ty.unknown();
        }
        let behind = match a.function {
            AggregateFn::Latest => CompareOp::Lt,
            AggregateFn::Earliest => CompareOp::Gt,
            other => panic!("{other} has no key"),
        };
        let may_count = |figure: &&Figure| {
            let is_behind =
                |other: &&Figure| self.compare(behind, &figure.key, &other.key) == Tri::True;
            !certain.iter().any(is_behind)
        };
        let values: Vec<Scalar> =
            figures.iter().filter(may_count).map(|figure| figure.value.clone()).collect();
        self.any_of(values, ty)
    }

    /// What it may be that is one of them.
    fn any_of(&self, mut values: Vec<Scalar>, ty: Ty) -> Scalar {
        values.sort_by(Scalar::order);
        values.dedup();
        if let [only] = values.as_slice() {
            return only.clone();
        }
        match ty {
            Ty::Quantity { .. } | Ty::Date => self.hull(&values),
            Ty::Period => {
                let periods = values.iter().map(period::of);
                Scalar::Period(periods.reduce(period::either).expect("one at least"))
            }
            _ => ty.unknown(),
        }
    }
}

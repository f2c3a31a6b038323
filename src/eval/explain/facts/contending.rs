//! That several members may be the one that counts.

use super::{Found, among};
use crate::eval::aggregate::contending;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId};
use crate::ty::Ty;
use crate::value::{Decimal, Scalar};

impl Found<'_> {
    /// How many members share the key that decides, or may have it, where they are several.
    pub(super) fn contending(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let Some(key) = a.key else { return };
        let Some((number, shared)) = contending(f, e, a, place).filter(|(n, _)| *n > 1) else {
            return;
        };
        let program = f.engine.program;
        let key = program.path(key).unwrap_or_else(|| program.print(key, self.variable));
        let path = match shared {
            true => format!("members that share the {} {key}", a.function),
            false => format!("members that may have the {} {key}", a.function),
        };
        let number = Scalar::number(Decimal::from(number as i64));
        self.made_of(path, number, Ty::NUMBER, Some(among(f, a, place)));
    }
}

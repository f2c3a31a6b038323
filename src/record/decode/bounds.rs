//! What is told of a quantity against the bounds that its field declares.

use super::Decoder;
use super::hedge::Ends;
use super::literal::Told;
use crate::record::error::Problem;
use crate::record::raw::Raw;
use crate::ty::Ty;
use crate::value::{Decimal, Range};

impl Decoder<'_> {
    /// Clips what is told to the declared bounds; outside of them it is an error.
    pub(super) fn bounded(
        &self,
        told: Told,
        text: &str,
    ) -> Result<(Option<Decimal>, Option<Decimal>), Option<Problem>> {
        let (bounds, ends) = (&self.field.bounds, told.ends);
        // `less than 0` of what is never negative is no zero, but a mistake.
        let lo_open = bounds.lo_open || ends.below_hi;
        let hi_open = bounds.hi_open || ends.above_lo;
        let below = ends.hi.zip(bounds.lo).is_some_and(|(hi, b)| hi < b || lo_open && hi == b);
        let above = ends.lo.zip(bounds.hi).is_some_and(|(lo, b)| lo > b || hi_open && lo == b);
        if below || above {
            let (field, declared) = (self.field.name.clone(), self.field.span);
            let (text, meant) = (text.to_owned(), self.percentage(text, ends));
            return Err(Some(Problem::OutOfBounds { text, field, declared, meant }));
        }
        if self.is_bare_share(told) && ends.reach(10) {
            let (text, meant) = (text.to_owned(), self.percentage(text, ends));
            return Err(Some(Problem::NoPercent { text, share: ends.as_share(), meant }));
        }
        let lo = ends.lo.into_iter().chain(bounds.lo).max();
        let hi = ends.hi.into_iter().chain(bounds.hi).min();
        Ok((lo, hi))
    }

    /// Tells a bare number in a percent field that is more than the whole, and taken as it stands:
    /// it may be so many times the whole, or a percentage that lost its sign.
    pub(super) fn doubt_share(&mut self, raw: &Raw, text: &str, told: Told) {
        if self.is_bare_share(told) && told.ends.exceed_one() {
            let (share, meant) = (told.ends.as_share(), self.percentage(text, told.ends));
            let problem = Problem::Times { text: text.to_owned(), share, meant };
            self.problems.add_at(problem, self.origin.place(raw.start, raw.end));
        }
    }

    /// Whether it is a bare number in a percent field to whose size no bound speaks.
    fn is_bare_share(&self, told: Told) -> bool {
        told.bare && self.field.bounds.hi.is_none() && self.is_percent()
    }

    fn is_percent(&self) -> bool {
        matches!(self.field.ty, Ty::Quantity { percent: true, .. })
    }

    /// The percentage that a bare number in a percent field was probably meant to be: one that the
    /// field's bounds allow.
    fn percentage(&self, text: &str, ends: Ends) -> Option<String> {
        let bare = text.ends_with(|c: char| c.is_ascii_digit());
        if !self.is_percent() || !bare {
            return None;
        }
        let bounds = Range::new(self.field.bounds.lo, self.field.bounds.hi);
        let share = |end: Decimal| Decimal::new(end.coef(), end.scale() + 2);
        let fits = |end: Option<Decimal>| {
            end.is_none_or(|end| share(end).is_some_and(|share| bounds.contains(share)))
        };
        (fits(ends.lo) && fits(ends.hi)).then(|| format!("{text}%"))
    }
}

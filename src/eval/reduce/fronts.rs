//! What the foremost members of many subjects say, as these come.

use super::exact::Plain;
use super::reduction::Extreme;
use crate::value::{Currency, Decimal, Range, Scalar};

/// What the foremost members of each subject say.
pub(super) struct Fronts {
    of: Vec<Option<Front>>,
    end: Extreme,
    /// Digits behind the point of all keys, and their currency.
    scale: u8,
    currency: Option<Currency>,
}

/// The key that lies furthest out, turned so that it is the largest, and from the least to the most
/// that those say who have it.
#[derive(Clone, Copy)]
struct Front {
    key: i128,
    least: i128,
    most: i128,
    /// One of them has no upper bound.
    open: bool,
    /// Something is told of one of them.
    told: bool,
}

impl Fronts {
    pub(super) fn new(subjects: usize, end: Extreme) -> Fronts {
        Fronts { of: vec![None; subjects], end, scale: 0, currency: None }
    }

    /// Adds members, each with its place and subject, which say values and keys; `None` where they
    /// are not plain.
    pub(super) fn add(
        &mut self,
        mut rows: impl Iterator<Item = (usize, u32)>,
        (values, factor): (&Plain<'_>, i128),
        keys: &Plain<'_>,
    ) -> Option<()> {
        self.align(keys.scale, keys.currency)?;
        let scale = 10i128.pow(u32::from(self.scale - keys.scale));
        let scale = if self.end == Extreme::Least { -scale } else { scale };
        rows.try_for_each(|(place, subject)| {
            let (key, _) = keys.at(place, scale).filter(|(_, open)| !open)?;
            let (value, open) = values.at(place, factor)?;
            let front = self.of.get_mut(subject as usize)?;
            let told = values.is_told(place);
            take(front, Front { key, least: value, most: value, open, told });
            Some(())
        })
    }

    /// Adds those of another run, whose values are counted in the same unit.
    pub(super) fn merge(&mut self, mut other: Fronts) -> Option<()> {
        self.align(other.scale, other.currency)?;
        other.align(self.scale, self.currency)?;
        for (own, other) in self.of.iter_mut().zip(other.of) {
            if let Some(other) = other {
                take(own, other);
            }
        }
        Some(())
    }

    /// Counts values in a unit so many times smaller.
    pub(super) fn scale(&mut self, factor: i128) {
        for front in self.of.iter_mut().flatten() {
            front.least *= factor;
            front.most *= factor;
        }
    }

    /// Brings the keys to a scale and currency; `None` where they have another.
    fn align(&mut self, scale: u8, currency: Option<Currency>) -> Option<()> {
        if currency.is_some() && self.currency.is_some() && currency != self.currency {
            return None;
        }
        self.currency = self.currency.or(currency);
        if let Some(digits) = scale.checked_sub(self.scale).filter(|digits| *digits > 0) {
            let factor = 10i128.pow(u32::from(digits));
            self.of.iter_mut().flatten().for_each(|front| front.key *= factor);
            self.scale = scale;
        }
        Some(())
    }

    /// What each subject's say, with so many digits behind the point; `None` where that cannot be
    /// held.
    pub(super) fn finish(
        self,
        scale: u8,
        currency: Option<Currency>,
    ) -> impl Iterator<Item = Option<Scalar>> {
        self.of.into_iter().map(move |front| {
            let Some(Front { least, most, open, told, .. }) = front else {
                return Some(Scalar::UNKNOWN_QUANTITY);
            };
            let end = |coef| Decimal::new(coef, i32::from(scale));
            let hi = if open { None } else { Some(end(most)?) };
            let value = Scalar::quantity(Range { lo: Some(end(least)?), hi }, currency);
            Some(if told { value } else { value.untold() })
        })
    }
}

fn take(front: &mut Option<Front>, next: Front) {
    match front {
        Some(own) if own.key > next.key => {}
        Some(own) if own.key == next.key => {
            own.least = own.least.min(next.least);
            own.most = own.most.max(next.most);
            own.open |= next.open;
            own.told |= next.told;
        }
        _ => *front = Some(next),
    }
}

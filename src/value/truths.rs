//! Kleene's truth values side by side, as two bitmaps that nobody else opens.

use std::ops::Not;

use super::{Bits, Codes, Tri};

/// Truth values: what can be true and what can be false; both is unknown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Truths {
    can_be_true: Bits,
    can_be_false: Bits,
}

impl Truths {
    /// By what can be true and what can be false.
    pub fn new(can_be_true: Bits, can_be_false: Bits) -> Truths {
        debug_assert_eq!(can_be_true.len(), can_be_false.len());
        Truths { can_be_true, can_be_false }
    }

    /// Every row alike.
    pub fn filled(len: usize, tri: Tri) -> Truths {
        let can_be_true = Bits::filled(len, tri != Tri::False);
        Truths { can_be_true, can_be_false: Bits::filled(len, tri != Tri::True) }
    }

    /// Known truths.
    pub fn known(truths: Bits) -> Truths {
        let can_be_false = truths.not();
        Truths { can_be_true: truths, can_be_false }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.can_be_true.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row.
    pub fn get(&self, row: usize) -> Tri {
        Tri::of(self.can_be_true.get(row), self.can_be_false.get(row))
    }

    /// Sets the value in a row.
    pub fn set(&mut self, row: usize, tri: Tri) {
        self.can_be_true.set(row, tri != Tri::False);
        self.can_be_false.set(row, tri != Tri::True);
    }

    /// Appends a row.
    pub fn push(&mut self, tri: Tri) {
        self.can_be_true.push(tri != Tri::False);
        self.can_be_false.push(tri != Tri::True);
    }

    /// Appends the rows of another.
    pub fn extend(&mut self, other: &Truths) {
        self.can_be_true.extend(&other.can_be_true);
        self.can_be_false.extend(&other.can_be_false);
    }

    /// The rows `start..end`.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Truths {
        let part = |bits: &Bits| bits.slice(start, end);
        Truths { can_be_true: part(&self.can_be_true), can_be_false: part(&self.can_be_false) }
    }

    /// Those rows, in that order; [`Codes::UNKNOWN`] and [`Codes::NONE`] pick an
    /// unknown value.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Truths {
        let pick = |bits: &Bits| {
            let bit = |row: &u32| *row >= Codes::NONE || bits.get(*row as usize);
            Bits::from_fn(rows.len(), |i| rows.get(i).is_some_and(bit))
        };
        Truths { can_be_true: pick(&self.can_be_true), can_be_false: pick(&self.can_be_false) }
    }

    /// Rows that can be true.
    pub fn can_be_true(&self) -> &Bits {
        &self.can_be_true
    }

    /// Rows that can be false.
    pub fn can_be_false(&self) -> &Bits {
        &self.can_be_false
    }

    /// Rows that are certainly true.
    pub fn surely(&self) -> Bits {
        self.can_be_true.and_not(&self.can_be_false)
    }

    /// Rows that are certainly false.
    pub fn surely_not(&self) -> Bits {
        self.can_be_false.and_not(&self.can_be_true)
    }

    /// Rows that cannot be decided.
    pub fn unknown(&self) -> Bits {
        self.can_be_true.and(&self.can_be_false)
    }

    /// Whether a row can be true.
    #[inline]
    pub fn may_hold(&self, row: usize) -> bool {
        self.can_be_true.get(row)
    }

    /// Whether a row is certainly true.
    #[inline]
    pub fn holds(&self, row: usize) -> bool {
        self.can_be_true.get(row) && !self.can_be_false.get(row)
    }

    /// Row by row: whether one of them is.
    pub fn any<'t>(len: usize, truths: impl Iterator<Item = &'t Truths>) -> Truths {
        truths.fold(Truths::filled(len, Tri::False), |any, truths| any.or(truths))
    }

    /// The rows that more truths may still change: what may be true, where all of them have to be
    /// (`all`), and what may be false, where one is enough.
    pub fn open_to(&self, all: bool) -> &Bits {
        if all { &self.can_be_true } else { &self.can_be_false }
    }

    /// Row by row: true where both are, false where one is.
    #[must_use]
    pub fn and(&self, other: &Truths) -> Truths {
        Truths {
            can_be_true: self.can_be_true.and(&other.can_be_true),
            can_be_false: self.can_be_false.or(&other.can_be_false),
        }
    }

    /// Row by row: true where one is, false where both are.
    #[must_use]
    pub fn or(&self, other: &Truths) -> Truths {
        Truths {
            can_be_true: self.can_be_true.or(&other.can_be_true),
            can_be_false: self.can_be_false.and(&other.can_be_false),
        }
    }

    /// The same, but that what is true in those rows may as well be false.
    #[must_use]
    pub fn doubted(self, rows: &Bits) -> Truths {
        Truths { can_be_false: self.can_be_false.or(rows), ..self }
    }

    /// The same, but that what is false in those rows may as well be true.
    #[must_use]
    pub fn perhaps_in(self, rows: &Bits) -> Truths {
        Truths { can_be_true: self.can_be_true.or(rows), ..self }
    }

    /// The same, but that nothing is known of those rows.
    #[must_use]
    pub fn unknown_in(self, rows: &Bits) -> Truths {
        self.perhaps_in(rows).doubted(rows)
    }

    /// The same, but false in all other rows.
    #[must_use]
    pub fn only_in(&self, rows: &Bits) -> Truths {
        self.and(&Truths::known(rows.clone()))
    }
}

impl Not for Truths {
    type Output = Truths;

    fn not(self) -> Truths {
        Truths { can_be_true: self.can_be_false, can_be_false: self.can_be_true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Tri; 3] = [Tri::False, Tri::True, Tri::Unknown];

    #[test]
    fn rows_are_kept_apart() {
        let mut truths = Truths::default();
        ALL.into_iter().cycle().take(130).for_each(|t| truths.push(t));
        let rows = |truths: &Truths| (0..truths.len()).map(|i| truths.get(i)).collect::<Vec<_>>();
        assert_eq!(rows(&truths.slice(64, 67)), [Tri::True, Tri::Unknown, Tri::False]);
        let picked = truths.gather(&[1, Codes::UNKNOWN, 0]);
        assert_eq!(rows(&picked), [Tri::True, Tri::Unknown, Tri::False]);
        truths.extend(&picked);
        truths.set(0, Tri::True);
        assert_eq!((truths.get(0), truths.get(130), truths.len()), (Tri::True, Tri::True, 133));
        let here = Bits::filled(1, true);
        for t in ALL {
            let one = Truths::filled(1, t);
            assert_eq!(one.surely().get(0), t == Tri::True);
            assert_eq!(one.surely_not().get(0), t == Tri::False);
            assert_eq!(one.unknown().get(0), t == Tri::Unknown);
            assert_eq!((one.holds(0), one.may_hold(0)), (t == Tri::True, t != Tri::False));
            assert_eq!(one.clone().doubted(&here).get(0), t.and(Tri::Unknown));
            assert_eq!(one.clone().perhaps_in(&here).get(0), t.or(Tri::Unknown));
            let any = Truths::any(1, [&one, &Truths::filled(1, Tri::Unknown)].into_iter());
            assert_eq!(any.get(0), t.or(Tri::Unknown));
        }
    }
}

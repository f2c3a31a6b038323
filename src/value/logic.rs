//! Kleene's logic of three values: of one truth, and of many side by side.
//!
//! S. C. Kleene, Introduction to Metamathematics (1952), § 64.

use std::ops::Not;

use super::{Bits, Tri, Truths};

impl Tri {
    /// True where both are, false where one is.
    #[must_use]
    pub fn and(self, other: Tri) -> Tri {
        !(!self).or(!other)
    }

    /// True where one is, false where both are.
    #[must_use]
    pub fn or(self, other: Tri) -> Tri {
        match (self, other) {
            (Tri::True, _) | (_, Tri::True) => Tri::True,
            (Tri::False, Tri::False) => Tri::False,
            (Tri::Unknown, _) | (_, Tri::Unknown) => Tri::Unknown,
        }
    }

    /// Whether one of them is.
    pub fn any(truths: impl Iterator<Item = Tri>) -> Tri {
        truths.fold(Tri::False, Tri::or)
    }
}

impl Not for Tri {
    type Output = Tri;

    fn not(self) -> Tri {
        match self {
            Tri::True => Tri::False,
            Tri::False => Tri::True,
            Tri::Unknown => Tri::Unknown,
        }
    }
}

impl Truths {
    /// Row by row: true where both are, false where one is.
    #[must_use]
    pub fn and(&self, other: &Truths) -> Truths {
        Truths {
            can_true: self.can_true.and(&other.can_true),
            can_false: self.can_false.or(&other.can_false),
        }
    }

    /// Row by row: true where one is, false where both are.
    #[must_use]
    pub fn or(&self, other: &Truths) -> Truths {
        Truths {
            can_true: self.can_true.or(&other.can_true),
            can_false: self.can_false.and(&other.can_false),
        }
    }

    /// The same, but that what is true in those rows may as well be false.
    #[must_use]
    pub fn doubted(self, rows: &Bits) -> Truths {
        Truths { can_false: self.can_false.or(rows), ..self }
    }

    /// The same, but that nothing is known of those rows.
    #[must_use]
    pub fn unknown_in(self, rows: &Bits) -> Truths {
        Truths { can_true: self.can_true.or(rows), can_false: self.can_false.or(rows) }
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
        Truths { can_true: self.can_false, can_false: self.can_true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Tri; 3] = [Tri::False, Tri::True, Tri::Unknown];

    /// What a value may turn out to be.
    fn may_be(t: Tri) -> Vec<bool> {
        [false, true].into_iter().filter(|b| t == Tri::Unknown || t == Tri::from(*b)).collect()
    }

    /// One truth for all that may be.
    fn all(mut outcomes: Vec<bool>) -> Tri {
        outcomes.dedup();
        match outcomes[..] {
            [one] => Tri::from(one),
            _ => Tri::Unknown,
        }
    }

    #[test]
    fn what_is_decided_holds_whatever_the_unknown_is() {
        let column = |t: Tri| Truths::filled(1, t);
        for a in ALL {
            assert_eq!(column(!a), !column(a));
            assert_eq!(!!a, a);
            for b in ALL {
                let of = |op: fn(bool, bool) -> bool| {
                    let (a, b) = (may_be(a), may_be(b));
                    all(a.iter().flat_map(|a| b.iter().map(|b| op(*a, *b))).collect())
                };
                assert_eq!(a.and(b), of(|a, b| a && b), "{a:?} and {b:?}");
                assert_eq!(a.or(b), of(|a, b| a || b), "{a:?} or {b:?}");
                assert_eq!(column(a).and(&column(b)), column(a.and(b)));
                assert_eq!(column(a).or(&column(b)), column(a.or(b)));
            }
        }
    }
}

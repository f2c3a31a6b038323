//! Kleene's logic of three values.
//!
//! S. C. Kleene, Introduction to Metamathematics (1952), § 64.

use std::ops::Not;

/// Kleene's three truth values, as what can be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Tri {
    /// Certainly false.
    False,
    /// Certainly true.
    True,
    /// Cannot be decided.
    Unknown,
}

impl Tri {
    /// What can be true and can be false.
    pub fn of(can_be_true: bool, can_be_false: bool) -> Tri {
        match (can_be_true, can_be_false) {
            (true, false) => Tri::True,
            (false, true) => Tri::False,
            _ => Tri::Unknown,
        }
    }

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

impl From<bool> for Tri {
    fn from(b: bool) -> Tri {
        if b { Tri::True } else { Tri::False }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Truths;

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

//! Which of the rows that are bound an expression looks at.

/// Where a row is bound: the rule's subject, the members of an aggregate over it, the members of an
/// aggregate over these, and so on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Level(u8);

/// How many rows may be bound around each other.
const MOST: u8 = 30;

impl Level {
    /// That of a rule's subject.
    pub const SUBJECT: Level = Level(0);

    /// Where no expression is bound: for rows that nobody looks at.
    pub const NOWHERE: Level = Level(MOST + 1);

    /// The level of what is bound inside; `None` where that would be too deep.
    pub fn inner(self) -> Option<Level> {
        Some(Level(self.0 + 1)).filter(|inner| inner.0 < MOST)
    }

    /// How many rows are bound around it.
    pub fn around(self) -> usize {
        self.0.into()
    }
}

/// The levels whose rows an expression looks at. None: it is the same for every row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Levels(u32);

impl Levels {
    /// No level.
    pub const NONE: Levels = Levels(0);

    /// One level.
    pub fn of(level: Level) -> Levels {
        Levels(1 << level.0)
    }

    /// Whether it is among them.
    pub fn has(self, level: Level) -> bool {
        self.0 >> level.0 & 1 == 1
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it is the only one.
    pub fn is_just(self, level: Level) -> bool {
        self == Levels::of(level)
    }

    /// Whether all are bound around a level.
    pub fn are_around(self, level: Level) -> bool {
        self.0 >> level.0 == 0
    }

    /// These and others.
    pub fn and(self, others: Levels) -> Levels {
        Levels(self.0 | others.0)
    }

    /// All but one.
    pub fn without(self, level: Level) -> Levels {
        Levels(self.0 & !(1 << level.0))
    }

    /// The one around all others.
    pub fn outermost(self) -> Option<Level> {
        (!self.is_empty()).then(|| Level(self.0.trailing_zeros() as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_told_apart() {
        let member = Level::SUBJECT.inner().unwrap();
        let both = Levels::of(Level::SUBJECT).and(Levels::of(member));
        assert!(both.has(Level::SUBJECT) && both.has(member) && !both.has(Level::NOWHERE));
        assert_eq!(both.without(member), Levels::of(Level::SUBJECT));
        assert!(both.without(Level::SUBJECT).is_just(member) && !both.is_just(member));
        assert_eq!((both.outermost(), Levels::NONE.outermost()), (Some(Level::SUBJECT), None));
        assert!(Levels::of(Level::SUBJECT).are_around(member) && !both.are_around(member));
        assert!(Levels::NONE.are_around(Level::SUBJECT));
    }

    #[test]
    fn levels_end_before_nowhere() {
        let levels = std::iter::successors(Some(Level::SUBJECT), |level| level.inner());
        let levels: Vec<Level> = levels.collect();
        assert_eq!(levels.len(), usize::from(MOST));
        assert!(levels.iter().all(|level| *level < Level::NOWHERE));
        assert_eq!(levels.last().map(|level| level.around()), Some(29));
    }
}

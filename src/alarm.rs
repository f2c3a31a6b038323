//! The alarm for what cannot be.
//!
//! An index that was made by this crate and leads nowhere is a mistake of ours. It must not turn into
//! 0 USD without a word, and it must not take down the program that asked. So it panics where debug
//! assertions are on, as in tests; in a release the run goes on with a default, and the alarm stays
//! raised: nothing that it says may be taken for an answer, and whoever runs it refuses the result.

use std::panic::Location;
use std::sync::OnceLock;

/// Where it was raised first.
static RAISED: OnceLock<&'static Location<'static>> = OnceLock::new();

/// Where in the source the alarm was raised first, as `file:line`; `None` where all is well. It stays
/// raised as long as the process lives: memory that was wrong once is not trusted again.
pub fn raised() -> Option<String> {
    RAISED.get().map(|place| format!("{}:{}", place.file(), place.line()))
}

/// What is there by construction.
pub(crate) trait Sure<T> {
    /// What is there; raises the alarm where nothing is.
    #[track_caller]
    fn sure(self) -> T
    where
        T: Default;

    /// The same, with what a release goes on with.
    #[track_caller]
    fn sure_or(self, otherwise: T) -> T;
}

impl<T> Sure<T> for Option<T> {
    #[inline]
    #[track_caller]
    fn sure(self) -> T
    where
        T: Default,
    {
        match self {
            Some(value) => value,
            None => {
                raise(Location::caller());
                T::default()
            }
        }
    }

    #[inline]
    #[track_caller]
    fn sure_or(self, otherwise: T) -> T {
        match self {
            Some(value) => value,
            None => {
                raise(Location::caller());
                otherwise
            }
        }
    }
}

#[cold]
#[inline(never)]
fn raise(place: &'static Location<'static>) {
    debug_assert!(false, "nothing is where something must be: {place}");
    let _ = RAISED.set(place);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_given() {
        assert_eq!(Some(3).sure(), 3);
        assert_eq!(Some(3).sure_or(4), 3);
        assert_eq!(raised(), None);
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "src/alarm.rs")]
    fn what_is_missing_is_told_with_its_place() {
        let _: u32 = None.sure();
    }

    #[test]
    #[cfg(not(debug_assertions))]
    fn what_is_missing_is_remembered() {
        let missing: u32 = None.sure();
        assert_eq!(missing, 0);
        assert!(raised().is_some_and(|place| place.starts_with("src/alarm.rs:")));
    }
}

//! Values side by side that several owners share: a slice of them is the same values, not a copy.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::alarm::Sure;

/// Some values of a vector that is shared. Reads like a slice.
#[derive(Clone)]
pub struct Buffer<T> {
    whole: Arc<Vec<T>>,
    start: usize,
    end: usize,
}

impl<T> Buffer<T> {
    /// The values `start..end` of these, which stay where they are.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Buffer<T> {
        debug_assert!(start <= end && end <= self.len());
        let whole = Arc::clone(&self.whole);
        Buffer { whole, start: self.start + start, end: self.start + end }
    }
}

impl<T: Clone> Buffer<T> {
    /// The values as a vector of one's own, to change; copied only if somebody else has them, too.
    pub fn into_vec(self) -> Vec<T> {
        let all = self.len() == self.whole.len();
        match if all { Arc::try_unwrap(self.whole) } else { Err(self.whole) } {
            Ok(own) => own,
            Err(shared) => shared.get(self.start..self.end).sure().to_vec(),
        }
    }
}

impl<T> Deref for Buffer<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.whole.get(self.start..self.end).sure()
    }
}

impl<T> From<Vec<T>> for Buffer<T> {
    fn from(whole: Vec<T>) -> Self {
        let end = whole.len();
        Buffer { whole: Arc::new(whole), start: 0, end }
    }
}

impl<T> FromIterator<T> for Buffer<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().collect::<Vec<T>>().into()
    }
}

impl<'b, T> IntoIterator for &'b Buffer<T> {
    type Item = &'b T;
    type IntoIter = std::slice::Iter<'b, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Default for Buffer<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: PartialEq> PartialEq for Buffer<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Buffer<T> {}

impl<T: fmt::Debug> fmt::Debug for Buffer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Buffer;

    #[test]
    fn a_slice_is_the_same_values() {
        let all: Buffer<u32> = (0..10).collect();
        let some = all.slice(3, 7).slice(1, 3);
        assert_eq!(*some, [4, 5]);
        assert_eq!(some.as_ptr(), all[4..].as_ptr());
    }

    #[test]
    fn values_that_are_shared_change_in_one_place_only() {
        let all: Buffer<u32> = (0..3).collect();
        let mut own = all.clone().into_vec();
        own[0] = 7;
        assert_eq!((&*all, own), (&[0, 1, 2][..], vec![7, 1, 2]));
        let at = all.as_ptr();
        let own = all.into_vec();
        assert_eq!(own.as_ptr(), at);
    }
}

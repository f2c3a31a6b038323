//! A fixed-length bitmap in words of 64.

/// A bitmap of `len` bits. Bits behind the last are always zero.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Appends a flag to a bitmap that only exists from the first set flag on; so many rows are
    /// before it.
    pub fn push_to(bits: &mut Option<Bits>, rows: usize, set: bool) {
        match bits {
            Some(bits) => bits.push(set),
            None if set => {
                let mut fresh = Bits::filled(rows, false);
                fresh.push(true);
                *bits = Some(fresh);
            }
            None => {}
        }
    }

    /// Appends such a bitmap to one of so many rows, which make a total of so many.
    pub fn append_to(bits: &mut Option<Bits>, rows: usize, other: Option<Bits>, total: usize) {
        if bits.is_none() && other.is_none() {
            return;
        }
        let bits = bits.get_or_insert_with(|| Bits::filled(rows, false));
        match other {
            Some(other) => bits.extend(&other),
            None => bits.push_n(total - rows, false),
        }
    }

    /// All bits alike.
    pub fn filled(len: usize, bit: bool) -> Bits {
        let mut bits = Bits { words: vec![if bit { u64::MAX } else { 0 }; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// One bit for each row, as `f` says.
    pub fn from_fn(len: usize, mut f: impl FnMut(usize) -> bool) -> Bits {
        let mut words = Vec::with_capacity(len.div_ceil(64));
        let mut row = 0;
        while row < len {
            let end = (row + 64).min(len);
            let mut word = 0u64;
            for (bit, i) in (row..end).enumerate() {
                word |= u64::from(f(i)) << bit;
            }
            words.push(word);
            row = end;
        }
        Bits { words, len }
    }

    /// Words of 64 rows each, lowest bit first; bits behind `len` must be zero.
    pub fn from_words(len: usize, words: impl Iterator<Item = u64>) -> Bits {
        Bits { words: words.collect(), len }
    }

    /// Number of bits.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no bits at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bit of a row; false behind the end.
    pub fn get(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|w| w >> (row % 64) & 1 == 1)
    }

    /// Sets the bit of a row; nothing behind the end.
    pub fn set(&mut self, row: usize, bit: bool) {
        if row < self.len
            && let Some(w) = self.words.get_mut(row / 64)
        {
            *w = *w & !(1 << (row % 64)) | u64::from(bit) << (row % 64);
        }
    }

    /// Appends a bit.
    pub fn push(&mut self, bit: bool) {
        let place = self.len % 64;
        match self.words.last_mut() {
            Some(last) if place > 0 => *last |= u64::from(bit) << place,
            _ => self.words.push(u64::from(bit)),
        }
        self.len += 1;
    }

    /// Appends all bits of another.
    pub fn extend(&mut self, other: &Bits) {
        let used = self.len % 64;
        self.len += other.len;
        if used == 0 {
            self.words.extend_from_slice(&other.words);
            return;
        }
        // Each word fills up the last one and leaves the rest of its bits to a new one.
        for word in &other.words {
            if let Some(last) = self.words.last_mut() {
                *last |= word << used;
            }
            self.words.push(word >> (64 - used));
        }
        self.words.truncate(self.len.div_ceil(64));
    }

    /// Appends `n` bits alike.
    pub fn push_n(&mut self, n: usize, bit: bool) {
        self.extend(&Bits::filled(n, bit));
    }

    /// Number of set bits.
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Whether any bit is set.
    pub fn any(&self) -> bool {
        self.words.iter().any(|w| *w != 0)
    }

    /// Whether every bit is set.
    pub fn all(&self) -> bool {
        self.count() == self.len
    }

    /// The rows whose bit is set, ascending.
    pub fn ones(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(i, word)| {
            let mut w = *word;
            std::iter::from_fn(move || {
                if w == 0 {
                    return None;
                }
                let bit = w.trailing_zeros() as usize;
                w &= w - 1;
                Some(i * 64 + bit)
            })
        })
    }

    /// `self & other`.
    #[must_use]
    pub fn and(&self, other: &Bits) -> Bits {
        self.zip(other, |a, b| a & b)
    }

    /// `self & !other`.
    #[must_use]
    pub fn and_not(&self, other: &Bits) -> Bits {
        self.zip(other, |a, b| a & !b)
    }

    /// `self | other`.
    #[must_use]
    pub fn or(&self, other: &Bits) -> Bits {
        self.zip(other, |a, b| a | b)
    }

    /// Every bit turned.
    #[must_use]
    pub fn not(&self) -> Bits {
        let mut bits = Bits { words: self.words.iter().map(|w| !w).collect(), len: self.len };
        bits.trim();
        bits
    }

    /// The bits of those rows; a row behind the end reads false.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Bits {
        Bits::from_fn(rows.len(), |i| rows.get(i).is_some_and(|r| self.get(*r as usize)))
    }

    /// The bits `start..end`.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Bits {
        if start.is_multiple_of(64) {
            let words = self.words[start / 64..end.div_ceil(64)].to_vec();
            let mut bits = Bits { words, len: end - start };
            bits.trim();
            return bits;
        }
        Bits::from_fn(end - start, |i| self.get(start + i))
    }

    fn zip(&self, other: &Bits, f: impl Fn(u64, u64) -> u64) -> Bits {
        debug_assert_eq!(self.len, other.len);
        Bits {
            words: self.words.iter().zip(&other.words).map(|(a, b)| f(*a, *b)).collect(),
            len: self.len,
        }
    }

    fn trim(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn bits(rows: &[bool]) -> Bits {
        Bits::from_fn(rows.len(), |i| rows[i])
    }

    fn rows(bits: &Bits) -> Vec<bool> {
        (0..bits.len()).map(|i| bits.get(i)).collect()
    }

    proptest! {
        #[test]
        fn behaves_as_a_list_of_flags(a in vec(any::<bool>(), 0..200), b in vec(any::<bool>(), 0..200)) {
            let (x, y) = (bits(&a), bits(&b));
            prop_assert_eq!(rows(&x), a.clone());
            prop_assert_eq!(x.count(), a.iter().filter(|bit| **bit).count());
            prop_assert_eq!(x.any(), a.contains(&true));
            prop_assert_eq!(x.all(), !a.contains(&false));
            let ones: Vec<usize> = (0..a.len()).filter(|i| a[*i]).collect();
            prop_assert_eq!(x.ones().collect::<Vec<_>>(), ones);

            let mut joined = x.clone();
            joined.extend(&y);
            prop_assert_eq!(&joined, &bits(&[a.clone(), b.clone()].concat()));
            prop_assert_eq!(joined.slice(a.len(), a.len() + b.len()), y);
            prop_assert_eq!(joined.slice(0, a.len()), x);
        }

        #[test]
        fn combines_row_by_row(pairs in vec(any::<(bool, bool)>(), 0..200)) {
            let (a, b): (Vec<bool>, Vec<bool>) = pairs.into_iter().unzip();
            let (x, y) = (bits(&a), bits(&b));
            let by = |f: fn(bool, bool) -> bool| Bits::from_fn(a.len(), |i| f(a[i], b[i]));
            prop_assert_eq!(x.and(&y), by(|a, b| a & b));
            prop_assert_eq!(x.or(&y), by(|a, b| a | b));
            prop_assert_eq!(x.and_not(&y), by(|a, b| a & !b));
            prop_assert_eq!(x.not(), by(|a, _| !a));
            prop_assert_eq!(x.not().count() + x.count(), a.len());
        }

        #[test]
        fn gathers(a in vec(any::<bool>(), 1..200), picks in vec(0u32..300, 0..100)) {
            let picked = bits(&a).gather(&picks);
            for (i, row) in picks.iter().enumerate() {
                prop_assert_eq!(picked.get(i), a.get(*row as usize).copied().unwrap_or(false));
            }
        }
    }

    #[test]
    fn grows_and_stays_in_its_bounds() {
        let mut grown = Bits::default();
        assert!(grown.is_empty() && grown.all() && !grown.any());
        for i in 0..130 {
            grown.push(i % 3 == 0);
        }
        grown.push_n(70, true);
        assert_eq!((grown.len(), grown.count()), (200, 44 + 70));
        grown.set(1, true);
        grown.set(0, false);
        grown.set(200, true);
        assert!(grown.get(1) && !grown.get(0) && !grown.get(200));
        assert_eq!(Bits::filled(65, true).count(), 65);
        assert_eq!(Bits::filled(65, true).not(), Bits::filled(65, false));
    }
}

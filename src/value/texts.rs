//! Texts, end to end: while they grow, and as a column.

use std::sync::Arc;

use super::{Bits, Buffer};

/// Texts, end to end. Slices of them share what they are made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextColumn {
    /// All texts, and those of the columns that this one is a slice of.
    data: Arc<String>,
    /// `offsets[i]..offsets[i + 1]` is row i; one more entry than rows.
    offsets: Buffer<u64>,
    /// Rows that are not known; `None` if there are none.
    unknown: Option<Bits>,
}

/// A growing [`TextColumn`].
#[derive(Debug)]
pub struct TextBuilder {
    data: String,
    offsets: Vec<u64>,
    unknown: Option<Bits>,
}

impl TextColumn {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text in a row, where it is known.
    pub fn get(&self, row: usize) -> Option<&str> {
        let (start, end) = (*self.offsets.get(row)?, *self.offsets.get(row + 1)?);
        if self.unknown.as_ref().is_some_and(|u| u.get(row)) {
            return None;
        }
        self.data.get(start as usize..end as usize)
    }

    /// Whether all texts are plain ASCII.
    pub fn is_ascii(&self) -> bool {
        let (first, last) = (self.offsets.first(), self.offsets.last());
        let all = first.zip(last).and_then(|(a, b)| self.data.get(*a as usize..*b as usize));
        all.is_none_or(str::is_ascii)
    }

    /// The rows `start..end`.
    #[must_use]
    pub(super) fn slice(&self, start: usize, end: usize) -> TextColumn {
        TextColumn {
            data: Arc::clone(&self.data),
            offsets: self.offsets.slice(start, end + 1),
            unknown: self.unknown.as_ref().map(|u| u.slice(start, end)),
        }
    }

    /// The same texts, to be added to.
    #[must_use]
    pub fn grow(self) -> TextBuilder {
        let mut grown = TextBuilder::with_capacity(self.len());
        (0..self.len()).for_each(|row| grown.push(self.get(row)));
        grown
    }
}

impl Default for TextColumn {
    fn default() -> Self {
        TextBuilder::default().finish()
    }
}

impl<'t> FromIterator<Option<&'t str>> for TextColumn {
    fn from_iter<I: IntoIterator<Item = Option<&'t str>>>(texts: I) -> Self {
        let mut column = TextBuilder::default();
        texts.into_iter().for_each(|text| column.push(text));
        column.finish()
    }
}

impl TextBuilder {
    /// No rows yet.
    pub fn with_capacity(rows: usize) -> TextBuilder {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        TextBuilder { data: String::new(), offsets, unknown: None }
    }

    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Appends a row.
    pub fn push(&mut self, text: Option<&str>) {
        let rows = self.len();
        self.data.push_str(text.unwrap_or_default());
        self.offsets.push(self.data.len() as u64);
        Bits::push_to(&mut self.unknown, rows, text.is_none());
    }

    /// Appends the rows of another.
    pub fn append(&mut self, other: TextBuilder) {
        let (rows, more, base) = (self.len(), other.len(), self.data.len() as u64);
        self.data.push_str(&other.data);
        self.offsets.extend(other.offsets.iter().skip(1).map(|offset| base + offset));
        Bits::append_to(&mut self.unknown, rows, other.unknown, rows + more);
    }

    /// The column.
    #[must_use]
    pub fn finish(self) -> TextColumn {
        let (data, offsets) = (Arc::new(self.data), self.offsets.into());
        TextColumn { data, offsets, unknown: self.unknown }
    }
}

impl Default for TextBuilder {
    fn default() -> Self {
        TextBuilder::with_capacity(0)
    }
}

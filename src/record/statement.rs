//! What sources say of single facts: a side table for the few that name their own.

use super::growing::reference::ReferenceBuilder;
use crate::source::Place;
use crate::value::{Codes, Range, Scalar};

/// What one source says of one fact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Statement<'a> {
    /// The value it tells; unknown where it says that nothing is disclosed.
    pub value: &'a Scalar,
    /// The source's row in the table of sources; `None` where there is no such source.
    pub source: Option<u32>,
    /// Where the value stands.
    pub place: Place,
}

/// What sources say of the facts of one field. The field's column holds what they allow together;
/// rows whose fact names no source of its own have nothing here.
#[derive(Clone, Debug)]
pub struct Statements {
    /// The fact's row, ascending; one entry for each statement.
    rows: Vec<u32>,
    values: Vec<Scalar>,
    sources: Codes,
    places: Vec<Place>,
}

impl Statements {
    /// Drops what is said of the facts in some rows.
    pub fn forget(&mut self, is_dropped: impl Fn(u32) -> bool) {
        let kept: Vec<bool> = self.rows.iter().map(|row| !is_dropped(*row)).collect();
        keep(&mut self.rows, &kept);
        keep(&mut self.values, &kept);
        keep(&mut self.places, &kept);
        let sources = self.sources.0.iter().zip(&kept).filter(|(_, kept)| **kept);
        self.sources = Codes(sources.map(|(source, _)| *source).collect());
    }

    /// The rows whose facts name their own sources, ascending.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.chunk_by(|a, b| a == b).filter_map(|same| same.first().copied())
    }

    /// What is said of the fact in a row, in the order of the text.
    pub fn of(&self, row: u32) -> impl Iterator<Item = Statement<'_>> {
        let from = self.rows.partition_point(|r| *r < row);
        let to = self.rows.partition_point(|r| *r <= row);
        (from..to).filter_map(|i| {
            let (value, place) = (self.values.get(i)?, *self.places.get(i)?);
            Some(Statement { value, source: self.sources.get(i), place })
        })
    }
}

/// What two statements allow together, where it can be told.
pub(super) fn together(a: &Scalar, b: &Scalar) -> Option<Scalar> {
    match (a, b) {
        (
            Scalar::Quantity { range: x, currency: c, .. },
            Scalar::Quantity { range: y, currency: d, .. },
        ) if c == d => {
            let range: Range = x.hull(*y);
            Some(Scalar::Quantity { range, currency: *c, unknown: false })
        }
        (Scalar::Period(a), Scalar::Period(b)) => a.hull(*b).map(Scalar::Period),
        _ => (a == b).then(|| a.clone()),
    }
}

/// Keeps the entries that are marked.
fn keep<T>(entries: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    entries.retain(|_| kept.next() == Some(&true));
}

/// Statements while they grow.
#[derive(Default)]
pub(super) struct StatementsBuilder {
    rows: Vec<u32>,
    /// What a source says of a reference is the key's text until tables are resolved.
    values: Vec<Scalar>,
    pub(super) sources: ReferenceBuilder,
    places: Vec<Place>,
}

impl StatementsBuilder {
    /// Appends what the source with that key says of a row's fact.
    pub(super) fn push(&mut self, row: u32, value: Scalar, place: Place, source: (&str, Place)) {
        self.rows.push(row);
        self.values.push(value);
        self.places.push(place);
        self.sources.push(source.0, || source.1);
    }

    /// Appends the statements of a table that stands `shift` rows further on.
    pub(super) fn append(&mut self, other: StatementsBuilder, shift: u32) {
        self.rows.extend(other.rows.iter().map(|row| row + shift));
        self.values.extend(other.values);
        self.places.extend(other.places);
        self.sources.append(other.sources);
    }

    /// The finished statements: `sources` by row of their table, keys in values as rows by `row`.
    pub(super) fn finish(
        self,
        sources: impl FnOnce(ReferenceBuilder) -> Codes,
        row: Option<impl Fn(&str) -> Option<u32>>,
    ) -> Statements {
        let resolved = |value: Scalar| match (&row, &value) {
            (Some(row), Scalar::Text(key)) => Scalar::Code(key.as_deref().and_then(row)),
            _ => value,
        };
        let values = self.values.into_iter().map(resolved).collect();
        let sources = sources(self.sources);
        Statements { rows: self.rows, values, sources, places: self.places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};
    use crate::value::Decimal;

    #[test]
    fn statements_of_parts_keep_their_rows() {
        let at = |start| Place::Text(Span::new(FileId(0), start, start + 1));
        let number = |n: i64| Scalar::number(Decimal::from(n));
        let mut first = StatementsBuilder::default();
        first.push(1, number(10), at(1), ("wire", at(2)));
        first.push(1, number(20), at(3), ("filing", at(4)));
        let mut second = StatementsBuilder::default();
        second.push(0, number(30), at(5), ("filing", at(6)));
        first.append(second, 4);
        let row = None::<fn(&str) -> Option<u32>>;
        let statements = first.finish(|keys| keys.codes.into(), row);
        let told = |row| -> Vec<_> {
            statements.of(row).map(|s| (s.value.clone(), s.source, s.place)).collect()
        };
        assert_eq!(told(0), []);
        assert_eq!(told(1), [(number(10), Some(0), at(1)), (number(20), Some(1), at(3))]);
        assert_eq!(told(4), [(number(30), Some(1), at(5))]);
    }
}

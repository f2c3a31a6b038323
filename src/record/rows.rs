//! Rows that are found in the text, before their values are read.

use super::raw::Raw;
use crate::alarm::Sure;

/// How many rows are read together: enough that a column's work is done in one go, few enough
/// that they stay near.
pub(super) const MOST: usize = 32;

/// Some rows of one record kind: by row the values in the plan's slots, and the bytes of the whole.
#[derive(Clone, Copy)]
pub(super) struct Rows<'r, 'a> {
    slots: &'r [Option<Raw<'a>>],
    places: &'r [(usize, usize)],
}

impl<'r, 'a> Rows<'r, 'a> {
    /// A single row.
    pub(super) fn one(slots: &'r [Option<Raw<'a>>], place: &'r (usize, usize)) -> Rows<'r, 'a> {
        Rows { slots, places: std::slice::from_ref(place) }
    }

    /// Rows by their values, each with its place.
    pub(super) fn new(slots: &'r [Option<Raw<'a>>], places: &'r [(usize, usize)]) -> Rows<'r, 'a> {
        Rows { slots, places }
    }

    /// The same rows with other values.
    pub(super) fn with<'o, 'b>(self, slots: &'o [Option<Raw<'b>>]) -> Rows<'o, 'b>
    where
        'r: 'o,
    {
        Rows { slots, places: self.places }
    }

    /// The values and the place of each row.
    #[inline]
    pub(super) fn iter(self) -> impl Iterator<Item = (&'r [Option<Raw<'a>>], (usize, usize))> {
        let width = self.slots.len() / self.places.len().max(1);
        let row = move |(i, place): (usize, &(usize, usize))| {
            (self.slots.get(i * width..(i + 1) * width).sure(), *place)
        };
        self.places.iter().enumerate().map(row)
    }
}

/// Rows while they are found.
pub(super) struct Block<'a> {
    width: usize,
    slots: Vec<Option<Raw<'a>>>,
    places: Vec<(usize, usize)>,
}

impl<'a> Block<'a> {
    /// Room for rows of so many slots.
    pub(super) fn new(width: usize) -> Block<'a> {
        Block { width, slots: vec![None; width * MOST], places: Vec::with_capacity(MOST) }
    }

    /// Empties the slots of the next row. What was read into them and not kept is lost.
    pub(super) fn open(&mut self) {
        self.next().iter_mut().for_each(|slot| *slot = None);
    }

    /// The slots of the next row.
    #[inline]
    pub(super) fn next(&mut self) -> &mut [Option<Raw<'a>>] {
        let start = self.places.len() * self.width;
        self.slots.get_mut(start..start + self.width).sure()
    }

    /// Keeps the next row; tells whether there is no room for another.
    pub(super) fn keep(&mut self, place: (usize, usize)) -> bool {
        self.places.push(place);
        self.places.len() == MOST
    }

    /// The rows that were kept.
    pub(super) fn rows(&self) -> Rows<'_, 'a> {
        let slots = self.slots.get(..self.places.len() * self.width).sure();
        Rows { slots, places: &self.places }
    }

    /// Forgets all rows.
    pub(super) fn clear(&mut self) {
        self.places.clear();
    }
}

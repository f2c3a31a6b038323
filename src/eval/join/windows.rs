//! What subjects look for in their members, each a window of its own: a year, the days of a slot, a
//! label. Windows lie apart, so a member that tells one value is in one of them at most.

use std::collections::HashMap;

use crate::eval::batch::Batch;
use crate::value::{
    Bits, Codes, Column, Currencies, Date, Decimal, Nums, Quantities, Range, Scalar,
};

/// Of a member that is in no window.
pub(crate) const NOWHERE: u32 = Codes::NONE;

/// Up to how many numbers from the first to the last the window of each is written down.
const TABLE: i64 = 1 << 20;

/// The windows of all subjects, numbered.
#[derive(Debug)]
pub(super) enum Windows {
    Numbers(Numbers),
    /// Values that are the same or not.
    Names(HashMap<Scalar, u32>),
}

/// Windows from one whole number to another, ascending.
#[derive(Debug)]
pub(super) struct Numbers {
    ends: Vec<(i64, i64)>,
    /// Whether subjects tell a year, and its days are their window.
    years: bool,
    /// The window of each number from the first one of all on, where they are few.
    table: Vec<u32>,
}

impl Windows {
    /// From the first and the last value of so many subjects, or from the years that they tell, whose
    /// days are looked for; `None` where windows meet, or there are none. Of a subject of which they
    /// are not known nothing is said.
    pub(super) fn of([first, last]: [&Batch; 2], subjects: usize, years: bool) -> Option<Windows> {
        let told = (0..subjects).find_map(|row| Some(first.get(row)).filter(Scalar::is_known))?;
        if !matches!(told, Scalar::Quantity { .. }) {
            let mut names = HashMap::new();
            for name in (0..subjects).map(|row| first.get(row)).filter(Scalar::is_known) {
                let next = names.len() as u32;
                names.entry(name).or_insert(next);
            }
            return Some(Windows::Names(names));
        }
        let window = |row: usize| Numbers::window(&first.get(row), &last.get(row), years);
        let mut ends: Vec<(i64, i64)> =
            (0..subjects).filter_map(window).filter(|(first, last)| first <= last).collect();
        ends.sort_unstable();
        ends.dedup();
        let apart = ends.windows(2).all(|pair| pair[0].1 < pair[1].0);
        apart.then(|| Numbers::new(ends, years)).flatten().map(Windows::Numbers)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Windows::Numbers(numbers) => numbers.ends.len(),
            Windows::Names(names) => names.len(),
        }
    }

    /// The windows of those subjects, unknown where they have none for certain.
    pub(super) fn of_subjects(&self, [first, last]: [&Batch; 2], len: usize) -> Vec<u32> {
        let window = |row: usize| match self {
            Windows::Numbers(numbers) => {
                let window = Numbers::window(&first.get(row), &last.get(row), numbers.years)?;
                numbers.ends.binary_search(&window).ok().map(|at| at as u32)
            }
            Windows::Names(names) => names.get(&first.get(row)).copied(),
        };
        (0..len).map(|row| window(row).unwrap_or(Codes::UNKNOWN)).collect()
    }

    /// In which window each of so many members is for certain; it may be nowhere, or not known.
    pub(super) fn of_members(&self, values: &Batch, len: usize) -> Vec<u32> {
        let window = |row: usize| match self.span(&values.get(row)) {
            None => NOWHERE,
            Some((at, true, _)) => at,
            Some(_) => Codes::UNKNOWN,
        };
        let (Windows::Numbers(numbers), Some(coefs)) = (self, whole_numbers(values)) else {
            return (0..len).map(window).collect();
        };
        let Batch::Each(column) = values else { return vec![Codes::UNKNOWN; len] };
        let (odd, boundless) = (odd(column), boundless(column));
        let has = |bits: &Option<Bits>, row| bits.as_ref().is_some_and(|bits| bits.get(row));
        let at = |(row, number): (usize, &i64)| match has(&odd, row) {
            true if has(&boundless, row) => Codes::UNKNOWN,
            true => window(row),
            false => numbers.of_number(*number),
        };
        coefs.iter().enumerate().map(at).collect()
    }

    /// Which members may be in every one, by the windows of all of them.
    pub(super) fn anywhere(&self, values: &Batch, codes: &[u32]) -> Bits {
        let boundless = match values {
            Batch::Each(column) => boundless(column),
            Batch::One(_) => None,
        };
        let is_whole = |row: usize| {
            let span = self.span(&values.get(row));
            span.is_some_and(|(first, _, last)| first == 0 && last as usize + 1 == self.len())
        };
        let may_be =
            |row: usize| boundless.as_ref().is_some_and(|bits| bits.get(row)) || is_whole(row);
        let is_open = |row: usize| codes.get(row) == Some(&Codes::UNKNOWN);
        Bits::from_fn(codes.len(), |row| is_open(row) && may_be(row))
    }

    /// The first and the last window that a member may be in, and whether it is one, for certain.
    pub(super) fn span(&self, value: &Scalar) -> Option<(u32, bool, u32)> {
        match self {
            Windows::Numbers(numbers) => numbers.span(value.parts().0),
            Windows::Names(names) if value.is_known() => {
                names.get(value).map(|at| (*at, true, *at))
            }
            Windows::Names(names) => Some((0, false, names.len() as u32 - 1)),
        }
    }
}

impl Numbers {
    /// The window of a subject: its numbers, or the days of its year.
    fn window(first: &Scalar, last: &Scalar, years: bool) -> Option<(i64, i64)> {
        let (first, last) = (whole(first)?, whole(last)?);
        if !years {
            return Some((first, last));
        }
        let year = i32::try_from(first).ok()?;
        let day = |month, day| Some(i64::from(Date::new(year, month, day)?.0));
        Some((day(1, 1)?, day(12, 31)?))
    }

    fn new(ends: Vec<(i64, i64)>, years: bool) -> Option<Numbers> {
        let (from, to) = (ends.first()?.0, ends.last()?.1);
        let few = to.checked_sub(from).is_some_and(|length| length < TABLE);
        let mut table = Vec::new();
        for (at, (first, last)) in ends.iter().enumerate().filter(|_| few) {
            table.resize((first - from) as usize, NOWHERE);
            table.resize((last - from) as usize + 1, at as u32);
        }
        Some(Numbers { ends, years, table })
    }

    #[inline]
    fn of_number(&self, number: i64) -> u32 {
        if !self.table.is_empty() {
            let from = self.ends.first().map_or(0, |(first, _)| *first);
            let at = number.checked_sub(from).and_then(|at| usize::try_from(at).ok());
            return at.and_then(|at| self.table.get(at).copied()).unwrap_or(NOWHERE);
        }
        let at = self.ends.partition_point(|(_, last)| *last < number);
        match self.ends.get(at) {
            Some((first, _)) if *first <= number => at as u32,
            _ => NOWHERE,
        }
    }

    fn span(&self, range: Range) -> Option<(u32, bool, u32)> {
        let first = match range.lo {
            Some(lo) => self.ends.partition_point(|(_, last)| Decimal::from(*last) < lo),
            None => 0,
        };
        let behind = match range.hi {
            Some(hi) => self.ends.partition_point(|(first, _)| Decimal::from(*first) <= hi),
            None => self.ends.len(),
        };
        let last = behind.checked_sub(1).filter(|last| first <= *last)?;
        let holds = |(from, to): &(i64, i64)| {
            range.lo.is_some_and(|lo| Decimal::from(*from) <= lo)
                && range.hi.is_some_and(|hi| hi <= Decimal::from(*to))
        };
        let sure = first == last && self.ends.get(first).is_some_and(holds);
        Some((first as u32, sure, last as u32))
    }
}

/// A whole number that is known, in no currency.
fn whole(value: &Scalar) -> Option<i64> {
    match value.parts() {
        (range, None) => range.known()?.fixed(0),
        (_, Some(_)) => None,
    }
}

/// The lower ends of a column of whole numbers in no currency.
fn whole_numbers(values: &Batch) -> Option<&[i64]> {
    let Batch::Each(column) = values else { return None };
    match column.as_ref() {
        Column::Quantity(Quantities {
            lo: Nums::Fixed { scale: 0, coefs },
            currency: Currencies::None,
            ..
        }) => Some(coefs),
        _ => None,
    }
}

/// The rows of a column of numbers that may be any.
fn boundless(column: &Column) -> Option<Bits> {
    let Column::Quantity(q) = column else { return None };
    Some(q.lo_open.as_ref()?.and(q.hi_open.as_ref()?))
}

/// The rows of a column of numbers that are not one number for certain.
fn odd(column: &Column) -> Option<Bits> {
    let Column::Quantity(q) = column else { return None };
    let ranged =
        q.hi.as_ref().map(|hi| Bits::from_fn(q.lo.len(), |row| q.lo.get(row) != hi.get(row)));
    let open = [&q.lo_open, &q.hi_open].into_iter().flatten().cloned();
    ranged.into_iter().chain(open).reduce(|a, b| a.or(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(ends: &[(i64, i64)]) -> Numbers {
        Numbers::new(ends.to_vec(), false).unwrap()
    }

    fn range(lo: impl Into<Option<i64>>, hi: impl Into<Option<i64>>) -> Range {
        Range { lo: lo.into().map(Decimal::from), hi: hi.into().map(Decimal::from) }
    }

    #[test]
    fn a_number_is_in_one_window_or_none() {
        let far = numbers(&[(1, 3), (5, 5), (6, 8), (1 << 40, 1 << 41)]);
        let near = numbers(&[(1, 3), (5, 5), (6, 8)]);
        assert!(far.table.is_empty() && !near.table.is_empty());
        for number in -2..12 {
            let at = near.ends.iter().position(|(a, b)| (a..=b).contains(&&number));
            let at = at.map_or(NOWHERE, |at| at as u32);
            assert_eq!((near.of_number(number), far.of_number(number)), (at, at), "{number}");
            let span = Some((at, true, at)).filter(|_| at != NOWHERE);
            assert_eq!(near.span(range(number, number)), span, "{number}");
        }
        assert_eq!(near.of_number(i64::MIN), NOWHERE);
    }

    #[test]
    fn a_range_may_be_in_several() {
        let windows = numbers(&[(1, 3), (5, 5), (6, 8)]);
        assert_eq!(windows.span(range(2, 3)), Some((0, true, 0)));
        assert_eq!(windows.span(range(2, 4)), Some((0, false, 0)));
        assert_eq!(windows.span(range(3, 6)), Some((0, false, 2)));
        assert_eq!(windows.span(range(4, 4)), None);
        assert_eq!(windows.span(range(None, 0)), None);
        assert_eq!(windows.span(range(None, 5)), Some((0, false, 1)));
        assert_eq!(windows.span(range(6, None)), Some((2, false, 2)));
        assert_eq!(windows.span(Range::ANY), Some((0, false, 2)));
    }

    #[test]
    fn windows_that_meet_are_none() {
        let column = |numbers: &[i64]| {
            let coefs: Vec<i64> = numbers.to_vec();
            let quantities = Quantities::exact(Nums::Fixed { scale: 0, coefs: coefs.into() });
            Batch::each(Column::Quantity(quantities))
        };
        let of = |first: &[i64], last: &[i64]| {
            let windows = Windows::of([&column(first), &column(last)], first.len(), false);
            windows.map(|windows| windows.len())
        };
        assert_eq!(of(&[5, 1, 5], &[6, 4, 6]), Some(2));
        assert_eq!(of(&[5, 1], &[6, 5]), None);
        // What ends before it begins is no window.
        assert_eq!(of(&[5, 9], &[6, 4]), Some(1));
        assert_eq!(of(&[9], &[4]), None);
    }
}

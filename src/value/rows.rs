//! Columns row by row: reading one, picking some, building from scalars.

use std::sync::Arc;

use super::{
    Bits, Buffer, Codes, Column, Currencies, Currency, Decimal, Nums, PeriodRange, Periods,
    Quantities, Range, Scalar, TextBuilder, Tri, Truths,
};

impl Column {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Column::Truth(t) => t.len(),
            Column::Quantity(q) => q.lo.len(),
            Column::Period(p) => p.0.len(),
            Column::Code(c) => c.0.len(),
            Column::Text(t) => t.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row. Money of which nothing was told has no currency.
    pub fn get(&self, row: usize) -> Scalar {
        match self {
            Column::Truth(t) => Scalar::Truth(t.get(row)),
            Column::Quantity(q) => {
                let range = q.range(row);
                let unknown = q.is_unknown(row);
                let silent = unknown || range.is_any();
                let currency = if silent { None } else { q.currency.get(row) };
                Scalar::Quantity { range, currency, unknown }
            }
            Column::Period(p) => Scalar::Period(p.get(row)),
            Column::Code(c) => Scalar::Code(c.get(row)),
            Column::Text(t) => Scalar::Text(t.get(row).map(Arc::from)),
        }
    }

    /// The value of a row; [`Codes::UNKNOWN`] and [`Codes::NONE`] pick an unknown value.
    pub fn pick(&self, row: u32) -> Scalar {
        match self {
            Column::Quantity(_) if row >= Codes::NONE => Scalar::UNKNOWN_QUANTITY,
            column => column.get(row as usize),
        }
    }

    /// The rows `start..end` as a column of their own.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Column {
        match self {
            Column::Truth(t) => Column::Truth(t.slice(start, end)),
            Column::Quantity(q) => Column::Quantity(q.slice(start, end)),
            Column::Period(p) => Column::Period(Periods(p.0.slice(start, end))),
            Column::Code(c) => Column::Code(Codes(c.0.slice(start, end))),
            Column::Text(t) => Column::Text(t.slice(start, end)),
        }
    }

    /// The values of those rows, in that order, as [`Column::pick`] has each.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Column {
        match self {
            Column::Truth(t) => Column::Truth(t.gather(rows)),
            Column::Quantity(q) => Column::Quantity(q.gather(rows)),
            Column::Period(p) => {
                Column::Period(Periods(rows.iter().map(|r| p.get(*r as usize)).collect()))
            }
            Column::Code(c) => Column::Code(Codes(
                rows.iter().map(|r| c.get(*r as usize).unwrap_or(Codes::UNKNOWN)).collect(),
            )),
            Column::Text(t) => Column::Text(rows.iter().map(|r| t.get(*r as usize)).collect()),
        }
    }
}

impl Currencies {
    /// The currency in a row.
    pub fn get(&self, row: usize) -> Option<Currency> {
        match self {
            Currencies::None => None,
            Currencies::One(c) => Some(*c),
            Currencies::Each(v) => v.get(row).copied(),
        }
    }
}

impl Codes {
    /// The row that the reference in a row leads to, where it is known to lead to one.
    pub fn leads(&self, row: usize) -> Option<u32> {
        self.get(row).filter(|code| *code != Codes::NONE)
    }

    /// The code in a row, where it is known; [`Codes::NONE`] is, too.
    pub fn get(&self, row: usize) -> Option<u32> {
        self.0.get(row).copied().filter(|c| *c != Codes::UNKNOWN)
    }

    /// Rows that are not known.
    pub fn unknown(&self) -> Bits {
        Bits::from_fn(self.0.len(), |row| self.get(row).is_none())
    }
}

impl Periods {
    /// What the period in a row may be.
    pub fn get(&self, row: usize) -> PeriodRange {
        self.0.get(row).copied().unwrap_or(PeriodRange::ANY)
    }
}

impl Quantities {
    /// Exact known numbers without a currency.
    pub fn exact(lo: Nums) -> Quantities {
        Quantities {
            lo,
            hi: None,
            lo_open: None,
            hi_open: None,
            unknown: None,
            currency: Currencies::None,
        }
    }

    /// The range in a row.
    pub fn range(&self, row: usize) -> Range {
        let set = |bits: &Option<Bits>| bits.as_ref().is_some_and(|b| b.get(row));
        let lo = (!set(&self.lo_open)).then(|| self.lo.get(row));
        let hi = (!set(&self.hi_open)).then(|| self.hi.as_ref().unwrap_or(&self.lo).get(row));
        Range { lo, hi }
    }

    /// Whether nothing was told of a row.
    pub fn is_unknown(&self, row: usize) -> bool {
        self.unknown.as_ref().is_some_and(|u| u.get(row))
    }

    /// Whether every row is one number for certain.
    pub fn is_exact(&self) -> bool {
        self.hi.is_none() && self.lo_open.is_none() && self.hi_open.is_none()
    }

    fn slice(&self, start: usize, end: usize) -> Quantities {
        let bits = |b: &Option<Bits>| b.as_ref().map(|b| b.slice(start, end)).filter(Bits::any);
        Quantities {
            lo: self.lo.slice(start, end),
            hi: self.hi.as_ref().map(|h| h.slice(start, end)),
            lo_open: bits(&self.lo_open),
            hi_open: bits(&self.hi_open),
            unknown: bits(&self.unknown),
            currency: match &self.currency {
                Currencies::Each(v) => Currencies::Each(v.slice(start, end)),
                same => same.clone(),
            },
        }
    }

    fn gather(&self, rows: &[u32]) -> Quantities {
        let missing = rows.iter().any(|row| *row >= Codes::NONE);
        let bits = |b: &Option<Bits>| {
            (missing || b.is_some()).then(|| gather_or_set(b.as_ref(), rows)).filter(Bits::any)
        };
        Quantities {
            lo: self.lo.gather(rows),
            hi: self.hi.as_ref().map(|h| h.gather(rows)),
            lo_open: bits(&self.lo_open),
            hi_open: bits(&self.hi_open),
            unknown: bits(&self.unknown),
            currency: match &self.currency {
                Currencies::Each(v) => {
                    let at = |r: &u32| v.get(*r as usize).copied().unwrap_or(Currency::USD);
                    Currencies::Each(rows.iter().map(at).collect())
                }
                same => same.clone(),
            },
        }
    }
}

impl Nums {
    fn slice(&self, start: usize, end: usize) -> Nums {
        match self {
            Nums::Fixed { scale, coefs } => {
                Nums::Fixed { scale: *scale, coefs: coefs.slice(start, end) }
            }
            Nums::Wide(v) => Nums::Wide(v.slice(start, end)),
        }
    }

    fn gather(&self, rows: &[u32]) -> Nums {
        match self {
            Nums::Fixed { scale, coefs } => {
                let at = |r: &u32| coefs.get(*r as usize).copied().unwrap_or_default();
                Nums::Fixed { scale: *scale, coefs: rows.iter().map(at).collect() }
            }
            Nums::Wide(v) => {
                let at = |r: &u32| v.get(*r as usize).copied().unwrap_or_default();
                Nums::Wide(rows.iter().map(at).collect())
            }
        }
    }

    /// As fixed point where every number fits one scale, otherwise as they are.
    #[must_use]
    pub fn from_decimals(numbers: Vec<Decimal>) -> Nums {
        let scale = numbers.iter().map(|d| d.scale().max(0)).max().unwrap_or(0);
        let Some(scale) = u8::try_from(scale).ok().filter(|s| *s <= 18) else {
            return Nums::Wide(numbers.into());
        };
        match numbers.iter().map(|d| d.fixed(scale)).collect::<Option<Buffer<i64>>>() {
            Some(coefs) => Nums::Fixed { scale, coefs },
            None => Nums::Wide(numbers.into()),
        }
    }
}

/// Collects scalars of one type into a column; mixed kinds are a bug of the caller and read
/// as unknown.
pub fn column(first: &Scalar, scalars: impl ExactSizeIterator<Item = Scalar>) -> Column {
    match first {
        Scalar::Truth(_) => Column::Truth(truths(scalars)),
        Scalar::Quantity { .. } => Column::Quantity(quantities(scalars)),
        Scalar::Period(_) => {
            let period = |s| match s {
                Scalar::Period(p) => p,
                _ => PeriodRange::ANY,
            };
            Column::Period(Periods(scalars.map(period).collect()))
        }
        Scalar::Code(_) => Column::Code(Codes(
            scalars
                .map(|s| match s {
                    Scalar::Code(Some(c)) => c,
                    _ => Codes::UNKNOWN,
                })
                .collect(),
        )),
        Scalar::Text(_) => {
            let mut out = TextBuilder::with_capacity(scalars.len());
            for s in scalars {
                match s {
                    Scalar::Text(Some(t)) => out.push(Some(&t)),
                    _ => out.push(None),
                }
            }
            Column::Text(out.finish())
        }
    }
}

fn truths(scalars: impl ExactSizeIterator<Item = Scalar>) -> Truths {
    let mut truths = Truths::default();
    for s in scalars {
        truths.push(match s {
            Scalar::Truth(tri) => tri,
            _ => Tri::Unknown,
        });
    }
    truths
}

fn quantities(scalars: impl ExactSizeIterator<Item = Scalar>) -> Quantities {
    let n = scalars.len();
    let (mut lo, mut hi) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let (mut lo_open, mut hi_open) = (Bits::default(), Bits::default());
    let (mut unknowns, mut currencies) = (Bits::default(), Vec::with_capacity(n));
    for s in scalars {
        let (range, currency, unknown) = match s {
            Scalar::Quantity { range, currency, unknown } => (range, currency, unknown),
            _ => (Range::ANY, None, true),
        };
        lo.push(range.lo.or(range.hi).unwrap_or_default());
        hi.push(range.hi.or(range.lo).unwrap_or_default());
        lo_open.push(range.lo.is_none());
        hi_open.push(range.hi.is_none());
        unknowns.push(unknown);
        currencies.push(currency);
    }
    let exact = lo == hi;
    let lo = Nums::from_decimals(lo);
    Quantities {
        hi: (!exact).then(|| Nums::from_decimals(hi)),
        lo,
        lo_open: Some(lo_open).filter(Bits::any),
        hi_open: Some(hi_open).filter(Bits::any),
        unknown: Some(unknowns).filter(Bits::any),
        currency: currency_column(&currencies),
    }
}

/// One currency where all rows that have one agree.
fn currency_column(rows: &[Option<Currency>]) -> Currencies {
    let Some(first) = rows.iter().flatten().next().copied() else {
        return Currencies::None;
    };
    if rows.iter().flatten().all(|c| *c == first) {
        return Currencies::One(first);
    }
    Currencies::Each(rows.iter().map(|c| c.unwrap_or(first)).collect())
}

fn gather_or_set(bits: Option<&Bits>, rows: &[u32]) -> Bits {
    Bits::from_fn(rows.len(), |i| {
        rows.get(i).is_some_and(|r| *r >= Codes::NONE || bits.is_some_and(|b| b.get(*r as usize)))
    })
}

//! Columns while they grow: a variant for each kind, into which `decode` and `part` push.

use super::nums::NumsBuilder;
use super::reference::ReferenceBuilder;
use crate::ty::Ty;
use crate::value::{
    Bits, Codes, Column, Currencies, Currency, Date, Decimal, PeriodRange, Periods, Quantities,
    TextBuilder, Tri, Truths,
};

/// A growing column.
pub(in crate::record) enum ColumnBuilder {
    Truth(Truths),
    Quantity(Box<QuantityBuilder>),
    Period(Vec<PeriodRange>),
    Code(Vec<u32>),
    Text(TextBuilder),
    Reference(ReferenceBuilder),
}

impl ColumnBuilder {
    pub(in crate::record) fn new(ty: Ty) -> ColumnBuilder {
        match ty {
            Ty::Bool => ColumnBuilder::Truth(Truths::default()),
            Ty::Quantity { .. } | Ty::Date => ColumnBuilder::Quantity(Box::default()),
            Ty::Period => ColumnBuilder::Period(Vec::new()),
            Ty::Choice(_) | Ty::Currency | Ty::List(_) => ColumnBuilder::Code(Vec::new()),
            Ty::Text => ColumnBuilder::Text(TextBuilder::with_capacity(0)),
            Ty::Record(_) => ColumnBuilder::Reference(ReferenceBuilder::default()),
        }
    }

    /// Appends a row of which nothing is known (quantities: see [`QuantityBuilder::push_bounds`]).
    pub(in crate::record) fn push_unknown(&mut self) {
        match self {
            ColumnBuilder::Truth(t) => t.push(Tri::Unknown),
            ColumnBuilder::Quantity(q) => q.push_bounds(None, None),
            ColumnBuilder::Period(p) => p.push(PeriodRange::ANY),
            ColumnBuilder::Code(c) => c.push(Codes::UNKNOWN),
            ColumnBuilder::Text(t) => t.push(None),
            ColumnBuilder::Reference(r) => r.codes.push(Codes::UNKNOWN),
        }
    }

    pub(in crate::record) fn push_bool(&mut self, value: bool) {
        if let ColumnBuilder::Truth(t) = self {
            t.push(value.into());
        }
    }

    pub(in crate::record) fn push_period(&mut self, period: PeriodRange) {
        if let ColumnBuilder::Period(p) = self {
            p.push(period);
        }
    }

    pub(in crate::record) fn push_code(&mut self, code: u32) {
        if let ColumnBuilder::Code(c) = self {
            c.push(code);
        }
    }

    /// Appends a day between two, or before or after one.
    pub(in crate::record) fn push_dates(&mut self, from: Option<Date>, to: Option<Date>) {
        let ColumnBuilder::Quantity(q) = self else { return };
        match (from, to) {
            (Some(day), Some(last)) if day == last => q.push_fixed(i64::from(day.0), 0, None),
            _ => {
                let [lo, hi] = [from, to].map(|d| d.map(|d| Decimal::from(i64::from(d.0))));
                q.push_range(lo, hi, None);
            }
        }
    }

    /// Appends the rows of another builder of the same type.
    pub(in crate::record) fn append(&mut self, other: ColumnBuilder) {
        use ColumnBuilder as B;
        match (self, other) {
            (B::Truth(a), B::Truth(b)) => a.extend(&b),
            (B::Quantity(a), B::Quantity(b)) => a.append(*b),
            (B::Period(a), B::Period(b)) => a.extend(b),
            (B::Code(a), B::Code(b)) => a.extend(b),
            (B::Text(a), B::Text(b)) => a.append(b),
            (B::Reference(a), B::Reference(b)) => a.append(b),
            // Builders of one field are made from one type.
            _ => debug_assert!(false, "columns of different types"),
        }
    }

    /// The finished column; references become rows through `resolve`.
    pub(in crate::record) fn finish(
        self,
        resolve: impl FnOnce(ReferenceBuilder) -> Codes,
    ) -> Column {
        match self {
            ColumnBuilder::Truth(t) => Column::Truth(t),
            ColumnBuilder::Quantity(q) => Column::Quantity(q.finish()),
            ColumnBuilder::Period(p) => Column::Period(Periods(p.into())),
            ColumnBuilder::Code(c) => Column::Code(c.into()),
            ColumnBuilder::Text(t) => Column::Text(t.finish()),
            ColumnBuilder::Reference(r) => Column::Code(resolve(r)),
        }
    }
}

/// Quantities and dates: plain numbers until a row is ranged, unbounded, unknown or in another
/// currency than the rows before.
#[derive(Default)]
pub(in crate::record) struct QuantityBuilder {
    rows: usize,
    lo: NumsBuilder,
    hi: Option<NumsBuilder>,
    lo_open: Option<Bits>,
    hi_open: Option<Bits>,
    unknown: Option<Bits>,
    /// Whether any row has a currency; then one entry per run of rows is enough for most files.
    currency: Option<Currency>,
    each: Option<Vec<Currency>>,
}

impl QuantityBuilder {
    /// Appends a known number `coef` × 10^-`scale`.
    pub(in crate::record) fn push_fixed(
        &mut self,
        coef: i64,
        scale: u8,
        currency: Option<Currency>,
    ) {
        self.lo.push_fixed(coef, scale);
        if let Some(hi) = &mut self.hi {
            hi.push_fixed(coef, scale);
        }
        self.count_row(false, false, false, currency);
    }

    /// Appends what is told of a number; an absent end is unbounded.
    pub(in crate::record) fn push_range(
        &mut self,
        lo: Option<Decimal>,
        hi: Option<Decimal>,
        currency: Option<Currency>,
    ) {
        self.push_ends(lo, hi);
        self.count_row(lo.is_none(), hi.is_none(), false, currency);
    }

    /// Appends a row of which nothing is told but the declared bounds.
    pub(in crate::record) fn push_bounds(&mut self, lo: Option<Decimal>, hi: Option<Decimal>) {
        self.push_ends(lo, hi);
        self.count_row(lo.is_none(), hi.is_none(), true, None);
    }

    fn push_ends(&mut self, lo: Option<Decimal>, hi: Option<Decimal>) {
        // A row that is open on both sides stores zeros, whose ends agree.
        if self.hi.is_none() && lo.unwrap_or_default() != hi.unwrap_or_default() {
            self.hi = Some(self.lo.clone());
        }
        self.lo.push(lo.unwrap_or_default());
        if let Some(nums) = &mut self.hi {
            nums.push(hi.unwrap_or_default());
        }
    }

    fn count_row(&mut self, lo_open: bool, hi_open: bool, unknown: bool, c: Option<Currency>) {
        Bits::push_to(&mut self.lo_open, self.rows, lo_open);
        Bits::push_to(&mut self.hi_open, self.rows, hi_open);
        Bits::push_to(&mut self.unknown, self.rows, unknown);
        match (c, self.currency) {
            (Some(c), None) => self.currency = Some(c),
            (Some(c), Some(first)) if c != first && self.each.is_none() => {
                self.each = Some(vec![first; self.rows]);
            }
            _ => {}
        }
        if let Some(each) = &mut self.each {
            each.push(c.or(self.currency).unwrap_or(Currency::USD));
        }
        self.rows += 1;
    }

    fn append(&mut self, other: QuantityBuilder) {
        let total = self.rows + other.rows;
        if self.hi.is_some() || other.hi.is_some() {
            let mut hi = self.hi.take().unwrap_or_else(|| self.lo.clone());
            hi.append(other.hi.clone().unwrap_or_else(|| other.lo.clone()));
            self.hi = Some(hi);
        }
        self.lo.append(other.lo);
        Bits::append_to(&mut self.lo_open, self.rows, other.lo_open, total);
        Bits::append_to(&mut self.hi_open, self.rows, other.hi_open, total);
        Bits::append_to(&mut self.unknown, self.rows, other.unknown, total);
        let alike = other.each.is_none()
            && self.each.is_none()
            && (self.currency == other.currency
                || self.currency.is_none()
                || other.currency.is_none());
        self.currency = self.currency.or(other.currency);
        if !alike && let Some(first) = self.currency {
            let each = self.each.get_or_insert_with(|| vec![first; self.rows]);
            let same = other.currency.unwrap_or(first);
            each.extend(other.each.unwrap_or_else(|| vec![same; other.rows]));
        }
        self.rows = total;
    }

    fn finish(self) -> Quantities {
        let currency = match (self.each, self.currency) {
            (Some(each), _) => Currencies::Each(each.into()),
            (None, Some(one)) => Currencies::One(one),
            (None, None) => Currencies::None,
        };
        Quantities {
            lo: self.lo.finish(),
            hi: self.hi.map(NumsBuilder::finish),
            lo_open: self.lo_open,
            hi_open: self.hi_open,
            unknown: self.unknown,
            currency,
        }
    }
}

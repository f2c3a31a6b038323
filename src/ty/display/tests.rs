//! How values print.

use super::*;
use crate::source::{FileId, Span};
use crate::ty::{Bounds, Choice, ChoiceId, Field, Kind, RecordKind};

fn dec(text: &str) -> Decimal {
    Decimal::parse(text).expect("a decimal")
}

fn range(lo: &str, hi: &str) -> Range {
    let end = |text: &str| (!text.is_empty()).then(|| dec(text));
    Range::new(end(lo), end(hi))
}

fn quantity(range: Range) -> Scalar {
    Scalar::Quantity { range, currency: None, unknown: false }
}

fn dollars(lo: &str, hi: &str) -> Scalar {
    Scalar::Quantity { range: range(lo, hi), currency: Some(Currency::USD), unknown: false }
}

fn no_keys(_: RecordId, row: u32) -> String {
    format!("key-{row}")
}

fn show(value: &Scalar, ty: Ty) -> String {
    exact(value, ty, &Schema::default(), &no_keys)
}

fn round(value: &Scalar, ty: Ty, places: Option<u8>) -> String {
    let format = Format { places, ..Format::default() };
    rounded(value, ty, &Schema::default(), format, &no_keys)
}

#[test]
fn money_takes_the_largest_scale_that_keeps_it_short() {
    for (amount, written) in [
        ("0", "0 USD"),
        ("0.25", "0.25 USD"),
        ("950", "950 USD"),
        ("950000", "950,000 USD"),
        ("1000000", "1 m USD"),
        ("6300000000", "6.3 bn USD"),
        ("-3e9", "-3 bn USD"),
        ("1.234567e6", "1,234,567 USD"),
        ("12345600000", "12,345.6 m USD"),
        ("1.5e12", "1.5 tn USD"),
        ("3e16", "30,000 tn USD"),
        ("-1234567.891", "-1,234,567.891 USD"),
    ] {
        assert_eq!(show(&dollars(amount, amount), Ty::MONEY), written);
    }
}

#[test]
fn ranges_read_as_people_say_them() {
    for (lo, hi, written) in [
        ("0", "100e9", "up to 100 bn USD"),
        ("10e9", "", "at least 10 bn USD"),
        ("", "5e6", "at most 5 m USD"),
        ("12.5e9", "13.5e9", "12.5..13.5 bn USD"),
        ("0.5e9", "2e9", "0.5..2 bn USD"),
        ("-2e6", "3e6", "-2..3 m USD"),
        ("", "", "unknown"),
        ("0", "", "at least 0 USD"),
    ] {
        assert_eq!(show(&dollars(lo, hi), Ty::MONEY), written);
    }
    let bound_only = Scalar::Quantity { range: range("0", ""), currency: None, unknown: true };
    assert_eq!(show(&bound_only, Ty::MONEY), "unknown");
}

#[test]
fn units_and_compounds() {
    let energy = Ty::quantity(Dim::ENERGY);
    for (amount, ty, written) in [
        ("10000", Ty::POWER, "10 GW"),
        ("1234.5678", Ty::POWER, "1,234,567.8 kW"),
        ("0.00002", Ty::POWER, "20 W"),
        ("0", Ty::POWER, "0 MW"),
        ("0.0000001", Ty::POWER, "0.1 W"),
        ("2500000", energy, "2.5 TWh"),
        ("36", Ty::quantity(Dim::TIME), "36 hours"),
        ("0.25", Ty::PERCENT, "25%"),
        ("-0.0005", Ty::PERCENT, "-0.05%"),
        ("1500000", Ty::NUMBER, "1.5 m"),
        ("2", Ty::quantity(Dim::NUMBER.per(Dim::TIME)), "2 per hour"),
    ] {
        assert_eq!(show(&quantity(Range::point(dec(amount))), ty), written);
    }
    assert_eq!(show(&quantity(range("0.1", "0.125")), Ty::PERCENT), "10..12.5%");
    let per_power = Ty::quantity(Dim::MONEY.per(Dim::POWER));
    assert_eq!(show(&dollars("50e6", "50e6"), per_power), "50 bn USD per GW");
    let per_energy = Ty::quantity(Dim::MONEY.per(Dim::ENERGY));
    assert_eq!(show(&dollars("45", "45"), per_energy), "45 USD per MWh");
}

#[test]
fn rounding_for_sentences() {
    for (amount, places, written) in [
        ("6312700000", None, "6.313 bn USD"),
        ("6300000000", Some(2), "6.30 bn USD"),
        ("6300000000", Some(0), "6 bn USD"),
        ("999999.9", None, "1 m USD"),
        ("950123.4", None, "950,123 USD"),
        ("0.00123456", None, "0.001235 USD"),
        ("2.5", Some(0), "2 USD"),
    ] {
        assert_eq!(round(&dollars(amount, amount), Ty::MONEY, places), written);
    }
    let third = quantity(Range::point(dec("0.33333333")));
    assert_eq!(round(&third, Ty::PERCENT, None), "33.3%");
    assert_eq!(round(&third, Ty::PERCENT, Some(2)), "33.33%");
    assert_eq!(round(&third, Ty::NUMBER, None), "0.3333");
    assert_eq!(round(&quantity(Range::point(dec("0.0004"))), Ty::PERCENT, None), "0.04%");
    let as_percent = Format { percent: true, ..Format::default() };
    assert_eq!(rounded(&third, Ty::NUMBER, &Schema::default(), as_percent, &no_keys), "33.3%");
    let narrow = dollars("1000000001", "1000000002");
    assert_eq!(round(&narrow, Ty::MONEY, None), "1,000,000,001..1,000,000,002 USD");
    assert_eq!(round(&dollars("0", "100e9"), Ty::MONEY, Some(1)), "up to 100.0 bn USD");
}

#[test]
fn dates_and_periods() {
    let days = |text| Decimal::from(i64::from(Date::parse(text).expect("a date").0));
    let day = days("2025-09-22");
    assert_eq!(show(&quantity(Range::point(day)), Ty::Date), "2025-09-22");
    let (lo, hi) = (Some(days("2026-07-01")), Some(days("2026-12-31")));
    assert_eq!(show(&quantity(Range::new(lo, hi)), Ty::Date), "2026-07-01..2026-12-31");
    assert_eq!(show(&quantity(Range::new(lo, None)), Ty::Date), "from 2026-07-01");
    assert_eq!(show(&quantity(Range::new(None, hi)), Ty::Date), "until 2026-12-31");
    for (months, days, written) in [
        (6, 0, "6 months"),
        (15, 0, "1 year 3 months"),
        (24, 1, "2 years 1 day"),
        (0, 180, "180 days"),
        (0, 0, "0 days"),
        (-1, 0, "-1 month"),
    ] {
        let known = PeriodRange::point(Period::new(months, days));
        assert_eq!(show(&Scalar::Period(known), Ty::Period), written);
    }
    let period = |months, days| Some(Period::new(months, days));
    for (lo, hi, written) in [
        (period(0, 14), period(0, 16), "14..16 days"),
        (period(2, 3), period(2, 5), "2 months 3..5 days"),
        (period(12, 0), period(24, 0), "1..2 years"),
        (period(18, 0), period(24, 0), "1 year 6 months..2 years"),
        (period(6, 0), period(0, 200), "6 months..200 days"),
        (period(0, 0), period(0, 200), "up to 200 days"),
        (period(0, -2), period(0, 0), "-2 days..0 days"),
        (period(11, 0), None, "at least 11 months"),
        (None, period(0, 31), "at most 31 days"),
        (None, None, "unknown"),
    ] {
        assert_eq!(show(&Scalar::Period(PeriodRange::new(lo, hi)), Ty::Period), written);
    }
}

#[test]
fn names() {
    let span = Span::new(FileId(0), 0, 0);
    let it = Field {
        name: "it".into(),
        ty: Ty::Text,
        optional: false,
        bounds: Bounds::default(),
        span,
        doc: Default::default(),
    };
    let kind = |name: &str, fields, scalar| RecordKind {
        name: name.into(),
        section: String::new(),
        key: Vec::new(),
        fields,
        parent: None,
        scalar,
        kind: Kind::Read,
        span,
        doc: Default::default(),
    };
    let labels = ["rumoured", "announced"].map(String::from).to_vec();
    let schema = Schema {
        records: vec![kind("Deal", Vec::new(), false), kind("Deal.sources", vec![it], true)],
        choices: vec![
            Choice { ordered: true, labels: labels.clone() },
            Choice { ordered: false, labels },
        ],
        units: Vec::new(),
        bases: vec!["gpu".into()],
        rank: Default::default(),
    };
    let gpu = Dim([0, 0, 0, 1, 0, 0, 0, 0]);
    for (ty, name) in [
        (Ty::PERCENT, "percent"),
        (Ty::NUMBER, "number"),
        (Ty::quantity(Dim::MONEY.per(Dim::POWER)), "money per power"),
        (Ty::quantity(Dim::POWER.per(gpu)), "power per gpu"),
        (Ty::quantity(Dim::NUMBER.per(Dim::TIME)), "number per time"),
        (Ty::quantity(Dim::MONEY.times(gpu)), "money times gpu"),
        (Ty::quantity(Dim::MONEY.times(Dim::MONEY)), "money^2"),
        (Ty::Choice(ChoiceId(0)), "one of rumoured < announced"),
        (Ty::Choice(ChoiceId(1)), "one of rumoured | announced"),
        (Ty::Record(RecordId(0)), "Deal"),
        (Ty::List(RecordId(1)), "list of text"),
        (Ty::List(RecordId(0)), "list of Deal"),
    ] {
        assert_eq!(type_name(ty, &schema), name);
    }
    let code = |code, ty| exact(&Scalar::Code(code), ty, &schema, &no_keys);
    assert_eq!(code(Some(1), Ty::Choice(ChoiceId(0))), "announced");
    assert_eq!(code(Some(978), Ty::Currency), "EUR");
    assert_eq!(code(Some(7), Ty::Record(RecordId(0))), "key-7");
    for ty in [Ty::Bool, Ty::Text, Ty::Date, Ty::Period, Ty::MONEY, Ty::Record(RecordId(0))] {
        assert_eq!(exact(&ty.unknown(), ty, &schema, &no_keys), "unknown");
    }
    let gpus = quantity(Range::point(dec("200000")));
    assert_eq!(exact(&gpus, Ty::quantity(gpu), &schema, &no_keys), "200,000 gpu");
    assert_eq!(exact(&Scalar::text("as is"), Ty::Text, &schema, &no_keys), "as is");
    assert_eq!(exact(&Scalar::from(true), Ty::Bool, &schema, &no_keys), "true");
}

#[test]
fn what_differs_reads_differently() {
    let percent = Ty::Quantity { dim: Dim::NUMBER, percent: true };
    let told = |a: &str, b: &str, format: Format| {
        let (a, b) = (quantity(range(a, a)), quantity(range(b, b)));
        let both = [(&a, percent, format), (&b, percent, format)];
        apart(both, &Schema::default(), &no_keys).join(" and ")
    };
    assert_eq!(told("0.0151", "0.015", Format::default()), "1.51% and 1.5%");
    assert_eq!(told("0.0151", "0.0152", Format::default()), "1.51% and 1.52%");
    assert_eq!(told("0.016", "0.015", Format::default()), "1.6% and 1.5%");
    assert_eq!(told("0.015", "0.015", Format::default()), "1.5% and 1.5%");
    // Who says how many digits there are gets them.
    let one = Format { places: Some(1), ..Format::default() };
    assert_eq!(told("0.0151", "0.015", one), "1.5% and 1.5%");
}

//! Numbers, dates and periods as people write them.

use super::*;

#[test]
fn quantities_are_read_as_people_write_them() {
    let cases = [
        ("100 bn USD", "100000000000", "100000000000", "USD"),
        ("USD 100 bn", "100000000000", "100000000000", "USD"),
        ("$100bn", "100000000000", "100000000000", "USD"),
        ("€250 m", "250000000", "250000000", "EUR"),
        ("1,000,000.50 EUR", "1000000.50", "1000000.50", "EUR"),
        ("1000000000000.10 USD", "1000000000000.1", "1000000000000.1", "USD"),
        ("up to 100 bn USD", "0", "100000000000", "USD"),
        ("at least 10 GW", "10000", "-", ""),
        ("12.5..13.5 bn USD", "12500000000", "13500000000", "USD"),
        ("300–350 bn USD", "300000000000", "350000000000", "USD"),
        ("300-350 bn USD", "300000000000", "350000000000", "USD"),
        ("$300 m–1 bn", "300000000", "1000000000", "USD"),
        ("$300–350bn", "300000000000", "350000000000", "USD"),
        ("$300-350bn", "300000000000", "350000000000", "USD"),
        ("€300–350m", "300000000", "350000000", "EUR"),
        ("$5-10 m", "5000000", "10000000", "USD"),
        ("USD 5 to 10 m", "5000000", "10000000", "USD"),
        ("about $5–10 m", "4500000", "11000000", "USD"),
        ("$5-10 per MW", "5", "10", "USD"),
        ("5 GW–10 GW", "5000", "10000", ""),
        ("about 13 bn USD", "11700000000", "14300000000", "USD"),
        ("25%", "0.25", "0.25", ""),
        ("20–25%", "0.2", "0.25", ""),
        ("150 bps", "0.015", "0.015", ""),
        ("-1.5e3", "-1500", "-1500", ""),
        ("1e-400 USD", "1e-400", "1e-400", "USD"),
        ("5e-3-6e-3 USD", "0.005", "0.006", "USD"),
        ("5 USD per MW", "5", "5", "USD"),
        ("500 kW", "0.5", "0.5", ""),
    ];
    for (text, lo, hi, code) in cases {
        let told = quantity(text).unwrap_or_else(|e| panic!("{text}: {e:?}")).expect(text);
        assert_eq!(told.ends.lo, Decimal::parse(lo), "{text}");
        assert_eq!(told.ends.hi, (hi != "-").then(|| Decimal::parse(hi).unwrap()), "{text}");
        assert_eq!(told.currency, Currency::from_code(code), "{text}");
    }
    for text in
        ["", "bn", "1,5 bn USD", "1 2", "USD EUR 1", "10 GWW", "2..1", "1 bn bn USD", "$1–2 EUR"]
    {
        assert!(quantity(text).is_err(), "{text}");
    }
    let long = "1".repeat(35);
    assert!(quantity(&long).is_err());
}

#[test]
fn what_is_no_quantity_gets_the_help_that_fits() {
    let helps = |text: &str| {
        let deal = format!("{{\"id\": \"a\", \"value\": \"{text}\"}}\n");
        let [problem] = read_files(&[("deals.jsonl", deal.as_bytes())], None)
            .diagnostics
            .try_into()
            .expect("one mistake");
        problem.help.unwrap_or_default()
    };
    for (text, help) in [
        ("-_1 EUR", "`1000.50`"),
        ("1.000,50 EUR", "`1000.50` or `1,000.50`"),
        ("0x10 USD", "`1000.50` or `1,000.50`"),
        ("2 usd", "did you mean `USD`?"),
        ("2 sek", "did you mean `SEK`?"),
        ("2 mw", "did you mean `MW`?"),
        ("2 , USD", "`1000.50`"),
        ("3..2 USD", "the lower or earlier end first"),
    ] {
        assert!(helps(text).contains(help), "{text}: {}", helps(text));
    }
}

#[test]
fn dates_are_read_as_people_write_them() {
    let cases = [
        ("2025-09-22", "2025-09-22", "2025-09-22"),
        ("2025-09-22T10:00:00Z", "2025-09-22", "2025-09-22"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("H2 2026", "2026-07-01", "2026-12-31"),
        ("Q3 2026", "2026-07-01", "2026-09-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-07..2026-12", "2026-07-01", "2026-12-31"),
        ("2026..2027", "2026-01-01", "2027-12-31"),
        ("2025-09-22 .. 2025-09-30", "2025-09-22", "2025-09-30"),
        ("9999", "9999-01-01", "9999-12-31"),
    ];
    for (text, from, to) in cases {
        let days = |s| crate::value::Date::parse(s).unwrap();
        assert_eq!(
            moment::date(text, crate::value::Dates::Usual),
            Ok((Some(days(from)), Some(days(to)))),
            "{text}"
        );
    }
    for text in [
        "2025-02-30",
        "2025-13",
        "soon",
        "2026-12..2026-07",
        "é25-01-01",
        "Q5 2026",
        "2024..2025..2026",
    ] {
        assert!(moment::date(text, crate::value::Dates::Usual).is_err(), "{text}");
    }
}

#[test]
fn periods_are_known_or_ranged() {
    let months = |n| Some(Period::new(n, 0));
    let days = |n| Some(Period::new(0, n));
    for (text, lo, hi) in [
        ("1 year 6 months", months(18), months(18)),
        ("180 days", days(180), days(180)),
        ("18..24 months", months(18), months(24)),
        ("18–24 months", months(18), months(24)),
        ("18 to 24 months", months(18), months(24)),
        ("18 months..2 years", months(18), months(24)),
        ("between 90 days and 6 months", days(90), months(6)),
        ("at least 18 months", months(18), None),
        ("5 months or more", months(5), None),
        ("2 years OR LONGER", months(24), None),
        ("> 30 days", days(30), None),
        ("less than 1 year", None, months(12)),
        ("1 year or less", None, months(12)),
        ("up to 1 year", days(0), months(12)),
        ("up to -1 month", None, months(-1)),
        ("about 100 days", days(90), days(110)),
        ("~ 1 month", days(25), days(35)),
        ("at least about 100 days", days(90), None),
        ("about 1..2 months", days(25), days(69)),
    ] {
        let read = period::period(text, None);
        assert_eq!(read, Ok(PeriodRange::new(lo, hi)), "{text}");
    }
    assert_eq!(period::period("18", Some("months")), Ok(PeriodRange::point(Period::new(18, 0))));
    for text in [
        "18",
        "18 moons",
        "months",
        "2 years..18 months",
        "1..2 years 6 months",
        "at least 5..7 months",
        "at least 5 months or more",
        "about 0 days",
        "up to 0 days",
        "5 months or",
        "or more",
        "",
    ] {
        assert!(period::period(text, None).is_err(), "{text}");
    }
}

//! Quantities in every spelling: a reader that is as simple as can be, written from the book, and
//! the test that the program reads every text as it does: known, ranged, open or not at all.

use std::fmt::Write;

use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening};
use riskwright::source::Sources;
use riskwright::ty::{FieldId, RecordId};
use riskwright::value::{Currency, Decimal, Scalar};

use super::agreement::{as_of, settings};
use super::drawn::{SPELLINGS, tried};
use super::generate::Choices;

/// What the book says of each hedge: whether it widens, and what it leaves of the ends.
const HEDGES: &[(&str, Hedge)] = &[
    ("", Hedge::None),
    ("up to", Hedge::UpTo),
    ("at most", Hedge::Below),
    ("no more than", Hedge::Below),
    ("not more than", Hedge::Below),
    ("max", Hedge::Below),
    ("max.", Hedge::Below),
    ("maximum", Hedge::Below),
    ("<=", Hedge::Below),
    ("≤", Hedge::Below),
    ("less than", Hedge::Below),
    ("fewer than", Hedge::Below),
    ("under", Hedge::Below),
    ("below", Hedge::Below),
    ("<", Hedge::Below),
    ("at least", Hedge::Above),
    ("no less than", Hedge::Above),
    ("not less than", Hedge::Above),
    ("min", Hedge::Above),
    ("min.", Hedge::Above),
    ("minimum", Hedge::Above),
    (">=", Hedge::Above),
    ("≥", Hedge::Above),
    ("more than", Hedge::Above),
    ("greater than", Hedge::Above),
    ("over", Hedge::Above),
    ("above", Hedge::Above),
    (">", Hedge::Above),
];
const ABOUT: &[&str] = &[
    "about",
    "approx.",
    "approx",
    "around",
    "approximately",
    "roughly",
    "circa",
    "ca.",
    "ca",
    "~",
    "≈",
];
const SCALES: &[(&str, i128)] = &[
    ("", 1),
    ("k", 1_000),
    ("thousand", 1_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("million", 1_000_000),
    ("bn", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("tn", 1_000_000_000_000),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Hedge {
    None,
    UpTo,
    Below,
    Above,
}

/// One end as it is written: its parts, and where its currency stands.
#[derive(Clone, Copy, Debug)]
struct End {
    /// In hundredths.
    figure: i128,
    scale: usize,
    currency: Option<&'static str>,
    behind: bool,
}

/// What a text says, part by part.
#[derive(Clone, Debug)]
struct Spelling {
    about: bool,
    hedge: usize,
    ends: Vec<End>,
}

/// Ends in hundredths, and the currency.
type Told = (Option<i128>, Option<i128>, &'static str);

impl Spelling {
    fn any(c: &mut Choices) -> Spelling {
        let currency = |c: &mut Choices| match c.below(4) {
            0 => None,
            1 => Some("EUR"),
            _ => Some("USD"),
        };
        let end = |c: &mut Choices| {
            let figure = [0, 1, 250, 300, 1_000, 1_205, 30_000, 120_000, 80_000_000][c.below(9)];
            let sign = if c.chance(20) { -1 } else { 1 };
            let scale = if c.chance(40) { 0 } else { c.below(SCALES.len()) };
            End { figure: sign * figure, scale, currency: currency(c), behind: c.chance(60) }
        };
        let ends = if c.chance(50) { vec![end(c)] } else { vec![end(c), end(c)] };
        let hedge = if c.chance(40) { 0 } else { c.below(HEDGES.len()) };
        Spelling { about: c.chance(30), hedge, ends }
    }

    /// The text, with what says nothing of the meaning chosen at random: order, blanks, commas.
    fn text(&self, c: &mut Choices) -> String {
        let mut text = String::new();
        let (about, hedge) = (c.pick(ABOUT), HEDGES[self.hedge].0);
        let hedges = match (self.about, hedge, c.chance(50)) {
            (false, hedge, _) => hedge.to_owned(),
            (true, hedge, true) => format!("{about} {hedge}"),
            (true, hedge, false) => format!("{hedge} {about}"),
        };
        let hedges = if c.chance(20) { hedges.to_uppercase() } else { hedges };
        let _ = write!(text, "{} ", hedges.trim());
        let marks = [("", ".."), ("", " to "), ("", "–"), ("between ", " and "), ("from ", " to ")];
        let (before, mark) = marks[c.below(marks.len())];
        if self.ends.len() > 1 {
            text.push_str(before);
        }
        for (i, end) in self.ends.iter().enumerate() {
            if i > 0 {
                text.push_str(mark);
            }
            let sign =
                end.currency.filter(|_| !end.behind).map(|code| match (code, c.chance(50)) {
                    ("USD", true) => "$",
                    (_, true) => "€",
                    ("USD", false) => "USD ",
                    (_, false) => "EUR ",
                });
            text.push_str(sign.unwrap_or_default());
            text.push_str(&figure(end.figure, c.chance(50)));
            let blank = if c.chance(50) { " " } else { "" };
            let _ = write!(text, "{blank}{}", SCALES[end.scale].0);
            if let Some(code) = end.currency.filter(|_| end.behind) {
                let _ = write!(text, " {code}");
            }
        }
        text.trim().to_owned()
    }

    /// What the book says that it means; `None`: it is an error.
    fn meaning(&self) -> Option<Told> {
        let ends = match self.ends.as_slice() {
            [one] => vec![*one, *one],
            two => shared(two[0], two[1]),
        };
        let currency = ends[0].currency?;
        if ends[1].currency != Some(currency) {
            return None;
        }
        // In hundredths of a hundredth, so that a tenth more or less is exact.
        let value = |end: &End| 100 * end.figure * SCALES[end.scale].1;
        let (mut lo, mut hi) = (value(&ends[0]), value(&ends[1]));
        if lo > hi {
            return None;
        }
        let known = lo == hi;
        if self.about {
            if lo == 0 || hi == 0 {
                return None;
            }
            (lo, hi) = (lo - lo.abs() / 10, hi + hi.abs() / 10);
        }
        let hedge = HEDGES[self.hedge].1;
        let (lo, hi) = match hedge {
            Hedge::None => (Some(lo), Some(hi)),
            _ if !known => return None,
            Hedge::UpTo if hi == 0 => return None,
            Hedge::UpTo if hi > 0 => (Some(0), Some(hi)),
            Hedge::UpTo | Hedge::Below => (None, Some(hi)),
            Hedge::Above => (Some(lo), None),
        };
        Some((lo, hi, currency))
    }
}

/// What stands at one end only holds for both, unless the other end is whole: it has a currency,
/// and so has its neighbour, or the currency ends it.
fn shared(low: End, high: End) -> Vec<End> {
    let both = low.currency.is_some() && high.currency.is_some();
    let complete = |end: End, other: End| {
        let whole = end.currency.is_some() && (both || end.behind);
        End {
            scale: if end.scale == 0 && !whole { other.scale } else { end.scale },
            currency: end.currency.or(other.currency),
            ..end
        }
    };
    vec![complete(low, high), complete(high, low)]
}

/// Hundredths as a number, with commas between thousands if wanted.
fn figure(hundredths: i128, commas: bool) -> String {
    let (whole, cents) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let mut digits = whole.to_string();
    let mut at = digits.len();
    while commas && at > 3 {
        at -= 3;
        digits.insert(at, ',');
    }
    let sign = if hundredths < 0 { "-" } else { "" };
    match cents {
        0 => format!("{sign}{digits}"),
        _ => format!("{sign}{digits}.{cents:02}"),
    }
}

/// What the program reads; `None`: an error.
fn read(text: &str, form: usize) -> Option<(Option<Decimal>, Option<Decimal>, Option<Currency>)> {
    let mut sources = Sources::default();
    let rules = "record Deal key id {\n id: text\n value: money?\n}\n";
    let file = sources.add_text("rules.risk", rules);
    let (program, wrong) = pipeline::load(&mut sources, &[file], &|_, _| None, as_of(), &[]);
    assert!(wrong.is_empty(), "{wrong:#?}");
    let (name, format, records) = match form {
        0 => ("deals.csv", Format::Csv, format!("id;value\na;{text}\n")),
        1 => ("deals.yaml", Format::Yaml, format!("- {{id: a, value: {{amount: \"{text}\"}}}}\n")),
        _ => ("deals.yaml", Format::Yaml, format!("- {{id: a, value: \"{text}\"}}\n")),
    };
    let file = sources.add_text(name, records);
    let input = Input { file, format, opening: Opening::default(), record: None, mapping: None };
    let (read, wrong) = pipeline::read(&sources, &program, &[input], settings());
    if !wrong.is_empty() {
        return None;
    }
    match read.tables.of(RecordId(0)).column(FieldId(1))?.get(0) {
        Scalar::Quantity { range, currency, unknown: false } => {
            Some((range.lo, range.hi, currency))
        }
        _ => None,
    }
}

#[test]
fn the_oracle_reads_every_spelling_alike() {
    tried(SPELLINGS, |c| {
        let form = c.below(3);
        let spelling = Spelling::any(c);
        let text = spelling.text(c);
        let decimal = |end: Option<i128>| end.and_then(|end| Decimal::new(end, 4));
        let told = |(lo, hi, code): Told| (decimal(lo), decimal(hi), Currency::from_code(code));
        let (found, meant) = (read(&text, form), spelling.meaning().map(told));
        let wrong = format!("{text}: {spelling:?}: expected {meant:?}, found {found:?}");
        (found != meant).then_some(wrong).into_iter().collect()
    });
}

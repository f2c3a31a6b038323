//! What each column of a file seems to be: the first of the types in which all of its values can be
//! read, in the first of the spellings that reads the most.

use super::names::{distinct, fields, snake};
use super::probe::{Probe, Probed, quoted};
use super::shape::Shape;
use crate::record::says_nothing;
use crate::report::inventory::{Counted, FieldRead};
use crate::source::Sources;
use crate::value::Currency;

/// A column, and what it seems to be.
pub(super) struct Column {
    /// As the file calls it.
    pub(super) name: String,
    /// As the vocabulary does.
    pub(super) field: String,
    pub(super) kind: Kind,
    /// Whether it tells the records apart.
    pub(super) key: bool,
    /// How many records tell it, of how many.
    pub(super) given: (u64, u64),
    /// How numbers and days are spelled in it; nothing where they are as in records of one's own.
    pub(super) numbers: Option<&'static str>,
    pub(super) dates: Option<&'static str>,
    /// What is not certain.
    pub(super) doubt: Option<String>,
}

/// What a column seems to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    Bool,
    /// True and false in words of another language: those for true, and those for false.
    Truth([String; 2]),
    Date,
    Period,
    Currency,
    Number,
    Percent,
    /// Amounts that say themselves in which currency they are.
    Money,
    /// Amounts whose currency is the same everywhere, or stands in another column.
    MoneyIn(String),
    /// One of some labels: as they are written, and as they are called.
    Choice(Vec<(String, String)>),
    /// A list or map, of which nothing is drafted.
    Nested,
}

/// The spellings of numbers and days that are tried, each with one of the other.
const SPELLINGS: [(Option<&str>, Option<&str>); 4] = [
    (None, None),
    (Some("1.234,56"), Some("dmy")),
    (Some("1 234,56"), Some("mdy")),
    (Some("1'234.56"), Some("ymd")),
];

/// The types that are tried, in this order.
const TYPES: [(&str, Kind); 7] = [
    ("bool", Kind::Bool),
    ("number", Kind::Number),
    ("date", Kind::Date),
    ("period", Kind::Period),
    ("currency", Kind::Currency),
    ("percent", Kind::Percent),
    ("money", Kind::Money),
];

/// How many labels a choice may have, and how often each must stand there on average.
const LABELS: usize = 12;
const OFTEN: u64 = 5;

/// How long a label may be, in characters.
const LABEL: usize = 40;

/// Words in the name of a column that holds amounts of money.
const AMOUNTS: [&str; 26] = [
    "amount",
    "value",
    "price",
    "cost",
    "sum",
    "total",
    "debt",
    "revenue",
    "fee",
    "loan",
    "principal",
    "balance",
    "budget",
    "capital",
    "betrag",
    "wert",
    "preis",
    "summe",
    "umsatz",
    "montant",
    "importe",
    "valor",
    "сума",
    "стойност",
    "цена",
    "разход",
];

/// What each column of a file seems to be.
pub(super) fn of(sources: &mut Sources, probe: Probe<'_>, shape: &Shape) -> Vec<Column> {
    let declared: Vec<String> = (0..shape.columns.len())
        .flat_map(|at| {
            let typed = TYPES.iter().map(move |(ty, _)| format!("{ty}_{at}: {ty}?"));
            std::iter::once(format!("text_{at}: text?")).chain(typed)
        })
        .collect();
    let read_from: Vec<String> = shape
        .columns
        .iter()
        .enumerate()
        .flat_map(|(at, column)| {
            let types = std::iter::once("text").chain(TYPES.iter().map(|(ty, _)| *ty));
            types.map(move |ty| format!("{ty}_{at}: {}", quoted(column)))
        })
        .collect();
    let by = |sources: &mut Sources, (numbers, dates): (Option<&str>, Option<&str>)| {
        let spelled = |key: &str, value: Option<&str>| {
            value.map(|value| format!("{key}: {}\n", quoted(value))).unwrap_or_default()
        };
        let spelling = spelled("numbers", numbers) + &spelled("dates", dates);
        let mapping = probe.mapping(shape.each.as_deref(), &spelling, &read_from.join("\n  "));
        probe.read(sources, &declared.join("\n"), &mapping).ok()
    };
    let probes: Vec<Option<Probed>> =
        SPELLINGS.into_iter().map(|spelling| by(sources, spelling)).collect();
    let named = fields(shape.columns.iter().map(String::as_str));
    let mut columns: Vec<Column> = shape
        .columns
        .iter()
        .zip(named)
        .enumerate()
        .map(|(at, (name, field))| column(&probes, at, name, field))
        .collect();
    with_currencies(&mut columns);
    with_key(&mut columns, probes.first().and_then(Option::as_ref));
    columns
}

/// What a column seems to be by itself.
fn column(probes: &[Option<Probed>], at: usize, name: &str, field: String) -> Column {
    let width = TYPES.len() + 1;
    let read = |probe: usize, ty: usize| -> Option<&FieldRead> {
        probes.get(probe)?.as_ref()?.fields().get(at * width + ty)
    };
    let text = read(0, 0);
    let rows = text.map_or(0, |text| text.given + text.unknown);
    // What a text says that means that nothing is known.
    let given = text.map_or(0, |text| text.given);
    let mut column = Column {
        name: name.to_owned(),
        field,
        kind: Kind::Text,
        key: false,
        given: (given, rows),
        numbers: None,
        dates: None,
        doubt: None,
    };
    let leads_up = name.starts_with('^');
    if leads_up || text.is_some_and(|text| text.instead.iter().any(|said| said.word.is_some())) {
        column.kind = Kind::Nested;
        return column;
    }
    let whole = |read: &FieldRead| {
        let mut words = read.instead.iter().filter_map(|said| said.word.as_deref());
        read.given > 0 && words.all(says_nothing)
    };
    let fits = |probe: usize, ty: usize| read(probe, ty + 1).filter(|read| whole(read));
    let found = TYPES.iter().enumerate().find_map(|(ty, (_, kind))| {
        let fitting: Vec<usize> = (0..SPELLINGS.len()).filter(|n| fits(*n, ty).is_some()).collect();
        Some((ty, kind.clone(), *fitting.first()?, fitting))
    });
    let Some((ty, kind, first, fitting)) = found else {
        column.kind = text.map_or(Kind::Text, choice);
        column.doubt = nearly(given, |probe, ty| read(probe, ty + 1));
        return column;
    };
    let (numbers, dates) = SPELLINGS[first];
    match kind {
        Kind::Date => column.dates = dates,
        Kind::Number | Kind::Percent | Kind::Money => column.numbers = numbers,
        _ => {}
    }
    // Where several spellings read it, they may read it otherwise.
    let most =
        |probe: usize| fits(probe, ty).and_then(|read| Some(&read.spreads.first()?.most.text));
    let other = fitting.iter().find(|other| most(**other) != most(first));
    if let (Some(other), Some(one), Some(two)) =
        (other, most(first), other.and_then(|other| most(*other)))
    {
        let (numbers, dates) = SPELLINGS[*other];
        let setting = match kind {
            Kind::Date => dates.map(|dates| format!("dates: {dates}")),
            _ => numbers.map(|numbers| format!("numbers: {}", quoted(numbers))),
        };
        column.doubt = setting.map(|setting| {
            format!("its most is {one} as it is read here, and {two} by `{setting}`")
        });
    }
    // A share is a number, too.
    let percent = text.is_some_and(|text| text.commonest.iter().any(|one| one.what.contains('%')));
    column.kind = if percent && kind == Kind::Number { Kind::Percent } else { kind };
    column
}

/// That nearly all of so many values are of a type, and which is not.
fn nearly<'r>(given: u64, read: impl Fn(usize, usize) -> Option<&'r FieldRead>) -> Option<String> {
    let probes = (0..SPELLINGS.len()).flat_map(|probe| (0..TYPES.len()).map(move |ty| (probe, ty)));
    let all = probes.filter_map(|(probe, ty)| Some((read(probe, ty)?, TYPES.get(ty)?.0)));
    let (most, ty) = all.max_by_key(|(read, _)| read.given)?;
    let mut words = most.instead.iter().filter_map(|said| said.word.as_deref());
    let other = words.find(|word| !says_nothing(word))?;
    let (count, all) = (crate::ty::count(most.given), crate::ty::count(given));
    (most.given * NEARLY.1 >= given * NEARLY.0)
        .then(|| format!("{count} of {all} could be a {ty}, and `{other}` could not"))
}

/// From which share of its values on a column is nearly of a type: four of five.
const NEARLY: (u64, u64) = (4, 5);

/// Words for true and false.
const TRUTHS: [[&str; 2]; 7] = [
    ["ja", "nein"],
    ["да", "не"],
    ["oui", "non"],
    ["sí", "no"],
    ["si", "no"],
    ["y", "n"],
    ["j", "n"],
];

/// A text that says few things often is one of some labels, or says that something is so or not.
fn choice(text: &FieldRead) -> Kind {
    let labels = &text.commonest;
    let said = |word: &&str| labels.iter().find(|label| label.what.to_lowercase() == **word);
    let truth = TRUTHS.iter().find(|words| {
        let found = words.iter().filter_map(said).count();
        found > 0 && found == labels.len() && text.distinct == Some(found as u64)
    });
    if let Some(words) = truth {
        let spelled =
            words.map(|word| said(&word).map_or(word.to_owned(), |label| label.what.clone()));
        return Kind::Truth(spelled);
    }
    let distinct_labels = text.distinct.unwrap_or(u64::MAX);
    let short = |label: &Counted| label.what.chars().count() <= LABEL;
    let few = distinct_labels <= LABELS as u64 && distinct_labels * OFTEN <= text.given;
    if labels.is_empty()
        || !few
        || labels.len() as u64 != distinct_labels
        || !labels.iter().all(short)
    {
        return Kind::Text;
    }
    let names = distinct(labels.iter().map(|label| snake(&label.what)));
    Kind::Choice(labels.iter().map(|label| label.what.clone()).zip(names).collect())
}

/// Numbers whose column is named like amounts are amounts where it is said in which currency: in the
/// column's name, or in a column of currencies.
fn with_currencies(columns: &mut [Column]) {
    let told = columns.iter().find(|column| column.kind == Kind::Currency);
    let told = told.map(|column| column.name.clone());
    for column in columns.iter_mut().filter(|column| column.kind == Kind::Number) {
        let small = column.name.to_lowercase();
        if !AMOUNTS.iter().any(|word| small.contains(word)) {
            continue;
        }
        let words = column.name.split(|c: char| !c.is_alphanumeric());
        let code = words.filter_map(Currency::from_code).next();
        match code.map(|currency| currency.code().to_owned()).or(told.clone()) {
            Some(currency) => column.kind = Kind::MoneyIn(currency),
            None => {
                column.doubt.get_or_insert(
                    "it may be an amount of money: then it needs a currency".to_owned(),
                );
            }
        }
    }
}

/// Words of columns by which records go.
const KEYS: [&str; 12] =
    ["id", "key", "nr", "no", "number", "code", "ref", "reference", "nummer", "номер", "код", "№"];

/// The key is the column that all records tell, each another, best one that is named like a key.
fn with_key(columns: &mut [Column], plain: Option<&Probed>) {
    let Some(plain) = plain.filter(|plain| plain.rows() > 0) else { return };
    let width = TYPES.len() + 1;
    let tells_apart = |at: usize| {
        let text = plain.fields().get(at * width);
        text.is_some_and(|text| text.unknown == 0 && text.distinct == Some(text.given))
    };
    let named =
        |name: &str| snake(name).split('_').any(|word| KEYS.contains(&word)) || name.contains('№');
    let mut able = columns.iter().enumerate().filter(|(at, column)| {
        tells_apart(*at) && matches!(column.kind, Kind::Text | Kind::Number)
    });
    let first = able.clone().find(|(_, column)| named(&column.name));
    let Some(at) = first.or_else(|| able.next()).map(|(at, _)| at) else { return };
    if let Some(column) = columns.get_mut(at) {
        (column.key, column.kind, column.doubt) = (true, Kind::Text, None);
        column.numbers = None;
    }
}

//! What records tell of one field: how many, how exactly, between which ends, what most often.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::assess::places::Places;
use crate::outcome::Cell;
use crate::report::Value;
use crate::report::inventory::{Counted, Example, FieldRead, Said, Spread};
use crate::ty::{Dim, Field, FieldId, RecordId, Ty, type_name};
use crate::value::{Column, Currency, Decimal, Range, Scalar};

/// How many of the most frequent values are told, and how many examples.
const COMMONEST: usize = 12;
const EXAMPLES: usize = 3;

/// What the rows of a kind tell of a field; `None` where nobody read it.
pub(super) fn read(places: Places<'_>, kind: RecordId, field: FieldId) -> Option<FieldRead> {
    let table = places.tables.of(kind);
    let column = table.column(field)?;
    let declared = places.program.schema.field(kind, field);
    let look = Look { places, kind, field, column, declared };
    let mut read = FieldRead {
        field: declared.name.clone(),
        ty: type_name(declared.ty, &places.program.schema),
        given: 0,
        ranged: 0,
        unknown: 0,
        instead: Vec::new(),
        members: matches!(declared.ty, Ty::List(_)),
        spreads: Vec::new(),
        distinct: None,
        commonest: Vec::new(),
        examples: Vec::new(),
    };
    let written = (0..table.rows as u32).filter(|row| !table.unseen.get(*row as usize));
    let (told, untold): (Vec<u32>, Vec<u32>) = written.partition(|row| look.is_told(*row));
    (read.given, read.unknown) = (told.len() as u64, untold.len() as u64);
    read.ranged = told.iter().filter(|row| look.is_ranged(**row)).count() as u64;
    read.instead = look.instead(&untold);
    match (column, declared.ty) {
        (_, Ty::List(_)) | (Column::Quantity(_), _) => look.ordered(&told, &mut read),
        (Column::Code(codes), _) => {
            look.unordered(&told, |row| codes.0.get(row as usize).copied(), &mut read);
        }
        (Column::Text(texts), _) => {
            look.unordered(&told, |row| texts.get(row as usize), &mut read);
        }
        (Column::Truth(truths), _) => {
            look.unordered(&told, |row| Some(truths.get(row as usize) as u8), &mut read);
        }
        (Column::Period(_), _) => look.unordered(&told, |row| Some(look.text(row)), &mut read),
    }
    Some(read)
}

/// A column of a table that is looked at.
#[derive(Clone, Copy)]
struct Look<'l> {
    places: Places<'l>,
    kind: RecordId,
    field: FieldId,
    column: &'l Column,
    declared: &'l Field,
}

/// What a row says of something that has an order: between which ends it is.
#[derive(Clone, Copy)]
struct Told {
    range: Range,
    row: u32,
}

impl Look<'_> {
    fn cell(self, row: u32) -> Cell {
        Cell { record: self.kind, row, field: Some(self.field) }
    }

    fn is_told(self, row: u32) -> bool {
        match self.column.get(row as usize) {
            Scalar::Quantity { unknown, .. } => !unknown,
            other => other != self.declared.ty.unknown(),
        }
    }

    fn is_ranged(self, row: u32) -> bool {
        match self.column.get(row as usize) {
            Scalar::Quantity { range, .. } => range.known().is_none(),
            Scalar::Period(range) => range.known().is_none(),
            Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => false,
        }
    }

    /// The value of a row in words.
    fn text(self, row: u32) -> String {
        self.places.value(&self.column.get(row as usize), self.declared.ty)
    }

    fn example(self, row: u32) -> Example {
        let value = match (self.declared.ty, self.column.get(row as usize)) {
            (Ty::List(_), Scalar::Code(Some(members))) => self.measured(so_many(members), None),
            (ty, value) => self.places.both(&value, ty, true),
        };
        Example {
            value,
            key: self.places.key(self.kind, row),
            place: self.places.cell(self.cell(row)),
        }
    }

    /// The row whose record comes first, by its key: the order of records says nothing.
    fn by_key(self, a: u32, b: u32) -> Ordering {
        let key = |row| self.places.key(self.kind, row);
        key(a).cmp(&key(b)).then(a.cmp(&b))
    }

    /// What is said in place of values.
    fn instead(self, untold: &[u32]) -> Vec<Said> {
        let mut words: BTreeMap<Option<&str>, u64> = BTreeMap::new();
        for row in untold {
            let word = self.places.records.words(self.places.sources, self.cell(*row));
            *words.entry(word.filter(|word| *word != "null")).or_default() += 1;
        }
        let mut said: Vec<Said> = words
            .into_iter()
            .map(|(word, count)| Said { word: word.map(str::to_owned), count })
            .collect();
        said.sort_by_key(|said| std::cmp::Reverse(said.count));
        said
    }

    /// Between which ends the values lie, by what they are measured in.
    fn ordered(self, rows: &[u32], read: &mut FieldRead) {
        let mut groups: BTreeMap<Option<&str>, (Option<Currency>, Vec<Told>)> = BTreeMap::new();
        for row in rows {
            let (range, currency) = match self.column.get(*row as usize) {
                Scalar::Quantity { range, currency, .. } => (range, currency),
                Scalar::Code(Some(members)) => (so_many(members), None),
                _ => continue,
            };
            let group =
                groups.entry(currency.map(Currency::code)).or_insert((currency, Vec::new()));
            group.1.push(Told { range, row: *row });
        }
        let largest = groups.values().map(|(_, told)| told.len()).max();
        for (currency, told) in groups.into_values() {
            if read.examples.is_empty() && Some(told.len()) == largest {
                read.examples = self.of_order(&told);
            }
            read.spreads.push(self.spread(currency, &told));
        }
    }

    /// The least, the middle one and the most, each once.
    fn of_order(self, told: &[Told]) -> Vec<Example> {
        let mut told = told.to_vec();
        let middle = told.len().saturating_sub(1) / 2;
        let order = |a: &Told, b: &Told| {
            low(a.range).cmp(&low(b.range)).then_with(|| self.by_key(a.row, b.row))
        };
        let highest = |a: &&Told, b: &&Told| {
            high(a.range).cmp(&high(b.range)).then_with(|| self.by_key(b.row, a.row))
        };
        let most = told.iter().max_by(highest).map(|told| told.row);
        let median = match told.is_empty() {
            true => None,
            false => Some(told.select_nth_unstable_by(middle, order).1.row),
        };
        let least = told.iter().min_by(|a, b| order(a, b)).map(|told| told.row);
        let mut rows: Vec<u32> = Vec::new();
        for row in [least, median, most].into_iter().flatten() {
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows.into_iter().map(|row| self.example(row)).collect()
    }

    fn spread(self, currency: Option<Currency>, told: &[Told]) -> Spread {
        let mut lows: Vec<End> = told.iter().map(|told| low(told.range)).collect();
        let mut highs: Vec<End> = told.iter().map(|told| high(told.range)).collect();
        let at = |ends: &mut [End], nth: usize| match nth < ends.len() {
            true => ends.select_nth_unstable(nth).1.known(),
            false => None,
        };
        let last = told.len().saturating_sub(1);
        let mut between = |nth: usize| Range::new(at(&mut lows, nth), at(&mut highs, nth));
        let [least, median, most] = [0, last / 2, last].map(&mut between);
        let all = self.adds_up().then(|| {
            let ranges = told.iter().map(|told| told.range);
            ranges.reduce(Range::add).unwrap_or(Range::point(Decimal::ZERO))
        });
        let measured = |range: Range| self.measured(range, currency);
        Spread {
            currency: currency.map(|currency| currency.code().to_owned()),
            count: told.len() as u64,
            least: measured(least),
            median: measured(median),
            most: measured(most),
            sum: all.map(measured),
        }
    }

    /// What values of the field come to; of lists that is how many members they have.
    fn measured(self, range: Range, currency: Option<Currency>) -> Value {
        let ty = if let Ty::List(_) = self.declared.ty { Ty::NUMBER } else { self.declared.ty };
        self.places.both(&Scalar::Quantity { range, currency, unknown: false }, ty, true)
    }

    /// Whether several of it come to something: amounts do, days, shares and rates do not.
    fn adds_up(self) -> bool {
        match self.declared.ty {
            Ty::Quantity { dim, percent } => {
                !percent && (dim == Dim::POWER || dim.0.iter().all(|exponent| *exponent >= 0))
            }
            ty => matches!(ty, Ty::List(_)),
        }
    }

    /// What is told most often.
    fn unordered<V: Hash + Eq>(
        self,
        rows: &[u32],
        value: impl Fn(u32) -> Option<V>,
        read: &mut FieldRead,
    ) {
        let mut groups: FxHashMap<V, (u64, u32)> = FxHashMap::default();
        for (row, value) in rows.iter().filter_map(|row| Some((*row, value(*row)?))) {
            groups.entry(value).or_insert((0, row)).0 += 1;
        }
        let mut all: Vec<(u64, String, u32)> =
            groups.into_values().map(|(count, row)| (count, self.text(row), row)).collect();
        read.distinct = Some(all.len() as u64);
        let order = |a: &(u64, String, u32), b: &(u64, String, u32)| {
            b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1))
        };
        if all.len() > COMMONEST {
            all.select_nth_unstable_by(COMMONEST, order);
            all.truncate(COMMONEST);
        }
        all.sort_by(order);
        for (_, text, row) in all.iter().take(EXAMPLES) {
            let same = rows.iter().copied().filter(|row| self.says(*row, text));
            let first = same.min_by(|a, b| self.by_key(*a, *b));
            read.examples.push(self.example(first.unwrap_or(*row)));
        }
        read.commonest = all.into_iter().map(|(count, what, _)| Counted { what, count }).collect();
    }

    fn says(self, row: u32, text: &str) -> bool {
        match self.column {
            Column::Text(texts) => texts.get(row as usize) == Some(text),
            _ => self.text(row) == text,
        }
    }
}

/// An end of what a value may be, in order: there may be none below or above.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    At(Decimal),
    Above,
}

impl End {
    fn known(self) -> Option<Decimal> {
        match self {
            End::At(number) => Some(number),
            End::Below | End::Above => None,
        }
    }
}

/// How many members a list has, as a number.
fn so_many(members: u32) -> Range {
    Range::point(Decimal::from(i64::from(members)))
}

fn low(range: Range) -> End {
    range.lo.map_or(End::Below, End::At)
}

fn high(range: Range) -> End {
    range.hi.map_or(End::Above, End::At)
}

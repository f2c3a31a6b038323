//! Grown tables into finished ones: keys made unique, references made rows.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::error::{Problem, did_you_mean, look_alike};
use super::formerly::{Formerly, Told};
use super::growing::TableBuilder;
use super::growing::reference::ReferenceBuilder;
use super::nothing::{NONE, says_nothing};
use super::problems::Problems;
use super::table::{Table, Tables};
use crate::source::Place;
use crate::ty::{RecordId, Schema, Ty};
use crate::value::{Codes, TextColumn, key, text};

/// The most keys that are compared for a "did you mean".
const MAX_COMPARED: usize = 20_000;

/// For how many keys of one field a "did you mean" is looked for: no more are told.
const HELPED: usize = 20;

/// The rows of a table by key.
struct Index<'k> {
    keys: &'k TextColumn,
    /// Empty where the keys ascend, which is found by bisection. Hashed under a secret of the run:
    /// whoever writes records chooses the keys.
    rows: HashMap<&'k str, u32>,
    ascending: bool,
    /// Whether its keys have several parts.
    composite: bool,
}

/// Finishes the tables, and finds which keys records had. References of kinds that are `lenient` may
/// lead nowhere, and are unknown then; `place` tells where a row stands.
pub(super) fn finish(
    schema: &Schema,
    mut builders: Vec<TableBuilder>,
    problems: &mut Problems,
    lenient: impl Fn(RecordId) -> bool,
    place: impl Fn(RecordId, u32) -> Option<Place>,
) -> (Tables, Formerly) {
    let keys: Vec<TextColumn> =
        builders.iter_mut().map(|b| std::mem::take(&mut b.keys).finish()).collect();
    let mut indexes = Vec::new();
    for (record, keys) in schema.record_ids().zip(&keys) {
        let told = |first, row, key: &str| {
            let kind = schema.record(record).name.clone();
            let first = place(record, first);
            let problem = Problem::DuplicateKey { kind, key: key.to_owned(), first };
            if let Some(span) = place(record, row) {
                problems.add_at(problem, span);
            }
        };
        indexes.push(Index::new(keys, schema.record(record).key.len(), told));
    }
    let mut formerly = Formerly::default();
    for ((record, builder), index) in schema.record_ids().zip(&mut builders).zip(&indexes) {
        let (told, kind) = (std::mem::take(&mut builder.formerly), &schema.record(record).name);
        let place = |row| place(record, row);
        take_former_keys(&mut formerly, (record, kind, index), told, place, problems);
    }
    let mut tables = Vec::new();
    for (record, mut builder) in schema.record_ids().zip(builders) {
        let unseen = builder.take_unseen();
        let fields = &schema.record(record).fields;
        let columns = builder.columns.into_iter().zip(fields).map(|(column, field)| {
            let resolve = |references: ReferenceBuilder| match field.ty {
                Ty::Record(target) => {
                    let kind = &schema.record(target).name;
                    let holder = schema.record(record);
                    // The only field of a list's scalar members goes by the list's own name.
                    let list = holder.name.rsplit('.').next().filter(|_| holder.scalar);
                    let name = list.unwrap_or(&field.name);
                    let to = Target { index: indexes.get(target.0 as usize), kind, field: name };
                    resolve(references, to, lenient(record), problems)
                }
                _ => references.codes.into(),
            };
            column.map(|c| c.finish(resolve))
        });
        let columns: Vec<_> = columns.collect();
        let sources = schema.evidence().and_then(|e| indexes.get(e.record.0 as usize));
        let statements = builder.statements.into_iter().zip(fields).map(|(statements, field)| {
            let target = match field.ty {
                Ty::Record(target) => indexes.get(target.0 as usize),
                _ => None,
            };
            let row = target.map(|target| |key: &str| target.row(&target.written(key)));
            let sources = |keys| {
                let to = Target { index: sources, kind: "Source", field: "source" };
                resolve(keys, to, false, problems)
            };
            Some(statements?.finish(sources, row))
        });
        let statements = statements.collect();
        tables.push((record, builder.rows, columns, (builder.parents, unseen), statements));
    }
    drop(indexes);
    let tables = tables.into_iter().zip(keys);
    let tables = tables.map(|((record, rows, columns, (parents, unseen), statements), keys)| {
        Arc::new(Table { parents, unseen, statements, ..Table::new(record, rows, columns, keys) })
    });
    (Tables(tables.collect()), formerly)
}

/// Takes the keys that records of a kind are told to have had; reports one that another of them has
/// now, or that two of them had. `place` tells where a record stands.
fn take_former_keys(
    formerly: &mut Formerly,
    (record, kind, index): (RecordId, &str, &Index),
    told: Vec<Told>,
    place: impl Fn(u32) -> Option<Place>,
    problems: &mut Problems,
) {
    let mut firsts: HashMap<String, Place> = HashMap::new();
    for Told { row, key, place: at } in told {
        let (key, kind) = (index.written(&key).into_owned(), kind.to_owned());
        if let Some(other) = index.row(&key) {
            let (own, other) = (other == row, place(other));
            problems.add_at(Problem::FormerlyTaken { kind, key, own, other }, at);
        } else if let Some(first) = firsts.get(&key).copied() {
            problems.add_at(Problem::FormerlyTwice { kind, key, first }, at);
        } else {
            firsts.insert(key.clone(), at);
            formerly.add(record, row, key);
        }
    }
}

impl<'k> Index<'k> {
    fn new(
        keys: &'k TextColumn,
        parts: usize,
        mut duplicate: impl FnMut(u32, u32, &str),
    ) -> Index<'k> {
        let composite = parts > 1;
        let mut index = Index { keys, rows: HashMap::new(), ascending: true, composite };
        if parts == 0 {
            return index;
        }
        let count = keys.len();
        index.ascending = (1..count).all(|row| text_of(keys, row - 1) < text_of(keys, row));
        if !index.ascending {
            index.rows.reserve(count);
            for row in 0..count {
                let key = text_of(keys, row);
                let first = *index.rows.entry(key).or_insert(row as u32);
                // A record without a key was reported where it stands.
                if first != row as u32 && !key.is_empty() {
                    duplicate(first, row as u32, key);
                }
            }
        }
        index
    }

    /// A key as the table spells it.
    fn written<'t>(&self, key: &'t str) -> Cow<'t, str> {
        if self.composite { key::written(key) } else { Cow::Borrowed(key) }
    }

    fn row(&self, key: &str) -> Option<u32> {
        if !self.ascending {
            return self.rows.get(key).copied();
        }
        let (mut low, mut high) = (0, self.keys.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match text_of(self.keys, middle).cmp(key) {
                std::cmp::Ordering::Equal => return Some(middle as u32),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn nearest(&self, key: &str) -> Option<String> {
        let count = self.keys.len().min(MAX_COMPARED);
        let keys = || (0..count).map(|row| text_of(self.keys, row));
        match key {
            NONE => Some(
                "in quotes the word is a key; without them it says that there is nobody".to_owned(),
            ),
            _ if says_nothing(key) => Some(
                "in quotes the word is a key; without them it says that nothing is known"
                    .to_owned(),
            ),
            _ => look_alike(key, keys()).or_else(|| did_you_mean(key, keys())),
        }
    }
}

/// The key in a row; keys are always known.
fn text_of(keys: &TextColumn, row: usize) -> &str {
    let key = keys.get(row);
    debug_assert!(key.is_some(), "a row without a key");
    key.unwrap_or_default()
}

/// What references lead to, and the field that they stand in.
#[derive(Clone, Copy)]
struct Target<'t> {
    index: Option<&'t Index<'t>>,
    kind: &'t str,
    field: &'t str,
}

fn resolve(
    references: ReferenceBuilder,
    Target { index: target, kind, field }: Target,
    lenient: bool,
    problems: &mut Problems,
) -> Codes {
    let (mut rows, mut helped) = (Vec::with_capacity(references.keys.len()), 0);
    for (key, span) in &references.keys {
        let key = target.map_or(Cow::Borrowed(key.as_ref()), |target| target.written(key));
        let row = target.and_then(|t| t.row(&key));
        if row.is_none() && !problems.broken_off {
            helped += 1;
            let room = helped <= HELPED;
            let help = match target.filter(|_| room) {
                Some(target) if target.keys.is_empty() => {
                    Some(format!("no {kind} was read at all: name the file that holds them too"))
                }
                target => target.and_then(|t| t.nearest(&key)),
            };
            let (field, kind, key) = (field.to_owned(), kind.to_owned(), key.into_owned());
            let problem = match text::invisible(&key) {
                Some(unseen) => Problem::Unseen { key, unseen },
                None => Problem::Dangling { field, key, kind, help },
            };
            let lenient = lenient && matches!(problem, Problem::Dangling { .. });
            problems.add_looking(problem, *span, None, lenient);
        }
        rows.push(row.unwrap_or(Codes::UNKNOWN));
    }
    let said = references.nobody.zip(target.filter(|target| target.row(NONE).is_some()));
    if let Some((place, _)) = said {
        let (field, kind) = (field.to_owned(), kind.to_owned());
        problems.add_at(Problem::NobodyOrKey { field, kind }, place);
    }
    // What names no key is not known, or is nobody.
    let row = |code: u32| rows.get(code as usize).copied().unwrap_or(code);
    Codes(references.codes.into_iter().map(row).collect())
}

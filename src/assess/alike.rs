//! Keys and texts that mislead who reads them: keys that look alike and yet are two, and texts with
//! characters that nobody sees. Either parts what belongs together.

use std::collections::{HashMap, HashSet};

use super::Assessment;
use crate::outcome::Cell;
use crate::report::Note;
use crate::ty::{FieldId, RecordId, RecordKind, Ty};
use crate::value::{Column, TextColumn, key, text};

/// How many pairs of keys of one kind are told.
const TOLD: usize = 3;

impl Assessment<'_> {
    /// Keys that look alike, kind by kind; also those by which a rule groups.
    pub(super) fn look_alikes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        for record in self.program.schema.record_ids() {
            let kind = self.program.schema.record(record);
            let keys = &self.tables.of(record).keys;
            // Most keys are plain, and a walk is named after parties, whose keys are looked at.
            if kind.parent.is_some()
                || keys.is_ascii()
                || self.program.schema.kind(record).walk().is_some()
            {
                continue;
            }
            let pairs = alike(kind, keys, self.program.has_composite_key(record));
            let more = pairs.len().saturating_sub(TOLD);
            let told = pairs.into_iter().take(TOLD).enumerate();
            notes.extend(told.map(|(i, pair)| {
                let more = if i + 1 == TOLD { more } else { 0 };
                self.look_alike(record, pair, more)
            }));
        }
        notes
    }

    fn look_alike(&self, record: RecordId, pair: Pair, more: usize) -> Note {
        let Pair { plain, other, row } = pair;
        Note::LookAlike {
            record: self.program.schema.record(record).name.clone(),
            odd: text::odd(&plain, &other).map(text::name).unwrap_or_default(),
            place: self.places().cell(Cell { record, row, field: None }),
            more: more as u64,
            plain,
            other,
        }
    }

    /// Texts with characters that nobody sees, field by field.
    pub(super) fn unseen(&self) -> Vec<Note> {
        let schema = &self.program.schema;
        let mut notes = Vec::new();
        for record in schema.record_ids().filter(|record| !schema.kind(*record).is_made()) {
            let kind = schema.record(record);
            for field in (0..kind.fields.len() as u32).map(FieldId) {
                let Some(Column::Text(texts)) = self.tables.of(record).column(field) else {
                    continue;
                };
                if !kind.key.contains(&field) && !texts.is_ascii() {
                    notes.extend(self.unseen_in(record, field, texts));
                }
            }
        }
        notes
    }

    fn unseen_in(&self, record: RecordId, field: FieldId, texts: &TextColumn) -> Option<Note> {
        let in_row = |row: usize| Some((row, texts.get(row).and_then(unseen_in_text)?));
        let mut found = (0..texts.len()).filter_map(in_row);
        let (row, unseen) = found.next()?;
        Some(Note::Unseen {
            record: self.program.schema.record(record).name.clone(),
            field: self.program.schema.field(record, field).name.clone(),
            sign: text::name(unseen),
            place: self.places().cell(Cell { record, row: row as u32, field: Some(field) }),
            more: found.count() as u64,
        })
    }
}

/// Two keys, or parts of keys, that look alike.
struct Pair {
    plain: String,
    other: String,
    /// Where the other stands.
    row: u32,
}

/// The pairs that look alike among the texts of which keys are made, in their order.
fn alike(kind: &RecordKind, keys: &TextColumn, composite: bool) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let places = kind.key.iter().enumerate();
    for (place, _) in places.filter(|(_, field)| is_text(kind, **field)) {
        let mut texts: Vec<(String, u32)> = (0..keys.len())
            .filter_map(|row| {
                let key = keys.get(row)?;
                let part = if composite {
                    key::parts(key).into_iter().nth(place)?
                } else {
                    key.to_owned()
                };
                Some((part, row as u32))
            })
            .collect();
        texts.sort();
        texts.dedup_by(|a, b| a.0 == b.0);
        // Plain keys that look alike (`l` and `1`) are not told: only what is written in two
        // scripts or with unusual signs is compared, and with it what it looks like.
        let (plain, others): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(t, _)| t.is_ascii());
        let mut met: HashMap<String, &str> = HashMap::new();
        let looks: Vec<String> = others.iter().map(|(other, _)| text::skeleton(other)).collect();
        let of_others: HashSet<&str> = looks.iter().map(String::as_str).collect();
        for (key, _) in &plain {
            let look = text::skeleton(key);
            if of_others.contains(look.as_str()) {
                met.insert(look, key);
            }
        }
        for ((other, row), look) in others.iter().zip(&looks) {
            match met.get(look.as_str()) {
                Some(plain) => {
                    pairs.push(Pair {
                        plain: (*plain).to_owned(),
                        other: other.clone(),
                        row: *row,
                    });
                }
                None => drop(met.insert(look.clone(), other)),
            }
        }
    }
    pairs
}

fn is_text(kind: &RecordKind, field: FieldId) -> bool {
    kind.fields.get(field.0 as usize).is_some_and(|field| field.ty == Ty::Text)
}

/// The first character of a text that shows nothing. Joiners and the signs that choose how an
/// emoji is drawn are part of many writings.
fn unseen_in_text(text: &str) -> Option<char> {
    let belongs = |c: char| matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}');
    let plain = text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control());
    text.chars().filter(|_| !plain).find(|c| text::is_invisible(*c) && !belongs(*c))
}

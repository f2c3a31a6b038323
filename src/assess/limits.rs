//! The limits of an earlier report: which record kept what from being looked at. One more, or one in
//! the place of another, is new, however alike the two lines read.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::report::Limit;

/// What a report says of a limit; before there were records, a line of text.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum EarlierLimit {
    Line(String),
    Told(Earlier),
}

#[derive(Deserialize)]
pub(super) struct Earlier {
    kind: String,
    list: Option<String>,
    forms: Vec<String>,
    records: Vec<EarlierRecord>,
}

#[derive(Deserialize)]
struct EarlierRecord {
    record: String,
    key: String,
    forms: Vec<String>,
    count: u64,
}

/// One record, or none where a limit is about no record, that keeps one thing from being looked at:
/// the kind of limit, the list that is not given, what is not looked at, the record's kind and key.
pub(super) type Keeps = (String, Option<String>, String, String, String);

/// What could not be looked at whole.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Limits {
    lines: FxHashSet<String>,
    /// How many records of one name there are.
    keeps: FxHashMap<Keeps, u64>,
}

impl Limits {
    pub(super) fn of(earlier: Vec<EarlierLimit>) -> Limits {
        let mut limits = Limits::default();
        for limit in earlier {
            match limit {
                EarlierLimit::Line(line) => {
                    limits.lines.insert(line);
                }
                EarlierLimit::Told(Earlier { kind, list, forms, records }) => {
                    let records = records.iter().map(|r| (&*r.record, &*r.key, &*r.forms, r.count));
                    limits.keeps.extend(keeps(&kind, list.as_deref(), &forms, records));
                }
            }
        }
        limits
    }

    /// Of records that keep something from being looked at, and how many members of each do.
    pub(super) fn kept(keeps: impl Iterator<Item = (Keeps, u64)>) -> Limits {
        Limits { lines: FxHashSet::default(), keeps: keeps.collect() }
    }

    /// Whether that was not looked at then either.
    pub(super) fn has(&self, keeps: &Keeps) -> bool {
        self.keeps.contains_key(keeps)
    }

    /// Whether something is not looked at now that was then, or because of another record.
    pub(super) fn is_new(&self, limit: &Limit) -> bool {
        let is_more = |((keeps, count), then): ((Keeps, u64), Vec<Keeps>)| {
            let known =
                std::iter::once(&keeps).chain(&then).find_map(|keeps| self.keeps.get(keeps));
            known.is_none_or(|known| count > *known)
        };
        !self.lines.contains(&limit.to_string()) && keeping(limit).any(is_more)
    }
}

/// What each record of a limit keeps from being looked at, how many members of it do, and the same
/// under the keys that the record had.
pub(super) fn keeping(limit: &Limit) -> impl Iterator<Item = ((Keeps, u64), Vec<Keeps>)> {
    let records = limit.records.iter().map(|r| (&*r.record, &*r.key, &*r.forms, r.count));
    let renamed = limit.records.iter().filter(|r| !r.formerly.is_empty());
    let renamed: FxHashMap<(&str, &str), &[String]> =
        renamed.map(|r| ((&*r.record, &*r.key), &*r.formerly)).collect();
    keeps(limit.kind(), limit.list(), &limit.forms, records).map(move |(now, count)| {
        let then = renamed.get(&(now.3.as_str(), now.4.as_str())).copied().unwrap_or_default();
        let under = |key: &String| {
            let (kind, list, form, record, _) = now.clone();
            (kind, list, form, record, key.clone())
        };
        let then = then.iter().map(under).collect();
        ((now, count), then)
    })
}

/// What each record keeps from being looked at; where there is no record, what is not looked at.
fn keeps<'l>(
    kind: &'l str,
    list: Option<&'l str>,
    forms: &'l [String],
    records: impl Iterator<Item = (&'l str, &'l str, &'l [String], u64)>,
) -> impl Iterator<Item = (Keeps, u64)> {
    let mut records = records.peekable();
    let whole = match (records.peek(), forms) {
        (Some(_), _) => Vec::new(),
        (None, []) => vec![String::new()],
        (None, forms) => forms.to_vec(),
    };
    let keep = move |form: String, record: &str, key: &str| {
        (kind.to_owned(), list.map(str::to_owned), form, record.to_owned(), key.to_owned())
    };
    let whole: Vec<(Keeps, u64)> = whole.into_iter().map(|form| (keep(form, "", ""), 1)).collect();
    let told = records.flat_map(move |(record, key, forms, count)| {
        let told: Vec<(Keeps, u64)> =
            forms.iter().map(|form| (keep(form.clone(), record, key), count)).collect();
        told
    });
    whole.into_iter().chain(told)
}

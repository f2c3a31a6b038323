//! Which records keep something from being looked at then and now.

use std::collections::{BTreeMap, BTreeSet};

use super::origins::Origins;
use super::told::{Limit, Limiting};
use crate::report::Subject;
use crate::report::diff::{Changed, Matter, Standing, Turn, Unchanged};

/// One record, or none, that keeps one thing from being looked at: the kind of limit, the list that is
/// not given, what is not looked at, the record's kind and key.
type Keeps = (String, Option<String>, String, String, String);

/// The limits that are otherwise.
pub(super) fn changes(origins: &Origins<'_>, unchanged: &mut Unchanged) -> Vec<Changed> {
    let then = keeps(&origins.old.limits, &BTreeMap::new());
    let now = keeps(&origins.new.limits, &then);
    let all: BTreeSet<&Keeps> = then.keys().chain(now.keys()).collect();
    let mut changes = Vec::new();
    for keeps in all {
        let (was, is) = (then.get(keeps).copied(), now.get(keeps).copied());
        let turn = match (was, is) {
            (None, _) => Turn::New,
            (_, None) => Turn::Fixed,
            (was, is) if is > was => Turn::Worse,
            (was, is) if is < was => Turn::Milder,
            _ => {
                unchanged.limits += 1;
                continue;
            }
        };
        changes.push(turned(turn, keeps, [was, is], origins));
    }
    changes
}

/// How many members of each record keep each thing from being looked at; where there is no record, one
/// does. A record has the key that it had in what is `known`.
fn keeps(limits: &[Limit], known: &BTreeMap<Keeps, u64>) -> BTreeMap<Keeps, u64> {
    let mut all: BTreeMap<Keeps, u64> = BTreeMap::new();
    for limit in limits {
        let (kind, list, forms, records) = match limit {
            Limit::Line(line) => {
                *all.entry((line.clone(), None, String::new(), String::new(), String::new()))
                    .or_default() += 1;
                continue;
            }
            Limit::Told { kind, list, forms, records } => (kind, list, forms, records),
        };
        let mut keep = |form: &str, record: &str, key: &str, count: u64| {
            let [form, record, key] = [form, record, key].map(str::to_owned);
            *all.entry((kind.clone(), list.clone(), form, record, key)).or_default() += count;
        };
        let had = |form: &str, of: &Limiting| {
            let named = |key: &&String| {
                let key = (*key).clone();
                let keeps = (kind.clone(), list.clone(), form.to_owned(), of.record.clone(), key);
                known.contains_key(&keeps)
            };
            of.formerly.iter().find(named).unwrap_or(&of.key).clone()
        };
        match (records.as_slice(), forms.as_slice()) {
            ([], []) => keep("", "", "", 1),
            ([], forms) => forms.iter().for_each(|form| keep(form, "", "", 1)),
            (records, _) => {
                for of @ Limiting { record, forms, count, .. } in records {
                    forms.iter().for_each(|form| keep(form, record, &had(form, of), *count));
                }
            }
        }
    }
    all
}

fn turned(
    turn: Turn,
    keeps: &Keeps,
    [was, is]: [Option<u64>; 2],
    origins: &Origins<'_>,
) -> Changed {
    let (kind, _, form, record, key) = keeps;
    let standing = |count| Standing::Limit { count };
    let subject = Subject { record: record.clone(), key: key.clone(), name: None, place: None };
    Changed {
        matter: Matter::Limit,
        change: turn,
        fingerprint: None,
        rule: kind.clone(),
        subject: (!record.is_empty()).then_some(subject),
        form: Some(form.clone()).filter(|form| !form.is_empty()),
        then: was.map(standing),
        now: is.map(standing),
        message: String::new(),
        facts: Vec::new(),
        missing: Vec::new(),
        ended: Vec::new(),
        causes: origins.of_all(&BTreeSet::new()),
    }
}

//! Names that are no fields beside fields that are missing: a field under another name is one
//! mistake, and told once.

use super::error::{Problem, did_you_mean};
use super::mapping::plan::Plan;
use super::part::Part;
use super::raw::Raw;
use crate::diagnostic::nearest;
use crate::ty::{FieldId, RecordId, RecordKind};

/// The missing fields that are told with the name that stands in their place.
#[derive(Clone, Default, Debug)]
pub(super) struct Renamed {
    /// Of single records, by where they start.
    records: Vec<(RecordId, FieldId, usize)>,
    /// Of all records of a file: its header lacks them.
    columns: Vec<(RecordId, FieldId)>,
}

impl Renamed {
    /// Whether it is told already that a field is missing in the record that starts at a byte.
    pub(super) fn has(&self, record: RecordId, field: FieldId, at: usize) -> bool {
        self.columns.contains(&(record, field)) || self.records.contains(&(record, field, at))
    }

    /// Forgets the records of a kind, which are read.
    pub(super) fn forget(&mut self, record: RecordId) {
        self.records.retain(|(of, ..)| *of != record);
    }
}

impl Part<'_> {
    /// Tells of the names of a record, which starts at a byte, or of a header, that are no fields,
    /// with the missing field that each probably is; `given` says of a slot whether it is there.
    pub(super) fn tell_strange(
        &mut self,
        plan: &Plan,
        names: &[Raw],
        given: impl Fn(usize) -> bool,
        at: Option<usize>,
    ) {
        let kind = self.schema.record(plan.record);
        let is_there = |field: usize| {
            let place = plan.fields.get(field).and_then(Option::as_ref).map(|field| &field.from);
            place.is_some_and(|place| given(place.slot))
        };
        let absent: Vec<usize> = (0..kind.fields.len()).filter(|field| !is_there(*field)).collect();
        let (pairs, open) = pairs(kind, plan, names, &absent);
        let lacked: Vec<String> = open
            .iter()
            .filter_map(|field| Some(format!("`{}`", kind.fields.get(*field)?.name)))
            .collect();
        for (name, missing) in names.iter().zip(pairs) {
            let text = name.text().unwrap_or_default();
            let all = || kind.fields.iter().map(|field| field.name.as_str());
            let lacking = absent.iter().filter_map(|field| kind.fields.get(*field));
            let help = did_you_mean(text, lacking.map(|field| field.name.as_str()));
            let missing = missing.map(|field| {
                let id = FieldId(field as u32);
                match at {
                    Some(at) => self.renamed.records.push((plan.record, id, at)),
                    None => self.renamed.columns.push((plan.record, id)),
                }
                // INVARIANT: it is a place among the kind's fields.
                kind.fields[field].name.clone()
            });
            let help = help
                .or_else(|| missing.as_ref().map(|field| format!("did you mean `{field}`?")))
                .or_else(|| did_you_mean(text, all()))
                .or_else(|| one_of(&lacked));
            let (kind, name_of) = (kind.name.clone(), text.to_owned());
            let problem = Problem::UnknownField { kind, name: name_of, missing, help };
            self.problem(problem, name.start, name.end);
        }
    }
}

/// How many missing fields a question names.
const ASKED: usize = 3;

/// Asks which of the missing fields a name stands for.
fn one_of(lacked: &[String]) -> Option<String> {
    let (last, init) = lacked.split_last().filter(|_| lacked.len() <= ASKED)?;
    Some(match init {
        [] => format!("is it {last}, which is missing?"),
        _ => format!("is it {} or {last}, which are missing?", init.join(", ")),
    })
}

/// By name the missing field that it stands for: the one that is spelled much like it, or the only
/// one, where it is the only name that is spelled like none. Behind them the missing fields that no
/// name stands for.
fn pairs(
    kind: &RecordKind,
    plan: &Plan,
    names: &[Raw],
    absent: &[usize],
) -> (Vec<Option<usize>>, Vec<usize>) {
    let required = |field: &usize| {
        let wanted = plan.wanted.get(*field).copied().unwrap_or(false);
        wanted && kind.fields.get(*field).is_some_and(|field| !field.optional)
    };
    let mut open: Vec<usize> = absent.iter().copied().filter(required).collect();
    let named = |field: &usize| kind.fields.get(*field).map_or("", |field| field.name.as_str());
    let like = |name: &Raw, fields: &[usize]| {
        let text = name.text().unwrap_or_default();
        let near = nearest(text, fields.iter().map(named))?;
        fields.iter().position(|field| named(field) == near)
    };
    let mut pairs: Vec<Option<usize>> = Vec::new();
    for name in names {
        let near = like(name, absent).and_then(|at| absent.get(at));
        let at = near.and_then(|near| open.iter().position(|field| field == near));
        pairs.push(at.map(|at| open.remove(at)));
    }
    let mut strange = names.iter().zip(&mut pairs).filter(|(name, pair)| {
        pair.is_none() && like(name, &(0..kind.fields.len()).collect::<Vec<_>>()).is_none()
    });
    if let ([only], Some((_, pair)), None) = (open.as_slice(), strange.next(), strange.next()) {
        *pair = Some(*only);
        open.clear();
    }
    (pairs, open)
}

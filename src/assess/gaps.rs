//! What cannot be looked at because a record does not tell whom it ties to whom. A sum takes in
//! what may belong to it; but a group, a ring or a path that only such a record would form is not
//! there to be looked at, and what is not looked at is not clear.

use std::collections::{BTreeMap, BTreeSet};

use super::Assessment;
use super::places::Places;
use crate::operator::WalkKind;
use crate::report::{Limit, Limited, Limiting};
use crate::ty::{FieldId, Kind, RecordId, Shape};
use crate::value::{Decimal, Scalar, Tri};

impl Assessment<'_> {
    /// A line for each way in which something was not looked at.
    pub(super) fn gaps(&self) -> Vec<Limit> {
        let mut untied = By::default();
        let mut gaps = Vec::new();
        for (steps, groups) in self.steps() {
            let asked = self.asked(groups);
            let table = self.tables.of(steps);
            let (lists, partial): (Vec<u32>, Vec<u32>) = table
                .partial()
                .iter()
                .filter(|(_, keys)| !keys.contains(&Scalar::NOBODY))
                .map(|(row, _)| *row)
                .partition(|row| table.unseen.get(*row as usize));
            if asked.is_empty() {
                continue;
            }
            gaps.extend(self.not_given(steps, &lists, &asked));
            untied.add(standing_for(self.places(), steps, partial.into_iter()), &asked);
        }
        gaps.extend(untied.limit(Limited::Untied));
        gaps.extend(self.program.schema.record_ids().filter_map(|id| self.doubtful(id)));
        self.with_former_keys(&mut gaps);
        gaps
    }

    /// What only the members of lists that are not given would form: a line for each list.
    fn not_given(&self, steps: RecordId, rows: &[u32], formed: &[String]) -> Vec<Limit> {
        let mut lists: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
        let schema = &self.program.schema;
        for (record, row, field) in
            rows.iter().filter_map(|row| self.tables.not_given(schema, steps, *row))
        {
            let holder = (schema.record(record).name.clone(), self.places().key(record, row));
            lists.entry(schema.field(record, field).name.as_str()).or_default().push(holder);
        }
        let line = |(name, holders): (&str, Vec<(String, String)>)| {
            let mut by = By::default();
            by.add(holders.into_iter(), formed);
            by.limit(Limited::NotGiven { list: name.to_owned() })
        };
        lists.into_iter().filter_map(line).collect()
    }

    /// Which clusters or components there are if only some of the steps exist of which that is not certain: those
    /// are looked at that there are with all, or with none.
    fn doubtful(&self, walks: RecordId) -> Option<Limit> {
        let walk = self.program.schema.kind(walks).walk()?;
        let (Shape::Cluster { sure } | Shape::Component { sure }) = walk.shape else {
            return None;
        };
        let table = self.tables.of(walks);
        let cell = |of: FieldId, row: u32| Some(table.column(of)?.get(row as usize));
        let may_be_smaller = |row: u32| {
            let more_than_two = match cell(walk.length, row) {
                Some(Scalar::Quantity { range, .. }) => range.lo > Some(Decimal::from(2)),
                _ => true,
            };
            more_than_two && cell(sure, row) == Some(Scalar::Truth(Tri::Unknown))
        };
        let steps = self.program.schema.kind(walk.legs).steps()?;
        let doubtful = self.tables.of(steps).doubtful();
        let hang = table.open().iter().filter(|(row, _)| may_be_smaller(*row));
        let rows = hang.flat_map(|(_, steps)| steps);
        let rows = rows.filter(|row| doubtful.binary_search(row).is_ok());
        let mut by = By::default();
        let flow = self.flow(walk.legs);
        by.add(standing_for(self.places(), steps, rows.copied()), &[formed(walk.kind(), flow)]);
        by.limit(Limited::Perhaps { kind: walk.kind(), flow: flow.to_owned() })
            .filter(|limit| limit.records.len() > 1)
    }

    /// The kinds of steps, each with that of their groups.
    fn steps(&self) -> impl Iterator<Item = (RecordId, RecordId)> {
        let schema = &self.program.schema;
        schema.record_ids().filter_map(|id| schema.kind(id).step().map(|step| (id, step.of)))
    }

    /// What keeps records of a made kind from being all that there are, in words.
    pub(super) fn gaps_of(&self, record: RecordId) -> Option<String> {
        let kind = self.program.schema.record(record);
        let form = match &kind.kind {
            Kind::Read | Kind::Slots(_) | Kind::Card(_) => return None,
            Kind::Passed => return self.gaps_of(kind.parent?.0),
            Kind::Walk(walk) => formed(walk.kind(), self.flow(walk.legs)),
            Kind::Group(_) | Kind::Step(_) | Kind::Leg(_) | Kind::Reach(_) => kind.name.clone(),
        };
        let gaps = self.gaps().into_iter().filter(|gap| gap.forms.contains(&form));
        let texts: Vec<String> = gaps.map(|gap| gap.to_string()).collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    /// What rules have as subjects that steps form. Exposures and aggregates take in what is open
    /// themselves, and a flow may be there to be drawn only.
    fn asked(&self, groups: RecordId) -> Vec<String> {
        let program = self.program;
        let walks = program.schema.records.iter().filter_map(|kind| kind.kind.walk());
        let walks = walks.filter(|walk| walk.legs == groups && walk.way().is_none());
        let walked = walks.map(|walk| formed(walk.kind(), self.flow(groups)));
        let is_subject = program.rules.iter().any(|rule| rule.subject == groups);
        let subject = is_subject.then(|| program.schema.record(groups).name.clone());
        // Walks of several lengths are one kind of thing.
        let walked: BTreeSet<String> = walked.collect();
        walked.into_iter().chain(subject).collect()
    }
}

/// The kind and key of the record that stands for each row.
pub(super) fn standing_for(
    places: Places<'_>,
    steps: RecordId,
    rows: impl Iterator<Item = u32>,
) -> impl Iterator<Item = (String, String)> {
    let origin = move |(made, row): (RecordId, u32)| places.tables.origin(made, row);
    // What is made of legs stands for the records that these are made of.
    let made_of = move |row| std::iter::successors(origin((steps, row)), move |at| origin(*at));
    let origins = rows.filter_map(move |row| made_of(row).last());
    origins.map(move |(record, row)| {
        (places.program.schema.record(record).name.clone(), places.key(record, row))
    })
}

/// Records that keep something from being looked at.
#[derive(Default)]
struct By {
    /// Their kinds and keys, each with what it would form and how often it stands there.
    records: BTreeMap<(String, String), (BTreeSet<String>, u64)>,
    /// What they would form, as it was met.
    forms: Vec<String>,
}

impl By {
    /// Adds steps of one kind, each by the record that stands for it.
    fn add(&mut self, records: impl Iterator<Item = (String, String)>, formed: &[String]) {
        let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
        records.for_each(|record| *counts.entry(record).or_default() += 1);
        for (record, n) in counts {
            let (forms, count) = self.records.entry(record).or_default();
            forms.extend(formed.iter().cloned());
            *count = n.max(*count);
            for form in formed {
                if !self.forms.contains(form) {
                    self.forms.push(form.clone());
                }
            }
        }
    }

    /// The limit that they are, where there is any.
    fn limit(self, cause: Limited) -> Option<Limit> {
        let limiting = |((record, key), (forms, count))| {
            let forms = BTreeSet::into_iter(forms).collect();
            Limiting { record, key, forms, count, formerly: Vec::new() }
        };
        let records: Vec<Limiting> = self.records.into_iter().map(limiting).collect();
        (!records.is_empty()).then_some(Limit { cause, forms: self.forms, records })
    }
}

/// What walks of a kind go by.
pub(super) fn formed(kind: WalkKind, flow: &str) -> String {
    format!("{} of {flow}", kind.words())
}

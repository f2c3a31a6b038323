//! What records were called before, and what is made of them: a group, a ring or a record whose key
//! names a renamed record is renamed with it. A finding is the same by any of these names, and rests on
//! the same facts where these only tell another name of the same record.

use rustc_hash::FxHashMap;

use super::Assessment;
use super::evidence::evidence;
use super::formers::Renamed;
use super::places::Places;
use crate::eval::together_key;
use crate::operator::WalkKind;
use crate::report::{self, Fact, Limit, MissingFact};
use crate::ty::{FieldId, Kind, RecordId, SlotPart, Ty, Walk};
use crate::value::{Scalar, key};

/// How many names are tried of what is made of several records that were renamed: beyond, those by
/// which all of them went together.
const MOST: usize = 256;

impl Places<'_> {
    /// The keys that a record goes by, and went by: what it is called now is the first.
    pub(super) fn names(self, record: RecordId, row: u32) -> Vec<String> {
        let now = self.key(record, row);
        if self.records.formerly.is_empty() {
            return vec![now];
        }
        let mut names = self.names_then(record, row);
        names.retain(|name| *name != now);
        names.insert(0, now);
        names
    }

    fn names_then(self, record: RecordId, row: u32) -> Vec<String> {
        let schema = &self.program.schema;
        let declared = schema.record(record);
        match schema.kind(record) {
            Kind::Read => match (declared.parent, self.tables.of(record).parents.get(row as usize))
            {
                (Some((holder, _)), Some(parent)) if self.tables.key(record, row).is_empty() => {
                    self.names(holder, *parent)
                }
                _ => {
                    let mut names = self.of_parts(record, row, &declared.key);
                    names.extend(self.records.formerly.of(record, row).iter().cloned());
                    names
                }
            },
            Kind::Group(_) | Kind::Leg(_) => {
                let fields: Vec<FieldId> = (0..declared.fields.len() as u32).map(FieldId).collect();
                self.of_parts(record, row, &fields)
            }
            Kind::Slots(slots) => {
                let field = |part: &SlotPart| match part {
                    SlotPart::Calendar(calendar) => calendar.year,
                    SlotPart::Records(_, field) => *field,
                };
                let fields: Vec<FieldId> = slots.parts.iter().map(field).collect();
                self.of_parts(record, row, &fields)
            }
            Kind::Walk(walk) => self.of_walk(record, row, walk),
            Kind::Step(_) | Kind::Passed | Kind::Reach(_) | Kind::Card(_) => {
                let origin = self.tables.origin(record, row);
                let same = |(of, at): &(RecordId, u32)| self.key(*of, *at) == self.key(record, row);
                origin.filter(same).map(|(of, at)| self.names(of, at)).unwrap_or_default()
            }
        }
    }

    /// The names of what goes by several parts, some of which lead to records.
    fn of_parts(self, record: RecordId, row: u32, fields: &[FieldId]) -> Vec<String> {
        let own = self.key_parts(record, row);
        let part = |(part, field): (String, &FieldId)| match self.leads_to(record, row, *field) {
            Some((target, row)) => self.names(target, row),
            None => vec![part],
        };
        let is_whole = own.len() <= fields.len();
        let parts: Vec<Vec<String>> = own.into_iter().zip(fields).map(part).collect();
        let named = |parts: Vec<&str>| match parts[..] {
            [one] if !self.program.has_composite_key(record) => one.to_owned(),
            _ => key::join(parts),
        };
        if is_whole { combined(&parts).into_iter().map(named).collect() } else { Vec::new() }
    }

    /// The names of a walk by those of its parties: a ring begins with the least of them, and those
    /// who belong together go by them in order.
    fn of_walk(self, record: RecordId, row: u32, walk: &Walk) -> Vec<String> {
        let kind = walk.kind();
        if let crate::ty::Shape::CutPoint { party, .. } = walk.shape {
            let party = self.leads_to(record, row, party);
            return party.map(|(of, at)| self.names(of, at)).unwrap_or_default();
        }
        let members = self.tables.of(walk.parties.members);
        let first = members.parents.partition_point(|holder| *holder < row);
        let last = members.parents.partition_point(|holder| *holder <= row);
        let party = |at: usize| {
            self.leads_to(walk.parties.members, at as u32, FieldId(0))
                .map(|(of, at)| self.names(of, at))
        };
        let Some(parties) = (first..last).map(party).collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let named = |mut parties: Vec<&str>| match kind {
            WalkKind::Paths => key::join(parties),
            WalkKind::Cycles => {
                let least = parties.iter().enumerate().min_by_key(|(_, name)| **name);
                let least = least.map_or(0, |(at, _)| at);
                parties.rotate_left(least);
                key::join(parties)
            }
            _ => {
                parties.sort_unstable();
                together_key(&parties)
            }
        };
        let mut names: Vec<String> = combined(&parties).into_iter().map(named).collect();
        // A walk that is known in part goes by something else.
        if names.first().is_none_or(|now| *now != self.key(record, row)) {
            names.clear();
        }
        names
    }

    /// The record that a field of a row leads to.
    fn leads_to(self, record: RecordId, row: u32, field: FieldId) -> Option<(RecordId, u32)> {
        let target = match self.program.schema.record(record).fields.get(field.0 as usize)?.ty {
            Ty::Record(target) => target,
            _ => return None,
        };
        match self.tables.of(record).column(field)?.get(row as usize) {
            Scalar::Code(Some(at)) => Some((target, at)),
            _ => None,
        }
    }
}

/// Each choice of one of each, the first of all first; where these are too many, those of which each
/// is at the same place.
fn combined(parts: &[Vec<String>]) -> Vec<Vec<&str>> {
    let many = parts.iter().try_fold(1_usize, |all, part| all.checked_mul(part.len()));
    if many.is_none_or(|many| many > MOST) {
        let longest = parts.iter().map(Vec::len).max().unwrap_or(0);
        let at = |place: usize, part: &'_ Vec<String>| place.min(part.len().saturating_sub(1));
        let lockstep = |place| {
            parts.iter().filter_map(|part| part.get(at(place, part))).map(String::as_str).collect()
        };
        return (0..longest).map(lockstep).collect();
    }
    parts.iter().fold(vec![Vec::new()], |all, part| {
        let with = |known: Vec<_>| {
            part.iter().map(move |name| [known.as_slice(), &[name.as_str()]].concat())
        };
        all.into_iter().flat_map(with).collect()
    })
}

impl Assessment<'_> {
    /// The parts of each key that a record had, or what is made of records.
    pub(super) fn former_keys(&self, record: RecordId, row: u32) -> Vec<Vec<String>> {
        if self.records.formerly.is_empty() {
            return Vec::new();
        }
        let names = self.places().names(record, row).into_iter().skip(1);
        match self.program.has_composite_key(record) {
            true => names.map(|name| key::parts(&name)).collect(),
            false => names.map(|name| vec![name]).collect(),
        }
    }

    /// The row that had a key, or whose records did.
    pub(super) fn row_formerly(&self, record: RecordId, key: &str) -> Option<usize> {
        let mut rows = 0..self.tables.of(record).subjects();
        let had =
            |row: &usize| self.places().names(record, *row as u32).iter().any(|had| had == key);
        rows.find(|row| !self.records.formerly.is_empty() && had(row))
    }

    /// By what earlier reports may know a finding on these facts: by what it rests on where records
    /// that these name were renamed.
    pub(super) fn former_evidence(&self, facts: &[Fact]) -> Vec<String> {
        let now = evidence(facts);
        let then = self.renamed().eras.iter().map(|called| {
            let facts: Vec<Fact> = facts.iter().map(|fact| renamed(fact, called)).collect();
            evidence(&facts)
        });
        let mut all: Vec<String> = then.filter(|then| *then != now).collect();
        all.dedup();
        all
    }

    /// Facts as they were told when the records that they name were called otherwise.
    pub(super) fn as_formerly<'f>(
        &'f self,
        facts: &'f [Fact],
    ) -> impl Iterator<Item = Vec<Fact>> + 'f {
        let then = |called| facts.iter().map(|fact| renamed(fact, called)).collect();
        self.renamed().eras.iter().map(then)
    }

    /// Facts that a verdict waits for, as they were told then.
    pub(super) fn missing_as_formerly<'f>(
        &'f self,
        missing: &'f [MissingFact],
    ) -> impl Iterator<Item = Vec<MissingFact>> + 'f {
        let then = |called| {
            let told = |fact: &MissingFact| {
                let path = path(&fact.path, called).unwrap_or_else(|| fact.path.clone());
                MissingFact { path, ..fact.clone() }
            };
            missing.iter().map(told).collect()
        };
        self.renamed().eras.iter().map(then)
    }

    /// Notes of the records of limits which keys they had.
    pub(super) fn with_former_keys(&self, limits: &mut [Limit]) {
        if self.records.formerly.is_empty() {
            return;
        }
        let schema = &self.program.schema;
        let kinds: FxHashMap<&str, RecordId> =
            schema.record_ids().map(|id| (schema.record(id).name.as_str(), id)).collect();
        for limiting in limits.iter_mut().flat_map(|limit| &mut limit.records) {
            let kind = kinds.get(limiting.record.as_str());
            let named = kind.map(|kind| (*kind, limiting.key.clone()));
            let keys = named.and_then(|named| self.renamed().keys.get(&named));
            limiting.formerly = keys.cloned().unwrap_or_default();
        }
    }

    fn renamed(&self) -> &Renamed {
        self.formers.get_or_init(|| {
            let mut all = Renamed::default();
            let schema = &self.program.schema;
            let read = schema.record_ids().filter(|id| *schema.kind(*id) == Kind::Read);
            for record in read.filter(|_| !self.records.formerly.is_empty()) {
                for row in 0..self.tables.of(record).rows as u32 {
                    let mut names = self.places().names(record, row);
                    if names.len() > 1 {
                        let then = names.split_off(1);
                        all.add(record, names.remove(0), then);
                    }
                }
            }
            all
        })
    }

    /// By what else earlier reports may know a verdict on these facts, where that is not what it is
    /// known by now.
    pub(super) fn formerly(&self, rule: usize, row: u32, facts: &[Fact]) -> report::Formerly {
        report::Formerly {
            fingerprints: self.fingerprint(rule, row).renamed(),
            evidence: self.former_evidence(facts),
        }
    }
}

/// A fact by what the record was called that it names.
fn renamed(fact: &Fact, called: &FxHashMap<String, String>) -> Fact {
    let mut fact = fact.clone();
    if let Some(then) = called.get(&fact.value.text) {
        fact.value.text.clone_from(then);
    }
    fact.path = path(&fact.path, called).unwrap_or(fact.path);
    fact
}

/// A path `value of KEY` by the former key.
fn path(path: &str, called: &FxHashMap<String, String>) -> Option<String> {
    let (whose, then) = path.match_indices(OF).find_map(|(at, _)| {
        let (whose, key) = path.split_at(at + OF.len());
        Some((whose, called.get(key)?))
    })?;
    Some(format!("{whose}{then}"))
}

const OF: &str = " of ";

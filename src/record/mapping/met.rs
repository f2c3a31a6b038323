//! What a mapping met in its files: paths that find nothing are mistakes, those that find some are
//! told with counts.

use std::collections::{BTreeMap, BTreeSet};

use super::Mapping;
use super::each::{Passed, Path};
use super::left::LeftOut;
use super::made::{How, Made};
use super::plan::{FieldPlan, Plan, SlotPath, Watched, value_at};
use crate::diagnostic::Diagnostic;
use crate::record::error::{Problem, did_you_mean};
use crate::record::problems::{Problems, grouped};
use crate::record::raw::{Fork, Form, Raw, both};
use crate::record::rows::Rows;
use crate::source::{FileId, Span};
use crate::ty::{FieldId, RecordId, RecordKind, Schema};

/// From how many records names are kept, and how many names.
const RECORDS: u64 = 20;
const NAMES: usize = 500;

/// What a mapping met in a file, or a part of it.
#[derive(Clone, Default, Debug)]
pub(in crate::record) struct Met {
    /// Records.
    rows: u64,
    /// By column or path that the mapping names: the records without it.
    absent: Vec<u64>,
    /// By column that it leaves out: the records with it.
    spared: Vec<u64>,
    /// The paths that the first records have.
    names: BTreeSet<String>,
    /// The columns of a table, in their order.
    columns: Vec<String>,
    pub(in crate::record) each: Passed,
    /// Rows that were left out.
    pub(in crate::record) left: LeftOut,
    /// By kind of list member, as the file has it beside a mapping: what its members have.
    members: BTreeMap<RecordId, Members>,
    /// By slot that is the first of several: the records that take each, and those that have none.
    taken: BTreeMap<usize, Vec<u64>>,
    /// By kind of list member of which the mapping says where its facts stand.
    pub(in crate::record) inner: BTreeMap<RecordId, Met>,
}

/// What the members of lists have of their kind's fields.
#[derive(Clone, Default, Debug)]
struct Members {
    all: u64,
    /// Those with none of the fields.
    strange: u64,
    /// What the strange ones have instead.
    names: BTreeSet<String>,
}

/// Why a path cannot be followed in a record.
pub(in crate::record) enum Obstacle<'r, 'a> {
    /// A text, number or list stands where a map should be.
    Blocked(&'r Raw<'a>),
    /// It leads to two values.
    Fork(Fork<'r, 'a>),
}

impl Met {
    /// Counts what rows have; gives what stands in the way of a path.
    pub(in crate::record) fn look<'r, 'a>(
        &mut self,
        plan: &Plan,
        rows: Rows<'r, 'a>,
        mut wrong: impl FnMut(Obstacle<'r, 'a>, &Watched),
    ) {
        self.absent.resize(plan.watched.len(), 0);
        self.spared.resize(plan.spared.len(), 0);
        for (slots, _) in rows.iter() {
            self.rows += 1;
            for (watched, absent) in plan.watched.iter().zip(&mut self.absent) {
                let place = &watched.place;
                let head = slots.get(place.slot).and_then(Option::as_ref);
                // What nobody needs is not read any deeper.
                let skimmed = plan.slots.get(place.slot).is_none_or(|slot| !slot.wanted);
                if !skimmed && let Some(fork) = forked(slots, place) {
                    wrong(Obstacle::Fork(fork), watched);
                }
                match head {
                    _ if value_at(slots, place).is_some() => {}
                    Some(_) if skimmed => {}
                    Some(head) => {
                        *absent += 1;
                        if let Some(raw) = barrier(head, &place.below) {
                            wrong(Obstacle::Blocked(raw), watched);
                        }
                    }
                    None => *absent += 1,
                }
            }
            for (slot, spared) in plan.spared.iter().zip(&mut self.spared) {
                *spared += u64::from(slots.get(*slot).is_some_and(Option::is_some));
            }
        }
    }

    /// Counts which of so many alternatives a record takes.
    pub(in crate::record) fn take(&mut self, slot: usize, taken: Option<usize>, of: usize) {
        let counts = self.taken.entry(slot).or_insert_with(|| vec![0; of + 1]);
        counts.get_mut(taken.unwrap_or(of)).into_iter().for_each(|count| *count += 1);
    }

    /// Counts a member of a list in a foreign record; `known`: it has a field of its kind.
    pub(in crate::record) fn member(&mut self, kind: RecordId, raw: &Raw, known: bool) {
        let members = self.members.entry(kind).or_default();
        members.all += 1;
        members.strange += u64::from(!known);
        if let (Form::Map(pairs), false) = (&raw.form, known) {
            let room = NAMES.saturating_sub(members.names.len());
            let names = pairs.iter().filter_map(|pair| pair.key.text()).take(room);
            members.names.extend(names.map(str::to_owned));
        }
    }

    /// Whether the names of one more record are wanted.
    pub(in crate::record) fn wants_names(&self) -> bool {
        self.rows < RECORDS
    }

    /// Keeps the paths of a record, to tell what a path that finds nothing may mean.
    pub(in crate::record) fn keep_names(&mut self, record: &Raw) {
        self.keep_below(record, "", 0);
    }

    fn keep_below(&mut self, raw: &Raw, above: &str, depth: usize) {
        let Form::Map(members) = &raw.form else { return };
        for member in members {
            let Some(name) = member.key.text() else { continue };
            if self.names.len() >= NAMES || depth > 4 {
                return;
            }
            let path = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
            self.keep_below(&member.value, &path, depth + 1);
            self.names.insert(path);
        }
    }

    /// Keeps the names of a table's columns.
    pub(in crate::record) fn keep_columns<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.columns.extend(names.map(str::to_owned));
    }

    /// The names that were kept and nothing is read from.
    pub(in crate::record) fn unread(&self, plan: &Plan) -> Vec<String> {
        let above = |name: &str, path: &str| {
            path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let named = plan.watched.iter().map(|watched| watched.name.text.trim_start_matches('^'));
        let named = named.map(|path| path.trim_start_matches('.').split('[').next());
        let named: Vec<&str> = named.flatten().collect();
        let is_read = |name: &str| {
            let slot = plan.slot(name).filter(|slot| !plan.spared.contains(slot));
            let read = plan.fields.iter().flatten().flat_map(FieldPlan::places);
            let read = read.filter_map(|place| plan.path(place));
            let mut paths = read.chain(named.iter().map(|path| (*path).to_owned()));
            slot.is_some()
                || paths.any(|path| above(name, &path) || !plan.flat && above(&path, name))
        };
        self.columns.iter().chain(&self.names).filter(|name| !is_read(name)).cloned().collect()
    }

    /// Adds what was met in another part of the file, or in another file of the same mapping.
    pub(in crate::record) fn append(&mut self, other: Met) {
        self.rows += other.rows;
        add(&mut self.absent, other.absent);
        add(&mut self.spared, other.spared);
        let room = NAMES.saturating_sub(self.names.len());
        self.names.extend(other.names.into_iter().take(room));
        self.each.append(other.each);
        self.left.append(other.left);
        for (slot, more) in other.taken {
            add(self.taken.entry(slot).or_default(), more);
        }
        for (kind, more) in other.inner {
            self.inner.entry(kind).or_default().append(more);
        }
        for (kind, more) in other.members {
            let members = self.members.entry(kind).or_default();
            (members.all, members.strange) =
                (members.all + more.all, members.strange + more.strange);
            let room = NAMES.saturating_sub(members.names.len());
            members.names.extend(more.names.into_iter().take(room));
        }
    }

    /// Tells what was met in the files of one mapping; `file` is what they go by, `files` those whose
    /// missing fields it may have told already.
    pub(in crate::record) fn tell(
        &self,
        schema: &Schema,
        mapping: &Mapping,
        plan: &Plan,
        (file, files): (&str, &[FileId]),
        problems: &mut Problems,
    ) {
        let mut some: Vec<(Span, String)> = Vec::new();
        if let Some(each) = &mapping.each {
            let path = Path::new(&each.text);
            if self.each.found == 0
                && let Some((why, help)) = self.nothing(&path)
            {
                let problem = Problem::NothingAt { file: file.to_owned(), why, help };
                return problems.add_at(problem, each.span);
            }
            some.extend(self.passed_over(&path).map(|text| (each.span, text)));
        }
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (watched, absent) in plan.watched.iter().zip(&self.absent) {
            let name = watched.name.text.as_str();
            if *absent == 0 || !told.insert(name) {
                continue;
            }
            if *absent == self.rows {
                let names = || self.names.iter().map(String::as_str);
                let said = plan.names_of(watched);
                let help = said.into_iter().find_map(|name| did_you_mean(name, names()));
                let (name, file) = (name.to_owned(), file.to_owned());
                problems.add_at(Problem::NoColumn { name, file, help }, watched.name.span);
                let fields = plan.fields.iter().zip(0..);
                fields
                    .filter(|(field, _)| {
                        field.as_ref().is_some_and(|f| plan.rests_on(&f.from, &watched.place))
                    })
                    .for_each(|(_, i)| problems.drop_missing(files, (plan.record, FieldId(i))));
            } else if !watched.sparse {
                let text =
                    format!("{} of {} have no `{name}`", grouped(*absent), grouped(self.rows));
                some.push((watched.name.span, text));
            }
        }
        self.tell_taken(mapping, plan, &mut some);
        self.tell_members(schema, mapping, file, problems, &mut some);
        for (slot, spared) in plan.spared.iter().zip(&self.spared).filter(|(_, n)| **n > 0) {
            let name = plan.slots.get(*slot).map_or("", |slot| slot.name.as_str());
            let (spared, rows) = (grouped(*spared), grouped(self.rows));
            some.push((
                mapping.span,
                format!("{spared} of {rows} have `{name}`, which is not read"),
            ));
        }
        some.extend(self.left.told(mapping.rows.as_ref(), mapping.span, !problems.broken_off));
        if !some.is_empty() {
            problems.note(found_some(file, &some));
        }
    }

    /// Tells which alternatives were taken, unless it was the first of them throughout.
    fn tell_taken(&self, mapping: &Mapping, plan: &Plan, some: &mut Vec<(Span, String)>) {
        for (slot, counts) in &self.taken {
            let made = plan.made.iter().find(|made| made.slot == *slot);
            let Some(Made { how: How::First(places), name, .. }) = made else { continue };
            if counts.iter().skip(1).all(|count| *count == 0) {
                continue;
            }
            let told =
                places.iter().zip(counts).map(|((_, name), count)| (format!("`{name}`"), count));
            // What a record without any of them lacks is told of it otherwise, where files have paths.
            let none = counts.last().filter(|none| plan.flat && **none > 0);
            let told = told.chain(none.map(|none| ("none of them".to_owned(), none)));
            let told: Vec<String> =
                told.map(|(name, count)| format!("{} from {name}", grouped(*count))).collect();
            let watched = plan.watched.iter().find(|watched| watched.name.text == *name);
            let span = watched.map_or(mapping.span, |watched| watched.name.span);
            some.push((span, format!("it is read {}", told.join(", "))));
        }
    }

    /// Tells of lists whose members have nothing that is read.
    fn tell_members(
        &self,
        schema: &Schema,
        mapping: &Mapping,
        file: &str,
        problems: &mut Problems,
        some: &mut Vec<(Span, String)>,
    ) {
        for (kind, members) in self.members.iter().filter(|(_, members)| members.strange > 0) {
            let kind = schema.record(*kind);
            let list = kind.parent.map(|(owner, list)| schema.field(owner, list));
            let list = list.map_or("", |list| list.name.as_str());
            let told = mapping.fields.iter().find(|source| source.field.text == list);
            let span = told.and_then(|source| source.from.span()).unwrap_or(mapping.span);
            if members.strange == members.all {
                let (list, file, help) = (list.to_owned(), file.to_owned(), members.meant(kind));
                problems.add_at(Problem::NoMember { list, file, help: Some(help) }, span);
            } else {
                let (strange, all) = (grouped(members.strange), grouped(members.all));
                some.push((
                    span,
                    format!("{strange} of {all} members of `{list}` have none of its fields"),
                ));
            }
        }
    }

    /// Why `each` found no record, and what may be meant: the step that nobody has. `None` where
    /// lists are merely empty.
    fn nothing(&self, path: &Path) -> Option<(String, Option<String>)> {
        let at =
            self.each.steps.iter().position(|(present, absent)| *present == 0 && *absent > 0)?;
        let name = path.steps().get(at)?;
        let why = match at.checked_sub(1).and_then(|above| path.steps().get(above)) {
            _ if self.each.names.contains(*name) => format!("its `{name}` holds nothing"),
            Some(above) => format!("no `{above}` has `{name}`"),
            None => format!("it has no `{name}`"),
        };
        let names = self.each.names.iter().map(String::as_str).filter(|other| other != name);
        Some((why, did_you_mean(name, names)))
    }

    /// By step of `each` that some do not have: how many.
    fn passed_over(&self, path: &Path) -> impl Iterator<Item = String> {
        let steps = self.each.steps.iter().zip(path.steps()).filter(|((_, absent), _)| *absent > 0);
        steps.map(|((present, absent), name)| {
            let (absent, all) = (grouped(*absent), grouped(present + absent));
            format!("{absent} of {all} have no `{name}`, and are passed over")
        })
    }
}

impl Members {
    /// What their names may mean, or what they may be.
    fn meant(&self, kind: &RecordKind) -> String {
        let fields = || kind.fields.iter().map(|field| field.name.as_str());
        let near = self.names.iter().find_map(|name| did_you_mean(name, fields()));
        near.unwrap_or_else(|| {
            let fields: Vec<_> = fields().map(|name| format!("`{name}`")).collect();
            format!("its fields are {}", fields.join(", "))
        })
    }
}

/// The note of what some records of a file do not have.
pub(in crate::record) fn found_some(file: &str, some: &[(Span, String)]) -> Diagnostic {
    let texts: Vec<&str> = some.iter().map(|(_, text)| text.as_str()).collect();
    let message = format!("of the records in `{file}`, {}", texts.join("; "));
    let mut labels = some.iter().map(|(span, _)| *span);
    let first = labels.next().unwrap_or(Span::new(crate::source::FileId(0), 0, 0));
    let note = Diagnostic::error("RW419", message, first, "").warning();
    labels.fold(note, |note, span| note.label(span, ""))
}

/// Where the path of a place leads to two values of a row.
fn forked<'r, 'a>(slots: &'r [Option<Raw<'a>>], place: &SlotPath) -> Option<Fork<'r, 'a>> {
    if place.below.is_empty() {
        return None;
    }
    let head = slots.get(place.slot)?.as_ref()?;
    let spelled = place.whole.and_then(|whole| slots.get(whole)?.as_ref());
    let two = spelled.zip(head.descend(&place.below));
    two.and_then(|(whole, deep)| both(whole, deep)).or_else(|| head.fork(&place.below))
}

/// What stands in the way of a path: a text, number or list where a map should be.
fn barrier<'r, 'a>(raw: &'r Raw<'a>, path: &str) -> Option<&'r Raw<'a>> {
    match &raw.form {
        Form::Map(_) => {
            let (head, rest) = path.split_once('.')?;
            barrier(raw.member(head)?, rest)
        }
        _ if raw.is_empty() => None,
        Form::Scalar(_) | Form::Quoted(_) | Form::Typed(..) | Form::List(_) | Form::Null => {
            Some(raw)
        }
    }
}

fn add(sums: &mut Vec<u64>, more: Vec<u64>) {
    sums.resize(sums.len().max(more.len()), 0);
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

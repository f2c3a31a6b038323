//! Rows into growing tables: what readers of rows and `document` call, whole files and chunks of
//! them alike.

use std::borrow::Cow;

use super::decode::cell::push_cell;
use super::decode::sourced::{self, Fact};
use super::decode::{Currencies, Decoder};
use super::error::{Problem, expected};
use super::growing::TableBuilder;
use super::growing::column::ColumnBuilder;
use super::mapping::met::{Met, Obstacle};
use super::mapping::plan::Plan;
use super::mapping::plan::value_at;
use super::mapping::selection::Keyed;
use super::nothing::{says_nothing, takes_word};
use super::origin::Origin;
use super::problems::Problems;
use super::raw::{Fork, Form, Raw};
use super::renamed::Renamed;
use super::rows::Rows;
use crate::source::Place;
use crate::ty::{FieldId, RecordId, Schema, Ty};
use crate::value::{Codes, key, text};

/// The tables that one file, or one chunk of it, gives.
pub(super) struct Part<'s> {
    pub(super) schema: &'s Schema,
    pub(super) origin: Origin,
    plans: &'s [Plan],
    pub(super) tables: Vec<TableBuilder>,
    pub(super) problems: Problems,
    /// What the mapping met, where there is one.
    pub(super) met: Met,
    /// What is told with a name that is no field.
    pub(super) renamed: Renamed,
    /// The keys of its rows, where those alone are looked at.
    pub(super) keyed: Vec<Keyed>,
    currencies: Currencies,
}

/// What a row says of one part of its key.
fn key_part<'r, 'a>(
    plan: &Plan,
    field: FieldId,
    slots: &'r [Option<Raw<'a>>],
) -> Option<&'r Raw<'a>> {
    value_at(slots, &plan.fields.get(field.0 as usize)?.as_ref()?.from)
}

/// How the places of a row are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// The start alone; the row is read again when a place is asked for.
    Start,
    /// Every value's span.
    Spans,
}

impl<'s> Part<'s> {
    pub(super) fn new(schema: &'s Schema, origin: Origin, plans: &'s [Plan]) -> Part<'s> {
        let tables = plans.iter().map(|plan| TableBuilder::new(schema, plan)).collect();
        Part {
            schema,
            origin,
            plans,
            tables,
            problems: Problems::default(),
            met: Met::default(),
            renamed: Renamed::default(),
            keyed: Vec::new(),
            currencies: Currencies::default(),
        }
    }

    pub(super) fn plan(&self, record: RecordId) -> &'s Plan {
        // INVARIANT: there is a plan for every record kind of the schema.
        &self.plans[record.0 as usize]
    }

    pub(super) fn problem(&mut self, problem: Problem, start: usize, end: usize) {
        self.problems.add_at(problem, self.place(start, end));
    }

    /// Reports a key that stands twice.
    pub(super) fn twice(&mut self, first: &Raw, again: &Raw) {
        let name = again.text().unwrap_or_default().to_owned();
        let first = Some(self.place(first.start, first.end));
        self.problem(Problem::DuplicateField { name, first }, again.start, again.end);
    }

    /// Where in the file its counting starts.
    pub(super) fn base(&self) -> usize {
        self.origin.base()
    }

    /// Where the numbers `start..end` stand.
    pub(super) fn place(&self, start: usize, end: usize) -> Place {
        self.origin.place(start, end)
    }

    /// Appends rows, column by column.
    pub(super) fn push(
        &mut self,
        record: RecordId,
        rows: Rows<'_, '_>,
        parent: Option<u32>,
        keep: Keep,
    ) {
        self.push_but(record, rows, (parent, keep), &[]);
    }

    /// The same, but for the fields whose columns have the rows already.
    pub(super) fn push_but(
        &mut self,
        record: RecordId,
        rows: Rows<'_, '_>,
        to: (Option<u32>, Keep),
        done: &[bool],
    ) {
        let plan = self.plan(record);
        match &plan.selection {
            Some(selection) => self.push_selected(plan, selection, rows, to),
            None => self.push_all(plan, rows, to, done),
        }
    }

    /// Appends all of the rows, but for the fields whose columns have them already.
    pub(super) fn push_all(
        &mut self,
        plan: &Plan,
        rows: Rows<'_, '_>,
        (parent, keep): (Option<u32>, Keep),
        done: &[bool],
    ) {
        let (record, kind) = (plan.record, self.schema.record(plan.record));
        let filled = (!plan.made.is_empty()).then(|| self.filled(plan, rows));
        let rows = filled.as_ref().map_or(rows, |slots| rows.with(slots));
        if !plan.watched.is_empty() && !plan.flat {
            self.look(plan, rows);
        }
        for (i, field) in kind.fields.iter().enumerate() {
            // INVARIANT: a plan's `wanted` and `fields` are made for every field of its kind.
            if !plan.wanted[i] || done.get(i) == Some(&true) {
                continue;
            }
            self.problems.column = Some((record, FieldId(i as u32)));
            match field.ty {
                Ty::List(child) => self.push_lists(plan, i, child, rows),
                _ => self.push_column(plan, i, rows),
            }
        }
        self.problems.column = None;
        self.renamed.forget(record);
        for (slots, at) in rows.iter() {
            self.finish_row(plan, slots, at, parent, keep);
        }
    }

    /// Whether the names of a record are to be kept: of the first of a file, so that they do not
    /// depend on how it is read.
    pub(super) fn wants_names(&self, plan: &Plan) -> bool {
        let met = match plan.inner {
            true => self.met.inner.get(&plan.record),
            false => Some(&self.met),
        };
        let wanted = met.is_none_or(Met::wants_names);
        !plan.watched.is_empty() && self.origin.base() <= 3 && wanted
    }

    /// What the mapping meets in records of a plan.
    pub(super) fn met_of(&mut self, plan: &Plan) -> &mut Met {
        match plan.inner {
            true => self.met.inner.entry(plan.record).or_default(),
            false => &mut self.met,
        }
    }

    /// Counts what the mapping meets in rows, and reports the paths that cannot be followed.
    fn look(&mut self, plan: &Plan, rows: Rows<'_, '_>) {
        let mut met = std::mem::take(self.met_of(plan));
        // Several paths may go by one key that stands twice.
        let mut told = Vec::new();
        met.look(plan, rows, |obstacle, watched| match obstacle {
            Obstacle::Blocked(raw) => {
                let expected = format!("a map, as `{}` says,", watched.name.text);
                self.problem(Problem::Shape { expected }, raw.start, raw.end);
            }
            Obstacle::Fork(Fork::Twice(_, again)) if told.contains(&again.start) => {}
            Obstacle::Fork(Fork::Twice(first, again)) => {
                told.push(again.start);
                self.twice(first, again);
            }
            Obstacle::Fork(Fork::Both(deep)) => {
                let path = &watched.name.text;
                let what = format!("`{path}` stands here, and otherwise under its name with dots");
                self.problem(Problem::Contradiction { what }, deep.start, deep.end);
            }
        });
        *self.met_of(plan) = met;
    }

    /// Appends one field of all rows to its column.
    fn push_column(&mut self, plan: &Plan, i: usize, rows: Rows<'_, '_>) {
        let kind = self.schema.record(plan.record);
        // INVARIANT: tables are made for every record kind of the schema.
        let (table, field) = (&mut self.tables[plan.record.0 as usize], &kind.fields[i]);
        let (Some(Some(column)), Some(statements)) =
            (table.columns.get_mut(i), table.statements.get_mut(i))
        else {
            return;
        };
        let mut decoder = Decoder {
            schema: self.schema,
            kind: &kind.name,
            field,
            origin: self.origin,
            problems: &mut self.problems,
            currencies: &mut self.currencies,
            written: plan.fields[i].as_ref().and_then(|f| f.written).unwrap_or(plan.written),
        };
        let Some(source) = &plan.fields[i] else {
            return rows.iter().for_each(|(_, at)| decoder.again().push_absent(at.0, column));
        };
        for (row, (slots, at)) in (table.rows as u32..).zip(rows.iter()) {
            let decoder = decoder.again();
            match value_at(slots, &source.from) {
                Some(raw) if sourced::is_told(raw, &kind.key, FieldId(i as u32)) => {
                    sourced::push(decoder, Fact { row, source, slots }, raw, column, statements);
                }
                Some(raw) => push_cell(decoder, source, raw, slots, column),
                None if self.renamed.has(plan.record, FieldId(i as u32), at.0) => {
                    decoder.push_missing(None, column);
                }
                None => decoder.push_absent(at.0, column),
            }
        }
    }

    /// Appends the lists that stand in one field of all rows.
    fn push_lists(&mut self, plan: &Plan, i: usize, child: RecordId, rows: Rows<'_, '_>) {
        let (kind, at) = (self.schema.record(plan.record), plan.record.0 as usize);
        let source = plan.fields[i].as_ref();
        for (row, (slots, place)) in (self.tables[at].rows as u32..).zip(rows.iter()) {
            let raw = source.and_then(|f| value_at(slots, &f.from));
            let told = || self.renamed.has(plan.record, FieldId(i as u32), place.0);
            if raw.is_none() && !kind.fields[i].optional && !told() {
                let (kind, field) = (kind.name.clone(), kind.fields[i].name.clone());
                let place = self.origin.record(place.0);
                self.problems.add_at(Problem::Missing { kind, field }, place);
            }
            let members = self.push_list(child, raw, row);
            if members == Codes::UNKNOWN {
                self.push_unseen(child, row, place.0);
            }
            if let Some(Some(column)) = self.tables[at].columns.get_mut(i) {
                column.push_code(members);
            }
        }
    }

    fn finish_row(
        &mut self,
        plan: &Plan,
        slots: &[Option<Raw<'_>>],
        at: (usize, usize),
        parent: Option<u32>,
        keep: Keep,
    ) {
        let kind = self.schema.record(plan.record);
        let key = self.key(plan, &kind.key, slots);
        self.judge_key(plan, &key, slots);
        self.take_former_keys(plan, slots);
        let base = self.origin.base();
        let table = &mut self.tables[plan.record.0 as usize];
        table.keys.push(Some(&key));
        table.count_row(parent, false);
        if keep == Keep::Start || !self.origin.is_text() {
            return table.trace.push_start(base + at.0);
        }
        let spans = plan.fields.iter().map(|f| {
            let raw = f.as_ref().and_then(|f| value_at(slots, &f.from))?;
            Some((base + raw.start, base + raw.end))
        });
        table.trace.push_spans((base + at.0, base + at.1), spans);
    }

    /// The key of a row: its only part as it stands, or several as one text.
    pub(super) fn key<'r>(
        &self,
        plan: &'r Plan,
        key: &[FieldId],
        slots: &'r [Option<Raw<'_>>],
    ) -> Cow<'r, str> {
        let part = |field: &FieldId| {
            let source = plan.fields.get(field.0 as usize)?.as_ref()?;
            let raw = value_at(slots, &source.from)?;
            source.stands_for(raw).or_else(|| raw.text())
        };
        match key {
            [one] => Cow::Borrowed(part(one).unwrap_or_default()),
            many => {
                let parts: Vec<_> = many
                    .iter()
                    .map(|field| {
                        self.same_key(plan.record, *field, part(field).unwrap_or_default())
                    })
                    .collect();
                Cow::Owned(key::join(parts.iter().map(AsRef::as_ref)))
            }
        }
    }

    /// A part of a key; one that refers to a record whose own key has several, as that is spelled.
    fn same_key<'r>(&self, record: RecordId, field: FieldId, part: &'r str) -> Cow<'r, str> {
        match self.schema.field(record, field).ty {
            Ty::Record(target) if self.schema.record(target).key.len() > 1 => key::written(part),
            _ => Cow::Borrowed(part),
        }
    }

    /// Refuses a key that cannot be told from another, or from saying nothing.
    fn judge_key(&mut self, plan: &Plan, key: &str, slots: &[Option<Raw<'_>>]) {
        if let Some(unseen) = text::invisible(key) {
            let has = |raw: &&Raw| raw.text().is_some_and(|part| part.contains(unseen));
            let kind = self.schema.record(plan.record);
            let mut parts = kind.key.iter().filter_map(|field| key_part(plan, *field, slots));
            if let Some(raw) = parts.find(has) {
                let problem = Problem::Unseen { key: key.to_owned(), unseen };
                self.problem(problem, raw.start, raw.end);
            }
        }
        for field in &self.schema.record(plan.record).key {
            let Some(raw) = key_part(plan, *field, slots) else { continue };
            let word = raw.text().filter(|text| says_nothing(text));
            if let Some(word) = word
                && self.schema.field(plan.record, *field).ty == Ty::Text
            {
                let (kind, word) = (self.schema.record(plan.record).name.clone(), word.to_owned());
                self.problem(Problem::WordAsKey { kind, word }, raw.start, raw.end);
            }
        }
    }

    /// Appends the members of a list to its table; gives their number, or that it is not given.
    fn push_list(&mut self, child: RecordId, raw: Option<&Raw>, parent: u32) -> u32 {
        let Some(raw) = raw.filter(|r| !r.is_empty()) else { return Codes::UNKNOWN };
        let listed = sourced::listed_sources(self.schema, child, raw);
        let members = match (&listed, &raw.form) {
            (Some(listed), _) => listed,
            (None, Form::List(members)) => members,
            (None, _) => {
                if !raw.text().is_some_and(says_nothing) {
                    let expected = "a list".to_owned();
                    self.problem(Problem::Shape { expected }, raw.start, raw.end);
                }
                return Codes::UNKNOWN;
            }
        };
        for (i, member) in members.iter().enumerate() {
            match self.empty_member(child, member, i + 1) {
                Some(problem) => self.problem(problem, member.start, member.end),
                None => self.push_member(child, member, parent),
            }
        }
        members.len() as u32
    }

    /// What to say of a member that tells nothing: that it is missing, as if it were a field,
    /// would speak of a field that nobody sees.
    fn empty_member(&self, child: RecordId, member: &Raw, place: usize) -> Option<Problem> {
        let kind = self.schema.record(child);
        let field = kind.fields.first().filter(|field| kind.scalar && !field.optional)?;
        let word = |text| says_nothing(text) && !takes_word(self.schema, field.ty, text);
        if !member.is_empty() && !member.text().is_some_and(word) {
            return None;
        }
        let (owner, list) = kind.parent?;
        let list = self.schema.record(owner).fields.get(list.0 as usize)?.name.clone();
        Some(Problem::EmptyMember { list, place, expected: expected(field.ty).to_owned() })
    }

    /// Appends the row that stands for all the members of a list that is not given, and those that
    /// stand for the lists in them. Their record starts at a byte.
    fn push_unseen(&mut self, child: RecordId, parent: u32, at: usize) {
        let (plan, kind) = (self.plan(child), self.schema.record(child));
        // INVARIANT: tables and plans are made for every record kind of the schema.
        let table = &mut self.tables[child.0 as usize];
        let row = table.rows as u32;
        for (column, field) in table.columns.iter_mut().zip(&kind.fields) {
            match column {
                Some(ColumnBuilder::Quantity(q)) => q.push_bounds(field.bounds.lo, field.bounds.hi),
                Some(column) => column.push_unknown(),
                None => {}
            }
        }
        table.keys.push(Some(""));
        table.count_row(Some(parent), true);
        table.trace.push_start(self.origin.base() + at);
        for (field, wanted) in kind.fields.iter().zip(&plan.wanted) {
            if let (Ty::List(inner), true) = (field.ty, wanted) {
                self.push_unseen(inner, row, at);
            }
        }
    }

    fn push_member(&mut self, child: RecordId, member: &Raw, parent: u32) {
        if self.schema.record(child).scalar {
            let at = (member.start, member.end);
            let slots = [Some(member.clone())];
            self.push(child, Rows::one(&slots, &at), Some(parent), Keep::Spans);
        } else {
            self.push_map(child, member, None, Some(parent), Keep::Spans);
        }
    }

    /// Appends a record that was read as a map; `key` is the key it stands under, if any.
    pub(super) fn push_map<'a>(
        &mut self,
        record: RecordId,
        raw: &Raw<'a>,
        key: Option<&Raw<'a>>,
        parent: Option<u32>,
        keep: Keep,
    ) {
        self.push_below(record, raw, (key, parent, keep), &[]);
    }

    /// The same of one to which those maps lead, the outermost first.
    pub(super) fn push_below<'a>(
        &mut self,
        record: RecordId,
        raw: &Raw<'a>,
        (key, parent, keep): (Option<&Raw<'a>>, Option<u32>, Keep),
        above: &[&Raw<'a>],
    ) {
        let plan = self.plan(record);
        let kind = self.schema.record(record);
        let mut slots: Vec<Option<Raw>> = vec![None; plan.slots.len()];
        let Form::Map(members) = &raw.form else {
            let expected = format!("a {} as `field: value` pairs", kind.name);
            return self.problem(Problem::Shape { expected }, raw.start, raw.end);
        };
        if self.wants_names(plan) {
            self.met_of(plan).keep_names(raw);
        }
        self.fill_above(plan, &mut slots, above);
        if let (Some(key), [FieldId(field)]) = (key, kind.key.as_slice())
            && let Some(Some(from)) = plan.fields.get(*field as usize)
            && let Some(slot) = slots.get_mut(from.from.slot)
        {
            *slot = Some(key.clone());
        }
        let mut strange = Vec::new();
        for member in members {
            let (start, end) = (member.key.start, member.key.end);
            let name = member.key.text().unwrap_or_default();
            match plan.slot(name) {
                Some(slot) => match &slots[slot] {
                    None => slots[slot] = Some(member.value.clone()),
                    Some(first) => {
                        let first = Some(self.place(first.start, first.end));
                        let name = name.to_owned();
                        self.problem(Problem::DuplicateField { name, first }, start, end);
                    }
                },
                None if plan.foreign => {}
                None => strange.push(member.key.clone()),
            }
        }
        if !strange.is_empty() {
            let given = |slot: usize| slots.get(slot).is_some_and(Option::is_some);
            self.tell_strange(plan, &strange, given, Some(raw.start));
        }
        if plan.foreign && parent.is_some() && !plan.inner {
            self.met.member(record, raw, slots.iter().any(Option::is_some));
        }
        self.push(record, Rows::one(&slots, &(raw.start, raw.end)), parent, keep);
    }
}

//! Cells to places, values to text.

use crate::eval::scenario::Told;
use crate::ir::{self, Program, Rule};
use crate::outcome::{self, Among, Cell, Cited, OrElse, Part};
use crate::record::{Records, Tables};
use crate::report::{Explanation, Fact, FactSource, Made, MissingFact, Place, Subject, Value, Why};
use crate::source::{self, FileId, Sources, Span, Spot};
use crate::ty::{FieldId, Format, RecordId, Ty, apart, exact, measured, rounded};
use crate::value::{Scalar, Tri, key};

use super::found::Found;

/// What names things: where cells stand, and how values print.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) sources: &'a Sources,
    pub(super) program: &'a Program,
    pub(super) records: &'a Records,
    /// The records as a scenario changes them, and what is made of them.
    pub(super) tables: &'a Tables,
    /// The scenario that changed the records.
    pub(super) scenario: Option<&'a Told>,
    /// The places found so far.
    pub(super) found: &'a Found,
}

/// How many missing facts are told of one verdict in a report of many.
const MISSING: usize = 20;

/// How many files are named that several facts stand in.
const FILES: usize = 3;

/// How many facts are looked at to find what leaves one in doubt.
const DOUBTS: usize = 64;

/// Where something stands, by the name of its file.
pub(super) fn standing(sources: &Sources, place: impl Into<source::Place>) -> Place {
    let place = place.into();
    Place::of(sources.file(place.file()).called.to_string(), sources.spot(place))
}

impl Places<'_> {
    pub(super) fn at(self, place: impl Into<source::Place>) -> Place {
        standing(self.sources, place)
    }

    fn standing(self, file: FileId, spot: Spot) -> Place {
        Place::of(self.name(file), spot)
    }

    fn name(self, file: FileId) -> String {
        self.sources.file(file).called.to_string()
    }

    pub(super) fn amendments(self, rule: &ir::Rule) -> Vec<Place> {
        rule.amended.iter().map(|amended| self.at(amended.span)).collect()
    }

    pub(super) fn cell(self, cell: Cell) -> Option<Place> {
        if let Some((told, span)) = self.scenario.and_then(|told| Some((told, told.set_by(cell)?)))
        {
            return Some(self.set_by(told, span));
        }
        // What is made of records stands where they do.
        if let Some((record, row)) = self.tables.origin(cell.record, cell.row) {
            return self.cell(Cell { record, row, field: None });
        }
        let find = || {
            let place = self.records.place(self.sources, &self.program.schema, cell)?;
            Some((place.file(), self.sources.spot(place)))
        };
        self.found.get(cell, find).map(|(file, spot)| self.standing(file, spot))
    }

    /// The step that set something, as its place.
    fn set_by(self, told: &Told, step: Span) -> Place {
        let (file, at) = (self.name(step.file), self.sources.position(step));
        Place::set_by(told.name.to_string(), file, at)
    }

    pub(super) fn key(self, record: RecordId, row: u32) -> String {
        let (table, key) = (self.tables.of(record), self.tables.key(record, row));
        match (self.program.schema.record(record).parent, table.parents.get(row as usize)) {
            // A member of a list goes by the record that holds it.
            (Some((holder, _)), Some(parent)) if key.is_empty() => self.key(holder, *parent),
            _ => key.to_owned(),
        }
    }

    /// The parts of a key: of what its kind declares, of a group its keys, of a walk its parties.
    pub(super) fn key_parts(self, record: RecordId, row: u32) -> Vec<String> {
        let (table, key) = (self.tables.of(record), self.tables.key(record, row));
        let kind = self.program.schema.record(record);
        if let (Some((holder, _)), Some(parent), "") =
            (kind.parent, table.parents.get(row as usize), key)
        {
            return self.key_parts(holder, *parent);
        }
        match self.program.has_composite_key(record) {
            true => key::parts(key),
            false => vec![key.to_owned()],
        }
    }

    pub(super) fn subject(self, record: RecordId, row: u32) -> Subject {
        Subject {
            record: self.program.schema.record(record).name.clone(),
            key: self.key(record, row),
            name: self.named(record, row),
            place: self.cell(Cell { record, row, field: None }),
        }
    }

    /// What is told of a fact, where that is more than the bounds of its field say.
    pub(super) fn told_of(self, cell: Cell) -> Option<String> {
        let field = self.program.schema.field(cell.record, cell.field?);
        let value = self.tables.of(cell.record).column(cell.field?)?.get(cell.row as usize);
        (value != field.untold() && value != field.ty.unknown())
            .then(|| self.value(&value, field.ty))
    }

    pub(super) fn value(self, value: &Scalar, ty: Ty) -> String {
        exact(value, ty, &self.program.schema, &|record, row| self.key(record, row))
    }

    pub(super) fn rounded(self, value: &Scalar, ty: Ty) -> String {
        let keys = |record, row| self.key(record, row);
        rounded(value, ty, &self.program.schema, Format::default(), &keys)
    }

    /// A value that is computed, in words and in numbers.
    pub(super) fn computed(self, value: &Scalar, ty: Ty) -> Value {
        self.both(value, ty, false)
    }

    /// A fact by its field and its record: `value of acme-orders`.
    pub(super) fn name_of_fact(self, cell: Cell) -> String {
        let field = cell.field.map(|field| &self.program.schema.field(cell.record, field).name);
        match (field, self.key(cell.record, cell.row)) {
            (Some(field), key) if key.is_empty() => field.clone(),
            (Some(field), key) => format!("{field} of {key}"),
            (None, key) => key,
        }
    }

    /// A value that stands so in a record, or one that is computed, in words and in numbers.
    pub(super) fn both(self, value: &Scalar, ty: Ty, stands: bool) -> Value {
        let text = if stands { self.value(value, ty) } else { self.rounded(value, ty) };
        Value::new(text, measured(value, ty, &self.program.schema))
    }

    /// Two values of one sentence, which read differently where they differ.
    pub(super) fn apart(self, one: &Scalar, two: &Scalar, ty: Ty) -> [String; 2] {
        let keys = |record, row| self.key(record, row);
        let format = Format::default();
        apart([(one, ty, format), (two, ty, format)], &self.program.schema, &keys)
    }

    /// A fact, and what is made of it as the rule calls that.
    pub(super) fn fact(self, fact: &outcome::Fact, rule: Option<&Rule>) -> Fact {
        // What a scenario sets comes from no source, whatever the record's own are.
        let told = self.scenario.zip(fact.cell);
        let set = told.is_some_and(|(told, cell)| told.set_by(cell).is_some());
        let sources = fact.sources.iter().filter(|_| !set);
        let (list, files) = match fact.among {
            None => (None, Vec::new()),
            Some(Among::List(cell)) => (Some(cell), Vec::new()),
            Some(Among::Records(kind)) => (None, self.files_of(kind)),
        };
        Fact {
            path: fact.path.clone(),
            value: self.both(&fact.value, fact.ty, fact.cell.is_some()),
            place: fact.cell.or(list).and_then(|cell| self.cell(cell)),
            more_files: files.len().saturating_sub(FILES) as u64,
            files: files.into_iter().take(FILES).collect(),
            disputed: fact.disputed == Tri::True,
            contested: fact.disputed != Tri::False,
            sources: sources.map(|cited| self.source(cited, fact.ty)).collect(),
            of: fact.of.as_ref().map(|made| Made {
                name: made.name.to_string(),
                called: rule.and_then(|rule| rule.called(&made.name)).map(str::to_owned),
                value: self.both(&made.value, made.ty, false),
            }),
            taken_as: match &fact.or_else {
                Some(OrElse::Taken(value)) => Some(self.rounded(value, fact.ty)),
                _ => None,
            },
            instead_of: match &fact.or_else {
                Some(OrElse::InsteadOf(path)) => Some(path.clone()),
                _ => None,
            },
        }
    }

    /// The files whose records those of a kind are, or are made of.
    fn files_of(self, kind: RecordId) -> Vec<String> {
        let find = || {
            let mut files: Vec<FileId> = Vec::new();
            for ground in self.program.grounds(kind) {
                files.extend(self.records.files_of(ground));
            }
            files.sort_by(|a, b| self.sources.file(*a).called.cmp(&self.sources.file(*b).called));
            files.dedup();
            files.into()
        };
        let names = self.found.files(kind, find);
        names.iter().map(|file| self.sources.file(*file).called.to_string()).collect()
    }

    /// A source with what is told of it; `ty` is how to read what it says.
    fn source(self, cited: &Cited, ty: Ty) -> FactSource {
        let Cell { record, row, .. } = cited.source;
        let evidence = self.program.schema.evidence();
        let told = |field: Option<FieldId>| {
            let field = field?;
            let value = self.tables.of(record).column(field)?.get(row as usize);
            let ty = self.program.schema.field(record, field).ty;
            (value != ty.unknown()).then(|| self.value(&value, ty))
        };
        let (says, place) = match &cited.says {
            Some((value, place)) => (Some(self.value(value, ty)), Some(self.at(*place))),
            None => (None, self.cell(cited.source)),
        };
        FactSource {
            key: self.key(record, row),
            title: told(evidence.and_then(|e| e.title)),
            publisher: told(evidence.and_then(|e| e.publisher)),
            url: told(evidence.and_then(|e| e.url)),
            kind: told(evidence.and_then(|e| e.kind).map(|(kind, _)| kind)),
            date: told(evidence.and_then(|e| e.date)),
            says,
            outranked: cited.outranked,
            place,
        }
    }

    /// Missing facts; behind those that a scenario leaves in doubt, the facts that would tell.
    pub(super) fn all_missing(self, missing: &[outcome::Missing]) -> Vec<MissingFact> {
        let mut all: Vec<MissingFact> = Vec::new();
        for missing in missing {
            for fact in self.with_doubts(missing) {
                if !all.contains(&fact) {
                    all.push(fact);
                }
            }
        }
        all
    }

    /// The first of the facts that a verdict of many waits for, and how many more there are: who
    /// is to ask for them finds all among the requests.
    pub(super) fn first_missing(self, missing: &[outcome::Missing]) -> (Vec<MissingFact>, u64) {
        let (first, rest) = missing.split_at(missing.len().min(MISSING));
        (self.all_missing(first), rest.len() as u64)
    }

    fn with_doubts(self, missing: &outcome::Missing) -> Vec<MissingFact> {
        let mut facts = vec![self.missing(missing)];
        for (cell, doubt) in missing.cell.map(|cell| self.behind(cell)).unwrap_or_default() {
            // What belongs to a member of an aggregate says so already.
            let path = match doubt.path.contains(" of ") {
                true => doubt.path.clone(),
                false => format!("{} of {}", doubt.path, self.key(cell.record, cell.row)),
            };
            facts.push(MissingFact { path, ..self.missing(doubt) });
        }
        facts
    }

    /// What leaves a fact in doubt, with the fact that it leaves so; in a cascade doubts rest on
    /// doubts.
    pub(super) fn behind(&self, cell: Cell) -> Vec<(Cell, &outcome::Missing)> {
        let mut seen = vec![cell];
        let mut behind = Vec::new();
        let mut next = 0;
        while let Some(cell) = seen.get(next).copied().filter(|_| next < DOUBTS) {
            next += 1;
            for doubt in self.doubts(cell) {
                behind.push((cell, doubt));
                seen.extend(doubt.cell.filter(|cell| !seen.contains(cell)));
            }
        }
        behind
    }

    /// Whether a fact is open only because it is not known whether a scenario sets it: to ask for
    /// it is no use.
    pub(super) fn undecided(&self, cell: Cell) -> bool {
        self.scenario.is_some_and(|told| told.left_open_by(cell).is_some())
    }

    /// What would tell whether a scenario changes a fact, where that is not known.
    pub(super) fn doubts(&self, cell: Cell) -> &[outcome::Missing] {
        self.scenario.map_or(&[], |told| told.doubts(cell))
    }

    fn missing(self, missing: &outcome::Missing) -> MissingFact {
        let told = self.scenario.zip(missing.cell);
        let open = told.and_then(|(told, cell)| Some(self.set_by(told, told.left_open_by(cell)?)));
        MissingFact {
            path: missing.path.clone(),
            reason: match open {
                Some(_) => Why::Undecided,
                None => Why::Unknown(missing.reason.clone()),
            },
            place: open.or_else(|| missing.cell.and_then(|cell| self.cell(cell))),
        }
    }

    /// Facts print exactly as they stand, what is computed from them as a sentence would say it.
    /// What is told apart is numbered; what a rule has another name for has that beside it, but for
    /// facts, whose paths may be spelled alike.
    pub(super) fn explanation(
        self,
        tree: &outcome::Explanation,
        rule: Option<&Rule>,
        number: &dyn Fn(Part) -> u64,
    ) -> Explanation {
        let called = rule.filter(|_| tree.cell.is_none());
        Explanation {
            expression: tree.expression.to_string(),
            called: called.and_then(|rule| rule.called(&tree.expression)).map(str::to_owned),
            value: self.both(&tree.value, tree.ty, tree.cell.is_some()),
            reason: tree.reason.clone(),
            place: tree.cell.and_then(|cell| self.cell(cell)),
            more: tree.more,
            rest: tree.rest.as_ref().map(|rest| self.rounded(rest, tree.ty)),
            id: None,
            same_as: tree.told.map(number),
            children: tree
                .children
                .iter()
                .map(|child| self.explanation(child, rule, number))
                .collect(),
        }
    }
}

//! The problems of one run of reading, brought together by their causes: a column that is wrong in
//! every row is one diagnostic with a count and examples, not a million.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::error::{Problem, readable};
use super::looks::{Kind, Looks, Tally};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Place};
use crate::ty::{FieldId, RecordId};

/// How many diagnostics one read tells; the rest are counted.
pub const LIMIT: usize = 100;

/// How many problems of one cause, or different texts that have it, are told each by itself.
const FEW: usize = 10;

/// From how many rows on a column that is wrong in all of them is one mistake.
const ROWS: u64 = 3;

/// The field that is being read.
pub(super) type Column = (RecordId, FieldId);

/// The problems of one run, or of a part of it.
#[derive(Default, Debug)]
pub(super) struct Problems {
    causes: BTreeMap<Cause, Group>,
    /// Those that are mistakes: with one of them the records are not judged.
    pub(super) total: u64,
    /// Those that are only doubtful.
    doubts: u64,
    /// Those of these that would be mistakes if the manifest did not let what is wrong be unknown.
    pub(super) tolerated: u64,
    /// Whether records are missing because a file could not be read to its end: who refers to
    /// them is not to blame.
    pub(super) broken_off: bool,
    /// The column that is being read, as far as one is.
    pub(super) column: Option<Column>,
    notes: Vec<Diagnostic>,
}

/// What problems have in common that are told as one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Cause {
    file: FileId,
    code: &'static str,
    column: Option<Column>,
    word: String,
    /// What its values should be and look like, as far as they look like something.
    kind: Option<Kind>,
    /// Whether a manifest says that what is wrong so is unknown.
    tolerated: bool,
}

/// The problems of one cause.
#[derive(Debug, Default)]
struct Group {
    count: u64,
    /// The first in the text, in its order.
    first: Vec<(Place, Problem)>,
    /// By what they quote, the first of each and their number; `None` where those are many.
    texts: Texts,
    /// The column's name in the file and its number of rows, once that is known.
    column: Option<(String, u64)>,
    /// Whether the file was written by a machine, so that a column has one cause.
    uniform: bool,
    /// Whether it is a column that is written otherwise than it is read.
    misread: bool,
    /// How its values look.
    looks: Option<Tally>,
}

#[derive(Debug)]
struct Texts(Option<Vec<(Place, Problem, u64)>>);

impl Default for Texts {
    fn default() -> Texts {
        Texts(Some(Vec::new()))
    }
}

impl Problems {
    /// Adds a problem at its place.
    pub(super) fn add_at(&mut self, problem: Problem, place: impl Into<Place>) {
        self.add_looking(problem, place.into(), None, false);
    }

    /// Adds one of a value that looks as if a manifest could say how it is read; one that is
    /// `tolerated` is told, and no mistake.
    pub(super) fn add_looking(
        &mut self,
        problem: Problem,
        at: Place,
        looks: Option<Looks>,
        tolerated: bool,
    ) {
        self.tolerated += u64::from(tolerated);
        match tolerated || problem.is_doubt() {
            true => self.doubts += 1,
            false => self.total += 1,
        }
        self.broken_off |= !tolerated && problem.breaks_off();
        let looks = looks.map(|looks| Tally::of(looks, 1));
        let (code, word) = (problem.code(), problem.cause().to_owned());
        let kind = looks.as_ref().map(Tally::kind);
        let cause = Cause { file: at.file(), code, column: self.column, word, kind, tolerated };
        self.causes.entry(cause).or_default().add(at, problem, looks);
    }

    /// Drops that a column's values are missing in some files: why is told instead.
    pub(super) fn drop_missing(&mut self, files: &[FileId], column: Column) {
        let Problems { causes, total, .. } = self;
        causes.retain(|cause, group| {
            let is_one = cause.column == Some(column) && files.contains(&cause.file);
            let dropped = is_one && group.first.iter().all(|(_, problem)| problem.is_missing());
            *total -= if dropped { group.count } else { 0 };
            !dropped
        });
    }

    /// Adds what is to be told and is no mistake.
    pub(super) fn note(&mut self, note: Diagnostic) {
        self.notes.push(note);
    }

    /// Adds those of another part, in whatever order the parts come.
    pub(super) fn append(&mut self, other: Problems) {
        self.total += other.total;
        self.doubts += other.doubts;
        self.tolerated += other.tolerated;
        self.broken_off |= other.broken_off;
        self.notes.extend(other.notes);
        for (cause, group) in other.causes {
            self.causes.entry(cause).or_default().append(group);
        }
    }

    /// Names the columns of a file that was read: `about` gives a column's name in it and its
    /// number of rows. A `uniform` file was written by a machine.
    pub(super) fn settle(
        &mut self,
        file: FileId,
        uniform: bool,
        about: impl Fn(Column) -> Option<(String, u64)>,
    ) {
        if uniform {
            self.join_alike(file);
        }
        for (cause, group) in self.causes.iter_mut().filter(|(cause, _)| cause.file == file) {
            group.column = cause.column.and_then(&about);
            group.uniform = uniform;
            // A setting that does not fit the file is no cell that cannot be read.
            group.misread = cause.tolerated && group.is_misread();
            if group.misread {
                self.total += group.count;
                self.doubts -= group.count;
                self.tolerated -= group.count;
            }
        }
    }

    /// Makes one cause of what is wrong with values of a column that look alike, whatever it is.
    fn join_alike(&mut self, file: FileId) {
        let alike = |cause: &&Cause| cause.file == file && cause.kind.is_some();
        let alike: Vec<Cause> = self.causes.keys().filter(alike).cloned().collect();
        for cause in alike {
            if let Some(group) = self.causes.remove(&cause) {
                let cause = Cause { code: "", word: String::new(), ..cause };
                self.causes.entry(cause).or_default().append(group);
            }
        }
    }

    /// The diagnostics in the order of the text, the last of which says how many more there are.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut all: Vec<(u64, Diagnostic)> = self
            .causes
            .into_iter()
            .flat_map(|(cause, group)| {
                let tolerated = cause.tolerated && !group.misread;
                group.told(tolerated)
            })
            .collect();
        let place = |d: &Diagnostic| d.labels.first().map(|label| label.place);
        // Mistakes are told before doubts where there are too many.
        all.sort_by_key(|(_, diagnostic)| (Reverse(diagnostic.level), place(diagnostic)));
        all.truncate(LIMIT);
        all.sort_by_key(|(_, diagnostic)| place(diagnostic));
        let told: u64 = all.iter().map(|(count, _)| count).sum();
        let mut all: Vec<Diagnostic> = all.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        let more = (self.total + self.doubts).saturating_sub(told);
        if more > 0 {
            let message = format!("{} more problems in the records are not shown", grouped(more));
            let more = Diagnostic::bare("RW499", message).help("mend the ones shown and run again");
            all.push(if self.total > 0 { more } else { more.warning() });
        }
        all.extend(self.notes);
        all
    }
}

impl Group {
    fn add(&mut self, at: Place, problem: Problem, looks: Option<Tally>) {
        self.look(at, looks);
        self.count += 1;
        self.texts.add(at, &problem, 1);
        self.place(at, problem);
    }

    fn append(&mut self, other: Group) {
        if let Some((at, _)) = other.first.first() {
            self.look(*at, other.looks);
        }
        self.count += other.count;
        match other.texts.0 {
            Some(texts) => texts.iter().for_each(|(at, p, count)| self.texts.add(*at, p, *count)),
            None => self.texts = Texts(None),
        }
        for (at, problem) in other.first {
            self.place(at, problem);
        }
    }

    /// Adds how values look, the first of which stands there.
    fn look(&mut self, at: Place, looks: Option<Tally>) {
        let Some(mut other) = looks else { return };
        self.looks = Some(match self.looks.take() {
            Some(mut looks) if self.first.first().is_some_and(|(first, _)| *first < at) => {
                looks.add(&other);
                looks
            }
            Some(looks) => {
                other.add(&looks);
                other
            }
            None => other,
        });
    }

    /// Keeps it if it is among the first in the text.
    fn place(&mut self, at: Place, problem: Problem) {
        let before = self.first.partition_point(|(other, _)| *other <= at);
        if before < FEW {
            self.first.insert(before, (at, problem));
            self.first.truncate(FEW);
        }
    }

    /// What is told, and of how many problems each; of what is `tolerated`, that it is unknown.
    fn told(self, tolerated: bool) -> Vec<(u64, Diagnostic)> {
        let told = self.diagnostics().into_iter();
        let unknown = |(count, diagnostic): (u64, Diagnostic)| match tolerated {
            true => (
                count,
                Diagnostic { message: unknown(&diagnostic.message), ..diagnostic }.warning(),
            ),
            false => (count, diagnostic),
        };
        told.map(unknown).collect()
    }

    /// What is told, and of how many problems each.
    fn diagnostics(self) -> Vec<(u64, Diagnostic)> {
        let rows = self.column.as_ref().map(|(_, rows)| *rows);
        let of_all = self.first.first().is_some_and(|(_, problem)| problem.is_of_all());
        let every = rows.is_some_and(|rows| rows >= ROWS && rows <= self.count);
        if let Some(told) = self.looking() {
            return vec![(self.count, told)];
        }
        let whole = self.uniform && (every || of_all && self.count >= ROWS);
        if self.count <= FEW as u64 && !whole {
            let each = |(at, problem): (Place, Problem)| (1, problem.at(at, None));
            return self.first.into_iter().map(each).collect();
        }
        let column = self.column;
        match self.texts.0 {
            Some(texts) if !whole => {
                let each = |(at, problem, count): (Place, Problem, u64)| {
                    let so = (count > 1).then(|| so_many(&problem, count, column.as_ref()));
                    (count, problem.at(at, so))
                };
                texts.into_iter().map(each).collect()
            }
            _ => {
                let mut first = self.first.into_iter();
                let Some((at, problem)) = first.next() else { return Vec::new() };
                let so = so_many(&problem, self.count, column.as_ref());
                let others = first.take(2).map(|(other, _)| other);
                let told = problem.at(at, Some(so));
                vec![(self.count, others.fold(told, |d, other| d.label(other, "and here")))]
            }
        }
    }
}

impl Group {
    /// Whether it is a column that a setting of the manifest would read.
    fn is_misread(&self) -> bool {
        let looks = self.looks.as_ref().filter(|looks| looks.names_a_setting());
        looks.is_some() && self.looking().is_some()
    }

    /// What is told of a column whose values look as if a manifest could say how they are read.
    fn looking(&self) -> Option<Diagnostic> {
        let (looks, (name, rows)) = self.looks.as_ref().zip(self.column.as_ref())?;
        // Who writes by hand errs in one place and not in the next.
        let many = self.uniform && self.count >= ROWS;
        let words = match looks.kind() {
            // A cell or two in a column that is well otherwise are mistakes of their own.
            Kind::Day | Kind::Number if self.count * 2 < *rows => return None,
            Kind::Day | Kind::Number => Vec::new(),
            Kind::Truth | Kind::Word => {
                let texts = self.texts.0.as_ref()?.iter();
                texts.map(|(_, problem, count)| (problem.said().to_owned(), *count)).collect()
            }
        };
        let (at, first) = self.first.first().filter(|_| many)?;
        let (message, help) = looks.told(first.said(), (self.count, *rows), name, &words);
        let told = Diagnostic::error(first.code(), readable(message), *at, "").help(help);
        let others = self.first.iter().skip(1).take(2).map(|(other, _)| *other);
        Some(others.fold(told, |told, other| told.label(other, "and here")))
    }
}

impl Texts {
    fn add(&mut self, at: Place, problem: &Problem, count: u64) {
        let Some(texts) = &mut self.0 else { return };
        let known = texts.iter_mut().find(|(_, other, _)| other.said() == problem.said());
        if let Some((first, kept, known)) = known {
            *known += count;
            if at < *first {
                (*first, *kept) = (at, problem.clone());
            }
        } else if texts.len() < FEW {
            texts.push((at, problem.clone(), count));
        } else {
            self.0 = None;
        }
    }
}

/// How often it is so.
fn so_many(problem: &Problem, count: u64, column: Option<&(String, u64)>) -> String {
    let (count, others) = (grouped(count), grouped(count.saturating_sub(1)));
    match (problem, column) {
        (Problem::Dangling { .. }, _) => format!("and so with {others} other keys that it names"),
        (_, Some((name, rows))) => format!("{count} of {} values of `{name}`", grouped(*rows)),
        (_, None) => format!("{count} times in this file"),
    }
}

/// What is said of a value that cannot be read and is unknown therefore.
fn unknown(message: &str) -> String {
    format!("{message}; taken for unknown, as the manifest says")
}

/// A number with commas between its thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

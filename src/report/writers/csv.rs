//! The report as a table: a row for each finding and each verdict that could not be reached, and at
//! the end what else to know of the run. Figures are exact numbers with their currency in a column
//! of its own, days are days, and no text is a formula.

use std::io;

use super::entry::normal;
use super::text::page::clean;
use crate::report::{
    Exact, Fact, Finding, GateResult, Grade, Head, Lost, MissingFact, Out, Place, Request, Since,
    Stake, Style, Undetermined, Value, Waived, Wants, Writer, words,
};

/// The columns. New ones come behind the others.
const COLUMNS: [&str; 38] = [
    "entry",
    "rule",
    "title",
    "severity",
    "possibly",
    "grade",
    "record",
    "key",
    "message",
    "status",
    "change",
    "was",
    "fails_gate",
    "at_stake_low",
    "at_stake_high",
    "at_stake_currency",
    "converted_low",
    "converted_high",
    "converted_currency",
    "counted",
    "margin",
    "missing",
    "clears_when",
    "facts",
    "remedy",
    "cites",
    "file",
    "line",
    "column",
    "sheet",
    "cell",
    "row",
    "fingerprint",
    "as_of",
    "project",
    "waived_until",
    "waived_by",
    "waived_because",
];

/// The report in writing.
pub(super) struct Csv<'w> {
    table: Table<'w>,
    /// Whether what could not be decided is told.
    open: bool,
    as_of: String,
    project: String,
}

/// A row but for what is the same in all.
#[derive(Default)]
struct Row<'r> {
    entry: &'static str,
    rule: &'r str,
    title: &'r str,
    severity: &'r str,
    possibly: &'r str,
    grade: &'r str,
    record: &'r str,
    key: &'r str,
    message: String,
    status: &'r str,
    change: &'r str,
    was: &'r str,
    fails_gate: &'r str,
    at_stake: Option<&'r Stake>,
    margin: String,
    missing: String,
    clears_when: String,
    facts: String,
    remedy: &'r str,
    cites: String,
    place: Option<&'r Place>,
    fingerprint: &'r str,
    waiver: Option<&'r Waived>,
}

impl<'w> Csv<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        let (as_of, project) = Default::default();
        Csv { table: Table::new(out), open: style.open, as_of, project }
    }

    fn row(&mut self, row: Row<'_>) -> io::Result<()> {
        let converted = row.at_stake.and_then(|stake| stake.converted.as_ref());
        let counted = row.at_stake.map_or("", |at| if at.counted { "yes" } else { "no" });
        let first = [
            row.entry.to_owned(),
            text(row.rule),
            text(row.title),
            row.severity.to_owned(),
            row.possibly.to_owned(),
            text(row.grade),
            text(row.record),
            text(row.key),
            text(&row.message),
            row.status.to_owned(),
            row.change.to_owned(),
            text(row.was),
            row.fails_gate.to_owned(),
        ];
        let rest = [
            counted.to_owned(),
            text(&row.margin),
            text(&row.missing),
            text(&row.clears_when),
            text(&row.facts),
            text(row.remedy),
            text(&row.cites),
        ];
        let waiver = row.waiver;
        let last = [
            row.fingerprint.to_owned(),
            self.as_of.clone(),
            text(&self.project),
            waiver.map(|waiver| waiver.until.clone()).unwrap_or_default(),
            waiver.map(|waiver| text(&waiver.by)).unwrap_or_default(),
            waiver.map(|waiver| text(&waiver.because)).unwrap_or_default(),
        ];
        let stake = figures(row.at_stake.map(|stake| &stake.value));
        let cells = first.into_iter().chain(stake).chain(figures(converted)).chain(rest);
        self.table.row(cells.chain(place(row.place)).chain(last))
    }

    fn lost(&mut self, lost: &Lost) -> io::Result<()> {
        let Lost { rule, record, key, severity, missing, fingerprint, .. } = lost;
        self.row(Row {
            entry: "lost",
            possibly: severity.name(),
            message: "evidence is lost since the baseline".to_owned(),
            status: "new",
            change: "evidence-lost",
            was: severity.name(),
            fails_gate: lost.fails_gate.map_or("", |kind| kind.code()),
            missing: waits(missing, 0),
            place: missing.iter().find_map(|fact| fact.place.as_ref()),
            rule,
            record,
            key,
            fingerprint,
            ..Row::default()
        })
    }

    /// What is told of the run, a row each.
    fn remarks(&mut self, head: &Head) -> io::Result<()> {
        let limits = head.limits.iter().map(|limit| ("limit", limit.to_string()));
        let notes = words::remarks(head).into_iter().map(|note| ("note", note));
        let failed = head.summary.gate == GateResult::Failed;
        let gate = if failed { "gate-failed" } else { "gate-passed" };
        for (entry, message) in limits.chain(notes).chain([(gate, words::sums(head))]) {
            self.row(Row { entry, message, ..Row::default() })?;
        }
        Ok(())
    }
}

impl Writer for Csv<'_> {
    fn wants(&self) -> Wants {
        let undetermined = if self.open { usize::MAX } else { 0 };
        Wants { findings: usize::MAX, undetermined, grades: usize::MAX, ..Wants::default() }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.as_of.clone_from(&head.as_of);
        self.project = head.project.clone().unwrap_or_default();
        self.table.row(COLUMNS.map(str::to_owned))
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let (change, was) = since(finding.since);
        let fact = |fact: &Fact| format!("{}: {}", fact.path, fact.value);
        let way = |way: &crate::report::ClearsWhen| format!("{} {}", way.path, way.needs);
        self.row(Row {
            entry: "finding",
            rule: &finding.rule,
            title: &finding.title,
            severity: finding.severity.name(),
            possibly: finding.possibly.map_or("", |possibly| possibly.name()),
            record: &finding.subject.record,
            key: &finding.subject.key,
            message: finding.message.clone(),
            waiver: finding.waiver.as_ref(),
            status: finding.status.code(),
            change,
            was,
            fails_gate: finding.fails_gate.map_or("", |kind| kind.code()),
            at_stake: finding.at_stake.as_ref(),
            margin: finding.margin.as_ref().map(ToString::to_string).unwrap_or_default(),
            missing: waits(&finding.missing, finding.more_missing),
            clears_when: joined(finding.clears_when.iter().map(way)),
            facts: joined(finding.facts.iter().map(fact)),
            remedy: &finding.remedy,
            cites: joined(finding.cites.iter().cloned()),
            place: finding.subject.place.as_ref(),
            fingerprint: &finding.fingerprint,
            ..Row::default()
        })
    }

    fn undetermined(&mut self, open: &Undetermined) -> io::Result<()> {
        let (change, was) = since(open.since);
        self.row(Row {
            entry: "undetermined",
            rule: &open.rule,
            title: &open.title,
            possibly: open.possibly.name(),
            record: &open.subject.record,
            key: &open.subject.key,
            waiver: open.waiver.as_ref(),
            status: open.status.code(),
            change,
            was,
            fails_gate: open.fails_gate.map_or("", |kind| kind.code()),
            at_stake: open.at_stake.as_ref(),
            missing: waits(&open.missing, open.more_missing),
            place: open.subject.place.as_ref(),
            fingerprint: &open.fingerprint,
            ..Row::default()
        })
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        let since = grade.since.as_ref();
        self.row(Row {
            entry: "grade",
            rule: &grade.scorecard,
            possibly: grade.possibly.as_deref().unwrap_or_default(),
            grade: &grade.grade,
            record: &grade.subject.record,
            key: &grade.subject.key,
            message: words::grade(grade),
            change: since.map_or("", |since| since.change.code()),
            was: since.and_then(|since| since.was.as_deref()).unwrap_or_default(),
            fails_gate: grade.fails_gate.map_or("", |kind| kind.code()),
            missing: waits(&grade.missing, grade.more_missing),
            place: grade.subject.place.as_ref(),
            fingerprint: &grade.fingerprint,
            ..Row::default()
        })
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        head.lost.iter().try_for_each(|lost| self.lost(lost))?;
        self.remarks(head)?;
        self.table.flush()
    }
}

/// A table in writing.
pub(in crate::report) struct Table<'w>(csv::Writer<Out<'w>>);

impl<'w> Table<'w> {
    /// A table for that stream.
    pub(in crate::report) fn new(out: Out<'w>) -> Table<'w> {
        Table(csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(out))
    }

    /// A row of cells, as many as in all others.
    pub(in crate::report) fn row(
        &mut self,
        cells: impl IntoIterator<Item = String>,
    ) -> io::Result<()> {
        self.0.write_record(cells).map_err(io::Error::from)
    }

    /// Hands on what was written.
    pub(in crate::report) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A text that no program takes for more than a text: where it begins as a formula does, an
/// apostrophe stands before it; so it is behind a semicolon, at which a table that was told to end
/// its cells there begins another.
pub(in crate::report) fn text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut begins = true;
    for c in clean(text).chars() {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '\'' | '＝' | '＋' | '－' | '＠') {
            cell.push('\'');
        }
        cell.push(c);
        begins = c == ';' || (begins && c.is_whitespace());
    }
    cell
}

/// The least and the most of a quantity, and what it is measured in; nothing where there is no such
/// end.
pub(in crate::report) fn figures(value: Option<&Value>) -> [String; 3] {
    let end = |end: Option<String>| end.unwrap_or_default();
    let [low, high] = match value.and_then(|value| value.exact) {
        Some(Exact::Number(ends)) => ends.map(|at| end(at.map(|at| at.to_string()))),
        Some(Exact::Date(ends)) => ends.map(|at| end(at.map(|at| at.to_string()))),
        None => Default::default(),
    };
    let unit = value.and_then(|value| value.unit.as_deref()).unwrap_or_default();
    [low, high, text(unit)]
}

/// Where something stands: file, line, column, sheet, cell, row.
pub(in crate::report) fn place(place: Option<&Place>) -> [String; 6] {
    let none = String::new;
    let Some(place) = place else { return Default::default() };
    let file = text(&normal(place.file()));
    match place {
        Place::Text { line, column, .. } | Place::Set { line, column, .. } => {
            [file, line.to_string(), column.to_string(), none(), none(), none()]
        }
        Place::Cell { sheet, cell, .. } => [file, none(), none(), text(sheet), text(cell), none()],
        Place::Row { row, .. } => [file, none(), none(), none(), none(), row.to_string()],
    }
}

fn since(since: Option<Since>) -> (&'static str, &'static str) {
    let was = since.and_then(|since| since.was).map_or("", |was| was.name());
    (since.map_or("", |since| since.change.code()), was)
}

fn waits(missing: &[MissingFact], more: u64) -> String {
    let named = missing.iter().map(|fact| format!("{} ({})", fact.path, fact.reason));
    let more = (more > 0).then(|| format!("{more} more"));
    joined(named.chain(more))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

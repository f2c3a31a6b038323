//! The report as a workbook: a row a finding, with figures that can be added up and days that are
//! days.

mod cell;
mod rows;
mod sheet;
mod summary;

use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::{
    FactSource, Finding, Grade, Head, Out, Request, Style, Undetermined, Wants, Writer,
};
use crate::value::Date;
use cell::Cell;
use sheet::Sheet;

/// The report as a workbook, in writing.
pub(in crate::report) struct Xlsx<'w> {
    out: Out<'w>,
    /// Whether what could not be decided is told.
    open: bool,
    findings: Sheet,
    undetermined: Sheet,
    requests: Sheet,
    facts: Sheet,
    grades: Sheet,
    /// The sources of all facts, each once.
    sources: BTreeMap<String, FactSource>,
}

impl<'w> Xlsx<'w> {
    /// A workbook for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        Xlsx {
            out,
            open: style.open,
            findings: Sheet::new("findings", rows::FINDINGS),
            undetermined: Sheet::new("undetermined", rows::UNDETERMINED),
            requests: Sheet::new("requests", rows::REQUESTS),
            facts: Sheet::new("facts", rows::FACTS),
            grades: Sheet::new("grades", rows::GRADES),
            sources: BTreeMap::new(),
        }
    }
}

impl Writer for Xlsx<'_> {
    fn wants(&self) -> Wants {
        let open = if self.open { usize::MAX } else { 0 };
        let told = Wants { undetermined: open, requests: open, ..Wants::ALL };
        Wants { explanations: false, request_groups: 0, ..told }
    }

    fn head(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.findings.row(rows::finding(finding)).map_err(failed)?;
        for fact in &finding.facts {
            self.facts.row(rows::fact(finding, fact)).map_err(failed)?;
            for source in &fact.sources {
                if !self.sources.contains_key(&source.key) {
                    self.sources.insert(source.key.clone(), source.clone());
                }
            }
        }
        Ok(())
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.undetermined.row(rows::undetermined(verdict)).map_err(failed)
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        rows::request(request)
            .into_iter()
            .try_for_each(|row| self.requests.row(row))
            .map_err(failed)
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.grades.row(rows::grade(grade)).map_err(failed)
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        let bytes = self.workbook(head).map_err(failed)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

impl Xlsx<'_> {
    /// All sheets, put together.
    fn workbook(&mut self, head: &Head) -> Result<Vec<u8>, XlsxError> {
        let mut rules = Sheet::new("rules", rows::RULES);
        head.rules.iter().try_for_each(|rule| rules.row(rows::rule(rule)))?;
        let mut inputs = Sheet::new("inputs", rows::INPUTS);
        head.inputs.iter().flat_map(rows::input).try_for_each(|row| inputs.row(row))?;
        head.policy.rules.iter().try_for_each(|file| inputs.row(rows::rule_file(file)))?;
        let baseline = head.policy.baseline.iter().map(rows::baseline);
        baseline.into_iter().try_for_each(|row| inputs.row(row))?;
        let mut sources = Sheet::new("sources", rows::SOURCES);
        self.sources.values().try_for_each(|source| sources.row(rows::source(source)))?;

        let mut all = vec![
            take(&mut self.findings),
            take(&mut self.undetermined),
            take(&mut self.requests),
            take(&mut self.facts),
            rules,
            inputs,
            sources,
        ];
        all.extend((!head.scorecards.is_empty()).then(|| take(&mut self.grades)));
        let left_out: Vec<String> = all.iter().filter_map(Sheet::left_out).collect();
        let mut summary = Sheet::new("summary", summary::COLUMNS);
        summary::write(head, &left_out, &mut summary)?;

        let mut workbook = Workbook::new();
        workbook.set_properties(&properties(head)?);
        workbook.push_worksheet(summary.end(false)?);
        for sheet in all {
            workbook.push_worksheet(sheet.end(true)?);
        }
        workbook.save_to_buffer()
    }
}

/// A sheet that is full.
fn take(sheet: &mut Sheet) -> Sheet {
    let empty = sheet.anew();
    std::mem::replace(sheet, empty)
}

/// What the workbook says of itself. Nothing hangs on when or by whom it is written, so that the same
/// report is the same workbook.
fn properties(head: &Head) -> Result<DocProperties, XlsxError> {
    let day = Date::parse(&head.as_of).map(Date::ymd);
    let of = |n: u32| u8::try_from(n).unwrap_or(1);
    let (year, month, day) = day.map_or((2000, 1, 1), |(y, m, d)| (y.max(1900), of(m), of(d)));
    let year = u16::try_from(year).unwrap_or(2000);
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    let title = head.project.as_deref().unwrap_or("Report");
    let Cell::Text(title) = Cell::text(title) else { return Ok(DocProperties::new()) };
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&made))
}

/// Why a workbook cannot be written.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    }
}

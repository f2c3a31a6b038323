//! The formats that reports are written in.

use std::fmt;

use crate::report::{
    CSV, FORMATS, Format, GITHUB, GITLAB, HTML, JSON, JSON_LINES, JUNIT, LETTER, MARKDOWN, SARIF,
    TEXT, XLSX,
};

/// A format that reports are written in.
#[derive(Clone, Copy)]
pub struct ReportFormat(pub(super) &'static Format);

impl ReportFormat {
    /// For people.
    pub const TEXT: ReportFormat = ReportFormat(&TEXT);

    /// For programs: one document, which the book describes.
    pub const JSON: ReportFormat = ReportFormat(&JSON);

    /// For programs that read line by line.
    pub const JSON_LINES: ReportFormat = ReportFormat(&JSON_LINES);

    /// For the summaries of jobs and for comments on merge requests.
    pub const MARKDOWN: ReportFormat = ReportFormat(&MARKDOWN);

    /// For people to be sent: a page in one file.
    pub const HTML: ReportFormat = ReportFormat(&HTML);

    /// A table, a row a verdict.
    pub const CSV: ReportFormat = ReportFormat(&CSV);

    /// SARIF 2.1.0, for code hosts and editors.
    pub const SARIF: ReportFormat = ReportFormat(&SARIF);

    /// Test results for build servers: what fails the gate fails.
    pub const JUNIT: ReportFormat = ReportFormat(&JUNIT);

    /// The code quality issues of GitLab.
    pub const GITLAB: ReportFormat = ReportFormat(&GITLAB);

    /// Annotations for the runners of GitHub.
    pub const GITHUB: ReportFormat = ReportFormat(&GITHUB);

    /// What to ask whom for, a letter for each.
    pub const LETTER: ReportFormat = ReportFormat(&LETTER);

    /// A workbook.
    pub const XLSX: ReportFormat = ReportFormat(&XLSX);

    /// Every format.
    pub fn all() -> impl Iterator<Item = ReportFormat> {
        FORMATS.iter().copied().map(ReportFormat)
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<ReportFormat> {
        Format::named(name).map(ReportFormat)
    }

    /// The format of a report file, by the ending of its name.
    pub fn of(path: &str) -> Option<ReportFormat> {
        Format::of(path).map(ReportFormat)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The endings of file names that mean it.
    pub fn endings(self) -> &'static [&'static str] {
        self.0.endings
    }
}

impl PartialEq for ReportFormat {
    fn eq(&self, other: &ReportFormat) -> bool {
        self.name() == other.name()
    }
}

impl Eq for ReportFormat {}

impl fmt::Debug for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReportFormat").field(&self.name()).finish()
    }
}

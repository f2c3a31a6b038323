//! What a writer of reports is told, in which order, and how much of it.

use std::io::{self, Write};

use super::{Explanation, Finding, Glance, Grade, Head, Request, RequestGroup, Undetermined};

/// Where a writer writes to.
pub type Out<'w> = Box<dyn Write + Send + 'w>;

/// The lists of a report, in the order in which they are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Section {
    /// The findings, worst first.
    Findings,
    /// What the explanations of findings have in common, in the order in which they name it.
    Explanations,
    /// The verdicts that could not be reached, those that could be worst first.
    Undetermined,
    /// The missing facts to ask for, those that settle most first.
    Requests,
    /// The same field by field, in the same order.
    RequestGroups,
    /// The grades that scorecards give, scorecard by scorecard, the worst first. A run without
    /// scorecards has no such list.
    Grades,
}

impl Section {
    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Section::Findings => "findings",
            Section::Explanations => "explanations",
            Section::Undetermined => "undetermined",
            Section::Requests => "requests",
            Section::RequestGroups => "request_groups",
            Section::Grades => "grades",
        }
    }
}

/// How much of each list a writer takes; nothing is made that nobody takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Wants {
    /// How many findings, the worst first.
    pub findings: usize,
    /// Whether it takes what the explanations of findings have in common.
    pub explanations: bool,
    /// How many undetermined verdicts.
    pub undetermined: usize,
    /// How many facts to ask for.
    pub requests: usize,
    /// How many fields of which facts are to be asked for.
    pub request_groups: usize,
    /// How many grades.
    pub grades: usize,
    /// Whether it takes the run at a glance.
    pub glance: bool,
}

impl Wants {
    /// Everything that is told entry by entry.
    pub const ALL: Wants = Wants {
        findings: usize::MAX,
        explanations: true,
        undetermined: usize::MAX,
        requests: usize::MAX,
        request_groups: usize::MAX,
        grades: usize::MAX,
        glance: false,
    };

    /// How many entries of a list.
    pub fn of(self, section: Section) -> usize {
        match section {
            Section::Findings => self.findings,
            Section::Explanations if self.explanations => usize::MAX,
            Section::Explanations => 0,
            Section::Undetermined => self.undetermined,
            Section::Requests => self.requests,
            Section::RequestGroups => self.request_groups,
            Section::Grades => self.grades,
        }
    }
}

/// A writer of reports. It is told the run as a whole, then list by list what it wants of each,
/// entry by entry, so that a million findings pass one by one; it never asks back.
pub trait Writer: Send {
    /// How much it takes; asked again when it knows the run as a whole.
    fn wants(&self) -> Wants;

    /// The run as a whole: it comes before everything else.
    fn head(&mut self, head: &Head) -> io::Result<()>;

    /// What the entries come to, before they are told.
    fn glance(&mut self, _glance: &Glance) -> io::Result<()> {
        Ok(())
    }

    /// A list begins, of which there are so many entries, taken or not; of explanations it is not
    /// known before. Every list that the run has begins and ends, also one of which nothing is
    /// wanted.
    fn begin(&mut self, _section: Section, _all: usize) -> io::Result<()> {
        Ok(())
    }

    /// A finding.
    fn finding(&mut self, finding: &Finding) -> io::Result<()>;

    /// What explanations have in common.
    fn explanation(&mut self, _shared: &Explanation) -> io::Result<()> {
        Ok(())
    }

    /// A verdict that could not be reached.
    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()>;

    /// A missing fact to ask for.
    fn request(&mut self, request: &Request) -> io::Result<()>;

    /// A field of which facts are missing.
    fn request_group(&mut self, _group: &RequestGroup) -> io::Result<()> {
        Ok(())
    }

    /// The grade of a record.
    fn grade(&mut self, _grade: &Grade) -> io::Result<()> {
        Ok(())
    }

    /// A list is over.
    fn end(&mut self, _section: Section) -> io::Result<()> {
        Ok(())
    }

    /// The report is over: what is still to be written is written. The head comes once more, for
    /// writers that end with the sums.
    fn close(&mut self, head: &Head) -> io::Result<()>;
}

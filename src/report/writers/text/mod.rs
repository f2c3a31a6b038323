//! The report for people: worst first, then what could not be decided, then what to ask for.

mod causes;
pub(in crate::report) mod finding;
pub(in crate::report) mod grades;
mod groups;
pub(in crate::report) mod lines;
pub(in crate::report) mod open;
mod opening;
pub(in crate::report) mod page;
pub(in crate::report) mod requests;
pub(in crate::report) mod summary;

use std::io;

use crate::report::words::voice::say;
use crate::report::{
    Change, Finding, Grade, Grouping, Head, Lost, Out, Request, RequestGroup, Scorecard, Section,
    Since, Status, Style, Undetermined, Wants, Writer, words,
};
use lines::{beyond, heading};
use page::Page;

/// The report for people, in writing.
pub(in crate::report) struct Text<'w> {
    page: Page<'w>,
    style: Style,
    /// What is to be said once a list is over.
    list: List,
    /// How many findings and undetermined verdicts the baseline has, and are not shown.
    known: [u64; 2],
    /// What the baseline has found, of which it is not known any more whether it is there.
    lost: Vec<Lost>,
    /// The scorecards, of which the records are told that have not the best grade.
    scorecards: Vec<Scorecard>,
}

/// The list at hand.
#[derive(Default)]
struct List {
    /// How many entries it has.
    all: usize,
    /// How many of them were shown.
    shown: usize,
    /// The findings, where they are told together.
    findings: Vec<Finding>,
    /// What is to be asked for, which stands in a table.
    groups: Vec<RequestGroup>,
}

impl<'w> Text<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>, style: Style) -> Self {
        let page = Page::new(out, style.width, style.color);
        let (list, lost, scorecards) = Default::default();
        Text { page, style, list, known: [0; 2], lost, scorecards }
    }
}

impl Text<'_> {
    /// Whether a verdict is only counted: the baseline has it, on the same facts.
    fn is_known(&self, status: Status, since: Option<Since>) -> bool {
        let changed = since.is_some_and(|since| since.change == Change::Changed);
        status == Status::Baseline && !changed && !self.style.known
    }
}

impl Writer for Text<'_> {
    fn wants(&self) -> Wants {
        let Style { quiet, open, .. } = self.style;
        let most = |limit: Option<usize>| limit.unwrap_or(usize::MAX);
        let undetermined = if open { most(self.style.undetermined) } else { 0 };
        match quiet {
            true => Wants::default(),
            false => Wants {
                findings: most(self.style.findings),
                explanations: false,
                undetermined,
                requests: 0,
                request_groups: undetermined,
                grades: most(self.style.findings),
                glance: false,
            },
        }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.lost.clone_from(&head.lost);
        self.scorecards.clone_from(&head.scorecards);
        if !self.style.known {
            self.known = head.summary.known();
        }
        if !self.style.quiet {
            opening::write(head, &mut self.page)?;
        }
        summary::scenario(head, &mut self.page)
    }

    fn begin(&mut self, _: Section, all: usize) -> io::Result<()> {
        self.list = List { all, ..List::default() };
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        if self.is_known(finding.status, finding.since) {
            return Ok(());
        }
        self.list.shown += 1;
        if self.style.by != Grouping::Severity {
            self.list.findings.push(finding.clone());
            return Ok(());
        }
        finding::write(finding, &mut self.page)?;
        self.page.gap()
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        if self.is_known(verdict.status, verdict.since) {
            return Ok(());
        }
        self.list.shown += 1;
        open::write(verdict, &mut self.page)?;
        self.page.gap()
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        // A text tells them field by field.
        Ok(())
    }

    fn request_group(&mut self, group: &RequestGroup) -> io::Result<()> {
        self.list.shown += 1;
        self.list.groups.push(group.clone());
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        let card = self.scorecards.iter().find(|card| card.id == grade.scorecard);
        if card.is_some_and(|card| card.is_best(grade)) {
            return Ok(());
        }
        if self.list.shown == 0 {
            heading(&mut self.page, &say("text-grades"))?;
        }
        self.list.shown += 1;
        grades::write(grade, &mut self.page)?;
        self.page.gap()
    }

    fn end(&mut self, section: Section) -> io::Result<()> {
        let style = self.style;
        let List { all, shown, findings, groups } = std::mem::take(&mut self.list);
        let [known, known_open] = self.known;
        let left = |known: u64| {
            all.saturating_sub(shown).saturating_sub(usize::try_from(known).unwrap_or(usize::MAX))
        };
        let page = &mut self.page;
        match section {
            _ if style.quiet => Ok(()),
            Section::Findings => {
                groups::write(&findings, style.by, page)?;
                beyond(page, left(known), "text-more-findings", style)?;
                let known = usize::try_from(known).unwrap_or(usize::MAX);
                beyond(page, known, "text-known-findings", style)
            }
            Section::Undetermined if style.open => {
                beyond(page, left(known_open), "text-more-undetermined", style)?;
                let known = usize::try_from(known_open).unwrap_or(usize::MAX);
                beyond(page, known, "text-known-undetermined", style)?;
                open::lost(&self.lost, style, page)
            }
            Section::RequestGroups if style.open => {
                requests::write(&groups, page)?;
                beyond(page, left(0), "text-more-missing", style)
            }
            Section::Grades => {
                let all: u64 = self.scorecards.iter().map(Scorecard::below_best).sum();
                let left = usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(shown);
                beyond(page, left, "text-more-grades", style)
            }
            Section::Explanations | Section::Undetermined => Ok(()),
            Section::Requests | Section::RequestGroups => Ok(()),
        }
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        let (page, quiet) = (&mut self.page, self.style.quiet);
        if !quiet {
            summary::notes(words::remarks(head), page)?;
        }
        summary::limits(&head.limits, page)?;
        if !quiet {
            summary::basis(head, page)?;
        }
        summary::grades(head, page)?;
        summary::at_stake(head, page)?;
        summary::write(head, page)?;
        page.flush()
    }
}

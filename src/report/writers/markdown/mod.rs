//! The report as Markdown, for the summaries of jobs and the comments of merge requests: the answer
//! first, then what fails the gate, then the rest folded, within so many bytes.

pub(in crate::report) mod escape;
mod finding;
mod grouped;
mod head;
pub(in crate::report) mod page;
pub(in crate::report) mod remarks;
mod tally;

use std::io;

use crate::outcome::Severity;
use crate::report::words::Remarks;
use crate::report::words::voice::{counted, say, some};
use crate::report::{
    Finding, Grade, Head, Out, Request, RequestGroup, Scorecard, Section, Status, Style,
    Undetermined, Wants, Writer, words,
};
use grouped::Groups;
use page::{Folded, Page};
use tally::Tally;

/// How many bytes a report has where nothing is said: a comment on GitHub holds 65,536 characters.
pub(in crate::report) const BYTES: usize = 60_000;

/// The fewest bytes that an entry takes.
const ENTRY: usize = 32;

/// How many rows a table of what is not known has.
const ROWS: usize = 20;

/// How many bytes are kept for what says what is left out.
const LEFT_OUT: usize = 1_500;

/// The report as Markdown, in writing.
pub(in crate::report) struct Markdown<'w> {
    page: Page<'w>,
    /// How many bytes it may have.
    most: usize,
    /// Whether what could not be decided is told.
    open: bool,
    /// The severity from which on findings are not folded.
    unfolded_from: Severity,
    /// Whether findings are compared with a baseline.
    compared: bool,
    /// Bytes that are kept for what comes behind the findings.
    spare: usize,
    /// The findings that are not told yet.
    left: Tally,
    /// Whether the findings at hand are folded.
    folded: bool,
    /// Whether there was no room for one.
    full: bool,
    /// Findings that the baseline has.
    known: Folded,
    /// Those that somebody answers for.
    waived: Folded,
    undetermined: Groups,
    /// What to ask for.
    requests: Vec<RequestGroup>,
    cards: Vec<Scorecard>,
    /// Grades below the best.
    grades: Folded,
    remarks: Vec<Remarks>,
}

impl<'w> Markdown<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        let most = style.bytes.unwrap_or(BYTES);
        Markdown {
            page: Page::new(out, most),
            most,
            open: style.open,
            unfolded_from: Severity::High,
            compared: false,
            spare: 0,
            left: Tally::default(),
            folded: false,
            full: false,
            known: Folded::within(most / 8),
            waived: Folded::within(most / 8),
            undetermined: Groups::default(),
            requests: Vec::new(),
            cards: Vec::new(),
            grades: Folded::within(most / 8),
            remarks: Vec::new(),
        }
    }

    /// A finding that counts, if there is room for it.
    fn counting(&mut self, finding: &Finding) -> io::Result<()> {
        let folds = !self.folded && finding.severity < self.unfolded_from;
        let fold = if folds { fold() } else { String::new() };
        let entry = format!("{fold}{}", finding::whole(finding));
        match self.page.put(&entry, self.spare + UNFOLD.len())? {
            true => {
                self.folded |= folds;
                self.left.take(finding.severity);
            }
            false => self.full = true,
        }
        Ok(())
    }

    /// Ends the findings: what is folded, what is waived, what the baseline has, what is left out.
    fn end_of_findings(&mut self) -> io::Result<()> {
        if self.folded {
            self.page.must(UNFOLD)?;
        }
        if self.waived.all > 0 {
            let waived = some("sums-waived", self.waived.all);
            self.page.must(&self.waived.fold(&waived, "text-more-findings"))?;
        }
        if self.known.all > 0 {
            let known = some("sums-known", self.known.all);
            self.page.must(&self.known.fold(&known, "text-more-findings"))?;
        }
        if self.left.all() > 0 {
            let told = counted!("md-left-out", self.left.all(), findings = self.left);
            self.page.must(&format!("{told}\n\n"))?;
        }
        Ok(())
    }

    /// A table of what is not known, as far as there is room: its rows, and for how many each stands.
    fn table(
        &mut self,
        title: &str,
        columns: [&str; 4],
        rows: Vec<(String, u64)>,
    ) -> io::Result<()> {
        let mut left: u64 = rows.iter().map(|(_, all)| all).sum();
        if left == 0 {
            return Ok(());
        }
        let (title, columns) = (say(title), columns.map(column).concat());
        self.page.must(&format!("#### {title}\n\n{columns}|\n|---|--:|---|---|\n"))?;
        for (row, all) in rows.into_iter().take(ROWS) {
            if !self.page.put(&row, self.kept_for_remarks() + LEFT_OUT / 2)? {
                break;
            }
            left -= all;
        }
        let left = (left > 0).then(|| format!("| {} | | | |\n", some("text-and-more", left)));
        self.page.must(&format!("{}\n", left.unwrap_or_default()))
    }

    /// How many bytes the remarks may have for certain.
    fn kept_for_remarks(&self) -> usize {
        let all: usize = self.remarks.iter().map(remarks::bytes).sum();
        all.min(self.most / 4)
    }
}

/// What is below the gate.
fn fold() -> String {
    format!("<details>\n<summary>{}</summary>\n\n", say("md-below-gate"))
}

/// The end of a fold.
const UNFOLD: &str = "</details>\n\n";

/// What a column is called; one may need no name.
fn column(id: &str) -> String {
    if id.is_empty() { "| ".to_owned() } else { format!("| {} ", say(id)) }
}

impl Writer for Markdown<'_> {
    fn wants(&self) -> Wants {
        // A finding that is new may stand behind all that are known.
        let findings = if self.compared { usize::MAX } else { self.most / ENTRY };
        let open = if self.open { usize::MAX } else { 0 };
        Wants {
            findings,
            undetermined: open,
            requests: open,
            grades: usize::MAX,
            ..Wants::default()
        }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.compared = head.policy.baseline.is_some();
        let fail_on = Severity::from_name(&head.policy.fail_on);
        self.unfolded_from = fail_on.unwrap_or(self.unfolded_from);
        self.left = Tally::of(&head.summary);
        self.cards.clone_from(&head.scorecards);
        self.page.must(&head::opening(head))?;
        remarks::write(&words::limits(head), &mut self.page, self.most / 2)?;
        self.remarks = words::remarks_by_kind(head);
        let known = if self.compared { self.most / 8 } else { 0 };
        let waived = if head.summary.waived > 0 { self.most / 8 } else { 0 };
        self.spare = self.kept_for_remarks() + self.most / 8 + known + waived + LEFT_OUT;
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        match finding.status {
            Status::New if self.full => Ok(()),
            Status::New => self.counting(finding),
            Status::Baseline => {
                self.left.take(finding.severity);
                self.known.add(&finding::known(finding));
                Ok(())
            }
            Status::Waived => {
                self.left.take(finding.severity);
                self.waived.add(&finding::known(finding));
                Ok(())
            }
        }
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.undetermined.verdict(verdict);
        Ok(())
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn request_group(&mut self, group: &RequestGroup) -> io::Result<()> {
        self.requests.push(group.clone());
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        let card = self.cards.iter().find(|card| card.id == grade.scorecard);
        if card.is_none_or(|card| !card.is_best(grade)) {
            self.grades.add(&finding::grade(grade));
        }
        Ok(())
    }

    fn end(&mut self, section: Section) -> io::Result<()> {
        match section {
            Section::Findings => self.end_of_findings(),
            Section::Undetermined => {
                let rows = std::mem::take(&mut self.undetermined).rows();
                let columns = ["md-first-waits", "md-verdicts", "md-up-to", ""];
                self.table("md-undetermined", columns, rows)
            }
            Section::RequestGroups => {
                let rows = self.requests.iter().map(grouped::request).collect();
                let columns = ["md-fact", "md-verdicts", "md-up-to", "md-of"];
                self.table("text-what-to-ask", columns, rows)
            }
            Section::Grades if self.grades.all > 0 => {
                let below = some("md-below-best", self.grades.all);
                self.page.must(&self.grades.fold(&below, "text-more-grades"))
            }
            Section::Grades | Section::Explanations | Section::Requests => Ok(()),
        }
    }

    fn close(&mut self, _: &Head) -> io::Result<()> {
        let all = std::mem::take(&mut self.remarks);
        for (at, of_kind) in all.iter().enumerate() {
            let behind = all.iter().skip(at + 1).filter(|other| !other.lines.is_empty()).count();
            remarks::write(of_kind, &mut self.page, behind * remarks::LEAST)?;
        }
        self.page.flush()
    }
}

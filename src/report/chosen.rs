//! A report of some of the rules: what the others say is counted and not shown.

use std::collections::BTreeSet;
use std::io;

use super::{
    Explanation, Finding, Glance, Grade, Head, Note, Request, RequestGroup, RuleCount, Section,
    Undetermined, Wants, Writer,
};

/// Hands a writer what some of the rules say. The sums and the gate stay those of all rules, and a
/// note says how much is not shown.
pub struct Chosen<'w> {
    writer: Box<dyn Writer + 'w>,
    rules: BTreeSet<String>,
    /// Of the list at hand, how many entries the writer still takes.
    left: usize,
    /// The findings and the open verdicts of the chosen rules.
    chosen: [u64; 2],
    /// Those of the others.
    others: [u64; 2],
}

impl<'w> Chosen<'w> {
    /// What those rules say, for that writer.
    pub fn new(writer: Box<dyn Writer + 'w>, rules: BTreeSet<String>) -> Self {
        Chosen { writer, rules, left: 0, chosen: [0; 2], others: [0; 2] }
    }

    fn is_chosen(&self, rule: &str) -> bool {
        self.rules.contains(rule)
    }

    fn take(&mut self, is_chosen: bool) -> bool {
        let takes = is_chosen && self.left > 0;
        self.left -= usize::from(takes);
        takes
    }
}

impl Writer for Chosen<'_> {
    fn wants(&self) -> Wants {
        let all = |some: usize| if some > 0 { usize::MAX } else { 0 };
        let wants = self.writer.wants();
        Wants {
            findings: all(wants.findings),
            undetermined: all(wants.undetermined),
            requests: all(wants.requests),
            request_groups: all(wants.request_groups),
            ..wants
        }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        let sum = |chosen: bool, of: fn(&RuleCount) -> u64| {
            let rules = head.rules.iter().filter(|rule| self.is_chosen(&rule.id) == chosen);
            rules.map(of).sum::<u64>()
        };
        let both =
            |chosen| [sum(chosen, |rule| rule.flagged), sum(chosen, |rule| rule.undetermined)];
        let (chosen, others) = (both(true), both(false));
        (self.chosen, self.others) = (chosen, others);
        self.writer.head(head)
    }

    fn begin(&mut self, section: Section, all: usize) -> io::Result<()> {
        self.left = self.writer.wants().of(section);
        let many = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let [findings, undetermined] = self.chosen.map(many);
        let all = match section {
            Section::Findings => findings,
            Section::Undetermined => undetermined,
            // Not known before; what is shown is all that there is.
            Section::Requests | Section::RequestGroups => 0,
            Section::Explanations | Section::Grades => all,
        };
        self.writer.begin(section, all)
    }

    fn glance(&mut self, glance: &Glance) -> io::Result<()> {
        self.writer.glance(glance)
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        match self.take(self.is_chosen(&finding.rule)) {
            true => self.writer.finding(finding),
            false => Ok(()),
        }
    }

    fn explanation(&mut self, shared: &Explanation) -> io::Result<()> {
        self.writer.explanation(shared)
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        match self.take(self.is_chosen(&verdict.rule)) {
            true => self.writer.undetermined(verdict),
            false => Ok(()),
        }
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        match self.take(request.rules.iter().any(|rule| self.is_chosen(rule))) {
            true => self.writer.request(request),
            false => Ok(()),
        }
    }

    fn request_group(&mut self, group: &RequestGroup) -> io::Result<()> {
        match self.take(group.rules.iter().any(|rule| self.is_chosen(rule))) {
            true => self.writer.request_group(group),
            false => Ok(()),
        }
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.writer.grade(grade)
    }

    fn end(&mut self, section: Section) -> io::Result<()> {
        self.writer.end(section)
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        let [findings, undetermined] = self.others;
        let rules = self.rules.iter().cloned().collect();
        let note = Note::Chosen { rules, findings, undetermined };
        let notes = [note].into_iter().chain(head.notes.iter().cloned()).collect();
        self.writer.close(&Head { notes, ..head.clone() })
    }
}

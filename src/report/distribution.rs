//! One report for several writers: each is handed what it wants of what is made once.

use std::io;

use super::{
    Explanation, Finding, Glance, Grade, Head, Request, RequestGroup, Section, Undetermined, Wants,
    Writer,
};

/// Who gets a report.
#[derive(Default)]
pub struct Distribution<'w> {
    copies: Vec<Copy<'w>>,
}

/// What one writer gets.
struct Copy<'w> {
    writer: Box<dyn Writer + 'w>,
    wants: Wants,
    /// How much of the list at hand it was told.
    told: usize,
    /// How it fares; a writer that failed is told nothing more, the others all the same.
    result: io::Result<()>,
}

impl Copy<'_> {
    fn tell(&mut self, tell: impl FnOnce(&mut dyn Writer) -> io::Result<()>) {
        if self.result.is_ok() {
            self.result = tell(&mut *self.writer);
        }
    }
}

impl<'w> Distribution<'w> {
    /// A distribution to those writers.
    pub fn to(writers: impl IntoIterator<Item = Box<dyn Writer + 'w>>) -> Self {
        let copy = |writer: Box<dyn Writer + 'w>| Copy {
            wants: writer.wants(),
            writer,
            told: 0,
            result: Ok(()),
        };
        Distribution { copies: writers.into_iter().map(copy).collect() }
    }

    /// How many entries of a list have to be made: as many as some writer takes that can still
    /// write.
    pub fn most(&self, section: Section) -> usize {
        let reading = self.copies.iter().filter(|copy| copy.result.is_ok());
        reading.map(|copy| copy.wants.of(section)).max().unwrap_or(0)
    }

    /// Whether some writer takes the run at a glance that can still write.
    pub fn wants_glance(&self) -> bool {
        self.copies.iter().any(|copy| copy.result.is_ok() && copy.wants.glance)
    }

    /// Tells all of them something.
    fn all(&mut self, tell: impl Fn(&mut dyn Writer) -> io::Result<()>) {
        self.copies.iter_mut().for_each(|copy| copy.tell(&tell));
    }

    /// Tells an entry of a list to those who have not had as many as they want.
    fn entry(&mut self, section: Section, tell: impl Fn(&mut dyn Writer) -> io::Result<()>) {
        for copy in &mut self.copies {
            if copy.told < copy.wants.of(section) {
                copy.told += 1;
                copy.tell(&tell);
            }
        }
    }

    /// Begins the report; how much a writer takes can hang on it.
    pub fn head(&mut self, head: &Head) {
        self.all(|writer| writer.head(head));
        self.copies.iter_mut().for_each(|copy| copy.wants = copy.writer.wants());
    }

    /// Tells the run at a glance to those who take it.
    pub fn glance(&mut self, glance: &Glance) {
        let wanting = self.copies.iter_mut().filter(|copy| copy.wants.glance);
        wanting.for_each(|copy| copy.tell(|writer| writer.glance(glance)));
    }

    /// Begins a list of so many entries.
    pub fn begin(&mut self, section: Section, all: usize) {
        self.copies.iter_mut().for_each(|copy| copy.told = 0);
        self.all(|writer| writer.begin(section, all));
    }

    /// Tells a finding.
    pub fn finding(&mut self, finding: &Finding) {
        self.entry(Section::Findings, |writer| writer.finding(finding));
    }

    /// Tells what explanations have in common.
    pub fn explanation(&mut self, shared: &Explanation) {
        self.entry(Section::Explanations, |writer| writer.explanation(shared));
    }

    /// Tells a verdict that could not be reached.
    pub fn undetermined(&mut self, verdict: &Undetermined) {
        self.entry(Section::Undetermined, |writer| writer.undetermined(verdict));
    }

    /// Tells a missing fact to ask for.
    pub fn request(&mut self, request: &Request) {
        self.entry(Section::Requests, |writer| writer.request(request));
    }

    /// Tells a field of which facts are missing.
    pub fn request_group(&mut self, group: &RequestGroup) {
        self.entry(Section::RequestGroups, |writer| writer.request_group(group));
    }

    /// Tells a grade.
    pub fn grade(&mut self, grade: &Grade) {
        self.entry(Section::Grades, |writer| writer.grade(grade));
    }

    /// Ends a list.
    pub fn end(&mut self, section: Section) {
        self.all(|writer| writer.end(section));
    }

    /// Ends the report: how each writer fared, in their order.
    pub fn close(mut self, head: &Head) -> Vec<io::Result<()>> {
        self.all(|writer| writer.close(head));
        self.copies.into_iter().map(|copy| copy.result).collect()
    }
}

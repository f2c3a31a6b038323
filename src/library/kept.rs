//! A writer that keeps what it is told, for those who want to hold it.

use std::io;

use crate::report::{Finding, Grade, Head, Request, Undetermined, Wants, Writer};

/// What a report told.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) findings: Vec<Finding>,
    pub(super) undetermined: Vec<Undetermined>,
    pub(super) requests: Vec<Request>,
    pub(super) grades: Vec<Grade>,
}

/// Keeps what it wants.
pub(super) struct Keeper<'k> {
    pub(super) wants: Wants,
    pub(super) kept: &'k mut Kept,
}

impl Writer for Keeper<'_> {
    fn wants(&self) -> Wants {
        self.wants
    }

    fn head(&mut self, _head: &Head) -> io::Result<()> {
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.kept.findings.push(finding.clone());
        Ok(())
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.kept.undetermined.push(verdict.clone());
        Ok(())
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        self.kept.requests.push(request.clone());
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.kept.grades.push(grade.clone());
        Ok(())
    }

    fn close(&mut self, _head: &Head) -> io::Result<()> {
        Ok(())
    }
}

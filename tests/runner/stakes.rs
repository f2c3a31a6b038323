//! What a report says is at stake.

use std::io;

use riskwright::assess::Assessment;
use riskwright::report::{Finding, Head, Request, Stake, Undetermined, Wants, Writer};

/// What is at stake in findings and open verdicts, in the order of the report, and in all.
pub(super) fn told(assessment: &Assessment<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let told = assessment.tell([Box::new(Stakes(&mut lines)) as Box<dyn Writer>]);
    assert!(told.iter().all(Result::is_ok));
    lines
}

/// A writer of what is at stake.
struct Stakes<'l>(&'l mut Vec<String>);

impl Stakes<'_> {
    fn add(&mut self, (rule, key): (&str, &str), stake: Option<&Stake>) -> io::Result<()> {
        self.0.extend(stake.map(|stake| format!("{rule} {key}: {stake}")));
        Ok(())
    }
}

impl Writer for Stakes<'_> {
    fn wants(&self) -> Wants {
        Wants::ALL
    }

    fn head(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.add((&finding.rule, &finding.subject.key), finding.at_stake.as_ref())
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.add((&verdict.rule, &verdict.subject.key), verdict.at_stake.as_ref())
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.0.extend(head.summary.at_stake.as_ref().map(|all| format!("in all: {all}")));
        Ok(())
    }
}

//! What a report says of grades.

use std::io;

use riskwright::assess::Assessment;
use riskwright::report::{Finding, Grade, Head, Request, Undetermined, Wants, Writer};

/// The grades, in the order of the report, with what gives them and counts for them.
pub(super) fn told(assessment: &Assessment<'_>) -> Vec<String> {
    given(assessment).iter().map(line).collect()
}

/// The grades that a report tells, in its order.
pub(crate) fn given(assessment: &Assessment<'_>) -> Vec<Grade> {
    let mut grades = Vec::new();
    let told = assessment.tell([Box::new(Grades(&mut grades)) as Box<dyn Writer>]);
    assert!(told.iter().all(Result::is_ok));
    grades
}

fn line(grade: &Grade) -> String {
    let mut line = format!("{} {}: {}", grade.scorecard, grade.subject.key, grade.grade);
    if let Some(possibly) = &grade.possibly {
        line.push_str(&format!(", possibly {possibly}"));
    }
    let told = grade.to_string();
    if !told.is_empty() {
        line.push_str(&format!(", as {told}"));
    }
    if let Some(at_stake) = &grade.at_stake {
        line.push_str(&format!("; at stake {at_stake}"));
    }
    line
}

/// Keeps the grades that it is told.
struct Grades<'l>(&'l mut Vec<Grade>);

impl Writer for Grades<'_> {
    fn wants(&self) -> Wants {
        let mut wants = Wants::default();
        wants.grades = usize::MAX;
        wants
    }

    fn head(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }

    fn finding(&mut self, _: &Finding) -> io::Result<()> {
        Ok(())
    }

    fn undetermined(&mut self, _: &Undetermined) -> io::Result<()> {
        Ok(())
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.0.push(grade.clone());
        Ok(())
    }

    fn close(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }
}

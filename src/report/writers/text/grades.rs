//! The grades of records, with what gives them.

use std::io;

use super::finding::title;
use super::page::{Page, Paint};
use crate::report::words::voice::{say, some, told};
use crate::report::{Counting, Grade, words};

/// How many of the verdicts behind a grade are told.
const TOLD: usize = 5;

/// Writes a grade with the worst verdicts behind it.
pub(super) fn write(grade: &Grade, page: &mut Page<'_>) -> io::Result<()> {
    written(grade, TOLD, page)
}

/// Writes a grade with all verdicts behind it.
pub(in crate::report) fn write_all(grade: &Grade, page: &mut Page<'_>) -> io::Result<()> {
    written(grade, usize::MAX, page)
}

fn written(grade: &Grade, told: usize, page: &mut Page<'_>) -> io::Result<()> {
    let badge = words::graded(&grade.grade, grade.possibly.as_deref());
    title(page, (Paint::Strong, &badge), &grade.scorecard, &grade.subject.key)?;
    let because = words::grade(grade);
    if !because.is_empty() {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &because))?;
    }
    if let Some(possibly) = grade.possibly_because.as_ref().map(words::because) {
        page.paragraph(2, (Paint::Open, &say("text-possibly")), (Paint::Plain, &possibly))?;
    }
    if let Some(value) = &grade.at_stake {
        page.paragraph(
            2,
            (Paint::Strong, &say("text-at-stake")),
            (Paint::Plain, &words::value(value)),
        )?;
    }
    let rows: Vec<_> = grade.verdicts.iter().take(told).map(row).collect();
    page.table(4, &rows)?;
    let more = grade.verdicts.len().saturating_sub(told) as u64 + grade.more_verdicts;
    if more > 0 {
        let text = some("text-and-more", more);
        page.paragraph(4, (Paint::Plain, ""), (Paint::Faint, &text))?;
    }
    if !grade.missing.is_empty() {
        let text = words::missing(&grade.missing, grade.more_missing);
        page.paragraph(2, (Paint::Open, &say("text-waits-for")), (Paint::Plain, &text))?;
    }
    match grade.since.as_ref().and_then(words::grade_since) {
        Some(told) => page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &told)),
        None => Ok(()),
    }
}

fn row(one: &Counting) -> [(Paint, String); 3] {
    let what = told!("said-about", what = one.rule, whom = one.key);
    let what = match &one.counted_with {
        Some(rule) => told!("text-counted-with", what = what, rule = rule),
        None => what,
    };
    [(Paint::Plain, words::held(one)), (Paint::Plain, what), (Paint::Plain, String::new())]
}

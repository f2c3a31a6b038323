//! The grades of records, with what gives them.

use std::io;

use super::finding::title;
use super::page::{Page, Paint};
use crate::report::{Counting, Grade, words};
use crate::ty::count;

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
    let badge = match &grade.possibly {
        Some(possibly) => format!("{}, possibly {possibly}", grade.grade),
        None => grade.grade.clone(),
    };
    title(page, (Paint::Strong, &badge), &grade.scorecard, &grade.subject.key)?;
    let because = words::grade(grade);
    if !because.is_empty() {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &because))?;
    }
    if let Some(possibly) = grade.possibly_because.as_ref().map(words::because) {
        page.paragraph(2, (Paint::Open, "possibly"), (Paint::Plain, &possibly))?;
    }
    if let Some(value) = &grade.at_stake {
        page.paragraph(2, (Paint::Strong, "at stake"), (Paint::Plain, &value.to_string()))?;
    }
    let rows: Vec<_> = grade.verdicts.iter().take(told).map(row).collect();
    page.table(4, &rows)?;
    let more = grade.verdicts.len().saturating_sub(told) as u64 + grade.more_verdicts;
    if more > 0 {
        let text = format!("… and {} more", count(more));
        page.paragraph(4, (Paint::Plain, ""), (Paint::Faint, &text))?;
    }
    if !grade.missing.is_empty() {
        let text = words::missing(&grade.missing, grade.more_missing);
        page.paragraph(2, (Paint::Open, "waits for"), (Paint::Plain, &text))?;
    }
    match grade.since.as_ref().and_then(words::grade_since) {
        Some(told) => page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &told)),
        None => Ok(()),
    }
}

fn row(one: &Counting) -> [(Paint, String); 3] {
    let with = one.counted_with.as_ref().map(|rule| format!(" (counted with {rule})"));
    let what = format!("{} of {}{}", one.rule, one.key, with.unwrap_or_default());
    [(Paint::Plain, words::held(one)), (Paint::Plain, what), (Paint::Plain, String::new())]
}

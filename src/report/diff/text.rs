//! What is otherwise, for people: what the reports were made with, their sums, then change by change.

use std::io;

use super::{Changed, Diff, Standing, Turn};
use crate::report::words::diff as words;
use crate::report::words::voice::say;
use crate::report::writers::text::lines::{beyond, heading};
use crate::report::writers::text::page::{Page, Paint, clean};
use crate::report::{Out, Style};

/// Writes all of it, of the changes as many as the style shows.
pub(in crate::report) fn write(diff: &Diff, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    let same = diff.verified.as_ref().is_some_and(|verified| verified.same);
    if !style.quiet && !same {
        page.paragraph(0, (Paint::Plain, ""), (Paint::Strong, &words::compared(diff)))?;
        page.gap()?;
        heading(&mut page, &say("diff-made-with"))?;
        for line in words::apart(&diff.apart) {
            page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &line))?;
        }
        page.gap()?;
        totals(diff, &mut page)?;
        let most = style.findings.unwrap_or(usize::MAX);
        for change in diff.changes.iter().take(most) {
            one(change, &mut page)?;
            page.gap()?;
        }
        beyond(&mut page, diff.changes.len().saturating_sub(most), "diff-more", *style)?;
    }
    let paint = if diff.is_worse() { Paint::Strong } else { Paint::Good };
    if !same {
        page.paragraph(0, (Paint::Plain, ""), (paint, &words::changes(diff)))?;
    }
    if let Some(verified) = words::verified(diff) {
        page.paragraph(0, (Paint::Plain, ""), (Paint::Strong, &verified))?;
    }
    page.flush()
}

/// The sums of both.
fn totals(diff: &Diff, page: &mut Page<'_>) -> io::Result<()> {
    let plain = |[what, then, now]: [String; 3]| {
        let paint = if then == now { Paint::Faint } else { Paint::Plain };
        [(Paint::Plain, what), (paint, then), (paint, now)]
    };
    let head = [String::new(), say("diff-then"), say("diff-now")].map(|text| (Paint::Faint, text));
    let rows = words::totals(&diff.old.totals, &diff.new.totals).into_iter().map(plain);
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    page.table(2, &rows)?;
    page.gap()
}

fn one(change: &Changed, page: &mut Page<'_>) -> io::Result<()> {
    let subject = change.subject.as_ref();
    let key = subject.map(|subject| clean(&subject.key)).unwrap_or_default();
    let badge = words::turn(change.change).to_uppercase();
    let matter = clean(&words::matter(change));
    page.line(
        0,
        &[
            (paint(change), &badge),
            (Paint::Plain, "  "),
            (Paint::Plain, &words::stood(change)),
            (Paint::Plain, "  "),
            (Paint::Strong, &matter),
            (Paint::Plain, "  "),
            (Paint::Strong, &key),
        ],
    )?;
    let say_of = |label: &str| format!("{}:", say(label));
    if !change.message.is_empty() {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &change.message))?;
    }
    for fact in words::facts(change) {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &fact))?;
    }
    if let Some(waits) = words::missed(&change.missing) {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &waits))?;
    }
    if let Some(ended) = words::ended(&change.ended) {
        page.paragraph(2, (Paint::Faint, &say_of("diff-why")), (Paint::Plain, &ended))?;
    }
    let because = words::origins(&change.causes);
    page.paragraph(2, (Paint::Faint, &say_of("diff-cause")), (Paint::Plain, &because))
}

/// The colour of how bad it is, or of how it turned.
fn paint(change: &Changed) -> Paint {
    match (change.change, &change.now) {
        (Turn::Fixed | Turn::Milder, _) => Paint::Good,
        (Turn::EvidenceLost, _) => Paint::Open,
        (_, Some(Standing::Verdict { severity: Some(severity), .. })) => Paint::Severity(*severity),
        (_, Some(Standing::Verdict { severity: None, .. })) => Paint::Open,
        _ => Paint::Strong,
    }
}

//! The report for people: worst first, then what could not be decided, then what to ask for.

pub(super) mod finding;
mod open;
pub(super) mod page;
mod requests;
pub(super) mod summary;

use std::io::{self, Write};

use super::{Place, Report, Style};
use crate::ty::count;
use page::{Page, Paint};

/// Writes the whole report.
pub(super) fn write(report: &dyn Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut page = Page::new(&mut out, style.width, style.color);
    summary::scenario(report.head(), &mut page)?;
    if !style.quiet {
        finding::write(report, style.findings, &mut page)?;
        if style.open {
            open::write(report, style.undetermined, &mut page)?;
            requests::write(report, style.undetermined, &mut page)?;
        }
        summary::notes(report.head(), &mut page)?;
    }
    summary::limits(&report.head().limits, &mut page)?;
    if !style.quiet {
        summary::basis(report.head(), &mut page)?;
    }
    summary::write(report.head(), &mut page)?;
    out.flush()
}

/// A heading of a section.
pub(super) fn heading(page: &mut Page<'_>, text: &str) -> io::Result<()> {
    page.line(0, &[(Paint::Strong, text)])?;
    page.gap()
}

/// Says what is not shown, and how to see it; `what` is one of those things.
pub(super) fn beyond(page: &mut Page<'_>, left: u64, what: &str) -> io::Result<()> {
    let left = match left {
        1 => format!("one more {what}"),
        _ => format!("{} more {what}s", count(left)),
    };
    let text = format!("… and {left}; --limit 0 shows all, -o report.json writes all");
    page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &text))?;
    page.gap()
}

/// `deals.yaml:12:5`, with the scenario that set the fact there.
pub(super) fn place(place: &Option<Place>) -> String {
    place.as_ref().map(at).unwrap_or_default()
}

/// `house.risk:4:12, client.risk:1:12`.
pub(super) fn places(places: &[Place]) -> String {
    places.iter().map(at).collect::<Vec<_>>().join(", ")
}

fn at(Place { file, line, column, scenario }: &Place) -> String {
    match scenario {
        None => format!("{file}:{line}:{column}"),
        Some(name) => format!("set by scenario {name}, {file}:{line}:{column}"),
    }
}

//! Lines that all parts of the text have: headings, places, what is left out.

use std::io;

use super::page::{Page, Paint};
use crate::report::{Place, Style};
use crate::ty::count;

/// A heading of a section.
pub(in crate::report) fn heading(page: &mut Page<'_>, text: &str) -> io::Result<()> {
    page.line(0, &[(Paint::Strong, text)])?;
    page.gap()
}

/// Says what is not shown, if anything, and how to see it; `what` is one of those things.
pub(in crate::report) fn beyond(
    page: &mut Page<'_>,
    left: usize,
    what: &str,
    style: Style,
) -> io::Result<()> {
    let left = match left as u64 {
        0 => return Ok(()),
        1 => format!("one more {what}"),
        left => format!("{} more {what}s", count(left)),
    };
    let how = style.see_all.map(|how| format!("; {how}")).unwrap_or_default();
    let text = format!("… and {left}{how}");
    page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &text))?;
    page.gap()
}

/// `deals.yaml:12:5`, with the scenario that set the fact there.
pub(in crate::report) fn place(place: &Option<Place>) -> String {
    place.as_ref().map(at).unwrap_or_default()
}

/// `house.risk:4:12, client.risk:1:12`.
pub(in crate::report) fn places(places: &[Place]) -> String {
    places.iter().map(at).collect::<Vec<_>>().join(", ")
}

fn at(place: &Place) -> String {
    match place {
        Place::Set { scenario, .. } => format!("set by scenario {scenario}, {place}"),
        Place::Text { .. } | Place::Cell { .. } | Place::Row { .. } => place.to_string(),
    }
}

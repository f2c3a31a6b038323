//! Lines that all parts of the text have: headings, what is left out.

use std::io;

use super::page::{Page, Paint};
use crate::report::Style;
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

/// Says how many of those things are not shown as the baseline has them.
pub(in crate::report) fn known(
    page: &mut Page<'_>,
    known: u64,
    what: &str,
    style: Style,
) -> io::Result<()> {
    let known = match known {
        0 => return Ok(()),
        1 => format!("one {what} is known from the baseline"),
        known => format!("{} {what}s are known from the baseline", count(known)),
    };
    let how = style.see_all.map(|how| format!("; {how}")).unwrap_or_default();
    page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &(known + &how)))?;
    page.gap()
}

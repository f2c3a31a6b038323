//! Lines that all parts of the text have: headings, what is left out.

use std::io;

use super::page::{Page, Paint};
use crate::report::Style;
use crate::report::words::voice::some;

/// A heading of a section.
pub(in crate::report) fn heading(page: &mut Page<'_>, text: &str) -> io::Result<()> {
    page.line(0, &[(Paint::Strong, text)])?;
    page.gap()
}

/// Says what is not shown, if anything, and how to see it; `id` says how many there are of it.
pub(in crate::report) fn beyond(
    page: &mut Page<'_>,
    left: usize,
    id: &str,
    style: Style,
) -> io::Result<()> {
    if left == 0 {
        return Ok(());
    }
    let how = style.see_all.map(|how| format!("; {how}")).unwrap_or_default();
    let text = format!("{}{how}", some(id, left as u64));
    page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &text))?;
    page.gap()
}

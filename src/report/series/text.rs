//! How findings moved, for people: what each report found, then what moved from one to the next.

use std::io;

use super::Series;
use crate::report::words::series as words;
use crate::report::words::voice::say;
use crate::report::writers::text::lines::heading;
use crate::report::writers::text::page::{Page, Paint};
use crate::report::{Out, Style};

/// Writes all of it.
pub(in crate::report) fn write(series: &Series, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    heading(&mut page, &words::title(series))?;
    table(words::found(series), &mut page)?;
    heading(&mut page, &say("diff-moved"))?;
    table(words::moved(series), &mut page)?;
    for line in words::remarks(series) {
        page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &line))?;
    }
    page.flush()
}

fn table<const N: usize>(rows: Vec<[String; N]>, page: &mut Page<'_>) -> io::Result<()> {
    let paint = |row: usize| if row == 0 { Paint::Faint } else { Paint::Plain };
    let rows = rows.into_iter().enumerate();
    let rows: Vec<[(Paint, String); N]> =
        rows.map(|(at, cells)| cells.map(|cell| (paint(at), cell))).collect();
    page.table(2, &rows)?;
    page.gap()
}

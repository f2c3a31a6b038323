//! What was read, for people: the files, then what the records of each kind tell of each field.

use std::io;

use super::{FieldRead, Inventory, KindRead};
use crate::report::words::Remarks;
use crate::report::words::inventory as words;
use crate::report::words::voice::{counted, say, told};
use crate::report::writers::text::lines::heading;
use crate::report::writers::text::page::{Page, Paint};
use crate::report::{Out, Style};

/// Writes all of it.
pub(in crate::report) fn write(
    inventory: &Inventory,
    style: &Style,
    out: Out<'_>,
) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    heading(&mut page, &words::title(inventory))?;
    if let Some(mistakes) = words::mistakes(inventory) {
        page.paragraph(0, (Paint::Plain, ""), (Paint::Open, &mistakes))?;
        page.gap()?;
    }
    files(inventory, &mut page)?;
    for kind in &inventory.kinds {
        read(kind, inventory.base(), &mut page)?;
    }
    if let Some(none) = words::names(inventory.none_of.iter().map(String::as_str)) {
        let none = told!("inventory-none-of", kinds = none);
        page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &none))?;
        page.gap()?;
    }
    for remarks in [Remarks::notes(&inventory.notes), Remarks::skipped(&inventory.skipped)] {
        if remarks.lines.is_empty() {
            continue;
        }
        heading(&mut page, &remarks.heading())?;
        for line in &remarks.lines {
            page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, line))?;
        }
        page.gap()?;
    }
    page.flush()
}

fn files(inventory: &Inventory, page: &mut Page<'_>) -> io::Result<()> {
    let base = inventory.base();
    if !base.is_empty() {
        let base = told!("inventory-folder", folder = base);
        page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &base))?;
        page.gap()?;
    }
    for file in &inventory.files {
        let name = file.path.strip_prefix(base).unwrap_or(&file.path);
        let held = format!("{}: {}", file.format, words::held(file));
        page.paragraph(2, (Paint::Strong, name), (Paint::Plain, &held))?;
    }
    for unread in inventory.files.iter().filter_map(words::unread) {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &unread))?;
    }
    page.gap()
}

/// A kind, field by field; those of which no record tells anything are named together.
fn read(kind: &KindRead, base: &str, page: &mut Page<'_>) -> io::Result<()> {
    heading(page, &counted!("inventory-kind", kind.records, kind = kind.record))?;
    let (told, silent): (Vec<&FieldRead>, Vec<&FieldRead>) =
        kind.fields.iter().partition(|field| field.says_something());
    for field in told {
        let share = [Some(words::share(field)), words::doubts(field)];
        let share = share.into_iter().flatten().collect::<Vec<_>>().join("; ");
        page.paragraph(2, (Paint::Strong, &field.field), (Paint::Plain, &share))?;
        for line in words::told(field) {
            page.paragraph(4, (Paint::Plain, ""), (Paint::Plain, &line))?;
        }
        if let Some(examples) = words::examples(&field.examples, base) {
            page.paragraph(4, (Paint::Plain, ""), (Paint::Faint, &examples))?;
        }
    }
    if let Some(names) = words::names(silent.iter().map(|field| field.field.as_str())) {
        page.paragraph(2, (Paint::Faint, &say("inventory-silent")), (Paint::Plain, &names))?;
    }
    page.gap()
}

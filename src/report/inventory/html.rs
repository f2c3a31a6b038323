//! What was read, as a page: the files, a table of fields for each kind, and what was left out.

use std::io;

use maud::{Markup, html};

use super::{FieldRead, Inventory, KindRead, ReadFile};
use crate::report::words::Remarks;
use crate::report::words::inventory as words;
use crate::report::words::voice::{counted, say, told};
use crate::report::writers::html::page::{self, Entry, Frame, scrolls, section};
use crate::report::writers::html::sheet::Sheet;
use crate::report::writers::html::typeset::{measured, name, place, short, text};
use crate::report::{Out, Style};
use crate::ty::count;

/// Writes the whole page.
pub(in crate::report) fn write(inventory: &Inventory, _: &Style, out: Out<'_>) -> io::Result<()> {
    let mut sheet = Sheet::new(out);
    let project = inventory.project.clone().unwrap_or_else(|| say("inventory-title"));
    let frame = Frame { what: say("html-what-inventory"), project, as_of: "" };
    let all = [Remarks::notes(&inventory.notes), Remarks::skipped(&inventory.skipped)];
    let lines = all.iter().map(|remarks| remarks.lines.len()).sum::<usize>();
    let entry = |id, count: usize| Entry { id, count: Some(count as u64) };
    let mut entries = vec![
        entry("record-files", inventory.files.len()),
        entry("record-fields", inventory.kinds.len()),
    ];
    entries.extend((lines > 0).then(|| entry("remarks", lines)));
    sheet.put(&page::opening(&frame, &entries))?;
    let mistakes = words::mistakes(inventory).unwrap_or_default();
    sheet.put(&section("record-files", &say("html-record-files"), &mistakes, &files(inventory)))?;
    let none = words::names(inventory.none_of.iter().map(String::as_str));
    let none = none.map(|none| told!("inventory-none-of", kinds = none)).unwrap_or_default();
    sheet.put(&section("record-fields", &say("html-record-fields"), &none, &html! {}))?;
    for kind in &inventory.kinds {
        sheet.put(&read(kind, inventory.base()))?;
    }
    let told = html! {
        @for remarks in all.iter().filter(|remarks| !remarks.lines.is_empty()) {
            h3 { (remarks.heading()) }
            ul { @for line in &remarks.lines { li { (text(line)) } } }
        }
    };
    if lines > 0 {
        sheet.put(&section("remarks", &say("html-remarks"), "", &told))?;
    }
    sheet.put(&page::closing(false))?;
    sheet.flush()
}

fn files(inventory: &Inventory) -> Markup {
    let short = |file: &ReadFile| short(&file.path, inventory.base()).to_owned();
    let table = html! {
        table {
            thead { tr {
                @for head in ["html-file", "html-format", "html-file-records", "html-unread"] {
                    th scope="col" { (say(head)) }
                }
            } }
            tbody { @for file in &inventory.files {
                tr {
                    th scope="row" { (name(&short(file))) }
                    td { (file.format) }
                    td { (text(&words::held(file))) }
                    td { (text(&words::names(file.unread.iter().map(String::as_str)).unwrap_or_default())) }
                }
            } }
        }
    };
    scrolls(&say("html-record-files"), &table)
}

/// A kind, field by field; those of which no record tells anything are named together.
fn read(kind: &KindRead, base: &str) -> Markup {
    let (told, silent): (Vec<&FieldRead>, Vec<&FieldRead>) =
        kind.fields.iter().partition(|field| field.says_something());
    let title = counted!("inventory-kind", kind.records, kind = kind.record);
    let silent = words::names(silent.iter().map(|field| field.field.as_str()));
    let table = html! {
        table {
            thead { tr {
                th scope="col" { (say("html-field")) }
                th scope="col" { (say("html-field-type")) }
                th.num scope="col" { (say("html-given")) }
                th.num scope="col" { (say("html-not-given")) }
                th scope="col" { (say("html-values")) }
                th scope="col" { (say("html-examples")) }
            } }
            tbody { @for field in told { (row(field, base)) } }
        }
    };
    html! {
        section aria-label=(title) {
            h3 { (text(&title)) }
            (scrolls(&title, &table))
            @if let Some(silent) = silent { p { (say("inventory-silent")) " " (text(&silent)) } }
        }
        "\n"
    }
}

fn row(field: &FieldRead, base: &str) -> Markup {
    html! {
        tr {
            th scope="row" { (name(&field.field)) }
            td { (text(&field.ty)) }
            td.num { (count(field.given)) }
            td.num { (count(field.unknown)) }
            td {
                @for line in words::told(field).chain(words::doubts(field)) { p { (text(&line)) } }
            }
            td.beside {
                @for example in &field.examples {
                    p {
                        (measured(&example.value))
                        @if example.key != example.value.text { " " (name(&example.key)) }
                        " " span.at { (place(&example.place, base)) }
                    }
                }
            }
        }
    }
}

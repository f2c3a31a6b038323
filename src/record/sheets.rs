//! Which sheets of a workbook hold records, and of which kinds.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::document::{Kind, no_kind};
use super::error::{Problem, did_you_mean};
use super::mapping::node::Placed;
use super::mapping::plan::Plan;
use super::opening::Opening;
use super::origin::Origin;
use super::part::Part;
use super::readers::area::{Area, Named};
use super::readers::rows::Locate;
use super::readers::workbook::Workbook;
use super::sheet::{self, passed_over};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use crate::ty::{FieldId, RecordId, Schema};

/// The header of each sheet that was read, with the column that each name stands in.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<Vec<(String, u32)>>);

impl Locate for Headers {
    fn find(&self, _: &[u8], row: usize, plan: &Plan, field: FieldId) -> Option<(usize, usize)> {
        let from = &plan.fields.get(field.0 as usize)?.as_ref()?.from;
        let name = &plan.slots.get(from.slot)?.name;
        let header = self.0.get(Origin::sheet(row))?;
        let (_, column) = header.iter().find(|(known, _)| known == name)?;
        Some((row, *column as usize))
    }
}

/// What is read of one sheet.
struct Chosen {
    sheet: usize,
    record: RecordId,
    area: Area,
}

/// Reads the records of a workbook.
pub(super) fn read(part: &mut Part, source: &SourceFile, kind: Kind, opening: &Opening) -> Headers {
    let mut headers = Headers::default();
    let mut read = || {
        let mut book = Workbook::open(source.bytes())?;
        let names = book.sheets.iter().map(|sheet| Arc::from(sheet.name.as_str())).collect();
        source.name_parts(names);
        headers.0.resize(book.sheets.len(), Vec::new());
        for Chosen { sheet, record, area } in choose(part, &mut book, kind, opening)? {
            let header = sheet::read(part, &mut book, (sheet, record, area), &source.name);
            let header = header.map_err(|problem| Stop {
                at: opening.of_sheets().map(|said| said.span),
                ..problem.into()
            })?;
            if let Some(known) = headers.0.get_mut(sheet) {
                *known = header;
            }
        }
        Ok(())
    };
    if let Err(Stop { problem, at }) = read() {
        let file = part.place(0, 0);
        part.problems.add_at(*problem, at.map_or(file, Into::into));
    }
    headers
}

/// What ends reading, and where the manifest says what cannot be.
struct Stop {
    problem: Box<Problem>,
    at: Option<Span>,
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop { problem: Box::new(problem), at: None }
    }
}

fn stop(what: String, help: Option<String>, at: Option<&Placed>) -> Stop {
    Stop { problem: Box::new(Problem::NoSheet { what, help }), at: at.map(|at| at.span) }
}

/// The sheets that are read: the one that is named, else those that are named like sections, else
/// the only one in which something is written.
fn choose(
    part: &mut Part,
    book: &mut Workbook,
    kind: Kind,
    opening: &Opening,
) -> Result<Vec<Chosen>, Stop> {
    let (named, area) = said(book, opening)?;
    let schema = part.schema;
    let of_name = |name: &str| by_name(schema, name);
    if let Some(sheet) = named {
        let own = book.sheets.get(sheet).and_then(|sheet| of_name(&sheet.name));
        let record = kind.record.filter(|_| kind.said).or(own).or(kind.record);
        let record = record.ok_or_else(|| no_kind(schema))?;
        return Ok(vec![Chosen { sheet, record, area }]);
    }
    let written = written(part, book)?;
    let name = |sheet: &usize| book.sheets.get(*sheet).map_or("", |sheet| sheet.name.as_str());
    let mut chosen: Vec<Chosen> = written
        .iter()
        .filter_map(|sheet| Some(Chosen { sheet: *sheet, record: of_name(name(sheet))?, area }))
        .collect();
    if let Some(record) = kind.record.filter(|_| kind.said) {
        chosen.retain(|chosen| chosen.record == record);
    }
    if let (true, [only], Some(record)) = (chosen.is_empty(), written.as_slice(), kind.record) {
        chosen.push(Chosen { sheet: *only, record, area });
    }
    if chosen.is_empty() {
        let names: Vec<String> = written.iter().map(|sheet| format!("`{}`", name(sheet))).collect();
        return Err(match names.as_slice() {
            [] => stop("nothing is written in this workbook".to_owned(), None, None),
            [_] => no_kind(schema).into(),
            _ => {
                let what = "it is not clear which sheet of this workbook is to be read".to_owned();
                let help = format!(
                    "say in a manifest `sheet:` with one of {}, or name sheets after sections, such \
                     as `deals`",
                    names.join(", ")
                );
                stop(what, Some(help), None)
            }
        });
    }
    let others = written.iter().filter(|sheet| !chosen.iter().any(|one| one.sheet == **sheet));
    let others: Vec<usize> = others.copied().collect();
    tell_unread(part, book, &others, "the sheet");
    Ok(chosen)
}

/// The sheet and the cells that the manifest names.
fn said(book: &mut Workbook, opening: &Opening) -> Result<(Option<usize>, Area), Stop> {
    let mut sheet = opening.sheet.as_ref().map(|sheet| numbered(book, sheet)).transpose()?;
    let Some(range) = &opening.range else { return Ok((sheet, Area::WHOLE)) };
    let Some(Named { sheet: own, area }) =
        Named::parse(&range.text).or_else(|| book.named(&range.text))
    else {
        let what = format!("`{}` is no range of cells, and no name in this workbook", range.text);
        return Err(stop(what, Some("write it as `B4:N200`".to_owned()), Some(range)));
    };
    if let Some(own) = own {
        let own = numbered(book, &Placed { text: own, span: range.span })?;
        if sheet.is_some_and(|sheet| sheet != own) {
            let what = format!("`{}` is on another sheet than `sheet` says", range.text);
            return Err(stop(what, None, Some(range)));
        }
        sheet = Some(own);
    }
    Ok((sheet, area))
}

/// The number of the sheet of that name.
fn numbered(book: &Workbook, named: &Placed) -> Result<usize, Stop> {
    let names = || book.sheets.iter().map(|sheet| sheet.name.as_str());
    let exactly = names().position(|name| name == named.text);
    let folded = |text: &str| text.trim().to_lowercase();
    let nearly = || names().position(|name| folded(name) == folded(&named.text));
    exactly.or_else(nearly).ok_or_else(|| {
        let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        let help = did_you_mean(&named.text, names())
            .unwrap_or_else(|| format!("its sheets are {}", all.join(", ")));
        stop(format!("this workbook has no sheet `{}`", named.text), Some(help), Some(named))
    })
}

/// The sheets that are not hidden and in which something is written. Hidden ones are told.
fn written(part: &mut Part, book: &mut Workbook) -> Result<Vec<usize>, Stop> {
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for (at, sheet) in book.sheets.clone().iter().enumerate() {
        let mut blank = true;
        book.cells(&sheet.name, &mut |_, _, value| {
            blank = value.is_blank();
            if blank { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        match (blank, sheet.hidden) {
            (true, _) => {}
            (false, true) => hidden.push(at),
            (false, false) => shown.push(at),
        }
    }
    tell_unread(part, book, &hidden, "the hidden sheet");
    Ok(shown)
}

/// Tells of sheets that are not read though something is written in them.
fn tell_unread(part: &mut Part, book: &Workbook, sheets: &[usize], what: &str) {
    for (at, sheet) in sheets.iter().filter_map(|at| Some((*at, book.sheets.get(*at)?))) {
        let message = format!("{what} `{}` is not read", sheet.name);
        let place = part.place(Origin::row(at, 0), 0);
        let note: Diagnostic = passed_over(message, place);
        part.problems.note(note.help(format!("if it holds records, say `sheet: {}`", sheet.name)));
    }
}

/// The kind whose section a sheet is named after: `Deals`, `Exchange rates`, `deals 2025`.
fn by_name(schema: &Schema, sheet: &str) -> Option<RecordId> {
    let name = sheet.trim().to_lowercase().replace([' ', '-'], "_");
    super::read::kind_by_name(schema, &name)
}

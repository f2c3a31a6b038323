//! The rows of one sheet of a workbook, below its header.

use std::ops::ControlFlow;

use super::error::Problem;
use super::header;
use super::origin::Origin;
use super::part::{Keep, Part};
use super::problems::grouped;
use super::raw::{Form, Raw};
use super::readers::area::Area;
use super::readers::workbook::{Value, Workbook};
use super::rows::{MOST, Rows};
use crate::diagnostic::Diagnostic;
use crate::source::Place;
use crate::ty::RecordId;

/// A row as it is found.
struct Row {
    number: u32,
    cells: Vec<(u32, Value)>,
}

/// How often something was passed over, and where first: a row and a column.
#[derive(Default)]
struct Passed(Option<(u64, u32, u32)>);

impl Passed {
    fn add(&mut self, count: u64, row: u32, column: u32) {
        let (known, row, column) = self.0.unwrap_or((0, row, column));
        self.0 = Some((known + count, row, column));
    }
}

/// A sheet while it is read.
struct Reading<'p, 's> {
    part: &'p mut Part<'s>,
    sheet: usize,
    record: RecordId,
    file: &'p str,
    /// The names of columns and where they stand, once the header is found.
    header: Option<Vec<(String, u32)>>,
    /// By column from the first name on: its slot, or that it has a name and nobody reads it.
    slots: Vec<Option<Option<usize>>>,
    rows: Vec<Row>,
    last: u32,
    blank: Passed,
    unnamed: Passed,
    /// Whether a row stands further up in the sheet than the one before.
    out_of_order: bool,
}

/// Reads the rows of some cells of a sheet; gives the names of its columns.
pub(super) fn read(
    part: &mut Part,
    book: &mut Workbook,
    (sheet, record, area): (usize, RecordId, Area),
    file: &str,
) -> Result<Vec<(String, u32)>, Problem> {
    let Some(name) = book.sheets.get(sheet).map(|sheet| sheet.name.clone()) else {
        return Ok(Vec::new());
    };
    let mut reading = Reading {
        part,
        sheet,
        record,
        file,
        header: None,
        slots: Vec::new(),
        rows: Vec::new(),
        last: 0,
        blank: Passed::default(),
        unnamed: Passed::default(),
        out_of_order: false,
    };
    let mut row: Option<Row> = None;
    book.cells(&name, &mut |number, column, value| {
        if !area.has(number, column) || value.is_blank() {
            return ControlFlow::Continue(());
        }
        match &mut row {
            Some(row) if row.number == number => row.cells.push((column, value)),
            _ => {
                let next = Row { number, cells: vec![(column, value)] };
                if let Some(row) = row.replace(next) {
                    reading.row(row);
                }
            }
        }
        if reading.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if let Some(row) = row {
        reading.row(row);
    }
    reading.flush();
    if reading.out_of_order {
        let what = format!("the rows of its sheet `{name}` are not in order");
        return Err(Problem::Unopened { what, help: None });
    }
    let Some(header) = reading.header.take() else {
        let what = match area == Area::WHOLE {
            true => format!("nothing is written in the sheet `{name}`"),
            false => format!("nothing is written in this range of the sheet `{name}`"),
        };
        return Err(Problem::NoSheet { what, help: None });
    };
    reading.tell(&book.merged(&name), area, &header);
    Ok(header)
}

impl Reading<'_, '_> {
    fn is_over(&self) -> bool {
        self.out_of_order || self.part.problems.broken_off
    }

    /// Takes a row that is not blank.
    fn row(&mut self, mut row: Row) {
        row.cells.sort_by_key(|(column, _)| *column);
        if self.header.is_none() {
            self.last = row.number;
            return self.head(&row);
        }
        if row.number <= self.last {
            self.out_of_order = true;
            return;
        }
        if row.number > self.last + 1 {
            self.blank.add(u64::from(row.number - self.last - 1), self.last + 1, 0);
        }
        self.last = row.number;
        self.rows.push(row);
        if self.rows.len() == MOST {
            self.flush();
        }
    }

    /// Takes the row that names the columns.
    fn head(&mut self, row: &Row) {
        let at = Origin::row(self.sheet, row.number);
        let cells = row.cells.iter();
        let names: Vec<Raw> = cells
            .map(|(column, value)| Raw::scalar(value.text.as_str().into(), at, *column as usize))
            .collect();
        let slots = header::columns(self.part, self.record, self.file, &names);
        let text = |name: &Raw| name.text().unwrap_or_default().to_owned();
        let columns = row.cells.iter().map(|(column, _)| *column);
        self.header = Some(names.iter().map(text).zip(columns.clone()).collect());
        let width = columns.clone().max().map_or(0, |last| last as usize + 1);
        self.slots = vec![None; width];
        for (column, slot) in columns.zip(slots) {
            if let Some(known) = self.slots.get_mut(column as usize) {
                *known = Some(slot);
            }
        }
    }

    /// Hands on the rows that are kept.
    fn flush(&mut self) {
        if self.is_over() {
            return;
        }
        let plan = self.part.plan(self.record);
        let width = plan.slots.len();
        let mut raws: Vec<Option<Raw>> = vec![None; width * self.rows.len()];
        let mut places = Vec::with_capacity(self.rows.len());
        for (row, raws) in self.rows.iter().zip(raws.chunks_mut(width.max(1))) {
            let at = Origin::row(self.sheet, row.number);
            places.push((at, at));
            // A column that has a name says of each row that it is empty there.
            for (column, slot) in self.slots.iter().enumerate() {
                if let Some(raw) = slot.flatten().and_then(|slot| raws.get_mut(slot)) {
                    *raw = Some(Raw { start: at, end: column, form: Form::Null });
                }
            }
            for (column, value) in &row.cells {
                let Some(Some(slot)) = self.slots.get(*column as usize) else {
                    self.unnamed.add(1, row.number, *column);
                    continue;
                };
                if let Some(raw) = slot.and_then(|slot| raws.get_mut(slot)) {
                    *raw = Some(value.raw(at, *column as usize));
                }
            }
        }
        self.part.push(self.record, Rows::new(&raws, &places), None, Keep::Start);
        drop(raws);
        self.rows.clear();
    }

    /// Tells what was passed over.
    fn tell(&mut self, merged: &[Area], area: Area, header: &[(String, u32)]) {
        if let Some((count, row, column)) = self.blank.0 {
            let message = match count {
                1 => "a blank row stands between the rows, and is passed over".to_owned(),
                _ => format!(
                    "{} blank rows stand between the rows, and are passed over",
                    grouped(count)
                ),
            };
            self.note(
                message,
                (row, column),
                "leave them out, or say which cells to read: `range: A1:F40`",
            );
        }
        if let Some((count, row, column)) = self.unnamed.0 {
            let message = match count {
                1 => "a cell stands in a column without a name, and is not read".to_owned(),
                _ => format!(
                    "{} cells stand in columns without a name, and are not read",
                    grouped(count)
                ),
            };
            self.note(
                message,
                (row, column),
                "name the column in the header, or say which cells to read: `range: A1:F40`",
            );
        }
        let (left, right) = (header.first().map_or(0, |c| c.1), header.last().map_or(0, |c| c.1));
        let table = Area { rows: (0, self.last), columns: (left, right) };
        let spread = |one: &&Area| one.rows.0 != one.rows.1 || one.columns.0 != one.columns.1;
        let mut merged: Vec<&Area> = merged
            .iter()
            .filter(spread)
            .filter(|one| one.meets(&area) && one.meets(&table))
            .collect();
        merged.sort_by_key(|one| (one.rows.0, one.columns.0));
        if let Some(first) = merged.first() {
            let message = match merged.len() {
                1 => "cells are merged: the first of them alone holds what they show".to_owned(),
                count => format!(
                    "{} times cells are merged: the first of them alone holds what they show",
                    grouped(count as u64)
                ),
            };
            self.note(
                message,
                (first.rows.0, first.columns.0),
                "part them, and fill each cell that the value is of",
            );
        }
    }

    fn note(&mut self, message: String, (row, column): (u32, u32), help: &str) {
        let place = self.part.place(Origin::row(self.sheet, row), column as usize);
        self.part.problems.note(passed_over(message, place).help(help));
    }
}

/// That something in a workbook is not read.
pub(super) fn passed_over(message: String, at: Place) -> Diagnostic {
    Diagnostic::error("RW453", message, at, "").warning()
}

impl Value {
    /// Whether it is a text of which nothing is seen.
    pub(super) fn is_blank(&self) -> bool {
        self.typed.is_none() && self.text.trim().is_empty()
    }

    /// The same at a place.
    fn raw(&self, at: usize, column: usize) -> Raw<'_> {
        match self.typed {
            Some(typed) => Raw { start: at, end: column, form: Form::Typed(typed, &self.text) },
            None => Raw::scalar(self.text.as_str().into(), at, column),
        }
    }
}

//! A sheet of a workbook: a head that stays in sight, rows that can be filtered, and what has no
//! room.

use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use super::cell::{Cell, float};
use crate::outcome::Severity;
use crate::ty::count;

/// A column: what stands above it, and how many characters wide it is.
pub(super) type Column = (&'static str, f64);

/// How many rows a sheet tells. Excel would hold 1,048,576; nobody reads as many, and all of them are
/// in memory until the workbook is written.
pub(super) const ROWS: u32 = 100_000;

/// How high a line is, in points.
const LINE: f64 = 15.0;

/// How many lines of a row are in sight; a cell has the others.
const LINES: u32 = 12;

/// How many characters wide a sheet may be that is printed on one page across.
const READABLE: f64 = 240.0;

/// A sheet that is being written.
pub(super) struct Sheet {
    sheet: Worksheet,
    name: &'static str,
    columns: &'static [Column],
    looks: Looks,
    /// How many rows stand below the head.
    rows: u32,
    /// How many have no room.
    left: u64,
}

/// How cells look.
struct Looks {
    head: Format,
    text: Format,
    /// A text that begins as a formula does, marked as text so that it stays one when it is edited.
    quoted: Format,
    strong: Format,
    whole: Format,
    broken: Format,
    percent: Format,
    day: Format,
}

impl Looks {
    fn new() -> Looks {
        let top = || Format::new().set_align(FormatAlign::Top);
        let text = || top().set_text_wrap();
        Looks {
            head: text()
                .set_bold()
                .set_background_color(Color::RGB(0xF0_EE_E8))
                .set_border_bottom(FormatBorder::Thin),
            text: text(),
            quoted: text().set_quote_prefix(),
            strong: text().set_bold(),
            whole: top().set_num_format("#,##0"),
            broken: top().set_num_format("#,##0.00##############"),
            percent: top().set_num_format("0.00%"),
            day: top().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        }
    }

    fn severity(severity: Severity) -> Format {
        let color = match severity {
            Severity::Critical => 0x8B_1A_1A,
            Severity::High => 0xB0_43_1A,
            Severity::Medium => 0x8A_62_00,
            Severity::Low => 0x5F_69_58,
            Severity::Info => 0x68_6C_73,
        };
        let format = Format::new().set_align(FormatAlign::Top).set_font_color(Color::RGB(color));
        if severity >= Severity::High { format.set_bold() } else { format }
    }
}

impl Sheet {
    /// An empty sheet.
    pub(super) fn new(name: &'static str, columns: &'static [Column]) -> Self {
        Sheet { sheet: Worksheet::new(), name, columns, looks: Looks::new(), rows: 0, left: 0 }
    }

    /// The same sheet, empty.
    pub(super) fn anew(&self) -> Self {
        Sheet::new(self.name, self.columns)
    }

    /// One more row, if there is room for it.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), XlsxError> {
        if self.rows == ROWS {
            self.left += 1;
            return Ok(());
        }
        self.rows += 1;
        let mut lines = 1;
        for ((at, cell), (_, width)) in (0..).zip(cells).zip(self.columns) {
            self.cell(self.rows, at, &cell)?;
            lines = lines.max(cell.lines(*width));
        }
        // Not every spreadsheet finds out by itself how high a row must be.
        self.sheet.set_row_height(self.rows, LINE * f64::from(lines.min(LINES)))?;
        Ok(())
    }

    /// A row that begins a part of the sheet.
    pub(super) fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.rows += if self.rows == 0 { 1 } else { 2 };
        self.sheet.write_string_with_format(self.rows, 0, text, &self.looks.strong)?;
        Ok(())
    }

    fn cell(&mut self, row: u32, at: u16, cell: &Cell) -> Result<(), XlsxError> {
        let Sheet { sheet, looks, .. } = self;
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => {
                let look = if runs(text) { &looks.quoted } else { &looks.text };
                sheet.write_string_with_format(row, at, text, look)?
            }
            Cell::Count(n) => sheet.write_number_with_format(row, at, *n as f64, &looks.whole)?,
            Cell::Number(number) => {
                let whole = float(*number).fract() == 0.0;
                let look = if whole { &looks.whole } else { &looks.broken };
                sheet.write_number_with_format(row, at, float(*number), look)?
            }
            Cell::Percent(number) => {
                sheet.write_number_with_format(row, at, float(*number), &looks.percent)?
            }
            Cell::Day(date) => {
                let (year, month, day) = date.ymd();
                let of = |n: u32| u8::try_from(n).unwrap_or(0);
                let year = u16::try_from(year).unwrap_or(0);
                match ExcelDateTime::from_ymd(year, of(month), of(day)) {
                    // Before 1900 workbooks have no days.
                    Ok(day) if year >= 1900 => {
                        sheet.write_datetime_with_format(row, at, &day, &looks.day)?
                    }
                    _ => sheet.write_string_with_format(row, at, date.to_string(), &looks.text)?,
                }
            }
            Cell::Severity(severity) => {
                let look = Looks::severity(*severity);
                sheet.write_string_with_format(row, at, severity.name(), &look)?
            }
        };
        Ok(())
    }

    /// Ends it: its rows can be filtered, and what has no room is counted below them.
    pub(super) fn end(mut self, filtered: bool) -> Result<Worksheet, XlsxError> {
        self.head()?;
        let last = u16::try_from(self.columns.len()).unwrap_or(1).saturating_sub(1);
        if filtered && self.rows > 0 {
            self.sheet.autofilter(0, 0, self.rows, last)?;
        }
        if let Some(told) = self.left_out() {
            self.sheet.write_string_with_format(self.rows + 1, 0, told, &self.looks.strong)?;
        }
        Ok(self.sheet)
    }

    /// What stands above the columns, in sight and on every page in print.
    fn head(&mut self) -> Result<(), XlsxError> {
        let Sheet { sheet, looks, .. } = self;
        sheet.set_name(self.name)?;
        for (at, (title, width)) in (0..).zip(self.columns) {
            sheet.set_column_width(at, *width)?;
            sheet.write_string_with_format(0, at, *title, &looks.head)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape().set_paper_size(A4);
        let wide: f64 = self.columns.iter().map(|(_, width)| width).sum();
        match wide <= READABLE {
            true => sheet.set_print_fit_to_pages(1, 0),
            false => sheet.set_print_scale(60),
        };
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_footer("&L&A&R&P / &N");
        Ok(())
    }

    /// What has no room in it.
    pub(super) fn left_out(&self) -> Option<String> {
        let rows = count(u64::from(ROWS));
        (self.left > 0).then(|| {
            format!("{}: {} rows beyond the first {rows} are left out", self.name, count(self.left))
        })
    }
}

/// The paper's number.
const A4: u8 = 9;

/// Whether a spreadsheet might take a text for something to compute.
fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\''])
}

//! Workbooks as spreadsheet programs save them: XLSX, XLSM, XLSB, ODS and XLS, told apart by their
//! bytes. What a cell is, its file says: dates, numbers and truth values are no texts here.

use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use calamine::{
    Data, Dimensions, Ods, OdsError, Reader as _, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError,
};
use quick_xml::events::Event;

use super::area::{Area, Named};
use super::{compound, unpacked};
use crate::record::error::Problem;
use crate::record::raw::Fault;

mod value;

pub(in crate::record) use value::Value;
use value::{borrowed, named_fault, value};

type Bytes<'a> = Cursor<&'a [u8]>;

/// An opened workbook.
pub(in crate::record) struct Workbook<'a> {
    inner: Inner<'a>,
    /// Its sheets that have cells, in their order.
    pub(in crate::record) sheets: Vec<Sheet>,
}

enum Inner<'a> {
    Xlsx(Box<Xlsx<Bytes<'a>>>),
    Xlsb(Box<Xlsb<Bytes<'a>>>),
    Ods(Box<Ods<Bytes<'a>>>),
    Xls(Box<Xls<Bytes<'a>>>),
}

/// One sheet.
#[derive(Clone, Debug)]
pub(in crate::record) struct Sheet {
    pub(in crate::record) name: String,
    pub(in crate::record) hidden: bool,
}

/// Is given each cell that holds something, with its row and column, row by row.
pub(in crate::record) type Each<'e> = dyn FnMut(u32, u32, Value) -> ControlFlow<()> + 'e;

/// What a file with a signature of its own begins with.
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

impl<'a> Workbook<'a> {
    /// Opens a file by what it is, whatever the ending of its name says.
    pub(in crate::record) fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, Problem> {
        let inner = match bytes {
            [] => return Err(unopened("nothing is in it")),
            _ if bytes.starts_with(ZIP) => zipped(bytes)?,
            _ if bytes.starts_with(COMPOUND) => old(bytes)?,
            _ => return Err(no_workbook(bytes)),
        };
        let metadata = match &inner {
            Inner::Xlsx(book) => book.sheets_metadata(),
            Inner::Xlsb(book) => book.sheets_metadata(),
            Inner::Ods(book) => book.sheets_metadata(),
            Inner::Xls(book) => book.sheets_metadata(),
        };
        let cells = metadata.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheet = |sheet: &calamine::Sheet| Sheet {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
        };
        let sheets = cells.map(sheet).collect();
        Ok(Workbook { inner, sheets })
    }

    /// Gives each cell of a sheet that holds something, until `each` has enough.
    pub(in crate::record) fn cells(&mut self, sheet: &str, each: &mut Each) -> Result<(), Problem> {
        match &mut self.inner {
            Inner::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(of_xlsx)?;
                while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(of_xlsx)? {
                    let value = match (value(&cell.value), cell.formula) {
                        (None, Some(_)) => Some(Value::fault(Fault::Uncomputed, String::new())),
                        (value, _) => value,
                    };
                    let Some(value) = value else { continue };
                    if each(cell.pos.0, cell.pos.1, value).is_break() {
                        break;
                    }
                }
            }
            Inner::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(of_xlsb)?;
                while let Some(cell) = cells.next_cell().map_err(of_xlsb)? {
                    let (row, column) = cell.get_position();
                    let Some(value) = value(cell.get_value()) else { continue };
                    if each(row, column, value).is_break() {
                        break;
                    }
                }
            }
            Inner::Ods(book) => {
                grid(&book.worksheet_range(sheet).map_err(of_ods)?, named_fault, each);
            }
            Inner::Xls(book) => {
                grid(&book.worksheet_range(sheet).map_err(of_xls)?, |_| None, each);
            }
        }
        Ok(())
    }

    /// The merged cells of a sheet, as far as its format lets them be known.
    pub(in crate::record) fn merged(&mut self, sheet: &str) -> Vec<Area> {
        let merged: Vec<Dimensions> = match &mut self.inner {
            Inner::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).ok(),
            Inner::Xls(book) => book.merge_cells_by_sheet_name(sheet).ok(),
            Inner::Xlsb(_) | Inner::Ods(_) => None,
        }
        .unwrap_or_default();
        merged.iter().map(|place| Area::between(place.start, place.end)).collect()
    }

    /// The cells that go by a name, or are a table of that name.
    pub(in crate::record) fn named(&mut self, name: &str) -> Option<Named> {
        let is_it = |known: &&(String, String)| known.0.eq_ignore_ascii_case(name);
        let names = match &self.inner {
            Inner::Xlsx(book) => book.defined_names(),
            Inner::Xlsb(book) => book.defined_names(),
            Inner::Ods(book) => book.defined_names(),
            Inner::Xls(book) => book.defined_names(),
        };
        if let Some((_, cells)) = names.iter().find(is_it) {
            return Named::parse(cells);
        }
        let Inner::Xlsx(book) = &mut self.inner else { return None };
        book.load_tables().ok()?;
        let known =
            book.table_names().into_iter().find(|known| known.eq_ignore_ascii_case(name))?;
        let known = known.clone();
        let table = book.table_by_name(&known).ok()?;
        let (start, end) = table.data().start().zip(table.data().end())?;
        // Its header stands above.
        let area = Area::between((start.0.checked_sub(1)?, start.1), end);
        Some(Named { sheet: Some(table.sheet_name().to_owned()), area })
    }
}

/// Gives the cells of a sheet that the library has as a whole.
fn grid(cells: &calamine::Range<Data>, fault: impl Fn(&Data) -> Option<Value>, each: &mut Each) {
    let (top, left) = cells.start().unwrap_or_default();
    for (row, column, found) in cells.used_cells() {
        let place = (top + row as u32, left + column as u32);
        let Some(value) = fault(found).or_else(|| value(&borrowed(found))) else { continue };
        if each(place.0, place.1, value).is_break() {
            return;
        }
    }
}

/// Opens what is a zip archive.
fn zipped(bytes: &[u8]) -> Result<Inner<'_>, Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| unopened("it is cut short, or damaged"))?;
    unpacked::check_archive(&mut archive, bytes.len())?;
    let has =
        |name: &str| archive.file_names().flatten().any(|known| known.eq_ignore_ascii_case(name));
    let (binary, open) = (has("xl/workbook.bin"), has("content.xml"));
    if !binary && !open && !has("xl/workbook.xml") && !has("[Content_Types].xml") {
        return Err(unopened("it is a zip archive, and no workbook"));
    }
    if open {
        see_whole(&mut archive)?;
    }
    let cursor = Cursor::new(bytes);
    Ok(match (binary, open) {
        (true, _) => Inner::Xlsb(Box::new(Xlsb::new(cursor).map_err(of_xlsb)?)),
        (_, true) => Inner::Ods(Box::new(Ods::new(cursor).map_err(of_ods)?)),
        _ => Inner::Xlsx(Box::new(Xlsx::new(cursor).map_err(of_xlsx)?)),
    })
}

/// Sees to it that each element of an OpenDocument file ends: the library would wait for one that
/// does not for ever.
fn see_whole(archive: &mut zip::ZipArchive<Bytes<'_>>) -> Result<(), Problem> {
    for name in ["META-INF/manifest.xml", "content.xml"] {
        let part = archive.by_name(name).map_err(|_| unopened("a part of it is missing"))?;
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
        let (mut buffer, mut depth) = (Vec::new(), 0_u64);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|e| damaged(&e.to_string()))? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof if depth > 0 => return Err(unopened("it breaks off")),
                Event::Eof => break,
                _ => {}
            }
        }
    }
    Ok(())
}

/// Opens what is a compound file: an old workbook, or a newer one behind a password.
fn old(bytes: &[u8]) -> Result<Inner<'_>, Problem> {
    if !compound::is_whole(bytes) {
        return Err(unopened("it is cut short, or damaged"));
    }
    if let Err(XlsxError::Password) = Xlsx::new(Cursor::new(bytes)) {
        return Err(password());
    }
    Ok(Inner::Xls(Box::new(Xls::new(Cursor::new(bytes)).map_err(of_xls)?)))
}

fn of_xlsx(error: XlsxError) -> Problem {
    match error {
        XlsxError::Password => password(),
        other => damaged(&other.to_string()),
    }
}

fn of_xlsb(error: XlsbError) -> Problem {
    match error {
        XlsbError::Password => password(),
        other => damaged(&other.to_string()),
    }
}

fn of_ods(error: OdsError) -> Problem {
    match error {
        OdsError::Password => password(),
        other => damaged(&other.to_string()),
    }
}

fn of_xls(error: XlsError) -> Problem {
    match error {
        XlsError::Password => password(),
        other => damaged(&other.to_string()),
    }
}

fn damaged(what: &str) -> Problem {
    unopened(&format!("it is damaged ({what})"))
}

fn password() -> Problem {
    let help = "save it without the password, or export the sheet";
    Problem::Unopened { what: "a password protects it".to_owned(), help: Some(help.to_owned()) }
}

fn unopened(what: &str) -> Problem {
    Problem::Unopened { what: what.to_owned(), help: None }
}

/// What to say of a file that is none: many programs save a page or a text under such a name.
fn no_workbook(bytes: &[u8]) -> Problem {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(512)).unwrap_or_default());
    let head = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let (what, help) = match head.starts_with('<') {
        true => (
            "it is no workbook but a page",
            "open it in a spreadsheet program and save it as .xlsx",
        ),
        false => (
            "it is no workbook",
            "name the file after what it is, or say so in a manifest: `format: csv`",
        ),
    };
    Problem::Unopened { what: what.to_owned(), help: Some(help.to_owned()) }
}

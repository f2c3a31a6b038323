#!/usr/bin/env python3
"""Makes the workbooks and tables of this folder anew, with programs that are not ours.

    python3 -m venv target/foreign
    target/foreign/bin/pip install openpyxl xlwt pyarrow duckdb msoffcrypto-tool
    target/foreign/bin/python tests/foreign/make.py

LibreOffice (`soffice`) writes the OpenDocument files. The files are kept: the tests need none of
these programs.
"""

import datetime
import io
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
import xlwt
from openpyxl.worksheet.table import Table

HERE = pathlib.Path(__file__).parent
BOOKS = HERE / "books"

HEADER = ["id", "title", "booked", "amount", "rate", "firm", "count"]
DAY = datetime.date
ROWS = [
    ["a1", "Racks", DAY(2025, 3, 1), 1234.5, 0.1, True, 3],
    ["a2", "Société «Атлас»", DAY(1999, 12, 31), 1e6, 0.0375, False, 1000000],
    ["a3", "0012", datetime.datetime(2026, 2, 28, 23, 59, 59), 1 / 3, None, None, -7],
    ["a4", "unfair & <odd>", DAY(1900, 3, 1), 1e21, 1.5e-9, True, 0],
]


def filled(rows=ROWS, header=HEADER, title="Cells"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    truths(sheet)
    return book, sheet


def truths(sheet):
    """Formats truth values as such: LibreOffice writes others as the numbers 1 and 0."""
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, bool):
                cell.number_format = "BOOLEAN"


def save(book, name):
    book.save(BOOKS / name)


def typed():
    """The same cells in each format."""
    book, _ = filled()
    save(book, "typed.xlsx")
    convert("typed.xlsx", "ods")
    untold, sheet = filled()
    for row in sheet.iter_rows(min_row=2):
        row[5].number_format = "General"
    with tempfile.TemporaryDirectory() as work:
        source = pathlib.Path(work) / "typed.xlsx"
        untold.save(source)
        convert("typed.xlsx", "xls", source)
    old = xlwt.Workbook()
    sheet = old.add_sheet("Cells")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for i, row in enumerate([HEADER, *ROWS]):
        for j, cell in enumerate(row):
            if isinstance(cell, DAY):
                sheet.write(i, j, cell, day)
            elif cell is not None:
                sheet.write(i, j, cell)
    old.save(BOOKS / "typed-xlwt.xls")


def convert(name, ending, source=None):
    """Lets LibreOffice write a workbook in another format."""
    with tempfile.TemporaryDirectory() as work:
        source = source or BOOKS / name
        command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless"]
        command += ["--convert-to", ending, "--outdir", work, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        made = pathlib.Path(work) / pathlib.Path(name).with_suffix("." + ending).name
        shutil.copy(made, BOOKS / made.name)


def epoch_1904():
    book, _ = filled(ROWS[:3])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    save(book, "since-1904.xlsx")


def formulas():
    """Formulas that nobody computed, the same with what LibreOffice made of them, and errors."""
    rows = [
        ["a1", '="x" & "y"', "=DATE(2025,3,1)", "=1000+234.5", "=1/8", None, "=3"],
        ["a2", "plain", DAY(2025, 4, 1), "=1/0", '=NA()', None, "=VLOOKUP(9,A1:B2,2,FALSE)"],
    ]
    book, sheet = filled(rows)
    sheet["C2"].number_format = "yyyy-mm-dd"
    save(book, "never-computed.xlsx")
    for ending in ["xlsx", "ods", "xls"]:
        with tempfile.TemporaryDirectory() as work:
            source = pathlib.Path(work) / "computed.xlsx"
            shutil.copy(BOOKS / "never-computed.xlsx", source)
            convert("computed.xlsx", ending, source)
    sound, sheet = filled(rows[:1])
    sheet["C2"].number_format = "yyyy-mm-dd"
    save(sound, "sound-formulas.xlsx")
    convert("sound-formulas.xlsx", "xlsx", BOOKS / "sound-formulas.xlsx")


def sheets():
    """Several sheets, of which two go by sections, one is hidden, one blank and one a note."""
    book, sheet = filled(title="Cells")
    book.create_sheet("Others").append(["id", "of"])
    book["Others"].append(["o1", "a1"])
    notes = book.create_sheet("Notes")
    notes["C3"] = "made for the audit"
    book.create_sheet("Blank")
    hidden = book.create_sheet("Secret")
    hidden.append(HEADER)
    hidden.append(["s1", *ROWS[0][1:]])
    truths(hidden)
    hidden.sheet_state = "hidden"
    save(book, "sheets.xlsx")
    convert("sheets.xlsx", "ods")
    book["Cells"].title = "Export 1"
    book["Others"].title = "Export 2"
    save(book, "unclear.xlsx")


def shapes():
    """A table somewhere on its sheet: titles, blank rows, merged cells, notes beside it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Q3 2025"
    sheet["B1"] = "Loan book as of 30 September"
    for i, row in enumerate([HEADER, *ROWS[:2], [], [], *ROWS[2:]]):
        for j, cell in enumerate(row):
            sheet.cell(4 + i, 2 + j, cell)
    sheet["B12"] = "Total"
    sheet["J6"] = "check this"
    sheet.merge_cells("E5:E6")
    book.defined_names["Loans"] = openpyxl.workbook.defined_name.DefinedName(
        "Loans", attr_text="'Q3 2025'!$B$4:$H$10"
    )
    table = book.create_sheet("Tables")
    for i, row in enumerate([HEADER, *ROWS]):
        for j, cell in enumerate(row):
            table.cell(3 + i, 3 + j, cell)
    table.add_table(Table(displayName="Positions", ref="C3:I7"))
    truths(sheet)
    truths(table)
    save(book, "shapes.xlsx")
    convert("shapes.xlsx", "ods")


def bad():
    data = (BOOKS / "typed.xlsx").read_bytes()
    (BOOKS / "cut-short.xlsx").write_bytes(data[: len(data) // 2])
    (BOOKS / "page.xls").write_text("<html><table><tr><td>id</td></tr></table></html>\n")
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(
        bomb, "w", zipfile.ZIP_DEFLATED
    ) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("xl/media/filler.bin", b"\0" * (70 << 20))
    (BOOKS / "bomb.xlsx").write_bytes(bomb.getvalue())
    import msoffcrypto

    with open(BOOKS / "typed.xlsx", "rb") as plain, open(BOOKS / "locked.xlsx", "wb") as out:
        msoffcrypto.OfficeFile(plain).encrypt("secret", out)


if __name__ == "__main__":
    BOOKS.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or ["typed", "epoch_1904", "formulas", "sheets", "shapes", "bad"]
    for name in wanted:
        globals()[name]()

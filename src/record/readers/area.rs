//! Cells of a sheet as workbooks write them: `B4:N200`, `$B$4:$N$200`, `B:N`, `4:200`.

/// A rectangle of cells, counted from 0, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::record) struct Area {
    pub(in crate::record) rows: (u32, u32),
    pub(in crate::record) columns: (u32, u32),
}

/// An area that may say of which sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) struct Named {
    pub(in crate::record) sheet: Option<String>,
    pub(in crate::record) area: Area,
}

impl Area {
    /// A whole sheet.
    pub(in crate::record) const WHOLE: Area = Area { rows: (0, u32::MAX), columns: (0, u32::MAX) };

    /// The cells from one corner to the other, each a row and a column.
    pub(in crate::record) fn between(start: (u32, u32), end: (u32, u32)) -> Area {
        Area { rows: (start.0, end.0), columns: (start.1, end.1) }
    }

    /// Whether a cell is in it.
    pub(in crate::record) fn has(&self, row: u32, column: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
            && (self.columns.0..=self.columns.1).contains(&column)
    }

    /// Whether they have a cell in common.
    pub(in crate::record) fn meets(&self, other: &Area) -> bool {
        self.rows.0 <= other.rows.1
            && other.rows.0 <= self.rows.1
            && self.columns.0 <= other.columns.1
            && other.columns.0 <= self.columns.1
    }
}

impl Named {
    /// Reads `B4:N200`, with or without a sheet: `Deals!B4:N200`, `'My deals'!$B$4:$N$200`; also as
    /// OpenDocument writes it: `$Deals.$B$4:.$N$200`.
    pub(in crate::record) fn parse(text: &str) -> Option<Named> {
        let text = text.trim().trim_start_matches('=');
        let (sheet, cells) = match sheet_end(text) {
            Some((at, mark)) => (Some(text.get(..at)?), text.get(at + mark.len_utf8()..)?),
            None => (None, text),
        };
        let sheet = sheet.map(|sheet| {
            let sheet = sheet.trim_start_matches('$');
            let inner = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
            inner.map_or_else(|| sheet.to_owned(), |inner| inner.replace("''", "'"))
        });
        let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
        // A row or a column alone is not told from a name.
        let whole = |(row, column): (Option<u32>, Option<u32>)| row.is_some() && column.is_some();
        if !cells.contains(':') && !corner(cells).is_some_and(whole) {
            return None;
        }
        // The second corner may name the sheet again.
        let last = last.rsplit(['!', '.']).next()?;
        let ((top, left), (bottom, right)) = (corner(first)?, corner(last)?);
        let ends =
            |first: Option<u32>, last: Option<u32>| (first.unwrap_or(0), last.unwrap_or(u32::MAX));
        let area = Area { rows: ends(top, bottom), columns: ends(left, right) };
        let well = area.rows.0 <= area.rows.1 && area.columns.0 <= area.columns.1;
        well.then_some(Named { sheet, area })
    }
}

/// Where the name of a sheet ends, and by which mark; none in quotes counts.
fn sheet_end(text: &str) -> Option<(usize, char)> {
    let mut quoted = false;
    text.char_indices().find(|(_, c)| {
        quoted ^= *c == '\'';
        !quoted && matches!(c, '!' | '.')
    })
}

/// Row and column of a corner, as far as it says them: `N200`, `$N`, `200`.
fn corner(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = text.replace('$', "");
    let split = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (letters, digits) = text.split_at(split);
    let column = |letters: &str| {
        let add = |sum: u32, letter: u8| {
            sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        };
        letters.bytes().try_fold(0, add)?.checked_sub(1)
    };
    let row = match digits {
        "" => None,
        _ if digits.bytes().all(|b| b.is_ascii_digit()) => {
            Some(digits.parse::<u32>().ok()?.checked_sub(1)?)
        }
        _ => return None,
    };
    let column = if letters.is_empty() { None } else { Some(column(letters)?) };
    (row.is_some() || column.is_some()).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First and last.
    type Ends = (u32, u32);

    fn cells(text: &str) -> Option<(Option<String>, Ends, Ends)> {
        Named::parse(text).map(|named| (named.sheet, named.area.rows, named.area.columns))
    }

    #[test]
    fn cells_are_read_as_workbooks_write_them() {
        let whole = u32::MAX;
        assert_eq!(cells("B4:N200"), Some((None, (3, 199), (1, 13))));
        assert_eq!(cells("$b$4:$aa$200"), Some((None, (3, 199), (1, 26))));
        assert_eq!(cells("B:N"), Some((None, (0, whole), (1, 13))));
        assert_eq!(cells("B4:N"), Some((None, (3, whole), (1, 13))));
        assert_eq!(cells("4:200"), Some((None, (3, 199), (0, whole))));
        assert_eq!(cells("C7"), Some((None, (6, 6), (2, 2))));
        let sheet = |name: &str| Some((Some(name.to_owned()), (3, 4), (1, 2)));
        assert_eq!(cells("Deals!B4:C5"), sheet("Deals"));
        assert_eq!(cells("='It''s all!'!$B$4:$C$5"), sheet("It's all!"));
        assert_eq!(cells("$Deals.$B$4:.$C$5"), sheet("Deals"));
        assert_eq!(cells("$'A.B'.$B$4:$'A.B'.$C$5"), sheet("A.B"));
        for none in ["", "deals", "B4:", "N200:B4", "B0:N9", "4", "B-4:N2", "#REF!"] {
            assert_eq!(cells(none), None, "{none}");
        }
    }
}

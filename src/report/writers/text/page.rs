//! The page that text reports are written on: width, indentation, wrapping, colour.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::outcome::Severity;
use crate::report::Out;
use crate::value::text::on_one_line;

/// How a run of text looks where colours are on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::report) enum Paint {
    /// As it is.
    Plain,
    /// What stands out: names, headings.
    Strong,
    /// What stands back: places, labels.
    Faint,
    /// The colour of a severity.
    Severity(Severity),
    /// What could not be decided.
    Open,
    /// The gate is met.
    Good,
}

impl Paint {
    fn code(self) -> &'static str {
        match self {
            Paint::Plain => "",
            Paint::Strong => "1",
            Paint::Faint => "2",
            Paint::Severity(Severity::Critical) => "1;97;41",
            Paint::Severity(Severity::High) => "1;31",
            Paint::Severity(Severity::Medium) => "1;33",
            Paint::Severity(Severity::Low) => "1;36",
            Paint::Severity(Severity::Info) => "1;34",
            Paint::Open => "1;35",
            Paint::Good => "1;32",
        }
    }
}

/// A page of some width, written line by line.
pub(in crate::report) struct Page<'w> {
    out: io::BufWriter<Out<'w>>,
    width: usize,
    color: bool,
}

impl<'w> Page<'w> {
    /// A page on that stream; narrower than 40 columns it is not.
    pub(in crate::report) fn new(out: Out<'w>, width: usize, color: bool) -> Self {
        let out = io::BufWriter::new(out);
        Page { out, width: width.max(40), color }
    }

    /// Columns of a line.
    pub(in crate::report) fn width(&self) -> usize {
        self.width
    }

    /// Hands on what was written.
    pub(in crate::report) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// An empty line.
    pub(in crate::report) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// One line of painted runs, as they come.
    pub(in crate::report) fn line(
        &mut self,
        indent: usize,
        runs: &[(Paint, &str)],
    ) -> io::Result<()> {
        write!(self.out, "{:indent$}", "")?;
        self.guard(runs.iter().map(|(_, text)| *text))?;
        for (paint, text) in runs {
            self.run(*paint, text)?;
        }
        writeln!(self.out)
    }

    /// Keeps a line from being a command: build servers obey lines that begin with two colons,
    /// whatever blanks are before them, and what a record says may begin one.
    fn guard<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> io::Result<()> {
        let text = texts.map(str::trim_start).find(|text| !text.is_empty());
        match text.is_some_and(|text| text.starts_with("::")) {
            true => self.out.write_all(b"\\"),
            false => Ok(()),
        }
    }

    fn run(&mut self, paint: Paint, text: &str) -> io::Result<()> {
        match paint.code() {
            code if self.color && !code.is_empty() => write!(self.out, "\x1b[{code}m{text}\x1b[0m"),
            _ => self.out.write_all(text.as_bytes()),
        }
    }

    /// A paragraph that begins with a label; further lines are indented two columns more.
    pub(in crate::report) fn paragraph(
        &mut self,
        indent: usize,
        label: (Paint, &str),
        text: (Paint, &str),
    ) -> io::Result<()> {
        let head = if label.1.is_empty() { 0 } else { columns(label.1) + 1 };
        let hang = if head > 0 { 2 } else { 0 };
        let room = self.width.saturating_sub(indent + hang).max(20);
        let lines = wrap(&clean(text.1), room, head.saturating_sub(hang));
        for (i, line) in lines.iter().enumerate() {
            match i {
                0 if head > 0 => {
                    self.line(indent, &[label, (Paint::Plain, " "), (text.0, line)])?
                }
                0 => self.line(indent, &[(text.0, line)])?,
                _ => self.line(indent + hang, &[(text.0, line)])?,
            }
        }
        Ok(())
    }

    /// Rows of cells under each other. The last ones are places: they never wrap, and stand on
    /// lines of their own where the row would have to break words for them.
    pub(in crate::report) fn table<const N: usize>(
        &mut self,
        indent: usize,
        rows: &[[(Paint, String); N]],
    ) -> io::Result<()> {
        let (widths, beside) = self.widths(indent, rows);
        for row in rows {
            let cells: Vec<Vec<String>> = row
                .iter()
                .zip(widths)
                .enumerate()
                .map(|(i, ((_, text), width))| match i + 1 == N {
                    true if beside => vec![clean(text)],
                    true => Vec::new(),
                    false => wrap(&clean(text), width, 0),
                })
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for y in 0..height {
                self.table_line(indent, row, &widths, &cells, y)?;
            }
            if let Some((paint, place)) =
                row.last().filter(|(_, place)| !beside && !place.is_empty())
            {
                self.line(indent + HANG, &[(*paint, &clean(place))])?;
            }
        }
        Ok(())
    }

    fn table_line<const N: usize>(
        &mut self,
        indent: usize,
        row: &[(Paint, String); N],
        widths: &[usize; N],
        cells: &[Vec<String>],
        y: usize,
    ) -> io::Result<()> {
        let mut pad = indent;
        let first = cells.iter().filter_map(|lines| lines.get(y)).map(String::as_str);
        self.guard(first)?;
        for (((paint, _), width), lines) in row.iter().zip(widths).zip(cells) {
            let text = lines.get(y).map_or("", String::as_str);
            if !text.is_empty() {
                write!(self.out, "{:pad$}", "")?;
                self.run(*paint, text)?;
                pad = 0;
            }
            pad += width.saturating_sub(columns(text)) + GUTTER;
        }
        writeln!(self.out)
    }

    /// The width of each column, and whether the last one fits beside the others. Where even the
    /// others are too much, the widest gives way first.
    fn widths<const N: usize>(
        &self,
        indent: usize,
        rows: &[[(Paint, String); N]],
    ) -> ([usize; N], bool) {
        let mut widths = [0; N];
        for row in rows {
            for (width, (_, text)) in widths.iter_mut().zip(row) {
                *width = (*width).max(columns(text));
            }
        }
        let room = self.width.saturating_sub(indent + GUTTER * N.saturating_sub(1));
        let beside = widths.iter().sum::<usize>() <= room;
        if beside {
            return (widths, true);
        }
        if let Some(last) = widths.last_mut() {
            *last = 0;
        }
        let mut excess = widths.iter().sum::<usize>().saturating_sub(room);
        while excess > 0 {
            let Some(widest) = widths.iter_mut().filter(|width| **width > NARROWEST).max() else {
                break;
            };
            let cut = excess.min(*widest - NARROWEST);
            *widest -= cut;
            excess -= cut;
        }
        (widths, false)
    }
}

/// Columns between the cells of a table.
const GUTTER: usize = 2;

/// How much further in a place stands that has a line of its own.
const HANG: usize = 4;

/// How narrow a column of a table may get.
const NARROWEST: usize = 12;

/// How many columns of a terminal a text takes.
pub(in crate::report) fn columns(text: &str) -> usize {
    text.width()
}

/// The text on one line, without anything that a terminal or a build server would obey.
pub(in crate::report) fn clean(text: &str) -> String {
    let text: String = text.chars().map(on_one_line).collect();
    if text.contains("##") { unbidden(&text) } else { text }
}

/// The text without the commands that other build servers obey within a line.
fn unbidden(text: &str) -> String {
    let commands = ["##[", "##vso[", "##teamcity["];
    commands.iter().fold(text.to_owned(), |text, command| {
        text.replace(command, &command.replacen("##", "# #", 1))
    })
}

/// The blank at which no line ends.
const TOGETHER: char = '\u{a0}';

/// Lines of at most `width` columns, broken between words, and within a word that is longer
/// than a line. The first line is `used` columns shorter.
pub(in crate::report) fn wrap(text: &str, width: usize, used: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = width.saturating_sub(used);
    let between = |c: char| c.is_whitespace() && c != TOGETHER;
    for word in text.split(between).filter(|word| !word.is_empty()) {
        let needs = columns(word);
        let empty = lines.last().is_none_or(String::is_empty);
        let space = usize::from(!empty);
        if needs + space > room && !(empty && room == width) {
            lines.push(String::new());
            room = width;
        } else if space == 1 {
            push(&mut lines, ' ');
            room -= 1;
        }
        for c in word.chars() {
            let takes = c.width().unwrap_or(0);
            if takes > room {
                lines.push(String::new());
                room = width;
            }
            push(&mut lines, c);
            room = room.saturating_sub(takes);
        }
    }
    lines
}

fn push(lines: &mut [String], c: char) {
    if let Some(line) = lines.last_mut() {
        line.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_by_width() {
        assert_eq!(wrap("one two three", 7, 0), ["one two", "three"]);
        assert_eq!(wrap("one two three", 7, 4), ["one", "two", "three"]);
        assert_eq!(wrap("株式会社 株式", 8, 0), ["株式会社", "株式"]);
        assert_eq!(wrap("abcdefghij", 4, 0), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("up to 1\u{a0}000\u{a0}km", 10, 0), ["up to", "1\u{a0}000\u{a0}km"]);
        assert_eq!(wrap("", 4, 0), [""]);
    }

    #[test]
    fn no_line_is_a_command() {
        let mut out = Vec::new();
        let mut page = Page::new(Box::new(&mut out), 40, true);
        let text = (Paint::Plain, "::stop-commands::x is a deal of some length and ::another::");
        page.paragraph(2, (Paint::Plain, ""), text).expect("memory");
        page.line(0, &[(Paint::Plain, " "), (Paint::Strong, " ::add-mask::x")]).expect("memory");
        let row = [(Paint::Plain, String::new()), (Paint::Faint, "::group::".to_owned())];
        page.table(4, &[row]).expect("memory");
        drop(page);
        let text = String::from_utf8(out).expect("UTF-8");
        let bare = text.replace("\x1b[1m", "").replace("\x1b[2m", "");
        assert!(bare.lines().all(|line| !line.trim_start().starts_with("::")), "{text}");
        assert!(bare.contains("\\::stop-commands::x is"), "{text}");
        assert_eq!(clean("a ##vso[task.x] ##[b] ##c"), "a # #vso[task.x] # #[b] ##c");
    }

    #[test]
    fn nothing_reaches_the_terminal_but_text() {
        assert_eq!(clean("a\x1b[31mb\nc\u{202E}d"), "a\u{FFFD}[31mb c\u{FFFD}d");
    }
}

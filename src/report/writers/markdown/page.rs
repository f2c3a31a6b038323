//! The bytes that a page in Markdown may have, and what has become of them.

use std::io::{self, Write};

use crate::report::Out;
use crate::report::words::voice::some;

/// A page that has no more bytes than it may.
pub(in crate::report) struct Page<'w> {
    out: io::BufWriter<Out<'w>>,
    /// How many bytes there is still room for.
    room: usize,
}

impl<'w> Page<'w> {
    /// A page of so many bytes.
    pub(in crate::report) fn new(out: Out<'w>, room: usize) -> Self {
        Page { out: io::BufWriter::new(out), room }
    }

    /// Writes a piece if there is room for it and, behind it, for so many bytes more.
    pub(in crate::report) fn put(&mut self, piece: &str, spare: usize) -> io::Result<bool> {
        let fits = piece.len() + spare <= self.room;
        if fits {
            self.must(piece)?;
        }
        Ok(fits)
    }

    /// Writes a piece for which room was kept.
    pub(in crate::report) fn must(&mut self, piece: &str) -> io::Result<()> {
        self.room = self.room.saturating_sub(piece.len());
        self.out.write_all(piece.as_bytes())
    }

    /// Hands on what was written.
    pub(in crate::report) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Lines that are told later, the first of them within so many bytes.
pub(in crate::report) struct Folded {
    room: usize,
    lines: String,
    told: u64,
    /// How many there are.
    pub(in crate::report) all: u64,
}

impl Folded {
    /// Lines of so many bytes.
    pub(in crate::report) fn within(room: usize) -> Self {
        Folded { room, lines: String::new(), told: 0, all: 0 }
    }

    /// One more, told if there is room for it and all before it are.
    pub(in crate::report) fn add(&mut self, line: &str) {
        if self.told == self.all && self.lines.len() + line.len() <= self.room {
            self.told += 1;
            self.lines.push_str(line);
        }
        self.all += 1;
    }

    /// All of them behind a summary, and how many are not told, which `id` says.
    pub(in crate::report) fn fold(&self, summary: &str, id: &str) -> String {
        let left = match self.all - self.told {
            0 => String::new(),
            left => format!("- {}\n", some(id, left)),
        };
        let lines = &self.lines;
        format!("<details>\n<summary>{summary}</summary>\n\n{lines}{left}\n</details>\n\n")
    }
}

//! Files, spans and positions: where every word of a rule and every fact stands.

use std::sync::Arc;

/// Names one file of a [`Sources`] collection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(pub u32);

/// A run of bytes in one file. Positions for people are made from it by [`Sources::position`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Length in bytes.
    pub len: u32,
    /// Offset of the first byte.
    pub start: u64,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        let len = u32::try_from(end.saturating_sub(start)).unwrap_or(u32::MAX);
        Span { file, len, start: start as u64 }
    }

    /// Offset just behind the last byte.
    pub fn end(self) -> u64 {
        self.start + u64::from(self.len)
    }

    /// The smallest span that holds both; both must lie in one file.
    pub fn to(self, other: Span) -> Span {
        let start = self.start.min(other.start);
        let end = self.end().max(other.end());
        Span::new(self.file, start as usize, end as usize)
    }
}

/// A position as people and editors count it; every number but the offset starts at 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Line number.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

/// The bytes of a file, however they are held (read into memory, mapped, embedded).
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// One file: the name that reports print for it, and its bytes.
#[derive(Clone)]
pub struct SourceFile {
    /// The path as the user gave it, or `std/deals.risk` for what ships with the engine.
    pub name: Arc<str>,
    bytes: Bytes,
}

impl SourceFile {
    /// The whole file.
    pub fn bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// The file as text, empty where it is not valid UTF-8 (readers report that first).
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

/// All files of a run: rule files, record files, the manifest.
#[derive(Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and names it.
    pub fn add(&mut self, name: impl Into<Arc<str>>, bytes: Bytes) -> FileId {
        self.files.push(SourceFile { name: name.into(), bytes });
        FileId(self.files.len() as u32 - 1)
    }

    /// Adds a file from text in memory.
    pub fn add_text(&mut self, name: impl Into<Arc<str>>, text: impl Into<Vec<u8>>) -> FileId {
        self.add(name, Arc::new(text.into()))
    }

    /// The file of that name.
    pub fn file(&self, id: FileId) -> &SourceFile {
        // INVARIANT: a FileId comes from `add` of this collection.
        &self.files[id.0 as usize]
    }

    /// Every file, in the order of addition.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(i as u32), f))
    }

    /// The text under a span; empty where it is not valid UTF-8.
    pub fn text(&self, span: Span) -> &str {
        let bytes = self.file(span.file).bytes();
        let end = (span.end() as usize).min(bytes.len());
        let start = (span.start as usize).min(end);
        std::str::from_utf8(&bytes[start..end]).unwrap_or_default()
    }

    /// Line and column of a span's first byte.
    pub fn position(&self, span: Span) -> Position {
        let bytes = self.file(span.file).bytes();
        let at = (span.start as usize).min(bytes.len());
        let before = &bytes[..at];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
        let line = memchr::memchr_iter(b'\n', before).count() as u32 + 1;
        // A byte-order mark is no character of the first line.
        let head =
            before[line_start..].strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&before[line_start..]);
        let column = head.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32 + 1;
        Position { line, column }
    }
}

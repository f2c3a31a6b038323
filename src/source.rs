//! Files, spans and positions: where every word of a rule and every fact stands.

mod place;

use std::sync::{Arc, OnceLock};

pub use place::{Place, Spot};

/// Names one file of a [`Sources`] collection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(pub u32);

/// A run of bytes in one file. Positions for people are made from it by [`Sources::position`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u64,
    /// Length in bytes.
    pub len: u32,
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

/// A position as people and editors count it; both numbers start at 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Line number.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

impl Position {
    /// The position behind those bytes, which start here.
    fn behind(self, bytes: &[u8]) -> Position {
        let characters =
            |bytes: &[u8]| bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32;
        match memchr::memrchr(b'\n', bytes) {
            None => Position { column: self.column + characters(bytes), ..self },
            Some(last) => Position {
                line: self.line + memchr::memchr_iter(b'\n', bytes).count() as u32,
                column: 1 + characters(&bytes[last + 1..]),
            },
        }
    }
}

/// The bytes of a file, however they are held (read into memory, mapped, embedded).
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// One file: its names, and its bytes.
#[derive(Clone)]
pub struct SourceFile {
    /// The path as the user gave it, or `std/deals.risk` for what ships with the engine.
    pub name: Arc<str>,
    /// What reports call it: the same, unless whoever reads the files knows better.
    pub called: Arc<str>,
    bytes: Bytes,
    /// The text that the file packs or has in another encoding, once it is read.
    opened: OnceLock<Bytes>,
    /// The position of every [`BLOCK`]'s first byte, counted when first asked for.
    marks: OnceLock<Arc<[Position]>>,
    /// What its reader calls its parts, where it is no text: sheets of a workbook, columns of a
    /// table.
    parts: OnceLock<Arc<[Arc<str>]>>,
}

/// How far the marks of a file lie apart, in bytes: what finding one position may have to scan.
const BLOCK: usize = 1 << 16;

impl SourceFile {
    /// The whole file as it is read: the text that it packs or has in another encoding, where one
    /// was opened.
    pub fn bytes(&self) -> &[u8] {
        (**self.opened.get().unwrap_or(&self.bytes)).as_ref()
    }

    /// The whole file as it stands.
    pub fn stored(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// Lets the file be read as another text: its reader does, once, before anybody counts in it.
    pub fn open(&self, text: Bytes) {
        self.opened.get_or_init(|| text);
    }

    /// Whether it is read as another text than it stands.
    pub fn is_opened(&self) -> bool {
        self.opened.get().is_some()
    }

    /// The file as text, empty where it is not valid UTF-8 (readers report that first).
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// Names the parts that places in the file count: its reader does, once.
    pub fn name_parts(&self, names: Arc<[Arc<str>]>) {
        self.parts.get_or_init(|| names);
    }

    /// The name of a part; empty where it has none.
    fn part(&self, at: u16) -> Arc<str> {
        let names = self.parts.get();
        names.and_then(|names| names.get(usize::from(at))).map_or_else(|| "".into(), Arc::clone)
    }

    /// Line and column of the byte at that offset; of the end, behind it.
    pub fn position(&self, offset: usize) -> Position {
        let bytes = self.bytes();
        let offset = offset.min(bytes.len());
        let block = offset / BLOCK;
        // Most questions are about small files and first lines: they need no marks.
        let mark = match block {
            0 => self.start(),
            _ => self.marks().get(block).copied().unwrap_or(self.start()),
        };
        // INVARIANT: the block's start is not behind the offset, nor that behind the end.
        let position = mark.behind(&bytes[block * BLOCK..offset]);
        Position { column: position.column.max(1), ..position }
    }

    /// Where counting starts: a byte-order mark is no character of the first line.
    fn start(&self) -> Position {
        let marked = self.bytes().starts_with(b"\xEF\xBB\xBF");
        Position { line: 1, column: if marked { 0 } else { 1 } }
    }

    fn marks(&self) -> &[Position] {
        self.marks.get_or_init(|| {
            let blocks = self.bytes().chunks(BLOCK);
            let next = |at: &mut Position, block: &[u8]| {
                let mark = *at;
                *at = at.behind(block);
                Some(mark)
            };
            // One more, for the end of a file that ends with its block.
            blocks.chain([&[][..]]).scan(self.start(), next).collect()
        })
    }
}

/// All files of a run: rule files, record files, the manifest.
#[derive(Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    caller: Option<Arc<Caller>>,
}

/// Says by the name and the bytes of a file what reports call it, where that is not its name.
pub type Caller = dyn Fn(&str, &[u8]) -> Option<String> + Send + Sync;

impl Sources {
    /// Files that are added from now on are called so.
    pub fn call_by(&mut self, caller: Arc<Caller>) {
        self.caller = Some(caller);
    }

    /// Adds a file and names it.
    pub fn add(&mut self, name: impl Into<Arc<str>>, bytes: Bytes) -> FileId {
        let name = name.into();
        let called = self.caller.as_ref().and_then(|caller| caller(&name, (*bytes).as_ref()));
        self.files.push(SourceFile {
            called: called.map_or_else(|| Arc::clone(&name), Into::into),
            name,
            bytes,
            opened: OnceLock::new(),
            marks: OnceLock::new(),
            parts: OnceLock::new(),
        });
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
        self.file(span.file).position(span.start as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Line and column of the first `@` of a text.
    fn at(text: &str) -> (u32, u32) {
        let mut sources = Sources::default();
        let file = sources.add_text("deals.yaml", text);
        let start = text.find('@').expect("a mark");
        let position = sources.position(Span::new(file, start, start + 1));
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(at("@"), (1, 1));
        assert_eq!(at("покупатель: @"), (1, 13));
        assert_eq!(at("名: 株式会社 @\n"), (1, 9));
        assert_eq!(at("e\u{301}: @"), (1, 5));
        assert_eq!(at("👩\u{200d}💻@"), (1, 4));
    }

    #[test]
    fn lines_end_with_a_line_feed() {
        assert_eq!(at("a\nб@\n"), (2, 2));
        assert_eq!(at("a\r\n\r\n  @\r\n"), (3, 3));
        assert_eq!(at("\n\n@"), (3, 1));
    }

    #[test]
    fn a_byte_order_mark_is_no_character() {
        assert_eq!(at("\u{feff}@"), (1, 1));
        assert_eq!(at("\u{feff}цена @\n"), (1, 6));
        assert_eq!(at("\u{feff}a\n @"), (2, 2));
        let mut sources = Sources::default();
        let file = sources.add_text("marked.csv", "\u{feff}a");
        assert_eq!(sources.file(file).position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn long_lines_and_files_run_over_many_blocks() {
        let line = "длинная строка ".repeat(10_000);
        assert_eq!(at(&format!("{line}@")), (1, 150_001));
        assert_eq!(at(&format!("{line}\n{line}@")), (2, 150_001));
        assert_eq!(at(&format!("{}x@", "ab\n".repeat(100_000))), (100_001, 2));
        let block = "x".repeat(BLOCK);
        assert_eq!(at(&format!("{block}@")), (1, BLOCK as u32 + 1));
        let mut sources = Sources::default();
        let file = sources.add_text("whole.csv", block);
        let end = Position { line: 1, column: BLOCK as u32 + 1 };
        assert_eq!(sources.file(file).position(BLOCK), end);
        assert_eq!(sources.file(file).position(usize::MAX), end);
    }

    proptest! {
        #[test]
        fn marks_change_nothing(parts in "([a-zй\n]|株){0,40}", times in 1usize..6000, seed in any::<usize>()) {
            let text = parts.repeat(times);
            let mut sources = Sources::default();
            let file = sources.add_text("any.csv", text.as_str());
            let offset = seed % (text.len() + 1);
            let from_start = Position { line: 1, column: 1 }.behind(&text.as_bytes()[..offset]);
            prop_assert_eq!(sources.file(file).position(offset), from_start);
        }
    }

    #[test]
    fn spans() {
        let mut sources = Sources::default();
        let file = sources.add_text("a.risk", "правило x");
        let (word, x) = (Span::new(file, 0, 14), Span::new(file, 15, 16));
        assert_eq!(sources.text(word), "правило");
        assert_eq!(sources.text(x.to(word)), "правило x");
        assert_eq!(sources.text(Span::new(file, 1, 4)), "");
        assert_eq!(sources.text(Span::new(file, 15, 999)), "x");
    }
}

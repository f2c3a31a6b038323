//! The report for programs: one JSON document, written entry by entry.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::ser::Formatter;

use super::Report;

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

/// Who wrote it.
#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub(super) const THIS: Tool = Tool { name: "riskwright", version: env!("CARGO_PKG_VERSION") };
}

/// How deep lines are broken: what a report holds, and each entry of its lists.
const BROKEN: usize = 2;

/// One line for each entry of a list, so that a report is no larger than need be, and two of them
/// can be compared line by line.
#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether there is anything in what was begun last.
    filled: bool,
}

impl Lines {
    fn begin(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn next(&mut self, out: &mut (impl Write + ?Sized), first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b"," })?;
        if self.depth <= BROKEN { line(out, self.depth) } else { Ok(()) }
    }

    fn end(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled && self.depth < BROKEN {
            line(out, self.depth)?;
        }
        self.filled = true;
        out.write_all(bracket)
    }
}

fn line(out: &mut (impl Write + ?Sized), depth: usize) -> io::Result<()> {
    write!(out, "\n{:1$}", "", 2 * depth)
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(if self.depth <= BROKEN { b": " } else { b":" })
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

/// Entries that are made while they are written.
struct Stream<F>(F);

impl<T, I, F> Serialize for Stream<F>
where
    T: Serialize,
    I: Iterator<Item = T>,
    F: Fn() -> I,
{
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

/// Writes the whole report.
pub(super) fn write(report: &dyn Report, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut json = serde_json::Serializer::with_formatter(&mut out, Lines::default());
    document(report, &mut json).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

fn document<S: Serializer>(report: &dyn Report, to: S) -> Result<S::Ok, S::Error> {
    let head = report.head();
    let mut map = to.serialize_map(None)?;
    map.serialize_entry("version", &VERSION)?;
    map.serialize_entry("tool", &Tool::THIS)?;
    map.serialize_entry("as_of", &head.as_of)?;
    map.serialize_entry("project", &head.project)?;
    map.serialize_entry("currency", &head.currency)?;
    if let Some(scenario) = &head.scenario {
        map.serialize_entry("scenario", scenario)?;
    }
    map.serialize_entry("inputs", &head.inputs)?;
    map.serialize_entry("rules", &head.rules)?;
    map.serialize_entry("disabled", &head.disabled)?;
    map.serialize_entry("findings", &Stream(|| report.findings(None)))?;
    map.serialize_entry("explanations", &Stream(|| report.explanations()))?;
    map.serialize_entry("undetermined", &Stream(|| report.undetermined(None)))?;
    map.serialize_entry("requests", &report.requests(None).0)?;
    map.serialize_entry("notes", &head.notes)?;
    map.serialize_entry("limits", &head.limits)?;
    map.serialize_entry("skipped", &head.skipped)?;
    map.serialize_entry("fixed", &head.fixed)?;
    map.serialize_entry("lost", &head.lost)?;
    map.serialize_entry("policy", &head.policy)?;
    map.serialize_entry("summary", &head.summary)?;
    map.end()
}

//! The report for programs: one JSON document, written entry by entry.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::report::{
    Explanation, Finding, Head, Out, Request, Section, Undetermined, Wants, Writer,
};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

/// Who wrote it.
#[derive(Serialize)]
pub(in crate::report) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub(in crate::report) const THIS: Tool =
        Tool { name: "riskwright", version: env!("CARGO_PKG_VERSION") };
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

impl Lines {
    /// For what stands inside of so much else.
    fn inside(depth: usize) -> Self {
        Lines { depth, filled: false }
    }
}

/// The report for programs, in writing.
pub(super) struct Json<'w> {
    out: io::BufWriter<Out<'w>>,
    /// Whether nothing was written yet: of the document, and of the list at hand.
    first: bool,
    first_entry: bool,
}

impl<'w> Json<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>) -> Self {
        Json { out: io::BufWriter::new(out), first: true, first_entry: true }
    }

    fn value(&mut self, depth: usize, value: &impl Serialize) -> io::Result<()> {
        let lines = Lines::inside(depth);
        let mut json = serde_json::Serializer::with_formatter(&mut self.out, lines);
        value.serialize(&mut json).map_err(io::Error::from)
    }

    fn key(&mut self, name: &str) -> io::Result<()> {
        self.out.write_all(if self.first { b"{" } else { b"," })?;
        self.first = false;
        line(&mut self.out, 1)?;
        write!(self.out, "\"{name}\": ")
    }

    fn field(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.key(name)?;
        self.value(1, value)
    }

    /// An entry of the list at hand.
    fn entry(&mut self, entry: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.first_entry { b"" } else { b"," })?;
        self.first_entry = false;
        line(&mut self.out, BROKEN)?;
        self.value(BROKEN, entry)
    }
}

impl Writer for Json<'_> {
    fn wants(&self) -> Wants {
        Wants::ALL
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.field("version", &VERSION)?;
        self.field("tool", &Tool::THIS)?;
        self.field("as_of", &head.as_of)?;
        self.field("project", &head.project)?;
        self.field("currency", &head.currency)?;
        if let Some(scenario) = &head.scenario {
            self.field("scenario", scenario)?;
        }
        self.field("inputs", &head.inputs)?;
        self.field("rules", &head.rules)?;
        self.field("disabled", &head.disabled)
    }

    fn begin(&mut self, section: Section, _: usize) -> io::Result<()> {
        self.key(match section {
            Section::Findings => "findings",
            Section::Explanations => "explanations",
            Section::Undetermined => "undetermined",
            Section::Requests => "requests",
        })?;
        self.first_entry = true;
        self.out.write_all(b"[")
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.entry(finding)
    }

    fn explanation(&mut self, shared: &Explanation) -> io::Result<()> {
        self.entry(shared)
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.entry(verdict)
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        self.entry(request)
    }

    fn end(&mut self, _: Section) -> io::Result<()> {
        if !self.first_entry {
            line(&mut self.out, 1)?;
        }
        self.out.write_all(b"]")
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.field("notes", &head.notes)?;
        self.field("limits", &head.limits)?;
        self.field("skipped", &head.skipped)?;
        self.field("fixed", &head.fixed)?;
        self.field("lost", &head.lost)?;
        self.field("policy", &head.policy)?;
        self.field("summary", &head.summary)?;
        self.out.write_all(b"\n}\n")?;
        self.out.flush()
    }
}

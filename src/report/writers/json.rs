//! The report for programs: one JSON document, written entry by entry.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::report::{
    Asked, Disabled, Explanation, Finding, Fixed, Grade, Head, Input, Limit, Lost, Note, Out,
    Policy, Request, RequestGroup, RuleCount, Scenario, Scorecard, Section, Skipped, Summary,
    Undetermined, Waiver, Wants, Writer,
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

/// A document of a version of its format: who wrote it, and what it says.
#[derive(Serialize)]
struct Document<'d, T> {
    version: u32,
    tool: Tool,
    #[serde(flatten)]
    says: &'d T,
}

/// Writes what is said as one document.
pub(in crate::report) fn document(
    version: u32,
    says: &impl Serialize,
    out: Out<'_>,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let document = Document { version, tool: Tool::THIS, says };
    serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// How deep lines are broken: what a report holds, and each entry of its lists.
const BROKEN: usize = 2;

/// One line for each entry of a list, so that a report is no larger than need be, and two of them
/// can be compared line by line.
struct Lines {
    depth: usize,
    /// Whether the outermost brackets are left to others.
    bare: bool,
    /// Whether there is anything in what was begun last.
    filled: bool,
}

impl Lines {
    fn begin(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        if self.bare && self.depth == 1 { Ok(()) } else { out.write_all(bracket) }
    }

    fn next(&mut self, out: &mut (impl Write + ?Sized), first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b"," })?;
        if self.depth <= BROKEN { line(out, self.depth) } else { Ok(()) }
    }

    fn end(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.bare && self.depth == 0 {
            return Ok(());
        }
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

/// What a report begins with.
#[derive(Serialize)]
pub(super) struct Opening<'h> {
    version: u32,
    tool: Tool,
    as_of: &'h str,
    project: &'h Option<String>,
    currency: &'h str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    frameworks: &'h [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: &'h Option<Scenario>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: &'h Option<Asked>,
    inputs: &'h [Input],
    rules: &'h [RuleCount],
    disabled: &'h [Disabled],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    waivers: &'h [Waiver],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    scorecards: &'h [Scorecard],
}

impl<'h> Opening<'h> {
    /// What the head tells before anything is found.
    pub(super) fn of(head: &'h Head) -> Self {
        Opening {
            version: VERSION,
            tool: Tool::THIS,
            as_of: &head.as_of,
            project: &head.project,
            currency: &head.currency,
            frameworks: &head.frameworks,
            scenario: &head.scenario,
            asked: &head.asked,
            inputs: &head.inputs,
            rules: &head.rules,
            disabled: &head.disabled,
            waivers: &head.waivers,
            scorecards: &head.scorecards,
        }
    }
}

/// What a report ends with.
#[derive(Serialize)]
pub(super) struct Closing<'h> {
    notes: &'h [Note],
    limits: &'h [Limit],
    skipped: &'h [Skipped],
    fixed: &'h [Fixed],
    lost: &'h [Lost],
    policy: &'h Policy,
    summary: &'h Summary,
}

impl<'h> Closing<'h> {
    /// What the head tells once everything is found.
    pub(super) fn of(head: &'h Head) -> Self {
        Closing {
            notes: &head.notes,
            limits: &head.limits,
            skipped: &head.skipped,
            fixed: &head.fixed,
            lost: &head.lost,
            policy: &head.policy,
            summary: &head.summary,
        }
    }
}

/// The report for programs, in writing.
pub(super) struct Json<'w> {
    out: io::BufWriter<Out<'w>>,
    /// Whether the list at hand has no entry yet.
    empty: bool,
}

impl<'w> Json<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>) -> Self {
        Json { out: io::BufWriter::new(out), empty: true }
    }

    /// Fields of the document.
    fn fields(&mut self, fields: &impl Serialize) -> io::Result<()> {
        self.value(Lines { depth: 0, filled: false, bare: true }, fields)
    }

    /// An entry of the list at hand.
    fn entry(&mut self, entry: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.empty { b"" } else { b"," })?;
        self.empty = false;
        line(&mut self.out, BROKEN)?;
        self.value(Lines { depth: BROKEN, filled: false, bare: false }, entry)
    }

    fn value(&mut self, lines: Lines, value: &impl Serialize) -> io::Result<()> {
        let mut json = serde_json::Serializer::with_formatter(&mut self.out, lines);
        value.serialize(&mut json).map_err(io::Error::from)
    }
}

impl Writer for Json<'_> {
    fn wants(&self) -> Wants {
        Wants::ALL
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.out.write_all(b"{")?;
        self.fields(&Opening::of(head))
    }

    fn begin(&mut self, section: Section, _: usize) -> io::Result<()> {
        self.empty = true;
        self.out.write_all(b",")?;
        line(&mut self.out, 1)?;
        write!(self.out, "\"{}\": [", section.name())
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

    fn request_group(&mut self, group: &RequestGroup) -> io::Result<()> {
        self.entry(group)
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.entry(grade)
    }

    fn end(&mut self, _: Section) -> io::Result<()> {
        if !self.empty {
            line(&mut self.out, 1)?;
        }
        self.out.write_all(b"]")
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.out.write_all(b",")?;
        self.fields(&Closing::of(head))?;
        self.out.write_all(b"\n}\n")?;
        self.out.flush()
    }
}

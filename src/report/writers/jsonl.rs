//! The report for programs that read line by line: an object a line, its `type` first.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{Closing, Opening};
use crate::report::{
    Explanation, Finding, Grade, Head, Out, Request, RequestGroup, Undetermined, Wants, Writer,
};

/// A line of a report.
#[derive(Serialize)]
struct Line<'l, T> {
    r#type: &'l str,
    #[serde(flatten)]
    entry: T,
}

/// The report line by line. The line `end` is the last: a report without it was cut.
pub(in crate::report) struct JsonLines<'w>(io::BufWriter<Out<'w>>);

impl<'w> JsonLines<'w> {
    /// A report for that stream.
    pub(in crate::report) fn new(out: Out<'w>) -> Self {
        JsonLines(io::BufWriter::new(out))
    }

    /// Writes a line of that type.
    pub(in crate::report) fn line(
        &mut self,
        r#type: &str,
        entry: impl Serialize,
    ) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, &Line { r#type, entry }).map_err(io::Error::from)?;
        self.0.write_all(b"\n")
    }

    /// Hands on what was written.
    pub(in crate::report) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Writer for JsonLines<'_> {
    fn wants(&self) -> Wants {
        Wants::ALL
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.line("run", Opening::of(head))
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.line("finding", finding)
    }

    fn explanation(&mut self, shared: &Explanation) -> io::Result<()> {
        self.line("explanation", shared)
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.line("undetermined", verdict)
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        self.line("request", request)
    }

    fn request_group(&mut self, group: &RequestGroup) -> io::Result<()> {
        self.line("request_group", group)
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.line("grade", grade)
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.line("end", Closing::of(head))?;
        self.flush()
    }
}

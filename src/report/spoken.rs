//! A writer that speaks its reader's language.

use std::io;

use super::words::voice::speaking;
use super::{
    Explanation, Finding, Glance, Grade, Head, Request, RequestGroup, Section, Undetermined, Wants,
    Writer,
};
use crate::value::Lang;

/// A writer, and the language that is spoken whenever it is told something.
pub(super) struct Spoken<W> {
    lang: Lang,
    writer: W,
}

impl<W: Writer> Spoken<W> {
    /// That writer, in that language.
    pub(super) fn new(lang: Lang, writer: W) -> Self {
        Spoken { lang, writer }
    }

    fn tell(&mut self, tell: impl FnOnce(&mut W) -> io::Result<()>) -> io::Result<()> {
        let Spoken { lang, writer } = self;
        speaking(*lang, || tell(writer))
    }
}

impl<W: Writer> Writer for Spoken<W> {
    fn wants(&self) -> Wants {
        self.writer.wants()
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.tell(|writer| writer.head(head))
    }

    fn glance(&mut self, glance: &Glance) -> io::Result<()> {
        self.tell(|writer| writer.glance(glance))
    }

    fn begin(&mut self, section: Section, all: usize) -> io::Result<()> {
        self.tell(|writer| writer.begin(section, all))
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.tell(|writer| writer.finding(finding))
    }

    fn explanation(&mut self, shared: &Explanation) -> io::Result<()> {
        self.tell(|writer| writer.explanation(shared))
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.tell(|writer| writer.undetermined(verdict))
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        self.tell(|writer| writer.request(request))
    }

    fn request_group(&mut self, group: &RequestGroup) -> io::Result<()> {
        self.tell(|writer| writer.request_group(group))
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.tell(|writer| writer.grade(grade))
    }

    fn end(&mut self, section: Section) -> io::Result<()> {
        self.tell(|writer| writer.end(section))
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.tell(|writer| writer.close(head))
    }
}

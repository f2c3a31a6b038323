//! Diagnostics for eyes, ears and programs: the only place that knows miette.

mod excerpt;
mod fitted;
mod json;
mod narrated;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents,
};

use super::{Diagnostic, Level, codes};
use crate::source::Sources;
use excerpt::Excerpt;
pub use words::line;

/// How diagnostics are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// With lines and arrows, for a terminal.
    Graphical,
    /// The same in ASCII, for logs.
    Plain,
    /// In sentences, for screen readers.
    Narrated,
    /// One JSON object a line, for tools.
    Json,
}

/// How diagnostics look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// How they are written.
    pub form: Form,
    /// Whether in colours.
    pub color: bool,
    /// How many columns a line may have.
    pub width: usize,
    /// How to see what is left out, where there is a way.
    pub see_all: Option<&'static str>,
}

/// How many diagnostics people are shown; the rest are counted. Tools get every one.
pub const LIMIT: usize = 50;

/// Writes diagnostics in their order.
pub fn write(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    if look.form == Form::Json {
        return diagnostics.iter().try_for_each(|d| json::write(sources, d, out));
    }
    // What has no place is about the run as a whole, such as how much was left out before.
    let shown = |(i, d): &(usize, &Diagnostic)| *i < LIMIT || d.labels.is_empty();
    for (_, diagnostic) in diagnostics.iter().enumerate().filter(shown) {
        match look.form {
            Form::Narrated => narrated::write(sources, diagnostic, out)?,
            Form::Graphical | Form::Plain | Form::Json => draw(sources, diagnostic, look, out)?,
        }
        writeln!(out)?;
    }
    sum_up(diagnostics, look, out)
}

/// Says what was not shown, and where to read more.
fn sum_up(diagnostics: &[Diagnostic], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let more = diagnostics.iter().skip(LIMIT).filter(|d| !d.labels.is_empty()).count();
    if more > 0 {
        let how = look.see_all.map(|how| format!("; {how}")).unwrap_or_default();
        writeln!(out, "… and {more} more{how}")?;
    }
    let explained = |d: &&Diagnostic| d.level == Level::Error && codes::find(d.code).is_some();
    match diagnostics.iter().find(explained) {
        Some(first) => writeln!(out, "`riskwright explain {}` says more", first.code),
        None => Ok(()),
    }
}

/// Draws the text around each label with the label under it. Labels that stand too far from the
/// first to share its excerpt follow in excerpts of their own.
fn draw(
    sources: &Sources,
    diagnostic: &Diagnostic,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let theme = match (look.form, look.color) {
        (Form::Graphical, true) => GraphicalTheme::unicode(),
        (Form::Graphical, false) => GraphicalTheme::unicode_nocolor(),
        _ => GraphicalTheme::none(),
    };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(look.width).with_links(false);
    let excerpts = excerpt::of(sources, &diagnostic.labels).into_iter();
    let excerpts: Vec<Excerpt> =
        excerpts.map(|excerpt| fitted::fitted(excerpt, look.width)).collect();
    let mut drawing = String::new();
    let mut render =
        |drawn: &Drawn<'_>| handler.render_report(&mut drawing, drawn).map_err(io::Error::other);
    match excerpts.split_first() {
        None => render(&Drawn { diagnostic, excerpt: None, first: true, last: true })?,
        Some((excerpt, rest)) => {
            let last = rest.is_empty();
            render(&Drawn { diagnostic, excerpt: Some(excerpt), first: true, last })?;
            for (i, excerpt) in rest.iter().enumerate() {
                let last = i + 1 == rest.len();
                render(&Drawn { diagnostic, excerpt: Some(excerpt), first: false, last })?;
            }
        }
    }
    out.write_all(drawing.as_bytes())?;
    unseen(sources, diagnostic, out)
}

/// Names the places of which there is no text to show, such as cells of a workbook.
fn unseen(sources: &Sources, diagnostic: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    for label in diagnostic.labels.iter().filter(|label| label.place.span().is_none()) {
        let file = &sources.file(label.place.file()).name;
        let at = words::told(&sources.spot(label.place).in_file(file));
        match label.text.is_empty() {
            true => writeln!(out, "  at {at}")?,
            false => writeln!(out, "  at {at}: {}", words::told(&label.text))?,
        }
    }
    Ok(())
}

/// One excerpt of a diagnostic, as miette wants to see it: the first says what is wrong, the
/// last has the help.
#[derive(Debug)]
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    excerpt: Option<&'a Excerpt>,
    first: bool,
    last: bool,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = self.excerpt.and_then(|excerpt| excerpt.marks.first());
        match label.filter(|_| !self.first) {
            Some(mark) if mark.text.is_empty() => f.write_str("see also"),
            Some(mark) => f.write_str(&mark.text),
            None => f.write_str(&words::told(&self.diagnostic.message)),
        }
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.first.then(|| Box::new(self.diagnostic.code) as _)
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.diagnostic.level {
            Level::Error if self.first => Severity::Error,
            Level::Warning if self.first => Severity::Warning,
            Level::Error | Level::Warning | Level::Note => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help.as_ref().filter(|_| self.last)?;
        Some(Box::new(words::told(help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marks = self.excerpt?.marks.iter().enumerate();
        Some(Box::new(marks.map(|(i, mark)| {
            let text = (!mark.text.is_empty()).then(|| mark.text.clone());
            match i {
                0 => LabeledSpan::new_primary_with_span(text, mark.range()),
                _ => LabeledSpan::new_with_span(text, mark.range()),
            }
        })))
    }
}

impl SourceCode for Excerpt {
    /// The excerpt is all that there is to show, whatever context is asked for; without context
    /// it is the place of the first mark that is asked for.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let data = self.text.as_bytes();
        let (name, lines) = (self.name.clone(), self.text.lines().count());
        let (span, at) = match before + after {
            0 => (*span, self.position),
            _ => ((0, data.len()).into(), self.start),
        };
        let (line, column) = (at.line.saturating_sub(1), at.column.saturating_sub(1));
        let contents =
            MietteSpanContents::new_named(name, data, span, line as usize, column as usize, lines);
        Ok(Box::new(contents))
    }
}

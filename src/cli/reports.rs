//! The reports that a run is asked for: one on standard output, files beside it or instead.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::door::Door;
use super::formats;
use super::inputs::behind;
use super::output::{self, Pending};
use super::problem::Problem;
use super::terminal::printed;
use crate::diagnostic::nearest;
use crate::report::{Chosen, FORMATS, Format, Out, Style, TEXT, Writer};

#[derive(Args, Clone, Debug)]
pub(super) struct ReportArgs {
    /// The format of the report on standard output [default: text, or none with --output]
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    format: Option<&'static Format>,
    /// A file to write a report to; its ending says the format, or `FORMAT=FILE` does
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<PathBuf>,
    /// How many bytes a report in Markdown may have; what does not fit is counted [default: 60,000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(10_000..))]
    max_bytes: Option<u64>,
}

/// Reads the name of a format.
fn format() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| format.name);
    PossibleValuesParser::new(names).map(|name| Format::named(&name).unwrap_or(&TEXT))
}

/// Where reports go, each in its format.
#[derive(Debug)]
pub(super) struct Reports {
    /// What standard output gets: nothing where files were asked for and nothing else.
    pub(super) printed: Option<&'static Format>,
    /// The files.
    pub(super) files: Vec<(PathBuf, &'static Format)>,
    /// How many bytes one may have that is cut to a length.
    bytes: Option<usize>,
}

impl ReportArgs {
    /// The files whose ending says that they are pictures, and the reports that are asked for beside
    /// them.
    pub(super) fn with_pictures(&self) -> Result<(Vec<PathBuf>, Reports), Problem> {
        let is_picture = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "svg");
        let (pictures, outputs): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.outputs.iter().partition(is_picture);
        let mut reports = self.of(outputs)?;
        reports.printed = reports.printed.filter(|_| self.format.is_some() || pictures.is_empty());
        Ok((pictures.into_iter().cloned().collect(), reports))
    }

    /// The reports that are asked for; a file of unknown format stops before any work is done.
    pub(super) fn reports(&self) -> Result<Reports, Problem> {
        self.of(&self.outputs)
    }

    /// The same with the files elsewhere.
    pub(super) fn elsewhere(
        &self,
        place: impl Fn(&Path) -> Result<PathBuf, Problem>,
    ) -> Result<ReportArgs, Problem> {
        let outputs = self.outputs.iter().map(|told| place(told));
        Ok(ReportArgs { outputs: outputs.collect::<Result<_, Problem>>()?, ..self.clone() })
    }

    /// Whether reports of several runs go to standard output, one behind the other; what cannot stand
    /// so stops before any work is done.
    pub(super) fn prints_several(&self) -> Result<bool, Problem> {
        let can = |format: &Format| ["text", "markdown"].contains(&format.name);
        match self.format {
            None => Ok(self.outputs.is_empty()),
            Some(format) if can(format) => Ok(true),
            Some(format) => Err(Problem::Value {
                value: format.name.to_owned(),
                expected: "a format of which several can stand one behind the other, `text` or \
                           `markdown`: write others to files, such as `-o {project}.json`"
                    .to_owned(),
                place: "`--format` beside `--projects`",
            }),
        }
    }

    fn of<'p>(&self, outputs: impl IntoIterator<Item = &'p PathBuf>) -> Result<Reports, Problem> {
        let files = outputs.into_iter().map(|told| file(told));
        let files = files.collect::<Result<Vec<_>, Problem>>()?;
        let usual = files.is_empty().then_some(&TEXT);
        let bytes = self.max_bytes.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
        Ok(Reports { printed: self.format.or(usual), files, bytes })
    }
}

/// A file with its format: what stands before a `=`, if that is the name of one, else what its ending
/// says. What is nearly such a name is taken for a slip.
fn file(told: &Path) -> Result<(PathBuf, &'static Format), Problem> {
    let name = told.display().to_string();
    let sign = name.find('=').and_then(|at| name.get(..at));
    if let Some(format) = sign.and_then(Format::named) {
        return Ok((behind(told.as_os_str(), format.name.len() + 1).into(), format));
    }
    let names = FORMATS.iter().map(|format| format.name);
    let slip = sign.and_then(|told| nearest(told, names));
    let unknown = |path| Problem::NoFormat { path, expected: formats::reports_end(slip) };
    let format = Format::of(&name).filter(|_| slip.is_none()).ok_or_else(|| unknown(name))?;
    Ok((told.to_owned(), format))
}

impl Reports {
    /// Sees to it that all of them can be what is asked for: a format that cannot be stops before any
    /// work is done.
    pub(super) fn require(
        &self,
        what: &'static str,
        can: impl Fn(&Format) -> bool,
    ) -> Result<(), Problem> {
        let files = self.files.iter().map(|(_, format)| (*format, "`--output`"));
        let mut all = files.chain(self.printed.map(|format| (format, "`--format`")));
        match all.find(|(format, _)| !can(format)) {
            Some((format, place)) => Err(Problem::Value {
                value: format.name.to_owned(),
                expected: formats::only(what, can),
                place,
            }),
            None => Ok(()),
        }
    }

    /// Whether one of them tells how verdicts came about.
    pub(super) fn explain(&self) -> bool {
        self.files.iter().map(|(_, format)| *format).chain(self.printed).any(|f| f.explains)
    }

    /// Whether there are files and nothing else.
    pub(super) fn are_silent(&self) -> bool {
        self.printed.is_none()
    }

    /// Sees to it that no file takes the place of something that was read.
    pub(super) fn spare(&self, door: &Door) -> Result<(), Problem> {
        output::spare(self.files.iter().map(|(path, _)| path.as_path()), door)
    }

    /// What they are called while they are written.
    pub(super) fn stage(&self) -> String {
        let names: Vec<String> =
            self.files.iter().map(|(path, _)| path.display().to_string()).collect();
        format!("writing {}", names.join(", "))
    }

    /// Writes them all at once: `write` is given what each is to be, and says how each fared. A
    /// file appears whole or not at all; where some cannot be written, the others are.
    pub(super) fn write(
        &self,
        shown: Style,
        write: impl FnOnce(Vec<Sheet<'_>>) -> Vec<io::Result<()>>,
    ) -> Result<(), Problem> {
        let shown = Style { bytes: self.bytes, ..shown };
        let kept = Style { findings: None, undetermined: None, color: false, ..shown };
        let kept = Style { width: Style::default().width, quiet: false, ..kept };
        let begun = self.files.iter().map(|(path, _)| Pending::begin(path));
        let mut pending = begun.collect::<Result<Vec<Pending>, Problem>>()?;
        let mut sheets: Vec<Sheet<'_>> = Vec::new();
        for (file, (_, format)) in pending.iter_mut().zip(&self.files) {
            sheets.push(Sheet { format, style: kept, out: file.out() });
        }
        let printed_as = self.printed.map(|format| {
            let out = Box::new(io::stdout());
            Sheet { format, style: shown, out }
        });
        sheets.extend(printed_as);
        let mut results = write(sheets);
        let shown = self.printed.and_then(|_| results.pop()).map_or(Ok(()), printed);
        let files = pending.into_iter().zip(results);
        // All that can be kept is kept before the first problem is told.
        let kept: Vec<_> = files.map(|(file, written)| file.keep(written)).collect();
        kept.into_iter().chain([shown]).collect()
    }
}

/// A report to be written.
pub(super) struct Sheet<'w> {
    /// Its format.
    pub(super) format: &'static Format,
    /// How it is laid out.
    pub(super) style: Style,
    /// Where it goes.
    pub(super) out: Out<'w>,
}

impl<'w> Sheet<'w> {
    /// Who writes it; a text shows what some rules say and no others, where such were chosen.
    pub(super) fn writer(self, chosen: Option<&BTreeSet<String>>) -> Box<dyn Writer + 'w> {
        let writer = (self.format.writer)(self.out, &self.style);
        match chosen.filter(|_| self.format.name == TEXT.name) {
            Some(rules) => Box::new(Chosen::new(writer, rules.clone())),
            None => writer,
        }
    }
}

/// The style of a report of which a text shows only so much; 0: all, what the baseline has, too.
pub(super) fn limited(style: Style, limit: Option<usize>) -> Style {
    let Some(limit) = limit else { return style };
    let limit = Some(limit).filter(|limit| *limit > 0);
    Style { findings: limit, undetermined: limit, known: limit.is_none(), ..style }
}

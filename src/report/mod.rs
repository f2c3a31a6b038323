//! The door out: what a report says as plain data, and the formats that it is written in.

mod explain;
mod gate;
mod json;
mod limit;
mod model;
mod scenario;
pub mod stress;
mod text;
mod told;

#[cfg(test)]
mod tests;

use std::io;

pub use explain::{Explained, write as write_explained};
pub use gate::{
    BaselineFile, Cause, Change, Fixed, Lost, Policy, Reason, ReasonKind, Rested, RuleFile, Said,
    Since,
};
pub use limit::{Limit, LimitKind, Limiting};
pub use model::{
    Disabled, GateResult, Head, InForce, Input, Param, RuleCount, Skipped, Summary, TakenParam,
};
pub use scenario::{Joined, Round, Scenario};
pub use told::{
    ClearsWhen, Explanation, Fact, FactSource, Finding, Made, MissingFact, Place, Request, Status,
    Subject, Undetermined,
};

/// A report: its head is at hand, its entries are made when a writer asks for them, so that a
/// million findings pass one by one.
pub trait Report {
    /// The run as a whole.
    fn head(&self) -> &Head;
    /// The findings, worst first; the first `most` where that is given.
    fn findings(&self, most: Option<usize>) -> Box<dyn Iterator<Item = Finding> + '_>;
    /// The verdicts that could not be reached, those that could be worst first.
    fn undetermined(&self, most: Option<usize>) -> Box<dyn Iterator<Item = Undetermined> + '_>;
    /// What the explanations of findings have in common, in the order in which they name it: asked
    /// for after them.
    fn explanations(&self) -> Box<dyn Iterator<Item = Explanation> + '_>;
    /// The missing facts to ask for, those that settle most first, and how many there are.
    fn requests(&self, most: Option<usize>) -> (Vec<Request>, usize);
}

/// How a text is laid out. Formats for programs take no notice of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether to colour it for a terminal.
    pub color: bool,
    /// How many columns a line may have.
    pub width: usize,
    /// How many findings to show; `None`: all.
    pub findings: Option<usize>,
    /// How many undetermined verdicts, and facts to ask for, to show; `None`: all.
    pub undetermined: Option<usize>,
    /// Whether to show what could not be decided; it is counted in any case.
    pub open: bool,
    /// Whether to leave out everything but the sums.
    pub quiet: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style {
            color: false,
            width: 80,
            findings: Some(50),
            undetermined: Some(20),
            open: true,
            quiet: false,
        }
    }
}

/// A format that reports are written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// For people.
    Text,
    /// For programs; `schema/report.schema.json` describes it.
    Json,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Format::Text, Format::Json];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
        }
    }

    /// The endings of file names that mean the format.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Text => &["txt", "text"],
            Format::Json => &["json"],
        }
    }

    /// The format of a report file, by the ending of its name.
    pub fn of(path: &str) -> Option<Format> {
        let (_, ending) = path.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        Format::ALL.into_iter().find(|format| format.endings().contains(&ending.as_str()))
    }

    /// Writes a report.
    pub fn write(
        self,
        report: &dyn Report,
        style: &Style,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match self {
            Format::Text => text::write(report, style, out),
            Format::Json => json::write(report, out),
        }
    }
}

//! `riskwright.baseline`: what was accepted, a line a verdict, so that two branches can be merged line
//! by line.
//!
//! A line has eleven columns with tabs between them: fingerprint, verdict (`flagged`, `undetermined`,
//! `grade` or `limit`), severity or grade, what it possibly is, the digits of its evidence, rule or
//! scorecard, kind and key of what it is about, what is at stake in the reporting currency (of a limit,
//! how many members or steps), the facts of which the rule minds that they are told, and why it was
//! accepted. `-` stands for what there is not.

mod line;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rayon::prelude::*;
use thiserror::Error;

use crate::outcome::Severity;
use crate::report::Rested;
use line::{escaped, plain};

pub(super) use line::Amount;

/// What the file begins with.
pub(super) const MARK: &str = "# riskwright baseline ";

/// The version of its form.
const VERSION: &str = "1";

/// What was accepted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Accepted {
    pub(super) head: Head,
    pub(super) lines: Vec<Line>,
    /// The first line that stands behind one that it should stand before.
    pub(super) unsorted: Option<usize>,
}

/// What it was accepted of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Head {
    pub(super) project: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) scenario: Option<String>,
    /// The digits of the rules and params under which lines were accepted.
    pub(super) rules: BTreeSet<String>,
    /// The rule files under which lines were accepted, by path with the digits of what they say.
    pub(super) files: BTreeSet<(String, String)>,
    /// The grades of each scorecard, the worst first.
    pub(super) scales: BTreeMap<String, Vec<String>>,
}

/// One thing that was accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub(super) fingerprint: String,
    pub(super) of: Of,
    /// What it is about.
    pub(super) record: String,
    pub(super) key: String,
    /// Why it was accepted.
    pub(super) because: Option<String>,
}

/// What kind of thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Of {
    /// A finding, or where there is no severity an undetermined verdict.
    Verdict {
        rule: String,
        severity: Option<Severity>,
        possibly: Severity,
        evidence: Option<String>,
        at_stake: Option<Amount>,
        minded: Vec<Rested>,
    },
    Grade {
        scorecard: String,
        grade: String,
        possibly: Option<String>,
        minded: Vec<Rested>,
    },
    Limit {
        kind: String,
        list: Option<String>,
        form: String,
        count: u64,
    },
}

/// Why bytes are no file of what was accepted.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum Unread {
    /// They are something else.
    #[error("it is neither a `riskwright.baseline` nor a JSON report")]
    Other,
    /// They are of a version that is not known.
    #[error("its version is {0}")]
    Version(String),
    /// A line is none, counted from 1.
    #[error("line {0}: {1}")]
    Line(usize, Fault),
}

/// What is wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum Fault {
    /// It marks where a merge has stopped.
    #[error("it is a mark of a merge that is not finished: keep the lines of both sides")]
    Conflict,
    /// The file ends within it.
    #[error("it is cut short: no line ends here")]
    Cut,
    /// It has too few columns, or too many.
    #[error("it has {0} columns, where there are {COLUMNS}")]
    Columns(usize),
    /// A column has something else than belongs there.
    #[error("`{value}` is no {what}")]
    Value {
        /// What stands there.
        value: String,
        /// What belongs there.
        what: &'static str,
    },
    /// It says something else than a line before it.
    #[error("it says `{0}`, and a line before it says otherwise")]
    Twice(String),
}

/// How many columns a line has.
const COLUMNS: usize = 11;

impl Accepted {
    /// Reads the bytes of the file.
    pub fn of_file(bytes: &[u8]) -> Result<Accepted, Unread> {
        let text = std::str::from_utf8(bytes).map_err(|_| Unread::Other)?;
        let text = text.trim_start_matches('\u{feff}');
        let version = text.strip_prefix(MARK);
        let version = version.and_then(|rest| rest.lines().next()).ok_or(Unread::Other)?;
        if version.trim_end() != VERSION {
            return Err(Unread::Version(version.trim_end().to_owned()));
        }
        Accepted::read(text).map_err(|(line, fault)| Unread::Line(line, fault))
    }

    /// Reads the file; what is wrong is told with its line.
    pub(super) fn read(text: &str) -> Result<Accepted, (usize, Fault)> {
        let mut accepted = Accepted::default();
        let mut told: Vec<(usize, &str)> = Vec::new();
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let line = line.strip_suffix('\n').ok_or((number, Fault::Cut))?;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if CONFLICTS.iter().any(|mark| line.starts_with(mark)) {
                return Err((number, Fault::Conflict));
            }
            if let Some(said) = line.strip_prefix('#') {
                accepted.head.take(said).map_err(|fault| (number, fault))?;
            } else if !line.is_empty() {
                told.push((number, line));
            }
        }
        let behind = told.windows(2).find(|two| two[1].1 < two[0].1);
        accepted.unsorted = behind.map(|two| two[1].0);
        let read = |(number, line): &(usize, &str)| Line::read(line).map_err(|why| (*number, why));
        let lines: Vec<Result<Line, (usize, Fault)>> = told.par_iter().map(read).collect();
        accepted.lines = lines.into_iter().collect::<Result<_, _>>()?;
        Ok(accepted)
    }

    /// The file, sorted.
    pub fn text(&self) -> String {
        let mut text = format!("{MARK}{VERSION}\n");
        let Head { project, currency, scenario, rules, files, scales } = &self.head;
        let one = [("project", project), ("currency", currency), ("scenario", scenario)];
        let one = one.into_iter().filter_map(|(key, value)| Some((key, value.clone()?)));
        let rules = rules.iter().map(|digits| ("rules", digits.clone()));
        for (key, value) in one.chain(rules) {
            let _ = writeln!(text, "# {key}\t{}", escaped(&value));
        }
        for (path, digits) in files {
            let _ = writeln!(text, "# file\t{}\t{}", escaped(path), escaped(digits));
        }
        for (card, grades) in scales {
            let grades: Vec<String> = grades.iter().map(|grade| escaped(grade)).collect();
            let _ = writeln!(text, "# scale\t{}\t{}", escaped(card), grades.join("\t"));
        }
        let mut lines: Vec<String> = self.lines.iter().map(Line::text).collect();
        lines.sort_unstable();
        lines.iter().for_each(|line| text.extend([line.as_str(), "\n"]));
        text
    }

    /// The first line, counted from 1, that stands behind one that it sorts before.
    pub fn unsorted(&self) -> Option<usize> {
        self.unsorted
    }

    /// The keys of all that it is about.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.key.as_str())
    }
}

/// How lines begin that a merge leaves where both sides have changed something.
const CONFLICTS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

impl Head {
    /// Takes what a line of the head says.
    fn take(&mut self, said: &str) -> Result<(), Fault> {
        let Some((key, value)) = said.trim_start().split_once('\t') else {
            // The mark, and what people write for people.
            return Ok(());
        };
        let slot = match key {
            "project" => &mut self.project,
            "currency" => &mut self.currency,
            "scenario" => &mut self.scenario,
            "rules" => {
                self.rules.insert(plain(value));
                return Ok(());
            }
            "file" => {
                let (path, digits) = value.split_once('\t').unwrap_or((value, ""));
                self.files.insert((plain(path), plain(digits)));
                return Ok(());
            }
            "scale" => {
                let mut parts = value.split('\t').map(plain);
                let card = parts.next().unwrap_or_default();
                let grades: Vec<String> = parts.collect();
                // Grades in another order are other grades: where two branches differ none counts.
                let known = self.scales.entry(card).or_insert_with(|| grades.clone());
                if *known != grades {
                    known.clear();
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        match slot {
            Some(known) if *known != plain(value) => Err(Fault::Twice(value.to_owned())),
            slot => {
                *slot = Some(plain(value));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests;

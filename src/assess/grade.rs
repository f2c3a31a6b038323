//! Grades of a run: what scorecards make of its verdicts, and from which on the gate fails.

use thiserror::Error;

use super::tally::Leading;
use crate::diagnostic::nearest;
use crate::eval::{Award, Counted, Settings};
use crate::ir::Program;
use crate::record::Tables;
use crate::report::{Change, GradeSince, MissingFact};

/// What a scorecard makes of the records of its kind, by row.
pub(super) struct Graded {
    pub(super) leading: Leading,
    pub(super) counted: Vec<Counted>,
    pub(super) awards: Vec<Award>,
    /// Whether a rule that counts tells an amount.
    pub(super) tells_amount: bool,
    /// The day and the currency.
    pub(super) settings: Settings,
    /// The rows in the order in which they are told: the worst first.
    pub(super) order: Vec<u32>,
    /// How they compare with the baseline, by row; nothing where there is none.
    pub(super) beside: Vec<Beside>,
}

/// A grade beside that of the baseline.
pub(super) struct Beside {
    pub(super) since: GradeSince,
    /// The places of the best and the worst grade that it was.
    pub(super) was: Option<(usize, usize)>,
    /// The facts that made it worse and are told no more.
    pub(super) missing: Vec<MissingFact>,
}

impl Beside {
    /// Whether it is better only as evidence is lost.
    pub(super) fn is_lost(&self) -> bool {
        self.since.change == Change::EvidenceLost
    }
}

/// From which grade of a scorecard on the gate fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GradeLine {
    /// The scorecard, by its place in the program.
    pub(super) scorecard: usize,
    /// The best grade that fails, by its place among the grades.
    pub(super) grade: usize,
}

/// Why no grade can fail the gate as it was asked.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum NoGrade {
    /// The rules declare no scorecard.
    #[error("the rules declare no scorecard: there is no `{0}`")]
    NoScorecards(String),
    /// They declare none of that name.
    #[error("there is no scorecard `{name}`")]
    NoScorecard {
        /// The name.
        name: String,
        /// One that is spelt much like it.
        near: Option<String>,
    },
    /// A scorecard has no such grade.
    #[error("the scorecard `{scorecard}` has no grade `{grade}`, but {grades}")]
    NoSuch {
        /// The scorecard.
        scorecard: String,
        /// What was asked for.
        grade: String,
        /// The grades, the worst first.
        grades: String,
    },
}

/// The place of the scorecard of that name.
pub fn scorecard_named(program: &Program, name: &str) -> Result<usize, NoGrade> {
    let names = || program.scorecards.iter().map(|card| card.name.as_ref());
    names().position(|known| known == name).ok_or_else(|| match program.scorecards.is_empty() {
        true => NoGrade::NoScorecards(name.to_owned()),
        false => {
            let near = nearest(name, names()).map(str::to_owned);
            NoGrade::NoScorecard { name: name.to_owned(), near }
        }
    })
}

impl GradeLine {
    /// The kinds of records of which there are none and that the gate looks at, but for those of
    /// which there may be none: a gate that looks at nothing is no pass.
    pub fn nobody(
        lines: &[GradeLine],
        program: &Program,
        tables: &Tables,
        may_be_empty: &[String],
    ) -> Vec<String> {
        let kinds = lines.iter().map(|line| program.scorecards[line.scorecard].subject);
        let without = kinds.filter(|kind| tables.of(*kind).rows == 0);
        let names = without.map(|kind| program.schema.record(kind).name.clone());
        let mut names: Vec<String> = names.filter(|name| !may_be_empty.contains(name)).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The lines that a run is told: `D` of every scorecard, `credit=D` of one.
    pub fn all(program: &Program, texts: &[String]) -> Result<Vec<GradeLine>, NoGrade> {
        let mut lines = Vec::new();
        for text in texts {
            let (name, grade) = match text.split_once('=') {
                Some((name, grade)) => (Some(name.trim()), grade.trim()),
                None => (None, text.trim()),
            };
            let meant = match name {
                Some(name) => {
                    let place = scorecard_named(program, name)?;
                    place..place + 1
                }
                None if program.scorecards.is_empty() => {
                    return Err(NoGrade::NoScorecards(grade.to_owned()));
                }
                None => 0..program.scorecards.len(),
            };
            for scorecard in meant {
                let card = &program.scorecards[scorecard];
                let place = card.grades.iter().position(|known| *known.name == *grade);
                let names = || card.grades.iter().map(|known| known.name.as_ref());
                lines.push(match place {
                    Some(grade) => GradeLine { scorecard, grade },
                    None => {
                        return Err(NoGrade::NoSuch {
                            scorecard: card.name.to_string(),
                            grade: grade.to_owned(),
                            grades: names().collect::<Vec<_>>().join(", "),
                        });
                    }
                });
            }
        }
        Ok(lines)
    }
}

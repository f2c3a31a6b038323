//! What `explain` answers: why a verdict or a grade is as it is, what a rule is, what a diagnostic
//! code means. The text stands with each of these; here are the other formats.

pub(super) mod html;
pub(super) mod json;
pub(super) mod markdown;
pub(super) mod text;
pub(super) mod tree;

use super::{Described, Explained, ExplainedGrade};
use crate::diagnostic::codes::CodeInfo;

/// What is explained.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// Why a rule says what it says about a subject.
    Verdict(&'a Explained, Basis<'a>),
    /// Why a record has its grade.
    Grade(&'a ExplainedGrade, Basis<'a>),
    /// What a rule is.
    Rule(&'a Described, Basis<'a>),
    /// What a diagnostic code means.
    Code(&'static CodeInfo),
}

/// What an answer holds for.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The only "today" there was.
    pub as_of: &'a str,
    /// The scenario that the records were changed by, where one was applied.
    pub scenario: Option<&'a str>,
}

impl<'a> Answer<'a> {
    /// What programs call it; stable.
    fn kind(&self) -> &'static str {
        match self {
            Answer::Verdict(..) => "verdict",
            Answer::Grade(..) => "grade",
            Answer::Rule(..) => "rule",
            Answer::Code(..) => "code",
        }
    }

    /// What it holds for; a code means the same at any time.
    fn basis(&self) -> Option<Basis<'a>> {
        match self {
            Answer::Verdict(_, basis) | Answer::Grade(_, basis) | Answer::Rule(_, basis) => {
                Some(*basis)
            }
            Answer::Code(_) => None,
        }
    }
}

//! What is wrong with scorecards.

use thiserror::Error;

use super::CheckError;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// One error of who writes a scorecard.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Error)]
pub(in crate::check) enum ScorecardError {
    #[error("the scorecard `{name}` leaves records without a grade")]
    NoLastGrade { name: String, span: Span },
    #[error("the grade `{name}` is never given")]
    NeverGiven { name: String, span: Span, last: Span },
    #[error("the scorecard `{name}` takes no rule")]
    NoRules { name: String, span: Span },
    #[error("the rule `{rule}` is taken and disabled")]
    Disabled { rule: String, span: Span, disabled: Span },
    #[error("nothing leads from the rule `{rule}` to a `{kind}`")]
    NotLed { rule: String, kind: String, span: Span, declared: Span, fields: Vec<String> },
    #[error("the rule `{rule}` is taken twice")]
    TakenTwice { rule: String, span: Span, first: Span },
    #[error("a scorecard has one `cause by`")]
    SecondCause { span: Span, first: Span },
    #[error("the rule `{rule}` leads to `{kind}` in {ways} ways")]
    ManyCauses { rule: String, kind: String, ways: usize, span: Span, declared: Span },
    #[error("the grade `{name}` is never reached")]
    NeverReached { name: String, span: Span, first: Span },
    #[error("a cap at `{name}` keeps nothing back")]
    IdleCap { name: String, span: Span },
    #[error("none of the rules that are taken leads to a `{kind}`")]
    IdleCause { kind: String, span: Span },
}

impl From<ScorecardError> for CheckError {
    fn from(error: ScorecardError) -> Self {
        CheckError::Scorecard(error)
    }
}

impl ScorecardError {
    /// As the one form that renderers read.
    pub(super) fn diagnose(&self) -> Diagnostic {
        let message = self.to_string();
        let at = |code, span, label: &str| Diagnostic::error(code, message.clone(), span, label);
        match self {
            ScorecardError::NoLastGrade { span, .. } => at("RW253", *span, "has no last grade")
                .help("end with the best grade, without a condition: `grade A`"),
            ScorecardError::NeverGiven { span, last, .. } => {
                at("RW253", *span, "nothing is left for it")
                    .label(*last, "whatever comes here gets this one")
                    .help("grades stand the worst first, and the last has no condition")
            }
            ScorecardError::NoRules { span, .. } => at("RW254", *span, "counts nothing")
                .help("say which rules count: `takes large-deal`, `takes tag:debt`"),
            ScorecardError::Disabled { span, disabled, .. } => {
                at("RW256", *span, "counts nothing here")
                    .label(*disabled, "disabled here")
                    .help("take it out of the scorecard, too")
                    .warning()
            }
            ScorecardError::NotLed { rule, kind, span, declared, fields } => {
                let at = at("RW255", *span, "counts for nobody");
                match fields.as_slice() {
                    [] => at
                        .label(*declared, format!("its subjects refer to no `{kind}`"))
                        .help(format!("say how they lead there: `takes {rule} by deal.buyer`")),
                    [first, ..] => {
                        at.label(*declared, "its subjects may leave these out").help(format!(
                            "of {} say whom it counts for: `takes {rule} by {first}`",
                            fields.iter().map(|f| format!("`{f}`")).collect::<Vec<_>>().join(", ")
                        ))
                    }
                }
            }
            ScorecardError::TakenTwice { rule, span, first } => {
                at("RW210", *span, "and again here")
                    .label(*first, "first here")
                    .help(format!("name all ways at once: `takes {rule} by buyer, seller`"))
            }
            ScorecardError::SecondCause { span, first } => {
                at("RW214", *span, "the second").label(*first, "the first").help("keep one of them")
            }
            ScorecardError::ManyCauses { span, declared, .. } => at("RW255", *span, "which one?")
                .label(*declared, "declared here")
                .help("leave `cause by` out, or take the rule in a scorecard of its own"),
            ScorecardError::NeverReached { span, first, .. } => {
                at("RW257", *span, "whoever meets this has another grade")
                    .label(*first, "which comes first, and is met then, too")
                    .help("grades stand the worst first: ask for more in those before it")
                    .warning()
            }
            ScorecardError::IdleCap { span, .. } => {
                at("RW257", *span, "is the best grade there is")
                    .help("cap at a worse grade, or leave the cap out")
                    .warning()
            }
            ScorecardError::IdleCause { span, .. } => at("RW257", *span, "each counts by itself")
                .help("name what their subjects refer to, or leave `cause by` out")
                .warning(),
        }
    }
}

//! What is wrong with waivers, whatever records say.

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// One error of who waives a finding.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Error)]
pub(in crate::check) enum WaiverError {
    #[error("this waiver does not say what it was given on")]
    NothingGiven { span: Span },
    #[error("this waiver has no {what}")]
    Empty { what: &'static str, span: Span },
    #[error("a waiver says how bad the finding was, and what it possibly was if that is worse")]
    Possibly { open: bool, span: Span },
    #[error("`{key}` has two waivers of `{rule}`")]
    Twice { rule: String, key: String, span: Span, first: Span },
}

impl WaiverError {
    /// As the one form that renderers read.
    pub(super) fn diagnose(&self) -> Diagnostic {
        let message = self.to_string();
        let at = |code, span, label| Diagnostic::error(code, message.clone(), span, label);
        match self {
            WaiverError::NothingGiven { span } => at("RW260", *span, "ends without `given`").help(
                "let `riskwright waive RULE KEY` write it: it notes how bad the finding is, the \
                 facts that it rests on and the rule as it is, and ends with these",
            ),
            WaiverError::Empty { what: "reason", span } => {
                at("RW260", *span, "says nothing").help("say why the risk is accepted")
            }
            WaiverError::Empty { span, .. } => {
                at("RW260", *span, "names nobody").help("say who answers for it")
            }
            WaiverError::Possibly { open, span } => at("RW260", *span, "not so").help(match open {
                true => "write `given undetermined possibly SEVERITY`",
                false => "write a worse severity behind `possibly`, or leave it out",
            }),
            WaiverError::Twice { span, first, .. } => at("RW261", *span, "and again here")
                .label(*first, "first here")
                .help("keep one of them"),
        }
    }
}

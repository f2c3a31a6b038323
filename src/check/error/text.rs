//! What is wrong with texts in other languages.

use thiserror::Error;

use super::CheckError;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// One error of who translates what a rule says.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Error)]
pub(in crate::check) enum TextError {
    #[error("`{clause}` translates nothing")]
    NoOriginal { clause: String, span: Span },
    #[error("`{clause}` does not tell what its own text does")]
    OtherHoles { clause: String, span: Span, own: Span, missing: Vec<Span>, added: Vec<Span> },
}

impl From<TextError> for CheckError {
    fn from(error: TextError) -> Self {
        CheckError::Text(error)
    }
}

impl TextError {
    /// As the one form that renderers read.
    pub(super) fn diagnose(&self) -> Diagnostic {
        let message = self.to_string();
        let at = |span, label| Diagnostic::error("RW221", message.clone(), span, label);
        match self {
            TextError::NoOriginal { span, .. } => at(*span, "the rule has no text to translate")
                .help("write the rule's own text beside it, without a language"),
            TextError::OtherHoles { span, own, missing, added, .. } => {
                let told = match &added[..] {
                    [] => at(*span, "leaves out what its own text tells"),
                    [first, others @ ..] => {
                        let told = at(*first, "its own text does not tell this");
                        let told = told.label(*own, "its own text");
                        others.iter().fold(told, |told, hole| told.label(*hole, "nor this"))
                    }
                };
                let left_out = |told: Diagnostic, hole: &Span| told.label(*hole, "not told there");
                missing.iter().fold(told, left_out).help(
                    "each expression in a hole of the one stands in a hole of the other, in whatever \
                     order",
                )
            }
        }
    }
}

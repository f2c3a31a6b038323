//! What is wrong with the names that rules had.

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// One error of who renames a rule.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Error)]
pub(in crate::check) enum FormerlyError {
    #[error("`{name}` is no former name: {}", whose(*own))]
    Taken { name: String, span: Span, other: Span, own: bool },
    #[error("two rules had the name `{name}`")]
    Twice { name: String, span: Span, first: Span },
    #[error("an amendment renames no rule")]
    Amendment { span: Span },
}

fn whose(own: bool) -> &'static str {
    if own { "the rule itself is called so" } else { "another rule is called so now" }
}

impl FormerlyError {
    /// As the one form that renderers read.
    pub(super) fn diagnose(&self) -> Diagnostic {
        let message = self.to_string();
        let at = |span, label| Diagnostic::error("RW263", message.clone(), span, label);
        match self {
            FormerlyError::Taken { span, other, own: true, .. } => at(*span, "not a former name")
                .label(*other, "the rule is called so")
                .help("leave it out, or give the rule its new name"),
            FormerlyError::Taken { span, other, own: false, .. } => {
                at(*span, "not a former name").label(*other, "this rule is called so").help(
                    "a new rule in the place of a renamed one needs a name that none had: what was \
                     accepted under the old one belongs to the renamed rule",
                )
            }
            FormerlyError::Twice { span, first, .. } => at(*span, "and again here")
                .label(*first, "first here")
                .help("keep it at the rule that what was accepted of the old one belongs to"),
            FormerlyError::Amendment { span } => {
                at(*span, "not here").help("write it where the rule is declared")
            }
        }
    }
}

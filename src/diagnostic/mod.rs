//! One plain diagnostic, and the registry of their codes.

pub mod codes;
mod nearest;
#[cfg(feature = "cli")]
pub mod render;

pub(crate) use nearest::nearest;

use crate::source::Place;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Level {
    /// For information.
    Note,
    /// Legal but doubtful.
    Warning,
    /// The run cannot go on.
    Error,
}

/// A place, and what is to be said there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// A few words under the marks; may be empty.
    pub text: String,
}

/// What was wrong, where, and what to do: the one form that every phase lowers its errors to
/// and every renderer reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Stable code, `RW301`; its page is in [`codes`].
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// One line, lower case, no full stop, the user's own words in backticks.
    pub message: String,
    /// The primary place first; empty for problems with no place (usage).
    pub labels: Vec<Label>,
    /// The way out.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(
        code: &'static str,
        message: impl Into<String>,
        place: impl Into<Place>,
        label: impl Into<String>,
    ) -> Self {
        let labels = vec![Label { place: place.into(), text: label.into() }];
        Diagnostic { code, level: Level::Error, message: message.into(), labels, help: None }
    }

    /// An error without a place.
    pub fn bare(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            level: Level::Error,
            message: message.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, place: impl Into<Place>, text: impl Into<String>) -> Self {
        self.labels.push(Label { place: place.into(), text: text.into() });
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the way out, where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Makes it a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.level = Level::Warning;
        self
    }
}

//! Why a run could not be.

use thiserror::Error;

use super::diagnostic::Diagnostic;
use crate::assess::{NoGrade, Unfit};

/// Why there is no report. Nothing that stops a run is left to be looked for: a run that looked at
/// nothing is no pass either.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Refused {
    /// The rules have errors.
    #[error("the rules have errors: {}", first(diagnostics))]
    Rules {
        /// Errors and warnings, by place.
        diagnostics: Vec<Diagnostic>,
    },
    /// The records have errors.
    #[error("the records have errors: {}", first(diagnostics))]
    Records {
        /// Errors and warnings, by file and place.
        diagnostics: Vec<Diagnostic>,
    },
    /// The rule files declare no rule.
    #[error("there are no rules to apply")]
    NoRules,
    /// There are no records that any rule looks at, and it is not said that there may be none
    /// ([`Run::may_be_empty`](crate::Run::may_be_empty)).
    #[error("nothing was checked: {}", none(kinds))]
    NoRecords {
        /// The kinds that rules look at; empty where there are no records at all.
        kinds: Vec<String>,
    },
    /// The format of a record file is not known.
    #[error("the format of `{document}` is not known")]
    NoFormat {
        /// Its name.
        document: String,
    },
    /// A record file is said to hold records of a kind that there is not.
    #[error("no record kind is called `{kind}`, which `{document}` is said to hold")]
    NoKind {
        /// The file's name.
        document: String,
        /// The kind that it is said to hold.
        kind: String,
        /// The kinds that the rules declare.
        known: Vec<String>,
    },
    /// A kind is said to be possibly without records, and there is no such kind.
    #[error("no record kind is called `{kind}`, which is said to be possibly without records")]
    NoKindToMiss {
        /// The name.
        kind: String,
        /// The kinds that the rules declare.
        known: Vec<String>,
    },
    /// The rules declare no scenario of that name.
    #[error("there is no scenario `{name}`")]
    NoScenario {
        /// The name.
        name: String,
        /// The scenarios that the rules declare.
        known: Vec<String>,
    },
    /// Nothing is cited under a framework of that name ([`Run::framework`](crate::Run::framework)).
    #[error("nothing is cited under a framework `{name}`")]
    NoFramework {
        /// The name.
        name: String,
        /// The frameworks that something is cited under.
        known: Vec<String>,
    },
    /// No grade can fail the gate as it was asked ([`Run::fail_on_grade`](crate::Run::fail_on_grade)).
    #[error(transparent)]
    NoGrade(#[from] NoGrade),
    /// The earlier report is no baseline of this run.
    #[error("this report cannot be the baseline: {0}")]
    Baseline(#[from] Unfit),
    /// Something was not where this crate itself put it: nothing that came of it may be taken for an
    /// answer, and no later run of the process is given one.
    #[error("riskwright made a mistake at {place}; nothing of this run counts")]
    Mistake {
        /// Where in the crate's source.
        place: String,
    },
    /// The system gives no thread with room enough for what rules may nest.
    #[error("the system gives no thread: {why}")]
    NoThread {
        /// What the system says.
        why: String,
    },
}

impl Refused {
    /// What is wrong with rules or records, by place; empty where something else is.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Refused::Rules { diagnostics } | Refused::Records { diagnostics } => diagnostics,
            Refused::NoRules
            | Refused::NoRecords { .. }
            | Refused::NoFormat { .. }
            | Refused::NoKind { .. }
            | Refused::NoKindToMiss { .. }
            | Refused::NoScenario { .. }
            | Refused::NoFramework { .. }
            | Refused::NoGrade(_)
            | Refused::Baseline(_)
            | Refused::Mistake { .. }
            | Refused::NoThread { .. } => &[],
        }
    }
}

/// The first error, and how many there are beside it.
fn first(diagnostics: &[Diagnostic]) -> String {
    let mut errors = diagnostics.iter().filter(|one| one.is_error());
    let first = errors.next().map(ToString::to_string).unwrap_or_default();
    match errors.count() {
        0 => first,
        more => format!("{first} (and {more} more)"),
    }
}

/// What there is none of.
pub(crate) fn none(kinds: &[String]) -> String {
    match kinds {
        [] => "the files hold no records".to_owned(),
        kinds => format!(
            "there is no {} among the records, and the rules look at nothing else",
            kinds.join(" and no ")
        ),
    }
}

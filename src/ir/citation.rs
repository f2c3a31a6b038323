//! What rules, rungs and params rest on, and what of it holds in a run.

use std::sync::Arc;

use crate::value::Date;

/// A citation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    /// What is cited.
    pub text: String,
    /// The first day on which it holds; `None`: it always did.
    pub from: Option<Date>,
    /// The last one; `None`: it has no end.
    pub until: Option<Date>,
    /// The framework that it belongs to; those of none hold in each.
    pub framework: Option<Arc<str>>,
    /// Whether it holds in this run.
    pub standing: Standing,
}

/// Whether a citation holds in a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It does.
    InForce,
    /// It begins after the as-of date.
    NotYet,
    /// It ended before that.
    Ended,
    /// It belongs to a framework that the run does not look at.
    Elsewhere,
}

impl Citation {
    /// Whether it is to be told.
    pub fn is_in_force(&self) -> bool {
        self.standing == Standing::InForce
    }
}

/// The texts of those citations that are to be told, each once.
pub fn in_force<'c>(cites: impl IntoIterator<Item = &'c Citation>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for citation in cites.into_iter().filter(|citation| citation.is_in_force()) {
        if !texts.contains(&citation.text) {
            texts.push(citation.text.clone());
        }
    }
    texts
}

//! What is cited and not in force.

use serde::{Serialize, Serializer};

/// A citation of a rule, or of a param that it rests on, that is not in force.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Lapsed {
    /// What is cited.
    pub cited: String,
    /// The param that cites it; `None`: the rule does.
    pub param: Option<String>,
    /// Why it is not in force.
    #[serde(flatten)]
    pub lapse: Lapse,
}

/// Why a citation is not in force.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Lapse {
    /// It begins later than the as-of date.
    NotYet(String),
    /// It ended before it.
    Ended(String),
    /// It belongs to a framework that the run does not look at.
    Elsewhere(String),
}

impl Serialize for Lapse {
    /// As a citation tells what it holds for.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize, Default)]
        struct Told<'l> {
            from: Option<&'l str>,
            until: Option<&'l str>,
            framework: Option<&'l str>,
        }
        let told = match self {
            Lapse::NotYet(day) => Told { from: Some(day), ..Told::default() },
            Lapse::Ended(day) => Told { until: Some(day), ..Told::default() },
            Lapse::Elsewhere(name) => Told { framework: Some(name), ..Told::default() },
        };
        told.serialize(to)
    }
}

//! What two runs were made with that is not the same, and so what a change can come from.

use serde::Serialize;

/// What two reports were made with that is not the same.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Apart {
    /// Record files, those of exchange rates alone left out, and the manifest where it says otherwise
    /// which they are or how they are read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<OtherFile>,
    /// Files with exchange rates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<OtherFile>,
    /// The manifest, where it says the same of records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub manifest: Vec<OtherFile>,
    /// Rule files, those that ship among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<OtherFile>,
    /// Params that have another value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<OtherParam>,
    /// Waivers that hold otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<OtherWaiver>,
    /// The as-of date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<[String; 2]>,
    /// The scenario; none where the records are as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<[Option<String>; 2]>,
    /// The version of the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engine: Option<[String; 2]>,
    /// Whether one of them does not tell its rule files, as early reports do not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rules_untold: bool,
}

/// How a file is otherwise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shift {
    /// It holds something else.
    Changed,
    /// It was not there.
    New,
    /// It is not there any more.
    Gone,
    /// It holds the same under another name.
    Moved,
}

/// A file that is not as it was.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct OtherFile {
    /// Its path; of one that is gone the path that it had.
    pub path: String,
    /// How it is otherwise.
    pub change: Shift,
    /// What it was called, where it was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

/// A param that has another value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct OtherParam {
    /// Its name.
    pub name: String,
    /// What it was; several where a rule asks for it as of several days.
    pub then: Vec<String>,
    /// What it is.
    pub now: Vec<String>,
    /// Whether one of the runs sets it; else it is as the rules, or the day, have it.
    pub set_by_run: bool,
}

/// A waiver that holds otherwise than it did.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct OtherWaiver {
    /// The rule.
    pub rule: String,
    /// The key of what it flags.
    pub key: String,
    /// The status that it had; none where there was no such waiver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// The one that it has; none where there is none any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
}

impl OtherWaiver {
    /// Whether it held and does no more, though there is something to cover.
    pub fn has_lapsed(&self) -> bool {
        let holds = |status: &Option<String>| {
            status.as_deref().is_some_and(|status| ["applied", "ends-soon"].contains(&status))
        };
        holds(&self.then) && !holds(&self.now) && self.now.as_deref() != Some("orphan")
    }
}

/// What a change can come from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(tag = "cause", rename_all = "kebab-case")]
pub enum Origin {
    /// What records say.
    Data {
        /// The files: those that hold what the verdict rests on, where such are otherwise, else all
        /// that are.
        files: Vec<String>,
    },
    /// What exchange rates say.
    Rates {
        /// Their files.
        files: Vec<String>,
    },
    /// What rules say.
    Rules {
        /// Their files.
        files: Vec<String>,
    },
    /// What a run sets.
    Params {
        /// Their names.
        params: Vec<String>,
    },
    /// The as-of date.
    AsOf,
    /// The scenario.
    Scenario,
    /// The program.
    Engine,
}

//! What a reader must know of a run before its findings.

use serde::{Serialize, Serializer};

use super::{Fixed, Place, Slack, Waiver, WaiverStatus};
use crate::value::{Currency, Date, Lang};

/// Something that a reader must know of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// A file that was read and holds no record.
    EmptyFile {
        /// Its path.
        path: String,
    },
    /// Only what some rules say is shown.
    Chosen {
        /// They.
        rules: Vec<String>,
        /// How many findings of others are not.
        findings: u64,
        /// How many undetermined verdicts.
        undetermined: u64,
    },
    /// What was told of the files while they were found and read.
    Reading {
        /// The diagnostic.
        message: String,
        /// Where it stands.
        place: Option<Place>,
    },
    /// A name that the project declares and packs do, too.
    Shadowed {
        /// The name.
        name: String,
        /// Where the project declares it.
        by: Place,
        /// What those of the packs are called, and where they are declared.
        others: Vec<(String, Place)>,
    },
    /// What is not said in the language of the run.
    Untold {
        /// The language.
        lang: Lang,
        /// The rules that have no text in it, or not every.
        rules: Vec<String>,
        /// How many fields, params, flows, scorecards and scenarios have none.
        others: u64,
    },
    /// Rules that looked at nothing.
    Idle {
        /// The kind of which there is none.
        record: String,
        /// Whether such are made of records, so that none is an answer and no gap.
        made: bool,
        /// The rules.
        rules: Vec<String>,
    },
    /// Scorecards that have nobody to grade.
    Ungraded {
        /// The kind of which there is none.
        record: String,
        /// The scorecards.
        scorecards: Vec<String>,
    },
    /// So many grades of the baseline are of records that are graded no more.
    GradesGone(u64),
    /// Rules that cite something, of which nothing is in force.
    Lapsed {
        /// The rules.
        rules: Vec<String>,
        /// The as-of date.
        as_of: Date,
    },
    /// The baseline is as of another day.
    OtherDay {
        /// The baseline's.
        then: String,
        /// This run's.
        now: Date,
    },
    /// The baseline is the report of a run that failed.
    FailedBaseline,
    /// The baseline was made with other rules.
    OtherRules(Vec<FileChange>),
    /// What the baseline has was accepted under other rules or params.
    OtherPolicy,
    /// The gate is looser than in the baseline.
    LooserGate {
        /// The setting.
        key: String,
        /// What it was.
        then: String,
        /// What it is.
        now: String,
    },
    /// A param has another value than in the baseline.
    OtherParam {
        /// Its name.
        name: String,
        /// Its values now.
        now: Vec<String>,
        /// Its values then.
        then: Vec<String>,
    },
    /// Findings of the baseline that the facts do not tell any more.
    EvidenceLost(Vec<Named>),
    /// Findings of the baseline that are none any more.
    Fixed(Vec<Fixed>),
    /// Budgets that could be lower.
    Slack(Vec<Slack>),
    /// Two keys, or parts of keys, that look alike and are two.
    LookAlike {
        /// The kind.
        record: String,
        /// The one in plain letters.
        plain: String,
        /// The other.
        other: String,
        /// The sign that only one has, by its name.
        odd: String,
        /// Where the other stands.
        place: Option<Place>,
        /// How many more pairs of the kind there are beyond those told.
        more: u64,
    },
    /// A text with a character that nobody sees.
    Unseen {
        /// The kind.
        record: String,
        /// The field.
        field: String,
        /// The character, by its name.
        sign: String,
        /// Where it stands.
        place: Option<Place>,
        /// In how many more records the field holds such.
        more: u64,
    },
    /// An exchange rate that is not used as it should be.
    OddRate {
        /// Its key.
        rate: String,
        /// Where it stands.
        place: Option<Place>,
        /// What is wrong with it.
        flaw: RateFlaw,
    },
    /// More such.
    OddRates {
        /// How many.
        count: u64,
        /// What is wrong with them.
        flaw: RateFlaw,
    },
    /// An old rate that decides.
    OldRate {
        /// The currency that was converted.
        from: Currency,
        /// Into which.
        to: Currency,
        /// For which day.
        at: Date,
        /// How many days old the oldest of the rates is.
        days: u64,
        /// The rates.
        rates: Vec<String>,
        /// Whether there are other days of which this is true.
        others: bool,
    },
    /// Sources that are later than the as-of date.
    LaterSources {
        /// Their keys.
        sources: Vec<String>,
        /// The as-of date.
        as_of: Date,
    },
    /// A waiver that ends soon, or does not hold.
    Waiver(Box<Waiver>),
    /// A waiver that says a name which its rule or its record had.
    FormerWords(Box<Waiver>),
    /// Findings of which it is not told how they came about.
    Unexplained {
        /// How many.
        findings: u64,
        /// Of how many of each rule it is told.
        worst: u64,
    },
}

/// A finding by its rule and the key of its subject.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Named {
    /// The rule.
    pub rule: String,
    /// The key.
    pub key: String,
}

/// How a rule file differs from those that the baseline was made with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileChange {
    /// It has other rules.
    Changed(String),
    /// It was not there.
    New(String),
    /// It is there no more.
    Gone(String),
}

/// What is wrong with an exchange rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RateFlaw {
    /// It does not tell both currencies.
    Pair,
    /// It is of a currency to itself.
    Same,
    /// It does not tell its day.
    Day,
    /// It tells no rate above zero.
    Rate,
}

impl Note {
    /// What programs call it; stable.
    pub fn code(&self) -> &'static str {
        match self {
            Note::EmptyFile { .. } => "empty-file",
            Note::Chosen { .. } => "chosen",
            Note::Reading { .. } => "reading",
            Note::Shadowed { .. } => "shadowed",
            Note::Untold { .. } => "untold",
            Note::Idle { .. } => "idle",
            Note::Ungraded { .. } => "ungraded",
            Note::GradesGone(_) => "grades-gone",
            Note::Lapsed { .. } => "lapsed-citations",
            Note::OtherDay { .. } => "other-day",
            Note::FailedBaseline => "failed-baseline",
            Note::OtherRules(_) => "other-rules",
            Note::OtherPolicy => "other-policy",
            Note::LooserGate { .. } => "looser-gate",
            Note::OtherParam { .. } => "other-param",
            Note::EvidenceLost(_) => "evidence-lost",
            Note::Fixed(_) => "fixed",
            Note::Slack(_) => "slack",
            Note::LookAlike { .. } => "look-alike",
            Note::Unseen { .. } => "unseen",
            Note::OddRate { .. } | Note::OddRates { .. } => "odd-rate",
            Note::OldRate { .. } => "old-rate",
            Note::LaterSources { .. } => "later-sources",
            Note::Waiver(waiver) => match waiver.status {
                WaiverStatus::Applied | WaiverStatus::EndsSoon => "waiver-ends",
                WaiverStatus::Expired => "waiver-expired",
                WaiverStatus::Rose => "waiver-rose",
                WaiverStatus::OtherEvidence => "waiver-other-evidence",
                WaiverStatus::EvidenceLost => "waiver-evidence-lost",
                WaiverStatus::OtherRule => "waiver-other-rule",
                WaiverStatus::Orphan => "waiver-orphan",
                WaiverStatus::Several => "waiver-several",
            },
            Note::FormerWords(_) => "former-words",
            Note::Unexplained { .. } => "unexplained",
        }
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

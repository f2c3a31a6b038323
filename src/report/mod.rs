//! The door out: what a report says as plain data, and the formats that it is written in.

mod answer;
mod asked;
mod budget;
mod chosen;
mod cited;
mod described;
pub mod diff;
mod distribution;
mod explain;
mod explain_grade;
mod formerly;
mod gate;
mod glance;
mod grade;
pub mod inventory;
mod leg;
mod limit;
mod losses;
mod margin;
mod model;
mod note;
mod param;
mod place;
mod required;
mod scenario;
pub mod series;
mod spoken;
mod stake;
mod status;
pub mod stress;
mod subject;
mod told;
mod value;
mod waived;
mod waiver;
pub(crate) mod words;
mod writer;
mod writers;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Basis};
pub use asked::{Asked, AskedData, AskedManifest, AskedParam};
pub use budget::{Budget, Budgeted, Slack};
pub use chosen::Chosen;
pub use cited::{Lapse, Lapsed};
pub use described::{Cited, Described, NamedParam, Needed, Part};
pub use distribution::Distribution;
pub use explain::Explained;
pub use explain_grade::ExplainedGrade;
pub use formerly::Formerly;
pub use gate::{
    BaselineFile, Cause, Change, Fixed, Lost, Policy, Reason, ReasonKind, Rested, RuleFile, Said,
    Since,
};
pub use glance::{Glance, Grid, GridRow, Network, NetworkFlow, NetworkRing};
pub use grade::{Because, Count, Counting, Counts, Grade, GradeCount, GradeSince, Scorecard};
pub use leg::Leg;
pub use limit::{Limit, Limited, Limiting, TooLarge};
pub use losses::{Fate, Loss, LossRound, LossSize, Losses};
pub use margin::{LineBasis, LinePolicy, Margin, Past};
pub use model::{Disabled, GateResult, Head, Input, RuleCount, Skipped, Summary};
pub use note::{FileChange, Named, Note, RateFlaw};
pub use param::{InForce, Param, TakenParam};
pub use place::Place;
pub use required::{Required, Unmet};
pub use scenario::{Joined, Round, Scenario};
pub use stake::{AtStake, OpenStake, SharedCause, Stake, StakeOf};
pub use status::Status;
pub use subject::Subject;
pub use told::{
    Addressee, ClearsWhen, Explanation, Fact, FactSource, Finding, Made, MissingFact, Request,
    RequestGroup, Undetermined, Why,
};
pub use value::{Exact, Value};
pub use waived::Waived;
pub use waiver::{OtherFact, Waiver, WaiverStatus};
pub use writer::{Out, Section, Wants, Writer};
pub use writers::{
    AnswerWriter, CSV, DiffWriter, FORMATS, Format, GITHUB, GITLAB, HTML, InventoryWriter, JSON,
    JSON_LINES, JUNIT, LETTER, MARKDOWN, SARIF, SeriesWriter, StressWriter, TEXT, XLSX,
};

use crate::value::Lang;

/// What the findings of a text are told by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Grouping {
    /// One after the other, the worst first.
    #[default]
    Severity,
    /// Those about one record together.
    Subject,
    /// Those of one rule together.
    Rule,
    /// Those that go back to the same facts as one story.
    Cause,
}

/// How a text is laid out, and in which language. Formats for programs take no notice of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// The language that it is in.
    pub lang: Lang,
    /// Whether to colour it for a terminal.
    pub color: bool,
    /// How many columns a line may have.
    pub width: usize,
    /// How many findings to show; `None`: all.
    pub findings: Option<usize>,
    /// How many undetermined verdicts, and facts to ask for, to show; `None`: all.
    pub undetermined: Option<usize>,
    /// Whether to show what could not be decided; it is counted in any case.
    pub open: bool,
    /// Whether to show what the baseline has, as bad and on the same facts; it is counted in any case.
    pub known: bool,
    /// Whether to leave out everything but the sums.
    pub quiet: bool,
    /// What findings are told by.
    pub by: Grouping,
    /// How many bytes a report may have that is cut to a length; `None`: as many as such usually have.
    pub bytes: Option<usize>,
    /// How to see what is left out, where there is a way.
    pub see_all: Option<&'static str>,
}

impl Default for Style {
    fn default() -> Self {
        Style {
            lang: Lang::En,
            color: false,
            width: 80,
            findings: Some(50),
            undetermined: Some(20),
            open: true,
            known: false,
            quiet: false,
            by: Grouping::Severity,
            bytes: None,
            see_all: None,
        }
    }
}

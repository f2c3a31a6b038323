//! What a report says, as plain data: every value as it is printed, every fact with its place.

#[doc(inline)]
pub use crate::report::{
    AtStake, BaselineFile, Because, Budget, Budgeted, Cause, Change, ClearsWhen, Count, Counting,
    Counts, Disabled, Exact, Explained, Explanation, Fact, FactSource, Fate, FileChange, Finding,
    Fixed, Formerly, GateResult, Grade, GradeCount, GradeSince, Head, InForce, Input, Joined,
    Lapse, Lapsed, Leg, Limit, Limited, Limiting, LineBasis, LinePolicy, Loss, LossRound, LossSize,
    Losses, Lost, Made, Margin, MissingFact, Named, Note, OpenStake, OtherFact, Param, Past, Place,
    Policy, RateFlaw, Reason, ReasonKind, Request, RequestGroup, Required, Rested, Round,
    RuleCount, RuleFile, Said, Scenario, Scorecard, SharedCause, Since, Skipped, Slack, Stake,
    StakeOf, Status, Subject, Summary, TakenParam, TooLarge, Undetermined, Unmet, Value, Waived,
    Waiver, WaiverStatus, Why,
};

/// Why a value is not known (well enough).
pub use crate::meaning::Reason as Unknown;
#[doc(inline)]
pub use crate::operator::WalkKind;
#[doc(inline)]
pub use crate::outcome::{Clause, Needs, Verdict};
#[doc(inline)]
pub use crate::value::Decimal;

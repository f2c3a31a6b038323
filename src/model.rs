//! What a report says, as plain data: every value as it is printed, every fact with its place.

#[doc(inline)]
pub use crate::report::{
    BaselineFile, Cause, Change, ClearsWhen, Disabled, Explained, Explanation, Fact, FactSource,
    Fate, FileChange, Finding, Fixed, GateResult, Head, InForce, Input, Joined, Limit, Limited,
    Limiting, Loss, LossRound, LossSize, Losses, Lost, Made, Margin, MissingFact, Named, Note,
    Param, Past, Place, Policy, RateFlaw, Reason, ReasonKind, Request, Rested, Round, RuleCount,
    RuleFile, Said, Scenario, Since, Skipped, Status, Subject, Summary, TakenParam, TooLarge,
    Undetermined, Why,
};

/// Why a value is not known (well enough).
pub use crate::meaning::Reason as Unknown;
#[doc(inline)]
pub use crate::operator::WalkKind;
#[doc(inline)]
pub use crate::outcome::{Clause, Needs, Verdict};
#[doc(inline)]
pub use crate::value::Decimal;

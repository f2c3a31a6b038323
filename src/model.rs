//! What a report says, as plain data: every value as it is printed, every fact with its place.

#[doc(inline)]
pub use crate::report::{
    BaselineFile, Cause, Change, ClearsWhen, Disabled, Explained, Explanation, Fact, FactSource,
    Finding, Fixed, GateResult, Head, InForce, Input, Joined, Limit, LimitKind, Limiting, Lost,
    Made, MissingFact, Param, Place, Policy, Reason, ReasonKind, Request, Rested, Round, RuleCount,
    RuleFile, Said, Scenario, Since, Skipped, Status, Subject, Summary, TakenParam, Undetermined,
};

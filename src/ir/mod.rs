//! The program: rules resolved, typed, dimension-checked, with nothing left to look up.

mod arena;
mod citation;
mod currency;
mod derived;
mod frameworks;
mod level;
mod needs;
mod node;
mod param;
mod print;
mod reach;
mod rule;
mod scenario;
mod scorecard;
mod sign;
mod spoken;
mod waiver;

pub use arena::Arena;
pub use citation::{Citation, Standing, in_force};
pub use derived::Flow;
pub use level::{Level, Levels};
pub use node::{Aggregate, Group, Node, Op, Spread};
pub use param::{Asked, InForce, Param, RestsOn};
pub use rule::{Amended, Disabled, KnownAs, Part, Rule, Rung, Template};
pub use scenario::{Addition, Change, Does, Over, Removal, Scenario, Step};
pub use scorecard::{Cap, Grade, Leads, Scorecard, Taken};
pub use waiver::Waiver;

use std::sync::Arc;

use crate::source::Span;
pub use crate::ty::ExprId;
use crate::ty::{FieldId, RecordId, Schema};
use crate::value::Lang;

/// A checked program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Records, choices, units.
    pub schema: Schema,
    /// Every expression; children stand before their parents.
    pub arena: Arena,
    /// Rules, in the order of files and text.
    pub rules: Vec<Rule>,
    /// Rules that are written but not applied.
    pub disabled: Vec<Disabled>,
    /// Findings that somebody answers for, in the order of files and text.
    pub waivers: Vec<Waiver>,
    /// Scenarios, in the order of files and text.
    pub scenarios: Vec<Scenario>,
    /// Scorecards, in the order of files and text.
    pub scorecards: Vec<Scorecard>,
    /// Params with the values of this run.
    pub params: Vec<Param>,
    /// Names that the project has for itself beside packs.
    pub shadowed: Vec<Shadowed>,
    /// The flows, in the order of files and text.
    pub flows: Vec<Flow>,
    /// The frameworks that anything is cited under, in their order.
    pub frameworks: Vec<Arc<str>>,
    /// Those of which the run tells the citations; all, where there are none.
    pub kept_frameworks: Vec<Arc<str>>,
    /// The language in which it tells what it says, see [`Program::speak`].
    pub lang: Lang,
    /// What has no text in that language.
    pub untold: Untold,
    /// What in the rule files is no part of their rules, in order: what they say in other languages,
    /// and waivers.
    pub aside: Vec<Span>,
    /// The record kind and fields of the exchange-rate table, where the vocabulary has one.
    pub rates: Option<RateTable>,
}

/// What a program says nothing of in the language of the run: its own text stands there.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Untold {
    /// The rules of which a text is in no such language, in the order of files and text.
    pub rules: Vec<Arc<str>>,
    /// How many fields, params, flows, scorecards and scenarios are described in none.
    pub others: u64,
}

/// A name that a project declares and packs do, too: plainly it means the project's own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Shadowed {
    /// The name.
    pub name: Arc<str>,
    /// Where the project declares it.
    pub by: Span,
    /// How those of the packs are reached, and where they are declared.
    pub others: Vec<(Arc<str>, Span)>,
}

/// Which record kind holds exchange rates: one unit of `base` is worth `rate` units of `quote`
/// from `date` on. Any record kind with fields `base: currency`, `quote: currency`,
/// `rate: number` and `date: date` named `ExchangeRate` is it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RateTable {
    /// The record kind.
    pub record: RecordId,
    /// What one unit is priced.
    pub base: FieldId,
    /// What it is priced in.
    pub quote: FieldId,
    /// The price.
    pub rate: FieldId,
    /// From when on.
    pub date: FieldId,
}

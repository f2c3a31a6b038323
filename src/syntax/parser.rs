//! The generated parser, and its failures as plain data.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};

/// The parser that pest makes of the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/risk.pest"]
struct RuleParser;

/// A node of the parse.
pub(super) type Node<'t> = Pair<'t, Rule>;
/// The nodes within a node.
pub(super) type Nodes<'t> = Pairs<'t, Rule>;

/// Where a text stopped following the grammar, and which grammar rules could have gone on.
pub(super) struct Failure {
    /// Offset in the parsed text.
    pub(super) at: usize,
    /// What could have stood there.
    pub(super) expected: Vec<Rule>,
    /// It stopped only because what comes is nested too deep.
    pub(super) too_deep: bool,
}

/// Parses a whole text with one grammar rule.
pub(super) fn parse_rule(rule: Rule, text: &str) -> Result<Nodes<'_>, Failure> {
    RuleParser::parse(rule, text).map_err(|error| {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        let (expected, denied) = match error.variant {
            ErrorVariant::ParsingError { positives, negatives } => (positives, negatives),
            ErrorVariant::CustomError { .. } => (Vec::new(), Vec::new()),
        };
        Failure { at, expected, too_deep: denied.contains(&Rule::too_deep) }
    })
}

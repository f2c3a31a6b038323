//! Which rows of a foreign file are records: what a manifest says under `rows`.

use super::node::{Node, Placed};
use crate::diagnostic::Diagnostic;
use crate::record::decode::moment;
use crate::value::{Date, Dates, Decimal};

/// What is said of the rows of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RowRules {
    /// What rows must meet, all of it, and what none may.
    pub conditions: Vec<Condition>,
    /// Whether rows have no key of their own, so that where they stand is theirs. The place of what
    /// says so.
    pub key: Option<Placed>,
    /// What becomes of rows whose key an earlier one has.
    pub repeated: Repeated,
    /// Whether rows of a text may have fewer cells than the header, the rest of which are empty.
    pub short: bool,
}

/// What becomes of rows that have one key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Repeated {
    /// They are a mistake.
    #[default]
    Error,
    /// The first counts.
    First,
    /// The last counts.
    Last,
    /// The first counts where they say the same; else they are a mistake.
    Same,
}

/// A condition on a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// The condition as it is written.
    pub told: Placed,
    /// The column or path.
    pub column: Placed,
    /// What its cell must be.
    pub test: Test,
    /// Whether rows that meet it are left out, not those that do not.
    pub unless: bool,
}

/// What a condition asks of a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Test {
    /// It is one of these texts, or none of them.
    Among(Vec<String>, bool),
    /// It begins with a text.
    Begins(String),
    /// It says nothing, or something.
    Empty(bool),
    /// It stands so to a number or a day.
    Compares(Comparison, Bound),
}

/// How a cell compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// It is less.
    Less,
    /// It is no more.
    AtMost,
    /// It is more.
    More,
    /// It is no less.
    AtLeast,
}

/// What a cell is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// A number.
    Number(Decimal),
    /// A day.
    Day(Date),
}

/// The words between a column and what it is compared with.
const SIGNS: [&str; 9] =
    [" != ", " <= ", " >= ", " = ", " < ", " > ", " in ", " begins with ", " is "];

impl RowRules {
    /// What stands under `rows`.
    pub(super) fn read(node: Node) -> Result<RowRules, Vec<Diagnostic>> {
        let keys = ["where", "unless", "key", "repeated", "short"];
        let pairs = node.settings("what is said of the rows", &keys)?;
        let (mut rules, mut wrong) = (RowRules::default(), Vec::new());
        for (key, node) in pairs.iter().filter(|(_, node)| !node.is_empty()) {
            match key.text.as_str() {
                "where" | "unless" => {
                    for value in node.values() {
                        match condition(value, key.text == "unless") {
                            Ok(condition) => rules.conditions.push(condition),
                            Err(problem) => wrong.push(problem),
                        }
                    }
                }
                "key" => match node.placed("`row`") {
                    Ok(told) if told.text == "row" => rules.key = Some(told),
                    _ => wrong.push(
                        node.wrong(
                            "expected `row` here: a column that is the key stands under `fields`"
                                .to_owned(),
                        ),
                    ),
                },
                "repeated" => match repeated(*node) {
                    Ok(repeated) => rules.repeated = repeated,
                    Err(problem) => wrong.push(problem),
                },
                _ => match node.text() {
                    Some("error") => rules.short = false,
                    Some("fill") => rules.short = true,
                    _ => wrong.push(node.wrong("expected `error` or `fill` here".to_owned())),
                },
            }
        }
        if wrong.is_empty() { Ok(rules) } else { Err(wrong) }
    }
}

fn repeated(node: Node) -> Result<Repeated, Diagnostic> {
    Ok(match node.text() {
        Some("error") => Repeated::Error,
        Some("first") => Repeated::First,
        Some("last") => Repeated::Last,
        Some("same") => Repeated::Same,
        _ => return Err(node.wrong("expected `error`, `first`, `last` or `same` here".to_owned())),
    })
}

/// `recordType = entity`, `Betrag > 0`, `Datum is empty`, `Name begins with Total`.
fn condition(node: Node, unless: bool) -> Result<Condition, Diagnostic> {
    let told = node.placed("a condition on a column, such as `recordType = entity`,")?;
    let wrong = |what: String| {
        let help = "conditions are `COLUMN = VALUE`, `!=`, `<`, `<=`, `>`, `>=`, `in A, B`, `begins \
                    with`, `is empty` and `is given`";
        node.wrong(what).help(help)
    };
    let sign = SIGNS.iter().filter_map(|sign| Some((told.text.find(sign)?, *sign))).min();
    let Some((at, sign)) = sign else {
        return Err(wrong(format!("`{}` is no condition on a column", told.text)));
    };
    let column = bare(told.text.get(..at).unwrap_or_default());
    let value = told.text.get(at + sign.len()..).unwrap_or_default().trim();
    if column.is_empty() || value.is_empty() {
        return Err(wrong(format!("`{}` is no condition on a column", told.text)));
    }
    let compared = |comparison| match bound(value) {
        Some(bound) => Ok(Test::Compares(comparison, bound)),
        None => Err(wrong(format!("`{value}` is neither a number nor a day"))),
    };
    let test = match sign.trim() {
        "=" => Test::Among(vec![bare(value)], true),
        "!=" => Test::Among(vec![bare(value)], false),
        "in" => Test::Among(listed(value), true),
        "begins with" => Test::Begins(bare(value)),
        "<" => compared(Comparison::Less)?,
        "<=" => compared(Comparison::AtMost)?,
        ">" => compared(Comparison::More)?,
        ">=" => compared(Comparison::AtLeast)?,
        _ => match value {
            "empty" => Test::Empty(true),
            "given" => Test::Empty(false),
            _ => return Err(wrong(format!("`is {value}` is no condition on a column"))),
        },
    };
    let column = Placed { text: column, span: told.span };
    Ok(Condition { told, column, test, unless })
}

/// A name or a text, without the quotes around it.
fn bare(text: &str) -> String {
    let text = text.trim();
    let quoted = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    quoted('"').or_else(|| quoted('\'')).or_else(|| quoted('`')).unwrap_or(text).to_owned()
}

/// The members of a list, between which commas stand that are in no quotes.
fn listed(text: &str) -> Vec<String> {
    let (mut members, mut open, mut start) = (Vec::new(), None, 0);
    for (at, c) in text.char_indices() {
        let begins = text.get(start..at).is_some_and(|before| before.trim().is_empty());
        match (c, open) {
            (quote, Some(opened)) if quote == opened => open = None,
            ('"' | '\'' | '`', None) if begins => open = Some(c),
            (',', None) => {
                members.push(bare(text.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    members.push(bare(text.get(start..).unwrap_or_default()));
    members
}

/// A number or a day, as records write them.
fn bound(text: &str) -> Option<Bound> {
    let number = Decimal::parse(text).map(Bound::Number);
    number.or_else(|| match moment::date(text, Dates::Usual) {
        Ok((Some(from), Some(to))) if from == to => Some(Bound::Day(from)),
        _ => None,
    })
}

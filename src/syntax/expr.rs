//! Expressions: a Pratt parser over the flat terms and operators of the grammar.

use super::aggregate::{build_aggregate, build_every, build_exists};
use super::ast::{Ask, Expr, ExprKind, Literal, Text};
use super::builder::{Builder, next_if, parts};
use super::error::SyntaxError;
use super::hint;
use super::literal;
use super::parser::{Node, Rule};
use super::portfolio::{build_exposure, build_spread, build_window, is_spread};
use super::words;
use crate::alarm::Sure;
use crate::operator::{ArithOp, CompareOp, End, IsTest, TextOp};
use crate::source::Span;
use crate::value::text::composed;
use std::iter::Peekable;

/// How long a part of the text may be that a help shows, in bytes.
const SHOWN: usize = 160;

/// How tightly operators bind, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Power {
    Or,
    And,
    Not,
    Compare,
    OrElse,
    Sum,
    Product,
    Negative,
    Raise,
    Convert,
    Field,
}

impl Power {
    /// The power of the operator that a node of that grammar rule is.
    fn of(rule: Rule) -> Option<Power> {
        Some(match rule {
            Rule::kw_or => Power::Or,
            Rule::kw_and => Power::And,
            Rule::comparison | Rule::text_operator => Power::Compare,
            Rule::membership | Rule::knowledge | Rule::matching | Rule::sourcing => Power::Compare,
            Rule::within | Rule::between | Rule::in_year => Power::Compare,
            Rule::or_else => Power::OrElse,
            Rule::sum_operator => Power::Sum,
            Rule::product_operator | Rule::kw_of | Rule::kw_per => Power::Product,
            Rule::power_operator => Power::Raise,
            Rule::conversion => Power::Convert,
            Rule::field_access => Power::Field,
            _ => return None,
        })
    }

    /// The power that the right side of an operator needs: more than its own, unless it stands to the
    /// right of another of its kind, as powers do.
    fn tighter(self) -> Power {
        match self {
            Power::Or => Power::And,
            Power::And => Power::Not,
            Power::Not => Power::Compare,
            Power::Compare => Power::OrElse,
            Power::OrElse => Power::Sum,
            Power::Sum => Power::Product,
            Power::Product => Power::Negative,
            Power::Negative | Power::Raise => Power::Raise,
            Power::Convert | Power::Field => Power::Field,
        }
    }
}

/// A part of an expression while it grows.
struct Operand {
    expr: Expr,
    /// It is a comparison that no parentheses close off, so it cannot be compared again.
    comparison: bool,
}

impl From<Expr> for Operand {
    fn from(expr: Expr) -> Operand {
        Operand { expr, comparison: false }
    }
}

/// A whole expression; what in it cannot be built is reported, and is a gap in the tree.
pub(super) fn build_expr(builder: &mut Builder<'_>, node: Node<'_>) -> Expr {
    builder.expression(node, |builder, node| {
        let span = builder.span_of(&node);
        let nodes = node.into_inner().filter(|part| part.as_rule() != Rule::going_on);
        // A run of operators makes a tree that leans to one side: as deep as the run is long.
        let levels = 1 + longest_run(nodes.clone());
        builder.deeper(levels, span, |builder| {
            let mut nodes = nodes.peekable();
            match next_if(&mut nodes, Rule::conditional) {
                Some(conditional) => {
                    builder.inside(None, |builder| build_conditional(builder, conditional))
                }
                None => climb(builder, &mut nodes, Power::Or).map(|operand| operand.expr),
            }
        })
    })
}

/// An expression of arithmetic only.
pub(super) fn build_additive(builder: &mut Builder<'_>, node: Node<'_>) -> Expr {
    build_expr(builder, node)
}

/// A value with the fields read from it: `deal.payments`.
pub(super) fn build_operand(builder: &mut Builder<'_>, node: Node<'_>) -> Expr {
    build_expr(builder, node)
}

/// The most operators in a row, where `and` and `or` begin anew: they make flat nodes.
fn longest_run<'n>(nodes: impl Iterator<Item = Node<'n>>) -> usize {
    let (_, longest) = nodes.fold((0, 0), |(run, longest), node| match node.as_rule() {
        Rule::kw_and | Rule::kw_or => (0, longest),
        Rule::kw_not | Rule::negative => (run + 1, longest.max(run + 1)),
        rule if Power::of(rule).is_some() => (run + 1, longest.max(run + 1)),
        _ => (run, longest),
    });
    longest
}

/// One operand and every operator behind it that binds at least as tightly as `least`.
fn climb<'n>(
    builder: &mut Builder<'_>,
    nodes: &mut Peekable<impl Iterator<Item = Node<'n>>>,
    least: Power,
) -> Option<Operand> {
    let first = nodes.next()?;
    let mut left = match first.as_rule() {
        Rule::kw_not => prefixed(builder, nodes, &first, Power::Not, ExprKind::Not)?,
        Rule::negative => prefixed(builder, nodes, &first, Power::Negative, ExprKind::Neg)?,
        _ => builder.inside(None, |builder| builder.expression(first, build_primary)).into(),
    };
    while let Some(power) = nodes.peek().and_then(|node| Power::of(node.as_rule())) {
        if power < least {
            break;
        }
        let operator = nodes.next()?;
        left = match operator.as_rule() {
            Rule::field_access => build_field(builder, left.expr, operator)?.into(),
            Rule::conversion => build_conversion(builder, left.expr, operator)?.into(),
            Rule::membership
            | Rule::knowledge
            | Rule::matching
            | Rule::sourcing
            | Rule::within
            | Rule::between
            | Rule::in_year => {
                let expr = build_test(builder, left, operator)?;
                Operand { expr, comparison: true }
            }
            _ => {
                let right = climb(builder, nodes, power.tighter())?;
                infix(builder, left, &operator, right)?
            }
        };
    }
    Some(left)
}

/// `not x`, `-x`
fn prefixed<'n>(
    builder: &mut Builder<'_>,
    nodes: &mut Peekable<impl Iterator<Item = Node<'n>>>,
    sign: &Node<'_>,
    power: Power,
    kind: fn(Box<Expr>) -> ExprKind,
) -> Option<Operand> {
    let inner = climb(builder, nodes, power)?.expr;
    let span = builder.span_of(sign).to(inner.span);
    Some(Expr { kind: kind(Box::new(inner)), span }.into())
}

/// `left operator right`
fn infix(
    builder: &mut Builder<'_>,
    left: Operand,
    operator: &Node<'_>,
    right: Operand,
) -> Option<Operand> {
    let span = left.expr.span.to(right.expr.span);
    let at = builder.span_of(operator);
    let comparison = Power::of(operator.as_rule()) == Some(Power::Compare);
    if comparison && (left.comparison || right.comparison) {
        let help = chain_help(builder, &left.expr, at.to(right.expr.span));
        builder.report(at, SyntaxError::Chained { help });
        return None;
    }
    let (left, right) = (left.expr, right.expr);
    let kind = match operator.as_rule() {
        Rule::kw_and => {
            flattened(left, right, |kind| matches!(kind, ExprKind::And(_)), ExprKind::And)
        }
        Rule::kw_or => flattened(left, right, |kind| matches!(kind, ExprKind::Or(_)), ExprKind::Or),
        Rule::or_else => ExprKind::OrElse(Box::new(left), Box::new(right)),
        Rule::comparison => {
            ExprKind::Compare(compare_op(operator.as_str())?, Box::new(left), Box::new(right))
        }
        Rule::text_operator => {
            ExprKind::TextTest(text_op(operator.as_str()), Box::new(left), Box::new(right))
        }
        rule => ExprKind::Arith(arith_op(rule, operator.as_str()), Box::new(left), Box::new(right)),
    };
    Some(Operand { expr: Expr { kind, span }, comparison })
}

/// Adds to an `and` or `or` that is being read, or starts one.
fn flattened(
    left: Expr,
    right: Expr,
    same: fn(&ExprKind) -> bool,
    kind: fn(Vec<Expr>) -> ExprKind,
) -> ExprKind {
    if !same(&left.kind) {
        return kind(vec![left, right]);
    }
    match left.kind {
        ExprKind::And(mut operands) | ExprKind::Or(mut operands) => {
            operands.push(right);
            kind(operands)
        }
        other => other,
    }
}

/// What is meant by a comparison with `rest` behind it: in the condition of an aggregate, that the
/// aggregate is compared; elsewhere `a < b and b < c` for the `a < b < c` that was written.
fn chain_help(builder: &Builder<'_>, left: &Expr, rest: Span) -> Option<String> {
    let rest = builder.written(rest)?.trim_end();
    if let Some(aggregate) = builder.aggregate_to(left.span) {
        return Some(match aggregate {
            long if long.len() > SHOWN || long.contains("//") => {
                let words = long.split(' ').take(2).collect::<Vec<_>>().join(" ");
                format!("put the aggregate in parentheses: `({words} …) {rest}`")
            }
            aggregate => format!("put the aggregate in parentheses: `({aggregate}) {rest}`"),
        });
    }
    let written = builder.written(left.span)?;
    // `COUNT of d in Deal > 4` is no aggregate, but two comparisons.
    if let Some(small) = hint::word_at(written, 0).and_then(words::small_keyword) {
        return Some(format!("keywords are written small: `{small}`"));
    }
    let ExprKind::Compare(_, _, middle) = &left.kind else { return None };
    Some(format!("write `{} and {} {rest}`", written, builder.written(middle.span)?))
}

/// A comparison as it is written.
pub(super) fn compare_op(text: &str) -> Option<CompareOp> {
    Some(match text {
        "=" => CompareOp::Eq,
        "!=" | "≠" => CompareOp::Ne,
        "<" => CompareOp::Lt,
        "<=" | "≤" => CompareOp::Le,
        ">" => CompareOp::Gt,
        ">=" | "≥" => CompareOp::Ge,
        _ => return None,
    })
}

fn arith_op(rule: Rule, text: &str) -> ArithOp {
    match (rule, text) {
        (Rule::kw_of, _) => ArithOp::Of,
        (Rule::kw_per, _) => ArithOp::Per,
        (_, "+") => ArithOp::Add,
        (_, "-") => ArithOp::Sub,
        (_, "/") => ArithOp::Div,
        (_, "^") => ArithOp::Pow,
        _ => ArithOp::Mul,
    }
}

fn text_op(text: &str) -> TextOp {
    match text.as_bytes().first() {
        Some(b's') => TextOp::StartsWith,
        Some(b'e') => TextOp::EndsWith,
        _ => TextOp::Contains,
    }
}

/// `.seller`
pub(super) fn build_field(builder: &mut Builder<'_>, record: Expr, node: Node<'_>) -> Option<Expr> {
    let name = builder.name(&node.into_inner().next()?);
    let span = record.span.to(name.span);
    Some(Expr { kind: ExprKind::Field(Box::new(record), name), span })
}

/// `in EUR`, `at deal.signed`, `in EUR at deal.signed`
fn build_conversion(builder: &mut Builder<'_>, money: Expr, node: Node<'_>) -> Option<Expr> {
    let mut nodes = parts(node).peekable();
    let code = next_if(&mut nodes, Rule::currency_code);
    let currency = code.map(|code| literal::build_currency_name(builder, &code));
    let at = nodes.next().map(|date| Box::new(build_operand(builder, date)));
    let end = at.as_ref().map(|date| date.span).or(currency.as_ref().map(|name| name.span))?;
    let span = money.span.to(end);
    Some(Expr { kind: ExprKind::Convert { money: Box::new(money), currency, at }, span })
}

/// `in {a, b}`, `in deal.tenants`, `is known`, `matches /…/`, `sourced by …`, and their denials
fn build_test(builder: &mut Builder<'_>, left: Operand, node: Node<'_>) -> Option<Expr> {
    let start = left.expr.span;
    let at = builder.span_of(&node);
    if left.comparison {
        let help = chain_help(builder, &left.expr, at);
        builder.report(at, SyntaxError::Chained { help });
        return None;
    }
    let value = Box::new(left.expr);
    let denied = node.clone().into_inner().any(|part| part.as_rule() == Rule::kw_not);
    let (kind, end) = match node.as_rule() {
        Rule::membership => build_membership(builder, value, node)?,
        Rule::within | Rule::between | Rule::in_year => {
            let (window, end) = build_window(builder, node)?;
            (ExprKind::InWindow(value, Box::new(window)), end)
        }
        Rule::matching => {
            let pattern = build_pattern(builder, &parts(node).next()?);
            let end = pattern.span;
            (ExprKind::Matches(value, pattern), end)
        }
        Rule::sourcing => {
            let kind = builder.name(&parts(node).next()?);
            (ExprKind::Ask(Ask::SourcedBy(kind), value), at)
        }
        _ => {
            let word = node.into_inner().map(|part| part.as_rule()).last();
            let kind = match word {
                Some(Rule::kw_disputed) => ExprKind::Ask(Ask::Disputed, value),
                Some(Rule::kw_unknown) => ExprKind::Is(value, IsTest::Unknown),
                Some(Rule::kw_none) => ExprKind::Is(value, IsTest::None),
                _ => ExprKind::Is(value, IsTest::Known),
            };
            (kind, at)
        }
    };
    let span = start.to(end);
    let expr = Expr { kind, span };
    Some(if denied { Expr { kind: ExprKind::Not(Box::new(expr)), span } } else { expr })
}

fn build_membership(
    builder: &mut Builder<'_>,
    value: Box<Expr>,
    node: Node<'_>,
) -> Option<(ExprKind, Span)> {
    let source = parts(node).next()?;
    if source.as_rule() != Rule::set {
        let list = build_operand(builder, source);
        let end = list.span;
        return Some((ExprKind::InList(value, Box::new(list)), end));
    }
    let end = builder.span_of(&source);
    let members = parts(source).map(|member| build_additive(builder, member)).collect();
    Some((ExprKind::InSet(value, members), end))
}

/// `/…/`, with `\/` undone; other escapes belong to the pattern.
fn build_pattern(builder: &Builder<'_>, node: &Node<'_>) -> Text {
    let written = node.as_str();
    let inner = written.get(1..written.len() - 1).sure();
    let text = composed(inner.replace("\\/", "/").into()).into_owned();
    Text { text, span: builder.span_of(node) }
}

fn build_primary(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let span = builder.span_of(&node);
    match node.as_rule() {
        Rule::reference => build_reference(builder, node),
        Rule::paren => Some(Expr { span, ..build_expr(builder, node.into_inner().next()?) }),
        Rule::aggregate => build_aggregate(builder, node),
        Rule::exists => build_exists(builder, node),
        Rule::every => build_every(builder, node),
        Rule::end_of if is_spread(&node) => build_spread(builder, node),
        Rule::end_of => build_end_of(builder, node),
        Rule::exposure => build_exposure(builder, node),
        Rule::truth => {
            let kind = ExprKind::Literal(Literal::Bool(node.as_str() == "true"));
            Some(Expr { kind, span })
        }
        _ => literal::build_literal(builder, node),
    }
}

/// `large`, `deal.seller.name`, `binding_share(deal)`
fn build_reference(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let mut nodes = node.into_inner().peekable();
    let mut name = builder.name(&nodes.next()?);
    let arguments = nodes.clone().last().filter(|last| last.as_rule() == Rule::arguments);
    let Some(list) = arguments else {
        let span = name.span;
        let owner = Expr { kind: ExprKind::Name(name), span };
        let levels = nodes.clone().count();
        return builder.deeper(levels, span, |builder| {
            nodes.try_fold(owner, |record, field| build_field(builder, record, field))
        });
    };
    while let Some(field) = next_if(&mut nodes, Rule::field_access) {
        name = name.of_pack(builder.name(&field.into_inner().next()?));
    }
    let span = name.span.to(builder.span_of(&list));
    let arguments = parts(list).map(|argument| build_expr(builder, argument)).collect();
    Some(Expr { kind: ExprKind::Call(name, arguments), span })
}

/// `lowest of x`, `spread of x`, `age of x`
fn build_end_of(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let mut nodes = node.into_inner();
    let word = nodes.next()?;
    let operand = nodes.find(|part| part.as_rule() == Rule::operand)?;
    let operand = Box::new(build_operand(builder, operand));
    let span = builder.span_of(&word).to(operand.span);
    let kind = match word.as_rule() {
        Rule::kw_lowest => ExprKind::End(End::Lowest, operand),
        Rule::kw_highest => ExprKind::End(End::Highest, operand),
        Rule::kw_spread => ExprKind::Ask(Ask::Spread, operand),
        _ => ExprKind::Ask(Ask::Age, operand),
    };
    Some(Expr { kind, span })
}

/// `if c then a else b`
fn build_conditional(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let start = builder.span(node.as_span().start(), node.as_span().start());
    let mut nodes = parts(node);
    let condition = build_expr(builder, nodes.next()?);
    let then = build_expr(builder, nodes.next()?);
    let otherwise = build_expr(builder, nodes.next()?);
    let span = start.to(otherwise.span);
    let kind = ExprKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
    Some(Expr { kind, span })
}

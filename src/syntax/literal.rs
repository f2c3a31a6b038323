//! Literals: numbers with their scales, money, quantities, dates, periods and texts.

use super::ast::{Expr, ExprKind, Literal, Name, Text};
use super::builder::{Builder, next_if};
use super::error::SyntaxError;
use super::hint;
use super::parser::{Node, Rule};
use super::template::unescape;
use crate::source::Span;
use crate::value::text::composed;
use crate::value::{self, Currency, Date, Decimal, Figure, Notation, Period, TwoReadings};

/// A date, number, percentage, money, quantity, period or text.
pub(super) fn build_literal(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let span = builder.span_of(&node);
    let literal = match node.as_rule() {
        Rule::date => Literal::Date(build_date(builder, &node)?),
        Rule::quantity => return build_quantity(builder, node),
        Rule::symbol_money => return build_symbol_money(builder, node),
        Rule::text => Literal::Text(build_text(builder, &node)?.text),
        _ => return None,
    };
    Some(Expr { kind: ExprKind::Literal(literal), span })
}

/// A quoted text without interpolation.
pub(super) fn build_text(builder: &mut Builder<'_>, node: &Node<'_>) -> Option<Text> {
    let written = node.as_str();
    let inner = written.get(1..written.len() - 1)?;
    let text = unescape(builder, inner, node.as_span().start() + 1)?;
    let text = composed(text.into()).into_owned();
    Some(Text { text, span: builder.span_of(node) })
}

/// The currency behind `in`, as it is written; one that does not exist is reported.
pub(super) fn build_currency_name(builder: &mut Builder<'_>, node: &Node<'_>) -> Name {
    let name = builder.name(node);
    currency(builder, &name);
    name
}

/// `2025-09-22`; one that is no day of the calendar is reported.
pub(super) fn build_date(builder: &mut Builder<'_>, node: &Node<'_>) -> Option<Date> {
    let written = node.as_str();
    let date = Date::parse(written);
    if date.is_none() {
        let error =
            SyntaxError::BadDate { written: written.to_owned(), help: hint::date_help(written) };
        builder.report(builder.span_of(node), error);
    }
    date
}

/// `1.5 bn USD`, `25%`, `10 GW`, `180 days`, `42`
fn build_quantity(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let start = node.as_span().start();
    let mut nodes = node.into_inner().peekable();
    let number = nodes.next()?;
    let mut span = builder.span(start, number.as_span().end());
    let figure = build_figure(builder, &number)?;
    let (mut amount, mut two_ways) = (figure.value, figure.two_readings());
    if let Some(sign) = next_if(&mut nodes, Rule::percent_sign) {
        let span = span.to(builder.span_of(&sign));
        let share = shifted(builder, amount, -2, span)?;
        return Some(Expr { kind: ExprKind::Literal(Literal::Percent(share)), span });
    }
    if let Some(scale) = next_if(&mut nodes, Rule::scale) {
        span = span.to(builder.span_of(&scale));
        amount = scaled(builder, amount, &scale, span)?;
        two_ways = None;
    }
    let literal = match nodes.next() {
        Some(unit) => {
            span = span.to(builder.span_of(&unit));
            let measured = build_measured(builder, amount, &unit, span)?;
            if let Literal::Money(_, currency) = measured {
                require_one_reading(builder, two_ways, currency, span)?;
            }
            measured
        }
        None => Literal::Number(amount),
    };
    Some(Expr { kind: ExprKind::Literal(literal), span })
}

/// An amount of a unit: money, basis points, a period or some other quantity.
fn build_measured(
    builder: &mut Builder<'_>,
    amount: Decimal,
    unit: &Node<'_>,
    span: Span,
) -> Option<Literal> {
    let name = builder.name(unit);
    if name.text == "bps" {
        return shifted(builder, amount, -4, span).map(Literal::Percent);
    }
    if let Some(one) = period_unit(&name.text) {
        return build_period(builder, amount, one, span).map(Literal::Period);
    }
    if name.text.len() == 3 && name.text.bytes().all(|b| b.is_ascii_uppercase()) {
        return currency(builder, &name).map(|currency| Literal::Money(amount, currency));
    }
    Some(Literal::Quantity(amount, name))
}

/// `€250 m`
fn build_symbol_money(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let span = builder.span_of(&node);
    let mut nodes = node.into_inner();
    let symbol = nodes.next()?;
    let number = nodes.next()?;
    let figure = build_figure(builder, &number)?;
    let (mut amount, mut two_ways) = (figure.value, figure.two_readings());
    if let Some(scale) = nodes.next() {
        amount = scaled(builder, amount, &scale, span)?;
        two_ways = None;
    }
    // INVARIANT: the grammar knows the signs that stand for a currency, which a test compares.
    let currency = Currency::from_symbol(symbol.as_str().chars().next()?)?;
    require_one_reading(builder, two_ways, currency, span)?;
    Some(Expr { kind: ExprKind::Literal(Literal::Money(amount, currency)), span })
}

/// Reports a figure that one reader takes for thousands and the next for a fraction: 100.000 EUR.
fn require_one_reading(
    builder: &mut Builder<'_>,
    figure: Option<TwoReadings>,
    currency: Currency,
    span: Span,
) -> Option<()> {
    let Some(figure) = figure.filter(|_| TwoReadings::in_currency(currency)) else {
        return Some(());
    };
    builder.report(span, SyntaxError::TwoReadings { figure });
    None
}

/// `1_000.5`
pub(super) fn build_number(builder: &mut Builder<'_>, node: &Node<'_>) -> Option<Decimal> {
    build_figure(builder, node).map(|figure| figure.value)
}

/// A number and whether it reads two ways.
fn build_figure(builder: &mut Builder<'_>, node: &Node<'_>) -> Option<Figure> {
    let figure = Figure::at_start(node.as_str(), Notation::RULES);
    if figure.is_err() {
        let digits = node.as_str().bytes().filter(u8::is_ascii_digit);
        let digits = digits.skip_while(|digit| *digit == b'0').count();
        builder.report(builder.span_of(node), SyntaxError::TooManyDigits { digits });
    }
    require_no_groups(builder, node)?;
    figure.ok()
}

/// Reports two members of a list that read as one figure: `{1,000}`.
fn require_no_groups(builder: &mut Builder<'_>, node: &Node<'_>) -> Option<()> {
    let (first, span) = (node.as_str(), node.as_span());
    let (before, after) = span.get_input().split_at_checked(span.end())?;
    let groups = hint::groups(after);
    let before = before.get(..span.start())?;
    let thousands = first.bytes().all(|b| b.is_ascii_digit())
        && first.len() <= 3
        && !first.starts_with('0')
        // Told once, where the figure begins.
        && !before.strip_suffix(',').is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()));
    if !thousands || groups == 0 {
        return Some(());
    }
    let figure = format!("{first}{}", after.get(..groups)?);
    let mut help = format!("write `{}`", figure.replace(',', "_"));
    if !figure.contains(",0") {
        help = format!("{help}, or `{}` for several", figure.replace(',', ", "));
    }
    builder.report(builder.span_of(node), SyntaxError::GroupedDigits { help });
    None
}

/// `1.5` with `bn` behind it.
fn scaled(
    builder: &mut Builder<'_>,
    amount: Decimal,
    scale: &Node<'_>,
    span: Span,
) -> Option<Decimal> {
    // INVARIANT: the grammar knows the scales that there are, which a test compares.
    shifted(builder, amount, value::scale(scale.as_str())?, span)
}

/// The number times ten to the power of `digits`.
fn shifted(builder: &mut Builder<'_>, number: Decimal, digits: i32, span: Span) -> Option<Decimal> {
    let shifted = Decimal::new(number.coef(), number.scale() - digits);
    if shifted.is_none() {
        builder.report(span, SyntaxError::TooLarge);
    }
    shifted
}

fn period_unit(name: &str) -> Option<Period> {
    Some(match name {
        "day" | "days" => Period::new(0, 1),
        "week" | "weeks" => Period::new(0, 7),
        "month" | "months" => Period::new(1, 0),
        "quarter" | "quarters" => Period::new(3, 0),
        "year" | "years" => Period::new(12, 0),
        _ => return None,
    })
}

fn build_period(
    builder: &mut Builder<'_>,
    amount: Decimal,
    one: Period,
    span: Span,
) -> Option<Period> {
    let count = amount.fixed(0).and_then(|count| i32::try_from(count).ok());
    let period = count.and_then(|count| {
        Some(Period::new(one.months.checked_mul(count)?, one.days.checked_mul(count)?))
    });
    if period.is_none() {
        builder.report(span, SyntaxError::BadPeriod);
    }
    period
}

fn currency(builder: &mut Builder<'_>, name: &Name) -> Option<Currency> {
    let currency = Currency::from_code(&name.text);
    if currency.is_none() {
        let error = SyntaxError::UnknownCurrency {
            code: name.text.clone(),
            help: hint::currency(&name.text),
        };
        builder.report(name.span, error);
    }
    currency
}

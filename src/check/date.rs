//! What stands where a date is asked for, and is one elsewhere: `12/31/2025` divides, and
//! `"31.12.2025"` is a text.

use super::scope::Checker;
use crate::operator::ArithOp;
use crate::syntax::ast::{Expr, ExprKind, Literal};
use crate::value::Elsewhere;

impl Checker<'_, '_> {
    /// Notes what an expression would be as a date, for where its own type does not fit.
    pub(super) fn note_date(&mut self, e: &Expr) {
        let meant = written(e).and_then(|text| Elsewhere::of(&text));
        let Some(date) = meant.filter(Elsewhere::is_day) else { return };
        let help = match (&e.kind, &date) {
            (ExprKind::Literal(Literal::Text(_)), Elsewhere::Day(day, None)) => {
                format!("a date stands without quotes: `{day}`")
            }
            _ => date.help(),
        };
        self.growing.dates_meant.insert(e.span, help);
    }
}

/// What may be a date as it is written: three numbers with a mark between them, eight digits, or a
/// text.
fn written(e: &Expr) -> Option<String> {
    match &e.kind {
        ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
        ExprKind::Literal(Literal::Number(number)) => Some(number.to_string()),
        ExprKind::Arith(op, start, last) => {
            let ExprKind::Arith(inner, first, second) = &start.kind else { return None };
            let mark = match op {
                ArithOp::Div if inner == op => "/",
                ArithOp::Sub if inner == op => "-",
                _ => return None,
            };
            let number = |e: &Expr| match &e.kind {
                ExprKind::Literal(Literal::Number(number)) => Some(number.to_string()),
                _ => None,
            };
            Some([number(first)?, number(second)?, number(last)?].join(mark))
        }
        _ => None,
    }
}

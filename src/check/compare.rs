//! Comparisons and membership: both sides must be of one kind.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::sink::Checked;
use crate::builtins::AggregateFn;
use crate::ir::{Aggregate, ExprId, Op};
use crate::operator::CompareOp;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Literal};
use crate::ty::{FieldId, Ty};

impl Checker<'_, '_> {
    /// Two expressions that give each other their types: a bare label is understood by the
    /// other side, whichever side it stands on.
    pub(super) fn pair(
        &mut self,
        a: &ast::Expr,
        b: &ast::Expr,
        hint: Option<Ty>,
    ) -> Checked<(Typed, Typed)> {
        if self.is_bare(a) && !self.is_bare(b) {
            let y = self.expr(b, hint);
            let x = self.beside(a, y, hint);
            return Ok((x?, y?));
        }
        let x = self.expr(a, hint);
        let y = self.beside(b, x, hint);
        Ok((x?, y?))
    }

    /// Checks what gets its type from a neighbour. Beside a broken one a bare name may well be
    /// a label, so it tells no error of its own.
    fn beside(
        &mut self,
        e: &ast::Expr,
        neighbour: Checked<Typed>,
        hint: Option<Ty>,
    ) -> Checked<Typed> {
        match neighbour {
            Err(told) if self.is_bare(e) => Err(told),
            neighbour => self.expr(e, neighbour.map(|n| n.ty).ok().or(hint)),
        }
    }

    /// Whether it is a name that only a neighbour's type can explain.
    pub(super) fn is_bare(&self, e: &ast::Expr) -> bool {
        matches!(&e.kind, ExprKind::Name(name) if !self.is_bound(&name.text))
    }

    /// The one type of both sides.
    pub(super) fn same(
        &mut self,
        a: Typed,
        b: Typed,
        at: Span,
        bt: Span,
        verb: &'static str,
    ) -> Checked<Ty> {
        match (a.ty, b.ty) {
            (ty @ Ty::List(_), _) => self.mismatch("one value", ty, at),
            (x, y) if x == y => Ok(x),
            (Ty::Quantity { dim: x, percent: p }, Ty::Quantity { dim: y, percent: q })
                if x == y =>
            {
                self.doubt_numbers((a, at), (b, bt));
                Ok(Ty::Quantity { dim: x, percent: p && q })
            }
            (x, y) => self.clash(verb, x, y, at, bt),
        }
    }

    pub(super) fn compare(
        &mut self,
        op: CompareOp,
        a: &ast::Expr,
        b: &ast::Expr,
        span: Span,
    ) -> Checked<Typed> {
        let (x, y) = self.pair(a, b, None)?;
        let ty = self.same(x, y, a.span, b.span, "compared")?;
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            self.require_order(ty, span)?;
        }
        self.note_ratio(x, y);
        self.add(Op::Compare(op, x.id, y.id), Ty::Bool, span)
    }

    /// A number that is held against a percentage prints as one.
    fn note_ratio(&mut self, a: Typed, b: Typed) {
        for (x, y) in [(a, b), (b, a)] {
            if x.ty == Ty::NUMBER && y.ty == Ty::PERCENT {
                let ratio = self.arena().strip(x.id);
                self.ratios.insert(ratio);
            }
        }
    }

    pub(super) fn require_order(&mut self, ty: Ty, span: Span) -> Checked<()> {
        let help = match ty {
            Ty::Quantity { .. } | Ty::Date | Ty::Period => return Ok(()),
            Ty::Choice(choice) => {
                let choice = self.schema().choice(choice);
                if choice.ordered {
                    return Ok(());
                }
                format!("declare an order with `<`: `one of {}`", choice.labels.join(" < "))
            }
            Ty::Bool | Ty::Text | Ty::Currency | Ty::Record(_) | Ty::List(_) => {
                format!("{} can only be equal or not", self.described(ty))
            }
        };
        Err(self.report(CheckError::Unordered { span, help }))
    }

    pub(super) fn in_set(
        &mut self,
        a: &ast::Expr,
        set: &[ast::Expr],
        span: Span,
    ) -> Checked<Typed> {
        let x = self.expr(a, None);
        // Every member is checked, so that each tells its own errors.
        let ids: Vec<Checked<ExprId>> = set
            .iter()
            .map(|e| {
                let member = self.beside(e, x, None)?;
                self.same(x?, member, a.span, e.span, "compared")?;
                Ok(member.id)
            })
            .collect();
        let ids: Box<[ExprId]> = ids.into_iter().collect::<Checked<_>>()?;
        self.add(Op::InSet(x?.id, ids), Ty::Bool, span)
    }

    /// `x in deal.tenants`: a member of the list is it.
    pub(super) fn in_list(
        &mut self,
        a: &ast::Expr,
        list: &ast::Expr,
        span: Span,
    ) -> Checked<Typed> {
        if let ExprKind::Literal(Literal::Number(year)) = &list.kind
            && self.expr(a, None)?.ty == Ty::Date
        {
            return Err(self.report(CheckError::YearIn { year: year.to_string(), span: list.span }));
        }
        let source = self.source(list)?;
        let scalar = self.growing.kinds.scalar(source.members);
        let x = self.expr(a, scalar);
        let level = self.next_level(span)?;
        let member = self.add(Op::Row(level), Ty::Record(source.members), span)?;
        let member = match scalar {
            Some(ty) => self.add(Op::Field(member.id, FieldId::IT), ty, span)?,
            None => member,
        };
        let x = x?;
        self.same(x, member, a.span, list.span, "compared")?;
        let filter = self.add(Op::Compare(CompareOp::Eq, member.id, x.id), Ty::Bool, span)?;
        let mut aggregate =
            Aggregate::new(AggregateFn::Exists, level, source.members, "member".into());
        (aggregate.holder, aggregate.filter) = (source.holder, Some(filter.id));
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span)
    }
}

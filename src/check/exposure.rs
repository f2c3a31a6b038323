//! Exposures: how much of what a flow carries somebody is exposed to.

use std::sync::Arc;

use super::define::path_text;
use super::derived::{Between, Sought};
use super::error::CheckError;
use super::growing::Flow;
use super::scope::{Checker, Typed};
use super::sink::{Checked, There};
use crate::builtins::AggregateFn;
use crate::ir::{Aggregate, ExprId, Level, Op};
use crate::operator::{ArithOp, CompareOp, End};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{FieldId, RecordId, Shape, Ty, Way};
use crate::value::{Decimal, Range, Scalar, Tri};

/// Whose exposure, in which flow.
#[derive(Clone, Copy)]
struct Asked<'a> {
    party: Typed,
    flow: Flow<'a>,
    /// The most legs on the way.
    longest: u32,
    span: Span,
}

impl<'a> Checker<'_, 'a> {
    /// `exposure of party through guarantees up to 3`: the sum of all that can be reached.
    /// `exposure of owner to party through stakes up to 4`: what all ways to one party come to.
    pub(super) fn exposure(&mut self, e: &ast::Exposure, span: Span) -> Checked<Typed> {
        let party = self.expr(&e.party, None);
        let to = e.to.as_ref().map(|to| (self.expr(to, None), to.span));
        let flow = self.flow_named(&e.flow);
        let longest = self.followed(e, span);
        let (flow, longest) = (flow?, longest?);
        let party = self.of_flow(flow, party?, e.party.span)?;
        if flow.carries.is_none() {
            let what = "the exposure through a flow that carries nothing".to_owned();
            let help = Some("say what it carries: `… carrying d.value`".to_owned());
            return Err(self.report(CheckError::Meaningless { what, span, help }));
        }
        let asked = Asked { party, flow, longest, span };
        let through = Arc::clone(&self.declared.called.flows[flow.place]);
        let (value, words) = match to {
            None if flow.carries.is_some_and(is_share) => return self.shares_add_up(e),
            None => {
                let sum = self.reached(asked)?;
                let of =
                    path_text(&e.party).map(|party| format!(" of {party}")).unwrap_or_default();
                (sum, format!("exposure{of} through {through} up to {longest}"))
            }
            Some((to, at)) => {
                let to = self.of_flow(flow, to?, at)?;
                let value = self.along_ways(asked, to)?;
                (value, format!("exposure{} through {through} up to {longest}", ends(e)))
            }
        };
        self.add(Op::Named(words.as_str().into(), value.id), value.ty, span)
    }

    /// How far the flow is followed.
    fn followed(&mut self, e: &ast::Exposure, span: Span) -> Checked<u32> {
        if let Some(longest) = e.longest {
            return self.longest(longest);
        }
        let what = "an exposure without an end".to_owned();
        let help = Some(format!("say how far it goes: `… through {} up to 3`", e.flow.text));
        Err(self.report(CheckError::Meaningless { what, span, help }))
    }

    fn of_flow(&mut self, flow: Flow<'a>, party: Typed, span: Span) -> Checked<Typed> {
        if party.ty == Ty::Record(flow.party) {
            return Ok(party);
        }
        let expected = format!("a {}", self.type_name(Ty::Record(flow.party)));
        self.mismatch(&expected, party.ty, span)
    }

    fn shares_add_up(&mut self, e: &ast::Exposure) -> Checked<Typed> {
        let what = "the exposure to everybody through a flow of shares".to_owned();
        let help = format!(
            "shares of different parties do not add up: say to whom, as in `exposure of … to … \
             through {} up to 3`",
            e.flow.text
        );
        let (span, help) = (e.party.span, Some(help));
        Err(self.report(CheckError::Meaningless { what, span, help }))
    }

    /// The sum of the legs that can be walked from a party, each once. A step that does not tell
    /// both ends counts by itself where it can only be the last, and where it may lead on anything
    /// may be reached.
    fn reached(&mut self, asked: Asked<'a>) -> Checked<Typed> {
        let Asked { party, flow, span, .. } = asked;
        let exists = self.one_leg_exists(flow, span)?;
        let members = self.growing.kinds.reach(flow, asked.longest, exists);
        let reach = *self.schema().kind(members).reach().there()?;
        self.over(AggregateFn::Sum, members, "leg", span, |this, row| {
            let tie = this.tied(row, reach.from, party, span)?;
            let sure = this.add(Op::Field(row.id, reach.sure), Ty::Bool, span)?;
            let sure = this.implied(sure, span)?;
            let filter = this.add(Op::And([tie, sure].into()), Ty::Bool, span)?;
            let leg = this.add(Op::Field(row.id, reach.leg), Ty::Record(flow.legs), span)?;
            let anything = this.leg_amount(flow, leg, span)?;
            let told = this.told_amount(flow, leg, span)?;
            let told = this.where_known(leg, told, anything, span)?;
            let step = Op::Field(row.id, reach.step);
            let step = this.add(step, Ty::Record(flow.steps), span)?;
            let own = this.of_step(flow, step.id, span, |line| line.carrying.as_ref())?;
            Ok((filter.id, this.where_known(step, own, told, span)?))
        })
    }

    /// The one value where a reference is known, the other where it is not.
    fn where_known(&mut self, of: Typed, one: Typed, other: Typed, span: Span) -> Checked<Typed> {
        let known = self.add(Op::IsKnown(of.id), Ty::Bool, span)?;
        self.add(Op::If(known.id, one.id, other.id), one.ty, span)
    }

    /// Whether a leg exists, over its row alone; `None` where all do.
    fn one_leg_exists(&mut self, flow: Flow<'a>, span: Span) -> Checked<Option<ExprId>> {
        let exists = self.over_one_leg(flow, span, |this, leg| this.leg_exists(flow, leg, span))?;
        Ok(exists.map(|exists| exists.id))
    }

    /// Something over the row of a leg alone.
    fn over_one_leg<T>(
        &mut self,
        flow: Flow<'a>,
        span: Span,
        of: impl FnOnce(&mut Self, Typed) -> Checked<T>,
    ) -> Checked<T> {
        let outer = self.level.replace(Level::SUBJECT);
        let leg = self.add(Op::Row(Level::SUBJECT), Ty::Record(flow.legs), span);
        let made = leg.and_then(|leg| of(self, leg));
        self.level = outer;
        made
    }

    /// Of shares what all ways to a party give: on each the shares multiply, and the ways add up.
    /// Of any other amount what the best way lets through: the smallest on it. To itself nobody
    /// has a way.
    fn along_ways(&mut self, asked: Asked<'a>, to: Typed) -> Checked<Typed> {
        let Asked { party, flow, span, .. } = asked;
        let shares = flow.carries.is_some_and(is_share);
        let exists = self.one_leg_exists(flow, span)?;
        let amount = match shares {
            true => None,
            false => {
                let amount =
                    self.over_one_leg(flow, span, |this, leg| this.leg_amount(flow, leg, span))?;
                Some(amount.id)
            }
        };
        let sought = Sought::Ways(Between { exists, amount });
        let ways = self.growing.kinds.walks(flow, sought, asked.longest);
        let walk = *self.schema().kind(ways).walk().there()?;
        let (ends, of_way) = match walk.shape {
            Shape::Way(ends, of_way) => Some((ends, of_way)),
            Shape::Cycle
            | Shape::Path(_)
            | Shape::Cluster { .. }
            | Shape::Component { .. }
            | Shape::CutPoint { .. } => None,
        }
        .there()?;
        let (all, each) = match shares {
            true => (AggregateFn::Sum, AggregateFn::Product),
            false => (AggregateFn::Top(1), AggregateFn::Min),
        };
        self.over(all, ways, "way", span, |this, way| {
            let from = this.tied(way, ends.from, party, span)?;
            let end = this.tied(way, ends.to, to, span)?;
            let sure = this.add(Op::Field(way.id, of_way.sure), Ty::Bool, span)?;
            let sure = this.implied(sure, span)?;
            let other = this.add(Op::Compare(CompareOp::Ne, party.id, to.id), Ty::Bool, span)?;
            let other = this.implied(other, span)?;
            let parts = [from, end, sure, other].into();
            let filter = this.add(Op::And(parts), Ty::Bool, span)?;
            let told = this.of_walk(flow, (way, walk), each, span)?;
            let untold = this.add(Op::Field(way.id, of_way.untold), Ty::Bool, span)?;
            let most = this.untold_way(asked, way, of_way)?;
            let value = this.add(Op::If(untold.id, most.id, told.id), told.ty, span)?;
            Ok((filter.id, value))
        })
    }

    /// What a way may let through on which a step does not tell its ends: no more than all such
    /// steps carry that start, or lead, where it does. Of shares, whose ways add up, only the sign
    /// is known of more than one leg.
    fn untold_way(&mut self, asked: Asked<'a>, way: Typed, of_way: Way) -> Checked<Typed> {
        let Asked { flow, span, longest, .. } = asked;
        let party = Ty::Record(flow.party);
        let out = self.add(Op::Field(way.id, of_way.out), party, span)?;
        let into = self.add(Op::Field(way.id, of_way.into), party, span)?;
        // Where neither is told, it is all that start anywhere.
        let leaving = self.untold_amount(flow, out, false, span)?;
        let entering = self.untold_amount(flow, into, true, span)?;
        let most = self.where_known(into, entering, leaving, span)?;
        // A leg before or behind may let less through, and where amounts may be negative less than
        // nothing.
        let any_leg = self.add(Op::Const(Scalar::Code(None)), Ty::Record(flow.legs), span)?;
        let anything = self.leg_amount(flow, any_leg, span)?;
        let least = self.add(Op::End(End::Lowest, anything.id), anything.ty, span)?;
        let (most, least) = match flow.carries.is_some_and(is_share) && longest > 1 {
            true => {
                let (lo, hi) = (Some(Decimal::ZERO), None);
                let range = Range { lo, hi };
                let any = Op::Const(Scalar::Quantity { range, currency: None, unknown: false });
                let any = self.add(any, most.ty, span)?;
                let least = Op::Arith(ArithOp::Mul, any.id, least.id);
                (any, self.add(least, most.ty, span)?)
            }
            false => (most, least),
        };
        let either = self.add(Op::Const(Scalar::Truth(Tri::Unknown)), Ty::Bool, span)?;
        self.add(Op::If(either.id, most.id, least.id), most.ty, span)
    }

    /// Whether a party of a row is the one that is asked for.
    fn tied(&mut self, row: Typed, end: FieldId, party: Typed, span: Span) -> Checked<ExprId> {
        let end = self.add(Op::Field(row.id, end), party.ty, span)?;
        let tie = Op::Compare(CompareOp::Eq, end.id, party.id);
        self.add(tie, Ty::Bool, span).map(|tie| tie.id)
    }

    /// An aggregate over derived rows.
    fn over(
        &mut self,
        function: AggregateFn,
        members: RecordId,
        variable: &str,
        span: Span,
        of: impl FnOnce(&mut Self, Typed) -> Checked<(ExprId, Typed)>,
    ) -> Checked<Typed> {
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let row = self.add(Op::Row(level), Ty::Record(members), span);
        let parts = row.and_then(|row| of(self, row));
        self.level = outer;
        let (filter, value) = parts?;
        let mut aggregate = Aggregate::new(function, level, members, variable.into());
        (aggregate.filter, aggregate.value) = (Some(filter), Some(value.id));
        self.add(Op::Aggregate(Box::new(aggregate)), value.ty, span)
    }
}

/// Between whom, as far as that can be said in a word.
fn ends(e: &ast::Exposure) -> String {
    let to = e.to.as_ref().and_then(path_text);
    let both = path_text(&e.party).zip(to);
    both.map(|(party, to)| format!(" of {party} to {to}")).unwrap_or_default()
}

fn is_share(ty: Ty) -> bool {
    matches!(ty, Ty::Quantity { percent: true, .. })
}

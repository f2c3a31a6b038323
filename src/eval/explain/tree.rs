//! The evaluated condition as a tree.

use super::facts::{asked, counted, member_name, perhaps};
use super::place::{cell, is_policy, truth};
use super::{apart, exposed, members, rate, reason};
use crate::alarm::Sure;
use crate::builtins::AggregateFn;
use crate::eval::aggregate::{Rest, foremost};
use crate::eval::evidence::About;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId, Level, Op, Rule};
use crate::operator::ArithOp;
use crate::outcome::{Cell, Cited, Clause, Explanation, Fact};
use crate::ty::Ty;
use crate::value::Tri;

/// How many members of an aggregate are shown.
const MEMBERS: usize = 5;

/// How many of those of an aggregate inside another.
const FEW: usize = 2;

/// How deep a tree that programs read may get: readers of JSON refuse what nests deeper than a
/// hundred or so, and each part nests twice.
const DEEPEST: usize = 50;

/// How trees are told.
#[derive(Clone, Copy)]
pub(super) struct Teller<'r> {
    /// What the rule calls its subject.
    pub(super) variable: &'r str,
    /// The number of the rule where parts are told apart that several trees have in common;
    /// otherwise every tree is whole.
    pub(super) apart: Option<u32>,
}

/// Every `unless` and every rung with its condition, and what is at stake.
pub(super) fn of(f: &Frame<'_>, rule: &Rule, place: usize) -> Vec<(Clause, Explanation)> {
    let teller = Teller { variable: &rule.variable, apart: None };
    let unless = rule.unless.iter().map(|e| (Clause::Unless, *e));
    let rungs = rule.rungs.iter().map(|rung| (Clause::Flag(rung.severity), rung.when));
    let amount = rule.amount.map(|amount| (Clause::Amount, amount));
    unless
        .chain(rungs)
        .chain(amount)
        .map(|(clause, e)| (clause, teller.tree(f, e, (place, 0))))
        .collect()
}

impl Teller<'_> {
    /// The tree of an expression at a place, which itself stands so deep in another.
    fn tree(self, f: &Frame<'_>, e: ExprId, (place, depth): (usize, usize)) -> Explanation {
        let e = of_line(f, e, place);
        let part = self.apart.filter(|_| depth > 0).and_then(|rule| match depth < DEEPEST {
            true => apart::shared(f, e, place),
            false => apart::deep(f, e, place, rule),
        });
        match part {
            Some(part) => Explanation { told: Some(part), ..leaf(self.variable, f, e, place) },
            None if self.apart.is_some() && depth >= DEEPEST => leaf(self.variable, f, e, place),
            None => self.whole(f, e, (place, depth)),
        }
    }

    /// The same with its parts in any case.
    pub(super) fn whole(
        self,
        f: &Frame<'_>,
        e: ExprId,
        (place, depth): (usize, usize),
    ) -> Explanation {
        let program = f.engine.program;
        if let Some(exposure) = exposed::named(f, e) {
            let told = self.whole(f, exposure, (place, depth));
            let Explanation { expression, cell, .. } = leaf(self.variable, f, e, place);
            return Explanation { expression, cell, ..told };
        }
        let below = (place, depth + 1);
        let mut children = Vec::new();
        let mut rest = Rest::default();
        let mut rates = rate::used(f, e, place);
        match &program.arena.get(e).op {
            Op::Field(base, _) if cell(f, e, place).is_none() => {
                children.push(self.tree(f, *base, below));
            }
            Op::Field(..) => children.extend(disputed(f, e, place)),
            Op::Key(_) | Op::Row(_) => {}
            Op::Aggregate(a) => {
                let shown = match a.value {
                    Some(value) => [value].into_iter().chain(a.key).collect(),
                    None => asked(f, e, a),
                };
                if f.level == Level::SUBJECT && !exposed::is_exposure(f, a) {
                    children.extend(members::left_out(self.variable, f, (e, a), place));
                }
                children.extend(members::group(f, (e, a), place, self.variable));
                if !shown.is_empty() {
                    // Members of members multiply; one is enough to show that there is one.
                    let most = match (f.level, a.value) {
                        (Level::SUBJECT, Some(_)) => MEMBERS,
                        (Level::SUBJECT, None) if a.function != AggregateFn::Exists => MEMBERS,
                        (_, Some(_)) => FEW,
                        (_, None) => 1,
                    };
                    rest = foremost(f, e, a, place, most, |inner, at, row, certain| {
                        let below = (at, depth + 1);
                        children.extend(self.member((inner, a, row, certain), &shown, below));
                    });
                }
                children.extend(rest.lists.iter().map(|list| members::not_given(f, *list)));
            }
            // That the one is not there is why the other counts.
            Op::OrElse(a, b) if f.eval(*a).get(place).is_unknown() => {
                children.extend([*a, *b].map(|o| self.tree(f, o, below)));
            }
            _ => {
                // A constant says all there is to say of itself.
                let operands = operands(f, e, place, &mut rates).into_iter();
                let operands = operands.filter(|o| !is_policy(f, *o));
                children.extend(operands.map(|o| self.tree(f, o, below)));
            }
        }
        children.extend(rates.into_iter().map(used));
        let more = rest.count;
        Explanation { children, more, rest: rest.sum, ..leaf(self.variable, f, e, place) }
    }

    /// What is shown of a member of an aggregate.
    fn member(
        self,
        (f, a, row, certain): (&Frame<'_>, &Aggregate, u32, bool),
        shown: &[ExprId],
        (at, depth): (usize, usize),
    ) -> Vec<Explanation> {
        if let (Some(value), Some(exposed)) = (a.value, exposed::row(f, a, at, row)) {
            let told = match exposed.value {
                Some(value) => self.tree(f, value, (at, depth)),
                None => Explanation { reason: None, ..leaf(self.variable, f, value, at) },
            };
            let expression = format!("{}{}", exposed.words, perhaps(certain)).into();
            return vec![Explanation { expression, ..told }];
        }
        let name = member_name(f, a, row);
        let told = |shown: &ExprId| {
            let told = self.tree(f, *shown, (at, depth));
            let Some(name) = name else { return told };
            let expression = format!("{} of {name}{}", told.expression, perhaps(certain)).into();
            Explanation { expression, ..told }
        };
        shown.iter().map(told).collect()
    }
}

/// What an expression is for the line of its flow that made a step: which line that was is no
/// question that a rule asks.
fn of_line(f: &Frame<'_>, mut e: ExprId, place: usize) -> ExprId {
    let program = f.engine.program;
    let arena = &program.arena;
    let asks_line = |c: ExprId| {
        let Op::Compare(_, line, _) = arena.get(arena.strip(c)).op else { return false };
        let Op::Field(step, field) = arena.get(arena.strip(line)).op else { return false };
        let Ty::Record(steps) = arena.get(step).ty else { return false };
        program.schema.kind(steps).step().is_some_and(|step| step.line == field)
    };
    while let Op::If(c, a, b) = &arena.get(arena.strip(e)).op {
        e = match truth(f, *c, place) {
            Tri::True if asks_line(*c) => *a,
            Tri::False if asks_line(*c) => *b,
            _ => return e,
        };
    }
    e
}

/// An expression without its parts.
fn leaf(variable: &str, f: &Frame<'_>, e: ExprId, place: usize) -> Explanation {
    let program = f.engine.program;
    let value = f.told(e, place);
    // A member's facts are told as its own; its variable means nothing outside the aggregate.
    let own = if f.level != Level::SUBJECT { program.path(e) } else { None };
    let expression = own.unwrap_or_else(|| program.print(e, variable));
    Explanation {
        reason: if value.is_known() { None } else { reason::of(f, e, place) },
        cell: cell(f, e, place),
        ..Explanation::new(expression, value, program.arena.get(e).ty)
    }
}

/// The operands of an expression. Those of a chain are told side by side, however it nests:
/// `a + b - c` has three, unless what `a + b` comes to has a reason of its own for not being known.
/// The rates that a chain uses on its way join `rates`.
fn operands(f: &Frame<'_>, e: ExprId, place: usize, rates: &mut Vec<Fact>) -> Vec<ExprId> {
    let arena = &f.engine.program.arena;
    let (mut operands, mut first) = (Vec::new(), e);
    while let Op::Arith(op, a, b) = &arena.get(first).op {
        operands.push(*b);
        first = *a;
        let chained = matches!(&arena.get(first).op, Op::Arith(other, ..) if alike(*op, *other));
        let known = || f.eval(first).is_known(place) || reason::of(f, first, place).is_none();
        if !chained || !known() {
            break;
        }
        for rate in rate::used(f, first, place) {
            if !rates.contains(&rate) {
                rates.push(rate);
            }
        }
    }
    match operands.is_empty() {
        true => operands = counted(f, e, place),
        false => {
            operands.push(first);
            operands.reverse();
        }
    }
    operands
}

/// Whether two operators make one chain.
fn alike(a: ArithOp, b: ArithOp) -> bool {
    let adds = |op| matches!(op, ArithOp::Add | ArithOp::Sub);
    adds(a) == adds(b) && !a.raises() && !b.raises()
}

/// A rate that was used.
fn used(rate: Fact) -> Explanation {
    Explanation { cell: rate.cell, ..Explanation::new(rate.path, rate.value, rate.ty) }
}

/// What each source says of a fact on which they contradict each other, or of which not all count.
fn disputed(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<Explanation> {
    let Some(Cell { record, row, field: Some(field) }) = cell(f, e, place) else {
        return Vec::new();
    };
    let about = About::new(f.engine, record, field);
    let cited = about.cited(row);
    if about.disputed(row) != Ok(true) && !cited.iter().any(|one| one.outranked) {
        return Vec::new();
    }
    let said = |cited: Cited| {
        let keys = &f.engine.tables.of(cited.source.record).keys;
        let key = keys.get(cited.source.row as usize).sure();
        let ty = f.engine.program.arena.get(e).ty;
        let outranked = if cited.outranked { ", outranked," } else { "" };
        Some(Explanation::new(format!("{key}{outranked} says"), cited.says?.0, ty))
    };
    cited.into_iter().filter_map(said).collect()
}

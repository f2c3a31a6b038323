//! The arena of expressions; equal ones are stored once.

use rustc_hash::FxHashMap;

use super::{ExprId, Levels, Node, Op};
use crate::source::Span;
use crate::ty::Ty;

/// Expressions, each stored once.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    nodes: Vec<Node>,
    /// Where each was written first.
    spans: Vec<Span>,
    index: FxHashMap<(Op, Ty), ExprId>,
}

impl Arena {
    /// The expression that does `op`, made if it is not there yet, in which case it is the one that
    /// stands at `span`. Operands come first.
    pub fn add(&mut self, op: Op, ty: Ty, span: Span) -> ExprId {
        let key = (op, ty);
        if let Some(id) = self.index.get(&key) {
            return *id;
        }
        let id = ExprId(self.nodes.len() as u32);
        let levels = self.levels(&key.0);
        self.spans.push(span);
        self.nodes.push(Node { op: key.0.clone(), ty, levels });
        self.index.insert(key, id);
        id
    }

    /// The node; ids come from this arena.
    pub fn get(&self, id: ExprId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Where in the rules it comes from: equal expressions are one, which is that of the first. What
    /// is written nowhere, as it is implied, comes from what implies it.
    pub fn span(&self, id: ExprId) -> Span {
        self.spans[id.0 as usize]
    }

    /// Number of expressions.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Every expression with its id, operands before users.
    pub fn iter(&self) -> impl Iterator<Item = (ExprId, &Node)> {
        self.nodes.iter().enumerate().map(|(i, n)| (ExprId(i as u32), n))
    }

    /// The expression below any `Named` wrappers.
    pub fn strip(&self, mut id: ExprId) -> ExprId {
        while let Op::Named(_, inner) = &self.get(id).op {
            id = *inner;
        }
        id
    }

    /// Calls `f` with each operand of an expression, in order.
    pub fn operands(&self, id: ExprId, mut f: impl FnMut(ExprId)) {
        each_operand(&self.get(id).op, &mut f);
    }

    /// Expressions and what they are made of, each before its parts, in the order in which they are
    /// written; without the parts of those that are not entered. What stands in several places comes
    /// as often, unless it is entered once only.
    pub fn parts(
        &self,
        of: impl IntoIterator<Item = ExprId>,
        mut enter: impl FnMut(ExprId, &Op) -> bool,
    ) -> impl Iterator<Item = ExprId> {
        let mut next: Vec<ExprId> = of.into_iter().collect();
        next.reverse();
        std::iter::from_fn(move || {
            let e = next.pop()?;
            if enter(e, &self.get(e).op) {
                let at = next.len();
                self.operands(e, |operand| next.push(operand));
                next[at..].reverse();
            }
            Some(e)
        })
    }

    fn levels(&self, op: &Op) -> Levels {
        let mut levels = Levels::NONE;
        each_operand(op, &mut |e| levels = levels.and(self.get(e).levels));
        match op {
            Op::Row(level) => Levels::of(*level),
            Op::Aggregate(a) => levels.without(a.level),
            _ => levels,
        }
    }
}

fn each_operand(op: &Op, f: &mut impl FnMut(ExprId)) {
    match op {
        Op::Const(_) | Op::Param(_) | Op::AsOf | Op::Row(_) => {}
        Op::Field(a, _)
        | Op::Key(a)
        | Op::Holder(a)
        | Op::ParamAt(_, a)
        | Op::Named(_, a)
        | Op::Not(a)
        | Op::Neg(a) => f(*a),
        Op::IsKnown(a) | Op::IsUnknown(a) | Op::IsNone(a) | Op::Matches(a, _) | Op::End(_, a) => {
            f(*a)
        }
        Op::Ask(_, a) => f(*a),
        Op::Compare(_, a, b) | Op::Arith(_, a, b) | Op::OrElse(a, b) | Op::TextTest(_, a, b) => {
            f(*a);
            f(*b);
        }
        Op::And(parts) | Op::Or(parts) | Op::Call(_, parts) => parts.iter().for_each(|e| f(*e)),
        Op::InSet(a, set) => {
            f(*a);
            set.iter().for_each(|e| f(*e));
        }
        Op::Convert(a, _, at) => {
            f(*a);
            at.iter().for_each(|e| f(*e));
        }
        Op::Spread(s) => {
            let window = s.year.map_or([s.first, s.last], |year| [year, year]);
            let window = window.into_iter().take(if s.year.is_some() { 1 } else { 2 });
            [s.value, s.from, s.to].into_iter().chain(window).for_each(f);
        }
        Op::If(c, a, b) => [*c, *a, *b].into_iter().for_each(f),
        Op::Aggregate(a) => {
            a.holder.iter().for_each(|e| f(*e));
            a.filter.iter().for_each(|e| f(*e));
            a.value.iter().for_each(|e| f(*e));
            a.key.iter().for_each(|e| f(*e));
            a.has.iter().for_each(|e| f(*e));
            a.group.iter().flat_map(|g| g.keys.iter()).for_each(|e| f(*e));
        }
    }
}

//! How an aggregate finds its members: by an index where an equality ties them to the subject.

use std::sync::OnceLock;

use super::along::Along;
use super::index::{Index, Tie};
use super::tie::{conjuncts, outside, record_of, tie};
use super::untied::Untied;
use crate::ir::{Aggregate, ExprId, Flow, Op, Program};
use crate::ty::RecordId;

/// How an aggregate finds its members. Beside what all of its subjects have in common, and beside
/// members that nothing tells apart, whoever uses it keeps what it has worked out of them.
#[derive(Debug)]
pub(crate) struct Plan<C, S> {
    /// The subject's side of the equality `member.key = subject…`; for a nested list the holder.
    pub(crate) outer_key: Option<ExprId>,
    /// The member's side, `None` for a nested list.
    pub(crate) member_key: Option<ExprId>,
    /// The record kind that both sides refer to.
    pub(crate) target: Option<RecordId>,
    /// The rest of the filter.
    pub(crate) residual: Vec<ExprId>,
    /// The conjuncts of it that look at nothing but the member.
    pub(super) own: Vec<ExprId>,
    /// What is looked at beside the member: of its subject, or of those around it.
    pub(crate) outside: Vec<ExprId>,
    /// The windows that it looks into beside that, which the rest of the filter leaves out.
    pub(super) along: Option<Along>,
    /// The members by these.
    pub(super) placed: OnceLock<Index>,
    /// What else tells who may belong to whom.
    pub(super) beside: Beside,
    /// The members that may meet those, and of them those that no index ties to a subject.
    pub(super) possible: OnceLock<Vec<u32>>,
    pub(super) untied: OnceLock<Untied<S>>,
    /// Whether members' filter, value and keys look at nothing but the member.
    pub(crate) alone: bool,
    /// What is kept of members that do.
    pub(crate) common: C,
}

/// What tells, of members whose side of the tie is not known, whom they cannot belong to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside {
    Nothing,
    /// The keys of groups, some of which may be known where not all are.
    Keys,
    /// The windows that they may be in.
    Windows,
    /// A second tie.
    Tie {
        member: ExprId,
        outer: ExprId,
    },
}

impl<C: Default, S: Default> Plan<C, S> {
    pub(crate) fn new(program: &Program, a: &Aggregate) -> Self {
        Plan::of(program, a, None)
    }

    /// The same by windows, where it looks into such: it finds fewer members, and knows nothing of
    /// subjects that have none for certain.
    pub(crate) fn placed(program: &Program, a: &Aggregate) -> Option<Self> {
        let of_flow = |flow: &Flow| [flow.legs, flow.steps].contains(&a.members);
        if a.holder.is_some() || program.flows.iter().any(of_flow) {
            return None;
        }
        let plan = Plan::of(program, a, Some(Along::of(program, a)?));
        (!plan.ties_steps()).then_some(plan)
    }

    fn of(program: &Program, a: &Aggregate, along: Option<Along>) -> Self {
        let arena = &program.arena;
        let mut residual = conjuncts(program, a.filter);
        if let Some(along) = &along {
            residual.retain(|e| !along.conditions.contains(e));
        }
        let (mut outer_key, mut member_key, mut target) = (a.holder, None, None);
        if let Some(holder) = a.holder {
            target = record_of(program, holder);
        } else if let Some(place) =
            residual.iter().position(|e| tie(program, *e, a.level).is_some())
        {
            let (member, outer) = tie(program, residual[place], a.level).unzip();
            residual.remove(place);
            (member_key, outer_key) = (member, outer);
            target = outer.and_then(|e| record_of(program, e));
        }
        let on_member = |e: &&ExprId| arena.get(**e).levels.without(a.level).is_empty();
        let on_members: Vec<ExprId> = residual.iter().filter(on_member).copied().collect();
        let parts = residual.iter().chain(&a.value).chain(&a.key).chain(&a.has);
        let mut parts = parts.chain(a.group.iter().flat_map(|g| g.keys.iter()));
        let alone = parts.all(|e| arena.get(*e).levels.without(a.level).is_empty());
        let outside = outside(program, a, &residual);
        // A record that made a step may have a field of that place, too.
        let is_row = |e: &ExprId| arena.get(arena.strip(*e)).op == Op::Row(a.level);
        let beside = match member_key.map(|key| &arena.get(arena.strip(key)).op) {
            Some(Op::Field(base, field))
                if is_row(base)
                    && program.schema.kind(a.members).step().is_some_and(|s| s.group == *field) =>
            {
                Beside::Keys
            }
            _ if along.is_some() => Beside::Windows,
            None => Beside::Nothing,
            Some(_) => match residual.iter().find_map(|e| tie(program, *e, a.level)) {
                Some((member, outer)) => Beside::Tie { member, outer },
                None => Beside::Nothing,
            },
        };
        let (placed, possible, untied) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let own = on_members;
        Plan {
            outer_key,
            member_key,
            target,
            residual,
            own,
            outside,
            along,
            placed,
            beside,
            possible,
            untied,
            alone,
            common: C::default(),
        }
    }

    /// By what an index finds the members, where something ties them to the subject.
    pub(crate) fn tie(&self, a: &Aggregate) -> Option<Tie> {
        match a.holder {
            Some(_) => Some(Tie::List(a.members)),
            None => self.member_key.map(Tie::Key),
        }
    }

    /// Whether members are steps, and tied to what they form.
    pub(crate) fn ties_steps(&self) -> bool {
        matches!(self.beside, Beside::Keys)
    }
}

//! How an aggregate finds its members: by an index where an equality ties them to the subject.

use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::condensed::Condensed;
use super::foremost::Rest;
use super::members::Members;
use super::untied::{Alike, Untied};
use super::{by_key, direct};
use crate::eval::batch::{Batch, collect};
use crate::eval::engine::Engine;
use crate::eval::found::{Converting, Known, Met};
use crate::eval::frame::{Frame, Rows};
use crate::eval::memo::Memo;
use crate::ir::{Aggregate, ExprId, Flow, Op, Program, field};
use crate::operator::CompareOp;
use crate::record::Table;
use crate::ty::{RecordId, Ty};
use crate::value::{Codes, Scalar, Tri, Truths};

/// How many rows of the key's table one task aggregates for.
const KEYS: usize = 2048;

/// How many legs or steps that nothing ties to a subject are looked at for it, where what they add
/// hangs on the subject. Of more it is not known what they add: they may be looked at for every
/// subject, and where aggregates nest for every member of each.
const MOST: usize = 16;

/// The level of a frame that only counts subjects: no expression is bound there.
const SUBJECTS: u8 = 31;

/// How an aggregate is computed.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The subject's side of the equality `member.key = subject…`; for a nested list the holder.
    pub(crate) outer_key: Option<ExprId>,
    /// The member's side, `None` for a nested list.
    pub(crate) member_key: Option<ExprId>,
    /// The record kind that both sides refer to.
    pub(crate) target: Option<RecordId>,
    /// The rest of the filter.
    pub(crate) residual: Vec<ExprId>,
    /// The conjuncts of it that look at nothing but the member.
    own: Vec<ExprId>,
    /// What is looked at beside the member: of its subject, or of those around it.
    pub(super) outside: Vec<ExprId>,
    /// What else tells who may belong to whom.
    beside: Beside,
    /// The members that may meet those, and of them those that no index ties to a subject.
    possible: OnceLock<Vec<u32>>,
    untied: OnceLock<Untied>,
    /// Whether members' filter, value and keys look at nothing but the member.
    pub(crate) alone: bool,
    /// What explanations found of members that do.
    pub(crate) common: Common,
}

/// What explanations say of members that look at nothing but themselves, whoever asks: by the row
/// that they are tied to.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// The facts that they lack.
    pub(crate) lacking: Known,
    /// The currencies of their amounts, and of those that are tied to the row for certain.
    pub(crate) met: Memo<Option<u32>, Met>,
    pub(crate) tied: Memo<Option<u32>, Met>,
    /// What brings their amounts into one currency, and the records of the rates that they rest on.
    pub(crate) converting: OnceLock<Converting>,
    pub(crate) rates: Memo<Option<u32>, Vec<u32>>,
    /// So many of them that matter most.
    pub(crate) foremost: Memo<(Option<u32>, usize), Foremost>,
}

/// Members that matter most, each with whether it is one for certain, and the rest.
pub(super) type Foremost = (Vec<(u32, bool)>, Rest);

/// What tells, of members whose side of the tie is not known, whom they cannot belong to.
#[derive(Clone, Copy, Debug)]
enum Beside {
    Nothing,
    /// The keys of groups, some of which may be known where not all are.
    Keys,
    /// A second tie.
    Tie {
        member: ExprId,
        outer: ExprId,
    },
}

impl Plan {
    pub(crate) fn new(program: &Program, a: &Aggregate) -> Plan {
        let arena = &program.arena;
        let mut residual = conjuncts(program, a.filter);
        let own = 1u32 << a.level;
        let (mut outer_key, mut member_key, mut target) = (a.holder, None, None);
        if let Some(holder) = a.holder {
            target = record_of(program, holder);
        } else if let Some(place) = residual.iter().position(|e| tie(program, *e, own).is_some()) {
            let (member, outer) = tie(program, residual[place], own).unzip();
            residual.remove(place);
            (member_key, outer_key) = (member, outer);
            target = outer.and_then(|e| record_of(program, e));
        }
        let on_member = |e: &&ExprId| arena.get(**e).levels & !own == 0;
        let on_members: Vec<ExprId> = residual.iter().filter(on_member).copied().collect();
        let parts = residual.iter().chain(&a.value).chain(&a.has);
        let mut parts = parts.chain(a.group.iter().flat_map(|g| g.keys.iter()));
        let alone = parts.all(|e| arena.get(*e).levels & !own == 0);
        let outside = outside(program, a, &residual);
        // A record that made a step may have a field of that place, too.
        let is_row = |e: &ExprId| arena.get(arena.strip(*e)).op == Op::Row(a.level);
        let beside = match member_key.map(|key| &arena.get(arena.strip(key)).op) {
            None => Beside::Nothing,
            Some(Op::Field(base, field::GROUP)) if is_row(base) && program.is_step(a.members) => {
                Beside::Keys
            }
            Some(_) => match residual.iter().find_map(|e| tie(program, *e, own)) {
                Some((member, outer)) => Beside::Tie { member, outer },
                None => Beside::Nothing,
            },
        };
        let (possible, untied) = (OnceLock::new(), OnceLock::new());
        let own = on_members;
        Plan {
            outer_key,
            member_key,
            target,
            residual,
            own,
            outside,
            beside,
            possible,
            untied,
            alone,
            common: Common::default(),
        }
    }

    /// A subject's side of the tie, where it is known.
    pub(crate) fn key(&self, subjects: &Frame<'_>, place: usize) -> Option<u32> {
        self.outer_key.and_then(|key| subjects.eval(key).code(place))
    }

    /// What is found of the members of the subject at a place: once for all subjects with its key,
    /// where members look at nothing but themselves. It is looked for with that subject alone then,
    /// as what there is of its neighbours may be known already.
    pub(crate) fn once<K: Hash + Eq, V>(
        &self,
        subjects: &Frame<'_>,
        place: usize,
        (known, key): (&Memo<K, V>, impl FnOnce(Option<u32>) -> K),
        look: impl FnOnce(&Frame<'_>, usize) -> V,
    ) -> Arc<V> {
        if !self.alone {
            return Arc::new(look(subjects, place));
        }
        let alone = || look(&subjects.some(&[place as u32]), 0);
        known.get(key(self.key(subjects, place)), alone)
    }

    /// The members of a subject that nothing ties to some of them: all that may be members. Each
    /// subject meets them all, so whatever can be said of them alone is said once.
    pub(crate) fn possible(&self, engine: &Engine<'_>, a: &Aggregate) -> &[u32] {
        self.possible.get_or_init(|| {
            let rows = engine.tables.of(a.members).rows as u32;
            self.passing(engine, a, (0..rows).collect())
        })
    }

    /// The same of those whose side of the tie is not known: they may belong to any subject that
    /// nothing else rules out.
    pub(crate) fn untied(&self, engine: &Engine<'_>, a: &Aggregate, index: &Index) -> &Untied {
        self.untied.get_or_init(|| {
            let rows = self.passing(engine, a, index.anywhere.clone());
            match self.beside {
                Beside::Nothing => Untied::new(rows.into_iter().map(|row| (row, Vec::new()))),
                Beside::Keys => {
                    let table = engine.tables.of(a.members);
                    Untied::new(rows.into_iter().map(|row| (row, table.told_keys(row).to_vec())))
                }
                Beside::Tie { member, .. } => {
                    let frame = Frame::new(engine, a.level, Rows::list(rows.clone()), None);
                    let keys = frame.eval(member);
                    let key = |(i, row)| (row, vec![keys.get(i)]);
                    Untied::new(rows.into_iter().enumerate().map(key))
                }
            }
        })
    }

    /// What a subject says that may rule out untied members: `key` is its side of the tie.
    pub(super) fn beside(&self, subjects: &Frame<'_>, key: u32, place: usize) -> Vec<Scalar> {
        match (self.beside, self.target) {
            (Beside::Keys, Some(groups)) => {
                let columns = subjects.engine.tables.of(groups).columns.iter().flatten();
                columns.map(|column| column.get(key as usize)).collect()
            }
            (Beside::Tie { outer, .. }, _) => vec![subjects.eval(outer).get(place)],
            _ => Vec::new(),
        }
    }

    /// What such members add to every subject, where it can be said of them together.
    pub(super) fn common(
        &self,
        engine: &Engine<'_>,
        a: &Aggregate,
        alike: &Alike,
    ) -> Option<Arc<Condensed>> {
        let members = || Members::everywhere(engine, a, self, &alike.rows);
        let common = || self.alone.then(|| Condensed::new(a, &members())).flatten();
        alike.common.get_or_init(|| common().map(Arc::new)).clone()
    }

    /// Whether members are steps, and tied to what they form.
    pub(crate) fn ties_steps(&self) -> bool {
        matches!(self.beside, Beside::Keys)
    }

    /// Whether members that nothing ties to a subject are too many to be looked at for each: the
    /// legs and steps of flows that do not tell both their ends, where these hang on the subject.
    pub(super) fn are_too_many(&self, engine: &Engine<'_>, a: &Aggregate, rows: &[u32]) -> bool {
        let of_flow = |flow: &Flow| [flow.legs, flow.steps].contains(&a.members);
        let hang = !self.alone && !self.ties_steps();
        rows.len() > MOST && hang && engine.program.flows.iter().any(of_flow)
    }

    /// The step that a leg is made of which does not tell both its ends: it is tied to that leg for
    /// certain, and may be tied to others.
    pub(super) fn only_step(&self, engine: &Engine<'_>, key: u32) -> Option<u32> {
        let legs = self.target.filter(|_| self.ties_steps())?;
        engine.tables.of(legs).only_step(key)
    }

    /// What makes a row a member of the subject at a place. The only step of a leg is tied to it
    /// although it does not tell all that ties it.
    pub(crate) fn conditions<'p>(
        &'p self,
        subjects: &Frame<'_>,
        a: &'p Aggregate,
        (place, row): (usize, u32),
    ) -> &'p [ExprId] {
        let leg = self.target.filter(|_| self.ties_steps()).and(self.key(subjects, place));
        match leg.and_then(|leg| self.only_step(subjects.engine, leg)) {
            Some(only) if only == row => &self.residual,
            _ => a.filter.as_slice(),
        }
    }

    fn passing(&self, engine: &Engine<'_>, a: &Aggregate, rows: Vec<u32>) -> Vec<u32> {
        if self.own.is_empty() {
            return rows;
        }
        let mut passing = Vec::new();
        for rows in rows.chunks(KEYS) {
            let frame = Frame::new(engine, a.level, Rows::list(rows.to_vec()), None);
            let mut may = Truths::filled(rows.len(), Tri::True);
            for e in &self.own {
                may = may.and(&frame.eval(*e).truths(rows.len()));
            }
            passing.extend(
                rows.iter().enumerate().filter(|(i, _)| may.may_hold(*i)).map(|(_, row)| row),
            );
        }
        passing
    }
}

/// The largest expressions among what an aggregate reads of its members that look at rows of the
/// levels below it only.
fn outside(program: &Program, a: &Aggregate, residual: &[ExprId]) -> Vec<ExprId> {
    let keys = a.group.iter().flat_map(|group| &group.keys);
    let mut stack: Vec<ExprId> =
        residual.iter().chain(&a.value).chain(&a.has).chain(keys).copied().collect();
    let (mut outside, mut seen) = (Vec::new(), FxHashSet::default());
    while let Some(e) = stack.pop() {
        let levels = program.arena.get(e).levels;
        if levels == 0 || !seen.insert(e) {
            continue;
        }
        match levels >> a.level {
            0 => outside.push(e),
            _ => program.arena.operands(e, |operand| stack.push(operand)),
        }
    }
    outside
}

/// `member.reference = outer`, either way round: the member's side and the other.
fn tie(program: &Program, e: ExprId, own: u32) -> Option<(ExprId, ExprId)> {
    let arena = &program.arena;
    let Op::Compare(CompareOp::Eq, a, b) = arena.get(arena.strip(e)).op else {
        return None;
    };
    record_of(program, a)?;
    let levels = |e: ExprId| arena.get(e).levels;
    match (levels(a), levels(b)) {
        (x, y) if x == own && y & own == 0 => Some((a, b)),
        (x, y) if y == own && x & own == 0 => Some((b, a)),
        _ => None,
    }
}

fn record_of(program: &Program, e: ExprId) -> Option<RecordId> {
    match program.arena.get(e).ty {
        Ty::Record(r) => Some(r),
        _ => None,
    }
}

fn conjuncts(program: &Program, filter: Option<ExprId>) -> Vec<ExprId> {
    let mut parts = Vec::new();
    let mut stack: Vec<ExprId> = filter.into_iter().collect();
    while let Some(e) = stack.pop() {
        match &program.arena.get(program.arena.strip(e)).op {
            Op::And(inner) => stack.extend(inner.iter().rev()),
            _ => parts.push(e),
        }
    }
    parts
}

/// The members of each row of a table, as one run of an index.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// `starts[k]..starts[k + 1]` are the members of row `k`.
    starts: Vec<u32>,
    members: Vec<u32>,
    /// Members whose key is not known: they may belong to any row.
    pub(crate) anywhere: Vec<u32>,
}

impl Index {
    /// From each member's key.
    pub(crate) fn new(codes: &[u32], targets: usize) -> Index {
        let mut starts = vec![0u32; targets + 1];
        let mut anywhere = Vec::new();
        for (member, code) in codes.iter().enumerate() {
            match starts.get_mut(*code as usize + 1) {
                Some(count) if *code != Codes::UNKNOWN => *count += 1,
                _ => anywhere.push(member as u32),
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut members = vec![0u32; total as usize];
        for (member, code) in codes.iter().enumerate() {
            if *code == Codes::UNKNOWN {
                continue;
            }
            if let Some(place) = next.get_mut(*code as usize) {
                if let Some(slot) = members.get_mut(*place as usize) {
                    *slot = member as u32;
                }
                *place += 1;
            }
        }
        Index { starts, members, anywhere }
    }

    /// Of steps. One that does not tell all its keys stands below the leg that it makes alone, and
    /// may belong to any.
    pub(crate) fn of_steps(mut codes: Vec<u32>, legs: &Table) -> Index {
        let own = legs.open.iter().filter_map(|(leg, steps)| Some((*steps.first()?, *leg)));
        let mut anywhere = Vec::with_capacity(legs.loose);
        for (step, leg) in own {
            if let Some(code) = codes.get_mut(step as usize) {
                *code = leg;
                anywhere.push(step);
            }
        }
        anywhere.sort_unstable();
        Index { anywhere, ..Index::new(&codes, legs.rows) }
    }

    pub(crate) fn of(&self, key: u32) -> &[u32] {
        let at = |k: usize| self.starts.get(k).map(|s| *s as usize);
        match (at(key as usize), at(key as usize + 1)) {
            (Some(start), Some(end)) => self.members.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// The results of an aggregate whose members look at nothing but themselves: one for each row
/// that they can be tied to, or a single one.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) results: Batch,
    /// The result where the subject's side of the tie is not known, once it was asked for.
    pub(crate) unkeyed: OnceLock<Option<Scalar>>,
}

impl Prepared {
    /// `None` where the aggregate depends on more of the subject than its key.
    pub(crate) fn compute(engine: &Engine<'_>, a: &Aggregate, plan: &Plan) -> Option<Prepared> {
        if !plan.alone {
            return None;
        }
        let Some(target) = plan.target else {
            let frame = Frame::nowhere(engine);
            let one = direct(&frame, a, plan).get(0);
            return Some(Prepared { results: Batch::One(one), unkeyed: OnceLock::new() });
        };
        let rows = engine.tables.of(target).rows as u32;
        let starts: Vec<u32> = (0..rows).step_by(KEYS).collect();
        let run = |start: &u32| {
            let keys: Vec<u32> = (*start..(*start + KEYS as u32).min(rows)).collect();
            Prepared::of_keys(engine, a, plan, &keys)
        };
        let results: Vec<Vec<Scalar>> = starts.par_iter().map(run).collect();
        Some(Prepared { results: collect(results.concat()), unkeyed: OnceLock::new() })
    }

    /// The result of a subject whose side of the tie is not known: anyone may be a member.
    pub(crate) fn unkeyed(engine: &Engine<'_>, a: &Aggregate, plan: &Plan) -> Option<Scalar> {
        Prepared::of_keys(engine, a, plan, &[Codes::UNKNOWN]).into_iter().next()
    }

    fn of_keys(engine: &Engine<'_>, a: &Aggregate, plan: &Plan, keys: &[u32]) -> Vec<Scalar> {
        let subjects = Frame::new(engine, SUBJECTS, Rows::list(keys.to_vec()), None);
        by_key(&subjects, a, plan, Some(keys))
    }
}

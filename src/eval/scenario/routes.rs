//! The ways back from a fact that changed to the records whose condition looks at it.

use rustc_hash::FxHashMap;

use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::join::{self, Index, Tie};
use crate::ir::{Aggregate, ExprId, Level, Op, Program};
use crate::ty::{FieldId, RecordId, Ty};
use crate::value::Codes;

/// A field whose facts change.
pub(super) type Changing = (RecordId, FieldId);

/// Facts of a field that changed, by their rows.
pub(super) type Changed = (Changing, Vec<u32>);

/// So many ways are followed at most; an expression that has more is worked out for all records.
const MOST: usize = 64;

/// How expressions over the records of a kind look at facts that change.
#[derive(Debug)]
pub(super) struct Routes {
    ways: Vec<Way>,
    /// The aggregates that come to something else when one does.
    pub(super) moved: Vec<ExprId>,
}

/// One way to look at the facts of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Way {
    field: Changing,
    hops: Vec<Hop>,
    to: To,
}

/// Where a way leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum To {
    /// To rows that are bound at a level.
    Rows(Level),
    /// To all rows, for all that is known.
    Everywhere,
}

/// What leads from rows to others that look at them.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Hop {
    /// To those that refer to them; also to those of which it is not known to whom they refer,
    /// where these may look at any.
    Referring { by: ExprId, untold: bool },
    /// From the members of a list to who holds them.
    Holders(RecordId),
    /// From members to the record that they are tied to.
    Tied { by: ExprId, level: Level },
}

impl Routes {
    /// The ways back to the rows that `roots` are worked out for, which look at nothing that is made
    /// of records; `None` where these cannot be told, so that all must be looked at anew.
    pub(super) fn of(program: &Program, roots: &[ExprId], fields: &[Changing]) -> Option<Routes> {
        let reached = program.reached(roots.iter().copied());
        let moves = moving(program, fields);
        let moved = |(id, _): &(ExprId, _)| reached[id.0 as usize] && moves[id.0 as usize];
        let mut aggregates = Vec::new();
        for (id, node) in program.arena.iter().filter(moved) {
            match &node.op {
                // What is the same for all rows is kept with what was worked out once, and what
                // sources say of a fact is dropped when it is set.
                _ if node.levels.is_empty() => return None,
                Op::Ask(..) => return None,
                Op::Aggregate(_) => aggregates.push(id),
                _ => {}
            }
        }
        let mut finder = Finder { program, fields, moves, known: FxHashMap::default() };
        let mut ways = Vec::new();
        for root in roots {
            add(&mut ways, finder.of(*root)?)?;
        }
        Some(Routes { ways, moved: aggregates })
    }

    /// The indexes that are asked for when ways are followed.
    pub(super) fn ties(&self) -> impl Iterator<Item = Tie> {
        self.ways.iter().flat_map(|way| &way.hops).filter_map(|hop| match hop {
            Hop::Referring { by, .. } => Some(Tie::Key(*by)),
            Hop::Holders(_) | Hop::Tied { .. } => None,
        })
    }

    /// The rows that may come to something else, ascending; `None` for all.
    pub(super) fn reached(&self, engine: &Engine<'_>, changed: &[Changed]) -> Option<Vec<u32>> {
        let mut reached = Vec::new();
        for (field, rows) in changed {
            for way in self.ways.iter().filter(|way| way.field == *field) {
                reached.extend(way.follow(engine, rows)?);
            }
        }
        Some(each_once(reached))
    }
}

impl Way {
    fn follow(&self, engine: &Engine<'_>, rows: &[u32]) -> Option<Vec<u32>> {
        if self.to == To::Everywhere {
            return None;
        }
        let mut at = rows.to_vec();
        for hop in &self.hops {
            at = each_once(hop.from(engine, at)?);
        }
        Some(at)
    }
}

impl Hop {
    fn from(&self, engine: &Engine<'_>, rows: Vec<u32>) -> Option<Vec<u32>> {
        match self {
            Hop::Referring { by, untold } => {
                let index = index(engine, *by)?;
                let untold = if *untold { index.anywhere.as_slice() } else { &[] };
                let referring = rows.iter().flat_map(|row| index.of(*row));
                Some(referring.chain(untold).copied().collect())
            }
            Hop::Holders(list) => {
                let parents = &engine.tables.of(*list).parents;
                rows.iter().map(|row| parents.get(*row as usize).copied()).collect()
            }
            Hop::Tied { by, level } => {
                let len = rows.len();
                let keys = Frame::new(engine, *level, Rows::list(rows), None).eval(*by);
                let tied = keys.codes(len);
                // Who is tied to nobody for certain may be a member of anybody.
                (!tied.contains(&Codes::UNKNOWN)).then(|| tied.into_owned())
            }
        }
    }
}

/// The rows of the one level that a reference looks at, by what they refer to.
fn index<'e>(engine: &'e Engine<'_>, by: ExprId) -> Option<&'e Index> {
    let arena = &engine.program.arena;
    let Ty::Record(target) = arena.get(by).ty else { return None };
    let level = arena.get(by).levels.outermost()?;
    let row = |e: ExprId| match (&arena.get(e).op, arena.get(e).ty) {
        (Op::Row(own), Ty::Record(record)) if *own == level => Some(record),
        _ => None,
    };
    let record = arena.parts([by], |_, _| true).find_map(row)?;
    let make = || {
        let rows = engine.tables.of(record).rows;
        let keys = Frame::new(engine, level, Rows::Run(0..rows), None).eval(by);
        Index::new(&keys.codes(rows), engine.tables.of(target).rows)
    };
    Some(engine.indexes.get(&Tie::Key(by))?.get_or_init(make))
}

/// Whether expressions look at what is made of records.
pub(super) fn rests_on_made(program: &Program, roots: impl IntoIterator<Item = ExprId>) -> bool {
    let is_made = |record: RecordId| program.schema.kind(record).is_made();
    let reached = program.reached(roots);
    program.schema.record_ids().any(is_made)
        && program.arena.iter().any(|(id, node)| {
            let record = match (&node.op, node.ty) {
                (Op::Aggregate(a), _) => Some(a.members),
                (_, Ty::Record(record) | Ty::List(record)) => Some(record),
                _ => None,
            };
            reached[id.0 as usize] && record.is_some_and(is_made)
        })
}

/// For every expression, whether it looks at a field that changes.
fn moving(program: &Program, fields: &[Changing]) -> Vec<bool> {
    let arena = &program.arena;
    let mut moves = vec![false; arena.len()];
    for (id, node) in arena.iter() {
        let mut own =
            matches!(node.op, Op::Field(base, field) if is_of(arena.get(base).ty, field, fields));
        arena.operands(id, |operand| own |= moves[operand.0 as usize]);
        moves[id.0 as usize] = own;
    }
    moves
}

fn is_of(base: Ty, field: FieldId, fields: &[Changing]) -> bool {
    matches!(base, Ty::Record(record) | Ty::List(record) if fields.contains(&(record, field)))
}

/// Finds the ways from facts to the rows of the levels that an expression looks at.
struct Finder<'p> {
    program: &'p Program,
    fields: &'p [Changing],
    moves: Vec<bool>,
    known: FxHashMap<ExprId, Vec<Way>>,
}

impl Finder<'_> {
    /// `None` where there are too many.
    fn of(&mut self, e: ExprId) -> Option<Vec<Way>> {
        if !self.moves[e.0 as usize] {
            return Some(Vec::new());
        }
        if let Some(known) = self.known.get(&e) {
            return Some(known.clone());
        }
        let arena = &self.program.arena;
        let (mut operands, mut ways) = (Vec::new(), Vec::new());
        arena.operands(e, |operand| operands.push(operand));
        for operand in operands {
            add(&mut ways, self.of(operand)?)?;
        }
        match &arena.get(e).op {
            Op::Aggregate(a) => {
                let climbed = std::mem::take(&mut ways).into_iter().map(|way| match way.to {
                    To::Rows(level) if level == a.level => self.climb(a, way),
                    _ => way,
                });
                add(&mut ways, climbed)?;
            }
            Op::Field(base, field) => match arena.get(*base).ty {
                Ty::Record(record) if is_of(Ty::Record(record), *field, self.fields) => {
                    let (hops, to) = (Vec::new(), To::Everywhere);
                    let way = Way { field: (record, *field), hops, to };
                    add(&mut ways, [self.lead(way, *base, false)])?;
                }
                _ => {}
            },
            _ => {}
        }
        self.known.insert(e, ways.clone());
        Some(ways)
    }

    /// Leads a way from members to those whose members they are.
    fn climb(&self, a: &Aggregate, mut way: Way) -> Way {
        way.to = To::Everywhere;
        if let Some(holder) = a.holder {
            way.hops.push(Hop::Holders(a.members));
            return self.lead(way, holder, true);
        }
        let still = |(by, _): &(ExprId, ExprId)| !self.moves[by.0 as usize];
        let Some((by, outer)) = join::ties(self.program, a).find(still) else { return way };
        way.hops.push(Hop::Tied { by, level: a.level });
        self.lead(way, outer, true)
    }

    /// Leads a way from records to the rows where an expression refers to them.
    fn lead(&self, mut way: Way, by: ExprId, untold: bool) -> Way {
        let arena = &self.program.arena;
        let by = arena.strip(by);
        let levels = arena.get(by).levels;
        let only = levels.outermost().filter(|level| levels.is_just(*level));
        way.to = match (&arena.get(by).op, only) {
            (Op::Row(level), _) => To::Rows(*level),
            (_, Some(level)) if !self.moves[by.0 as usize] => {
                way.hops.push(Hop::Referring { by, untold });
                To::Rows(level)
            }
            _ => To::Everywhere,
        };
        way
    }
}

/// Adds ways that are not there yet; `None` where these are too many.
fn add(ways: &mut Vec<Way>, more: impl IntoIterator<Item = Way>) -> Option<()> {
    for way in more {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    (ways.len() <= MOST).then_some(())
}

fn each_once(mut rows: Vec<u32>) -> Vec<u32> {
    rows.sort_unstable();
    rows.dedup();
    rows
}

//! The facts that a verdict rests on.

mod bare;
mod contending;

use rustc_hash::{FxHashMap, FxHashSet};

use super::place::{cell, name_of, truth};
use super::{exposed, rate};
use crate::alarm::Sure;
use crate::builtins::AggregateFn;
use crate::eval::aggregate::{Rest, deciding, foremost};
use crate::eval::evidence::About;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId, Level, Op, Rule, Spread};
use crate::outcome::{Among, Cell, Fact, Made, OrElse};
use crate::ty::Ty;
use crate::value::{Codes, Scalar, Tri};

/// How many members of an aggregate are shown as facts.
const MEMBERS: usize = 3;

/// Every fact that the conditions read, each once, those of the rungs first. Of an aggregate's
/// members the largest few stand for all; what several aggregates have in common stands under each.
pub(super) fn of(f: &Frame<'_>, rule: &Rule, place: usize) -> Vec<Fact> {
    let rungs: Vec<ExprId> = rule.rungs.iter().map(|rung| rung.when).collect();
    let mut found = Found::new(&rule.variable, rule.exists);
    found.conditions(f, &rungs, place);
    // That a rule applies needs no witnesses.
    found.witnesses = false;
    rule.unless.iter().for_each(|unless| found.visit(f, *unless, place));
    found.facts
}

/// The same of some conditions, and what they call the subject.
pub(in crate::eval) fn of_conditions(
    f: &Frame<'_>,
    variable: &str,
    conditions: &[ExprId],
    place: usize,
) -> Vec<Fact> {
    let mut found = Found::new(variable, None);
    found.conditions(f, conditions, place);
    found.facts
}

struct Found<'r> {
    /// What the rule calls its subject.
    variable: &'r str,
    facts: Vec<Fact>,
    seen: FxHashSet<(Cell, String, Option<ExprId>)>,
    /// The aggregates over members of the subject that were looked at: most rungs ask the same.
    visited: FxHashSet<ExprId>,
    /// All facts that were come to, those that are told already included.
    met: Vec<(Option<Cell>, String)>,
    /// Whether the subject exists: no rung is true without it, and it needs no witness.
    exists: Option<ExprId>,
    /// Whether members are told that are only counted or found.
    witnesses: bool,
    /// What gives a name to the aggregate that is looked at next.
    named: Option<ExprId>,
    /// The aggregate that is looked at.
    of: Option<(ExprId, Made)>,
    /// What the `or else` that was looked at last makes of what it is made of.
    or_else: FxHashMap<ExprId, OrElse>,
    /// The member of it that is an aggregate as well: a leg of a ring.
    leg: String,
}

impl<'r> Found<'r> {
    fn new(variable: &'r str, exists: Option<ExprId>) -> Found<'r> {
        Found {
            variable,
            facts: Vec::new(),
            seen: FxHashSet::default(),
            visited: FxHashSet::default(),
            met: Vec::new(),
            witnesses: true,
            named: None,
            of: None,
            or_else: FxHashMap::default(),
            leg: String::new(),
            exists,
        }
    }

    /// Looks at conditions, and where they read no fact at why they are what they are.
    fn conditions(&mut self, f: &Frame<'_>, conditions: &[ExprId], place: usize) {
        conditions.iter().for_each(|e| self.visit(f, *e, place));
        if self.is_bare(f) {
            self.tell_bare(f, conditions, place);
        }
    }

    fn visit(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        let arena = &f.engine.program.arena;
        if Some(e) == self.exists && truth(f, e, place) == Tri::True {
            return;
        }
        match &arena.get(e).op {
            Op::Named(name, inner) if matches!(arena.get(arena.strip(e)).op, Op::Aggregate(_)) => {
                if !name.is_empty() && self.named.is_none() {
                    self.named = Some(e);
                }
                self.visit(f, *inner, place);
            }
            Op::Field(base, _) => {
                // What leads to a fact is not one of its own, unless it is all there is.
                match cell(f, e, place) {
                    Some(_) => self.add(f, e, place, f.engine.program.path(e).unwrap_or_default()),
                    None => self.visit(f, *base, place),
                }
            }
            Op::Aggregate(a) => {
                let named = self.named.take().unwrap_or(e);
                if f.level == Level::SUBJECT && !self.visited.insert(e) {
                    return;
                }
                let outer = self.of.take();
                self.of = a.value.map(|_| (e, self.made(f, named, place)));
                self.members(f, e, a, place);
                self.of = outer;
                self.rates(f, e, place);
            }
            Op::Spread(s) => {
                self.evenly(f, (e, s), place, "");
                self.counted(f, e, place).into_iter().for_each(|o| self.visit(f, o, place));
            }
            _ => {
                self.counted(f, e, place).into_iter().for_each(|o| self.visit(f, o, place));
                self.rates(f, e, place);
            }
        }
    }

    /// The operands that count at a place. Where one stands for another that is not told, that is
    /// told with a fact that stands for it, and otherwise with what is not told.
    fn counted(&mut self, f: &Frame<'_>, e: ExprId, place: usize) -> Vec<ExprId> {
        let arena = &f.engine.program.arena;
        let counted = counted(f, e, place);
        let Op::OrElse(a, b) = &arena.get(e).op else {
            return counted;
        };
        if counted == [*a] {
            return counted;
        }
        let value = f.told(e, place);
        if value.is_unknown() {
            return vec![*a, *b];
        }
        let untold = untold(f, *a);
        let fact = arena.strip(*b);
        let paths = untold.iter().filter_map(|e| f.engine.program.path(*e));
        let paths = paths.collect::<Vec<_>>().join(", ");
        if matches!(arena.get(fact).op, Op::Field(..)) && !paths.is_empty() {
            self.or_else.insert(fact, OrElse::InsteadOf(paths));
            return counted;
        }
        for e in &untold {
            self.or_else.insert(*e, OrElse::Taken(value.clone()));
        }
        vec![*a, *b]
    }

    fn made(&self, f: &Frame<'_>, e: ExprId, place: usize) -> Made {
        let program = f.engine.program;
        let name = program.print(e, self.variable).into();
        Made { name, value: f.told(e, place), ty: program.arena.get(e).ty }
    }

    /// The rates by which amounts came into one currency are facts as well.
    fn rates(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        for rate in rate::behind(f, e, place) {
            if !self.facts.contains(&rate) {
                self.facts.push(rate);
            }
        }
    }

    fn add(&mut self, f: &Frame<'_>, e: ExprId, place: usize, path: String) {
        let program = f.engine.program;
        let ty = program.arena.get(e).ty;
        // That a leg leads where it leads is no news, and what rules found is no fact.
        let own = |cell: &Cell| {
            let kind = program.schema.kind(cell.record);
            kind.card().is_none() && !(matches!(ty, Ty::Record(_)) && kind.is_made())
        };
        let is_list = matches!(ty, Ty::List(_));
        let Some(cell) = cell(f, e, place).filter(own).filter(|_| !is_list) else { return };
        let value = f.told(e, place);
        let or_else = self
            .or_else
            .remove(&e)
            .filter(|or_else| matches!(or_else, OrElse::InsteadOf(_)) || value.is_unknown());
        self.met.push((Some(cell), path.clone()));
        let of = self.of.as_ref().map(|(_, made)| made.clone());
        let told = |fact: &&mut Fact| (fact.cell, &fact.path, &fact.of) == (Some(cell), &path, &of);
        if !self.seen.insert((cell, path.clone(), self.of.as_ref().map(|(e, _)| *e))) {
            // It may have been told for itself.
            let told = self.facts.iter_mut().find(told).filter(|fact| fact.or_else.is_none());
            told.into_iter().for_each(|fact| fact.or_else = or_else.clone());
        } else {
            let about = cell.field.map(|field| About::new(f.engine, cell.record, field));
            let sources = about.as_ref().map(|about| about.cited(cell.row)).unwrap_or_default();
            let disputed = about.map_or(Tri::False, |about| about.contested(cell.row));
            // What is computed of a ring or a cluster stands nowhere.
            let cell = Some(cell).filter(|cell| !program.schema.kind(cell.record).is_made());
            let fact = Fact::new(path, value, ty);
            self.facts.push(Fact { cell, sources, disputed, of, or_else, ..fact });
        }
    }

    /// A fact that a member is asked about and that is not its own: the subject's, or that of the
    /// member of an aggregate around it.
    fn of_outer(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        let program = f.engine.program;
        let subjects = program.arena.get(e).levels.has(Level::SUBJECT);
        match (cell(f, e, place), program.path(e)) {
            (Some(cell), Some(path)) if !subjects => {
                let own = name_of(f, cell.record, cell.row, false);
                let path = if own.is_empty() { path } else { format!("{path} of {own}") };
                self.add(f, e, place, path);
            }
            _ => {
                let of = self.of.take();
                self.visit(f, e, place);
                self.of = of;
            }
        }
    }

    fn members(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let program = f.engine.program;
        let (read, most) = match (a.value, a.function) {
            (None, _) if !self.witnesses => return,
            (Some(value), _) => ([value].into_iter().chain(a.key).collect(), MEMBERS),
            // One is enough to show that there is one.
            (None, AggregateFn::Exists) => (asked(f, e, a), 1),
            (None, _) => (asked(f, e, a), MEMBERS),
        };
        self.deciding(f, e, a, place);
        self.contending(f, e, a, place);
        let (first, mut silent) = (self.met.len(), Vec::new());
        let mut rest = foremost(f, e, a, place, most, |inner, at, row, certain| {
            let before = self.met.len();
            // What was left of another member tells nothing of this one.
            self.or_else.clear();
            let mut stack: Vec<ExprId> = read.iter().rev().copied().collect();
            if let (Some(value), Some(exposed)) = (a.value, exposed::row(inner, a, at, row)) {
                if exposed.value.is_none() {
                    let (value, ty) = (inner.told(value, at), program.arena.get(value).ty);
                    return self.made_of(exposed.words, value, ty, None);
                }
                stack = exposed.value.into_iter().collect();
            }
            while let Some(e) = stack.pop() {
                let own = program.arena.get(e).levels.has(a.level);
                match &program.arena.get(e).op {
                    Op::Field(..) if !own => self.of_outer(inner, e, at),
                    Op::Field(..) => {
                        self.add(inner, e, at, member_path(f, a, e, (row, certain)));
                    }
                    Op::Aggregate(nested) => {
                        let name = name_of(inner, a.members, row, true).to_owned();
                        let outer = std::mem::replace(&mut self.leg, name);
                        self.members(inner, e, nested, at);
                        self.leg = outer;
                    }
                    Op::Spread(s) => {
                        let of = member_path(f, a, s.value, (row, certain));
                        let of = of.find(" of ").map_or("", |at| &of[at..]);
                        self.evenly(inner, (e, s), at, of);
                        stack.extend(self.counted(inner, e, at).into_iter().rev());
                    }
                    // That a branch is taken is told by what it gives.
                    Op::If(c, a, b) => match truth(inner, *c, at) {
                        Tri::True => stack.push(*a),
                        Tri::False => stack.push(*b),
                        Tri::Unknown => stack.extend([c, a, b]),
                    },
                    _ => stack.extend(self.counted(inner, e, at).into_iter().rev()),
                }
            }
            // What was told of another member tells nothing of this one.
            let (others, own) = self.met.split_at(before);
            let others = others.get(first..).sure();
            let shows = own.iter().any(|fact| !others.contains(fact));
            if let Some(value) = a.value.filter(|_| !shows) {
                silent.push((inner.eval(value).get(at), certain));
            }
        });
        for (value, certain) in &silent {
            let ty = program.arena.get(a.value.unwrap_or(e)).ty;
            rest.take(value, *certain, &f.engine.rates, ty);
        }
        self.lists(f, &rest.lists);
        self.others(f, a, place, rest);
        if a.value.is_some() {
            self.beside(f, e, a, place);
        }
    }

    /// The facts beside the members that say who is one: of the subject, or of a member of an
    /// aggregate around this one.
    fn beside(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let Some((plan, _)) = f.engine.aggregate(e) else { return };
        let arena = &f.engine.program.arena;
        let key = plan.outer_key.filter(|_| a.holder.is_none());
        let conditions = key.iter().chain(&plan.residual).chain(&a.has).copied();
        // What the members of an aggregate are asked about is told of it.
        let whole = |_, op: &Op| !matches!(op, Op::Field(..) | Op::Aggregate(_));
        for e in arena.parts(conditions, whole) {
            let own = arena.get(e).levels.has(a.level);
            match &arena.get(e).op {
                // Where a leg or a way leads is no fact.
                Op::Field(base, _) if !own && !is_made(f, *base) => self.of_outer(f, e, place),
                _ => {}
            }
        }
    }

    /// The group that alone decides: its members are those that are told.
    fn deciding(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let Some((keys, value)) = deciding(f, e, a, place) else { return };
        let program = f.engine.program;
        let (path, ty) = (program.group_path(a, &keys, self.variable), program.arena.get(e).ty);
        self.made_of(path, value, ty, None);
    }

    /// What of an amount falls into a window, which rests on more than facts: that it is due evenly.
    fn evenly(&mut self, f: &Frame<'_>, (e, s): (ExprId, &Spread), place: usize, of: &str) {
        let program = f.engine.program;
        let (value, ty) = (f.told(e, place), program.arena.get(e).ty);
        let path = program.path(s.value).unwrap_or_else(|| program.print(s.value, self.variable));
        let year = s.year.and_then(|year| f.eval(year).get(place).parts().0.known());
        let window = match year {
            Some(year) => format!("in year {year}"),
            None => program.window(s, self.variable),
        };
        self.made_of(format!("{path}{of}, taken as due evenly, {window}"), value, ty, None);
    }

    /// Adds what is made of several facts.
    fn made_of(&mut self, path: String, value: Scalar, ty: Ty, among: Option<Among>) {
        let of = self.of.as_ref().map(|(_, made)| made.clone());
        self.met.push((None, path.clone()));
        let fact = Fact { of, among, ..Fact::new(path, value, ty) };
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }

    /// The lists that are not given, and may hold more.
    fn lists(&mut self, f: &Frame<'_>, lists: &[Cell]) {
        for cell in lists {
            let Some(field) = cell.field else { continue };
            let field = f.engine.program.schema.field(cell.record, field);
            let path = match name_of(f, cell.record, cell.row, true) {
                "" => field.name.clone(),
                name => format!("{} of {name}", field.name),
            };
            let made = self.of.as_ref().map(|(e, _)| *e);
            self.met.push((Some(*cell), path.clone()));
            if self.seen.insert((*cell, path.clone(), made)) {
                let of = self.of.as_ref().map(|(_, made)| made.clone());
                let fact = Fact::new(path, Scalar::Code(None), field.ty);
                self.facts.push(Fact { cell: Some(*cell), of, ..fact });
            }
        }
    }

    /// What the members beyond those told come to.
    fn others(&mut self, f: &Frame<'_>, a: &Aggregate, place: usize, rest: Rest) {
        let program = f.engine.program;
        let Some(value) = a.value else { return };
        let ty = program.arena.get(value).ty;
        let path = program.path(value);
        let others = match rest.count {
            1 => "one other".to_owned(),
            count => format!("{} others", crate::ty::count(count)),
        };
        // Rules do not name the members of a flow: they go by what they are.
        let legs = program.schema.kind(a.members).is_made() && path.is_none();
        let others = match (legs, rest.count) {
            (true, 1) => format!("one other {}", a.variable),
            (true, count) => format!("{} other {}s", crate::ty::count(count), a.variable),
            (false, _) if self.leg.is_empty() => others,
            (false, _) => format!("{others} in {}", self.leg),
        };
        let made = || {
            let written = program.print(value, self.variable);
            if written.contains(' ') { format!("({written})") } else { written }
        };
        let (path, value) = match (rest.sum, rest.each, path) {
            (Some(sum), _, None) if legs => (format!("amount of {others}"), sum),
            (Some(sum), _, path) => (format!("{} of {others}", path.unwrap_or_else(made)), sum),
            (None, Some(amount), None) if legs && rest.count == 1 => {
                (format!("amount of {others}"), amount)
            }
            (None, Some(each), None) if legs => (format!("each of {others}"), each),
            (None, Some(one), path) if rest.all_count && rest.count == 1 => {
                (format!("{} of {others}", path.unwrap_or_else(made)), one)
            }
            (None, Some(each), path) if rest.all_count => {
                (format!("{} of each of {others}", path.unwrap_or_else(made)), each)
            }
            _ => return,
        };
        self.made_of(path, value, ty, Some(among(f, a, place)));
    }
}

/// Whether an expression gives records that are made of others.
fn is_made(f: &Frame<'_>, e: ExprId) -> bool {
    let program = f.engine.program;
    let ty = program.arena.get(e).ty;
    matches!(ty, Ty::Record(record) if program.schema.kind(record).is_made())
}

/// Where the members of an aggregate stand, without a look at each of them.
fn among(f: &Frame<'_>, a: &Aggregate, place: usize) -> Among {
    let schema = &f.engine.program.schema;
    let list = schema.record(a.members).parent.filter(|(owner, _)| !schema.kind(*owner).is_made());
    let holder = a.holder.map(|holder| f.eval(holder).get(place));
    match (list, holder) {
        (Some((record, field)), Some(Scalar::Code(Some(row)))) if row != Codes::NONE => {
            Among::List(Cell { record, row, field: Some(field) })
        }
        _ => Among::Records(a.members),
    }
}

/// The facts of which one that is told would leave aside what stands for it.
fn untold(f: &Frame<'_>, e: ExprId) -> Vec<ExprId> {
    let arena = &f.engine.program.arena;
    let e = arena.strip(e);
    match arena.get(e).op {
        Op::Field(..) => vec![e],
        Op::OrElse(a, b) => [untold(f, a), untold(f, b)].concat(),
        _ => Vec::new(),
    }
}

/// The operands of an expression that count at a place: a value that is there leaves the one aside
/// that would stand for it, and of two branches one is taken where that is known.
pub(super) fn counted(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<ExprId> {
    let arena = &f.engine.program.arena;
    match &arena.get(e).op {
        Op::OrElse(a, b) => match f.eval(*a).get(place).is_unknown() {
            true => vec![*b],
            false => vec![*a],
        },
        Op::If(c, a, b) => match truth(f, *c, place) {
            Tri::True => vec![*c, *a],
            Tri::False => vec![*c, *b],
            Tri::Unknown => vec![*c, *a, *b],
        },
        _ => {
            let mut operands = Vec::new();
            arena.operands(e, |o| operands.push(o));
            operands
        }
    }
}

/// What a member of an aggregate goes by: its key, or for the members of many lists that of the
/// record which holds it. In the list of one record there is no need to say whose it is.
pub(super) fn member_name<'f>(f: &Frame<'f>, a: &Aggregate, row: u32) -> Option<&'f str> {
    Some(name_of(f, a.members, row, a.holder.is_none())).filter(|name| !name.is_empty())
}

/// What a fact of a member is told as.
fn member_path(f: &Frame<'_>, a: &Aggregate, e: ExprId, (row, certain): (u32, bool)) -> String {
    let path = f.engine.program.path(e).unwrap_or_default();
    match member_name(f, a, row) {
        Some(name) => format!("{path} of {name}{}", perhaps(certain)),
        None => path,
    }
}

/// What is said of a member that may be none.
pub(super) fn perhaps(certain: bool) -> &'static str {
    if certain { "" } else { " (perhaps)" }
}

/// What is asked of the members of an aggregate that adds nothing up. Without any condition it is
/// what ties them to the subject.
pub(super) fn asked(f: &Frame<'_>, e: ExprId, a: &Aggregate) -> Vec<ExprId> {
    let Some((plan, _)) = f.engine.aggregate(e) else {
        return Vec::new();
    };
    let mut asked: Vec<ExprId> = plan.residual.iter().chain(&a.has).copied().collect();
    if asked.is_empty() {
        asked.extend(plan.member_key);
    }
    asked
}

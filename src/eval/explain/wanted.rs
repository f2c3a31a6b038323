//! The facts and rates that are missing for many verdicts at once, for those who only count them.
//!
//! A batch of subjects goes down the conditions together; at each expression those go on for
//! which it is open. Conditions that ask aggregates or sources are searched subject by subject.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::rate::Met;
use super::{missing, reason, settles};
use crate::eval::Evaluation;
use crate::eval::batch::Batch;
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Op, Program, Rule};
use crate::outcome::{Cell, Reason, Severity, Verdict, Wanted};
use crate::ty::{FieldId, RecordId, Ty};
use crate::value::{Bits, Scalar, Tri};

/// How many undetermined subjects are looked at together.
const BATCH: usize = 4096;

/// The same where each is searched by itself, over all members of its aggregates.
const FEW: usize = 128;

impl Evaluation<'_> {
    /// Calls `found` with each fact and rate that is missing for a rule's undetermined subjects, what
    /// the verdict possibly is, and whether it is decided by that alone, whatever it turns out to be;
    /// once for each verdict that waits for it.
    pub fn wanted(
        &self,
        rule: usize,
        undetermined: &[(u32, Severity)],
        mut found: impl FnMut(Wanted, Severity, bool),
    ) {
        let Some(rule) = self.engine.program.rules.get(rule) else {
            return;
        };
        let together = conditions(rule).all(|e| is_plain(self.engine.program, e));
        let look = |chunk: &[(u32, Severity)]| -> Vec<(Wanted, Severity, bool)> {
            let frame = self.frame(chunk.iter().map(|(row, _)| *row).collect());
            if together {
                return Search::of(&frame, rule).wanted(rule, chunk);
            }
            let (mut all, mut inspected) = (Vec::new(), Inspected::new(&frame, rule));
            for (place, (_, possibly)) in chunk.iter().enumerate() {
                let (wanted, alone) =
                    asked_for(&frame, rule, (place, *possibly), &FxHashSet::default());
                for one in wanted {
                    let at = (place, *possibly);
                    all.push((one, *possibly, alone && inspected.stays_alone(at, one)));
                }
            }
            all
        };
        let chunks: Vec<_> =
            undetermined.par_chunks(if together { BATCH } else { FEW }).map(look).collect();
        for (wanted, possibly, alone) in chunks.into_iter().flatten() {
            found(wanted, possibly, alone);
        }
    }
}

/// What a verdict waits for, each once, and whether it is decided once that is told, and nothing else.
fn asked_for(
    f: &Frame<'_>,
    rule: &Rule,
    (place, possibly): (usize, Severity),
    inspecting: &FxHashSet<ExprId>,
) -> (Vec<Wanted>, bool) {
    let verdict = Verdict::Undetermined { possibly };
    let lack = missing::find(f, rule, verdict, place, inspecting);
    // A fact may be missing for two reasons, a rate in two places.
    let (mut wanted, mut only) = (Vec::new(), true);
    for missing in &lack.found {
        match Wanted::of(missing.cell, &missing.reason) {
            Some(one) if !wanted.contains(&one) => wanted.push(one),
            Some(_) => {}
            None => only = false,
        }
    }
    let alone = only && wanted.len() == 1 && lack.is_all(f, &wanted);
    (wanted, alone)
}

/// For each field whether nothing else is missing of what is decided only as a fact of it is not
/// told, either.
struct Inspected<'f, 'e> {
    frame: &'f Frame<'e>,
    rule: &'e Rule,
    by: FxHashMap<(RecordId, FieldId), FxHashSet<ExprId>>,
}

impl<'f, 'e> Inspected<'f, 'e> {
    fn new(frame: &'f Frame<'e>, rule: &'e Rule) -> Inspected<'f, 'e> {
        Inspected { frame, rule, by: FxHashMap::default() }
    }

    /// Whether the verdict at a place that waits for a fact alone still does once it is told.
    fn stays_alone(&mut self, at: (usize, Severity), wanted: Wanted) -> bool {
        let Wanted::Fact(Cell { record, field: Some(field), .. }) = wanted else {
            return true;
        };
        let (program, of) = (self.frame.engine.program, (record, field));
        let look = || settles::inspecting(program, self.rule, of);
        let inspecting = self.by.entry(of).or_insert_with(look);
        inspecting.is_empty()
            || asked_for(self.frame, self.rule, at, inspecting) == (vec![wanted], true)
    }
}

/// The conditions of a rule that can leave it undetermined.
fn conditions(rule: &Rule) -> impl Iterator<Item = ExprId> + '_ {
    rule.unless.iter().copied().chain(rule.rungs.iter().map(|rung| rung.when))
}

/// Whether an expression rests on facts alone that stand in records of the user.
fn is_plain(program: &Program, e: ExprId) -> bool {
    // What groups say stands in records; what steps and walks say need not.
    let of_steps = |base: ExprId| {
        let is_it = |record| program.arena.get(base).ty == Ty::Record(record);
        program.derived.iter().any(|derived| is_it(derived.record))
    };
    let (mut next, mut seen) = (vec![e], FxHashSet::default());
    while let Some(e) = next.pop() {
        match &program.arena.get(e).op {
            Op::Aggregate(_) | Op::Ask(..) => return false,
            Op::Field(base, _) if of_steps(*base) => return false,
            _ => {}
        }
        if seen.insert(e) {
            program.arena.operands(e, |operand| next.push(operand));
        }
    }
    true
}

/// The places of a frame that want a fact, by the expressions that read it.
struct Search<'f, 'e> {
    frame: &'f Frame<'e>,
    /// For each field expression the places and the row where the fact is missing.
    open: BTreeMap<ExprId, Vec<(u32, u32)>>,
    /// For each expression the places that were followed there.
    seen: FxHashMap<ExprId, Bits>,
    /// What is missing of the rates between amounts, each with the place that wants it: rates that
    /// there are none of, and facts of those that there are.
    rates: BTreeSet<(Wanted, u32)>,
    /// The places that wait, or may wait, for something else: a divisor that nobody can tell.
    beside: Bits,
    /// The currencies of the amounts that were met at each place.
    met: Vec<Met>,
}

impl<'f, 'e> Search<'f, 'e> {
    fn of(frame: &'f Frame<'e>, rule: &Rule) -> Search<'f, 'e> {
        let (open, seen, rates) = (BTreeMap::new(), FxHashMap::default(), BTreeSet::new());
        let beside = Bits::filled(frame.len(), false);
        let met = vec![Met::default(); frame.len()];
        let mut search = Search { frame, open, seen, rates, beside, met };
        let all: Vec<u32> = (0..frame.len() as u32).collect();
        rule.unless.iter().for_each(|e| search.truth(*e, &all));
        for rung in &rule.rungs {
            // Whether a milder rung holds as well makes no difference.
            let worse = rule.rungs.iter().filter(|other| other.severity >= rung.severity);
            let worse: Vec<Batch> = worse.map(|other| frame.eval(other.when)).collect();
            let holds = |place: &u32| {
                worse.iter().any(|t| t.get(*place as usize) == Scalar::Truth(Tri::True))
            };
            let open: Vec<u32> = all.iter().copied().filter(|place| !holds(place)).collect();
            search.truth(rung.when, &open);
        }
        search
    }

    /// Where a condition is not decided.
    fn truth(&mut self, e: ExprId, places: &[u32]) {
        let truths = self.frame.eval(e);
        let open = |place: &u32| {
            !matches!(truths.get(*place as usize), Scalar::Truth(Tri::True | Tri::False))
        };
        let places: Vec<u32> = places.iter().copied().filter(open).collect();
        match &self.frame.engine.program.arena.get(e).op {
            _ if places.is_empty() => {}
            Op::Named(_, a) | Op::Not(a) => self.truth(*a, &places),
            Op::And(parts) | Op::Or(parts) => {
                let places = self.first(e, places);
                parts.iter().for_each(|part| self.truth(*part, &places));
            }
            _ => self.value(e, &places),
        }
    }

    /// Where a value is not one for certain.
    fn value(&mut self, e: ExprId, places: &[u32]) {
        let values = self.frame.eval(e);
        let open = |place: &u32| !values.is_known(*place as usize);
        let places: Vec<u32> = places.iter().copied().filter(open).collect();
        let arena = &self.frame.engine.program.arena;
        if let Op::And(_) | Op::Or(_) | Op::Not(_) = &arena.get(e).op {
            return self.truth(e, &places);
        }
        let places = self.first(e, places);
        match &arena.get(e).op {
            _ if places.is_empty() => {}
            Op::Field(base, _) => self.fact(e, *base, &places),
            // Only the branch that counts can be at fault.
            Op::If(c, a, b) => {
                let truths = self.frame.eval(*c);
                let unless = |not: Tri| -> Vec<u32> {
                    let counts = |p: &u32| truths.get(*p as usize) != Scalar::Truth(not);
                    places.iter().copied().filter(counts).collect()
                };
                self.lead_on(e, &places);
                self.value(*c, &places);
                self.value(*a, &unless(Tri::False));
                self.value(*b, &unless(Tri::True));
            }
            _ => {
                let mut places = places;
                if reason::may_be_hopeless(self.frame, e) {
                    places.retain(|p| !self.is_hopeless(e, *p as usize));
                }
                self.lead_on(e, &places);
                self.reasons(e, &places);
                arena.operands(e, |operand| self.value(operand, &places));
            }
        }
    }

    /// Whether no fact settles a value at a place.
    fn is_hopeless(&mut self, e: ExprId, place: usize) -> bool {
        let hopeless = reason::hopeless(self.frame, e, place).is_some();
        if hopeless {
            self.beside.set(place, true);
        }
        hopeless
    }

    /// Where more may be missing once all is told that an expression is made of.
    fn lead_on(&mut self, e: ExprId, places: &[u32]) {
        for place in places.iter().map(|place| *place as usize) {
            if settles::may_stay_open(self.frame, e, place) {
                self.beside.set(place, true);
            }
            if let Some(met) = self.met.get_mut(place) {
                settles::meet(self.frame, e, place, met);
            }
        }
    }

    /// Where a value is not known for a reason of its own.
    fn reasons(&mut self, e: ExprId, places: &[u32]) {
        let arena = &self.frame.engine.program.arena;
        let (mut operands, mut money) = (Vec::new(), false);
        arena.operands(e, |operand| {
            operands.push(self.frame.eval(operand));
            money |= arena.get(operand).ty.is_money();
        });
        for place in places.iter().map(|place| *place as usize) {
            let open = super::rate::open(self.frame, e, place).into_iter().map(Wanted::Fact);
            self.rates.extend(open.map(|fact| (fact, place as u32)));
            let known = operands.iter().all(|operand| operand.is_known(place));
            let own = |r: &Reason| known || matches!(r, Reason::NoRate { .. });
            if known || money {
                let own = reason::of(self.frame, e, place).filter(own);
                for reason in super::rate::unrated(self.frame, e, place).into_iter().chain(own) {
                    match Wanted::of(None, &reason) {
                        Some(rate) => {
                            self.rates.insert((rate, place as u32));
                        }
                        None => self.beside.set(place, true),
                    }
                }
            }
        }
    }

    /// Those of the places that were not followed at an expression before: what is shared is
    /// searched once.
    fn first(&mut self, e: ExprId, mut places: Vec<u32>) -> Vec<u32> {
        let none = || Bits::filled(self.frame.len(), false);
        let seen = self.seen.entry(e).or_insert_with(none);
        places.retain(|place| !seen.get(*place as usize));
        places.iter().for_each(|place| seen.set(*place as usize, true));
        places
    }

    fn fact(&mut self, e: ExprId, base: ExprId, places: &[u32]) {
        let rows = self.frame.eval(base);
        let mut lost = Vec::new();
        let open = self.open.entry(e).or_default();
        for place in places {
            match rows.code(*place as usize) {
                Some(row) => open.push((*place, row)),
                None => lost.push(*place),
            }
        }
        if !lost.is_empty() {
            // Of the record that is meant more may be missing.
            lost.iter().for_each(|place| self.beside.set(*place as usize, true));
            self.value(base, &lost);
        }
    }

    /// What is wanted, each once for each verdict, and whether the verdict waits for nothing else.
    fn wanted(
        mut self,
        rule: &Rule,
        verdicts: &[(u32, Severity)],
    ) -> Vec<(Wanted, Severity, bool)> {
        let mut open: BTreeMap<(RecordId, FieldId), Vec<(u32, u32)>> = BTreeMap::new();
        let arena = &self.frame.engine.program.arena;
        for (e, places) in self.open {
            if let Op::Field(base, field) = &arena.get(e).op
                && let Ty::Record(record) = arena.get(*base).ty
            {
                open.entry((record, *field)).or_default().extend(places);
            }
        }
        let mut counts = vec![0u32; verdicts.len()];
        let mut count = |place: u32| {
            counts.get_mut(place as usize).into_iter().for_each(|count| *count += 1);
        };
        for places in open.values_mut() {
            places.sort_unstable();
            places.dedup();
            places.iter().for_each(|(place, _)| count(*place));
        }
        // A rule that looks at the rate table may ask for a fact of it as for any other.
        let asked = |wanted: &Wanted, place: u32| match wanted {
            Wanted::Fact(Cell { record, row, field: Some(field) }) => open
                .get(&(*record, *field))
                .is_some_and(|places| places.binary_search(&(place, *row)).is_ok()),
            Wanted::Fact(_) | Wanted::Rate { .. } => false,
        };
        self.rates.retain(|(wanted, place)| !asked(wanted, *place));
        self.rates.iter().for_each(|(_, place)| count(*place));
        let come_together = |at: usize, wanted: Wanted| {
            self.met.get(at).is_some_and(|met| met.come_together(self.frame, &[wanted]))
        };
        let mut inspected = Inspected::new(self.frame, rule);
        let mut told = |wanted: Wanted, place: u32| {
            let at = place as usize;
            let (_, possibly) = verdicts.get(at)?;
            let alone = counts.get(at) == Some(&1) && !self.beside.get(at);
            let alone = alone
                && come_together(at, wanted)
                && inspected.stays_alone((at, *possibly), wanted);
            Some((wanted, *possibly, alone))
        };
        let facts = open.into_iter().flat_map(|((record, field), places)| {
            let fact = move |row| Wanted::Fact(Cell { record, row, field: Some(field) });
            places.into_iter().map(move |(place, row)| (fact(row), place))
        });
        let all = facts.chain(self.rates.iter().copied());
        all.filter_map(|(wanted, place)| told(wanted, place)).collect()
    }
}

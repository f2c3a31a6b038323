//! The facts and rates that are missing for many verdicts at once, for those who only count them.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{missing, settles};
use crate::eval::Evaluation;
use crate::eval::found::Lack;
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Op, Program, Rule};
use crate::outcome::{Cell, Severity, Verdict, Wanted};
use crate::ty::{FieldId, RecordId};

/// How many undetermined subjects are looked at together.
const BATCH: usize = 4096;

/// The same where each is looked at with all members of its aggregates.
const FEW: usize = 128;

/// What verdicts wait for: of each the facts and rates, what it possibly is, and whether it is
/// decided by these where they are one.
type Waiting = Vec<(Vec<Wanted>, Severity, bool)>;

impl Evaluation<'_> {
    /// Calls `found` for each of a rule's undetermined subjects with the facts and rates that are
    /// missing, each once, what the verdict possibly is, and whether it is decided by the one that is
    /// missing alone, whatever it turns out to be.
    pub fn wanted(
        &self,
        rule: usize,
        undetermined: &[(u32, Severity)],
        mut found: impl FnMut(&[Wanted], Severity, bool),
    ) {
        let Some(rule) = self.engine.program.rules.get(rule) else {
            return;
        };
        let together = if has_members(self.engine.program, rule) { FEW } else { BATCH };
        let look = |chunk: &[(u32, Severity)]| {
            waiting(&self.frame(chunk.iter().map(|(row, _)| *row).collect()), rule, chunk)
        };
        let chunks: Vec<Waiting> = undetermined.par_chunks(together).map(look).collect();
        for (wanted, possibly, alone) in chunks.into_iter().flatten() {
            found(&wanted, possibly, alone);
        }
    }
}

/// What the undetermined verdicts on the rows of a frame wait for.
fn waiting(f: &Frame<'_>, rule: &Rule, verdicts: &[(u32, Severity)]) -> Waiting {
    let places: Vec<usize> = (0..verdicts.len()).collect();
    let mut all: Vec<(Vec<Wanted>, bool)> = asked_for(f, rule, &places, &FxHashSet::default());
    for (inspecting, places) in inspected(f.engine.program, rule, &all) {
        let then = asked_for(f, rule, &places, &inspecting);
        for (place, then) in places.into_iter().zip(then) {
            if let Some(now) = all.get_mut(place) {
                now.1 = then == *now;
            }
        }
    }
    let told = all.into_iter().zip(verdicts);
    told.map(|((wanted, alone), (_, possibly))| (wanted, *possibly, alone)).collect()
}

/// What the verdicts at some places wait for, each once, and whether each is decided once that is
/// told, and nothing else.
fn asked_for(
    f: &Frame<'_>,
    rule: &Rule,
    places: &[usize],
    inspecting: &FxHashSet<ExprId>,
) -> Vec<(Vec<Wanted>, bool)> {
    let possibly = Severity::Info;
    let verdict = |place: &usize| (*place, Verdict::Undetermined { possibly });
    let verdicts: Vec<(usize, Verdict)> = places.iter().map(verdict).collect();
    let lacks = missing::of(f, rule, &verdicts, inspecting);
    lacks.iter().map(|lack| wanted(f, lack)).collect()
}

/// What is wanted so that all that was found is told, each once, and whether it is one thing, and
/// nothing else can be missing once that is told, whatever it turns out to be.
fn wanted(f: &Frame<'_>, lack: &Lack) -> (Vec<Wanted>, bool) {
    // A fact may be missing for two reasons, a rate in two places.
    let (mut wanted, mut only) = (Vec::new(), !lack.leads_on);
    for missing in &lack.found {
        match Wanted::of(missing.cell, &missing.reason) {
            Some(one) if !wanted.contains(&one) => wanted.push(one),
            Some(_) => {}
            None => only = false,
        }
    }
    let alone = only && wanted.len() == 1 && lack.currencies.come_together(f, &wanted);
    (wanted, alone)
}

/// The places where a verdict waits for one fact alone, by what is decided only as that fact is not
/// told: whether nothing else is missing then is to be asked.
fn inspected(
    program: &Program,
    rule: &Rule,
    all: &[(Vec<Wanted>, bool)],
) -> Vec<(FxHashSet<ExprId>, Vec<usize>)> {
    let mut by: FxHashMap<(RecordId, FieldId), Vec<usize>> = FxHashMap::default();
    for (place, (wanted, alone)) in all.iter().enumerate() {
        if let (true, [Wanted::Fact(Cell { record, field: Some(field), .. })]) =
            (alone, wanted.as_slice())
        {
            by.entry((*record, *field)).or_default().push(place);
        }
    }
    let inspecting =
        by.into_iter().map(|(fact, at)| (settles::inspecting(program, rule, fact), at));
    inspecting.filter(|(inspecting, _)| !inspecting.is_empty()).collect()
}

/// Whether a rule goes through the members of aggregates.
fn has_members(program: &Program, rule: &Rule) -> bool {
    let (arena, mut seen) = (&program.arena, FxHashSet::default());
    let mut parts = arena.parts(rule.conditions(), |e, _| seen.insert(e));
    parts.any(|e| matches!(arena.get(e).op, Op::Aggregate(_)))
}

//! The facts that would decide a verdict.

mod counted;
mod ends;
mod facts;
mod members;
mod search;
mod words;

use rustc_hash::FxHashSet;

use crate::eval::found::Lack;
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Rule};
use crate::outcome::{Cell, Missing, Verdict};
use crate::ty::RecordId;
use crate::value::{Scalar, Tri};

use search::{Scope, Search};

pub(super) use counted::{counted, needed};

/// What would decide a condition at a place of a frame; `subject` is what its rows are called, and
/// their kind.
pub(in crate::eval) fn of_condition(
    f: &Frame<'_>,
    e: ExprId,
    subject: (&str, RecordId),
    place: usize,
) -> Vec<Missing> {
    let inspecting = FxHashSet::default();
    let mut search = Search::new(f, vec![place], Scope::of_subjects(&inspecting));
    search.truth(e, &[0]);
    told(f, search.lack(0), subject)
}

/// What would tell whether a step is one, and what it ties.
pub(super) fn of_step(f: &Frame<'_>, steps: RecordId, row: u32) -> Vec<Missing> {
    let inspecting = FxHashSet::default();
    let mut search = Search::new(f, vec![0], Scope::of_subjects(&inspecting));
    search.step(0, Cell { record: steps, row, field: None });
    told(f, search.lack(0), ("", steps))
}

/// What was found missing, in words.
pub(super) fn told(f: &Frame<'_>, lack: &Lack, subject: (&str, RecordId)) -> Vec<Missing> {
    lack.found.iter().map(|found| found.told(f, subject)).collect()
}

/// What would decide the verdicts at some places of a frame: for an undetermined one the rungs
/// that are open (and an open `unless`), for a flagged one the more severe rungs that are. What
/// `inspecting` names is followed although it is decided.
pub(super) fn of(
    f: &Frame<'_>,
    rule: &Rule,
    verdicts: &[(usize, Verdict)],
    inspecting: &FxHashSet<ExprId>,
) -> Vec<Lack> {
    let places = verdicts.iter().map(|(place, _)| *place).collect();
    let mut search = Search::new(f, places, Scope::of_subjects(inspecting));
    let numbered = || verdicts.iter().map(|(_, verdict)| verdict).enumerate();
    let undetermined =
        |(one, verdict)| matches!(verdict, &Verdict::Undetermined { .. }).then_some(one);
    let open: Vec<usize> = numbered().filter_map(undetermined).collect();
    rule.unless.iter().for_each(|e| search.truth(*e, &open));
    let open = numbered().filter_map(|(one, verdict)| is_open(*verdict).then_some(one));
    let mut open: Vec<usize> = open.collect();
    // Rungs come most severe first. Whether a milder rung holds as well makes no difference, but
    // where a fact is inspected, what holds without it need not hold with it.
    for rungs in rule.rungs.chunk_by(|a, b| a.severity == b.severity) {
        if inspecting.is_empty() {
            for rung in rungs {
                let truths = f.eval(rung.when);
                let holds =
                    |one: &usize| truths.get(search.place(*one)) == Scalar::Truth(Tri::True);
                open.retain(|one| !holds(one));
            }
        }
        rungs.iter().for_each(|rung| search.truth(rung.when, &open));
    }
    search.lacks()
}

/// Whether more may be said of a verdict.
fn is_open(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Undetermined { .. } | Verdict::Flagged { possibly: Some(_), .. } => true,
        Verdict::Flagged { possibly: None, .. } | Verdict::Clear | Verdict::NotApplicable => false,
    }
}

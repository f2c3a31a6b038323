//! The results of aggregates whose members look at nothing but themselves, for all that these can be
//! tied to.

use rayon::prelude::*;

use super::kept::{Plan, Prepared};
use super::{by_key, direct};
use crate::eval::batch::{Batch, collect};
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::reduce::Totals;
use crate::ir::{Aggregate, Level};
use crate::value::Scalar;

/// How many rows or windows one task aggregates for at most.
const KEYS: usize = 2048;

/// How many tasks there are at least, where there are that many rows or windows.
const TASKS: usize = 16;

impl Prepared {
    /// `None` where the aggregate depends on more of the subject than its key.
    pub(crate) fn compute(engine: &Engine<'_>, a: &Aggregate, plan: &Plan) -> Option<Prepared> {
        if !plan.alone || !plan.is_asked_of_all(engine) {
            return None;
        }
        let Some(targets) = plan.targets(engine) else {
            let frame = Frame::nowhere(engine);
            let one = direct(&frame, a, plan, None).get(0);
            return Some(Prepared::new(Batch::One(one)));
        };
        Some(Prepared::of_targets(engine, (a, plan), targets, None))
    }

    /// Of all rows or windows; of members that are tied to them for certain there may be totals.
    pub(super) fn of_targets(
        engine: &Engine<'_>,
        (a, plan): (&Aggregate, &Plan),
        targets: usize,
        totals: Option<&Totals>,
    ) -> Prepared {
        let together = targets.div_ceil(TASKS).clamp(1, KEYS);
        let starts: Vec<usize> = (0..targets).step_by(together).collect();
        let run = |start: &usize| {
            let keys = *start as u32..(*start + together).min(targets) as u32;
            let keys: Vec<u32> = keys.collect();
            Prepared::of_keys(engine, (a, plan), &keys, totals)
        };
        let results: Vec<Vec<Scalar>> = starts.par_iter().map(run).collect();
        Prepared::new(collect(results.concat()))
    }

    /// The result of a subject by its side of the tie: where that is not known, anyone may be a
    /// member, and where it is nobody, no one is.
    pub(crate) fn of_key(
        engine: &Engine<'_>,
        a: &Aggregate,
        plan: &Plan,
        key: u32,
    ) -> Option<Scalar> {
        Prepared::of_keys(engine, (a, plan), &[key], None).into_iter().next()
    }

    fn of_keys(
        engine: &Engine<'_>,
        (a, plan): (&Aggregate, &Plan),
        keys: &[u32],
        totals: Option<&Totals>,
    ) -> Vec<Scalar> {
        let subjects = Frame::new(engine, Level::NOWHERE, Rows::list(keys.to_vec()), None);
        by_key(&subjects, a, plan, (Some(keys), totals))
    }
}

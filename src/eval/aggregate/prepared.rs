//! The results of aggregates whose members look at nothing but themselves, for all that these can be
//! tied to.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::kept::{Plan, Prepared};
use super::{by_key, direct};
use crate::eval::batch::{Batch, collect};
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Aggregate, Level};
use crate::value::{Codes, Scalar};

/// How many rows of the key's table one task aggregates for.
const KEYS: usize = 2048;

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
        let subjects = Frame::new(engine, Level::NOWHERE, Rows::list(keys.to_vec()), None);
        by_key(&subjects, a, plan, Some(keys))
    }
}

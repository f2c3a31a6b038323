//! Expressions that are worked out round by round: after the first for those records alone that look
//! at a fact that has changed since.

use rayon::prelude::*;

use super::routes::{Changed, Changing, Routes, rests_on_made};
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::{BATCH, Settings, prepare};
use crate::ir::{ExprId, Level, Program};
use crate::record::Tables;
use crate::ty::RecordId;

/// Records are few where they are one in so many, or so many: a pass over all costs more.
const PART: usize = 8;
const FEW: usize = 32;

/// What an engine stands over between two rounds.
static NOTHING: Tables = Tables(Vec::new());

/// What there is to look at.
pub(super) type AtHand<'p, 't> = (&'p Program, &'t Tables, Settings);

/// Expressions over the records of a kind.
pub(super) struct Watch<'p> {
    record: RecordId,
    roots: Vec<ExprId>,
    /// Whether they look at what is made of records.
    pub(super) rests_on_made: bool,
    /// The ways back from the facts that change; `None` where all records are looked at each time.
    routes: Option<Routes>,
    /// What was worked out of all that does not change.
    engine: Option<Engine<'p>>,
    /// How many of the changes were seen.
    seen: usize,
}

impl<'p> Watch<'p> {
    pub(super) fn new(program: &Program, record: RecordId, roots: Vec<ExprId>) -> Self {
        let rests_on_made = rests_on_made(program, roots.iter().copied());
        Watch { record, roots, rests_on_made, routes: None, engine: None, seen: 0 }
    }

    /// Looks, after the first time, at what changed since; `fields` are those that do.
    pub(super) fn following(mut self, program: &Program, fields: &[Changing]) -> Self {
        self.routes = Routes::of(program, &self.roots, fields).filter(|_| !self.rests_on_made);
        self
    }

    /// Does some work on all records, the first time, and on those to whom it may be new, later; in
    /// frames of records of one batch, which come in order.
    pub(super) fn over<T: Send>(
        &mut self,
        (program, tables, settings): AtHand<'p, '_>,
        changes: &[Changed],
        work: impl Fn(&Frame<'_>) -> T + Sync,
    ) -> Vec<T> {
        let news = changes.get(self.seen..).unwrap_or_default();
        self.seen = changes.len();
        let rows = tables.of(self.record).rows;
        if let (Some(engine), Some(routes)) = (self.engine.take(), &self.routes) {
            let mut engine = engine.over(program, tables);
            engine.forget(&routes.moved);
            let are_few = |some: &Vec<u32>| some.len() <= FEW.max(rows / PART);
            let few = routes.reached(&engine, news).filter(are_few);
            let done = few.map(|some| in_frames(&engine, batches(&some), &work));
            self.engine = Some(engine.over(program, &NOTHING));
            if let Some(done) = done {
                return done;
            }
        }
        let wanted = program.reached(self.roots.iter().copied());
        let mut engine = prepare::engine(program, tables, &settings, &wanted);
        let done = in_frames(&engine, whole(rows), &work);
        if let (Some(routes), None) = (&self.routes, &self.engine) {
            for tie in routes.ties() {
                engine.indexes.entry(tie).or_default();
            }
            self.engine = Some(engine.over(program, &NOTHING));
        }
        done
    }
}

/// All rows of a table.
fn whole(rows: usize) -> Vec<Rows> {
    let starts = (0..rows).step_by(BATCH);
    starts.map(|start| Rows::Run(start..(start + BATCH).min(rows))).collect()
}

/// Some rows, those that would come together if all did.
fn batches(rows: &[u32]) -> Vec<Rows> {
    let batch = |row: &u32| *row as usize / BATCH;
    let together = rows.chunk_by(|a, b| batch(a) == batch(b));
    together.map(|rows| Rows::list(rows.to_vec())).collect()
}

fn in_frames<T: Send>(
    engine: &Engine<'_>,
    batches: Vec<Rows>,
    work: &(impl Fn(&Frame<'_>) -> T + Sync),
) -> Vec<T> {
    let work = |rows| work(&Frame::new(engine, Level::SUBJECT, rows, None));
    match batches.len() {
        0 | 1 => batches.into_iter().map(work).collect(),
        _ => batches.into_par_iter().map(work).collect(),
    }
}

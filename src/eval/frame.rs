//! A frame: the rows at hand, and the values computed over them so far.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::aggregate::{Laid, UntiedAre};
use super::batch::Batch;
use super::engine::Engine;
use crate::ir::ExprId;
use crate::value::Scalar;

/// Which rows of a table.
#[derive(Clone, Debug)]
pub(crate) enum Rows {
    /// A run of them.
    Run(Range<usize>),
    /// These, in this order; a row may come more than once.
    List(Arc<Vec<u32>>),
}

impl Rows {
    /// These rows, in this order.
    pub(crate) fn list(rows: Vec<u32>) -> Rows {
        Rows::List(Arc::new(rows))
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Rows::Run(r) => r.len(),
            Rows::List(v) => v.len(),
        }
    }
}

/// The rows bound at one level, inside the frames of the levels below. Values that several
/// rules share are computed once per frame.
pub(crate) struct Frame<'f> {
    pub(crate) engine: &'f Engine<'f>,
    /// The level that the rows are bound at.
    pub(crate) level: u8,
    pub(crate) rows: Rows,
    /// The enclosing frame, and for each row here its row there.
    pub(crate) parent: Option<(&'f Frame<'f>, &'f [u32])>,
    values: Rc<Values>,
}

/// The members of runs of subjects.
type Runs = Vec<Rc<Laid>>;

/// What was worked out over the rows of a frame.
#[derive(Debug, Default)]
pub(crate) struct Values {
    of: RefCell<FxHashMap<ExprId, Batch>>,
    /// The members of aggregates, by runs of the rows.
    laid: RefCell<FxHashMap<(ExprId, UntiedAre), Runs>>,
}

impl<'f> Frame<'f> {
    pub(crate) fn new(
        engine: &'f Engine<'f>,
        level: u8,
        rows: Rows,
        parent: Option<(&'f Frame<'f>, &'f [u32])>,
    ) -> Self {
        Frame { engine, level, rows, parent, values: Rc::default() }
    }

    /// A frame of one row of nothing, where expressions without rows are computed.
    pub(crate) fn nowhere(engine: &'f Engine<'f>) -> Self {
        Frame::new(engine, 31, Rows::list(vec![0]), None)
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The values of an expression over these rows.
    pub(crate) fn eval(&self, id: ExprId) -> Batch {
        if let Some(batch) = self.engine.constant(id) {
            return batch;
        }
        if let Some(batch) = self.values.of.borrow().get(&id) {
            return batch.clone();
        }
        let levels = self.engine.program.arena.get(id).levels;
        let batch = match self.parent {
            // What the members look at beside themselves: their subjects know it.
            Some((parent, index)) if levels != 0 && levels >> self.level & 1 == 0 => {
                parent.eval(id).gather(index)
            }
            _ => super::expr::eval(self, id),
        };
        self.values.of.borrow_mut().insert(id, batch.clone());
        batch
    }

    /// The value at a place as it is told. Nothing is nothing in every currency, and which one a
    /// computed nothing came in would depend on its neighbours: it is told in the reporting
    /// currency. What a record or a rule says stays as they say it.
    pub(crate) fn told(&self, id: ExprId, place: usize) -> Scalar {
        let program = self.engine.program;
        let value = self.eval(id).get(place);
        if program.has_own_currency(id) {
            return value;
        }
        self.engine.rates.told(value, program.arena.get(id).ty)
    }

    /// Sets the value of an expression here, whatever it would compute to: how ways out ask
    /// "what if".
    pub(crate) fn suppose(&self, id: ExprId, batch: Batch) {
        self.values.of.borrow_mut().insert(id, batch);
    }

    /// What was worked out over the rows, to go on with in another frame of the same rows.
    pub(super) fn values(&self) -> Rc<Values> {
        Rc::clone(&self.values)
    }

    /// The same frame, in which that was worked out already.
    pub(super) fn with(self, values: Rc<Values>) -> Frame<'f> {
        Frame { values, ..self }
    }

    /// The members of an aggregate of which those of the subject at a place are some.
    pub(super) fn laid(
        &self,
        id: ExprId,
        untied: UntiedAre,
        place: usize,
        out: impl FnOnce() -> Laid,
    ) -> Rc<Laid> {
        let found = |runs: &Runs| runs.iter().find(|laid| laid.holds(place)).cloned();
        let known = self.values.laid.borrow().get(&(id, untied)).and_then(found);
        known.unwrap_or_else(|| {
            let laid = Rc::new(out());
            let mut runs = self.values.laid.borrow_mut();
            runs.entry((id, untied)).or_default().push(Rc::clone(&laid));
            laid
        })
    }

    /// The row of the table that stands at a place of this frame.
    pub(crate) fn row(&self, place: usize) -> u32 {
        match &self.rows {
            Rows::Run(r) => (r.start + place) as u32,
            Rows::List(v) => v.get(place).copied().unwrap_or(u32::MAX),
        }
    }
}

//! A frame: the rows at hand, and the values computed over them so far.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::batch::{Batch, truth_batch};
use super::engine::Engine;
use crate::alarm::Sure;
use crate::ir::{Arena, ExprId, Level};
use crate::value::{Bits, Scalar, Tri, Truths};

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
    pub(crate) level: Level,
    pub(crate) rows: Rows,
    around: Around<'f>,
    values: Rc<Values>,
}

/// The frame that a frame stands in, and for each row here its place there.
#[derive(Clone, Copy)]
enum Around<'f> {
    Nothing,
    /// That of the subjects whose members the rows are.
    Subjects(&'f Frame<'f>, &'f [u32]),
    /// One of which the rows are some.
    Whole(&'f Frame<'f>, &'f [u32]),
    /// That of the same rows as they are, and what is supposed to be otherwise.
    AsIs(&'f Frame<'f>, &'f Supposed<'f>),
}

/// Expressions whose values are supposed to be others than they are.
pub(crate) struct Supposed<'a> {
    pub(crate) expressions: &'a [ExprId],
    /// Whether an expression hangs on them, as far as it was asked.
    hang: RefCell<FxHashMap<ExprId, bool>>,
}

impl<'a> Supposed<'a> {
    pub(crate) fn new(expressions: &'a [ExprId]) -> Self {
        Supposed { expressions, hang: RefCell::default() }
    }

    /// Whether what an expression comes to may be another then.
    fn moves(&self, arena: &Arena, id: ExprId) -> bool {
        if let Some(known) = self.hang.borrow().get(&id) {
            return *known;
        }
        let mut moves = self.expressions.contains(&id);
        arena.operands(id, |operand| moves = moves || self.moves(arena, operand));
        self.hang.borrow_mut().insert(id, moves);
        moves
    }
}

/// What was worked out over the rows of a frame.
#[derive(Debug, Default)]
pub(crate) struct Values {
    of: RefCell<FxHashMap<ExprId, Batch>>,
    /// Conditions that were asked for at some places only: which, and the truths there.
    partly: RefCell<FxHashMap<ExprId, (Bits, Truths)>>,
    /// What others keep with the rows, each in a type of its own.
    kept: RefCell<FxHashMap<TypeId, Rc<dyn Any>>>,
}

impl<'f> Frame<'f> {
    pub(crate) fn new(
        engine: &'f Engine<'f>,
        level: Level,
        rows: Rows,
        subjects: Option<(&'f Frame<'f>, &'f [u32])>,
    ) -> Self {
        let around = subjects.map_or(Around::Nothing, |(f, index)| Around::Subjects(f, index));
        Frame { engine, level, rows, around, values: Rc::default() }
    }

    /// Some of the rows, by their places. What is known of all is known of them.
    pub(crate) fn some(&'f self, places: &'f [u32]) -> Frame<'f> {
        let rows = places.iter().map(|place| self.row(*place as usize)).collect();
        let (rows, around) = (Rows::list(rows), Around::Whole(self, places));
        Frame { around, rows, values: Rc::default(), ..*self }
    }

    /// The same rows, were those expressions of that value in each.
    pub(crate) fn supposing(&'f self, supposed: &'f Supposed<'f>, value: &Scalar) -> Frame<'f> {
        let (rows, around) = (self.rows.clone(), Around::AsIs(self, supposed));
        let of = supposed.expressions.iter().map(|id| (*id, Batch::One(value.clone()))).collect();
        let values = Rc::new(Values { of: RefCell::new(of), ..Values::default() });
        Frame { around, rows, values, ..*self }
    }

    /// The frame that knows what an expression is that does not hang on what is supposed.
    fn as_is(&self, id: ExprId) -> Option<&'f Frame<'f>> {
        match self.around {
            Around::AsIs(as_is, supposed) => {
                Some(as_is).filter(|_| !supposed.moves(&self.engine.program.arena, id))
            }
            Around::Nothing | Around::Subjects(..) | Around::Whole(..) => None,
        }
    }

    /// A frame of one row of nothing, where expressions without rows are computed.
    pub(crate) fn nowhere(engine: &'f Engine<'f>) -> Self {
        Frame::new(engine, Level::NOWHERE, Rows::list(vec![0]), None)
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
        if let Some(as_is) = self.as_is(id) {
            return as_is.eval(id);
        }
        if self.values.partly.borrow().contains_key(&id) {
            let t = self.truths_where(id, &Bits::filled(self.len(), true));
            return truth_batch(t);
        }
        let levels = self.engine.program.arena.get(id).levels;
        let is_outer = !levels.is_empty() && !levels.has(self.level);
        let batch = match self.around {
            // What the members look at beside themselves: their subjects know it.
            Around::Subjects(subjects, index) if is_outer => subjects.eval(id).gather(index),
            Around::Whole(whole, places) if is_outer || whole.knows(id) => {
                whole.eval(id).gather(places)
            }
            _ => (self.engine.compute)(self, id),
        };
        self.values.of.borrow_mut().insert(id, batch.clone());
        batch
    }

    fn knows(&self, id: ExprId) -> bool {
        self.values.of.borrow().contains_key(&id)
    }

    /// The truths of a condition at the places that are asked for; what stands at others says
    /// nothing. What takes going through members is not worked out where nobody needs it.
    pub(crate) fn truths_where(&self, id: ExprId, asked: &Bits) -> Truths {
        if let Some(as_is) = self.as_is(id) {
            return as_is.truths_where(id, asked);
        }
        let len = self.len();
        let known = self.values.partly.borrow_mut().remove(&id);
        if known.is_none() && (self.knows(id) || asked.all() || !self.engine.is_costly(id)) {
            return self.eval(id).truths(len);
        }
        let nothing = || (Bits::filled(len, false), Truths::filled(len, Tri::Unknown));
        let (known, mut truths) = known.unwrap_or_else(nothing);
        let places: Vec<u32> = asked.and_not(&known).ones().map(|place| place as u32).collect();
        let found = self.some(&places).eval(id).truths(places.len());
        for (i, place) in places.iter().enumerate() {
            truths.set(*place as usize, found.get(i));
        }
        let known = known.or(asked);
        if known.all() {
            let batch = truth_batch(truths.clone());
            self.values.of.borrow_mut().insert(id, batch);
        } else {
            self.values.partly.borrow_mut().insert(id, (known, truths.clone()));
        }
        truths
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

    /// What was worked out over the rows, to go on with in another frame of the same rows.
    pub(super) fn values(&self) -> Rc<Values> {
        Rc::clone(&self.values)
    }

    /// The same frame, in which that was worked out already.
    pub(super) fn with(self, values: Rc<Values>) -> Frame<'f> {
        Frame { values, ..self }
    }

    /// What somebody keeps with the rows, in a type of its own.
    pub(super) fn kept<T: Default + 'static>(&self) -> Rc<T> {
        let mut kept = self.values.kept.borrow_mut();
        let kept = kept.entry(TypeId::of::<T>()).or_insert_with(|| Rc::new(T::default()));
        // It was put there by its type.
        Rc::clone(kept).downcast().ok().sure()
    }

    /// The row of the table that stands at a place of this frame.
    pub(crate) fn row(&self, place: usize) -> u32 {
        match &self.rows {
            Rows::Run(r) => (r.start + place) as u32,
            Rows::List(v) => v.get(place).copied().sure_or(u32::MAX),
        }
    }
}

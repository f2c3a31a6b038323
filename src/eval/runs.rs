//! What is made for a run of rows together, when the first of them is asked for.

use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::FxHashMap;

/// What was made for rows side by side.
pub(crate) trait Run {
    /// Whether the row at a place is one of them.
    fn holds(&self, place: usize) -> bool;
}

/// What was made for the rows of a frame, by what it was made of.
#[derive(Debug)]
pub(crate) struct Runs<K, R>(RefCell<FxHashMap<K, Vec<Rc<R>>>>);

impl<K, R> Default for Runs<K, R> {
    fn default() -> Self {
        Runs(RefCell::default())
    }
}

impl<K: Hash + Eq, R: Run> Runs<K, R> {
    /// The run that holds a place.
    pub(crate) fn get(&self, key: K, place: usize, make: impl FnOnce() -> R) -> Rc<R> {
        let found = |runs: &Vec<Rc<R>>| runs.iter().find(|run| run.holds(place)).cloned();
        let known = self.0.borrow().get(&key).and_then(found);
        known.unwrap_or_else(|| {
            let run = Rc::new(make());
            self.0.borrow_mut().entry(key).or_default().push(Rc::clone(&run));
            run
        })
    }
}

//! The foremost members of many subjects side by side: what is asked of them, and of what they hold
//! themselves, is worked out together.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::foremost::{Rest, Search};
use crate::eval::frame::{Frame, Rows, Values};
use crate::eval::runs::Run;
use crate::ir::{Aggregate, ExprId};

/// How many members are picked together.
const TOGETHER: usize = 1 << 12;

/// The members of a run of subjects that matter most.
#[derive(Debug)]
pub(crate) struct Picked {
    /// First subject.
    start: usize,
    /// `bounds[i]..bounds[i + 1]` are the members of subject `start + i`.
    bounds: Vec<usize>,
    rows: Arc<Vec<u32>>,
    /// For each member whether it is one for certain.
    certain: Vec<bool>,
    /// For each member its subject's place.
    subjects: Vec<u32>,
    /// For each subject what there is beyond them.
    rests: Vec<Rest>,
    values: Rc<Values>,
}

impl Picked {
    /// Those of the subject at a place, and of some behind it.
    fn of(search: Search<'_, '_>, start: usize) -> Picked {
        let (mut rows, mut certain, mut subjects) = (Vec::new(), Vec::new(), Vec::new());
        let (mut bounds, mut rests) = (vec![0], Vec::new());
        while rows.len() < TOGETHER && start + rests.len() < search.subjects.len() {
            let place = start + rests.len();
            let found = search.of(place);
            let (members, rest) = found.as_ref();
            for (row, is_certain) in members {
                rows.push(*row);
                certain.push(*is_certain);
                subjects.push(place as u32);
            }
            bounds.push(rows.len());
            rests.push(rest.clone());
        }
        let (rows, values) = (Arc::new(rows), Rc::default());
        Picked { start, bounds, rows, certain, subjects, rests, values }
    }

    fn members(&self, place: usize) -> Range<usize> {
        let bound = |i: usize| self.bounds.get(i).copied().unwrap_or_default();
        bound(place - self.start)..bound(place - self.start + 1)
    }

    /// Their frame inside that of the subjects for which they were picked.
    fn frame<'f>(&'f self, subjects: &'f Frame<'f>, a: &Aggregate) -> Frame<'f> {
        let rows = Rows::List(Arc::clone(&self.rows));
        let inner = Frame::new(subjects.engine, a.level, rows, Some((subjects, &self.subjects)));
        inner.with(Rc::clone(&self.values))
    }
}

impl Run for Picked {
    fn holds(&self, place: usize) -> bool {
        (self.start..self.start + self.rests.len()).contains(&place)
    }
}

/// The `most` members of the subject at a place that matter most, those with the largest values, of
/// a minimum with the smallest, and then as many of whose values nothing was told; each with its
/// place in a frame of such members, its row, and whether it is one for certain. What there is
/// beyond them. Where one group decides, only it is looked at.
pub(crate) fn foremost(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    most: usize,
    mut f: impl FnMut(&Frame<'_>, usize, u32, bool),
) -> Rest {
    let search = Search { subjects, id, a, most };
    let picked = subjects.picked((id, most), place, || Picked::of(search, place));
    let inner = picked.frame(subjects, a);
    for at in picked.members(place) {
        f(&inner, at, inner.row(at), picked.certain.get(at) == Some(&true));
    }
    picked.rests.get(place - picked.start).cloned().unwrap_or_default()
}

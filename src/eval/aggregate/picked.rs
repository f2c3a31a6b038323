//! The foremost members of many subjects side by side: what is asked of them, and of what they hold
//! themselves, is worked out together.

use std::rc::Rc;
use std::sync::Arc;

use super::foremost::Search;
use super::kept::Foremost;
use super::weight::Rest;
use crate::eval::frame::{Frame, Rows, Values};
use crate::eval::runs::{Run, Runs};
use crate::ir::{Aggregate, ExprId};

/// How many members are picked together.
const TOGETHER: usize = 1 << 12;

/// The members of a run of subjects that matter most.
#[derive(Debug)]
pub(crate) struct Picked {
    /// First subject.
    start: usize,
    /// Those of each subject, and the place of the first of them in the frame.
    found: Vec<(usize, Arc<Foremost>)>,
    rows: Arc<Vec<u32>>,
    /// For each member its subject's place.
    subjects: Vec<u32>,
    values: Rc<Values>,
}

impl Picked {
    /// Those of the subject at a place, and of some behind it.
    fn of(search: Search<'_, '_>, start: usize) -> Picked {
        let (mut rows, mut subjects, mut all) = (Vec::new(), Vec::new(), Vec::new());
        while rows.len() < TOGETHER && start + all.len() < search.subjects.len() {
            let place = start + all.len();
            let found = search.of(place);
            all.push((rows.len(), Arc::clone(&found)));
            rows.extend(found.0.iter().map(|(row, _)| *row));
            subjects.resize(rows.len(), place as u32);
        }
        Picked { start, found: all, rows: Arc::new(rows), subjects, values: Rc::default() }
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
        (self.start..self.start + self.found.len()).contains(&place)
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
    let kept = subjects.kept::<Runs<(ExprId, usize), Picked>>();
    let picked = kept.get((id, most), place, || Picked::of(search, place));
    let Some((first, found)) = picked.found.get(place - picked.start) else {
        return Rest::default();
    };
    let inner = picked.frame(subjects, a);
    let (members, rest) = found.as_ref();
    for (at, (row, certain)) in (*first..).zip(members) {
        f(&inner, at, *row, *certain);
    }
    rest.clone()
}

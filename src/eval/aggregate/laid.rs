//! Members that are laid out once for all who ask for them in turn: the facts, the tree and what is
//! missing of one finding, and of its neighbours.

use std::rc::Rc;

use super::kept::Plan;
use super::read::Read;
use crate::eval::frame::{Frame, Values};
use crate::eval::join::{Members, UntiedAre};
use crate::eval::runs::{Run, Runs};
use crate::ir::{Aggregate, ExprId};

/// How many pairs of subject and member are laid out together: enough that what is asked of them
/// is worked out in columns, and few beside what a subject that is never asked for may have.
const TOGETHER: usize = 1 << 12;

/// The members of a run of subjects, and what was worked out of them so far.
#[derive(Debug)]
pub(crate) struct Laid {
    pub(super) members: Members,
    pub(super) read: Read,
    values: Rc<Values>,
}

impl Laid {
    /// Those of the subject at a place, and of some behind it.
    pub(super) fn out(
        subjects: &Frame<'_>,
        (a, plan): (&Aggregate, &Plan),
        place: usize,
        untied: UntiedAre,
    ) -> Laid {
        let keys = plan.outer_key.map(|key| subjects.eval(key));
        let keys = keys.as_ref().map(|keys| keys.codes(subjects.len()));
        let keys = keys.as_deref();
        let pairs = (place, TOGETHER);
        let members = Members::of(subjects, (a, plan), keys, pairs, untied, |_, _| false);
        let inner = members.frame(subjects, a);
        let read = Read::of(&members, &inner, a, plan);
        let values = inner.values();
        drop(inner);
        Laid { members, read, values }
    }

    /// Their frame inside that of the subjects for which they were laid out.
    pub(super) fn frame<'f>(&'f self, subjects: &'f Frame<'f>, a: &Aggregate) -> Frame<'f> {
        self.members.frame(subjects, a).with(Rc::clone(&self.values))
    }
}

/// The members of an aggregate of which those of the subject at a place are some.
pub(super) fn of(
    subjects: &Frame<'_>,
    aggregate: (ExprId, UntiedAre),
    place: usize,
    out: impl FnOnce() -> Laid,
) -> Rc<Laid> {
    subjects.kept::<Runs<(ExprId, UntiedAre), Laid>>().get(aggregate, place, out)
}

impl Run for Laid {
    fn holds(&self, place: usize) -> bool {
        self.members.subjects().contains(&place)
    }
}

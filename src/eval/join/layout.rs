//! The members of a run of subjects, laid out side by side.

use crate::alarm::Sure;
use std::sync::Arc;

use super::plan::Plan;
use super::untied::Alike;
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::ir::Aggregate;
use crate::value::{Bits, Codes};

/// What becomes of members that nothing ties to a subject.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum UntiedAre {
    /// Laid out with the others.
    LaidOut,
    /// Not laid out where it is enough to know what they add to every subject.
    Summed,
    /// The same, and those that are tied for certain are left out, as it is known what they come to.
    Rest,
    /// Left to the caller where they look at nothing but themselves, or are too many.
    Left,
    /// Left out, for who asks for those alone that are members for certain.
    Out,
}

/// Members of the subjects `start..end` of a frame.
#[derive(Debug)]
pub(crate) struct Members {
    /// First subject.
    start: usize,
    /// Behind the last subject.
    pub(crate) end: usize,
    /// `bounds[i]..bounds[i + 1]` are the members of subject `start + i`.
    bounds: Vec<u32>,
    /// The member rows.
    pub(crate) rows: Arc<Vec<u32>>,
    /// For each member its subject's place in the frame.
    subjects: Vec<u32>,
    /// Members that are tied to the subject only perhaps.
    pub(crate) perhaps: Option<Bits>,
    /// Subjects of whose list there is nothing to lay out.
    unlisted: Vec<bool>,
    /// Subjects that may have more members than are laid out, of which nothing is looked at.
    adrift: Vec<bool>,
}

impl Members {
    /// Lays out members from subject `start` on until `limit` pairs are reached. Of those that many
    /// subjects share `summed` says whether it is enough to know what they add to the subject.
    pub(crate) fn of<C: Default, S: Default>(
        f: &Frame<'_>,
        (a, plan): (&Aggregate, &Plan<C, S>),
        keys: Option<&[u32]>,
        (start, limit): (usize, usize),
        untied_are: UntiedAre,
        mut summed: impl FnMut(usize, &Alike<S>) -> bool,
    ) -> Members {
        let mut m = Members::empty(start);
        while m.end < f.len() && (m.end == start || m.rows.len() < limit) {
            let key = keys.map(|k| k.get(m.end).copied().unwrap_or(Codes::UNKNOWN));
            m.lay_out(f, (a, plan), key, untied_are, &mut summed);
        }
        m
    }

    /// Lays out the members of the next subject, whose side of the tie is given.
    fn lay_out<C: Default, S: Default>(
        &mut self,
        f: &Frame<'_>,
        (a, plan): (&Aggregate, &Plan<C, S>),
        key: Option<u32>,
        untied_are: UntiedAre,
        summed: &mut impl FnMut(usize, &Alike<S>) -> bool,
    ) {
        let (engine, subject) = (f.engine, self.end);
        let listed = a.holder.is_none() || key.is_some_and(|k| engine.is_laid_out(a, k));
        let may_be_summed = matches!(untied_are, UntiedAre::Summed | UntiedAre::Rest);
        let mut adrift = false;
        let too_many = |rows: &[u32]| plan.are_too_many(engine, a, rows);
        match (key, plan.index(engine, a)) {
            (Some(Codes::UNKNOWN), _) if a.holder.is_some() => {}
            (Some(Codes::UNKNOWN), _) if untied_are == UntiedAre::Out => {}
            (Some(Codes::UNKNOWN), _) => match plan.possible(engine, a) {
                rows if may_be_summed && too_many(rows) => adrift = true,
                rows => self.push(rows, false),
            },
            // Nobody has any: not those either who may be anyone's.
            (Some(Codes::NONE), Some(_)) => {}
            (Some(key), Some(index)) => {
                if untied_are != UntiedAre::Rest {
                    self.push(index.of(key), true);
                }
                self.push(&index.perhaps(key), false);
                let untied = plan.untied(engine, a, index);
                let left = match untied_are {
                    UntiedAre::Left => plan.alone,
                    UntiedAre::Out => true,
                    UntiedAre::LaidOut | UntiedAre::Summed | UntiedAre::Rest => false,
                };
                if !untied.is_empty() && !left {
                    let only = plan.only_step(engine, key);
                    untied.of(&plan.beside(f, key, subject), |alike| {
                        if may_be_summed && !alike.is_few_with(only) && summed(subject, alike) {
                            return;
                        }
                        match untied_are != UntiedAre::LaidOut && too_many(&alike.rows) {
                            true => adrift = true,
                            false => self.push(&alike.without(only), false),
                        }
                    });
                }
            }
            _ => self.push(plan.possible(engine, a), true),
        }
        self.bounds.push(self.rows.len() as u32);
        self.unlisted.push(!listed);
        self.adrift.push(adrift);
        self.end += 1;
    }

    fn empty(start: usize) -> Members {
        Members {
            start,
            end: start,
            bounds: vec![0],
            rows: Arc::default(),
            subjects: Vec::new(),
            perhaps: None,
            unlisted: Vec::new(),
            adrift: Vec::new(),
        }
    }

    /// Rows that may be members of any subject, and a frame of them.
    pub(crate) fn anywhere<'e>(
        engine: &'e Engine<'e>,
        a: &Aggregate,
        rows: &[u32],
    ) -> (Members, Frame<'e>) {
        let mut m = Members::empty(0);
        m.push(rows, false);
        let inner = Frame::new(engine, a.level, Rows::List(Arc::clone(&m.rows)), None);
        (m, inner)
    }

    fn push(&mut self, rows: &[u32], certain: bool) {
        let before = self.rows.len();
        Arc::make_mut(&mut self.rows).extend_from_slice(rows);
        let added = rows.len();
        self.subjects.extend(std::iter::repeat_n(self.end as u32, added));
        if added > 0 && !certain && self.perhaps.is_none() {
            self.perhaps = Some(Bits::filled(before, false));
        }
        if let Some(perhaps) = &mut self.perhaps {
            perhaps.push_n(added, !certain);
        }
    }

    /// The subjects whose members these are.
    pub(crate) fn subjects(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The members of one subject: places in this layout.
    pub(crate) fn range(&self, subject: usize) -> std::ops::Range<usize> {
        let i = subject - self.start;
        let at = |i: usize| self.bounds.get(i).copied().sure() as usize;
        at(i)..at(i + 1)
    }

    /// Whether there is nothing to lay out of a subject's list.
    pub(crate) fn is_unlisted(&self, subject: usize) -> bool {
        self.unlisted.get(subject - self.start) == Some(&true)
    }

    /// Whether a subject may have more members than are laid out.
    pub(crate) fn is_adrift(&self, subject: usize) -> bool {
        self.adrift.get(subject - self.start) == Some(&true)
    }

    /// Whether what is at a place is tied to its subject for certain.
    pub(crate) fn is_tied(&self, at: usize) -> bool {
        self.perhaps.as_ref().is_none_or(|perhaps| !perhaps.get(at))
    }

    /// A frame of the member rows inside the subjects' frame.
    pub(crate) fn frame<'f>(&'f self, f: &'f Frame<'f>, a: &Aggregate) -> Frame<'f> {
        let rows = Rows::List(Arc::clone(&self.rows));
        Frame::new(f.engine, a.level, rows, Some((f, &self.subjects)))
    }
}

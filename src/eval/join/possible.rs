//! Which rows may be members of a subject: those that an index ties to it, and those that nothing
//! ties to any.

use std::hash::Hash;
use std::sync::Arc;

use super::index::{Index, Tie};
use super::plan::{Beside, Plan};
use super::untied::Untied;
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::memo::Memo;
use crate::ir::{Aggregate, ExprId, Flow};
use crate::value::{Scalar, Tri, Truths};

/// How many rows are looked at together to see which may be members.
const ROWS: usize = 2048;

/// How many legs or steps that nothing ties to a subject are looked at for it, where what they add
/// hangs on the subject. Of more it is not known what they add: they may be looked at for every
/// subject, and where aggregates nest for every member of each.
const MOST: usize = 16;

impl<C: Default, S: Default> Plan<C, S> {
    /// The index that finds the members, where something ties them to the subject.
    /// It is made when it is first asked for: what folds needs none.
    pub(crate) fn index<'e>(&'e self, engine: &'e Engine<'_>, a: &Aggregate) -> Option<&'e Index> {
        if let Some(along) = &self.along {
            return self.by_windows(engine, a, along);
        }
        let tie = self.tie(a)?;
        let targets = engine.tables.of(self.target?);
        let index = engine.indexes.get(&tie)?.get_or_init(|| {
            let members = engine.tables.of(a.members);
            match tie {
                Tie::List(_) => Index::new(&members.parents, targets.rows),
                Tie::Key(key) => {
                    let all = Rows::Run(0..members.rows);
                    let keys = Frame::new(engine, a.level, all, None).eval(key);
                    let keys = keys.codes(members.rows);
                    match self.ties_steps() && targets.subjects() < targets.rows {
                        true => Index::of_steps(keys.into_owned(), targets),
                        false => Index::new(&keys, targets.rows),
                    }
                }
            }
        });
        Some(index)
    }

    /// A subject's side of the tie, where it is known.
    pub(crate) fn key(&self, subjects: &Frame<'_>, place: usize) -> Option<u32> {
        self.outer_key.and_then(|key| subjects.eval(key).code(place))
    }

    /// What is found of the members of the subject at a place: once for all subjects with its key,
    /// where members look at nothing but themselves. It is looked for with that subject alone then,
    /// as what there is of its neighbours may be known already.
    pub(crate) fn once<K: Hash + Eq, V>(
        &self,
        subjects: &Frame<'_>,
        place: usize,
        (known, key): (&Memo<K, V>, impl FnOnce(Option<u32>) -> K),
        look: impl FnOnce(&Frame<'_>, usize) -> V,
    ) -> Arc<V> {
        if !self.alone {
            return Arc::new(look(subjects, place));
        }
        let alone = || look(&subjects.some(&[place as u32]), 0);
        known.get(key(self.key(subjects, place)), alone)
    }

    /// The members of a subject that nothing ties to some of them: all that may be members. Each
    /// subject meets them all, so whatever can be said of them alone is said once. Who leads to nobody
    /// belongs to none.
    pub(crate) fn possible(&self, engine: &Engine<'_>, a: &Aggregate) -> &[u32] {
        self.possible.get_or_init(|| {
            let rows = engine.tables.of(a.members).rows;
            let all = Frame::new(engine, a.level, Rows::Run(0..rows), None);
            let keys = self.member_key.map(|key| all.eval(key));
            let nobodys = |row: &u32| keys.as_ref().is_some_and(|k| k.is_nobody(*row as usize));
            let rows = (0..rows as u32).filter(|row| !nobodys(row)).collect();
            self.passing(engine, a, rows)
        })
    }

    /// The same of those whose side of the tie is not known: they may belong to any subject that
    /// nothing else rules out.
    pub(crate) fn untied(&self, engine: &Engine<'_>, a: &Aggregate, index: &Index) -> &Untied<S> {
        self.untied.get_or_init(|| {
            let rows = self.passing(engine, a, index.anywhere.clone());
            match self.beside {
                Beside::Nothing => Untied::new(rows.into_iter().map(|row| (row, Vec::new()))),
                Beside::Keys => {
                    let table = engine.tables.of(a.members);
                    let told = rows.into_iter().map(|row| (row, table.told_keys(row).to_vec()));
                    // A step with an end that is nobody's belongs to its own leg.
                    Untied::new(told.filter(|(_, keys)| !keys.contains(&Scalar::NOBODY)))
                }
                Beside::Windows => {
                    let spans =
                        self.along.iter().flat_map(|along| along.spans(engine, a, rows.clone()));
                    Untied::new(spans)
                }
                Beside::Tie { member, .. } => {
                    let frame = Frame::new(engine, a.level, Rows::list(rows.clone()), None);
                    let keys = frame.eval(member);
                    let key = |(i, row)| (row, vec![keys.get(i)]);
                    Untied::new(rows.into_iter().enumerate().map(key))
                }
            }
        })
    }

    /// What a subject says that may rule out untied members: `key` is its side of the tie.
    pub(crate) fn beside(&self, subjects: &Frame<'_>, key: u32, place: usize) -> Vec<Scalar> {
        match (self.beside, self.target) {
            (Beside::Keys, Some(groups)) => {
                let columns = subjects.engine.tables.of(groups).columns.iter().flatten();
                columns.map(|column| column.get(key as usize)).collect()
            }
            (Beside::Windows, _) => {
                self.along.iter().map(|along| along.window(subjects.engine, key)).collect()
            }
            (Beside::Tie { outer, .. }, _) => vec![subjects.eval(outer).get(place)],
            _ => Vec::new(),
        }
    }

    /// Whether members that nothing ties to a subject are too many to be looked at for each: the
    /// legs and steps of flows that do not tell both their ends, where these hang on the subject.
    pub(crate) fn are_too_many(&self, engine: &Engine<'_>, a: &Aggregate, rows: &[u32]) -> bool {
        let of_flow = |flow: &Flow| [flow.legs, flow.steps].contains(&a.members);
        let hang = !self.alone && !self.ties_steps();
        rows.len() > MOST && hang && engine.program.flows.iter().any(of_flow)
    }

    /// The step that a leg is made of which does not tell both its ends: it is tied to that leg for
    /// certain, and may be tied to others.
    pub(crate) fn only_step(&self, engine: &Engine<'_>, key: u32) -> Option<u32> {
        let legs = self.target.filter(|_| self.ties_steps())?;
        engine.tables.of(legs).only_step(key)
    }

    /// What makes a row a member of the subject at a place. The only step of a leg is tied to it
    /// although it does not tell all that ties it.
    pub(crate) fn conditions<'p>(
        &'p self,
        subjects: &Frame<'_>,
        a: &'p Aggregate,
        (place, row): (usize, u32),
    ) -> &'p [ExprId] {
        let leg = self.target.filter(|_| self.ties_steps()).and(self.key(subjects, place));
        match leg.and_then(|leg| self.only_step(subjects.engine, leg)) {
            Some(only) if only == row => &self.residual,
            _ => a.filter.as_slice(),
        }
    }

    fn passing(&self, engine: &Engine<'_>, a: &Aggregate, rows: Vec<u32>) -> Vec<u32> {
        if self.own.is_empty() {
            return rows;
        }
        let mut passing = Vec::new();
        for rows in rows.chunks(ROWS) {
            let frame = Frame::new(engine, a.level, Rows::list(rows.to_vec()), None);
            let mut may = Truths::filled(rows.len(), Tri::True);
            for e in &self.own {
                may = may.and(&frame.eval(*e).truths(rows.len()));
            }
            passing.extend(
                rows.iter().enumerate().filter(|(i, _)| may.may_hold(*i)).map(|(_, row)| row),
            );
        }
        passing
    }
}

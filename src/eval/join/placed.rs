//! Members by the row that they are tied to and the window that they are in: both together are one
//! code, that of the window among those of the row. Where nothing but windows ties members, there is
//! one row for all.

use rayon::prelude::*;

use super::along::Along;
use super::index::{Index, Loose};
use super::plan::Plan;
use super::windows::{NOWHERE, Windows};
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Aggregate, ExprId};
use crate::value::{Bits, Codes, Decimal, Range, Scalar};

/// How many members one task looks at.
const RUN: usize = 1 << 16;

/// How many codes there may be beside the members and the subjects, so many times as many.
const MANY: usize = 4;

impl<C: Default, S: Default> Plan<C, S> {
    /// How many rows or windows members can be tied to, where they are tied.
    pub(crate) fn targets(&self, engine: &Engine<'_>) -> Option<usize> {
        let rows = self.target.map(|target| engine.tables.of(target).rows);
        match &self.along {
            None => rows,
            Some(along) => rows.unwrap_or(1).checked_mul(along.number(engine)),
        }
    }

    /// Whether windows find members: they lie apart, and there are not far more of them than of those
    /// who look into them.
    pub(crate) fn is_of_use(&self, engine: &Engine<'_>, a: &Aggregate) -> bool {
        let Some(along) = &self.along else { return true };
        let most = engine.tables.of(a.members).rows + engine.tables.of(along.subjects).rows;
        let most = most.saturating_mul(MANY).min(NOWHERE as usize - 1);
        self.targets(engine).is_some_and(|targets| (1..=most).contains(&targets))
    }

    /// Whether there is hardly a row or window without a subject, so that what members come to may be
    /// worked out for all.
    pub(crate) fn is_asked_of_all(&self, engine: &Engine<'_>) -> bool {
        let Some(along) = &self.along else { return true };
        self.targets(engine) <= Some(engine.tables.of(along.subjects).rows)
    }

    /// To which row or window the subjects of a frame look, where something ties members to them:
    /// unknown, where that is not known.
    pub(crate) fn codes(&self, f: &Frame<'_>) -> Option<Vec<u32>> {
        let keys = self.outer_key.map(|key| f.eval(key).codes(f.len()).into_owned());
        match &self.along {
            None => keys,
            Some(along) => along.joined(f.engine, keys, along.of_subjects(f)?),
        }
    }

    /// To which row or window the members of a frame are tied: nowhere, or unknown, where they may be
    /// tied to several.
    pub(crate) fn codes_of_members(&self, f: &Frame<'_>) -> Option<Vec<u32>> {
        match &self.along {
            None => self.member_key.map(|key| f.eval(key).codes(f.len()).into_owned()),
            Some(along) => along.codes_of_members(f, self.member_key),
        }
    }

    /// Which members of a frame may be in every window there is, by the codes of all of them; `None`
    /// where more than windows ties them.
    pub(crate) fn anywhere(&self, f: &Frame<'_>, codes: &[u32]) -> Option<Bits> {
        let along = self.along.as_ref().filter(|_| self.member_key.is_none())?;
        let values = codes.contains(&Codes::UNKNOWN).then(|| f.eval(along.member))?;
        Some(along.windows(f.engine)?.anywhere(&values, codes))
    }

    /// The members by windows.
    pub(super) fn by_windows<'e>(
        &'e self,
        engine: &'e Engine<'_>,
        a: &Aggregate,
        along: &Along,
    ) -> Option<&'e Index> {
        let targets = self.targets(engine)?;
        Some(self.placed.get_or_init(|| along.index(engine, a, self.member_key, targets)))
    }
}

impl Along {
    /// The windows of all subjects; `None` where these meet.
    fn windows(&self, engine: &Engine<'_>) -> Option<&Windows> {
        let make = || {
            let rows = engine.tables.of(self.subjects).rows;
            let all = Frame::new(engine, self.level, Rows::Run(0..rows), None);
            let [first, last] = self.ends.map(|end| all.eval(end));
            Windows::of([&first, &last], rows, self.years)
        };
        self.windows.get_or_init(make).as_ref()
    }

    /// The windows of the subjects of a frame, by their numbers, as far as they have one for certain.
    fn of_subjects(&self, f: &Frame<'_>) -> Option<Vec<u32>> {
        let [first, last] = self.ends.map(|end| f.eval(end));
        Some(self.windows(f.engine)?.of_subjects([&first, &last], f.len()))
    }

    /// The windows of the members of a frame: see [`Windows::of_members`].
    fn of_members(&self, f: &Frame<'_>) -> Option<Vec<u32>> {
        Some(self.windows(f.engine)?.of_members(&f.eval(self.member), f.len()))
    }

    /// How many windows there are.
    fn number(&self, engine: &Engine<'_>) -> usize {
        self.windows(engine).map_or(0, Windows::len)
    }

    /// The codes of windows by those of rows, where rows tie members as well.
    fn joined(
        &self,
        engine: &Engine<'_>,
        keys: Option<Vec<u32>>,
        mut windows: Vec<u32>,
    ) -> Option<Vec<u32>> {
        let number = u32::try_from(self.number(engine)).ok()?;
        for (window, key) in windows.iter_mut().zip(keys.into_iter().flatten()) {
            *window = match (key, *window) {
                (NOWHERE, _) | (_, NOWHERE) => NOWHERE,
                (Codes::UNKNOWN, _) | (_, Codes::UNKNOWN) => Codes::UNKNOWN,
                (key, window) => key * number + window,
            };
        }
        Some(windows)
    }

    fn codes_of_members(&self, f: &Frame<'_>, member_key: Option<ExprId>) -> Option<Vec<u32>> {
        let keys = member_key.map(|key| f.eval(key).codes(f.len()).into_owned());
        self.joined(f.engine, keys, self.of_members(f)?)
    }

    /// All members by their codes.
    fn index(
        &self,
        engine: &Engine<'_>,
        a: &Aggregate,
        member_key: Option<ExprId>,
        targets: usize,
    ) -> Index {
        let rows = engine.tables.of(a.members).rows;
        let starts: Vec<usize> = (0..rows).step_by(RUN).collect();
        let run = |start: &usize| {
            let run = *start..(*start + RUN).min(rows);
            let f = Frame::new(engine, a.level, Rows::Run(run), None);
            let mut codes = self.codes_of_members(&f, member_key).unwrap_or_default();
            let keys = member_key.map(|key| f.eval(key));
            let mut loose = Vec::new();
            for (at, code) in codes.iter_mut().enumerate() {
                let key = || keys.as_ref().map_or(Some(0), |keys| keys.code(at));
                if *code != Codes::UNKNOWN {
                    continue;
                }
                // Nothing tells those apart that may be in every window of the one row there is.
                if let Some((key, span)) = key().zip(self.span(&f, at))
                    && (keys.is_some() || !self.is_whole(engine, span))
                {
                    *code = NOWHERE;
                    loose.push(Loose { key, member: (start + at) as u32, span });
                }
            }
            (codes, loose)
        };
        let (codes, loose): (Vec<Vec<u32>>, Vec<Vec<Loose>>) = starts.par_iter().map(run).unzip();
        let windows = self.number(engine) as u32;
        Index::new(&codes.concat(), targets).with_loose(loose.concat(), windows)
    }

    /// The first and the last window that the member at a place may be in.
    fn span(&self, f: &Frame<'_>, at: usize) -> Option<(u32, u32)> {
        let (first, _, last) = self.windows(f.engine)?.span(&f.eval(self.member).get(at))?;
        Some((first, last))
    }

    fn is_whole(&self, engine: &Engine<'_>, (first, last): (u32, u32)) -> bool {
        first == 0 && last as usize + 1 == self.number(engine)
    }

    /// In which windows members may be whose row is not known, or who may be in all; each is a range
    /// of their numbers.
    pub(super) fn spans(
        &self,
        engine: &Engine<'_>,
        a: &Aggregate,
        rows: Vec<u32>,
    ) -> Vec<(u32, Vec<Scalar>)> {
        let f = Frame::new(engine, a.level, Rows::list(rows.clone()), None);
        let end = |window: u32| Some(Decimal::from(i64::from(window)));
        let span = |(at, row)| {
            let (first, last) = self.span(&f, at)?;
            let span = Range { lo: end(first), hi: end(last) };
            Some((row, vec![Scalar::quantity(span, None)]))
        };
        rows.into_iter().enumerate().filter_map(span).collect()
    }

    /// The window of a code, as these have it.
    pub(super) fn window(&self, engine: &Engine<'_>, code: u32) -> Scalar {
        let window = code % self.number(engine).max(1) as u32;
        Scalar::number(i64::from(window).into())
    }
}

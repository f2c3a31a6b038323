//! Why, what is missing, and what would clear it: for single verdicts, after the scan.
//!
//! The rows that a report shows are evaluated again, a few of one rule at a time, and the frame's
//! values are read back expression by expression. Scan fast, explain slowly.

mod apart;
mod decisive;
mod exposed;
mod facts;
mod inverse;
mod margin;
mod members;
mod message;
mod missing;
mod params;
mod place;
mod polynomial;
mod rate;
mod reason;
mod settles;
mod stake;
mod tree;
mod wanted;
mod wayout;

pub(super) use facts::of_conditions as facts_of;
pub(super) use missing::of_condition as missing_of;
pub use stake::Bases;

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::Evaluation;
use super::found::Lack;
use super::frame::{Frame, Rows};
use crate::alarm::Sure;
use crate::ir::{Citation, Level, Rule, Rung};
use crate::outcome::{Basis, Clause, Detail, Explanation, Fact, Missing, Stake, Verdict, WayOut};
use crate::ty::{ExprId, RecordId};
use crate::value::{Tri, Worded};

/// Several subjects of one rule, by their places: what is asked about them is worked out together.
pub struct Subjects<'e> {
    frame: Frame<'e>,
    rule: &'e Rule,
    /// The rule's place in the program.
    number: u32,
    /// What is missing of each, once that was asked.
    lacks: OnceCell<Vec<Lack>>,
}

impl Evaluation<'_> {
    /// Subjects of a rule, about which a report says something.
    pub fn subjects(&self, rule: usize, rows: Vec<u32>) -> Option<Subjects<'_>> {
        let number = rule as u32;
        let rule = self.engine.program.rules.get(rule)?;
        Some(Subjects { frame: self.frame(rows), rule, number, lacks: OnceCell::new() })
    }

    /// What would tell whether a step of a group or flow is one, and what it ties.
    pub fn of_step(&self, steps: RecordId, row: u32) -> Vec<Missing> {
        missing::of_step(&self.frame(Vec::new()), steps, row)
    }

    fn frame(&self, rows: Vec<u32>) -> Frame<'_> {
        Frame::new(&self.engine, Level::SUBJECT, Rows::list(rows), None)
    }
}

impl<'e> Subjects<'e> {
    /// Their rule.
    pub fn rule(&self) -> &'e Rule {
        self.rule
    }

    /// The verdict on a subject.
    pub fn verdict(&self, place: usize) -> Verdict {
        place::verdict(&self.frame, self.rule, place)
    }

    /// The verdict on a subject, and everything that a report says about it.
    pub fn detail(&self, place: usize) -> Detail {
        let (frame, rule, verdict) = (&self.frame, self.rule, self.verdict(place));
        let text = |t: &Option<Worded<_>>| {
            t.as_ref().map(|t| message::fill(frame, t, place)).unwrap_or_default()
        };
        Detail {
            verdict,
            message: text(&rule.message),
            remedy: text(&rule.remedy),
            facts: self.facts(place),
            missing: self.missing(place),
            clears_when: self.ways_out(place, verdict),
            margin: margin::of(frame, rule, verdict, place),
        }
    }

    /// The facts that the verdict on a subject rests on.
    pub fn facts(&self, place: usize) -> Vec<Fact> {
        facts::of(&self.frame, self.rule, place)
    }

    /// What is at stake for each of them, in their order; `None` where the rule tells no amount.
    pub fn stakes(&self) -> Option<Vec<Stake>> {
        stake::of(&self.frame, self.rule)
    }

    /// What the amount at stake rests on for each of them, in their order; nothing where the rule
    /// tells none.
    pub fn bases(&self, known: &Bases) -> Vec<Vec<Basis>> {
        let of = |amount| (0..self.frame.len()).map(move |at| known.of(&self.frame, amount, at));
        self.rule.amount.into_iter().flat_map(of).collect()
    }

    /// What an aggregate rests on that is one for all of them.
    pub fn whole(&self, e: ExprId, known: &Bases) -> Vec<Basis> {
        known.whole(&self.frame, e)
    }

    /// A way out is looked for by asking what the subject alone would be.
    fn ways_out(&self, place: usize, verdict: Verdict) -> Vec<WayOut> {
        if !matches!(verdict, Verdict::Flagged { .. }) {
            return Vec::new();
        }
        wayout::of(&self.frame.some(&[place as u32]), self.rule)
    }

    /// The rungs of the rule (and a true or unknown `unless`) for a subject, as trees: far more
    /// work than the rest, which few ask for.
    pub fn explanations(&self, place: usize) -> Vec<(Clause, Explanation)> {
        tree::of(&self.frame, self.rule, place)
    }

    /// What the verdict on a subject rests on: what its rung cites, then what the rule does. A
    /// verdict that no rung decided rests on none of them alone.
    pub fn cited(&self, place: usize) -> impl Iterator<Item = &'e Citation> {
        let severity = match self.verdict(place) {
            Verdict::Flagged { severity, .. } => Some(severity),
            Verdict::Clear | Verdict::NotApplicable | Verdict::Undetermined { .. } => None,
        };
        let decided = move |rung: &&'e Rung| {
            Some(rung.severity) == severity
                && !rung.cites.is_empty()
                && place::truth(&self.frame, rung.when, place) == Tri::True
        };
        let rungs: Vec<&'e Rung> = self.rule.rungs.iter().filter(decided).collect();
        rungs.into_iter().flat_map(|rung| &rung.cites).chain(&self.rule.cites)
    }

    /// What the rule's message says of a subject; empty where it has none.
    pub fn message(&self, place: usize) -> String {
        let message = self.rule.message.as_ref();
        message.map(|message| message::fill(&self.frame, message, place)).unwrap_or_default()
    }

    /// What would decide the verdict on a subject, or make it more severe.
    pub fn missing(&self, place: usize) -> Vec<Missing> {
        let verdicts = || (0..self.frame.len()).map(|place| (place, self.verdict(place))).collect();
        let find = |all: Vec<_>| missing::of(&self.frame, self.rule, &all, &FxHashSet::default());
        let lacks = self.lacks.get_or_init(|| find(verdicts()));
        let (f, subject) = (&self.frame, (&*self.rule.variable, self.rule.subject));
        lacks.get(place).map(|lack| missing::told(f, lack, subject)).sure()
    }
}

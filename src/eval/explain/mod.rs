//! Why, what is missing, and what would clear it: for single verdicts, after the scan.
//!
//! The rows that a report shows are evaluated again, one at a time, and the frame's values are
//! read back expression by expression. Scan fast, explain slowly.

mod apart;
mod decisive;
mod facts;
mod margin;
mod members;
mod message;
mod missing;
mod params;
mod polynomial;
mod rate;
mod reason;
mod tree;
mod wanted;
mod wayout;

pub(super) use missing::{Found, Known, of_condition as missing_of};
pub(super) use rate::Met;

use super::Evaluation;
use super::frame::{Frame, Rows};
use super::verdict::judge;
use crate::ir::{ExprId, Op, Rule};
use crate::outcome::{Cell, Detail, Explanation, Missing, Severity, Verdict};
use crate::ty::{RecordId, Ty};
use crate::value::{Scalar, Tri};

impl Evaluation<'_> {
    /// The verdict of one rule on one subject, and everything that a report says about it.
    pub fn detail(&self, rule: usize, row: u32) -> Option<Detail> {
        let rule = self.engine.program.rules.get(rule)?;
        let frame = self.frame(vec![row]);
        let verdict = verdict(&frame, rule);
        let flagged = matches!(verdict, Verdict::Flagged { .. });
        let text = |t: &Option<_>| t.as_ref().map(|t| message::fill(&frame, t)).unwrap_or_default();
        Some(Detail {
            verdict,
            message: text(&rule.message),
            remedy: text(&rule.remedy),
            facts: facts::of(&frame, rule),
            missing: missing::of(&frame, rule, verdict, 0),
            clears_when: if flagged { wayout::of(&frame, rule) } else { Vec::new() },
            margin: margin::of(&frame, rule, verdict),
        })
    }

    /// The rungs of a rule (and a true or unknown `unless`) for one subject, as trees: far more
    /// work than the rest, which few ask for.
    pub fn explanations(&self, rule: usize, row: u32) -> Vec<(String, Explanation)> {
        let rule = self.engine.program.rules.get(rule);
        rule.map(|rule| tree::of(&self.frame(vec![row]), rule)).unwrap_or_default()
    }

    /// What a rule's message says of a subject; empty where it has none.
    pub fn message(&self, rule: usize, row: u32) -> String {
        let message = self.engine.program.rules.get(rule).and_then(|rule| rule.message.as_ref());
        message.map(|message| message::fill(&self.frame(vec![row]), message)).unwrap_or_default()
    }

    /// What would decide a rule's undetermined verdict on a subject.
    pub fn missing(&self, rule: usize, row: u32, possibly: Severity) -> Vec<Missing> {
        let verdict = Verdict::Undetermined { possibly };
        let rule = self.engine.program.rules.get(rule);
        rule.map(|rule| missing::of(&self.frame(vec![row]), rule, verdict, 0)).unwrap_or_default()
    }

    /// What would tell whether a step of a group or flow is one, and what it ties.
    pub fn of_step(&self, steps: RecordId, row: u32) -> Vec<Missing> {
        missing::of_step(&self.frame(Vec::new()), steps, row)
    }

    fn frame(&self, rows: Vec<u32>) -> Frame<'_> {
        Frame::new(&self.engine, 0, Rows::List(rows), None)
    }
}

/// The verdict of a frame's first row.
fn verdict(f: &Frame<'_>, rule: &Rule) -> Verdict {
    let truth = |e: &ExprId| truth(f, *e, 0);
    let unless = rule.unless.iter().map(truth).fold(Tri::False, or);
    judge(unless, rule.rungs.iter().map(|r| (r.severity, truth(&r.when))))
}

fn or(a: Tri, b: Tri) -> Tri {
    match (a, b) {
        (Tri::True, _) | (_, Tri::True) => Tri::True,
        (Tri::False, Tri::False) => Tri::False,
        _ => Tri::Unknown,
    }
}

/// The truth of a condition at a place of a frame.
fn truth(f: &Frame<'_>, e: ExprId, place: usize) -> Tri {
    match f.eval(e).get(place) {
        Scalar::Truth(t) => t,
        _ => Tri::Unknown,
    }
}

/// Where the fact stands that a field expression reads at a place of a frame; `None` where the
/// reference that leads to it is not known.
fn cell(f: &Frame<'_>, e: ExprId, place: usize) -> Option<Cell> {
    let arena = &f.engine.program.arena;
    let Op::Field(base, field) = &arena.get(e).op else {
        return None;
    };
    let Ty::Record(record) = arena.get(*base).ty else {
        return None;
    };
    let row = f.eval(*base).code(place)?;
    Some(Cell { record, row, field: Some(*field) })
}

/// What a record goes by: its key, or where it has none and `held` says that this is of use, that
/// of the record which holds it.
fn name_of<'f>(f: &Frame<'f>, record: RecordId, row: u32, held: bool) -> &'f str {
    let standing = f.engine.tables.standing(&f.engine.program.schema, record, row);
    if standing.key.is_empty() && held { standing.holder } else { standing.key }
}

/// Whether an expression looks at no record: what a rule says of itself, as its lines are.
fn is_policy(f: &Frame<'_>, e: ExprId) -> bool {
    let arena = &f.engine.program.arena;
    let mut stack = vec![e];
    while let Some(e) = stack.pop() {
        if arena.get(e).levels != 0 || matches!(arena.get(e).op, Op::Aggregate(_)) {
            return false;
        }
        arena.operands(e, |o| stack.push(o));
    }
    true
}

/// The conditions of a rule in the order of their weight: `unless` first, then the rungs.
fn conditions(rule: &Rule) -> impl Iterator<Item = ExprId> + '_ {
    rule.unless.iter().copied().chain(rule.rungs.iter().map(|r| r.when))
}

//! Parts of explanations that several have in common, and are told once.

use super::Subjects;
use super::place::truth;
use super::tree::Teller;
use crate::eval::Evaluation;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{ExprId, Level, Op, Rule};
use crate::outcome::{Explanation, Part, Verdict};
use crate::value::Tri;

/// How many expressions make a part that is worth telling apart.
const WORTH: usize = 5;

impl Subjects<'_> {
    /// The condition that decided a finding, the one that leaves a verdict open, or if there is none
    /// the first, as a tree. Parts that other trees may have in common are told by
    /// [`Evaluation::part`].
    pub fn deciding(&self, place: usize, verdict: Verdict) -> Option<Explanation> {
        let e = deciding(&self.frame, self.rule, verdict, place)?;
        let teller = Teller { variable: &self.rule.variable, apart: Some(self.number) };
        Some(teller.whole(&self.frame, e, (place, 0)))
    }
}

impl Evaluation<'_> {
    /// A part that trees have in common, or that stands too deep in one.
    pub fn part(&self, part: Part) -> Explanation {
        let (program, e) = (self.engine.program, ExprId(part.expr));
        let levels = program.arena.get(e).levels;
        // What looks at no row is told as the rules would: as though it were said of a subject.
        let level = levels.outermost().unwrap_or(Level::SUBJECT);
        let frame = Frame::new(&self.engine, level, Rows::list(vec![part.row]), None);
        let rule = part.rule.and_then(|rule| program.rules.get(rule as usize));
        let variable = rule.map_or("", |rule| &rule.variable);
        let apart = Some(part.rule.unwrap_or_default());
        Teller { variable, apart }.whole(&frame, e, (0, 0))
    }
}

fn deciding(f: &Frame<'_>, rule: &Rule, verdict: Verdict, place: usize) -> Option<ExprId> {
    let decides = match verdict {
        Verdict::Flagged { severity, .. } => Some((severity, Tri::True)),
        Verdict::Undetermined { possibly } => Some((possibly, Tri::Unknown)),
        Verdict::NotApplicable | Verdict::Clear => None,
    };
    let holds =
        |rung: &&crate::ir::Rung| decides == Some((rung.severity, truth(f, rung.when, place)));
    let rung = rule.rungs.iter().find(holds).map(|rung| rung.when);
    rung.or_else(|| rule.unless.first().copied())
        .or_else(|| rule.rungs.first().map(|rung| rung.when))
}

/// An expression as a part that others have as well: what looks at no row but a member's own, and
/// aggregates that look at none.
pub(super) fn shared(f: &Frame<'_>, e: ExprId, place: usize) -> Option<Part> {
    let node = f.engine.program.arena.get(e);
    let of_all = node.levels.is_empty() && matches!(node.op, Op::Aggregate(_));
    let of_member = f.level != Level::SUBJECT && node.levels.is_just(f.level) && is_large(f, e);
    match (of_all, of_member) {
        (true, _) => Some(Part { expr: e.0, row: 0, rule: None }),
        (_, true) => Some(Part { expr: e.0, row: f.row(place), rule: None }),
        _ => None,
    }
}

/// An expression that stands too deep as a part, where it looks at the rows of one frame alone.
pub(super) fn deep(f: &Frame<'_>, e: ExprId, place: usize, rule: u32) -> Option<Part> {
    let arena = &f.engine.program.arena;
    let alone = arena.get(e).levels.without(f.level).is_empty();
    let mut whole = true;
    arena.operands(e, |_| whole = false);
    let rule = Some(rule).filter(|_| f.level == Level::SUBJECT);
    (alone && !whole).then(|| Part { expr: e.0, row: f.row(place), rule })
}

/// Whether an expression has so many parts that it is worth telling them apart.
fn is_large(f: &Frame<'_>, e: ExprId) -> bool {
    let arena = &f.engine.program.arena;
    let mut parts = arena.parts([e], |_, _| true).enumerate();
    parts.any(|(i, e)| i + 1 >= WORTH || matches!(arena.get(e).op, Op::Aggregate(_)))
}

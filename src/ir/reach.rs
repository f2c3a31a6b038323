//! Which expressions a part of a program is made of.

use super::{Change, ExprId, Part, Program, Rule};

impl Program {
    /// For every expression of the arena, whether one of `roots` is made of it.
    pub fn reached(&self, roots: impl IntoIterator<Item = ExprId>) -> Vec<bool> {
        let mut reached = vec![false; self.arena.len()];
        let mut stack: Vec<ExprId> = roots.into_iter().collect();
        while let Some(id) = stack.pop() {
            let Some(seen @ false) = reached.get_mut(id.0 as usize) else {
                continue;
            };
            *seen = true;
            self.arena.operands(id, |operand| stack.push(operand));
        }
        reached
    }
}

impl Rule {
    /// Its own expressions: conditions, and what its texts print.
    pub fn roots(&self) -> impl Iterator<Item = ExprId> + '_ {
        let texts = self.message.iter().chain(&self.remedy).flat_map(|text| &text.0);
        let holes = texts.filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Hole(id, _) => Some(*id),
        });
        let rungs = self.rungs.iter().map(|rung| rung.when);
        self.unless.iter().copied().chain(rungs).chain(holes)
    }
}

impl Change {
    /// Its own expressions.
    pub fn roots(&self) -> impl Iterator<Item = ExprId> {
        [self.value].into_iter().chain(self.filter)
    }
}

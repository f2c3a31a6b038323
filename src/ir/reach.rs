//! Which expressions a part of a program is made of.

use super::{Change, ExprId, Flow, Part, Program, Rule, Scenario};

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

impl Program {
    /// For every expression of the arena, whether it is more than a part of scenarios: those are
    /// applied before anything else is asked for.
    pub fn wanted(&self) -> Vec<bool> {
        if self.scenarios.is_empty() {
            return vec![true; self.arena.len()];
        }
        let changes = self.scenarios.iter().flat_map(Scenario::changes);
        let changing = self.reached(changes.flat_map(Change::roots));
        let others = self.arena.iter().map(|(id, _)| id);
        let others = others.filter(|id| changing.get(id.0 as usize) == Some(&false));
        let rules = self.rules.iter().flat_map(Rule::roots);
        self.reached(others.chain(rules).chain(self.flows.iter().flat_map(Flow::roots)))
    }
}

impl Flow {
    /// Its own expressions.
    fn roots(&self) -> impl Iterator<Item = ExprId> {
        self.amount.into_iter().chain(self.kind).chain(self.exists)
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

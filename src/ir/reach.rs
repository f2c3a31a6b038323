//! Which expressions a part of a program is made of.

use super::{
    Addition, Change, Does, ExprId, Flow, Leads, Op, Part, Program, Removal, Rule, Scorecard, Step,
    Taken,
};

impl Program {
    /// For every expression of the arena, whether one of `roots` is made of it.
    pub fn reached(&self, roots: impl IntoIterator<Item = ExprId>) -> Vec<bool> {
        let mut reached = vec![false; self.arena.len()];
        let first = |id: ExprId, _: &Op| !std::mem::replace(&mut reached[id.0 as usize], true);
        self.arena.parts(roots, first).for_each(drop);
        reached
    }
}

impl Program {
    /// For every expression of the arena, whether it is more than a part of scenarios, which are
    /// applied before anything else is asked for, and of the grades of scorecards, which are asked
    /// for last.
    pub fn wanted(&self) -> Vec<bool> {
        if self.scenarios.is_empty() && self.scorecards.is_empty() {
            return vec![true; self.arena.len()];
        }
        let steps =
            self.scenarios.iter().flat_map(|scenario| &scenario.steps).flat_map(Step::roots);
        let graded = self.scorecards.iter().flat_map(Scorecard::conditions);
        let apart = self.reached(steps.chain(graded));
        let others = self.arena.iter().map(|(id, _)| id);
        let others = others.filter(|id| apart.get(id.0 as usize) == Some(&false));
        let rules = self.rules.iter().flat_map(Rule::roots);
        let taken = self.scorecards.iter().flat_map(|card| &card.takes).flat_map(Taken::roots);
        let flows = self.flows.iter().flat_map(Flow::roots);
        self.reached(others.chain(rules).chain(taken).chain(flows))
    }
}

impl Flow {
    /// Its own expressions.
    fn roots(&self) -> impl Iterator<Item = ExprId> {
        self.amount.into_iter().chain(self.kind).chain(self.exists)
    }
}

impl Rule {
    /// Its conditions in the order of their weight: `unless` first, then the rungs.
    pub fn conditions(&self) -> impl Iterator<Item = ExprId> + '_ {
        self.unless.iter().copied().chain(self.rungs.iter().map(|rung| rung.when))
    }

    /// Its own expressions: conditions, what is at stake, and what its texts print.
    pub fn roots(&self) -> impl Iterator<Item = ExprId> + '_ {
        let texts = self.message.iter().chain(&self.remedy).flat_map(|text| &text.0);
        let holes = texts.filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Hole(id, _) => Some(*id),
        });
        self.conditions().chain(self.amount).chain(holes)
    }
}

impl Change {
    /// What tells whom it means, and what it sets.
    pub fn roots(&self) -> impl Iterator<Item = ExprId> {
        [self.value].into_iter().chain(self.filter)
    }
}

impl Removal {
    /// Its own expressions.
    pub fn roots(&self) -> impl Iterator<Item = ExprId> {
        self.over.filter.into_iter()
    }
}

impl Addition {
    /// Its own expressions.
    pub fn roots(&self) -> impl Iterator<Item = ExprId> {
        self.over.filter.into_iter().chain(self.values.iter().map(|(_, value)| *value))
    }
}

impl Step {
    /// Its own expressions.
    pub fn roots(&self) -> Vec<ExprId> {
        match &self.does {
            Does::Set(_) | Does::UntilStable(_) => {
                self.changes().iter().flat_map(|one| one.roots().chain(one.loss)).collect()
            }
            Does::Remove(removal) => removal.roots().collect(),
            Does::Add(addition) => addition.roots().collect(),
        }
    }
}

impl Taken {
    /// Its own expressions.
    fn roots(&self) -> impl Iterator<Item = ExprId> {
        let ways: &[ExprId] = match &self.leads {
            Leads::By(ways) => ways,
            Leads::Itself | Leads::Members(_) => &[],
        };
        ways.iter().copied().chain(self.cause)
    }
}

//! Scenarios: the records as they would be. A scenario is applied before rules are: it makes new
//! tables of the record kinds that it changes, and of what is made of records, and shares those of
//! all others.

mod change;
mod losses;
mod members;
mod routes;
mod told;
mod watch;

pub use told::{Joined, Lost, Round, StepTold, Told};

use super::{Settings, derive};
use crate::ir::{Change, Does, Program, Scenario, Step};
use crate::outcome::Cell;
use crate::record::Tables;
use change::Making;
use losses::Losses;
use routes::{Changed, Changing, rests_on_made};
use told::Doubts;
use watch::{AtHand, Watch};

/// What a scenario makes of the records.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The changed tables, the others shared with those before.
    pub tables: Tables,
    /// What changed, and by which step.
    pub told: Told,
}

/// Applies a scenario: its steps in order, each to what the one before it left.
///
/// A step looks at all its records before it changes any of them, so their order does not matter.
/// Where it is not known whether a record is meant, the fact may be the old one or the new one.
/// What is made of records is made anew of the changed ones.
pub fn apply(
    program: &Program,
    tables: &Tables,
    scenario: &Scenario,
    settings: Settings,
) -> Applied {
    applied(program, tables, scenario, settings, Rounds::OfChanges)
}

/// The same, where each round looks at all records: what tests hold [`apply`] to.
pub fn apply_anew(
    program: &Program,
    tables: &Tables,
    scenario: &Scenario,
    settings: Settings,
) -> Applied {
    applied(program, tables, scenario, settings, Rounds::OfAll)
}

/// What a round of a cascade looks at, the first aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounds {
    /// The records to whom it may be new what changed in the round before.
    OfChanges,
    /// All records.
    OfAll,
}

fn applied(
    program: &Program,
    tables: &Tables,
    scenario: &Scenario,
    settings: Settings,
    rounds: Rounds,
) -> Applied {
    let mut run = Run {
        program,
        settings,
        rounds,
        applied: Applied { tables: tables.clone(), told: Told::new(scenario) },
        stale: false,
    };
    for step in &scenario.steps {
        let told = match &step.does {
            Does::UntilStable(_) => run.cascade(step),
            Does::Set(_) | Does::Remove(_) | Does::Add(_) => run.once(step),
        };
        run.applied.told.steps.push(told);
    }
    run.refresh();
    run.applied
}

/// A scenario on its way.
struct Run<'a> {
    program: &'a Program,
    settings: Settings,
    rounds: Rounds,
    applied: Applied,
    /// Whether what is made of records is older than they are.
    stale: bool,
}

/// A step on its way, with what it has changed so far.
struct Steps<'a> {
    /// Its changes, and the records of each that may be meant.
    changes: Vec<(&'a Change, Watch<'a>)>,
    /// What records lose by them.
    losses: Vec<Losses<'a>>,
    changed: Vec<Changed>,
}

impl<'a> Steps<'a> {
    fn of(program: &Program, step: &'a Step, rounds: Rounds) -> Steps<'a> {
        let fields: Vec<Changing> =
            step.changes().iter().map(|change| (change.record, change.field)).collect();
        let watch = |change: &Change, roots| {
            let watch = Watch::new(program, change.record, roots);
            match rounds {
                Rounds::OfChanges => watch.following(program, &fields),
                Rounds::OfAll => watch,
            }
        };
        let changes = step.changes().iter();
        let losses = changes.clone().filter_map(|one| Losses::of(one, |roots| watch(one, roots)));
        let losses = losses.collect();
        let changes = changes.map(|one| (one, watch(one, one.roots().collect()))).collect();
        Steps { changes, losses, changed: Vec::new() }
    }
}

impl<'a> Run<'a> {
    fn once(&mut self, step: &'a Step) -> StepTold {
        self.round(&mut Steps::of(self.program, step, self.rounds));
        self.members(step);
        StepTold { span: step.span, losses: Vec::new(), rounds: None }
    }

    /// Repeats a step until it changes nothing. The checker made sure that its facts only move
    /// from false over unknown to true: each can change twice, so the rounds come to an end.
    fn cascade(&mut self, step: &'a Step) -> StepTold {
        let before = self.applied.told.doubts.clone();
        let mut rounds = Vec::new();
        let mut steps = Steps::of(self.program, step, self.rounds);
        let losses = self.lost(&mut steps);
        loop {
            let joined = self.round(&mut steps);
            if joined.is_empty() {
                break;
            }
            rounds.push(Round { joined, losses: self.lost(&mut steps) });
        }
        self.doubt(step, &before);
        StepTold { span: step.span, losses, rounds: Some(rounds) }
    }

    /// What is lost now by whom, where that is something else than before.
    fn lost(&mut self, steps: &mut Steps<'a>) -> Vec<Lost> {
        let mut lost = Vec::new();
        for losses in &mut steps.losses {
            if self.stale && losses.watch.rests_on_made {
                self.refresh();
            }
            lost.extend(losses.look(self.at_hand(), &steps.changed));
        }
        lost
    }

    fn at_hand(&self) -> AtHand<'a, '_> {
        (self.program, &self.applied.tables, self.settings)
    }

    /// Says anew what a cascade leaves open: what would have told in the round in which a fact came
    /// into doubt need not be what would tell in the end.
    fn doubt(&mut self, step: &'a Step, before: &Doubts) {
        let mut doubts = Doubts::default();
        for change in step.changes() {
            let mut watch = Watch::new(self.program, change.record, change.roots().collect());
            let found = watch.over(self.at_hand(), &[], |frame| change::doubtful(frame, change));
            for (row, why) in found.into_iter().flatten() {
                let cell = Cell { record: change.record, row, field: Some(change.field) };
                let earlier = || before.get(&cell).cloned().unwrap_or_default();
                let all = doubts.entry(cell).or_insert_with(earlier);
                all.extend(why.into_iter().filter(|why| !all.contains(why)).collect::<Vec<_>>());
            }
        }
        self.applied.told.doubts.extend(doubts);
    }

    /// Applies the changes of a step, and tells what became true.
    fn round(&mut self, steps: &mut Steps<'a>) -> Vec<Joined> {
        let mut joined = Vec::new();
        for (change, watch) in &mut steps.changes {
            if self.stale && watch.rests_on_made {
                self.refresh();
            }
            let making =
                watch.over(self.at_hand(), &steps.changed, |frame| change::make(frame, change));
            let making = Making::of(making);
            let made = &making.made;
            joined.extend(made.iter().map(|made| Joined::of(change, made)));
            let changed = made.iter().filter(|made| made.changed).map(|made| made.row).collect();
            steps.changed.push(((change.record, change.field), changed));
            let tables = &mut self.applied.tables;
            self.applied.told.note(change, made, tables.of(change.record));
            self.stale |= !made.is_empty();
            change::put(tables, change, making);
        }
        joined
    }

    /// Takes members of lists away, or adds some.
    fn members(&mut self, step: &Step) {
        if self.stale && rests_on_made(self.program, step.roots()) {
            self.refresh();
        }
        let (program, settings, tables) = (self.program, self.settings, &mut self.applied.tables);
        let (record, added, moved, span) = match &step.does {
            Does::Set(_) | Does::UntilStable(_) => return,
            Does::Remove(removal) => {
                let moved = members::remove(program, tables, removal, settings);
                (removal.over.record, false, moved, removal.span)
            }
            Does::Add(addition) => {
                let moved = members::add(program, tables, addition, settings);
                (addition.members, true, moved, addition.span)
            }
        };
        self.stale |= !moved.members.is_empty();
        let list = program.schema.record(record).parent;
        self.applied.told.note_moved(tables, (record, list, added), moved, span);
    }

    /// Makes anew what is made of records.
    fn refresh(&mut self) {
        if std::mem::take(&mut self.stale) {
            derive(self.program, &mut self.applied.tables, self.settings);
        }
    }
}

//! What a report says of a scenario: what it changed, and how far it spread.

use serde::Serialize;

/// A scenario that was applied to the records.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The scenario in a few words.
    pub title: String,
    /// How many facts it changed.
    pub changed: u64,
    /// How many of them lay beyond the bounds of their fields and were cut to them.
    pub cut: u64,
    /// The rounds of its cascades, in order.
    pub rounds: Vec<Round>,
}

/// One round of a cascade.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Round {
    /// The step of the scenario that was repeated, from 1.
    pub step: u64,
    /// The facts that became true.
    pub joined: Vec<Joined>,
}

/// A fact that became true.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Joined {
    /// The record kind.
    pub record: String,
    /// The record's key.
    pub key: String,
    /// The field.
    pub field: String,
    /// Whether it is true for certain; otherwise it may be.
    pub certain: bool,
}

impl Scenario {
    /// What it changed, in words; cascades round by round.
    pub fn told(&self) -> Vec<String> {
        let facts = |n: u64| if n == 1 { "1 fact".to_owned() } else { format!("{n} facts") };
        let mut told = vec![format!("{} changed", facts(self.changed))];
        if self.cut > 0 {
            told.push(format!("{} cut to the bounds of the field", facts(self.cut)));
        }
        for (i, round) in self.rounds.iter().enumerate().take(ROUNDS) {
            told.push(format!("round {}: {}", i + 1, round.told()));
        }
        if let Some(more) = self.rounds.len().checked_sub(ROUNDS).filter(|more| *more > 0) {
            let joined: usize = self.rounds.iter().skip(ROUNDS).map(|r| r.joined.len()).sum();
            told.push(format!("… and {more} more rounds with {joined} facts"));
        }
        told
    }
}

/// How many rounds a text tells.
const ROUNDS: usize = 12;

/// How many names of a round a text tells.
const NAMES: usize = 12;

impl Round {
    fn told(&self) -> String {
        let name = |joined: &Joined| match joined.certain {
            true => joined.key.clone(),
            false => format!("perhaps {}", joined.key),
        };
        let mut names: Vec<String> = self.joined.iter().take(NAMES).map(name).collect();
        if let Some(more) = self.joined.len().checked_sub(NAMES).filter(|more| *more > 0) {
            names.push(format!("{more} more"));
        }
        names.join(", ")
    }
}

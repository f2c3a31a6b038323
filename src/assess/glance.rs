//! A run at a glance, for pages that begin with what their entries come to.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Assessment;
use crate::outcome::Severity;
use crate::report::{Glance, Request};

/// How many facts to ask for are told beforehand.
const FOREMOST: usize = 6;

impl Assessment<'_> {
    /// The run at a glance, given what there is to ask for.
    pub(super) fn glance(&self, requests: &[Request]) -> Glance {
        let mut glance = Glance::default();
        let mut open: BTreeMap<Severity, u64> = BTreeMap::new();
        let mut found: BTreeMap<Severity, FxHashSet<(u32, u32)>> = BTreeMap::new();
        for (rule, outcome) in self.program.rules.iter().zip(&self.outcomes) {
            for (_, possibly) in &outcome.undetermined {
                *open.entry(*possibly).or_default() += 1;
            }
            for (row, severity, _) in &outcome.flagged {
                found.entry(*severity).or_default().insert((rule.subject.0, *row));
            }
            let worse = outcome.flagged.iter().filter(|(_, _, possibly)| possibly.is_some());
            glance.worse += worse.count() as u64;
        }
        let mut subjects = found.into_values().rev().take(2);
        let worst = subjects.next().unwrap_or_default();
        let next = subjects.next().unwrap_or_default();
        glance.subjects = worst.union(&next).count() as u64;
        glance.open = open.into_iter().rev().collect();
        glance.grids = self.grids();
        glance.network = self.network();
        glance.foremost = requests.iter().take(FOREMOST).cloned().collect();
        glance
    }
}

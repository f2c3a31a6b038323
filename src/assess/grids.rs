//! Subjects by rules: who is found fault with by which, at a glance.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Assessment;
use crate::outcome::{Severity, Verdict};
use crate::report::{Grid, GridRow};
use crate::ty::RecordId;

/// How many subjects of a kind are told, the worst of them.
const ROWS: usize = 100;

/// How bad the verdicts on a subject are: how many of each severity, the worst first, then how many
/// are open.
type Weight = [u64; Severity::ALL.len() + 1];

impl Assessment<'_> {
    /// The verdicts kind by kind, those first that most rules look at.
    pub(super) fn grids(&self) -> Vec<Grid> {
        let mut kinds: BTreeMap<RecordId, Vec<u32>> = BTreeMap::new();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            if !outcome.flagged.is_empty() || !outcome.undetermined.is_empty() {
                let kind = self.program.rules[rule].subject;
                kinds.entry(kind).or_default().push(rule as u32);
            }
        }
        let mut kinds: Vec<(RecordId, Vec<u32>)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, rules)| Reverse(rules.len()));
        kinds.into_iter().map(|(kind, rules)| self.grid(kind, &rules)).collect()
    }

    fn grid(&self, kind: RecordId, rules: &[u32]) -> Grid {
        let weights = self.weights(rules);
        let (all, subjects) = (weights.len(), self.tables.of(kind).subjects());
        let mut rows: Vec<(Weight, u32)> = weights.into_iter().map(|(row, w)| (w, row)).collect();
        let first = rules.first().copied().unwrap_or_default();
        rows.sort_by(|(a, row), (b, other)| {
            b.cmp(a).then_with(|| self.standing_order((first, *row), (first, *other)))
        });
        rows.truncate(ROWS);
        let rows: Vec<u32> = rows.into_iter().map(|(_, row)| row).collect();
        let columns: Vec<Vec<Verdict>> =
            rules.iter().map(|rule| self.column(*rule, &rows)).collect();
        let cell = |rule: u32, row: u32, verdict: Verdict| {
            let told = matches!(verdict, Verdict::Flagged { .. } | Verdict::Undetermined { .. });
            (verdict, told.then(|| self.fingerprint(rule as usize, row).now))
        };
        let told = rows.iter().enumerate().map(|(at, row)| {
            let cells = rules.iter().zip(&columns);
            let cells =
                cells.filter_map(|(rule, column)| Some(cell(*rule, *row, *column.get(at)?)));
            GridRow::new(self.places().subject(kind, *row), cells.collect())
        });
        let title = |rule: &u32| {
            let rule = &self.program.rules[*rule as usize];
            (rule.name.to_string(), rule.title.to_string())
        };
        let record = self.program.schema.record(kind).name.clone();
        let mut grid = Grid::new(record, rules.iter().map(title).collect(), told.collect());
        grid.more = (all - rows.len()) as u64;
        grid.quiet = subjects.saturating_sub(all) as u64;
        grid
    }

    /// The subjects with findings or open verdicts of those rules, and how bad these are.
    fn weights(&self, rules: &[u32]) -> BTreeMap<u32, Weight> {
        let mut weights: BTreeMap<u32, Weight> = BTreeMap::new();
        for rule in rules {
            let outcome = &self.outcomes[*rule as usize];
            for (row, severity, _) in &outcome.flagged {
                let worst = Severity::ALL.len() - 1;
                weights.entry(*row).or_default()[worst - *severity as usize] += 1;
            }
            for (row, _) in &outcome.undetermined {
                weights.entry(*row).or_default()[Severity::ALL.len()] += 1;
            }
        }
        weights
    }

    /// What a rule says of some subjects.
    fn column(&self, rule: u32, rows: &[u32]) -> Vec<Verdict> {
        let subjects = self.evaluation.subjects(rule as usize, rows.to_vec());
        let all = |subjects: crate::eval::Subjects<'_>| {
            (0..rows.len()).map(|place| subjects.verdict(place)).collect()
        };
        subjects.map(all).unwrap_or_default()
    }
}

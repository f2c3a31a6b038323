//! A stress run: every scenario against the records as they are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Assessment, Options};
use crate::eval::scenario;
use crate::ir::{Program, Scenario};
use crate::outcome::Severity;
use crate::record::{Input, Records};
use crate::report::GateResult;
use crate::report::stress::{
    Counts, Standing, Stress, Stressed, StressedRule, Turn, Turned, UnderScenario,
};
use crate::source::Sources;

/// A verdict that turned, before it is put into words.
#[derive(Clone, Copy)]
struct Hit {
    turn: Turn,
    rule: usize,
    /// The row of the scenario's table where there is one, else that of the base.
    row: Row,
    before: Held,
    after: Held,
}

/// Where a rule stands, and what that possibly is.
type Held = (Standing, Option<Severity>);

#[derive(Clone, Copy)]
enum Row {
    Scenario(u32),
    Base(u32),
}

/// Applies the rules to the records without and with each scenario, and compares. Of each
/// scenario's turned verdicts the worst `most` are told, where that is given; all are counted.
/// A new or worse finding at or above the gate's severity fails it.
pub fn stress(
    sources: &Sources,
    program: &Program,
    records: &Records,
    scenarios: &[&Scenario],
    inputs: &[Input],
    options: &Options,
    most: Option<usize>,
) -> Stress {
    let base = Assessment::new(sources, program, records, inputs, options);
    let mut rules: Vec<StressedRule> = base.stressed_rules();
    let mut stressed = Vec::new();
    let mut worst = None;
    let mut limits = base.head.limits.clone();
    for scenario in scenarios {
        let applied = scenario::apply(program, &records.tables, scenario, options.settings);
        let under = Assessment::under(sources, program, records, &applied, inputs, options);
        let mut hits = Vec::new();
        for (place, rule) in rules.iter_mut().enumerate() {
            let turned = turned(&base, &under, place);
            rule.scenarios.push(under.under_scenario(place, &turned));
            hits.extend(turned);
        }
        worst = worst.max(hits.iter().filter_map(new_or_worse).max());
        for limit in &under.head.limits {
            if !limits.contains(limit) {
                limits.push(limit.clone());
            }
        }
        stressed.push(Stressed {
            scenario: under.scenario(&applied.told),
            counts: counts(&hits),
            turns: told(&base, &under, hits, most),
        });
    }
    let fails = options.gate.fail_on.zip(worst).is_some_and(|(line, worst)| worst >= line);
    Stress {
        as_of: base.head.as_of.clone(),
        currency: base.head.currency.clone(),
        inputs: base.head.inputs.clone(),
        rules,
        scenarios: stressed,
        limits,
        fail_on: options.gate.fail_on.map_or("never", Severity::name).to_owned(),
        gate: if fails { GateResult::Failed } else { GateResult::Passed },
    }
}

fn new_or_worse(hit: &Hit) -> Option<Severity> {
    match (hit.turn, hit.after.0) {
        (Turn::Appears | Turn::Worsens, Standing::Flagged(severity)) => Some(severity),
        _ => None,
    }
}

fn counts(hits: &[Hit]) -> Counts {
    let mut counts = Counts::default();
    hits.iter().for_each(|hit| counts.add(hit.turn));
    counts
}

/// The verdicts of a rule that a scenario turned. Subjects are known by their keys.
fn turned(base: &Assessment<'_>, under: &Assessment<'_>, rule: usize) -> Vec<Hit> {
    let mut before: BTreeMap<&str, (u32, Held)> = base
        .standings(rule)
        .filter_map(|(row, standing)| Some((base.key(rule, row)?, (row, standing))))
        .collect();
    let mut hits = Vec::new();
    for (row, after) in under.standings(rule) {
        let known = under.key(rule, row).and_then(|key| before.remove(key));
        let before = known.map_or((Standing::Silent, None), |(_, held)| held);
        if let Some(turn) = Turn::of(before, after) {
            hits.push(Hit { turn, rule, row: Row::Scenario(row), before, after });
        }
    }
    // What is left says nothing under the scenario.
    let after = (Standing::Silent, None);
    hits.extend(before.into_values().filter_map(|(row, before)| {
        let turn = Turn::of(before, after)?;
        Some(Hit { turn, rule, row: Row::Base(row), before, after })
    }));
    hits
}

/// The turned verdicts in words: by turn, the worst first, then by rule and key.
fn told(
    base: &Assessment<'_>,
    under: &Assessment<'_>,
    mut hits: Vec<Hit>,
    most: Option<usize>,
) -> Vec<Turned> {
    let severity = |turn: Turn, (standing, possibly): Held| match (turn, standing) {
        (Turn::Shifts, _) => possibly,
        (_, Standing::Flagged(severity)) => Some(severity),
        (_, Standing::Silent | Standing::Undetermined) => None,
    };
    let key = |hit: &Hit| match hit.row {
        Row::Scenario(row) => under.key(hit.rule, row),
        Row::Base(row) => base.key(hit.rule, row),
    };
    hits.sort_by_cached_key(|hit| {
        let weight = severity(hit.turn, hit.after).max(severity(hit.turn, hit.before));
        (hit.turn, Reverse(weight), hit.rule, key(hit).unwrap_or_default().to_owned())
    });
    hits.truncate(most.unwrap_or(usize::MAX));
    hits.iter().filter_map(|hit| in_words(base, under, hit)).collect()
}

fn in_words(base: &Assessment<'_>, under: &Assessment<'_>, hit: &Hit) -> Option<Turned> {
    let rule = under.program.rules.get(hit.rule)?;
    let (assessment, row) = match hit.row {
        Row::Scenario(row) => (under, row),
        Row::Base(row) => (base, row),
    };
    let subject = assessment.places().subject(rule.subject, row);
    let ((before, possibly_before), (after, possibly_after)) = (hit.before, hit.after);
    let message = match after {
        Standing::Flagged(_) => under.evaluation.message(hit.rule, row),
        Standing::Silent | Standing::Undetermined => String::new(),
    };
    Some(Turned {
        turn: hit.turn,
        fingerprint: assessment.fingerprint(hit.rule, row).now,
        rule: rule.name.to_string(),
        title: rule.title.clone(),
        subject,
        before,
        after,
        possibly_before,
        possibly_after,
        message,
    })
}

impl Assessment<'_> {
    /// Where a rule stands on every subject that it is not silent about.
    fn standings(&self, rule: usize) -> impl Iterator<Item = (u32, Held)> + '_ {
        let outcome = self.outcomes.get(rule);
        let flagged = outcome.into_iter().flat_map(|o| &o.flagged);
        let open = outcome.into_iter().flat_map(|o| &o.undetermined);
        flagged
            .map(|(row, severity, possibly)| (*row, (Standing::Flagged(*severity), *possibly)))
            .chain(open.map(|(row, possibly)| (*row, (Standing::Undetermined, Some(*possibly)))))
    }

    /// The key of a rule's subject.
    fn key(&self, rule: usize, row: u32) -> Option<&str> {
        let rule = self.program.rules.get(rule)?;
        self.tables.of(rule.subject).keys.get(row as usize)
    }

    fn stressed_rules(&self) -> Vec<StressedRule> {
        let rule = |count: &crate::report::RuleCount| StressedRule {
            id: count.id.clone(),
            title: count.title.clone(),
            place: count.place.clone(),
            flagged: count.flagged,
            undetermined: count.undetermined,
            scenarios: Vec::new(),
        };
        self.head.rules.iter().map(rule).collect()
    }

    fn under_scenario(&self, rule: usize, hits: &[Hit]) -> UnderScenario {
        let outcome = self.outcomes.get(rule);
        UnderScenario {
            flagged: outcome.map_or(0, |o| o.flagged.len() as u64),
            undetermined: outcome.map_or(0, |o| o.undetermined.len() as u64),
            counts: counts(hits),
        }
    }
}

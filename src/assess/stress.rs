//! A stress run: every scenario against the records as they are. What a scenario leaves undecided is
//! no improvement.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::grade_gate::regraded;
use super::unformed::Unformed;
use super::{Assessment, Options};
use crate::eval::scenario;
use crate::ir::{Program, Scenario};
use crate::outcome::Severity;
use crate::record::{Input, Records};
use crate::report::stress::{
    Counts, Standing, Stress, Stressed, StressedRule, Turn, Turned, UnderScenario,
};
use crate::report::{GateResult, Reason, ReasonKind};
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
/// scenario's turned verdicts the worst `most` are told, where that is given; all are counted. What
/// fails the gate is at or above its severity: a new or worse finding, and one of which the scenario
/// leaves open whether it is as bad any more; and so with grades.
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
    let mut failing: BTreeMap<(ReasonKind, Reverse<Severity>), u64> = BTreeMap::new();
    let mut grades: Vec<Reason> = Vec::new();
    let mut limits = base.head.limits.clone();
    for scenario in scenarios {
        let applied = scenario::apply(program, &records.tables, scenario, options.settings);
        let mut under = Assessment::under(sources, program, records, &applied, inputs, options);
        under.compare_grades_with(&base);
        let mut hits = Vec::new();
        let mut unformed = Unformed::new(&under);
        for (place, rule) in rules.iter_mut().enumerate() {
            let turned = turned(&base, &under, place, &mut unformed);
            rule.scenarios.push(under.under_scenario(place, &turned));
            hits.extend(turned);
        }
        let reasons = hits.iter().filter_map(reason);
        for (kind, severity) in reasons.filter(|(_, severity)| options.gate.is_past(*severity)) {
            *failing.entry((kind, Reverse(severity))).or_default() += 1;
        }
        for reason in under.failing_grades(options.gate, &options.fail_on_grade) {
            match grades
                .iter_mut()
                .find(|known| (known.kind, &known.grade) == (reason.kind, &reason.grade))
            {
                Some(known) => known.count += reason.count,
                None => grades.push(reason),
            }
        }
        for limit in &under.head.limits {
            if !limits.contains(limit) {
                limits.push(limit.clone());
            }
        }
        stressed.push(Stressed {
            scenario: under.scenario(&applied.told),
            counts: counts(&hits),
            at_stake: under.stakes.all.clone(),
            turns: told(&base, &under, hits, most),
            grades: regraded(&base, &under),
        });
    }
    let reason = |((kind, Reverse(severity)), count)| Reason {
        severity: Some(severity),
        ..Reason::new(kind, count)
    };
    let gate_reasons: Vec<Reason> = failing.into_iter().map(reason).chain(grades).collect();
    let gate = if gate_reasons.is_empty() { GateResult::Passed } else { GateResult::Failed };
    Stress {
        as_of: base.head.as_of.clone(),
        currency: base.head.currency.clone(),
        inputs: base.head.inputs.clone(),
        rules,
        scenarios: stressed,
        at_stake: base.head.summary.at_stake.clone(),
        notes: base.head.notes.clone(),
        limits,
        skipped: base.head.skipped.clone(),
        fail_on: options.gate.line().to_owned(),
        fail_on_grade: options.fail_on_grade.iter().map(|line| base.told_line(*line)).collect(),
        gate,
        gate_reasons,
    }
}

/// Why a verdict that turned may fail the gate, and how bad that is.
fn reason(hit: &Hit) -> Option<(ReasonKind, Severity)> {
    match (hit.turn, hit.before.0, hit.after.0) {
        (Turn::Appears, _, Standing::Flagged(severity)) => Some((ReasonKind::New, severity)),
        (Turn::Worsens, _, Standing::Flagged(severity)) => Some((ReasonKind::Worse, severity)),
        // As beside a baseline, what is possibly worse than it was is worse.
        (Turn::Shifts, _, Standing::Flagged(severity)) if hit.after.1 > hit.before.1 => {
            Some((ReasonKind::Worse, severity))
        }
        (Turn::Opens, Standing::Flagged(was), _) => Some((ReasonKind::EvidenceLost, was)),
        _ => None,
    }
}

fn counts(hits: &[Hit]) -> Counts {
    let mut counts = Counts::default();
    hits.iter().for_each(|hit| counts.add(hit.turn));
    counts
}

/// What a subject goes by with and without a scenario, which leaves records where they stand and
/// makes groups and walks anew.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Name<'a> {
    Row(u32),
    Key(&'a str),
}

/// The verdicts of a rule that a scenario turned.
fn turned<'a>(
    base: &'a Assessment<'_>,
    under: &'a Assessment<'_>,
    rule: usize,
    unformed: &mut Unformed<'_>,
) -> Vec<Hit> {
    let mut before: BTreeMap<Name<'a>, (u32, Held)> = base
        .standings(rule)
        .filter_map(|(row, standing)| Some((base.name(rule, row)?, (row, standing))))
        .collect();
    let mut hits = Vec::new();
    for (row, after) in under.standings(rule) {
        let known = under.name(rule, row).and_then(|name| before.remove(&name));
        let before = known.map_or((Standing::Silent, None), |(_, held)| held);
        if let Some(turn) = Turn::of(before, after) {
            hits.push(Hit { turn, rule, row: Row::Scenario(row), before, after });
        }
    }
    // What is left says nothing under the scenario, or is perhaps formed by what it leaves open.
    let subject = under.program.rules.get(rule).map(|rule| rule.subject);
    let mut may_be = |key| subject.is_some_and(|record| unformed.may_be(record, key).is_some());
    let formed = if before.is_empty() { HashSet::new() } else { under.names(rule) };
    hits.extend(before.into_iter().filter_map(|(name, (row, before))| {
        let after = match (&name, before.0) {
            (Name::Key(key), Standing::Flagged(was)) if !formed.contains(&name) && may_be(key) => {
                (Standing::Undetermined, before.1.max(Some(was)))
            }
            _ => (Standing::Silent, None),
        };
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
        (_, Standing::Silent) => None,
        (_, Standing::Undetermined) => possibly,
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
        Standing::Flagged(_) => {
            under.evaluation.subjects(hit.rule, vec![row]).map(|one| one.message(0))?
        }
        Standing::Silent | Standing::Undetermined => String::new(),
    };
    let at_stake = match (hit.row, after) {
        (_, Standing::Silent) | (Row::Base(_), _) => None,
        (Row::Scenario(row), _) => under.stake(hit.rule as u32, row),
    };
    Some(Turned {
        turn: hit.turn,
        fingerprint: assessment.fingerprint(hit.rule, row).now,
        rule: rule.name.to_string(),
        title: rule.title.to_string(),
        subject,
        before,
        after,
        possibly_before,
        possibly_after,
        message,
        at_stake,
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

    fn name(&self, rule: usize, row: u32) -> Option<Name<'_>> {
        let subject = self.program.rules.get(rule)?.subject;
        match self.program.schema.kind(subject).is_made() {
            true => self.key(rule, row).map(Name::Key),
            false => Some(Name::Row(row)),
        }
    }

    /// All subjects of a rule.
    fn names(&self, rule: usize) -> HashSet<Name<'_>> {
        let rows = self.outcomes.get(rule).map_or(0, |outcome| outcome.subjects as u32);
        (0..rows).filter_map(|row| self.name(rule, row)).collect()
    }

    fn stressed_rules(&self) -> Vec<StressedRule> {
        let rule = |count: &crate::report::RuleCount| StressedRule {
            id: count.id.clone(),
            title: count.title.to_string(),
            place: count.place.clone(),
            flagged: count.flagged,
            undetermined: count.undetermined,
            scenarios: Vec::new(),
        };
        self.head.rules.iter().map(rule).collect()
    }

    fn under_scenario(&self, rule: usize, hits: &[Hit]) -> UnderScenario {
        let outcome = self.outcomes.get(rule);
        let gone = |hit: &&Hit| matches!((hit.row, hit.turn), (Row::Base(_), Turn::Opens));
        let unformed = hits.iter().filter(gone).count() as u64;
        UnderScenario {
            flagged: outcome.map_or(0, |o| o.flagged.len() as u64),
            undetermined: outcome.map_or(0, |o| o.undetermined.len() as u64) + unformed,
            counts: counts(hits),
        }
    }
}

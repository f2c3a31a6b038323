//! What a report says of the run as a whole.

use std::collections::BTreeMap;

use super::digest::digest;
use super::judged::Judged;
use super::policy::of_policy;
use super::wording::flowing;
use super::{Assessment, Gate, Options};
use crate::ir;
use crate::outcome::{RuleOutcome, Severity};
use crate::record::Input;
use crate::report::{self, Disabled, GateResult, Head, Lost, Note, RuleCount, Summary};
use crate::ty::RecordId;

impl Assessment<'_> {
    pub(super) fn make_head(&self, inputs: &[Input], options: &Options) -> Head {
        let mut limits = self.limits();
        limits.extend(self.gaps());
        let inputs = self.inputs(inputs, options.trees.is_some());
        let empty = inputs.iter().filter(|input| input.records.is_empty());
        let mut notes: Vec<Note> =
            empty.map(|input| Note::EmptyFile { path: input.path.clone() }).collect();
        notes.extend(options.notes.iter().cloned());
        notes.extend(self.shadowed());
        notes.extend(self.untold());
        notes.extend(self.notes());
        notes.extend(self.ungraded());
        notes.extend(Some(self.grades_gone()).filter(|n| *n > 0).map(Note::GradesGone));
        notes.extend(self.lapsed_rules(options.settings.as_of));
        let mut judged = self.judge(options, &limits);
        let fixed = self.compared.fixed.clone();
        let policy = self.policy(options);
        notes.extend(self.lapsed_waivers());
        notes.extend(self.failed_baseline());
        notes.extend(self.other_day(options.settings.as_of));
        let changes = self.policy_changes(&policy);
        judged.reasons.extend(of_policy(options.policy_changes, &changes));
        notes.extend(changes);
        let lost = &judged.lost;
        notes.extend((!lost.is_empty()).then(|| Note::EvidenceLost(lost.clone())));
        notes.extend((!fixed.is_empty()).then(|| Note::Fixed(fixed.clone())));
        notes.extend(self.slack(&options.budgets));
        notes.extend(self.look_alikes());
        notes.extend(self.rate_notes(options.rates_older_than));
        notes.extend(self.later_sources(options.settings.as_of));
        notes.extend(self.unseen());
        notes.extend(self.unexplained());
        Head {
            as_of: options.settings.as_of.to_string(),
            project: self.project.clone(),
            currency: options.settings.currency.code().to_owned(),
            frameworks: self.program.kept_frameworks.iter().map(ToString::to_string).collect(),
            scenario: self.places().scenario.map(|told| self.scenario(told)),
            inputs,
            rules: self.rule_counts(),
            disabled: self.disabled(),
            waivers: self.waivers.all.clone(),
            scorecards: self.scorecards(),
            notes,
            skipped: options.skipped.clone(),
            policy,
            asked: options.asked.clone(),
            summary: self.summary(options.gate, judged, fixed.len() as u64),
            fixed,
            lost: self.lost(options.gate),
            limits,
        }
    }

    /// The findings of the baseline whose evidence is lost, each with whether it fails the gate.
    fn lost(&self, gate: Gate) -> Vec<Lost> {
        let told =
            |lost: &Lost| Lost { fails_gate: gate.reason_of_lost(lost.severity), ..lost.clone() };
        self.compared.lost.iter().map(told).collect()
    }

    /// The record files in the order of their names, however they were handed over.
    fn inputs(&self, inputs: &[Input], digests: bool) -> Vec<report::Input> {
        let schema = &self.program.schema;
        let input = |(input, counts): (&Input, Vec<usize>)| {
            let file = self.sources.file(input.file);
            let named = |(i, n): (usize, usize)| {
                let record = schema.record(RecordId(i as u32));
                (n > 0 && record.parent.is_none()).then(|| (record.name.clone(), n as u64))
            };
            let records: BTreeMap<String, u64> =
                counts.into_iter().enumerate().filter_map(named).collect();
            let sha256 = if digests { digest(file.stored()) } else { String::new() };
            report::Input { path: file.called.to_string(), sha256, records }
        };
        let mut inputs: Vec<_> = inputs.iter().zip(self.records.counts()).map(input).collect();
        inputs.sort_by(|a, b| (&a.path, &a.records).cmp(&(&b.path, &b.records)));
        inputs
    }

    fn rule_counts(&self) -> Vec<RuleCount> {
        let count = |(rule, outcome): (&crate::ir::Rule, &RuleOutcome)| RuleCount {
            id: rule.name.to_string(),
            formerly: rule.known_as.formerly.iter().map(ToString::to_string).collect(),
            title: rule.title.to_string(),
            rationale: flowing(&rule.rationale),
            tags: rule.tags.clone(),
            cites: ir::in_force(rule.citations()),
            record: self.program.schema.record(rule.subject).name.clone(),
            worst: rule.rungs.iter().map(|rung| rung.severity).max().unwrap_or(Severity::Info),
            pack: rule.pack.to_string(),
            place: self.places().at(rule.span),
            subjects: outcome.subjects,
            flagged: outcome.flagged.len() as u64,
            clear: outcome.clear,
            undetermined: outcome.undetermined.len() as u64,
            not_applicable: outcome.not_applicable,
            unexplained: self.unexplained_of(outcome),
            params: self.places().params(rule),
            amended: self.places().amendments(rule),
        };
        self.program.rules.iter().zip(&self.outcomes).map(count).collect()
    }

    fn disabled(&self) -> Vec<Disabled> {
        let disabled = |disabled: &crate::ir::Disabled| Disabled {
            id: disabled.rule.to_string(),
            because: disabled.because.clone(),
            place: self.places().at(disabled.span),
        };
        self.program.disabled.iter().map(disabled).collect()
    }

    fn summary(&self, gate: Gate, judged: Judged, fixed: u64) -> Summary {
        let total = |f: &dyn Fn(&RuleOutcome) -> u64| self.outcomes.iter().map(f).sum();
        let of = |severity: Severity| {
            let count =
                |o: &RuleOutcome| o.flagged.iter().filter(|(_, s, _)| *s == severity).count();
            self.outcomes.iter().map(count).sum::<usize>() as u64
        };
        let passed = judged.reasons.is_empty();
        Summary {
            critical: of(Severity::Critical),
            high: of(Severity::High),
            medium: of(Severity::Medium),
            low: of(Severity::Low),
            info: of(Severity::Info),
            undetermined: total(&|o| o.undetermined.len() as u64),
            clear: total(&|o| o.clear),
            not_applicable: total(&|o| o.not_applicable),
            baseline: judged.known,
            undetermined_baseline: judged.known_open,
            waived: judged.waived[0],
            undetermined_waived: judged.waived[1],
            worse: judged.worse,
            changed: judged.changed,
            evidence_lost: judged.lost.len() as u64,
            fixed,
            at_stake: self.stakes.all.clone(),
            gate: if passed { GateResult::Passed } else { GateResult::Failed },
            fail_on: gate.line().to_owned(),
            gate_reasons: judged.reasons,
        }
    }
}

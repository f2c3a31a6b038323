//! What a report says of the run as a whole.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Assessment, Gate, Options, fingerprint};
use crate::outcome::{RuleOutcome, Severity};
use crate::record::Input;
use crate::report::{self, Disabled, GateResult, Head, RuleCount, Summary};
use crate::ty::RecordId;

impl Assessment<'_> {
    pub(super) fn make_head(&self, inputs: &[Input], options: &Options) -> Head {
        let mut limits = self.limits();
        limits.extend(self.gaps());
        let inputs = self.inputs(inputs, options.whole);
        let empty = inputs.iter().filter(|input| input.records.is_empty());
        let mut notes: Vec<String> =
            empty.map(|input| format!("there is no record in {}", input.path)).collect();
        notes.extend(self.notes());
        Head {
            as_of: options.settings.as_of.to_string(),
            currency: options.settings.currency.code().to_owned(),
            scenario: self.places().scenario.map(|told| self.scenario(told)),
            inputs,
            rules: self.rule_counts(),
            disabled: self.disabled(),
            notes,
            summary: self.summary(options.gate, limits.len() as u64),
            limits,
        }
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
            let sha256 = if digests { digest(file.bytes()) } else { String::new() };
            report::Input { path: file.name.to_string(), sha256, records }
        };
        let mut inputs: Vec<_> = inputs.iter().zip(self.records.counts()).map(input).collect();
        inputs.sort_by(|a, b| (&a.path, &a.records).cmp(&(&b.path, &b.records)));
        inputs
    }

    fn rule_counts(&self) -> Vec<RuleCount> {
        let count = |(rule, outcome): (&crate::ir::Rule, &RuleOutcome)| RuleCount {
            id: rule.name.to_string(),
            title: rule.title.clone(),
            place: self.places().at(rule.span),
            subjects: outcome.subjects,
            flagged: outcome.flagged.len() as u64,
            clear: outcome.clear,
            undetermined: outcome.undetermined.len() as u64,
            not_applicable: outcome.not_applicable,
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

    fn summary(&self, gate: Gate, limits: u64) -> Summary {
        let total = |f: &dyn Fn(&RuleOutcome) -> u64| self.outcomes.iter().map(f).sum();
        let of = |severity: Severity| {
            let count =
                |o: &RuleOutcome| o.flagged.iter().filter(|(_, s, _)| *s == severity).count();
            self.outcomes.iter().map(count).sum::<usize>() as u64
        };
        let undetermined = total(&|o| o.undetermined.len() as u64);
        let (worst, baseline) = self.worst_new();
        Summary {
            critical: of(Severity::Critical),
            high: of(Severity::High),
            medium: of(Severity::Medium),
            low: of(Severity::Low),
            info: of(Severity::Info),
            undetermined,
            clear: total(&|o| o.clear),
            not_applicable: total(&|o| o.not_applicable),
            baseline,
            waived: 0,
            // What was not looked at may say anything.
            gate: if gate.passes(worst, undetermined + limits) {
                GateResult::Passed
            } else {
                GateResult::Failed
            },
            fail_on: gate.fail_on.map_or("never", Severity::name).to_owned(),
            failed_by_findings: !gate.passes(worst, 0),
        }
    }

    /// The worst finding that the baseline did not have, and how many it had.
    fn worst_new(&self) -> (Option<Severity>, u64) {
        let (mut worst, mut known) = (None, 0);
        for (rule, outcome) in self.program.rules.iter().zip(&self.outcomes) {
            let record = &self.program.schema.record(rule.subject).name;
            for (row, severity, _) in &outcome.flagged {
                let held = !self.baseline.is_empty() && {
                    let key = self.places().key(rule.subject, *row);
                    self.baseline.holds(&fingerprint::of(&rule.name, record, &key), *severity)
                };
                if held {
                    known += 1;
                } else {
                    worst = worst.max(Some(*severity));
                }
            }
        }
        (worst, known)
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

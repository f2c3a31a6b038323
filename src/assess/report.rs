//! The report of an assessment: sums and gate at once, entries when a writer asks for them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Assessment, Gate, fingerprint};
use crate::eval::Settings;
use crate::ir::Rule;
use crate::outcome::{RuleOutcome, Severity};
use crate::record;
use crate::report::{
    Finding, GateResult, Head, Input, Report, Request, RuleCount, Summary, Undetermined,
};

/// An assessment as a report.
pub struct Assessed<'a> {
    assessment: Assessment<'a>,
    inputs: &'a [record::Input],
    head: Head,
}

impl<'a> Assessment<'a> {
    /// The report of it. `inputs` are the record files in the order in which they were read.
    pub fn report(
        self,
        inputs: &'a [record::Input],
        settings: Settings,
        gate: Gate,
    ) -> Assessed<'a> {
        let (year, month, day) = settings.as_of.ymd();
        let rules = self.program.rules.iter().zip(self.outcomes);
        let head = Head {
            as_of: format!("{year:04}-{month:02}-{day:02}"),
            currency: settings.currency.code().to_owned(),
            rules: rules.clone().map(|(rule, outcome)| self.count(rule, outcome)).collect(),
            notes: rules
                .filter_map(|(rule, outcome)| self.without_subjects(rule, outcome))
                .collect(),
            summary: self.summary(gate),
        };
        Assessed { assessment: self, inputs, head }
    }

    fn count(self, rule: &Rule, outcome: &RuleOutcome) -> RuleCount {
        RuleCount {
            id: rule.name.to_string(),
            title: rule.title.clone(),
            place: self.places().at(rule.span),
            subjects: outcome.subjects,
            flagged: outcome.flagged.len() as u64,
            clear: outcome.clear,
            undetermined: outcome.undetermined.len() as u64,
            not_applicable: outcome.not_applicable,
        }
    }

    /// A rule that looked at nothing has not passed.
    fn without_subjects(self, rule: &Rule, outcome: &RuleOutcome) -> Option<String> {
        let kind = &self.program.schema.record(rule.subject).name;
        let said = || format!("`{}` has no subjects: there is no record of {kind}", rule.name);
        (outcome.subjects == 0).then(said)
    }

    fn summary(self, gate: Gate) -> Summary {
        let mut sum = Summary {
            fail_on: gate.fail_on.map_or("never", Severity::name).to_owned(),
            ..Summary::default()
        };
        let mut worst = None;
        for (rule, outcome) in self.program.rules.iter().zip(self.outcomes) {
            for (row, severity, _) in &outcome.flagged {
                *sum.count_mut(*severity) += 1;
                if self.in_baseline(rule, *row) {
                    sum.baseline += 1;
                } else {
                    worst = worst.max(Some(*severity));
                }
            }
            sum.undetermined += outcome.undetermined.len() as u64;
            sum.clear += outcome.clear;
            sum.not_applicable += outcome.not_applicable;
        }
        if !gate.passes(worst, sum.undetermined) {
            sum.gate = GateResult::Failed;
        }
        sum
    }

    fn in_baseline(self, rule: &Rule, row: u32) -> bool {
        let known = || {
            let record = &self.program.schema.record(rule.subject).name;
            let key = self.places().key(rule.subject, row);
            self.baseline.holds(&fingerprint::of(&rule.name, record, &key))
        };
        !self.baseline.is_empty() && known()
    }
}

impl Report for Assessed<'_> {
    fn head(&self) -> &Head {
        &self.head
    }

    fn inputs(&self) -> Vec<Input> {
        let Assessment { sources, program, records, .. } = self.assessment;
        let input = |(input, counts): (&record::Input, Vec<usize>)| {
            let file = sources.file(input.file);
            let kinds = program.schema.records.iter().zip(counts);
            let held = kinds.filter(|(kind, count)| kind.parent.is_none() && *count > 0);
            let records: BTreeMap<String, u64> =
                held.map(|(kind, count)| (kind.name.clone(), count as u64)).collect();
            let hash = Sha256::digest(file.bytes());
            let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            Input { path: file.name.to_string(), sha256, records }
        };
        self.inputs.iter().zip(records.counts()).map(input).collect()
    }

    fn findings(&self, most: Option<usize>) -> Box<dyn Iterator<Item = Finding> + '_> {
        Box::new(self.assessment.findings(most))
    }

    fn undetermined(&self, most: Option<usize>) -> Box<dyn Iterator<Item = Undetermined> + '_> {
        Box::new(self.assessment.undetermined(most))
    }

    fn requests(&self, most: Option<usize>) -> (Vec<Request>, usize) {
        self.assessment.requests(most)
    }
}

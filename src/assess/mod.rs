//! From an outcome to a report: findings in order, what to ask for, baseline and gate, with
//! every place named.

mod explain;
mod fingerprint;
mod gate;
mod places;
mod report;
mod requests;
mod wording;

pub use explain::Unexplained;
pub use gate::{Baseline, Gate, UndeterminedPolicy};
pub use report::Assessed;

use std::cmp::Reverse;

use crate::eval::Evaluation;
use crate::ir::{Program, Rule};
use crate::outcome::{Detail, RuleOutcome, Severity};
use crate::record::Records;
use crate::report::{Finding, Status, Subject, Undetermined};
use crate::source::Sources;
use places::Places;

/// Everything that an assessment reads.
#[derive(Clone, Copy)]
pub struct Assessment<'a> {
    /// Where positions are looked up.
    pub sources: &'a Sources,
    /// The rules.
    pub program: &'a Program,
    /// The records.
    pub records: &'a Records,
    /// The evaluation that explains single verdicts.
    pub evaluation: &'a Evaluation<'a>,
    /// What it found, rule by rule.
    pub outcomes: &'a [RuleOutcome],
    /// What earlier reports had.
    pub baseline: &'a Baseline,
}

/// A finding before it is explained.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Hit {
    severity: Severity,
    rule: u32,
    row: u32,
}

impl<'a> Assessment<'a> {
    /// The findings, worst first: by severity, then by rule and key, so that the order of
    /// records does not matter. Each is explained when it is asked for.
    pub fn findings(self, most: Option<usize>) -> impl Iterator<Item = Finding> + use<'a> {
        let hits =
            self.hits(|outcome| &outcome.flagged, |(row, severity, _)| (*row, *severity), most);
        hits.into_iter().filter_map(move |hit| self.finding(hit))
    }

    /// The undetermined verdicts, those that could be worst first.
    pub fn undetermined(self, most: Option<usize>) -> impl Iterator<Item = Undetermined> + use<'a> {
        let hits =
            self.hits(|outcome| &outcome.undetermined, |(row, possibly)| (*row, *possibly), most);
        hits.into_iter().filter_map(move |hit| self.open_verdict(hit))
    }

    fn hits<T>(
        self,
        list: impl Fn(&'a RuleOutcome) -> &'a Vec<T>,
        read: impl Fn(&T) -> (u32, Severity),
        most: Option<usize>,
    ) -> Vec<Hit>
    where
        T: 'a,
    {
        let mut hits = Vec::new();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            hits.extend(list(outcome).iter().map(|t| {
                let (row, severity) = read(t);
                Hit { severity, rule: rule as u32, row }
            }));
        }
        let order = |hit: &Hit| {
            let rule = &self.program.rules[hit.rule as usize];
            let keys = &self.records.tables.of(rule.subject).keys;
            (Reverse(hit.severity), hit.rule, keys.get(hit.row as usize))
        };
        if let Some(most) = most.filter(|most| *most < hits.len()) {
            if most > 0 {
                hits.select_nth_unstable_by(most - 1, |a, b| order(a).cmp(&order(b)));
            }
            hits.truncate(most);
        }
        rayon::slice::ParallelSliceMut::par_sort_by(hits.as_mut_slice(), |a, b| {
            order(a).cmp(&order(b))
        });
        hits
    }

    fn finding(self, hit: Hit) -> Option<Finding> {
        let rule = self.program.rules.get(hit.rule as usize)?;
        let detail = self.evaluation.detail(hit.rule as usize, hit.row)?;
        let places = self.places();
        let subject = places.subject(rule.subject, hit.row);
        let fingerprint = fingerprint::of(&rule.name, &subject.record, &subject.key);
        let known = self.baseline.holds(&fingerprint);
        Some(Finding {
            fingerprint,
            rule: rule.name.to_string(),
            title: rule.title.clone(),
            severity: hit.severity,
            possibly: possibly(&detail),
            message: detail.message.clone(),
            remedy: detail.remedy.clone(),
            cites: rule.cites.clone(),
            facts: detail.facts.iter().map(|fact| places.fact(fact)).collect(),
            margin: detail.margin.as_ref().and_then(|margin| wording::margin(&places, margin)),
            explanation: places.explanations(&detail.explanations),
            clears_when: detail
                .clears_when
                .iter()
                .map(|way| wording::way_out(&places, way))
                .collect(),
            missing: detail.missing.iter().map(|missing| places.missing(missing)).collect(),
            status: if known { Status::Baseline } else { Status::New },
            waiver: None,
            subject,
        })
    }

    fn open_verdict(self, hit: Hit) -> Option<Undetermined> {
        let rule = self.program.rules.get(hit.rule as usize)?;
        let places = self.places();
        let mut missing = Vec::new();
        self.evaluation
            .missing(hit.rule as usize, &[(hit.row, hit.severity)], |_, _, found| missing = found);
        Some(Undetermined {
            rule: rule.name.to_string(),
            title: rule.title.clone(),
            subject: places.subject(rule.subject, hit.row),
            possibly: hit.severity,
            missing: missing.iter().map(|m| places.missing(m)).collect(),
        })
    }

    fn places(self) -> Places<'a> {
        Places { sources: self.sources, program: self.program, records: self.records }
    }

    /// The subject of a verdict with its place.
    pub fn subject(self, rule: &Rule, row: u32) -> Subject {
        self.places().subject(rule.subject, row)
    }
}

fn possibly(detail: &Detail) -> Option<Severity> {
    match detail.verdict {
        crate::outcome::Verdict::Flagged { possibly, .. } => possibly,
        _ => None,
    }
}

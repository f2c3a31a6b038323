//! Findings and open verdicts as a report tells them.

use rayon::prelude::*;

use super::assessment::{Assessment, Hit};
use super::baseline::Held;
use super::evidence::{TOGETHER, evidence};
use super::wording;
use crate::eval::Subjects;
use crate::ir;
use crate::outcome::{self, Detail, Severity, Verdict};
use crate::report::{Change, Finding, ReasonKind, Rested, Since, Status, Undetermined};

/// How a verdict came about.
type Tree = Option<outcome::Explanation>;

/// A finding or an open verdict, and apart from it how it came about: the parts that it has in
/// common with others are numbered as they are met, so in the order of the report.
pub(super) struct Unnumbered<T>(T, Tree);

impl Assessment<'_> {
    /// Findings of verdicts that are given worst first.
    pub(super) fn make_findings(&self, hits: &[Hit]) -> Vec<Unnumbered<Finding>> {
        in_parallel(hits, |hits| self.made(hits, Assessment::finding))
    }

    /// A finding with its explanation.
    pub(super) fn numbered(&self, Unnumbered(finding, tree): Unnumbered<Finding>) -> Finding {
        let explanation = tree.map(|tree| self.tree_of(&finding.rule, &tree));
        Finding { explanation, ..finding }
    }

    /// Verdicts that could not be reached.
    pub(super) fn make_open(&self, hits: &[Hit]) -> Vec<Unnumbered<Undetermined>> {
        in_parallel(hits, |hits| self.made(hits, Assessment::open_verdict))
    }

    /// One with its explanation.
    pub(super) fn numbered_open(
        &self,
        Unnumbered(open, tree): Unnumbered<Undetermined>,
    ) -> Undetermined {
        let explanation = tree.map(|tree| self.tree_of(&open.rule, &tree));
        Undetermined { explanation, ..open }
    }

    /// What is made of verdicts of one rule.
    fn made<T>(
        &self,
        hits: &[Hit],
        make: impl Fn(&Self, &Subjects<'_>, (usize, Hit)) -> T,
    ) -> Vec<T> {
        let rows = hits.iter().map(|hit| hit.row).collect();
        let rule = hits.first().map(|hit| hit.rule as usize);
        let subjects = rule.and_then(|rule| self.evaluation.subjects(rule, rows));
        let all = |subjects: Subjects<'_>| {
            hits.iter().copied().enumerate().map(|hit| make(self, &subjects, hit)).collect()
        };
        subjects.map(all).unwrap_or_default()
    }

    /// A finding, and apart from it the condition that decided it.
    fn finding(&self, subjects: &Subjects<'_>, (place, hit): (usize, Hit)) -> Unnumbered<Finding> {
        let (rule, detail) = (subjects.rule(), subjects.detail(place));
        let places = self.places();
        let possibly = possibly(&detail);
        let since = self.since(hit.rule as usize, hit.row);
        let tree = hit.tree.then(|| subjects.deciding(place, detail.verdict)).flatten();
        let (missing, more_missing) = places.first_missing(&detail.missing);
        let silent = self.compared.silent.get(&(hit.rule as usize, hit.row));
        let missing = silent.into_iter().flatten().cloned().chain(missing).collect();
        let facts: Vec<_> = detail.facts.iter().map(|fact| places.fact(fact, Some(rule))).collect();
        let finding = Finding {
            formerly: self.formerly(hit.rule as usize, hit.row, &facts),
            fingerprint: self.fingerprint(hit.rule as usize, hit.row).now,
            rule: rule.name.to_string(),
            title: rule.title.to_string(),
            severity: hit.severity,
            possibly,
            message: detail.message.clone(),
            remedy: detail.remedy.clone(),
            cites: ir::in_force(subjects.cited(place)),
            evidence: evidence(&facts),
            facts,
            params: self.taken(subjects, place),
            at_stake: self.stake(hit.rule, hit.row),
            margin: detail
                .margin
                .as_ref()
                .and_then(|margin| wording::margin(&places, rule, margin)),
            explanation: None,
            clears_when: detail
                .clears_when
                .iter()
                .map(|way| wording::way_out(&places, rule, way))
                .collect(),
            missing,
            more_missing,
            status: self.status(hit, since),
            fails_gate: self.fails_gate(hit, Some(hit.severity), possibly),
            since,
            rested_on: self.rested_on(hit, since),
            waiver: self.waived(hit.rule as usize, hit.row).cloned(),
            legs: self.legs(hit.rule as usize, hit.row),
            subject: places.subject(rule.subject, hit.row),
        };
        Unnumbered(finding, tree)
    }

    /// Whether a verdict counts, given how it compares with the baseline.
    fn status(&self, hit: Hit, since: Option<Since>) -> Status {
        match self.waived(hit.rule as usize, hit.row) {
            Some(_) => Status::Waived,
            None if self.gate.counts(since) => Status::New,
            None => Status::Baseline,
        }
    }

    /// How a verdict fails the gate, if it does.
    fn fails_gate(
        &self,
        hit: Hit,
        severity: Option<Severity>,
        possibly: Option<Severity>,
    ) -> Option<ReasonKind> {
        let now = Held { severity, possibly: possibly.unwrap_or(hit.severity) };
        self.reason(hit.rule as usize, hit.row, now).map(|(kind, _)| kind)
    }

    /// What the finding of the baseline rested on whose evidence is lost: as long as it is, later
    /// runs compare with that.
    fn rested_on(&self, hit: Hit, since: Option<Since>) -> Vec<Rested> {
        if since.is_none_or(|since| since.change != Change::EvidenceLost) {
            return Vec::new();
        }
        let known = self.known(hit.rule as usize, hit.row);
        known.map(|known| known.rested.clone()).unwrap_or_default()
    }

    fn open_verdict(
        &self,
        subjects: &Subjects<'_>,
        (place, hit): (usize, Hit),
    ) -> Unnumbered<Undetermined> {
        let (rule, places) = (subjects.rule(), self.places());
        let verdict = Verdict::Undetermined { possibly: hit.severity };
        let since = self.since(hit.rule as usize, hit.row);
        let missing = subjects.missing(place);
        let (missing, more_missing) = places.first_missing(&missing);
        let open = Undetermined {
            formerly: self.formerly(hit.rule as usize, hit.row, &[]),
            fingerprint: self.fingerprint(hit.rule as usize, hit.row).now,
            status: self.status(hit, since),
            fails_gate: self.fails_gate(hit, None, None),
            since,
            rested_on: self.rested_on(hit, since),
            waiver: self.waived(hit.rule as usize, hit.row).cloned(),
            rule: rule.name.to_string(),
            title: rule.title.to_string(),
            subject: places.subject(rule.subject, hit.row),
            possibly: hit.severity,
            at_stake: self.stake(hit.rule, hit.row),
            params: self.taken(subjects, place),
            missing,
            more_missing,
            explanation: None,
        };
        Unnumbered(open, hit.tree.then(|| subjects.deciding(place, verdict)).flatten())
    }
}

/// What is made of verdicts, in their order; several of one rule are given at a time.
fn in_parallel<T: Send>(hits: &[Hit], make: impl Fn(&[Hit]) -> Vec<T> + Sync) -> Vec<T> {
    let of_one_rule = hits.chunk_by(|a, b| a.rule == b.rule);
    let together: Vec<&[Hit]> = of_one_rule.flat_map(|run| run.chunks(TOGETHER)).collect();
    together.into_par_iter().flat_map_iter(&make).collect()
}

fn possibly(detail: &Detail) -> Option<Severity> {
    match detail.verdict {
        Verdict::Flagged { possibly, .. } => possibly,
        Verdict::Undetermined { .. } | Verdict::Clear | Verdict::NotApplicable => None,
    }
}

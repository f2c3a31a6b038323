//! Whether a run passes the gate, and all that makes it fail.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::baseline::{Held, Known};
use super::gate::{Gate, UndeterminedPolicy};
use super::{Assessment, Options};
use crate::outcome::Severity;
use crate::report::{Change, Limit, Named, Reason, ReasonKind, Since};

/// How a run's verdicts stand to the gate and the baseline.
#[derive(Default)]
pub(super) struct Judged {
    pub(super) reasons: Vec<Reason>,
    /// How many findings the baseline has, as bad or worse.
    pub(super) known: u64,
    /// How many undetermined verdicts it has, as bad or worse.
    pub(super) known_open: u64,
    /// How many findings and how many undetermined verdicts are waived; these are none of the others.
    pub(super) waived: [u64; 2],
    /// How many verdicts compare so with the baseline.
    pub(super) worse: u64,
    /// How many findings do that are as bad as they were, on other facts.
    pub(super) changed: u64,
    /// The rules and keys of the findings whose evidence is lost.
    pub(super) lost: Vec<Named>,
}

impl Assessment<'_> {
    /// Judges every verdict.
    pub(super) fn judge(&self, options: &Options, limits: &[Limit]) -> Judged {
        let mut judged = Judged::default();
        let mut counts: BTreeMap<(ReasonKind, Reverse<Option<Severity>>), u64> = BTreeMap::new();
        let gate = options.gate;
        for (rule, row, now) in self.held() {
            match self.waived(rule, row) {
                Some(_) => judged.waived[usize::from(now.severity.is_none())] += 1,
                None => judged.add(now, self.since(rule, row), || self.named(rule, row)),
            }
            if let Some((kind, severity)) = self.reason(rule, row, now) {
                *counts.entry((kind, Reverse(Some(severity)))).or_default() += 1;
            }
        }
        for lost in &self.compared.lost {
            judged.lost.push(Named { rule: lost.rule.clone(), key: lost.key.clone() });
            if let Some(kind) = gate.reason_of_lost(lost.severity) {
                *counts.entry((kind, Reverse(Some(lost.severity)))).or_default() += 1;
            }
        }
        for lost in self.lost_waivers() {
            if !judged.lost.contains(&lost) {
                judged.lost.push(lost);
            }
        }
        for (kind, severity) in self.waivers.gone(&self.program.waivers) {
            *counts.entry((kind, Reverse(Some(severity)))).or_default() += 1;
        }
        // What was not looked at may say anything.
        let minded = limits.iter().filter(|limit| match gate.undetermined {
            UndeterminedPolicy::Fail => true,
            UndeterminedPolicy::New => options.baseline.limits().is_new(limit),
            UndeterminedPolicy::Warn | UndeterminedPolicy::Ignore => false,
        });
        let minded = minded.count() as u64;
        if minded > 0 {
            counts.insert((ReasonKind::Limit, Reverse(None)), minded);
        }
        let reason =
            |((kind, Reverse(severity)), count)| Reason { severity, ..Reason::new(kind, count) };
        judged.reasons = counts.into_iter().map(reason).collect();
        judged.reasons.extend(self.too_much_at_stake(gate));
        judged.reasons.extend(self.failing_grades(gate, &options.fail_on_grade));
        judged.reasons.extend(self.over_budget(gate, &options.budgets));
        judged.reasons.extend(self.unmet(&options.required));
        judged
    }

    /// That what is at stake fails the gate; where it only may, as what is open does.
    fn too_much_at_stake(&self, gate: Gate) -> Option<Reason> {
        let (line, new) = (gate.fail_on_amount?, self.stakes.new.as_ref()?);
        // What the baseline has is left out already.
        let minds_open = gate.minds(None);
        let certain = new.found.lo.is_some_and(|least| least >= line);
        let at_most = new.found.add(new.open);
        let possible = minds_open && at_most.hi.is_none_or(|most| most >= line);
        let (kind, range, count) = match certain {
            true => (ReasonKind::AtStake, new.found, new.findings),
            false if possible => (ReasonKind::PossiblyAtStake, at_most, new.findings + new.others),
            false => return None,
        };
        Some(Reason { at_stake: Some(self.in_reporting(range)), ..Reason::new(kind, count) })
    }

    /// How a verdict compares with the baseline, where there is one.
    pub(super) fn since(&self, rule: usize, row: u32) -> Option<Since> {
        self.compared.since.get(&(rule, row)).copied()
    }

    /// What the baseline has of a verdict.
    pub(super) fn known(&self, rule: usize, row: u32) -> Option<Cow<'_, Known>> {
        let print = self.known_print(&self.fingerprint(rule, row));
        self.baseline.verdicts().get(&print).map(|known| self.of_one(known))
    }

    pub(super) fn named(&self, rule: usize, row: u32) -> Named {
        let rule = &self.program.rules[rule];
        Named { rule: rule.name.to_string(), key: self.places().key(rule.subject, row) }
    }
}

impl Judged {
    fn add(&mut self, now: Held, since: Option<Since>, named: impl FnOnce() -> Named) {
        match since.map(|since| since.change) {
            Some(Change::EvidenceLost) => self.lost.push(named()),
            Some(Change::Worse) => self.worse += 1,
            Some(Change::Changed) => {
                self.changed += 1;
                self.known += 1;
            }
            Some(Change::Milder | Change::Unchanged) => match now.severity {
                Some(_) => self.known += 1,
                None => self.known_open += 1,
            },
            Some(Change::New) | None => {}
        }
    }
}

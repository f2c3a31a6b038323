//! What a run lacks of what is required of it.

use std::collections::BTreeSet;

use super::Assessment;
use super::required::Required;
use crate::eval::Taken;
use crate::report::{self, Reason, ReasonKind, Unmet};
use crate::ty::RecordId;

impl Assessment<'_> {
    /// What is required, as reports tell it.
    pub(super) fn required(&self, required: &Required) -> report::Required {
        let name = |record: RecordId| self.program.schema.record(record).name.clone();
        let records = required.records.iter();
        report::Required {
            records: records.map(|(record, many)| (name(*record), many.text.clone())).collect(),
            unreadable: required.unreadable.as_ref().map(|many| many.text.clone()),
            rates_younger_than: required.rates_younger_than,
            rules: required.rules.clone(),
        }
    }

    /// What is not met of what is required, each a reason for the gate to fail.
    pub(super) fn unmet(&self, required: &Required) -> Vec<Reason> {
        let records = required.records.iter().filter_map(|(record, many)| {
            let found = self.records.tables.of(*record).rows as u64;
            let record = self.program.schema.record(*record).name.clone();
            let unmet = Unmet::Records { record, found, required: many.text.clone() };
            (!many.is_met_by(found)).then_some(unmet)
        });
        let found = self.records.tolerated;
        let unreadable = required.unreadable.iter().filter(|many| !many.is_met_by(found));
        let unreadable =
            unreadable.map(|many| Unmet::Unreadable { found, required: many.text.clone() });
        let rates = required.rates_younger_than.and_then(|days| self.old_rate(days));
        let rules = required.rules.iter().filter_map(|rule| self.idle(rule));
        let reason = |unmet| Reason { require: Some(unmet), ..Reason::new(ReasonKind::Require, 1) };
        records.chain(unreadable).chain(rates).chain(rules).map(reason).collect()
    }

    /// That a rule is disabled, or looked at nothing.
    fn idle(&self, rule: &str) -> Option<Unmet> {
        let place = self.program.rules.iter().position(|known| *known.name == *rule);
        let rule = rule.to_owned();
        match place.and_then(|place| self.outcomes.get(place)) {
            None => Some(Unmet::RuleDisabled { rule }),
            Some(outcome) if outcome.subjects == outcome.not_applicable => {
                Some(Unmet::RuleIdle { rule })
            }
            Some(_) => None,
        }
    }

    /// That the newest rate of the as-of date is as old as that, or one that was used is on the day
    /// that it was used for.
    fn old_rate(&self, younger_than: u32) -> Option<Unmet> {
        let (rates, table) = (self.evaluation.rates(), self.program.rates?);
        let newest = rates.newest().map(|(day, rows)| (rates.as_of.0, day, rows));
        let taken = rates.all_taken().into_iter();
        let taken = taken.map(|Taken { at, way, .. }| (at.0, way.oldest, way.rows));
        let all = newest.into_iter().chain(taken).map(|(at, day, rows)| (age(at, day), rows));
        // Of what has no day nobody knows how old it is: that is the oldest.
        let oldest = all.max_by_key(|(days, _)| (days.is_none(), *days));
        let (days, rows) = oldest.unwrap_or_default();
        if days.is_some_and(|days| days < u64::from(younger_than)) {
            return None;
        }
        let keys = rows.iter().map(|row| self.places().key(table.record, *row));
        let keys: BTreeSet<String> = keys.collect();
        Some(Unmet::Rates { days, younger_than, rates: keys.into_iter().collect() })
    }
}

/// How many days old on a day what is of another is; `None` where it does not tell of which.
fn age(at: i32, of: i32) -> Option<u64> {
    let days = i64::from(at) - i64::from(of);
    (of != i32::MIN).then(|| days.max(0).unsigned_abs())
}

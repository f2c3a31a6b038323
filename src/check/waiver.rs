//! Waivers: of which rule they are, and whether they say what a waiver must.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::error::WaiverError;
use super::index::BuiltIn;
use super::scope::Parts;
use super::sink::Checked;
use crate::ir::Waiver;
use crate::outcome::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, Item, Text, Waive};

/// What stands in the place of a severity where a verdict could not be reached.
const UNDETERMINED: &str = "undetermined";

impl<'a> Parts<'_, 'a> {
    /// Checks every waiver. Whether there is what it covers, records tell.
    pub(super) fn check_waivers(&mut self) -> Vec<Waiver> {
        let mut firsts: FxHashMap<(usize, &'a str), Span> = FxHashMap::default();
        let mut waivers = Vec::new();
        for (unit, item) in self.declared.items() {
            let Item::Waive(waive) = item else { continue };
            let said = self.require_said(waive);
            let held = self.held_then(unit, waive);
            let meant = self.declared.rule_meant_or_formerly(unit, &waive.rule, self.sink);
            let Ok((place, formerly)) = meant else { continue };
            match formerly {
                true => self.noted.built_in([&waive.rule], BuiltIn::FormerName),
                false => {
                    let name = &self.declared.rules[place].item.name;
                    self.noted.refer_by_pack(&waive.rule, name.span);
                }
            }
            let (rule, span) = (&self.declared.called.rules[place], waive.key.span);
            if let Some(first) = firsts.insert((place, &waive.key.text), span) {
                let (rule, key) = (rule.to_string(), waive.key.text.clone());
                self.sink.report(WaiverError::Twice { rule, key, span, first }.into());
                continue;
            }
            if let (Ok(()), Ok((severity, possibly, given))) = (said, held) {
                let waiver = waiver(waive, rule, (severity, possibly), given);
                let formerly = formerly.then(|| waive.rule.text.clone());
                waivers.push(Waiver { formerly, ..waiver });
            }
        }
        waivers
    }

    /// Sees to it that somebody answers for it, for a reason.
    fn require_said(&mut self, waive: &Waive) -> Checked<()> {
        let mut said = Ok(());
        for (what, text) in [("reason", &waive.because), ("name", &waive.by)] {
            if text.text.trim().is_empty() {
                let span = text.span;
                said = Err(self.sink.report(WaiverError::Empty { what, span }.into()));
            }
        }
        said
    }

    /// How bad what it covers was, and is possibly.
    fn held_then(
        &mut self,
        unit: usize,
        waive: &'a Waive,
    ) -> Checked<(Option<Severity>, Severity, &'a ast::Given)> {
        let Some(given) = &waive.given else {
            let span = waive.span;
            return Err(self.sink.report(WaiverError::NothingGiven { span }.into()));
        };
        let name = &given.severity;
        let mut checker = self.checker(unit);
        let severity = match name.text.as_str() {
            UNDETERMINED => {
                checker.noted.built_in([name], BuiltIn::Severity);
                None
            }
            _ => Some(checker.severity(name)?),
        };
        let possibly = given.possibly.as_ref().map(|name| checker.severity(name)).transpose()?;
        match (severity, possibly) {
            (Some(severity), None) => Ok((Some(severity), severity, given)),
            (severity, Some(possibly)) if severity < Some(possibly) => {
                Ok((severity, possibly, given))
            }
            (severity, _) => {
                let (open, span) = (severity.is_none(), name.span);
                Err(self.sink.report(WaiverError::Possibly { open, span }.into()))
            }
        }
    }
}

fn waiver(
    waive: &Waive,
    rule: &Arc<str>,
    (severity, possibly): (Option<Severity>, Severity),
    given: &ast::Given,
) -> Waiver {
    let text = |text: &Text| text.text.clone();
    let (until, until_span) = waive.until;
    Waiver {
        rule: Arc::clone(rule),
        formerly: None,
        key: text(&waive.key),
        until,
        because: text(&waive.because),
        by: text(&waive.by),
        severity,
        possibly,
        facts: given.facts.iter().map(text).collect(),
        under: text(&given.under),
        until_span,
        span: waive.span,
    }
}

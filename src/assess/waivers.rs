//! Waivers beside what is found: which of them hold, and what is the matter with the others. One that
//! does not hold covers nothing, and what it was given for is not forgotten: where the facts do not
//! tell it any more, its evidence is lost.

use rustc_hash::FxHashMap;

use super::Assessment;
use super::baseline::{Held, Known, paired};
use super::compared::Fate;
use super::comparing::Rows;
use super::grounds::{changes, parted};
use super::rested::Minded;
use super::unformed::Unformed;
use super::waived::{Standing, Waivers};
use crate::diagnostic::nearest;
use crate::ir;
use crate::outcome::Severity;
use crate::report::{
    Cause, Change, Lost, Named, Note, ReasonKind, Rested, Waived, Waiver, WaiverStatus,
};
use crate::value::text::composed;

/// How many days before its end it is told that a waiver ends.
const SOON: i32 = 30;

/// What is looked up for all waivers.
struct Beside<'a> {
    minded: Vec<Minded<'a>>,
    rows: Rows,
    unformed: Unformed<'a>,
    /// The verdicts of the rules that are waived, by key.
    held: FxHashMap<usize, FxHashMap<String, Vec<(u32, Held)>>>,
}

impl Assessment<'_> {
    /// Finds which waivers hold.
    pub(super) fn waivers(&self) -> Waivers {
        let mut waivers = Waivers::default();
        if self.program.waivers.is_empty() {
            return waivers;
        }
        let mut beside = Beside {
            minded: self.minded_by_rules(),
            rows: Rows::default(),
            unformed: Unformed::new(self),
            held: FxHashMap::default(),
        };
        for waiver in &self.program.waivers {
            let standing = self.standing_of(waiver, &mut beside);
            waivers.add(waiver, &standing, self.waiver_told(waiver, &standing));
        }
        waivers
    }

    fn standing_of(&self, waiver: &ir::Waiver, beside: &mut Beside<'_>) -> Standing {
        let rule = self.program.rules.iter().position(|rule| rule.name == waiver.rule);
        let Some(rule) = rule else {
            let orphan = Standing::of(WaiverStatus::Orphan, None);
            return Standing { cause: Some(Cause::RuleDisabled), ..orphan };
        };
        let known =
            known(waiver, &self.program.schema.record(self.program.rules[rule].subject).name);
        let held = beside.held.entry(rule).or_insert_with(|| self.held_by_key(rule));
        let called = self.called_now(rule, &waiver.key, &mut beside.rows);
        let found = held.get(called.as_ref().unwrap_or(&waiver.key)).cloned().unwrap_or_default();
        let standing = match found[..] {
            [] => match self.fate_of(
                rule,
                &known,
                &beside.minded,
                (&mut beside.rows, &mut beside.unformed),
            ) {
                Fate::Fixed(cause) => {
                    Standing { cause: Some(cause), ..Standing::of(WaiverStatus::Orphan, None) }
                }
                Fate::Lost(missing) => {
                    Standing { missing, ..Standing::of(WaiverStatus::EvidenceLost, None) }
                }
            },
            [(row, now)] => self.verdict_beside(waiver, &known, (rule, row, now), beside),
            _ => Standing::of(WaiverStatus::Several, None),
        };
        Standing { called, ..standing }
    }

    /// The key that the record has which had that one, where none has it now.
    fn called_now(&self, rule: usize, key: &str, all: &mut Rows) -> Option<String> {
        let subject = self.program.rules[rule].subject;
        if self.records.formerly.is_empty() {
            return None;
        }
        let rows = all.entry(subject).or_insert_with(|| self.rows_by_key(subject)).get(key)?;
        let now = self.places().key(subject, *rows.first()?);
        (rows.len() == 1 && now != key).then(|| composed(now.into()).into_owned())
    }

    /// A waiver beside the verdict that goes by its rule and key.
    fn verdict_beside(
        &self,
        waiver: &ir::Waiver,
        known: &Known,
        (rule, row, now): (usize, u32, Held),
        beside: &mut Beside<'_>,
    ) -> Standing {
        let of = |status| Standing::of(status, Some((rule, row)));
        let (since, _) = paired(&known.held, &[now]);
        let change = since.first().map_or(Change::New, |since| since.change);
        match change {
            Change::EvidenceLost => return of(WaiverStatus::EvidenceLost),
            Change::Milder if waiver.severity.is_some() => {
                let missing = self.silent(known, &beside.minded[rule], &mut beside.rows);
                if !missing.is_empty() {
                    return Standing { missing, ..of(WaiverStatus::EvidenceLost) };
                }
            }
            _ => {}
        }
        if waiver.until < self.settings.as_of {
            return of(WaiverStatus::Expired);
        }
        let changes = || {
            let all = self.grounds_by_names(rule, row, now);
            let all: Vec<_> = all.iter().map(|lines| changes(&waiver.facts, lines)).collect();
            let same = all.iter().any(Vec::is_empty);
            all.into_iter().next().filter(|_| !same).unwrap_or_default()
        };
        if matches!(change, Change::New | Change::Worse) {
            // What was open rested on nothing.
            let changes = waiver.severity.map(|_| changes()).unwrap_or_default();
            return Standing { changes, ..of(WaiverStatus::Rose) };
        }
        if waiver.under != self.rule_digits(rule) {
            return of(WaiverStatus::OtherRule);
        }
        let changes = changes();
        if !changes.is_empty() {
            return Standing { changes, ..of(WaiverStatus::OtherEvidence) };
        }
        match waiver.until.0 - self.settings.as_of.0 {
            ..=SOON => of(WaiverStatus::EndsSoon),
            _ => of(WaiverStatus::Applied),
        }
    }
}

impl Assessment<'_> {
    /// The findings and open verdicts of a rule by the keys of their subjects.
    fn held_by_key(&self, rule: usize) -> FxHashMap<String, Vec<(u32, Held)>> {
        let (places, subject) = (self.places(), self.program.rules[rule].subject);
        let mut all: FxHashMap<String, Vec<(u32, Held)>> = FxHashMap::default();
        for (row, held) in self.held_of(rule) {
            all.entry(composed(places.key(subject, row).into()).into_owned())
                .or_default()
                .push((row, held));
        }
        all
    }

    fn waiver_told(&self, waiver: &ir::Waiver, standing: &Standing) -> Waiver {
        Waiver {
            rule: waiver.rule.to_string(),
            key: standing.called.clone().unwrap_or_else(|| waiver.key.clone()),
            waived: Waived {
                until: waiver.until.to_string(),
                because: waiver.because.clone(),
                by: waiver.by.clone(),
                place: self.places().at(waiver.span),
            },
            status: standing.status,
            cause: standing.cause,
            formerly: self.as_written(waiver, standing),
            near: self.near(waiver, standing),
            changes: standing.changes.clone(),
            missing: standing.missing.clone(),
            fails_gate: self.fails_by(waiver, standing),
        }
    }

    /// The key that a waiver probably means of which there is no record.
    fn near(&self, waiver: &ir::Waiver, standing: &Standing) -> Option<String> {
        let is_gone = matches!(standing.cause, Some(Cause::RecordGone | Cause::NotFormed));
        let keys = self.keys(&waiver.rule).filter(|_| is_gone);
        nearest(&waiver.key, keys).map(str::to_owned)
    }

    /// The words of a waiver, where its rule or its record has others now.
    fn as_written(&self, waiver: &ir::Waiver, standing: &Standing) -> Option<Named> {
        let other = waiver.formerly.is_some() || standing.called.is_some();
        let rule = waiver.formerly.clone().unwrap_or_else(|| waiver.rule.to_string());
        other.then(|| Named { rule, key: waiver.key.clone() })
    }

    /// How the gate fails where there is no verdict that could: the baseline may have told it already.
    fn fails_by(&self, waiver: &ir::Waiver, standing: &Standing) -> Option<ReasonKind> {
        let is_lost = standing.status == WaiverStatus::EvidenceLost && standing.verdict.is_none();
        let called = |key: &str| key == waiver.key || standing.called.as_deref() == Some(key);
        let rule = self.program.rules.iter().find(|rule| rule.name == waiver.rule);
        let known =
            |lost: &Lost| rule.is_some_and(|rule| rule.goes_by(&lost.rule)) && called(&lost.key);
        let is_told = self.compared.lost.iter().any(known);
        let severity = waiver.severity.filter(|_| is_lost && !is_told)?;
        self.gate.reason_of_lost(severity)
    }

    /// The findings that were waived and whose evidence is lost.
    pub(super) fn lost_waivers(&self) -> impl Iterator<Item = Named> {
        let lost = |one: &&Waiver| one.status == WaiverStatus::EvidenceLost;
        let named = |one: &Waiver| Named { rule: one.rule.clone(), key: one.key.clone() };
        self.waivers.all.iter().filter(lost).map(named)
    }

    /// The waiver that covers a verdict.
    pub(super) fn waived(&self, rule: usize, row: u32) -> Option<&Waived> {
        let place = self.waivers.covers.get(&(rule, row))?;
        self.waivers.all.get(*place).map(|waiver| &waiver.waived)
    }

    /// Why a verdict fails the gate, if it does, and how bad that is: none that is waived; one of which
    /// a waiver knows more than the facts still tell, as one that the baseline has.
    pub(super) fn reason(
        &self,
        rule: usize,
        row: u32,
        now: Held,
    ) -> Option<(ReasonKind, Severity)> {
        if self.waived(rule, row).is_some() {
            return None;
        }
        let lost = || {
            let was = *self.waivers.lost.get(&(rule, row))?;
            Some((self.gate.reason_of_lost(was)?, was))
        };
        self.gate.reason(now, self.since(rule, row)).or_else(lost)
    }

    /// The waiver of what a rule says of a record, by what both are called now.
    pub fn waiver_of(&self, rule: &str, key: &str) -> Option<&ir::Waiver> {
        let mut all = self.program.waivers.iter().zip(&self.waivers.all);
        all.find(|(_, told)| told.rule == rule && told.key == key).map(|(waiver, _)| waiver)
    }

    /// What is the matter with waivers.
    pub(super) fn lapsed_waivers(&self) -> impl Iterator<Item = Note> {
        let all = self.waivers.all.iter();
        let renamed = all.clone().filter(|one| one.formerly.is_some());
        let lapsed = all.filter(|one| one.status != WaiverStatus::Applied);
        let lapsed = lapsed.map(|waiver| Note::Waiver(Box::new(waiver.clone())));
        lapsed.chain(renamed.map(|waiver| Note::FormerWords(Box::new(waiver.clone()))))
    }
}

/// What a line says of a fact that nobody has told.
const UNKNOWN: &str = "unknown";

/// Whether a line tells of a fact that it was not known.
fn is_untold(line: &str) -> bool {
    let (_, value) = parted(line);
    value == UNKNOWN || value.strip_prefix(UNKNOWN).is_some_and(|rest| rest.starts_with(','))
}

/// A waiver as a baseline would know it that was made when it was given.
fn known(waiver: &ir::Waiver, record: &str) -> Known {
    let rested = |line: &String| {
        let (path, value) = parted(line);
        Rested::new(path.to_owned(), value.to_owned())
    };
    // What was open rested on nothing that could be told no more, and neither can what nobody told.
    let told = |line: &&String| waiver.severity.is_some() && !is_untold(line);
    let facts = waiver.facts.iter().filter(told);
    Known {
        rule: waiver.rule.to_string(),
        record: record.to_owned(),
        key: waiver.key.clone(),
        held: vec![Held { severity: waiver.severity, possibly: waiver.possibly }],
        rested: facts.map(rested).collect(),
        evidence: Vec::new(),
        at_stake: None,
        each: Vec::new(),
    }
}

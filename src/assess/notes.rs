//! What a reader must know of a run before its findings: rules that looked at nothing, and flows
//! that were too large to be looked at whole. Nothing checked is not a pass.

use std::collections::BTreeMap;

use super::gaps::formed;
use super::{Assessment, not_looked_at};
use crate::ir::{Derivation, Derived, field};
use crate::operator::WalkKind;
use crate::report::{Limit, Limited, Note, TooLarge};
use crate::ty::{FieldId, RecordId};
use crate::value::Scalar;

impl Assessment<'_> {
    /// What was too large to be looked at whole, and whether there was anything to look at.
    pub(super) fn limits(&self) -> Vec<Limit> {
        let derived = self.program.derived.iter();
        let cut_short = derived.filter(|derived| !self.tables.of(derived.record).complete);
        let cut_short = cut_short.map(|derived| self.cut_short(derived));
        let rules = &self.program.rules;
        let is_idle = self.outcomes.iter().all(|outcome| outcome.subjects == 0)
            && not_looked_at(self.program, self.tables, &[]).is_none();
        // That there is no ring is an answer; that there is no deal is none.
        let none =
            is_idle && rules.iter().any(|rule| !self.program.schema.record(rule.subject).derived);
        let idle =
            none.then(|| Limit { cause: Limited::Nothing, forms: Vec::new(), records: Vec::new() });
        cut_short.chain(idle).collect()
    }

    /// Why the records of a made kind may not be all; `None` where they are.
    pub(super) fn limit(&self, record: RecordId) -> Option<String> {
        let made = |derived: &&Derived| derived.records().contains(&record);
        let derived = self.program.derived.iter().find(made)?;
        match self.tables.of(record).complete {
            true => self.gaps_of(derived, record),
            false => Some(self.cut_short(derived).to_string()),
        }
    }

    /// Names that a file declares for itself beside a pack that has them, too.
    pub(super) fn shadowed(&self) -> impl Iterator<Item = Note> {
        let mut names: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for shadowed in &self.program.shadowed {
            names.entry((&shadowed.by, &shadowed.of)).or_default().push(&shadowed.name);
        }
        names.into_iter().map(|((by, of), mut names)| {
            names.sort_unstable();
            let names = names.into_iter().map(str::to_owned).collect();
            Note::Shadowed { by: by.to_owned(), of: of.to_owned(), names }
        })
    }

    /// Rules that looked at nothing, by what they miss.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut idle: BTreeMap<(&str, bool), Vec<&str>> = BTreeMap::new();
        for (rule, outcome) in self.program.rules.iter().zip(&self.outcomes) {
            if outcome.subjects == 0 {
                let kind = self.program.schema.record(rule.subject);
                idle.entry((&kind.name, kind.derived)).or_default().push(&rule.name);
            }
        }
        let note = |((record, made), rules): ((&str, bool), Vec<&str>)| {
            let rules = rules.into_iter().map(str::to_owned).collect();
            Note::Idle { record: record.to_owned(), made, rules }
        };
        idle.into_iter().map(note).collect()
    }

    /// What was left out of a flow, and how to have it looked at whole.
    fn cut_short(&self, derived: &Derived) -> Limit {
        let table = self.tables.of(derived.record);
        // Open rows stand for what was not looked at.
        let known = |rows: FieldId| {
            let is_known = |row: &usize| {
                table.column(rows).is_some_and(|rows| rows.get(*row) != Scalar::Code(None))
            };
            (0..table.rows).filter(is_known).count() as u64
        };
        let (form, what) = match &derived.how {
            Derivation::Walks(walked) => {
                let flow = self.flow(walked.legs).to_owned();
                let form = match walked.open {
                    true => format!("exposure to others through {flow}"),
                    false => formed(walked.kind, &flow),
                };
                let by_length = matches!(walked.kind, WalkKind::Cycles | WalkKind::Paths);
                let longest = by_length.then_some(walked.longest);
                let (kind, looked_at) = (walked.kind, known(field::LEGS));
                (form, TooLarge::Walks { flow, kind, looked_at, longest, open: walked.open })
            }
            Derivation::Reach { legs, longest, .. } => {
                let (flow, longest) = (self.flow(*legs).to_owned(), *longest);
                let form = format!("exposure through {flow}");
                (form, TooLarge::Reach { flow, followed: known(field::REACHED), longest })
            }
            Derivation::Steps { groups, .. } => {
                let form = self.program.schema.record(*groups).name.clone();
                (form.clone(), TooLarge::Groups(form))
            }
        };
        Limit { cause: Limited::TooLarge(what), forms: vec![form], records: Vec::new() }
    }

    /// The name of the flow with those legs.
    pub(super) fn flow(&self, legs: RecordId) -> &str {
        let flow = self.program.flows.iter().find(|flow| flow.legs == legs);
        flow.map(|flow| &*flow.name).unwrap_or_default()
    }
}

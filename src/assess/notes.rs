//! What a reader must know of a run before its findings: rules that looked at nothing, and flows
//! that were too large to be looked at whole. Nothing checked is not a pass.

use std::collections::BTreeMap;

use super::gaps::formed;
use super::{Assessment, not_looked_at};
use crate::operator::WalkKind;
use crate::report::{Limit, Limited, Note, TooLarge};
use crate::ty::{FieldId, Kind, RecordId};
use crate::value::Scalar;

impl Assessment<'_> {
    /// What was too large to be looked at whole, and whether there was anything to look at.
    pub(super) fn limits(&self) -> Vec<Limit> {
        let cut_short = self.program.schema.record_ids().filter_map(|id| self.cut_short(id));
        let rules = &self.program.rules;
        let is_idle = self.outcomes.iter().all(|outcome| outcome.subjects == 0)
            && not_looked_at(self.program, self.tables, &[]).is_none();
        // That there is no ring is an answer; that there is no deal is none.
        let none =
            is_idle && rules.iter().any(|rule| !self.program.schema.kind(rule.subject).is_made());
        let idle =
            none.then(|| Limit { cause: Limited::Nothing, forms: Vec::new(), records: Vec::new() });
        cut_short.chain(idle).collect()
    }

    /// Why the records of a made kind may not be all; `None` where they are.
    pub(super) fn limit(&self, record: RecordId) -> Option<String> {
        match self.cut_short(record) {
            None => self.gaps_of(record),
            Some(limit) => Some(limit.to_string()),
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
                idle.entry((&kind.name, kind.kind.is_made())).or_default().push(&rule.name);
            }
        }
        let note = |((record, made), rules): ((&str, bool), Vec<&str>)| {
            let rules = rules.into_iter().map(str::to_owned).collect();
            Note::Idle { record: record.to_owned(), made, rules }
        };
        idle.into_iter().map(note).collect()
    }

    /// What was left out of a flow, and how to have it looked at whole; `None` where nothing was.
    fn cut_short(&self, record: RecordId) -> Option<Limit> {
        let table = self.tables.of(record);
        if table.is_complete() {
            return None;
        }
        // Open rows stand for what was not looked at.
        let known = |rows: FieldId| {
            let is_known = |row: &usize| {
                table.column(rows).is_some_and(|rows| rows.get(*row) != Scalar::Code(None))
            };
            (0..table.rows).filter(is_known).count() as u64
        };
        let (form, what) = match self.program.schema.kind(record) {
            Kind::Walk(walk) => {
                let flow = self.flow(walk.legs).to_owned();
                let (kind, open) = (walk.kind(), walk.way().is_some());
                let form = match open {
                    true => format!("exposure to others through {flow}"),
                    false => formed(kind, &flow),
                };
                let by_length = matches!(kind, WalkKind::Cycles | WalkKind::Paths);
                let longest = by_length.then_some(walk.longest);
                let looked_at = known(walk.used.field);
                (form, TooLarge::Walks { flow, kind, looked_at, longest, open })
            }
            Kind::Reach(reach) => {
                let (flow, longest) = (self.flow(reach.legs).to_owned(), reach.longest);
                let form = format!("exposure through {flow}");
                (form, TooLarge::Reach { flow, followed: known(reach.leg), longest })
            }
            Kind::Read
            | Kind::Group(_)
            | Kind::Slots(_)
            | Kind::Card(_)
            | Kind::Step(_)
            | Kind::Leg(_)
            | Kind::Passed => {
                let form = self.program.schema.record(record).name.clone();
                (form.clone(), TooLarge::Groups(form))
            }
        };
        Some(Limit { cause: Limited::TooLarge(what), forms: vec![form], records: Vec::new() })
    }

    /// The name of the flow with those legs.
    pub(super) fn flow(&self, legs: RecordId) -> &str {
        let flow = self.program.flows.iter().find(|flow| flow.legs == legs);
        flow.map(|flow| &*flow.name).unwrap_or_default()
    }
}

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

    /// Names that the project has for itself beside packs.
    pub(super) fn shadowed(&self) -> impl Iterator<Item = Note> {
        let places = self.places();
        self.program.shadowed.iter().map(move |shadowed| Note::Shadowed {
            name: shadowed.name.to_string(),
            by: places.at(shadowed.by),
            others: shadowed
                .others
                .iter()
                .map(|(called, span)| (called.to_string(), places.at(*span)))
                .collect(),
        })
    }

    /// What the rules do not say in the language of the run.
    pub(super) fn untold(&self) -> Option<Note> {
        let (lang, untold) = (self.program.lang, &self.program.untold);
        let rules: Vec<String> = untold.rules.iter().map(ToString::to_string).collect();
        let others = untold.others;
        (!rules.is_empty() || others > 0).then_some(Note::Untold { lang, rules, others })
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

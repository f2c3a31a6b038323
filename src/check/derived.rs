//! Record kinds that rules make: groups, the steps and legs of flows, walks.

use super::flow::Flow;
use super::scope::Typed;
use super::world::World;
use crate::ir::{Derivation, Derived, ExprId, Line, Walked, field};
use crate::operator::WalkKind;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, Field, FieldId, RecordId, RecordKind, Ty};

/// What a derived record kind was made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Made {
    /// The groups of a rule's subject.
    Group(u32),
    /// The members of such groups.
    Member(u32),
    /// The steps of a flow.
    Step(u32),
    /// The legs of a flow: its steps from one to another.
    Leg(u32),
    /// Walks of a flow.
    Walk(u32, Walked),
    /// Who reaches which legs of a flow.
    Reach(u32),
}

/// What is asked of the ways from one party to another.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Between {
    /// Whether a leg exists, over its row alone; `None` where all do.
    pub(super) exists: Option<ExprId>,
    /// What a leg carries, where only the ways are looked for that let most of it through.
    pub(super) amount: Option<ExprId>,
}

/// A rule's subject that is a group.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    pub(super) item: &'a ast::Grouped,
    pub(super) unit: usize,
    pub(super) members: RecordId,
    pub(super) steps: RecordId,
}

/// What tells whether a derived record exists: no name that a rule could ask for.
const SURE: &str = "exists for certain";

/// A field of a derived record kind.
pub(super) fn derived_field(name: &str, ty: Ty, span: Span) -> Field {
    let (bounds, doc) = (Bounds::default(), String::new());
    Field { name: name.to_owned(), ty, optional: true, bounds, span, doc }
}

impl<'a> World<'a> {
    /// Adds a record kind whose rows are made.
    pub(super) fn derived_kind(
        &mut self,
        name: String,
        fields: Vec<Field>,
        made: Made,
        span: Span,
    ) -> RecordId {
        let key = vec![FieldId(0)];
        let (parent, doc, section) = (None, String::new(), String::new());
        let (scalar, derived) = (false, true);
        let kind = RecordKind { name, section, key, fields, parent, scalar, derived, span, doc };
        let id = self.add_kind(kind);
        self.made.insert(id, made);
        id
    }

    /// Adds a list of references to a derived record kind.
    fn derived_list(&mut self, holder: RecordId, place: FieldId, of: RecordId) -> RecordId {
        let kind = self.schema.record(holder);
        let list = &kind.fields[place.0 as usize];
        let (name, span) = (format!("{}.{}", kind.name, list.name), kind.span);
        let it = derived_field("it", Ty::Record(of), span);
        let id = self.add_kind(RecordKind {
            name,
            section: String::new(),
            key: Vec::new(),
            fields: vec![it],
            parent: Some((holder, place)),
            scalar: true,
            derived: true,
            span,
            doc: String::new(),
        });
        self.schema.records[holder.0 as usize].fields[place.0 as usize].ty = Ty::List(id);
        id
    }

    fn add_kind(&mut self, kind: RecordKind) -> RecordId {
        let id = RecordId(self.schema.records.len() as u32);
        for (i, field) in kind.fields.iter().enumerate() {
            self.fields.insert((id, field.name.clone()), FieldId(i as u32));
        }
        self.schema.records.push(kind);
        id
    }

    /// Adds groups and the steps that make them; `keys` are the groups' fields.
    pub(super) fn steps_and_groups(
        &mut self,
        (group_name, step_name): (String, String),
        keys: Vec<Field>,
        (group, step): (Made, Made),
        references: &[RecordId],
        span: Span,
    ) -> (RecordId, RecordId) {
        let key = (0..keys.len() as u32).map(FieldId).collect();
        let groups = self.derived_kind(group_name, keys, group, span);
        self.schema.records[groups.0 as usize].key = key;
        let mut fields = vec![
            derived_field("group", Ty::Record(groups), span),
            derived_field("line", Ty::NUMBER, span),
        ];
        for record in references {
            let name = self.schema.record(*record).singular();
            fields.push(derived_field(&name, Ty::Record(*record), span));
        }
        let steps = self.derived_kind(step_name, fields, step, span);
        (groups, steps)
    }

    /// Says how steps are made.
    pub(super) fn derive_steps(&mut self, record: RecordId, groups: RecordId, lines: Vec<Line>) {
        self.derived.push(Derived { record, how: Derivation::Steps { groups, lines } });
    }

    /// The walks of a flow; rules that look for the same share them. Those `between` two parties
    /// have a row for each party whose walks are not all known.
    pub(super) fn walks(
        &mut self,
        flow: u32,
        kind: WalkKind,
        longest: u32,
        between: Option<Between>,
    ) -> Option<RecordId> {
        let open = between.is_some();
        let Between { exists, amount } = between.unwrap_or_default();
        let Flow { legs, party, item, .. } = *self.flows.get(flow as usize)?.as_ref()?;
        let asked = (flow, kind, longest, open);
        let known = self.made.iter().find_map(|(record, made)| match made {
            Made::Walk(f, w) if (*f, w.kind, w.longest, w.open) == asked => Some(*record),
            _ => None,
        });
        if known.is_some() {
            return known;
        }
        let span = item.name.span;
        let nowhere = Ty::List(RecordId(u32::MAX));
        let (length, parties) = match kind {
            WalkKind::Cycles | WalkKind::Paths => ("length", "parties"),
            WalkKind::Clusters => ("size", "parties"),
            WalkKind::CutPoints => ("size", "stranded"),
        };
        let mut fields = vec![
            derived_field("path", Ty::Text, span),
            derived_field(length, Ty::NUMBER, span),
            derived_field(parties, nowhere, span),
            derived_field("legs", nowhere, span),
        ];
        match kind {
            WalkKind::Paths => {
                fields.push(derived_field("from", Ty::Record(party), span));
                fields.push(derived_field("to", Ty::Record(party), span));
            }
            WalkKind::CutPoints => fields.push(derived_field("party", Ty::Record(party), span)),
            WalkKind::Cycles | WalkKind::Clusters => {}
        }
        if kind == WalkKind::Clusters || kind == WalkKind::CutPoints || open {
            fields.push(derived_field(SURE, Ty::Bool, span));
        }
        if open {
            fields.push(derived_field("starts untold", Ty::Record(party), span));
            fields.push(derived_field("leads untold", Ty::Record(party), span));
            fields.push(derived_field("untold", Ty::Bool, span));
        }
        let one = match kind {
            WalkKind::Cycles => "cycle",
            WalkKind::Paths => "path",
            WalkKind::Clusters => "cluster",
            WalkKind::CutPoints => "cut point",
        };
        let name = format!("{one} of {}", item.name.text);
        let record = self.derived_kind(name, fields, Made::Reach(flow), span);
        let parties = self.derived_list(record, field::PARTIES, party);
        let used = self.derived_list(record, field::LEGS, legs);
        let walked = Walked { kind, legs, longest, open, exists, amount, parties, used };
        self.made.insert(record, Made::Walk(flow, walked));
        self.derived.push(Derived { record, how: Derivation::Walks(walked) });
        Some(record)
    }

    /// Who reaches which legs of a flow within so many of them; `exists` tells whether a leg does.
    pub(super) fn reach(
        &mut self,
        flow: u32,
        longest: u32,
        exists: Option<ExprId>,
    ) -> Option<RecordId> {
        let Flow { legs, steps, party, item, .. } = *self.flows.get(flow as usize)?.as_ref()?;
        let how = Derivation::Reach { legs, longest, exists };
        if let Some(known) = self.derived.iter().find(|d| d.how == how) {
            return Some(known.record);
        }
        let span = item.name.span;
        let fields = vec![
            derived_field("from", Ty::Record(party), span),
            derived_field("leg", Ty::Record(legs), span),
            derived_field("step", Ty::Record(steps), span),
            derived_field(SURE, Ty::Bool, span),
        ];
        let name = format!("reach of {}", item.name.text);
        let record = self.derived_kind(name, fields, Made::Reach(flow), span);
        let via = derived_field("via", Ty::Record(record), span);
        self.schema.records[record.0 as usize].fields.push(via);
        self.derived.push(Derived { record, how });
        Some(record)
    }

    /// The flow and the walks whose legs a list holds.
    pub(super) fn walks_over(&self, used: RecordId) -> Option<(u32, Walked)> {
        self.made.values().find_map(|made| match made {
            Made::Walk(flow, walked) if walked.used == used => Some((*flow, *walked)),
            _ => None,
        })
    }

    /// Groups that another rule made of the same steps.
    pub(super) fn known_groups(
        &self,
        members: RecordId,
        filter: Option<ExprId>,
        keys: &[Typed],
        names: &[String],
    ) -> Option<RecordId> {
        self.derived.iter().find_map(|derived| {
            let Derivation::Steps { groups, lines } = &derived.how else {
                return None;
            };
            let [line] = lines.as_slice() else {
                return None;
            };
            let is_group = matches!(self.made.get(groups), Some(Made::Group(_)));
            let same_keys = line.keys.iter().eq(keys.iter().map(|k| &k.id));
            let fields = &self.schema.record(*groups).fields;
            let same_names = fields.iter().map(|f| &f.name).eq(names);
            let same = line.members == members && line.filter == filter;
            (is_group && same && same_keys && same_names).then_some(*groups)
        })
    }
}

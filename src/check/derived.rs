//! Record kinds that rules make: groups, the steps and legs of flows, walks.

use super::growing::Flow;
use super::kinds::Kinds;
use super::scope::Typed;
use crate::ir::ExprId;
use crate::operator::WalkKind;
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::ty::{
    self, Bounds, Ends, Field, FieldId, Kind, Line, MadeList, RecordId, RecordKind, Shape, Step,
    Ty, Walk, Way,
};
use crate::value::Worded;

/// What is asked of the ways from one party to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between {
    /// Whether a leg exists, over its row alone; `None` where all do.
    pub(super) exists: Option<ExprId>,
    /// What a leg carries, where only the ways are looked for that let most of it through.
    pub(super) amount: Option<ExprId>,
}

/// What is looked for along legs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sought {
    /// The walks of a rule.
    Walks(WalkKind),
    /// The ways of an exposure.
    Ways(Between),
}

/// Records that make steps.
pub(super) struct StepsOf {
    /// Their kind.
    pub(super) members: RecordId,
    /// Which of them, at level 0.
    pub(super) filter: Option<ExprId>,
    /// What groups them, at level 0.
    pub(super) keys: Vec<ExprId>,
}

/// What tells whether a derived record exists: no name that a rule could ask for.
const SURE: &str = "exists for certain";

/// The fields of a made record kind, as they are laid out.
#[derive(Default)]
pub(super) struct Layout(Vec<Field>);

impl Layout {
    /// Adds a field.
    pub(super) fn add(&mut self, name: &str, ty: Ty, span: Span) -> FieldId {
        let (name, bounds, doc) = (name.to_owned(), Bounds::default(), Worded::default());
        self.0.push(Field { name, ty, optional: true, bounds, span, doc });
        FieldId(self.0.len() as u32 - 1)
    }

    /// Whether there is a field of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// The names of the fields so far.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|field| &field.name)
    }

    /// The fields so far.
    pub(super) fn ids(&self) -> Vec<FieldId> {
        (0..self.0.len() as u32).map(FieldId).collect()
    }
}

impl Kinds {
    /// Adds a record kind whose rows are made, told apart by the fields of the key.
    pub(super) fn made_kind(
        &mut self,
        name: String,
        (fields, key): (Layout, Vec<FieldId>),
        kind: Kind,
        span: Span,
    ) -> RecordId {
        let (section, doc, parent, scalar) = (String::new(), Worded::default(), None, false);
        let fields = fields.0;
        self.add(RecordKind { name, section, key, fields, parent, scalar, kind, span, doc })
    }

    /// Adds slots, or finds those that another rule made.
    pub(super) fn slots(
        &mut self,
        name: String,
        fields: Layout,
        slots: ty::Slots,
        span: Span,
    ) -> RecordId {
        // A part goes by one name, whatever else it tells.
        let key = slots.parts.iter().map(|part| match part {
            ty::SlotPart::Calendar(calendar) => calendar.year,
            ty::SlotPart::Records(_, field) => *field,
        });
        let (key, kind) = (key.collect(), Kind::Slots(slots));
        let same = |id: &RecordId| {
            let known = self.schema.record(*id);
            known.kind == kind && known.fields.iter().map(|f| &f.name).eq(fields.names())
        };
        let known = self.schema.record_ids().find(same);
        known.unwrap_or_else(|| self.made_kind(name, (fields, key), kind, span))
    }

    /// Adds a list of references that is made with its holder.
    fn made_list(&mut self, holder: RecordId, list: MadeList, of: RecordId) {
        let kind = self.schema.record(holder);
        let field = self.schema.field(holder, list.field);
        let (name, span) = (format!("{}.{}", kind.name, field.name), kind.span);
        let mut fields = Layout::default();
        fields.add("it", Ty::Record(of), span);
        self.add(RecordKind {
            name,
            section: String::new(),
            key: Vec::new(),
            fields: fields.0,
            parent: Some((holder, list.field)),
            scalar: true,
            kind: Kind::Passed,
            span,
            doc: Worded::default(),
        });
    }

    /// Adds groups, or legs, and the steps that make them; `keys` are the groups' fields.
    pub(super) fn made_of_steps(
        &mut self,
        (group_name, step_name): (String, String),
        (keys, group): (Layout, Kind),
        made_of: Vec<StepsOf>,
        span: Span,
    ) -> (RecordId, RecordId) {
        let key = keys.ids();
        let of = self.made_kind(group_name, (keys, key), group, span);
        let mut fields = Layout::default();
        let group = fields.add("group", Ty::Record(of), span);
        let line = fields.add("line", Ty::NUMBER, span);
        let mut references: Vec<(RecordId, FieldId)> = Vec::new();
        let lines = made_of.into_iter().map(|StepsOf { members, filter, keys }| {
            // Lines over records of one kind share a reference.
            let known = references.iter().find(|(kind, _)| *kind == members).map(|(_, at)| *at);
            let reference = known.unwrap_or_else(|| {
                let name = self.schema.record(members).singular();
                let at = fields.add(&name, Ty::Record(members), span);
                references.push((members, at));
                at
            });
            Line { members, filter, keys, reference }
        });
        let lines = lines.collect();
        let kind = Kind::Step(Step { of, group, line, lines });
        let steps = self.made_kind(step_name, (fields, vec![group]), kind, span);
        (of, steps)
    }

    /// The walks of a flow; rules that look for the same share them. Those `between` two parties
    /// have a row for each party whose walks are not all known.
    pub(super) fn walks(&mut self, flow: Flow<'_>, sought: Sought, longest: u32) -> RecordId {
        let Flow { legs, party, item, place, .. } = flow;
        let span = item.name.span;
        let (one, length_name, parties_name) = match sought {
            Sought::Walks(WalkKind::Cycles) => ("cycle", "length", "parties"),
            Sought::Walks(WalkKind::Paths) | Sought::Ways(_) => ("path", "length", "parties"),
            Sought::Walks(WalkKind::Clusters) => ("cluster", "size", "parties"),
            Sought::Walks(WalkKind::Components) => ("component", "size", "parties"),
            Sought::Walks(WalkKind::CutPoints) => ("cut point", "size", "stranded"),
        };
        // The lists stand behind the walks themselves.
        let (parties, used) = (self.upcoming(1), self.upcoming(2));
        let mut fields = Layout::default();
        let path = fields.add("path", Ty::Text, span);
        let length = fields.add(length_name, Ty::NUMBER, span);
        let field = fields.add(parties_name, Ty::List(parties), span);
        let parties = MadeList { field, members: parties };
        let field = fields.add("legs", Ty::List(used), span);
        let used = MadeList { field, members: used };
        let shape = shape(sought, &mut fields, party, span);
        let walk = Walk { shape, legs, longest, path, length, parties, used };
        if let Some(known) = self.like(|kind| kind.walk().is_some_and(|w| w.is_same(&walk))) {
            return known;
        }
        let name = format!("{one} of {}", self.flows[place]);
        let record = self.made_kind(name, (fields, vec![path]), Kind::Walk(walk), span);
        self.made_list(record, parties, party);
        self.made_list(record, used, legs);
        record
    }

    /// Who reaches which legs of a flow within so many of them; `exists` tells whether a leg does.
    pub(super) fn reach(
        &mut self,
        flow: Flow<'_>,
        longest: u32,
        exists: Option<ExprId>,
    ) -> RecordId {
        let Flow { legs, steps, party, item, place, .. } = flow;
        let span = item.name.span;
        let mut fields = Layout::default();
        let reach = ty::Reach {
            legs,
            longest,
            exists,
            from: fields.add("from", Ty::Record(party), span),
            leg: fields.add("leg", Ty::Record(legs), span),
            step: fields.add("step", Ty::Record(steps), span),
            sure: fields.add(SURE, Ty::Bool, span),
            via: fields.add("via", Ty::Record(self.upcoming(0)), span),
        };
        let kind = Kind::Reach(reach);
        if let Some(known) = self.like(|other| *other == kind) {
            return known;
        }
        let name = format!("reach of {}", self.flows[place]);
        self.made_kind(name, (fields, vec![reach.from]), kind, span)
    }

    /// Groups that another rule made of the same steps.
    pub(super) fn known_groups(
        &self,
        members: RecordId,
        filter: Option<ExprId>,
        keys: &[Typed],
        names: &[&Name],
    ) -> Option<RecordId> {
        self.schema.record_ids().find_map(|steps| {
            let Step { of, lines, .. } = self.schema.kind(steps).step()?;
            let ([line], Kind::Group(_)) = (lines.as_slice(), self.schema.kind(*of)) else {
                return None;
            };
            let same_keys = line.keys.iter().eq(keys.iter().map(|k| &k.id));
            let fields = &self.schema.record(*of).fields;
            let same_names = fields.iter().map(|f| &f.name).eq(names.iter().map(|name| &name.text));
            let same = line.members == members && line.filter == filter;
            (same && same_keys && same_names).then_some(*of)
        })
    }
}

/// What walks look for, with the fields that are theirs alone.
fn shape(sought: Sought, fields: &mut Layout, party: RecordId, span: Span) -> Shape {
    let party = Ty::Record(party);
    let ends = |fields: &mut Layout| Ends {
        from: fields.add("from", party, span),
        to: fields.add("to", party, span),
    };
    match sought {
        Sought::Walks(WalkKind::Cycles) => Shape::Cycle,
        Sought::Walks(WalkKind::Paths) => Shape::Path(ends(fields)),
        Sought::Ways(Between { exists, amount }) => {
            let ends = ends(fields);
            let sure = fields.add(SURE, Ty::Bool, span);
            let out = fields.add("starts untold", party, span);
            let into = fields.add("leads untold", party, span);
            let untold = fields.add("untold", Ty::Bool, span);
            Shape::Way(ends, Way { sure, out, into, untold, exists, amount })
        }
        Sought::Walks(WalkKind::Clusters) => {
            Shape::Cluster { sure: fields.add(SURE, Ty::Bool, span) }
        }
        Sought::Walks(WalkKind::Components) => {
            Shape::Component { sure: fields.add(SURE, Ty::Bool, span) }
        }
        Sought::Walks(WalkKind::CutPoints) => {
            let party = fields.add("party", party, span);
            Shape::CutPoint { party, sure: fields.add(SURE, Ty::Bool, span) }
        }
    }
}

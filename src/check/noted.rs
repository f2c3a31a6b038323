//! What names are found to mean while the program is checked.

use rustc_hash::FxHashMap;

use super::declared::Declared;
use super::index::{BuiltIn, Definition, DefinitionId, Index, Meaning, What};
use crate::ir::Param;
use crate::source::Span;
use crate::syntax::ast::{self, CardClause, Clause, Item, Name};
use crate::ty::{ChoiceId, Schema, Ty};
use crate::value::Worded;

/// The index as it is made: each name means the same however often it is looked at.
#[derive(Default)]
pub(super) struct Noted<'a> {
    definitions: Vec<Definition>,
    /// The definitions by the places of their names.
    by_place: FxHashMap<Span, DefinitionId>,
    labels: FxHashMap<(ChoiceId, u32), DefinitionId>,
    units: FxHashMap<&'a str, DefinitionId>,
    names: FxHashMap<Span, Meaning>,
    types: FxHashMap<Span, Ty>,
    items: Vec<(DefinitionId, Span)>,
}

impl<'a> Noted<'a> {
    /// What the files define by their items.
    pub(super) fn new(declared: &Declared<'a>) -> Self {
        let mut noted = Noted::default();
        for (_, item) in declared.items() {
            noted.item(item);
        }
        for (record, extensions) in declared.kinds.iter().zip(&declared.extensions) {
            let of = noted.define(What::Record, &record.item.name);
            for extension in extensions {
                noted.refer(extension.item.record.span, record.item.name.span);
                noted.fields(of, &extension.item.body);
            }
        }
        noted
    }

    fn item(&mut self, item: &'a Item) {
        match item {
            Item::Use(item) => self.built_in(&item.path, BuiltIn::Pack),
            Item::Param(param) => {
                let of = self.define(What::Param, &param.name);
                self.about(of, &param.doc, param.span);
            }
            Item::Define(define) => {
                let of = self.define(What::Define, &define.name);
                self.about(of, &define.doc, define.span);
                for (name, _) in &define.params {
                    self.define_part(of, What::Argument, name);
                }
            }
            Item::Record(record) => {
                let of = self.define(What::Record, &record.name);
                self.built_in(&record.section, BuiltIn::Section);
                self.fields(of, &record.body);
            }
            Item::Unit(unit) => {
                let id = self.define(What::Unit, &unit.name);
                self.units.entry(&unit.name.text).or_insert(id);
            }
            Item::Flow(flow) => {
                let of = self.define(What::Flow, &flow.name);
                self.about(of, &flow.doc, flow.span);
                self.facts(of, flow);
            }
            Item::Rule(rule) => {
                let of = self.define(What::Rule, &rule.name);
                self.about(of, &rule.doc, rule.span);
                self.tags(&rule.clauses);
            }
            Item::Amend(amend) => self.tags(&amend.clauses),
            Item::Scenario(scenario) => _ = self.define(What::Scenario, &scenario.name),
            Item::Scorecard(card) => {
                let of = self.define(What::Scorecard, &card.name);
                for clause in &card.clauses {
                    if let CardClause::Grade(graded) = clause {
                        self.define_part(of, What::Grade, &graded.grade);
                    }
                }
            }
            // Its fields are of the record that it extends.
            Item::Extend(_) | Item::Evidence(_) | Item::Disable(_) | Item::Waive(_) => {}
        }
    }

    /// Notes the item that gives something.
    fn about(&mut self, of: DefinitionId, doc: &ast::Doc, item: Span) {
        self.definitions[of.0 as usize].title.clone_from(&doc.title);
        self.items.push((of, item));
    }

    /// Notes an item that changes what is defined at a place.
    pub(super) fn changed_by(&mut self, place: Span, item: Span) {
        self.items.extend(self.by_place.get(&place).map(|id| (*id, item)));
    }

    fn fields(&mut self, of: DefinitionId, body: &ast::Fields) {
        for field in &body.sound {
            self.define_part(of, What::Field, &field.name);
        }
    }

    /// The lines of a flow tell the same facts.
    fn facts(&mut self, of: DefinitionId, flow: &ast::Flow) {
        let mut known: FxHashMap<&str, DefinitionId> = FxHashMap::default();
        for (name, _) in flow.lines.iter().flat_map(|line| &line.with) {
            match known.get(name.text.as_str()) {
                Some(id) => self.also(*id, name.span),
                None => _ = known.insert(&name.text, self.define_part(of, What::Fact, name)),
            }
        }
    }

    fn tags(&mut self, clauses: &[Clause]) {
        for clause in clauses {
            match clause {
                Clause::Tags(names) => self.built_in(names, BuiltIn::Tag),
                Clause::Formerly(names) => self.built_in(names, BuiltIn::FormerName),
                _ => {}
            }
        }
    }

    /// Notes a name that is given to something; the same place is the same definition.
    pub(super) fn define(&mut self, what: What, name: &Name) -> DefinitionId {
        let new = DefinitionId(self.definitions.len() as u32);
        let id = *self.by_place.entry(name.span).or_insert(new);
        if id == new {
            let (name, places) = (name.text.clone(), vec![name.span]);
            let (uses, title) = (Vec::new(), Worded::default());
            self.definitions.push(Definition {
                what,
                name,
                of: None,
                places,
                uses,
                ty: None,
                title,
            });
        }
        id
    }

    fn define_part(&mut self, of: DefinitionId, what: What, name: &Name) -> DefinitionId {
        let id = self.define(what, name);
        self.definitions[id.0 as usize].of = Some(of);
        id
    }

    /// Notes another place of a definition.
    fn also(&mut self, id: DefinitionId, place: Span) {
        if self.by_place.insert(place, id).is_none() {
            self.definitions[id.0 as usize].places.push(place);
        }
    }

    /// Notes that what is defined at a place is defined at another, too.
    pub(super) fn define_again(&mut self, place: Span, other: Span) {
        if let Some(id) = self.by_place.get(&place) {
            self.also(*id, other);
        }
    }

    /// Notes of which type a definition is: what it was found to be first, before anything is put in
    /// its place.
    pub(super) fn type_of(&mut self, place: Span, ty: Ty) {
        if let Some(id) = self.by_place.get(&place) {
            self.definitions[id.0 as usize].ty.get_or_insert(ty);
        }
    }

    /// Notes a label of a choice.
    pub(super) fn define_label(&mut self, choice: ChoiceId, label: usize, name: &Name) {
        match self.labels.get(&(choice, label as u32)) {
            Some(id) => self.also(*id, name.span),
            None => {
                let id = self.define(What::Label, name);
                self.definitions[id.0 as usize].ty = Some(Ty::Choice(choice));
                self.labels.insert((choice, label as u32), id);
            }
        }
    }

    /// Notes that a name means what is defined at a place.
    pub(super) fn refer(&mut self, name: Span, place: Span) {
        if let Some(id) = self.by_place.get(&place) {
            self.names.insert(name, Meaning::Defined(*id));
        }
    }

    pub(super) fn refer_label(&mut self, name: Span, choice: ChoiceId, label: u32) {
        if let Some(id) = self.labels.get(&(choice, label)) {
            self.names.insert(name, Meaning::Defined(*id));
        }
    }

    /// Notes what the last part of a name means, and that those before it name its pack.
    pub(super) fn refer_by_pack(&mut self, name: &Name, place: Span) {
        let parts: Vec<Name> = name.parts().collect();
        if let Some((own, pack)) = parts.split_last() {
            self.built_in(pack, BuiltIn::Pack);
            self.refer(own.span, place);
        }
    }

    pub(super) fn refer_unit(&mut self, name: &Name) {
        let own = self.units.get(name.text.as_str()).map(|id| Meaning::Defined(*id));
        self.names.insert(name.span, own.unwrap_or(Meaning::BuiltIn(BuiltIn::Unit)));
    }

    /// Notes names of something that the language has.
    pub(super) fn built_in<'n>(&mut self, names: impl IntoIterator<Item = &'n Name>, of: BuiltIn) {
        self.names.extend(names.into_iter().map(|name| (name.span, Meaning::BuiltIn(of))));
    }

    /// Notes the type of an expression.
    pub(super) fn typed(&mut self, place: Span, ty: Ty) {
        self.types.entry(place).or_insert(ty);
    }

    /// All that was noted, in order.
    pub(super) fn into_index(mut self, schema: &Schema, params: &[Param]) -> Index {
        for field in schema.records.iter().flat_map(|kind| &kind.fields) {
            self.type_of(field.span, field.ty);
        }
        for param in params {
            self.type_of(param.span, param.ty);
        }
        let mut used: Vec<(Span, Meaning)> = self.names.into_iter().collect();
        used.sort_unstable();
        for (span, meaning) in &used {
            if let Meaning::Defined(id) = meaning {
                self.definitions[id.0 as usize].uses.push(*span);
            }
        }
        let given = self.by_place.into_iter().map(|(span, id)| (span, Meaning::Defined(id)));
        let mut names = used;
        names.extend(given);
        // A key of a group may go by the name of a field, which stands there in use.
        names.sort_by_key(|(span, _)| *span);
        names.dedup_by_key(|(span, _)| *span);
        let mut types: Vec<(Span, Ty)> = self.types.into_iter().collect();
        types
            .sort_unstable_by_key(|(span, _)| (span.file, span.start, std::cmp::Reverse(span.len)));
        Index { definitions: self.definitions, names, types, items: self.items }
    }
}

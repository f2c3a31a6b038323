//! Where facts come from: the record kind of sources, and the fields that name them.

use std::collections::BTreeSet;

use super::{ChoiceId, FieldId, RecordId, Schema, Ty};

/// The record kind whose records are sources: the one named `Source`, if it has a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// The record kind.
    pub record: RecordId,
    /// `kind`, a choice: what kind of evidence it is.
    pub kind: Option<(FieldId, ChoiceId)>,
    /// `date`: when it was published.
    pub date: Option<FieldId>,
    /// `title`, a text.
    pub title: Option<FieldId>,
    /// `publisher`, a text.
    pub publisher: Option<FieldId>,
    /// `url`, a text: where it can be read.
    pub url: Option<FieldId>,
}

/// A field of a record that names the sources of all its facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceField {
    /// `source: Source`
    One(FieldId),
    /// `sources: list of Source`: the field, and the record kind of the list's members.
    List(FieldId, RecordId),
}

impl SourceField {
    /// The field of the record itself.
    pub fn field(self) -> FieldId {
        match self {
            SourceField::One(field) | SourceField::List(field, _) => field,
        }
    }
}

/// Which kinds of sources count more than which: pairs of labels of `Source.kind`, with all that
/// follows from them. Kinds that stand in no pair are neither above nor below any.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Rank(BTreeSet<(u32, u32)>);

impl Rank {
    /// Whether no kind counts more than another.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a kind counts more than another.
    pub fn is_above(&self, stronger: u32, weaker: u32) -> bool {
        self.0.contains(&(stronger, weaker))
    }

    /// Whether a kind stands in the order.
    pub fn has(&self, kind: u32) -> bool {
        self.0.iter().any(|(stronger, weaker)| *stronger == kind || *weaker == kind)
    }

    /// Whether no kind counts more than this one.
    pub fn is_top(&self, kind: u32) -> bool {
        !self.0.iter().any(|(_, weaker)| *weaker == kind)
    }

    /// Puts a kind above another; `false` where it is below it already, or the same.
    pub fn put(&mut self, stronger: u32, weaker: u32) -> bool {
        if stronger == weaker || self.is_above(weaker, stronger) {
            return false;
        }
        let over = self.0.iter().filter(|(_, of)| *of == stronger).map(|(above, _)| *above);
        let over: Vec<u32> = over.chain([stronger]).collect();
        let under = self.0.iter().filter(|(of, _)| *of == weaker).map(|(_, below)| *below);
        let under: Vec<u32> = under.chain([weaker]).collect();
        self.0.extend(over.iter().flat_map(|above| under.iter().map(|below| (*above, *below))));
        true
    }

    /// Which of the sources that tell a fact may be its strongest, by their kinds: those that none
    /// with a known kind outranks. One whose kind is not known may be of any.
    pub fn strongest(&self, kinds: &[Option<u32>]) -> Vec<bool> {
        let outranked = |kind: u32| kinds.iter().flatten().any(|other| self.is_above(*other, kind));
        kinds.iter().map(|kind| !kind.is_some_and(outranked)).collect()
    }
}

impl Schema {
    /// The record kind of sources, where the vocabulary declares one.
    pub fn evidence(&self) -> Option<Evidence> {
        let record = self.record_named("Source").filter(|id| !self.record(*id).key.is_empty())?;
        let field = |name: &str| {
            let field = self.record(record).field(name)?;
            Some((field, self.field(record, field).ty))
        };
        let typed =
            |name, ty| field(name).filter(|(_, found)| *found == ty).map(|(field, _)| field);
        let kind = match field("kind") {
            Some((field, Ty::Choice(choice))) => Some((field, choice)),
            _ => None,
        };
        Some(Evidence {
            record,
            kind,
            date: typed("date", Ty::Date),
            title: typed("title", Ty::Text),
            publisher: typed("publisher", Ty::Text),
            url: typed("url", Ty::Text),
        })
    }

    /// The fields by which a record names the sources of its facts, in order of declaration.
    pub fn source_fields(&self, record: RecordId) -> Vec<SourceField> {
        let Some(sources) = self.evidence().map(|e| Ty::Record(e.record)) else {
            return Vec::new();
        };
        let of_sources = |members: RecordId| {
            let kind = self.record(members);
            kind.scalar && kind.fields.first().is_some_and(|it| it.ty == sources)
        };
        let fields = self.record(record).fields.iter().enumerate();
        fields
            .filter_map(|(i, field)| match field.ty {
                ty if ty == sources => Some(SourceField::One(FieldId(i as u32))),
                Ty::List(members) if of_sources(members) => {
                    Some(SourceField::List(FieldId(i as u32), members))
                }
                _ => None,
            })
            .collect()
    }
}

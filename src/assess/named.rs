//! What people call records, where these tell it.

use super::places::Places;
use crate::ty::{FieldId, Kind, RecordId, Ty};
use crate::value::Column;

/// How many names are told of what is made of several records.
const NAMES: usize = 12;

impl Places<'_> {
    /// What people call a record: the text that its kind has for it; of what is made of several
    /// records, their names. `None` where no record tells one.
    pub(super) fn named(self, record: RecordId, row: u32) -> Option<String> {
        let kind = self.program.schema.record(record);
        match &kind.kind {
            Kind::Read => match (kind.parent, self.tables.of(record).parents.get(row as usize)) {
                // A member of a list goes by the record that holds it.
                (Some((holder, _)), Some(parent)) => self.named(holder, *parent),
                _ => self.own_name(record, row),
            },
            Kind::Walk(walk) => {
                let passed = self.tables.of(walk.parties.members);
                let passed = passed.held_by(row).collect::<Vec<u32>>();
                let parties = passed.iter().map(|passed| {
                    self.name_behind(walk.parties.members, FieldId::IT, *passed)
                        .ok_or_else(String::new)
                });
                joined(parties.collect(), " – ")
            }
            Kind::Group(_) | Kind::Slots(_) | Kind::Leg(_) => {
                let parts = kind.key.iter().zip(self.key_parts(record, row));
                let names =
                    parts.map(|(field, part)| self.name_behind(record, *field, row).ok_or(part));
                joined(names.collect(), " · ")
            }
            Kind::Step(_) | Kind::Passed | Kind::Reach(_) | Kind::Card(_) => None,
        }
    }

    /// The name of the record that a field of a row leads to.
    fn name_behind(self, record: RecordId, field: FieldId, row: u32) -> Option<String> {
        let Ty::Record(other) = self.program.schema.field(record, field).ty else { return None };
        match self.tables.of(record).column(field)? {
            Column::Code(codes) => self.named(other, codes.leads(row as usize)?),
            _ => None,
        }
    }

    /// The text by which a record goes among people.
    fn own_name(self, record: RecordId, row: u32) -> Option<String> {
        let field = self.program.schema.record(record).naming()?;
        match self.tables.of(record).column(field)? {
            Column::Text(names) => names.get(row as usize).map(str::to_owned),
            _ => None,
        }
    }
}

/// Names, and what stands for those that are not told; `None` where none is.
fn joined(names: Vec<Result<String, String>>, between: &str) -> Option<String> {
    names.iter().any(Result::is_ok).then_some(())?;
    let all = names.len();
    let told = names.into_iter().map(|name| name.unwrap_or_else(|part| part)).take(NAMES);
    let mut text = told.collect::<Vec<String>>().join(between);
    if all > NAMES {
        text.push_str(" …");
    }
    Some(text)
}

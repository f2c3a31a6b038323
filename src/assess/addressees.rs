//! Who can be asked for a fact that is missing: the party whose fact it is, or the parties to the
//! deal that it is of.

use super::places::Places;
use crate::ir::Program;
use crate::outcome::Cell;
use crate::report::Addressee;
use crate::ty::{FieldId, Kind, RecordId, Ty};
use crate::value::Column;

/// How far a record may be from those who can be asked: what belongs to a list of a right over a
/// deal of two parties is three steps from them.
const STEPS: usize = 3;

/// A record.
type Row = (RecordId, u32);

impl Places<'_> {
    /// Who can be asked for a fact: where its record is a party, that party; else the parties that it
    /// leads to, with the fields that do; where none does, those that the records do which it leads
    /// to. Nobody, where no party is found so.
    pub(super) fn addressees(self, cell: Cell) -> Vec<Addressee> {
        let parties = self.program.parties();
        if parties.contains(&cell.record) {
            return vec![self.addressee((cell.record, cell.row), Vec::new())];
        }
        let mut seen = vec![(cell.record, cell.row)];
        let mut near = seen.clone();
        for _ in 0..STEPS {
            let mut found: Vec<(Row, Vec<String>)> = Vec::new();
            let mut next = Vec::new();
            for (role, to) in near.iter().flat_map(|row| self.leads(*row)) {
                if !parties.contains(&to.0) {
                    next.push(to);
                    continue;
                }
                if !found.iter().any(|(row, _)| *row == to) {
                    found.push((to, Vec::new()));
                }
                let of = found.iter_mut().find(|(row, _)| *row == to);
                let roles = of.map(|(_, roles)| roles).into_iter();
                roles.for_each(|roles| roles.extend(role.clone().filter(|r| !roles.contains(r))));
            }
            if !found.is_empty() {
                return found.into_iter().map(|(row, roles)| self.addressee(row, roles)).collect();
            }
            next.retain(|row| !seen.contains(row));
            seen.extend(&next);
            near = next;
        }
        Vec::new()
    }

    fn addressee(self, (record, row): Row, roles: Vec<String>) -> Addressee {
        Addressee {
            record: self.program.schema.record(record).name.clone(),
            key: self.key(record, row),
            name: self.named(record, row),
            roles,
        }
    }

    /// The records that a record leads to, with the names of the fields that do, and of a member of a
    /// list the one that holds it.
    fn leads(self, (record, row): Row) -> Vec<(Option<String>, Row)> {
        let (schema, table) = (&self.program.schema, self.tables.of(record));
        let kind = schema.record(record);
        let mut to = Vec::new();
        for (at, field) in (0..).zip(&kind.fields) {
            let (Ty::Record(other), Some(Column::Code(codes))) =
                (field.ty, table.column(FieldId(at)))
            else {
                continue;
            };
            if self.program.is_askable(other) {
                let row = codes.leads(row as usize);
                to.extend(row.map(|row| (Some(field.name.clone()), (other, row))));
            }
        }
        if let (Some((holder, _)), Some(row)) = (kind.parent, table.parents.get(row as usize)) {
            to.push((None, (holder, *row)));
        }
        to
    }
}

impl Program {
    /// The kinds of those who can be asked: those that flows run between, and `Party`.
    fn parties(&self) -> Vec<RecordId> {
        let mut parties: Vec<RecordId> = self.flows.iter().map(|flow| flow.party).collect();
        parties.extend(self.schema.record_named("Party"));
        parties
    }

    /// Whether a record of a kind may know somebody to ask: a source tells facts of others.
    fn is_askable(&self, kind: RecordId) -> bool {
        let sources = self.schema.evidence().map(|evidence| evidence.record);
        Some(kind) != sources && self.schema.record(kind).kind == Kind::Read
    }
}

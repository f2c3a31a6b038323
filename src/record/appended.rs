//! Parts of a file, or files, one behind the other.

use super::growing::TableBuilder;
use super::part::Part;
use crate::ty::Schema;

impl Part<'_> {
    /// Appends the rows of another part of the same file.
    pub(super) fn append(&mut self, other: Part<'_>) {
        self.problems.append(other.problems);
        self.met.append(other.met);
        self.keyed.extend(other.keyed);
        self.tables = Part::concat(self.schema, std::mem::take(&mut self.tables), other.tables);
    }

    /// The rows of both, table by table.
    pub(super) fn concat(
        schema: &Schema,
        mut tables: Vec<TableBuilder>,
        more: Vec<TableBuilder>,
    ) -> Vec<TableBuilder> {
        let before: Vec<u32> = tables.iter().map(|t| t.rows as u32).collect();
        for (i, (table, more)) in tables.iter_mut().zip(more).enumerate() {
            let parent = schema.records.get(i).and_then(|r| r.parent);
            let shift = parent.and_then(|(p, _)| before.get(p.0 as usize)).copied();
            table.append(more, shift.unwrap_or(0));
        }
        tables
    }
}

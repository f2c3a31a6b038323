//! Records of kinds without a key that stand by themselves: no rule goes over them.

use super::problems::grouped;
use super::records::Records;
use crate::diagnostic::Diagnostic;
use crate::outcome::Cell;
use crate::source::{Place, Sources};
use crate::ty::{RecordId, Schema};

impl Records {
    /// Tells the records that stand by themselves though their kind has no key, once a kind: rules
    /// go over such records in lists only. The rate table is read all the same.
    pub fn keyless(
        &self,
        sources: &Sources,
        schema: &Schema,
        rates: Option<RecordId>,
    ) -> Vec<Diagnostic> {
        let counts = self.counts();
        let told = |record: RecordId| {
            let kind = schema.record(record);
            let of_file = |counts: &Vec<usize>| counts.get(record.0 as usize).copied();
            let count: usize = counts.iter().filter_map(of_file).sum();
            let first = self.first(sources, schema, record).filter(|_| count > 0)?;
            Some(warning(&kind.name, count, first).label(kind.span, "declared here"))
        };
        let is_keyless = |record: &RecordId| {
            let kind = schema.record(*record);
            kind.is_section() && kind.key.is_empty() && Some(*record) != rates
        };
        schema.record_ids().filter(is_keyless).filter_map(told).collect()
    }

    fn first(&self, sources: &Sources, schema: &Schema, record: RecordId) -> Option<Place> {
        self.place(sources, schema, Cell { record, row: 0, field: None })
    }
}

fn warning(kind: &str, count: usize, first: Place) -> Diagnostic {
    let message = match count {
        1 => format!("no rule can look at this record: {kind} has no key"),
        _ => format!(
            "no rule can look at these {} records: {kind} has no key",
            grouped(count as u64)
        ),
    };
    Diagnostic::error("RW442", message, first, "")
        .help(format!(
            "declare `record {kind} key …` so that rules can go over them, or write them in the \
             list that they belong to"
        ))
        .warning()
}

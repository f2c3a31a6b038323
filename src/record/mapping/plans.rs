//! The plans of all record kinds for a file, made once for all files of one shape.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Mapping;
use super::compile::compile;
use super::dialect;
use super::plan::Plan;
use super::selection::Selection;
use crate::record::decode::Written;
use crate::record::input::Input;
use crate::record::problems::Problems;
use crate::record::table::Needs;
use crate::source::Span;
use crate::ty::{RecordId, Schema};

/// The plans that were made, by what they depend on: a thousand small files alike have one.
#[derive(Default)]
pub(in crate::record) struct Shapes<'i> {
    made: BTreeMap<Shape, (Option<&'i Mapping>, Arc<[Plan]>)>,
}

/// What plans depend on beside the vocabulary: the format, and of a mapped file the mapping (by
/// where it stands) and the kind of its records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    flat: bool,
    mapped: Option<(Span, Option<RecordId>)>,
}

impl<'i> Shapes<'i> {
    /// The plans for a file whose records are of that kind, as far as that is known.
    pub(in crate::record) fn plans(
        &mut self,
        input: &'i Input,
        record: Option<RecordId>,
        schema: &Schema,
        needs: &Needs,
        problems: &mut Problems,
    ) -> Arc<[Plan]> {
        let mapping = input.mapping.as_ref();
        let shape = Shape {
            flat: input.format.reader().flat,
            mapped: mapping.map(|mapping| (mapping.span, record)),
        };
        if let Some((_, plans)) = self.made.get(&shape).filter(|(other, _)| *other == mapping) {
            return Arc::clone(plans);
        }
        let known = problems.total;
        let plans: Arc<[Plan]> = make(shape, (mapping, record), schema, needs, problems).into();
        // What a mapping says wrong is wrong for every file of it.
        if problems.total == known {
            self.made.insert(shape, (mapping, Arc::clone(&plans)));
        }
        plans
    }
}

fn make(
    shape: Shape,
    (mapping, record): (Option<&Mapping>, Option<RecordId>),
    schema: &Schema,
    needs: &Needs,
    problems: &mut Problems,
) -> Vec<Plan> {
    let foreign = mapping.filter(|mapping| mapping.is_foreign()).zip(record);
    let written = mapping.map_or(Written::USUAL, Mapping::written);
    let plan = |record| {
        let said = foreign.and_then(|(mapping, mapped)| mapping.of_list(schema, mapped, record));
        let mut plan = match said {
            Some(mapping) => {
                let mut plan = compile(schema, record, needs, mapping, shape.flat, problems);
                plan.inner = foreign.is_some_and(|(_, mapped)| mapped != record);
                plan
            }
            // What lists of a foreign record hold is as foreign as the record.
            _ => {
                let foreign = foreign.is_some_and(|(_, mapped)| top(schema, record) == mapped);
                Plan::own(schema, record, needs, foreign)
            }
        };
        plan.written = written;
        let mapped = shape.mapped.is_some_and(|(_, of)| of == Some(record));
        if let Some(mapping) = mapping.filter(|_| mapped) {
            dialect::lay(&mut plan, mapping, schema, problems);
            if let Some(rules) = &mapping.rows {
                Selection::lay(&mut plan, rules, schema, shape.flat, problems);
            }
        }
        plan
    };
    schema.record_ids().map(plan).collect()
}

/// The kind that holds the lists that a kind's records stand in.
fn top(schema: &Schema, mut record: RecordId) -> RecordId {
    while let Some((parent, _)) = schema.record(record).parent {
        record = parent;
    }
    record
}

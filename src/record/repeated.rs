//! Rows that share a key where a manifest says which of them counts, and rows that have none.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::growing::column::ColumnBuilder;
use super::growing::trace::Kept;
use super::input::Input;
use super::mapping::Repeated;
use super::mapping::plan::Plan;
use super::mapping::plans::Shapes;
use super::mapping::selection::{Keyed, Pass};
use super::part::Part;
use super::problems::Problems;
use super::read::{Told, read_file};
use super::readers::Format;
use super::table::Needs;
use crate::source::{SourceFile, Sources, Span};
use crate::ty::{RecordId, Schema};
use crate::value::TextBuilder;

/// The rows that are left out because others have their keys, by their starts: by the place of
/// their file among the inputs. The files are read for their keys alone.
pub(super) fn left_out(
    sources: &Sources,
    inputs: &[Input],
    schema: &Schema,
    needs: &Needs,
) -> BTreeMap<usize, HashSet<usize>> {
    let mut keyed: BTreeMap<Span, (Repeated, Vec<(usize, Keyed)>)> = BTreeMap::new();
    for (at, input) in inputs.iter().enumerate() {
        let Some(mapping) = &input.mapping else { continue };
        let repeated = mapping.rows.as_ref().map(|rows| rows.repeated).unwrap_or_default();
        if repeated == Repeated::Error {
            continue;
        }
        // What is wrong is told when the file is read for good.
        let mut unheard = Problems::default();
        let told = Told::of(sources, input, schema);
        let plans = Shapes::default().plans(input, told.record, schema, needs, &mut unheard);
        if unheard.total > 0 {
            continue;
        }
        let plans = with(&plans, told.record, &Pass::Keys);
        let part = read_file(sources, input, &told, schema, &plans);
        let (_, all) = keyed.entry(mapping.span).or_insert((repeated, Vec::new()));
        all.extend(part.0.keyed.into_iter().map(|row| (at, row)));
    }
    let mut left: BTreeMap<usize, HashSet<usize>> = BTreeMap::new();
    for (repeated, rows) in keyed.into_values() {
        let mut known: HashMap<&str, &(usize, Keyed)> = HashMap::new();
        for row in &rows {
            // Rows without a key are told where they stand.
            let key = row.1.key.as_str();
            let Some(earlier) = known.get(key).copied().filter(|_| !key.is_empty()) else {
                known.insert(key, row);
                continue;
            };
            let (at, out) = match repeated {
                Repeated::Last => (earlier.0, &earlier.1),
                Repeated::Same if earlier.1.digest != row.1.digest => continue,
                _ => (row.0, &row.1),
            };
            if repeated == Repeated::Last {
                known.insert(key, row);
            }
            left.entry(at).or_default().insert(out.start);
        }
    }
    left
}

/// The plans of a file of which some rows are left out.
pub(super) fn without(
    plans: Arc<[Plan]>,
    record: Option<RecordId>,
    left: Option<HashSet<usize>>,
) -> Arc<[Plan]> {
    match left {
        Some(left) => with(&plans, record, &Pass::But(Arc::new(left))),
        None => plans,
    }
}

fn with(plans: &[Plan], record: Option<RecordId>, pass: &Pass) -> Arc<[Plan]> {
    let mut plans = plans.to_vec();
    let plan = record.and_then(|record| plans.get_mut(record.0 as usize));
    if let Some(selection) = plan.and_then(|plan| plan.selection.as_mut()) {
        selection.pass = pass.clone();
    }
    plans.into()
}

/// Gives the records of a file whose rows have no key of their own the file's name and where they
/// stand: their line in a text of rows, their row in a table, their number in a document.
pub(super) fn identify(
    part: &mut Part,
    plans: &[Plan],
    record: Option<RecordId>,
    source: &SourceFile,
    format: Format,
) {
    let Some(plan) = record.and_then(|record| plans.get(record.0 as usize)) else { return };
    if !plan.selection.as_ref().is_some_and(|selection| selection.has_no_key()) {
        return;
    }
    let keys = part.schema.record(plan.record).key.clone();
    let Some(table) = part.tables.get_mut(plan.record.0 as usize) else { return };
    let name = source.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (mut own, mut column) = (TextBuilder::default(), TextBuilder::default());
    let (mut line, mut counted) = (1, 0);
    for row in 0..table.rows {
        let place = match table.trace.get(row, None) {
            Some(Kept::Start(start)) if format.is_text_by_row() => {
                let between = source.bytes().get(counted..start).unwrap_or_default();
                line += lines(between);
                counted = start;
                line
            }
            Some(Kept::Start(start)) => start,
            _ => row + 1,
        };
        let key = format!("{name}:{place}");
        own.push(Some(&key));
        column.push(Some(&key));
    }
    table.keys = own;
    if let Some(Some(grown)) = keys.first().and_then(|key| table.columns.get_mut(key.0 as usize)) {
        *grown = ColumnBuilder::Text(column);
    }
}

/// How many lines end in some bytes, whichever way.
fn lines(bytes: &[u8]) -> usize {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    if feeds > 0 { feeds } else { memchr::memchr_iter(b'\r', bytes).count() }
}

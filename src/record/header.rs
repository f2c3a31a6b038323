//! Names of columns, before the first of their values is read.

use super::error::{Problem, did_you_mean};
use super::mapping::plan::Plan;
use super::part::Part;
use super::raw::Raw;
use crate::diagnostic::Diagnostic;
use crate::ty::RecordId;

/// The slot of each column that is read. Tells the names that are no fields or stand twice, and
/// those that a mapping asks for in vain.
pub(super) fn columns(
    part: &mut Part,
    record: RecordId,
    file: &str,
    header: &[Raw],
) -> Vec<Option<usize>> {
    let plan = part.plan(record);
    let mut columns: Vec<Option<usize>> = Vec::new();
    let mut strange = Vec::new();
    for cell in header {
        let name = cell.text().unwrap_or_default();
        let slot = plan.slot(name);
        if slot.is_none() && !plan.foreign {
            strange.push(cell.clone());
        }
        let earlier = slot.and_then(|_| columns.iter().position(|earlier| *earlier == slot));
        if let Some(first) = earlier.and_then(|at| header.get(at)) {
            let first = Some(part.place(first.start, first.end));
            let problem = Problem::DuplicateField { name: name.to_owned(), first };
            part.problem(problem, cell.start, cell.end);
        }
        columns.push(slot);
    }
    part.met.keep_columns(header.iter().filter_map(Raw::text));
    part.tell_strange(plan, &strange, |slot| columns.contains(&Some(slot)), None);
    unmet(part, plan, file, &columns, header);
    spared(part, plan, &columns, header);
    let wanted = |s: &usize| plan.slots.get(*s).is_some_and(|slot| slot.wanted);
    columns.iter().map(|slot| slot.filter(wanted)).collect()
}

/// Reports the columns that a mapping names and the file does not have: read as not given, they
/// would leave every fact of theirs out without a word.
fn unmet(part: &mut Part, plan: &Plan, file: &str, columns: &[Option<usize>], header: &[Raw]) {
    let mut told: Vec<usize> = Vec::new();
    for watched in &plan.watched {
        let slot = watched.place.slot;
        if plan.is_met(&watched.place, columns) || told.contains(&slot) {
            continue;
        }
        told.push(slot);
        let name = watched.name.text.clone();
        let names = || header.iter().filter_map(Raw::text);
        let said = plan.names_of(watched);
        let help = said.into_iter().find_map(|name| did_you_mean(name, names()));
        let problem = Problem::NoColumn { name, file: file.to_owned(), help };
        part.problems.add_at(problem, watched.name.span);
    }
}

/// Tells the columns that have a field's own name and that a mapping leaves out.
fn spared(part: &mut Part, plan: &Plan, columns: &[Option<usize>], header: &[Raw]) {
    let is_spared = |slot: &Option<usize>| slot.is_some_and(|slot| plan.spared.contains(&slot));
    for (cell, _) in header.iter().zip(columns).filter(|(_, slot)| is_spared(slot)) {
        let name = cell.text().unwrap_or_default();
        let message = format!("the column `{name}` is not read, though a field goes by that name");
        let span = part.place(cell.start, cell.end);
        part.problems.note(Diagnostic::error("RW419", message, span, "").warning());
    }
}

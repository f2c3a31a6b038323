//! Where a file's records stand, and the columns or members that they have.

use std::collections::VecDeque;

use super::probe::Probe;
use crate::diagnostic::{Diagnostic, Level};
use crate::record::{Node, Shape as Form, Tree};
use crate::source::{FileId, Sources, Span};

/// What a file holds.
pub(super) struct Shape {
    /// Where its records stand; nothing where they are its rows, or its one list.
    pub(super) each: Option<String>,
    /// What each record has, by name or path, those that hold others left out.
    pub(super) columns: Vec<String>,
}

/// The shape of a file.
pub(super) fn of(sources: &mut Sources, probe: Probe<'_>) -> Result<Shape, Vec<Diagnostic>> {
    let Probe { file, format, .. } = probe;
    let each = match format.is_by_row() {
        true => None,
        false => list(sources.file(file).text(), file),
    };
    let mapping = probe.mapping(each.as_deref(), "", "probe: probe");
    let read = probe.read(sources, "probe: text?", &mapping)?;
    let names: Vec<String> =
        read.inventory.files.into_iter().flat_map(|file| file.unread).collect();
    let holds = |name: &str| {
        names.iter().any(|other| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    };
    let columns: Vec<String> = names
        .iter()
        .filter(|name| !name.is_empty() && (read.flat || !holds(name)))
        .cloned()
        .collect();
    match columns.is_empty() {
        true => Err(nothing(file, read.wrong)),
        false => Ok(Shape { each, columns }),
    }
}

/// That there is nothing to draft, and what is wrong with the file beside that.
fn nothing(file: FileId, wrong: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let message = "this file has no columns that could be read";
    let own = Diagnostic::error("RW441", message, Span::new(file, 0, 0), "");
    let is_probe = |wrong: &Diagnostic| matches!(wrong.code, "RW416" | "RW441");
    let wrong = wrong.into_iter().filter(|wrong| wrong.level == Level::Error && !is_probe(wrong));
    std::iter::once(own).chain(wrong).collect()
}

/// The path to the list of records: of the lists of maps that lie the least deep, the longest.
fn list(text: &str, file: FileId) -> Option<String> {
    let tree = Tree::parse(text, file).ok()?;
    let mut level: VecDeque<(String, Node<'_>)> = VecDeque::from([(String::new(), tree.root()?)]);
    while !level.is_empty() {
        let longest = level.iter().filter_map(|(path, node)| Some((records(*node)?, path)));
        if let Some((_, path)) =
            longest.max_by_key(|(members, path)| (*members, std::cmp::Reverse(*path)))
        {
            return (!path.is_empty()).then(|| format!("{path}[]"));
        }
        level = level.into_iter().flat_map(|(path, node)| members(&path, node)).collect();
    }
    None
}

/// How many records a list holds, where it holds such.
fn records(node: Node<'_>) -> Option<usize> {
    let Form::List(members) = node.shape() else { return None };
    let is_record = |member: &Node<'_>| matches!(member.shape(), Form::Map(_));
    (members.first().is_some_and(is_record)).then_some(members.len())
}

fn members<'t>(path: &str, node: Node<'t>) -> Vec<(String, Node<'t>)> {
    let Form::Map(pairs) = node.shape() else { return Vec::new() };
    let below = |key: &str| match path.is_empty() {
        true => key.to_owned(),
        false => format!("{path}.{key}"),
    };
    pairs.into_iter().filter_map(|(key, value)| Some((below(key.text()?), value))).collect()
}

//! The spine: rule text and record files in, a report out. It opens no files itself: the caller
//! hands over what was read and a way to find what `use` names.

use std::collections::VecDeque;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::check::{self, Settings, Unit};
use crate::diagnostic::{Diagnostic, Level};
use crate::ir::Program;
use crate::pack;
use crate::record::{self, Input, Needs, Records};
use crate::source::{Bytes, FileId, Sources, Span};
use crate::syntax::ast::{File, Item, Name};
use crate::syntax::{parse, parse_expr};

/// Finds a rule file by the dotted name of a `use` and the name of the file that uses it: its
/// name and its bytes.
pub type Loader<'a> = dyn Fn(&str, &str) -> Option<(String, Bytes)> + 'a;

/// Parses rule files and everything they use, and checks the whole.
///
/// `roots` are the rule files of the run; `params` are `NAME`, `VALUE` pairs as a user writes
/// them. The program holds the sound rules even where others are broken.
pub fn load(
    sources: &mut Sources,
    roots: &[FileId],
    loader: &Loader<'_>,
    params: &[(String, String)],
) -> (Program, Vec<Diagnostic>) {
    let mut files = Files::default();
    let texts: Vec<(FileId, &str)> =
        roots.iter().map(|id| (*id, sources.file(*id).text())).collect();
    let parsed: Vec<_> = texts.into_par_iter().map(|(id, text)| parse(id, text)).collect();
    for (id, (file, diagnostics)) in roots.iter().zip(parsed) {
        files.add(sources.file(*id).name.to_string(), file, diagnostics);
    }
    files.follow_uses(sources, loader);
    let mut diagnostics = files.diagnostics;
    let mut settings = Settings { params: Vec::new() };
    for (name, value) in params {
        let id = sources.add_text(format!("--param {name}"), value.as_str());
        let (value, found) = parse_expr(id, value);
        diagnostics.extend(found);
        let span = Span::new(id, 0, 0);
        settings.params.extend(value.map(|value| (Name { text: name.clone(), span }, value)));
    }
    let units: Vec<Unit<'_>> =
        files.units.iter().map(|(path, file)| Unit { path: path.clone(), file }).collect();
    let (program, found) = check::check(&units, &settings);
    diagnostics.extend(found);
    (program, diagnostics)
}

/// Reads the record files: the columns that the program's rules look at, every file in full for
/// its mistakes.
pub fn read(sources: &Sources, program: &Program, inputs: &[Input]) -> (Records, Vec<Diagnostic>) {
    let mut needs = Needs::none(&program.schema);
    program.needs(|record, field| needs.add(record, field));
    record::read(sources, inputs, &program.schema, &needs)
}

/// Whether a run must stop: some diagnostic is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.level == Level::Error)
}

#[derive(Default)]
struct Files {
    /// Dotted name (or, for a file that nothing uses, its path) and tree.
    units: Vec<(String, File)>,
    /// The dotted names that each file uses.
    pending: VecDeque<(String, String)>,
    /// Units by the names of their files.
    by_file: FxHashMap<String, usize>,
    diagnostics: Vec<Diagnostic>,
}

impl Files {
    fn add(&mut self, name: String, file: File, diagnostics: Vec<Diagnostic>) {
        for item in &file.items {
            if let Item::Use(u) = item {
                let path: Vec<&str> = u.path.iter().map(|n| n.text.as_str()).collect();
                self.pending.push_back((path.join("."), name.clone()));
            }
        }
        self.by_file.insert(name.clone(), self.units.len());
        self.units.push((name, file));
        self.diagnostics.extend(diagnostics);
    }

    /// Adds what is used, and what that uses, each once. A name that leads nowhere is the
    /// checker's to report: it knows the place.
    fn follow_uses(&mut self, sources: &mut Sources, loader: &Loader<'_>) {
        while let Some((path, user)) = self.pending.pop_front() {
            if self.units.iter().any(|(name, _)| *name == path) {
                continue;
            }
            let found = match pack::named(&path) {
                Some(pack) => {
                    let bytes: Bytes = std::sync::Arc::new(pack.text.as_bytes());
                    Some((pack.file.to_owned(), bytes))
                }
                None => loader(&path, &user),
            };
            let Some((name, bytes)) = found else {
                continue;
            };
            if let Some(unit) = self.by_file.get(&name).copied() {
                self.units[unit].0 = path;
                continue;
            }
            let id = sources.add(name.clone(), bytes);
            let (file, diagnostics) = parse(id, sources.file(id).text());
            self.add(name, file, diagnostics);
            if let Some(unit) = self.units.last_mut() {
                unit.0 = path;
            }
        }
    }
}

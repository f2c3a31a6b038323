//! The spine: rule text and record files in, a report out. It opens no files itself: the caller
//! hands over what was read and a way to find what `use` names.

use std::collections::VecDeque;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::check::{self, Index, Set, Settings, Unit};
use crate::diagnostic::{Diagnostic, Level};
use crate::eval;
use crate::ir::Program;
use crate::pack;
use crate::record::{self, Input, Needs, Records};
use crate::source::{Bytes, FileId, Sources, Span};
use crate::syntax::ast::{ExprKind, File, Item, Literal, Name};
use crate::syntax::{parse, parse_expr};
use crate::value::{Currency, Date, Decimal, Period};

/// Finds a rule file by the dotted name of a `use` and the name of the file that uses it: its
/// name and its bytes.
pub type Loader<'a> = dyn Fn(&str, &str) -> Option<(String, Bytes)> + 'a;

/// What a run sets a param to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// The param's name.
    pub name: String,
    /// Its value, as a rule writer would write it.
    pub value: String,
    /// Where it stands.
    pub at: Standing,
}

/// Where a setting stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Name and value in a file where the value stands as it is.
    There(Span, Span),
    /// In a text of its own, which diagnostics call so.
    Alone(&'static str),
}

impl Setting {
    /// What a run sets beside its files: diagnostics show it as a text that goes by that name.
    pub fn of_run(called: &'static str, name: String, value: String) -> Setting {
        Setting { name, value, at: Standing::Alone(called) }
    }

    /// Where name and value stand.
    fn standing(&self, sources: &mut Sources) -> (Span, Span) {
        match self.at {
            Standing::There(name, value) => (name, value),
            Standing::Alone(called) => {
                let text = format!("{}={}", self.name, self.value);
                let (name, end) = (self.name.len(), text.len());
                let file = sources.add_text(called, text);
                (Span::new(file, 0, name), Span::new(file, name + 1, end))
            }
        }
    }
}

/// Parses rule files and everything they use, and checks the whole.
///
/// `roots` are the rule files of the run; `as_of` picks among the values of dated params; `params`
/// are what the run sets. The program holds the sound rules even where others are broken, in the
/// order of the files' names, however they were handed over.
pub fn load(
    sources: &mut Sources,
    roots: &[FileId],
    loader: &Loader<'_>,
    as_of: Date,
    params: &[Setting],
) -> (Program, Vec<Diagnostic>) {
    let (program, _, diagnostics) = load_with_index(sources, roots, loader, as_of, params);
    (program, diagnostics)
}

/// The same, with what the names in the files mean.
pub fn load_with_index(
    sources: &mut Sources,
    roots: &[FileId],
    loader: &Loader<'_>,
    as_of: Date,
    params: &[Setting],
) -> (Program, Index, Vec<Diagnostic>) {
    let mut files = Files::default();
    let shared: &Sources = sources;
    let mut roots = roots.to_vec();
    roots.sort_by_key(|id| &shared.file(*id).called);
    let parsed: Vec<_> = roots.par_iter().map(|id| parsed(shared, *id)).collect();
    for (id, parsed) in roots.iter().zip(parsed) {
        files.add(sources, *id, parsed);
    }
    files.follow_uses(sources, loader);
    let mut diagnostics = files.diagnostics;
    let mut settings = Settings { as_of, params: Vec::new() };
    for setting in params {
        let (span, place) = setting.standing(sources);
        let (value, found) = parse_expr(place.file, place.start as usize, &setting.value);
        diagnostics.extend(found);
        let name = Name { text: setting.name.clone(), span };
        let beside = matches!(setting.at, Standing::Alone(_));
        settings.params.extend(value.map(|value| Set { name, value, beside }));
    }
    let unit = |one: &Loaded| (one.path.clone(), one.uses.clone());
    let units = files.loaded.iter().map(|one| (unit(one), &one.file));
    let units: Vec<Unit<'_>> =
        units.map(|((path, uses), file)| Unit { path, file, uses }).collect();
    let (program, index, found) = check::check(&units, &settings);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|d| d.labels.first().map(|l| l.place));
    (program, index, diagnostics)
}

/// An amount of money as rules write it: `10 bn USD`; `None` for what is none.
pub fn amount_of_money(text: &str) -> Option<(Decimal, Currency)> {
    let (expr, diagnostics) = parse_expr(FileId(0), 0, text);
    match expr.map(|expr| expr.kind) {
        Some(ExprKind::Literal(Literal::Money(amount, currency))) if diagnostics.is_empty() => {
            Some((amount, currency))
        }
        _ => None,
    }
}

/// A period as rules write it: `6 months`; `None` for what is none.
pub fn period(text: &str) -> Option<Period> {
    let (expr, diagnostics) = parse_expr(FileId(0), 0, text);
    match expr.map(|expr| expr.kind) {
        Some(ExprKind::Literal(Literal::Period(period))) if diagnostics.is_empty() => Some(period),
        _ => None,
    }
}

/// The tree of a rule file. One that is not UTF-8 is an error of its own: read as no text at all,
/// its rules would be missing from a run that passes.
fn parsed(sources: &Sources, id: FileId) -> (File, Vec<Diagnostic>) {
    let source = sources.file(id);
    let (file, mut diagnostics) = parse(id, source.text());
    diagnostics.extend(not_utf8(source.bytes(), id));
    (file, diagnostics)
}

/// What is wrong with a text file that is not UTF-8.
pub fn not_utf8(bytes: &[u8], file: FileId) -> Option<Diagnostic> {
    let byte = std::str::from_utf8(bytes).err()?.valid_up_to();
    let message = format!("byte {byte} of this file is not UTF-8");
    let wrong =
        Diagnostic::error("RW008", message, Span::new(file, byte, byte + 1), "from here on");
    Some(wrong.help("save the file as UTF-8"))
}

/// How many bytes of JSON Lines and CSV are read in full, columns that no rule needs included.
const SMALL: usize = 8 << 20;

/// Reads the record files. Small files, and YAML and JSON of any size, are read in full, so that
/// every mistake in them is told; of large ones only the columns that the rules look at.
///
/// Groups, flows and walks are made of them as well, unless something is wrong: records without
/// these would pass rules that look at them.
pub fn read(
    sources: &Sources,
    program: &Program,
    inputs: &[Input],
    settings: eval::Settings,
) -> (Records, Vec<Diagnostic>) {
    record::open_all(sources, inputs);
    let size = |input: &Input| match input.format.is_by_row() {
        true => sources.file(input.file).bytes().len(),
        false => 0,
    };
    let needs = if inputs.iter().map(size).sum::<usize>() <= SMALL {
        Needs::all(&program.schema)
    } else {
        let mut needs = Needs::none(&program.schema);
        program.needs(|record, field| needs.add(record, field));
        needs
    };
    let (mut records, mut diagnostics) = read_columns(sources, program, inputs, &needs);
    diagnostics.extend(records.crowded(&program.schema));
    if !has_errors(&diagnostics) {
        eval::derive(program, &mut records.tables, settings);
    }
    (records, diagnostics)
}

/// Reads the record files in full, and makes nothing of what they say.
pub fn read_whole(
    sources: &Sources,
    program: &Program,
    inputs: &[Input],
) -> (Records, Vec<Diagnostic>) {
    read_columns(sources, program, inputs, &Needs::all(&program.schema))
}

fn read_columns(
    sources: &Sources,
    program: &Program,
    inputs: &[Input],
    needs: &Needs,
) -> (Records, Vec<Diagnostic>) {
    let (records, mut diagnostics) = record::read(sources, inputs, &program.schema, needs);
    let rates = program.rates.map(|rates| rates.record);
    diagnostics.extend(records.keyless(sources, &program.schema, rates));
    (records, diagnostics)
}

/// Whether a run must stop: some diagnostic is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.level == Level::Error)
}

/// A rule file that was read.
struct Loaded {
    id: FileId,
    /// The name of a pack that ships, or the file's.
    path: String,
    file: File,
    /// What each `use` means, by the places of files.
    uses: Vec<Option<usize>>,
}

#[derive(Default)]
struct Files {
    loaded: Vec<Loaded>,
    /// What is used: by which file, the how manieth of its uses, and the name.
    pending: VecDeque<(usize, usize, String)>,
    /// Files by their names.
    by_name: FxHashMap<String, usize>,
    diagnostics: Vec<Diagnostic>,
}

impl Files {
    /// Adds a file; one that ships goes by its name, whoever hands it over.
    fn add(
        &mut self,
        sources: &Sources,
        id: FileId,
        (file, told): (File, Vec<Diagnostic>),
    ) -> usize {
        let (source, place) = (sources.file(id), self.loaded.len());
        let uses = file.items.iter().filter_map(|item| match item {
            Item::Use(item) => Some(item.name()),
            _ => None,
        });
        let uses = uses.enumerate().map(|(nth, name)| (place, nth, name));
        let before = self.pending.len();
        self.pending.extend(uses);
        let uses = vec![None; self.pending.len() - before];
        let pack = pack::with_text(source.bytes()).map(|pack| pack.name.to_owned());
        let path = pack.unwrap_or_else(|| source.called.to_string());
        self.by_name.insert(source.name.to_string(), place);
        self.loaded.push(Loaded { id, path, file, uses });
        self.diagnostics.extend(told);
        place
    }

    /// Adds what is used, and what that uses, each once. A name that leads nowhere is the
    /// checker's to report: it knows the place.
    fn follow_uses(&mut self, sources: &mut Sources, loader: &Loader<'_>) {
        while let Some((user, nth, name)) = self.pending.pop_front() {
            let used_by = sources.file(self.loaded[user].id).name.to_string();
            let found = match pack::named(&name) {
                Some(pack) => {
                    let bytes: Bytes = std::sync::Arc::new(pack.text.as_bytes());
                    Some((pack.file.to_owned(), bytes))
                }
                None => loader(&name, &used_by),
            };
            self.loaded[user].uses[nth] = found.map(|found| self.place(sources, found));
        }
    }

    /// The place of a file, which is read where it was not.
    fn place(&mut self, sources: &mut Sources, (name, bytes): (String, Bytes)) -> usize {
        // It may lie among the run's own files, under whatever path.
        let same = |one: &Loaded| sources.file(one.id).bytes() == (*bytes).as_ref();
        let known = self.by_name.get(&name).copied();
        if let Some(known) = known.or_else(|| self.loaded.iter().position(same)) {
            return known;
        }
        let id = sources.add(name, bytes);
        let parsed = parsed(sources, id);
        self.add(sources, id, parsed)
    }
}

//! What the files declare, by name: known before any expression is looked at, and never changed
//! after.

use rustc_hash::FxHashMap;

use super::error::{CheckError, Noun};
use super::homes::Homes;
use super::meant::Called;
use super::sink::Sink;
use super::suggest::nearest;
use super::unit::{Settings, Unit};
use crate::ir::Shadowed;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::RecordId;
use crate::value::Date;

/// What a name of a file stands for, by its place among those of its kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Symbol {
    Param(u32),
    Define(u32),
    Flow(u32),
}

/// An item with its file: names in it mean what they mean there.
#[derive(Debug)]
pub(super) struct Declaration<'a, T> {
    pub(super) item: &'a T,
    pub(super) unit: usize,
}

impl<T> Clone for Declaration<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Declaration<'_, T> {}

/// The declarations of all files.
pub(super) struct Declared<'a> {
    pub(super) units: &'a [Unit<'a>],
    /// The record kinds as written; the places are those of the schema.
    pub(super) kinds: Vec<Declaration<'a, ast::Record>>,
    pub(super) records: FxHashMap<&'a str, RecordId>,
    /// What extends each of the record kinds, in the order of files and text.
    pub(super) extensions: Vec<Vec<Declaration<'a, ast::Extend>>>,
    /// Extensions of kinds that nothing declares, which is told, with the kind that may be meant:
    /// what uses their fields is not at fault.
    pub(super) strays: Vec<(RecordId, &'a ast::Extend)>,
    pub(super) params: Vec<Declaration<'a, ast::Param>>,
    /// What the run sets params to, in the same order.
    pub(super) set: Vec<Option<&'a ast::Expr>>,
    pub(super) defines: Vec<Declaration<'a, ast::Define>>,
    pub(super) flows: Vec<Declaration<'a, ast::Flow>>,
    pub(super) rules: Vec<Declaration<'a, ast::Rule>>,
    /// The names of each file, with their declarations.
    pub(super) own: Vec<FxHashMap<&'a str, (Symbol, Span)>>,
    /// Those that it sees plainly: its own, and those of what it uses.
    pub(super) visible: Vec<FxHashMap<&'a str, (Symbol, Span)>>,
    /// How names are reached from other files.
    pub(super) homes: Homes,
    /// What the run calls what is declared.
    pub(super) called: Called,
    /// Names of packs that the run calls by their packs, as it has others of its own.
    pub(super) shadowed: Vec<Shadowed>,
    /// The day that picks among the values of a dated param.
    pub(super) as_of: Date,
}

impl<'a> Declared<'a> {
    /// Finds all declarations.
    pub(super) fn new(units: &'a [Unit<'a>], settings: &'a Settings, sink: &mut Sink<'a>) -> Self {
        let mut declared = Declared {
            units,
            kinds: Vec::new(),
            records: FxHashMap::default(),
            extensions: Vec::new(),
            strays: Vec::new(),
            params: Vec::new(),
            set: Vec::new(),
            defines: Vec::new(),
            flows: Vec::new(),
            rules: Vec::new(),
            own: Vec::new(),
            visible: Vec::new(),
            homes: Homes::new(units),
            called: Called::default(),
            shadowed: Vec::new(),
            as_of: settings.as_of,
        };
        declared.report_missing_packs(sink);
        declared.find_records(sink);
        declared.find_extensions(sink);
        declared.find_symbols(sink);
        declared.call();
        declared.visible = (0..units.len()).map(|unit| declared.visible_names(unit)).collect();
        declared.set = declared.settings(settings, sink);
        declared
    }

    /// Every item with the place of its file.
    pub(super) fn items(&self) -> impl Iterator<Item = (usize, &'a ast::Item)> + use<'a> {
        let units = self.units;
        units
            .iter()
            .enumerate()
            .flat_map(|(i, unit)| unit.file.items.iter().map(move |item| (i, item)))
    }

    fn report_missing_packs(&self, sink: &mut Sink<'a>) {
        let uses = |unit: &'a Unit<'a>| {
            let items = unit.file.items.iter().filter_map(|item| match item {
                ast::Item::Use(item) => Some(item),
                _ => None,
            });
            items.zip(&unit.uses)
        };
        for (item, used) in self.units.iter().flat_map(uses) {
            let (name, kind, span) = (item.name(), Noun::Pack, item.span);
            if used.is_none() {
                let known = crate::pack::PACKS.iter().map(|p| p.name);
                let paths: Vec<_> =
                    (0..self.units.len()).map(|unit| self.homes.path(unit)).collect();
                let near = nearest(&name, known.chain(paths.iter().map(|path| &**path)));
                let unknown = CheckError::Unknown { kind, name, span, near };
                sink.report_missing_pack(span.file, unknown);
            }
        }
    }

    fn find_records(&mut self, sink: &mut Sink<'a>) {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (unit, item) in self.items() {
            let ast::Item::Record(item) = item else {
                continue;
            };
            if let Some(first) = seen.insert(&item.name.text, item.name.span) {
                let (name, span) = (item.name.text.clone(), item.name.span);
                sink.report(CheckError::SecondRecord { name, span, first });
                continue;
            }
            self.records.insert(&item.name.text, RecordId(self.kinds.len() as u32));
            self.kinds.push(Declaration { item, unit });
        }
    }

    /// What extends record kinds. The fields of one that is not known may be meant for the kind
    /// whose name is near.
    fn find_extensions(&mut self, sink: &mut Sink<'a>) {
        self.extensions.resize_with(self.kinds.len(), Vec::new);
        for (unit, item) in self.items() {
            let ast::Item::Extend(item) = item else {
                continue;
            };
            let name = &item.record;
            match self.records.get(name.text.as_str()) {
                Some(record) => {
                    self.extensions[record.0 as usize].push(Declaration { item, unit });
                }
                None => {
                    let near = nearest(&name.text, self.records.keys().copied());
                    let meant = near.as_ref().and_then(|near| self.records.get(near.as_str()));
                    self.strays.extend(meant.map(|meant| (*meant, item)));
                    let (kind, name, span) = (Noun::Record, name.text.clone(), name.span);
                    sink.report(CheckError::Unknown { kind, name, span, near });
                }
            }
        }
    }

    /// The params, defines and flows of each file, and the rules of all.
    fn find_symbols(&mut self, sink: &mut Sink<'a>) {
        self.own = vec![FxHashMap::default(); self.units.len()];
        for (unit, item) in self.items() {
            let (name, symbol) = match item {
                ast::Item::Param(item) => {
                    self.params.push(Declaration { item, unit });
                    (&item.name, Symbol::Param(self.params.len() as u32 - 1))
                }
                ast::Item::Define(item) => {
                    self.defines.push(Declaration { item, unit });
                    (&item.name, Symbol::Define(self.defines.len() as u32 - 1))
                }
                ast::Item::Flow(item) => {
                    self.flows.push(Declaration { item, unit });
                    (&item.name, Symbol::Flow(self.flows.len() as u32 - 1))
                }
                ast::Item::Rule(item) => {
                    self.rules.push(Declaration { item, unit });
                    continue;
                }
                _ => continue,
            };
            if name.text == "as_of" {
                let (name, span, first) = (name.text.clone(), name.span, None);
                sink.report(CheckError::Shadow { name, span, first });
                continue;
            }
            if let Some((_, first)) = self.own[unit].insert(&name.text, (symbol, name.span)) {
                let (name, span) = (name.text.clone(), name.span);
                sink.report(CheckError::Duplicate { name, span, first });
            }
        }
    }
}

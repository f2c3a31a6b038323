//! What the files declare, by name: known before any expression is looked at, and never changed
//! after.

use rustc_hash::FxHashMap;

use super::error::{CheckError, Noun};
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
    /// Visible names of each file, with their declarations.
    pub(super) visible: Vec<FxHashMap<&'a str, (Symbol, Span)>>,
    /// Names of which a file sees two by way of what it uses: where they are declared.
    pub(super) ambiguous: FxHashMap<(usize, &'a str), (Span, Span)>,
    /// Names of packs in the place of which a file sees its own.
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
            visible: Vec::new(),
            ambiguous: FxHashMap::default(),
            shadowed: Vec::new(),
            as_of: settings.as_of,
        };
        declared.report_missing_packs(sink);
        declared.find_records(sink);
        declared.find_extensions(sink);
        let own = declared.find_symbols(sink);
        for unit in 0..units.len() {
            let visible = declared.visible_names(unit, &own);
            declared.visible.push(visible);
        }
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
        for (_, item) in self.items() {
            let ast::Item::Use(item) = item else {
                continue;
            };
            let (name, kind, span) = (dotted(item), Noun::Pack, item.span);
            if !self.units.iter().any(|u| u.path == name) {
                let known = crate::pack::PACKS.iter().map(|p| p.name);
                let near = nearest(&name, known.chain(self.units.iter().map(|u| u.path.as_str())));
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
                sink.report(CheckError::Duplicate { name, span, first });
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

    /// The params, defines and flows of each file.
    fn find_symbols(&mut self, sink: &mut Sink<'a>) -> Vec<FxHashMap<&'a str, (Symbol, Span)>> {
        let mut own: Vec<FxHashMap<&'a str, (Symbol, Span)>> =
            vec![FxHashMap::default(); self.units.len()];
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
                _ => continue,
            };
            if name.text == "as_of" {
                let (name, span, first) = (name.text.clone(), name.span, None);
                sink.report(CheckError::Shadow { name, span, first });
                continue;
            }
            if let Some((_, first)) = own[unit].insert(&name.text, (symbol, name.span)) {
                let (name, span) = (name.text.clone(), name.span);
                sink.report(CheckError::Duplicate { name, span, first });
            }
        }
        own
    }

    /// A file sees its own names and those of the files that it uses. Its own win: who adds a pack
    /// to rules must not have to rename what stands in them. Of two packs none wins, but only who
    /// says the name has to care.
    fn visible_names(
        &mut self,
        unit: usize,
        own: &[FxHashMap<&'a str, (Symbol, Span)>],
    ) -> FxHashMap<&'a str, (Symbol, Span)> {
        let mut visible = own[unit].clone();
        let units = self.units;
        for item in &units[unit].file.items {
            let ast::Item::Use(item) = item else {
                continue;
            };
            let path = dotted(item);
            let Some(used) = units.iter().position(|u| u.path == path) else {
                continue;
            };
            for (name, entry) in &own[used] {
                match visible.get(name).filter(|known| *known != entry) {
                    None => _ = visible.insert(name, *entry),
                    Some(_) if own[unit].contains_key(name) => self.shadowed.push(Shadowed {
                        name: (*name).into(),
                        by: units[unit].path.as_str().into(),
                        of: path.as_str().into(),
                    }),
                    Some((_, first)) => {
                        _ = self.ambiguous.insert((unit, name), (*first, entry.1));
                    }
                }
            }
        }
        visible
    }

    /// What the run sets each param to.
    fn settings(&self, settings: &'a Settings, sink: &mut Sink<'a>) -> Vec<Option<&'a ast::Expr>> {
        let mut set: Vec<Option<&'a ast::Expr>> = vec![None; self.params.len()];
        for (name, value) in &settings.params {
            let named = self.params_named(&name.text);
            named.iter().for_each(|i| set[*i] = Some(value));
            if named.is_empty() {
                let known = self.params.iter().map(|param| param.item.name.text.as_str());
                let near = nearest(&name.text, known);
                let (kind, name, span) = (Noun::Param, name.text.clone(), name.span);
                sink.report(CheckError::Unknown { kind, name, span, near });
            }
        }
        set
    }

    /// The params that a run means by a name, by their places among all: `large`, or that of a
    /// pack, `commitment.large`. A name alone is not that of a pack which one that uses it declares
    /// for itself.
    fn params_named(&self, name: &str) -> Vec<usize> {
        let (pack, bare) = name.rsplit_once('.').map_or((None, name), |(p, bare)| (Some(p), bare));
        let is_of = |unit: usize| {
            let path = self.units[unit].path.trim_end_matches(".risk");
            pack.is_none_or(|pack| path == pack || path.rsplit(['.', '/']).next() == Some(pack))
        };
        let named = self.params.iter().enumerate();
        let named = named.filter(|(_, param)| param.item.name.text == bare && is_of(param.unit));
        let named: Vec<(usize, usize)> = named.map(|(i, param)| (i, param.unit)).collect();
        let is_own = |(_, unit): &&(usize, usize)| {
            let path = &self.units[*unit].path;
            let used_by = |user: usize| {
                self.units[user]
                    .file
                    .items
                    .iter()
                    .any(|item| matches!(item, ast::Item::Use(item) if dotted(item) == *path))
            };
            !named.iter().any(|(_, user)| used_by(*user))
        };
        named.iter().filter(is_own).map(|(i, _)| *i).collect()
    }
}

/// The name that a `use` gives.
fn dotted(item: &ast::Use) -> String {
    let segments: Vec<&str> = item.path.iter().map(|n| n.text.as_str()).collect();
    segments.join(".")
}

//! The params, defines and flows of each file, and what a file sees of the others.

use rustc_hash::FxHashMap;

use super::Settings;
use super::declare::dotted;
use super::error::CheckError;
use super::world::{Define, Symbol, World};
use crate::source::Span;
use crate::syntax::ast;

impl<'a> World<'a> {
    pub(super) fn declare_symbols(&mut self, settings: &'a Settings) {
        let mut own: Vec<FxHashMap<&'a str, (Symbol, Span)>> =
            vec![FxHashMap::default(); self.units.len()];
        let mut params = Vec::new();
        for (unit, item) in self.items() {
            let (name, symbol) = match item {
                ast::Item::Param(param) => {
                    params.push((unit, param));
                    (&param.name, Symbol::Param(params.len() as u32 - 1))
                }
                ast::Item::Define(define) => {
                    self.defines.push(Define { item: define, unit });
                    (&define.name, Symbol::Define(self.defines.len() as u32 - 1))
                }
                ast::Item::Flow(flow) => {
                    self.flow_items.push((flow, unit));
                    (&flow.name, Symbol::Flow(self.flow_items.len() as u32 - 1))
                }
                _ => continue,
            };
            if name.text == "as_of" {
                let (name, span, first) = (name.text.clone(), name.span, None);
                self.report(CheckError::Shadow { name, span, first });
                continue;
            }
            if let Some((_, first)) = own[unit].insert(&name.text, (symbol, name.span)) {
                let (name, span) = (name.text.clone(), name.span);
                self.report(CheckError::Duplicate { name, span, first });
            }
        }
        for unit in 0..self.units.len() {
            self.visible[unit] = self.visible_names(unit, &own);
        }
        self.declare_params(&params, settings);
    }

    /// A file sees its own names and those of the files that it uses.
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
                if let Some((_, first)) = visible.insert(name, *entry).filter(|old| old != entry) {
                    let (name, span) = ((*name).to_owned(), first);
                    self.report(CheckError::Duplicate { name, span, first: entry.1 });
                }
            }
        }
        visible
    }
}

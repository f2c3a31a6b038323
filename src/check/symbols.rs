//! The params, defines and flows of each file, and what a file sees of the others.

use rustc_hash::FxHashMap;

use super::Settings;
use super::declare::dotted;
use super::error::CheckError;
use super::scope::Checker;
use super::world::{Define, Symbol, World};
use crate::ir::Shadowed;
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
}

impl Checker<'_, '_> {
    /// What a name stands for that this file, or one that it uses, declares.
    pub(super) fn symbol(&mut self, name: &ast::Name) -> Option<Symbol> {
        let (symbol, _) = *self.world.visible[self.unit].get(name.text.as_str())?;
        if let Some((first, second)) =
            self.world.ambiguous.get(&(self.unit, name.text.as_str())).copied()
        {
            let (name, span) = (name.text.clone(), name.span);
            self.world.report(CheckError::Ambiguous { name, span, first, second });
        }
        Some(symbol)
    }
}

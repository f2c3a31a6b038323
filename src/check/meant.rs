//! What names mean that are at home in other files: what a run calls each, and what a file, a run or
//! an amendment means by one.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::declared::{Declaration, Declared, Symbol};
use super::error::{CheckError, Noun};
use super::sink::{Checked, Sink};
use super::suggest::nearest;
use super::unit::{Set, Settings};
use crate::ir::{KnownAs, Shadowed};
use crate::pack::parted;
use crate::source::Span;
use crate::syntax::ast;

/// What the run calls what is declared, in the order of the declarations: plainly where nothing else
/// goes by the name, or it is the project's own and the others are those of packs.
#[derive(Default)]
pub(super) struct Called {
    pub(super) params: Vec<Arc<str>>,
    pub(super) defines: Vec<Arc<str>>,
    pub(super) flows: Vec<Arc<str>>,
    pub(super) rules: Vec<Arc<str>>,
    /// What each rule is known by whatever else is loaded.
    pub(super) known_as: Vec<KnownAs>,
}

/// The files in which a name is at home.
fn homes(name: &ast::Name, places: &Places<'_>) -> Vec<usize> {
    let places = places.get(name.text.as_str()).map_or(&[][..], Vec::as_slice);
    places.iter().map(|(unit, _)| *unit).collect()
}

/// Names with the files in which each is at home, and where.
type Places<'a> = FxHashMap<&'a str, Vec<(usize, Span)>>;

impl<'a> Declared<'a> {
    /// Finds what the run calls what is declared, and which names are not called plainly because the
    /// project has its own.
    pub(super) fn call(&mut self) {
        let mut symbols: Places<'a> = FxHashMap::default();
        for (unit, own) in self.own.iter().enumerate() {
            for (name, (_, span)) in own {
                symbols.entry(name).or_default().push((unit, *span));
            }
        }
        let mut rules: Places<'a> = FxHashMap::default();
        for Declaration { item, unit } in &self.rules {
            rules.entry(&item.name.text).or_default().push((*unit, item.name.span));
        }
        let params = self.params.iter().map(|d| (&d.item.name, d.unit));
        let defines = self.defines.iter().map(|d| (&d.item.name, d.unit));
        let flows = self.flows.iter().map(|d| (&d.item.name, d.unit));
        let of_rules = || self.rules.iter().map(|d| (&d.item.name, d.unit));
        self.called = Called {
            params: params.map(|one| self.name_for_all(one, &symbols)).collect(),
            defines: defines.map(|one| self.name_for_all(one, &symbols)).collect(),
            flows: flows.map(|one| self.name_for_all(one, &symbols)).collect(),
            rules: of_rules().map(|one| self.name_for_all(one, &rules)).collect(),
            known_as: of_rules().map(|one| self.known_as(one, &rules)).collect(),
        };
        let mut known_as = std::mem::take(&mut self.called.known_as);
        self.call_formerly(&mut known_as);
        self.called.known_as = known_as;
        let shadowed = [&symbols, &rules].into_iter().flatten();
        let mut shadowed: Vec<Shadowed> =
            shadowed.filter_map(|(name, places)| self.shadowed(name, places)).collect();
        shadowed.sort();
        self.shadowed = shadowed;
    }

    fn name_for_all(&self, (name, home): (&ast::Name, usize), places: &Places<'a>) -> Arc<str> {
        self.homes.called(&name.text, home, &homes(name, places))
    }

    /// What a rule is known by whatever other packs are there.
    fn known_as(&self, (name, home): (&ast::Name, usize), places: &Places<'a>) -> KnownAs {
        let all = homes(name, places);
        let plain: Arc<str> = name.text.as_str().into();
        let whole: Arc<str> = format!("{}.{plain}", self.homes.path(home)).into();
        let own = all.iter().filter(|home| !self.homes.ships(**home)).count();
        let now = if self.homes.ships(home) || own > 1 { &whole } else { &plain };
        let short: Arc<str> = self.homes.by_pack(&plain, home).into();
        let called = self.homes.called(&plain, home, &all);
        let mut before = vec![called, short, Arc::clone(&whole)];
        before.retain(|name| name != now);
        before.dedup();
        KnownAs { now: Arc::clone(now), before, formerly: Vec::new() }
    }

    /// A name that the project has for itself, where packs have it, too.
    fn shadowed(&self, name: &str, places: &[(usize, Span)]) -> Option<Shadowed> {
        let (packs, own): (Vec<_>, Vec<_>) =
            places.iter().copied().partition(|(unit, _)| self.homes.is_pack(*unit));
        let (_, by) = *own.first().filter(|_| !packs.is_empty())?;
        let others =
            packs.iter().map(|(unit, span)| (self.homes.by_pack(name, *unit).into(), *span));
        Some(Shadowed { name: name.into(), by, others: others.collect() })
    }

    /// A file sees its own names and those of the files that it uses. Its own win: who adds a pack
    /// to rules must not have to rename what stands in them. Of two packs none wins, but only who
    /// says the name has to care.
    pub(super) fn visible_names(&self, unit: usize) -> FxHashMap<&'a str, (Symbol, Span)> {
        let mut visible = self.own[unit].clone();
        for used in self.homes.uses(unit) {
            for (name, entry) in &self.own[*used] {
                visible.entry(name).or_insert(*entry);
            }
        }
        visible
    }

    /// What a file means by a name, plain or by its pack; `None`, where it sees none. Of several
    /// none is meant.
    pub(super) fn symbol_meant(
        &self,
        unit: usize,
        name: &ast::Name,
    ) -> Result<Option<(Symbol, Span)>, CheckError> {
        let (pack, bare) = parted(&name.text);
        let homes = self.homes_of(bare);
        let homes = self.homes.in_sight(unit, pack, &homes);
        let found = |home: &usize| self.own[*home].get(bare).copied();
        match homes[..] {
            [] => Ok(None),
            [home] => Ok(found(&home)),
            _ => {
                let places = homes.iter().filter_map(|home| Some((*home, found(home)?.1)));
                Err(self.ambiguous(name, bare, places))
            }
        }
    }

    /// The files that declare a param, define or flow of that name.
    fn homes_of(&self, name: &str) -> Vec<usize> {
        let has = |unit: &usize| self.own[*unit].contains_key(name);
        (0..self.units.len()).filter(has).collect()
    }

    /// The names that a file may reach by a pack: those of all that it is called by.
    pub(super) fn names_by_pack(&self, unit: usize, pack: &str) -> Vec<String> {
        let all: Vec<usize> = (0..self.units.len()).collect();
        let homes = self.homes.in_sight(unit, Some(pack), &all);
        let names = homes.iter().flat_map(|home| self.own[*home].keys());
        names.map(|name| format!("{pack}.{name}")).collect()
    }

    fn ambiguous(
        &self,
        name: &ast::Name,
        bare: &str,
        places: impl Iterator<Item = (usize, Span)>,
    ) -> CheckError {
        let places = places.map(|(home, span)| (self.homes.by_pack(bare, home), span));
        let (name, span, places) = (name.text.clone(), name.span, places.collect());
        CheckError::Ambiguous { name, span, places }
    }

    /// The rule that a file means by a name, by its place among all: its own, one of the packs that it
    /// uses, else any of the run. Who means none or one of several is told.
    pub(super) fn rule_meant(
        &self,
        unit: usize,
        name: &ast::Name,
        sink: &mut Sink<'_>,
    ) -> Checked<usize> {
        let (pack, bare) = parted(&name.text);
        let of_name = |rule: &Declaration<'_, ast::Rule>| rule.item.name.text == bare;
        let rules: Vec<usize> =
            (0..self.rules.len()).filter(|rule| of_name(&self.rules[*rule])).collect();
        let homes: Vec<usize> = rules.iter().map(|rule| self.rules[*rule].unit).collect();
        let mut meant = self.homes.in_sight(unit, pack, &homes);
        if meant.is_empty() {
            meant = self.homes.anywhere(pack, &homes);
        }
        let meant: Vec<usize> =
            rules.into_iter().filter(|rule| meant.contains(&self.rules[*rule].unit)).collect();
        let second = meant.iter().find(|rule| self.rules[**rule].unit != self.rules[meant[0]].unit);
        match (meant.first(), second) {
            (Some(rule), None) => Ok(*rule),
            (None, _) => {
                let called = self.called.rules.iter().map(|name| &**name);
                let near = self.called_now(name).or_else(|| nearest(&name.text, called));
                let (kind, name, span) = (Noun::Rule, name.text.clone(), name.span);
                Err(sink.report(CheckError::Unknown { kind, name, span, near }))
            }
            (Some(_), Some(_)) => {
                let places = meant.iter().map(|rule| &self.rules[*rule]);
                let places = places.map(|rule| (rule.unit, rule.item.name.span));
                Err(sink.report(self.ambiguous(name, bare, places)))
            }
        }
    }

    /// What the run sets each param to.
    pub(super) fn settings(
        &self,
        settings: &'a Settings,
        sink: &mut Sink<'a>,
    ) -> Vec<Option<&'a ast::Expr>> {
        let mut set: Vec<Option<&'a Set>> = vec![None; self.params.len()];
        for one @ Set { name, .. } in &settings.params {
            let (pack, bare) = parted(&name.text);
            let named = self.params.iter().enumerate();
            let named: Vec<(usize, &Declaration<'_, ast::Param>)> =
                named.filter(|(_, param)| param.item.name.text == bare).collect();
            let homes: Vec<usize> = named.iter().map(|(_, param)| param.unit).collect();
            let meant = self.homes.anywhere(pack, &homes);
            match meant[..] {
                [] => {
                    let known = self.called.params.iter().map(|name| &**name);
                    let near = nearest(&name.text, known);
                    let (kind, name, span) = (Noun::Param, name.text.clone(), name.span);
                    sink.report(CheckError::Unknown { kind, name, span, near });
                }
                [home] => {
                    let of_home = named.iter().filter(|(_, param)| param.unit == home);
                    for (i, _) in of_home {
                        self.set(&mut set[*i], one, sink);
                    }
                }
                _ => {
                    let places = named.iter().filter(|(_, param)| meant.contains(&param.unit));
                    let places = places.map(|(_, param)| (param.unit, param.item.name.span));
                    sink.report(self.ambiguous(name, bare, places));
                }
            }
        }
        set.into_iter().map(|set| Some(&set?.value)).collect()
    }

    /// Sets a param. By two names it may be set twice, of which none wins but what is set beside the
    /// files.
    fn set(&self, set: &mut Option<&'a Set>, one: &'a Set, sink: &mut Sink<'a>) {
        match *set {
            Some(first) if first.beside == one.beside => {
                let (name, span, first) = (one.name.text.clone(), one.name.span, first.name.span);
                sink.report(CheckError::Duplicate { name, span, first });
            }
            Some(first) if first.beside => {}
            _ => *set = Some(one),
        }
    }
}

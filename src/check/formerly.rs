//! The names that rules had: what they are known by from then, and that each is a name which no other
//! rule has, or had, too.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::declared::{Declaration, Declared};
use super::error::FormerlyError;
use super::scope::Parts;
use super::sink::{Checked, Sink};
use crate::ir::KnownAs;
use crate::pack::parted;
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

/// The names that a rule had.
fn names(rule: &ast::Rule) -> impl Iterator<Item = &ast::Name> {
    rule.clauses.iter().flat_map(|clause| match clause {
        Clause::Formerly(names) => names.as_slice(),
        _ => &[],
    })
}

/// Where a rule is at home: a pack, or the project's own files, of which each has one of a name.
type House = Option<usize>;

impl<'a> Declared<'a> {
    fn house(&self, unit: usize) -> House {
        Some(unit).filter(|unit| self.homes.is_pack(*unit))
    }

    /// Adds what runs may have called each rule by the names that it had, as far as that means no
    /// other rule now.
    pub(super) fn call_formerly(&self, known_as: &mut [KnownAs]) {
        let taken: Vec<Arc<str>> = known_as.iter().map(|known| Arc::clone(&known.now)).collect();
        let taken = |name: &Arc<str>| taken.contains(name) || self.called.rules.contains(name);
        for (known, Declaration { item, unit }) in known_as.iter_mut().zip(&self.rules) {
            for name in names(item) {
                let plain: Arc<str> = name.text.as_str().into();
                let whole = format!("{}.{plain}", self.homes.path(*unit)).into();
                let short = self.homes.by_pack(&plain, *unit).into();
                known.formerly.push(Arc::clone(&plain));
                for former in [plain, short, whole] {
                    if !taken(&former) && !known.before.contains(&former) {
                        known.before.push(former);
                    }
                }
            }
        }
    }

    /// The rule that had a name which none has now, by its place among all; none where several had it.
    fn rule_formerly(&self, name: &ast::Name) -> Option<usize> {
        let (pack, bare) = parted(&name.text);
        let had = |rule: &usize| names(self.rules[*rule].item).any(|former| former.text == bare);
        let all: Vec<usize> = (0..self.rules.len()).filter(had).collect();
        let homes: Vec<usize> = all.iter().map(|rule| self.rules[*rule].unit).collect();
        let meant = self.homes.anywhere(pack, &homes);
        let mut meant = all.into_iter().filter(|rule| meant.contains(&self.rules[*rule].unit));
        meant.next().filter(|_| meant.next().is_none())
    }

    /// What the rule is called now that had a name.
    pub(super) fn called_now(&self, name: &ast::Name) -> Option<String> {
        self.rule_formerly(name).map(|rule| self.called.rules[rule].to_string())
    }

    /// The rule that a file means by a name, or by one that it had; whether it is that.
    pub(super) fn rule_meant_or_formerly(
        &self,
        unit: usize,
        name: &ast::Name,
        sink: &mut Sink<'_>,
    ) -> Checked<(usize, bool)> {
        let (_, bare) = parted(&name.text);
        let is_there = self.rules.iter().any(|rule| rule.item.name.text == bare);
        match self.rule_formerly(name).filter(|_| !is_there) {
            Some(rule) => Ok((rule, true)),
            None => self.rule_meant(unit, name, sink).map(|rule| (rule, false)),
        }
    }
}

impl Parts<'_, '_> {
    /// A name that a rule had is that of no rule of its house now, and of one rule then.
    pub(super) fn require_free_former_names(&mut self) {
        let mut now: FxHashMap<(House, &str), Span> = FxHashMap::default();
        for Declaration { item, unit } in &self.declared.rules {
            now.insert((self.declared.house(*unit), &item.name.text), item.name.span);
        }
        let mut then: FxHashMap<(House, &str), Span> = FxHashMap::default();
        for Declaration { item, unit } in &self.declared.rules {
            let house = self.declared.house(*unit);
            for former in names(item) {
                let (name, span) = (former.text.clone(), former.span);
                if let Some(other) = now.get(&(house, former.text.as_str())).copied() {
                    let own = other == item.name.span;
                    self.sink.report(FormerlyError::Taken { name, span, other, own }.into());
                } else if let Some(first) = then.insert((house, &former.text), span) {
                    self.sink.report(FormerlyError::Twice { name, span, first }.into());
                }
            }
        }
    }
}

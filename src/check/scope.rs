//! What is at hand where an expression stands: variables, lets, and the level they are bound at.

use rustc_hash::{FxHashMap, FxHashSet};

use super::declared::{Declared, Symbol};
use super::error::CheckError;
use super::growing::Growing;
use super::index::What;
use super::nodes::DEPTH;
use super::noted::Noted;
use super::sink::{Checked, Sink, Told};
use crate::ir::{Arena, ExprId, Level, Op};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Schema, Ty};

/// How many names may be bound at one place: each is looked for among all of them.
const NAMES: usize = 1_000;

/// A checked expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Typed {
    pub(super) id: ExprId,
    pub(super) ty: Ty,
}

/// A name bound in a rule, a define or an aggregate.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub(super) name: String,
    pub(super) value: Checked<Typed>,
    /// What binds it.
    pub(super) span: Span,
    /// Where what it means is defined; `None`: by what made the record, or nowhere.
    pub(super) defined: Option<Span>,
}

/// All parts of a checker: what the files declare, where errors are told, the program that grows,
/// and what names are found to mean.
pub(super) struct Parts<'w, 'a> {
    pub(super) declared: &'w Declared<'a>,
    pub(super) sink: &'w mut Sink<'a>,
    pub(super) growing: &'w mut Growing<'a>,
    pub(super) noted: &'w mut Noted<'a>,
}

impl<'a> Parts<'_, 'a> {
    /// A checker of expressions in a file.
    pub(super) fn checker(&mut self, unit: usize) -> Checker<'_, 'a> {
        Checker {
            declared: self.declared,
            sink: self.sink,
            growing: self.growing,
            noted: self.noted,
            unit,
            locals: Vec::new(),
            lost: FxHashSet::default(),
            level: None,
            unfolding: Vec::new(),
            ratios: FxHashSet::default(),
            unfolded: FxHashMap::default(),
            descent: 0,
            exhausted: None,
            existence: None,
        }
    }
}

/// Checks the expressions of one rule, define or constant.
pub(super) struct Checker<'w, 'a> {
    pub(super) declared: &'w Declared<'a>,
    pub(super) sink: &'w mut Sink<'a>,
    pub(super) growing: &'w mut Growing<'a>,
    pub(super) noted: &'w mut Noted<'a>,
    /// The file: its names are visible.
    pub(super) unit: usize,
    pub(super) locals: Vec<Local>,
    /// Names that broken clauses may have bound: they are no unknown names.
    pub(super) lost: FxHashSet<String>,
    /// The level of the innermost bound row; `None` outside all.
    pub(super) level: Option<Level>,
    /// Defines that are being unfolded.
    pub(super) unfolding: Vec<u32>,
    /// Number-typed expressions held against a percentage: they print as one.
    pub(super) ratios: FxHashSet<ExprId>,
    /// Defines with their arguments that were unfolded before.
    pub(super) unfolded: FxHashMap<(u32, Vec<ExprId>, Option<Level>), Checked<Typed>>,
    /// How many expressions stand around the one at hand.
    pub(super) descent: u16,
    /// A limit was met, which is told.
    exhausted: Option<Told>,
    /// Whether the rule's subject exists, where that is not certain.
    pub(super) existence: Option<ExprId>,
}

impl<'a> Checker<'_, 'a> {
    /// The parts, for what is checked outside of this rule, define or constant.
    pub(super) fn parts(&mut self) -> Parts<'_, 'a> {
        Parts { declared: self.declared, sink: self.sink, growing: self.growing, noted: self.noted }
    }

    pub(super) fn report(&mut self, error: CheckError) -> Told {
        self.sink.report(error)
    }

    pub(super) fn arena(&self) -> &Arena {
        &self.growing.nodes.arena
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.growing.kinds.schema
    }

    /// Adds an expression to the program; an error where it grows out of bounds.
    pub(super) fn add(&mut self, op: Op, ty: Ty, span: Span) -> Checked<Typed> {
        match self.growing.nodes.add(op, ty, span) {
            Ok(id) => Ok(Typed { id, ty }),
            Err(error) => Err(self.exhaust(error)),
        }
    }

    /// Ends the work on this rule, define or constant: what is beyond a limit once would be
    /// beyond it again and again.
    pub(super) fn exhaust(&mut self, error: CheckError) -> Told {
        let told = match error {
            CheckError::TooLarge { .. } => self.sink.report_full(error),
            error => self.report(error),
        };
        *self.exhausted.insert(told)
    }

    /// Binds a name; one that already means something in this file is an error.
    pub(super) fn bind(&mut self, what: What, name: &ast::Name, value: Checked<Typed>) {
        self.noted.define(what, name);
        if let Ok(value) = value {
            self.noted.type_of(name.span, value.ty);
        }
        let taken = self.locals.iter().find(|l| l.name == name.text).map(|l| Some(l.span));
        let taken = taken.or_else(|| {
            let declared = self.declared.visible[self.unit].get(name.text.as_str());
            declared.map(|(_, span)| *span).filter(|span| span.file == name.span.file).map(Some)
        });
        let reserved = (name.text == "as_of").then_some(None);
        if let Some(first) = taken.or(reserved) {
            let (name, span) = (name.text.clone(), name.span);
            self.report(CheckError::Shadow { name, span, first });
        }
        if self.locals.len() < NAMES {
            let (span, defined) = (name.span, Some(name.span));
            self.locals.push(Local { name: name.text.clone(), value, span, defined });
        } else if self.exhausted.is_none() {
            self.exhaust(CheckError::TooManyNames { span: name.span });
        }
    }

    /// Takes a name that stands in what could not be read for one that may mean something.
    pub(super) fn lose(&mut self, name: &ast::Name) {
        if !self.is_bound(&name.text) {
            self.lost.insert(name.text.clone());
        }
    }

    /// Whether a name means something without the help of a neighbour's type.
    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.locals.iter().any(|l| l.name == name)
            || self.declared.visible[self.unit].contains_key(name)
            || self.lost.contains(name)
            || name == "as_of"
    }

    /// What a name stands for that this file, or one that it uses, declares. One that may be that of
    /// several is told.
    pub(super) fn symbol(&mut self, name: &ast::Name) -> Option<Checked<Symbol>> {
        let meant = self.declared.symbol_meant(self.unit, name);
        let meant = meant.map_err(|ambiguous| self.report(ambiguous)).transpose()?;
        Some(meant.map(|(symbol, place)| {
            self.noted.refer_by_pack(name, place);
            symbol
        }))
    }

    /// The row of the innermost binding of a record kind at the next level.
    pub(super) fn next_level(&mut self, span: Span) -> Checked<Level> {
        let next = self.level.map_or(Some(Level::SUBJECT), Level::inner);
        next.ok_or_else(|| self.exhaust(CheckError::TooDeep { span }))
    }

    /// Goes one level down, as far as every stack holds; [`Checker::expr`] comes up again.
    pub(super) fn descend(&mut self, span: Span) -> Checked<()> {
        if let Some(told) = self.exhausted {
            return Err(told);
        }
        if self.descent >= DEPTH {
            return Err(self.exhaust(CheckError::TooDeep { span }));
        }
        self.descent += 1;
        Ok(())
    }

    pub(super) fn type_name(&self, ty: Ty) -> String {
        crate::ty::type_name(ty, self.schema())
    }
}

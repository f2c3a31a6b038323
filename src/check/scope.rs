//! What is at hand where an expression stands: variables, lets, and the level they are bound at.

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::CheckError;
use super::world::World;
use crate::ir::{ExprId, Level, Op};
use crate::source::Span;
use crate::ty::Ty;

/// How deep an expression may be, its defines and lets unfolded: everything that walks it
/// later walks that deep.
pub(super) const DEPTH: u16 = 400;

/// How many expressions one may hold, those that it shares counted each time: an explanation
/// walks them all.
const SIZE: u32 = 100_000;

/// How many names may be bound at one place: each is looked for among all of them.
const NAMES: usize = 1_000;

/// How many expressions a program may have.
const MOST: usize = 4_000_000;

/// How far an expression reaches, its defines and lets unfolded.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Extent {
    depth: u16,
    size: u32,
}

impl World<'_> {
    /// How far an expression reaches; it is in the arena, and so are its operands.
    fn extent(&mut self, id: ExprId) -> Extent {
        if id.0 as usize == self.extents.len() {
            let (extents, mut extent) = (&self.extents, Extent::default());
            self.arena.operands(id, |operand| {
                let inner = extents.get(operand.0 as usize).copied().unwrap_or_default();
                extent.depth = extent.depth.max(inner.depth);
                extent.size = extent.size.saturating_add(inner.size);
            });
            let (depth, size) = (extent.depth + 1, extent.size.saturating_add(1));
            self.extents.push(Extent { depth, size });
        }
        self.extents.get(id.0 as usize).copied().unwrap_or_default()
    }
}

/// A checked expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Typed {
    pub(super) id: ExprId,
    pub(super) ty: Ty,
}

/// A name bound in a rule, a define or an aggregate. `None`: its own error is reported.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub(super) name: String,
    pub(super) value: Option<Typed>,
    pub(super) span: Span,
}

/// Checks the expressions of one rule, define or constant.
pub(super) struct Checker<'w, 'a> {
    pub(super) world: &'w mut World<'a>,
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
    pub(super) unfolded: FxHashMap<(u32, Vec<ExprId>, Option<Level>), Option<Typed>>,
    /// How many expressions stand around the one at hand.
    pub(super) descent: u16,
    /// Whether a limit was met, and its error is reported.
    pub(super) exhausted: bool,
    /// Whether the rule's subject exists, where that is not certain.
    pub(super) existence: Option<ExprId>,
}

impl<'w, 'a> Checker<'w, 'a> {
    pub(super) fn new(world: &'w mut World<'a>, unit: usize) -> Self {
        let (locals, unfolding) = (Vec::new(), Vec::new());
        Checker {
            world,
            unit,
            locals,
            lost: FxHashSet::default(),
            level: None,
            unfolding,
            ratios: FxHashSet::default(),
            unfolded: FxHashMap::default(),
            descent: 0,
            exhausted: false,
            existence: None,
        }
    }

    /// Adds an expression to the program; `None` (and an error) where it grows out of bounds.
    pub(super) fn add(&mut self, op: Op, ty: Ty, span: Span) -> Option<Typed> {
        if self.world.arena.len() >= MOST {
            // One program is too large once, wherever it goes on.
            let first = !std::mem::replace(&mut self.world.full, true);
            return self.exhaust(first.then_some(CheckError::TooLarge { span }));
        }
        let id = self.world.arena.add(op, ty);
        let extent = self.world.extent(id);
        if extent.depth > DEPTH {
            return self.exhaust(Some(CheckError::TooDeep { span }));
        }
        if extent.size > SIZE {
            return self.exhaust(Some(CheckError::TooWide { span }));
        }
        Some(Typed { id, ty })
    }

    /// Ends the work on this rule, define or constant: what is beyond a limit once would be
    /// beyond it again and again.
    pub(super) fn exhaust<T>(&mut self, error: Option<CheckError>) -> Option<T> {
        self.exhausted = true;
        error.into_iter().for_each(|error| self.world.report(error));
        None
    }

    /// Binds a name; one that already means something in this file is an error.
    pub(super) fn bind(&mut self, name: &crate::syntax::ast::Name, value: Option<Typed>) {
        let taken = self.locals.iter().find(|l| l.name == name.text).map(|l| Some(l.span));
        let taken = taken.or_else(|| {
            let declared = self.world.visible[self.unit].get(name.text.as_str());
            declared.map(|(_, span)| *span).filter(|span| span.file == name.span.file).map(Some)
        });
        let reserved = (name.text == "as_of").then_some(None);
        if let Some(first) = taken.or(reserved) {
            self.world.report(CheckError::Shadow {
                name: name.text.clone(),
                span: name.span,
                first,
            });
        }
        if self.locals.len() < NAMES {
            self.locals.push(Local { name: name.text.clone(), value, span: name.span });
        } else if !self.exhausted {
            self.exhaust::<()>(Some(CheckError::TooManyNames { span: name.span }));
        }
    }

    /// Takes a name that stands in what could not be read for one that may mean something.
    pub(super) fn lose(&mut self, name: &crate::syntax::ast::Name) {
        if !self.is_bound(&name.text) {
            self.lost.insert(name.text.clone());
        }
    }

    /// The row of the innermost binding of a record kind at the next level.
    pub(super) fn next_level(&mut self, span: Span) -> Option<Level> {
        let next = self.level.map_or(Some(Level::SUBJECT), Level::inner);
        next.or_else(|| self.exhaust(Some(CheckError::TooDeep { span })))
    }

    /// Goes one level down, as far as every stack holds; [`Checker::expr`] comes up again.
    pub(super) fn descend(&mut self, span: Span) -> Option<()> {
        if self.exhausted {
            return None;
        }
        if self.descent >= DEPTH {
            return self.exhaust(Some(CheckError::TooDeep { span }));
        }
        self.descent += 1;
        Some(())
    }

    pub(super) fn type_name(&self, ty: Ty) -> String {
        crate::ty::type_name(ty, &self.world.schema)
    }
}

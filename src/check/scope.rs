//! What is at hand where an expression stands: variables, lets, and the level they are bound at.

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::CheckError;
use super::world::World;
use crate::ir::{ExprId, Op};
use crate::source::Span;
use crate::ty::Ty;

/// How deep an expression may be, its defines and lets unfolded: everything that walks it
/// later walks that deep.
pub(super) const DEPTH: u16 = 400;

/// How many expressions a program may have.
const MOST: usize = 4_000_000;

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
    /// The level of the innermost bound row; `None` outside all.
    pub(super) level: Option<u8>,
    /// Defines that are being unfolded.
    pub(super) unfolding: Vec<u32>,
    /// Number-typed expressions held against a percentage: they print as one.
    pub(super) ratios: FxHashSet<ExprId>,
    /// Defines with their arguments that were unfolded before.
    pub(super) unfolded: FxHashMap<(u32, Vec<ExprId>, Option<u8>), Option<Typed>>,
}

impl<'w, 'a> Checker<'w, 'a> {
    pub(super) fn new(world: &'w mut World<'a>, unit: usize) -> Self {
        let (locals, unfolding) = (Vec::new(), Vec::new());
        Checker {
            world,
            unit,
            locals,
            level: None,
            unfolding,
            ratios: FxHashSet::default(),
            unfolded: FxHashMap::default(),
        }
    }

    /// Adds an expression to the program; `None` (and an error) where it grows out of bounds.
    pub(super) fn add(&mut self, op: Op, ty: Ty, span: Span) -> Option<Typed> {
        let world = &mut *self.world;
        if world.arena.len() >= MOST {
            world.report(CheckError::TooLarge { span });
            return None;
        }
        let id = world.arena.add(op, ty);
        if id.0 as usize == world.depths.len() {
            let mut depth = 0;
            let depths = &world.depths;
            world.arena.operands(id, |o| {
                depth = depth.max(depths.get(o.0 as usize).copied().unwrap_or(0))
            });
            world.depths.push(depth + 1);
        }
        if world.depths.get(id.0 as usize).is_some_and(|d| *d > DEPTH) {
            world.report(CheckError::TooDeep { span });
            return None;
        }
        Some(Typed { id, ty })
    }

    /// Binds a name; one that already means something is an error.
    pub(super) fn bind(&mut self, name: &crate::syntax::ast::Name, value: Option<Typed>) {
        let taken = self.locals.iter().find(|l| l.name == name.text).map(|l| Some(l.span));
        let taken = taken.or_else(|| {
            self.world.visible[self.unit].get(name.text.as_str()).map(|(_, span)| Some(*span))
        });
        let reserved = (name.text == "as_of").then_some(None);
        if let Some(first) = taken.or(reserved) {
            self.world.report(CheckError::Shadow {
                name: name.text.clone(),
                span: name.span,
                first,
            });
        }
        self.locals.push(Local { name: name.text.clone(), value, span: name.span });
    }

    /// The row of the innermost binding of a record kind at the next level.
    pub(super) fn next_level(&mut self, span: Span) -> Option<u8> {
        let next = self.level.map_or(0, |l| l + 1);
        if next >= 30 {
            self.world.report(CheckError::TooDeep { span });
            return None;
        }
        Some(next)
    }

    pub(super) fn type_name(&self, ty: Ty) -> String {
        crate::ty::type_name(ty, &self.world.schema)
    }
}

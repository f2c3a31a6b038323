//! The expressions of a program, and the bounds that they must keep.

use super::error::CheckError;
use crate::alarm::Sure;
use crate::ir::{Arena, ExprId, Op};
use crate::source::Span;
use crate::ty::Ty;

/// How deep an expression may be, its defines and lets unfolded: everything that walks it
/// later walks that deep.
pub(super) const DEPTH: u16 = 400;

/// How many expressions one may hold, those that it shares counted each time: an explanation
/// walks them all.
const SIZE: u32 = 100_000;

/// How many expressions a program may have.
const MOST: usize = 4_000_000;

/// How far an expression reaches, its defines and lets unfolded.
#[derive(Clone, Copy, Default, Debug)]
struct Extent {
    depth: u16,
    size: u32,
}

/// The arena, and how far each expression in it reaches.
#[derive(Clone, Default)]
pub(super) struct Nodes {
    pub(super) arena: Arena,
    extents: Vec<Extent>,
}

impl Nodes {
    /// Adds an expression, unless it or the program would be too large.
    pub(super) fn add(&mut self, op: Op, ty: Ty, span: Span) -> Result<ExprId, CheckError> {
        if self.arena.len() >= MOST {
            return Err(CheckError::TooLarge { span });
        }
        let id = self.arena.add(op, ty, span);
        let extent = self.extent(id);
        if extent.depth > DEPTH {
            return Err(CheckError::TooDeep { span });
        }
        if extent.size > SIZE {
            return Err(CheckError::TooWide { span });
        }
        Ok(id)
    }

    /// How far an expression reaches; it is in the arena, and so are its operands.
    fn extent(&mut self, id: ExprId) -> Extent {
        if id.0 as usize == self.extents.len() {
            let (extents, mut extent) = (&self.extents, Extent::default());
            self.arena.operands(id, |operand| {
                let inner = extents.get(operand.0 as usize).copied().sure();
                extent.depth = extent.depth.max(inner.depth);
                extent.size = extent.size.saturating_add(inner.size);
            });
            let (depth, size) = (extent.depth + 1, extent.size.saturating_add(1));
            self.extents.push(Extent { depth, size });
        }
        self.extents.get(id.0 as usize).copied().sure()
    }
}

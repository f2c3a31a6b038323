//! Texts with their holes filled.

use crate::eval::frame::Frame;
use crate::ir::{Part, Template};
use crate::ty::{Ty, rounded};

/// The text for a frame's first row. An unknown value prints as unknown: a message never
/// changes a verdict.
pub(super) fn fill(f: &Frame<'_>, template: &Template) -> String {
    let program = f.engine.program;
    let keys = |record, row: u32| {
        f.engine.tables.of(record).keys.get(row as usize).unwrap_or_default().to_owned()
    };
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Hole(e, format) => {
            let ty: Ty = program.arena.get(*e).ty;
            rounded(&f.told(*e, 0), ty, &program.schema, *format, &keys)
        }
    };
    template.0.iter().map(part).collect()
}

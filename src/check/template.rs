//! Texts with holes.

use super::error::CheckError;
use super::scope::Checker;
use crate::ir::{Op, Part, Template};
use crate::syntax::ast;
use crate::ty::{Dim, Format, Ty};

impl Checker<'_, '_> {
    /// A text with its holes checked. Errors leave the hole out.
    pub(super) fn template(&mut self, template: &ast::Template) -> Option<Template> {
        let parts: Vec<Option<Part>> =
            template.parts.iter().map(|part| self.part_of_text(part)).collect();
        parts.into_iter().collect::<Option<Vec<Part>>>().map(Template)
    }

    fn part_of_text(&mut self, part: &ast::Part) -> Option<Part> {
        let (e, format) = match part {
            ast::Part::Text(text) => return Some(Part::Text(text.clone())),
            ast::Part::Hole(e, format) => (e, format),
        };
        let typed = self.expr(e, None)?;
        match typed.ty {
            Ty::List(_) => return self.mismatch("one value", typed.ty, e.span),
            // A record prints as its key.
            Ty::Record(_) => {
                let key = self.add(Op::Key(typed.id), Ty::Text, e.span)?;
                return Some(Part::Hole(key.id, Format::default()));
            }
            _ => {}
        }
        let number = typed.ty.dim() == Some(Dim::NUMBER);
        let given = format.unwrap_or_default();
        let printable = matches!(typed.ty, Ty::Quantity { .. });
        if (given.percent && !number) || (given.places.is_some() && !printable) {
            let found = self.described(typed.ty);
            self.world.report(CheckError::Format { found, span: e.span });
            return None;
        }
        let plain = given.places.is_none() && !given.percent;
        let ratio = plain && self.ratios.contains(&self.world.arena.strip(typed.id));
        let (places, exact) = (given.places, given.exact);
        Some(Part::Hole(typed.id, Format { places, percent: given.percent || ratio, exact }))
    }
}

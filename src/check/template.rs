//! Texts with holes.

use super::error::CheckError;
use super::scope::Checker;
use super::sink::Checked;
use crate::ir::{Op, Part, Template};
use crate::syntax::ast;
use crate::ty::{Dim, Format, Ty};

impl Checker<'_, '_> {
    /// A text with its holes checked. Errors leave the hole out.
    pub(super) fn template(&mut self, template: &ast::Template) -> Checked<Template> {
        let parts: Vec<Checked<Part>> =
            template.parts.iter().map(|part| self.part_of_text(part)).collect();
        parts.into_iter().collect::<Checked<Vec<Part>>>().map(Template)
    }

    fn part_of_text(&mut self, part: &ast::Part) -> Checked<Part> {
        let (e, format) = match part {
            ast::Part::Text(text) => return Ok(Part::Text(text.clone())),
            ast::Part::Hole(e, format) => (e, format),
        };
        let typed = self.expr(e, None)?;
        match typed.ty {
            Ty::List(_) => return self.mismatch("one value", typed.ty, e.span),
            // A record prints as its key.
            Ty::Record(_) => {
                let key = self.add(Op::Key(typed.id), Ty::Text, e.span)?;
                return Ok(Part::Hole(key.id, Format::default()));
            }
            _ => {}
        }
        let number = typed.ty.dim() == Some(Dim::NUMBER);
        let given = format.unwrap_or_default();
        let printable = matches!(typed.ty, Ty::Quantity { .. });
        if (given.percent && !number) || (given.places.is_some() && !printable) {
            let found = self.described(typed.ty);
            return Err(self.report(CheckError::Format { found, span: e.span }));
        }
        let plain = given.places.is_none() && !given.percent;
        let ratio = plain && self.ratios.contains(&self.arena().strip(typed.id));
        let (places, exact) = (given.places, given.exact);
        Ok(Part::Hole(typed.id, Format { places, percent: given.percent || ratio, exact }))
    }
}

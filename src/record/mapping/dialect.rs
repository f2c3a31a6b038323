//! How a foreign file, or a column of it, writes its values: what a manifest says of it.

use super::Mapping;
use super::node::{Node, Placed, nfc};
use super::plan::{FieldPlan, Given, Plan};
use super::source::From;
use crate::diagnostic::Diagnostic;
use crate::record::decode::Written;
use crate::record::error::Problem;
use crate::record::problems::Problems;
use crate::ty::{Field, Schema, Ty};
use crate::value::{Dates, NoDates, NoExample, Notation, loose_scale};

/// How values are written, as far as it is said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spelling {
    /// Numbers, by an example.
    pub numbers: Option<Notation>,
    /// Days.
    pub dates: Option<Dates>,
    /// What figures without a scale of their own count: `k`, `m`, `bn`.
    pub scale: Option<Placed>,
    /// What an empty cell stands for.
    pub empty: Option<Placed>,
}

impl Spelling {
    /// Takes what stands under one of its keys; tells whether it is one.
    pub(super) fn set(&mut self, key: &str, node: Node) -> Result<bool, Diagnostic> {
        match key {
            "numbers" => {
                let example = node.placed("a number that shows how the file writes them")?;
                let read = example.text.parse();
                self.numbers =
                    Some(read.map_err(|wrong: NoExample| node.wrong(wrong.to_string()))?);
            }
            "dates" => {
                let order = node.placed("how days are written, such as `dmy`,")?;
                let read = order.text.parse();
                self.dates = Some(read.map_err(|wrong: NoDates| node.wrong(wrong.to_string()))?);
            }
            "scale" => {
                let told = node.placed("a scale, such as `k`, `m` or `bn`,")?;
                if loose_scale(&told.text).is_none() {
                    return Err(node.wrong(format!("`{}` is no scale", told.text)));
                }
                self.scale = Some(told);
            }
            "empty" => {
                let expected = "what an empty cell stands for: `unknown`, `none` or a value,";
                self.empty = Some(node.placed(expected)?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// How values are written where this is said, and beside it what is said of the file; `None`
    /// where this says nothing.
    pub(in crate::record) fn beside(&self, file: Written) -> Option<Written> {
        let told = self.numbers.is_some() || self.dates.is_some();
        told.then(|| Written {
            notation: self.numbers.unwrap_or(file.notation),
            dates: self.dates.unwrap_or(file.dates),
            ..file
        })
    }
}

/// Lays what a mapping says of scales and empty cells over the plan of its record kind.
pub(super) fn lay(plan: &mut Plan, mapping: &Mapping, schema: &Schema, problems: &mut Problems) {
    let kind = schema.record(plan.record);
    for (i, field) in kind.fields.iter().enumerate() {
        let source = mapping.fields.iter().find(|source| source.field.text == field.name);
        let own = source.map(|source| &source.spelling);
        let Some(Some(of_field)) = plan.fields.get_mut(i) else { continue };
        let all = &mapping.spelling;
        let own_scale = own.and_then(|own| own.scale.as_ref());
        let always = source.is_some_and(|source| matches!(source.from, From::Always(_)));
        if let Some(scale) = own_scale
            .filter(|_| !always)
            .or(all.scale.as_ref().filter(|_| is_money(field) && !always))
        {
            scaled(of_field, field, scale, problems);
        }
        let is_key = kind.key.iter().any(|key| key.0 as usize == i);
        let own_empty = own.and_then(|own| own.empty.as_ref());
        let of_file = || all.empty.as_ref().filter(|empty| !is_key && takes(field, &empty.text));
        if let Some(empty) = own_empty.or_else(of_file).filter(|empty| empty.text != "unknown") {
            of_field.map.entry(String::new()).or_insert_with(|| nfc(&empty.text));
        }
    }
}

fn is_money(field: &Field) -> bool {
    field.ty.dim().is_some_and(|dim| dim.money() == 1)
}

/// Whether what empty cells of a file stand for is said of a field: that there is none, of
/// references, and a value, of quantities.
fn takes(field: &Field, empty: &str) -> bool {
    match field.ty {
        Ty::Record(_) => empty == "none",
        Ty::Quantity { .. } => empty != "none",
        _ => false,
    }
}

/// Takes a scale into the unit of a field.
fn scaled(of_field: &mut FieldPlan, field: &Field, scale: &Placed, problems: &mut Problems) {
    let percent = matches!(field.ty, Ty::Quantity { percent: true, .. });
    let unit = match &of_field.unit {
        _ if field.ty.dim().is_none() || percent => None,
        None => Some(scale.text.clone()),
        Some(Given::Fixed(unit)) => Some(format!("{} {unit}", scale.text)),
        // A column that names units may name scales as well.
        Some(Given::From(_)) => None,
    };
    match unit {
        Some(unit) => {
            of_field.unit = Some(Given::Fixed(unit));
            of_field.scaled = true;
            of_field.in_base_unit = false;
        }
        None => {
            let (field, text) = (field.name.clone(), scale.text.clone());
            problems.add_at(Problem::Unfit { field, what: "scale", text }, scale.span);
        }
    }
}

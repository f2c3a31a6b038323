//! Texts with their holes filled.

use rustc_hash::FxHashMap;

use crate::eval::frame::Frame;
use crate::ir::{ExprId, Part, Template};
use crate::ty::{Format, Ty, apart, figure_in, rounded};
use crate::value::{Decimal, Lang, Range, Scalar, Worded};

/// A percentage that is whole needs no zeros behind the point to say so.
fn without_zeros(text: String) -> String {
    match text.strip_suffix('%').and_then(|number| number.split_once('.')) {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => format!("{whole}%"),
        _ => text,
    }
}

/// Of an amount that is only not negative a sentence has nothing to tell.
fn or_nothing(value: Scalar, ty: Ty) -> Scalar {
    match &value {
        Scalar::Quantity { range, .. }
            if ty.is_money() && *range == Range::new(Some(Decimal::ZERO), None) =>
        {
            ty.unknown()
        }
        _ => value,
    }
}

/// The text for a place of a frame. An unknown value prints as unknown: a message never
/// changes a verdict.
pub(super) fn fill(f: &Frame<'_>, template: &Worded<Template>, place: usize) -> String {
    let program = f.engine.program;
    let keys = |record, row: u32| f.engine.tables.key(record, row).to_owned();
    // What stands in several holes is written once, and reads alike everywhere.
    let mut holes: Vec<(Scalar, Ty, Format)> = Vec::new();
    let mut written: FxHashMap<(Scalar, Ty, Format), usize> = FxHashMap::default();
    let mut hole = |e: ExprId, format: Format| {
        let ty = program.arena.get(e).ty;
        let hole = (or_nothing(f.told(e, place), ty), ty, format);
        *written.entry(hole).or_insert_with_key(|hole| {
            holes.push(hole.clone());
            holes.len() - 1
        })
    };
    let parts: Vec<Result<&String, usize>> = template
        .0
        .iter()
        .map(|part| match part {
            Part::Text(text) => Ok(text),
            Part::Hole(e, format) => Err(hole(*e, *format)),
        })
        .collect();
    let mut texts: Vec<String> = holes
        .iter()
        .map(|(value, ty, format)| {
            let text = rounded(value, *ty, &program.schema, *format, &keys);
            if *ty == Ty::PERCENT && value.is_known() { without_zeros(text) } else { text }
        })
        .collect();
    for (i, j) in alike(&texts) {
        let (one, two) = (&holes[i], &holes[j]);
        // INVARIANT: there is a text for each hole.
        if texts[i] == texts[j] && one.0 != two.0 {
            let both = [one, two].map(|(value, ty, format)| (value, *ty, *format));
            let [a, b] = apart(both, &program.schema, &keys);
            (texts[i], texts[j]) = (a, b);
        }
    }
    // Figures go by the habits of the text that they stand in.
    let lang = template.spoken().unwrap_or(Lang::En);
    for (text, (value, ..)) in texts.iter_mut().zip(&holes) {
        if matches!(value, Scalar::Quantity { .. }) || value.is_unknown() {
            *text = figure_in(lang, text);
        }
    }
    let text = |part: &Result<&String, usize>| match part {
        Ok(text) => (*text).clone(),
        Err(hole) => texts[*hole].clone(),
    };
    parts.iter().map(text).collect()
}

/// The places of texts that read alike, two by two: who reads that 1.5% is more than 1.5% learns
/// nothing, so what differs must not.
fn alike(texts: &[String]) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut pairs = Vec::new();
    for (j, text) in texts.iter().enumerate() {
        let before = places.entry(text).or_default();
        pairs.extend(before.iter().map(|i| (*i, j)));
        before.push(j);
    }
    pairs.sort_unstable();
    pairs
}

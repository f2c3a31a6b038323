//! Texts with their holes filled.

use crate::eval::frame::Frame;
use crate::ir::{Part, Template};
use crate::ty::{Format, Ty, apart, rounded};
use crate::value::{Decimal, Range, Scalar};

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
pub(super) fn fill(f: &Frame<'_>, template: &Template, place: usize) -> String {
    let program = f.engine.program;
    let keys = |record, row: u32| {
        f.engine.tables.of(record).keys.get(row as usize).unwrap_or_default().to_owned()
    };
    let hole = |part: &Part| match part {
        Part::Text(_) => None,
        Part::Hole(e, format) => {
            let ty = program.arena.get(*e).ty;
            Some((or_nothing(f.told(*e, place), ty), ty, *format))
        }
    };
    let holes: Vec<(Scalar, Ty, Format)> = template.0.iter().filter_map(hole).collect();
    let mut texts: Vec<String> = holes
        .iter()
        .map(|(value, ty, format)| {
            let text = rounded(value, *ty, &program.schema, *format, &keys);
            if *ty == Ty::PERCENT && value.is_known() { without_zeros(text) } else { text }
        })
        .collect();
    // Who reads that 1.5% is more than 1.5% learns nothing: what differs must not read alike.
    for (i, one) in holes.iter().enumerate() {
        for (j, two) in holes.iter().enumerate().skip(i + 1) {
            if texts.get(i) == texts.get(j) && one.0 != two.0 {
                let both = [one, two].map(|(value, ty, format)| (value, *ty, *format));
                let [a, b] = apart(both, &program.schema, &keys);
                (texts[i], texts[j]) = (a, b); // INVARIANT: there is a text for each hole.
            }
        }
    }
    let mut texts = texts.into_iter();
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Hole(..) => texts.next().unwrap_or_default(),
    };
    template.0.iter().map(part).collect()
}

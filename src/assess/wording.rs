//! Margins and ways out as a report tells them.

use super::places::Places;
use crate::outcome::{self, Needs};
use crate::report::{ClearsWhen, Margin, Past};
use crate::value::{Currency, Decimal, Range, Rounding, Scalar};

/// How many digits behind the point are told of what is computed.
const DIGITS: i32 = 6;

/// What a fact would have to be.
pub(super) fn way_out(places: &Places<'_>, way: &outcome::WayOut) -> ClearsWhen {
    let ty = way.ty;
    let text = |s: &Scalar| places.value(s, ty);
    // A hair past the line, it would read as if it were on it.
    let is = Some(text(&outward(&way.value)))
        .filter(|is| !needed(&way.needs).map(text).any(|it| it == *is));
    let is = is.unwrap_or_else(|| text(&way.value));
    ClearsWhen { path: way.path.clone(), is, needs: way.needs.map(text) }
}

/// Paragraphs of a comment without the breaks of its lines.
pub(super) fn flowing(comment: &str) -> String {
    let paragraphs = comment.split("\n\n").map(|text| text.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// The values that a way out names.
fn needed(needs: &Needs) -> impl Iterator<Item = &Scalar> {
    let (one, several) = match needs {
        Needs::AtLeast { value, .. } | Needs::AtMost { value, .. } => (Some(value), &[][..]),
        Needs::OneOf(values) => (None, &values[..]),
        Needs::Given => (None, &[][..]),
    };
    one.into_iter().chain(several)
}

/// A computed quotient has more digits than anybody reads: each end goes outward a little.
fn outward(value: &Scalar) -> Scalar {
    let Scalar::Quantity { range, currency, unknown } = value else {
        return value.clone();
    };
    let known = range.known().is_some();
    let end = |end: Option<Decimal>, way| {
        end.map(|end| end.round(DIGITS, if known { Rounding::HalfEven } else { way }))
    };
    let range = Range { lo: end(range.lo, Rounding::Down), hi: end(range.hi, Rounding::Up) };
    Scalar::Quantity { range, currency: *currency, unknown: *unknown }
}

/// How far past the line. What is in another currency than its line is told in the reporting
/// currency, too.
pub(super) fn margin(places: &Places<'_>, margin: &outcome::Margin) -> Option<Margin> {
    let [(value, from), (line, to)] = match &margin.converted {
        Some([value, line]) => [parts(value)?, parts(line)?],
        None => [parts(&margin.value)?, parts(&margin.line)?],
    };
    let told = |past| {
        let measure = margin.expression.to_string();
        let [value, line] =
            [&margin.value, &margin.line].map(|side| places.rounded(side, margin.ty));
        Some(Margin { measure, value, past, line })
    };
    let comparable = from == to;
    if comparable && line.known().is_some() && value == line {
        return told(Past::At);
    }
    let positive = line.lo.is_some_and(|lo| lo.signum() >= 0) && line.hi != Some(Decimal::ZERO);
    if margin.below || !positive || !comparable {
        return beside(places, margin);
    }
    let times = |end: Option<Decimal>, line: Option<Decimal>| over(end?, line?);
    let times = Range::new(times(value.lo, line.hi), times(value.hi, line.lo));
    Past::times(times).map_or_else(|| beside(places, margin), told)
}

/// The figure beside its line: `3 EUR (3.3 USD), below the line of 4 USD`.
fn beside(places: &Places<'_>, margin: &outcome::Margin) -> Option<Margin> {
    let own = [&margin.value, &margin.line];
    let told = places.apart(own[0], own[1], margin.ty);
    let [value, line] = match &margin.converted {
        None => told,
        Some(converted) => {
            let common = places.apart(&converted[0], &converted[1], margin.ty);
            let mut sides = told.into_iter().zip(common).zip(own.into_iter().zip(converted));
            let mut side = || {
                let ((told, common), (own, converted)) = sides.next()?;
                let same = own == converted;
                Some(if same { common } else { format!("{told} ({common})") })
            };
            [side()?, side()?]
        }
    };
    let told = value.clone();
    let past = if margin.below { Past::Below(told) } else { Past::Above(told) };
    Some(Margin { measure: margin.expression.to_string(), value, past, line })
}

fn parts(value: &Scalar) -> Option<(Range, Option<Currency>)> {
    match value {
        Scalar::Quantity { range, currency, .. } => Some((*range, *currency)),
        Scalar::Truth(_) | Scalar::Period(_) | Scalar::Code(_) | Scalar::Text(_) => None,
    }
}

fn over(value: Decimal, line: Decimal) -> Option<Decimal> {
    value.div(line, Rounding::HalfEven)
}

//! Margins and ways out as a report tells them.

use std::collections::BTreeSet;

use super::places::Places;
use crate::ir::{Param, Rule, in_force};
use crate::outcome::{self, Needs};
use crate::report::{ClearsWhen, LineBasis, LinePolicy, Margin, Past};
use crate::value::{Currency, Decimal, Range, Rounding, Scalar};

/// How many digits behind the point are told of what is computed.
const DIGITS: i32 = 6;

/// What a fact would have to be.
pub(super) fn way_out(places: &Places<'_>, rule: &Rule, way: &outcome::WayOut) -> ClearsWhen {
    let ty = way.ty;
    let text = |s: &Scalar| places.value(s, ty);
    // A hair past the line, it would read as if it were on it.
    let is = Some(text(&outward(&way.value)))
        .filter(|is| !needed(&way.needs).map(text).any(|it| it == *is));
    let is = is.unwrap_or_else(|| text(&way.value));
    // A fact of the subject goes by its bare name, which may be that of a `let`, too.
    let is_field = places.program.schema.record(rule.subject).field(&way.path).is_some();
    let called = rule.called(&way.path).filter(|_| !is_field).map(str::to_owned);
    ClearsWhen { path: way.path.clone(), called, is, needs: way.needs.map(text) }
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
pub(super) fn margin(places: &Places<'_>, rule: &Rule, margin: &outcome::Margin) -> Option<Margin> {
    let [(value, from), (line, to)] = match &margin.converted {
        Some([value, line]) => [parts(value)?, parts(line)?],
        None => [parts(&margin.value)?, parts(&margin.line)?],
    };
    let told = |past| {
        let sides = [&margin.value, &margin.line].map(|side| places.rounded(side, margin.ty));
        Some(of_line(places, rule, margin, (sides, past)))
    };
    let comparable = from == to;
    if comparable && line.known().is_some() && value == line {
        return told(Past::At);
    }
    let positive = line.lo.is_some_and(|lo| lo.signum() >= 0) && line.hi != Some(Decimal::ZERO);
    if margin.below || !positive || !comparable {
        return beside(places, rule, margin);
    }
    let times = |end: Option<Decimal>, line: Option<Decimal>| over(end?, line?);
    let times = Range::new(times(value.lo, line.hi), times(value.hi, line.lo));
    Past::times(times).map_or_else(|| beside(places, rule, margin), told)
}

/// The figure beside its line: `3 EUR (3.3 USD), below the line of 4 USD`.
fn beside(places: &Places<'_>, rule: &Rule, margin: &outcome::Margin) -> Option<Margin> {
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
    Some(of_line(places, rule, margin, ([value, line], past)))
}

/// With what readers call it, and whose line it is.
fn of_line(
    places: &Places<'_>,
    rule: &Rule,
    margin: &outcome::Margin,
    ([value, line], past): ([String; 2], Past),
) -> Margin {
    let all = &places.program.params;
    let (mut params, mut open) = (BTreeSet::new(), margin.params.clone());
    // What another param is made of is a part of its line.
    while let Some(i) = open.pop() {
        if params.insert(i) {
            open.extend(
                all.get(i as usize).iter().flat_map(|param| &param.rests_on).map(|on| on.0),
            );
        }
    }
    let params = params.into_iter().filter_map(|i| all.get(i as usize));
    Margin {
        measure: margin.expression.to_string(),
        called: rule.called(&margin.expression).map(str::to_owned),
        value,
        past,
        line,
        policy: params.map(policy).collect(),
    }
}

/// What a param rests on: what it cites backs the value that is declared, and none that a run sets.
fn policy(param: &Param) -> LinePolicy {
    let basis = match (param.set, param.cites.is_empty()) {
        (Some(_), _) => LineBasis::SetByRun,
        (None, true) => LineBasis::HousePolicy,
        (None, false) => LineBasis::Cited(in_force(&param.cites)),
    };
    LinePolicy { param: param.name.to_string(), basis }
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

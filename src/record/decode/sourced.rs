//! Facts that name their own sources: `{says: 6.3 bn USD, source: filing-8k}`, or a list of such.

use std::borrow::Cow;

use super::Decoder;
use super::cell::push_cell;
use crate::record::error::{Problem, did_you_mean};
use crate::record::growing::column::ColumnBuilder;
use crate::record::mapping::plan::FieldPlan;
use crate::record::nothing::says_nothing;
use crate::record::origin::Origin;
use crate::record::raw::{Form, Raw, twice};
use crate::record::statement::{StatementsBuilder, together};
use crate::source::Place;
use crate::ty::{FieldId, RecordId, Schema, Ty};
use crate::value::{Codes, Scalar};

/// What a statement is made of.
const PARTS: [&str; 2] = ["says", "source"];

/// The fact that is told: its row, how its field is read, and the row's other values.
pub(in crate::record) struct Fact<'f, 'a> {
    pub(in crate::record) row: u32,
    pub(in crate::record) source: &'f FieldPlan,
    pub(in crate::record) slots: &'f [Option<Raw<'a>>],
}

/// What one source says, as it is written.
struct Said<'r, 'a> {
    says: &'r Raw<'a>,
    source: &'r Raw<'a>,
}

/// Whether a value tells by whom it is told. What a key is made of has no sources of its own.
#[inline]
pub(in crate::record) fn is_told(raw: &Raw, key: &[FieldId], field: FieldId) -> bool {
    match &raw.form {
        Form::Scalar(_) | Form::Quoted(_) | Form::Typed(..) | Form::Null => false,
        Form::List(_) | Form::Map(_) => !key.contains(&field) && names_sources(raw),
    }
}

#[cold]
fn names_sources(raw: &Raw) -> bool {
    match &raw.form {
        Form::Scalar(_) | Form::Quoted(_) | Form::Typed(..) | Form::Null => false,
        Form::List(entries) => {
            entries.is_empty() || entries.iter().any(|e| matches!(e.form, Form::Map(_)))
        }
        Form::Map(_) => PARTS.iter().any(|part| raw.member(part).is_some()),
    }
}

/// Appends a fact that one or more sources tell: what they allow together to its column, and what
/// each says to the side table. A statement that cannot be read is reported, and the fact counts
/// as unknown.
#[cold]
#[inline(never)]
pub(in crate::record) fn push(
    mut decoder: Decoder,
    fact: Fact,
    raw: &Raw,
    column: &mut ColumnBuilder,
    statements: &mut Option<Box<StatementsBuilder>>,
) {
    let said = match said(decoder.schema, decoder.origin, raw) {
        Ok(said) => said,
        Err((problem, at)) => {
            decoder.problems.add_at(problem, decoder.origin.place(at.0, at.1));
            return column.push_unknown();
        }
    };
    let statements = statements.get_or_insert_default();
    let mut values = Vec::new();
    for Said { says, source } in said {
        let mut one = ColumnBuilder::new(decoder.field.ty);
        push_cell(decoder.again(), fact.source, says, fact.slots, &mut one);
        let (value, place) = (scalar(one), decoder.origin.place(says.start, says.end));
        let named = decoder.origin.place(source.start, source.end);
        statements.push(fact.row, value.clone(), place, (source.text().unwrap_or_default(), named));
        values.push((value, place));
    }
    merge(decoder, &values, column);
}

/// The statements of a fact.
fn said<'r, 'a>(
    schema: &Schema,
    origin: Origin,
    raw: &'r Raw<'a>,
) -> Result<Vec<Said<'r, 'a>>, (Problem, (usize, usize))> {
    let wrong = |at: &Raw, what: &str, help: &str| {
        let help = Some(help.to_owned()).filter(|help| !help.is_empty());
        (Problem::Statement { what: what.to_owned(), help }, (at.start, at.end))
    };
    if schema.evidence().is_none() {
        let help = "declare `record Source key id { … }`, or use `std.deals`, which does";
        return Err(wrong(raw, "facts cannot name sources: there is no record `Source`", help));
    }
    let entries = match &raw.form {
        Form::List(entries) => entries.as_slice(),
        _ => std::slice::from_ref(raw),
    };
    if entries.is_empty() {
        let help = "name a source and what it says, or leave the field out";
        return Err(wrong(raw, "this list of what sources say is empty", help));
    }
    let each = entries.iter().map(|entry| {
        let Form::Map(members) = &entry.form else {
            return Err(wrong(entry, "expected `{says: …, source: …}` here", "name its source"));
        };
        for member in members {
            let name = member.key.text().unwrap_or_default();
            let at = (member.key.start, member.key.end);
            if !PARTS.contains(&name) {
                let what = format!("what a source says has no `{name}`");
                let help = did_you_mean(name, PARTS);
                let help = help.or_else(|| Some("it has `says` and `source`".to_owned()));
                return Err((Problem::Statement { what, help }, at));
            }
        }
        if let Some((first, again)) = twice(members) {
            let name = again.text().unwrap_or_default().to_owned();
            let first = Some(origin.place(first.start, first.end));
            return Err((Problem::DuplicateField { name, first }, (again.start, again.end)));
        }
        let Some(says) = entry.member("says") else {
            return Err(wrong(entry, "`says` is missing", "say what the source says of the fact"));
        };
        let Some(source) = entry.member("source").filter(|source| !source.is_empty()) else {
            return Err(wrong(entry, "`source` is missing", "name the key of a `Source`"));
        };
        if source.text().is_none() {
            let help = "tell the fact once for each of its sources";
            return Err(wrong(source, "expected the key of one source here", help));
        }
        Ok(Said { says, source })
    });
    each.collect()
}

/// The only row of a column; a reference as the key that it names.
fn scalar(one: ColumnBuilder) -> Scalar {
    match one {
        ColumnBuilder::Reference(r) if r.codes == [Codes::NONE] => Scalar::NOBODY,
        ColumnBuilder::Reference(r) => {
            Scalar::Text(r.keys.first().map(|(key, _)| key.as_ref().into()))
        }
        one => one.finish(|references| references.codes.into()).get(0),
    }
}

/// Appends what all statements allow: for quantities and dates the range that holds them all,
/// for the rest the value that they agree on. Amounts in different currencies have no such range
/// as long as no day is given to convert them at.
fn merge(decoder: Decoder, values: &[(Scalar, Place)], column: &mut ColumnBuilder) {
    if let ColumnBuilder::Reference(references) = column {
        for (value, place) in values {
            if let Scalar::Text(Some(key)) = value {
                references.mention(key, *place);
            }
        }
    }
    let told = |value: &&Scalar| match value {
        Scalar::Quantity { unknown, .. } => !unknown,
        Scalar::Period(period) => !period.is_any(),
        value => value.is_known(),
    };
    let told: Vec<&Scalar> = values.iter().map(|(value, _)| value).filter(told).collect();
    let common = match told.split_first() {
        Some((first, rest)) => rest.iter().try_fold((*first).clone(), |a, b| together(&a, b)),
        None => None,
    };
    match (common, column) {
        (Some(Scalar::Quantity { range, currency, .. }), ColumnBuilder::Quantity(q)) => {
            q.push_range(range.lo, range.hi, currency);
        }
        (Some(Scalar::Truth(truth)), column) => column.push_bool(truth == true.into()),
        (Some(Scalar::Period(period)), column) => column.push_period(period),
        (Some(Scalar::Code(Some(Codes::NONE))), ColumnBuilder::Reference(r)) => {
            let place = values.first().map(|(_, place)| *place);
            r.push_nobody(place.unwrap_or(decoder.field.span.into()));
        }
        (Some(Scalar::Code(Some(code))), column) => column.push_code(code),
        (Some(Scalar::Text(Some(text))), ColumnBuilder::Text(t)) => t.push(Some(&text)),
        (Some(Scalar::Text(Some(key))), ColumnBuilder::Reference(r)) => {
            let place = values.first().map(|(_, place)| *place);
            r.push(&key, || place.unwrap_or(decoder.field.span.into()));
        }
        (_, column) => decoder.push_missing(None, column),
    }
}

/// The keys of a list of sources that is written as one text, parted with `;`, as a cell of a CSV
/// file must; `None` for anything else.
pub(in crate::record) fn listed_sources<'a>(
    schema: &Schema,
    members: RecordId,
    raw: &'a Raw<'a>,
) -> Option<Vec<Raw<'a>>> {
    let text = raw.text()?;
    let kind = schema.record(members);
    let sources = Ty::Record(schema.evidence()?.record);
    let of_sources = kind.scalar && kind.fields.first().is_some_and(|it| it.ty == sources);
    if !of_sources || says_nothing(text) {
        return None;
    }
    let keys = text.split(';').map(str::trim).filter(|key| !key.is_empty());
    Some(keys.map(|key| Raw::scalar(Cow::Borrowed(key), raw.start, raw.end)).collect())
}

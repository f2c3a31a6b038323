//! Which rows of a file are records, as they are read.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::plan::{FieldPlan, Plan, SlotPath, Watched, value_at};
use super::rows::{Bound, Comparison, Condition, RowRules, Test};
use crate::record::decode::Written;
use crate::record::decode::literal;
use crate::record::decode::measure::{Measure, Reading};
use crate::record::decode::moment;
use crate::record::error::Problem;
use crate::record::problems::Problems;
use crate::record::raw::{Form, Raw};
use crate::ty::{Schema, Ty};
use crate::value::{Date, Decimal};

/// What of a file's rows is read.
#[derive(Clone, Debug)]
pub(in crate::record) struct Selection {
    pub(in crate::record) rules: RowRules,
    /// Where the cells of the conditions stand, in their order.
    places: Vec<SlotPath>,
    /// The slot that stands for the key of rows that have none of their own.
    key: Option<usize>,
    pub(in crate::record) pass: Pass,
}

/// Which rows of those that are selected a reading is after.
#[derive(Clone, Debug, Default)]
pub(in crate::record) enum Pass {
    /// All.
    #[default]
    All,
    /// None: their keys alone are looked at.
    Keys,
    /// All but those that start there: the key of each stands elsewhere, too.
    But(Arc<HashSet<usize>>),
}

/// A row by its key: where it starts, and a digest of what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) struct Keyed {
    pub(in crate::record) key: String,
    pub(in crate::record) start: usize,
    pub(in crate::record) digest: u64,
}

/// The column of the keys of rows that have none: no file has one of that name.
const ROW: &str = "\0row";

impl Selection {
    /// Lays what is said of rows over the plan of their kind.
    pub(in crate::record) fn lay(
        plan: &mut Plan,
        rules: &RowRules,
        schema: &Schema,
        flat: bool,
        problems: &mut Problems,
    ) {
        let place = |condition: &Condition, plan: &mut Plan| {
            let place = plan.place(&condition.column.text, true, flat);
            let (of, name, sparse) = (place.clone(), condition.column.clone(), false);
            plan.watched.push(Watched { place: of, name, sparse });
            place
        };
        let places = rules.conditions.iter().map(|condition| place(condition, plan)).collect();
        let mut key = None;
        if let Some(told) = &rules.key {
            let kind = schema.record(plan.record);
            match kind.key.as_slice() {
                [field] if schema.field(plan.record, *field).ty == Ty::Text => {
                    let from = plan.place(ROW, true, true);
                    key = Some(from.slot);
                    if let Some(f) = plan.fields.get_mut(field.0 as usize) {
                        *f = Some(FieldPlan::plain(from));
                    }
                }
                _ => {
                    let (field, text) = (kind.name.clone(), told.text.clone());
                    problems.add_at(Problem::Unfit { field, what: "key", text }, told.span);
                }
            }
        }
        plan.selection = Some(Selection { rules: rules.clone(), places, key, pass: Pass::All });
    }

    /// The condition by which a row is left out; a cell that cannot be compared is a problem.
    pub(in crate::record) fn leaves_out(
        &self,
        plan: &Plan,
        schema: &Schema,
        slots: &[Option<Raw<'_>>],
        problem: &mut dyn FnMut(Problem, &Raw<'_>),
    ) -> Option<usize> {
        self.rules.conditions.iter().zip(&self.places).position(|(condition, place)| {
            let raw = value_at(slots, place).filter(|raw| !raw.is_empty());
            // A column is read as by the field that is read from it.
            let own = plan.fields.iter().flatten().find(|field| field.from == *place);
            let written = own.and_then(|field| field.written).unwrap_or(plan.written);
            match meets(&condition.test, written, schema, raw) {
                Ok(Some(met)) => met == condition.unless,
                // What is not told is no reason to leave a row out.
                Ok(None) => false,
                Err(()) => {
                    if let Some(raw) = raw {
                        let text = raw.text().unwrap_or("this value").to_owned();
                        let expected = match condition.test {
                            Test::Compares(_, Bound::Day(_)) => "a day",
                            _ => "a number",
                        };
                        let expected = format!("{expected}, as `{}` says", condition.told.text);
                        problem(Problem::WrongValue { text, expected, help: None }, raw);
                    }
                    false
                }
            }
        })
    }

    /// Puts the key that stands for that of a row into its place.
    pub(in crate::record) fn identify<'a>(
        &self,
        slots: &mut [Option<Raw<'a>>],
        (start, end): (usize, usize),
    ) {
        if let Some(slot) = self.key.and_then(|key| slots.get_mut(key)) {
            *slot = Some(Raw::scalar("row".into(), start, end));
        }
    }

    /// Whether rows go by where they stand.
    pub(in crate::record) fn has_no_key(&self) -> bool {
        self.key.is_some()
    }
}

/// Whether a cell is as it should be; `None`: it does not say.
fn meets(
    test: &Test,
    written: Written,
    schema: &Schema,
    raw: Option<&Raw>,
) -> Result<Option<bool>, ()> {
    let text = raw.and_then(Raw::text);
    let reading = Reading { schema, notation: written.notation };
    Ok(Some(match test {
        Test::Empty(empty) => raw.is_none() == *empty,
        Test::Among(texts, among) => {
            let is = |other: &String| {
                text.is_some_and(|text| same(text, other, reading).unwrap_or(text == other))
            };
            texts.iter().any(is) == *among
        }
        Test::Begins(start) => text.is_some_and(|text| text.starts_with(start.as_str())),
        Test::Compares(..) if raw.is_none() => return Ok(None),
        Test::Compares(comparison, Bound::Number(bound)) => {
            let told =
                text.and_then(|text| literal::quantity(text, &Measure::default(), reading).ok());
            let ends = told.flatten().ok_or(())?.ends;
            return Ok(compare(*comparison, (ends.lo, ends.hi), *bound));
        }
        Test::Compares(comparison, Bound::Day(bound)) => {
            let days = text.and_then(|text| moment::date(text, written.dates).ok()).ok_or(())?;
            let number = |day: Option<Date>| day.map(Decimal::from);
            return Ok(compare(
                *comparison,
                (number(days.0), number(days.1)),
                Decimal::from(*bound),
            ));
        }
    }))
}

/// Whether two texts are one number, `0` and `0.00`; `None` where one is none, such as the code `007`.
fn same(text: &str, other: &str, reading: Reading) -> Option<bool> {
    let is_code = |text: &str| {
        text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
    };
    let number = Decimal::parse(other).filter(|_| !is_code(other))?;
    let told = literal::quantity(text, &Measure::default(), reading);
    let ends = told.ok().flatten().map(|told| told.ends).filter(|_| !is_code(text))?;
    Some(ends.lo == Some(number) && ends.hi == Some(number))
}

/// How what lies between two ends compares; `None` where both is possible.
fn compare(
    comparison: Comparison,
    (lo, hi): (Option<Decimal>, Option<Decimal>),
    bound: Decimal,
) -> Option<bool> {
    let (all, none) = match comparison {
        Comparison::Less => (hi.is_some_and(|hi| hi < bound), lo.is_some_and(|lo| lo >= bound)),
        Comparison::AtMost => (hi.is_some_and(|hi| hi <= bound), lo.is_some_and(|lo| lo > bound)),
        Comparison::More => (lo.is_some_and(|lo| lo > bound), hi.is_some_and(|hi| hi <= bound)),
        Comparison::AtLeast => (lo.is_some_and(|lo| lo >= bound), hi.is_some_and(|hi| hi < bound)),
    };
    (all != none).then_some(all)
}

/// A digest of what a row says, wherever it stands.
pub(in crate::record) fn digest(slots: &[Option<Raw<'_>>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    slots.iter().for_each(|raw| match raw {
        None => 0u8.hash(&mut hasher),
        Some(raw) => hash(raw, &mut hasher),
    });
    hasher.finish()
}

fn hash(raw: &Raw, hasher: &mut DefaultHasher) {
    match &raw.form {
        Form::Null => 1u8.hash(hasher),
        Form::Scalar(text) | Form::Quoted(text) => (2u8, text.trim()).hash(hasher),
        Form::Typed(_, text) => (2u8, *text).hash(hasher),
        Form::List(values) => {
            (3u8, values.len()).hash(hasher);
            values.iter().for_each(|value| hash(value, hasher));
        }
        Form::Map(members) => {
            (4u8, members.len()).hash(hasher);
            members.iter().for_each(|member| {
                hash(&member.key, hasher);
                hash(&member.value, hasher);
            });
        }
    }
}

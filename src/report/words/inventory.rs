//! What record files say, in words.

use super::list::and_more;
use super::voice::{count, counted, say, some, told};
use super::{place, value};
use crate::report::inventory::{Counted, Example, FieldRead, Inventory, ReadFile, Said, Spread};
use crate::value::text::on_one_line;

/// How many of the most frequent values are told, of the words that stand in place of values, and of
/// the names of columns.
const COMMONEST: usize = 5;
const INSTEAD: usize = 5;
const NAMES: usize = 30;

/// What it is of.
pub(in crate::report) fn title(inventory: &Inventory) -> String {
    match &inventory.project {
        Some(project) => {
            told!("inventory-of", project = project).chars().map(on_one_line).collect()
        }
        None => say("inventory-title"),
    }
}

/// That there are mistakes, if there are.
pub(in crate::report) fn mistakes(inventory: &Inventory) -> Option<String> {
    (inventory.mistakes > 0).then(|| some("inventory-mistakes", inventory.mistakes))
}

/// What a file holds: `28 Deal, 12 Deal.payments`.
pub(in crate::report) fn held(file: &ReadFile) -> String {
    match file.records.is_empty() {
        true => say("inventory-nothing"),
        false => counts(file.records.iter()),
    }
}

/// The columns of a file that no field is read from.
pub(in crate::report) fn unread(file: &ReadFile) -> Option<String> {
    let names = names(file.unread.iter().map(String::as_str))?;
    let name = file.path.rsplit('/').next().unwrap_or_default();
    Some(told!("inventory-unread", path = name, names = names))
}

/// Names, the first of them.
pub(in crate::report) fn names<'n>(all: impl Iterator<Item = &'n str>) -> Option<String> {
    let all: Vec<&str> = all.collect();
    let shown: Vec<String> = all.iter().take(NAMES).map(|name| (*name).to_owned()).collect();
    let more = all.len().saturating_sub(NAMES) as u64;
    (!all.is_empty()).then(|| and_more(shown.join(", "), more))
}

/// How many records tell a field: `20 of 28`.
pub(in crate::report) fn share(field: &FieldRead) -> String {
    let all = count(field.given + field.unknown);
    told!("inventory-given", given = count(field.given), all = all)
}

/// How exactly a field is told, and what is said where it is not: `8 of them not exactly; 3 say
/// “undisclosed”`.
pub(in crate::report) fn doubts(field: &FieldRead) -> Option<String> {
    let ranged = (field.ranged > 0).then(|| some("inventory-ranged", field.ranged));
    let doubts: Vec<String> = ranged.into_iter().chain(instead(&field.instead)).collect();
    (!doubts.is_empty()).then(|| doubts.join("; "))
}

/// What the values of a field are, a line each.
pub(in crate::report) fn told(field: &FieldRead) -> impl Iterator<Item = String> {
    let spread = |of: &Spread| match field.members {
        true => told!("inventory-members", spread = spread(of)),
        false => spread(of),
    };
    field.spreads.iter().map(spread).chain(commonest(field))
}

/// What stands in place of values, where anything does.
fn instead(said: &[Said]) -> Option<String> {
    let words = said.iter().filter_map(|said| Some((said.word.as_ref()?, said.count)));
    let each: Vec<String> =
        words.map(|(word, n)| counted!("inventory-instead", n, word = word)).collect();
    let more = each.len().saturating_sub(INSTEAD) as u64;
    let shown: Vec<String> = each.into_iter().take(INSTEAD).collect();
    (!shown.is_empty()).then(|| and_more(shown.join(", "), more))
}

/// Between which values those of a field lie.
fn spread(spread: &Spread) -> String {
    let Spread { count: n, least, median, most, sum, .. } = spread;
    let [low, middle, high] = [least, median, most].map(value);
    let mut said = match least == most {
        true => counted!("inventory-alike", *n, value = low),
        false => counted!("inventory-spread", *n, least = low, median = middle, most = high),
    };
    if let (Some(sum), true) = (sum, *n > 1) {
        said.push_str("; ");
        said.push_str(&told!("inventory-sum", sum = value(sum)));
    }
    said
}

/// The most frequent values: `signed 12, announced 4; 7 different`.
fn commonest(field: &FieldRead) -> Option<String> {
    let distinct = field.distinct.filter(|distinct| *distinct > 0)?;
    if distinct == field.given && distinct > 1 {
        return Some(some("inventory-all-different", distinct));
    }
    let shown = field.commonest.iter().take(COMMONEST);
    let more = distinct.saturating_sub(shown.len() as u64);
    let shown = counts(shown);
    Some(and_more(shown, more))
}

/// Values with what they are of and where they stand, as seen from a folder.
pub(in crate::report) fn examples(examples: &[Example], base: &str) -> Option<String> {
    let one = |example: &Example| {
        let (value, place) = (value(&example.value), place(&example.place));
        let key = Some(example.key.as_str()).filter(|key| !key.is_empty() && **key != value);
        let stands = key.into_iter().chain([place.strip_prefix(base).unwrap_or(&place)]);
        format!("{value} ({})", stands.collect::<Vec<_>>().join(", "))
    };
    let all: Vec<String> = examples.iter().map(one).collect();
    (!all.is_empty()).then(|| told!("inventory-examples", examples = all.join("; ")))
}

/// `12 signed, 4 announced`.
fn counts<'c>(counted: impl Iterator<Item = &'c Counted>) -> String {
    let each = counted.map(|one| format!("{} {}", count(one.count), one.what));
    each.collect::<Vec<String>>().join(", ")
}

//! The formats that there are, as messages list them.

use super::problem::Problem;
use crate::record::Format;
use crate::report::{self, FORMATS};

/// The format of records that an argument or a manifest names.
pub(super) fn named(name: &str) -> Result<Format, Problem> {
    Format::named(name).ok_or_else(|| Problem::Value {
        value: name.to_owned(),
        expected: format!("a format: {}", any_of(Format::ALL.map(|f| f.name().to_owned()))),
        place: "`--input-format`",
    })
}

/// What the flag that names one is for.
pub(super) fn of_nameless() -> String {
    let names = Format::ALL.map(Format::name).join(", ");
    format!("The format of standard input and of files whose names do not tell: {names}")
}

/// How record files end.
pub(super) fn records_end() -> String {
    let endings = Format::ALL.into_iter().flat_map(Format::endings);
    format!("record files end in {}", any_of(endings.map(|ending| format!(".{ending}"))))
}

/// How reports end, with the usual ending of each format, and how one is named that the ending does
/// not say; `near` is what was probably meant.
pub(super) fn reports_end(near: Option<&str>) -> String {
    let endings = FORMATS.iter().flat_map(|f| f.endings.first());
    let near = near.map(|near| format!("did you mean `{near}=FILE`? ")).unwrap_or_default();
    format!(
        "{near}reports end in {}; `FORMAT=FILE` names the format of any other: {}",
        any_of(endings.map(|ending| format!(".{ending}"))),
        any_of(FORMATS.iter().map(|format| format.name.to_owned()))
    )
}

/// The formats that can be that.
pub(super) fn only(what: &str, can: impl Fn(&report::Format) -> bool) -> String {
    let formats = FORMATS.iter().filter(|format| can(format));
    let names = any_of(formats.map(|format| format.name.to_owned()));
    format!("a format of {what}: those are {names}")
}

/// `a, b or c`.
fn any_of(words: impl IntoIterator<Item = String>) -> String {
    let mut words: Vec<String> = words.into_iter().collect();
    match (words.pop(), words.as_slice()) {
        (Some(last), []) => last,
        (Some(last), others) => format!("{} or {last}", others.join(", ")),
        (None, _) => String::new(),
    }
}

//! Which day and which currency a run has: of the command line, else of the manifest, else the present
//! day and US dollars.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use super::commit::Checkout;
use super::door::Door;
use super::ended::Stop;
use super::entry::Entry;
use super::manifest::Manifest;
use super::problem::Problem;
use super::project::{ProjectArgs, flag};
use crate::diagnostic::Diagnostic;
use crate::eval::{Limits, Settings};
use crate::value::{Currency, Date};

/// The day and the currency, as the command line says them, else the manifest.
pub(super) fn settings(
    args: &ProjectArgs,
    manifest: Option<&Manifest>,
    checkout: Option<&Checkout>,
) -> Result<Settings, Stop> {
    let told = manifest.map(|m| (m, &m.settings));
    let day = |text: &str| day(text, checkout);
    let as_of = match (&args.as_of, told.and_then(|(m, s)| Some((m, s.as_of.as_ref()?)))) {
        (Some(text), _) => day(text)?,
        (None, Some((manifest, text))) => {
            day(text).map_err(|problem| problem.at(Some(manifest.place("as_of"))))?
        }
        (None, None) => today(),
    };
    let code = "a currency of ISO 4217, such as EUR";
    let currency = match (&args.currency, told.and_then(|(m, s)| Some((m, s.currency.as_ref()?)))) {
        (Some(text), _) => {
            Currency::from_code(text).ok_or_else(|| flag(text, code, "`--currency`"))?
        }
        (None, Some((manifest, text))) => Currency::from_code(text)
            .ok_or_else(|| vec![manifest.wrong("currency", format!("`{text}` is not {code}"))])?,
        (None, None) => Currency::USD,
    };
    Ok(Settings { as_of, currency, limits: Limits::default() })
}

/// The checkout whose commit says which day it is, where that is asked for: the one that holds the
/// data.
pub(super) fn checkout(
    args: &ProjectArgs,
    manifest: Option<&Manifest>,
    data: &[OsString],
) -> Result<Option<Checkout>, Stop> {
    let told = manifest.and_then(|manifest| manifest.settings.as_of.as_ref());
    if args.as_of.as_ref().or(told).is_none_or(|text| text != "commit") {
        return Ok(None);
    }
    let named = data.first().map(|one| Entry::from_argument(one).path);
    let named = named.filter(|path| path.as_os_str() != "-");
    let place = named.or_else(|| manifest.map(|manifest| manifest.folder.clone()));
    let found = Checkout::holding(&place.unwrap_or_else(|| PathBuf::from(".")));
    let place = manifest.filter(|_| args.as_of.is_none()).map(|manifest| manifest.place("as_of"));
    found.map(Some).map_err(|problem| problem.at(place))
}

/// That a run which takes the day of a commit has read what this has otherwise.
pub(super) fn uncommitted(
    checkout: Option<&Checkout>,
    manifest: Option<&Manifest>,
    folders: &[PathBuf],
    door: &Door,
) -> Result<Option<Diagnostic>, Problem> {
    let Some(checkout) = checkout else { return Ok(None) };
    let own = manifest.map(|manifest| manifest.folder.clone());
    let folders: Vec<PathBuf> = own.into_iter().chain(folders.iter().cloned()).collect();
    let paths = checkout.otherwise(&door.files(), &folders)?;
    let told = Some(paths).filter(|paths| !paths.is_empty());
    Ok(told.map(|paths| Diagnostic::from(Problem::Uncommitted { paths }).warning()))
}

/// A day as it is written, the present one, or that of the commit.
fn day(text: &str, checkout: Option<&Checkout>) -> Result<Date, Problem> {
    match (text, checkout) {
        ("today", _) => Ok(today()),
        (_, Some(checkout)) => checkout.day(),
        _ => Date::parse(text).ok_or_else(|| Problem::NoDate { value: text.to_owned() }),
    }
}

/// The present day in Greenwich: the same for everyone who runs at the same time.
fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date((since.as_secs() / 86_400) as i32)
}

//! How far waivers may reach: the manifest's `max_waiver`, from the as-of date on.

use super::ended::Stop;
use super::manifest::Manifest;
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::pipeline;
use crate::value::Date;

/// The key of the manifest.
const KEY: &str = "max_waiver";

/// The last day that a waiver may name, and the period as the manifest tells it; `None` where it
/// tells none.
pub(super) fn last_day(manifest: &Manifest, as_of: Date) -> Result<Option<(Date, &str)>, Stop> {
    let Some(told) = manifest.settings.max_waiver.as_deref() else { return Ok(None) };
    let wrong = |why: &str| vec![manifest.wrong(KEY, format!("`{told}` {why}"))];
    let period =
        pipeline::period(told).ok_or_else(|| wrong("is not a period such as `6 months`"))?;
    let last = as_of.plus(period).ok_or_else(|| wrong("leads beyond the calendar"))?;
    Ok(Some((last, told)))
}

/// The waivers that reach further, each an error at its place.
pub(super) fn reaching(
    program: &Program,
    manifest: Option<&Manifest>,
    as_of: Date,
) -> Result<Vec<Diagnostic>, Stop> {
    let Some(manifest) = manifest else { return Ok(Vec::new()) };
    let Some((last, period)) = last_day(manifest, as_of)? else { return Ok(Vec::new()) };
    let far = program.waivers.iter().filter(|waiver| waiver.until > last);
    let wrong = far.map(|waiver| {
        let message = format!("this waiver reaches further than {period} from {as_of}");
        Diagnostic::error("RW262", message, waiver.until_span, "too far")
            .label(manifest.place(KEY), "so far may waivers reach")
            .help(format!("let it end on {last} at the latest, and renew it then"))
    });
    Ok(wrong.collect())
}

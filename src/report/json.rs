//! The report for programs: one JSON document, written entry by entry.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Report;

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

/// Who wrote it.
#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub(super) const THIS: Tool = Tool { name: "riskwright", version: env!("CARGO_PKG_VERSION") };
}

/// Entries that are made while they are written.
struct Stream<F>(F);

impl<T, I, F> Serialize for Stream<F>
where
    T: Serialize,
    I: Iterator<Item = T>,
    F: Fn() -> I,
{
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

/// Writes the whole report.
pub(super) fn write(report: &dyn Report, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut json = serde_json::Serializer::pretty(&mut out);
    document(report, &mut json).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

fn document<S: Serializer>(report: &dyn Report, to: S) -> Result<S::Ok, S::Error> {
    let head = report.head();
    let mut map = to.serialize_map(None)?;
    map.serialize_entry("version", &VERSION)?;
    map.serialize_entry("tool", &Tool::THIS)?;
    map.serialize_entry("as_of", &head.as_of)?;
    map.serialize_entry("currency", &head.currency)?;
    if let Some(scenario) = &head.scenario {
        map.serialize_entry("scenario", scenario)?;
    }
    map.serialize_entry("inputs", &head.inputs)?;
    map.serialize_entry("rules", &head.rules)?;
    map.serialize_entry("disabled", &head.disabled)?;
    map.serialize_entry("findings", &Stream(|| report.findings(None)))?;
    map.serialize_entry("undetermined", &Stream(|| report.undetermined(None)))?;
    map.serialize_entry("requests", &report.requests(None).0)?;
    map.serialize_entry("notes", &head.notes)?;
    map.serialize_entry("limits", &head.limits)?;
    map.serialize_entry("skipped", &head.skipped)?;
    map.serialize_entry("fixed", &head.fixed)?;
    map.serialize_entry("policy", &head.policy)?;
    map.serialize_entry("summary", &head.summary)?;
    map.end()
}

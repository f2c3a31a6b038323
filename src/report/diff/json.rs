//! What is otherwise, for programs; `schema/diff.schema.json` describes it.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::{Apart, Changed, Compared, Diff, Turn, Unchanged, Verified};
use crate::report::writers::json::document;
use crate::report::{Out, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Says<'d> {
    old: &'d Compared,
    new: &'d Compared,
    differs: &'d Apart,
    changes: &'d [Changed],
    summary: Summary<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: &'d Option<Verified>,
}

#[derive(Serialize)]
struct Summary<'d> {
    #[serde(flatten)]
    changes: BTreeMap<&'static str, u64>,
    unchanged: &'d Unchanged,
}

/// Writes it as one document.
pub(in crate::report) fn write(diff: &Diff, _: &Style, out: Out<'_>) -> io::Result<()> {
    let Diff { old, new, apart, changes, unchanged, verified } = diff;
    let counts = Turn::ALL.into_iter().map(|turn| (turn.code(), diff.count(turn))).collect();
    let says = Says {
        old,
        new,
        differs: apart,
        changes,
        summary: Summary { changes: counts, unchanged },
        verified,
    };
    document(VERSION, &says, out)
}

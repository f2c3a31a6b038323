//! Citations in words.

use crate::report::{Lapse, Lapsed};

/// `CRR 395, which ended 2021-06-27`
pub(in crate::report) fn lapsed(lapsed: &Lapsed) -> String {
    let of = lapsed.param.as_ref().map(|param| format!(" of {param}")).unwrap_or_default();
    let why = match &lapsed.lapse {
        Lapse::NotYet(day) => format!("begins {day}"),
        Lapse::Ended(day) => format!("ended {day}"),
        Lapse::Elsewhere(framework) => format!("belongs to {framework}"),
    };
    format!("{}{of}, which {why}", lapsed.cited)
}

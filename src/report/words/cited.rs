//! Citations in words.

use super::voice::told;
use crate::report::{Lapse, Lapsed};

/// `CRR 395, which ended 2021-06-27`
pub(in crate::report) fn lapsed(lapsed: &Lapsed) -> String {
    let cited = match &lapsed.param {
        Some(param) => told!("said-of", what = lapsed.cited, whom = param),
        None => lapsed.cited.clone(),
    };
    match &lapsed.lapse {
        Lapse::NotYet(day) => told!("said-not-yet", cited = cited, day = day),
        Lapse::Ended(day) => told!("said-ended", cited = cited, day = day),
        Lapse::Elsewhere(framework) => {
            told!("said-elsewhere", cited = cited, framework = framework)
        }
    }
}

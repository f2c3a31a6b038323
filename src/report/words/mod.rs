//! All that reports say in words, and nothing else. What is said is data; here it is put into
//! sentences, which stand by id in `en/` and `bg/`.

mod cited;
pub(in crate::report) mod diff;
mod fact;
mod gate;
mod grade;
pub(in crate::report) mod inventory;
mod limit;
mod list;
mod losses;
mod note;
mod remarks;
mod run;
pub(in crate::report) mod series;
mod severity;
mod stake;
mod sums;
mod value;
mod verdict;
pub(in crate::report) mod voice;
mod waiver;

pub(super) use cited::lapsed;
pub(super) use fact::{fact, missing, place, places, says, sources, stands};
pub(super) use gate::{
    budgets, cause, failed, failing_grade, grade_lines, over_budget, required, since, unmet,
};
pub(super) use grade::{because, grade, grade_since, graded, held, regraded, scorecard};
pub(super) use limit::limit;
pub(crate) use limit::not_drawn;
pub(super) use list::{and_more, base, listed, of, path};
pub(crate) use losses::{struck, under};
pub(super) use note::note;
pub(super) use remarks::{Remarks, fixed, limits, remarks_by_kind, set_by_run};
pub(super) use run::{basis, scenario, skipped};
pub(super) use severity::{or_worse, severities, severity, tally};
pub(super) use stake::{at_stake, stake};
pub(super) use sums::{counts, gate as told_gate, remarks, sums};
pub(super) use value::{figure, value};
pub(super) use verdict::{margin, needs, now, policy, reason, sign, times, verdict, way, why};
pub(super) use waiver::waived;

use std::fmt;

use super::{AtStake, Grade, Limit, Margin, Note, Stake, Why};
use crate::outcome::{Needs, Verdict};

/// What says its own words.
macro_rules! said {
    ($($of:ty: $by:path),* $(,)?) => {$(
        impl fmt::Display for $of {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&$by(self))
            }
        }
    )*};
}

said!(
    AtStake: at_stake,
    Grade: grade,
    Limit: limit,
    Margin: margin,
    Needs<String>: needs,
    Note: note,
    Stake: stake,
    Why: why,
);

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&verdict(*self))
    }
}

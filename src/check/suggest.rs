//! "Did you mean": the known name nearest to an unknown one.

use crate::diagnostic;

/// How many candidates are looked at: a huge vocabulary must not make every error slow.
const CANDIDATES: usize = 2_000;

/// The candidate nearest to `name`, if it is near enough to be what was meant.
pub(super) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let others = candidates.take(CANDIDATES).filter(|candidate| *candidate != name);
    diagnostic::nearest(name, others).map(str::to_owned)
}

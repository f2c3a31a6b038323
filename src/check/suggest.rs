//! "Did you mean", as the checker's errors keep it.

use crate::diagnostic;

/// The candidate nearest to `name`, if it is near enough to be what was meant.
pub(super) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    diagnostic::nearest(name, candidates).map(str::to_owned)
}

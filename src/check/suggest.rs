//! "Did you mean": the known name nearest to an unknown one.

/// How many candidates are looked at: a huge vocabulary must not make every error slow.
const CANDIDATES: usize = 2_000;

/// The candidate nearest to `name`, if it is near enough to be what was meant.
pub(super) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let length = name.chars().count();
    let most = (length / 3).min(3);
    let lower = name.to_lowercase();
    let similar = |c: &&str| c.chars().count().abs_diff(length) <= most;
    let scored = candidates
        .take(CANDIDATES)
        .filter(similar)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate));
    scored.filter(|(distance, c)| *distance <= most && *c != name).min().map(|(_, c)| c.to_owned())
}

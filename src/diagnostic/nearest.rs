//! "Did you mean": the known name nearest to an unknown one.

/// The candidate nearest to a name, if it is near enough to be what was meant.
pub(crate) fn nearest<'n>(
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let length = name.chars().count();
    let most = (length / 3).min(3);
    let lower = name.to_lowercase();
    let similar = |c: &&str| c.chars().count().abs_diff(length) <= most;
    let scored = candidates
        .into_iter()
        .filter(similar)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate));
    scored.filter(|(distance, _)| *distance <= most).min().map(|(_, candidate)| candidate)
}

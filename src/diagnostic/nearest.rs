//! "Did you mean": the known name nearest to an unknown one.

/// How many letters a name may be off, however long it is.
const MOST: usize = 3;

/// No longer name is compared with others: the time grows with the product of both lengths, and
/// nobody meant one of them by it.
const LONGEST: usize = 100;

/// How many names are compared: a huge vocabulary must not make every error slow.
const COMPARED: usize = 10_000;

/// With how many letters a name says its beginning.
const BEGINNING: usize = 3;

/// The candidate nearest to a name, if it is near enough to be what was meant: spelled much like
/// it, in whatever case, or else the beginning of the other. The name itself is no candidate.
pub(crate) fn nearest<'n>(
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let lower = name.to_lowercase();
    let others = candidates
        .into_iter()
        .filter(|candidate| *candidate != name && candidate.len() <= LONGEST)
        .take(COMPARED);
    let alike = others.filter_map(|candidate| Some((likeness(&lower, candidate)?, candidate)));
    alike.min().map(|(_, candidate)| candidate)
}

/// How like two names are, the likest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// So many letters are off.
    Spelled(usize),
    /// One is the beginning of the other, which has so many more letters.
    Begun(usize),
}

fn likeness(lower: &str, candidate: &str) -> Option<Likeness> {
    let candidate = candidate.to_lowercase();
    let (one, other) = (lower.chars().count(), candidate.chars().count());
    let (shorter, longer) = (one.min(other), one.max(other));
    let most = (longer / 3).min(MOST);
    if longer - shorter <= most {
        let off = strsim::osa_distance(lower, &candidate);
        if off <= most {
            return Some(Likeness::Spelled(off));
        }
    }
    let begun = candidate.starts_with(lower) && one >= BEGINNING
        // A name that goes on says the beginning for the most part.
        || lower.starts_with(&*candidate) && other >= BEGINNING && 2 * other >= one;
    begun.then_some(Likeness::Begun(longer - shorter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_near_by_its_letters_its_case_or_its_beginning() {
        let known = ["revenue", "use", "let", "D", "annual_revenue", "Deal", "valuation"];
        for (name, meant) in [
            ("revenu", Some("revenue")),
            ("Revenue", Some("revenue")),
            ("us", Some("use")),
            ("lte", Some("let")),
            ("rev", Some("revenue")),
            ("valuation_date", Some("valuation")),
            ("deal_of_the_year", None),
            ("re", None),
            ("x", None),
            ("revenue", None),
            ("d", Some("D")),
        ] {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
        assert_eq!(nearest(&"x".repeat(101), [&*"x".repeat(100)]), None);
    }
}

//! Lists in words, and what facts are called in them.

use super::voice::{counted, told};

/// How many of many names a line tells.
const NAMED: usize = 3;

/// The first few names, and how many more there are.
pub(in crate::report) fn listed(names: &[impl AsRef<str>]) -> String {
    listed_of(names, names.len() as u64)
}

/// The same of so many, of which those are the first.
pub(super) fn listed_of(names: &[impl AsRef<str>], all: u64) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    and_more(first.join(", "), all.saturating_sub(first.len() as u64))
}

/// `a, b and 3 more`
pub(in crate::report) fn and_more(list: String, more: u64) -> String {
    match more {
        0 => list,
        more => counted!("said-and-more", more, list = list),
    }
}

/// The folder that all of some paths lead into, with a slash behind it.
pub(in crate::report) fn base<'p>(paths: impl Iterator<Item = &'p str>) -> &'p str {
    let folder = |path: &'p str| &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
    let mut folders = paths.map(folder);
    let first = folders.next().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let same = common.split_inclusive('/').zip(folder.split_inclusive('/'));
        let end: usize = same.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum();
        &common[..end]
    })
}

/// What a fact is called: `value of atlas`.
pub(in crate::report) fn path(path: &str) -> String {
    match of(path) {
        (field, Some(record)) => told!("said-of", what = field, whom = record),
        (field, None) => field.to_owned(),
    }
}

/// A fact's field, or what is computed, and whose it is: `value` and `atlas`, `(highest of a.b)` and
/// `one other`. What stands in brackets is of nobody by itself.
pub(in crate::report) fn of(path: &str) -> (&str, Option<&str>) {
    let mut depth = 0_i32;
    let closed = path.char_indices().find(|(_, letter)| {
        depth += i32::from(*letter == '(') - i32::from(*letter == ')');
        depth == 0
    });
    let (before, rest) = path.split_at(closed.map_or(0, |(at, _)| at));
    match rest.split_once(" of ") {
        Some((field, record)) => {
            (path.get(..before.len() + field.len()).unwrap_or(path), Some(record))
        }
        None => (path, None),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_fact_is_somebodys() {
        assert_eq!(of("value of atlas"), ("value", Some("atlas")));
        assert_eq!(of("seller.debt"), ("seller.debt", None));
        assert_eq!(
            of("(highest of d.value) of one other"),
            ("(highest of d.value)", Some("one other"))
        );
        assert_eq!(of("(a of b"), ("(a", Some("b")));
        assert_eq!(of(""), ("", None));
    }
}

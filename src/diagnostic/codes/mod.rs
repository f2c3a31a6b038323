//! Every diagnostic code, with the page that explains it.

mod check;
mod info;
mod record;
mod syntax;
mod usage;

pub use info::CodeInfo;

/// Every code, ascending.
pub fn all() -> impl Iterator<Item = &'static CodeInfo> {
    [usage::CODES, syntax::CODES, check::CODES, record::CODES].into_iter().flatten()
}

/// The code of that name; the case of letters does not matter.
pub fn find(code: &str) -> Option<&'static CodeInfo> {
    all().find(|info| info.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_head_their_pages() {
        let codes: Vec<&str> = all().map(|info| info.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        for info in all() {
            let head = format!("# {}: {}\n", info.code, info.title);
            assert!(info.page.starts_with(&head), "{head}");
        }
    }
}

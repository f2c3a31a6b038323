//! Binary floating point, as files hold it: its decimals, which nothing is computed with.

/// The shortest decimal that is no other double, as JSON would write it.
pub(super) fn shortest(number: f64) -> String {
    match number.abs() {
        0.0 => "0".to_owned(),
        size if size.is_finite() && !(1e-7..1e21).contains(&size) => format!("{number:e}"),
        _ => number.to_string(),
    }
}

//! Binary floating point, as files hold it: its decimals, which nothing is computed with.

/// The decimal that a spreadsheet shows of a number at most: fifteen digits, which is what such
/// programs keep of what is typed. What stands behind them is the noise of their arithmetic.
pub(super) fn shown(number: f64) -> String {
    // Whole numbers are exact in it up to there, and may be somebody's key.
    let is_whole = number.fract() == 0.0;
    let fifteen = format!("{number:.14e}").parse().unwrap_or(number);
    let short: f64 = if is_whole { number } else { fifteen };
    match short.abs() {
        0.0 => "0".to_owned(),
        size if size.is_finite() && !(1e-7..1e21).contains(&size) => format!("{short:e}"),
        _ => short.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn fifteen_digits_are_meant() {
        assert_eq!(shown(0.820_000_000_000_000_1), "0.82");
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(123_456_789_012_345.0), "123456789012345");
        assert_eq!(shown(0.1), "0.1");
        assert_eq!(shown(1e6), "1000000");
        assert_eq!(shown(-0.0), "0");
    }
}

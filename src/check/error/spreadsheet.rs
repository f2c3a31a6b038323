//! The functions of spreadsheets, and what rules write instead. The book's page "From Excel" says the
//! same.

/// A function of spreadsheets by its name there, and what to write.
const FUNCTIONS: &[(&[&str], &str)] = &[
    (&["SUM", "SUMIF", "SUMIFS", "DSUM"], "write `sum of d.value for d in Deal where …`"),
    (&["COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DCOUNT"], "write `count of d in Deal where …`"),
    (
        &["AVERAGE", "AVERAGEIF", "AVERAGEIFS", "AVG", "MEAN"],
        "write `average of d.value for d in Deal where …`",
    ),
    (&["MEDIAN"], "write `median of d.value for d in Deal where …`"),
    (
        &["PERCENTILE", "PERCENTILE_INC", "PERCENTILE_EXC", "QUARTILE"],
        "write `percentile 95 of d.value for d in Deal where …`",
    ),
    (&["LARGE"], "write `top 3 of d.value for d in Deal where …` for the sum of the three largest"),
    (&["SUMPRODUCT"], "write `sum of d.amount * d.share for d in Deal where …`"),
    (
        &["MAX", "MAXIFS"],
        "write `max of d.value for d in Deal where …`; of two numbers the larger is `greatest(a, b)`",
    ),
    (
        &["MIN", "MINIFS"],
        "write `min of d.value for d in Deal where …`; of two numbers the smaller is `least(a, b)`",
    ),
    (
        &["VLOOKUP", "HLOOKUP", "XLOOKUP", "LOOKUP", "INDEX", "MATCH"],
        "follow the reference with a dot: `deal.seller.revenue`; what refers back is found by `d in \
         Deal where d.seller = party`",
    ),
    (&["IF", "IFS"], "write `(if CONDITION then A else B)`"),
    (&["SWITCH", "CHOOSE"], "write `(if x = a then A else if x = b then B else C)`"),
    (&["AND"], "write `a and b`"),
    (&["OR"], "write `a or b`"),
    (&["NOT"], "write `not a`"),
    (&["XOR"], "write `a != b`"),
    (&["TODAY", "NOW"], "write `as_of`, the day that the run is of: it is said, not taken"),
    (&["ISBLANK", "ISNA", "ISERROR"], "write `x is unknown`"),
    (&["IFERROR", "IFNA", "COALESCE", "NVL"], "write `x or else y` for what is not known"),
    (&["DATE", "DATEVALUE"], "write the day: `2025-09-22`"),
    (&["EDATE"], "write `date + 3 months`"),
    (&["EOMONTH"], "write `end_of_month(date + 3 months)`"),
    (
        &["DATEDIF", "DATEDIFF", "YEARFRAC"],
        "write `b - a`, which is a period: `deal.ends - deal.starts > 5 years`",
    ),
    (&["LEN"], "write `length(text)`"),
    (&["UPPER", "PROPER"], "write `lower(text)` on both sides to compare without regard to case"),
    (&["FIND", "SEARCH"], "write `text contains \"word\"`"),
    (
        &["CONCAT", "CONCATENATE", "TEXTJOIN"],
        "a message puts values into text: `message \"{a} {b}\"`",
    ),
    (
        &["ROUNDUP", "ROUNDDOWN", "MROUND", "CEILING", "FLOOR", "INT"],
        "write `round(x, 0)`; what is compared need not be rounded",
    ),
    (&["SQRT"], "write `root(x, 2)`"),
    (&["CBRT"], "write `root(x, 3)`"),
    (&["POWER", "POW", "EXP"], "write `x ^ n` for a power"),
    (
        &["STDEV", "STDEV_S", "STDEV_P"],
        "write `sample standard deviation of d.value for d in Deal where …`",
    ),
    (
        &["NPV", "PV", "PMT", "XNPV", "IRR"],
        "the book has present values and annuities under \"What a lender would write\"",
    ),
];

/// What to write for a function of spreadsheets, in whatever case.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let is_it = |known: &&&str| known.eq_ignore_ascii_case(name);
    let mut rows = FUNCTIONS.iter();
    rows.find(|(names, _)| names.iter().find(is_it).is_some()).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::FUNCTIONS;

    #[test]
    fn the_book_says_the_same() {
        let page = include_str!("../../../docs/src/from-excel.md");
        for (names, words) in FUNCTIONS {
            let row = page.lines().find(|line| line.contains(&format!("| `{}`", names[0])));
            let row = row.unwrap_or_else(|| panic!("the book has no row of {}", names[0]));
            assert!(names.iter().all(|name| row.contains(&format!("`{name}`"))), "{row}");
            assert!(row.contains(words), "{row}\n{words}");
        }
    }
}

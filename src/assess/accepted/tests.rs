//! The file is read as it was written, and what is wrong with it is told with its line.

use super::*;
use crate::value::{Decimal, Range};

const PRINT: &str = "0123456789abcdef0123456789abcdef";

fn line(key: &str) -> Line {
    let half = Decimal::parse("0.5");
    Line {
        fingerprint: PRINT.to_owned(),
        of: Of::Verdict {
            rule: "size".to_owned(),
            severity: Some(Severity::High),
            possibly: Severity::Critical,
            evidence: Some("0123456789abcdef".to_owned()),
            at_stake: Some(Amount::of(Range::new(half, None))),
            minded: vec![Rested {
                path: "rating of \t a".to_owned(),
                value: "BB\n".to_owned(),
                sources: Vec::new(),
            }],
        },
        record: "Deal".to_owned(),
        key: key.to_owned(),
        because: None,
    }
}

fn all() -> Accepted {
    let limit = Of::Limit {
        kind: "not-given".to_owned(),
        list: Some("payments".to_owned()),
        form: String::new(),
        count: 3,
    };
    let grade = Of::Grade {
        scorecard: "credit".to_owned(),
        grade: "not rated".to_owned(),
        possibly: None,
        minded: Vec::new(),
    };
    let keys = ["a", "-", "tab\tline\nend\rback\\t", "", "Дружество „А“"];
    let mut lines: Vec<Line> = keys.into_iter().map(line).collect();
    lines.extend([limit, grade].map(|of| Line { of, because: Some("-".to_owned()), ..line("b") }));
    let head = Head {
        project: Some("ai deals".to_owned()),
        currency: Some("USD".to_owned()),
        scenario: None,
        rules: BTreeSet::from(["ab".to_owned(), "cd".to_owned()]),
        files: BTreeSet::from([("a\tb.risk".to_owned(), "ef".to_owned())]),
        scales: BTreeMap::from([(
            "credit".to_owned(),
            vec!["C".to_owned(), "not rated".to_owned()],
        )]),
    };
    Accepted { head, lines, unsorted: None }
}

#[test]
fn what_is_written_is_read() {
    let mut accepted = all();
    let text = accepted.text();
    accepted.lines.sort_by_key(Line::text);
    assert_eq!(Accepted::read(&text), Ok(accepted.clone()));
    assert_eq!(Accepted::read(&text.replace('\n', "\r\n")), Ok(accepted));
    assert!(text.lines().skip(7).all(|line| line.split('\t').count() == COLUMNS), "{text}");
}

#[test]
fn branches_that_both_accept_are_merged_line_by_line() {
    let (ours, theirs) = (all(), Accepted { lines: vec![line("c")], ..all() });
    let both = format!("{}{}", ours.text(), theirs.text());
    let merged = Accepted::read(&both).expect("both");
    assert_eq!(merged.head, ours.head);
    assert_eq!(merged.lines.len(), ours.lines.len() + 1);
    assert!(merged.unsorted.is_some());
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let text = line("a").text();
    let told = |text: String| Accepted::read(&text).expect_err("a fault");
    let value = |value: &str, what| Fault::Value { value: value.to_owned(), what };
    assert_eq!(told(text.clone()), (1, Fault::Cut));
    assert_eq!(told(format!("# riskwright baseline 1\n{}", &text[..40])), (2, Fault::Cut));
    assert_eq!(told(format!("{}\n", &text[..50])), (1, Fault::Columns(4)));
    assert_eq!(told(format!("<<<<<<< HEAD\n{text}\n")), (1, Fault::Conflict));
    assert_eq!(told(format!("{text}\n=======\n")), (2, Fault::Conflict));
    let other = |from: &str, to: &str| told(format!("{}\n", text.replace(from, to)));
    assert_eq!(other(PRINT, "0123"), (1, value("0123", "fingerprint")));
    assert_eq!(other("flagged", "found"), (1, value("found", "verdict")));
    assert_eq!(other("high", "hgh"), (1, value("hgh", "severity")));
    assert_eq!(other("0.5..", "half"), (1, value("half", "amount")));
    let facts = other("[{", "{");
    assert!(matches!(facts, (1, Fault::Value { what: "list of facts", .. })), "{facts:?}");
    let projects = "# project\ta\n# project\tb\n".to_owned();
    assert_eq!(told(projects), (2, Fault::Twice("b".to_owned())));
}

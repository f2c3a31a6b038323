//! The report in Markdown: whole, cut, and with names that want to be more than names.

use super::fixture::{Fixture, fixture, intent_only};
use super::{MARKDOWN, Style, told, written};
use crate::report::{Finding, Subject};

#[test]
fn markdown() {
    insta::assert_snapshot!(written(&MARKDOWN, Style::default()));
}

/// A name that tries to do something.
const HOSTILE: &str =
    "x|y `code` @octocat #123 <script>alert(1)</script> </details>\n# head \u{202e}[a](b)";

#[test]
fn names_are_only_names() {
    let subject = Subject { key: HOSTILE.into(), ..intent_only().subject };
    let message = HOSTILE.into();
    let hostile = Finding { subject, message, facts: Vec::new(), ..intent_only() };
    let mut report = fixture();
    report.head.project = Some("a --> @b".into());
    report.findings = vec![hostile];
    let text = told(&report, &MARKDOWN, Style::default());
    assert!(text.starts_with("<!-- riskwright a -%2D%3E %40b -->\n"), "{text}");
    let named = "x\\|y \\`code\\` @&#8203;octocat #&#8203;123 &lt;script&gt;alert(1)&lt;/script&gt; \
                 &lt;/details&gt; # head \u{fffd}\\[a\\](b)";
    assert!(text.contains(&format!("\n{named} (`deals.yaml:10:5`)\n")), "{text}");
    assert!(!text.contains("<script") && !text.contains("\n# head"), "{text}");
}

/// So many findings, each as long as a real one.
fn many(findings: usize) -> Fixture {
    let mut report = fixture();
    report.head.summary.critical = findings as u64;
    report.head.summary.medium = 0;
    report.findings = vec![intent_only(); findings];
    report
}

#[test]
fn a_report_has_no_more_bytes_than_it_may() {
    for bytes in [10_000, 20_000, 60_000] {
        let style = Style { bytes: Some(bytes), ..Style::default() };
        let text = told(&many(1_000), &MARKDOWN, style);
        assert!(text.len() <= bytes && text.len() > bytes / 3, "{} of {bytes}", text.len());
        let told = text.matches("\n#### critical").count();
        let left = format!("… {} more findings are left out: {0} critical\n", 1_000 - told);
        assert!(text.contains(&left), "{text}");
        for kept in ["**1 limit**", "**1 note**", "**1 rule disabled**", "**1 file passed over**"] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
    }
}

#[test]
fn remarks_are_counted_where_they_have_no_room() {
    let mut report = many(1);
    let note = report.head.notes[0].clone();
    report.head.notes = vec![note; 1_000];
    let style = Style { bytes: Some(10_000), ..Style::default() };
    let text = told(&report, &MARKDOWN, style);
    assert!(text.len() <= 10_000, "{}", text.len());
    let notes = text.split_once("**1,000 notes**").expect("notes").1;
    let told = notes.matches("there is no Milestone").count();
    assert!(told > 10 && notes.contains(&format!("… and {} more", 1_000 - told)), "{notes}");
}

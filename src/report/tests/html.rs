//! The report as a page: it is well-formed, holds everything, leads nowhere else, and a name is
//! never more than a name.

use std::collections::BTreeSet;

use regex::Regex;

use super::fixture::{Fixture, fixture, intent_only};
use super::{HTML, Style, told, written};
use crate::report::{Finding, Scenario, Subject};

/// Elements that have no end.
const VOID: [&str; 5] = ["meta", "input", "wbr", "br", "hr"];

fn found<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    let pattern = Regex::new(pattern).expect("a pattern");
    pattern.captures_iter(text).map(|c| c.get(1).expect("a group").as_str()).collect()
}

/// The page without what its scripts and its style sheet are.
fn markup(page: &str) -> String {
    let scripts =
        Regex::new(r"(?s)<(script|style)([^>]*)>.*?</(script|style)>").expect("a pattern");
    scripts.replace_all(page, "").into_owned()
}

/// Holds that every element ends where it should.
fn well_formed(page: &str) {
    let page = markup(page);
    let tag = Regex::new(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>]|[<>])*?)(/?)>").expect("a pattern");
    let mut open: Vec<String> = Vec::new();
    for found in tag.captures_iter(&page) {
        let name = found[2].to_lowercase();
        assert!(!found[3].contains('<'), "{}", &found[0]);
        match (&found[1], VOID.contains(&name.as_str())) {
            ("/", _) => assert_eq!(open.pop().as_ref(), Some(&name), "{}", &found[0]),
            (_, true) => {}
            _ => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// Holds that no two elements share a name, and that what links lead to is there.
fn leads_somewhere(page: &str) {
    let page = markup(page);
    let mut ids = BTreeSet::new();
    for id in found(r#" id="([^"]*)""#, &page) {
        assert!(ids.insert(id.to_owned()), "two are called {id}");
    }
    for link in found(r#" (?:href|aria-labelledby)="([^"]*)""#, &page) {
        let out = link.starts_with("https://");
        assert!(out || ids.contains(link.trim_start_matches('#')), "{link} leads nowhere");
    }
}

#[test]
fn a_page_is_whole() {
    let page = written(&HTML, Style::default());
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    well_formed(&page);
    leads_somewhere(&page);
    assert_eq!(page, written(&HTML, Style::default()));
}

#[test]
fn nothing_is_fetched() {
    let page = written(&HTML, Style::default());
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; "), "{page}");
    // What leads out of the page is followed by who reads it, and by nobody else.
    let links = Regex::new("<a href=\"https?://[^\"]*\" rel=\"noreferrer\">").expect("a pattern");
    let page = links.replace_all(&page, "<a>");
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
    assert!(!page.contains(" src=") && !page.contains("@import") && !page.contains("<link"));
}

#[test]
fn everything_is_told() {
    let page = markup(&written(&HTML, Style::default()));
    let tags = Regex::new("<[^>]*>").expect("a pattern");
    let text = tags.replace_all(&page, "");
    for told in [
        // Findings, of the baseline or not, with their facts.
        "Nvidia–OpenAI systems: up to 100\u{a0}bn\u{a0}USD announced, none of it binding",
        "доставчик-на-електроенергия-за-центрове-за-данни-и-охлаждане",
        "letter of intent",
        "filing 1 says",
        "disputed",
        "Sign a definitive agreement, or disclose the figure as non-binding.",
        "stage reaches signed",
        "medium",
        "possibly high",
        // What could not be decided, what is to be asked for, and what was lost and fixed.
        "amd-openai-accelerators",
        "money-that-returns",
        "4 verdicts, up to critical, settles 1",
        "ageing-intent",
        "record gone",
        // The network.
        "2 flows between 2 parties.",
        "Nvidia → OpenAI → Nvidia",
        "up front not certain",
        // Rules, what changes them, and what a reader must know.
        "large_exposure",
        "CRR 395",
        "covered by the covenant review",
        "Flow funding has more cycles",
        "late-delivery",
        "data/deals.yam",
        // Grades and money.
        "How the committee sees a party",
        "capped by undetermined",
        "At stake in all: up to 100\u{a0}bn\u{a0}USD, in 1 finding",
        "base.json",
        "2 high, whose evidence is lost",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
}

/// A name that tries to be more.
const HOSTILE: &str = "</script><script>alert(1)</script><b \"'&>\u{1b}[31m\u{202e}x\u{2028}y";

/// So many findings, each as hostile as can be.
fn hostile(findings: usize) -> Fixture {
    let mut report = fixture();
    let one = |at: usize| {
        let subject = Subject { key: format!("{HOSTILE}{at}"), ..intent_only().subject };
        let fingerprint = format!("{at:032}");
        let mut facts = intent_only().facts;
        facts[0].path = format!("stage of {HOSTILE}");
        let [message, remedy] = [HOSTILE, HOSTILE].map(str::to_owned);
        Finding { subject, fingerprint, message, remedy, facts, ..intent_only() }
    };
    report.findings = (1000..1000 + findings).map(one).collect();
    report.head.summary.critical = findings as u64;
    report.head.project = Some(HOSTILE.into());
    report.head.inputs[0].path = HOSTILE.into();
    report
}

#[test]
fn names_are_only_names() {
    // More than stand whole in the page, so that some are data.
    let page = told(&hostile(450), &HTML, Style::default());
    well_formed(&page);
    assert!(!page.contains("<script>alert") && !page.contains("<b \""), "{page}");
    assert!(page.chars().all(|c| !c.is_control() || c == '\n'));
    assert!(!page.contains('\u{202e}') && !page.contains('\u{2028}'));
    let data = Regex::new(r#"(?s)<script type="application/json"[^>]*>(.*?)</script>"#);
    let mut bodies = 0;
    for piece in data.expect("a pattern").captures_iter(&page) {
        let piece: serde_json::Value = serde_json::from_str(&piece[1]).expect("JSON");
        bodies += piece.as_array().map_or(0, Vec::len);
    }
    assert!(bodies >= 50, "{bodies}");
    assert_eq!(page.matches("<article ").count(), 450);
}

#[test]
fn a_finding() {
    insta::assert_snapshot!(first_finding(&written(&HTML, Style::default())));
}

/// The first finding of a page, a tag a line.
pub(super) fn first_finding(page: &str) -> String {
    let start = page.find("<article ").expect("a finding");
    let end = page.find("</article>").expect("its end");
    page[start..end].replace("><", ">\n<")
}

#[test]
fn a_page_of_a_scenario_says_so_first() {
    let mut report = fixture();
    let title = "the anchor fails & takes others along".into();
    report.head.scenario =
        Some(Scenario { name: "default".into(), title, changed: 3, ..Scenario::default() });
    let page = markup(&told(&report, &HTML, Style::default()));
    well_formed(&page);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no `{text}`"));
    assert!(at("Scenario default") < at("id=\"findings\""));
    assert!(at("The anchor fails &amp; takes others along") < at("3 facts changed"));
}

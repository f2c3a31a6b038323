//! The same report in Bulgarian.

use unicode_width::UnicodeWidthStr;

use super::html::first_finding;
use super::{HTML, JSON, LETTER, MARKDOWN, Style, TEXT, written};
use crate::value::Lang;

fn style() -> Style {
    Style { lang: Lang::Bg, known: true, ..Style::default() }
}

#[test]
fn text() {
    let text = written(&TEXT, style());
    let lines = text.lines().filter(|line| !line.starts_with("контролен праг: "));
    let widest = lines.max_by_key(|line| line.width()).unwrap_or_default();
    assert!(widest.width() <= 80, "{widest}");
    insta::assert_snapshot!(text);
}

#[test]
fn markdown() {
    insta::assert_snapshot!(written(&MARKDOWN, style()));
}

#[test]
fn letters() {
    insta::assert_snapshot!(written(&LETTER, style()));
}

#[test]
fn a_finding_of_the_page() {
    let page = written(&HTML, style());
    assert!(page.contains("<html lang=\"bg\">"));
    insta::assert_snapshot!(first_finding(&page));
}

#[test]
fn formats_for_programs_are_the_same() {
    assert_eq!(written(&JSON, style()), written(&JSON, Style::default()));
}

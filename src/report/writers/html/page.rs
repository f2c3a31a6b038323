//! The frame of the page: its head, its sections, and what its script and its style sheet are.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::mark::defined;
use super::typeset::{plain, text};
use crate::report::words::voice::{naming, say, spoken};
use crate::report::{Input, words};
use crate::ty::count;

/// How everything looks: a file for each part of the page.
const STYLE: &str = concat!(
    include_str!("page/base.css"),
    include_str!("page/answer.css"),
    include_str!("page/matrix.css"),
    include_str!("page/findings.css"),
    include_str!("page/network.css"),
    include_str!("page/explain.css"),
    include_str!("page/lists.css"),
    include_str!("page/narrow.css"),
    include_str!("page/print.css"),
);

/// What the page does beyond what it says, in the order in which its parts need each other.
const SCRIPT: &str = concat!(
    "(function () {\n'use strict';\n",
    include_str!("page/basis.js"),
    include_str!("page/findings.js"),
    include_str!("page/filters.js"),
    include_str!("page/tables.js"),
    include_str!("page/letters.js"),
    include_str!("page/print.js"),
    "})();\n",
);

/// Nothing is fetched, whatever a page says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// What does nothing without the script is not there without it, and nothing is folded away for good.
const UNSCRIPTED: &str =
    ".quiet{display:table-row}.more,.filters,.hint,.why,.copy,.rationale:empty{display:none}";

/// A section of the page.
pub(in crate::report) fn section(id: &str, title: &str, intro: &str, inner: &Markup) -> Markup {
    let heading = format!("t-{id}");
    html! {
        section id=(id) aria-labelledby=(heading) {
            h2 id=(heading) { (title) }
            @if !intro.is_empty() { p.intro { (intro) } }
            (inner)
        }
        "\n"
    }
}

/// A table that scrolls by itself where it is wider than the page.
pub(in crate::report) fn scrolls(name: &str, table: &Markup) -> Markup {
    html! { div.scroll role="region" aria-label=(name) tabindex="0" { (table) } }
}

/// An entry of the list of sections.
pub(in crate::report) struct Entry {
    /// The section.
    pub(in crate::report) id: &'static str,
    /// How many entries it has, where that says something.
    pub(in crate::report) count: Option<u64>,
}

/// What records are called that stand in that folder.
pub(in crate::report) fn untitled(base: &str) -> String {
    let last = base.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if last.is_empty() { say("html-untitled") } else { last.to_owned() }
}

/// The folder that all inputs stand in, with a slash behind it.
pub(in crate::report) fn base(inputs: &[Input]) -> String {
    words::base(inputs.iter().map(|input| input.path.as_str())).to_owned()
}

/// A day as people write it.
pub(super) fn day(day: &str) -> String {
    let mut parts = day.split('-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) if year.len() == 4 => {
            let named = say(&format!("html-month-{month}"));
            naming(
                "html-day",
                &[("day", day.trim_start_matches('0')), ("month", &named), ("year", year)],
            )
        }
        _ => day.to_owned(),
    }
}

/// What a page is of.
pub(in crate::report) struct Frame<'f> {
    /// What it is.
    pub(in crate::report) what: String,
    /// Of what.
    pub(in crate::report) project: String,
    /// As of which day; empty where it is the same at any time.
    pub(in crate::report) as_of: &'f str,
}

/// What the page begins with.
pub(in crate::report) fn opening(frame: &Frame<'_>, entries: &[Entry]) -> Markup {
    let Frame { what, project, as_of } = frame;
    let named = [("project", project.as_str()), ("what", what), ("day", as_of)];
    let title = naming(if as_of.is_empty() { "html-title-always" } else { "html-title" }, &named);
    let running = format!("@page {{ @top-left {{ content: \"{}\" }} }}", quotable(&title));
    html! {
        (DOCTYPE) (PreEscaped(format!("<html lang=\"{}\">\n", spoken())))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="generator" content=(concat!("riskwright ", env!("CARGO_PKG_VERSION")));
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            title { (plain(&title)) }
            style { (PreEscaped(STYLE)) (PreEscaped(running)) }
            noscript { style { (PreEscaped(UNSCRIPTED)) } }
        }
        (PreEscaped("\n<body>\n"))
        a.skip href="#answer" { (say("html-skip")) }
        (defined())
        header.mast {
            p.what { (what) }
            h1 { (text(project)) }
            @if !as_of.is_empty() {
                p.asof { (say("html-as-of")) " " time datetime=(as_of) { (day(as_of)) } }
            }
        }
        (PreEscaped("\n<div class=\"page\">\n"))
        nav aria-label=(say("html-sections")) {
            ul {
                @for Entry { id, count: all } in entries {
                    li {
                        a href=(format!("#{id}")) {
                            (say(&format!("html-{id}")))
                            @if let Some(all) = all { " " span.count { (count(*all)) } }
                        }
                    }
                }
            }
        }
        (PreEscaped("\n<main>\n"))
    }
}

/// Text for a style sheet, between quotes.
fn quotable(text: &str) -> String {
    let plain = |c: &char| !matches!(c, '"' | '\\' | '<' | '\n');
    text.chars().filter(plain).collect()
}

/// What the page ends with: the last of `main`, and the script. A report says below itself what it
/// is made of.
pub(in crate::report) fn closing(reports: bool) -> Markup {
    html! {
        @if reports { footer { p { (say("html-footer")) } } }
        (PreEscaped("</main>\n</div>\n"))
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("</body>\n</html>\n"))
    }
}

/// A button that shows the rows of a table that are not shown at once.
pub(super) fn more(table: &str, words: &str) -> Markup {
    html! { button.more type="button" aria-expanded="false" data-more=(table) { (words) } }
}

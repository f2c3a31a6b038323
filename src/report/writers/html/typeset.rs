//! Words as a page sets them: ranges with a dash, numbers that stay with their units, months by
//! their names, and letters of another script in their own language.

use std::borrow::Cow;
use std::sync::LazyLock;

use maud::{Escaper, Markup, PreEscaped, Render, html};
use regex::{Captures, Regex};

use crate::report::words::voice::{naming, say, spoken};
use crate::report::{Place, Subject, Value, words as said};
use crate::value::Lang;

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// A run of Cyrillic letters with what stands between them.
static CYRILLIC: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\p{Cyrillic}[\p{Cyrillic}\s–.,\-]*\p{Cyrillic}|\p{Cyrillic}"));
/// A whole month, told by its days.
static MONTH: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\b(\d{4})-(\d\d)-01\.\.(\d{4})-(\d\d)-(?:28|29|30|31)\b"));
static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(\d%?)\.\.(-?\d)"));
static UNIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(\d) ((?:bn|m|k|tn) )?([A-Z]{3}|GW|MW|times|years?|days?|months?|×)\b")
});

/// Text of records and rules, which is never taken for HTML.
pub(in crate::report) struct Text<'t>(pub(in crate::report) &'t str);

/// Sets a text.
pub(in crate::report) fn text(text: &str) -> Text<'_> {
    Text(text)
}

impl Render for Text<'_> {
    fn render_to(&self, page: &mut String) {
        let set = plain(self.0);
        let mut at = 0;
        // A page in Bulgarian says so for the whole of it.
        let other = CYRILLIC.iter().filter(|_| spoken() != Lang::Bg);
        let runs = other.flat_map(|runs| runs.find_iter(&set));
        for run in runs {
            escaped(&set[at..run.start()], page);
            page.push_str("<span lang=\"bg\">");
            escaped(run.as_str(), page);
            page.push_str("</span>");
            at = run.end();
        }
        escaped(&set[at..], page);
    }
}

fn escaped(text: &str, page: &mut String) {
    use std::fmt::Write;
    // A text takes all that is written to it.
    let _ = Escaper::new(page).write_str(text);
}

/// The same as text alone: for names of controls, which hold no markup.
pub(in crate::report) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let month = |c: &Captures<'_>| match c[1] == c[3] && c[2] == c[4] {
        true => format!("{}\u{a0}{}", say(&format!("html-month-{}", &c[2])), &c[1]),
        false => c[0].to_owned(),
    };
    let text = replaced(&MONTH, text.into(), month);
    let text = replaced(&RANGE, text, |c| format!("{}\u{202f}–\u{2060}\u{202f}{}", &c[1], &c[2]));
    replaced(&UNIT, text, |c| {
        let scale =
            c.get(2).map_or(String::new(), |scale| format!("{}\u{a0}", scale.as_str().trim()));
        format!("{}\u{a0}{scale}{}", &c[1], &c[3])
    })
}

fn replaced<'t>(
    pattern: &Option<Regex>,
    text: Cow<'t, str>,
    by: impl Fn(&Captures<'_>) -> String,
) -> Cow<'t, str> {
    match pattern.as_ref().filter(|pattern| pattern.is_match(&text)) {
        Some(pattern) => Cow::Owned(pattern.replace_all(&text, by).into_owned()),
        None => text,
    }
}

/// A name that records give: whatever its script, it turns the direction of nothing else.
pub(in crate::report) fn name(name: &str) -> Markup {
    html! { bdi { (text(name)) } }
}

/// What a subject is called.
pub(in crate::report) fn called(subject: &Subject) -> &str {
    subject.name.as_deref().unwrap_or(&subject.key)
}

/// What rules call something, in words: `take_or_pay` is take or pay.
pub(in crate::report) fn words(written: &str) -> Cow<'_, str> {
    let simple = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '.');
    match written.contains(['_', '.']) && written.chars().all(simple) {
        true => Cow::Owned(written.replace('_', " ").replace('.', " → ")),
        false => Cow::Borrowed(written),
    }
}

/// A fact by its path, `value of atlas`: the field in words, and the record by its key.
pub(in crate::report) fn fact(path: &str) -> Cow<'_, str> {
    match said::of(path) {
        (field, Some(of)) => Cow::Owned(said::path(&format!("{} of {of}", words(field)))),
        (field, None) => words(field),
    }
}

/// A value: what stands for itself, or a name that the rules declare.
pub(in crate::report) fn value(value: &str) -> Markup {
    match value {
        "unknown" => html! { span.unknown { (say("html-unknown")) } },
        value => html! { (text(&words(value))) },
    }
}

/// A value as the reader writes it.
pub(in crate::report) fn measured(value: &Value) -> Markup {
    match value.is_unknown() {
        true => html! { span.unknown { (say("html-unknown")) } },
        false => html! { (text(&words(&said::value(value)))) },
    }
}

/// A sentence of a rule, begun as sentences are.
pub(in crate::report) fn sentence(says: &str) -> String {
    let mut rest = says.chars();
    let first = rest.next();
    first.into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

/// Where something stands, with places to break the line.
pub(in crate::report) fn place(place: &Option<Place>, base: &str) -> Markup {
    match place {
        Some(set @ Place::Set { scenario, .. }) => html! {
            (naming("html-set-by", &[("scenario", scenario)])) " "
            (PreEscaped(broken(short(&set.to_string(), base))))
        },
        Some(place) => html! { (PreEscaped(broken(short(&place.to_string(), base)))) },
        None => html! {},
    }
}

/// A path without the folder that all inputs stand in.
pub(in crate::report) fn short<'p>(path: &'p str, base: &str) -> &'p str {
    path.strip_prefix(base).unwrap_or(path)
}

fn broken(path: &str) -> String {
    let mut html = String::new();
    escaped(path, &mut html);
    html.replace('/', "/<wbr>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stay_with_their_units() {
        let set = |s| plain(s).into_owned();
        assert_eq!(set("270..330 bn USD"), "270\u{202f}–\u{2060}\u{202f}330\u{a0}bn\u{a0}USD");
        assert_eq!(set("2025-05-01..2025-05-31"), "May\u{a0}2025");
        assert_eq!(set("2025-05-01..2025-06-30"), "2025-05-01\u{202f}–\u{2060}\u{202f}2025-06-30");
        assert_eq!(set("no figure of 3 deals"), "no figure of 3 deals");
    }

    #[test]
    fn names_are_never_markup() {
        let html = html! { (name("<b>Мета & co</b>")) }.0;
        assert_eq!(html, "<bdi>&lt;b&gt;<span lang=\"bg\">Мета</span> &amp; co&lt;/b&gt;</bdi>");
    }

    #[test]
    fn what_rules_name_is_read_as_words() {
        assert_eq!(words("take_or_pay"), "take or pay");
        assert_eq!(fact("seller.debt of nvidia_x"), "seller → debt of nvidia_x");
        assert_eq!(words("2.5 bn"), "2.5 bn");
    }
}

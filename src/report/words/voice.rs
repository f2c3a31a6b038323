//! What reports say, in their reader's language: by an id, whose sentences stand in `en/` and `bg/`.
//!
//! Which language is spoken is chosen by whoever has a report written, for as long as that takes
//! ([`speaking`]); else it is English, which is what formats for programs are written in.

use std::cell::Cell;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::alarm::Sure;
use crate::ty;
use crate::value::Lang;

/// What is said in each language: a file for each part of what there is to say.
const ENGLISH: [&str; 5] = [
    include_str!("en/said.ftl"),
    include_str!("en/text.ftl"),
    include_str!("en/page.ftl"),
    include_str!("en/diff.ftl"),
    include_str!("en/inventory.ftl"),
];
const BULGARIAN: [&str; 5] = [
    include_str!("bg/said.ftl"),
    include_str!("bg/text.ftl"),
    include_str!("bg/page.ftl"),
    include_str!("bg/diff.ftl"),
    include_str!("bg/inventory.ftl"),
];

type Bundle = FluentBundle<FluentResource>;

static IN_ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));
static IN_BULGARIAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Bg));

thread_local! {
    static SPOKEN: Cell<Lang> = const { Cell::new(Lang::En) };
}

/// The files of a language.
fn texts(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &ENGLISH,
        Lang::Bg => &BULGARIAN,
    }
}

fn bundle(lang: Lang) -> Bundle {
    let language: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks around what is inserted would stand in the columns of a terminal.
    bundle.set_use_isolating(false);
    for text in texts(lang) {
        let read = FluentResource::try_new((*text).to_owned());
        bundle.add_resource_overriding(read.unwrap_or_else(|(readable, _)| readable));
    }
    bundle
}

/// Speaks that language while `of` runs.
pub(in crate::report) fn speaking<T>(lang: Lang, of: impl FnOnce() -> T) -> T {
    /// Returns to what was spoken before, also where `of` does not end.
    struct Before(Lang);
    impl Drop for Before {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _before = Before(SPOKEN.replace(lang));
    of()
}

/// The language that is spoken.
pub(in crate::report) fn spoken() -> Lang {
    SPOKEN.get()
}

/// Says something that names nothing.
pub(in crate::report) fn say(id: &str) -> String {
    spell(id, &FluentArgs::new())
}

/// Says something that names others.
pub(in crate::report) fn naming(id: &str, named: &[(&str, &str)]) -> String {
    spell(id, &args(named))
}

/// Says how many there are of something.
pub(in crate::report) fn some(id: &str, n: u64) -> String {
    with(id, &[], n)
}

/// Says something that names others, and how many there are of something: `n` chooses the words,
/// `shown` is the number as it is written.
pub(in crate::report) fn with(id: &str, named: &[(&str, &str)], n: u64) -> String {
    let mut args = args(named);
    args.set("shown", FluentValue::from(count(n)));
    args.set("n", FluentValue::from(n));
    spell(id, &args)
}

/// Says something that names others, which print themselves: `told!("note-new", path = path)`.
macro_rules! told {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::report::words::voice::naming($id, &[$((stringify!($name), &$value.to_string())),*])
    };
}
pub(in crate::report) use told;

/// The same, and how many there are of something: `counted!("stake-open", n, amount = amount)`.
macro_rules! counted {
    ($id:literal, $n:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::report::words::voice::with(
            $id, &[$((stringify!($name), &$value.to_string())),*], $n
        )
    };
}
pub(in crate::report) use counted;

/// How many there are of something, as the reader writes numbers.
pub(in crate::report) fn count(n: u64) -> String {
    match spoken() {
        Lang::En => ty::count(n),
        Lang::Bg => ty::count(n).replace(',', NARROW),
    }
}

/// What stands between thousands where it is no comma, and no line may end.
const NARROW: &str = "\u{a0}";

fn args<'a>(named: &[(&'a str, &'a str)]) -> FluentArgs<'a> {
    let mut args = FluentArgs::with_capacity(named.len() + 2);
    named.iter().for_each(|(name, text)| args.set(*name, FluentValue::from(*text)));
    args
}

/// What the language says, or what English does where it says nothing.
fn spell(id: &str, args: &FluentArgs<'_>) -> String {
    let said = match spoken() {
        Lang::En => None,
        Lang::Bg => said(&IN_BULGARIAN, id, args),
    };
    said.or_else(|| said_in_english(id, args)).sure()
}

fn said_in_english(id: &str, args: &FluentArgs<'_>) -> Option<String> {
    said(&IN_ENGLISH, id, args)
}

fn said(bundle: &Bundle, id: &str, args: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
}

#[cfg(test)]
mod tests;

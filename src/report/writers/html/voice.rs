//! What the page says of itself, in its reader's language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

use crate::ty::count;

static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::LanguageIdentifier::default()]);
    bundle.set_use_isolating(false);
    if let Ok(texts) = FluentResource::try_new(include_str!("en.ftl").to_owned()) {
        bundle.add_resource_overriding(texts);
    }
    bundle
});

/// Says something that names nothing.
pub(in crate::report) fn say(id: &str) -> String {
    told(id, FluentArgs::new())
}

/// Says how many there are of something.
pub(in crate::report) fn some(id: &str, n: u64) -> String {
    with(id, &[], n)
}

/// Says something that names others, and how many there are of something.
pub(in crate::report) fn with(id: &str, named: &[(&str, &str)], n: u64) -> String {
    let mut args = FluentArgs::new();
    args.set("shown", FluentValue::from(count(n)));
    named.iter().for_each(|(name, text)| args.set(*name, FluentValue::from(*text)));
    args.set("n", FluentValue::from(n));
    told(id, args)
}

fn told(id: &str, args: FluentArgs<'_>) -> String {
    let pattern = ENGLISH.get_message(id).and_then(|message| message.value());
    let Some(pattern) = pattern else { return id.to_owned() };
    ENGLISH.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

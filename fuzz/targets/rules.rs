//! Any text as a rule file: parsed and checked, it gives a program or diagnostics, and neither
//! panics, hangs nor fills the memory. Its tokens, one behind the other, are the text.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use riskwright::pipeline;
use riskwright::source::{Bytes, Sources};
use riskwright::syntax::Tokens;
use riskwright::value::Date;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let file = sources.add_text("any.risk", text);
    let as_of = Date::new(2025, 12, 5).unwrap_or(Date::MIN);
    let pack = |name: &str, _: &str| -> Option<(String, Bytes)> {
        let pack = riskwright::pack::named(name)?;
        Some((pack.file.to_owned(), Arc::new(pack.text)))
    };
    let mut end = 0;
    for token in Tokens::of(file, text).all() {
        assert_eq!((token.span.start, token.span.len > 0), (end, true));
        end = token.span.end();
    }
    assert_eq!(end, text.len() as u64);
    let _ = pipeline::load(&mut sources, &[file], &pack, as_of, &[]);
});

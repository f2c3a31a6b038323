//! Any text as a rule file: parsed and checked, it gives a program or diagnostics, and neither
//! panics, hangs nor fills the memory.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use riskwright::pipeline;
use riskwright::source::{Bytes, Sources};
use riskwright::value::Date;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let file = sources.add_text("any.risk", text);
    let as_of = Date::new(2025, 12, 5).unwrap_or(Date::MIN);
    let pack = |name: &str, _: &str| -> Option<(String, Bytes)> {
        let pack = riskwright::pack::named(name)?;
        Some((pack.file.to_owned(), Arc::new(pack.text)))
    };
    let _ = pipeline::load(&mut sources, &[file], &pack, as_of, &[]);
});

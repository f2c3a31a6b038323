//! Any bytes as a record file, the first of which chooses the format: read, it gives records or
//! diagnostics, and whatever is read can be judged.

#![no_main]

use libfuzzer_sys::fuzz_target;
use riskwright::eval::{Evaluation, Limits, Settings};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening};
use riskwright::source::Sources;
use riskwright::ty::RecordId;
use riskwright::value::{Currency, Date};

const RULES: &str = include_str!("../rules.risk");

fuzz_target!(|data: &[u8]| {
    let Some((format, bytes)) = data.split_first() else { return };
    let (format, record) = match format % 4 {
        0 => (Format::Yaml, None),
        1 => (Format::Json, None),
        2 => (Format::JsonLines, Some(RecordId(0))),
        _ => (Format::Csv, Some(RecordId(0))),
    };
    let mut sources = Sources::default();
    let as_of = Date::new(2025, 12, 5).unwrap_or(Date::MIN);
    let rules = sources.add_text("rules.risk", RULES);
    let (program, wrong) = pipeline::load(&mut sources, &[rules], &|_, _| None, as_of, &[]);
    assert!(wrong.is_empty(), "{wrong:?}");
    let file = sources.add_text("any", bytes.to_vec());
    let input = Input { file, format, opening: Opening::default(), record, mapping: None };
    let settings = Settings { as_of, currency: Currency::USD, limits: Limits::default() };
    let (records, _) = pipeline::read(&sources, &program, &[input], settings);
    let _ = Evaluation::new(&program, &records.tables, settings).run();
});

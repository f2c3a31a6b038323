//! Rules from text to a checked program, sound ones and broken ones.

#![allow(missing_docs, clippy::expect_used, reason = "a benchmark")]

#[path = "workload/mod.rs"]
mod workload;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use riskwright::pipeline;
use riskwright::source::Sources;

fn main() {
    divan::main();
}

fn load(bencher: Bencher<'_, '_>, n: usize, broken: bool) {
    let text = workload::long_rules(n, broken);
    let bytes = BytesCount::new(text.len());
    bencher.counter(ItemsCount::new(n)).counter(bytes).bench(|| {
        let mut sources = Sources::default();
        let file = sources.add_text("rules.risk", text.as_str());
        pipeline::load(&mut sources, &[file], &|_, _| None, workload::as_of(), &[])
    });
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn sound(bencher: Bencher<'_, '_>, rules: usize) {
    load(bencher, rules, false);
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn an_error_in_each(bencher: Bencher<'_, '_>, rules: usize) {
    load(bencher, rules, true);
}

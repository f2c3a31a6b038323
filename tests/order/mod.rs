//! A report does not depend on the order of records, of the members of lists, of rule files or of
//! data files, nor on the number of threads.
//!
//! Hash maps of the program are seeded alike in every run, so their order cannot vary; where one
//! was walked, the order of its entries would follow the order of the records, which is shuffled.

mod portfolio;

use riskwright::assess::{Assessment, Explanations, Gate, Options};
use riskwright::eval::{Limits, Settings, scenario};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening};
use riskwright::report::{JSON, Style};
use riskwright::source::Sources;
use riskwright::value::{Currency, Date};
use serde_json::Value;

use portfolio::{Dice, Portfolio};

/// Every shipped pack, and what none of them asks.
const RULES: &str = include_str!("rules.risk");

/// Runs the rules and gives the report.
fn report(
    rules: &[(&str, &str)],
    files: &[(String, String)],
    threads: usize,
    under: bool,
) -> Value {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let written = pool.install(|| {
        let mut sources = Sources::default();
        let roots: Vec<_> =
            rules.iter().map(|(name, text)| sources.add_text(*name, *text)).collect();
        let as_of = Date::new(2025, 12, 5).expect("a date");
        let (program, wrong) = pipeline::load(&mut sources, &roots, &|_, _| None, as_of, &[]);
        assert!(!pipeline::has_errors(&wrong), "{wrong:?}");
        let inputs: Vec<Input> = files
            .iter()
            .map(|(name, text)| Input {
                file: sources.add_text(name.clone(), text.as_str()),
                format: Format::of(name).expect("a format"),
                opening: Opening::default(),
                record: None,
                mapping: None,
            })
            .collect();
        let settings = Settings { as_of, currency: Currency::USD, limits: Limits::default() };
        let (records, wrong) = pipeline::read(&sources, &program, &inputs, settings);
        assert!(!pipeline::has_errors(&wrong), "{wrong:?}");
        let trees = Some(Explanations::default());
        let options = Options { trees, ..Options::of(settings, Gate::NONE) };
        let mut out = Vec::new();
        let mut write = |report: Assessment<'_>| {
            report.tell([(JSON.writer)(Box::new(&mut out), &Style::default())]);
        };
        match program.scenarios.first().filter(|_| under) {
            None => write(Assessment::new(&sources, &program, &records, &inputs, &options)),
            Some(first) => {
                let applied = scenario::apply(&program, &records.tables, first, settings);
                let report =
                    Assessment::under(&sources, &program, &records, &applied, &inputs, &options);
                write(report);
            }
        }
        out
    });
    serde_json::from_slice(&written).expect("JSON")
}

/// Takes out where things stand, which is all that an order may change.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for key in ["file", "files", "more_files", "line", "column", "inputs"] {
                map.remove(key);
            }
            map.values_mut().for_each(without_places);
        }
        Value::Array(values) => values.iter_mut().for_each(without_places),
        _ => {}
    }
}

/// The first place at which two reports differ.
fn difference(path: &str, a: &Value, b: &Value) -> Option<String> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) if x.len() == y.len() => {
            x.iter().find_map(|(key, a)| {
                difference(&format!("{path}.{key}"), a, y.get(key).unwrap_or(&Value::Null))
            })
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            let pairs = x.iter().zip(y).enumerate();
            pairs.into_iter().find_map(|(i, (a, b))| difference(&format!("{path}[{i}]"), a, b))
        }
        _ => (a != b).then(|| format!("{path}:\n{a}\n{b}")),
    }
}

#[test]
fn the_order_of_records_files_and_threads_changes_nothing() {
    for (seed, under) in [(0, false), (1, true)] {
        let mut dice = Dice(seed);
        let portfolio = Portfolio::new(&mut dice);
        let rules = [("rules.risk", RULES)];
        let mut first = report(&rules, &portfolio.files(&mut Dice(0), false), 1, under);
        without_places(&mut first);
        let findings = first["findings"].as_array().map_or(0, Vec::len);
        assert!(findings > 40, "only {findings} findings");
        let files = portfolio.files(&mut dice, true);
        let mut other = report(&rules, &files, 3, under);
        without_places(&mut other);
        if let Some(found) = difference("report", &first, &other) {
            panic!("portfolio {seed}, {under}: {found}");
        }
    }
}

/// What stays as it is keeps its place, too.
#[test]
fn the_order_in_which_files_are_handed_over_changes_nothing_at_all() {
    let (packs, rules) = RULES.split_once("// ---\n").expect("a line between the two halves");
    let rules = format!("use std.deals\n{rules}");
    let cut = rules.find("rule largest-seller").expect("a rule in the middle");
    // Of what the one half declares the other uses nothing.
    let second = format!("use std.deals\n{}", &rules[cut..]);
    let first_half = rules[..cut].to_owned();
    let mut rules =
        vec![("packs.risk", packs), ("owed.risk", &*first_half), ("another.risk", &*second)];
    let mut dice = Dice(7);
    let portfolio = Portfolio::new(&mut dice);
    let mut files = portfolio.files(&mut dice, true);
    let first = report(&rules, &files, 2, false);
    for _ in 0..2 {
        dice.shuffle(&mut rules);
        dice.shuffle(&mut files);
        let other = report(&rules, &files, 2, false);
        assert_eq!(difference("report", &first, &other), None);
    }
}

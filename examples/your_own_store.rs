//! Rules and records that are in no files: a store of texts by name answers what `use` asks for.
//!
//! `cargo run --example your_own_store`

#![allow(clippy::print_stdout, reason = "it tells what it found")]

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;

use riskwright::{Date, Document, RecordFormat, Records, Rules, Run};

/// As a database or an object store would be.
struct Store(HashMap<&'static str, &'static str>);

impl Store {
    fn filled() -> Store {
        Store(HashMap::from([
            ("words.deals", "record Deal key id {\n    id: text\n    value: money?\n}\n"),
            (
                "teams.audit",
                "use words.deals\n\nrule large for deal in Deal {\n    \
                 flag high when deal.value >= 1 bn USD\n    \
                 message \"{deal.id} is large: {deal.value}\"\n}\n",
            ),
            ("export", "{\"id\": \"atlas\", \"total\": \"3 bn USD\"}\n{\"id\": \"vega\"}\n"),
            ("export.mapping", "fields:\n  value: total\n"),
        ]))
    }

    fn get(&self, name: &str) -> Option<&'static str> {
        self.0.get(name).copied()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let store = Arc::new(Store::filled());
    let text = |name: &str| store.get(name).ok_or_else(|| format!("there is no {name}"));

    let asked = store.clone();
    let rules = Rules::new().with("teams.audit", text("teams.audit")?).find_by(move |used, _| {
        // The name that it gives is what diagnostics and reports call the file.
        Some((format!("store:{used}"), asked.get(used)?.into()))
    });
    let mut records = Records::new();
    let export = Document::new("store:export", text("export")?);
    let export = export.format(RecordFormat::JsonLines).kind("Deal");
    records.put(export.mapping("store:export.mapping", text("export.mapping")?));

    let report = Run::on(Date::parse("2025-12-15").ok_or("no date")?).apply(&rules, &records)?;
    for finding in report.findings() {
        println!("{} ({})", finding.message, finding.rule);
        for fact in finding.facts {
            let at = fact.place.map(|at| format!(" ({at})"));
            println!("    {} is {}{}", fact.path, fact.value.text, at.unwrap_or_default());
        }
    }
    println!("{} could not be decided", report.summary().undetermined);
    Ok(())
}

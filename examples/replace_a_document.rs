//! As an editor does: rules and records are held, one document is replaced, and what is wrong with
//! them is asked again.
//!
//! `cargo run --example replace_a_document`

#![allow(clippy::print_stdout, reason = "it shows what an editor would")]

use riskwright::{Date, Records, Refused, Rules, Run};

const RULES: &str = "\
use std.deals

rule large for deal in Deal {
    flag high when deal.value >= 1 bn USD
    message \"{deal.id} is large: {deal.value}\"
}
";

const RECORDS: &str = "\
deals:
  - {id: atlas, name: Atlas, kind: cloud, stage: signed, value: 3 bn USD}
";

fn main() {
    let mut rules = Rules::new().with("house.risk", RULES);
    let mut records = Records::new().with("deals.yaml", RECORDS);
    let run = Run::on(Date::MIN);
    show(&run, &rules, &records);

    println!("-- a mistake is being typed");
    rules.set("house.risk", RULES.replace("deal.value >= 1 bn", "deal.valeu >= 1 bn"));
    show(&run, &rules, &records);

    println!("-- it is mended, and so is a record");
    rules.set("house.risk", RULES);
    records.set("deals.yaml", RECORDS.replace("3 bn", "300 m"));
    show(&run, &rules, &records);
}

fn show(run: &Run, rules: &Rules, records: &Records) {
    match run.apply(rules, records) {
        Ok(report) => {
            println!("{} findings", report.summary().findings());
            report.findings().iter().for_each(|finding| println!("{}", finding.message));
        }
        Err(refused) => underline(&refused),
    }
}

/// What an editor underlines: lines and UTF-16 units from 0, as the Language Server Protocol has
/// them.
fn underline(refused: &Refused) {
    println!("{refused}");
    for diagnostic in refused.diagnostics() {
        for label in &diagnostic.labels {
            let (start, end) = (label.start, label.end);
            println!(
                "{} from {}:{} to {}:{}",
                label.document,
                start.line - 1,
                start.utf16,
                end.line - 1,
                end.utf16
            );
        }
        diagnostic.help.iter().for_each(|help| println!("help: {help}"));
    }
}

//! What to ask the other side for: the facts that are missing, those that settle most first.
//!
//! `cargo run --example what_to_ask_for`

#![allow(clippy::print_stdout, reason = "it tells what to ask for")]

use std::error::Error;

use riskwright::{Date, Records, Rules, Run};

fn main() -> Result<(), Box<dyn Error>> {
    let records = Records::new()
        .with("deals.yaml", include_str!("ai-infrastructure/deals.yaml"))
        .with("december.yaml", include_str!("ai-infrastructure/december.yaml"))
        .with("figures.yaml", include_str!("ai-infrastructure/figures.yaml"))
        .with("parties.yaml", include_str!("ai-infrastructure/parties.yaml"))
        .with("rights.yaml", include_str!("ai-infrastructure/rights.yaml"))
        .with("sources.yaml", include_str!("ai-infrastructure/sources.yaml"));
    let day = Date::parse("2025-12-15").ok_or("no date")?;
    let report = Run::on(day).apply(&Rules::shipped(), &records)?;

    for request in report.requests().iter().take(10) {
        let worst = request.worst.name();
        println!("{}: {} verdicts wait, at worst {worst}", request.fact, request.waits);
    }
    for open in report.undetermined().iter().take(3) {
        println!("{} of {} is possibly {}:", open.rule, open.subject.key, open.possibly.name());
        for fact in &open.missing {
            println!("    {} ({})", fact.path, fact.reason);
        }
    }
    Ok(())
}

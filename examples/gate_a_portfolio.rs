//! A step of a build: reads a folder of record files, applies the shipped packs to them, prints
//! what is high or worse, and ends with 1 if there is any.
//!
//! `cargo run --example gate_a_portfolio -- examples/ai-infrastructure 2025-12-15`

#![allow(clippy::print_stdout, reason = "it tells what it found")]

use std::error::Error;
use std::process::ExitCode;
use std::{env, fs};

use riskwright::{Date, RecordFormat, Records, ReportFormat, Rules, Run, Severity};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "examples/ai-infrastructure".to_owned());
    let day = arguments.next().unwrap_or_else(|| "2025-12-15".to_owned());
    let day = Date::parse(&day).ok_or("the day is written as year-month-day")?;

    let report =
        Run::on(day).fail_on(Severity::High).apply(&Rules::shipped(), &read_folder(&folder)?)?;

    for finding in report.findings().iter().filter(|one| one.severity >= Severity::High) {
        println!("{} {}: {}", finding.severity.name(), finding.subject.key, finding.message);
    }
    let json = env::temp_dir().join("risk-report.json");
    report.write(ReportFormat::JSON, &mut fs::File::create(&json)?)?;
    println!("the whole report is in {}", json.display());
    Ok(if report.passes() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The record files of a folder. The library opens none itself, so that it can be used where there
/// are no files; `riskwright.yaml` is the program's.
fn read_folder(folder: &str) -> Result<Records, Box<dyn Error>> {
    let mut records = Records::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.display().to_string();
        let manifest = path.file_name().is_some_and(|name| name == "riskwright.yaml");
        if RecordFormat::of(&name).is_some() && !manifest {
            records.set(name, fs::read(&path)?);
        }
    }
    Ok(records)
}

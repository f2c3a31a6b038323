//! The report for build servers and tables, with names that want to be more than names.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fixture::{Fixture, fixture, intent_only};
use super::{CSV, GITHUB, GITLAB, JUNIT, SARIF, Style, told};
use crate::outcome::Severity;
use crate::report::*;

/// A name that a page, a table, a log or a terminal would obey.
const HOSTILE: &str = "=cmd()|<script>alert('x')</script>&\"\n::stop-commands::x\r\n%0A::error::\u{7}\u{1b}[31m\u{202e}Жук";

/// The fixture, and findings that stand in a workbook, in a table, in the program and nowhere.
fn hostile() -> Fixture {
    let mut report = fixture();
    let cell = Place::Cell {
        file: "./data/../Сделки 1.xlsx".into(),
        sheet: "Q3".into(),
        cell: "N6".into(),
    };
    let row = Place::Row { file: "deals.parquet".into(), row: 12, column_name: None };
    let shipped = Place::Text { file: "rules/commitment.risk".into(), line: 14, column: 6 };
    for (n, place) in [Some(cell), Some(row), Some(shipped), None].into_iter().enumerate() {
        report.findings.push(Finding {
            fingerprint: format!("{n:032x}"),
            subject: Subject { key: HOSTILE.into(), place, ..intent_only().subject },
            severity: Severity::Low,
            message: HOSTILE.into(),
            remedy: HOSTILE.into(),
            facts: if n == 0 { intent_only().facts } else { Vec::new() },
            fails_gate: None,
            explanation: None,
            ..intent_only()
        });
    }
    report
}

/// A report of which nothing is to be told.
fn clear() -> Fixture {
    let mut report = fixture();
    (report.findings, report.undetermined, report.grades) = Default::default();
    let head = &mut report.head;
    (head.limits, head.lost, head.notes, head.fixed) = Default::default();
    head.summary = Summary { clear: 21, fail_on: "high".into(), ..Summary::default() };
    report
}

/// What the schema says of a document.
fn wrong(schema: &str, document: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Nothing is in it that a log or a terminal obeys.
#[track_caller]
fn is_harmless(text: &str) {
    let odd = |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c);
    assert_eq!(text.chars().find(odd), None, "{text}");
}

#[test]
fn junit() {
    let text = told(&hostile(), &JUNIT, Style::default());
    is_harmless(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn a_gate_that_is_met_is_a_test_that_passes() {
    let text = told(&clear(), &JUNIT, Style::default());
    assert!(text.contains("<testcase name=\"gate\" classname=\"riskwright.gate\">"), "{text}");
    assert!(!text.contains("<failure"), "{text}");
}

#[test]
fn gitlab() {
    let text = told(&hostile(), &GITLAB, Style::default());
    is_harmless(&text);
    let issues: Vec<Value> = serde_json::from_str(&text).expect("a list");
    let schema = include_str!("../../../tests/schemas/gitlab-codeclimate.json");
    for issue in &issues {
        assert_eq!(wrong(schema, issue), Vec::<String>::new());
    }
    let prints: BTreeSet<&str> =
        issues.iter().map(|issue| issue["fingerprint"].as_str().expect("a text")).collect();
    assert_eq!(prints.len(), issues.len());
    insta::assert_snapshot!(text);
}

#[test]
fn where_there_is_no_issue_the_list_is_empty() {
    assert_eq!(told(&clear(), &GITLAB, Style::default()), "[]\n");
}

#[test]
fn github() {
    let text = told(&hostile(), &GITHUB, Style::default());
    is_harmless(&text);
    let commands = ["::error ", "::warning ", "::notice "];
    for line in text.lines() {
        assert!(commands.iter().any(|command| line.starts_with(command)), "{line}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn no_more_annotations_are_written_than_are_shown() {
    let mut report = fixture();
    let warning = Finding { fails_gate: None, ..intent_only() };
    report.findings = [vec![warning; 40], vec![intent_only(); 30]].concat();
    let text = told(&report, &GITHUB, Style::default());
    let lines = |command: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with(command)).map(str::to_owned).collect()
    };
    for (command, more) in [("::error ", 25), ("::warning ", 32)] {
        let lines = lines(command);
        assert_eq!(lines.len(), 10);
        let last = format!("{command}title=riskwright::and {more} more, which the report tells");
        assert_eq!(lines.last(), Some(&last), "{text}");
    }
    assert!(text.starts_with("::error title=riskwright::gate: failed: "), "{text}");
}

#[test]
fn csv() {
    let text = told(&hostile(), &CSV, Style::default());
    is_harmless(&text);
    insta::assert_snapshot!(text);
}

/// The cells of a report, row by row.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    rows.records().map(|record| row(record.expect("as many cells as in all rows"))).collect()
}

#[test]
fn no_cell_is_a_formula() {
    let mut report = hostile();
    for (finding, key) in report.findings.iter_mut().zip(["\t=1+1", "a; @SUM(A1)", "-2+3", "'x"]) {
        finding.subject.key = key.into();
    }
    let cells = cells(&told(&report, &CSV, Style::default()));
    for cell in cells.iter().flatten() {
        let mut parts = cell.split(';').map(str::trim_start);
        assert!(parts.all(|part| !part.starts_with(['=', '+', '-', '@'])), "{cell}");
    }
    let keys: Vec<&str> = cells[1..5].iter().map(|row| row[7].as_str()).collect();
    assert_eq!(keys, [" '=1+1", "a; '@SUM(A1)", "'-2+3", "''x"]);
}

#[test]
fn sarif() {
    let text = told(&hostile(), &SARIF, Style::default());
    is_harmless(&text);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let schema = include_str!("../../../tests/schemas/sarif-schema-2.1.0.json");
    assert_eq!(wrong(schema, &report), Vec::<String>::new());
    let run = &report["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in run["results"].as_array().expect("results") {
        // A code host refuses all of them where one stands nowhere.
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string(), "{result}");
        assert!(place["region"]["startLine"].as_u64() > Some(0), "{result}");
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_null());
        assert_eq!(result["kind"] == "fail", result["level"] != "none", "{result}");
        if let Some(at) = result["ruleIndex"].as_u64() {
            assert_eq!(rules[at as usize]["id"], result["ruleId"]);
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn sarif_of_nothing_has_no_result_and_says_that_the_gate_is_met() {
    let text = told(&clear(), &SARIF, Style::default());
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let run = &report["runs"][0];
    assert_eq!(run["results"], serde_json::json!([]));
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["exitCode"], 0);
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "gate: passed");
}

#[test]
fn sarif_says_how_many_results_it_leaves_out() {
    let mut report = hostile();
    let one = report.findings.last().expect("a finding").clone();
    report
        .findings
        .extend((0..5000).map(|n| Finding { fingerprint: format!("{n:032}"), ..one.clone() }));
    report.head.summary.low = report.findings.len() as u64 - 2;
    let text = told(&report, &SARIF, Style::default());
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let run = &report["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(5000));
    let left = run["invocations"][0]["toolExecutionNotifications"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["descriptor"]["id"] == "left-out"));
    let text = left.map(|one| one["message"]["text"].to_string()).unwrap_or_default();
    assert!(text.contains("more results are left out, the mildest"), "{text}");
}

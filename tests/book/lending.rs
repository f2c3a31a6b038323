//! What a lender would write: the page's rules, applied to its records, give its figures.

use std::process::Command;

use super::{fenced, text};

#[test]
fn the_figures_shown_are_the_figures_given() {
    let page = text("docs/src/lending.md");
    let folder = tempfile::tempdir().expect("a folder");
    let rules = fenced(&page, "risk,part").join("\n");
    let records = fenced(&page, "yaml").concat();
    for (name, text) in [("rules.risk", rules), ("records.yaml", records)] {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let run = Command::new(env!("CARGO_BIN_EXE_riskwright"))
        .args(["check", "--rules", "rules.risk", "--as-of", "2026-01-01", "--limit", "0"])
        .args(["--color", "never", "records.yaml"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let report = String::from_utf8(run.stdout).expect("reports are UTF-8");
    let shown = fenced(&page, "text").join("\n");
    let findings: Vec<&str> = shown.split("\n\n").map(str::trim).collect();
    assert_eq!(findings.len(), 10, "{shown}");
    for finding in findings {
        assert!(report.contains(finding), "not in the report:\n{finding}\n{report}");
    }
}

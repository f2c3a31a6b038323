//! The README's report is the example's report.

use std::process::Command;

use super::{fenced, root, text};

/// The report on the example, as the README's first command prints it.
fn report() -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_riskwright"))
        .args(["check", "examples/ai-infrastructure", "--color", "never", "--limit", "0"])
        .current_dir(root())
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("reports are UTF-8")
}

/// The rule and the subject of a finding, by its first line.
fn named(finding: &str) -> Vec<&str> {
    finding.lines().next().unwrap_or_default().split_whitespace().skip(1).collect()
}

#[test]
fn the_report_shown_is_the_report_given() {
    let report = report();
    let readme = text("README.md");
    let shown = fenced(&readme, "text").join("\n");
    assert!(!shown.is_empty(), "the README shows no report");
    let mut updated = readme.clone();
    for finding in shown.split("\n\n").map(str::trim_end) {
        let given = report.split("\n\n").find(|given| named(given) == named(finding));
        let given = given.unwrap_or_else(|| panic!("not in the report:\n{finding}"));
        if std::env::var_os("UPDATE_BOOK").is_some() {
            updated = updated.replace(finding, given.trim_end());
        } else {
            assert_eq!(finding, given.trim_end(), "UPDATE_BOOK=1 tells it anew");
        }
    }
    if updated != readme {
        std::fs::write(root().join("README.md"), updated).expect("the README");
    }
}

#[test]
fn the_picture_shown_is_the_picture_drawn() {
    let run = Command::new(env!("CARGO_BIN_EXE_riskwright"))
        .args(["graph", "examples/ai-infrastructure", "--flow", "funding"])
        .current_dir(root())
        .output()
        .expect("the program runs");
    let drawn = String::from_utf8(run.stdout).expect("pictures are UTF-8");
    let path = "docs/src/images/funding.svg";
    if std::env::var_os("UPDATE_BOOK").is_some() {
        std::fs::write(root().join(path), &drawn).expect("a file of the book");
    }
    assert!(text(path) == drawn, "{path} is not what is drawn: UPDATE_BOOK=1 draws it anew");
}

#[test]
fn the_rule_shown_is_the_rule_that_ships() {
    let pack = text("rules/commitment.risk");
    let shown = fenced(&text("README.md"), "risk").concat();
    let (_, body) = shown.split_once("rule ").expect("a rule");
    assert!(pack.contains(body), "not in the pack:\n{body}");
}

#[test]
fn the_example_tells_what_is_known() {
    let report = report();
    let says = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let same = |l: &str| l.split_whitespace().eq(words.iter().copied());
        assert!(report.lines().any(same), "the report does not say: {line}");
    };
    says("CRITICAL intent-only-agreement nvidia-openai-systems");
    says("CRITICAL commitments-against-revenue openai");
    says("HIGH tenor-mismatch oracle-abilene-lease");
    says("UNDETERMINED single-tenant abilene-campus");
    says("CRITICAL off-balance-sheet-load oracle");
}

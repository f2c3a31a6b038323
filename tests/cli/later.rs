//! The example of a later day, told against the report of the first.

use std::path::Path;

use super::Place;

/// The examples' folder.
fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).display().to_string()
}

#[test]
fn what_became_known_is_told_against_the_first_report() {
    let place = Place::empty();
    let (then, now) = (example("ai-infrastructure"), example("ai-infrastructure-2026"));
    let ran = place.run(&format!("check {then} --limit 0 -o december.json -o december.txt"));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let then = place.read("december.txt");
    assert!(finds(&then, "CRITICAL intent-only-agreement nvidia-openai-systems"));
    assert!(finds(&then, "HIGH intent-only-agreement disney-openai-shares"));

    let ran = place.run(&format!("check {now} --limit 0 --baseline december.json"));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let now = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(now.contains("the baseline is as of 2025-12-15, this run as of 2026-03-31"));
    assert!(now.contains("findings of the baseline are none any more"), "nothing is fixed");
    assert!(now.contains("worse than in the baseline, where it is"), "nothing is worse");
    assert!(now.contains("known from the baseline"), "nothing stayed");
    assert!(now.contains(" new high"), "nothing is new");
    assert!(!finds(&ran.out, "CRITICAL intent-only-agreement nvidia-openai-systems"));
    assert!(!finds(&ran.out, "HIGH intent-only-agreement disney-openai-shares"));
}

/// Whether a report has a finding with this first line.
fn finds(report: &str, line: &str) -> bool {
    report.lines().any(|l| l.split_whitespace().eq(line.split_whitespace()))
}

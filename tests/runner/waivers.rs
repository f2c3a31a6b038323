//! Waivers as reports tell them, in lines.

use riskwright::assess::Assessment;
use riskwright::report::{OtherFact, Waiver};

/// Each waiver, in the order of the report.
pub(super) fn told(assessment: &Assessment<'_>) -> Vec<String> {
    assessment.head().waivers.iter().map(line).collect()
}

fn line(waiver: &Waiver) -> String {
    let cause = waiver.cause.map(|cause| serde_json::to_string(&cause).expect("a word"));
    let cause = cause.map(|cause| format!(" ({})", cause.trim_matches('"')));
    let value = |value: &Option<String>| value.as_deref().unwrap_or("-").to_owned();
    let change = |OtherFact { path, was, is, .. }: &OtherFact| {
        format!("; {path} {} -> {}", value(was), value(is))
    };
    let changes: String = waiver.changes.iter().map(change).collect();
    let status = waiver.status.code();
    format!("{} {}: {status}{}{changes}", waiver.rule, waiver.key, cause.unwrap_or_default())
}

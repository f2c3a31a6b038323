//! What SARIF says of the run as a whole: its gate, and what else a reader must know.

use super::model::{Descriptor, Details, Invocation, InvocationProperties, Message, Notification};
use crate::report::writers::text::page::clean;
use crate::report::{GateResult, Head, words};
use crate::ty::count;

impl Details {
    /// The project and the scenario: results of several runs of one commit are told apart by it.
    pub(super) fn of(head: &Head) -> Details {
        let scenario = head.scenario.as_ref().map(|scenario| scenario.name.as_str());
        let parts = ["riskwright"].into_iter().chain(head.project.as_deref()).chain(scenario);
        let id = parts.map(|part| clean(part).replace('/', "-")).collect::<Vec<_>>().join("/");
        Details { id: format!("{id}/") }
    }
}

impl Invocation {
    /// How the run went; so many results are left out.
    pub(super) fn of(head: &Head, left: u64) -> Invocation {
        let mut notifications = Vec::new();
        let mut tell = |level, id: &str, text: String| {
            let descriptor = Descriptor { id: id.to_owned() };
            notifications.push(Notification { level, descriptor, message: Message::new(text) });
        };
        let failed = head.summary.gate == GateResult::Failed;
        match failed {
            true => tell("error", "gate", words::failed(&head.policy, &head.summary.gate_reasons)),
            false => tell("note", "gate", "gate: passed".to_owned()),
        }
        if let Some(scenario) = &head.scenario {
            let changed = words::scenario(scenario).join("; ");
            tell(
                "note",
                "scenario",
                format!("scenario {}: {}: {changed}", scenario.name, scenario.title),
            );
        }
        if left > 0 {
            let results = if left == 1 { "result is" } else { "results are" };
            let text = format!("{} more {results} left out, the mildest", count(left));
            tell("warning", "left-out", text);
        }
        for limit in &head.limits {
            tell("warning", "limit", limit.to_string());
        }
        for rule in &head.disabled {
            let because = rule.because.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            tell("note", "disabled", format!("{} is disabled{because}", rule.id));
        }
        for rule in head.rules.iter().filter(|rule| !rule.amended.is_empty()) {
            tell(
                "note",
                "amended",
                format!("{} is amended ({})", rule.id, words::places(&rule.amended)),
            );
        }
        for set in words::set_by_run(head) {
            tell("note", "param-set", format!("{set}, set by this run"));
        }
        for fixed in &head.fixed {
            tell("note", "fixed", words::fixed(fixed));
        }
        for note in &head.notes {
            tell("note", note.code(), words::note(note));
        }
        if let Some(skipped) = words::skipped(&head.skipped) {
            tell("note", "skipped", skipped);
        }
        Invocation {
            execution_successful: true,
            exit_code: i32::from(failed),
            tool_execution_notifications: notifications,
            properties: InvocationProperties {
                as_of: head.as_of.clone(),
                fail_on: head.policy.fail_on.clone(),
                undetermined: head.policy.undetermined.clone(),
            },
        }
    }
}

//! Why a verdict is none any more, as far as reports tell: those causes that they do not rule out.

use super::told::{Told, Verdict};
use crate::report::Cause;

/// Why a verdict of the earlier report is none of the later: one of these.
pub(super) fn ended(verdict: &Verdict, old: &Told, new: &Told) -> Vec<Cause> {
    // Whatever that report was compared with, what it says of a finding that is none holds for it.
    let told = new.fixed.iter().find(|fixed| fixed.fingerprint == verdict.fingerprint);
    if let Some(fixed) = told {
        return vec![fixed.cause];
    }
    let Some(rule) = new.rule(&verdict.rule) else {
        let disabled = new.disabled.iter().any(|rule| rule.id == verdict.rule);
        return vec![if disabled { Cause::RuleDisabled } else { Cause::RuleGone }];
    };
    let gone = match is_read(&verdict.subject.record, old) {
        true => Cause::RecordGone,
        false => Cause::NotFormed,
    };
    let all = [
        (Cause::Clear, rule.clear > 0),
        (Cause::NotApplicable, rule.not_applicable > 0),
        (gone, !is_there(verdict, new)),
    ];
    all.into_iter().filter(|(_, possible)| *possible).map(|(cause, _)| cause).collect()
}

/// Whether records of a kind are read, not made of others.
fn is_read(kind: &str, told: &Told) -> bool {
    told.inputs.iter().any(|input| input.records.contains_key(kind))
}

/// Whether something that the later report says shows that the record is there.
fn is_there(verdict: &Verdict, new: &Told) -> bool {
    let verdicts = new.findings.iter().chain(&new.undetermined).map(|verdict| &verdict.subject);
    let mut subjects = verdicts.chain(new.grades.iter().map(|grade| &grade.subject));
    let subject = &verdict.subject;
    subjects.any(|known| known.record == subject.record && known.key == subject.key)
}

//! Waivers in words: who answers for a finding, and what is the matter with a waiver.

use super::fact::missing;
use super::gate::cause;
use super::voice::{say, told};
use crate::report::{OtherFact, Waived, Waiver, WaiverStatus};

/// Who answers for a finding, until when, and why.
pub(in crate::report) fn waived(waived: &Waived) -> String {
    let Waived { until, because, by, .. } = waived;
    told!("said-waived", until = until, by = by, because = because)
}

/// What is the matter with a waiver.
pub(super) fn waiver(waiver: &Waiver) -> String {
    let about = told!("said-about", what = waiver.rule, whom = waiver.key);
    let Waived { until, by, place: at, .. } = &waiver.waived;
    if waiver.status.holds() {
        return told!("note-waiver-ends", about = about, until = until, by = by, at = at);
    }
    if waiver.status == WaiverStatus::Expired {
        return told!("note-waiver-expired", about = about, until = until, by = by, at = at);
    }
    told!("note-waiver-lapsed", about = about, by = by, at = at, why = why(waiver))
}

/// That a waiver says names which its rule and its record had.
pub(super) fn former_words(waiver: &Waiver) -> String {
    let about = |rule: &str, key: &str| told!("said-about", what = rule, whom = key);
    let then = waiver.formerly.as_ref().map(|then| about(&then.rule, &then.key));
    let (then, now) = (then.unwrap_or_default(), about(&waiver.rule, &waiver.key));
    let Waived { by, place: at, .. } = &waiver.waived;
    told!("note-former-words", then = then, now = now, by = by, at = at)
}

fn why(waiver: &Waiver) -> String {
    match waiver.status {
        WaiverStatus::Rose if waiver.changes.is_empty() => say("note-waiver-rose"),
        WaiverStatus::Rose => told!("note-waiver-rose-by", changes = changes(&waiver.changes)),
        WaiverStatus::OtherRule => say("note-waiver-other-rule"),
        WaiverStatus::Several => say("note-waiver-several"),
        WaiverStatus::OtherEvidence => {
            told!("note-waiver-other-evidence", changes = changes(&waiver.changes))
        }
        WaiverStatus::EvidenceLost if waiver.missing.is_empty() => say("note-waiver-lost"),
        WaiverStatus::EvidenceLost => {
            told!("note-waiver-lost-by", missing = missing(&waiver.missing, 0))
        }
        WaiverStatus::Orphan
        | WaiverStatus::Applied
        | WaiverStatus::EndsSoon
        | WaiverStatus::Expired => {
            let cause = waiver.cause.map(cause).unwrap_or_default();
            match &waiver.near {
                Some(near) => told!("note-waiver-near", cause = cause, near = near),
                None => told!("note-waiver-orphan", cause = cause),
            }
        }
    }
}

fn changes(changes: &[OtherFact]) -> String {
    changes.iter().map(change).collect::<Vec<String>>().join("; ")
}

fn change(OtherFact { path, was, is }: &OtherFact) -> String {
    match (was, is) {
        (Some(was), Some(is)) => told!("note-waiver-fact", path = path, was = was, is = is),
        (Some(was), None) => told!("note-waiver-fact-gone", path = path, was = was),
        (None, is) => {
            told!("note-waiver-fact-new", path = path, is = is.as_deref().unwrap_or_default())
        }
    }
}

//! Two reports of one project beside each other: what is otherwise, and what that can come from. Only
//! what the reports tell is looked at: what they leave open is told as open.

mod apart;
mod ended;
mod facts;
mod grades;
mod limits;
mod origins;
mod series;
mod told;
mod verdicts;

pub use series::series;
pub use told::{NoReport, Policy, Told};

use std::cmp::Reverse;

use thiserror::Error;

use crate::report::diff::{Changed, Compared, Diff, Standing, Totals, Unchanged};
use origins::Origins;

/// Why two reports cannot be compared.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Apart {
    /// They are of two projects.
    #[error("it is of the project `{0}`, the later one of {1}")]
    Project(String, String),
    /// Their amounts are in two currencies.
    #[error("its mixed amounts are in {0}, those of the later one in {1}")]
    Currency(String, String),
    /// They are of a series, and of records that different scenarios change.
    #[error("it is of {0}, the later one of {1}")]
    Scenario(String, String),
}

/// What is otherwise in the later of two reports.
pub fn diff(old: &Told, new: &Told) -> Result<Diff, Apart> {
    fit(old, new)?;
    let apart = apart::apart(old, new);
    let origins = Origins { old, new, apart: &apart };
    let mut unchanged = Unchanged::default();
    let mut changes = verdicts::changes(&origins, &mut unchanged);
    changes.extend(grades::changes(&origins, &mut unchanged));
    changes.extend(limits::changes(&origins, &mut unchanged));
    changes.sort_by(|a, b| place(a).cmp(&place(b)));
    let (old, new) = (compared(old), compared(new));
    Ok(Diff { old, new, apart, changes, unchanged, verified: None })
}

/// Sees to it that both tell of the same: a project that had no name may have got one since.
fn fit(old: &Told, new: &Told) -> Result<(), Apart> {
    if let Some(own) = old.project.as_deref().filter(|own| Some(*own) != new.project.as_deref()) {
        let other = new.project.as_ref().map_or("none".to_owned(), |name| format!("`{name}`"));
        return Err(Apart::Project(own.to_owned(), other));
    }
    match old.currency == new.currency {
        true => Ok(()),
        false => Err(Apart::Currency(old.currency.clone(), new.currency.clone())),
    }
}

/// By what changes are sorted: what a gate minds first, of that the worst.
fn place(change: &Changed) -> impl Ord + '_ {
    let worst = match change.now.as_ref().or(change.then.as_ref()) {
        Some(Standing::Verdict { severity, possibly }) => (*severity, (*possibly).max(*severity)),
        _ => (None, None),
    };
    let subject = change.subject.as_ref().map(|subject| (&subject.record, &subject.key));
    (change.change, change.matter, Reverse(worst), &change.rule, subject, &change.form)
}

fn compared(told: &Told) -> Compared {
    let summary = &told.summary;
    let stake = summary.at_stake.as_ref();
    Compared {
        path: told.path.clone(),
        sha256: told.sha256.clone(),
        as_of: told.as_of.clone(),
        engine: told.tool.version.clone(),
        scenario: told.scenario.as_ref().map(|scenario| scenario.name.clone()),
        totals: Totals {
            findings: [summary.info, summary.low, summary.medium, summary.high, summary.critical],
            undetermined: summary.undetermined,
            at_stake: stake.map(|all| all.value.clone()),
            at_stake_open: stake.and_then(|all| all.open.as_ref()).map(|open| open.value.clone()),
            gate: summary.gate.clone(),
        },
    }
}

//! Several reports of one project in the order of their as-of dates, and what moved from each to the
//! next.

use std::collections::BTreeMap;

use super::{Apart, Told, compared, diff};
use crate::report::Skipped;
use crate::report::diff::{Changed, Matter};
use crate::report::series::{Moved, Series, Step};

/// How the findings of a project moved over its reports.
///
/// # Errors
/// The path of a report that does not fit the one before it, and why.
pub fn series(mut reports: Vec<Told>, skipped: Vec<Skipped>) -> Result<Series, (String, Apart)> {
    reports.sort_by(|a, b| (&a.as_of, &a.path).cmp(&(&b.as_of, &b.path)));
    let mut days: BTreeMap<&str, u64> = BTreeMap::new();
    reports.iter().for_each(|told| *days.entry(&told.as_of).or_default() += 1);
    let several = days.into_iter().filter(|(_, reports)| *reports > 1);
    let same_day = several.map(|(day, _)| day.to_owned()).collect();
    let mut steps = Vec::new();
    let mut before: Option<&Told> = None;
    for told in &reports {
        let since = match before {
            Some(before) => {
                let wrong = |why| (before.path.clone(), why);
                same_scenario(before, told).map_err(wrong)?;
                Some(moved(&diff(before, told).map_err(wrong)?.changes))
            }
            None => None,
        };
        steps.push(Step { report: compared(told), since });
        before = Some(told);
    }
    let last = reports.last();
    Ok(Series {
        project: last.and_then(|told| told.project.clone()),
        currency: last.map(|told| told.currency.clone()).unwrap_or_default(),
        reports: steps,
        same_day,
        skipped,
    })
}

/// Records as a scenario changes them are on no line with records as they are.
fn same_scenario(before: &Told, told: &Told) -> Result<(), Apart> {
    let [old, new] = [before, told].map(|told| told.scenario.as_ref().map(|of| of.name.as_str()));
    let words = |name: Option<&str>| match name {
        Some(name) => format!("the scenario `{name}`"),
        None => "the records as they are".to_owned(),
    };
    match old == new {
        true => Ok(()),
        false => Err(Apart::Scenario(words(old), words(new))),
    }
}

/// How many verdicts are otherwise.
fn moved(changes: &[Changed]) -> Moved {
    let verdicts = changes.iter().filter(|change| change.matter == Matter::Verdict);
    let mut moved = Moved::default();
    verdicts.for_each(|change| moved.add(change.change));
    moved
}

//! The scenarios that a run names.

use super::problem::{Problem, nearest};
use crate::ir::{Program, Scenario};

/// The scenario of that name.
pub(super) fn named<'a>(program: &'a Program, name: &str) -> Result<&'a Scenario, Problem> {
    let found = program.scenarios.iter().find(|scenario| *scenario.name == *name);
    found.ok_or_else(|| {
        let names = program.scenarios.iter().map(|scenario| scenario.name.as_ref());
        let near = nearest(name, names.clone()).map(str::to_owned);
        let known = names.map(str::to_owned).collect();
        Problem::NoScenario { name: name.to_owned(), near, known }
    })
}

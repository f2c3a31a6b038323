//! The scenarios that a run names.

use super::problem::Problem;
use super::project::Project;
use crate::assess::{Assessment, Options};
use crate::diagnostic::nearest;
use crate::eval::scenario::{self, Applied};
use crate::ir::{Program, Scenario};
use crate::source::Sources;

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

/// What the scenario of that name, where one is named, makes of a project's records.
pub(super) fn applied(project: &Project, name: Option<&str>) -> Result<Option<Applied>, Problem> {
    let Project { program, records, settings, .. } = project;
    let scenario = name.map(|name| named(program, name)).transpose()?;
    Ok(scenario.map(|scenario| scenario::apply(program, &records.tables, scenario, *settings)))
}

/// Applies a project's rules to its records, as a scenario changes them where one is applied.
pub(super) fn assess<'a>(
    sources: &'a Sources,
    project: &'a Project,
    applied: Option<&'a Applied>,
    options: &Options,
) -> Assessment<'a> {
    let Project { program, records, inputs, .. } = project;
    match applied {
        Some(applied) => Assessment::under(sources, program, records, applied, inputs, options),
        None => Assessment::new(sources, program, records, inputs, options),
    }
}

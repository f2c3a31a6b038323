//! The steps between rules and a report, each made by the one before it alone.

use std::fmt;
use std::sync::Arc;

use rayon::ThreadPool;

use super::diagnostic::Diagnostic;
use super::records::Records;
use super::refused::Refused;
use super::report::{Facts, Report};
use super::run::Run;
use crate::alarm;
use crate::assess;
use crate::diagnostic;
use crate::eval::scenario;
use crate::ir::Program;
use crate::pipeline;
use crate::record::{self, Input};
use crate::report::{Note, Place};
use crate::source::Sources;

/// Sound rules, for any number of portfolios.
#[derive(Clone)]
pub struct Checked {
    pub(super) run: Run,
    pub(super) threads: &'static ThreadPool,
    pub(super) sources: Arc<Sources>,
    pub(super) program: Arc<Program>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl Checked {
    /// What is doubtful about the rules.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// The names of the rules, in the order in which they are applied.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.program.rules.iter().map(|rule| rule.name.as_ref())
    }

    /// The scenarios that the rules declare.
    pub fn scenarios(&self) -> impl Iterator<Item = &str> {
        self.program.scenarios.iter().map(|scenario| scenario.name.as_ref())
    }

    /// Reads records, and makes the groups, flows and walks that the rules look at.
    pub fn read(&self, records: &Records) -> Result<Ready, Refused> {
        self.threads.install(|| self.read_here(records))
    }

    fn read_here(&self, records: &Records) -> Result<Ready, Refused> {
        if self.program.rules.is_empty() {
            return Err(Refused::NoRules);
        }
        let (mut sources, mut told) = ((*self.sources).clone(), Vec::new());
        let inputs = records.inputs(&self.program, &mut sources, &mut told)?;
        let settings = self.run.settings();
        let (read, found) = pipeline::read(&sources, &self.program, &inputs, settings);
        told.extend(found);
        let warnings = Diagnostic::all(&told, &sources);
        if pipeline::has_errors(&told) {
            return Err(Refused::Records { diagnostics: warnings });
        }
        self.sees_something(&read)?;
        Ok(Ready {
            checked: self.clone(),
            notes: told.iter().map(|one| noted(one, &sources)).collect(),
            sources: Arc::new(sources),
            records: Arc::new(read),
            inputs: inputs.into(),
            warnings,
        })
    }

    /// Sees to it that there are records that the rules look at, or that may be missing.
    fn sees_something(&self, read: &record::Records) -> Result<(), Refused> {
        let (schema, allowed) = (&self.program.schema, self.run.allowed());
        let sections = || schema.records.iter().filter(|kind| kind.is_section());
        if let Some(kind) = allowed.iter().find(|name| !sections().any(|k| k.name == **name)) {
            let known = sections().map(|kind| kind.name.clone()).collect();
            return Err(Refused::NoKindToMiss { kind: kind.clone(), known });
        }
        if allowed.is_empty() && read.tables.0.iter().all(|table| table.rows == 0) {
            return Err(Refused::NoRecords { kinds: Vec::new() });
        }
        match assess::not_looked_at(&self.program, &read.tables, allowed) {
            Some(kinds) => Err(Refused::NoRecords { kinds }),
            None => Ok(()),
        }
    }
}

/// Rules and the records of a portfolio, ready to be judged.
#[derive(Clone)]
pub struct Ready {
    checked: Checked,
    sources: Arc<Sources>,
    records: Arc<record::Records>,
    inputs: Arc<[Input]>,
    warnings: Vec<Diagnostic>,
    /// What a report tells of the warnings.
    notes: Vec<Note>,
}

impl Ready {
    /// What is doubtful about the records.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Applies the rules to the records.
    pub fn report(&self) -> Result<Report, Refused> {
        self.judged(None)
    }

    /// Applies the rules to the records as a scenario of the rules changes them.
    pub fn under(&self, scenario: &str) -> Result<Report, Refused> {
        self.judged(Some(scenario))
    }

    fn judged(&self, scenario: Option<&str>) -> Result<Report, Refused> {
        let Checked { run, threads, program, .. } = &self.checked;
        let options =
            assess::Options { notes: self.notes.clone(), ..run.options(program, scenario)? };
        let tables = &self.records.tables;
        let kinds =
            assess::GradeLine::nobody(&options.fail_on_grade, program, tables, run.allowed());
        if !kinds.is_empty() {
            return Err(Refused::NoRecords { kinds });
        }
        let scenarios = &program.scenarios;
        let scenario = scenario.map(|name| {
            let found = scenarios.iter().find(|scenario| *scenario.name == *name);
            found.ok_or_else(|| Refused::NoScenario {
                name: name.to_owned(),
                known: scenarios.iter().map(|known| known.name.to_string()).collect(),
            })
        });
        let scenario = scenario.transpose()?;
        let report = threads.install(|| {
            let tables = &self.records.tables;
            let apply = |one| scenario::apply(program, tables, one, run.settings());
            let facts = Facts {
                sources: self.sources.clone(),
                program: program.clone(),
                records: self.records.clone(),
                applied: scenario.map(apply),
            };
            Report::of(facts, threads, &self.inputs, &options)
        });
        match alarm::raised() {
            Some(place) => Err(Refused::Mistake { place }),
            None => Ok(report),
        }
    }
}

/// A diagnostic as a report notes it: with its first place.
pub(crate) fn noted(told: &diagnostic::Diagnostic, sources: &Sources) -> Note {
    let place = |label: &diagnostic::Label| {
        Place::of(sources.file(label.place.file()).called.to_string(), sources.spot(label.place))
    };
    Note::Reading { message: told.message.clone(), place: told.labels.first().map(place) }
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked").field("run", &self.run).finish_non_exhaustive()
    }
}

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ready").field("checked", &self.checked).finish_non_exhaustive()
    }
}

//! The record files of a run.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::door::{By, Door};
use super::ended::Stop;
use super::entry::Entry;
use super::files::{self, Wanted};
use super::formats;
use super::identity::Identity;
use super::problem::Problem;
use crate::diagnostic::Diagnostic;
use crate::record::{Format, Input};
use crate::report::Skipped;
use crate::source::Sources;
use crate::ty::{RecordId, Schema};

impl Entry {
    /// `FILE`, or `KIND=FILE` where what stands before the sign can be a record's name.
    pub(super) fn from_argument(argument: &OsStr) -> Entry {
        let bytes = argument.as_encoded_bytes();
        let sign = bytes.iter().position(|byte| *byte == b'=');
        let kind = sign.and_then(|at| std::str::from_utf8(bytes.get(..at)?).ok());
        let named = |kind: &&str| {
            kind.starts_with(char::is_uppercase) && kind.chars().all(|c| c.is_alphanumeric())
        };
        match kind.filter(named) {
            Some(kind) => Entry::new(behind(argument, kind.len() + 1), By::User, Some(kind)),
            None => Entry::new(argument, By::User, None),
        }
    }
}

/// What stands behind so many bytes, which are ASCII or end a character.
#[cfg(unix)]
pub(super) fn behind(argument: &OsStr, start: usize) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(argument.as_bytes().get(start..).unwrap_or_default()).to_owned()
}

#[cfg(not(unix))]
pub(super) fn behind(argument: &OsStr, start: usize) -> OsString {
    argument.to_string_lossy().get(start..).unwrap_or_default().into()
}

/// The record files of a run.
#[derive(Default)]
pub(super) struct Found {
    pub(super) inputs: Vec<Input>,
    pub(super) skipped: Vec<Skipped>,
    /// The folders that were looked through.
    pub(super) folders: Vec<PathBuf>,
    /// What the command line says otherwise than the manifest.
    pub(super) told: Vec<Diagnostic>,
}

/// How a run finds its record files.
pub(super) struct Search<'a> {
    /// The format of files whose names do not tell.
    pub(super) format: Option<&'a str>,
    /// What the manifest says of its own files: it holds also where one is named.
    pub(super) known: &'a [Entry],
    /// Whether there is a manifest that the run is under.
    pub(super) manifest: bool,
    pub(super) schema: &'a Schema,
    pub(super) door: &'a Door,
}

impl Search<'_> {
    /// The record files with their formats and kinds.
    pub(super) fn find(&self, entries: &[Entry], sources: &mut Sources) -> Result<Found, Stop> {
        let fallback = self.format.map(formats::named).transpose()?;
        let mut found = Found::default();
        let mut wrong: Stop = Vec::new();
        for entry in entries {
            wrong
                .extend(self.add(entry, fallback, &mut found, sources).err().into_iter().flatten());
        }
        if wrong.is_empty() { Ok(found) } else { Err(wrong) }
    }

    fn add(
        &self,
        entry: &Entry,
        fallback: Option<Format>,
        found: &mut Found,
        sources: &mut Sources,
    ) -> Result<(), Stop> {
        if files::is_folder(&entry.path) {
            if entry.by == By::User {
                self.door.admit(&entry.path);
            }
            found.folders.push(entry.path.clone());
        }
        let here = |problem: Problem| problem.at(entry.place);
        let listed =
            files::expand(&entry.path, Wanted::Records, entry.by, self.door).map_err(here)?;
        if let Some(project) = listed.projects.first().filter(|_| !self.manifest) {
            return Err(Problem::Inner { path: project.display().to_string() }.into());
        }
        let inner = |path: PathBuf| Skipped {
            path: path.join(super::manifest::NAME).display().to_string(),
            why: "the run is under another manifest".to_owned(),
        };
        found.skipped.extend(listed.projects.into_iter().map(inner));
        found.skipped.extend(listed.skipped);
        if listed.files.is_empty() {
            return Err(here(Problem::EmptyFolder { path: entry.path.display().to_string() }));
        }
        // In a folder that the user names, links may lead anywhere.
        let by = if files::is_folder(&entry.path) { By::Project } else { entry.by };
        for path in listed.files {
            let mut kinds = Vec::new();
            for own in self.own(entry, &path, &mut found.told) {
                let record = own.record.as_deref().map(|name| kind(name, self.schema)).transpose();
                let record = record.map_err(|problem| problem.at(own.record_place))?;
                kinds.push((record, own.opening, own.mapping));
            }
            let name = path.display().to_string();
            let bytes = self.door.read(&path, by).map_err(here)?;
            let format = Format::of(&name).or(fallback);
            let called = if name == "-" { "standard input" } else { name.as_str() };
            let file = sources.add(called, bytes);
            for (record, opening, mapping) in kinds {
                let format = opening.format.or(format).ok_or_else(|| here(no_format(&name)))?;
                found.inputs.push(Input { file, format, opening, record, mapping });
            }
        }
        Ok(())
    }

    /// What is said of a file: by whoever names it, and beside that by the manifest, which may find
    /// several kinds of records in it. Where the manifest speaks of other kinds only, whoever names
    /// it wins, and that is told.
    fn own(&self, entry: &Entry, path: &Path, told: &mut Vec<Diagnostic>) -> Vec<Entry> {
        let own = entry.clone();
        if entry.by == By::Project {
            return vec![own];
        }
        let place = Identity::of(path);
        let mut said: Vec<&Entry> =
            self.known.iter().filter(|said| Identity::of(&said.path).is(&place)).collect();
        if said.is_empty() {
            let folder = self.known.iter().find(|said| files::is_below(path, &said.path));
            said.extend(folder);
        }
        let Some(kind) = &own.record else {
            return if said.is_empty() { vec![own] } else { said.into_iter().cloned().collect() };
        };
        let speaks = |said: &&&Entry| said.record.as_ref().is_none_or(|record| record == kind);
        let fits: Vec<Entry> = said
            .iter()
            .filter(speaks)
            .map(|said| Entry {
                opening: said.opening.clone(),
                mapping: said.mapping.clone(),
                ..own.clone()
            })
            .collect();
        if fits.is_empty()
            && let Some(other) = said.first()
        {
            let others: Vec<String> = said.iter().filter_map(|said| said.record.clone()).collect();
            let (path, kind) = (path.display().to_string(), kind.clone());
            told.extend(
                Problem::OtherKind { path, kind, others }
                    .at(other.record_place)
                    .into_iter()
                    .map(Diagnostic::warning),
            );
        }
        if fits.is_empty() { vec![own] } else { fits }
    }
}

fn kind(name: &str, schema: &Schema) -> Result<RecordId, Problem> {
    let kinds = || schema.records.iter().enumerate().filter(|(_, kind)| kind.parent.is_none());
    let found = kinds().find(|(_, kind)| kind.name == name);
    found.map(|(id, _)| RecordId(id as u32)).ok_or_else(|| Problem::NoKind {
        name: name.to_owned(),
        kinds: kinds().map(|(_, kind)| kind.name.clone()).collect(),
    })
}

fn no_format(path: &str) -> Problem {
    if path.ends_with(".risk") {
        let expected = "rule files are named with `--rules`".to_owned();
        return Problem::NoFormat { path: path.to_owned(), expected };
    }
    let expected = format!("{}; for others say `--input-format`", formats::records_end());
    Problem::NoFormat { path: path.to_owned(), expected }
}

//! `riskwright.yaml`: what a project's runs have in common.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_yaml::Value;

use super::door::{By, Door};
use super::problem::Problem;
use super::{Stop, files};
use crate::diagnostic::Diagnostic;
use crate::pipeline::{Setting, not_utf8};
use crate::record::{Mapping, Notation, Source};
use crate::source::{FileId, Sources, Span};

/// The file's name.
pub(super) const NAME: &str = "riskwright.yaml";

/// The byte-order mark that some editors put in front.
const MARK: char = '\u{FEFF}';

/// A manifest and where it stands.
pub(super) struct Manifest {
    /// The folder that its paths start from.
    pub(super) folder: PathBuf,
    /// What it says; a profile that was chosen is laid over it.
    pub(super) settings: Settings,
    /// Rule files and folders that the chosen profile adds to those of the run.
    pub(super) added: Vec<String>,
    /// The chosen profile's name.
    profile: Option<String>,
    file: FileId,
}

/// What a manifest can say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// The project's name, by which its findings are not those of another.
    pub(super) project: Option<String>,
    /// Rule files and folders.
    #[serde(default)]
    pub(super) rules: OneOrMany,
    /// Record files and folders.
    #[serde(default)]
    data: Vec<Value>,
    /// The only "today".
    pub(super) as_of: Option<String>,
    /// The reporting currency.
    pub(super) currency: Option<String>,
    /// Values for params, as they are written: a number keeps every digit.
    #[serde(default)]
    pub(super) params: BTreeMap<String, String>,
    /// The gate.
    pub(super) fail_on: Option<String>,
    /// What undetermined verdicts do to the gate.
    pub(super) undetermined: Option<String>,
    /// How old a rate may be that decides before it is noted.
    pub(super) rates_older_than: Option<String>,
    /// Kinds of records of which a portfolio may have none.
    #[serde(default)]
    pub(super) may_be_empty: Vec<String>,
    /// What a run can say otherwise by a name.
    #[serde(default)]
    profiles: BTreeMap<String, Profile>,
}

/// What `--profile NAME` lays over the rest.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
    /// Values for params, in the place of those outside of the profile.
    #[serde(default)]
    params: BTreeMap<String, String>,
    /// Rule files and folders, beside those of the run.
    #[serde(default)]
    rules: OneOrMany,
    /// The gate.
    fail_on: Option<String>,
    /// What undetermined verdicts do to the gate.
    undetermined: Option<String>,
}

/// One path or several.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "`rules` takes a path or a list of paths")]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        OneOrMany::Many(Vec::new())
    }
}

impl OneOrMany {
    /// The paths.
    pub(super) fn paths(&self) -> &[String] {
        match self {
            OneOrMany::One(path) => std::slice::from_ref(path),
            OneOrMany::Many(paths) => paths,
        }
    }
}

/// An entry of `data:` that says more than a path.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a path, or `path` with what else there is to say")]
pub(super) struct Entry {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// Who names it.
    #[serde(skip, default = "of_project")]
    pub(super) by: By,
    /// The kind of its records.
    pub(super) record: Option<String>,
    /// Where the records stand in the file.
    each: Option<String>,
    /// Where the fields' values stand.
    #[serde(default)]
    fields: BTreeMap<String, Source>,
    /// How the file writes its numbers, by an example.
    numbers: Option<Notation>,
}

fn of_project() -> By {
    By::Project
}

impl Entry {
    /// A file or folder whose kind of records may be said.
    pub(super) fn new(path: impl Into<PathBuf>, by: By, record: Option<&str>) -> Entry {
        let record = record.map(str::to_owned);
        let (path, fields) = (path.into(), BTreeMap::new());
        Entry { path, by, record, each: None, fields, numbers: None }
    }

    /// How the file maps onto its record kind, where it is foreign.
    pub(super) fn mapping(&self) -> Option<Mapping> {
        let foreign = self.each.is_some() || !self.fields.is_empty() || self.numbers.is_some();
        let (each, fields) = (&self.each, &self.fields);
        foreign.then(|| Mapping {
            each: each.clone(),
            fields: fields.clone(),
            numbers: self.numbers,
        })
    }
}

impl Manifest {
    /// The manifest of a folder, if it has one.
    pub(super) fn find(
        folder: &Path,
        door: &Door,
        sources: &mut Sources,
    ) -> Result<Option<Manifest>, Stop> {
        let path = folder.join(NAME);
        if !files::exists(&path) {
            return Ok(None);
        }
        door.admit(folder);
        let name = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        let file = sources.add(name, door.read(&path, By::Project)?);
        let source = sources.file(file);
        if let Some(wrong) = not_utf8(source.bytes(), file) {
            return Err(vec![wrong]);
        }
        let text = source.text().strip_prefix(MARK).unwrap_or(source.text());
        let skipped = source.text().len() - text.len();
        if text.trim().is_empty() {
            return Ok(Some(Manifest::of(folder, Settings::default(), file)));
        }
        if let Some(at) = too_deep(text) {
            let place = Span::new(file, skipped + at, skipped + at + 1);
            let message = "the manifest cannot be understood: values nest too deep";
            return Err(vec![Diagnostic::error("RW005", message, place, "here")]);
        }
        let settings = serde_yaml::from_str(text).map_err(|error| {
            let at = error.location().map_or(0, |location| location.index()).min(text.len());
            vec![malformed(Span::new(file, skipped + at, skipped + at), &error, KEYS)]
        })?;
        Ok(Some(Manifest::of(folder, settings, file)))
    }

    fn of(folder: &Path, settings: Settings, file: FileId) -> Manifest {
        Manifest { folder: folder.to_owned(), settings, added: Vec::new(), profile: None, file }
    }

    /// Lays a profile over the settings.
    pub(super) fn choose(&mut self, name: &str) -> Result<(), Problem> {
        let settings = &mut self.settings;
        let Some(profile) = settings.profiles.remove(name) else {
            let known = settings.profiles.keys().cloned().collect();
            return Err(Problem::NoProfile { name: name.to_owned(), known });
        };
        settings.params.extend(profile.params);
        settings.fail_on = profile.fail_on.or(settings.fail_on.take());
        settings.undetermined = profile.undetermined.or(settings.undetermined.take());
        self.added = profile.rules.paths().to_vec();
        self.profile = Some(name.to_owned());
        Ok(())
    }

    /// A path of the manifest, as seen from the working folder.
    pub(super) fn under(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref();
        if self.folder == Path::new(".") { path.to_owned() } else { self.folder.join(path) }
    }

    /// The entries of `data:`.
    pub(super) fn data(&self, sources: &Sources) -> Result<Vec<Entry>, Stop> {
        let entry = |value: &Value| match value {
            Value::String(path) => Ok(Entry::new(path, By::Project, None)),
            told => serde_yaml::from_value(told.clone()).map_err(|error| {
                let place = self.entry_place(sources, told, &error.to_string());
                vec![malformed(place, &error, ENTRY_KEYS)]
            }),
        };
        self.settings.data.iter().map(entry).collect()
    }

    /// Where an entry of `data:` is wrong: at the key that is not known, else at its path.
    fn entry_place(&self, sources: &Sources, entry: &Value, message: &str) -> Span {
        let text = sources.file(self.file).text();
        let data = self.place(sources, "data");
        let from = data.start as usize;
        let below = text.get(from..).unwrap_or_default();
        let unknown = message.split("unknown field `").nth(1).and_then(|m| m.split('`').next());
        let path = entry.get("path").and_then(Value::as_str);
        let found = |word: &str| below.find(word).map(|at| (from + at, word.len()));
        let found = unknown.and_then(found).or_else(|| path.and_then(found));
        found.map_or(data, |(at, length)| Span::new(self.file, at, at + length))
    }

    /// The params that it sets, with their places.
    pub(super) fn params(&self, sources: &Sources) -> Vec<Setting> {
        let text = sources.file(self.file).text();
        let params = self.settings.params.iter();
        let places = |name: &str, value: &str| {
            let stands = |(at, _): (usize, &str)| self.param_at(text, at, name, value);
            let mut found = text.match_indices(name).filter_map(stands);
            // Profiles usually stand behind what they are laid over.
            if self.profile.is_some() { found.last() } else { found.next() }
        };
        params
            .map(|(name, value)| Setting {
                name: name.clone(),
                value: value.clone(),
                places: places(name, value),
            })
            .collect()
    }

    /// The places of a name at an offset and of the value behind it, if they stand there so.
    fn param_at(&self, text: &str, at: usize, name: &str, value: &str) -> Option<(Span, Span)> {
        let begins = |c: char| c.is_whitespace() || matches!(c, '{' | ',' | '"' | '\'');
        let before = text.get(..at)?.chars().next_back();
        let behind = value_of(text.get(at..)?, name).filter(|_| before.is_none_or(begins))?;
        let told = behind.trim_start().trim_start_matches(['"', '\'']);
        let start = text.len() - told.len();
        told.starts_with(value).then(|| {
            let name = Span::new(self.file, at, at + name.len());
            (name, Span::new(self.file, start, start + value.len()))
        })
    }

    /// A value of the manifest that is not what its key takes.
    pub(super) fn wrong(&self, sources: &Sources, key: &str, message: String) -> Diagnostic {
        Diagnostic::error("RW004", message, self.place(sources, key), "given here")
    }

    /// Where a key stands: in the chosen profile, else at the top.
    fn place(&self, sources: &Sources, key: &str) -> Span {
        let (mut start, mut top, mut profile) = (0, Span::new(self.file, 0, 0), None);
        for line in sources.file(self.file).text().split_inclusive('\n') {
            let told = line.strip_prefix(MARK).unwrap_or(line);
            let (indent, told) = (told.len() - told.trim_start().len(), told.trim());
            let at = start + line.find(told).unwrap_or_default();
            let span = Span::new(self.file, at, at + told.len());
            start += line.len();
            if profile.is_some_and(|outside| indent <= outside && !told.is_empty()) {
                profile = None;
            }
            let chosen = self.profile.as_deref().and_then(|name| value_of(told, name));
            if let Some(value) = chosen.filter(|_| indent > 0) {
                profile = Some(indent);
                if value.contains(&format!("{key}:")) {
                    return span;
                }
            }
            if value_of(told, key).is_some() {
                match profile {
                    Some(_) => return span,
                    None if indent == 0 => top = span,
                    None => {}
                }
            }
        }
        top
    }
}

/// How deep lists and maps in brackets may stand in each other.
const DEEPEST: usize = 64;

/// Where brackets nest deeper than a manifest has use for: reading it would take the square of
/// their number. Those within quotes count as well; they are as few.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// What stands behind a key and its colon.
fn value_of<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    line.strip_prefix(key)?.trim_start().strip_prefix(':')
}

/// What a manifest may say.
const KEYS: &str = "the keys are project, rules, data, as_of, currency, params, fail_on, undetermined, \
                    rates_older_than, may_be_empty and profiles; those of a profile are params, rules, fail_on and undetermined";

/// What an entry of `data:` may say.
const ENTRY_KEYS: &str = "an entry is a path, or has `path`, and beside it `record`, `each`, \
                          `fields` and `numbers`: \
                          `fields: { id: ref, value: { amount: sum, currency: EUR } }`, \
                          `numbers: \"1.234,56\"`";

fn malformed(span: Span, error: &serde_yaml::Error, help: &str) -> Diagnostic {
    // The place is shown beside the text.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    Diagnostic::error("RW005", format!("the manifest cannot be understood: {message}"), span, "")
        .help(help)
}

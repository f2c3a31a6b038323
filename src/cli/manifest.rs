//! `riskwright.yaml`: what a project's runs have in common.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::agreement::disagreement;
use super::budget::Budgets;
use super::door::{By, Door};
use super::ended::Stop;
use super::entry::Entry;
use super::files;
use super::problem::Problem;
use super::required::Requirements;
use crate::assess::digest;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{Setting, Standing, not_utf8};
use crate::record::{Node, Placed, Tree};
use crate::report::AskedManifest;
use crate::source::{FileId, Sources, Span};
use crate::ty::count;

/// The file's name.
pub(super) const NAME: &str = "riskwright.yaml";

/// The name of the file of waivers that stands beside it.
pub(super) const WAIVERS: &str = "waivers.risk";

/// The name of the file of what was accepted, which stands beside it.
pub(super) const BASELINE: &str = "riskwright.baseline";

/// A manifest and where it stands.
pub(super) struct Manifest {
    /// The folder that its paths start from.
    pub(super) folder: PathBuf,
    /// What it says; a profile that was chosen is laid over it.
    pub(super) settings: Settings,
    /// Rule files and folders that the chosen profile adds to those of the run.
    pub(super) added: Vec<String>,
    file: FileId,
}

/// What a manifest can say.
#[derive(Default)]
pub(super) struct Settings {
    /// The project's name, by which its findings are not those of another.
    pub(super) project: Option<String>,
    /// Rule files and folders.
    pub(super) rules: Vec<String>,
    /// Record files and folders.
    data: Vec<Entry>,
    /// The only "today".
    pub(super) as_of: Option<String>,
    /// The reporting currency.
    pub(super) currency: Option<String>,
    /// Values for params by name, as they are written: a number keeps every digit.
    params: BTreeMap<String, Param>,
    /// The frameworks of which citations are told, beside those of none.
    pub(super) frameworks: Vec<String>,
    /// What else the gate is made of that is one word or amount, by its key.
    pub(super) gate: BTreeMap<&'static str, String>,
    /// From which grades on new ones fail it.
    pub(super) fail_on_grade: Vec<String>,
    /// How many findings there may be.
    pub(super) budgets: Budgets,
    /// What must be there for a run to count.
    pub(super) required: Requirements,
    /// The language of reports.
    pub(super) lang: Option<String>,
    /// The file of what is accepted.
    pub(super) baseline: Option<String>,
    /// How old a rate may be that decides before it is noted.
    pub(super) rates_older_than: Option<String>,
    /// How far from the as-of date waivers may reach.
    pub(super) max_waiver: Option<String>,
    /// Kinds of records of which a portfolio may have none.
    pub(super) may_be_empty: Vec<String>,
    /// What a run can say otherwise by a name.
    profiles: BTreeMap<String, Settings>,
    /// Where the keys stand.
    places: BTreeMap<String, Span>,
}

/// What a param is set to, and where its name stands.
struct Param {
    name: Span,
    value: Placed,
}

/// What a manifest may say, and what a profile of it.
const KEYS: [&str; 21] = [
    "project",
    "rules",
    "data",
    "as_of",
    "currency",
    "params",
    "frameworks",
    "fail_on",
    "fail_on_amount",
    "fail_on_grade",
    "undetermined",
    "changed",
    "policy_changes",
    "budget",
    "require",
    "baseline",
    "rates_older_than",
    "max_waiver",
    "may_be_empty",
    "lang",
    "profiles",
];
/// What says which findings fail a run.
const GATE: [&str; 6] =
    ["fail_on", "fail_on_amount", "fail_on_grade", "undetermined", "changed", "policy_changes"];
/// What keeps a run from passing that it should not, and would keep it from nothing if it were empty.
const GUARDS: [&str; 5] = ["budget", "require", "max_waiver", "fail_on_amount", "fail_on_grade"];
const PROFILE_KEYS: [&str; 13] = [
    "params",
    "frameworks",
    "rules",
    "fail_on",
    "fail_on_amount",
    "fail_on_grade",
    "undetermined",
    "lang",
    "changed",
    "policy_changes",
    "budget",
    "require",
    "baseline",
];

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
        if let Some(wrong) = too_large(source.bytes(), file) {
            return Err(vec![wrong]);
        }
        let tree = Tree::parse(source.text(), file).map_err(|wrong| vec![wrong])?;
        let mut wrong = Vec::new();
        let settings = match tree.root() {
            Some(root) => Settings::read(root, "a manifest", &KEYS, &mut wrong),
            None => Settings::default(),
        };
        if wrong.is_empty() {
            wrong.extend(disagreement(source.text(), &tree));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Some(Manifest { folder: folder.to_owned(), settings, added: Vec::new(), file }))
    }

    /// Lays a profile over the settings.
    pub(super) fn choose(&mut self, name: &str) -> Result<(), Problem> {
        let settings = &mut self.settings;
        let Some(profile) = settings.profiles.remove(name) else {
            let known = settings.profiles.keys().cloned().collect();
            return Err(Problem::NoProfile { name: name.to_owned(), known });
        };
        settings.params.extend(profile.params);
        if !profile.frameworks.is_empty() {
            settings.frameworks = profile.frameworks;
        }
        settings.gate.extend(profile.gate);
        if !profile.fail_on_grade.is_empty() {
            settings.fail_on_grade = profile.fail_on_grade;
        }
        settings.budgets.lay(profile.budgets);
        settings.required.lay(profile.required);
        settings.lang = profile.lang.or(settings.lang.take());
        settings.baseline = profile.baseline.or(settings.baseline.take());
        settings.places.extend(profile.places);
        self.added = profile.rules;
        Ok(())
    }

    /// What reports tell of it.
    pub(super) fn told(&self, sources: &Sources) -> AskedManifest {
        let file = sources.file(self.file);
        let data = self.settings.places.get("data");
        let data = data.and_then(|at| file.text().get(at.start as usize..at.end() as usize));
        let data = data.map(|text| digest(text.as_bytes()));
        AskedManifest::new(file.called.to_string(), digest(file.bytes()), data)
    }

    /// A path of the manifest, as seen from the working folder.
    pub(super) fn under(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref();
        if self.folder == Path::new(".") { path.to_owned() } else { self.folder.join(path) }
    }

    /// The rule files and folders of `rules:` and of the chosen profile, as seen from the working
    /// folder.
    pub(super) fn rules(&self) -> Vec<PathBuf> {
        self.settings.rules.iter().chain(&self.added).map(|path| self.under(path)).collect()
    }

    /// The entries of `data:`, their paths as seen from the working folder.
    pub(super) fn data(&self) -> Vec<Entry> {
        let under = |entry: &Entry| {
            let path = self.under(&entry.path);
            Entry { path, ..entry.clone() }
        };
        self.settings.data.iter().map(under).collect()
    }

    /// The params that it sets, with their places.
    pub(super) fn params(&self, sources: &Sources) -> Vec<Setting> {
        let text = sources.file(self.file).text();
        let setting = |(name, param): (&String, &Param)| {
            // A value in quotes stands one byte further on; one that is folded, nowhere as it is.
            let start = param.value.span.start as usize;
            let stands = |at: &usize| {
                text.get(*at..).is_some_and(|text| text.starts_with(&param.value.text))
            };
            let at = [start, start + 1].into_iter().find(stands);
            let place = |at| Span::new(self.file, at, at + param.value.text.len());
            Setting {
                name: name.clone(),
                value: param.value.text.clone(),
                at: match at {
                    Some(at) => Standing::There(param.name, place(at)),
                    None => Standing::Alone(NAME),
                },
            }
        };
        self.settings.params.iter().map(setting).collect()
    }

    /// Where it says what stands under a key.
    pub(super) fn place(&self, key: &str) -> Span {
        let top = Span::new(self.file, 0, 0);
        self.settings.places.get(key).copied().unwrap_or(top)
    }

    /// A value of the manifest that is not what its key takes.
    pub(super) fn wrong(&self, key: &str, message: String) -> Diagnostic {
        Diagnostic::error("RW004", message, self.place(key), "given here")
    }
}

/// What a manifest may hold, in bytes: it is written by people, and read twice.
const LARGEST: usize = 1 << 20;

/// What is wrong with a manifest that is larger.
fn too_large(bytes: &[u8], file: FileId) -> Option<Diagnostic> {
    let message = format!("this manifest has more than {} bytes", count(LARGEST as u64));
    let place = Span::new(file, LARGEST, LARGEST + 1);
    let wrong = Diagnostic::error("RW005", message, place, "more than that from here on");
    (bytes.len() > LARGEST).then(|| wrong.help("put records into files of their own"))
}

impl Settings {
    /// What a manifest, or a profile of it, says; all that is wrong with it is told.
    fn read(root: Node, what: &str, keys: &[&str], wrong: &mut Stop) -> Settings {
        let mut settings = Settings::default();
        let pairs = match root.settings(what, keys) {
            Ok(pairs) => pairs,
            Err(problems) => {
                wrong.extend(problems);
                return settings;
            }
        };
        for (key, node) in pairs {
            settings.places.insert(key.text.clone(), key.span.to(node.span()));
            // A gate that is an empty text would be none, and pass whatever is found.
            let is_gate = GATE.contains(&key.text.as_str()) && node.text().is_some();
            // Neither would what guards it, if nothing stood there.
            if node.is_empty() && !is_gate && GUARDS.contains(&key.text.as_str()) {
                let message = format!("`{}` says nothing", key.text);
                let help = "say what it asks for, or leave it out";
                wrong.push(Diagnostic::error("RW004", message, key.span, "").help(help));
            } else if !node.is_empty() || is_gate {
                let read = settings.set(&key.text, node, wrong);
                wrong.extend(read.err());
            }
        }
        settings
    }

    /// Takes what stands under a key.
    fn set(&mut self, key: &str, node: Node, wrong: &mut Stop) -> Result<(), Diagnostic> {
        let text = |node: Node| node.placed("one value").map(|placed| Some(placed.text));
        let mut gate = |key: &'static str, node: Node, expected: &str| {
            let expected = if node.text() == Some("") { expected } else { "one value" };
            node.placed(expected).map(|placed| self.gate.insert(key, placed.text))
        };
        match key {
            "fail_on" => drop(gate("fail_on", node, "a severity, or `never`,")?),
            "fail_on_amount" => drop(gate("fail_on_amount", node, "an amount of money")?),
            "undetermined" => drop(gate("undetermined", node, "a policy, such as `warn`,")?),
            "changed" => drop(gate("changed", node, "a policy, such as `warn`,")?),
            "policy_changes" => drop(gate("policy_changes", node, "a policy, such as `warn`,")?),
            "rules" => self.rules = texts(node, "a path, or a list of paths,")?,
            "frameworks" => {
                self.frameworks = texts(node, "a framework, or a list of frameworks,")?;
            }
            "may_be_empty" => {
                self.may_be_empty = texts(node, "a kind of records, or a list of kinds,")?;
            }
            "data" => {
                for entry in node.values() {
                    match Entry::read(entry) {
                        Ok(entry) => self.data.push(entry),
                        Err(problems) => wrong.extend(problems),
                    }
                }
            }
            "project" => self.project = text(node)?,
            "as_of" => self.as_of = text(node)?,
            "currency" => self.currency = text(node)?,
            "baseline" => self.baseline = text(node)?,
            "fail_on_grade" => {
                self.fail_on_grade = texts(node, "a grade, or a list of grades,")?;
            }
            "budget" => self.budgets = Budgets::read(node, wrong)?,
            "require" => self.required = Requirements::read(node, wrong)?,
            "lang" => self.lang = text(node)?,
            "max_waiver" => self.max_waiver = text(node)?,
            "rates_older_than" => self.rates_older_than = text(node)?,
            "params" => {
                for (name, node) in node.pairs("params and their values")? {
                    let value = node.placed("the value of a param")?;
                    self.params.insert(name.text, Param { name: name.span, value });
                }
            }
            // INVARIANT: `read` lets through no other key than `profiles`.
            _ => {
                for (name, node) in node.pairs("profiles by name")? {
                    let profile = match node.is_empty() {
                        true => Settings::default(),
                        false => Settings::read(node, "a profile", &PROFILE_KEYS, wrong),
                    };
                    self.profiles.insert(name.text, profile);
                }
            }
        }
        Ok(())
    }
}

/// The texts of a list, or the one that stands alone.
fn texts(node: Node, expected: &str) -> Result<Vec<String>, Diagnostic> {
    node.values().map(|value| value.placed(expected).map(|placed| placed.text)).collect()
}

#[cfg(test)]
mod tests;

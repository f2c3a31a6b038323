//! What a run was asked for, as its report tells it, and back again: the command line that asks for
//! the same.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::entry::Entry;
use super::project::{Project, ProjectArgs};
use crate::diff::Told;
use crate::report::{Asked, AskedData, AskedParam};
use crate::source::Sources;
use crate::value::Lang;

impl ProjectArgs {
    /// What a run is asked for on that data.
    pub(super) fn asked(
        &self,
        data: &[OsString],
        project: &Project,
        sources: &Sources,
        lang: Lang,
    ) -> Asked {
        let named = |path: &Path| project.naming.of(path);
        let one = |argument: &OsString| {
            let Entry { path, record, .. } = Entry::from_argument(argument);
            let path = if path.as_os_str() == "-" { "-".to_owned() } else { named(&path) };
            AskedData::new(path, record)
        };
        // What was read as a pair was one.
        let pairs = self.params.iter().filter_map(|param| param.split_once('='));
        let param = |(name, value): (&str, &str)| {
            AskedParam::new(name.trim().to_owned(), value.trim().to_owned())
        };
        let mut asked = Asked::default();
        if !project.is_home(data) {
            asked.data = data.iter().map(one).collect();
        }
        asked.input_format = self.input_format.clone();
        asked.rules = self.rules.iter().map(|path| named(path)).collect();
        asked.manifest = project.manifest.as_ref().map(|manifest| manifest.told(sources));
        asked.profile = self.profile.clone();
        asked.params = pairs.map(param).collect();
        asked.frameworks = self.frameworks.clone();
        asked.lang = lang.tag().to_owned();
        asked.allow_outside = self.allow_outside;
        // In which order it was asked changes nothing.
        asked.data.sort();
        asked.rules.sort();
        asked.params.sort();
        asked.frameworks.sort();
        asked
    }
}

/// The command line that asks for the run that a report tells of, its paths seen from a folder.
pub(super) fn command(
    told: &Told,
    asked: &Asked,
    (root, allow_outside): (&Path, bool),
) -> Vec<OsString> {
    let under = |path: &str| root.join(path).into_os_string();
    let mut line = Line(vec!["riskwright check".into()]);
    line.flag("--path-root", Some(root.as_os_str()));
    line.flag("--as-of", Some(told.as_of()));
    line.flag("--currency", Some(told.currency()));
    line.flag("--profile", asked.profile.as_deref());
    line.flag("--scenario", told.scenario());
    line.flag("--input-format", asked.input_format.as_deref());
    line.flag("--lang", Some(&asked.lang));
    line.flag("--explanations", Some(&asked.explanations));
    asked.rules.iter().for_each(|path| line.flag("--rules", Some(under(path))));
    asked.frameworks.iter().for_each(|name| line.flag("--framework", Some(name)));
    for AskedParam { name, value, .. } in &asked.params {
        line.flag("--param", Some(format!("{name}={value}")));
    }
    let policy = told.policy();
    line.flag("--fail-on", Some(&policy.fail_on));
    line.flag("--fail-on-amount", policy.fail_on_amount.as_ref());
    policy.fail_on_grade.iter().for_each(|grade| line.flag("--fail-on-grade", Some(grade)));
    line.flag("--undetermined", Some(&policy.undetermined));
    line.flag("--changed", Some(&policy.changed));
    line.flag("--policy-changes", Some(policy.policy_changes.as_deref().unwrap_or("warn")));
    match &policy.baseline {
        Some(file) => line.flag("--baseline", Some(under(&file.path))),
        None => line.0.push("--no-baseline".into()),
    }
    // Whom a report asks to trust it is asked by the reader alone.
    line.0.extend(allow_outside.then(|| "--allow-outside".into()));
    line.0.push("--".into());
    line.0.extend(asked.data.iter().map(|AskedData { path, record, .. }| {
        let mut argument = OsString::new();
        if let Some(kind) = record {
            argument.push(format!("{kind}="));
        }
        argument.push(under(path));
        argument
    }));
    // A project that was checked from within its folder is checked by that folder.
    let home = asked.manifest.as_ref().filter(|_| asked.data.is_empty());
    let home = home.and_then(|manifest| root.join(&manifest.path).parent().map(Path::to_owned));
    line.0.extend(home.map(Into::into));
    line.0
}

/// The arguments of a command line.
struct Line(Vec<OsString>);

impl Line {
    /// A flag with its value, where there is one.
    fn flag(&mut self, name: &str, value: Option<impl AsRef<OsStr>>) {
        let Some(value) = value else { return };
        let mut flag = OsString::from(format!("{name}="));
        flag.push(value);
        self.0.push(flag);
    }
}

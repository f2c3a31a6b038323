//! The rules and params of an earlier report.

use serde::Deserialize;

use crate::report::{Policy, RuleFile};

/// The rules and params of an earlier report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(super) struct Earlier {
    /// Reports of old tell nothing of the files.
    #[serde(default)]
    pub(super) rules: Option<Vec<RuleFile>>,
    /// Its gate, as far as it is told.
    #[serde(default)]
    fail_on: Option<String>,
    #[serde(default)]
    undetermined: Option<String>,
    #[serde(default)]
    changed: Option<String>,
}

/// The settings of a gate, the loosest first.
const FAIL_ON: [&str; 6] = ["never", "critical", "high", "medium", "low", "info"];
const UNDETERMINED: [&str; 4] = ["ignore", "warn", "new", "fail"];
const CHANGED: [&str; 3] = ["ignore", "warn", "fail"];

impl Earlier {
    /// Of those rule files.
    pub(super) fn of_files(rules: Option<Vec<RuleFile>>) -> Earlier {
        Earlier { rules, ..Earlier::default() }
    }

    /// In what the gate is looser than it was: the setting, what it was and what it is.
    pub(super) fn looser<'p>(
        &'p self,
        now: &'p Policy,
    ) -> impl Iterator<Item = (&'static str, &'p str, &'p str)> {
        let settings: [(_, &[&str], _, _); 3] = [
            ("fail_on", &FAIL_ON, &self.fail_on, &now.fail_on),
            ("undetermined", &UNDETERMINED, &self.undetermined, &now.undetermined),
            ("changed", &CHANGED, &self.changed, &now.changed),
        ];
        settings.into_iter().filter_map(|(key, order, then, now)| {
            let place = |value: &str| order.iter().position(|known| *known == value);
            let then = then.as_deref()?;
            (place(now)? < place(then)?).then_some((key, then, now.as_str()))
        })
    }
}

/// A rule file under which something was accepted.
pub(super) fn file((path, digits): &(String, String)) -> RuleFile {
    let (path, untranslated) = (path.clone(), digits.clone());
    RuleFile { path, sha256: String::new(), untranslated, shipped: false }
}

/// A rule of an earlier report.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(super) struct EarlierRule {
    pub(super) id: String,
    #[serde(default)]
    pub(super) params: Vec<EarlierParam>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(super) struct EarlierParam {
    pub(super) name: String,
    pub(super) value: String,
}

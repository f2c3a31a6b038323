//! The rules and params of an earlier report.

use serde::Deserialize;

use super::looser::EarlierGate;
use crate::report::RuleFile;

/// The rules and params of an earlier report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(super) struct Earlier {
    /// Reports of old tell nothing of the files.
    #[serde(default)]
    pub(super) rules: Option<Vec<RuleFile>>,
    /// Its gate, as far as it is told.
    #[serde(flatten)]
    pub(super) gate: EarlierGate,
}

impl Earlier {
    /// Of those rule files.
    pub(super) fn of_files(rules: Option<Vec<RuleFile>>) -> Earlier {
        Earlier { rules, ..Earlier::default() }
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

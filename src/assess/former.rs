//! The rules and params of an earlier report.

use serde::Deserialize;

use crate::report::RuleFile;

/// The rules and params of an earlier report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub(super) struct Earlier {
    /// Reports of old tell nothing of the files.
    #[serde(default)]
    pub(super) rules: Option<Vec<RuleFile>>,
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

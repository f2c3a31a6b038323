//! What a run was asked for, so that it can be run again.

use serde::{Deserialize, Serialize};

use super::told::is_false;

/// What a run was asked for: what the command line says of it beside the policy, and the manifest that
/// it is under. Paths are as seen from the folder that the run tells paths from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Asked {
    /// The record files and folders that were named; none where those of the manifest are meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<AskedData>,
    /// How files are read whose names do not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_format: Option<String>,
    /// The rule files and folders that were named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The manifest that the run is under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manifest: Option<AskedManifest>,
    /// The profile of it that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The params that were set, as they were written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<AskedParam>,
    /// The frameworks that were named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frameworks: Vec<String>,
    /// The language that rules speak.
    pub lang: String,
    /// Which verdicts come with the tree of the condition that decided them.
    pub explanations: String,
    /// Whether the project may lead out of its folder and checkout.
    #[serde(skip_serializing_if = "is_false")]
    pub allow_outside: bool,
}

/// The manifest of a run.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AskedManifest {
    /// Its path.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The same of what it says of records and how they are read, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
}

impl AskedManifest {
    /// A manifest by its path and the digests of all of it and of what it says of records.
    pub fn new(path: String, sha256: String, data: Option<String>) -> AskedManifest {
        AskedManifest { path, sha256, data }
    }
}

/// A record file or folder that was named.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AskedData {
    /// Its path; `-` is standard input.
    pub path: String,
    /// The kind of its records, where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

/// A param that was set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AskedParam {
    /// Its name, as it was written.
    pub name: String,
    /// Its value, as it was written.
    pub value: String,
}

impl AskedData {
    /// A file or folder whose kind of records may be said.
    pub fn new(path: String, record: Option<String>) -> AskedData {
        AskedData { path, record }
    }
}

impl AskedParam {
    /// A param with its value.
    pub fn new(name: String, value: String) -> AskedParam {
        AskedParam { name, value }
    }
}

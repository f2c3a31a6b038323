//! What is to be read, and how.

use super::mapping::Mapping;
use super::opening::Opening;
use super::readers::Format;
use crate::source::FileId;
use crate::ty::RecordId;

/// One record file.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file.
    pub file: FileId,
    /// How to read it.
    pub format: Format,
    /// What else is said of its bytes.
    pub opening: Opening,
    /// The kind of its records, where the user said it.
    pub record: Option<RecordId>,
    /// How its columns map onto fields, where they are not the fields themselves.
    pub mapping: Option<Mapping>,
}

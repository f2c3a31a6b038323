//! What readers of rows are given, and what they give.

use std::fmt::Debug;

use crate::record::mapping::Layout;
use crate::record::mapping::each::Path;
use crate::record::mapping::plan::Plan;
use crate::record::origin::Origin;
use crate::record::part::Part;
use crate::source::{FileId, SourceFile};
use crate::ty::{FieldId, RecordId, Schema};

/// A file whose rows are all of one kind.
pub(in crate::record) struct RowFile<'s, 'f> {
    pub(in crate::record) schema: &'s Schema,
    pub(in crate::record) plans: &'s [Plan],
    pub(in crate::record) record: RecordId,
    pub(in crate::record) id: FileId,
    pub(in crate::record) source: &'f SourceFile,
    /// Where the records stand in each row, where they are not the rows.
    pub(in crate::record) each: Option<&'f Path<'f>>,
    /// How they are laid out.
    pub(in crate::record) layout: Layout,
}

impl<'s> RowFile<'s, '_> {
    /// An empty part of the file, whose text starts at a byte.
    pub(super) fn part(&self, base: usize) -> Part<'s> {
        Part::new(self.schema, Origin::chunk(self.id, base), self.plans)
    }
}

/// The rows of a file, and how to find again what stands in them.
pub(in crate::record) struct ReadRows<'s> {
    pub(in crate::record) part: Part<'s>,
    pub(in crate::record) locate: Box<dyn Locate>,
}

/// Finds again where a value stands: rows of large files keep no more of their places than where
/// they start.
pub(in crate::record) trait Locate: Debug + Send + Sync {
    /// Where the value of a field stands, of the row that starts there.
    fn find(
        &self,
        bytes: &[u8],
        start: usize,
        plan: &Plan,
        field: FieldId,
    ) -> Option<(usize, usize)>;
}

//! Rows of a file that are left out, or read otherwise than they stand: all of it is told.

use super::rows::RowRules;
use crate::record::problems::grouped;
use crate::source::Span;

/// How many rows were left out, and why.
#[derive(Clone, Default, Debug)]
pub(in crate::record) struct LeftOut {
    /// By condition.
    pub(in crate::record) by: Vec<u64>,
    /// Those in which nothing is written.
    pub(in crate::record) blank: u64,
    /// Those whose missing cells are taken for empty ones.
    pub(in crate::record) short: u64,
    /// Those whose key another row has.
    pub(in crate::record) repeated: u64,
}

impl LeftOut {
    /// Counts a row that a condition leaves out.
    pub(in crate::record) fn count(&mut self, condition: usize) {
        if self.by.len() <= condition {
            self.by.resize(condition + 1, 0);
        }
        if let Some(count) = self.by.get_mut(condition) {
            *count += 1;
        }
    }

    /// Adds those of another part of the file, or of another file.
    pub(in crate::record) fn append(&mut self, other: LeftOut) {
        for (condition, count) in other.by.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            self.count(condition);
            if let Some(all) = self.by.get_mut(condition) {
                *all += count - 1;
            }
        }
        self.blank += other.blank;
        self.short += other.short;
        self.repeated += other.repeated;
    }

    /// What is told of them, each with its place in the manifest, or that of the entry. That a
    /// condition leaves out none is told of files that were read to their end: it may be mistyped.
    pub(in crate::record) fn told(
        &self,
        rules: Option<&RowRules>,
        entry: Span,
        whole: bool,
    ) -> Vec<(Span, String)> {
        let mut told = Vec::new();
        let conditions = rules.map(|rules| rules.conditions.as_slice()).unwrap_or_default();
        for (at, condition) in conditions.iter().enumerate() {
            let count = self.by.get(at).copied().unwrap_or_default();
            if count == 0 && !whole {
                continue;
            }
            let (count, text) = (grouped(count), &condition.told.text);
            let told_so = match condition.unless {
                true => format!("{count} left out, as `unless: {text}` says"),
                false => format!("{count} left out, as `where: {text}` says"),
            };
            told.push((condition.told.span, told_so));
        }
        if self.repeated > 0 {
            let text = format!("{} left out, as others have their keys", grouped(self.repeated));
            told.push((entry, text));
        }
        if self.short > 0 {
            let count = grouped(self.short);
            told.push((
                entry,
                format!("{count} with fewer cells than the header, the rest taken for empty"),
            ));
        }
        if self.blank > 0 {
            told.push((entry, format!("{} blank and passed over", grouped(self.blank))));
        }
        told
    }
}

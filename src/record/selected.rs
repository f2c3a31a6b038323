//! Rows of which a manifest says which are records.

use super::mapping::plan::Plan;
use super::mapping::selection::{Keyed, Pass, Selection, digest};
use super::part::{Keep, Part};
use super::raw::Raw;
use super::rows::Rows;

impl Part<'_> {
    /// Appends those rows that are records.
    pub(super) fn push_selected(
        &mut self,
        plan: &Plan,
        selection: &Selection,
        rows: Rows<'_, '_>,
        to: (Option<u32>, Keep),
    ) {
        let (mut kept, mut places) = (Vec::new(), Vec::new());
        let mut wrong = Vec::new();
        for (slots, at) in rows.iter() {
            let mut problem = |problem, raw: &Raw<'_>| wrong.push((problem, raw.start, raw.end));
            if let Some(by) = selection.leaves_out(plan, self.schema, slots, &mut problem) {
                self.met.left.count(by);
                continue;
            }
            let start = self.origin.base() + at.0;
            match &selection.pass {
                Pass::All => {}
                Pass::Keys => {
                    let key = self.key(plan, &self.schema.record(plan.record).key, slots);
                    let keyed = Keyed { key: key.into_owned(), start, digest: digest(slots) };
                    self.keyed.push(keyed);
                    continue;
                }
                Pass::But(left) if left.contains(&start) => {
                    self.met.left.repeated += 1;
                    continue;
                }
                Pass::But(_) => {}
            }
            let first = kept.len();
            kept.extend_from_slice(slots);
            selection.identify(kept.get_mut(first..).unwrap_or_default(), at);
            places.push(at);
        }
        wrong.into_iter().for_each(|(problem, start, end)| self.problem(problem, start, end));
        if !places.is_empty() {
            self.push_all(plan, Rows::new(&kept, &places), to, &[]);
        }
    }
}

//! Members by the rows that they are tied to.

use crate::alarm::Sure;
use crate::ir::ExprId;
use crate::record::Table;
use crate::ty::RecordId;
use crate::value::Codes;

/// What ties members to the rows of a table: the member's side of an equality, or the list that they
/// stand in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Tie {
    Key(ExprId),
    List(RecordId),
}

/// The members of each row of a table, as one run of an index.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// `starts[k]..starts[k + 1]` are the members of row `k`.
    starts: Vec<u32>,
    members: Vec<u32>,
    /// Members whose key is not known: they may belong to any row.
    pub(crate) anywhere: Vec<u32>,
}

impl Index {
    /// From each member's key.
    pub(crate) fn new(codes: &[u32], targets: usize) -> Index {
        let mut starts = vec![0u32; targets + 1];
        let mut anywhere = Vec::new();
        for (member, code) in codes.iter().enumerate() {
            match starts.get_mut(*code as usize + 1) {
                Some(count) if *code != Codes::UNKNOWN => *count += 1,
                _ => anywhere.push(member as u32),
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut members = vec![0u32; total as usize];
        for (member, code) in codes.iter().enumerate() {
            if *code == Codes::UNKNOWN {
                continue;
            }
            if let Some(place) = next.get_mut(*code as usize) {
                if let Some(slot) = members.get_mut(*place as usize) {
                    *slot = member as u32;
                }
                *place += 1;
            }
        }
        Index { starts, members, anywhere }
    }

    /// Of steps. One that does not tell all its keys stands below the leg that it makes alone, and
    /// may belong to any.
    pub(crate) fn of_steps(mut codes: Vec<u32>, legs: &Table) -> Index {
        let own = legs.open().iter().filter_map(|(leg, steps)| Some((*steps.first()?, *leg)));
        let mut anywhere = Vec::with_capacity(legs.rows - legs.subjects());
        for (step, leg) in own {
            if let Some(code) = codes.get_mut(step as usize) {
                *code = leg;
                anywhere.push(step);
            }
        }
        anywhere.sort_unstable();
        Index { anywhere, ..Index::new(&codes, legs.rows) }
    }

    pub(crate) fn of(&self, key: u32) -> &[u32] {
        let at = |k: usize| self.starts.get(k).map(|s| *s as usize);
        match (at(key as usize), at(key as usize + 1)) {
            (Some(start), Some(end)) => self.members.get(start..end).sure(),
            _ => &[],
        }
    }
}

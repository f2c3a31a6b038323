//! Members by the rows that they are tied to.

use super::windows::NOWHERE;
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
    /// Members that may be in several windows of what they are tied to, in the order of that.
    loose: Vec<Loose>,
    /// How many windows there are of each row.
    windows: u32,
}

/// A member that may be in some windows of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loose {
    pub(super) key: u32,
    pub(super) member: u32,
    /// The first and the last of them.
    pub(super) span: (u32, u32),
}

impl Index {
    /// From each member's key; those that are nowhere are left out.
    pub(crate) fn new(codes: &[u32], targets: usize) -> Index {
        let mut starts = vec![0u32; targets + 1];
        let mut anywhere = Vec::new();
        for (member, code) in codes.iter().enumerate() {
            match starts.get_mut(*code as usize + 1) {
                Some(count) if *code != Codes::UNKNOWN => *count += 1,
                None if *code == NOWHERE => {}
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
        Index { starts, members, anywhere, loose: Vec::new(), windows: 1 }
    }

    /// The same by windows: codes are those of windows, of which each row has so many.
    pub(super) fn with_loose(self, mut loose: Vec<Loose>, windows: u32) -> Index {
        loose.sort_unstable_by_key(|loose| (loose.key, loose.member));
        Index { loose, windows, ..self }
    }

    /// Those that may be in a window, and are in none for certain.
    pub(crate) fn perhaps(&self, code: u32) -> Vec<u32> {
        let (key, window) = (code / self.windows.max(1), code % self.windows.max(1));
        let start = self.loose.partition_point(|loose| loose.key < key);
        let own = self.loose.get(start..).unwrap_or_default().iter();
        let own = own.take_while(|loose| loose.key == key);
        let met =
            own.filter(|Loose { span: (first, last), .. }| (*first..=*last).contains(&window));
        met.map(|loose| loose.member).collect()
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

//! A walk of a flow as it is found, before it is a row.

use super::ground::Ground;
use crate::alarm::Sure;

/// One walk: the nodes that it is about and the edges that it uses.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) nodes: Vec<u32>,
    pub(super) edges: Vec<u32>,
    /// The cut point, or where a path starts.
    pub(super) start: Option<u32>,
    /// Whether it is perhaps none.
    pub(super) perhaps: bool,
    /// How many parties it is about, where that is not known and neither is who.
    pub(super) size: Option<(usize, usize)>,
    /// Whether legs may belong to it that are not told.
    pub(super) more_legs: bool,
    /// The steps that this hangs on, the first few.
    pub(super) open: Vec<u32>,
}

impl Walk {
    /// A way along edges that follow each other.
    pub(super) fn along(ground: &Ground<'_>, edges: Vec<u32>) -> Walk {
        let ends = |edge: &u32| ground.network.ends(*edge).sure();
        let start = edges.first().map(|edge| ends(edge).0);
        let nodes = start.into_iter().chain(edges.iter().map(|edge| ends(edge).1)).collect();
        let perhaps = !edges.iter().all(|edge| ground.is_certain(*edge));
        Walk { nodes, edges, start, perhaps, ..Walk::default() }
    }
}

/// The walks that were found.
pub(super) struct Found {
    pub(super) walks: Vec<Walk>,
    /// The first node whose walks are not all among them, if there are such.
    pub(super) cut_at: Option<u32>,
}

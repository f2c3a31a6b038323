//! Many walks, one behind the other in a single buffer.

/// Walks through a network, each told by the numbers of its edges in the order they are walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walks {
    /// Where each walk ends in `edges`, and so where the next begins.
    ends: Vec<usize>,
    edges: Vec<u32>,
    /// Whether these are all: false when there were more than the limit, and the first were kept.
    pub complete: bool,
}

impl Walks {
    pub(super) fn none() -> Walks {
        Walks { ends: Vec::new(), edges: Vec::new(), complete: true }
    }

    /// The number of walks.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The edges of a walk; none from `len` on.
    pub fn get(&self, walk: usize) -> Option<&[u32]> {
        let end = *self.ends.get(walk)?;
        self.edges.get(self.start(walk)..end)
    }

    /// The edges of every walk.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u32]> + Clone {
        // INVARIANT: ends ascend and lie inside `edges`.
        self.ends.iter().enumerate().map(|(walk, &end)| &self.edges[self.start(walk)..end])
    }

    fn start(&self, walk: usize) -> usize {
        walk.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// Adds a walk: some edges and a last one.
    pub(super) fn push(&mut self, edges: &[u32], last: u32) {
        self.edges.extend_from_slice(edges);
        self.edges.push(last);
        self.ends.push(self.edges.len());
    }

    /// Adds the walks of another.
    pub(super) fn append(&mut self, other: &Walks) {
        let before = self.edges.len();
        self.edges.extend_from_slice(&other.edges);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// Keeps the first `limit` walks and notes whether there were more.
    pub(super) fn limit(&mut self, limit: usize) {
        if self.len() > limit {
            self.edges.truncate(self.start(limit));
            self.ends.truncate(limit);
            self.complete = false;
        }
    }
}

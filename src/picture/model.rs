//! What is to be drawn, knowing nothing of how.

use thiserror::Error;

/// How many nodes an SVG may have. More are neither readable nor quick to lay out.
pub const LARGEST: usize = 300;

/// How many edges an SVG may have.
pub const MOST_EDGES: usize = 1000;

/// Parties and the flows between them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Picture {
    /// What it shows. Empty: no heading.
    pub title: String,
    /// More about it, such as the date and the scenario. Empty: none.
    pub subtitle: String,
    /// What is not drawn, and why, in words; it stands among those of `subtitle`. Empty: nothing.
    pub left_out: String,
    /// The parties; edges, rings and clusters name them by their place in this list.
    pub nodes: Vec<Node>,
    /// The flows.
    pub edges: Vec<Edge>,
    /// Rings to bring out, each the nodes that it passes in order. The last leads back to the
    /// first, which need not be repeated.
    pub rings: Vec<Vec<usize>>,
    /// What failing is called under the scenario that the nodes' fates tell of.
    pub failing: String,
    /// Nodes that belong together. A node should be in one of them at most.
    pub clusters: Vec<Vec<usize>>,
    /// The grades that parties have, the worst first; they colour them. Empty: none.
    pub grades: Vec<String>,
}

/// A party.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Node {
    /// Its key, by which DOT names it; different from those of all other nodes.
    pub key: String,
    /// Its name.
    pub label: String,
    /// A remark in small print below the name.
    pub note: Option<String>,
    /// The best and the worst grade that it may have, by their places among the picture's.
    pub grade: Option<(usize, usize)>,
    /// What becomes of it under a scenario.
    pub fate: Option<Fate>,
}

/// What becomes of a party under a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It fails.
    Joined,
    /// It fails perhaps.
    Perhaps,
    /// It loses something, and bears it.
    Bears,
}

impl Fate {
    /// In the order of a legend.
    pub(super) const ALL: [Fate; 3] = [Fate::Joined, Fate::Perhaps, Fate::Bears];

    /// What is said of it, where failing goes by a name.
    pub(super) fn told(self, failing: &str) -> String {
        match self {
            Fate::Joined => failing.to_owned(),
            Fate::Perhaps => format!("perhaps {failing}"),
            Fate::Bears => "bears its loss".to_owned(),
        }
    }
}

/// A flow from one party to another, or to itself.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Edge {
    /// The node that it leaves.
    pub from: usize,
    /// The node that it reaches.
    pub to: usize,
    /// How much flows: `up to 100 bn USD`. Empty: not told.
    pub label: String,
    /// What kind of flow it is: `equity`. Kinds have colours and marks of their own.
    pub kind: String,
    /// How large it is beside the others, from 0 to 1: how wide the line is.
    pub weight: f64,
    /// Whether it is certain to exist. Dashed when it is not.
    pub certain: bool,
}

impl Edge {
    /// The weight, within its bounds whatever was given.
    pub(super) fn share(&self) -> f64 {
        if self.weight.is_finite() { self.weight.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Why a picture cannot be drawn.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Unfit {
    /// There are more than [`LARGEST`] nodes.
    #[error("a picture of {count} parties cannot be read; at most {LARGEST} are drawn")]
    TooManyNodes {
        /// How many there are.
        count: usize,
    },
    /// There are more than [`MOST_EDGES`] edges.
    #[error("a picture of {count} flows cannot be read; at most {MOST_EDGES} are drawn")]
    TooManyEdges {
        /// How many there are.
        count: usize,
    },
    /// An edge, a ring or a cluster names a node that is not there.
    #[error("there is no party number {node}; the picture has {count}")]
    NoNode {
        /// The place that was named, from 0.
        node: usize,
        /// How many nodes there are.
        count: usize,
    },
}

impl Picture {
    /// Whether everything that is named exists.
    ///
    /// # Errors
    /// [`Unfit::NoNode`] for the first name that means nothing.
    pub(super) fn whole(&self) -> Result<(), Unfit> {
        let count = self.nodes.len();
        let ends = self.edges.iter().flat_map(|e| [e.from, e.to]);
        let groups = self.rings.iter().chain(&self.clusters).flatten().copied();
        match ends.chain(groups).find(|node| *node >= count) {
            Some(node) => Err(Unfit::NoNode { node, count }),
            None => Ok(()),
        }
    }

    /// Whether it is whole and small enough to be laid out.
    ///
    /// # Errors
    /// Why it is not.
    pub(super) fn drawable(&self) -> Result<(), Unfit> {
        self.whole()?;
        let (nodes, edges) = (self.nodes.len(), self.edges.len());
        if nodes > LARGEST {
            return Err(Unfit::TooManyNodes { count: nodes });
        }
        if edges > MOST_EDGES {
            return Err(Unfit::TooManyEdges { count: edges });
        }
        Ok(())
    }

    /// Whether that becomes of some node.
    pub(super) fn has(&self, fate: Fate) -> bool {
        self.nodes.iter().any(|node| node.fate == Some(fate))
    }

    /// The rings that each edge is part of, by place in the lists.
    pub(super) fn rings_of_edges(&self) -> Vec<Vec<usize>> {
        let mut found = vec![Vec::new(); self.edges.len()];
        for (at, ring) in self.rings.iter().enumerate() {
            let ring = opened(ring);
            let steps: Vec<(usize, usize)> =
                ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)).collect();
            for (edge, rings) in self.edges.iter().zip(&mut found) {
                if steps.contains(&(edge.from, edge.to)) {
                    rings.push(at);
                }
            }
        }
        found
    }
}

/// A ring without its first node at its end.
pub(super) fn opened(ring: &[usize]) -> &[usize] {
    match ring {
        [nodes @ .., last] if nodes.first() == Some(last) => nodes,
        _ => ring,
    }
}

//! Cut points: nodes whose absence parts what hung together.

use std::ops::Range;

use super::Network;

/// A node without which others lose touch with the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutPoint {
    /// The node.
    pub node: u32,
    /// What falls into pieces without it, save the largest piece (of equally large ones the one
    /// with the smallest node). Nodes ascend, and pieces go by their smallest node.
    pub stranded: Vec<Vec<u32>>,
}

/// The cut points of a network. They take memory in proportion to its nodes; the nodes that each
/// strands, which may be a multiple of that, are listed as they are asked for.
#[derive(Debug, Clone, Default)]
pub struct CutPoints {
    /// The nodes in the order in which a depth-first search enters them. What is entered below a
    /// node is a range, and so is each connected part of the network.
    order: Vec<u32>,
    /// Ascending by node.
    cuts: Vec<Cut>,
    /// Ranges of `order` that hang on the rest by one node alone, those of a cut point together.
    pieces: Vec<Range<usize>>,
    /// Where each node stands in `order`.
    places: Vec<u32>,
    /// The connected parts, as ranges of `order`, ascending.
    wholes: Vec<Range<usize>>,
}

#[derive(Debug, Clone)]
struct Cut {
    node: u32,
    /// Where in `order` it stands, and the connected part that it belongs to.
    place: usize,
    whole: Range<usize>,
    /// Its part of `pieces`, in their order in `order`.
    pieces: Range<usize>,
}

/// The articulation points of the network with edges taken as going both ways.
pub fn cut_points(network: &Network) -> CutPoints {
    let mut search = Search::new(network);
    let mut wholes = Vec::new();
    for root in 0..network.nodes() {
        wholes.extend(search.from(root));
    }
    search.hanging.sort_unstable_by_key(|(node, range)| (*node, range.start));
    let Search { order, place: places, hanging, .. } = search;
    let mut found = CutPoints { order, places, wholes, ..CutPoints::default() };
    for pieces in hanging.chunk_by(|(a, _), (b, _)| a == b) {
        let Some(&(node, _)) = pieces.first() else {
            continue;
        };
        let (Some(place), Some(whole)) = (found.place(node), found.whole(node)) else {
            continue;
        };
        // From where the search began everything hangs.
        if place == whole.start && pieces.len() < 2 {
            continue;
        }
        let first = found.pieces.len();
        found.pieces.extend(pieces.iter().map(|(_, range)| range.clone()));
        let pieces = first..found.pieces.len();
        found.cuts.push(Cut { node, place, whole, pieces });
    }
    found
}

impl CutPoints {
    /// The number of cut points.
    pub fn len(&self) -> usize {
        self.cuts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cuts.is_empty()
    }

    /// Each cut point, ascending, with how many nodes it strands; lists none of them.
    pub fn counts(&self) -> impl ExactSizeIterator<Item = (u32, usize)> {
        self.cuts.iter().map(|cut| {
            let largest = self.sizes(cut).max().unwrap_or(0);
            (cut.node, cut.whole.len() - 1 - largest)
        })
    }

    /// The cut points, ascending.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = CutPoint> {
        self.cuts.iter().map(|cut| CutPoint { node: cut.node, stranded: self.stranded(cut) })
    }

    /// The cut point that a node is, if it is one.
    pub fn cut(&self, node: u32) -> Option<CutPoint> {
        let at = self.cuts.binary_search_by_key(&node, |cut| cut.node).ok()?;
        let cut = self.cuts.get(at)?;
        Some(CutPoint { node, stranded: self.stranded(cut) })
    }

    /// Whether two nodes hang together.
    pub fn together(&self, a: u32, b: u32) -> bool {
        self.whole(a).is_some() && self.whole(a) == self.whole(b)
    }

    /// How many nodes hang together with a node, itself among them.
    pub fn whole_of(&self, node: u32) -> usize {
        self.whole(node).map_or(0, |whole| whole.len())
    }

    /// Whether some of these nodes lie in different pieces once `node` is gone.
    pub fn parts(&self, node: u32, others: impl IntoIterator<Item = u32>) -> bool {
        let mut pieces = others.into_iter().map(|other| self.piece(node, other));
        let first = pieces.next();
        pieces.any(|piece| Some(piece) != first)
    }

    /// The piece in which `other` lies once `node` is gone: a part of its own, or what hangs on the
    /// node alone, or what remains around it.
    fn piece(&self, node: u32, other: u32) -> (Option<usize>, Option<usize>) {
        let whole = self.whole(other).map(|whole| whole.start);
        let cut = self.cuts.binary_search_by_key(&node, |cut| cut.node).ok();
        let (Some(cut), Some(place)) = (cut.and_then(|at| self.cuts.get(at)), self.place(other))
        else {
            return (whole, None);
        };
        let pieces = self.pieces(cut);
        let at = pieces.partition_point(|piece| piece.end <= place);
        (whole, pieces.get(at).filter(|piece| piece.contains(&place)).map(|piece| piece.start))
    }

    fn place(&self, node: u32) -> Option<usize> {
        self.places.get(node as usize).map(|place| *place as usize)
    }

    /// The part that a node belongs to: every node was entered, and lies in the part that begins
    /// last before it.
    fn whole(&self, node: u32) -> Option<Range<usize>> {
        let place = self.place(node)?;
        let behind = self.wholes.partition_point(|whole| whole.start <= place);
        self.wholes.get(behind.checked_sub(1)?).cloned()
    }

    fn pieces(&self, cut: &Cut) -> &[Range<usize>] {
        // INVARIANT: cuts are made with the pieces that they name.
        &self.pieces[cut.pieces.clone()]
    }

    /// The size of every piece, and last of what remains around the node, which may be nothing.
    fn sizes(&self, cut: &Cut) -> impl Iterator<Item = usize> {
        let hanging: usize = self.pieces(cut).iter().map(ExactSizeIterator::len).sum();
        let rest = cut.whole.len() - 1 - hanging;
        self.pieces(cut).iter().map(ExactSizeIterator::len).chain([rest])
    }

    fn stranded(&self, cut: &Cut) -> Vec<Vec<u32>> {
        let largest = self.sizes(cut).max().unwrap_or(0);
        let tie = self.sizes(cut).filter(|&size| size == largest).count() > 1;
        // The largest piece is listed only where another is as large: its cost is that one's.
        let listed = |size: usize| size > 0 && (size < largest || tie);
        let mut stranded: Vec<Vec<u32>> = Vec::new();
        for piece in self.pieces(cut).iter().filter(|piece| listed(piece.len())) {
            // INVARIANT: pieces are ranges of `order`.
            stranded.push(self.order[piece.clone()].to_vec());
        }
        if self.sizes(cut).last().is_some_and(listed) {
            stranded.push(self.rest(cut));
        }
        stranded.iter_mut().for_each(|nodes| nodes.sort_unstable());
        stranded.sort_unstable();
        if tie && let Some(kept) = stranded.iter().position(|nodes| nodes.len() == largest) {
            stranded.remove(kept);
        }
        stranded
    }

    /// What remains around the node: its whole without itself and without the pieces.
    fn rest(&self, cut: &Cut) -> Vec<u32> {
        let itself = cut.place..cut.place + 1;
        let mut rest = Vec::new();
        let mut next = cut.whole.start;
        for gone in std::iter::once(&itself).chain(self.pieces(cut)) {
            // INVARIANT: pieces follow the node in `order` and each other, inside the whole.
            rest.extend_from_slice(&self.order[next..gone.start]);
            next = gone.end;
        }
        rest.extend_from_slice(&self.order[next..cut.whole.end]);
        rest
    }
}

/// In place of a node's place in the order: not entered yet.
const NONE: u32 = u32::MAX;

/// A depth-first search with a stack of its own, since a chain is as deep as it is long.
struct Search<'a> {
    network: &'a Network,
    order: Vec<u32>,
    /// Where in `order` each node stands.
    place: Vec<u32>,
    /// The earliest place that is linked to the node or to what was entered below it.
    earliest: Vec<u32>,
    /// What was entered below a neighbour of a node and is linked to nothing before that node.
    hanging: Vec<(u32, Range<usize>)>,
    /// The nodes from the root to the present one, with how many neighbours were looked at.
    walk: Vec<(u32, usize)>,
}

impl<'a> Search<'a> {
    fn new(network: &'a Network) -> Search<'a> {
        let none = vec![NONE; network.nodes() as usize];
        Search {
            network,
            order: Vec::new(),
            place: none.clone(),
            earliest: none,
            hanging: Vec::new(),
            walk: Vec::new(),
        }
    }

    /// Enters what is connected with a node and gives its range, unless it was entered before.
    fn from(&mut self, root: u32) -> Option<Range<usize>> {
        // INVARIANT: the vectors have a place for each node, here and below.
        if self.place[root as usize] != NONE {
            return None;
        }
        let start = self.order.len();
        self.enter(root);
        while let Some((node, next)) = self.walk.last_mut() {
            let node = *node;
            let (out, into) = (self.network.out.of(node), self.network.into.of(node));
            let Some(&other) = out.get(*next).or_else(|| into.get(*next - out.len())) else {
                self.leave();
                continue;
            };
            *next += 1;
            let place = self.place[other as usize];
            if place == NONE {
                self.enter(other);
            } else {
                let earliest = &mut self.earliest[node as usize];
                *earliest = place.min(*earliest);
            }
        }
        Some(start..self.order.len())
    }

    fn enter(&mut self, node: u32) {
        let place = self.order.len() as u32;
        self.place[node as usize] = place;
        self.earliest[node as usize] = place;
        self.order.push(node);
        self.walk.push((node, 0));
    }

    fn leave(&mut self) {
        let (Some((node, _)), Some(&(before, _))) = (self.walk.pop(), self.walk.last()) else {
            return;
        };
        let earliest = self.earliest[node as usize];
        if earliest >= self.place[before as usize] {
            let piece = self.place[node as usize] as usize..self.order.len();
            self.hanging.push((before, piece));
        }
        let known = &mut self.earliest[before as usize];
        *known = earliest.min(*known);
    }
}

//! The ways from one party to another that decide how much passes: the widest that is there for
//! certain, and the widest that there may be. Where none is there for certain, one that lets less
//! than nothing through may be the only one: so the narrowest that there may be counts, too.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::ground::Ground;
use super::walk::{Found, Walk};
use crate::eval::frame::{Frame, Rows};
use crate::eval::{Settings, prepare};
use crate::ir::{ExprId, Level, Program};
use crate::meaning::is_weightless;
use crate::network::{Bottlenecks, Sought};
use crate::record::Tables;
use crate::ty::RecordId;
use crate::value::{Currency, Decimal, Range};

/// How many parties are followed before it is seen whether that was too much.
const TOGETHER: usize = 1024;

/// How wide a leg is: the lower end, of which none lies below all, or the upper, of which none
/// lies above all.
type Width = (bool, Decimal);

/// A way that lets less through, or may, lets through less than nothing.
const NOTHING: Width = (true, Decimal::ZERO);

/// What is looked for, and how wide each edge is by one of its ends; none where it does not count.
pub(super) struct Widths {
    sought: Sought,
    of: Vec<Option<Width>>,
}

impl Widths {
    /// Whether a way is looked for that goes along these edges: the narrowest only counts where it
    /// lets less than nothing through.
    fn counts(&self, edges: &[u32]) -> bool {
        let width = |edge: &u32| self.of.get(*edge as usize).copied().flatten();
        let burdens = |edge: &u32| width(edge).is_some_and(|width| width < NOTHING);
        self.sought == Sought::Widest || edges.iter().any(burdens)
    }
}

/// The ways from each party to each that it may reach which decide what passes: at most three, and
/// for each currency without a rate, and without those, three more.
pub(super) fn find(
    ground: &Ground<'_>,
    widths: &[Widths],
    longest: usize,
    settings: &Settings,
) -> Found {
    let network = &ground.network;
    let (mut walks, mut looked) = (Vec::new(), 0);
    let nodes: Vec<u32> = (0..network.nodes()).collect();
    let new = || -> Vec<Search<'_>> {
        widths.iter().map(|of| (of, Bottlenecks::new(network, &of.of, of.sought))).collect()
    };
    for run in nodes.chunks(TOGETHER) {
        let parts: Vec<(Vec<Walk>, usize)> = run
            .par_iter()
            .map_init(new, |searches, node| from(ground, searches, *node, longest))
            .collect();
        for (node, (part, edges)) in run.iter().zip(parts) {
            looked += edges;
            if looked > settings.limits.reached || walks.len() + part.len() > settings.limits.walks
            {
                // What a single leg lets through is known all the same.
                walks.extend((*node..network.nodes()).flat_map(|node| direct(ground, node)));
                return Found { walks, cut_at: Some(*node) };
            }
            walks.extend(part);
        }
    }
    Found { walks, cut_at: None }
}

/// A search for what is looked for.
type Search<'a> = (&'a Widths, Bottlenecks<'a, Width>);

/// The ways from a node, in the order of where they lead and by which nodes.
fn from(
    ground: &Ground<'_>,
    searches: &mut [Search<'_>],
    node: u32,
    longest: usize,
) -> (Vec<Walk>, usize) {
    let (mut wide, mut narrow) = (FxHashSet::<Vec<u32>>::default(), FxHashSet::default());
    let mut looked = 0;
    for (of, search) in searches {
        let (found, edges) = search.from(node, longest);
        let ways = match of.sought {
            Sought::Widest => &mut wide,
            Sought::Narrowest => &mut narrow,
        };
        ways.extend(found.iter().filter(|way| of.counts(way)).map(<[u32]>::to_vec));
        looked += edges;
    }
    narrow.retain(|way| !wide.contains(way));
    let along = |edges| Walk::along(ground, edges);
    let mut walks: Vec<Walk> = wide.into_iter().map(along).collect();
    // Where some way is there for certain, at least what it lets through passes.
    let certain = walks.iter().filter(|walk| !walk.perhaps);
    let certain: FxHashSet<Option<u32>> = certain.map(|walk| walk.nodes.last().copied()).collect();
    let narrow = narrow.into_iter().map(along);
    walks.extend(narrow.filter(|walk| !certain.contains(&walk.nodes.last().copied())));
    walks.sort_unstable_by(|a, b| (a.nodes.last(), &a.nodes).cmp(&(b.nodes.last(), &b.nodes)));
    (walks, looked)
}

/// The single legs from a node.
fn direct(ground: &Ground<'_>, node: u32) -> Vec<Walk> {
    let edges = ground.network.out(node);
    edges.filter(|(far, _)| *far != node).map(|(_, edge)| Walk::along(ground, vec![edge])).collect()
}

/// How wide edges are: of those that exist for certain by what they carry at least, of all by what
/// they carry at most. Amounts in several currencies are compared in the reporting currency; where
/// a rate is missing, what is in that currency alone can still be compared, and what is not.
pub(super) fn widths(
    program: &Program,
    tables: &Tables,
    settings: &Settings,
    ground: &Ground<'_>,
    (legs, amount): (RecordId, ExprId),
) -> Vec<Widths> {
    let engine = prepare::engine(program, tables, settings, &program.reached([amount]));
    let frame = Frame::new(&engine, Level::SUBJECT, Rows::Run(0..tables.of(legs).rows), None);
    let values = frame.eval(amount);
    let edges = 0..ground.network.edges().len() as u32;
    let own: Vec<(Range, Option<Currency>)> =
        edges.map(|edge| values.get(ground.leg(edge) as usize).parts()).collect();
    let heavy =
        |(range, currency): &(Range, Option<Currency>)| currency.filter(|_| !is_weightless(*range));
    let first = own.iter().find_map(heavy);
    if own.iter().filter_map(heavy).all(|currency| Some(currency) == first) {
        return ends(ground, &own.iter().map(|(range, _)| Some(*range)).collect::<Vec<_>>());
    }
    let rates = engine.rates.of(program.arena.get(amount).ty);
    let convert =
        |(range, currency): &(Range, Option<Currency>)| rates.home(*range, *currency).ok();
    let converted: Vec<Option<Range>> = own.iter().map(convert).collect();
    let apart = |(own, converted): (&(Range, Option<Currency>), &Option<Range>)| {
        heavy(own).filter(|_| converted.is_none())
    };
    let mut alone: Vec<Currency> = own.iter().zip(&converted).filter_map(apart).collect();
    alone.sort_unstable();
    alone.dedup();
    let sides = own.iter().zip(&converted).map(|(own, converted)| converted.or(Some(own.0.side())));
    let mut all = ends(ground, &sides.collect::<Vec<_>>());
    if !alone.is_empty() {
        all.extend(ends(ground, &converted));
    }
    for currency in alone {
        let in_it = |own: &(Range, Option<Currency>)| {
            heavy(own).is_none_or(|own| own == currency).then_some(own.0)
        };
        all.extend(ends(ground, &own.iter().map(in_it).collect::<Vec<_>>()));
    }
    all
}

/// The lower ends of the edges that are certain, for the widest ways, and the upper ends of all;
/// for the narrowest the lower ends of all, where some may be missing and some be less than nothing.
fn ends(ground: &Ground<'_>, ranges: &[Option<Range>]) -> Vec<Widths> {
    let lower = |range: &Option<Range>| range.map(|r| (r.lo.is_some(), r.lo.unwrap_or_default()));
    let upper = |range: &Option<Range>| range.map(|r| (r.hi.is_none(), r.hi.unwrap_or_default()));
    let lowest: Vec<Option<Width>> = ranges.iter().map(lower).collect();
    let sure = |(edge, width): (u32, &Option<Width>)| width.filter(|_| ground.is_certain(edge));
    let sure: Vec<Option<Width>> = (0..).zip(&lowest).map(sure).collect();
    let narrows = sure != lowest && lowest.iter().flatten().any(|width| *width < NOTHING);
    let mut all = vec![
        Widths { sought: Sought::Widest, of: sure },
        Widths { sought: Sought::Widest, of: ranges.iter().map(upper).collect() },
    ];
    all.extend(narrows.then_some(Widths { sought: Sought::Narrowest, of: lowest }));
    all
}

//! Facts that several sources tell, by definition: what the strongest of them say, for every kind
//! that a source may be of which none is told.

use std::fmt::Write;

use riskwright::ty::FieldId;
use riskwright::value::{Decimal, Range, Scalar, Tri};

use super::drawn::{RANKED, tried};
use super::generate::Choices;
use super::told::Looked;

/// The kinds of sources, by number.
const KINDS: [&str; 4] = ["k0", "k1", "k2", "k3"];

/// What one source says of the fact: its place among the sources, and the range.
type Said = (usize, i64, i64);

#[test]
fn the_strongest_decide() {
    tried(RANKED, |c| {
        let order = order(c);
        let mut rules = "record Source key id { id: text, kind: one of k0 | k1 | k2 | k3? }\n\
                         record Deal key id { id: text, value: number? }\n\
                         rule low for d in Deal { flag high when d.value < 5 }\n\
                         rule open for d in Deal { flag high when d.value is disputed }\n"
            .to_owned();
        for (stronger, weaker) in &order {
            let _ = writeln!(rules, "evidence {} > {}", KINDS[*stronger], KINDS[*weaker]);
        }
        let kinds: Vec<Option<usize>> =
            (0..4).map(|_| Some(c.below(5)).filter(|kind| *kind < 4)).collect();
        let said: Vec<Said> = (0..1 + c.below(4))
            .map(|source| {
                let lo = c.below(8) as i64;
                (source, lo, lo + c.below(3) as i64)
            })
            .collect();
        let text = records(&kinds, &said);
        let mut wrong = wrong(&rules, &order, &kinds, &said);
        wrong.extend((!wrong.is_empty()).then(|| format!("{rules}\n---\n{text}")));
        wrong
    });
}

/// A few pairs of kinds, the stronger first, that go in no circle.
fn order(c: &mut Choices) -> Vec<(usize, usize)> {
    let mut order = Vec::new();
    for (a, b) in [(3, 2), (2, 1), (1, 0), (3, 0), (2, 0)] {
        if c.chance(50) {
            order.push((a, b));
        }
    }
    order
}

fn records(kinds: &[Option<usize>], said: &[Said]) -> String {
    let mut text = "sources:\n".to_owned();
    for (n, kind) in kinds.iter().enumerate() {
        let kind = kind.map(|kind| format!(", kind: {}", KINDS[kind])).unwrap_or_default();
        let _ = writeln!(text, "  - {{id: s{n}{kind}}}");
    }
    text += "deals:\n  - id: x\n    value:\n";
    for (source, lo, hi) in said {
        let _ = writeln!(text, "      - {{says: {lo}..{hi}, source: s{source}}}");
    }
    text
}

/// Whether a kind is above another, over any of the pairs.
fn is_above(order: &[(usize, usize)], a: usize, b: usize) -> bool {
    order.iter().any(|(x, y)| *x == a && (*y == b || is_above(order, *y, b)))
}

/// What the strongest say where all kinds are told: the range of it, and whether it is disputed.
fn decided(order: &[(usize, usize)], kinds: &[usize], said: &[Said]) -> (i64, i64, bool) {
    let beaten =
        |one: &Said| said.iter().any(|other| is_above(order, kinds[other.0], kinds[one.0]));
    let strongest: Vec<&Said> = said.iter().filter(|one| !beaten(one)).collect();
    let lo = strongest.iter().map(|(_, lo, _)| *lo);
    let hi = strongest.iter().map(|(_, _, hi)| *hi);
    let apart = lo.clone().max() > hi.clone().min();
    (lo.min().expect("someone"), hi.max().expect("someone"), apart)
}

/// Every way to tell the kinds that are not told.
fn completed(kinds: &[Option<usize>]) -> Vec<Vec<usize>> {
    kinds.iter().fold(vec![Vec::new()], |all, kind| {
        let may = kind.map_or(0..KINDS.len(), |kind| kind..kind + 1);
        let with = |before: &Vec<usize>| {
            let before = before.clone();
            may.clone().map(move |kind| [before.as_slice(), &[kind]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(with).collect()
    })
}

fn wrong(
    rules: &str,
    order: &[(usize, usize)],
    kinds: &[Option<usize>],
    said: &[Said],
) -> Vec<String> {
    let mut wrong = Vec::new();
    let (range, disputed) = found(rules, &records(kinds, said));
    let all = completed(kinds);
    for kinds in &all {
        let (lo, hi, apart) = decided(order, kinds, said);
        let within = Range::new(Some(lo.into()), Some(hi.into()));
        if !range.contains(Decimal::from(lo)) || !range.contains(Decimal::from(hi)) {
            wrong.push(format!("{range:?} leaves out {within:?} of {kinds:?}"));
        }
        if disputed != Tri::Unknown && disputed != Tri::from(apart) {
            wrong.push(format!("disputed is {disputed:?}, and {apart} of {kinds:?}"));
        }
        if all.len() == 1 && (range != within || disputed != Tri::from(apart)) {
            wrong.push(format!("{range:?}, {disputed:?} where {within:?}, {apart} is told"));
        }
    }
    // No more is open than must be.
    let ends: Vec<(i64, i64, bool)> = all.iter().map(|k| decided(order, k, said)).collect();
    let lowest = ends.iter().map(|(lo, _, _)| *lo).min();
    let highest = ends.iter().map(|(_, hi, _)| *hi).max();
    if range != Range::new(lowest.map(Decimal::from), highest.map(Decimal::from)) {
        wrong.push(format!("{range:?} is wider than {lowest:?} to {highest:?}"));
    }
    wrong
}

/// What the engine makes of the fact, and whether it is disputed.
fn found(rules: &str, records: &str) -> (Range, Tri) {
    let looked = Looked::at(rules, records);
    let deals = looked.program.schema.record_named("Deal").expect("a kind");
    let value = looked.read.tables.of(deals).column(FieldId(1)).expect("a column").get(0);
    let Scalar::Quantity { range, .. } = value else { panic!("a number") };
    let rule = &looked.program.rules[1];
    let Scalar::Truth(disputed) = looked.evaluation().value(rule.rungs[0].when, 0) else {
        panic!("a truth")
    };
    (range, disputed)
}

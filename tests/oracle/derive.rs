//! Groups, flows and walks by definition: every combination is tried, every sequence of parties
//! walked.

use std::collections::{BTreeMap, BTreeSet};

use riskwright::ir::{Derivation, Line, Program, Walked, field};
use riskwright::operator::WalkKind;
use riskwright::record::Tables;
use riskwright::ty::{FieldId, RecordId};
use riskwright::value::{Scalar, Tri};

use super::interpreter::Oracle;

/// What is wrong with the tables that were derived.
pub(crate) fn mistakes(oracle: &Oracle<'_>) -> Vec<String> {
    let Oracle { program, tables, .. } = oracle;
    let mut wrong = Vec::new();
    let mut compare = |what: &str, record: RecordId, expected: Vec<String>, found: Vec<String>| {
        if expected != found {
            let name = &program.schema.record(record).name;
            wrong.push(format!("{what} {name}: expected {expected:?}, found {found:?}"));
        }
    };
    for derived in &program.derived {
        let record = derived.record;
        match &derived.how {
            Derivation::Steps { groups, lines } => {
                let (steps, keys) = expected_steps(oracle, lines);
                compare("steps of", record, steps, found_steps(tables, record, *groups));
                compare("groups of", *groups, keys, found_groups(tables, *groups));
            }
            Derivation::Walks(walked) => {
                let ground = Ground::new(program, tables, walked.legs);
                let expected = ground.walks(walked);
                compare(walked.kind.words(), record, expected, ground.found(record, walked));
            }
            Derivation::Reach { legs, longest } => {
                let ground = Ground::new(program, tables, *legs);
                let mut expected = ground.reach(*longest as usize);
                expected.extend(ground.open(oracle, *legs, *longest as usize));
                expected.sort();
                compare("reach", record, expected, ground.found_reach(record));
            }
        }
    }
    wrong
}

/// The steps of all lines, and each combination of keys that some step is known to have.
fn expected_steps(oracle: &Oracle<'_>, lines: &[Line]) -> (Vec<String>, Vec<String>) {
    let (mut steps, mut groups) = (Vec::new(), BTreeSet::new());
    for (number, line) in lines.iter().enumerate() {
        for row in 0..oracle.tables.of(line.members).rows as u32 {
            if line.filter.is_some_and(|filter| oracle.truth(filter, &[row]) == Tri::False) {
                continue;
            }
            let keys: Vec<Scalar> =
                line.keys.iter().map(|key| oracle.value(*key, &[row])).collect();
            let known = keys.iter().all(Scalar::is_known);
            let group = if known { format!("{keys:?}") } else { "none".to_owned() };
            steps.push(format!("line {number}, record {row}: {group}"));
            if known {
                groups.insert(group);
            }
        }
    }
    (steps, groups.into_iter().collect())
}

fn cell(tables: &Tables, record: RecordId, field: FieldId, row: u32) -> Scalar {
    tables.of(record).column(field).expect("it was made").get(row as usize)
}

fn code(tables: &Tables, record: RecordId, field: FieldId, row: u32) -> Option<u32> {
    match cell(tables, record, field, row) {
        Scalar::Code(code) => code,
        other => panic!("a reference is {other:?}"),
    }
}

fn found_steps(tables: &Tables, steps: RecordId, groups: RecordId) -> Vec<String> {
    let step = |row: u32| {
        let Scalar::Quantity { range, .. } = cell(tables, steps, field::LINE, row) else {
            panic!("a line is a number")
        };
        let (_, record) = tables.of(steps).origins[row as usize];
        let group = code(tables, steps, field::GROUP, row);
        let group = group.map_or("none".to_owned(), |group| keys(tables, groups, group));
        let line = range.known().expect("a line is known");
        format!("line {line}, record {record}: {group}")
    };
    (0..tables.of(steps).rows as u32).map(step).collect()
}

fn keys(tables: &Tables, groups: RecordId, row: u32) -> String {
    let columns = tables.of(groups).columns.iter().flatten();
    format!("{:?}", columns.map(|column| column.get(row as usize)).collect::<Vec<_>>())
}

/// The groups, which must stand in the order of their names.
fn found_groups(tables: &Tables, groups: RecordId) -> Vec<String> {
    let table = tables.of(groups);
    let names: Vec<_> = (0..table.rows as u32).map(|row| table.keys.get(row as usize)).collect();
    assert!(names.is_sorted(), "{names:?}");
    let mut found: Vec<String> = (0..table.rows as u32).map(|r| keys(tables, groups, r)).collect();
    found.sort();
    found
}

/// Who has a leg to whom, by the names of the parties.
struct Ground<'a> {
    tables: &'a Tables,
    /// The row of each leg by its ends.
    legs: BTreeMap<(&'a str, &'a str), u32>,
    party: RecordId,
}

impl<'a> Ground<'a> {
    fn new(program: &Program, tables: &'a Tables, legs: RecordId) -> Ground<'a> {
        let riskwright::ty::Ty::Record(party) = program.schema.field(legs, field::FROM).ty else {
            panic!("a leg starts at a record")
        };
        let name = |field, row| {
            let party_row = code(tables, legs, field, row).expect("the ends of a leg are known");
            tables.of(party).keys.get(party_row as usize).expect("a key")
        };
        let ends = |row| ((name(field::FROM, row), name(field::TO, row)), row);
        let legs = (0..tables.of(legs).rows as u32).map(ends).collect();
        Ground { tables, legs, party }
    }

    fn nodes(&self) -> BTreeSet<&'a str> {
        self.legs.keys().flat_map(|(from, to)| [*from, *to]).collect()
    }

    fn has(&self, from: &str, to: &str) -> bool {
        self.legs.contains_key(&(from, to))
    }

    /// Every sequence of two or more different parties with a leg from each to the next.
    fn sequences(&self, most: usize) -> Vec<Vec<&'a str>> {
        let mut all: Vec<Vec<&str>> = Vec::new();
        let mut last: Vec<Vec<&str>> = self.nodes().into_iter().map(|node| vec![node]).collect();
        for _ in 1..most {
            let longer = |walk: &Vec<&'a str>| {
                let end = *walk.last().expect("a party");
                let next =
                    self.nodes().into_iter().filter(|n| !walk.contains(n) && self.has(end, n));
                next.map(|node| [walk.as_slice(), &[node]].concat()).collect::<Vec<_>>()
            };
            last = last.iter().flat_map(longer).collect();
            all.extend(last.iter().cloned());
        }
        all.sort();
        all
    }

    fn walks(&self, walked: &Walked) -> Vec<String> {
        let longest = walked.longest as usize;
        let leg = |(from, to)| self.legs[&(from, to)];
        let along = |walk: &[&'a str]| -> Vec<u32> {
            walk.windows(2).map(|ends| leg((ends[0], ends[1]))).collect()
        };
        match walked.kind {
            WalkKind::Cycles => {
                let rings = self.sequences(longest).into_iter().filter(|walk| {
                    walk.iter().min() == walk.first() && self.has(walk[walk.len() - 1], walk[0])
                });
                let ring = |walk: Vec<&'a str>| {
                    let closing = leg((walk[walk.len() - 1], walk[0]));
                    let legs = [along(&walk), vec![closing]].concat();
                    told(&walk.join("/"), legs.len(), &walk, &legs)
                };
                rings.map(ring).collect()
            }
            WalkKind::Paths => {
                let path = |walk: Vec<&'a str>| {
                    told(&walk.join("/"), walk.len() - 1, &walk, &along(&walk))
                };
                self.sequences(longest + 1).into_iter().map(path).collect()
            }
            WalkKind::Clusters => self.clusters(),
            WalkKind::CutPoints => self.cut_points(),
        }
    }

    /// Who can be reached along legs, or along them either way with some party left out.
    fn reached(&self, from: &'a str, both_ways: bool, without: Option<&str>) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::from([from]);
        loop {
            let next = self.nodes().into_iter().filter(|node| {
                let joined = |r: &&str| self.has(r, node) || both_ways && self.has(node, r);
                Some(*node) != without && reached.iter().any(joined)
            });
            let all: BTreeSet<&str> = reached.iter().copied().chain(next).collect();
            if all.len() == reached.len() {
                return all;
            }
            reached = all;
        }
    }

    /// Parties who all reach each other, with the legs between them.
    fn clusters(&self) -> Vec<String> {
        let mut clusters = BTreeSet::new();
        for node in self.nodes() {
            let mutual = |other: &&str| self.reached(other, false, None).contains(node);
            let cluster: Vec<&str> =
                self.reached(node, false, None).into_iter().filter(mutual).collect();
            if cluster.len() > 1 {
                clusters.insert(cluster);
            }
        }
        let cluster = |nodes: Vec<&str>| {
            let inside = |(from, to): &(&str, &str)| nodes.contains(from) && nodes.contains(to);
            let legs: Vec<u32> =
                self.legs.iter().filter(|(ends, _)| inside(ends)).map(|(_, leg)| *leg).collect();
            told(&nodes.join("/"), nodes.len(), &nodes, &legs)
        };
        clusters.into_iter().map(cluster).collect()
    }

    /// Parties without whom those who hung together fall apart: all but the largest piece is lost.
    fn cut_points(&self) -> Vec<String> {
        let mut cuts = Vec::new();
        for node in self.nodes() {
            let mut pieces: Vec<BTreeSet<&str>> = Vec::new();
            for other in self.reached(node, true, None) {
                if other != node && !pieces.iter().any(|piece| piece.contains(other)) {
                    pieces.push(self.reached(other, true, Some(node)));
                }
            }
            if pieces.len() < 2 {
                continue;
            }
            let size = pieces.iter().map(BTreeSet::len).max().expect("a piece");
            let kept = pieces.iter().position(|piece| piece.len() == size).expect("a piece");
            pieces.remove(kept);
            let lost: BTreeSet<&str> = pieces.into_iter().flatten().collect();
            let touches = |(from, to): &(&str, &str)| lost.contains(from) || lost.contains(to);
            let legs: Vec<u32> =
                self.legs.iter().filter(|(ends, _)| touches(ends)).map(|(_, leg)| *leg).collect();
            let lost: Vec<&str> = lost.into_iter().collect();
            cuts.push(told(node, lost.len(), &lost, &legs));
        }
        cuts
    }

    /// What was derived, in its own order.
    fn found(&self, record: RecordId, walked: &Walked) -> Vec<String> {
        let table = self.tables.of(record);
        let members = |list: RecordId, walk: u32| -> Vec<u32> {
            let of_walk = |row: &u32| self.tables.of(list).parents[*row as usize] == walk;
            let rows = (0..self.tables.of(list).rows as u32).filter(of_walk);
            rows.map(|row| code(self.tables, list, FieldId(0), row).expect("a member")).collect()
        };
        let walk = |row: u32| {
            let Scalar::Quantity { range, .. } = cell(self.tables, record, field::LENGTH, row)
            else {
                panic!("a length is a number")
            };
            let name = |row| self.tables.of(self.party).keys.get(row as usize).expect("a key");
            let parties: Vec<&str> = members(walked.parties, row).into_iter().map(name).collect();
            let length = range.known().and_then(|n| n.fixed(0)).expect("a length") as usize;
            let key = table.keys.get(row as usize).expect("a key");
            told(key, length, &parties, &members(walked.used, row))
        };
        (0..table.rows as u32).map(walk).collect()
    }

    /// Which legs can be walked from each party within so many.
    fn reach(&self, longest: usize) -> Vec<String> {
        let mut all = Vec::new();
        for from in self.nodes() {
            let mut near = BTreeSet::from([from]);
            let mut legs = BTreeSet::new();
            for _ in 0..longest {
                let out = self.legs.iter().filter(|((start, _), _)| near.contains(start));
                let out: Vec<(&str, u32)> = out.map(|((_, end), leg)| (*end, *leg)).collect();
                legs.extend(out.iter().map(|(_, leg)| *leg));
                near.extend(out.iter().map(|(end, _)| *end));
            }
            all.extend(legs.into_iter().map(|leg| format!("{from} reaches leg {leg}")));
        }
        all.sort();
        all
    }

    /// The parties from whom a step may lead of which not both ends are known.
    fn open(&self, oracle: &Oracle<'_>, legs: RecordId, longest: usize) -> Vec<String> {
        let lines = oracle.program.derived.iter().find_map(|derived| match &derived.how {
            Derivation::Steps { groups, lines } if *groups == legs => Some(lines),
            _ => None,
        });
        let keys = &self.tables.of(self.party).keys;
        let name = |row: u32| keys.get(row as usize).expect("a key");
        let all: BTreeSet<&str> = (0..self.tables.of(self.party).rows as u32).map(name).collect();
        let mut starts = BTreeSet::new();
        for line in lines.expect("legs have steps") {
            for row in 0..self.tables.of(line.members).rows as u32 {
                let out =
                    line.filter.is_some_and(|filter| oracle.truth(filter, &[row]) == Tri::False);
                let ends = [0, 1].map(|end| oracle.value(line.keys[end], &[row]));
                match ends {
                    _ if out => {}
                    [Scalar::Code(Some(_)), Scalar::Code(Some(_))] => {}
                    [Scalar::Code(Some(start)), _] => drop(starts.insert(name(start))),
                    _ => starts.extend(&all),
                }
            }
        }
        let mut leading = starts;
        for _ in 1..longest {
            let next =
                all.iter().filter(|party| leading.iter().any(|start| self.has(party, start)));
            leading = leading.iter().chain(next).copied().collect();
        }
        leading.into_iter().map(|party| format!("{party} reaches some leg")).collect()
    }

    fn found_reach(&self, record: RecordId) -> Vec<String> {
        let reach = |row: u32| {
            let from = code(self.tables, record, field::REACHER, row).expect("a party");
            let name = self.tables.of(self.party).keys.get(from as usize).expect("a key");
            match code(self.tables, record, field::REACHED, row) {
                Some(leg) => format!("{name} reaches leg {leg}"),
                None => format!("{name} reaches some leg"),
            }
        };
        let mut all: Vec<String> = (0..self.tables.of(record).rows as u32).map(reach).collect();
        all.sort();
        all
    }
}

fn told(key: &str, length: usize, parties: &[&str], legs: &[u32]) -> String {
    format!("{key} ({length}): {parties:?} over {legs:?}")
}

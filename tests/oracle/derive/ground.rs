//! Walks, clusters, cut points and reaches by definition.

use super::*;

/// Who has a leg to whom, by the names of the parties.
pub(super) struct Ground<'a> {
    tables: &'a Tables,
    /// The row of each leg by its ends.
    legs: BTreeMap<(&'a str, &'a str), u32>,
    /// The ends of those that are there for certain.
    certain: BTreeSet<(&'a str, &'a str)>,
    /// The steps of which not both ends are known, with those that are.
    loose: Vec<(u32, Option<&'a str>, Option<&'a str>)>,
    party: RecordId,
}

impl<'a> Ground<'a> {
    pub(super) fn new(oracle: &Oracle<'a>, legs: RecordId) -> Ground<'a> {
        let Oracle { program, tables, .. } = oracle;
        let leg = program.schema.kind(legs).leg().expect("legs");
        let riskwright::ty::Ty::Record(party) = program.schema.field(legs, leg.from).ty else {
            panic!("a leg starts at a record")
        };
        let name = |row: u32| tables.of(party).keys.get(row as usize).expect("a key");
        let end = |field, row| name(code(tables, legs, field, row).expect("a leg tells its ends"));
        let ends = |row| ((end(leg.from, row), end(leg.to, row)), row);
        let made = program.schema.kind(leg.steps).step().expect("legs have steps");
        let (mut certain, mut loose, mut step) = (BTreeSet::new(), Vec::new(), 0);
        for line in &made.lines {
            for row in 0..tables.of(line.members).rows as u32 {
                let inside = line.filter.map_or(Tri::True, |f| oracle.truth(f, &[row]));
                if inside == Tri::False {
                    continue;
                }
                let nobody = |end: usize| oracle.value(line.keys[end], &[row]) == Scalar::NOBODY;
                if nobody(0) || nobody(1) {
                    step += 1;
                    continue;
                }
                let known = |end: usize| match oracle.value(line.keys[end], &[row]) {
                    Scalar::Code(party) => party.map(name),
                    other => panic!("an end is {other:?}"),
                };
                match (known(0), known(1)) {
                    (Some(from), Some(to)) if inside == Tri::True => {
                        certain.insert((from, to));
                    }
                    (Some(_), Some(_)) => {}
                    (from, to) => loose.push((step, from, to)),
                }
                step += 1;
            }
        }
        let legs = (0..tables.of(legs).subjects() as u32).map(ends).collect();
        Ground { tables, legs, certain, loose, party }
    }

    /// The same with the legs alone that are there for certain.
    fn certainly(&self) -> Ground<'a> {
        let legs = self.legs.iter().filter(|(ends, _)| self.certain.contains(*ends));
        self.with(legs.map(|(ends, row)| (*ends, *row)))
    }

    /// The same with a leg wherever a step without a known end may lead, or start.
    fn widest(&self) -> Ground<'a> {
        let mut legs = self.legs.clone();
        for (from, to) in
            self.everybody().iter().flat_map(|a| self.everybody().into_iter().map(move |b| (*a, b)))
        {
            let may = |(_, start, end): &(u32, Option<&str>, Option<&str>)| {
                start.is_none_or(|start| start == from) && end.is_none_or(|end| end == to)
            };
            if self.loose.iter().any(may) {
                legs.entry((from, to)).or_insert(u32::MAX);
            }
        }
        self.with(legs.into_iter())
    }

    fn with(&self, legs: impl Iterator<Item = ((&'a str, &'a str), u32)>) -> Ground<'a> {
        let (certain, loose) = (self.certain.clone(), self.loose.clone());
        Ground { legs: legs.collect(), certain, loose, ..*self }
    }

    fn everybody(&self) -> BTreeSet<&'a str> {
        let table = self.tables.of(self.party);
        (0..table.rows).map(|row| table.keys.get(row).expect("a key")).collect()
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

    pub(super) fn walks(&self, walked: &Walk) -> Vec<String> {
        let longest = walked.longest as usize;
        let leg = |(from, to)| self.legs[&(from, to)];
        let along = |walk: &[&'a str]| -> Vec<u32> {
            walk.windows(2).map(|ends| leg((ends[0], ends[1]))).collect()
        };
        match walked.kind() {
            WalkKind::Cycles => {
                let rings = self.sequences(longest).into_iter().filter(|walk| {
                    walk.iter().min() == walk.first() && self.has(walk[walk.len() - 1], walk[0])
                });
                let ring = |walk: Vec<&'a str>| {
                    let closing = leg((walk[walk.len() - 1], walk[0]));
                    let legs = [along(&walk), vec![closing]].concat();
                    told(&walk.join("/"), (legs.len(), legs.len()), Some(&walk), Some(&legs), true)
                };
                rings.map(ring).collect()
            }
            WalkKind::Paths => {
                let path = |walk: Vec<&'a str>| {
                    let length = (walk.len() - 1, walk.len() - 1);
                    let exists = |ends: &[&'a str]| self.certain.contains(&(ends[0], ends[1]));
                    let sure = walked.way().is_none() || walk.windows(2).all(exists);
                    told(&walk.join("/"), length, Some(&walk), Some(&along(&walk)), sure)
                };
                self.sequences(longest + 1).into_iter().map(path).collect()
            }
            WalkKind::Clusters => self.together(Ground::mutual),
            WalkKind::Components => self.together(Ground::joined),
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

    /// The sets of parties who all reach each other.
    fn mutual(&self) -> BTreeSet<Vec<&'a str>> {
        let of = |node: &'a str| -> Vec<&'a str> {
            let mutual = |other: &&str| self.reached(other, false, None).contains(node);
            self.reached(node, false, None).into_iter().filter(mutual).collect()
        };
        self.nodes().into_iter().map(of).filter(|cluster| cluster.len() > 1).collect()
    }

    /// The sets of parties who hang together, whichever way legs lead.
    fn joined(&self) -> BTreeSet<Vec<&'a str>> {
        let of = |node: &'a str| self.reached(node, true, None).into_iter().collect();
        self.nodes().into_iter().map(of).filter(|joined: &Vec<&str>| joined.len() > 1).collect()
    }

    /// Parties who belong together, if all steps exist or none that is not certain.
    fn together(&self, of: impl Fn(&Ground<'a>) -> BTreeSet<Vec<&'a str>>) -> Vec<String> {
        let (with_all, with_none) = (of(self), of(&self.certainly()));
        let widest = of(&self.widest());
        let cluster = |nodes: &Vec<&'a str>| {
            let inside = |(from, to): &(&str, &str)| nodes.contains(from) && nodes.contains(to);
            let legs: Vec<u32> =
                self.legs.iter().filter(|(ends, _)| inside(ends)).map(|(_, leg)| *leg).collect();
            let sure = [&with_all, &with_none, &widest].iter().all(|all| all.contains(nodes));
            let more = self.loose.iter().any(|(_, from, to)| match (from, to) {
                (None, None) => true,
                (from, to) => from.iter().chain(to).any(|party| nodes.contains(party)),
            });
            let legs = Some(legs).filter(|_| !more);
            told(&nodes.join("/"), (nodes.len(), nodes.len()), Some(nodes), legs.as_deref(), sure)
        };
        with_all.union(&with_none).map(cluster).collect()
    }

    /// What falls apart without a party: all pieces.
    fn pieces(&self, without: &'a str) -> Vec<BTreeSet<&'a str>> {
        let mut pieces: Vec<BTreeSet<&str>> = Vec::new();
        for other in self.reached(without, true, None) {
            if other != without && !pieces.iter().any(|piece| piece.contains(other)) {
                pieces.push(self.reached(other, true, Some(without)));
            }
        }
        pieces
    }

    /// Parties without whom those who hang together fall apart, if the right steps exist: all but
    /// the largest piece is lost.
    fn cut_points(&self) -> Vec<String> {
        let certainly = self.certainly();
        let beside = |ground: &Ground<'a>, node: &str| -> Vec<&'a str> {
            let all = self.everybody().into_iter();
            all.filter(|o| *o != node && (ground.has(o, node) || ground.has(node, o))).collect()
        };
        let parts = |ground: &Ground<'a>, node: &'a str, others: Vec<&'a str>| {
            let apart = |a: &str, b: &str| !ground.reached_of(a, Some(node)).contains(b);
            others.iter().any(|a| others.iter().any(|b| apart(a, b)))
        };
        let mut cuts = Vec::new();
        for node in self.nodes() {
            if !parts(&certainly, node, beside(self, node)) {
                continue;
            }
            let holds = |(_, from, to): &(u32, Option<&str>, Option<&str>)| {
                *from == Some(node) || *to == Some(node)
            };
            let sure = parts(self, node, beside(&certainly, node)) && self.loose.iter().all(holds);
            let mut pieces = self.pieces(node);
            let exact =
                self.loose.is_empty() && pieces.len() > 1 && pieces == certainly.pieces(node);
            if !exact {
                let all = match self.loose.is_empty() {
                    true => self.reached(node, true, None).len(),
                    false => self.everybody().len(),
                };
                cuts.push(told(node, (1, all.saturating_sub(2).max(1)), None, None, sure));
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
            cuts.push(told(node, (lost.len(), lost.len()), Some(&lost), Some(&legs), sure));
        }
        cuts
    }

    /// Who hangs together with a party, itself among them, whether or not it has a leg.
    fn reached_of(&self, from: &str, without: Option<&str>) -> BTreeSet<&'a str> {
        let from = self.everybody().into_iter().find(|party| *party == from).expect("a party");
        self.reached(from, true, without)
    }

    /// What was derived, in its own order.
    pub(super) fn found(&self, record: RecordId, walked: &Walk) -> Vec<String> {
        let table = self.tables.of(record);
        let members = |list: MadeList, walk: u32| -> Option<Vec<u32>> {
            code(self.tables, record, list.field, walk)?;
            let list = list.members;
            let of_walk = |row: &u32| self.tables.of(list).parents[*row as usize] == walk;
            let rows = (0..self.tables.of(list).rows as u32).filter(of_walk);
            Some(rows.map(|row| code(self.tables, list, FieldId::IT, row).expect("one")).collect())
        };
        let walk = |row: u32| {
            let Scalar::Quantity { range, .. } = cell(self.tables, record, walked.length, row)
            else {
                panic!("a length is a number")
            };
            let end = |end: Option<Decimal>| end.and_then(|n| n.fixed(0)).expect("an end") as usize;
            let name = |row| self.tables.of(self.party).keys.get(row as usize).expect("a key");
            let parties = members(walked.parties, row);
            let parties: Option<Vec<&str>> = parties.map(|all| all.into_iter().map(name).collect());
            let legs = members(walked.used, row);
            let key = table.keys.get(row as usize).expect("a key");
            let sure = walked.sure().is_none_or(|sure| {
                cell(self.tables, record, sure, row) == Scalar::Truth(Tri::True)
            });
            let length = (end(range.lo), end(range.hi));
            told(key, length, parties.as_deref(), legs.as_deref(), sure)
        };
        let is_told = |row: &u32| {
            walked.way().is_none_or(|way| {
                cell(self.tables, record, way.untold, *row) == Scalar::Truth(Tri::False)
            })
        };
        (0..table.rows as u32).filter(is_told).map(walk).collect()
    }

    /// What each leg carries, in one currency; `None` where a rate is missing.
    pub(super) fn widths(
        &self,
        oracle: &Oracle<'_>,
        amount: ExprId,
    ) -> Option<BTreeMap<u32, Range>> {
        let own = self.legs.values().map(|leg| (*leg, oracle.amount(amount, &[*leg])));
        let own: Vec<(u32, Amount)> = own.collect();
        let heavy = own.iter().filter(|(_, amount)| !is_nothing(amount.range));
        let currencies: BTreeSet<_> = heavy.map(|(_, a)| a.currency.map(|c| c.code())).collect();
        let range = |(leg, amount): (u32, Amount)| match currencies.len() {
            0 | 1 => Some((leg, amount.range)),
            _ => Some((leg, oracle.in_currency(amount, oracle.reporting, oracle.as_of)?)),
        };
        own.into_iter().map(range).collect()
    }

    /// Between each two parties the most that passes for certain on the best way, and the most that
    /// may pass, over every way there is.
    pub(super) fn best_ways(&self, longest: usize, widths: &BTreeMap<u32, Range>) -> Vec<String> {
        let mut best = BTreeMap::new();
        for walk in self.sequences(longest + 1) {
            let ends: Vec<(&str, &str)> = walk.windows(2).map(|ends| (ends[0], ends[1])).collect();
            let legs: Vec<u32> = ends.iter().map(|ends| self.legs[ends]).collect();
            let sure = ends.iter().all(|ends| self.certain.contains(ends));
            best.entry((walk[0], walk[walk.len() - 1]))
                .or_insert(Best::default())
                .add(&legs, sure, widths);
        }
        best.into_iter().map(|(ends, best)| format!("{ends:?}: {best:?}")).collect()
    }

    pub(super) fn found_ways(
        &self,
        record: RecordId,
        walked: &Walk,
        widths: &BTreeMap<u32, Range>,
    ) -> Vec<String> {
        let Shape::Way(ends_of, way) = walked.shape else { panic!("ways are looked for") };
        let mut best = BTreeMap::new();
        let name = |row: u32| self.tables.of(self.party).keys.get(row as usize).expect("a key");
        for row in 0..self.tables.of(record).rows as u32 {
            let ends = [ends_of.from, ends_of.to].map(|end| code(self.tables, record, end, row));
            let ([Some(from), Some(to)], Some(_)) =
                (ends, code(self.tables, record, walked.used.field, row))
            else {
                continue;
            };
            let used = self.tables.of(walked.used.members);
            let of_walk = |member: &u32| used.parents[*member as usize] == row;
            let members = (0..used.rows as u32).filter(of_walk);
            let leg = |member| {
                code(self.tables, walked.used.members, FieldId::IT, member).expect("a leg")
            };
            let legs: Vec<u32> = members.map(leg).collect();
            let sure = cell(self.tables, record, way.sure, row) == Scalar::Truth(Tri::True);
            best.entry((name(from), name(to))).or_insert(Best::default()).add(&legs, sure, widths);
        }
        best.into_iter().map(|(ends, best)| format!("{ends:?}: {best:?}")).collect()
    }

    /// The parties that can be walked to, with the fewest legs to each.
    fn distances(&self, from: &'a str, most: usize) -> BTreeMap<&'a str, usize> {
        let mut away = BTreeMap::from([(from, 0)]);
        for steps in 1..=most {
            let near: Vec<&str> = away.keys().copied().collect();
            for (_, end) in self.legs.keys().filter(|(start, _)| near.contains(start)) {
                away.entry(end).or_insert(steps);
            }
        }
        away
    }

    /// What each party reaches within so many legs: legs, for certain or perhaps, and steps of
    /// which not both ends are known, which may lead to anything where they are not the last.
    pub(super) fn reach(&self, longest: usize) -> Vec<String> {
        let mut all = Vec::new();
        let certainly = self.certainly();
        for from in self.everybody() {
            let away = self.distances(from, longest - 1);
            let surely = certainly.distances(from, longest - 1);
            let within = |(_, start, _): &&(u32, Option<&str>, Option<&str>)| {
                start.is_none_or(|start| away.contains_key(start))
            };
            let leads_on = |(_, start, _): &(u32, Option<&str>, Option<&str>)| {
                start.map_or(longest > 1, |start| away[start] + 1 < longest)
            };
            let beyond = self.loose.iter().filter(within).any(leads_on);
            for ((start, _), leg) in
                self.legs.iter().filter(|((start, _), _)| away.contains_key(start))
            {
                match surely.contains_key(start) {
                    true => all.push(format!("{from} reaches leg {leg}")),
                    false if !beyond => all.push(format!("{from} perhaps reaches leg {leg}")),
                    false => {}
                }
            }
            if beyond {
                all.push(format!("{from} perhaps reaches anything"));
            } else {
                for (step, ..) in self.loose.iter().filter(within) {
                    all.push(format!("{from} perhaps reaches step {step}"));
                }
            }
        }
        all.sort();
        all
    }

    pub(super) fn found_reach(&self, record: RecordId, reach: &Reach) -> Vec<String> {
        let told = |row: u32| {
            let from = code(self.tables, record, reach.from, row).expect("a party");
            let name = self.tables.of(self.party).keys.get(from as usize).expect("a key");
            let sure = cell(self.tables, record, reach.sure, row) == Scalar::Truth(Tri::True);
            let perhaps = if sure { "" } else { "perhaps " };
            match ([reach.leg, reach.step]).map(|f| code(self.tables, record, f, row)) {
                [Some(leg), _] => format!("{name} {perhaps}reaches leg {leg}"),
                [_, Some(step)] => format!("{name} {perhaps}reaches step {step}"),
                [None, None] => format!("{name} perhaps reaches anything"),
            }
        };
        let mut all: Vec<String> = (0..self.tables.of(record).rows as u32).map(told).collect();
        all.sort();
        all
    }
}

/// What the best ways let through: at least on those that are certain, at most on any. An end that
/// is open is smaller than any, or larger.
#[derive(Default, Debug)]
struct Best {
    least: Option<(bool, Decimal)>,
    most: Option<(bool, Decimal)>,
}

impl Best {
    fn add(&mut self, legs: &[u32], sure: bool, widths: &BTreeMap<u32, Range>) {
        let zero = Decimal::ZERO;
        let los =
            legs.iter().map(|leg| widths[leg].lo).map(|lo| (lo.is_some(), lo.unwrap_or(zero)));
        let his =
            legs.iter().map(|leg| widths[leg].hi).map(|hi| (hi.is_none(), hi.unwrap_or(zero)));
        if sure {
            self.least = self.least.max(los.min());
        }
        self.most = self.most.max(his.min());
    }
}

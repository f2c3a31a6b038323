//! Who reaches which legs of a flow.

use rayon::prelude::*;

use super::ground::Ground;
use super::rows::bare;
use super::untold::Untold;
use crate::ir::Program;
use crate::network::{Reach, Reached};
use crate::record::{GoesBy, Made, Origins, Table, Tables};
use crate::ty::{self, RecordId};
use crate::value::{Bits, Codes, Column, TextColumn, Tri, Truths};

/// How many steps without a known end each have a row of their own; where there are more, all
/// that the flow carries is taken for reached perhaps.
const OWN_ROWS: usize = 64;

/// How many parties are followed before it is seen whether that was too much.
const TOGETHER: usize = 4096;

/// One row for each party and leg that it reaches, for certain or perhaps. Steps that do not tell
/// both ends are no part of a leg: where one of them may lead on, anything may be reached, and the
/// party has a row whose leg is not known; where it can only be the last, a row with that step.
/// Parties that could not be followed have a row whose leg is not known, too.
pub(super) fn make(
    program: &Program,
    tables: &Tables,
    (record, asked): (RecordId, &ty::Reach),
    most: usize,
) -> Vec<Table> {
    let Some(ground) = Ground::new(program, tables, asked.legs) else {
        return Vec::new();
    };
    let untold = Untold::new(program, tables, asked.legs);
    let mut rows = Rows::default();
    let mut complete = true;
    let all: Vec<(u32, Option<u32>)> = ground.everybody().collect();
    for run in all.chunks(TOGETHER) {
        let new = || Reach::new(&ground.network, &ground.certain);
        let of = |search: &mut Reach<'_>, party: &(u32, Option<u32>)| {
            followed(&ground, &untold, search, *party, asked.longest as usize)
        };
        let parts: Vec<Follow> = match complete {
            true => run.par_iter().map_init(new, of).collect(),
            false => Vec::new(),
        };
        let mut parts = parts.into_iter();
        for (party, node) in run {
            let part = parts.next().filter(|part| {
                complete &= rows.legs.len() + part.reached.edges.len() <= most;
                complete
            });
            match part {
                Some(part) => rows.add(&ground, *party, part),
                None if node.is_none() && untold.loose.is_empty() => {}
                None => rows.push(*party, Codes::UNKNOWN, Codes::UNKNOWN, None),
            }
        }
    }
    let (table, made) = rows.table(program, (record, asked), &ground);
    vec![table.with(Made { complete, ..made })]
}

/// What a party reaches.
struct Follow {
    reached: Reached,
    /// Steps that it reaches with its last leg, and where they lead is not known.
    last: Vec<u32>,
    /// Steps that may lead on to anybody, the first few.
    beyond: Vec<u32>,
}

fn followed(
    ground: &Ground<'_>,
    untold: &Untold,
    search: &mut Reach<'_>,
    (party, node): (u32, Option<u32>),
    longest: usize,
) -> Follow {
    let reached = node.map(|node| search.from(node, longest)).unwrap_or_default();
    let own = std::iter::once((party, 0));
    let nodes = reached.nodes.iter().map(|(node, away)| (ground.party(*node), *away));
    let (mut last, mut beyond) = (Vec::new(), Vec::new());
    for (party, away) in own.filter(|_| node.is_none()).chain(nodes) {
        let steps = untold.starting.get(&party).into_iter().flatten();
        if away + 1 < longest { beyond.extend(steps) } else { last.extend(steps) }
    }
    let anywhere = untold.anywhere.iter().take(OWN_ROWS + 1);
    if longest > 1 {
        beyond.extend(anywhere)
    } else {
        last.extend(anywhere)
    }
    if !beyond.is_empty() || last.len() > OWN_ROWS {
        beyond.append(&mut last);
    }
    Follow { reached, last, beyond: untold.rows(beyond) }.with_rows_of(untold)
}

impl Follow {
    /// The steps that come last by their rows.
    fn with_rows_of(mut self, untold: &Untold) -> Follow {
        self.last.sort_unstable();
        self.last.dedup();
        let row = |place: &u32| Some(untold.loose.get(*place as usize)?.row);
        self.last = self.last.iter().filter_map(row).collect();
        self
    }
}

/// The rows as they grow.
#[derive(Default)]
struct Rows {
    from: Vec<u32>,
    legs: Vec<u32>,
    steps: Vec<u32>,
    via: Vec<u32>,
    /// Those that are not certain.
    perhaps: Vec<u32>,
    open: Vec<(u32, Vec<u32>)>,
}

impl Rows {
    fn push(&mut self, from: u32, leg: u32, step: u32, via: Option<u32>) {
        self.from.push(from);
        self.legs.push(leg);
        self.steps.push(step);
        self.via.push(via.unwrap_or(Codes::UNKNOWN));
    }

    fn add(&mut self, ground: &Ground<'_>, party: u32, follow: Follow) {
        let Follow { reached, last, beyond } = follow;
        let first = self.legs.len();
        // What is reached perhaps is a part of everything.
        let told = |via: Option<u32>| beyond.is_empty() || via.is_none();
        for walked in reached.edges.iter().filter(|walked| told(walked.via)) {
            let row = self.legs.len() as u32;
            let via = walked.via.and_then(|via| {
                reached.edges.binary_search_by_key(&via, |walked| walked.edge).ok()
            });
            if walked.via.is_some() {
                self.perhaps.push(row);
            }
            let via = via.map(|at| (first + at) as u32);
            self.push(party, ground.leg(walked.edge), Codes::UNKNOWN, via);
        }
        for step in last {
            let row = self.legs.len() as u32;
            self.perhaps.push(row);
            self.open.push((row, vec![step]));
            self.push(party, Codes::UNKNOWN, step, None);
        }
        if !beyond.is_empty() {
            self.open.push((self.legs.len() as u32, beyond));
            self.push(party, Codes::UNKNOWN, Codes::UNKNOWN, None);
        }
    }

    fn table(
        self,
        program: &Program,
        (record, asked): (RecordId, &ty::Reach),
        ground: &Ground<'_>,
    ) -> (Table, Made) {
        let rows = self.legs.len();
        let steps = program.schema.kind(asked.legs).steps().map(|steps| (asked.step, steps));
        let fields = steps.into_iter().chain([(asked.leg, asked.legs)]).collect();
        let otherwise = ground.origins.first().copied().unwrap_or((asked.legs, 0));
        let mut perhaps = Bits::filled(rows, false);
        self.perhaps.iter().for_each(|row| perhaps.set(*row as usize, true));
        let sure = Truths::filled(rows, Tri::True).doubted(&perhaps);
        let code = |rows: Vec<u32>| Column::Code(rows.into());
        let columns = vec![
            (asked.from, code(self.from)),
            (asked.leg, code(self.legs)),
            (asked.step, code(self.steps)),
            (asked.sure, Column::Truth(sure)),
            (asked.via, code(self.via)),
        ];
        let made = Made::new(Origins::Of(GoesBy { fields, otherwise }));
        let table = bare(&program.schema, record, rows, columns, TextColumn::default());
        (table, Made { open: self.open, ..made })
    }
}

//! What a page shows of a run before its entries.

use super::{Request, Subject};
use crate::outcome::{Severity, Verdict};

/// A run at a glance: what its entries come to, known before they are told. Only pages ask for it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Glance {
    /// How many subjects have findings of the two worst severities that there are.
    pub subjects: u64,
    /// How many findings are possibly worse.
    pub worse: u64,
    /// How many verdicts that could not be reached are possibly how bad, the worst first.
    pub open: Vec<(Severity, u64)>,
    /// The facts to ask for that most waits for.
    pub foremost: Vec<Request>,
    /// Who is found fault with by which rules, kind by kind.
    pub grids: Vec<Grid>,
    /// Parties and what flows between them, where that can be drawn.
    pub network: Option<Network>,
}

/// A flow of a run as a picture, and the same to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Network {
    /// What flows.
    pub title: String,
    /// The drawing: an element of a page, in which all names are escaped; empty of what is too large to
    /// be drawn.
    pub drawing: String,
    /// How many parties there are.
    pub parties: u64,
    /// What flows between them.
    pub flows: Vec<NetworkFlow>,
    /// The rings, the shortest first; the drawing names them by their places.
    pub rings: Vec<NetworkRing>,
    /// What is not drawn, and why, in words; empty: nothing.
    pub left_out: String,
}

/// What flows from one party to another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NetworkFlow {
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Of which kind.
    pub kind: String,
    /// How much, or how many steps it has.
    pub amount: String,
    /// Whether it is certain that there is one.
    pub certain: bool,
}

/// Money that comes back to where it came from.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct NetworkRing {
    /// The parties in order, the first once.
    pub parties: Vec<String>,
    /// The worst finding on it: how bad, how bad possibly, and its fingerprint.
    pub found: Option<(Severity, Option<Severity>, String)>,
}

impl Network {
    /// A drawing of something that flows.
    pub fn new(title: String, drawing: String) -> Network {
        Network { title, drawing, ..Network::default() }
    }
}

impl NetworkRing {
    /// A ring of parties, and the worst that is found of it.
    pub fn new(
        parties: Vec<String>,
        found: Option<(Severity, Option<Severity>, String)>,
    ) -> NetworkRing {
        NetworkRing { parties, found }
    }
}

/// The verdicts of rules on subjects of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Grid {
    /// The kind.
    pub record: String,
    /// The rules that look at such and have found something or could not decide, each with its
    /// title.
    pub rules: Vec<(String, String)>,
    /// The subjects with such verdicts, the worst first.
    pub rows: Vec<GridRow>,
    /// How many more have such verdicts.
    pub more: u64,
    /// How many have none.
    pub quiet: u64,
}

/// The verdicts on one subject.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct GridRow {
    /// The subject.
    pub subject: Subject,
    /// What each rule says of it; of a finding or an open verdict, its fingerprint as well.
    pub cells: Vec<(Verdict, Option<String>)>,
}

impl Grid {
    /// The verdicts of those rules on subjects of a kind.
    pub fn new(record: String, rules: Vec<(String, String)>, rows: Vec<GridRow>) -> Grid {
        Grid { record, rules, rows, more: 0, quiet: 0 }
    }
}

impl GridRow {
    /// The verdicts on a subject.
    pub fn new(subject: Subject, cells: Vec<(Verdict, Option<String>)>) -> GridRow {
        GridRow { subject, cells }
    }
}

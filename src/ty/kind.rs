//! What a record kind is: read from files, or made of other records, and then of which and how.
//!
//! The tables of made kinds hold references, numbers and names only. Whatever is an amount is an
//! expression over the records that the references lead to, so ranges, reasons and places stay
//! with it.

use super::{FieldId, RecordId};
use crate::value::Stretch;

/// Names an expression of a program's arena. Equal expressions share one, across rules. A schema
/// only carries what says how the rows of a kind are made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ExprId(pub u32);

/// What a record kind is. A kind that is made stands behind those that it is made of.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// Its records are read: those of a section, or members of a list of such records.
    Read,
    /// Records that agree in some facts are one.
    Group(Group),
    /// What is there whatever records say: stretches of a calendar, and each of them with each
    /// record of some kinds.
    Slots(Slots),
    /// A record that is in a group, or makes a part of a leg.
    Step(Step),
    /// The steps of a flow from one party to another are one.
    Leg(Leg),
    /// What is found by walking along legs.
    Walk(Walk),
    /// A party or a leg of a walk: a member of a list that is made with its holder.
    Passed,
    /// What somebody reaches along legs.
    Reach(Reach),
    /// What rules found that leads to a record: there once they were applied.
    Card(Card),
}

impl Kind {
    /// Whether its rows are made from other records, not read.
    pub fn is_made(&self) -> bool {
        *self != Kind::Read
    }

    /// The kind of the steps that make groups or legs of this kind.
    pub fn steps(&self) -> Option<RecordId> {
        match self {
            Kind::Group(Group { steps }) | Kind::Leg(Leg { steps, .. }) => Some(*steps),
            Kind::Read | Kind::Slots(_) | Kind::Step(_) | Kind::Walk(_) => None,
            Kind::Passed | Kind::Reach(_) | Kind::Card(_) => None,
        }
    }

    /// The kind of the legs that walks or reaches of this kind go along.
    pub fn legs(&self) -> Option<RecordId> {
        match self {
            Kind::Walk(Walk { legs, .. }) | Kind::Reach(Reach { legs, .. }) => Some(*legs),
            Kind::Read | Kind::Group(_) | Kind::Slots(_) | Kind::Step(_) => None,
            Kind::Leg(_) | Kind::Passed | Kind::Card(_) => None,
        }
    }

    /// The expressions that say how its own rows are made.
    pub fn roots(&self) -> Vec<ExprId> {
        match self {
            Kind::Read | Kind::Group(_) | Kind::Slots(_) | Kind::Leg(_) => Vec::new(),
            Kind::Passed | Kind::Card(_) => Vec::new(),
            Kind::Step(step) => {
                step.lines.iter().flat_map(|l| l.filter.iter().chain(&l.keys)).copied().collect()
            }
            Kind::Walk(walk) => walk
                .way()
                .into_iter()
                .flat_map(|way| way.exists.into_iter().chain(way.amount))
                .collect(),
            Kind::Reach(reach) => reach.exists.into_iter().collect(),
        }
    }

    /// How its rows are made, where they are slots.
    pub fn slots(&self) -> Option<&Slots> {
        match self {
            Kind::Slots(slots) => Some(slots),
            _ => None,
        }
    }

    /// How its rows are made, where they are steps.
    pub fn step(&self) -> Option<&Step> {
        match self {
            Kind::Step(step) => Some(step),
            _ => None,
        }
    }

    /// Where its rows start and lead, where they are legs.
    pub fn leg(&self) -> Option<&Leg> {
        match self {
            Kind::Leg(leg) => Some(leg),
            _ => None,
        }
    }

    /// How its rows are made, where they are walks.
    pub fn walk(&self) -> Option<&Walk> {
        match self {
            Kind::Walk(walk) => Some(walk),
            _ => None,
        }
    }

    /// What its rows tell, where they are cards.
    pub fn card(&self) -> Option<&Card> {
        match self {
            Kind::Card(card) => Some(card),
            _ => None,
        }
    }

    /// How its rows are made, where they are what somebody reaches.
    pub fn reach(&self) -> Option<&Reach> {
        match self {
            Kind::Reach(reach) => Some(reach),
            _ => None,
        }
    }
}

/// Groups: one for each combination of keys, its fields, that some step is known to have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// The kind of their members.
    pub steps: RecordId,
}

/// Slots: one for each choice of one of each part.
#[derive(Clone, PartialEq, Debug)]
pub struct Slots {
    /// What they are made of, one calendar among them.
    pub parts: Vec<SlotPart>,
}

/// What slots are made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SlotPart {
    /// The stretches of a calendar.
    Calendar(Calendar),
    /// The records of a kind, which that field leads to.
    Records(RecordId, FieldId),
}

/// Stretches of a calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Calendar {
    /// What they are.
    pub stretch: Stretch,
    /// The number of the first of them.
    pub first: i32,
    /// Of the last.
    pub last: i32,
    /// The field that tells the year.
    pub year: FieldId,
    /// Which quarter or month of the year it is; none of years.
    pub part: Option<FieldId>,
    /// Its first day.
    pub starts: FieldId,
    /// Its last day.
    pub ends: FieldId,
}

impl Slots {
    /// The calendar among their parts.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.parts.iter().find_map(|part| match part {
            SlotPart::Calendar(calendar) => Some(calendar),
            SlotPart::Records(..) => None,
        })
    }

    /// The kinds of records among their parts.
    pub fn records(&self) -> impl Iterator<Item = RecordId> {
        self.parts.iter().filter_map(|part| match part {
            SlotPart::Calendar(_) => None,
            SlotPart::Records(record, _) => Some(*record),
        })
    }

    /// The kind of the records that a field leads to, where it leads to such.
    pub fn record_at(&self, field: FieldId) -> Option<RecordId> {
        self.parts.iter().find_map(|part| match part {
            SlotPart::Records(record, own) if *own == field => Some(*record),
            SlotPart::Calendar(_) | SlotPart::Records(..) => None,
        })
    }

    /// The field that is the whole of a slot, where slots are years and nothing else.
    pub fn only_year(&self) -> Option<FieldId> {
        match self.parts.as_slice() {
            [SlotPart::Calendar(Calendar { stretch: Stretch::Year, year, .. })] => Some(*year),
            _ => None,
        }
    }
}

/// Steps: one for each record of a line whose condition may hold.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// The kind of the groups or legs that they make.
    pub of: RecordId,
    /// The one that a step belongs to.
    pub group: FieldId,
    /// The line that made it, from 0 on.
    pub line: FieldId,
    /// What makes steps.
    pub lines: Vec<Line>,
}

impl Step {
    /// Whether a field leads to the record that made a step.
    pub fn is_reference(&self, field: FieldId) -> bool {
        self.lines.iter().any(|line| line.reference == field)
    }
}

/// Records that make steps.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Their kind.
    pub members: RecordId,
    /// Which of them, at level 0.
    pub filter: Option<ExprId>,
    /// What groups them, at level 0.
    pub keys: Vec<ExprId>,
    /// The field of a step that leads to the record.
    pub reference: FieldId,
}

/// Legs: the steps of a flow by where they start and lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Leg {
    /// The kind of their steps.
    pub steps: RecordId,
    /// Where a leg starts.
    pub from: FieldId,
    /// Where it leads.
    pub to: FieldId,
}

/// Walks of a flow, with lists of those they pass and of the legs they use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Walk {
    /// What is looked for.
    pub shape: Shape,
    /// The kind of the legs.
    pub legs: RecordId,
    /// The most legs of a walk.
    pub longest: u32,
    /// Its parties in words.
    pub path: FieldId,
    /// How many legs it has; of a cluster, a component and behind a cut point how many parties.
    pub length: FieldId,
    /// Its parties.
    pub parties: MadeList,
    /// The legs that it uses.
    pub used: MadeList,
}

impl Walk {
    /// The field that tells whether a row is there for certain, where that is more than whether all
    /// its legs are.
    pub fn sure(&self) -> Option<FieldId> {
        match self.shape {
            Shape::Cycle | Shape::Path(_) => None,
            Shape::Way(_, Way { sure, .. })
            | Shape::Cluster { sure }
            | Shape::Component { sure }
            | Shape::CutPoint { sure, .. } => Some(sure),
        }
    }

    /// What is asked of ways, where the walks are such.
    pub fn way(&self) -> Option<&Way> {
        match &self.shape {
            Shape::Way(_, way) => Some(way),
            Shape::Cycle
            | Shape::Path(_)
            | Shape::Cluster { .. }
            | Shape::Component { .. }
            | Shape::CutPoint { .. } => None,
        }
    }

    /// The same walks with their lists elsewhere.
    pub fn is_same(&self, other: &Walk) -> bool {
        Walk { parties: other.parties, used: other.used, ..*self } == *other
    }
}

/// A list that is made with its holder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MadeList {
    /// The field of the holder.
    pub field: FieldId,
    /// The kind of its members: references.
    pub members: RecordId,
}

/// What is looked for along legs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Ways that return to where they start.
    Cycle,
    /// Ways from one to another.
    Path(Ends),
    /// The same for exposures. Each party whose ways could not all be followed has a row of its own,
    /// of which neither end nor legs are known: what is made of its ways is not known either. And
    /// each two parties have one between whom a step may lead that does not tell both its ends.
    Way(Ends, Way),
    /// Those who all reach each other.
    Cluster {
        /// Whether it is one for certain, of just these parties.
        sure: FieldId,
    },
    /// Those who hang together, whichever way legs lead.
    Component {
        /// Whether it is one for certain, of just these parties.
        sure: FieldId,
    },
    /// Those without whom others lose touch.
    CutPoint {
        /// The party itself.
        party: FieldId,
        /// Whether it is one for certain, whomever it strands.
        sure: FieldId,
    },
}

/// The ends of a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ends {
    /// Its start.
    pub from: FieldId,
    /// Its end.
    pub to: FieldId,
}

/// What is asked of ways from one party to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Whether all its legs are there for certain.
    pub sure: FieldId,
    /// Of a way on which a step does not tell its ends: where such a step starts.
    pub out: FieldId,
    /// Where it leads.
    pub into: FieldId,
    /// Whether it is such a one.
    pub untold: FieldId,
    /// Whether a leg exists, over its row at level 0, where that is not certain of all.
    pub exists: Option<ExprId>,
    /// What a leg carries, over its row at level 0, where only those ways from one party to another
    /// are looked for that let most of it through.
    pub amount: Option<ExprId>,
}

/// One row for each party and leg that it reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reach {
    /// The kind of the legs.
    pub legs: RecordId,
    /// The most legs on the way.
    pub longest: u32,
    /// Whether a leg exists, over its row at level 0, where that is not certain of all.
    pub exists: Option<ExprId>,
    /// Who reaches.
    pub from: FieldId,
    /// Which leg.
    pub leg: FieldId,
    /// Which step, where it does not tell both its ends and so is no part of a leg.
    pub step: FieldId,
    /// Whether it is reached for certain.
    pub sure: FieldId,
    /// Of what is not certain: the reach of the last leg on the way that is not.
    pub via: FieldId,
}

/// Cards: for each record of a kind what rules found that leads to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Card {
    /// The kind of the records.
    pub of: RecordId,
    /// The field that leads to the record.
    pub subject: FieldId,
    /// How many findings there are of a severity or worse, by severity, the mildest first.
    pub findings: [FieldId; 5],
    /// How many verdicts could not be reached.
    pub undetermined: FieldId,
    /// How much money is at stake in the findings, in the reporting currency.
    pub at_stake: FieldId,
}

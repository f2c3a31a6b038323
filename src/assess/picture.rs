//! A flow as a picture: its parties, who sends what to whom, its rings and clusters.

use crate::alarm::Sure;
use std::collections::BTreeMap;

use super::Assessment;
use super::found::Found;
use super::gaps::standing_for;
use super::places::Places;
use super::struck::Struck;
use crate::eval::scenario::Applied;
use crate::eval::{Evaluation, Settings};
use crate::ir::{Flow, Program};
use crate::network::{Network, clusters, rings};
use crate::picture::{Edge, Node, Picture};
use crate::record::{Records, Tables};
use crate::report::words;
use crate::source::Sources;
use crate::ty::{FieldId, RecordId};
use crate::value::{Codes, Column, Currency, Decimal, Range, Scalar, Tri};

/// The most rings that a picture brings out; the shortest come first.
const RINGS: usize = 12;

/// The grades of a run by which the parties of a picture are coloured.
#[derive(Clone, Copy)]
pub struct Shades<'a> {
    assessment: &'a Assessment<'a>,
    scorecard: usize,
}

impl<'a> Shades<'a> {
    /// Those that a scorecard gives to records of a kind; `None` where it grades others.
    pub fn of(assessment: &'a Assessment<'a>, scorecard: usize, party: RecordId) -> Option<Self> {
        let card = assessment.program.scorecards.get(scorecard)?;
        (card.subject == party).then_some(Shades { assessment, scorecard })
    }

    /// A party with its grade.
    fn shaded(self, node: Node, row: u32) -> Node {
        let given = self.assessment.grade(self.scorecard, row);
        let award = self.assessment.award(self.scorecard, row);
        let note = match given.possibly {
            Some(possibly) => format!("{}, possibly {possibly}", given.grade),
            None => given.grade,
        };
        let remarks: Vec<String> = node.note.into_iter().chain([note]).collect();
        Node { note: Some(remarks.join("; ")), grade: Some(award), ..node }
    }

    fn names(self) -> Vec<String> {
        let card = &self.assessment.program.scorecards[self.scorecard];
        let name = |grade: &crate::ir::Grade| format!("{} {}", card.name, grade.name);
        card.grades.iter().map(name).collect()
    }
}

/// Draws one flow of a program; rings of up to `longest` parties are brought out, and parties are
/// coloured by their grades where there are any.
///
/// The tables of the flow are made, see [`crate::pipeline::read`]. Where a scenario is applied, the flow
/// is that of the changed records, and the parties tell what becomes of them.
pub fn picture(
    sources: &Sources,
    program: &Program,
    (records, applied): (&Records, Option<&Applied>),
    settings: Settings,
    (flow, longest): (&Flow, usize),
    shades: Option<Shades<'_>>,
) -> Picture {
    let tables = applied.map_or(&records.tables, |applied| &applied.tables);
    let evaluation = Evaluation::new(program, tables, settings);
    let scenario = applied.map(|applied| &applied.told);
    let found = Found::default();
    let places = Places { sources, program, records, tables, scenario, found: &found };
    let struck = applied.map(|applied| Struck::of(places, settings.currency, applied, flow.party));
    drawn(places, &evaluation, settings, (flow, longest), struck.as_ref(), shades)
}

/// Draws one flow of records that are evaluated already.
pub(super) fn drawn(
    places: Places<'_>,
    evaluation: &Evaluation<'_>,
    settings: Settings,
    (flow, longest): (&Flow, usize),
    struck: Option<&Struck<'_>>,
    shades: Option<Shades<'_>>,
) -> Picture {
    let (program, tables) = (places.program, places.tables);
    let (from, to) = (ends(tables, flow.legs, flow.from), ends(tables, flow.legs, flow.to));
    let mut parties: Vec<u32> = from.iter().chain(&to).copied().collect();
    parties.sort_by_key(|row| places.key(flow.party, *row));
    parties.dedup();
    let numbers: BTreeMap<u32, usize> =
        parties.iter().enumerate().map(|(node, row)| (*row, node)).collect();
    let node = |row: &u32| numbers.get(row).copied().sure();
    let mut lines: BTreeMap<(usize, usize, String), Line> = BTreeMap::new();
    for (step, leg) in ends(tables, flow.steps, flow.leg).into_iter().enumerate() {
        let (Some(a), Some(b)) = (from.get(leg as usize), to.get(leg as usize)) else {
            continue;
        };
        let value = |e| evaluation.value(e, step as u32);
        let kind = flow.kind.map(|e| places.value(&value(e), program.arena.get(e).ty));
        let line = lines.entry((node(a), node(b), kind.unwrap_or_default())).or_default();
        line.steps += 1;
        line.certain |= flow.exists.is_none_or(|e| value(e) == Scalar::Truth(Tri::True));
        flow.amount.iter().for_each(|amount| line.add(evaluation, value(*amount)));
    }
    let edges = edges(places, flow, settings.currency, &lines);
    let network = Network::new(
        parties.len() as u32,
        from.iter().zip(&to).map(|(a, b)| (node(a) as u32, node(b) as u32)),
    );
    let left_out = not_drawn(places, flow).unwrap_or_default();
    let mut subtitle = format!("{} at {}", flow.name, settings.as_of);
    if let Some(struck) = struck {
        subtitle = format!("{subtitle}; {}", struck.subtitle());
    }
    if !left_out.is_empty() {
        subtitle = format!("{subtitle}; {left_out}");
    }
    let drawn = |row: u32| {
        let node = party(places, flow.party, row, struck);
        shades.map_or(node.clone(), |shades| shades.shaded(node, row))
    };
    Picture {
        title: flow.title.to_string(),
        subtitle,
        left_out,
        nodes: parties.iter().map(|row| drawn(*row)).collect(),
        failing: struck.map(Struck::field).unwrap_or_default(),
        edges,
        rings: shortest_rings(&network, longest),
        clusters: clusters(&network)
            .into_iter()
            .map(|nodes| nodes.into_iter().map(|n| n as usize).collect())
            .collect(),
        grades: shades.map(Shades::names).unwrap_or_default(),
    }
}

/// What is not drawn, as records do not tell whom it leads from or to.
fn not_drawn(places: Places<'_>, flow: &Flow) -> Option<String> {
    let partial = places.tables.of(flow.steps).partial().iter();
    let open = partial.filter(|(_, keys)| !keys.contains(&Scalar::NOBODY));
    let records = standing_for(places, flow.steps, open.map(|(row, _)| *row));
    let mut keys: Vec<String> = records.map(|(_, key)| key).collect();
    keys.sort();
    keys.dedup();
    (!keys.is_empty()).then(|| words::not_drawn(&keys))
}

/// The steps of one kind from one party to another.
#[derive(Default)]
struct Line {
    steps: usize,
    certain: bool,
    /// What they carry.
    amounts: Vec<Scalar>,
    /// The sum of it in the reporting currency, as far as there are rates.
    worth: Option<Range>,
    /// Whether a rate is missing.
    unrated: bool,
}

impl Line {
    fn add(&mut self, evaluation: &Evaluation<'_>, value: Scalar) {
        match evaluation.converted(&value) {
            Some(range) => self.worth = Some(self.worth.map_or(range, |sum| sum.add(range))),
            None => self.unrated = true,
        }
        self.amounts.push(value);
    }

    /// The sum in the one currency that all of it is in, else in the reporting currency.
    fn amount(&self, reporting: Currency) -> Option<Scalar> {
        let mut sum: Option<(Range, Option<Currency>, bool)> = None;
        for amount in &self.amounts {
            let Scalar::Quantity { range, currency, unknown } = amount else {
                return None;
            };
            sum = match sum {
                None => Some((*range, *currency, *unknown)),
                Some((sum, own, none))
                    if own.is_none() || currency.is_none() || own == *currency =>
                {
                    Some((sum.add(*range), own.or(*currency), none && *unknown))
                }
                Some(_) => {
                    let range = self.worth.filter(|_| !self.unrated)?;
                    let currency = Some(reporting);
                    return Some(Scalar::Quantity { range, currency, unknown: false });
                }
            };
        }
        let (range, currency, unknown) = sum?;
        Some(Scalar::Quantity { range, currency, unknown })
    }

    /// What the picture says of it.
    fn label(&self, places: Places<'_>, flow: &Flow, reporting: Currency) -> String {
        let count = if self.steps > 1 { format!("{} steps", self.steps) } else { String::new() };
        let (Some(amount), Some(e)) = (self.amount(reporting), flow.amount) else {
            return count;
        };
        let amount = places.rounded(&amount, places.program.arena.get(e).ty);
        if count.is_empty() { amount } else { format!("{amount}, {count}") }
    }

    /// How large it is: the upper end, or the lower where there is none.
    fn size(&self) -> Option<Decimal> {
        self.worth.and_then(|worth| worth.hi.or(worth.lo))
    }
}

fn edges(
    places: Places<'_>,
    flow: &Flow,
    reporting: Currency,
    lines: &BTreeMap<(usize, usize, String), Line>,
) -> Vec<Edge> {
    let largest = lines.values().filter_map(Line::size).max();
    let edge = |((from, to, kind), line): (&(usize, usize, String), &Line)| Edge {
        from: *from,
        to: *to,
        label: line.label(places, flow, reporting),
        kind: kind.clone(),
        weight: line.size().zip(largest).map_or(0.0, |(size, largest)| part(size, largest)),
        certain: line.certain,
    };
    lines.iter().map(edge).collect()
}

/// How wide a line is drawn: the root of its share, so that small ones can still be seen.
fn part(size: Decimal, largest: Decimal) -> f64 {
    let share = size.div(largest, crate::value::Rounding::HalfEven);
    let share =
        share.and_then(|s| s.round(6, crate::value::Rounding::HalfEven).to_string().parse().ok());
    share.map_or(0.0, |share: f64| share.max(0.0).sqrt())
}

fn shortest_rings(network: &Network, longest: usize) -> Vec<Vec<usize>> {
    let mut shortest = Vec::new();
    for length in 2..=longest {
        let found = rings(network, length, RINGS * 8);
        let nodes = |edges: &[u32]| -> Vec<usize> {
            edges.iter().filter_map(|e| Some(network.ends(*e)?.0 as usize)).collect()
        };
        let of_length = found.iter().filter(|edges| edges.len() == length).map(nodes);
        shortest.extend(of_length.take(RINGS.saturating_sub(shortest.len())));
    }
    shortest
}

/// A party under its name, where its records have one.
fn party(places: Places<'_>, record: RecordId, row: u32, struck: Option<&Struck<'_>>) -> Node {
    let key = places.key(record, row);
    let kind = places.program.schema.record(record);
    let text = |name: &str| {
        let column = places.tables.of(record).column(kind.field(name)?)?;
        match column.get(row as usize) {
            Scalar::Text(text) => text.map(|t| t.to_string()),
            _ => None,
        }
    };
    let (fate, note) = struck.map(|struck| struck.fate(row)).unwrap_or_default();
    let label = text("name").unwrap_or_else(|| key.clone());
    Node { label, note, fate, grade: None, key }
}

/// A column of references, of those that are told.
fn ends(tables: &Tables, record: RecordId, of: FieldId) -> Vec<u32> {
    let told = tables.of(record).subjects();
    match tables.of(record).column(of) {
        Some(Column::Code(Codes(rows))) => rows.iter().take(told).copied().collect(),
        _ => Vec::new(),
    }
}

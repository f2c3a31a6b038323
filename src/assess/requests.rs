//! What to ask for: the missing facts and rates that would settle most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Assessment;
use crate::outcome::{Cell, Severity, Wanted};
use crate::record::Standing;
use crate::report::{Request, Subject};
use crate::ty::{FieldId, RecordId};
use crate::value::key;

impl Assessment<'_> {
    /// What is missing for all undetermined verdicts, the worst and most wanted first, up to as many,
    /// and how much there is; where none is wanted nothing is looked for.
    pub(super) fn rank_requests(&self, most: usize) -> (Vec<Request>, usize) {
        if most == 0 {
            return (Vec::new(), 0);
        }
        let mut counters = Counters::default();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            self.evaluation.wanted(rule, &outcome.undetermined, |wanted, possibly, alone| {
                let Wanted::Fact(cell) = wanted else {
                    return counters.add(wanted, (possibly, alone), 0);
                };
                let asked = self.asked_for(cell);
                // What would tell whether its record is meant does not tell the fact.
                let alone = alone && asked == [cell];
                for cell in &asked {
                    let rows = self.tables.of(cell.record).rows;
                    counters.add(Wanted::Fact(*cell), (possibly, alone), rows);
                }
            });
        }
        let mut ranked = counters.all();
        let all = ranked.len();
        let order = |(wanted, weight): &(Wanted, Weight)| (Reverse(*weight), self.order(*wanted));
        if most < ranked.len() {
            // Numbers first: names are only compared among those that may be told.
            let mut weights: Vec<Weight> = ranked.iter().map(|(_, weight)| *weight).collect();
            let (_, least, _) = weights.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
            let least = *least;
            ranked.retain(|(_, weight)| *weight >= least);
            if most < ranked.len() {
                ranked.select_nth_unstable_by(most - 1, |a, b| order(a).cmp(&order(b)));
                ranked.truncate(most);
            }
        }
        ranked.sort_by(|a, b| order(a).cmp(&order(b)));
        (ranked.into_iter().map(|(wanted, weight)| self.request(wanted, weight)).collect(), all)
    }

    /// Among what is wanted alike: rates first, as each is one line of a table.
    fn order(&self, wanted: Wanted) -> (Option<(RecordId, Standing<'_>, Option<FieldId>)>, Wanted) {
        let fact = match wanted {
            Wanted::Fact(Cell { record, row, field }) => {
                Some((record, self.tables.standing(&self.program.schema, record, row), field))
            }
            Wanted::Rate { .. } => None,
        };
        (fact, wanted)
    }

    fn request(&self, wanted: Wanted, weight: Weight) -> Request {
        let Weight { worst, waits, settles } = weight;
        let (subject, path, fact) = match wanted {
            Wanted::Fact(cell) => {
                let record = self.program.schema.record(cell.record);
                let field = cell.field.and_then(|f| record.fields.get(f.0 as usize));
                let path = field.map(|f| f.name.clone()).unwrap_or_default();
                let subject = self.places().subject(cell.record, cell.row);
                let fact = format!("{path} of {}", subject.key);
                (subject, path, fact)
            }
            Wanted::Rate { from, to, date } => {
                let (from, to, date) = (from.code(), to.code(), date.to_string());
                let fact = format!("exchange rate {from} to {to} on {date}");
                let kind = self.program.rates.map(|rates| rates.record);
                let kind = kind.map(|record| self.program.schema.record(record).name.clone());
                let record = kind.unwrap_or_else(|| RATES.to_owned());
                let key = key::join([from, to, &date]);
                (Subject { record, key, place: None }, fact.clone(), fact)
            }
        };
        let (waits, settles) = (u64::from(waits), u64::from(settles));
        Request { subject, path, fact, waits, settles, worst }
    }
}

/// The kind of records that tell rates, where the vocabulary has none yet.
const RATES: &str = "ExchangeRate";

impl Assessment<'_> {
    /// What to ask for where a fact is missing: where a scenario leaves it in doubt, what would tell
    /// whether its record is meant.
    fn asked_for(&self, missing: Cell) -> Vec<Cell> {
        let places = self.places();
        let mut asked = vec![missing];
        if places.doubts(missing).is_empty() {
            // Whether a member is there nobody can tell but by what leaves it open.
            asked.retain(|cell| cell.field.is_some());
            return asked;
        }
        for cell in places.behind(missing).into_iter().filter_map(|(_, doubt)| doubt.cell) {
            if !asked.contains(&cell) {
                asked.push(cell);
            }
        }
        asked.retain(|cell| !places.undecided(*cell));
        asked
    }
}

/// How badly something is wanted, what weighs most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Weight {
    /// The worst verdict that waits for it.
    worst: Severity,
    /// How many verdicts do.
    waits: u32,
    /// How many of them it decides by itself, whatever it turns out to be.
    settles: u32,
}

/// A field of a record kind; `None` for the record as a whole.
type Of = (RecordId, Option<FieldId>);

/// How often everything is wanted, and how badly: a row of counters for each field that is.
#[derive(Default)]
struct Counters {
    facts: Vec<(Of, Vec<Weight>)>,
    rates: BTreeMap<Wanted, Weight>,
}

impl Counters {
    /// Counts a verdict that waits for something; `rows` is how many records there are of its kind.
    fn add(&mut self, wanted: Wanted, (possibly, alone): (Severity, bool), rows: usize) {
        let none = Weight { worst: Severity::Info, waits: 0, settles: 0 };
        let weight = match wanted {
            Wanted::Rate { .. } => Some(self.rates.entry(wanted).or_insert(none)),
            Wanted::Fact(cell) => {
                let field = (cell.record, cell.field);
                // Few fields are wanted, and mostly those that were wanted before.
                let at = self.facts.iter().position(|(of, _)| *of == field).unwrap_or_else(|| {
                    self.facts.push((field, vec![none; rows]));
                    self.facts.len() - 1
                });
                let counters = self.facts.get_mut(at).map(|(_, counters)| counters);
                counters.and_then(|c| c.get_mut(cell.row as usize))
            }
        };
        if let Some(weight) = weight {
            weight.worst = possibly.max(weight.worst);
            weight.waits += 1;
            weight.settles += u32::from(alone);
        }
    }

    fn all(self) -> Vec<(Wanted, Weight)> {
        let mut all: Vec<(Wanted, Weight)> = self.rates.into_iter().collect();
        for ((record, field), counters) in self.facts {
            for (row, weight) in counters.into_iter().enumerate() {
                if weight.waits > 0 {
                    let cell = Cell { record, row: row as u32, field };
                    all.push((Wanted::Fact(cell), weight));
                }
            }
        }
        all
    }
}

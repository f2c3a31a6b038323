//! How badly each missing fact is wanted, fact by fact and field by field.

use std::collections::{BTreeMap, BTreeSet};

use crate::outcome::{Cell, Severity, Wanted};
use crate::ty::{FieldId, RecordId};
use crate::value::Bits;

/// How badly something is wanted, what weighs most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Weight {
    /// The worst verdict that waits for it.
    pub(super) worst: Severity,
    /// How many verdicts do.
    pub(super) waits: u32,
    /// How many of them it decides by itself, whatever it turns out to be.
    pub(super) settles: u32,
}

/// A verdict that waits for something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub(super) rule: u32,
    /// What it possibly is.
    pub(super) possibly: Severity,
    /// Whether what it waits for decides it by itself.
    pub(super) alone: bool,
    /// Whether it was not counted yet among those that wait for the field.
    pub(super) first: bool,
}

/// What is wanted, each with how badly.
pub(super) type Asked = Vec<(Wanted, Weight)>;

/// A field of a record kind; `None` for the record as a whole.
pub(super) type Of = (RecordId, Option<FieldId>);

/// How often everything is wanted, and how badly: a row of counters for each field that is.
#[derive(Default)]
pub(super) struct Counters {
    facts: Vec<Column>,
    rates: BTreeMap<Wanted, (Weight, BTreeSet<u32>)>,
    /// All rates together.
    any_rate: Option<Weight>,
}

/// The counters of a field.
struct Column {
    of: Of,
    /// By row.
    weights: Vec<Weight>,
    /// The rules whose verdicts wait, and for which rows.
    rules: Vec<(u32, Bits)>,
    /// The field as a whole, each verdict once.
    all: Weight,
}

/// The field of a fact; nothing of rates.
pub(super) fn of(wanted: Wanted) -> Option<Of> {
    match wanted {
        Wanted::Fact(cell) => Some((cell.record, cell.field)),
        Wanted::Rate { .. } => None,
    }
}

impl Weight {
    const NONE: Weight = Weight { worst: Severity::Info, waits: 0, settles: 0 };

    fn add(&mut self, verdict: Waiting) {
        self.worst = verdict.possibly.max(self.worst);
        self.waits += 1;
        self.settles += u32::from(verdict.alone);
    }
}

impl Counters {
    /// Counts a verdict that waits for something; `rows` is how many records there are of its kind.
    pub(super) fn add(&mut self, wanted: Wanted, verdict: Waiting, rows: usize) {
        let Wanted::Fact(cell) = wanted else {
            let (weight, rules) =
                self.rates.entry(wanted).or_insert((Weight::NONE, BTreeSet::new()));
            weight.add(verdict);
            rules.insert(verdict.rule);
            if verdict.first {
                self.any_rate.get_or_insert(Weight::NONE).add(verdict);
            }
            return;
        };
        let column = self.column((cell.record, cell.field), rows);
        if verdict.first {
            column.all.add(verdict);
        }
        if let Some(weight) = column.weights.get_mut(cell.row as usize) {
            weight.add(verdict);
        }
        // Rules come one after the other.
        if column.rules.last().is_none_or(|(rule, _)| *rule != verdict.rule) {
            column.rules.push((verdict.rule, Bits::filled(rows, false)));
        }
        if let Some((_, asked)) = column.rules.last_mut() {
            asked.set(cell.row as usize, true);
        }
    }

    fn column(&mut self, of: Of, rows: usize) -> &mut Column {
        // Few fields are wanted, and mostly those that were wanted before.
        let at = self.facts.iter().position(|column| column.of == of).unwrap_or_else(|| {
            let weights = vec![Weight::NONE; rows];
            self.facts.push(Column { of, weights, rules: Vec::new(), all: Weight::NONE });
            self.facts.len() - 1
        });
        &mut self.facts[at]
    }

    /// Everything that is wanted.
    pub(super) fn all(&self) -> Vec<(Wanted, Weight)> {
        let rates = self.rates.iter().map(|(wanted, (weight, _))| (*wanted, *weight));
        rates.chain(self.facts.iter().flat_map(Column::wanted)).collect()
    }

    /// The rules whose verdicts wait for something.
    pub(super) fn rules(&self, wanted: Wanted) -> Vec<u32> {
        match wanted {
            Wanted::Rate { .. } => {
                self.rates.get(&wanted).into_iter().flat_map(|(_, rules)| rules).copied().collect()
            }
            Wanted::Fact(cell) => {
                let column = self.facts.iter().find(|c| c.of == (cell.record, cell.field));
                let asked = column.into_iter().flat_map(|column| &column.rules);
                asked.filter(|(_, rows)| rows.get(cell.row as usize)).map(|(r, _)| *r).collect()
            }
        }
    }

    /// Everything that is wanted field by field, with the rules whose verdicts wait; rates have none.
    pub(super) fn groups(&self) -> impl Iterator<Item = (Option<Of>, Weight, Vec<u32>, Asked)> {
        let fields = self.facts.iter().map(|column| {
            let rules = column.rules.iter().map(|(rule, _)| *rule).collect();
            (Some(column.of), column.all, rules, column.wanted().collect())
        });
        let rates = self.any_rate.map(|all| {
            let rules: BTreeSet<u32> =
                self.rates.values().flat_map(|(_, rules)| rules).copied().collect();
            let asked = self.rates.iter().map(|(wanted, (weight, _))| (*wanted, *weight));
            (None, all, rules.into_iter().collect(), asked.collect())
        });
        fields.chain(rates)
    }
}

impl Column {
    /// The facts of it that are wanted.
    fn wanted(&self) -> impl Iterator<Item = (Wanted, Weight)> {
        let (record, field) = self.of;
        let rows = self.weights.iter().enumerate().filter(|(_, weight)| weight.waits > 0);
        rows.map(move |(row, weight)| {
            (Wanted::Fact(Cell { record, row: row as u32, field }), *weight)
        })
    }
}

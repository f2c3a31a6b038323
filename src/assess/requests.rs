//! What to ask for: the missing facts and rates that would settle most.

use std::cmp::Reverse;

use super::Assessment;
use super::wanted::{Asked, Counters, Of, Waiting, Weight, of};
use super::wording::flowing;
use crate::outcome::{Cell, Wanted};
use crate::record::Standing;
use crate::report::{Request, RequestGroup, Subject};
use crate::ty::{FieldId, RecordId};
use crate::value::key;

/// What is to be asked for.
#[derive(Default)]
pub(super) struct Requests {
    /// Fact by fact.
    pub(super) facts: Vec<Request>,
    /// How many facts there are, told or not.
    pub(super) all: usize,
    /// Field by field.
    pub(super) groups: Vec<RequestGroup>,
    pub(super) all_groups: usize,
}

impl Assessment<'_> {
    /// What is missing for all undetermined verdicts, the worst and most wanted first, up to as many
    /// facts and as many groups; where none is wanted nothing is looked for.
    pub(super) fn rank_requests(&self, facts: usize, groups: usize) -> Requests {
        let mut requests = Requests::default();
        if facts == 0 && groups == 0 {
            return requests;
        }
        let counters = self.counters();
        if groups > 0 {
            requests.groups = self.request_groups(&counters);
            requests.all_groups = requests.groups.len();
            requests.groups.truncate(groups);
        }
        let mut ranked = counters.all();
        requests.all = ranked.len();
        let order = |(wanted, weight): &(Wanted, Weight)| (Reverse(*weight), self.order(*wanted));
        if facts < ranked.len() && facts > 0 {
            // Numbers first: names are only compared among those that may be told.
            let mut weights: Vec<Weight> = ranked.iter().map(|(_, weight)| *weight).collect();
            let (_, least, _) = weights.select_nth_unstable_by(facts - 1, |a, b| b.cmp(a));
            let least = *least;
            ranked.retain(|(_, weight)| *weight >= least);
            if facts < ranked.len() {
                ranked.select_nth_unstable_by(facts - 1, |a, b| order(a).cmp(&order(b)));
            }
        }
        ranked.truncate(facts);
        ranked.sort_by(|a, b| order(a).cmp(&order(b)));
        let told = |(wanted, weight)| self.request(wanted, weight, counters.rules(wanted));
        requests.facts = ranked.into_iter().map(told).collect();
        requests
    }

    /// How badly everything is wanted.
    fn counters(&self) -> Counters {
        let mut counters = Counters::default();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            self.evaluation.wanted(rule, &outcome.undetermined, |wanted, possibly, alone| {
                let mut fields: Vec<Option<Of>> = Vec::new();
                let mut add = |wanted: Wanted, alone, rows| {
                    let of = of(wanted);
                    let first = !fields.contains(&of);
                    if first {
                        fields.push(of);
                    }
                    let verdict = Waiting { rule: rule as u32, possibly, alone, first };
                    counters.add(wanted, verdict, rows);
                };
                for one in wanted {
                    let Wanted::Fact(cell) = *one else {
                        add(*one, alone, 0);
                        continue;
                    };
                    let asked = self.asked_for(cell);
                    // What would tell whether its record is meant does not tell the fact.
                    let alone = alone && asked == [cell];
                    for cell in asked {
                        add(Wanted::Fact(cell), alone, self.tables.of(cell.record).rows);
                    }
                }
            });
        }
        counters
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

    fn request(&self, wanted: Wanted, weight: Weight, rules: Vec<u32>) -> Request {
        let Weight { worst, waits, settles } = weight;
        let places = self.places();
        let (subject, told) = match wanted {
            Wanted::Fact(cell) => (places.subject(cell.record, cell.row), places.told_of(cell)),
            Wanted::Rate { .. } => {
                let (record, key) = (self.rates_kind(), self.key_of(wanted));
                (Subject { record, key, name: None, place: None }, None)
            }
        };
        let addressees = match wanted {
            Wanted::Fact(cell) => places.addressees(cell),
            Wanted::Rate { .. } => Vec::new(),
        };
        let of = of(wanted);
        Request {
            subject,
            path: of.map_or_else(|| self.fact_of(wanted), |of| self.path(of)),
            fact: self.fact_of(wanted),
            meaning: of.map(|of| self.meaning(of)).unwrap_or_default(),
            told,
            addressees,
            rules: self.rule_names(rules),
            waits: u64::from(waits),
            settles: u64::from(settles),
            worst,
        }
    }

    /// What is missing field by field, the worst and most wanted first.
    fn request_groups(&self, counters: &Counters) -> Vec<RequestGroup> {
        let mut groups: Vec<(Weight, RequestGroup)> = counters
            .groups()
            .map(|(of, weight, rules, asked)| (weight, self.group(of, weight, rules, asked)))
            .collect();
        groups.sort_by(|(a, one), (b, two)| {
            (b, &one.record, &one.path).cmp(&(a, &two.record, &two.path))
        });
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn group(&self, of: Option<Of>, weight: Weight, rules: Vec<u32>, asked: Asked) -> RequestGroup {
        let facts = asked.len() as u64;
        let first = self.foremost(asked);
        let foremost = first.first().copied();
        let kind = of.map(|(record, _)| self.program.schema.record(record));
        let several = match kind {
            None => RATES_OF.to_owned(),
            Some(kind) if kind.is_section() => kind.section.replace('_', " "),
            Some(kind) => format!("records of {}", kind.name),
        };
        RequestGroup {
            record: kind.map_or_else(|| self.rates_kind(), |kind| kind.name.clone()),
            several,
            fact: foremost.map(|wanted| self.fact_of(wanted)).unwrap_or_default(),
            path: of.map(|of| self.path(of)).unwrap_or_default(),
            meaning: of.map(|of| self.meaning(of)).unwrap_or_default(),
            facts,
            waits: u64::from(weight.waits),
            settles: u64::from(weight.settles),
            worst: weight.worst,
            rules: self.rule_names(rules),
            keys: first.into_iter().map(|wanted| self.key_of(wanted)).collect(),
            place: match foremost {
                Some(Wanted::Fact(cell)) => self.places().cell(cell),
                Some(Wanted::Rate { .. }) | None => None,
            },
        }
    }

    /// What is to be asked for, for people.
    fn fact_of(&self, wanted: Wanted) -> String {
        match wanted {
            Wanted::Fact(cell) => {
                let key = self.places().key(cell.record, cell.row);
                format!("{} of {key}", self.path((cell.record, cell.field)))
            }
            Wanted::Rate { from, to, date } => {
                format!("exchange rate {} to {} on {date}", from.code(), to.code())
            }
        }
    }

    fn path(&self, (record, field): Of) -> String {
        field.map(|field| self.program.schema.field(record, field).name.clone()).unwrap_or_default()
    }

    /// The most wanted facts of a field.
    fn foremost(&self, mut asked: Asked) -> Vec<Wanted> {
        let order = |(wanted, weight): &(Wanted, Weight)| (Reverse(*weight), self.order(*wanted));
        if NAMED < asked.len() {
            asked.select_nth_unstable_by(NAMED, |a, b| order(a).cmp(&order(b)));
            asked.truncate(NAMED);
        }
        asked.sort_by(|a, b| order(a).cmp(&order(b)));
        asked.into_iter().map(|(wanted, _)| wanted).collect()
    }

    /// The key of the record that something is a fact of.
    fn key_of(&self, wanted: Wanted) -> String {
        match wanted {
            Wanted::Fact(cell) => self.places().key(cell.record, cell.row),
            Wanted::Rate { from, to, date } => {
                key::join([from.code(), to.code(), &date.to_string()])
            }
        }
    }

    /// What a field means, in a sentence.
    fn meaning(&self, (record, field): Of) -> String {
        let field = field.map(|field| self.program.schema.field(record, field));
        let doc = field.map(|field| field.doc.as_str()).unwrap_or_default();
        flowing(doc.split("\n\n").next().unwrap_or_default())
    }

    fn rule_names(&self, rules: Vec<u32>) -> Vec<String> {
        let rules = rules.into_iter().filter_map(|rule| self.program.rules.get(rule as usize));
        rules.map(|rule| rule.name.to_string()).collect()
    }

    /// The kind of records that tell rates, whether or not the vocabulary has one.
    fn rates_kind(&self) -> String {
        let kind = self.program.rates.map(|rates| self.program.schema.record(rates.record));
        kind.map_or_else(|| RATES.to_owned(), |kind| kind.name.clone())
    }
}

/// How many records a group names.
const NAMED: usize = 5;

/// What several rates are called.
const RATES_OF: &str = "exchange rates";

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

//! The facts that a report says would decide a verdict do, and no other fact does so alone: those
//! that are listed are told at random, and so is each that is not.

use std::sync::atomic::{AtomicUsize, Ordering};

use riskwright::outcome::{Cell, Missing, Reason, Verdict, Wanted};
use riskwright::ty::{FieldId, RecordId, Ty};

use super::drawn::{MISSING, tried};
use super::generate::{self, Choices};
use super::told::Looked;

/// How often all that is listed is told, before it is said to decide nothing.
const TRIES: usize = 24;

/// How many values are told of a fact that is not listed.
const VALUES: usize = 3;

#[test]
fn what_is_missing_decides_and_nothing_else_does_alone() {
    let count = AtomicUsize::new(0);
    tried(MISSING, |c| {
        let depth = c.below(3);
        let rules = generate::vocabulary(c) + &generate::rules(c, 4, depth);
        let (parties, deals) = (1 + c.below(2), 1 + c.below(3));
        let records = generate::records_of(c, parties, deals);
        let before = Looked::at(&rules, &records);
        let open = open(&before, &rules);
        count.fetch_add(open.len(), Ordering::Relaxed);
        let mut wrong: Vec<String> =
            open.iter().filter_map(|open| open.undecided(&before, c)).collect();
        wrong.extend(decided_by_others(&before, &open, c));
        wrong.truncate(3);
        wrong.extend((!wrong.is_empty()).then(|| format!("{rules}---\n{records}")));
        wrong
    });
    // A single program may leave nothing open.
    let alone = std::env::var_os("ORACLE_PROGRAM").is_some();
    assert!(alone || count.into_inner() > 0, "nothing is open");
}

/// A verdict that is not reached, or may be worse.
struct Open {
    rule: usize,
    row: u32,
    missing: Vec<Missing>,
    /// Whether the rule asks if facts are told, or takes others in their place: what is decided
    /// because a fact is not told is not open.
    asks: bool,
}

fn open(before: &Looked, rules: &str) -> Vec<Open> {
    let evaluation = before.evaluation();
    let mut open = Vec::new();
    for (rule, outcome) in evaluation.run().iter().enumerate() {
        let head = format!("rule {} for", before.program.rules[rule].name);
        let lines = rules.lines().skip_while(|line| !line.starts_with(&head));
        let text: String = lines.take_while(|line| *line != "}").collect();
        let words = [" is known", " is unknown", " or else ", "lowest of", "highest of"];
        let asks = words.iter().any(|words| text.contains(words));
        let undetermined = outcome.undetermined.iter().map(|(row, _)| *row);
        let worse = outcome.flagged.iter().filter_map(|(row, _, worse)| worse.map(|_| *row));
        for row in undetermined.chain(worse) {
            let missing = evaluation.subjects(rule, vec![row]).expect("a rule").missing(0);
            open.push(Open { rule, row, missing, asks });
        }
    }
    open
}

/// Whether more may be said.
fn is_open(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Undetermined { .. } | Verdict::Flagged { possibly: Some(_), .. })
}

impl Open {
    fn is_still(&self, told: &Looked) -> bool {
        is_open(told.verdict(self.rule, self.row))
    }

    fn wanted(&self) -> impl Iterator<Item = Option<Wanted>> {
        // The member that something without a place is made of is no fact.
        self.missing.iter().map(|missing| {
            Wanted::of(missing.cell.filter(|cell| cell.field.is_some()), &missing.reason)
        })
    }

    /// That nothing is listed, or that no values of what is listed decide the verdict.
    fn undecided(&self, before: &Looked, c: &mut Choices) -> Option<String> {
        let name = &before.program.rules[self.rule].name;
        let listed: Vec<&str> = self.missing.iter().map(|missing| &*missing.path).collect();
        if listed.is_empty() {
            return Some(format!("{name} on row {}: nothing is missing", self.row));
        }
        // Something has no value whatever is told.
        let mut wanted: Vec<Wanted> = self.wanted().collect::<Option<_>>()?;
        // What a reference leads to, or a list holds, may not tell enough, and what a fact that is
        // told keeps from mattering may matter then.
        if self.asks || wanted.iter().any(|wanted| leads_on(before, wanted)) {
            return None;
        }
        wanted.sort();
        wanted.dedup();
        let of_money = wanted.iter().any(|wanted| ty(before, wanted).is_some_and(Ty::is_money));
        let decides = |_| {
            let mut told = before.with(before.text.clone()).expect("what was read");
            for wanted in &wanted {
                let mut series = told.told(*wanted);
                let mut values = series.swap_remove(c.below(series.len()));
                let (_, text) = values.swap_remove(c.below(values.len()));
                told = told.with(text).expect("what may be told");
            }
            !self.is_still(&told) || self.waits_for_no_fact(&told, of_money)
        };
        (!(0..TRIES).any(decides))
            .then(|| format!("{name} on row {}: {} decide nothing", self.row, listed.join(", ")))
    }

    /// Whether what is missing is no fact: what has no value whatever is told, as the least of
    /// nothing or of a list in which nothing counts, and rates, where it was not known before in which currency an amount is told.
    fn waits_for_no_fact(&self, told: &Looked, of_money: bool) -> bool {
        let evaluation = told.evaluation();
        let subjects = evaluation.subjects(self.rule, vec![self.row]).expect("a rule");
        let rates = told.program.rates.expect("rates").record;
        subjects.missing(0).iter().all(|missing| {
            if missing.reason == Reason::Nothing {
                return true;
            }
            match Wanted::of(missing.cell.filter(|cell| cell.field.is_some()), &missing.reason) {
                None => true,
                Some(Wanted::Fact(cell)) => of_money && cell.record == rates,
                Some(Wanted::Rate { .. }) => of_money,
            }
        })
    }
}

fn leads_on(before: &Looked, wanted: &Wanted) -> bool {
    matches!(ty(before, wanted), Some(Ty::Record(_) | Ty::List(_)))
}

/// The type of a fact; a rate has none of its own.
fn ty(before: &Looked, wanted: &Wanted) -> Option<Ty> {
    let Wanted::Fact(Cell { record, field, .. }) = wanted else { return None };
    Some(before.program.schema.field(*record, (*field)?).ty)
}

/// Facts that are not listed, and decide a verdict alone.
fn decided_by_others(before: &Looked, open: &[Open], c: &mut Choices) -> Vec<String> {
    let mut wrong = Vec::new();
    for cell in untold(before) {
        let one = Wanted::Fact(cell);
        let others: Vec<&Open> = open
            .iter()
            .filter(|open| !open.asks && open.wanted().all(|wanted| wanted != Some(one)))
            .collect();
        let mut values: Vec<(String, String)> = before.told(one).into_iter().flatten().collect();
        for _ in 0..VALUES.min(values.len() * others.len()) {
            let (value, text) = values.swap_remove(c.below(values.len()));
            let told = before.with(text).expect("what may be told");
            for open in others.iter().filter(|open| !open.is_still(&told)) {
                let rule = &before.program.rules[open.rule].name;
                let field = before.program.schema.field(cell.record, cell.field.expect("a field"));
                let record = &before.program.schema.record(cell.record).name;
                wrong.push(format!(
                    "{rule} on row {} is decided by {} of {record} {}, told as {value}",
                    open.row, field.name, cell.row
                ));
            }
            if values.is_empty() {
                break;
            }
        }
    }
    wrong
}

/// What the records that were read do not tell exactly.
fn untold(before: &Looked) -> Vec<Cell> {
    let schema = &before.program.schema;
    let names = ["Deal", "Party", "Deal.payments", "ExchangeRate"];
    let records = (0..schema.records.len() as u32).map(RecordId);
    let mut cells = Vec::new();
    for record in records.filter(|id| names.contains(&&*schema.record(*id).name)) {
        let table = before.read.tables.of(record);
        let fields = (0..schema.record(record).fields.len() as u32).map(FieldId);
        for (row, field) in fields.flat_map(|field| (0..table.rows as u32).map(move |r| (r, field)))
        {
            let cell = Cell { record, row, field: Some(field) };
            let ty = schema.field(record, field).ty;
            let list = matches!(ty, Ty::List(_));
            let is_told = |now: &riskwright::value::Scalar| match list {
                true => *now != riskwright::value::Scalar::Code(None),
                false => now.is_known(),
            };
            // A list that is not given has a member of which nothing is told.
            let stands = !table.unseen.get(row as usize);
            cells.extend(
                before.now(cell).filter(|_| stands).filter(|now| !is_told(now)).map(|_| cell),
            );
        }
    }
    cells
}

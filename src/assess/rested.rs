//! What findings and grades of the baseline rested on, and what of it is told no more. A rule or a
//! scorecard that looks at whether a fact is told (`or else`, `is known`, `is disputed`, `lowest of`)
//! decides also where the fact is gone, and then its verdict is no remedy. Where it does not, a
//! verdict that is reached holds whatever the fact may be.

use rustc_hash::FxHashSet;

use super::Assessment;
use super::comparing::Rows;
use super::earlier::UNKNOWN;
use crate::ir::{Arena, ExprId, Op, Rule, Scorecard};
use crate::outcome::Cell;
use crate::report::{Fact, FactSource, MissingFact, Rested, Said, Why};
use crate::ty::{FieldId, Kind, RecordId, Ty};
use crate::value::{Codes, Scalar};

/// The facts of which a rule or a scorecard minds whether they are told, and by whom.
pub(super) struct Minded<'p> {
    /// The kind that it is about.
    pub(super) subject: RecordId,
    /// What paths begin with that lead from the subject; nothing of a rule's.
    variable: Option<&'p str>,
    fields: FxHashSet<(RecordId, FieldId)>,
}

impl Minded<'_> {
    /// A path from the subject, or from a member of something.
    fn path<'t>(&self, path: &'t str) -> &'t str {
        let own = self.variable.filter(|_| !path.contains(" of "));
        let own = own.and_then(|variable| path.strip_prefix(variable)?.strip_prefix('.'));
        own.unwrap_or(path)
    }
}

/// Where a path leads to.
struct Led {
    record: RecordId,
    field: FieldId,
    /// `None` where a reference on the way is not told.
    row: Option<u32>,
}

impl Led {
    fn cell(&self) -> Option<Cell> {
        self.row.map(|row| Cell { record: self.record, row, field: Some(self.field) })
    }
}

impl Assessment<'_> {
    /// What each rule minds.
    pub(super) fn minded_by_rules(&self) -> Vec<Minded<'_>> {
        let of = |rule: &Rule| Minded {
            subject: rule.subject,
            variable: None,
            fields: self.minded(rule.subject, rule.conditions()),
        };
        self.program.rules.iter().map(of).collect()
    }

    /// What a scorecard minds.
    pub(super) fn minded_by<'p>(&self, card: &'p Scorecard) -> Minded<'p> {
        Minded {
            subject: card.subject,
            variable: Some(&card.variable),
            fields: self.minded(card.subject, card.conditions()),
        }
    }

    /// The facts that a finding or a grade of these rows rested on and that are told no more, as far
    /// as it is minded whether they are.
    pub(super) fn told_no_more(
        &self,
        minded: &Minded<'_>,
        subjects: (&str, &[u32]),
        rested: &[Rested],
        rows: &mut Rows,
    ) -> Vec<MissingFact> {
        if minded.fields.is_empty() {
            return Vec::new();
        }
        let mut by_path: Vec<(&str, Vec<&Rested>)> = Vec::new();
        for fact in rested {
            match by_path.iter_mut().find(|(path, _)| *path == fact.path) {
                Some((_, facts)) => facts.push(fact),
                None => by_path.push((&fact.path, vec![fact])),
            }
        }
        let mut missing = Vec::new();
        for (path, facts) in by_path {
            let mut led = self.led(minded.subject, subjects, minded.path(path), rows);
            led.retain(|led| minded.fields.contains(&(led.record, led.field)));
            let (told, silent): (Vec<&Led>, Vec<&Led>) =
                led.iter().partition(|led| self.tells(led));
            match (silent.first(), &told[..], &facts[..]) {
                // Of several that go by one path, it is not known which was which.
                (Some(silent), told, facts) if told.len() < facts.len() => {
                    missing.push(self.gone(path, Why::ToldNoMore, silent.cell()));
                }
                (None, [told], [fact]) => {
                    let by = self.silenced(fact, told);
                    if !by.is_empty() {
                        missing.push(self.gone(path, Why::SilentNow(by), told.cell()));
                    }
                }
                (_, _, _) => {}
            }
        }
        missing
    }

    /// What facts of subjects of one name tell of which it is minded whether they are told; one that
    /// stands under several sums is one.
    pub(super) fn resting(
        &self,
        minded: &Minded<'_>,
        subjects: (&str, &[u32]),
        facts: &[Fact],
        rows: &mut Rows,
    ) -> Vec<Rested> {
        let mut places = FxHashSet::default();
        let mut rested = Vec::new();
        for fact in facts.iter().filter(|_| !minded.fields.is_empty()) {
            let place = fact.place.as_ref().map(ToString::to_string);
            let value = fact.value.to_string();
            if value == UNKNOWN || !places.insert((&fact.path, place)) {
                continue;
            }
            let led = self.led(minded.subject, subjects, minded.path(&fact.path), rows);
            if led.iter().any(|led| minded.fields.contains(&(led.record, led.field))) {
                let said = |source: &FactSource| {
                    Some(Said { key: source.key.clone(), says: source.says.clone()? })
                };
                let sources = fact.sources.iter().filter_map(said).collect();
                rested.push(Rested { path: fact.path.clone(), value, sources });
            }
        }
        rested
    }

    fn gone(&self, path: &str, reason: Why, cell: Option<Cell>) -> MissingFact {
        let place = cell.and_then(|cell| self.places().cell(cell));
        MissingFact { path: path.to_owned(), reason, place }
    }

    /// The fields of which conditions on a kind mind whether they are told.
    fn minded(
        &self,
        subject: RecordId,
        conditions: impl Iterator<Item = ExprId>,
    ) -> FxHashSet<(RecordId, FieldId)> {
        let arena = &self.program.arena;
        let mut stack: Vec<(ExprId, bool)> =
            conditions.chain(self.tying(subject)).map(|e| (e, false)).collect();
        let (mut seen, mut minded) = (FxHashSet::default(), FxHashSet::default());
        while let Some((e, minds)) = stack.pop() {
            if !seen.insert((e, minds)) {
                continue;
            }
            if let (true, Some(field)) = (minds, field(arena, e)) {
                minded.insert(field);
            }
            match &arena.get(e).op {
                Op::OrElse(first, second) => stack.extend([(*first, true), (*second, minds)]),
                Op::IsKnown(of) | Op::IsUnknown(of) | Op::Ask(_, of) | Op::End(_, of) => {
                    stack.push((*of, true));
                }
                Op::Aggregate(of) => {
                    arena.operands(e, |of| stack.push((of, minds)));
                    stack.extend(self.tying(of.members).into_iter().map(|e| (e, minds)));
                }
                _ => arena.operands(e, |of| stack.push((of, minds))),
            }
        }
        minded
    }

    /// What is asked of records that groups and walks of a kind are made of.
    fn tying(&self, record: RecordId) -> Vec<ExprId> {
        let kind = self.program.schema.record(record);
        let made_of = match &kind.kind {
            Kind::Read | Kind::Slots(_) | Kind::Step(_) | Kind::Card(_) => None,
            Kind::Group(_) | Kind::Leg(_) => kind.kind.steps(),
            Kind::Walk(_) | Kind::Reach(_) => kind.kind.legs(),
            Kind::Passed => kind.parent.map(|(walk, _)| walk),
        };
        let mut tying = kind.kind.roots();
        tying.extend(made_of.into_iter().flat_map(|made_of| self.tying(made_of)));
        tying
    }

    /// Where a path leads from subjects of one name, or from the members of their lists, or from
    /// the records that it names: `seller.debt`, `amount`, `value of atlas`.
    fn led(
        &self,
        subject: RecordId,
        (key, rows): (&str, &[u32]),
        path: &str,
        all: &mut Rows,
    ) -> Vec<Led> {
        let schema = &self.program.schema;
        let (path, owner) = match path.split_once(" of ") {
            Some((path, owner)) => (path, Some(owner.strip_suffix(" (perhaps)").unwrap_or(owner))),
            None => (path, None),
        };
        let own = rows.iter().filter_map(|row| self.follow(subject, *row, path));
        let mut led: Vec<Led> = own.filter(|_| owner.is_none()).collect();
        if !led.is_empty() {
            return led;
        }
        let first = path.split('.').next().unwrap_or(path);
        let may = |record: &RecordId| {
            let has_it = schema.record(*record).fields.iter().any(|field| field.name == first);
            has_it && (owner.is_some() || self.is_within(*record, subject))
        };
        // Members of lists go by the record that holds them.
        let owner = owner.unwrap_or(key);
        for record in schema.record_ids().filter(may) {
            let rows = all.entry(record).or_insert_with(|| self.rows_by_key(record));
            let rows = rows.get(owner).map(Vec::as_slice).unwrap_or_default();
            led.extend(rows.iter().filter_map(|row| self.follow(record, *row, path)));
        }
        led
    }

    /// Whether records of a kind are members of lists in those of another.
    fn is_within(&self, record: RecordId, holder: RecordId) -> bool {
        let parent = self.program.schema.record(record).parent;
        parent.is_some_and(|(parent, _)| parent == holder || self.is_within(parent, holder))
    }

    fn follow(&self, record: RecordId, row: u32, path: &str) -> Option<Led> {
        let (mut record, mut row) = (record, Some(row));
        let mut names = path.split('.').peekable();
        while let Some(name) = names.next() {
            let fields = &self.program.schema.record(record).fields;
            let at = fields.iter().position(|field| field.name == name)?;
            let field = FieldId(at as u32);
            if names.peek().is_none() {
                return Some(Led { record, field, row });
            }
            let Ty::Record(next) = fields[at].ty else { return None };
            let column = self.tables.of(record).column(field)?;
            row = row.and_then(|row| match column.get(row as usize) {
                Scalar::Code(code) => code.filter(|row| *row != Codes::NONE),
                _ => None,
            });
            record = next;
        }
        None
    }

    /// Whether the records tell anything of a fact.
    fn tells(&self, led: &Led) -> bool {
        let (Some(row), table) = (led.row, self.tables.of(led.record)) else { return false };
        let value = table.column(led.field).map(|column| column.get(row as usize));
        let mut said = table.statements(led.field).into_iter().flat_map(|all| all.of(row));
        // What sources say may have nothing in common that a column could hold.
        value.is_none_or(|value| !value.is_unknown()) || said.any(|one| !one.value.is_unknown())
    }

    /// The sources that said something of a fact and say it no more, where it rests on nothing but
    /// what they and the others said: what is told anew, or otherwise, is another matter.
    fn silenced(&self, fact: &Rested, led: &Led) -> Vec<String> {
        let (Some(row), table) = (led.row, self.tables.of(led.record)) else { return Vec::new() };
        let (field, places) = (led.field, self.places());
        let ty = self.program.schema.field(led.record, field).ty;
        let evidence = self.program.schema.evidence().map(|evidence| evidence.record);
        let said = table.statements(field).into_iter().flat_map(|all| all.of(row));
        let now: Vec<Said> = said
            .filter_map(|one| {
                let key = places.key(evidence?, one.source?);
                Some(Said { key, says: places.value(one.value, ty) })
            })
            .collect();
        let value = table.column(field).map(|column| places.value(&column.get(row as usize), ty));
        let old = match now.is_empty() {
            true => fact.sources.iter().any(|said| Some(&said.says) == value.as_ref()),
            false => now.iter().all(|said| fact.sources.contains(said)),
        };
        let gone = fact.sources.iter().filter(|said| !now.contains(said));
        gone.filter(|_| old).map(|said| said.key.clone()).collect()
    }
}

fn field(arena: &Arena, e: ExprId) -> Option<(RecordId, FieldId)> {
    let Op::Field(base, field) = &arena.get(e).op else { return None };
    let Ty::Record(record) = arena.get(*base).ty else { return None };
    Some((record, *field))
}

//! What the sources of a fact say of it, and what they are.

use super::batch::{Batch, collect};
use super::engine::Engine;
use super::frame::Frame;
use super::rates::Exchange;
use crate::ir::{ExprId, Op};
use crate::meaning;
use crate::operator::{Ask, CompareOp};
use crate::outcome::{Cell, Cited, Reason};
use crate::record::{Statement, Statements};
use crate::ty::{Evidence, FieldId, RecordId, SourceField, Ty};
use crate::value::{Codes, Column, Date, Decimal, PeriodRange, Range, Rounding, Scalar, Tri};

/// The facts of one field, and where they come from.
pub(crate) struct About<'a> {
    engine: &'a Engine<'a>,
    record: RecordId,
    field: FieldId,
    /// The record kind of sources.
    evidence: Option<Evidence>,
    /// The fields that name the sources of a whole record.
    named: Vec<SourceField>,
    statements: Option<&'a Statements>,
}

/// The answers for every row of a frame.
pub(crate) fn eval(f: &Frame<'_>, ask: Ask, fact: ExprId, ty: Ty) -> Batch {
    let arena = &f.engine.program.arena;
    let Op::Field(base, field) = arena.get(arena.strip(fact)).op else {
        return Batch::One(ty.unknown());
    };
    let Ty::Record(record) = arena.get(base).ty else {
        return Batch::One(ty.unknown());
    };
    let about = About::new(f.engine, record, field);
    let own = matches!(arena.get(arena.strip(base)).op, Op::Row(_));
    let unseen = &f.engine.tables.of(record).unseen;
    if ask == Ask::Disputed && about.statements.is_none() && own && unseen.is_empty() {
        return Batch::One(Scalar::from(false));
    }
    let answer = |at: &u32| match *at {
        at if at >= Codes::NONE || unseen.get(at as usize) => ty.unknown(),
        at => about.answer(ask, at, ty),
    };
    let records = f.eval(base);
    collect(records.codes(f.len()).iter().map(answer).collect())
}

impl<'a> About<'a> {
    pub(crate) fn new(engine: &'a Engine<'a>, record: RecordId, field: FieldId) -> About<'a> {
        let schema = &engine.program.schema;
        let (evidence, named) = (schema.evidence(), schema.source_fields(record));
        let statements = engine.tables.of(record).statements(field);
        About { engine, record, field, evidence, named, statements }
    }

    /// The answer for a fact as it is told, or as a scenario sets it; where it is not known whether
    /// one does, what both can be.
    fn answer(&self, ask: Ask, at: u32, ty: Ty) -> Scalar {
        match self.supposed(at) {
            Tri::True => self.of_supposed(ask, at),
            Tri::False => self.of_told(ask, at),
            Tri::Unknown => {
                let (one, other) = (self.of_supposed(ask, at), self.of_told(ask, at));
                meaning::choose(Tri::Unknown, &one, &other, ty, &self.engine.rates)
            }
        }
    }

    fn of_told(&self, ask: Ask, at: u32) -> Scalar {
        match ask {
            Ask::Disputed => Scalar::Truth(self.is_disputed(at)),
            Ask::Spread => match self.spread(at) {
                Some(spread) => Scalar::number(spread),
                None => Scalar::quantity(Range::ANY, None),
            },
            Ask::SourcedBy(label) => Scalar::Truth(self.sourced_by(label, at)),
            Ask::Age => Scalar::Period(self.age(at)),
        }
    }

    /// What a scenario sets is told once, and no source says it.
    fn of_supposed(&self, ask: Ask, at: u32) -> Scalar {
        match ask {
            Ask::Disputed => Scalar::from(false),
            Ask::Spread if self.is_told(at) => Scalar::number(Decimal::ZERO),
            Ask::SourcedBy(_) if self.is_told(at) => Scalar::from(false),
            Ask::Spread => Scalar::quantity(Range::ANY, None),
            Ask::SourcedBy(_) => Scalar::Truth(Tri::Unknown),
            Ask::Age => Scalar::Period(PeriodRange::ANY),
        }
    }

    /// Whether a scenario sets the fact.
    pub(super) fn supposed(&self, at: u32) -> Tri {
        self.engine.tables.of(self.record).supposed(self.field, at)
    }

    /// Whether the strongest of its sources contradict each other. Of those whose kind is not known
    /// it is not known either, so that only what surely counts decides that they do.
    fn is_disputed(&self, at: u32) -> Tri {
        let surely = |one: &Statement<'_>| {
            self.kind_of(one).is_some_and(|kind| self.engine.program.schema.rank.is_top(kind))
        };
        match self.contradicted(at) {
            Ok(true) if self.may_be_of_any_kind(at).next().is_some() => {
                let values = |one: Statement<'_>| one.value.clone();
                let sure = self.told_by(at).filter(surely).map(values).collect();
                self.apart(sure)
                    .map_or(Tri::Unknown, |apart| if apart { Tri::True } else { Tri::Unknown })
            }
            found => found.map_or(Tri::Unknown, Tri::from),
        }
    }

    /// What sources tell whose kind is not known, where some kinds outrank others.
    fn may_be_of_any_kind(&self, at: u32) -> impl Iterator<Item = Statement<'a>> {
        let ranked = !self.engine.program.schema.rank.is_empty();
        self.told_by(at).filter(move |one| ranked && self.kind_of(one).is_none())
    }

    /// The kind of the source that tells something.
    fn kind_of(&self, one: &Statement<'_>) -> Option<u32> {
        match self.of_source(one.source, self.evidence?.kind?.0) {
            Some(Scalar::Code(kind)) => kind,
            _ => None,
        }
    }

    /// What the sources tell that may be the strongest, each with whether it may.
    fn ranked(&self, at: u32) -> Vec<(Statement<'a>, bool)> {
        let told: Vec<Statement<'a>> = self.told_by(at).collect();
        let rank = &self.engine.program.schema.rank;
        // What ranks kinds is ranked by none.
        let own = self.evidence.and_then(|e| Some((e.record, e.kind?.0)));
        if rank.is_empty() || own == Some((self.record, self.field)) {
            return told.into_iter().map(|one| (one, true)).collect();
        }
        let kinds: Vec<Option<u32>> = told.iter().map(|one| self.kind_of(one)).collect();
        told.into_iter().zip(rank.strongest(&kinds)).collect()
    }

    /// Whether its sources contradict each other, of a fact that no scenario sets. An error where
    /// amounts cannot be compared.
    pub(crate) fn disputed(&self, at: u32) -> Result<bool, Reason> {
        if self.supposed(at) == Tri::False { self.contradicted(at) } else { Ok(false) }
    }

    /// The same, but that it is not known where it hangs on kinds of sources that are not told.
    pub(crate) fn contested(&self, at: u32) -> Tri {
        if self.disputed(at) == Ok(true) { self.is_disputed(at) } else { Tri::False }
    }

    /// Whether no value is possible by all that the strongest of its sources say of the fact. What is told once, or
    /// not at all, is not disputed. An error where amounts cannot be compared.
    fn contradicted(&self, at: u32) -> Result<bool, Reason> {
        let strongest = self.ranked(at).into_iter().filter(|(_, strongest)| *strongest);
        self.apart(strongest.map(|(one, _)| one.value.clone()).collect())
    }

    /// Whether no value is possible by all that is told.
    fn apart(&self, told: Vec<Scalar>) -> Result<bool, Reason> {
        let Some((first, rest)) = told.split_first() else { return Ok(false) };
        match first {
            Scalar::Quantity { .. } => {}
            Scalar::Period(_) => return periods_apart(&told),
            _ => return Ok(rest.iter().any(|value| value != first)),
        }
        let ranges = ranges(&told, self.exchange())?;
        let common = ranges.iter().try_fold(Range::ANY, |common, r| common.intersect(*r));
        Ok(common.is_none())
    }

    /// The rates for what is told of the fact.
    fn exchange(&self) -> Exchange<'_> {
        let ty = self.engine.program.schema.field(self.record, self.field).ty;
        self.engine.rates.of(ty)
    }

    /// How far apart the lowest and the highest figure stand, as a share of the larger one.
    fn spread(&self, at: u32) -> Option<Decimal> {
        let told = self.told(at);
        if told.len() < 2 {
            return self.is_told(at).then_some(Decimal::ZERO);
        }
        let ranges = ranges(&told, self.exchange()).ok()?;
        let all = ranges.into_iter().reduce(Range::hull)?;
        let (lo, hi) = all.lo.zip(all.hi)?;
        let size = |d: Decimal| if d.signum() < 0 { d.neg() } else { d };
        let larger = size(lo).max(size(hi));
        if larger == Decimal::ZERO {
            return Some(Decimal::ZERO);
        }
        hi.sub(lo, Rounding::HalfEven)?.div(larger, Rounding::HalfEven)
    }

    fn sourced_by(&self, label: u32, at: u32) -> Tri {
        let kind = self.evidence.and_then(|e| e.kind);
        let (Some(sources), Some((kind, _))) = (self.sources(at), kind) else {
            return Tri::Unknown;
        };
        let of_kind = |source: &Option<u32>| match self.of_source(*source, kind) {
            Some(Scalar::Code(Some(found))) => Tri::from(found == label),
            _ => Tri::Unknown,
        };
        let told = |source: &Option<u32>| (self.is_evidence(*source), of_kind(source));
        let all: Vec<(Tri, Tri)> = sources.iter().map(told).collect();
        let there: Vec<(Tri, Tri)> =
            all.iter().copied().filter(|(there, _)| *there != Tri::False).collect();
        if there.is_empty() && !all.is_empty() {
            return Tri::Unknown;
        }
        // Of those that may be later one at least is not, or there is no evidence.
        let others = there.iter().any(|told| *told != (Tri::Unknown, Tri::True));
        Tri::of(
            there.iter().any(|(_, kind)| *kind != Tri::False),
            there.iter().all(|told| *told != (Tri::True, Tri::True))
                && (others || there.is_empty()),
        )
    }

    /// The sources of a fact as a report cites them, with what each says where it says it of this
    /// fact alone.
    pub(crate) fn cited(&self, at: u32) -> Vec<Cited> {
        let Some(evidence) = self.evidence else { return Vec::new() };
        let cell = |row| Cell { record: evidence.record, row, field: None };
        let said = |(s, strongest): (Statement<'_>, bool)| {
            let says = Some((s.value.clone(), s.place));
            Some(Cited { source: cell(s.source?), says, outranked: !strongest })
        };
        if self.supposed(at) != Tri::False {
            return Vec::new();
        }
        if self.names_own(at) {
            return self.ranked(at).into_iter().filter_map(said).collect();
        }
        let of_record = self.sources(at).into_iter().flatten().flatten();
        of_record.map(|row| Cited { source: cell(row), says: None, outranked: false }).collect()
    }

    /// The sources of a fact: those that tell it, or where it names none those of its record.
    /// `None` where the fact is not told, or its record does not say where its facts come from.
    pub(crate) fn sources(&self, at: u32) -> Option<Vec<Option<u32>>> {
        if self.names_own(at) {
            let own: Vec<Option<u32>> = self.told_by(at).map(|s| s.source).collect();
            return Some(own).filter(|own| !own.is_empty());
        }
        if !self.is_told(at) {
            return None;
        }
        if self.named.is_empty() {
            return Some(Vec::new());
        }
        let lists: Vec<Vec<Option<u32>>> =
            self.named.iter().filter_map(|field| self.named_by(*field, at)).collect();
        let mut named = lists.concat();
        named.sort_by_key(|source| self.key(*source));
        (!lists.is_empty()).then_some(named)
    }

    /// The sources that one field of the fact's record names, where it is given.
    fn named_by(&self, field: SourceField, at: u32) -> Option<Vec<Option<u32>>> {
        let tables = self.engine.tables;
        let Scalar::Code(Some(code)) =
            tables.of(self.record).column(field.field())?.get(at as usize)
        else {
            return None;
        };
        let SourceField::List(_, members) = field else {
            return Some(if code == Codes::NONE { Vec::new() } else { vec![Some(code)] });
        };
        let members = tables.of(members);
        let source = |i: u32| match members.column(FieldId(0)).map(|c| c.get(i as usize)) {
            Some(Scalar::Code(code)) => code,
            _ => None,
        };
        Some(members.held_by(at).map(source).collect())
    }

    /// Where a fact should stand that the answer waits for, and why it does not decide.
    pub(crate) fn wanting(&self, ask: Ask, at: u32) -> Vec<(Cell, Reason)> {
        let of_record = |field| Cell { record: self.record, row: at, field: Some(field) };
        let fact = of_record(self.field);
        if self.supposed(at) != Tri::False {
            return vec![(fact, Reason::NoSource)];
        }
        if ask == Ask::Disputed
            && let Some((kind, _)) = self.evidence.and_then(|e| e.kind)
        {
            let record = self.evidence.map_or(self.record, |e| e.record);
            let of_kind = |row| (Cell { record, row, field: Some(kind) }, Reason::NotGiven);
            let open: Vec<(Cell, Reason)> =
                self.may_be_of_any_kind(at).filter_map(|one| one.source).map(of_kind).collect();
            if !open.is_empty() {
                return open;
            }
        }
        let asked = match ask {
            Ask::Disputed | Ask::Spread => None,
            Ask::SourcedBy(_) => self.evidence.and_then(|e| e.kind).map(|(kind, _)| kind),
            Ask::Age => self.evidence.and_then(|e| e.date),
        };
        let (Some(evidence), Some(asked)) = (self.evidence, asked) else {
            return vec![(
                fact,
                if self.is_said(at) { Reason::Imprecise } else { Reason::NotGiven },
            )];
        };
        let sources = self.sources(at);
        let there = |source: &Option<u32>| self.is_evidence(*source) != Tri::False;
        if sources.as_ref().is_some_and(|all| !all.is_empty() && !all.iter().any(there)) {
            return vec![(fact, Reason::LaterSource)];
        }
        match (sources, self.named.first()) {
            (Some(sources), _) if !sources.is_empty() => {
                // What is surely older than another source does not tell how old the fact is.
                let (latest, _) = self.latest(at);
                let outdone = |value: &Scalar| {
                    let hi = value.parts().0.hi.and_then(Date::of_number);
                    ask == Ask::Age && hi.zip(latest).is_some_and(|(hi, latest)| hi <= latest)
                };
                let unknown = |row: u32| match self.of_source(Some(row), asked) {
                    Some(value) if value.is_known() || outdone(&value) => None,
                    Some(value) if !value.is_unknown() => Some((row, Reason::Imprecise)),
                    _ => Some((row, Reason::NotGiven)),
                };
                let cell = |(row, reason)| {
                    (Cell { record: evidence.record, row, field: Some(asked) }, reason)
                };
                let mut wanting: Vec<(Cell, Reason)> = sources
                    .iter()
                    .filter(|source| there(source))
                    .flatten()
                    .filter_map(|row| unknown(*row))
                    .map(cell)
                    .collect();
                // Of one that may be later it is asked when it was published.
                let may_be_later = |row: &u32| self.is_evidence(Some(*row)) == Tri::Unknown;
                if let (Ask::SourcedBy(_), Some(date)) = (ask, evidence.date) {
                    let later = sources.into_iter().flatten().filter(may_be_later);
                    wanting.extend(later.map(|row| {
                        let field = Some(date);
                        (Cell { record: evidence.record, row, field }, Reason::Imprecise)
                    }));
                }
                wanting
            }
            (Some(_), _) => vec![(fact, Reason::NoSource)],
            (None, _) if !self.is_told(at) => vec![(fact, Reason::NotGiven)],
            (None, Some(field)) => vec![(of_record(field.field()), Reason::NotGiven)],
            (None, None) => vec![(fact, Reason::NoSource)],
        }
    }

    /// What sources say of the fact, in the order of their keys.
    fn said(&self, at: u32) -> impl Iterator<Item = Statement<'a>> {
        let said = self.statements.into_iter().flat_map(move |statements| statements.of(at));
        let mut said: Vec<Statement<'a>> = said.collect();
        said.sort_by(|a, b| {
            let keys = self.key(a.source).cmp(&self.key(b.source));
            keys.then_with(|| a.value.order(b.value))
        });
        said.into_iter()
    }

    /// The key of a source.
    fn key(&self, source: Option<u32>) -> Option<&str> {
        self.engine.tables.of(self.evidence?.record).keys.get(source? as usize)
    }

    /// Whether a fact names sources of its own, whatever they say.
    fn names_own(&self, at: u32) -> bool {
        self.statements.is_some_and(|statements| statements.of(at).next().is_some())
    }

    /// What sources tell of the fact: one that says nothing is no evidence of anything.
    fn told_by(&self, at: u32) -> impl Iterator<Item = Statement<'a>> {
        self.said(at).filter(|s| !s.value.is_unknown())
    }

    /// The values that sources tell.
    fn told(&self, at: u32) -> Vec<Scalar> {
        self.told_by(at).map(|s| s.value).cloned().collect()
    }

    /// Whether something is told of the fact, be it in several currencies, which allow nothing
    /// together.
    pub(crate) fn is_said(&self, at: u32) -> bool {
        let by_sources = || self.supposed(at) == Tri::False && self.told_by(at).next().is_some();
        self.is_told(at) || by_sources()
    }

    /// Whether something was told of the fact that its column holds.
    fn is_told(&self, at: u32) -> bool {
        let column = self.engine.tables.of(self.record).column(self.field);
        column.is_some_and(|c| match c {
            Column::Quantity(q) => !q.is_unknown(at as usize),
            column => !column.get(at as usize).is_unknown(),
        })
    }

    /// The field that says when a source was published.
    pub(super) fn dated(&self) -> Option<FieldId> {
        self.evidence?.date
    }

    pub(super) fn as_of(&self) -> Date {
        self.engine.rates.as_of
    }

    /// A field of a source.
    pub(super) fn of_source(&self, source: Option<u32>, field: FieldId) -> Option<Scalar> {
        let record = self.evidence?.record;
        Some(self.engine.tables.of(record).column(field)?.get(source? as usize))
    }
}

/// Whether no period is possible by all that is told: two that never last alike. What may last alike
/// or not, as a month and 30 days, cannot be told.
fn periods_apart(told: &[Scalar]) -> Result<bool, Reason> {
    let same = |a: &Scalar, b: &Scalar| {
        meaning::compare(CompareOp::Eq, a, b, Ty::Period, &meaning::NoRates)
    };
    let mut pairs =
        told.iter().enumerate().flat_map(|(i, a)| told[i..].iter().map(move |b| (a, b)));
    if pairs.clone().any(|(a, b)| same(a, b) == Ok(Tri::False)) {
        return Ok(true);
    }
    match pairs.find_map(|(a, b)| same(a, b).err()) {
        Some(reason) => Err(reason),
        None => Ok(false),
    }
}

/// Quantities as they can be compared: in their one currency, or in the reporting currency at
/// the as-of date.
fn ranges(values: &[Scalar], rates: Exchange<'_>) -> Result<Vec<Range>, Reason> {
    let parts: Vec<_> = values.iter().map(Scalar::parts).collect();
    let first = parts.first().and_then(|(_, currency)| *currency);
    if parts.iter().all(|(_, currency)| *currency == first) {
        return Ok(parts.into_iter().map(|(range, _)| range).collect());
    }
    let convert = |(range, from)| rates.home(range, from);
    parts.into_iter().map(convert).collect()
}

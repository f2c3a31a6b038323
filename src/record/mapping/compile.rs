//! A mapping compiled into a plan, and what of it does not fit the record kind.

use super::each::Path;
use super::made::How;
use super::node::{Placed, nfc};
use super::path::Deep;
use super::plan::{FieldPlan, Given, Plan, SlotPath, Watched};
use super::{From, Mapping, Others, Source};
use crate::record::decode::measure::{Beside, Measure};
use crate::record::decode::period;
use crate::record::decode::{Cell, Currencies, Decoder, Written};
use crate::record::error::{Problem, did_you_mean};
use crate::record::formerly::{FORMERLY, had_keys};
use crate::record::growing::column::ColumnBuilder;
use crate::record::origin::Origin;
use crate::record::problems::Problems;
use crate::record::raw::Raw;
use crate::record::table::Needs;
use crate::ty::{Dim, Field, RecordId, Schema, Ty};
use crate::value::{Currency, Decimal};

/// Compiles the mapping of one file onto a record kind. `flat` files (CSV) have column names, in
/// which a dot means nothing.
pub(in crate::record) fn compile(
    schema: &Schema,
    record: RecordId,
    needs: &Needs,
    mapping: &Mapping,
    flat: bool,
    problems: &mut Problems,
) -> Plan {
    let kind = schema.record(record);
    let file = mapping.written();
    let mut plan = Plan::empty(schema, record, needs, true);
    plan.flat = flat;
    let depth = mapping.each.as_ref().map_or(0, |each| Path::new(&each.text).steps().len());
    let mut compiler = Compiler { schema, kind: &kind.name, plan, flat, depth, file, problems };
    for source in &mapping.fields {
        let found = kind.fields.iter().enumerate().find(|(_, f)| f.name == source.field.text);
        match found {
            Some((at, field)) => compiler.field(at, field, source),
            None if source.field.text == FORMERLY && had_keys(kind) => compiler.formerly(source),
            None => {
                let names = kind.fields.iter().map(|f| f.name.as_str());
                let (kind, name) = (kind.name.clone(), source.field.text.clone());
                let help = did_you_mean(&name, names);
                compiler.problems.add_at(Problem::Mapping { kind, name, help }, source.field.span);
            }
        }
    }
    let mut plan = compiler.plan;
    others(&mut plan, schema, mapping.others.unwrap_or_default());
    plan
}

struct Compiler<'c> {
    schema: &'c Schema,
    kind: &'c str,
    plan: Plan,
    flat: bool,
    file: Written,
    /// How many maps lead to a record.
    depth: usize,
    problems: &'c mut Problems,
}

impl Compiler<'_> {
    /// Compiles where the keys stand that records had.
    fn formerly(&mut self, source: &Source) {
        let measures = [("currency", &source.currency), ("unit", &source.unit)];
        let map = source.map.first().map(|(first, _)| first.clone());
        for (what, told) in measures.into_iter().chain([("map", &map)]) {
            if let Some(told) = told {
                let (field, text) = (source.field.text.clone(), told.text.clone());
                self.problems.add_at(Problem::Unfit { field, what, text }, told.span);
            }
        }
        let before = self.plan.watched.len();
        let place = self.value(source, true);
        self.plan.watched.iter_mut().skip(before).for_each(|watched| watched.sparse = true);
        self.plan.formerly = Some(place);
    }

    /// Compiles what is said of one field.
    fn field(&mut self, at: usize, field: &Field, source: &Source) {
        self.sees_that_it_fits(field, source);
        let wanted = self.plan.wanted.get(at).copied().unwrap_or(false);
        let from = self.value(source, wanted);
        let currency = source.currency.as_ref().map(|told| match Currency::from_code(&told.text) {
            Some(currency) => Given::Fixed(currency),
            None => Given::From(self.place(told, wanted)),
        });
        let is_unit = |text: &str| match field.ty {
            Ty::Period => period::is_unit(text),
            _ => Measure::is_one(text, self.schema),
        };
        let unit = source.unit.as_ref().map(|told| match is_unit(&told.text) {
            true => Given::Fixed(told.text.clone()),
            false => Given::From(self.place(told, wanted)),
        });
        let in_base_unit = self.schema.units.iter().any(|u| {
            source.unit.as_ref().is_some_and(|told| told.text == u.name)
                && u.factor == Decimal::ONE
                && field.ty.dim() == Some(u.dim)
        });
        let text = |placed: &Placed| nfc(&placed.text);
        let map = source.map.iter().map(|(k, v)| (text(k), text(v))).collect();
        let otherwise = source.otherwise.as_ref().map(text);
        let written = source.spelling.beside(self.file);
        let scaled = false;
        let plan =
            FieldPlan { from, currency, unit, in_base_unit, scaled, map, otherwise, written };
        self.read_labels(field, source, &plan);
        if let Some(f) = self.plan.fields.get_mut(at) {
            *f = Some(plan);
        }
    }

    /// The place of a field's value, made of what the mapping says.
    fn value(&mut self, source: &Source, wanted: bool) -> SlotPath {
        let of = |this: &mut Self, places: &[Placed]| -> Vec<SlotPath> {
            places.iter().map(|place| this.place(place, wanted)).collect()
        };
        let (name, how) = match &source.from {
            From::Column(name) => {
                let place = self.place(name, wanted);
                return self.hedged(source, place, wanted);
            }
            From::First(names, all) => {
                // That one of them is not there is what the others are for.
                let places = names.iter().map(|name| {
                    self.sees_what_is_above(name);
                    (self.plan.place(&name.text, wanted, self.flat), name.text.clone())
                });
                let how = How::First(places.collect());
                let place = self.plan.make(&all.text, how, wanted);
                let (of, name, sparse) = (place.clone(), all.clone(), false);
                self.plan.watched.push(Watched { place: of, name, sparse });
                return self.hedged(source, place, wanted);
            }
            From::Always(text) => (text, How::Always(nfc(&text.text))),
            From::Between(min, max) => {
                let ends = [min, max].map(|end| end.as_ref().map(|end| self.place(end, wanted)));
                let [lower, upper] = ends;
                let name = min.as_ref().or(max.as_ref()).unwrap_or(&source.field);
                (name, How::Between(lower, upper))
            }
            From::Joined(parts, with) => (with, How::Joined(of(self, parts), with.text.clone())),
            From::Split(name, with) => {
                (name, How::Split(self.place(name, wanted), with.text.clone()))
            }
        };
        let place = self.plan.make(&name.text, how, wanted);
        self.hedged(source, place, wanted)
    }

    /// The same, only about that where a column says so.
    fn hedged(&mut self, source: &Source, place: SlotPath, wanted: bool) -> SlotPath {
        let Some(about) = &source.about else { return place };
        let about = self.place(about, wanted);
        self.plan.make(&source.field.text, How::About(place, about), wanted)
    }

    /// Reports a path that leads further up than the records stand below.
    fn sees_what_is_above(&mut self, name: &Placed) {
        let deep = Deep::parse(&name.text).filter(|_| !self.flat);
        if deep.is_some_and(|deep| deep.above > self.depth) {
            let (path, depth) = (name.text.clone(), self.depth);
            self.problems.add_at(Problem::NothingAbove { path, depth }, name.span);
        }
    }

    /// The slot of a column that the mapping names, which must be there.
    fn place(&mut self, name: &Placed, wanted: bool) -> SlotPath {
        self.sees_what_is_above(name);
        let place = self.plan.place(&name.text, wanted, self.flat);
        let (of, name, sparse) = (place.clone(), name.clone(), false);
        self.plan.watched.push(Watched { place: of, name, sparse });
        place
    }

    /// The dimension of a unit, where there is one of that name.
    fn unit(&self, name: &str) -> Option<Dim> {
        let measure = || self.schema.units.iter().find(|u| u.name == name).map(|u| u.dim);
        if matches!(name, "%" | "bps") { Some(Dim::NUMBER) } else { measure() }
    }

    /// Reports a measure or a `map` that the field's type has no use for: left out, it would say
    /// nothing of what was meant.
    fn sees_that_it_fits(&mut self, field: &Field, source: &Source) {
        let dim = field.ty.dim();
        let money = dim.is_some_and(|dim| dim.money() == 1);
        if let Some(currency) = source.currency.as_ref().filter(|_| !money) {
            self.unfit(field, "currency", currency);
        }
        if let Some(unit) = &source.unit {
            let known = self.unit(&unit.text);
            let with_money = |unit: Dim| {
                unit != Dim::NUMBER
                    && source.currency.is_some()
                    && Some(unit.times(Dim::MONEY)) == dim
            };
            let measured = dim.is_some() || field.ty == Ty::Period;
            if !measured || known.is_some_and(|unit| Some(unit) != dim && !with_money(unit)) {
                self.unfit(field, "unit", unit);
            }
        }
        if let (Ty::List(_), Some((first, _))) = (field.ty, source.map.first()) {
            self.unfit(field, "map", first);
        }
        let measured = dim.is_some() || matches!(field.ty, Ty::Period | Ty::Date);
        if let Some(about) = source.about.as_ref().filter(|_| !measured) {
            self.unfit(field, "column of what is only about", about);
        }
        match &source.from {
            From::Between(min, max) if !measured => {
                let end = min.as_ref().or(max.as_ref()).unwrap_or(&source.field);
                self.unfit(field, "end of a range", end);
            }
            From::Split(_, with) if !matches!(field.ty, Ty::List(_)) => {
                self.unfit(field, "`split`", with);
            }
            _ => {}
        }
        let records = |list| !self.schema.record(list).scalar;
        if source.members.is_some() && !matches!(field.ty, Ty::List(list) if records(list)) {
            self.unfit(field, "`fields` of", &source.field);
        }
    }

    fn unfit(&mut self, field: &Field, what: &'static str, told: &Placed) {
        let (field, text) = (field.name.clone(), told.text.clone());
        self.problems.add_at(Problem::Unfit { field, what, text }, told.span);
    }

    /// Reads what foreign values stand for once as the rows will, so that a mistake in it is told
    /// where it stands, also while no row has such a value.
    fn read_labels(&mut self, field: &Field, source: &Source, plan: &FieldPlan) {
        if matches!(field.ty, Ty::List(_)) {
            return;
        }
        let mut currencies = Currencies::default();
        let always = match &source.from {
            From::Always(always) if source.map.is_empty() => Some(always),
            _ => None,
        };
        for label in
            source.map.iter().map(|(_, label)| label).chain(&source.otherwise).chain(always)
        {
            let currency = match plan.currency {
                Some(Given::Fixed(currency)) => Some(currency),
                Some(Given::From(_)) => continue,
                None => None,
            };
            let unit = match &plan.unit {
                Some(Given::Fixed(unit)) => Beside::Named(unit),
                Some(Given::From(_)) => continue,
                None => Beside::Nowhere,
            };
            let (start, end) = (label.span.start as usize, label.span.end() as usize);
            let raw = Raw::scalar(label.text.as_str().into(), start, end);
            let decoder = Decoder {
                schema: self.schema,
                kind: self.kind,
                field,
                origin: Origin::text(label.span.file),
                problems: self.problems,
                currencies: &mut currencies,
                written: Written::USUAL,
            };
            let cell = Cell { raw: &raw, text: None, currency, unit, in_base_unit: false };
            decoder.push(&cell, &mut ColumnBuilder::new(field.ty));
        }
    }
}

/// Columns that the mapping does not name: those with a field's own name are read as that field,
/// or told.
fn others(plan: &mut Plan, schema: &Schema, others: Others) {
    for (i, field) in schema.record(plan.record).fields.iter().enumerate() {
        if plan.watched.iter().any(|watched| watched.name.text == field.name) {
            continue;
        }
        let unsaid = plan.fields.get(i).is_some_and(Option::is_none);
        if unsaid && others == Others::Read {
            plan.read_own(i, &field.name);
        } else if plan.slot(&field.name).is_none() {
            let spared = plan.place(&field.name, false, true).slot;
            plan.spared.push(spared);
        }
    }
}

//! Slots as subjects: the stretches of a calendar, and each of them with each record of some kinds.

use super::derived::Layout;
use super::error::CheckError;
use super::index::What;
use super::scope::{Checker, Typed};
use super::sink::Checked;
use crate::ir::{ExprId, Op};
use crate::source::Span;
use crate::syntax::ast::{self, CalendarEnd};
use crate::ty::{Calendar, Kind, RecordId, SlotPart, Slots, Ty};
use crate::value::{Date, Scalar, Stretch};

/// How many stretches a calendar has at most: those of eight hundred years of months.
const LONGEST: i32 = 10_000;

impl<'a> Checker<'_, 'a> {
    /// The record kind of a rule's slots; rules that ask for the same share it.
    pub(super) fn slots(&mut self, item: &'a ast::Slots) -> Checked<RecordId> {
        self.one_calendar(item)?;
        let mut fields = Layout::default();
        let (mut words, mut names): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        let parts: Vec<Checked<SlotPart>> = item
            .parts
            .iter()
            .map(|part| self.slot_part(part, &mut fields, &mut words, &mut names))
            .collect();
        let parts = parts.into_iter().collect::<Checked<Vec<SlotPart>>>()?;
        let kinds = &mut self.growing.kinds;
        let slots = kinds.slots(words.join(" and "), fields, Slots { parts }, item.span);
        self.note_names(item, slots);
        Ok(slots)
    }

    /// Notes what a rule calls the records of its slots; of slots that rules share the first tells.
    fn note_names(&mut self, item: &'a ast::Slots, slots: RecordId) {
        for part in &item.parts {
            let ast::SlotPart::Records(_, Some(name)) = part else { continue };
            let schema = &self.growing.kinds.schema;
            let field = schema.record(slots).fields.iter().find(|field| field.name == name.text);
            match field.filter(|field| field.span != name.span) {
                Some(field) => self.noted.define_again(field.span, name.span),
                None => _ = self.noted.define(What::Key, name),
            }
        }
    }

    /// One part is a calendar, and no other: pairs of records are asked for by what ties them.
    fn one_calendar(&mut self, item: &ast::Slots) -> Checked<()> {
        let calendar = |part: &ast::SlotPart| match part {
            ast::SlotPart::Calendar(calendar) => Some(calendar.span),
            ast::SlotPart::Records(..) => None,
        };
        let mut calendars = item.parts.iter().filter_map(calendar);
        let (what, span, help) = match (calendars.next(), calendars.next()) {
            (Some(_), None) => return Ok(()),
            (None, _) => {
                let help = "group the records that tie them: `for pair in Deal by buyer, seller`; \
                            beside a calendar it is `(years 2026..2031), Party`";
                ("each record with each other", item.span, help)
            }
            (Some(_), Some(second)) => {
                ("a second calendar", second, "the months of years are `months 2026-01..2031-12`")
            }
        };
        let (what, help) = (what.to_owned(), Some(help.to_owned()));
        Err(self.report(CheckError::Meaningless { what, span, help }))
    }

    fn slot_part(
        &mut self,
        part: &'a ast::SlotPart,
        fields: &mut Layout,
        words: &mut Vec<String>,
        names: &mut Vec<&'a str>,
    ) -> Checked<SlotPart> {
        match part {
            ast::SlotPart::Calendar(calendar) => {
                let (first, last) = self.calendar_ends(calendar)?;
                let (stretch, span) = (calendar.stretch, calendar.span);
                words.push(stretch.word().to_owned());
                let year = fields.add("year", Ty::NUMBER, span);
                let part = match stretch {
                    Stretch::Year => None,
                    Stretch::Quarter | Stretch::Month => {
                        names.push(stretch.word());
                        Some(fields.add(stretch.word(), Ty::NUMBER, span))
                    }
                };
                names.extend(["year", "starts", "ends"]);
                let starts = fields.add("starts", Ty::Date, span);
                let ends = fields.add("ends", Ty::Date, span);
                let calendar = Calendar { stretch, first, last, year, part, starts, ends };
                Ok(SlotPart::Calendar(calendar))
            }
            ast::SlotPart::Records(record, given) => {
                let kind = self.keyed_record(record)?;
                let kind_name = self.schema().record(kind).name.clone();
                let own = self.schema().record(kind).singular();
                let name = given.as_ref().map_or(own, |name| name.text.clone());
                words.push(kind_name);
                let span = given.as_ref().map_or(record.span, |name| name.span);
                if fields.has(&name) {
                    let what = format!("a second `{name}` of a slot");
                    let help = Some(format!("name it: `{} as other`", record.text));
                    return Err(self.report(CheckError::Meaningless { what, span, help }));
                }
                Ok(SlotPart::Records(kind, fields.add(&name, Ty::Record(kind), span)))
            }
        }
    }

    /// The numbers of a calendar's first and last stretch.
    fn calendar_ends(&mut self, calendar: &ast::Calendar) -> Checked<(i32, i32)> {
        let first = self.calendar_end(&calendar.first, calendar.stretch);
        let last = self.calendar_end(&calendar.last, calendar.stretch);
        let ((first, start), (last, end)) = (first?, last?);
        let (stretch, span) = (calendar.stretch, calendar.span);
        let set = self.set_for_the_run(start.into_iter().chain(end));
        if first > last {
            let (first, last) = (stretch.told(first), stretch.told(last));
            let word = stretch.words();
            return Err(self.report(CheckError::EmptyCalendar { word, first, last, span, set }));
        }
        match last - first < LONGEST {
            true => Ok((first, last)),
            false => {
                let (number, word) = (last - first + 1, stretch.words());
                Err(self.report(CheckError::LongCalendar {
                    number,
                    word,
                    most: LONGEST,
                    span,
                    set,
                }))
            }
        }
    }

    /// The number of a stretch at an end, and the expression that tells it.
    fn calendar_end(
        &mut self,
        end: &CalendarEnd,
        stretch: Stretch,
    ) -> Checked<(i32, Option<ExprId>)> {
        let (told, span, id) = match end {
            CalendarEnd::Written(text, span) => match stretch.parse(text) {
                Some(number) => return Ok((number, None)),
                None => (text.clone(), *span, None),
            },
            CalendarEnd::Value(value) => {
                let typed = self.expr(value, None)?;
                let folded = self.fold_for_the_run(typed, value.span)?;
                let number = self.number_of(&folded, typed, stretch);
                match number {
                    Some(number) => return Ok((number, Some(typed.id))),
                    None => (self.told_end(&folded, typed), value.span, Some(typed.id)),
                }
            }
        };
        let (word, example) = (stretch.word(), stretch.example());
        let set = self.set_for_the_run(id);
        Err(self.report(CheckError::NoStretch { told, word, example, span, set }))
    }

    /// The params among those that expressions are made of which the run sets, and where it does.
    fn set_for_the_run(&self, of: impl IntoIterator<Item = ExprId>) -> Vec<(String, Span)> {
        let arena = self.arena();
        let params = arena.parts(of, |_, _| true).filter_map(|id| match arena.get(id).op {
            Op::Param(i) => Some(i as usize),
            _ => None,
        });
        let set = params.filter_map(|i| {
            let name = &self.declared.params.get(i)?.item.name.text;
            Some((name.clone(), (*self.declared.set.get(i)?)?.span))
        });
        set.collect()
    }

    /// The number of the stretch that a value names: a year itself, a day the one that it lies in.
    fn number_of(&self, value: &Scalar, typed: Typed, stretch: Stretch) -> Option<i32> {
        let known = value.parts().0.known()?;
        match typed.ty {
            Ty::Date => Some(stretch.number(Date::of_number(known)?)),
            ty if ty == Ty::NUMBER && stretch == Stretch::Year => stretch.parse(&known.to_string()),
            _ => None,
        }
    }

    fn told_end(&self, value: &Scalar, typed: Typed) -> String {
        crate::ty::exact(value, typed.ty, self.schema(), &|_, _| String::new())
    }

    /// What the rule's variable stands for: a year, where subjects are years and nothing else.
    pub(super) fn subject_value(&mut self, row: Typed, span: Span) -> Checked<Typed> {
        let kind = row.ty.record().map(|record| self.schema().kind(record));
        match kind.and_then(Kind::slots).and_then(Slots::only_year) {
            Some(year) => self.add(Op::Field(row.id, year), Ty::NUMBER, span),
            None => Ok(row),
        }
    }

    /// The slot that a year is, which says when it starts and ends.
    pub(super) fn slot_of(&self, year: Typed) -> Option<Typed> {
        let Op::Field(row, field) = self.arena().get(self.arena().strip(year.id)).op else {
            return None;
        };
        let ty = self.arena().get(row).ty;
        let slots = self.schema().kind(ty.record()?).slots()?;
        (slots.only_year() == Some(field)).then_some(Typed { id: row, ty })
    }
}

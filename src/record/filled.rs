//! Rows with the values filled in that a mapping makes of others.

use std::borrow::Cow;

use super::error::Problem;
use super::mapping::made::{How, Made};
use super::mapping::path::{Step, Trouble, find};
use super::mapping::plan::{Plan, SlotPath, value_at};
use super::nothing::says_nothing;
use super::part::Part;
use super::raw::{Form, Member, Raw};
use super::rows::Rows;

impl Part<'_> {
    /// The slots of rows with those filled that are made of others.
    pub(in crate::record) fn filled<'a>(
        &mut self,
        plan: &Plan,
        rows: Rows<'_, 'a>,
    ) -> Vec<Option<Raw<'a>>> {
        let mut all = Vec::new();
        for (slots, at) in rows.iter() {
            let from = all.len();
            all.extend_from_slice(slots);
            let row: &mut [Option<Raw<'a>>] = all.get_mut(from..).unwrap_or_default();
            for made in plan.made.iter().filter(|made| !matches!(made.how, How::Above(..))) {
                let value = self.value_made(plan, made, row, at);
                if let Some(slot) = row.get_mut(made.slot) {
                    *slot = value;
                }
            }
        }
        all
    }

    /// Fills what stands above a record, of which the maps that lead to it are given, outermost
    /// first.
    pub(in crate::record) fn fill_above<'a>(
        &mut self,
        plan: &Plan,
        slots: &mut [Option<Raw<'a>>],
        above: &[&Raw<'a>],
    ) {
        for made in &plan.made {
            let How::Above(levels, steps) = &made.how else { continue };
            let Some(raw) = above.len().checked_sub(*levels).and_then(|at| above.get(at)) else {
                continue;
            };
            let value = self.found(raw, steps, &made.name);
            if let Some(slot) = slots.get_mut(made.slot) {
                *slot = value;
            }
        }
    }

    fn value_made<'a>(
        &mut self,
        plan: &Plan,
        made: &Made,
        slots: &[Option<Raw<'a>>],
        (start, end): (usize, usize),
    ) -> Option<Raw<'a>> {
        let at = |place: &SlotPath| value_at(slots, place);
        match &made.how {
            How::First(places) => {
                let told = places.iter().position(|(place, _)| at(place).is_some_and(tells));
                self.met_of(plan).take(made.slot, told, places.len());
                let any = || places.iter().find_map(|(place, _)| at(place));
                told.and_then(|told| at(&places.get(told)?.0)).or_else(any).cloned()
            }
            How::Always(text) => Some(Raw::scalar(Cow::Owned(text.clone()), start, end)),
            How::Between(min, max) => {
                let ends = [("min", min), ("max", max)];
                let ends = ends.map(|(name, place)| Some((name, at(place.as_ref()?)?)));
                let told: Vec<(&str, &Raw<'a>)> = ends.into_iter().flatten().collect();
                let (_, first) = told.first().copied()?;
                let (start, end) = (first.start, first.end);
                let told = told.into_iter().filter(|(_, raw)| !raw.is_empty());
                let members: Vec<Member<'a>> = told.map(|(name, raw)| named(name, raw)).collect();
                let form = if members.is_empty() { Form::Null } else { Form::Map(members) };
                Some(Raw { start, end, form })
            }
            How::Joined(places, with) => {
                let parts: Option<Vec<&Raw<'a>>> = places.iter().map(at).collect();
                let parts = parts?;
                let (first, last) = (parts.first()?, parts.last()?);
                let (start, end) = (first.start, last.end.max(first.start));
                let texts: Option<Vec<&str>> =
                    parts.iter().map(|raw| raw.text().filter(|_| tells(raw))).collect();
                Some(match texts {
                    Some(texts) => Raw::scalar(Cow::Owned(texts.join(with)), start, end),
                    None => Raw { start, end, form: Form::Null },
                })
            }
            How::Split(place, with) => at(place).map(|raw| split(raw, with)),
            How::About(figure, about) => {
                let (figure, about) = (at(figure)?.clone(), at(about).cloned());
                match about.as_ref().and_then(Raw::text).unwrap_or_default() {
                    "" => Some(figure),
                    text if says_nothing(text) => Some(figure),
                    text => match text.to_lowercase().as_str() {
                        "true" | "yes" => Some(self.hedged(figure)),
                        "false" | "no" => Some(figure),
                        _ => {
                            let (text, expected) = (text.to_owned(), "yes or no".to_owned());
                            let raw = about.as_ref().unwrap_or(&figure);
                            let problem = Problem::WrongValue { text, expected, help: None };
                            self.problem(problem, raw.start, raw.end);
                            Some(figure)
                        }
                    },
                }
            }
            How::Found(head, steps) => {
                let raw = at(head)?.clone();
                self.found(&raw, steps, &made.name)
            }
            How::Above(..) => None,
        }
    }

    /// A figure that is only about that.
    fn hedged<'a>(&mut self, figure: Raw<'a>) -> Raw<'a> {
        let (start, end) = (figure.start, figure.end);
        if !tells(&figure) {
            return figure;
        }
        if figure.text().is_none() {
            let expected = "a single figure, as `about` says,".to_owned();
            self.problem(Problem::Shape { expected }, start, end);
            return figure;
        }
        Raw { start, end, form: Form::Map(vec![named("about", &figure)]) }
    }

    /// What stands at the end of a path; reports why it cannot be followed, and takes it for told that
    /// nothing is known.
    fn found<'a>(&mut self, raw: &Raw<'a>, steps: &[Step], name: &str) -> Option<Raw<'a>> {
        let trouble = match find(raw, steps) {
            Ok(found) => return found,
            Err(trouble) => trouble,
        };
        match trouble {
            Trouble::Blocked(raw) => {
                let expected = format!("a map, as `{name}` says,");
                self.problem(Problem::Shape { expected }, raw.start, raw.end);
            }
            Trouble::Twice(first, again) => {
                self.twice(first, again);
            }
            Trouble::Two(first, second) => {
                let first = Some(self.place(first.start, first.end));
                let problem = Problem::TwoFound { path: name.to_owned(), first };
                self.problem(problem, second.start, second.end);
            }
        }
        Some(Raw { start: raw.start, end: raw.end, form: Form::Null })
    }
}

/// Whether a value says something.
fn tells(raw: &Raw) -> bool {
    !raw.is_empty() && !raw.text().is_some_and(says_nothing)
}

fn named<'a>(name: &'static str, raw: &Raw<'a>) -> Member<'a> {
    let key = Raw::scalar(Cow::Borrowed(name), raw.start, raw.end);
    Member { key, value: raw.clone() }
}

/// The members of a list that is written as one text; what is no text, or says nothing, as it is.
fn split<'a>(raw: &Raw<'a>, with: &str) -> Raw<'a> {
    let Some(text) = raw.text().filter(|_| tells(raw)) else { return raw.clone() };
    let member = |text: &str| Raw::scalar(Cow::Owned(text.to_owned()), raw.start, raw.end);
    let members = text.split(with).map(str::trim).filter(|text| !text.is_empty());
    Raw { start: raw.start, end: raw.end, form: Form::List(members.map(member).collect()) }
}

//! Params as a report tells them: of a rule with all that they are, of a verdict with what it took.

use super::Assessment;
use super::places::Places;
use crate::eval::Subjects;
use crate::ir::{self, Asked};
use crate::outcome::Taken;
use crate::report::{InForce, Param, TakenParam};
use crate::ty::Ty;
use crate::value::{Date, Decimal, Period, PeriodRange, Scalar};

impl Assessment<'_> {
    /// What a verdict takes as of other days, where the report is for programs: people are shown
    /// it by `explain`.
    pub(super) fn taken(&self, subjects: &Subjects<'_>, place: usize) -> Vec<TakenParam> {
        match self.trees {
            Some(_) => self.places().taken(&subjects.taken(place)),
            None => Vec::new(),
        }
    }
}

impl Places<'_> {
    /// The params that a rule's conditions rest on, each once, in the order of their declaration.
    pub(super) fn params(self, rule: &ir::Rule) -> Vec<Param> {
        let mut params: Vec<(u32, Param)> = Vec::new();
        for (i, asked) in self.asked(rule) {
            // INVARIANT: only places of params are asked for.
            let param = &self.program.params[i as usize];
            if params.last().is_none_or(|(last, _)| *last != i) {
                params.push((i, self.param(param)));
            }
            if let (Some((_, told)), false) = (params.last_mut(), asked == Asked::AsOf) {
                let value = |value: &ir::InForce| self.since(value.since, &value.value, param.ty);
                told.values = param.timeline.iter().map(value).collect();
            }
        }
        params.into_iter().map(|(_, param)| param).collect()
    }

    /// Those of them that are taken as of the as-of date.
    pub(super) fn params_as_of(self, rule: &ir::Rule) -> Vec<Param> {
        let as_of = self.asked(rule).into_iter().filter(|(_, asked)| *asked == Asked::AsOf);
        let params = as_of.filter_map(|(i, _)| self.program.params.get(i as usize));
        params.map(|param| self.param(param)).collect()
    }

    /// What a verdict takes as of other days.
    pub(super) fn taken(self, taken: &[Taken]) -> Vec<TakenParam> {
        let taken = taken.iter().filter_map(|taken| {
            let param = self.program.params.get(taken.param as usize)?;
            let value =
                |(since, value): &(Option<Date>, Scalar)| self.since(*since, value, param.ty);
            Some(TakenParam {
                name: param.name.to_string(),
                at: match &taken.day {
                    Ok(days) => self.value(days, Ty::Date),
                    Err(written) => written.to_string(),
                },
                values: taken.values.iter().map(value).collect(),
                cites: ir::in_force(&param.cites),
            })
        });
        taken.collect()
    }

    fn asked(self, rule: &ir::Rule) -> Vec<(u32, Asked)> {
        self.program.params_asked(rule, |param, _| &param.timeline)
    }

    fn param(self, param: &ir::Param) -> Param {
        Param {
            name: param.name.to_string(),
            value: self.value(&param.value, param.ty),
            since: param.since.map(|date| date.to_string()),
            set_by_run: param.set.is_some(),
            bounds: bounds(param, |limit| self.value(limit, param.ty)),
            cites: ir::in_force(&param.cites),
            values: Vec::new(),
        }
    }

    fn since(self, since: Option<Date>, value: &Scalar, ty: Ty) -> InForce {
        let since = since.map(|date| date.to_string());
        InForce { value: self.value(value, ty), since }
    }
}

/// Bounds as rules write them, given how a limit is written.
pub(super) fn bounds(param: &ir::Param, value: impl Fn(&Scalar) -> String) -> Vec<String> {
    let bounds = &param.bounds;
    let lower = if bounds.lo_open { ">" } else { ">=" };
    let upper = if bounds.hi_open { "<" } else { "<=" };
    let ends = [(lower, bounds.lo), (upper, bounds.hi)].into_iter();
    let written = |(operator, limit): (&str, Option<Decimal>)| {
        let limit = Scalar::number(limit?);
        // For periods no other is a bound.
        let nothing = Scalar::Period(PeriodRange::point(Period::ZERO));
        let limit = if param.ty == Ty::Period { nothing } else { limit };
        Some(format!("{operator} {}", value(&limit)))
    };
    ends.filter_map(written).collect()
}

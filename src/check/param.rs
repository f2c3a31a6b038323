//! Params: each is computed when it is first needed, so that their order does not matter.

use super::begun::in_force;
use super::bounds::Bounded;
use super::declared::Declaration;
use super::error::CheckError;
use super::growing::State;
use super::percent::doubt_percentage;
use super::scope::Parts;
use super::sink::{Checked, There, Told};
use crate::ir::{InForce, RestsOn};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Ty, exact};
use crate::value::{Date, Scalar};

/// How many params may wait for each other.
const CHAIN: usize = 32;

/// A value as it is written, as far as it is in force, and the params that it is computed from.
type Own = (Checked<Option<Scalar>>, Vec<RestsOn>);

impl<'a> Parts<'_, 'a> {
    /// Computes the params that nothing has needed yet.
    pub(super) fn compute_params(&mut self) {
        for i in 0..self.declared.params.len() as u32 {
            // Its error is told.
            _ = self.param_type(i);
        }
    }

    /// A param's type, its value computed.
    pub(super) fn param_type(&mut self, i: u32) -> Checked<Ty> {
        let place = i as usize;
        match *self.growing.params.states.get(place).there()? {
            State::Computed(_) => {}
            State::Broken(told) => return Err(told),
            State::Computing => return Err(self.report_param_ring(i)),
            State::Waiting if self.growing.params.computing.len() >= CHAIN => {
                let span = self.declared.params[place].item.name.span;
                return Err(self.sink.report(CheckError::TooDeep { span }));
            }
            State::Waiting => {
                self.growing.params.states[place] = State::Computing;
                self.growing.params.computing.push(i);
                let computed = self.compute_param(i);
                self.growing.params.computing.pop();
                let state = computed.map_or_else(State::Broken, State::Computed);
                self.growing.params.states[place] = state;
                computed.map(|_| ())?;
            }
        }
        self.growing.params.get(i).map(|param| param.ty).there()
    }

    /// The type of a param, where it has one, and whether its value is sound.
    fn compute_param(&mut self, i: u32) -> Checked<Checked<()>> {
        let Declaration { item, unit } = self.declared.params[i as usize];
        let set = self.declared.set[i as usize];
        let mut expected = item.ty.as_ref().map(|ty| self.type_of(ty));
        self.require_ascending_dates(item);
        let mut own = Vec::new();
        for dated in &item.values {
            let (value, rests_on) = self.traced(unit, &dated.value, expected.and_then(Result::ok));
            // Where no type is declared, the first value says it.
            expected = match expected {
                Some(Ok(ty)) => Some(Ok(ty)),
                _ => Some(value.as_ref().map(|(_, ty)| *ty).map_err(|told| *told)),
            };
            own.push((value, rests_on, dated));
        }
        let ty = expected.there()??;
        let bounds = self.bounds(unit, (Bounded::Param, Some(ty)), &item.bounds);
        self.growing.params.values[i as usize].bounds = bounds;
        let mut own: Vec<Own> = own
            .into_iter()
            .map(|(value, rests_on, dated)| (self.fit((i, ty), value, dated.value.span), rests_on))
            .collect();
        let mut timeline = self.timeline((i, ty), &own);
        let dated = own
            .iter()
            .flat_map(|(_, rests_on)| rests_on)
            .any(|(on, _)| self.growing.params.is_dated(*on));
        self.growing.params.values[i as usize].dated |= dated;
        let ((value, rests_on), since) = match (set, in_force(item, self.declared.as_of)) {
            (Some(e), _) => {
                let (given, rests_on) = self.traced(unit, e, Some(ty));
                ((self.fit((i, ty), given, e.span), rests_on), None)
            }
            // INVARIANT: `n` is a place among the item's values, and `own` has one for each.
            (None, Some(n)) => (own.swap_remove(n), item.values[n].since),
            // An error where something asks for it.
            (None, None) => ((Ok(None), Vec::new()), None),
        };
        let param = &mut self.growing.params.values[i as usize];
        param.ty = ty;
        let sound = value.as_ref().map(|_| ()).map_err(|told| *told);
        param.value = value.ok().flatten().unwrap_or_else(|| ty.unknown());
        if set.is_some() {
            let value = param.value.clone();
            timeline = vec![InForce { since: None, value, rests_on: rests_on.clone() }];
        }
        param.timeline = timeline;
        param.since = since.map(|(date, _)| date);
        param.rests_on = rests_on;
        Ok(sound)
    }

    /// The values of a param in the order of time; one that is computed from dated params changes
    /// with them.
    fn timeline(&mut self, (i, ty): (u32, Ty), own: &[Own]) -> Vec<InForce> {
        let Declaration { item, unit } = self.declared.params[i as usize];
        let mut timeline = Vec::new();
        for (n, (dated, (value, rests_on))) in item.values.iter().zip(own).enumerate() {
            let since = dated.since.map(|(date, _)| date);
            let until = item.values.get(n + 1).and_then(|next| next.since).map(|(date, _)| date);
            let value = value.clone().ok().flatten().unwrap_or_else(|| ty.unknown());
            // What it asks for as of one day stays what it is.
            let open = || rests_on.iter().filter(|(_, on)| on.is_none());
            let mut changes: Vec<Date> = open()
                .filter_map(|(i, _)| self.growing.params.get(*i))
                .flat_map(|param| param.timeline.iter().filter_map(|value| value.since))
                .filter(|day| since.is_none_or(|since| since < *day))
                .filter(|day| until.is_none_or(|until| *day < until))
                .collect();
            if !open().any(|(i, _)| self.growing.params.is_dated(*i)) {
                timeline.push(InForce { since, value, rests_on: rests_on.clone() });
                continue;
            }
            changes.sort_unstable();
            changes.dedup();
            for since in std::iter::once(since).chain(changes.into_iter().map(Some)) {
                let day = since.unwrap_or(Date::MIN);
                let value = self.constant_on((unit, &dated.value, Some(ty)), day);
                // Before what it is computed from is in force, it is not.
                if value.is_none() && timeline.is_empty() {
                    continue;
                }
                let value = value.unwrap_or_else(|| ty.unknown());
                // It is told where it stands.
                _ = self.require_within((i, ty), &value, dated.value.span);
                timeline.push(InForce { since, value, rests_on: rests_on.clone() });
            }
        }
        timeline
    }

    /// A value of a param, as far as it has one yet, and the params that it is computed from.
    fn traced(
        &mut self,
        unit: usize,
        e: &ast::Expr,
        expected: Option<Ty>,
    ) -> (Checked<(Option<Scalar>, Ty)>, Vec<RestsOn>) {
        let mut checker = self.checker(unit);
        match checker.expr(e, expected) {
            Ok(typed) => (checker.fold_begun(typed, e.span), checker.rests_on(typed.id)),
            Err(told) => (Err(told), Vec::new()),
        }
    }

    /// The value, if it is of the param's type and within its bounds; an error where it is not.
    fn fit(
        &mut self,
        (i, ty): (u32, Ty),
        value: Checked<(Option<Scalar>, Ty)>,
        span: Span,
    ) -> Checked<Option<Scalar>> {
        let (value, found) = value?;
        self.require_param_type(ty, found, span)?;
        if let Some(value) = value.as_ref().filter(|_| ty == Ty::PERCENT && found == Ty::NUMBER) {
            let bounds = &self.growing.params.get(i).there()?.bounds;
            let doubted = doubt_percentage(self.sink, value, bounds, span);
            // Within the bounds it is a number all the same.
            doubted.or_else(|told| if bounds.exclude(value) { Err(told) } else { Ok(()) })?;
        }
        if let Some(value) = &value {
            self.require_within((i, ty), value, span)?;
        }
        Ok(value)
    }

    fn require_within(&mut self, (i, ty): (u32, Ty), value: &Scalar, span: Span) -> Checked<()> {
        let param = self.growing.params.get(i).there()?;
        if !param.bounds.exclude(value) {
            return Ok(());
        }
        let name = param.name.to_string();
        let value = exact(value, ty, &self.growing.kinds.schema, &|_, _| String::new());
        let item = self.declared.params[i as usize].item;
        let bound = item.bounds.last().map_or(item.name.span, |(_, limit)| limit.span);
        let declared = item.name.span.to(bound);
        Err(self.sink.report(CheckError::BeyondParam { value, name, span, declared }))
    }

    fn require_ascending_dates(&mut self, item: &ast::Param) {
        let dates: Vec<(Date, Span)> = item.values.iter().filter_map(|dated| dated.since).collect();
        for ((earlier, first), (date, span)) in dates.iter().zip(dates.iter().skip(1)) {
            if date <= earlier {
                let (name, span, first) = (item.name.text.clone(), *span, *first);
                self.sink.report(CheckError::DateOrder { name, span, first });
            }
        }
    }

    fn require_param_type(&mut self, ty: Ty, found: Ty, span: Span) -> Checked<()> {
        if ty == found || (ty.dim().is_some() && ty.dim() == found.dim()) {
            return Ok(());
        }
        let checker = self.checker(0);
        let help = checker.growing.date_meant(ty, span);
        let help = help.or_else(|| checker.clash_help(ty, found));
        let (expected, found) = (checker.described(ty), checker.described(found));
        Err(self.sink.report(CheckError::Mismatch { expected, found, span, help }))
    }

    fn report_param_ring(&mut self, i: u32) -> Told {
        let computing = &self.growing.params.computing;
        let start = computing.iter().position(|c| *c == i).unwrap_or(0);
        let mut ring = computing[start..].to_vec();
        let name = |c: &u32| &self.declared.params[*c as usize].item.name;
        let places = ring.iter().map(|c| name(c).span).collect();
        ring.push(i);
        let called = |c: &u32| &*self.declared.called.params[*c as usize];
        let names: Vec<&str> = ring.iter().map(called).collect();
        let ring = names.join(" -> ");
        self.sink.report(CheckError::Ring { ring, places })
    }
}

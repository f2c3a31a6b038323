//! Params: each is computed when it is first needed, so that their order does not matter.

use super::Settings;
use super::declare::dotted;
use super::error::{CheckError, Noun};
use super::scope::Checker;
use super::suggest::nearest;
use super::world::World;
use crate::ir::{InForce, Param, RestsOn};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, Ty};
use crate::value::{Date, Scalar};

/// How many params may wait for each other.
const CHAIN: usize = 32;

/// A param as it is written, on its way to a value.
#[derive(Clone, Copy)]
pub(super) struct Pending<'a> {
    pub(super) item: &'a ast::Param,
    /// Its file.
    unit: usize,
    /// What the run sets it to.
    pub(super) set: Option<&'a ast::Expr>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Waiting,
    Computing,
    Computed,
    /// Not even its type is known; why is reported.
    Broken,
}

impl<'a> World<'a> {
    /// Declares the params, and those that the run sets to what it sets them to.
    pub(super) fn declare_params(
        &mut self,
        items: &[(usize, &'a ast::Param)],
        settings: &'a Settings,
    ) {
        let mut set: Vec<Option<&'a ast::Expr>> = vec![None; items.len()];
        for (name, value) in &settings.params {
            let named = self.params_named(items, &name.text);
            named.iter().for_each(|i| set[*i] = Some(value));
            if named.is_empty() {
                self.report_unknown_setting(items, name);
            }
        }
        for ((unit, item), set) in items.iter().zip(set) {
            self.pending.push(Pending { item, unit: *unit, set, state: State::Waiting });
            self.params.push(Param {
                name: item.name.text.as_str().into(),
                title: item.doc.title.clone(),
                ty: Ty::NUMBER,
                value: Ty::NUMBER.unknown(),
                since: None,
                dated: item.values.iter().any(|dated| dated.since.is_some()),
                timeline: Vec::new(),
                rests_on: Vec::new(),
                cites: item.cites.iter().map(|text| text.text.clone()).collect(),
                set_by_run: set.is_some(),
                span: item.name.span,
            });
        }
    }

    /// The params that a run means by a name, by their places among all: `large`, or that of a
    /// pack, `commitment.large`. A name alone is not that of a pack which one that uses it declares
    /// for itself.
    fn params_named(&self, items: &[(usize, &ast::Param)], name: &str) -> Vec<usize> {
        let (pack, bare) = name.rsplit_once('.').map_or((None, name), |(p, bare)| (Some(p), bare));
        let is_of = |unit: usize| {
            let path = self.units[unit].path.trim_end_matches(".risk");
            pack.is_none_or(|pack| path == pack || path.rsplit(['.', '/']).next() == Some(pack))
        };
        let named = items.iter().enumerate();
        let named = named.filter(|(_, (unit, item))| item.name.text == bare && is_of(*unit));
        let named: Vec<(usize, usize)> = named.map(|(i, (unit, _))| (i, *unit)).collect();
        let is_own = |(_, unit): &&(usize, usize)| {
            let path = &self.units[*unit].path;
            let used_by = |user: usize| {
                self.units[user]
                    .file
                    .items
                    .iter()
                    .any(|item| matches!(item, ast::Item::Use(item) if dotted(item) == *path))
            };
            !named.iter().any(|(_, user)| used_by(*user))
        };
        named.iter().filter(is_own).map(|(i, _)| *i).collect()
    }

    fn report_unknown_setting(&mut self, items: &[(usize, &'a ast::Param)], name: &ast::Name) {
        let near = nearest(&name.text, items.iter().map(|(_, item)| item.name.text.as_str()));
        let (kind, name, span) = (Noun::Param, name.text.clone(), name.span);
        self.report(CheckError::Unknown { kind, name, span, near });
    }

    /// Computes the params that nothing has needed yet.
    pub(super) fn compute_params(&mut self) {
        for i in 0..self.pending.len() as u32 {
            self.param_type(i);
        }
    }

    /// A param's type, its value computed; `None` where its error is reported.
    pub(super) fn param_type(&mut self, i: u32) -> Option<Ty> {
        let pending = *self.pending.get(i as usize)?;
        match pending.state {
            State::Computed => {}
            State::Broken => return None,
            State::Computing => {
                self.report_param_ring(i);
                return None;
            }
            State::Waiting if self.computing.len() >= CHAIN => {
                self.report(CheckError::TooDeep { span: pending.item.name.span });
                return None;
            }
            State::Waiting => {
                self.pending[i as usize].state = State::Computing;
                self.computing.push(i);
                let state = self.compute_param(i, pending);
                self.computing.pop();
                self.pending[i as usize].state = state;
                if state == State::Broken {
                    return None;
                }
            }
        }
        self.params.get(i as usize).map(|p| p.ty)
    }

    fn compute_param(&mut self, i: u32, Pending { item, unit, set, .. }: Pending<'a>) -> State {
        let declared = item.ty.as_ref().and_then(|ty| self.type_of(ty));
        self.require_ascending_dates(item);
        let mut expected = declared;
        let mut own = Vec::new();
        for dated in &item.values {
            let (value, rests_on) = self.traced(unit, &dated.value, expected);
            // Where no type is declared, the first value says it.
            expected = expected.or(value.as_ref().map(|(_, ty)| *ty));
            own.push((value, rests_on, dated));
        }
        let Some(ty) = expected else {
            return State::Broken;
        };
        let mut own: Vec<(Option<Scalar>, Vec<RestsOn>)> = own
            .into_iter()
            .map(|(value, rests_on, dated)| (self.fit(ty, value, dated.value.span), rests_on))
            .collect();
        let mut timeline = self.timeline(unit, item, ty, &own);
        let dated = own.iter().flat_map(|(_, rests_on)| rests_on).any(|(on, _)| self.is_dated(*on));
        self.params[i as usize].dated |= dated;
        let ((value, rests_on), since) = match (set, self.in_force(item)) {
            (Some(e), _) => {
                let (given, rests_on) = self.traced(unit, e, Some(ty));
                ((self.fit(ty, given, e.span), rests_on), None)
            }
            // INVARIANT: `n` is a place among the item's values, and `own` has one for each.
            (None, Some(n)) => (own.swap_remove(n), item.values[n].since),
            // An error where something asks for it.
            (None, None) => ((None, Vec::new()), None),
        };
        let param = &mut self.params[i as usize];
        param.ty = ty;
        param.value = value.unwrap_or_else(|| ty.unknown());
        if set.is_some() {
            let value = param.value.clone();
            timeline = vec![InForce { since: None, value, rests_on: rests_on.clone() }];
        }
        param.timeline = timeline;
        param.since = since.map(|(date, _)| date);
        param.rests_on = rests_on;
        State::Computed
    }

    /// The values of a param in the order of time; one that is computed from dated params changes
    /// with them.
    fn timeline(
        &mut self,
        unit: usize,
        item: &ast::Param,
        ty: Ty,
        own: &[(Option<Scalar>, Vec<RestsOn>)],
    ) -> Vec<InForce> {
        let mut timeline = Vec::new();
        for (n, (dated, (value, rests_on))) in item.values.iter().zip(own).enumerate() {
            let since = dated.since.map(|(date, _)| date);
            let until = item.values.get(n + 1).and_then(|next| next.since).map(|(date, _)| date);
            let value = value.clone().unwrap_or_else(|| ty.unknown());
            // What it asks for as of one day stays what it is.
            let open = || rests_on.iter().filter(|(_, on)| on.is_none());
            let mut changes: Vec<Date> = open()
                .filter_map(|(i, _)| self.params.get(*i as usize))
                .flat_map(|param| param.timeline.iter().filter_map(|value| value.since))
                .filter(|day| since.is_none_or(|since| since < *day))
                .filter(|day| until.is_none_or(|until| *day < until))
                .collect();
            if !open().any(|(i, _)| self.is_dated(*i)) {
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
                timeline.push(InForce { since, value, rests_on: rests_on.clone() });
            }
        }
        timeline
    }

    /// Whether a param is dated as it is declared, whatever the run sets.
    pub(super) fn is_dated(&self, i: u32) -> bool {
        self.params.get(i as usize).is_some_and(|param| param.dated)
    }

    /// A value of a param, as far as it has one yet, and the params that it is computed from.
    fn traced(
        &mut self,
        unit: usize,
        e: &ast::Expr,
        expected: Option<Ty>,
    ) -> (Option<(Option<Scalar>, Ty)>, Vec<RestsOn>) {
        let mut checker = Checker::new(self, unit);
        match checker.expr(e, expected) {
            Some(typed) => (checker.fold_begun(typed, e.span), checker.rests_on(typed.id)),
            None => (None, Vec::new()),
        }
    }

    /// The value, if it is of the param's type; an error where it is not.
    fn fit(&mut self, ty: Ty, value: Option<(Option<Scalar>, Ty)>, span: Span) -> Option<Scalar> {
        let (value, found) = value?;
        if let Some(value) = value.as_ref().filter(|_| ty == Ty::PERCENT && found == Ty::NUMBER) {
            self.doubt_percentage(value, &Bounds::default(), span);
        }
        let fits = self.require_param_type(ty, found, span);
        value.filter(|_| fits)
    }

    fn require_ascending_dates(&mut self, item: &ast::Param) {
        let dates: Vec<(Date, Span)> = item.values.iter().filter_map(|dated| dated.since).collect();
        for ((earlier, first), (date, span)) in dates.iter().zip(dates.iter().skip(1)) {
            if date <= earlier {
                let (name, span, first) = (item.name.text.clone(), *span, *first);
                self.report(CheckError::DateOrder { name, span, first });
            }
        }
    }

    fn require_param_type(&mut self, ty: Ty, found: Ty, span: Span) -> bool {
        let fits = ty == found || (ty.dim().is_some() && ty.dim() == found.dim());
        if !fits {
            let checker = Checker::new(self, 0);
            let help = checker.world.date_meant(ty, span);
            let help = help.or_else(|| checker.clash_help(ty, found));
            let expected = checker.described(ty);
            let found = checker.described(found);
            self.report(CheckError::Mismatch { expected, found, span, help });
        }
        fits
    }

    fn report_param_ring(&mut self, i: u32) {
        let start = self.computing.iter().position(|c| *c == i).unwrap_or(0);
        let mut ring = self.computing[start..].to_vec();
        let places = ring.iter().map(|c| self.pending[*c as usize].item.name.span).collect();
        ring.push(i);
        let names: Vec<&str> =
            ring.iter().map(|c| self.pending[*c as usize].item.name.text.as_str()).collect();
        let ring = names.join(" -> ");
        self.report(CheckError::Ring { ring, places });
    }
}

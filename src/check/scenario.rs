//! Scenarios: what they set must be there, fit, and come to an end.

use rustc_hash::FxHashMap;

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::world::World;
use crate::ir::{Change, ExprId, Level, Op, Scenario, Step};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Literal};
use crate::ty::{Bounds, Field, FieldId, RecordId, Ty, exact};
use crate::value::{Range, Scalar};

impl World<'_> {
    pub(super) fn check_scenarios(&mut self) {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (unit, item) in self.items() {
            let ast::Item::Scenario(scenario) = item else {
                continue;
            };
            if let Some(first) = seen.insert(&scenario.name.text, scenario.name.span) {
                let (name, span) = (scenario.name.text.clone(), scenario.name.span);
                self.report(CheckError::Duplicate { name, span, first });
            }
            let checked = self.scenario(unit, scenario);
            self.scenarios.extend(checked);
        }
    }

    fn scenario(&mut self, unit: usize, scenario: &ast::Scenario) -> Option<Scenario> {
        let name = &scenario.name;
        if !scenario.broken && scenario.steps.iter().all(|step| step.changes.is_empty()) {
            self.report(CheckError::NoStep { name: name.text.clone(), span: name.span });
        }
        // Every change is checked, so that each tells its own errors.
        let steps: Vec<Option<Step>> =
            scenario.steps.iter().map(|step| self.step(unit, step)).collect();
        if scenario.broken {
            return None;
        }
        let words = name.text.replace('-', " ");
        let doc = &scenario.doc;
        Some(Scenario {
            name: name.text.as_str().into(),
            title: if doc.title.is_empty() { words } else { doc.title.clone() },
            rationale: doc.rationale.clone(),
            cites: scenario.cites.iter().map(|text| text.text.clone()).collect(),
            steps: steps.into_iter().collect::<Option<_>>()?,
            span: name.span,
        })
    }

    fn step(&mut self, unit: usize, step: &ast::Step) -> Option<Step> {
        let cascade = step.until_stable;
        let change = |change| Checker::new(self, unit).change(change, cascade);
        let changes: Vec<Option<Change>> = step.changes.iter().map(change).collect();
        let changes = changes.into_iter().collect::<Option<_>>()?;
        Some(Step { changes, until_stable: cascade, span: step.span })
    }
}

impl Checker<'_, '_> {
    fn change(&mut self, change: &ast::Change, cascade: bool) -> Option<Change> {
        let binding = &change.binding;
        let record = self.changed_record(&binding.source);
        self.level = Some(Level::SUBJECT);
        let row = record
            .and_then(|r| self.add(Op::Row(Level::SUBJECT), Ty::Record(r), binding.variable.span));
        self.bind(&binding.variable, row);
        let filter = binding.filter.as_ref().map(|filter| self.condition(filter));
        let target = record.and_then(|record| self.target(record, change));
        let ty = target.map(|(record, field)| self.world.schema.field(record, field).ty);
        let value = match &change.value {
            Some(value) => self.expr(value, ty).map(|typed| (typed, value.span)),
            None => None,
        };
        let (record, field) = target?;
        let value = match &change.value {
            Some(_) => self.fitting(record, field, value?)?,
            None => self.nothing(record, field, change)?,
        };
        let filter = match filter {
            Some(filter) => Some(filter?.id),
            None => None,
        };
        if cascade {
            self.require_cascade(record, field, change)?;
        }
        let variable = binding.variable.text.as_str().into();
        Some(Change { record, field, value, filter, variable, span: change.span })
    }

    /// The record kind that a step goes over.
    fn changed_record(&mut self, source: &ast::Expr) -> Option<RecordId> {
        if let ExprKind::Name(name) = &source.kind {
            return self.keyed_record(name);
        }
        let (what, span) = ("what is not a record kind".to_owned(), source.span);
        let help = "a step goes over the records of a kind: `for d in Deal`".to_owned();
        self.world.report(CheckError::NotSet { what, span, help });
        None
    }

    /// The field that is set.
    fn target(&mut self, record: RecordId, change: &ast::Change) -> Option<(RecordId, FieldId)> {
        let variable = &change.binding.variable.text;
        let [name] = change.path.as_slice() else {
            let span = change.path.last().map_or(change.span, |name| name.span);
            let what = "a fact of another record".to_owned();
            let help = format!("go over the records that have the field: `set {variable}.FIELD`");
            self.world.report(CheckError::NotSet { what, span, help });
            return None;
        };
        if change.owner.text != *variable {
            let (what, span) = (format!("a fact of `{}`", change.owner.text), change.owner.span);
            let help =
                format!("the step goes over `{variable}`: `set {variable}.{} = …`", name.text);
            self.world.report(CheckError::NotSet { what, span, help });
            return None;
        }
        let Some(field) = self.world.field(record, &name.text) else {
            self.report_unknown_field(record, name);
            return None;
        };
        let kind = self.world.schema.record(record);
        let help = if kind.key.contains(&field) {
            "other records refer to it by its key; set other fields"
        } else if matches!(self.world.schema.field(record, field).ty, Ty::List(_)) {
            "lists stay as they are; set fields that hold one value"
        } else {
            return Some((record, field));
        };
        let (what, span) = (format!("`{}`", name.text), name.span);
        self.world.report(CheckError::NotSet { what, span, help: help.to_owned() });
        None
    }

    /// A value of the field's type, and where it is a constant, within its bounds.
    fn fitting(
        &mut self,
        record: RecordId,
        field: FieldId,
        (value, span): (Typed, Span),
    ) -> Option<ExprId> {
        let ty = self.world.schema.field(record, field).ty;
        let measured = ty.dim().is_some() && ty.dim() == value.ty.dim();
        if ty != value.ty && !measured {
            let expected = self.described(ty);
            return self.mismatch(&expected, value.ty, span);
        }
        if ty == Ty::PERCENT {
            let bounds = self.world.schema.field(record, field).bounds.clone();
            if self.doubt_number(value, bounds, span) {
                return None;
            }
        }
        if let Some(scalar) = self.quiet_constant(value.id) {
            let schema = &self.world.schema;
            let Field { name, bounds, span: declared, .. } = schema.field(record, field);
            if is_outside(&scalar, bounds) {
                let value = exact(&scalar, value.ty, schema, &|_, _| String::new());
                let (field, declared) = (name.clone(), *declared);
                self.world.report(CheckError::OutOfBounds { value, field, span, declared });
                return None;
            }
        }
        Some(value.id)
    }

    /// What `unknown` means for a field: all that its bounds allow.
    fn nothing(
        &mut self,
        record: RecordId,
        field: FieldId,
        change: &ast::Change,
    ) -> Option<ExprId> {
        let Field { name, ty, optional, bounds, span: declared, .. } =
            self.world.schema.field(record, field);
        let span = change.path.last().map_or(change.span, |name| name.span);
        if !optional {
            let (name, declared) = (name.clone(), *declared);
            self.world.report(CheckError::AlwaysGiven { name, span, declared });
            return None;
        }
        let ty = *ty;
        let scalar = match ty.unknown() {
            Scalar::Quantity { currency, unknown, .. } => {
                Scalar::Quantity { range: Range::new(bounds.lo, bounds.hi), currency, unknown }
            }
            other => other,
        };
        self.add(Op::Const(scalar), ty, span).map(|typed| typed.id)
    }

    /// What is repeated must end: facts that only ever become true cannot go round in circles.
    fn require_cascade(
        &mut self,
        record: RecordId,
        field: FieldId,
        change: &ast::Change,
    ) -> Option<()> {
        let help = match &change.value {
            _ if self.world.schema.field(record, field).ty != Ty::Bool => {
                "repeat only what sets a `bool` to `true`; amounts are set in a step before or \
                 behind it"
            }
            Some(ast::Expr { kind: ExprKind::Literal(Literal::Bool(true)), .. }) => return Some(()),
            _ => {
                "write `= true` and put the condition behind `where`; a fact that could turn back \
                 might do so for ever"
            }
        };
        let span = change.value.as_ref().map_or(change.span, |value| value.span);
        self.world.report(CheckError::Cascade { span, help: help.to_owned() });
        None
    }
}

/// Whether no value within the bounds is one that the quantity may have.
fn is_outside(scalar: &Scalar, bounds: &Bounds) -> bool {
    let Scalar::Quantity { range, .. } = scalar else {
        return false;
    };
    let below = range.hi.zip(bounds.lo);
    let above = range.lo.zip(bounds.hi);
    below.is_some_and(|(hi, lo)| hi < lo || bounds.lo_open && hi == lo)
        || above.is_some_and(|(lo, hi)| lo > hi || bounds.hi_open && lo == hi)
}

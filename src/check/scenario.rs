//! Scenarios: what they set must be there, fit, and come to an end.

mod members;

use rustc_hash::FxHashMap;

use super::citation::cited;
use super::error::CheckError;
use super::index::BuiltIn;
use super::names::NONE;
use super::scope::{Checker, Parts, Typed};
use super::sink::{Checked, Told};
use crate::ir::{Change, Does, ExprId, Op, Scenario, Step};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Literal};
use crate::ty::{Field, FieldId, RecordId, Ty, exact};
use crate::value::{Range, Scalar};

impl Parts<'_, '_> {
    pub(super) fn check_scenarios(&mut self) -> Vec<Scenario> {
        let mut scenarios = Vec::new();
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (unit, item) in self.declared.items() {
            let ast::Item::Scenario(scenario) = item else {
                continue;
            };
            if let Some(first) = seen.insert(&scenario.name.text, scenario.name.span) {
                let (name, span) = (scenario.name.text.clone(), scenario.name.span);
                self.sink.report(CheckError::Duplicate { name, span, first });
            }
            scenarios.extend(self.scenario(unit, scenario));
        }
        scenarios
    }

    fn scenario(&mut self, unit: usize, scenario: &ast::Scenario) -> Checked<Scenario> {
        let name = &scenario.name;
        let is_empty = |step: &ast::Step| match &step.does {
            ast::Does::UntilStable(changes) => changes.is_empty(),
            ast::Does::Set(_) | ast::Does::Remove(_) | ast::Does::Add(_) => false,
        };
        if !scenario.broken && scenario.steps.iter().all(is_empty) {
            self.sink.report(CheckError::NoStep { name: name.text.clone(), span: name.span });
        }
        // Every change is checked, so that each tells its own errors.
        let steps: Vec<Checked<Step>> =
            scenario.steps.iter().map(|step| self.step(unit, step)).collect();
        if scenario.broken {
            return Err(self.sink.unread());
        }
        let words = name.text.replace('-', " ");
        let doc = &scenario.doc;
        Ok(Scenario {
            name: name.text.as_str().into(),
            title: doc.title.clone().or_own(|| words),
            rationale: doc.rationale.clone(),
            cites: cited(&scenario.cites, self.declared.as_of),
            steps: steps.into_iter().collect::<Checked<_>>()?,
            span: name.span,
        })
    }

    fn step(&mut self, unit: usize, step: &ast::Step) -> Checked<Step> {
        let span = step.span;
        let does = match &step.does {
            ast::Does::Set(change) => Does::Set(self.checker(unit).change(change, false)?),
            ast::Does::UntilStable(changes) => Does::UntilStable(self.cascade(unit, changes)?),
            ast::Does::Remove(removal) => Does::Remove(self.checker(unit).removal(removal, span)?),
            ast::Does::Add(addition) => Does::Add(self.checker(unit).addition(addition, span)?),
        };
        Ok(Step { does, span })
    }

    /// The changes of a cascade: they tell one loss of the records of a kind.
    fn cascade(&mut self, unit: usize, written: &[ast::Change]) -> Checked<Vec<Change>> {
        let change = |change| self.checker(unit).change(change, true);
        let changes: Vec<Checked<Change>> = written.iter().map(change).collect();
        let changes: Vec<Change> = changes.into_iter().collect::<Checked<_>>()?;
        let mut told: FxHashMap<RecordId, Span> = FxHashMap::default();
        for (change, written) in changes.iter().zip(written) {
            let Some(loss) = written.losses.first() else { continue };
            if let Some(first) = told.insert(change.record, loss.span) {
                self.sink.report(CheckError::SecondLoss { span: loss.span, first });
            }
        }
        Ok(changes)
    }
}

impl Checker<'_, '_> {
    fn change(&mut self, change: &ast::Change, cascade: bool) -> Checked<Change> {
        let binding = &change.binding;
        let (record, filter) = self.gone_over(binding);
        let record = record.and_then(|record| self.holds_facts(record, &binding.source));
        let target = record.and_then(|record| self.target(record, change));
        let value = change.value.as_ref();
        let value = value.map(|value| (self.set_to(value, target.ok()), value.span));
        let loss = self.loss(change, cascade);
        let (record, field) = target?;
        let value = match value {
            Some((value, span)) => self.fitting(record, field, (value?, span))?,
            None => {
                let name = change.path.last().map_or(change.span, |name| name.span);
                self.nothing(record, field, name)?
            }
        };
        let filter = filter?;
        if cascade {
            self.require_cascade(record, field, change)?;
        }
        let (loss, variable) = (loss?, binding.variable.text.as_str().into());
        Ok(Change { record, field, value, filter, loss, variable, span: change.span })
    }

    /// What a field is set to. A reference can be set to `none`, where that is no name: then it leads
    /// to nobody.
    fn set_to(&mut self, value: &ast::Expr, target: Option<(RecordId, FieldId)>) -> Checked<Typed> {
        let Some((record, field)) = target else { return self.expr(value, None) };
        let Field { name, ty, optional, span: declared, .. } = self.schema().field(record, field);
        let (ty, says_none) = (*ty, |name: &ast::Name| name.text == NONE && !self.is_bound(NONE));
        match (&value.kind, ty) {
            (ExprKind::Name(said), Ty::Record(_)) if says_none(said) => match optional {
                true => {
                    self.noted.built_in([said], BuiltIn::Nobody);
                    self.add(Op::Const(Scalar::NOBODY), ty, value.span)
                }
                false => {
                    let (name, declared, span) = (name.clone(), *declared, value.span);
                    Err(self.report(CheckError::AlwaysGiven { name, made: NONE, span, declared }))
                }
            },
            _ => self.expr(value, Some(ty)),
        }
    }

    /// What a record loses: told once, of a step that is repeated.
    fn loss(&mut self, change: &ast::Change, cascade: bool) -> Checked<Option<ExprId>> {
        let mut losses = change.losses.iter();
        let Some(first) = losses.next() else { return Ok(None) };
        let loss = self.expr(first, Some(Ty::MONEY)).and_then(|typed| match typed.ty.is_money() {
            true => Ok(typed.id),
            false => self.mismatch("a loss of money", typed.ty, first.span),
        });
        for second in losses {
            self.report(CheckError::SecondLoss { span: second.span, first: first.span });
        }
        if !cascade {
            return Err(self.report(CheckError::LossOnce { span: first.span }));
        }
        loss.map(Some)
    }

    /// The field that is set.
    fn target(&mut self, record: RecordId, change: &ast::Change) -> Checked<(RecordId, FieldId)> {
        let variable = &change.binding.variable.text;
        let [name] = change.path.as_slice() else {
            let span = change.path.last().map_or(change.span, |name| name.span);
            let what = "a fact of another record".to_owned();
            let help = format!("go over the records that have the field: `set {variable}.FIELD`");
            return Err(self.cannot("set", what, span, help));
        };
        if change.owner.text != *variable {
            let (what, span) = (format!("a fact of `{}`", change.owner.text), change.owner.span);
            let help =
                format!("the step goes over `{variable}`: `set {variable}.{} = …`", name.text);
            return Err(self.cannot("set", what, span, help));
        }
        let Some(field) = self.growing.kinds.field(record, &name.text) else {
            return Err(self.report_unknown_field(record, name));
        };
        let kind = self.schema().record(record);
        let help = if kind.key.contains(&field) {
            "other records refer to it by its key; set other fields".to_owned()
        } else if let Ty::List(members) = self.schema().field(record, field).ty {
            let kind = self.schema().record(members);
            let set = format!("go over its members: `set m.FIELD = … for m in {}`; ", kind.name);
            let set = if kind.scalar { "" } else { &set };
            format!(
                "{set}`remove m for m in {} where …` takes members away, `add … to {variable}.{}` \
                 adds one",
                kind.name, name.text
            )
        } else {
            if self.ranks_evidence(record, field) {
                let help = "an order of evidence ranks what sources tell by it: set the facts";
                let what = format!("`{}`", name.text);
                self.cannot("set", what, name.span, help.to_owned());
            }
            self.noted.refer(change.owner.span, change.binding.variable.span);
            self.note_field(record, field, name);
            return Ok((record, field));
        };
        Err(self.cannot("set", format!("`{}`", name.text), name.span, help))
    }

    /// Reports what a scenario cannot do.
    fn cannot(&mut self, be: &'static str, what: String, span: Span, help: String) -> Told {
        self.report(CheckError::NotSet { what, be, span, help })
    }

    /// Whether facts depend on a field by way of an order of evidence: they are read by it, before
    /// any scenario.
    fn ranks_evidence(&self, record: RecordId, field: FieldId) -> bool {
        let schema = self.schema();
        let kind = schema.evidence().and_then(|e| Some((e.record, e.kind?.0)));
        !schema.rank.is_empty() && kind == Some((record, field))
    }

    /// A value of the field's type, and where it is a constant, within its bounds.
    fn fitting(
        &mut self,
        record: RecordId,
        field: FieldId,
        (value, span): (Typed, Span),
    ) -> Checked<ExprId> {
        let ty = self.schema().field(record, field).ty;
        let measured = ty.dim().is_some() && ty.dim() == value.ty.dim();
        if ty != value.ty && !measured {
            let expected = self.described(ty);
            return self.mismatch(&expected, value.ty, span);
        }
        if ty == Ty::PERCENT {
            let bounds = self.schema().field(record, field).bounds.clone();
            self.doubt_number(value, bounds, span)?;
        }
        if let Some(scalar) = self.quiet_constant(value.id) {
            let schema = self.schema();
            let Field { name, bounds, span: declared, .. } = schema.field(record, field);
            if bounds.exclude(&scalar) {
                let value = exact(&scalar, value.ty, schema, &|_, _| String::new());
                let (field, declared) = (name.clone(), *declared);
                return Err(self.report(CheckError::OutOfBounds { value, field, span, declared }));
            }
        }
        Ok(value.id)
    }

    /// What `unknown` means for a field: all that its bounds allow.
    fn nothing(&mut self, record: RecordId, field: FieldId, span: Span) -> Checked<ExprId> {
        let Field { name, ty, optional, bounds, span: declared, .. } =
            self.schema().field(record, field);
        if !optional {
            let (name, declared) = (name.clone(), *declared);
            let made = "unknown";
            return Err(self.report(CheckError::AlwaysGiven { name, made, span, declared }));
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
    ) -> Checked<()> {
        let help = match &change.value {
            _ if self.schema().field(record, field).ty != Ty::Bool => {
                "repeat only what sets a `bool` to `true`; amounts are set in a step before or \
                 behind it"
            }
            Some(ast::Expr { kind: ExprKind::Literal(Literal::Bool(true)), .. }) => return Ok(()),
            _ => {
                "write `= true` and put the condition behind `where`; a fact that could turn back \
                 might do so for ever"
            }
        };
        let span = change.value.as_ref().map_or(change.span, |value| value.span);
        Err(self.report(CheckError::Cascade { span, help: help.to_owned() }))
    }
}

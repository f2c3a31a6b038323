//! What names stand for: locals, params, defines, choices, fields, functions.

use super::error::{CheckError, Noun};
use super::scope::{Checker, Local, Typed};
use super::suggest::nearest;
use super::world::{Symbol, World};
use crate::builtins;
use crate::ir::Op;
use crate::syntax::{ast, small_keyword};
use crate::ty::{RecordId, Ty};
use crate::value::{Currency, Scalar};

impl Checker<'_, '_> {
    /// Whether a name means something without the help of a neighbour's type.
    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.locals.iter().any(|l| l.name == name)
            || self.world.visible[self.unit].contains_key(name)
            || self.lost.contains(name)
            || name == "as_of"
    }

    /// A bare name; `hint` is the type that its neighbour gives it.
    pub(super) fn name(&mut self, name: &ast::Name, hint: Option<Ty>) -> Option<Typed> {
        if let Some(label) = self.label(name, hint) {
            return Some(label);
        }
        if let Some(local) = self.locals.iter().rev().find(|l| l.name == name.text) {
            return local.value;
        }
        match self.symbol(name) {
            Some(Symbol::Param(i)) => {
                let ty = self.world.param_type(i)?;
                return self.add(Op::Param(i), ty, name.span);
            }
            Some(Symbol::Define(i)) => return self.unfold(i, &[], &[], name.span),
            Some(Symbol::Flow(_)) => {
                self.world.report(CheckError::FlowValue { span: name.span });
                return None;
            }
            None => {}
        }
        if name.text == "as_of" {
            return self.add(Op::AsOf, Ty::Date, name.span);
        }
        if !self.lost.contains(&name.text) {
            self.unknown_name(name, hint);
        }
        None
    }

    /// A choice's label or a currency's code, where the neighbour says that one is meant.
    fn label(&mut self, name: &ast::Name, hint: Option<Ty>) -> Option<Typed> {
        let code = match hint? {
            Ty::Choice(choice) => {
                let labels = &self.world.schema.choice(choice).labels;
                labels.iter().position(|l| *l == name.text)? as u32
            }
            Ty::Currency => u32::from(Currency::from_code(&name.text)?.number()),
            _ => return None,
        };
        self.add(Op::Const(Scalar::Code(Some(code))), hint?, name.span)
    }

    fn unknown_name(&mut self, name: &ast::Name, hint: Option<Ty>) {
        let (text, span) = (name.text.clone(), name.span);
        let error = match hint {
            Some(Ty::Choice(choice)) => {
                let labels = &self.world.schema.choice(choice).labels;
                let near = nearest(&text, labels.iter().map(String::as_str));
                CheckError::UnknownLabel { near, labels: labels.join(", "), name: text, span }
            }
            Some(Ty::Currency) => {
                CheckError::Unknown { kind: Noun::Currency, name: text, span, near: None }
            }
            _ => {
                let locals = self.locals.iter().map(|l: &Local| l.name.as_str());
                let visible = self.world.visible[self.unit].keys().copied();
                let near = nearest(&text, locals.chain(visible).chain(["as_of"]));
                let near = near.or_else(|| small_keyword(&text).map(str::to_owned));
                CheckError::Unknown { kind: Noun::Name, name: text, span, near }
            }
        };
        self.world.report(error);
    }

    /// `base.name`
    pub(super) fn field(&mut self, base: Typed, name: &ast::Name) -> Option<Typed> {
        let Ty::Record(record) = base.ty else {
            return self.mismatch("a record", base.ty, name.span);
        };
        let Some(field) = self.world.field(record, &name.text) else {
            if !self.world.is_lost(record, &name.text) {
                if let Some(value) = self.derived_value(base, record, name) {
                    return value;
                }
                if let Some((holder, _)) = self.world.schema.record(record).parent
                    && self.world.schema.record(holder).singular() == name.text
                {
                    return self.add(Op::Holder(base.id), Ty::Record(holder), name.span);
                }
            }
            self.report_unknown_field(record, name);
            return None;
        };
        let ty = self.world.schema.field(record, field).ty;
        self.add(Op::Field(base.id, field), ty, name.span)
    }

    /// Says that a record kind has no such field, unless its declaration is broken.
    pub(super) fn report_unknown_field(&mut self, record: RecordId, name: &ast::Name) {
        if self.world.is_lost(record, &name.text) {
            return;
        }
        let kind = self.world.schema.record(record);
        let near = nearest(&name.text, kind.fields.iter().map(|f| f.name.as_str()));
        let (record, declared) = (kind.name.clone(), Some(kind.span));
        let (name, span) = (name.text.clone(), name.span);
        self.world.report(CheckError::UnknownField { record, name, span, declared, near });
    }

    /// `name(args)`: a define, or a builtin.
    pub(super) fn call(&mut self, name: &ast::Name, args: &[ast::Expr]) -> Option<Typed> {
        if let Some(Symbol::Define(i)) = self.symbol(name) {
            let params = &self.world.defines[i as usize].item.params;
            let hints: Vec<Option<Ty>> =
                params.iter().map(|(_, ty)| self.world.quiet_type(ty)).collect();
            let checked: Vec<Option<Typed>> = args
                .iter()
                .enumerate()
                .map(|(n, a)| self.expr(a, hints.get(n).copied().flatten()))
                .collect();
            let checked: Option<Vec<Typed>> = checked.into_iter().collect();
            return self.unfold(i, &checked?, args, name.span);
        }
        let Some(builtin) = builtins::named(&name.text) else {
            let defines = self.world.visible[self.unit]
                .iter()
                .filter(|(_, (s, _))| matches!(s, Symbol::Define(_)));
            let known = defines.map(|(name, _)| *name).chain(builtins::ALL.iter().map(|b| b.name));
            let near = nearest(&name.text, known);
            let (name, span) = (name.text.clone(), name.span);
            self.world.report(CheckError::Unknown { kind: Noun::Function, name, span, near });
            for arg in args {
                if !self.is_bare(arg) {
                    self.expr(arg, None);
                }
            }
            return None;
        };
        let args: Vec<Option<Typed>> = args.iter().map(|a| self.expr(a, None)).collect();
        let args: Vec<Typed> = args.into_iter().collect::<Option<_>>()?;
        let types: Vec<Ty> = args.iter().map(|a| a.ty).collect();
        let Some(ty) = (builtin.get().check)(&types) else {
            let found: Vec<String> = types.iter().map(|t| self.type_name(*t)).collect();
            let expected = builtin.get().signature.to_owned();
            let (span, found) = (name.span, format!("({})", found.join(", ")));
            self.world.report(CheckError::Arguments {
                name: name.text.clone(),
                expected,
                found,
                span,
            });
            return None;
        };
        self.add(Op::Call(builtin, args.iter().map(|a| a.id).collect()), ty, name.span)
    }
}

impl World<'_> {
    /// A written type without reporting what is wrong with it: the declaration already did.
    pub(super) fn quiet_type(&mut self, written: &ast::Type) -> Option<Ty> {
        self.type_of(written)
    }
}

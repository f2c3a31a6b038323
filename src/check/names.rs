//! What names stand for: locals, params, defines, choices, fields, functions.

use super::declared::Symbol;
use super::error::{CheckError, Noun};
use super::index::BuiltIn;
use super::scope::{Checker, Local, Typed};
use super::sink::{Checked, Told};
use super::suggest::nearest;
use crate::builtins;
use crate::ir::Op;
use crate::pack::parted;
use crate::source::Span;
use crate::syntax::{ast, small_keyword};
use crate::ty::{FieldId, Kind, RecordId, Ty};
use crate::value::{Currency, Scalar};

/// What a reference is set to that leads to nobody.
pub(super) const NONE: &str = "none";

impl Checker<'_, '_> {
    /// A bare name; `hint` is the type that its neighbour gives it.
    pub(super) fn name(&mut self, name: &ast::Name, hint: Option<Ty>) -> Checked<Typed> {
        if let Some(label) = self.label(name, hint) {
            return label;
        }
        if let Some(local) = self.locals.iter().rev().find(|l| l.name == name.text) {
            match local.defined {
                Some(place) => self.noted.refer(name.span, place),
                None => self.noted.built_in([name], BuiltIn::Told),
            }
            return local.value;
        }
        if let Some(symbol) = self.symbol(name) {
            return self.symbol_value(symbol?, name.span);
        }
        if name.text == "as_of" {
            self.noted.built_in([name], BuiltIn::AsOf);
            return self.add(Op::AsOf, Ty::Date, name.span);
        }
        match self.lost.contains(&name.text) {
            true => Err(self.sink.unread()),
            false => Err(self.unknown_name(name, hint)),
        }
    }

    /// What a param or a define without arguments comes to.
    fn symbol_value(&mut self, symbol: Symbol, span: Span) -> Checked<Typed> {
        match symbol {
            Symbol::Param(i) => {
                let ty = self.parts().param_type(i)?;
                self.add(Op::Param(i), ty, span)
            }
            Symbol::Define(i) => self.unfold(i, &[], &[], span),
            Symbol::Flow(_) => Err(self.report(CheckError::FlowValue { span })),
        }
    }

    /// A name that is reached by its pack, `commitment.large`; `None` for what is none: the field of
    /// something that is at hand.
    pub(super) fn of_pack(&mut self, e: &ast::Expr) -> Option<Checked<Typed>> {
        let path = self.path_to_pack(e)?;
        if let Some(symbol) = self.symbol(&path) {
            return Some(symbol.and_then(|symbol| self.symbol_value(symbol, path.span)));
        }
        // Nothing that is longer names anything there either.
        let (pack, _) = parted(&path.text);
        let known = self.declared.names_by_pack(self.unit, pack?);
        let near = nearest(&path.text, known.iter().map(String::as_str));
        let shipped = || Noun::Name.shipped(&path.text).is_some();
        if known.is_empty() && !shipped() {
            return None;
        }
        let (kind, name, span) = (Noun::Name, path.text, path.span);
        Some(Err(self.report(CheckError::Unknown { kind, name, span, near })))
    }

    /// Names with dots between them of which the first is nothing at hand.
    pub(super) fn path_to_pack(&self, e: &ast::Expr) -> Option<ast::Name> {
        match &e.kind {
            ast::ExprKind::Name(name) => Some(name.clone()).filter(|name| {
                !self.is_bound(&name.text) && !self.declared.records.contains_key(&*name.text)
            }),
            ast::ExprKind::Field(base, name) => {
                Some(self.path_to_pack(base)?.of_pack(name.clone()))
            }
            _ => None,
        }
    }

    /// A choice's label or a currency's code, where the neighbour says that one is meant.
    fn label(&mut self, name: &ast::Name, hint: Option<Ty>) -> Option<Checked<Typed>> {
        let code = match hint? {
            Ty::Choice(choice) => {
                let labels = &self.schema().choice(choice).labels;
                let label = labels.iter().position(|l| *l == name.text)? as u32;
                self.noted.refer_label(name.span, choice, label);
                label
            }
            Ty::Currency => {
                let currency = Currency::from_code(&name.text)?;
                self.noted.built_in([name], BuiltIn::Currency);
                u32::from(currency.number())
            }
            _ => return None,
        };
        Some(self.add(Op::Const(Scalar::Code(Some(code))), hint?, name.span))
    }

    fn unknown_name(&mut self, name: &ast::Name, hint: Option<Ty>) -> Told {
        let (text, span) = (name.text.clone(), name.span);
        let error = match hint {
            Some(Ty::Choice(choice)) => {
                let labels = &self.schema().choice(choice).labels;
                let near = nearest(&text, labels.iter().map(String::as_str));
                CheckError::UnknownLabel { near, labels: labels.join(", "), name: text, span }
            }
            Some(Ty::Currency) => {
                CheckError::Unknown { kind: Noun::Currency, name: text, span, near: None }
            }
            _ => {
                let locals = self.locals.iter().map(|l: &Local| l.name.as_str());
                let visible = self.declared.visible[self.unit].keys().copied();
                let near = nearest(&text, locals.chain(visible).chain(["as_of"]));
                let near = near.or_else(|| small_keyword(&text).map(str::to_owned));
                let near = match hint {
                    Some(Ty::Record(_)) if text == NONE => Some(format!("is {NONE}")),
                    _ => near,
                };
                CheckError::Unknown { kind: Noun::Name, name: text, span, near }
            }
        };
        self.report(error)
    }

    /// `base.name`
    pub(super) fn field(&mut self, base: Typed, name: &ast::Name) -> Checked<Typed> {
        let Ty::Record(record) = base.ty else {
            if let Some(slot) = self.slot_of(base).filter(|_| name.text != "year") {
                return self.field(slot, name);
            }
            if self.slot_of(base).is_some() {
                let (found, span) = (self.described(base.ty), name.span);
                let help = "it is the year itself: leave `.year` out".to_owned();
                let (expected, help) = ("a record".to_owned(), Some(help));
                return Err(self.report(CheckError::Mismatch { expected, found, span, help }));
            }
            return self.mismatch("a record", base.ty, name.span);
        };
        let Some(field) = self.growing.kinds.field(record, &name.text) else {
            if !self.growing.kinds.is_lost(record, &name.text) {
                if let Some(value) = self.derived_value(base, record, name) {
                    return value;
                }
                if let Some((holder, _)) = self.schema().record(record).parent
                    && self.schema().record(holder).singular() == name.text
                {
                    self.noted.refer(name.span, self.growing.kinds.schema.record(holder).span);
                    return self.add(Op::Holder(base.id), Ty::Record(holder), name.span);
                }
            }
            return Err(self.report_unknown_field(record, name));
        };
        let ty = self.schema().field(record, field).ty;
        self.note_field(record, field, name);
        self.add(Op::Field(base.id, field), ty, name.span)
    }

    /// Notes which field a name means: one that is declared, a key of a group, the record that makes a
    /// step, or what else made records tell.
    pub(super) fn note_field(&mut self, record: RecordId, field: FieldId, name: &ast::Name) {
        let schema = &self.growing.kinds.schema;
        let made_from = schema.kind(record).step().and_then(|step| {
            let line = step.lines.iter().find(|line| line.reference == field)?;
            Some(schema.record(line.members).span)
        });
        match (schema.kind(record), made_from) {
            (Kind::Read | Kind::Group(_), _) => {
                self.noted.refer(name.span, schema.field(record, field).span);
            }
            (Kind::Slots(slots), _) => match slots.record_at(field).map(|kind| schema.record(kind))
            {
                Some(kind) if kind.singular() == name.text => {
                    self.noted.refer(name.span, kind.span)
                }
                Some(_) => self.noted.refer(name.span, schema.field(record, field).span),
                None => self.noted.built_in([name], BuiltIn::Told),
            },
            (_, Some(kind)) => self.noted.refer(name.span, kind),
            (_, None) => self.noted.built_in([name], BuiltIn::Told),
        }
    }

    /// Says that a record kind has no such field, unless its declaration is broken.
    pub(super) fn report_unknown_field(&mut self, record: RecordId, name: &ast::Name) -> Told {
        if self.growing.kinds.is_lost(record, &name.text) {
            return self.sink.unread();
        }
        let kind = self.schema().record(record);
        let near = nearest(&name.text, kind.fields.iter().map(|f| f.name.as_str()));
        let (record, declared) = (kind.name.clone(), Some(kind.span));
        let (name, span) = (name.text.clone(), name.span);
        self.report(CheckError::UnknownField { record, name, span, declared, near })
    }

    /// `name(args)`: a define, or a builtin.
    pub(super) fn call(&mut self, name: &ast::Name, args: &[ast::Expr]) -> Checked<Typed> {
        let symbol = self.symbol(name).transpose()?;
        if let Some(Symbol::Define(i)) = symbol {
            let hints = self.parts().signature(i);
            let checked: Vec<Checked<Typed>> = args
                .iter()
                .enumerate()
                .map(|(n, a)| self.expr(a, hints.get(n).copied().and_then(Result::ok)))
                .collect();
            let checked: Checked<Vec<Typed>> = checked.into_iter().collect();
            return self.unfold(i, &checked?, args, name.span);
        }
        let Some(builtin) = builtins::named(&name.text) else {
            let defines = self.declared.visible[self.unit]
                .iter()
                .filter(|(_, (s, _))| matches!(s, Symbol::Define(_)));
            let (pack, _) = parted(&name.text);
            let by_pack = pack.map(|pack| self.declared.names_by_pack(self.unit, pack));
            let by_pack = by_pack.iter().flatten().map(String::as_str);
            let known = defines.map(|(name, _)| *name).chain(builtins::ALL.iter().map(|b| b.name));
            let near = nearest(&name.text, known.chain(by_pack));
            let (name, span) = (name.text.clone(), name.span);
            let told = self.report(CheckError::Unknown { kind: Noun::Function, name, span, near });
            for arg in args {
                if !self.is_bare(arg) {
                    // It tells its own errors.
                    _ = self.expr(arg, None);
                }
            }
            return Err(told);
        };
        self.noted.built_in([name], BuiltIn::Function);
        let written = args;
        let args: Vec<Checked<Typed>> = args.iter().map(|a| self.expr(a, None)).collect();
        let args: Vec<Typed> = args.into_iter().collect::<Checked<_>>()?;
        let types: Vec<Ty> = args.iter().map(|a| a.ty).collect();
        if let (Some(op), [x, n], [a, b]) = (builtin.operator(), &args[..], written) {
            let span = name.span.to(b.span);
            return self.raised(op, (*x, a.span), (*n, b.span), span);
        }
        let Some(ty) = (builtin.get().check)(&types) else {
            let found: Vec<String> = types.iter().map(|t| self.type_name(*t)).collect();
            let expected = builtin.get().signature.to_owned();
            let (span, found) = (name.span, format!("({})", found.join(", ")));
            return Err(self.report(CheckError::Arguments {
                name: name.text.clone(),
                help: of_money(&name.text, &types),
                expected,
                found,
                span,
            }));
        };
        self.add(Op::Call(builtin, args.iter().map(|a| a.id).collect()), ty, name.span)
    }
}

/// What to write for the smaller or larger of two amounts, which a function has no rate for.
fn of_money(function: &str, types: &[Ty]) -> Option<String> {
    let sign = match function {
        "least" => '<',
        "greatest" => '>',
        _ => return None,
    };
    let amounts = types.iter().all(|ty| *ty == Ty::MONEY);
    amounts.then(|| format!("amounts are compared as of a day: `if a {sign} b then a else b`"))
}

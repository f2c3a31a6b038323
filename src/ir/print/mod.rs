//! Expressions as a rule writer would write them.

mod aggregate;
mod tight;

use super::{Aggregate, ExprId, Op, Program, Spread};
use crate::ir::Level;
use crate::operator::{ArithOp, Ask, CompareOp, End, TextOp};
use crate::ty::{Dim, FieldId, RecordId, Ty, exact};
use crate::value::{Currency, Scalar};
use tight::Tight;

impl Program {
    /// An expression with the subject under its variable.
    pub fn print(&self, e: ExprId, variable: &str) -> String {
        let mut printer = Printer { program: self, variables: vec![variable], text: String::new() };
        printer.expr(e, Tight::If);
        printer.text
    }

    /// The window that is asked for of an amount that falls due evenly: `in year 2027`.
    pub fn window(&self, spread: &Spread, variable: &str) -> String {
        let mut printer = Printer { program: self, variables: vec![variable], text: String::new() };
        printer.window(spread);
        printer.text
    }

    /// A field's path from the row that it belongs to: `value`, `seller.debt`. `None` for what
    /// is no field.
    pub fn path(&self, e: ExprId) -> Option<String> {
        let Op::Field(base, field) = &self.arena.get(e).op else {
            return None;
        };
        let Ty::Record(record) = self.arena.get(*base).ty else {
            return None;
        };
        let kind = self.schema.record(record);
        let name = self.schema.field(record, *field).name.as_str();
        // A member of a group goes by its own facts.
        let base = self.arena.strip(*base);
        match self.path(base).filter(|_| !self.is_member(base)) {
            Some(base) => Some(format!("{base}.{name}")),
            // The only field of a list's scalar members goes by the list's own name.
            None if kind.scalar => kind.name.rsplit('.').next().map(str::to_owned),
            None => Some(name.to_owned()),
        }
    }

    /// How a rule reaches the list that an aggregate goes over, without the subject's variable:
    /// `payments`, `seller.payments`.
    pub fn list_path(&self, a: &Aggregate) -> Option<String> {
        let (record, field) = self.schema.record(a.members).parent?;
        let name = self.schema.field(record, field).name.as_str();
        let holder = self.arena.strip(a.holder?);
        let base = self.path(holder).filter(|_| !self.is_member(holder));
        Some(base.map_or_else(|| name.to_owned(), |base| format!("{base}.{name}")))
    }
}

impl Program {
    /// What one group of a grouped aggregate comes to: `sum of value where seller = oracle`.
    /// The subject goes by its variable.
    pub fn group_path(&self, a: &Aggregate, keys: &[String], variable: &str) -> String {
        let Some(group) = &a.group else { return String::new() };
        let name = |e: ExprId| self.path(e).unwrap_or_else(|| self.of_member(e, a, variable));
        let word = group.function;
        let made = match a.value {
            Some(value) => format!("{word} of {}", name(value)),
            None => word.to_string(),
        };
        let keys =
            group.keys.iter().zip(keys).map(|(key, word)| format!("{} = {word}", name(*key)));
        format!("{made} where {}", keys.collect::<Vec<_>>().join(" and "))
    }

    /// What is asked of a member, as an operand.
    fn of_member(&self, e: ExprId, a: &Aggregate, variable: &str) -> String {
        let mut variables = vec![variable];
        variables.resize(a.level.around(), "member");
        variables.push(&a.variable);
        let mut printer = Printer { program: self, variables, text: String::new() };
        printer.expr(e, Tight::OrElse);
        printer.text
    }

    /// What some aggregate calls its members that are bound at a level.
    fn variable(&self, level: Level, ty: Ty) -> Option<&str> {
        self.arena.iter().find_map(|(_, node)| match &node.op {
            Op::Aggregate(a) if a.level == level && Ty::Record(a.members) == ty => {
                Some(a.variable.as_ref())
            }
            _ => None,
        })
    }

    /// Whether it is the record that stands behind a step or a group's member.
    fn is_member(&self, e: ExprId) -> bool {
        let Op::Field(base, of) = &self.arena.get(e).op else {
            return false;
        };
        let Ty::Record(record) = self.arena.get(*base).ty else {
            return false;
        };
        self.is_reference(record, *of)
    }

    /// Whether a field leads from a step or a group's member to the record behind it.
    fn is_reference(&self, record: RecordId, of: FieldId) -> bool {
        self.schema.kind(record).step().is_some_and(|step| step.is_reference(of))
    }
}

struct Printer<'p> {
    program: &'p Program,
    /// The variable of each level.
    variables: Vec<&'p str>,
    text: String,
}

impl<'p> Printer<'p> {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn expr(&mut self, e: ExprId, around: Tight) {
        let program: &'p Program = self.program;
        let node = program.arena.get(e);
        let own = self.tightness(&node.op);
        let parens = own < around;
        if parens {
            self.put("(");
        }
        self.op(&node.op, node.ty, own);
        if parens {
            self.put(")");
        }
    }

    fn op(&mut self, op: &'p Op, ty: Ty, own: Tight) {
        match op {
            Op::Const(scalar) => self.constant(scalar, ty),
            Op::Param(i) => self.param(*i),
            Op::ParamAt(i, date) => {
                self.param(*i);
                self.put(" at ");
                self.expr(*date, Tight::Whole);
            }
            Op::AsOf => self.put("as_of"),
            Op::Row(level) => {
                let name = self.variables.get(level.around()).copied();
                self.put(name.or_else(|| self.program.variable(*level, ty)).unwrap_or("member"));
            }
            Op::Field(base, field) => self.field(*base, *field),
            Op::Key(a) => self.expr(*a, Tight::Whole),
            Op::Holder(a) => {
                self.expr(*a, Tight::Whole);
                if let Ty::Record(record) = ty {
                    self.put(&format!(".{}", self.program.schema.record(record).singular()));
                }
            }
            Op::Named(name, inner) if name.is_empty() => self.expr(*inner, own),
            Op::Named(name, _) => self.put(name),
            Op::Not(a) => self.prefix("not ", *a, own),
            Op::Neg(a) => self.prefix("-", *a, own),
            Op::And(parts) => self.list(parts, " and ", Tight::Not),
            Op::Or(parts) => self.list(parts, " or ", Tight::And),
            Op::Compare(op, a, b) => self.infix(*a, comparison(*op), *b, Tight::OrElse),
            Op::Arith(op, a, b) => self.arith(*op, *a, *b, own),
            Op::InSet(a, set) => {
                self.expr(*a, Tight::OrElse);
                self.put(" in {");
                self.list(set, ", ", Tight::If);
                self.put("}");
            }
            Op::IsKnown(a) => self.suffix(*a, " is known"),
            Op::IsUnknown(a) => self.suffix(*a, " is unknown"),
            Op::IsNone(a) => self.suffix(*a, " is none"),
            Op::OrElse(a, b) => self.infix(*a, "or else", *b, Tight::Sum),
            Op::TextTest(op, a, b) => {
                let word = match op {
                    TextOp::Contains => "contains",
                    TextOp::StartsWith => "starts with",
                    TextOp::EndsWith => "ends with",
                };
                self.infix(*a, word, *b, Tight::OrElse);
            }
            Op::Matches(a, pattern) => {
                self.expr(*a, Tight::OrElse);
                self.put(&format!(" matches /{}/", pattern.replace('/', "\\/")));
            }
            Op::End(End::Lowest, a) => self.prefix("lowest of ", *a, Tight::Whole),
            Op::End(End::Highest, a) => self.prefix("highest of ", *a, Tight::Whole),
            Op::Ask(Ask::Disputed, a) => self.suffix(*a, " is disputed"),
            Op::Ask(Ask::Spread, a) => self.prefix("spread of ", *a, Tight::Whole),
            Op::Ask(Ask::SourcedBy(label), a) => {
                let kind = self.program.schema.evidence().and_then(|sources| sources.kind);
                let labels = kind.map(|(_, choice)| &self.program.schema.choice(choice).labels);
                let label = labels.and_then(|labels| labels.get(*label as usize));
                let words = format!(" sourced by {}", label.map_or("", String::as_str));
                self.suffix(*a, &words);
            }
            Op::Ask(Ask::Age, a) => self.prefix("age of ", *a, Tight::Whole),
            Op::Convert(a, to, at) => {
                self.expr(*a, Tight::Whole);
                if let Some(to) = to {
                    self.put(&format!(" in {}", to.code()));
                }
                if let Some(at) = at {
                    self.put(" at ");
                    self.expr(*at, Tight::Whole);
                }
            }
            Op::Call(builtin, args) => {
                self.call(builtin.get().name, args);
            }
            Op::Spread(s) => {
                self.prefix("spread of ", s.value, Tight::Whole);
                self.prefix(" from ", s.from, Tight::Sum);
                self.prefix(" to ", s.to, Tight::Sum);
                self.put(" ");
                self.window(s);
            }
            Op::If(c, a, b) => {
                self.prefix("if ", *c, Tight::Or);
                self.prefix(" then ", *a, Tight::Or);
                self.prefix(" else ", *b, Tight::If);
            }
            Op::Aggregate(a) => self.aggregate(a),
        }
    }

    fn param(&mut self, i: u32) {
        let name = self.program.params.get(i as usize).map(|p| p.name.clone());
        self.put(&name.unwrap_or_default());
    }

    fn constant(&mut self, scalar: &Scalar, ty: Ty) {
        let text = match (scalar, ty) {
            (Scalar::Text(Some(text)), _) => format!("{text:?}"),
            (Scalar::Code(Some(n)), Ty::Currency) => {
                Currency::from_number(*n as u16).map(|c| c.code().to_owned()).unwrap_or_default()
            }
            _ => exact(scalar, ty, &self.program.schema, &|_, _| String::new()),
        };
        self.put(&text);
    }

    fn field(&mut self, base: ExprId, field: FieldId) {
        let program = self.program;
        if let Ty::Record(record) = program.arena.get(base).ty {
            let kind = program.schema.record(record);
            self.expr(base, Tight::Whole);
            // A year is named by the subject that is one.
            let only = kind.kind.slots().and_then(|slots| slots.only_year()) == Some(field);
            if only || program.is_reference(record, field) {
                return;
            }
            // The members of a list of scalars are their own only field.
            if !kind.scalar {
                self.put(".");
                self.put(&program.schema.field(record, field).name);
            }
        }
    }

    fn arith(&mut self, op: ArithOp, a: ExprId, b: ExprId, own: Tight) {
        let share = matches!(self.program.arena.get(a).ty, Ty::Quantity { percent: true, .. });
        let sign = match op {
            ArithOp::Mul if share => "of",
            ArithOp::Add => "+",
            ArithOp::Sub => "-",
            ArithOp::Mul => "*",
            ArithOp::Of => "of",
            ArithOp::Div => "/",
            ArithOp::Per => "per",
            ArithOp::Pow => "^",
            ArithOp::Root => return self.call("root", &[a, b]),
        };
        if op == ArithOp::Pow {
            // `(a ^ b) ^ c` keeps its parentheses, `a ^ -b` needs none.
            return self.between(a, Tight::Whole, sign, b, Tight::Sign);
        }
        self.expr(a, own);
        if let Some(unit) = self.one_of_a_unit(b).filter(|_| op == ArithOp::Div) {
            return self.put(&format!(" per {unit}"));
        }
        self.put(&format!(" {sign} "));
        // `a - (b - c)` and `a / (b * c)` keep their parentheses.
        let tighter = if own == Tight::Sum { Tight::Product } else { Tight::Sign };
        self.expr(b, tighter);
    }

    /// `GW` for the constant `1 GW`.
    fn one_of_a_unit(&self, e: ExprId) -> Option<String> {
        let node = self.program.arena.get(e);
        let (Op::Const(scalar), Ty::Quantity { dim, .. }) = (&node.op, node.ty) else {
            return None;
        };
        let text = exact(scalar, node.ty, &self.program.schema, &|_, _| String::new());
        text.strip_prefix("1 ")
            .filter(|_| dim != Dim::NUMBER && dim.money() == 0)
            .map(str::to_owned)
    }

    fn infix(&mut self, a: ExprId, sign: &str, b: ExprId, around: Tight) {
        self.between(a, around, sign, b, around);
    }

    fn between(&mut self, a: ExprId, left: Tight, sign: &str, b: ExprId, right: Tight) {
        self.expr(a, left);
        self.put(&format!(" {sign} "));
        self.expr(b, right);
    }

    fn window(&mut self, s: &Spread) {
        if let Some(year) = s.year {
            return self.prefix("in year ", year, Tight::Whole);
        }
        self.prefix("between ", s.first, Tight::Sum);
        self.prefix(" and ", s.last, Tight::Sum);
    }

    fn call(&mut self, name: &str, args: &[ExprId]) {
        self.put(name);
        self.put("(");
        self.list(args, ", ", Tight::If);
        self.put(")");
    }

    fn prefix(&mut self, word: &str, a: ExprId, around: Tight) {
        self.put(word);
        self.expr(a, around);
    }

    fn suffix(&mut self, a: ExprId, words: &str) {
        self.expr(a, Tight::OrElse);
        self.put(words);
    }

    fn list(&mut self, parts: &[ExprId], between: &str, around: Tight) {
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                self.put(between);
            }
            self.expr(*part, around);
        }
    }
}

fn comparison(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "=",
        CompareOp::Ne => "!=",
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
    }
}

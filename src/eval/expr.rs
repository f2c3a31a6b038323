//! One expression over a frame: which kernel does what.

use super::aggregate;
use super::batch::{Batch, map_rows, truth_batch};
use super::frame::{Frame, Rows};
use super::{evidence, fact, kernel, strict, unseen};
use crate::ir::{ExprId, Op};
use crate::meaning;
use crate::operator::CompareOp;
use crate::ty::Ty;
use crate::value::{Bits, Codes, Column, Scalar, Tri, Truths};

/// Computes an expression; the frame remembers the result.
pub(crate) fn eval(f: &Frame<'_>, id: ExprId) -> Batch {
    let program = f.engine.program;
    let rates = &f.engine.rates;
    let node = program.arena.get(id);
    let ty = |e: ExprId| program.arena.get(e).ty;
    let map = |operands: &[&Batch], g: &dyn Fn(&[Scalar]) -> Scalar| map_rows(f.len(), operands, g);
    match &node.op {
        Op::Const(s) => Batch::One(s.clone()),
        Op::Param(i) => {
            let param = program.params.get(*i as usize);
            Batch::One(param.map_or_else(|| node.ty.unknown(), |p| p.value.clone()))
        }
        Op::ParamAt(i, date) => {
            let param = program.params.get(*i as usize);
            let on = |day: &Scalar| param.and_then(|p| p.at(day, rates).ok());
            map(&[&f.eval(*date)], &|v| on(&v[0]).unwrap_or_else(|| node.ty.unknown()))
        }
        Op::AsOf => Batch::One(Scalar::date(rates.as_of)),
        Op::Row(_) => Batch::of_codes(rows(f)),
        Op::Field(base, field) => fact::field(f, *base, *field, node.ty),
        Op::Key(base) => fact::keys(f, *base),
        Op::Holder(member) => fact::holders(f, *member),
        Op::Named(_, inner) => f.eval(*inner),
        Op::Not(a) => not(&f.eval(*a), f.len()),
        Op::And(parts) => join(f, parts, true),
        Op::Or(parts) => join(f, parts, false),
        Op::Compare(op, a, b) => compare(f, *op, *a, *b),
        Op::Arith(op, a, b) => {
            let plain =
                kernel::arith(f, *op, (&f.eval(*a), ty(*a)), (&f.eval(*b), ty(*b)), node.ty);
            strict::arith(f, *op, (*a, *b), plain)
        }
        Op::Neg(a) => {
            map(&[&f.eval(*a)], &|v| meaning::neg(&v[0]).unwrap_or_else(|_| node.ty.unknown()))
        }
        Op::InSet(a, set) => in_set(f, *a, set),
        Op::IsKnown(a) => unseen::asked(f, *a, is_known(&f.eval(*a), f.len())),
        Op::IsNone(a) => is_none(&f.eval(*a), f.len()),
        Op::IsUnknown(a) => unseen::asked(f, *a, is_unknown(&f.eval(*a), f.len())),
        Op::OrElse(a, b) => unseen::or_else(f, *a, *b, node.ty),
        Op::TextTest(op, a, b) => map(&[&f.eval(*a), &f.eval(*b)], &|v| {
            Scalar::Truth(meaning::text_test(*op, &v[0], &v[1]))
        }),
        Op::Matches(a, pattern) => matches(f, *a, pattern),
        Op::End(end, a) => map(&[&f.eval(*a)], &|v| meaning::end(*end, &v[0])),
        Op::Ask(ask, fact) => evidence::eval(f, *ask, *fact, node.ty),
        Op::Convert(a, to, at) => {
            let (a, at) = (f.eval(*a), at.map(|at| f.eval(at)));
            match &at {
                None => kernel::convert(f, &a, *to),
                Some(at) => {
                    map(&[&a, at], &|v| rates.converted_or_unknown(&v[0], *to, Some(&v[1])))
                }
            }
        }
        Op::Call(builtin, args) => {
            let of_days = matches!(args.as_ref(), [day] if ty(*day) == Ty::Date);
            let args: Vec<Batch> = args.iter().map(|a| f.eval(*a)).collect();
            let parts = args.first().filter(|_| of_days);
            if let Some(parts) = parts.and_then(|days| kernel::part(days, builtin.get().apply)) {
                return parts;
            }
            map(&args.iter().collect::<Vec<_>>(), &|v| (builtin.get().apply)(v))
        }
        Op::Spread(s) => {
            let [value, from, to, first, last] =
                [s.value, s.from, s.to, s.first, s.last].map(|e| f.eval(e));
            kernel::spread(f, &value, [&from, &to, &first, &last])
        }
        Op::If(c, a, b) => {
            let (c, a, b) = (f.eval(*c), f.eval(*a), f.eval(*b));
            kernel::choose(f, &c, &a, &b, node.ty)
        }
        Op::Aggregate(a) => aggregate::eval(f, id, a),
    }
}

/// The table rows of a frame.
fn rows(f: &Frame<'_>) -> Vec<u32> {
    match &f.rows {
        Rows::Run(r) => (r.start as u32..r.end as u32).collect(),
        Rows::List(v) => v.to_vec(),
    }
}

fn not(a: &Batch, len: usize) -> Batch {
    if let Batch::One(Scalar::Truth(t)) = a {
        return Batch::One(Scalar::Truth(!*t));
    }
    truth_batch(!a.truths(len))
}

/// `and` (`all`) or `or` of truths: plain bit operations on both bitmaps.
fn join(f: &Frame<'_>, parts: &[ExprId], all: bool) -> Batch {
    let len = f.len();
    let mut joined: Option<Truths> = None;
    for part in f.engine.cheap_first(parts) {
        let t = match &joined {
            None => f.eval(part).truths(len),
            Some(j) => f.truths_where(part, j.open_to(all)),
        };
        joined = Some(match joined {
            None => t,
            Some(j) if all => j.and(&t),
            Some(j) => j.or(&t),
        });
        // Once no row can change any more the rest need not be computed.
        if joined.as_ref().is_some_and(|j| !j.open_to(all).any()) {
            break;
        }
    }
    truth_batch(joined.unwrap_or_else(|| Truths::filled(len, Tri::from(all))))
}

fn compare(f: &Frame<'_>, op: CompareOp, a: ExprId, b: ExprId) -> Batch {
    let plain = match kernel::compare_quotient(f, op, a, b) {
        Some(batch) => batch,
        None => kernel::compare(f, op, &f.eval(a), &f.eval(b), f.engine.program.arena.get(a).ty),
    };
    strict::compare(f, op, (a, b), plain)
}

/// Membership is `=` with any of them.
fn in_set(f: &Frame<'_>, a: ExprId, set: &[ExprId]) -> Batch {
    let len = f.len();
    let (value, ty) = (f.eval(a), f.engine.program.arena.get(a).ty);
    let constants: Option<Vec<u32>> = set
        .iter()
        .map(|e| match f.eval(*e) {
            Batch::One(Scalar::Code(Some(c))) => Some(c),
            _ => None,
        })
        .collect();
    if let (Batch::Each(column), Some(constants)) = (&value, constants)
        && let Column::Code(codes) = column.as_ref()
    {
        let found = Bits::from_fn(len, |i| codes.0.get(i).is_some_and(|c| constants.contains(c)));
        return truth_batch(Truths::known(found).unknown_in(&codes.unknown()));
    }
    let mut truths = Truths::filled(len, Tri::False);
    for e in set {
        let t = kernel::compare(f, CompareOp::Eq, &value, &f.eval(*e), ty).truths(len);
        truths = truths.or(&t);
    }
    truth_batch(truths)
}

fn is_known(a: &Batch, len: usize) -> Batch {
    if let Batch::Each(column) = a
        && let Column::Quantity(q) = column.as_ref()
        && q.hi.is_none()
    {
        let open = |b: &Option<Bits>| b.clone().unwrap_or_else(|| Bits::filled(len, false));
        let open = open(&q.lo_open).or(&open(&q.hi_open));
        return truth_batch(Truths::known(open.not()));
    }
    if let Some(unknown) = untold(a) {
        return truth_batch(Truths::known(unknown.not()));
    }
    map_rows(len, &[a], |v| Scalar::Truth(Tri::from(v[0].is_known())))
}

fn is_unknown(a: &Batch, len: usize) -> Batch {
    if let Batch::Each(column) = a
        && let Column::Quantity(q) = column.as_ref()
    {
        let unknown = q.unknown.clone().unwrap_or_else(|| Bits::filled(len, false));
        return truth_batch(Truths::known(unknown));
    }
    if let Some(unknown) = untold(a) {
        return truth_batch(Truths::known(unknown));
    }
    map_rows(len, &[a], |v| Scalar::Truth(Tri::from(v[0].is_unknown())))
}

/// Which references lead to nobody; of those that are not known it is not known.
fn is_none(a: &Batch, len: usize) -> Batch {
    if let Batch::One(Scalar::Code(code)) = a {
        let none = code.map_or(Tri::Unknown, |code| (code == Codes::NONE).into());
        return Batch::One(Scalar::Truth(none));
    }
    let codes = a.codes(len);
    let is = |code: u32| Bits::from_fn(len, |row| codes.get(row) == Some(&code));
    truth_batch(Truths::known(is(Codes::NONE)).unknown_in(&is(Codes::UNKNOWN)))
}

/// The rows without a value, of what has one or has none.
fn untold(a: &Batch) -> Option<Bits> {
    let Batch::Each(column) = a else { return None };
    match column.as_ref() {
        Column::Code(codes) => Some(codes.unknown()),
        Column::Truth(truths) => Some(truths.unknown()),
        Column::Quantity(_) | Column::Period(_) | Column::Text(_) => None,
    }
}

fn matches(f: &Frame<'_>, a: ExprId, pattern: &str) -> Batch {
    let Some(regex) = f.engine.pattern(pattern) else {
        return Batch::One(Scalar::Truth(Tri::Unknown));
    };
    // The frame's own texts are looked at where they lie: copying them costs more than matching.
    if let Some((Column::Text(texts), Rows::Run(run))) = fact::own_column(f, a).zip(Some(&f.rows)) {
        let text = |i: usize| texts.get(run.start + i);
        let found = Bits::from_fn(run.len(), |i| text(i).is_some_and(|t| regex.is_match(t)));
        let unknown = Bits::from_fn(run.len(), |i| text(i).is_none());
        return truth_batch(Truths::known(found).unknown_in(&unknown));
    }
    map_rows(f.len(), &[&f.eval(a)], |v| match &v[0] {
        Scalar::Text(Some(t)) => Scalar::Truth(Tri::from(regex.is_match(t))),
        _ => Scalar::Truth(Tri::Unknown),
    })
}

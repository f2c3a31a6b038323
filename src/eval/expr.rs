//! One expression over a frame: which kernel does what.

use super::aggregate;
use super::batch::{Batch, collect, map_rows, truth_batch};
use super::frame::{Frame, Rows};
use super::{age, evidence, kernel, row};
use crate::ir::{ExprId, Op};
use crate::operator::CompareOp;
use crate::ty::{FieldId, Ty};
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
            Batch::One(param.map_or_else(|| row::unknown(node.ty), |p| p.value.clone()))
        }
        Op::AsOf => Batch::One(Scalar::date(rates.as_of)),
        Op::Row(_) => Batch::each(Column::Code(Codes(rows(f)))),
        Op::Field(base, field) => read_field(f, *base, *field, node.ty),
        Op::Key(base) => keys(f, *base),
        Op::Holder(member) => holders(f, *member),
        Op::Named(_, inner) => f.eval(*inner),
        Op::Not(a) => not(&f.eval(*a), f.len()),
        Op::And(parts) => join(f, parts, true),
        Op::Or(parts) => join(f, parts, false),
        Op::Compare(op, a, b) => compare(f, *op, *a, *b),
        Op::Arith(op, a, b) => kernel::arith(f, *op, (&f.eval(*a), ty(*a)), (&f.eval(*b), ty(*b))),
        Op::Neg(a) => map(&[&f.eval(*a)], &|v| row::neg(&v[0])),
        Op::InSet(a, set) => in_set(f, *a, set),
        Op::IsKnown(a) => is_known(&f.eval(*a), f.len()),
        Op::IsUnknown(a) => is_unknown(&f.eval(*a), f.len()),
        Op::OrElse(a, b) => {
            let (a, b) = (f.eval(*a), f.eval(*b));
            map(&[&a, &b], &|v| if row::is_unknown(&v[0]) { v[1].clone() } else { v[0].clone() })
        }
        Op::TextTest(op, a, b) => {
            map(&[&f.eval(*a), &f.eval(*b)], &|v| row::text_test(*op, &v[0], &v[1]))
        }
        Op::Matches(a, pattern) => matches(f, *a, pattern),
        Op::End(end, a) => map(&[&f.eval(*a)], &|v| row::end(*end, &v[0])),
        Op::Ask(ask, fact) => evidence::eval(f, *ask, *fact, node.ty),
        Op::Convert(a, to, at) => {
            let (a, at) = (f.eval(*a), at.map(|at| f.eval(at)));
            match &at {
                None => kernel::convert(f, &a, *to),
                Some(at) => map(&[&a, at], &|v| row::convert(&v[0], *to, Some(&v[1]), rates).0),
            }
        }
        Op::Call(builtin, args) => {
            let args: Vec<Batch> = args.iter().map(|a| f.eval(*a)).collect();
            map(&args.iter().collect::<Vec<_>>(), &|v| (builtin.get().apply)(v))
        }
        Op::If(c, a, b) => {
            let (c, a, b) = (f.eval(*c), f.eval(*a), f.eval(*b));
            map(&[&c, &a, &b], &|v| match &v[0] {
                Scalar::Truth(t) => row::choose(*t, &v[1], &v[2], node.ty, rates),
                _ => row::unknown(node.ty),
            })
        }
        Op::Aggregate(a) => aggregate::eval(f, id, a),
    }
}

/// The table rows of a frame.
fn rows(f: &Frame<'_>) -> Vec<u32> {
    match &f.rows {
        Rows::Run(r) => (r.start as u32..r.end as u32).collect(),
        Rows::List(v) => v.clone(),
    }
}

/// A field of the frame's own rows is a piece of the table's column; through a reference it is
/// a gather.
fn read_field(f: &Frame<'_>, base: ExprId, field: FieldId, ty: Ty) -> Batch {
    let arena = &f.engine.program.arena;
    let (Ty::Record(record) | Ty::List(record)) = arena.get(base).ty else {
        return Batch::One(row::unknown(ty));
    };
    let Some(column) = f.engine.tables.of(record).column(field) else {
        return Batch::One(row::unknown(ty));
    };
    if arena.get(arena.strip(base)).op == Op::Row(f.level) {
        return match &f.rows {
            Rows::Run(r) => Batch::each(column.slice(r.start, r.end)),
            Rows::List(rows) => Batch::each(column.gather(rows)),
        };
    }
    Batch::each(column.gather(&f.eval(base).codes(f.len())))
}

/// The table's column of a field of the frame's own rows.
fn own_column<'f>(f: &Frame<'f>, e: ExprId) -> Option<&'f Column> {
    let arena = &f.engine.program.arena;
    let Op::Field(base, field) = &arena.get(arena.strip(e)).op else {
        return None;
    };
    let Ty::Record(record) = arena.get(*base).ty else {
        return None;
    };
    let own = arena.get(arena.strip(*base)).op == Op::Row(f.level);
    f.engine.tables.of(record).column(*field).filter(|_| own)
}

fn keys(f: &Frame<'_>, base: ExprId) -> Batch {
    let Ty::Record(record) = f.engine.program.arena.get(base).ty else {
        return Batch::One(Scalar::Text(None));
    };
    let keys = &f.engine.tables.of(record).keys;
    let records = f.eval(base);
    let codes = records.codes(f.len());
    collect(codes.iter().map(|c| Scalar::Text(keys.get(*c as usize).map(Into::into))).collect())
}

/// The records that hold the members of a list.
fn holders(f: &Frame<'_>, member: ExprId) -> Batch {
    let Ty::Record(list) = f.engine.program.arena.get(member).ty else {
        return Batch::One(Scalar::Code(None));
    };
    let parents = &f.engine.tables.of(list).parents;
    let holder = |row: u32| parents.get(row as usize).copied().unwrap_or(Codes::UNKNOWN);
    let members = f.eval(member);
    let holders = members.codes(f.len()).iter().map(|row| holder(*row)).collect();
    Batch::each(Column::Code(Codes(holders)))
}

fn not(a: &Batch, len: usize) -> Batch {
    if let Batch::One(Scalar::Truth(t)) = a {
        return Batch::One(Scalar::Truth(row::not(*t)));
    }
    let t = a.truths(len);
    truth_batch(t.can_false, t.can_true)
}

/// `and` (`all`) or `or` of truths: plain bit operations on both bitmaps.
fn join(f: &Frame<'_>, parts: &[ExprId], all: bool) -> Batch {
    let len = f.len();
    let mut joined: Option<Truths> = None;
    for part in parts {
        let t = f.eval(*part).truths(len);
        joined = Some(match joined {
            None => t,
            Some(j) if all => Truths {
                can_true: j.can_true.and(&t.can_true),
                can_false: j.can_false.or(&t.can_false),
            },
            Some(j) => Truths {
                can_true: j.can_true.or(&t.can_true),
                can_false: j.can_false.and(&t.can_false),
            },
        });
        // Once no row can change any more the rest need not be computed.
        if joined.as_ref().is_some_and(|j| if all { !j.can_true.any() } else { !j.can_false.any() })
        {
            break;
        }
    }
    let t = joined.unwrap_or_else(|| Truths::filled(len, Tri::from(all)));
    truth_batch(t.can_true, t.can_false)
}

fn compare(f: &Frame<'_>, op: CompareOp, a: ExprId, b: ExprId) -> Batch {
    if let Some(batch) = kernel::compare_quotient(f, op, a, b) {
        return batch;
    }
    let plain = kernel::compare(f, op, &f.eval(a), &f.eval(b));
    age::compare(f, op, (a, b), plain)
}

/// Membership is `=` with any of them.
fn in_set(f: &Frame<'_>, a: ExprId, set: &[ExprId]) -> Batch {
    let len = f.len();
    let value = f.eval(a);
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
        let unknown = Bits::from_fn(len, |i| codes.0.get(i) == Some(&Codes::UNKNOWN));
        let found = Bits::from_fn(len, |i| codes.0.get(i).is_some_and(|c| constants.contains(c)));
        return truth_batch(found.or(&unknown), found.not());
    }
    let mut truths = Truths::filled(len, Tri::False);
    for e in set {
        let t = kernel::compare(f, CompareOp::Eq, &value, &f.eval(*e)).truths(len);
        truths = Truths {
            can_true: truths.can_true.or(&t.can_true),
            can_false: truths.can_false.and(&t.can_false),
        };
    }
    truth_batch(truths.can_true, truths.can_false)
}

fn is_known(a: &Batch, len: usize) -> Batch {
    if let Batch::Each(column) = a
        && let Column::Quantity(q) = column.as_ref()
        && q.hi.is_none()
    {
        let open = |b: &Option<Bits>| b.clone().unwrap_or_else(|| Bits::filled(len, false));
        let open = open(&q.lo_open).or(&open(&q.hi_open));
        return truth_batch(open.not(), open);
    }
    map_rows(len, &[a], |v| Scalar::Truth(Tri::from(v[0].is_known())))
}

fn is_unknown(a: &Batch, len: usize) -> Batch {
    if let Batch::Each(column) = a
        && let Column::Quantity(q) = column.as_ref()
    {
        let unknown = q.unknown.clone().unwrap_or_else(|| Bits::filled(len, false));
        return Batch::each(Column::Truth(Truths::known(unknown)));
    }
    map_rows(len, &[a], |v| Scalar::Truth(Tri::from(row::is_unknown(&v[0]))))
}

fn matches(f: &Frame<'_>, a: ExprId, pattern: &str) -> Batch {
    let Some(regex) = f.engine.pattern(pattern) else {
        return Batch::One(Scalar::Truth(Tri::Unknown));
    };
    // The frame's own texts are looked at where they lie: copying them costs more than matching.
    if let Some((Column::Text(texts), Rows::Run(run))) = own_column(f, a).zip(Some(&f.rows)) {
        let text = |i: usize| texts.get(run.start + i);
        let found = Bits::from_fn(run.len(), |i| text(i).is_some_and(|t| regex.is_match(t)));
        let unknown = Bits::from_fn(run.len(), |i| text(i).is_none());
        return truth_batch(found.or(&unknown), found.not());
    }
    map_rows(f.len(), &[&f.eval(a)], |v| match &v[0] {
        Scalar::Text(Some(t)) => Scalar::Truth(Tri::from(regex.is_match(t))),
        _ => Scalar::Truth(Tri::Unknown),
    })
}

//! Aggregates: members of each subject, by an index on the equality that ties them to it, and
//! what is made of them.

mod condensed;
mod distinct;
mod each;
pub(crate) mod fold;
mod foremost;
mod group;
mod laid;
mod members;
mod pairs;
mod picked;
mod plain;
mod plan;
mod ranked;
mod reduce;
mod tally;
mod untied;

use distinct::Distinct;
pub(crate) use each::{deciding, each_member, left_out, tied, with_members};
pub(crate) use foremost::Rest;
pub(crate) use laid::Laid;
use members::Members;
pub(crate) use members::UntiedAre;
pub(crate) use picked::{Picked, foremost};
pub(crate) use plan::{Index, Plan, Prepared};

use super::batch::{Batch, collect};
use super::frame::Frame;
use crate::ir::{Aggregate, ExprId};
use crate::operator::AggregateFn;
use crate::value::{Codes, Decimal, Range, Scalar};

/// How many pairs of subject and member are laid out at once.
const PAIRS: usize = 1 << 16;

/// An aggregate over the rows of a frame.
pub(crate) fn eval(f: &Frame<'_>, id: ExprId, a: &Aggregate) -> Batch {
    let ty = f.engine.program.arena.get(id).ty;
    let Some((plan, prepared)) = f.engine.aggregate(id) else {
        return Batch::One(ty.unknown());
    };
    match (prepared, plan.outer_key) {
        (Some(Prepared { results, .. }), None) => results.clone(),
        (Some(Prepared { results, unkeyed }), Some(key)) => {
            let keys = f.eval(key);
            let codes = keys.codes(f.len());
            if codes.contains(&Codes::UNKNOWN) {
                let unkeyed = unkeyed.get_or_init(|| Prepared::unkeyed(f.engine, a, plan));
                let pick = |c: &u32| match *c {
                    Codes::UNKNOWN => unkeyed.clone().unwrap_or_else(|| ty.unknown()),
                    c => results.get(c as usize),
                };
                return collect(codes.iter().map(pick).collect());
            }
            results.gather(&codes)
        }
        (None, _) => direct(f, a, plan),
    }
}

/// Subject by subject over the frame; once for all that the aggregate cannot tell apart.
pub(crate) fn direct(f: &Frame<'_>, a: &Aggregate, plan: &Plan) -> Batch {
    let keys = plan.outer_key.map(|key| f.eval(key));
    let keys = keys.as_ref().map(|keys| keys.codes(f.len()));
    let keys = keys.as_deref();
    let Some(Distinct { firsts, kinds }) = Distinct::of(f, plan, keys) else {
        return collect(by_key(f, a, plan, keys));
    };
    let key = |place: &u32| keys?.get(*place as usize).copied();
    let keys: Option<Vec<u32>> = firsts.iter().map(key).collect();
    collect(by_key(&f.some(&firsts), a, plan, keys.as_deref())).gather(&kinds)
}

/// The same with the subjects' keys given, a bounded number of pairs at a time.
pub(crate) fn by_key(
    f: &Frame<'_>,
    a: &Aggregate,
    plan: &Plan,
    keys: Option<&[u32]>,
) -> Vec<Scalar> {
    let mut results = Vec::with_capacity(f.len());
    let mut start = 0;
    while start < f.len() {
        let members = Members::of(f, a, plan, keys, (start, PAIRS), UntiedAre::Summed);
        results.extend(members.results(f, a, plan));
        start = members.end;
    }
    results
}

/// What an aggregate over a list that is not given may be.
fn unlisted(function: AggregateFn) -> Scalar {
    match function {
        AggregateFn::Exists | AggregateFn::Every => Scalar::Truth(crate::value::Tri::Unknown),
        AggregateFn::Count => Scalar::quantity(Range { lo: Some(Decimal::ZERO), hi: None }, None),
        AggregateFn::Sum | AggregateFn::Min | AggregateFn::Max | AggregateFn::Average => {
            Scalar::quantity(Range::ANY, None)
        }
        AggregateFn::Product
        | AggregateFn::Median
        | AggregateFn::Percentile(_)
        | AggregateFn::Share => Scalar::quantity(Range::ANY, None),
        AggregateFn::Top(_) => Scalar::quantity(Range::ANY, None),
    }
}

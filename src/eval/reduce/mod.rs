//! What is made of the members of an aggregate: a file for each function or family of them, behind one
//! trait.
//!
//! Members come here as values: certain ones and such as may be in or out, with ranges. Nothing in
//! this room knows where they come from, and whatever is made of them holds for every choice of those
//! that may be members and for every value that their ranges allow.

mod condensed;
mod count;
mod deviation;
mod every;
mod exact;
mod exists;
mod extremum;
mod fronts;
mod group;
mod in_force;
mod mean;
mod member;
mod product;
mod rank;
mod reduction;
mod share;
mod sum;
mod tally;
mod top;
mod totals;

pub(crate) use condensed::Condensed;
pub(crate) use exact::Plain;
pub(crate) use group::Groups;
pub(crate) use in_force::{Foremost, Keys, either};
pub(crate) use member::Member;
pub(crate) use reduction::{AtStake, Beyond, Extreme, Few, Reduction};
pub(crate) use tally::Tally;
pub(crate) use totals::{Own, Tied, Totals};

use crate::builtins::AggregateFn;
use crate::eval::rates::Exchange;
use crate::value::Scalar;

/// What a function makes of members.
pub(crate) fn of(function: AggregateFn) -> Box<dyn Reduction> {
    match function {
        AggregateFn::Sum => Box::new(sum::Sum),
        AggregateFn::Product => Box::new(product::Product),
        AggregateFn::Count => Box::new(count::Count),
        AggregateFn::Min => Box::new(Extreme::Least),
        AggregateFn::Max => Box::new(Extreme::Most),
        AggregateFn::Average => Box::new(mean::Mean),
        AggregateFn::SampleDeviation => Box::new(deviation::Deviation::Sample),
        AggregateFn::PopulationDeviation => Box::new(deviation::Deviation::Population),
        AggregateFn::Median => Box::new(rank::Rank::Median),
        AggregateFn::Percentile(p) => Box::new(rank::Rank::Percentile(p)),
        AggregateFn::Share => Box::new(share::Share),
        AggregateFn::Top(n) => Box::new(top::Top(n as usize)),
        AggregateFn::Latest => Box::new(in_force::InForce(Extreme::Most)),
        AggregateFn::Earliest => Box::new(in_force::InForce(Extreme::Least)),
        AggregateFn::Exists => Box::new(exists::Exists),
        AggregateFn::Every => Box::new(every::Every),
    }
}

/// What a function makes of members.
pub(crate) fn reduce(function: AggregateFn, members: &[Member], rates: Exchange<'_>) -> Scalar {
    of(function).reduce(members, rates)
}

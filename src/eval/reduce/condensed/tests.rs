//! What counts of possible members beside a subject's own does as much as all of them.

use proptest::prelude::*;

use super::super::member::Member;
use super::super::rank::{Rank, ranked, reach};
use super::super::top::top;
use super::Ordered;
use crate::value::{Decimal, Range, Tri};

fn member(certain: bool) -> impl Strategy<Value = Member> {
    let end = |open: u8, n: i64| (open > 0).then(|| Decimal::from(n));
    (0u8..8, 0u8..8, -20i64..20, 0i64..6, 0u8..12).prop_map(move |(lo, hi, n, more, many)| {
        let range = Range { lo: end(lo, n), hi: end(hi, n + more) };
        Member { certain, many: !certain && many == 0, has: Tri::True, range, currency: None }
    })
}

fn rank() -> impl Strategy<Value = Rank> {
    let percents = [0, 1, 500, 2_500, 3_333, 5_000, 7_500, 9_000, 9_999, 10_000];
    prop_oneof![
        Just(Rank::Median),
        prop::sample::select(percents.to_vec()).prop_map(Rank::Percentile)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn few_possible_members_do_as_much_as_all(
        own in prop::collection::vec(member(true), 1..5),
        perhaps in prop::collection::vec(member(false), 0..3),
        possible in prop::collection::vec(member(false), 0..40),
        rank in rank(),
        n in 1usize..6,
    ) {
        let ordered = Ordered::new(possible.clone());
        let beside = |most: usize| {
            let mut members: Vec<Member> = own.iter().chain(&perhaps).copied().collect();
            ordered.join(most.max(1), &mut members);
            members
        };
        let all: Vec<Member> = own.iter().chain(&perhaps).chain(&possible).copied().collect();
        prop_assert_eq!(ranked(&beside(reach(rank, own.len())), rank), ranked(&all, rank));
        prop_assert_eq!(top(&beside(n), n), top(&all, n));
    }
}

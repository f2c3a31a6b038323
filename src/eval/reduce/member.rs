//! A member as an aggregate sees it, and in which currency members meet.

use std::collections::BTreeMap;

use crate::eval::rates::Exchange;
use crate::meaning::is_weightless;
use crate::value::{Currency, Decimal, Range, Scalar, Tri};

/// A member as an aggregate sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// It is a member for certain; otherwise it may be.
    pub(crate) certain: bool,
    /// It stands for any number of members, none included: those of a list that is not given.
    pub(crate) many: bool,
    /// Whether it passes the test of `share` and `every`.
    pub(crate) has: Tri,
    /// Its value.
    pub(crate) range: Range,
    /// The value's currency.
    pub(crate) currency: Option<Currency>,
}

impl Member {
    /// The value of a member that only counts.
    pub(crate) const ONE: Range = Range { lo: Some(Decimal::ONE), hi: Some(Decimal::ONE) };

    /// A member for certain, with nothing asked of it.
    pub(crate) fn surely(range: Range, currency: Option<Currency>) -> Member {
        Member { certain: true, many: false, has: Tri::True, range, currency }
    }

    /// A member for certain whose value is known.
    pub(super) fn is_settled(&self) -> bool {
        self.certain && self.range.known().is_some()
    }

    /// The same with the other sign.
    pub(super) fn negated(&self) -> Member {
        Member { range: self.range.neg(), ..*self }
    }
}

/// Whether there is none for certain.
pub(super) fn is_none_certain(members: &[Member]) -> bool {
    members.iter().all(|m| !m.certain)
}

/// What one of the members comes to, whichever it is.
pub(super) fn any_of(members: &[Member], rates: Exchange<'_>) -> Scalar {
    in_one_currency(members, rates, |m| m.iter().map(|m| m.range).reduce(Range::hull))
}

/// Whether members have amounts in more than one currency.
pub(super) fn is_mixed(members: &[Member]) -> bool {
    let mut first = None;
    members
        .iter()
        .filter(|m| !is_weightless(m.range))
        .filter_map(|m| m.currency)
        .any(|c| *first.get_or_insert(c) != c)
}

/// The currency of members that are not mixed.
pub(super) fn common_currency(members: &[Member]) -> Option<Currency> {
    let heavy = members.iter().filter(|m| !is_weightless(m.range)).find_map(|m| m.currency);
    heavy.or_else(|| members.iter().filter_map(|m| m.currency).min())
}

/// Members in one currency: their own where they agree, else the reporting currency.
pub(super) fn in_one_currency(
    members: &[Member],
    rates: Exchange<'_>,
    f: impl Fn(&[Member]) -> Option<Range>,
) -> Scalar {
    let of =
        |members: &[Member], currency| Scalar::quantity(f(members).unwrap_or(Range::ANY), currency);
    if !is_mixed(members) {
        return of(members, common_currency(members));
    }
    let convert = |m: &Member| {
        let range = rates.home(m.range, m.currency);
        let range = range.unwrap_or(m.range.side());
        Member { range, currency: Some(rates.reporting()), ..*m }
    };
    let converted: Vec<Member> = members.iter().map(convert).collect();
    of(&converted, Some(rates.reporting()))
}

/// Members by currency, those apart that weigh nothing.
pub(super) fn by_currency(members: &[Member]) -> Vec<Vec<Member>> {
    let mut groups: BTreeMap<(Option<&str>, bool), Vec<Member>> = BTreeMap::new();
    for m in members {
        let key = (m.currency.map(Currency::code), is_weightless(m.range));
        groups.entry(key).or_default().push(*m);
    }
    groups.into_values().collect()
}

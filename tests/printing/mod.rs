//! Expressions in reports read as a rule writer wrote them: every condition below is told as it
//! stands there, or as behind its `=>`.

use riskwright::pipeline;
use riskwright::source::Sources;
use riskwright::value::Date;

/// What the conditions speak of.
const RULES: &str = "use std.deals

param large: money = 1 bn USD
param share: percent = 10% from 2014-01-01, 25% from 2019-06-01
define rest(d: Deal) = d.value - d.binding

record Basket key id {
    id: text
    deal: Deal
    numbers: list of number?
    places: list of text?
    deals: list of Deal?
    shares: list of percent?
}

flow funding {
    for d in Deal where d.kind in {equity, loan}: d.provider -> d.recipient carrying d.value
}
";

/// Conditions on a deal.
const OF_DEALS: &str = "
deal.value > 5 m USD
not (deal.value > 5 m USD) => not deal.value > 5 m USD
not deal.cancellable
deal.cancellable and not deal.take_or_pay
deal.cancellable or deal.take_or_pay and deal.backup_offtaker
(deal.cancellable or deal.take_or_pay) and deal.backup_offtaker
not (deal.cancellable or deal.take_or_pay)
not (deal.cancellable and deal.take_or_pay)
deal.value >= large
deal.value <= 2 * large
deal.value < large
deal.stage = signed
deal.stage != signed
deal.kind in {equity, loan}
(if deal.cancellable then deal.kind else equity) in {equity, loan}
(deal.kind or else equity) = loan => deal.kind or else equity = loan
deal.value + deal.binding > large
deal.value - (deal.binding - deal.spent) > large
deal.value - deal.binding - deal.spent > large
deal.value - (deal.binding + deal.spent) > large
(deal.value + deal.binding) / 2 > large
deal.value / (deal.binding / deal.spent) > large
deal.value / deal.binding / 2 > 1
deal.value / (deal.binding * 2) > 1
deal.value / deal.capacity > 50 bn USD per GW
-deal.cash_flow > large
-(deal.cash_flow + large) > large
10% of deal.value > large
share at deal.announced > 20%
share at (deal.announced + 1 month) > 20%
deal.value is known
deal.value is unknown
(deal.value + large) is known => deal.value + large is known
(deal.value or else large) > large => deal.value or else large > large
(deal.value or else deal.binding + large) > large => deal.value or else deal.binding + large > large
(deal.value or else large) + large > large
deal.name contains \"x\"
deal.name starts with \"a \\\"b\\\"\"
deal.name ends with \"y\"
deal.name matches /a\\/b/
(deal.notes or else deal.name) contains \"x\" => deal.notes or else deal.name contains \"x\"
lowest of deal.value > large
highest of (deal.value + large) > large
deal.value is disputed
deal.buyer is none
spread of deal.value > 5%
deal.value sourced by press
age of deal.value > 180 days
age of deal.value + 1 day > 180 days
deal.value in EUR > 1 m EUR
(deal.value + large) in EUR > 1 m EUR
deal.value in EUR at 2025-01-01 > 1 m EUR
deal.value in EUR at (deal.announced + 1 day) > 1 m EUR
abs(deal.cash_flow) > large
(if deal.cancellable then deal.value else deal.binding) > large
(if deal.cancellable or deal.take_or_pay then large else if deal.backup_offtaker then deal.value else deal.binding) > large
deal.announced > as_of
deal.announced + 6 months < as_of
deal.buyer = deal.seller
deal.buyer is known
deal.seller.debt > large
deal.capacity > 10 GW
deal.offtake_share < 25%
rest(deal) > large
(sum of p.amount for p in deal.payments) > large
(sum of p.amount for p in deal.payments where p.due < as_of) + deal.value > large
(sum of p.amount + deal.value for p in deal.payments where p.due < as_of and p.amount > large) > large
(sum of p.amount for p in deal.payments where p.due < as_of or p.amount > large) > large
(count of p in deal.payments) > 3
(count of p in deal.payments where p.amount > 1 m USD) > 3
(average of p.amount for p in deal.payments given at least 3) > large
(percentile 90 of p.amount for p in deal.payments) > large
(share of p.amount for p in deal.payments has p.due < as_of) > 50%
(median of p.amount for p in deal.payments) > large
(top 3 of p.amount for p in deal.payments) > large
exists p in deal.payments where p.due < as_of
not (exists p in deal.payments where p.due < as_of)
(exists p in deal.payments where p.due < as_of) and deal.cancellable
every p in deal.payments where p.due < as_of has p.amount > large
every p in deal.payments has p.amount > large or p.due < as_of
exists d in Deal where d.seller = deal.seller and d.buyer = deal.buyer
(max of (sum of d.value by d.seller) for d in Deal where d.buyer = deal.buyer) > large
(max of (count of d by d.seller, year(d.announced)) for d in Deal) > 3
(sum of (sum of p.amount for p in d.payments) for d in Deal where d.seller = deal.seller) > large
(sum of d.value for d in Deal where (exists p in d.payments where p.due < deal.announced)) > large
deal.seller in deal.tenants
(sum of s.amount for s in funding where s.from = deal.provider) > large => (sum of s.value for s in funding where s.provider = deal.provider) > large
(sample standard deviation of p.amount for p in deal.payments) > large
deal.announced within 12 months of as_of => deal.announced >= as_of - 1 year and deal.announced <= as_of + 1 year
deal.announced between 2025-01-01 and as_of => deal.announced >= 2025-01-01 and deal.announced <= as_of
";

const OF_BASKETS: &str = "
(sum of n for n in basket.numbers) > 3
(sum of 2 * n for n in basket.numbers where n > 1) > 3
(count of n in basket.numbers) > 3
exists n in basket.numbers where n > 3
exists n in basket.numbers where n = 3 => 3 in basket.numbers
3 in basket.numbers
\"x\" in basket.places
not \"x\" in basket.places
basket.deal.name in basket.places
every p in basket.places has p starts with \"x\"
(sum of d.value for d in basket.deals) > large
(sum of p.amount for p in basket.deal.payments) > large
(sum of (sum of p.amount for p in d.payments) for d in basket.deals) > large
basket.deal in basket.deals
";

/// Conditions on pairs of parties.
const OF_PAIRS: &str = "
(sum of d.value for d in pair) > large
(sum of d.value for d in pair where d.stage < signed) > large
(sum of d.value for d in pair where d.stage < signed and d.kind = loan) > large
(count of d in pair) > 3
pair.buyer = pair.seller
pair.buyer.debt > large
exists d in pair where d.value > large
";

/// Conditions on rings.
const OF_RINGS: &str = "
ring.smallest > large => the cycle of funding exists and ring.smallest > large
ring.length > 3 => the cycle of funding exists and ring.length > 3
(sum of leg.amount for leg in ring.legs) > large => the cycle of funding exists and (sum of leg.amount for leg in ring.legs) > large
exists p in ring.parties where p.kind = cloud => the cycle of funding exists and (exists p in ring.parties where p.kind = cloud)
";

/// Reads each as the condition of a rule.
fn told(subject: &str, conditions: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let variable = subject.split(' ').next().unwrap_or_default();
    for line in conditions.lines().filter(|line| !line.is_empty()) {
        let (written, expected) = line.split_once(" => ").unwrap_or((line, line));
        let rule = format!("{RULES}rule r for {subject} {{ flag low when {written} }}\n");
        let mut sources = Sources::default();
        let file = sources.add_text("rules.risk", rule);
        let as_of = Date::new(2025, 12, 5).expect("a date");
        let (program, diagnostics) =
            pipeline::load(&mut sources, &[file], &|_, _| None, as_of, &[]);
        let Some(rule) = program.rules.iter().find(|rule| &*rule.name == "r") else {
            let said: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
            wrong.push(format!("{written}\n    {said:?}"));
            continue;
        };
        let printed = program.print(rule.rungs[0].when, variable);
        if printed != expected {
            wrong.push(format!("{written}\n    {printed}"));
        }
    }
    wrong
}

#[test]
fn conditions_read_as_they_are_written() {
    let mut wrong = told("deal in Deal", OF_DEALS);
    wrong.extend(told("basket in Basket", OF_BASKETS));
    wrong.extend(told("pair in Deal by buyer, seller", OF_PAIRS));
    wrong.extend(told("ring in cycles of funding up to 5", OF_RINGS));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

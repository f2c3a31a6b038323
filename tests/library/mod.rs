//! The library as strangers use it: what it answers, what it refuses, and that it can be kept.

mod documents;
mod runs;

use riskwright::{Date, Records, Rules, Run};

/// Rules over one deal, a group, and a flow with its rings.
const RULES: &str = r#"
record Party key id { id: text }
record Deal key id {
    id: text
    buyer: Party?
    seller: Party?
    value: money?
}
flow money { for d in Deal: d.buyer -> d.seller carrying d.value }

rule large for d in Deal {
    flag critical when d.value >= 1 bn USD
    message "{d.id} is large: {d.value}"
}
rule ring for c in cycles of money up to 3 {
    flag high when c.length > 1
    message "a ring of {c.length}"
}
scenario halved { set d.value = 50% of d.value for d in Deal }
"#;

const RECORDS: &str = "\
parties: [{id: acme}, {id: omni}]
deals:
  - {id: atlas, buyer: acme, seller: omni, value: 1 bn USD}
  - {id: vega, buyer: omni, seller: acme, value: 2 bn USD}
  - {id: lyra, buyer: acme, seller: acme}
";

fn rules() -> Rules {
    Rules::new().with("house.risk", RULES)
}

fn records() -> Records {
    Records::new().with("deals.yaml", RECORDS)
}

fn run() -> Run {
    Run::on(Date::new(2025, 12, 15).expect("a date"))
}

//! `riskwright explain`: verdicts and codes.

use super::Place;

const ON: &str = "deals.yaml -r rules.risk --as-of 2025-10-20";

#[test]
fn every_verdict_is_explained() {
    let place = Place::new();
    let explain = |key: &str| place.run(&format!("explain not-signed {key} {ON}")).ended(0);
    explain("atlas").says("flagged high").says("deal.value").says("deals.yaml:2:");
    explain("cirrus").says("undetermined, possibly critical").says("would be decided by value");
    explain("delos").says("verdict: clear").says("deal.stage < signed");
}

#[test]
fn what_is_not_there() {
    let place = Place::new();
    place.run(&format!("explain not-singed atlas {ON}")).stopped("RW009").warns("`not-signed`");
    place.run(&format!("explain not-signed atlass {ON}")).stopped("RW009").warns("`atlas`");
    place.run("explain not-signed").stopped("RW009");
}

#[test]
fn codes() {
    let place = Place::empty();
    place.run("explain RW401").ended(0).says("# RW401: ");
    place.run("explain rw401").ended(0).says("# RW401: ");
    place.run("explain RW999").stopped("RW009");
    for info in riskwright::diagnostic::codes::all() {
        let page = place.run(&format!("explain {}", info.code)).ended(0);
        assert_eq!(page.out, info.page);
    }
}

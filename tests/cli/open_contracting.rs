//! The example of an open-contracting release package, which is mapped without touching it.

use super::Place;

fn place() -> Place {
    let manifest = include_str!("../../examples/open-contracting/riskwright.yaml");
    let rules = include_str!("../../examples/open-contracting/contracting.risk");
    let releases = include_str!("../../examples/open-contracting/releases.json");
    Place::new()
        .with("riskwright.yaml", manifest)
        .with("contracting.risk", rules)
        .with("releases.json", releases)
}

#[test]
fn the_release_package_is_read_as_the_book_says() {
    place()
        .run("check")
        .ended(1)
        .says("Quay repair, east: one bidder, Harbour Works, for 1.25 m EUR")
        .says("56.2% above the estimate of 800,000 EUR")
        .says("Harbour Works has 95.5% of what Town of Northquay awarded")
        .says("Street lamps went to Lantern Light without a call, for 88,000 EUR")
        .says("tenderers of ocds-0000zz-0004/a1")
        .says("2 from `title`, 2 from");
}

#[test]
fn a_second_buyer_is_told_with_both_places() {
    let manifest = include_str!("../../examples/open-contracting/riskwright.yaml");
    let wrong = manifest
        .replace("parties[roles = buyer].name", "parties[address.countryName = Example].name");
    let place = place().with("riskwright.yaml", &wrong);
    let ran = place.run("check").stopped("RW421");
    ran.warns("finds two here").warns("the first one");
}

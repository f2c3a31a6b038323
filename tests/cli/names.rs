//! Whose name is meant where a pack and who uses it have one in common.

use super::Place;

const DEALS: &str = "deals:\n  - {id: atlas, value: 2 bn USD}\n";

const KINDS: &str = "record Deal key id { id: text\n value: money? }\n";

/// Two packs and a file that uses both.
fn place(own: &str) -> Place {
    let pack = |name: &str, large: &str| {
        format!(
            "use kinds\nparam large: money = {large}\n\
             rule {name} for d in Deal {{ flag low when d.value > large }}\n"
        )
    };
    Place::empty()
        .with("deals.yaml", DEALS)
        .with("kinds.risk", KINDS)
        .with("one.risk", pack("one", "1 bn USD"))
        .with("two.risk", pack("two", "3 bn USD"))
        .with("own.risk", format!("use kinds\nuse one\nuse two\n{own}"))
}

#[test]
fn of_two_packs_none_wins_where_the_name_is_said() {
    let silent = place("rule mine for d in Deal { flag low when d.value > 1 USD }\n");
    silent.run("check -r own.risk deals.yaml").ended(0).says("2 low");
    let said = place("rule mine for d in Deal { flag low when d.value > large }\n");
    said.run("check -r own.risk deals.yaml").stopped("RW210").warns("two of the packs");
}

#[test]
fn the_own_name_wins_and_is_what_a_run_sets() {
    let place = place(
        "param large: money = 5 bn USD\nrule mine for d in Deal { flag high when d.value > large }\n",
    );
    let run = |params: &str| place.run(&format!("check -r own.risk deals.yaml {params}"));
    run("")
        .ended(0)
        .says("1 low")
        .says("in own.risk large is its own; the rules of two keep theirs");
    run("--param large=1bn_USD").stopped("RW");
    run("--param large=1USD").ended(1).says("1 high");
    run("--param two.large=1USD").ended(0).says("2 low");
    run("--param three.large=1USD").stopped("RW218");
}

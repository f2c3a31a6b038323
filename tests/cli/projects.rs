//! `check --projects`: several folders with manifests, each as its own says.

use super::{DEALS, Place, RULES};

const MANIFEST: &str = "rules: rules.risk\ndata: deals.yaml\nas_of: 2025-10-20\n";

/// Projects in `books`: one passes, one fails.
fn place() -> Place {
    Place::empty()
        .with("books/asia/riskwright.yaml", format!("{MANIFEST}fail_on: never\n"))
        .with("books/asia/rules.risk", RULES)
        .with("books/asia/deals.yaml", DEALS)
        .with("books/европа/riskwright.yaml", MANIFEST)
        .with("books/европа/rules.risk", RULES)
        .with("books/европа/deals.yaml", DEALS)
        .with("books/notes/read.me", "")
}

#[test]
fn each_is_checked_as_its_manifest_says() {
    let place = place();
    let ran = place.run("check --projects books/*").ended(1);
    assert!(ran.out.contains("books/asia:"), "{}", ran.out);
    assert!(ran.out.ends_with("projects: 1 passed, 1 failed (европа)\n"), "{}", ran.out);
    // What matches and is no project is told.
    ran.warns("`books/notes` has no manifest");
    let ran =
        place.run("check --projects books/asia --projects books/европа -o {project}.json -o sarif={project}.sarif.json");
    let ran = ran.ended(1);
    assert!(ran.err.contains("projects: 1 passed, 1 failed (европа)"), "{}", ran.err);
    assert_eq!(ran.out, "");
    for (name, gate) in [("asia", "passed"), ("европа", "failed")] {
        let report = place.read(&format!("{name}.json"));
        assert!(report.contains(&format!("\"gate\": \"{gate}\"")), "{report}");
        // The same report as by itself.
        place.run(&format!("check books/{name} -o alone.json"));
        assert_eq!(place.read("alone.json"), report);
    }
}

#[test]
fn one_that_cannot_be_checked_keeps_no_other_from_it() {
    let place = place().with("books/asia/deals.yaml", "deals: [{id: [}\n");
    let ran = place.run("check --projects books/* --quiet").ended(2);
    assert!(
        ran.out.ends_with("projects: 1 failed (европа), 1 not checked (asia)\n"),
        "{}",
        ran.out
    );
    ran.warns("books/asia/deals.yaml");
}

#[test]
fn what_cannot_be_asked_for_is_told() {
    let place = place().with("more/asia/riskwright.yaml", MANIFEST);
    place.run("check --projects book/*").stopped("RW032");
    place.run("check --projects books/notes").stopped("RW032");
    place.run("check --projects books/* --projects more/*").stopped("two projects go by one name");
    place.run("check --projects books/* -o report.json").stopped("{project}.json");
    place.run("check --projects books/* --format json").stopped("{project}.json");
    place.run("check books/asia books/европа").stopped("--projects");
    assert_eq!(place.run("check --projects books/* deals.yaml").code, Some(2));
}

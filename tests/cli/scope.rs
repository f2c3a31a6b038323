//! What a run is about: which manifest it is under, what it may read, what it passes over.

use serde_json::Value;

use super::{DEALS, Place, RULES};

/// A manifest under which nothing fails.
const MILD: &str = "rules: rules.risk\nas_of: 2025-10-20\nfail_on: never\ndata: [deals.yaml]\n";

/// Two projects, and what belongs to none.
fn projects() -> Place {
    let mut place = Place::empty().with("rules.risk", RULES).with("loose.yaml", "deals: []\n");
    for name in ["one", "two"] {
        let file = |file: &str| format!("{name}/{file}");
        place = place.with(&file("riskwright.yaml"), MILD).with(&file("rules.risk"), RULES);
        place = place.with(&file("deals.yaml"), DEALS).with(&file("sub/more.yaml"), DEALS);
    }
    place
}

#[test]
fn no_manifest_is_passed_over() {
    let place = projects();
    for data in [
        "one two",
        "one two/deals.yaml",
        "one loose.yaml",
        "loose.yaml one/deals.yaml",
        "Deal=one two",
    ] {
        let ran = place.run(&format!("check {data} -r rules.risk")).stopped("RW023");
        ran.warns("riskwright.yaml");
    }
    place.run("check . -r rules.risk").stopped("RW023").warns("one");
    place.run("check one").ended(0);
}

#[test]
fn no_manifest_is_looked_for_above_the_checkout() {
    let file = |place: Place| {
        place
            .with("outer/riskwright.yaml", MILD)
            .with("outer/rules.risk", RULES)
            .with("outer/inner/deals.yaml", DEALS)
    };
    let check = "check outer/inner/deals.yaml";
    file(Place::empty()).run(check).ended(0).says("not-signed");
    file(Place::empty().with("outer/inner/.git/HEAD", "")).run(check).leaves_out("not-signed");
}

#[test]
fn a_file_is_checked_under_the_manifest_of_its_folder() {
    let place = projects();
    let named = place.run("check one/deals.yaml").ended(0).says("gate: passed");
    named.warns("RW024").warns("`one/riskwright.yaml`");
    place.run("check one/sub/more.yaml").ended(0);
    place.run("check one/sub").ended(0).warns("`one/sub` is checked under");
    place.run("check one/deals.yaml one/sub/../sub/more.yaml").stopped("RW411");
    let absolute = place.path().join("two/deals.yaml").display().to_string();
    place.run(&format!("check {absolute}")).ended(0);
    let mut below = place.command("check more.yaml");
    below.current_dir(place.path().join("one/sub"));
    super::ran(below.output().expect("it runs")).ended(0).warns("`../riskwright.yaml`");
    let mut below = place.command("check");
    below.current_dir(place.path().join("one/sub"));
    super::ran(below.output().expect("it runs")).stopped("RW002").warns("../riskwright.yaml");
    // In its own folder there is nothing to tell.
    let mut own = place.command("check deals.yaml");
    own.current_dir(place.path().join("one"));
    assert_eq!(super::ran(own.output().expect("it runs")).ended(0).err, "");
}

#[test]
fn what_the_manifest_says_of_a_file_holds_where_it_is_named() {
    let manifest = "rules: rules.risk\nas_of: 2025-10-20\ndata:\n  - path: data/export.csv\n    \
        record: Deal\n    fields: {id: ref, stage: state, value: sum}\n";
    let place = Place::new()
        .with("riskwright.yaml", manifest)
        .with("data/export.csv", "ref,state,sum\natlas,announced,6 bn USD\n");
    for data in ["", "data", "data/export.csv", "./data/export.csv", "Deal=data/export.csv"] {
        place.run(&format!("check {data}")).ended(1).says("atlas: 6 bn USD");
    }
}

#[test]
fn files_passed_over_are_told() {
    let place = Place::new()
        .with("data/deals.yaml", DEALS)
        .with("data/deals.yam", DEALS)
        .with("data/.later.yaml", DEALS)
        .with("data/.archive/old.yaml", DEALS)
        .with("data/deep/letter.pdf", "")
        .with("data/rules.risk", RULES)
        .with("data/README.md", "")
        .with("data/.gitignore", "");
    let check = "check data -r rules.risk --as-of 2025-10-20 --fail-on never";
    let ran = place.run(check).ended(0).warns("RW021").warns("4 files were passed over");
    let ran = ran.warns("`data/deals.yam`").warns("`data/.later.yaml`").warns("letter.pdf");
    let ran = ran.says("note: 4 files were passed over");
    assert!(!ran.err.contains("README") && !ran.err.contains("git"), "{}", ran.err);
    place.run(&format!("{check} -q")).ended(0).warns("RW021");
    let json = place.run(&format!("{check} --format json")).ended(0);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    let skipped: Vec<String> = report["skipped"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|s| {
            format!("{}: {}", s["path"].as_str().unwrap_or(""), s["why"].as_str().unwrap_or(""))
        })
        .collect();
    assert_eq!(
        skipped,
        [
            "data/.archive: its name begins with a dot",
            "data/.later.yaml: its name begins with a dot",
            "data/deals.yam: its ending is that of no record file",
            "data/deep/letter.pdf: its ending is that of no record file",
        ]
    );
    place.run(&format!("stress {check}").replace("stress check", "stress")).stopped("RW020");
}

#[test]
fn what_is_called_almost_as_a_manifest_is_told() {
    let place = Place::new().with("riskwright.yml", MILD);
    place.run("check deals.yaml -r rules.risk").ended(1).warns("`riskwright.yml` (a manifest is");
    place.run("check").stopped("RW002").warns("`riskwright.yml` (a manifest is");
    let place = place.with("riskwright.yaml", MILD);
    let ran = place.run("check").ended(0).warns("`riskwright.yml` (a manifest is");
    assert!(!ran.err.contains("`riskwright.yaml` ("), "{}", ran.err);
}

#[test]
fn names_that_only_begin_as_known_ones_do_are_told() {
    let place = Place::empty().with("rules.risk", RULES).with("data/deals.yaml", DEALS);
    let place = place.with("data/.gitdeals.yaml", DEALS).with("data/README.dat", DEALS);
    let ran = place.run("check data -r rules.risk --fail-on never").ended(0);
    ran.warns(".gitdeals.yaml").warns("README.dat");
}

#[test]
fn rules_passed_over_are_told() {
    let place = Place::empty()
        .with("deals.yaml", DEALS)
        .with("rules/first.risk", RULES)
        .with("rules/second.rsk", "")
        .with("rules/.third.risk", "")
        .with("rules/deals.yaml", "");
    let ran = place.run("check deals.yaml -r rules --fail-on never").ended(0);
    let ran = ran.warns("2 files were passed over").warns("second.rsk").warns(".third.risk");
    assert!(!ran.err.contains("rules/deals.yaml"), "{}", ran.err);
}

#[test]
fn a_manifest_below_a_folder_of_another_is_told() {
    let place =
        projects().with("riskwright.yaml", "rules: rules.risk\ndata: [all]\nfail_on: never\n");
    let place = place.with("all/deals.yaml", DEALS).with("all/inner/riskwright.yaml", MILD);
    place.run("check").ended(0).warns("all/inner/riskwright.yaml").warns("another manifest");
}

#[test]
fn records_that_no_rule_looks_at_are_nothing_checked() {
    let rules = format!("{RULES}\nrecord Unit key id {{ id: text }}\n");
    let place =
        Place::empty().with("rules.risk", &rules).with("units.yaml", "units: [{id: roads}]\n");
    let ran = place.run("check units.yaml -r rules.risk").stopped("RW002");
    ran.warns("there is no Deal among the records").warns("may_be_empty:");
    place.run("stress units.yaml -r rules.risk").stopped("RW002");
    let manifest =
        "rules: rules.risk\ndata: [units.yaml]\nmay_be_empty: [Deal]\nundetermined: fail\n";
    let place = place.with("riskwright.yaml", manifest);
    place.run("check").ended(0).says("there is no Deal among the records").says("gate: passed");
    let place = place.with("units.yaml", "deals: []\n");
    place.run("check").ended(0);
    let place = place.with("riskwright.yaml", manifest.replace("[Deal]", "[Unit]"));
    place.run("check").stopped("RW002");
    let place = place.with("riskwright.yaml", manifest.replace("[Deal]", "[Dael]"));
    place.run("check").stopped("RW004").warns("`Dael`");
}

#[test]
fn rings_without_a_deal_are_nothing_checked() {
    let rules = "record Firm key id { id: text }\nrecord Deal key id { id: text, from: Firm, to: Firm }\n\
        flow money { for d in Deal: d.from -> d.to }\n\
        rule ring for ring in cycles of money up to 3 { flag high when 1 > 2 }\n";
    let place =
        Place::empty().with("rules.risk", rules).with("firms.yaml", "firms: [{id: a}, {id: b}]\n");
    place.run("check firms.yaml -r rules.risk").stopped("RW002").warns("no Deal");
    // That there is no ring is an answer.
    let place =
        place.with("firms.yaml", "firms: [{id: a}, {id: b}]\ndeals: [{id: d, from: a, to: b}]\n");
    place.run("check firms.yaml -r rules.risk").ended(0).says("there is no cycle");
}

#[test]
fn rules_alone_are_checked() {
    let place = Place::empty()
        .with("rules.risk", RULES)
        .with("bad.risk", RULES.replace("deal.value", "deal.valeu"));
    place.run("check -r bad.risk").stopped("valeu").warns("bad.risk:");
    place.run("check -r rules.risk").stopped("RW002").warns("the rule is sound");
    place.run("check rules.risk").stopped("RW007").warns("`--rules`");
    place.with("riskwright.yaml", "rules: bad.risk\n").run("check").stopped("valeu");
}

#[test]
fn a_project_reads_what_is_its_own() {
    let secret = "TOKEN=hunter2\n";
    let place = Place::empty()
        .with("secret.yaml", secret)
        .with("secret.risk", secret)
        .with("in/rules.risk", RULES)
        .with("in/deals.yaml", DEALS);
    let manifest =
        |rules: &str, data: &str| format!("rules: {rules}\ndata: [{data}]\nfail_on: never\n");
    for (rules, data) in
        [("../secret.risk", "deals.yaml"), ("rules.risk", "../secret.yaml"), ("rules.risk", "..")]
    {
        let place = Place::empty().with("secret.yaml", secret).with("secret.risk", secret);
        let place = place.with("in/rules.risk", RULES).with("in/deals.yaml", DEALS);
        let place = place.with("in/riskwright.yaml", manifest(rules, data));
        let ran = place.run("check in").stopped("RW022").warns("--allow-outside");
        assert!(!ran.err.contains("hunter2"), "{}", ran.err);
        let ran = place.run("check in --allow-outside").ended(2);
        assert!(!ran.err.contains("RW022"), "{}", ran.err);
    }
    // A checkout is one project, but for what git keeps of its own.
    let place = place.with(".git/config", secret).with("shared/rules.risk", RULES);
    let place = place.with("in/riskwright.yaml", manifest("../shared", "deals.yaml"));
    place.run("check in").ended(0);
    let place = place.with("in/riskwright.yaml", manifest("../.git/config", "deals.yaml"));
    let ran = place.run("check in").stopped("RW022");
    assert!(!ran.err.contains("hunter2"), "{}", ran.err);
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::super::{DEALS, Place, RULES};
    use super::MILD;

    #[test]
    fn links_do_not_lead_out_of_a_project() {
        let place = Place::empty()
            .with("secret.risk", "TOKEN=hunter2\n")
            .with("in/rules.risk", format!("use leak\n{RULES}"))
            .with("in/deals.yaml", DEALS)
            .with("in/riskwright.yaml", MILD);
        let leak = place.path().join("in/leak.risk");
        symlink("../secret.risk", &leak).expect("a link");
        let ran = place.run("check in").stopped("RW022").warns("in/leak.risk");
        assert!(!ran.err.contains("hunter2"), "{}", ran.err);
        fs::remove_file(&leak).expect("a link");
        symlink("rules.risk", &leak).expect("a link");
        assert!(!place.run("check in").err.contains("RW022"));
        let place = place.with("in/riskwright.yaml", "rules: /dev/stdin\n");
        place.run("check in").stopped("RW022");
        fs::remove_file(place.path().join("in/riskwright.yaml")).expect("a file");
        symlink("../secret.risk", place.path().join("in/riskwright.yaml")).expect("a link");
        let ran = place.run("check in").stopped("RW022");
        assert!(!ran.err.contains("hunter2"), "{}", ran.err);
    }

    #[test]
    fn links_to_folders_are_passed_over_and_told() {
        let place = Place::new().with("data/deals.yaml", DEALS).with("more/other.yaml", DEALS);
        symlink("../more", place.path().join("data/more")).expect("a link");
        symlink("../more", place.path().join("data/more.yaml")).expect("a link");
        let ran = place.run("check data -r rules.risk --fail-on never").ended(0);
        ran.warns("`data/more`, `data/more.yaml` (it is a link to a");
        // A file is followed, unless it is outside.
        let place = Place::empty()
            .with("outside.yaml", DEALS)
            .with("in/rules.risk", RULES)
            .with("in/data/more.txt", "");
        symlink("../../outside.yaml", place.path().join("in/data/link.yaml")).expect("a link");
        place.run("check in/data -r in/rules.risk").stopped("RW022");
        place.run("check in/data/link.yaml -r in/rules.risk").ended(1);
        place.run("check in/data -r in/rules.risk --allow-outside").ended(1);
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_named() {
        let place =
            Place::new().with("data/deals.yaml", DEALS).with("data/closed/deals.yaml", DEALS);
        let closed = place.path().join("data/closed");
        fs::set_permissions(&closed, Permissions::from_mode(0o000)).expect("permissions");
        let ran = place.run("check data -r rules.risk");
        fs::set_permissions(&closed, Permissions::from_mode(0o755)).expect("permissions");
        // Nothing is closed to the superuser.
        if ran.code == Some(2) && !ran.err.contains("RW411") {
            ran.stopped("RW001").warns("`data/closed`");
        }
    }
}

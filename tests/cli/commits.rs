//! `--as-of commit`: the day of the commit that the data stands in, in a checkout of real git.

use super::{DEALS, Place, git};

const MANIFEST: &str = "rules: rules.risk\ndata: [deals.yaml]\nas_of: commit\nfail_on: never\n";

/// Runs the program, whose diagnostics stand in a line each, whole.
fn run(place: &Place, arguments: &str) -> super::Ran {
    place.run(&format!("{arguments} --message-format json"))
}

fn commit(place: &Place, moment: &str) {
    git(place.path(), moment, &["add", "--all"]);
    git(place.path(), moment, &["commit", "--quiet", "--message", "As of then"]);
}

/// A project whose files are committed at that moment.
fn committed(moment: &str) -> Place {
    let place = Place::new().with("riskwright.yaml", MANIFEST);
    git(place.path(), moment, &["init", "--quiet"]);
    commit(&place, moment);
    place
}

const AS_OF: &str = "\"as_of\": \"2025-10-20\"";

#[test]
fn the_day_is_that_of_the_commit_in_greenwich() {
    let place = committed("2025-10-21T03:00:00+05:00");
    let ran = place.run("check --format json").ended(0).says(AS_OF);
    assert_eq!(ran.err, "");
    assert_eq!(place.run("check --format json").out, ran.out);
    place.run("check --as-of commit --format json deals.yaml").ended(0).says(AS_OF);
    place.run("check --as-of 2025-01-01 --format json").says("\"as_of\": \"2025-01-01\"");
    place.run("check --as-of today").ended(0).leaves_out("2025-10-20");
    place.run("explain not-signed atlas").ended(0);
    // A clone has it, also one that has nothing else.
    let from = format!("file://{}", place.path().display());
    let clones = Place::empty();
    git(
        clones.path(),
        "2025-01-01T00:00:00Z",
        &["clone", "--quiet", "--depth", "1", &from, "с интервал"],
    );
    let mut command = clones.command("check --format json");
    let ran = super::ran(command.current_dir(clones.path().join("с интервал")).output().unwrap());
    assert!(ran.ended(0).says(AS_OF).err.is_empty());
    // Time moves with the commits.
    let place = place.with("note.txt", "more");
    commit(&place, "2025-11-02T23:59:59Z");
    place.run("check --format json").says("\"as_of\": \"2025-11-02\"");
}

#[test]
fn what_is_not_committed_is_told() {
    let place = committed("2025-10-20T12:00:00Z");
    // What the run does not read does not matter.
    let place = place.with("other.txt", "x").with(".gitignore", "local/\n");
    assert_eq!(place.run("check").ended(0).err, "");
    let place = place.with("deals.yaml", DEALS.replace("6 bn", "7 bn"));
    let ran = run(&place, "check").ended(0).warns("RW031").warns("it has `deals.yaml` otherwise");
    let said = "note: the report is not that of the commit whose day it takes: it has `deals.yaml`";
    let words: Vec<&str> = ran.out.split_whitespace().collect();
    assert!(words.join(" ").contains(said), "{}", ran.out);
    let place = place.with("more.yaml", "deals: []\n").with("local/x.yaml", "deals: []\n");
    run(&place, "check deals.yaml more.yaml local/x.yaml")
        .ended(0)
        .warns("it has `deals.yaml`, `local/x.yaml`, `more.yaml` otherwise, or not at all");
    commit(&place, "2025-10-20T12:00:00Z");
    assert_eq!(place.run("check").ended(0).err, "");
    let outside = Place::empty().with("own.yaml", "deals: []\n");
    let own = outside.path().join("own.yaml");
    run(&place, &format!("check deals.yaml {}", own.display())).warns("own.yaml` otherwise");
    // What is deleted is not read, and is missing.
    std::fs::remove_file(place.path().join("more.yaml")).unwrap();
    run(&place, "check").ended(0).warns("it has `more.yaml` otherwise, or not at all");
}

#[test]
fn no_commit_is_no_day() {
    let place = Place::new().with("riskwright.yaml", MANIFEST);
    run(&place, "check")
        .stopped("RW031")
        .warns("\"path\":\"riskwright.yaml\",\"line\":3")
        .warns("no git checkout holds");
    run(&place, "check --as-of commit").stopped("RW031").warns("`--as-of today`");
    git(place.path(), "2025-01-01T00:00:00Z", &["init", "--quiet"]);
    run(&place, "check").stopped("RW031").warns("git says: ");
    let place = committed("2025-10-20T12:00:00Z");
    let mut command = place.command("check --message-format json");
    let ran = super::ran(command.env("PATH", "/nowhere").output().unwrap());
    ran.stopped("RW031").warns("there is no `git` to ask");
    run(&place, "check --as-of Commit").stopped("RW004").warns("or is `commit` or `today`");
    std::fs::write(place.path().join(".git/HEAD"), "0123456789012345678901234567890123456789\n")
        .unwrap();
    run(&place, "check").stopped("RW031").warns("git says: ");
}

#[test]
fn another_checkout_is_not_asked() {
    let (place, other) = (committed("2025-10-20T12:00:00Z"), committed("2020-01-01T12:00:00Z"));
    let mut command = place.command("check --format json");
    command.env("GIT_DIR", other.path().join(".git"));
    super::ran(command.output().expect("the program runs")).ended(0).says(AS_OF);
    // A file that git is told not to look at is not known to be the commit's.
    git(
        place.path(),
        "2025-10-20T12:00:00Z",
        &["update-index", "--assume-unchanged", "deals.yaml"],
    );
    let place = place.with("deals.yaml", DEALS.replace("6 bn", "7 bn"));
    run(&place, "check").ended(0).warns("deals.yaml");
}

//! `riskwright.baseline`: old findings are accepted with a reason, and what is new or worse fails.

use std::fs;

use super::Place;

const RULES: &str = r#"
record Deal key id { id: text, value: money?, rating: number? }
rule size for deal in Deal {
    amount deal.value
    flag high when deal.value > 10 bn USD
    flag low  when deal.value > 1 m USD
}
rule rated for deal in Deal { flag medium when deal.rating < 3 }
"#;

const OLD: &str = "{id: a, value: 20 bn USD, rating: 1}, {id: b, value: 2 m USD}";

fn project(deals: &str) -> Place {
    let manifest = "data: deals.yaml\nrules: rules.risk\nas_of: 2025-10-20\n";
    let place = Place::empty().with("rules.risk", RULES).with("riskwright.yaml", manifest);
    place.with("deals.yaml", format!("deals: [{deals}]\n"))
}

fn accepted(deals: &str) -> Place {
    let place = project(OLD);
    let ran = accept(&place, "");
    ran.ended(0).says("riskwright.baseline: accepted 1 high, 1 medium, 1 low, 1 undetermined");
    place.with("deals.yaml", format!("deals: [{deals}]\n"))
}

fn accept(place: &Place, flags: &str) -> super::Ran {
    place.run(&format!("baseline accept --because old {flags}"))
}

fn file(place: &Place) -> String {
    fs::read_to_string(place.path().join("riskwright.baseline")).expect("the file")
}

#[test]
fn old_findings_pass_and_are_only_counted() {
    let place = accepted(OLD);
    place.run("check --undetermined new").ended(0).says("3 known from the baseline");
    place.run("check").leaves_out("HIGH").says("3 findings are known from the baseline; --limit 0");
    place.run("check --limit 0").says("HIGH").says("known from the baseline");
    place.run("check --no-baseline").ended(1).says("1 high").leaves_out("known");
    place.run("baseline check").ended(0).says("");
    assert!(
        file(&place).lines().skip(1).all(|line| line.ends_with("old") || line.starts_with('#'))
    );
    // Nothing is new: the file stays as it is, byte for byte.
    let before = file(&place);
    accept(&place, "").ended(0).says("nothing is new, worse or on other facts");
    assert_eq!(file(&place), before);
}

#[test]
fn what_is_new_or_worse_fails_and_stands_first() {
    let new = "{id: a, value: 20 bn USD, rating: 1}, {id: b, value: 12 bn USD, rating: 5}, \
               {id: c, value: 11 bn USD, rating: 4}";
    let place = accepted(new);
    let ran = place.run("check").ended(1).says("1 new high, 1 worse high").says("worse than in");
    assert!(!ran.out.contains("deals.yaml:1:38"), "{}", ran.out);
    // One of them is accepted, by its rule and key.
    accept(&place, "--rule size --key c").ended(0).says("accepted 1 high");
    place.run("check").ended(1).says("failed: 1 worse high");
    accept(&place, "--key b").ended(0).says("accepted 1 high");
    place.run("check").ended(0);
}

#[test]
fn other_facts_and_lost_evidence_are_told() {
    let place = accepted("{id: a, value: 90 bn USD, rating: 1}, {id: b, value: 2 m USD}");
    place.run("check").ended(0).says("known from the baseline, on other facts").says("HIGH");
    place.run("check --changed fail").ended(1).says("1 changed high");
    accept(&place, "").says("accepted 1 high");
    place.run("check --changed fail").ended(0);
    let place = place.with("deals.yaml", "deals: [{id: a, rating: 1}, {id: b, value: 2 m USD}]\n");
    place.run("check").ended(1).says("1 evidence lost");
    place.run("baseline check").ended(0);
    accept(&place, "").ended(0).says("accepted 1 undetermined");
    place.run("check").ended(0);
    // What is at stake is known by its amount.
    let place = accepted("{id: a, value: 20 bn USD, rating: 1}, {id: b, value: 2 m USD}");
    place.run("check --fail-on never").ended(0);
    let ran = place.run("check --fail-on never --fail-on-amount");
    assert_eq!(ran.code, Some(2));
}

#[test]
fn pruning_only_takes_away_or_lowers() {
    let place =
        accepted("{id: a, value: 2 m USD, rating: 5}, {id: c, value: 30 bn USD, rating: 4}");
    let told = place.run("baseline check").ended(1);
    told.says("high  size  a: milder now")
        .says("medium  rated  a: found no more")
        .says("low  size  b: found no more")
        .says("undetermined  rated  b: found no more")
        .leaves_out("  c");
    place.run("baseline prune").ended(0).says("4 lines out of date");
    let lines = file(&place);
    assert_eq!(lines.lines().filter(|line| !line.starts_with('#')).count(), 1, "{lines}");
    assert!(lines.contains("\tlow\tlow\t"), "{lines}");
    place.run("baseline check").ended(0);
    place.run("baseline prune").ended(0).says("nothing is out of date");
    place.run("check").ended(1).says("1 new high");
}

#[test]
fn branches_are_merged_by_their_lines() {
    let both = "{id: a, value: 20 bn USD, rating: 1}, {id: b, value: 2 m USD}, \
                {id: c, value: 11 bn USD, rating: 4}, {id: d, value: 12 bn USD, rating: 4}";
    let place = accepted(both);
    let old = file(&place);
    accept(&place, "--key c").ended(0);
    let ours = file(&place);
    let place = place.with("riskwright.baseline", &old);
    accept(&place, "--key d").ended(0);
    let theirs: Vec<String> = file(&place).lines().map(str::to_owned).collect();
    let known: Vec<&str> = old.lines().collect();
    let added = theirs.iter().filter(|line| !known.contains(&line.as_str()));
    let union = added.fold(ours, |union, line| union + line + "\n");
    let place = place.with("riskwright.baseline", union);
    place.run("check").ended(0).says("5 known from the baseline");
}

#[test]
fn a_file_that_cannot_be_trusted_stops_the_run() {
    let place = accepted(OLD);
    let good = file(&place);
    let place = place.with("riskwright.baseline", good.trim_end());
    place.run("check").stopped("RW010").warns("cut short");
    let place = place.with("riskwright.baseline", format!("{good}<<<<<<< HEAD\n"));
    place.run("check").stopped("RW010").warns("keep the lines of both sides");
    let place = place.with("riskwright.baseline", good.replace("baseline 1", "baseline 7"));
    place.run("check").stopped("RW010").warns("its version is 7");
    let place = place.with("riskwright.baseline", good.replace("\thigh\t", "\thgh\t"));
    place.run("baseline prune").stopped("RW010").warns("`hgh` is no severity");
    let place = place.with("riskwright.baseline", "");
    place.run("check").stopped("RW010").warns("nor a JSON report");
    let place = place.with("riskwright.baseline", &good);
    place.run("check --currency EUR").stopped("RW010").warns("those of this run in EUR");
    let project = "project: other\n";
    let place =
        place.with("riskwright.baseline", good.replace("# currency", "# project\tx\n# currency"));
    place.run("check").stopped("RW010").warns("of the project `x`");
    let manifest =
        format!("{project}data: deals.yaml\nrules: rules.risk\nbaseline: none.baseline\n");
    let place = place.with("riskwright.yaml", manifest);
    place.run("check").stopped("RW001").warns("none.baseline");
    place.run("baseline check").stopped("RW001");
}

#[test]
fn nothing_is_accepted_by_mistake() {
    let place = project(OLD);
    place.run("baseline check").stopped("RW001");
    place.run("baseline prune").stopped("RW001");
    accept(&place, "--rule sise").stopped("RW009").warns("did you mean `size`?");
    accept(&place, "--key zz").stopped("RW009").warns("no rule looks at a record `zz`");
    accept(&place, "--baseline deals.yaml").stopped("RW011");
    assert_eq!(place.run("baseline accept").code, Some(2));
    assert!(!place.path().join("riskwright.baseline").exists());
    // Lines that were moved by hand are told, and sorted by whoever writes the file next.
    accept(&place, "").ended(0);
    let mut lines: Vec<String> = file(&place).lines().map(str::to_owned).collect();
    let last = lines.pop().expect("a line");
    lines.insert(3, last.clone());
    let place = place.with("riskwright.baseline", lines.join("\n") + "\n");
    place.run("baseline check").ended(1).says("stands behind one that it sorts before");
    lines.push(last);
    let place = place.with("riskwright.baseline", lines.join("\n") + "\n");
    place.run("check").ended(0).says("3 known from the baseline");
    place.run("baseline check").ended(1).says("there twice");
    place.run("baseline prune").ended(0);
    place.run("baseline check").ended(0);
}

#[test]
fn other_rules_than_those_that_it_was_accepted_under_are_told() {
    let place = accepted(OLD);
    let place = place.with("rules.risk", RULES.replace("10 bn", "11 bn"));
    place
        .run("check")
        .ended(0)
        .says("note: the rules are not those that the baseline was made with");
    let place = place.with("rules.risk", RULES);
    place.run("check").ended(0).leaves_out("the rules are not those");
}

#[test]
fn two_lines_of_one_finding_hide_nothing_that_each_tells() {
    let place = project(OLD);
    place.run("baseline accept --because one").ended(0);
    let ours = file(&place);
    let place = project(OLD);
    place.run("baseline accept --because two").ended(0);
    let theirs = file(&place);
    let body = |text: &str| -> String {
        text.lines().filter(|line| !line.starts_with('#')).map(|l| format!("{l}\n")).collect()
    };
    let grown = "deals: [{id: a, value: 90 bn USD, rating: 1}, {id: b, value: 2 m USD}]\n";
    for known in [ours.clone(), format!("{ours}{}", body(&theirs))] {
        let place = project(OLD).with("deals.yaml", grown).with("riskwright.baseline", known);
        place.run("check --changed fail").ended(1).says("1 changed high");
        let amount = ["--fail-on", "never", "--fail-on-amount", "60 bn USD"];
        let mut command = place.command("check");
        super::ran(command.args(amount).output().expect("the program runs")).ended(1);
    }
    // What either rested on is known.
    let place = accepted("{id: a, value: 90 bn USD, rating: 1}, {id: b, value: 2 m USD}");
    let first = file(&place);
    accept(&place, "").ended(0);
    let both = format!("{first}{}", body(&file(&place)));
    let place = place.with("riskwright.baseline", both);
    place.run("check --changed fail").ended(0);
}

#[test]
fn what_is_not_read_is_not_taken_for_gone() {
    let place = accepted(OLD).with("more.yaml", "deals: [{id: z}]\n");
    place.run("baseline prune more.yaml").stopped("all that the manifest names");
    place.run("baseline check more.yaml").stopped("all that the manifest names");
    place.run("baseline check .").ended(0);
}

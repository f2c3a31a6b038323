//! `riskwright waive`: somebody answers for a finding, on the facts that it rests on.

use std::fs;

use super::{DEALS, Place, RULES, Ran};

const MANIFEST: &str = "data: deals.yaml\nrules: rules.risk\nas_of: 2025-10-20\n";

fn project() -> Place {
    Place::new().with("riskwright.yaml", MANIFEST)
}

fn waived(key: &str, until: &str) -> Place {
    let place = project();
    waive(&place, &format!("not-signed {key} --until {until}")).ended(0);
    place
}

/// Words of a reason and a name have blanks.
fn waive(place: &Place, arguments: &str) -> Ran {
    let mut command = place.command(&format!("waive {arguments}"));
    command.args(["--because", "signed on 12 March", "--by", "risk committee"]);
    super::ran(command.output().expect("the program runs"))
}

#[test]
fn a_waived_finding_passes_and_is_told() {
    let place = project();
    place.run("check").ended(1).says("1 high");
    waive(&place, "not-signed atlas --until 2026-06-30")
        .ended(0)
        .says("waivers.risk: not-signed of atlas is waived until 2026-06-30");
    assert_eq!(
        place.read("waivers.risk"),
        "waive not-signed for \"atlas\" until 2026-06-30\n    because \"signed on 12 March\"\n    \
         by \"risk committee\"\n    given high on\n        \"stage: announced\",\n        \
         \"value: 6 bn USD\"\n    under \"cb983b3ee1451352\"\n"
    );
    let ran = place.run("check").ended(0).says("1 waived").says("HIGH");
    ran.says("waived until 2026-06-30 by risk committee: signed on 12 March");
    // An amount that is waived is no reason either, and nothing of it is accepted besides.
    place.run("check --fail-on never").ended(0);
    place.run("baseline accept --because old").ended(0).says("accepted 1 low, 1 undetermined");
    // It is renewed in its place.
    waive(&place, "not-signed atlas --until 2026-07-31").ended(0).says("waived anew until");
    assert_eq!(place.read("waivers.risk").matches("waive ").count(), 1);
    place.run("baseline accept --because old").ended(0).says("nothing is new");
}

#[test]
fn what_lapses_counts_again() {
    let place = waived("atlas", "2026-06-30");
    let ran = place.run("check --as-of 2026-06-30").ended(0);
    ran.says("the waiver of not-signed of atlas ends on 2026-06-30 (risk committee;");
    place.run("check --as-of 2026-07-01").ended(1).says("ended on 2026-06-30 and covers");
    let place = place.with("deals.yaml", DEALS.replace("6 bn USD", "7 bn USD"));
    place.run("check").ended(1).says("value is 7 bn USD, and was 6 bn");
    let place = place.with("deals.yaml", DEALS.replace("6 bn USD", "60 bn USD"));
    place.run("check").ended(1).says("it is worse, or may be").says("value is 60");
    let place = place.with("deals.yaml", DEALS).with("rules.risk", RULES.replace("1 bn", "2 bn"));
    // A param is no part of the rule: what it finds is as bad, on the same facts.
    place.run("check").ended(0);
    let place =
        place.with("rules.risk", RULES.replace("deal.value >= large", "deal.value > large"));
    place.run("check").ended(1).says("the rule asks something");
}

#[test]
fn nothing_goes_green_because_something_is_missing() {
    let place = waived("atlas", "2026-06-30");
    let place = place.with("deals.yaml", DEALS.replace(", value: 6 bn USD", ""));
    place.run("check").ended(1).says("failed: 1 evidence lost").says("the facts do not tell");
    place.run("check --as-of 2027-01-01").ended(1).says("failed: 1 evidence lost");
    place.run("check --fail-on critical").ended(0);
    // Who answers for what is not known, too, says so.
    waive(&place, "not-signed atlas --until 2026-06-30").ended(0);
    place.run("check --undetermined warn").ended(0).says("1 waived");
    let gone = DEALS.lines().filter(|line| !line.contains("atlas")).collect::<Vec<_>>().join("\n");
    let place = waived("atlas", "2026-06-30").with("deals.yaml", gone);
    place.run("check").ended(0).says("(record gone)");
}

#[test]
fn a_baseline_beside_waivers() {
    let place = waived("atlas", "2026-06-30");
    place.run("baseline accept --because old").ended(0);
    // It is not the policy that has changed.
    waive(&place, "not-signed borealis --until 2026-06-30").ended(0);
    place.run("check").ended(0).says("2 waived").leaves_out("other rules").leaves_out("1 known");
    place.run("check -o old.json --no-baseline").ended(0);
    waive(&place, "not-signed cirrus --until 2026-06-30").ended(0);
    place
        .run("check --baseline old.json")
        .ended(0)
        .says("3 waived")
        .leaves_out("the rules are not");
    // A report accepts nothing that a waiver covers: without it the finding is new.
    fs::remove_file(place.path().join("waivers.risk")).expect("the file");
    place.run("check --baseline old.json").ended(1).says("1 new high");
    // What was accepted besides stays accepted when the waiver ends.
    let place = project();
    place.run("baseline accept --because old").ended(0);
    waive(&place, "not-signed atlas --until 2026-06-30").ended(0);
    place.run("check").ended(0).says("1 waived");
    place.run("baseline check").ended(0);
    place.run("check --as-of 2026-07-01").ended(0).says("ended on 2026-06-30");
}

#[test]
fn what_cannot_be_waived() {
    let place = project();
    let until = "--until 2026-06-30";
    waive(&place, &format!("not-singed atlas {until}"))
        .stopped("RW")
        .warns("did you mean `not-signed`?");
    waive(&place, &format!("not-signed atlsa {until}"))
        .stopped("RW")
        .warns("did you mean `atlas`?");
    waive(&place, &format!("not-signed delos {until}"))
        .stopped("RW004")
        .warns("clear, so there is nothing to waive");
    waive(&place, "not-signed atlas --until 2025-10-19")
        .stopped("RW004")
        .warns("before the as-of date");
    waive(&place, "not-signed atlas --until 2025-13-19").stopped("RW004");
    place
        .run("waive not-signed atlas --until 2026-06-30 --because= --by me")
        .stopped("RW004")
        .warns("a reason");
    place
        .run("waive not-signed atlas --until 2026-06-30 --because x --by=")
        .stopped("RW004")
        .warns("a name");
    waive(&place, &format!("not-signed atlas {until} -r rules.risk"))
        .stopped("RW004")
        .warns("--file");
    waive(&place, &format!("not-signed atlas {until} --file else.risk"))
        .stopped("RW004")
        .warns("would not read `else.risk`");
    assert!(!place.files().contains(&"waivers.risk".to_owned()));
    waive(&place, &format!("not-signed atlas {until} -r rules.risk --file rules.risk")).ended(0);
    place.run("check").ended(0).says("1 waived");
    let ran = waive(&place, &format!("not-signed atlas {until} --file waivers.risk"));
    ran.stopped("RW004").warns("there is a waiver of this in `rules.risk`");
}

#[test]
fn the_manifest_says_how_far_waivers_reach() {
    let place = waived("atlas", "2026-06-30");
    let place = place.with("riskwright.yaml", format!("{MANIFEST}max_waiver: 6 months\n"));
    place
        .run("check")
        .stopped("RW262")
        .warns("waivers.risk:1:36")
        .warns("let it end on 2026-04-20");
    place.run("check --as-of 2026-01-01").ended(0);
    let ran = waive(&place, "not-signed borealis --until 2026-07-02 --as-of 2026-01-01");
    ran.stopped("RW004").warns("2026-07-01 is the");
    waive(&place, "not-signed borealis --until 2026-07-01 --as-of 2026-01-01").ended(0);
    for wrong in ["six months", "6", "900000 years"] {
        let place = project().with("riskwright.yaml", format!("{MANIFEST}max_waiver: {wrong}\n"));
        place.run("check").stopped("RW004");
    }
}

#[test]
fn what_is_written_reads_as_it_was_said() {
    let odd = "\"; } waive \\ {x}\n\u{202E}край";
    let place = project().with("waivers.risk", "// Ours.\r\n");
    let mut command = place.command("waive not-signed atlas --until 2026-06-30");
    command.args(["--because", odd, "--by", "комитет"]);
    super::ran(command.output().expect("the program runs")).ended(0);
    let text = place.read("waivers.risk");
    assert!(text.starts_with("// Ours.\r\n\r\nwaive "), "{text}");
    assert!(!text.replace("\r\n", "").contains('\n'), "{text}");
    let ran = place.run("check --format json").ended(0);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["waivers"][0]["because"], odd);
    assert_eq!(report["waivers"][0]["by"], "комитет");
}

#[test]
fn every_format_marks_what_is_waived() {
    let place = waived("atlas", "2026-06-30");
    waive(&place, "not-signed cirrus --until 2026-06-30").ended(0);
    let files =
        ["r.sarif", "r.junit.xml", "r.gitlab.json", "r.csv", "r.html", "r.md", "r.json", "r.jsonl"];
    let out: Vec<String> = files.iter().map(|file| format!("-o {file}")).collect();
    place.run(&format!("check {} --undetermined fail", out.join(" "))).ended(0);
    for file in files {
        let text = place.read(file);
        assert!(text.contains("risk committee"), "{file}: {text}");
    }
    assert!(place.read("r.sarif").contains("\"status\":\"accepted\",\"justification\":\"waived"));
    assert!(place.read("r.junit.xml").contains("skipped"));
    let ran = place.run("check --format github --undetermined fail").ended(0);
    ran.leaves_out("::error").leaves_out("atlas").says("borealis");
}

#[test]
fn what_nobody_told_is_not_told_no_more() {
    let rules = RULES.replace("value:   money? >= 0", "value:   money? >= 0\n    part:    text?");
    let rules =
        rules.replace("    flag critical", "    unless deal.part is known\n    flag critical");
    let place = project().with("rules.risk", rules);
    waive(&place, "not-signed atlas --until 2026-06-30").ended(0);
    assert!(place.read("waivers.risk").contains("part: unknown"), "{}", place.read("waivers.risk"));
    let signed = DEALS.replacen("stage: announced", "stage: signed", 1);
    let place = place.with("deals.yaml", signed);
    place.run("check").ended(0).leaves_out("evidence lost").says("atlas covers nothing");
    // A value that was told and is told no more is lost, and counted once.
    let place = place.with("deals.yaml", DEALS.replacen(", value: 6 bn USD", "", 1));
    place.run("check").ended(1).says("gate: failed: 1 evidence lost").says("1 evidence lost");
}

#[test]
fn a_waiver_is_written_into_rules_alone() {
    let place = project();
    for file in ["deals.yaml", "riskwright.yaml"] {
        let before = place.read(file);
        waive(&place, &format!("not-signed atlas --until 2026-06-30 --file {file}"))
            .stopped("would not read");
        assert_eq!(place.read(file), before);
    }
}

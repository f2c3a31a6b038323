//! Paths in reports: the same however folders are spelled, from whichever working folder.

use std::path::Path;

use super::{DEALS, Place, RULES, Ran, ran};

/// Every format, so that none tells a path of its own.
const FORMATS: [&str; 12] = [
    "text", "json", "jsonl", "markdown", "letter", "html", "csv", "xlsx", "sarif", "junit",
    "gitlab", "github",
];

/// A checkout with a project in a folder, a rule file that it uses, and a file that is passed over.
fn place() -> Place {
    Place::empty()
        .with(".git/HEAD", "")
        .with("book/deals/riskwright.yaml", "rules: [rules]\ndata: [.]\nas_of: 2025-10-20\n")
        .with(
            "book/deals/rules/rules.risk",
            format!("use lines\n{}", RULES.replace("param large: money = 1 bn USD\n", "")),
        )
        .with("book/deals/rules/lines.risk", "param large: money = 1 bn USD\n")
        .with("book/deals/deals.yaml", DEALS)
        .with("book/deals/notes.doc", "")
}

/// Runs in a folder of the place.
fn run_in(place: &Place, folder: &str, arguments: &str) -> Ran {
    let mut command = place.command(arguments);
    ran(command.current_dir(place.path().join(folder)).output().expect("the program runs"))
}

/// Reports of a run in every format.
fn reports(place: &Place, folder: &str, spelled: &str, flags: &str) -> Vec<Vec<u8>> {
    let out = place.path().join("out");
    let outputs = FORMATS.map(|format| format!("-o {format}={}/{format}", out.display()));
    std::fs::create_dir_all(&out).expect("a folder");
    let told = run_in(place, folder, &format!("check {spelled} {} {flags}", outputs.join(" ")));
    told.ended(1);
    FORMATS.map(|format| std::fs::read(out.join(format)).expect("a report")).into()
}

#[test]
fn reports_are_the_same_bytes_however_their_folders_are_spelled() {
    let place = place();
    let first = reports(&place, ".", "book/deals", "");
    let json = String::from_utf8(first[1].clone()).expect("text");
    for told in [
        "\"file\":\"book/deals/deals.yaml\"",
        "\"path\":\"book/deals/rules/lines.risk\"",
        "\"path\":\"book/deals/notes.doc\"",
    ] {
        assert!(json.contains(told), "{told}: {json}");
    }
    let absolute = place.path().join("book/deals").display().to_string();
    for (folder, spelled) in [
        (".", "./book/deals"),
        (".", "book/../book/deals/"),
        (".", absolute.as_str()),
        ("book", "deals"),
        ("book/deals", "."),
        ("book/deals", ""),
        ("book/deals/rules", ".."),
    ] {
        let again = reports(&place, folder, spelled, "");
        for (format, (first, again)) in FORMATS.iter().zip(first.iter().zip(&again)) {
            assert!(first == again, "{format} of `{spelled}` in `{folder}`");
        }
    }
}

#[test]
fn reports_are_the_same_bytes_whatever_the_run_stands_in() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ai-infrastructure");
    let reports = |surroundings: &[(&str, &str)]| {
        let place = Place::empty();
        let outputs = FORMATS.map(|format| format!("-o {format}={format}")).join(" ");
        let flags = "--undetermined fail --explanations all";
        let mut command = place.command(&format!("check {outputs} {flags}"));
        command.envs(surroundings.iter().copied()).arg(&example).arg("--path-root").arg(&example);
        ran(command.output().expect("the program runs")).ended(1);
        FORMATS.map(|format| std::fs::read(place.path().join(format)).expect("a report"))
    };
    let first = reports(&[("RAYON_NUM_THREADS", "1")]);
    for surroundings in [
        [("RAYON_NUM_THREADS", "2"), ("TZ", "Pacific/Auckland"), ("COLUMNS", "40")],
        [("RAYON_NUM_THREADS", "7"), ("LC_ALL", "bg_BG.UTF-8"), ("LANG", "de_DE")],
    ] {
        let again = reports(&surroundings);
        for (format, (first, again)) in FORMATS.iter().zip(first.iter().zip(&again)) {
            assert!(first == again, "{format} in {surroundings:?}");
        }
    }
}

#[test]
fn a_root_is_named() {
    let place = place();
    let told = |folder: &str, flags: &str| {
        run_in(&place, folder, &format!("check {flags} --format json")).ended(1)
    };
    told(".", "book/deals --path-root book").says("\"file\":\"deals/deals.yaml\"");
    told("book/deals", "--path-root ..").says("\"file\":\"deals/deals.yaml\"");
    told(".", "book/deals --path-root book/deals/rules").says("\"file\":\"../deals.yaml\"");
    run_in(&place, ".", "check book/deals --path-root nowhere").stopped("RW001").warns("`nowhere`");
    let file = "check book/deals --path-root book/deals/deals.yaml";
    run_in(&place, ".", file).stopped("RW001").warns("deals.yaml");
}

#[test]
fn without_a_checkout_paths_are_seen_from_the_working_folder() {
    let place = Place::new().with("inner/more.yaml", "");
    place.check("--format json").ended(1).says("\"file\":\"deals.yaml\"");
    let told = "check ../deals.yaml -r ../rules.risk --as-of 2025-10-20 --format json";
    run_in(&place, "inner", told).ended(1).says("\"file\":\"../deals.yaml\"");
}

#[test]
fn explanations_call_files_as_reports_do() {
    let place = place();
    run_in(&place, "book/deals", "explain not-signed atlas")
        .ended(0)
        .says("book/deals/deals.yaml:2:");
    run_in(&place, "book", "explain not-signed -r deals/rules")
        .ended(0)
        .says("book/deals/rules/lines.risk:1:");
}

#[cfg(unix)]
#[test]
fn a_folder_goes_by_one_name_and_a_link_to_a_file_by_its_own() {
    use std::os::unix::fs::symlink;
    let place = place();
    let link = |to: &str, at: &str| {
        symlink(to, place.path().join(Path::new(at))).expect("a link");
    };
    let first = reports(&place, ".", "book/deals", "");
    link("book/deals", "linked");
    let again = reports(&place, ".", "linked", "");
    for (format, (first, again)) in FORMATS.iter().zip(first.iter().zip(&again)) {
        assert!(first == again, "{format}");
    }
    link("deals.yaml", "book/deals/again.yaml");
    let told = "check book/deals/again.yaml --format json";
    run_in(&place, ".", told).ended(1).says("\"file\":\"book/deals/again.yaml\"");
}

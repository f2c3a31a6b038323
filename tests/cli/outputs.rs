//! What a run writes: whole, in place of nothing that it reads, and of no special file.

use std::fs;

use super::{DEALS, Place};

/// Runs and checks that nothing was written.
#[track_caller]
fn refused(place: &Place, arguments: &str, why: &str) {
    let before: Vec<_> =
        place.files().iter().map(|name| fs::read(place.path().join(name)).ok()).collect();
    place.check(arguments).stopped("RW011").warns(why);
    let after: Vec<_> =
        place.files().iter().map(|name| fs::read(place.path().join(name)).ok()).collect();
    assert!(before == after, "{arguments} wrote something");
}

#[test]
fn a_baseline_is_not_written_over_by_the_run_that_reads_it() {
    let place = Place::new();
    place.check("-o base.json --fail-on never").ended(0);
    for output in ["base.json", "./base.json", "../{}/base.json"] {
        let folder = place.path().file_name().expect("a name").to_string_lossy().into_owned();
        let output = output.replace("{}", &folder);
        refused(&place, &format!("--baseline base.json -o {output}"), "it is one of the files");
    }
    refused(&place, "--baseline ./base.json -o new.json -o base.json", "it is one of the files");
}

#[test]
fn no_file_is_written_twice() {
    let place = Place::new();
    refused(&place, "-o report.json -o ./report.json", "written twice");
    refused(&place, "-o report.txt -o report.txt", "written twice");
    place.check("-o report.json -o report.txt").ended(1);
}

#[test]
fn a_folder_is_no_report() {
    let place = Place::new().with("report.json/x", "");
    refused(&place, "-o report.json", "it is a folder");
}

#[test]
fn a_format_can_be_named() {
    let place = Place::new();
    place.check("-o junit=tests.txt -o gitlab=quality -o github=log --fail-on never").ended(0);
    assert!(place.read("tests.txt").starts_with("<?xml"));
    assert!(place.read("quality").starts_with("[\n{\"description\""));
    assert!(place.read("log").starts_with("::warning file=deals.yaml,line=2,"));
    // Of two endings that fit, the longer says the format.
    place.check("-o r.gitlab.json -o out=1.json --fail-on never").ended(0);
    assert!(place.read("r.gitlab.json").starts_with('['));
    assert!(place.read("out=1.json").starts_with('{'));
    // One file by two names is one file.
    refused(&place, "-o json=r -o junit=./r", "written twice");
    refused(&place, "-o json=deals.yaml", "it is one of the files");
    for slip in ["junitt=tests.xml", "gitlb=quality.json"] {
        place.check(&format!("-o {slip}")).stopped("RW007").warns("did you mean `");
    }
    place.check("-o report.docx").stopped("RW007").warns("`FORMAT=FILE` names the format");
}

#[test]
fn a_long_name_and_no_rest() {
    let place = Place::new();
    let name = format!("{}.json", "r".repeat(245));
    place.check(&format!("-o {name}")).ended(1);
    assert_eq!(place.files(), ["deals.yaml".to_owned(), name, "rules.risk".to_owned()]);
}

#[test]
fn a_report_among_the_records_is_told() {
    let place = Place::empty().with("rules.risk", super::RULES).with("data/deals.yaml", DEALS);
    let check = "check data -r rules.risk --as-of 2025-10-20";
    place.run(&format!("{check} -o data/report.json")).ended(1).warns("RW025");
    fs::remove_file(place.path().join("data/report.json")).expect("a file");
    let ran = place.run(&format!("{check} -o report.json -o data/report.txt")).ended(1);
    assert!(!ran.err.contains("RW025"), "{}", ran.err);
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, File, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    use super::super::{DEALS, Place, RULES};
    use super::refused;

    #[test]
    fn links_are_the_files_that_they_lead_to() {
        let place = Place::new();
        place.check("-o base.json --fail-on never").ended(0);
        symlink("base.json", place.path().join("soft.json")).expect("a link");
        fs::hard_link(place.path().join("base.json"), place.path().join("hard.json"))
            .expect("a link");
        for output in ["soft.json", "hard.json"] {
            refused(&place, &format!("--baseline base.json -o {output}"), "it is one of the files");
            refused(&place, &format!("--baseline {output} -o base.json"), "it is one of the files");
            refused(&place, &format!("-o {output} -o base.json"), "written twice");
        }
        symlink("nowhere.json", place.path().join("lost.json")).expect("a link");
        refused(&place, "-o lost.json", "leads nowhere");
    }

    #[test]
    fn a_report_is_written_where_its_link_leads() {
        let place = Place::new().with("there/report.json", "the earlier one");
        symlink("there/report.json", place.path().join("latest.json")).expect("a link");
        place.check("-o latest.json").ended(1);
        assert!(place.read("there/report.json").starts_with('{'));
        assert!(place.path().join("latest.json").is_symlink());
    }

    #[test]
    fn special_files_are_not_replaced() {
        let place = Place::new();
        let pipe = place.path().join("pipe.json");
        let made = Command::new("mkfifo").arg(&pipe).status().expect("a pipe");
        assert!(made.success());
        let ran = place.check("-o pipe.json").stopped("RW011");
        ran.warns("no regular file");
        symlink("/dev/null", place.path().join("null.json")).expect("a link");
        place.check("-o null.json").stopped("RW011").warns("no regular file");
    }

    #[test]
    fn a_report_keeps_its_permissions() {
        let place = Place::new().with("report.json", "");
        let path = place.path().join("report.json");
        fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("permissions");
        place.check("-o report.json -o report.txt").ended(1);
        let mode = |name: &str| {
            fs::metadata(place.path().join(name)).expect("a file").permissions().mode()
        };
        assert_eq!(mode("report.json") & 0o777, 0o600);
        // A new one is what others of the user's files are.
        assert_eq!(mode("report.txt") & 0o777, mode("rules.risk") & 0o777);
    }

    #[test]
    fn records_of_any_name_are_not_written_over() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let place = Place::new();
        let name = OsStr::from_bytes(b"a\xff.json");
        let text = r#"{"deals": [{"id": "atlas", "stage": "announced", "value": "6 bn USD"}]}"#;
        fs::create_dir(place.path().join("odd")).expect("a folder");
        fs::write(place.path().join("odd").join(name), text).expect("a file");
        let mut command = place.command("check odd -r rules.risk -o");
        command.arg(std::path::Path::new("odd").join(name));
        super::super::ran(command.output().expect("it runs")).stopped("RW011");
        // Such a file can be named, too.
        let mut command = place.command("check -r rules.risk");
        command.arg(std::path::Path::new("odd").join(name));
        super::super::ran(command.output().expect("it runs")).ended(1).says("atlas");
        let mut command = place.command("check -r rules.risk");
        command.arg(OsStr::from_bytes(b"Deal=odd/\xfe.json"));
        super::super::ran(command.output().expect("it runs")).stopped("RW001");
    }

    #[test]
    fn standard_streams_are_files_too() {
        let place = Place::empty().with("rules.risk", RULES).with("deals.yaml", DEALS);
        let path = place.path().join("deals.yaml");
        let append = || File::options().append(true).open(&path).expect("a file");
        let mut command = place.command("check deals.yaml -r rules.risk");
        let ran = super::super::ran(command.stdout(append()).output().expect("it runs"));
        ran.stopped("RW011").warns("standard output");
        assert_eq!(place.read("deals.yaml"), DEALS);
        let mut command =
            place.command("check Deal=- --input-format yaml -r rules.risk -o deals.json");
        fs::rename(&path, place.path().join("deals.json")).expect("a file");
        command.stdin(File::open(place.path().join("deals.json")).expect("a file"));
        super::super::ran(command.stdout(Stdio::piped()).output().expect("it runs"))
            .stopped("RW011");
    }
}

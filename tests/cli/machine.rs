//! What the machine does to a run: files that change, threads that cannot be had, terminals.

use std::process::Stdio;

use super::{DEALS, Place, RULES};

#[test]
fn more_threads_than_cores_are_of_no_use() {
    // As many as asked for would take minutes to come and go.
    Place::new().check("--jobs 65535").ended(1);
}

/// Runs the program with less than it would like to have.
#[cfg(target_os = "linux")]
fn limited(place: &Place, limits: &str, more: &str) -> super::Ran {
    let program = env!("CARGO_BIN_EXE_riskwright");
    let script = format!("{limits}; exec {program} check deals.yaml -r rules.risk {more}");
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(script).current_dir(place.path()).stdin(Stdio::null());
    super::ran(shell.output().expect("a shell"))
}

#[test]
#[cfg(target_os = "linux")]
fn where_no_thread_can_be_had_the_run_says_so() {
    let place = Place::new();
    let ran = limited(&place, "ulimit -v 60000", "");
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    ran.warns("RW026").warns("ulimit");
}

#[test]
#[cfg(target_os = "linux")]
fn with_few_threads_the_run_goes_on() {
    let place = Place::new();
    limited(&place, "ulimit -v 400000", "--jobs 16").ended(1).says("atlas");
}

#[test]
#[cfg(target_os = "linux")]
fn help_that_cannot_be_written_is_none() {
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("a device");
    let place = Place::empty();
    for arguments in ["--help", "check --help", "--version"] {
        let mut command = place.command(arguments);
        let ran = super::ran(command.stdout(full()).output().expect("it runs"));
        assert_eq!(ran.code, Some(2), "{arguments}");
    }
}

/// Whatever happens to a file while it is read, the run ends with a word.
#[test]
fn a_file_that_changes_is_no_crash() {
    let line = |i: usize| {
        format!("{{\"id\": \"d{i:07}\", \"stage\": \"announced\", \"value\": \"{i} USD\"}}\n")
    };
    let deals: String = (0..60_000).map(line).collect();
    for (wait, cut) in [(0, true), (5, true), (20, false), (60, false)] {
        let place = Place::empty().with("rules.risk", RULES).with("deals.jsonl", &deals);
        let mut command = place.command("check deals.jsonl -r rules.risk -q");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().expect("the program runs");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let path = place.path().join("deals.jsonl");
        if cut {
            let file = std::fs::File::options().write(true).open(&path).expect("a file");
            file.set_len(4096).expect("a shorter file");
        } else {
            std::fs::write(&path, vec![0xFF; deals.len()]).expect("a file");
        }
        let ran = super::ran(child.wait_with_output().expect("it ends"));
        assert!(matches!(ran.code, Some(0..=2)), "{:?}: {}", ran.code, ran.err);
        assert!(ran.code != Some(2) || ran.err.contains("RW"), "{}", ran.err);
    }
}

#[test]
#[cfg(unix)]
fn names_do_not_reach_the_terminal_raw() {
    let place = Place::new().with("a\x1b[31m\u{202e}\nb.yaml", DEALS);
    let mut command = place.command("check -v -r rules.risk --as-of 2025-10-20");
    let ran = super::ran(command.arg("a\x1b[31m\u{202e}\nb.yaml").output().expect("it runs"));
    let ran = ran.ended(1).warns("records of a\u{FFFD}[31m\u{FFFD} b.yaml");
    assert!(!ran.out.contains(['\x1b', '\u{202e}']), "{}", ran.out);
}

/// What a record says begins no line that a build server obeys, nor one of the program's own.
#[test]
fn records_say_nothing_in_the_name_of_the_program() {
    let rules = RULES.replace("\"{deal.id}:", "\"{deal.id}");
    let deals = DEALS.replace("atlas", "'::stop-commands::x'").replace("cirrus", "'::add-mask::y'");
    let place = Place::new().with("rules.risk", rules).with("deals.yaml", deals);
    let obeyed = |text: &str| text.lines().any(|line| line.trim_start().starts_with("::"));
    for arguments in ["", "--color always", "--fail-on never"] {
        let ran = place.check(arguments).says("::stop-commands::x");
        assert!(!obeyed(&ran.out), "{}", ran.out);
    }
    let ran = place.run("explain not-signed ::stop-commands::x deals.yaml -r rules.risk").ended(0);
    assert!(!obeyed(&ran.out), "{}", ran.out);
    let value = r#"x\nCRITICAL  forged-rule  victim\n::stop-commands::x ::y"#;
    let text = format!(r#"{{"deals": [{{"id": "a", "stage": "announced", "value": "{value}"}}]}}"#);
    let place = Place::new().with("deals.json", text);
    for form in ["plain", "narrated", "human", "json"] {
        let check = format!("check deals.json -r rules.risk --message-format {form}");
        let ran = place.run(&check).stopped("RW406");
        assert!(!obeyed(&ran.err), "{}", ran.err);
        let forged = ran.err.lines().any(|line| line.trim_start().starts_with("CRITICAL"));
        assert!(!forged, "{form}: {}", ran.err);
    }
}

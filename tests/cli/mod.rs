//! The program as scripts see it: flags, exit codes, streams, files.

#![allow(clippy::expect_used, reason = "a test that cannot set its place up has failed")]

mod accepted;
mod amendments;
mod answers;
mod book;
mod budgets;
mod check;
mod citations;
mod commits;
mod data;
mod diff;
mod drafts;
mod explain;
mod figures;
mod foreign;
mod gate;
mod grades;
mod graph;
mod guards;
mod inputs;
mod later;
mod lost;
mod machine;
mod mappings;
mod messages;
mod names;
mod open_contracting;
mod outputs;
mod paths;
mod policy;
mod project;
mod projects;
mod report;
mod required;
mod scope;
mod series;
mod shown;
mod stress;
mod verify;
mod waive;
mod year;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A vocabulary and one rule.
const RULES: &str = r#"
record Deal key id {
    id:      text
    stage:   one of announced < signed
    value:   money? >= 0
}

param large: money = 1 bn USD

/// Announced, not signed
rule not-signed for deal in Deal {
    flag critical when deal.stage < signed and deal.value >= 50 * large
    flag high     when deal.stage < signed and deal.value >= large
    flag low      when deal.stage < signed and deal.value < large
    message "{deal.id}: {deal.value} announced"
}
"#;

/// One finding of each kind: high, low, undetermined, clear.
const DEALS: &str = "\
deals:
  - {id: atlas, stage: announced, value: 6 bn USD}
  - {id: borealis, stage: announced, value: 10 m USD}
  - {id: cirrus, stage: announced}
  - {id: delos, stage: signed, value: 2 bn USD}
";

/// A folder of its own, and the program run in it.
struct Place(TempDir);

/// What a run left: exit code and streams.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    /// An empty folder.
    fn empty() -> Place {
        Place(TempDir::new().expect("a folder"))
    }

    /// A folder with rules and records.
    fn new() -> Place {
        Place::empty().with("rules.risk", RULES).with("deals.yaml", DEALS)
    }

    /// The same with one more file.
    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Place {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("a file")
    }

    /// Names of all files at the top, sorted.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.expect("an entry").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_riskwright"));
        command.args(arguments.split_whitespace()).current_dir(self.path());
        command.env_remove("NO_COLOR").env_remove("CI").env_remove("COLUMNS");
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program; no argument holds a space.
    fn run(&self, arguments: &str) -> Ran {
        ran(self.command(arguments).output().expect("the program runs"))
    }

    /// Runs `check` on the folder's rules and records.
    fn check(&self, arguments: &str) -> Ran {
        self.run(&format!("check deals.yaml -r rules.risk --as-of 2025-10-20 {arguments}"))
    }
}

/// Runs git as nobody's settings say, at a moment of its own.
fn git(folder: &Path, moment: &str, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]);
    git.args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]).args(arguments);
    git.env("GIT_COMMITTER_DATE", moment).env("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z");
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let ran = git.output().expect("git runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

impl Ran {
    /// Checks that the program did not run, and says why by that code.
    #[track_caller]
    fn stopped(self, code: &str) -> Ran {
        assert_eq!(self.code, Some(2), "{}{}", self.out, self.err);
        assert!(self.err.contains(code), "{}", self.err);
        assert_eq!(self.out, "");
        self
    }

    /// Checks that it ran and ended with that code.
    #[track_caller]
    fn ended(self, code: i32) -> Ran {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    /// Checks that the report says something.
    #[track_caller]
    fn says(self, text: &str) -> Ran {
        assert!(self.out.contains(text), "{}{}", self.out, self.err);
        self
    }

    /// Checks that the report does not say something.
    #[track_caller]
    fn leaves_out(self, text: &str) -> Ran {
        assert!(!self.out.contains(text), "{}", self.out);
        self
    }

    /// Checks that the diagnostics say something.
    #[track_caller]
    fn warns(self, text: &str) -> Ran {
        assert!(self.err.contains(text), "{}", self.err);
        self
    }
}

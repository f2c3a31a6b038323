//! `riskwright init`: a small project that runs.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::ended::{Exit, Stop};
use super::problem::Problem;
use super::terminal::Terminal;
use super::{files, output};

/// What a new project holds.
const FILES: [(&str, &str); 3] = [
    ("riskwright.yaml", include_str!("../../templates/init/riskwright.yaml")),
    ("rules/first.risk", include_str!("../../templates/init/rules/first.risk")),
    ("deals.yaml", include_str!("../../templates/init/deals.yaml")),
];

#[derive(Args, Debug)]
pub(super) struct InitArgs {
    /// Where; the folder is made if there is none
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(args: &InitArgs, terminal: &Terminal) -> Result<Exit, Stop> {
    let paths = FILES.map(|(name, text)| (args.folder.join(name), text));
    if let Some((path, _)) = paths.iter().find(|(path, _)| files::exists(path)) {
        return Err(Problem::Exists { path: path.display().to_string() }.into());
    }
    for (path, text) in &paths {
        output::write_new(path, text)?;
    }
    if !terminal.quiet {
        let mut said = String::new();
        for (path, _) in &paths {
            said.push_str(&format!("wrote {}\n", path.display()));
        }
        said.push_str("\nNow run `riskwright check");
        if args.folder.as_os_str() != "." {
            said.push_str(&format!(" {}", quoted(&args.folder.display().to_string())));
        }
        said.push_str("`.\n");
        let _ = io::stdout().write_all(said.as_bytes());
    }
    Ok(Exit::Passed)
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:~\\".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{path}'") }
}

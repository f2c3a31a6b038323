//! `riskwright waive`: somebody answers for a finding until a day. What it is given on is written
//! beside it, so that it covers that and nothing else.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::door::{By, Door};
use super::ended::{Exit, Stop};
use super::explain::unexplained;
use super::files;
use super::identity::Identity;
use super::problem::Problem;
use super::progress::Progress;
use super::project::{self, Project, ProjectArgs};
use super::rules::waivers;
use super::terminal::{Terminal, printed};
use super::{far, output};
use crate::assess::{Assessment, Gate, Ground, NoGround};
use crate::ir::Waiver;
use crate::outcome::Severity;
use crate::source::Sources;
use crate::syntax::quoted;
use crate::value::Date;

#[derive(Args, Debug)]
pub(super) struct WaiveArgs {
    /// The rule that flags
    rule: String,
    /// The key of the record that it flags
    key: String,
    /// Record files or folders, as for `check`
    #[arg(value_name = "DATA")]
    data: Vec<OsString>,
    /// The last day on which the waiver holds
    #[arg(long, value_name = "DATE")]
    until: String,
    /// Why the risk is accepted
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// Who answers for it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The rule file that the waiver is written to [default: where there is one of the same finding,
    /// else waivers.risk beside the manifest]
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    project: ProjectArgs,
}

pub(super) fn run(
    args: &WaiveArgs,
    terminal: &Terminal,
    sources: &mut Sources,
) -> Result<Exit, Stop> {
    let because = said(&args.because, "a reason", "`--because`")?;
    let by = said(&args.by, "a name", "`--by`")?;
    let until =
        Date::parse(&args.until).ok_or_else(|| Problem::NoDate { value: args.until.clone() })?;
    let door = args.project.door();
    let progress = Progress::new(terminal.attended && !terminal.quiet);
    let project = project::load(&args.project, &args.data, &door, terminal, &progress, sources)?;
    project.require_work()?;
    require_day(until, &project)?;
    terminal.warn(sources, &project.warnings);
    progress.stage("applying rules");
    let assessment = Assessment::new(
        sources,
        &project.program,
        &project.records,
        &project.inputs,
        &project.options(Gate::NONE)?,
    );
    let found = assessment.ground(&args.rule, &args.key);
    drop(progress);
    let ground = found.map_err(|why| match &why {
        NoGround::NotFound(not_found) => {
            unexplained(not_found, (&args.rule, &args.key), &assessment)
        }
        _ => Problem::NotWaived(why.to_string()),
    })?;
    let said = Said { until, because, by };
    let known = assessment.waiver_of(&ground.rule, &ground.key);
    let (path, read, text) = match known {
        Some(known) => renewed(args, known, &said.item(&ground), sources)?,
        None => added(args, &project, &said.item(&ground), &door)?,
    };
    door.settled()?;
    output::replace(&path, read.as_deref().map(AsRef::as_ref), text.as_bytes())?;
    let done = if known.is_some() { "waived anew" } else { "waived" };
    let Ground { rule, key, .. } = &ground;
    let done = format!("{}: {rule} of {key} is {done} until {until}\n", path.display());
    printed(io::stdout().write_all(done.as_bytes()))?;
    Ok(Exit::Passed)
}

/// A text of the command line that says something.
pub(super) fn said<'t>(
    text: &'t str,
    expected: &str,
    place: &'static str,
) -> Result<&'t str, Problem> {
    match text.trim() {
        "" => {
            let (value, expected) = (text.to_owned(), expected.to_owned());
            Err(Problem::Value { value, expected, place })
        }
        said => Ok(said),
    }
}

/// Sees to it that a waiver holds on the as-of date, and reaches no further than the manifest lets it.
fn require_day(until: Date, project: &Project) -> Result<(), Stop> {
    let as_of = project.settings.as_of;
    if until < as_of {
        let why = format!("{until} is before the as-of date {as_of}: it would cover nothing");
        return Err(Problem::NotWaived(why).into());
    }
    let Some(manifest) = &project.manifest else { return Ok(()) };
    match far::last_day(manifest, as_of)? {
        Some((last, period)) if until > last => {
            let why = format!(
                "{until} is further than {period} from the as-of date: {last} is the last day that \
                 the manifest allows"
            );
            Err(Problem::NotWaived(why).into())
        }
        _ => Ok(()),
    }
}

/// What is said of a waiver.
struct Said<'s> {
    until: Date,
    because: &'s str,
    by: &'s str,
}

impl Said<'_> {
    /// The item of a rule file.
    fn item(&self, ground: &Ground) -> String {
        let Ground { rule, key, severity, possibly, facts, under } = ground;
        let severity = severity.map_or("undetermined", Severity::name);
        let possibly = possibly.map(|one| format!(" possibly {}", one.name())).unwrap_or_default();
        let facts: Vec<String> =
            facts.iter().map(|fact| format!("\n        {}", quoted(fact))).collect();
        let on = if facts.is_empty() { "" } else { " on" };
        format!(
            "waive {rule} for {} until {}\n    because {}\n    by {}\n    given {severity}{possibly}\
             {on}{}\n    under {}",
            quoted(key),
            self.until,
            quoted(self.because),
            quoted(self.by),
            facts.join(","),
            quoted(under),
        )
    }
}

/// A file, what was read of it where it is there, and what it says with the waiver.
type Written = (PathBuf, Option<Vec<u8>>, String);

/// The file of a waiver that there is, with another in its place.
fn renewed(
    args: &WaiveArgs,
    known: &Waiver,
    item: &str,
    sources: &Sources,
) -> Result<Written, Problem> {
    let file = sources.file(known.span.file);
    let path = PathBuf::from(&*file.name);
    let elsewhere = |named: &&PathBuf| !Identity::of(named).is(&Identity::of(&path));
    if let Some(named) = args.file.as_ref().filter(elsewhere) {
        let why = format!(
            "there is a waiver of this in `{}`, and would be another in `{}`",
            path.display(),
            named.display()
        );
        return Err(Problem::NotWaived(why));
    }
    let text = file.text();
    let (start, end) = (known.span.start as usize, known.span.end() as usize);
    let [before, behind] = [text.get(..start), text.get(end..)].map(Option::unwrap_or_default);
    let renewed = format!("{before}{}{behind}", like(text, item));
    Ok((path, Some(file.bytes().into()), renewed))
}

/// The file that a waiver is added to, with it at its end.
fn added(args: &WaiveArgs, project: &Project, item: &str, door: &Door) -> Result<Written, Stop> {
    let usual = || waivers(args.project.rules(), project.manifest.as_ref());
    let path = args.file.clone().or_else(usual).ok_or_else(|| {
        let why =
            "no manifest's rules are taken: name with `--file` one of the rule files of the run";
        Problem::NotWaived(why.to_owned())
    })?;
    if !is_read(&path, args, project, door) {
        return Err(Problem::NotRead { path: path.display().to_string() }.into());
    }
    let read = files::exists(&path).then(|| door.read(&path, By::User)).transpose()?;
    let read: Option<Vec<u8>> = read.map(|bytes| (*bytes).as_ref().to_vec());
    let text = read.as_deref().map(String::from_utf8_lossy).unwrap_or_default().into_owned();
    let end = match text.as_str() {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let added = like(&text, &format!("{end}{item}\n"));
    Ok((path, read, format!("{text}{added}")))
}

/// Whether a run of the same reads a file of rules: it did, or will once it is there.
fn is_read(path: &Path, args: &WaiveArgs, project: &Project, door: &Door) -> bool {
    let (named, manifest) = (args.project.rules(), project.manifest.as_ref());
    let is_rules = path.extension().is_some_and(|ending| ending == "risk");
    if files::exists(path) {
        return is_rules && door.has_read(&Identity::of(path));
    }
    let usual = waivers(named, manifest);
    if usual.is_some_and(|usual| Identity::of(&usual).is(&Identity::of(path))) {
        return true;
    }
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let told = manifest.map(|manifest| manifest.rules()).unwrap_or_default();
    let mut folders = if named.is_empty() { told } else { named.to_vec() };
    folders.retain(|folder| files::is_folder(folder));
    is_rules
        && !path.file_name().is_some_and(hidden)
        && folders.iter().any(|folder| files::is_inside(path, folder))
}

/// Lines that end as those of a text do.
fn like(text: &str, lines: &str) -> String {
    match text.contains("\r\n") {
        true => lines.replace('\n', "\r\n"),
        false => lines.to_owned(),
    }
}

//! Runs a case and compares what comes out with what it expects.

use std::sync::Arc;

use riskwright::assess::{Assessment, Gate, Options};
use riskwright::diagnostic::Diagnostic;
use riskwright::eval::scenario::{self, Joined, Lost, Round, StepTold, Told};
use riskwright::eval::{Evaluation, Limits, Settings};
use riskwright::ir::{self, ExprId, Op, Program};
use riskwright::outcome::{Detail, Fact, Missing, OrElse, Verdict, Wanted};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Mapping, Opening, Records};
use riskwright::source::{Bytes, Sources};
use riskwright::ty::{Ty, exact};
use riskwright::value::{Currency, Date, Scalar};

use super::case::{Block, Case};
use super::{anew, grades, stakes, waivers};

/// The kinds of blocks that are read.
const KINDS: [&str; 21] = [
    "args",
    "risk",
    "yaml",
    "json",
    "jsonl",
    "csv",
    "mapping",
    "diagnostics",
    "verdicts",
    "messages",
    "facts",
    "clears",
    "margins",
    "cites",
    "notes",
    "rounds",
    "losses",
    "stakes",
    "grades",
    "waivers",
    "values",
];

/// Everything that is not as the case expects.
pub(crate) fn check(case: &Case) -> Vec<String> {
    let mut sources = Sources::default();
    let Run { program, records, told, diagnostics, mut wrong } = run(case, &mut sources);
    let mut expectations = 0;
    // What nobody reads could not fail.
    let unread = case.blocks.iter().filter(|block| !KINDS.contains(&block.kind.as_str()));
    wrong.extend(unread.map(|block| format!("no kind of block is called `{}`", block.kind)));
    let expected = case.lines("diagnostics");
    expectations += usize::from(expected.is_some());
    compare_diagnostics(&sources, &diagnostics, expected.unwrap_or_default(), &mut wrong);
    let kinds = [
        ("verdicts", verdict as Show),
        ("messages", message),
        ("clears", clears),
        ("margins", margin),
        ("cites", cites),
        ("facts", facts),
    ];
    for (kind, actual) in kinds {
        let Some(lines) = case.lines(kind) else {
            continue;
        };
        expectations += 1;
        let Some(records) = &records else {
            wrong.push(format!("there are errors, so no {kind}"));
            continue;
        };
        let evaluation = Evaluation::new(&program, &records.tables, settings(case));
        for line in lines {
            let (subject, expected) = line.split_once(": ").unwrap_or((line, ""));
            let found = asked(&program, records, &evaluation, subject);
            let found = found.map(|asked| actual(&asked));
            // A verdict's missing facts are only compared where the case names them.
            let told = |found: &str| match expected.contains(" missing ") {
                true => found == expected,
                false => found.split(" missing ").next() == Some(expected),
            };
            if !found.as_deref().is_some_and(told) {
                wrong.push(format!(
                    "{subject}\n      expected {expected}\n      found    {}",
                    found.as_deref().unwrap_or("no such rule or key")
                ));
            }
        }
    }
    if let (Some(lines), Some(records)) = (case.lines("values"), &records) {
        expectations += 1;
        let evaluation = Evaluation::new(&program, &records.tables, settings(case));
        for line in lines {
            let found = line.split_once(": ").and_then(|(of, expected)| {
                let (path, key) = of.split_once(' ')?;
                let (rule, name) = path.rsplit_once('.')?;
                let asked = asked(&program, records, &evaluation, &format!("{rule} {key}"))?;
                Some((named(&asked, name)?, expected))
            });
            if found.as_ref().is_none_or(|(found, expected)| found != expected) {
                wrong.push(format!("{line}\n      found    {found:?}"));
            }
        }
    }
    if let (Some(expected), Some(records)) = (case.lines("notes"), &records) {
        expectations += 1;
        let found = notes(case, &sources, &program, records);
        if found != expected {
            wrong.push(format!("notes\n      expected {expected:?}\n      found    {found:?}"));
        }
    }
    let reported = [
        ("stakes", stakes::told as fn(&Assessment<'_>) -> Vec<String>),
        ("grades", grades::told),
        ("waivers", waivers::told),
    ];
    for (kind, told) in reported {
        let (Some(expected), Some(records)) = (case.lines(kind), &records) else { continue };
        expectations += 1;
        let options = Options::of(settings(case), Gate::NONE);
        let found = told(&Assessment::new(&sources, &program, records, &[], &options));
        if found != expected {
            wrong.push(format!("{kind}\n      expected {expected:#?}\n      found    {found:#?}"));
        }
    }
    if let (Some(expected), Some(records), Some(told)) = (case.lines("rounds"), &records, &told) {
        expectations += 1;
        let found = rounds(records, told);
        if found != expected {
            wrong.push(format!("rounds\n      expected {expected:?}\n      found    {found:?}"));
        }
    }
    if let (Some(expected), Some(records), Some(told)) = (case.lines("losses"), &records, &told) {
        expectations += 1;
        let found = losses(&program, records, told);
        if found != expected {
            wrong.push(format!("losses\n      expected {expected:?}\n      found    {found:?}"));
        }
    }
    if let Some(records) = &records {
        wrong.extend(not_asked_for(
            &program,
            &Evaluation::new(&program, &records.tables, settings(case)),
        ));
    }
    if expectations == 0 {
        wrong.push("the case expects nothing".to_owned());
    }
    wrong
}

/// What is missing of open verdicts without being counted among what to ask for.
fn not_asked_for(program: &Program, evaluation: &Evaluation<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (rule, outcome) in evaluation.run().iter().enumerate() {
        for (row, possibly) in &outcome.undetermined {
            let mut wanted = Vec::new();
            evaluation.wanted(rule, &[(*row, *possibly)], |all, _, _| wanted.extend(all));
            let missing = evaluation.subjects(rule, vec![*row]).map(|s| s.missing(0));
            for missing in missing.into_iter().flatten() {
                // The member that something without a place is made of is no fact.
                let fact = missing.cell.filter(|cell| cell.field.is_some());
                let one = Wanted::of(fact, &missing.reason);
                if one.is_some_and(|one| !wanted.contains(&one)) {
                    let rule = &program.rules[rule].name;
                    wrong.push(format!("{rule}, row {row}: nobody asks for {}", missing.path));
                }
            }
        }
    }
    wrong
}

/// What a case asks of: a rule's verdict on a row, and all that is said of it.
struct Asked<'a> {
    program: &'a Program,
    records: &'a Records,
    evaluation: &'a Evaluation<'a>,
    rule: usize,
    row: u32,
    detail: Detail,
}

impl Asked<'_> {
    fn show(&self, value: &Scalar, ty: Ty) -> String {
        exact(value, ty, &self.program.schema, &|record, row| {
            self.records.tables.of(record).keys.get(row as usize).unwrap_or_default().to_owned()
        })
    }
}

type Show = fn(&Asked<'_>) -> String;

/// What came of a case; there are no records where there are errors.
struct Run {
    program: Program,
    /// As the case's scenario changes them.
    records: Option<Records>,
    told: Option<Told>,
    diagnostics: Vec<Diagnostic>,
    /// What is wrong already.
    wrong: Vec<String>,
}

fn run(case: &Case, sources: &mut Sources) -> Run {
    let mut roots = Vec::new();
    for block in case.of("risk") {
        let name = block.file.clone().unwrap_or_else(|| "rules.risk".to_owned());
        roots.push(sources.add_text(name, vocabulary(&block.text)));
    }
    // What `use` names is a block of the case, if it is none of the packs that ship.
    let used = |name: &str, _: &str| {
        let file = format!("{name}.risk");
        let block = case.of("risk").find(|block| block.file.as_ref() == Some(&file))?;
        let bytes: Bytes = Arc::new(vocabulary(&block.text).into_bytes());
        Some((file, bytes))
    };
    let (mut program, mut diagnostics) =
        pipeline::load(sources, &roots, &used, settings(case).as_of, &case.params());
    if pipeline::has_errors(&diagnostics) {
        return Run { program, records: None, told: None, diagnostics, wrong: Vec::new() };
    }
    let kept: Vec<String> = case.arg("framework").map(str::to_owned).into_iter().collect();
    program.keep_frameworks(&kept).expect("the case's rules have its framework");
    program.speak(case.arg("lang").unwrap_or("en").parse().expect("a language of reports"));
    let mut inputs = Vec::new();
    for block in &case.blocks {
        if let Some(format) = format(block) {
            let ending = format.endings().first().copied().unwrap_or_default();
            let name = block.file.clone().unwrap_or_else(|| format!("records.{ending}"));
            let mapping = mapping(case, &name, sources, &mut diagnostics);
            let file = sources.add_text(name, block.text.as_str());
            inputs.push(Input { file, format, opening: Opening::default(), record: None, mapping });
        }
    }
    let (mut records, found) = pipeline::read(sources, &program, &inputs, settings(case));
    diagnostics.extend(found);
    let sound = !pipeline::has_errors(&diagnostics);
    if !sound {
        return Run { program, records: None, told: None, diagnostics, wrong: Vec::new() };
    }
    let differing = program.scenarios.iter().flat_map(|scenario| {
        anew::differences(&program, &records.tables, scenario, settings(case))
    });
    let wrong = differing.collect();
    let told = case.arg("scenario").map(|name| {
        let scenario = program.scenarios.iter().find(|scenario| *scenario.name == *name);
        let scenario = scenario.expect("the case declares its scenario");
        let applied = scenario::apply(&program, &records.tables, scenario, settings(case));
        records.tables = applied.tables;
        applied.told
    });
    Run { program, records: Some(records), told, diagnostics, wrong }
}

/// The mapping of a record file: the case's `mapping` block of that name.
fn mapping(
    case: &Case,
    name: &str,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Mapping> {
    let block = case.of("mapping").find(|block| block.file.as_deref() == Some(name))?;
    let file = sources.add_text(format!("{name}.mapping"), block.text.as_str());
    Mapping::parse(&block.text, file).unwrap_or_else(|wrong| {
        diagnostics.extend(wrong);
        None
    })
}

/// Rules that declare no records speak of the shipped vocabulary.
pub(crate) fn vocabulary(text: &str) -> String {
    let declares = |word: &str| text.lines().any(|line| line.starts_with(word));
    // At the end, so that places stay what they are.
    let speaks = ["Deal", "Party", "ExchangeRate"].iter().any(|record| text.contains(record));
    if declares("record ") || declares("use ") || !speaks {
        return text.to_owned();
    }
    format!("{text}\nuse std.deals\n")
}

/// What records lose before the first round of each cascade, and after each round those who lost
/// something else before it.
fn losses(program: &Program, records: &Records, told: &Told) -> Vec<String> {
    let lost = |lost: &Lost| {
        let (key, now) = (&records.tables.of(lost.cell.record).keys, &lost.now.value);
        let value = exact(now, Ty::MONEY, &program.schema, &|_, _| String::new());
        format!("{} {value}", key.get(lost.cell.row as usize).unwrap_or_default())
    };
    let line = |all: &[Lost]| all.iter().map(lost).collect::<Vec<_>>().join(", ");
    let of_step = |step: &StepTold| {
        let rounds = step.rounds.iter().flatten().map(|round| line(&round.losses));
        std::iter::once(line(&step.losses)).chain(rounds).collect::<Vec<_>>()
    };
    told.steps.iter().filter(|step| !step.losses.is_empty()).flat_map(of_step).collect()
}

/// The keys that each round of a case's scenario turned true; a `?` behind those that may be.
fn rounds(records: &Records, told: &Told) -> Vec<String> {
    let key = |joined: &Joined| {
        let keys = &records.tables.of(joined.cell.record).keys;
        let key = keys.get(joined.cell.row as usize).unwrap_or_default();
        format!("{key}{}", if joined.surely { "" } else { "?" })
    };
    let round = |round: &Round| round.joined.iter().map(key).collect::<Vec<_>>().join(", ");
    told.steps.iter().flat_map(|step| step.rounds.iter().flatten()).map(round).collect()
}

/// What a report says before its findings.
fn notes(case: &Case, sources: &Sources, program: &Program, records: &Records) -> Vec<String> {
    let options = Options::of(settings(case), Gate::NONE);
    let assessment = Assessment::new(sources, program, records, &[], &options);
    let head = assessment.head();
    let limits = head.limits.iter().map(|limit| limit.to_string());
    head.notes.iter().map(|note| note.to_string()).chain(limits).collect()
}

fn format(block: &Block) -> Option<Format> {
    match block.kind.as_str() {
        "yaml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        "jsonl" => Some(Format::JsonLines),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

fn settings(case: &Case) -> Settings {
    let as_of = case.arg("as_of").unwrap_or("2025-12-05");
    let currency = case.arg("currency").unwrap_or("USD");
    let limit =
        |name: &str| case.arg(name).map_or(usize::MAX, |most| most.parse().expect("a limit"));
    Settings {
        as_of: Date::parse(as_of).expect("as_of is a date"),
        currency: Currency::from_code(currency).expect("currency is a code"),
        limits: Limits { walks: limit("walks"), reached: limit("reached") },
    }
}

fn compare_diagnostics(
    sources: &Sources,
    found: &[Diagnostic],
    expected: Vec<&str>,
    wrong: &mut Vec<String>,
) {
    let place = |d: &Diagnostic| match d.labels.first() {
        None => "-".to_owned(),
        Some(label) => sources.spot(label.place).in_file(&sources.file(label.place.file()).name),
    };
    let mut open: Vec<(String, &Diagnostic)> =
        found.iter().map(|d| (format!("{} {}", d.code, place(d)), d)).collect();
    for line in expected {
        let (line, help) = line.split_once(" | ").unwrap_or((line, ""));
        let words: Vec<&str> = line.splitn(3, ' ').collect();
        let (head, part) =
            (words[..words.len().min(2)].join(" "), words.get(2).copied().unwrap_or(""));
        // The way out is told of each that has one.
        let helps = |told: &str| told.contains(help) && told.is_empty() == help.is_empty();
        let is_meant = |(h, d): &(String, &Diagnostic)| {
            *h == head && d.message.contains(part) && helps(d.help.as_deref().unwrap_or_default())
        };
        match open.iter().position(is_meant) {
            Some(i) => drop(open.remove(i)),
            None => wrong.push(format!("expected {line} | {help}")),
        }
    }
    let told = |(head, d): (String, &Diagnostic)| {
        let (message, help) = (&d.message, d.help.as_deref().unwrap_or_default());
        format!("found    {head} {message} | {help}")
    };
    wrong.extend(open.into_iter().map(told));
}

/// What is said of the rule and the row that `rule key` names.
fn asked<'a>(
    program: &'a Program,
    records: &'a Records,
    evaluation: &'a Evaluation<'a>,
    text: &str,
) -> Option<Asked<'a>> {
    let (rule, key) = text.split_once(' ')?;
    let rule = program.rules.iter().position(|r| *r.name == *rule)?;
    let keys = &records.tables.of(program.rules[rule].subject).keys;
    let row = (0..keys.len()).find(|row| keys.get(*row) == Some(key))?;
    let row = row as u32;
    let detail = evaluation.subjects(rule, vec![row])?.detail(0);
    let all = evaluation.subjects(rule, (0..keys.len() as u32).collect())?;
    assert_eq!(all.detail(row as usize), detail, "explained among others {key} reads otherwise");
    Some(Asked { program, records, evaluation, rule, row, detail })
}

fn verdict(asked: &Asked<'_>) -> String {
    let (row, detail) = (asked.row, &asked.detail);
    let outcome = &asked.evaluation.run()[asked.rule];
    let flagged = outcome.flagged.iter().find(|(r, ..)| *r == row);
    let open = outcome.undetermined.iter().find(|(r, _)| *r == row);
    let missing = |missing: &[Missing]| {
        let paths: Vec<&str> = missing.iter().map(|m| m.path.as_str()).collect();
        if paths.is_empty() { String::new() } else { format!(" missing {}", paths.join(", ")) }
    };
    match detail.verdict {
        Verdict::NotApplicable => "not applicable".to_owned(),
        Verdict::Clear => {
            assert!(flagged.is_none() && open.is_none(), "the scan and the explanation disagree");
            "clear".to_owned()
        }
        Verdict::Flagged { severity, possibly } => {
            assert_eq!(
                flagged,
                Some(&(row, severity, possibly)),
                "the scan and the explanation disagree"
            );
            let worse =
                possibly.map(|p| format!(" possibly {}{}", p.name(), missing(&detail.missing)));
            format!("flagged {}{}", severity.name(), worse.unwrap_or_default())
        }
        Verdict::Undetermined { possibly } => {
            assert_eq!(open, Some(&(row, possibly)), "the scan and the explanation disagree");
            format!("undetermined possibly {}{}", possibly.name(), missing(&detail.missing))
        }
    }
}

fn message(asked: &Asked<'_>) -> String {
    asked.detail.message.clone()
}

/// What a name of the rule is for a subject: of `RULE.NAME KEY`.
fn named(asked: &Asked<'_>, name: &str) -> Option<String> {
    let (program, arena) = (asked.program, &asked.program.arena);
    let is_it = |e: &ExprId| matches!(&arena.get(*e).op, Op::Named(of, _) if **of == *name);
    let own = arena.parts(program.rules[asked.rule].roots(), |_, _| true).find(is_it);
    // A `let` may stand beside what the rule asks.
    let found = own.or_else(|| arena.iter().map(|(e, _)| e).find(is_it))?;
    let value = asked.evaluation.value(found, asked.row);
    Some(asked.show(&value, arena.get(found).ty))
}

/// What is in force of what the verdict rests on.
fn cites(asked: &Asked<'_>) -> String {
    let subject = asked.evaluation.subjects(asked.rule, vec![asked.row]);
    let cited = subject.map(|subject| ir::in_force(subject.cited(0))).unwrap_or_default();
    if cited.is_empty() { "-".to_owned() } else { cited.join("; ") }
}

fn facts(asked: &Asked<'_>) -> String {
    let fact = |fact: &Fact| {
        let value = asked.show(&fact.value, fact.ty);
        match &fact.or_else {
            Some(OrElse::Taken(taken)) => {
                format!("{} {value}, taken as {}", fact.path, asked.show(taken, fact.ty))
            }
            Some(OrElse::InsteadOf(untold)) => {
                format!("{} {value} ({untold} is not told)", fact.path)
            }
            None => format!("{} {value}", fact.path),
        }
    };
    asked.detail.facts.iter().map(fact).collect::<Vec<_>>().join("; ")
}

fn clears(asked: &Asked<'_>) -> String {
    use riskwright::outcome::Needs;
    let way = |way: &riskwright::outcome::WayOut| {
        let show = |s| asked.show(s, way.ty);
        let needs = match &way.needs {
            Needs::AtLeast { value, strict } => {
                format!("{} {}", if *strict { ">" } else { ">=" }, show(value))
            }
            Needs::AtMost { value, strict } => {
                format!("{} {}", if *strict { "<" } else { "<=" }, show(value))
            }
            Needs::OneOf(values) => {
                format!("in {}", values.iter().map(show).collect::<Vec<_>>().join(" | "))
            }
            Needs::Given => "given".to_owned(),
        };
        format!("{} {needs}", way.path)
    };
    let ways: Vec<String> = asked.detail.clears_when.iter().map(way).collect();
    if ways.is_empty() { "-".to_owned() } else { ways.join("; ") }
}

fn margin(asked: &Asked<'_>) -> String {
    let Some(margin) = &asked.detail.margin else {
        return "-".to_owned();
    };
    let show = |s| asked.show(s, margin.ty);
    let side = if margin.below { "below" } else { "above" };
    let told =
        format!("{} {}, {side} {}", margin.expression, show(&margin.value), show(&margin.line));
    match &margin.converted {
        Some([value, line]) => format!("{told} ({}, {})", show(value), show(line)),
        None => told,
    }
}

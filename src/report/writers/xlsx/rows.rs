//! The rows of the sheets: their columns, and what stands in them.

use super::cell::{Cell, NO_FIGURE, figure, place};
use super::sheet::Column;
use crate::report::{
    Addressee, BaselineFile, Change, Counting, Fact, FactSource, Finding, Grade, Input, Request,
    RuleCount, RuleFile, Since, Stake, Status, Subject, Undetermined, Waived, words,
};

/// Of findings.
pub(super) const FINDINGS: &[Column] = &[
    ("severity", 10.0),
    ("possibly", 10.0),
    ("rule", 26.0),
    ("title", 30.0),
    ("kind", 14.0),
    ("subject", 28.0),
    ("name", 22.0),
    ("what is found", 60.0),
    ("how far past the line", 36.0),
    ("at stake", 22.0),
    ("at least", 18.0),
    ("at most", 18.0),
    ("currency", 9.0),
    ("in full", 14.0),
    ("counted", 9.0),
    ("converted at least", 18.0),
    ("converted at most", 18.0),
    ("into", 9.0),
    ("clears when", 40.0),
    ("what to do", 40.0),
    ("waits for", 40.0),
    ("cites", 24.0),
    ("status", 10.0),
    ("since the baseline", 14.0),
    ("was", 10.0),
    ("file", 28.0),
    ("place", 14.0),
    ("fingerprint", 34.0),
    ("waived until", 12.0),
    ("waived by", 22.0),
    ("why", 40.0),
];

/// A finding.
pub(super) fn finding(finding: &Finding) -> Vec<Cell> {
    let Finding { subject, since, .. } = finding;
    let ways = finding.clears_when.iter();
    let ways =
        ways.map(|way| format!("{} {} (now {})", way.said(), words::needs(&way.needs), way.is));
    let said = if finding.message.is_empty() { &finding.title } else { &finding.message };
    let mut row = vec![
        Cell::Severity(finding.severity),
        Cell::severity(finding.possibly),
        Cell::text(&finding.rule),
        Cell::text(&finding.title),
    ];
    row.extend(named(subject));
    row.push(Cell::text(said));
    row.push(Cell::maybe(finding.margin.as_ref().map(words::margin)));
    row.extend(stake(finding.at_stake.as_ref()));
    row.extend([
        Cell::text(ways.collect::<Vec<_>>().join("; ")),
        Cell::text(&finding.remedy),
        Cell::text(words::missing(&finding.missing, finding.more_missing)),
        Cell::text(finding.cites.join("; ")),
    ]);
    row.extend(compared(finding.status, *since));
    row.extend(place(subject.place.as_ref()));
    row.push(Cell::text(&finding.fingerprint));
    row.extend(waived(finding.waiver.as_ref()));
    row
}

/// Of what could not be decided.
pub(super) const UNDETERMINED: &[Column] = &[
    ("possibly", 10.0),
    ("rule", 26.0),
    ("title", 30.0),
    ("kind", 14.0),
    ("subject", 28.0),
    ("name", 22.0),
    ("waits for", 60.0),
    ("at stake", 22.0),
    ("at least", 18.0),
    ("at most", 18.0),
    ("currency", 9.0),
    ("in full", 14.0),
    ("counted", 9.0),
    ("converted at least", 18.0),
    ("converted at most", 18.0),
    ("into", 9.0),
    ("status", 10.0),
    ("since the baseline", 14.0),
    ("was", 10.0),
    ("file", 28.0),
    ("place", 14.0),
    ("fingerprint", 34.0),
    ("waived until", 12.0),
    ("waived by", 22.0),
    ("why", 40.0),
];

/// A verdict that could not be reached.
pub(super) fn undetermined(verdict: &Undetermined) -> Vec<Cell> {
    let mut row = vec![
        Cell::Severity(verdict.possibly),
        Cell::text(&verdict.rule),
        Cell::text(&verdict.title),
    ];
    row.extend(named(&verdict.subject));
    row.push(Cell::text(words::missing(&verdict.missing, verdict.more_missing)));
    row.extend(stake(verdict.at_stake.as_ref()));
    row.extend(compared(verdict.status, verdict.since));
    row.extend(place(verdict.subject.place.as_ref()));
    row.push(Cell::text(&verdict.fingerprint));
    row.extend(waived(verdict.waiver.as_ref()));
    row
}

/// Of facts to ask for.
pub(super) const REQUESTS: &[Column] = &[
    ("ask", 22.0),
    ("who", 22.0),
    ("as", 14.0),
    ("fact", 22.0),
    ("kind", 14.0),
    ("of", 28.0),
    ("name", 22.0),
    ("what it means", 50.0),
    ("told so far", 22.0),
    ("verdicts that wait", 10.0),
    ("settled by it alone", 10.0),
    ("up to", 10.0),
    ("rules that ask for it", 44.0),
    ("answer", 24.0),
    ("source and date", 24.0),
    ("file", 28.0),
    ("place", 14.0),
];

/// A fact to ask for, of everybody who can be asked.
pub(super) fn request(request: &Request) -> Vec<Vec<Cell>> {
    let row = |asked: Option<&Addressee>| {
        let mut row = vec![
            Cell::text(asked.map_or("", |asked| &asked.key)),
            Cell::maybe(asked.and_then(|asked| asked.name.as_ref())),
            Cell::text(asked.map_or(String::new(), |asked| asked.roles.join(", "))),
            Cell::text(&request.path),
        ];
        row.extend(named(&request.subject));
        row.extend([
            Cell::text(&request.meaning),
            Cell::maybe(request.told.as_ref()),
            Cell::Count(request.waits),
            Cell::Count(request.settles),
            Cell::Severity(request.worst),
            Cell::text(request.rules.join(", ")),
            Cell::Empty,
            Cell::Empty,
        ]);
        row.extend(place(request.subject.place.as_ref()));
        row
    };
    match request.addressees.as_slice() {
        [] => vec![row(None)],
        all => all.iter().map(|asked| row(Some(asked))).collect(),
    }
}

/// Of facts that findings rest on.
pub(super) const FACTS: &[Column] = &[
    ("severity", 10.0),
    ("rule", 26.0),
    ("subject", 28.0),
    ("fact", 34.0),
    ("value", 26.0),
    ("at least, from", 18.0),
    ("at most, to", 18.0),
    ("unit", 9.0),
    ("in full", 14.0),
    ("part of", 26.0),
    ("sources disagree", 10.0),
    ("sources", 40.0),
    ("file", 28.0),
    ("place", 14.0),
    ("fingerprint", 34.0),
];

/// A fact of a finding.
pub(super) fn fact(finding: &Finding, fact: &Fact) -> Vec<Cell> {
    let disputed = match (fact.disputed, fact.contested) {
        (true, _) => "yes",
        (false, true) => "perhaps",
        (false, false) => "",
    };
    let mut row = vec![
        Cell::Severity(finding.severity),
        Cell::text(&finding.rule),
        Cell::text(&finding.subject.key),
        Cell::text(&fact.path),
        Cell::text(words::fact(fact)),
    ];
    row.extend(figure(&fact.value));
    row.extend([
        Cell::maybe(fact.of.as_ref().map(|made| format!("{}: {}", made.said(), made.value))),
        Cell::text(disputed),
        Cell::text(fact.sources.iter().map(says).collect::<Vec<_>>().join("; ")),
    ]);
    row.extend(match fact.files.is_empty() {
        true => place(fact.place.as_ref()),
        false => [Cell::text(words::stands(fact)), Cell::Empty],
    });
    row.push(Cell::text(&finding.fingerprint));
    row
}

/// A source with what it says of a fact.
fn says(source: &FactSource) -> String {
    let outranked = if source.outranked { " (outranked)" } else { "" };
    match &source.says {
        Some(says) => format!("{}: {says}{outranked}", source.key),
        None => format!("{}{outranked}", source.key),
    }
}

/// Of rules.
pub(super) const RULES: &[Column] = &[
    ("rule", 26.0),
    ("title", 30.0),
    ("worst", 10.0),
    ("kind", 14.0),
    ("looked at", 10.0),
    ("flagged", 10.0),
    ("clear", 10.0),
    ("undetermined", 12.0),
    ("not applicable", 12.0),
    ("params", 40.0),
    ("tags", 20.0),
    ("cites", 40.0),
    ("rationale", 80.0),
    ("amended", 24.0),
    ("file", 28.0),
    ("place", 14.0),
];

/// A rule with how its verdicts fell.
pub(super) fn rule(rule: &RuleCount) -> Vec<Cell> {
    let params = rule.params.iter().map(|param| {
        let by_run = if param.set_by_run { " (set by this run)" } else { "" };
        format!("{} = {}{by_run}", param.name, param.value)
    });
    let amended: Vec<String> = rule.amended.iter().map(ToString::to_string).collect();
    let mut row = vec![
        Cell::text(&rule.id),
        Cell::text(&rule.title),
        Cell::Severity(rule.worst),
        Cell::text(&rule.record),
        Cell::Count(rule.subjects),
        Cell::Count(rule.flagged),
        Cell::Count(rule.clear),
        Cell::Count(rule.undetermined),
        Cell::Count(rule.not_applicable),
        Cell::text(params.collect::<Vec<_>>().join("; ")),
        Cell::text(rule.tags.join(", ")),
        Cell::text(rule.cites.join("; ")),
        Cell::text(&rule.rationale),
        Cell::text(amended.join(", ")),
    ];
    row.extend(place(Some(&rule.place)));
    row
}

/// Of what was read.
pub(super) const INPUTS: &[Column] =
    &[("file", 50.0), ("holds", 24.0), ("records", 10.0), ("SHA-256", 70.0)];

/// A record file, a row for each kind that it holds.
pub(super) fn input(input: &Input) -> Vec<Vec<Cell>> {
    let row = |kind: &str, records: u64| {
        vec![
            Cell::text(&input.path),
            Cell::text(kind),
            Cell::Count(records),
            Cell::text(&input.sha256),
        ]
    };
    match input.records.is_empty() {
        true => vec![row("no records", 0)],
        false => input.records.iter().map(|(kind, records)| row(kind, *records)).collect(),
    }
}

/// A file of rules.
pub(super) fn rule_file(file: &RuleFile) -> Vec<Cell> {
    vec![Cell::text(&file.path), Cell::text("rules"), Cell::Empty, Cell::text(&file.sha256)]
}

/// The report that findings are compared with.
pub(super) fn baseline(file: &BaselineFile) -> Vec<Cell> {
    vec![Cell::text(&file.path), Cell::text("baseline"), Cell::Empty, Cell::text(&file.sha256)]
}

/// Of sources.
pub(super) const SOURCES: &[Column] = &[
    ("source", 34.0),
    ("title", 50.0),
    ("publisher", 24.0),
    ("kind", 14.0),
    ("published", 16.0),
    ("address", 60.0),
];

/// A source that findings cite.
pub(super) fn source(source: &FactSource) -> Vec<Cell> {
    let date = source.date.as_deref();
    let day = date.and_then(crate::value::Date::parse);
    vec![
        Cell::text(&source.key),
        Cell::maybe(source.title.as_ref()),
        Cell::maybe(source.publisher.as_ref()),
        Cell::maybe(source.kind.as_ref()),
        day.map_or_else(|| Cell::maybe(date), Cell::Day),
        Cell::maybe(source.url.as_ref()),
    ]
}

/// Of grades.
pub(super) const GRADES: &[Column] = &[
    ("scorecard", 16.0),
    ("grade", 8.0),
    ("possibly", 9.0),
    ("kind", 14.0),
    ("record", 28.0),
    ("name", 22.0),
    ("what gives it", 40.0),
    ("what would give the worse", 40.0),
    ("at stake", 22.0),
    ("at least", 18.0),
    ("at most", 18.0),
    ("currency", 9.0),
    ("in full", 14.0),
    ("verdicts that count", 60.0),
    ("waits for", 40.0),
    ("since the baseline", 20.0),
    ("file", 28.0),
    ("place", 14.0),
];

/// A grade with what gives it.
pub(super) fn grade(grade: &Grade) -> Vec<Cell> {
    let counts = |one: &Counting| format!("{} {} of {}", words::held(one), one.rule, one.key);
    let mut verdicts: Vec<String> = grade.verdicts.iter().map(counts).collect();
    verdicts.extend((grade.more_verdicts > 0).then(|| format!("{} more", grade.more_verdicts)));
    let mut row = vec![
        Cell::text(&grade.scorecard),
        Cell::text(&grade.grade),
        Cell::maybe(grade.possibly.as_ref()),
    ];
    row.extend(named(&grade.subject));
    row.push(Cell::text(words::grade(grade)));
    row.push(Cell::maybe(grade.possibly_because.as_ref().map(words::because)));
    row.push(Cell::maybe(grade.at_stake.as_ref().map(|value| &value.text)));
    row.extend(grade.at_stake.as_ref().map_or(NO_FIGURE, figure));
    row.push(Cell::text(verdicts.join("; ")));
    row.push(Cell::text(words::missing(&grade.missing, grade.more_missing)));
    row.push(Cell::maybe(grade.since.as_ref().and_then(words::grade_since)));
    row.extend(place(grade.subject.place.as_ref()));
    row
}

/// Kind, key and name.
fn named(subject: &Subject) -> [Cell; 3] {
    [Cell::text(&subject.record), Cell::text(&subject.key), Cell::maybe(subject.name.as_ref())]
}

/// What is at stake, in its currency and in that of the report.
fn stake(stake: Option<&Stake>) -> Vec<Cell> {
    let Some(stake) = stake else { return vec![Cell::Empty; 9] };
    let mut cells = vec![Cell::text(&stake.value.text)];
    cells.extend(figure(&stake.value));
    cells.push(Cell::text(if stake.counted { "yes" } else { "no" }));
    let [low, high, into, _] = stake.converted.as_ref().map_or(NO_FIGURE, figure);
    cells.extend([low, high, into]);
    cells
}

/// Until when it is waived, who answers for it, and why.
fn waived(waiver: Option<&Waived>) -> [Cell; 3] {
    let Some(Waived { until, by, because, .. }) = waiver else { return NOT_WAIVED };
    let day = crate::value::Date::parse(until);
    [day.map_or_else(|| Cell::text(until), Cell::Day), Cell::text(by), Cell::text(because)]
}

/// Cells of what nobody answers for.
const NOT_WAIVED: [Cell; 3] = [const { Cell::Empty }; 3];

/// Whether a verdict counts, and how it compares with the baseline.
fn compared(status: Status, since: Option<Since>) -> [Cell; 3] {
    let status = match status {
        Status::New => "new",
        Status::Baseline => "baseline",
        Status::Waived => "waived",
    };
    let change = since.map(|since| match since.change {
        Change::New => "new",
        Change::Worse => "worse",
        Change::EvidenceLost => "evidence lost",
        Change::Changed => "on other facts",
        Change::Milder => "milder",
        Change::Unchanged => "unchanged",
    });
    [Cell::text(status), Cell::maybe(change), Cell::severity(since.and_then(|since| since.was))]
}

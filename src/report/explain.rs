//! One verdict explained: its conditions as trees, each value and fact beside its expression.

use std::io;

use serde::{Serialize, Serializer};

use super::answer::tree::{Line, lines};
use super::words::place;
use super::words::voice::{say, told};
use super::writers::text::finding;
use super::writers::text::page::{Page, Paint};
use super::{
    ClearsWhen, Explanation, Fact, Lapsed, Margin, MissingFact, Out, Param, Place, Stake, Style,
    Subject, TakenParam, words,
};
use crate::outcome::{Clause, Severity, Verdict};

/// Why a rule says what it says about a subject, also where it says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Explained {
    /// The rule's name.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// The paragraphs behind the title.
    pub rationale: String,
    /// What it is about.
    pub subject: Subject,
    /// The verdict.
    #[serde(flatten, serialize_with = "verdict")]
    pub verdict: Verdict,
    /// What a finding says; empty where there is none.
    pub message: String,
    /// What to do about a finding; empty where there is none, or the rule has no remedy.
    pub remedy: String,
    /// The facts that the verdict rests on, whose sources are told.
    pub facts: Vec<Fact>,
    /// The conditions.
    #[serde(serialize_with = "conditions")]
    pub conditions: Vec<(Clause, Explanation)>,
    /// How much money is at stake, where the verdict is a finding or may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<Stake>,
    /// How far past the line.
    #[serde(flatten, serialize_with = "super::told::margin")]
    pub margin: Option<Margin>,
    /// Single facts that would clear it.
    pub clears_when: Vec<ClearsWhen>,
    /// What would decide it.
    pub missing: Vec<MissingFact>,
    /// Where the rule was amended, and what each amendment does to which clause.
    #[serde(serialize_with = "amendments")]
    pub amended: Vec<(Place, Vec<String>)>,
    /// The params that the conditions rest on as they are at the as-of date.
    pub params: Vec<Param>,
    /// Those that they take as of other days.
    pub taken: Vec<TakenParam>,
    /// What is in force of what the rung cites that decided, then of what the rule does.
    pub cites: Vec<String>,
    /// What is cited and not in force.
    pub lapsed: Vec<Lapsed>,
}

/// What a condition gives.
pub(super) fn gives(clause: Clause) -> String {
    match clause {
        Clause::Unless => say("explain-unless"),
        Clause::Flag(severity) => told!("explain-flag", severity = words::severity(severity)),
        Clause::Amount => say("explain-amount"),
    }
}

/// The verdict, how bad it is and what it possibly is.
fn verdict<S: Serializer>(verdict: &Verdict, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Told {
        verdict: &'static str,
        severity: Option<&'static str>,
        possibly: Option<&'static str>,
    }
    let (verdict, severity, possibly) = match *verdict {
        Verdict::NotApplicable => ("not_applicable", None, None),
        Verdict::Clear => ("clear", None, None),
        Verdict::Flagged { severity, possibly } => ("flagged", Some(severity), possibly),
        Verdict::Undetermined { possibly } => ("undetermined", None, Some(possibly)),
    };
    let [severity, possibly] = [severity, possibly].map(|one| one.map(Severity::name));
    Told { verdict, severity, possibly }.serialize(to)
}

/// Each condition with what it gives, the rung's severity where it is one of a rung.
fn conditions<S: Serializer>(
    conditions: &[(Clause, Explanation)],
    to: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Told<'e> {
        clause: &'static str,
        severity: Option<&'static str>,
        explanation: &'e Explanation,
    }
    to.collect_seq(conditions.iter().map(|(clause, explanation)| {
        let (clause, severity) = match clause {
            Clause::Unless => ("unless", None),
            Clause::Flag(severity) => ("flag", Some(severity.name())),
            Clause::Amount => ("amount", None),
        };
        Told { clause, severity, explanation }
    }))
}

/// Each amendment with what it does.
pub(super) fn amendments<S: Serializer>(
    amended: &[(Place, Vec<String>)],
    to: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Told<'a> {
        #[serde(flatten)]
        place: &'a Place,
        changes: &'a [String],
    }
    to.collect_seq(amended.iter().map(|(place, changes)| Told { place, changes }))
}

/// Writes the explanation for people.
pub(super) fn write(explained: &Explained, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    head(explained, &mut page)?;
    let mut told = Vec::new();
    for (clause, tree) in &explained.conditions {
        page.line(2, &[(Paint::Strong, &gives(*clause))])?;
        laid(&lines(tree, &mut told), &mut page)?;
        page.gap()?;
    }
    tail(explained, &mut page)?;
    page.flush()
}

fn head(explained: &Explained, page: &mut Page<'_>) -> io::Result<()> {
    let subject = &explained.subject;
    let (rule, record, key) = (&explained.rule, &subject.record, &subject.key);
    let about = told!("explain-on", rule = rule, record = record, key = key);
    page.paragraph(0, (Paint::Plain, ""), (Paint::Strong, &about))?;
    page.paragraph(0, (Paint::Faint, &say("explain-rule")), (Paint::Plain, &explained.title))?;
    for (at, changes) in &explained.amended {
        let amended = format!("{} ({})", place(&Some(at.clone())), changes.join(", "));
        page.paragraph(0, (Paint::Faint, &say("explain-amended")), (Paint::Plain, &amended))?;
    }
    // A year stands in no file.
    if subject.place.is_some() {
        page.paragraph(
            0,
            (Paint::Faint, &say("explain-record")),
            (Paint::Plain, &place(&subject.place)),
        )?;
    }
    page.paragraph(
        0,
        (Paint::Faint, &say("explain-verdict")),
        (Paint::Strong, &words::verdict(explained.verdict)),
    )?;
    page.gap()?;
    if !explained.message.is_empty() {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &explained.message))?;
        page.gap()?;
    }
    Ok(())
}

/// A tree with its parts, line by line.
fn laid(lines: &[Line<'_>], page: &mut Page<'_>) -> io::Result<()> {
    for line in lines {
        // Deep trees keep to the page: from some depth on, parts stand under each other.
        let indent = (4 + 2 * line.depth).min(page.width() / 2);
        match &line.more {
            Some(more) => page.line(indent, &[(Paint::Faint, more)])?,
            None => page.paragraph(indent, (Paint::Faint, "-"), (Paint::Plain, &step(line)))?,
        }
    }
    Ok(())
}

/// `deal.value: 6 bn USD (too imprecise)  deals.yaml:2:5, as above`
fn step(line: &Line<'_>) -> String {
    let mut text = line.expression.to_owned();
    if let Some(value) = &line.value {
        text.push_str(&format!(": {value}"));
    }
    if let Some(reason) = &line.reason {
        text.push_str(&format!(" ({reason})"));
    }
    if !line.place.is_empty() {
        text.push_str(&format!("  {}", line.place));
    }
    if line.again { told!("explain-above", text = text) } else { text }
}

fn tail(explained: &Explained, page: &mut Page<'_>) -> io::Result<()> {
    if let Some(margin) = &explained.margin {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &words::margin(margin)))?;
    }
    finding::stake(explained.at_stake.as_ref(), page)?;
    for fact in &explained.missing {
        let mut text = format!("{} ({}", words::path(&fact.path), words::why(&fact.reason));
        let at = place(&fact.place);
        text.push_str(&if at.is_empty() { ")".to_owned() } else { format!(", {at})") });
        page.paragraph(2, (Paint::Open, &say("explain-decided-by")), (Paint::Plain, &text))?;
    }
    for way in &explained.clears_when {
        let label = say("text-clears-when");
        page.paragraph(2, (Paint::Good, &label), (Paint::Plain, &words::way(way)))?;
    }
    if !explained.remedy.is_empty() {
        page.paragraph(2, (Paint::Faint, &say("text-remedy")), (Paint::Plain, &explained.remedy))?;
    }
    for param in &explained.params {
        page.paragraph(2, (Paint::Faint, &say("explain-param")), (Paint::Plain, &given(param)))?;
    }
    for param in &explained.taken {
        page.paragraph(2, (Paint::Faint, &say("explain-param")), (Paint::Plain, &taken(param)))?;
    }
    if !explained.cites.is_empty() {
        page.paragraph(
            2,
            (Paint::Faint, &say("text-cites")),
            (Paint::Plain, &explained.cites.join("; ")),
        )?;
    }
    for lapsed in &explained.lapsed {
        page.paragraph(
            2,
            (Paint::Faint, &say("explain-not-cited")),
            (Paint::Plain, &words::lapsed(lapsed)),
        )?;
    }
    finding::sources(&explained.facts, page)?;
    if !explained.rationale.is_empty() {
        page.gap()?;
        page.paragraph(0, (Paint::Plain, ""), (Paint::Plain, &explained.rationale))?;
    }
    Ok(())
}

/// `large_exposure = 25% since 2019-06-01 (CRR 395)`; what the run set rests on no citation.
pub(super) fn given(param: &Param) -> String {
    let text = format!("{} = {}", param.name, since(&param.value, param.since.as_deref()));
    match param.set_by_run {
        true => told!("explain-set", param = text),
        false => text + &cited(&param.cites),
    }
}

/// `threshold = 50 k EUR since 2018-01-01, at 2019-05-01`
pub(super) fn taken(param: &TakenParam) -> String {
    let values = param.values.iter().map(|v| since(&v.value, v.since.as_deref()));
    let all = values.reduce(|one, other| told!("said-or", one = one, other = other));
    let text = format!("{} = {}", param.name, all.unwrap_or_else(|| say("explain-none")));
    told!("explain-taken", param = text, place = param.at) + &cited(&param.cites)
}

pub(super) fn since(value: &str, day: Option<&str>) -> String {
    match day {
        Some(day) => told!("explain-since", value = value, day = day),
        None => value.to_owned(),
    }
}

pub(super) fn cited(cites: &[String]) -> String {
    if cites.is_empty() { String::new() } else { format!(" ({})", cites.join("; ")) }
}

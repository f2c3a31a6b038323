//! One verdict explained: its conditions as trees, each value and fact beside its expression.

use std::io;

use super::words::place;
use super::words::voice::speaking;
use super::writers::text::finding;
use super::writers::text::page::{Page, Paint};
use super::{
    ClearsWhen, Explanation, Fact, Lapsed, Margin, MissingFact, Out, Param, Place, Stake, Style,
    Subject, TakenParam, words,
};
use crate::outcome::{Clause, Verdict};
use crate::ty::count;

/// Why a rule says what it says about a subject, also where it says nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
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
    pub verdict: Verdict,
    /// What a finding says; empty where there is none.
    pub message: String,
    /// What to do about a finding; empty where there is none, or the rule has no remedy.
    pub remedy: String,
    /// The facts that the verdict rests on, whose sources are told.
    pub facts: Vec<Fact>,
    /// The conditions.
    pub conditions: Vec<(Clause, Explanation)>,
    /// How much money is at stake, where the verdict is a finding or may be one.
    pub at_stake: Option<Stake>,
    /// How far past the line.
    pub margin: Option<Margin>,
    /// Single facts that would clear it.
    pub clears_when: Vec<ClearsWhen>,
    /// What would decide it.
    pub missing: Vec<MissingFact>,
    /// Where the rule was amended, and what each amendment does to which clause.
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

/// Writes the explanation for people.
pub fn write(explained: &Explained, style: &Style, out: Out<'_>) -> io::Result<()> {
    speaking(style.lang, || written(explained, style, out))
}

fn written(explained: &Explained, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    head(explained, &mut page)?;
    let mut told = Vec::new();
    for (clause, tree) in &explained.conditions {
        let name = match clause {
            Clause::Unless => "unless".to_owned(),
            Clause::Flag(severity) => format!("flag {} when", severity.name()),
            Clause::Amount => "amount".to_owned(),
        };
        page.line(2, &[(Paint::Strong, &name)])?;
        branch(tree, 4, &mut told, &mut page)?;
        page.gap()?;
    }
    tail(explained, &mut page)?;
    page.flush()
}

fn head(explained: &Explained, page: &mut Page<'_>) -> io::Result<()> {
    let subject = &explained.subject;
    let about = format!("{} on {} {}", explained.rule, subject.record, subject.key);
    page.paragraph(0, (Paint::Plain, ""), (Paint::Strong, &about))?;
    page.paragraph(0, (Paint::Faint, "rule:"), (Paint::Plain, &explained.title))?;
    for (at, changes) in &explained.amended {
        let amended = format!("{} ({})", place(&Some(at.clone())), changes.join(", "));
        page.paragraph(0, (Paint::Faint, "amended:"), (Paint::Plain, &amended))?;
    }
    // A year stands in no file.
    if subject.place.is_some() {
        page.paragraph(0, (Paint::Faint, "record:"), (Paint::Plain, &place(&subject.place)))?;
    }
    page.paragraph(
        0,
        (Paint::Faint, "verdict:"),
        (Paint::Strong, &words::verdict(explained.verdict)),
    )?;
    page.gap()?;
    if !explained.message.is_empty() {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &explained.message))?;
        page.gap()?;
    }
    Ok(())
}

/// A tree with its parts. What stands in `told` was laid out before, and is not laid out again.
fn branch<'t>(
    tree: &'t Explanation,
    indent: usize,
    told: &mut Vec<&'t Explanation>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let again = !tree.children.is_empty() && told.contains(&tree);
    let mut text = tree.expression.clone();
    // A literal is its own value.
    if tree.value.text != tree.expression {
        text = format!("{text}: {}", tree.value);
    }
    if let Some(reason) = &tree.reason {
        text = format!("{text} ({})", words::reason(reason));
    }
    let at = place(&tree.place);
    if !at.is_empty() {
        text = format!("{text}  {at}");
    }
    if again {
        text.push_str(", as above");
    }
    page.paragraph(indent, (Paint::Faint, "-"), (Paint::Plain, &text))?;
    if again {
        return Ok(());
    }
    told.push(tree);
    // Deep trees keep to the page: from some depth on, parts stand under each other.
    let deeper = (indent + 2).min(page.width() / 2);
    for child in &tree.children {
        branch(child, deeper, told, page)?;
    }
    if tree.more > 0 {
        let rest = tree.rest.as_ref().map(|rest| format!(", together {rest}"));
        let more = format!("… and {} more{}", count(tree.more), rest.unwrap_or_default());
        page.line(deeper, &[(Paint::Faint, &more)])?;
    }
    Ok(())
}

fn tail(explained: &Explained, page: &mut Page<'_>) -> io::Result<()> {
    if let Some(margin) = &explained.margin {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &words::margin(margin)))?;
    }
    finding::stake(explained.at_stake.as_ref(), page)?;
    for fact in &explained.missing {
        let mut text = format!("{} ({}", fact.path, words::why(&fact.reason));
        let at = place(&fact.place);
        text.push_str(&if at.is_empty() { ")".to_owned() } else { format!(", {at})") });
        page.paragraph(2, (Paint::Open, "would be decided by"), (Paint::Plain, &text))?;
    }
    for way in &explained.clears_when {
        let text = format!("{} {} (now {})", way.path, words::needs(&way.needs), way.is);
        page.paragraph(2, (Paint::Good, "clears when"), (Paint::Plain, &text))?;
    }
    if !explained.remedy.is_empty() {
        page.paragraph(2, (Paint::Faint, "remedy"), (Paint::Plain, &explained.remedy))?;
    }
    for param in &explained.params {
        page.paragraph(2, (Paint::Faint, "param"), (Paint::Plain, &told(param)))?;
    }
    for param in &explained.taken {
        page.paragraph(2, (Paint::Faint, "param"), (Paint::Plain, &taken(param)))?;
    }
    if !explained.cites.is_empty() {
        page.paragraph(2, (Paint::Faint, "cites"), (Paint::Plain, &explained.cites.join("; ")))?;
    }
    for lapsed in &explained.lapsed {
        page.paragraph(2, (Paint::Faint, "not cited"), (Paint::Plain, &words::lapsed(lapsed)))?;
    }
    finding::sources(&explained.facts, page)?;
    if !explained.rationale.is_empty() {
        page.gap()?;
        page.paragraph(0, (Paint::Plain, ""), (Paint::Plain, &explained.rationale))?;
    }
    Ok(())
}

/// `large_exposure = 25% since 2019-06-01 (CRR 395)`; what the run set rests on no citation.
fn told(param: &Param) -> String {
    let mut text = format!("{} = {}", param.name, since(&param.value, param.since.as_deref()));
    match param.set_by_run {
        true => text.push_str(", set by the run"),
        false => text.push_str(&cited(&param.cites)),
    }
    text
}

/// `threshold = 50 k EUR since 2018-01-01, at 2019-05-01`
fn taken(param: &TakenParam) -> String {
    let values = param.values.iter().map(|v| since(&v.value, v.since.as_deref()));
    let values = match values.collect::<Vec<_>>().join(" or ") {
        none if none.is_empty() => "none in force".to_owned(),
        values => values,
    };
    format!("{} = {values}, at {}{}", param.name, param.at, cited(&param.cites))
}

pub(super) fn since(value: &str, day: Option<&str>) -> String {
    day.map_or_else(|| value.to_owned(), |day| format!("{value} since {day}"))
}

pub(super) fn cited(cites: &[String]) -> String {
    if cites.is_empty() { String::new() } else { format!(" ({})", cites.join("; ")) }
}

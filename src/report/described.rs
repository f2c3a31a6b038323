//! A rule as it is, without records: what it says, rests on, asks for and is made of.

use std::io;

use serde::Serialize;

use super::explain::{cited, since};
use super::words::place;
use super::words::voice::{say, told};
use super::writers::text::page::{Page, Paint, clean};
use super::{InForce, Out, Param, Place, Style};

/// What a rule is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Described {
    /// The rule's name.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// The paragraphs behind the title.
    pub rationale: String,
    /// The kind of record that it looks at.
    #[serde(rename = "record")]
    pub subject: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Where it was amended, and what each amendment does to which clause.
    #[serde(serialize_with = "super::explain::amendments")]
    pub amended: Vec<(Place, Vec<String>)>,
    /// What the rule cites, then what its rungs do.
    pub cites: Vec<Cited>,
    /// The fields that it asks for, by way of whatever it is made of.
    pub fields: Vec<Needed>,
    /// The params that it rests on.
    pub params: Vec<NamedParam>,
    /// The defines and flows that it is made of.
    pub made_of: Vec<Part>,
    /// Its own text, then that of each amendment.
    pub text: Vec<Part>,
}

/// A citation of a rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Cited {
    /// What is cited.
    pub text: String,
    /// The severity of the rung that cites it; `None`: the rule does.
    #[serde(rename = "severity")]
    pub rung: Option<String>,
    /// The first day on which it holds.
    pub from: Option<String>,
    /// The last one.
    pub until: Option<String>,
    /// The framework that it belongs to.
    pub framework: Option<String>,
    /// Whether it holds in this run.
    pub in_force: bool,
}

/// A field that a rule asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Needed {
    /// The kind of record that has it.
    pub record: String,
    /// Its name.
    pub name: String,
    /// Its type, as rules write it.
    #[serde(rename = "type")]
    pub ty: String,
    /// What it means.
    pub doc: String,
}

/// A param that a rule rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct NamedParam {
    /// What it is in this run.
    #[serde(flatten)]
    pub param: Param,
    /// What it means.
    pub title: String,
    /// Where it is declared.
    #[serde(flatten)]
    pub place: Place,
    /// Where the run sets it.
    #[serde(rename = "set_at")]
    pub set: Option<Place>,
    /// What it was and will be, where it is dated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<InForce>,
}

/// A piece of rule text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Part {
    /// What it gives a meaning, or changes.
    pub name: String,
    /// What it says in a few words.
    pub title: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The text.
    pub text: String,
}

/// Writes it for people.
pub(super) fn write(described: &Described, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    head(described, &mut page)?;
    if !described.cites.is_empty() {
        heading("explain-cites", &mut page)?;
        for cited in &described.cites {
            page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &citation(cited)))?;
        }
    }
    if !described.fields.is_empty() {
        heading("explain-asks-for", &mut page)?;
        for field in &described.fields {
            let name = format!("{}.{}", field.record, field.name);
            let text = format!("{}. {}", field.ty, field.doc.replace("\n\n", " "));
            page.paragraph(2, (Paint::Strong, &name), (Paint::Plain, &text))?;
        }
    }
    if !described.params.is_empty() {
        heading("explain-params", &mut page)?;
        for param in &described.params {
            page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &in_force(param)))?;
        }
    }
    if !described.made_of.is_empty() {
        heading("explain-made-of", &mut page)?;
        for (n, part) in described.made_of.iter().enumerate() {
            if n > 0 {
                page.gap()?;
            }
            let told = format!("{} ({})", part.title, place(&Some(part.place.clone())));
            page.paragraph(2, (Paint::Strong, &part.name), (Paint::Faint, told.trim_start()))?;
            code(&part.text, &mut page)?;
        }
    }
    for part in &described.text {
        headed(&place(&Some(part.place.clone())), &mut page)?;
        code(&part.text, &mut page)?;
    }
    page.flush()
}

fn head(described: &Described, page: &mut Page<'_>) -> io::Result<()> {
    let (rule, subject) = (&described.rule, &described.subject);
    let about = told!("explain-for-each", rule = rule, subject = subject);
    page.paragraph(0, (Paint::Plain, ""), (Paint::Strong, &about))?;
    page.paragraph(0, (Paint::Faint, &say("explain-rule")), (Paint::Plain, &described.title))?;
    if !described.tags.is_empty() {
        page.paragraph(
            0,
            (Paint::Faint, &say("explain-tags")),
            (Paint::Plain, &described.tags.join(", ")),
        )?;
    }
    for (at, changes) in &described.amended {
        let amended = format!("{} ({})", place(&Some(at.clone())), changes.join(", "));
        page.paragraph(0, (Paint::Faint, &say("explain-amended")), (Paint::Plain, &amended))?;
    }
    for paragraph in described.rationale.split("\n\n").filter(|text| !text.is_empty()) {
        page.gap()?;
        page.paragraph(0, (Paint::Plain, ""), (Paint::Plain, paragraph))?;
    }
    Ok(())
}

fn heading(id: &str, page: &mut Page<'_>) -> io::Result<()> {
    headed(&say(id), page)
}

fn headed(name: &str, page: &mut Page<'_>) -> io::Result<()> {
    page.gap()?;
    page.line(0, &[(Paint::Strong, name)])
}

/// Rule text line by line, as it stands.
fn code(text: &str, page: &mut Page<'_>) -> io::Result<()> {
    text.lines().try_for_each(|line| match line.trim_end() {
        "" => page.gap(),
        line => page.line(2, &[(Paint::Plain, &clean(line))]),
    })
}

/// `"CRR 395" from 2014-01-01 until 2021-06-27 under crr, for high; not in force`
pub(super) fn citation(cited: &Cited) -> String {
    let mut text = cited.text.clone();
    if let Some(day) = &cited.from {
        text = told!("explain-from", text = text, day = day);
    }
    if let Some(day) = &cited.until {
        text = told!("explain-until", text = text, day = day);
    }
    if let Some(framework) = &cited.framework {
        text = told!("explain-under", text = text, framework = framework);
    }
    if let Some(rung) = &cited.rung {
        text = told!("explain-for", text = text, rung = rung);
    }
    if !cited.in_force {
        text = told!("explain-lapsed", text = text);
    }
    text
}

/// `large = 2 bn USD, set by riskwright.yaml:7:10 (rules/first.risk:14:7): What counts as large.`
pub(super) fn in_force(named: &NamedParam) -> String {
    let param = &named.param;
    let mut text = format!("{} = {}", param.name, since(&param.value, param.since.as_deref()));
    match &named.set {
        Some(at) => text = told!("explain-set-at", param = text, place = place(&Some(at.clone()))),
        None => text.push_str(&cited(&param.cites)),
    }
    if !param.bounds.is_empty() {
        text.push_str(&format!(", must be {}", param.bounds.join(" and ")));
    }
    if !named.values.is_empty() {
        let values = named.values.iter().map(|one| since(&one.value, one.since.as_deref()));
        text = told!("explain-of", param = text, values = values.collect::<Vec<_>>().join(", "));
    }
    text = told!("explain-declared", param = text, place = place(&Some(named.place.clone())));
    if !named.title.is_empty() {
        text.push_str(&format!(": {}", named.title));
    }
    text
}

//! One grade explained: every condition on the way to it, and every verdict that counts.

use std::io;

use serde::{Serialize, Serializer};

use super::words::voice::{say, told};
use super::writers::text::finding;
use super::writers::text::grades;
use super::writers::text::page::{Page, Paint};
use super::{Grade, Out, Style};
use crate::value::Tri;

/// Why a record has its grade.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct ExplainedGrade {
    /// The scorecard in a few words.
    pub title: String,
    /// The paragraphs behind the title.
    pub rationale: String,
    /// The grade, with all verdicts that count.
    pub grade: Grade,
    /// The grades with their conditions, then the caps, and whether each holds.
    #[serde(serialize_with = "clauses")]
    pub clauses: Vec<(String, Tri)>,
    /// What is in force of what the scorecard cites.
    pub cites: Vec<String>,
}

/// Whether a condition holds.
pub(super) fn holds(truth: Tri) -> &'static str {
    match truth {
        Tri::True => "true",
        Tri::False => "false",
        Tri::Unknown => "unknown",
    }
}

/// The same for people.
pub(super) fn truth_of(truth: Tri) -> String {
    say(match truth {
        Tri::True => "explain-true",
        Tri::False => "explain-false",
        Tri::Unknown => "said-unknown",
    })
}

fn clauses<S: Serializer>(clauses: &[(String, Tri)], to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Told<'c> {
        clause: &'c str,
        holds: &'static str,
    }
    to.collect_seq(clauses.iter().map(|(clause, truth)| Told { clause, holds: holds(*truth) }))
}

/// Writes the explanation for people.
pub(super) fn write(explained: &ExplainedGrade, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    let (grade, title) = (&explained.grade, &explained.title);
    let (card, record, key) = (&grade.scorecard, &grade.subject.record, &grade.subject.key);
    let about = told!("explain-on", rule = card, record = record, key = key);
    page.paragraph(0, (Paint::Plain, ""), (Paint::Strong, &about))?;
    page.paragraph(0, (Paint::Faint, &say("explain-scorecard")), (Paint::Plain, title))?;
    page.gap()?;
    for (clause, truth) in &explained.clauses {
        let paint = match truth {
            Tri::True => Paint::Strong,
            Tri::False => Paint::Faint,
            Tri::Unknown => Paint::Open,
        };
        let told = format!("{clause}: {}", truth_of(*truth));
        page.paragraph(2, (Paint::Plain, ""), (paint, &told))?;
    }
    page.gap()?;
    grades::write_all(grade, &mut page)?;
    finding::facts(&grade.facts, &mut page)?;
    if !explained.cites.is_empty() {
        page.paragraph(
            2,
            (Paint::Faint, &say("text-cites")),
            (Paint::Plain, &explained.cites.join("; ")),
        )?;
    }
    if !explained.rationale.is_empty() {
        page.gap()?;
        page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &explained.rationale))?;
    }
    page.flush()
}

//! Answers for programs: one JSON document; `schema/explain.schema.json` describes it.

use std::io;

use serde::Serialize;

use super::Answer;
use crate::report::writers::json::document;
use crate::report::{Described, Explained, ExplainedGrade, Out, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Says<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<&'a str>,
    #[serde(flatten)]
    told: Told<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Told<'a> {
    Verdict(&'a Explained),
    Grade(&'a ExplainedGrade),
    Rule(&'a Described),
    Code { code: &'a str, title: &'a str, page: &'a str },
}

/// Writes the whole answer.
pub(in crate::report) fn write(answer: &Answer<'_>, _: &Style, out: Out<'_>) -> io::Result<()> {
    let basis = answer.basis();
    let says = Says {
        kind: answer.kind(),
        as_of: basis.map(|basis| basis.as_of),
        scenario: basis.and_then(|basis| basis.scenario),
        told: match answer {
            Answer::Verdict(explained, _) => Told::Verdict(explained),
            Answer::Grade(explained, _) => Told::Grade(explained),
            Answer::Rule(rule, _) => Told::Rule(rule),
            Answer::Code(info) => {
                Told::Code { code: info.code, title: info.title, page: info.page }
            }
        },
    };
    document(VERSION, &says, out)
}

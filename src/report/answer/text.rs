//! Answers for people at a terminal.

use std::io;

use super::Answer;
use crate::report::{Out, Style, described, explain, explain_grade};

/// Writes the whole answer.
pub(in crate::report) fn write(
    answer: &Answer<'_>,
    style: &Style,
    mut out: Out<'_>,
) -> io::Result<()> {
    match answer {
        Answer::Verdict(explained, _) => explain::write(explained, style, out),
        Answer::Grade(explained, _) => explain_grade::write(explained, style, out),
        Answer::Rule(rule, _) => described::write(rule, style, out),
        Answer::Code(info) => {
            out.write_all(info.page.as_bytes())?;
            out.flush()
        }
    }
}

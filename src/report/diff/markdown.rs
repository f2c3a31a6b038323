//! What is otherwise, in Markdown, within so many bytes: the sums of both, then what is new or worse,
//! and the rest folded.

use std::io;

use super::{Changed, Diff};
use crate::report::words::diff as words;
use crate::report::words::voice::{say, some};
use crate::report::writers::markdown::BYTES;
use crate::report::writers::markdown::escape::{code, inline};
use crate::report::writers::markdown::page::{Folded, Page};
use crate::report::{Out, Style};

/// How many bytes are kept for what says how much is left out.
const LEFT_OUT: usize = 200;

/// Writes all of it, as far as there is room.
pub(in crate::report) fn write(diff: &Diff, style: &Style, out: Out<'_>) -> io::Result<()> {
    let most = style.bytes.unwrap_or(BYTES);
    let mut page = Page::new(out, most);
    page.must(&opening(diff))?;
    let (first, rest): (Vec<&Changed>, Vec<&Changed>) =
        diff.changes.iter().partition(|change| change.change.counts());
    let mut folded = Folded::within(most / 3);
    rest.iter().for_each(|change| folded.add(&one(change)));
    let summary = inline(&words::changes(diff));
    let rest = if rest.is_empty() { String::new() } else { folded.fold(&summary, "diff-more") };
    for (told, change) in first.iter().enumerate() {
        if !page.put(&one(change), rest.len() + LEFT_OUT)? {
            page.must(&format!("- {}\n", some("diff-more", (first.len() - told) as u64)))?;
            break;
        }
    }
    page.must(&format!("\n{rest}"))?;
    page.flush()
}

fn opening(diff: &Diff) -> String {
    let mut to = format!(
        "<!-- riskwright diff -->\n### {}\n\n**{}**\n\n",
        inline(&words::compared(diff)),
        inline(&words::changes(diff)),
    );
    if let Some(verified) = words::verified(diff) {
        to.push_str(&format!("**{}**\n\n", inline(&verified)));
    }
    to.push_str(&format!("| | {} | {} |\n|---|--:|--:|\n", say("diff-then"), say("diff-now")));
    for [what, then, now] in words::totals(&diff.old.totals, &diff.new.totals) {
        to.push_str(&format!("| {what} | {} | {} |\n", inline(&then), inline(&now)));
    }
    to.push_str(&format!("\n{}:\n\n", say("diff-made-with")));
    for line in words::apart(&diff.apart) {
        to.push_str(&format!("- {}\n", inline(&line)));
    }
    to.push('\n');
    to
}

/// A change, as an entry of a list.
fn one(change: &Changed) -> String {
    let key = change.subject.as_ref().map(|subject| format!(" {}", inline(&subject.key)));
    let mut to = format!(
        "- **{}**: {}, {}{}",
        words::turn(change.change),
        inline(&words::stood(change)),
        code(&words::matter(change)),
        key.unwrap_or_default(),
    );
    if !change.message.is_empty() {
        to.push_str(&format!(": {}", inline(&change.message)));
    }
    to.push('\n');
    let mut line = |text: &str| to.push_str(&format!("  - {}\n", inline(text)));
    words::facts(change).iter().for_each(|fact| line(fact));
    words::missed(&change.missing).iter().for_each(|waits| line(waits));
    let label = |id: &str, text: &str| format!("{}: {text}", say(id));
    words::ended(&change.ended).iter().for_each(|ended| line(&label("diff-why", ended)));
    line(&label("diff-cause", &words::origins(&change.causes)));
    to
}

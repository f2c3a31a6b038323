//! The stress report in Markdown, within so many bytes: a row for each scenario, then what each turns,
//! folded.

use std::io;

use super::text::{gate, label, standing, sums};
use super::{Standing, Stress, Stressed, StressedRule, Turned};
use crate::report::words::voice::{count, counted, say, some, told};
use crate::report::writers::markdown::BYTES;
use crate::report::writers::markdown::escape::{code, inline};
use crate::report::writers::markdown::page::Page;
use crate::report::writers::markdown::remarks;
use crate::report::{AtStake, Out, Style, words};

/// How many bytes are kept for what says what is left out, of each scenario and at the end.
const LEFT_OUT: usize = 200;

/// Writes the whole report.
pub(in crate::report) fn write(stress: &Stress, style: &Style, out: Out<'_>) -> io::Result<()> {
    let most = style.bytes.unwrap_or(BYTES);
    let mut page = Page::new(out, most);
    let all = remarks(stress);
    page.must(&opening(stress))?;
    let kept: usize = all.iter().map(remarks::bytes).sum::<usize>().min(most / 4) + most / 8;
    for (at, stressed) in stress.scenarios.iter().enumerate() {
        let behind = stress.scenarios.len() - at;
        scenario(stressed, kept + behind * LEFT_OUT, &mut page)?;
    }
    rules(stress, most / 8, &mut page)?;
    for (at, of_kind) in all.iter().enumerate() {
        remarks::write(of_kind, &mut page, (all.len() - at) * remarks::LEAST)?;
    }
    page.flush()
}

/// What a reader must know of the run.
fn remarks(stress: &Stress) -> Vec<words::Remarks> {
    vec![
        words::Remarks::limits(&stress.limits),
        words::Remarks::skipped(&stress.skipped),
        words::Remarks::notes(&stress.notes),
    ]
}

/// The gate, and a row for each scenario.
fn opening(stress: &Stress) -> String {
    let Stress { as_of, currency, .. } = stress;
    let heading = counted!("stress-scenarios", stress.scenarios.len() as u64, day = as_of);
    let mut to =
        format!("<!-- riskwright stress -->\n### {heading}\n\n**{}**\n\n", inline(&gate(stress)));
    let columns = ["stress-scenario", "stress-what-turns", "md-at-stake"].map(say).join(" | ");
    to.push_str(&format!("| {columns} |\n|---|---|---|\n"));
    let stake = |all: &AtStake| inline(&words::value(&all.value));
    let base = stress.at_stake.as_ref().map(stake).unwrap_or_default();
    to.push_str(&format!("| *{}* | | {base} |\n", say("stress-none")));
    for Stressed { scenario, counts, at_stake, .. } in &stress.scenarios {
        let stake = at_stake.as_ref().map(stake).unwrap_or_default();
        to.push_str(&format!("| {} | {} | {stake} |\n", code(&scenario.name), sums(*counts)));
    }
    to.push_str(&format!("\n{}\n\n", told!("stress-amounts", currency = currency)));
    to
}

/// What a scenario changed and turned, as far as there is room.
fn scenario(stressed: &Stressed, spare: usize, page: &mut Page<'_>) -> io::Result<()> {
    let Stressed { scenario, counts, turns, grades, .. } = stressed;
    let title = inline(&scenario.title);
    page.must(&format!("<details>\n<summary>{}</summary>\n\n**{title}**\n\n", summary(stressed)))?;
    let changed =
        words::scenario(scenario).into_iter().map(|line| format!("- {}\n", inline(&line)));
    let regraded = grades.iter().map(|one| {
        let before = inline(&words::graded(&one.before, one.possibly_before.as_deref()));
        let after = inline(&words::graded(&one.after, one.possibly_after.as_deref()));
        let by = told!("md-by", key = inline(&one.subject.key), scorecard = code(&one.scorecard));
        format!("- {by}: {}\n", told!("stress-regraded", after = after, before = before))
    });
    let lines: Vec<String> = changed.chain(regraded).collect();
    let mut left = lines.len() as u64 + counts.all();
    for line in lines.into_iter().chain(turns.iter().map(turned)) {
        if !page.put(&line, spare)? {
            break;
        }
        left = left.saturating_sub(1);
    }
    if left > 0 {
        page.must(&format!("- {}\n", some("text-and-more", left)))?;
    }
    page.must("\n</details>\n\n")
}

/// The scenario's name in a line of HTML.
fn summary(stressed: &Stressed) -> String {
    inline(&format!("{}: {}", stressed.scenario.name, sums(stressed.counts)))
}

/// A verdict that turned, in a line.
fn turned(turned: &Turned) -> String {
    let Turned { rule, subject, after, .. } = turned;
    let after = match after {
        Standing::Silent => say("said-no-finding"),
        other => standing(*other),
    };
    let said = match (turned.after, turned.message.is_empty()) {
        (Standing::Flagged(_), false) => format!(": {}", inline(&turned.message)),
        _ => String::new(),
    };
    let stake = turned.at_stake.as_ref();
    let stake = stake.map(|stake| {
        format!("; {}", told!("stress-at-stake", amount = inline(&words::stake(stake))))
    });
    let about = told!("said-about", what = code(rule), whom = inline(&subject.key));
    let label = inline(&label(turned));
    format!("- **{after}** {about} ({label}){said}{}\n", stake.unwrap_or_default())
}

/// Findings of each rule without a scenario and with each; behind a sign what is undetermined.
fn rules(stress: &Stress, spare: usize, page: &mut Page<'_>) -> io::Result<()> {
    let cell = |flagged: u64, open: u64| match open {
        0 => count(flagged),
        open => format!("{} ({}?)", count(flagged), count(open)),
    };
    let names: Vec<String> = stress.scenarios.iter().map(|one| code(&one.scenario.name)).collect();
    page.must(&format!(
        "#### {}\n\n| {} | {} | {} |\n|---|--:|{}\n",
        say("stress-by-rule"),
        say("stress-rule"),
        say("stress-none"),
        names.join(" | "),
        "--:|".repeat(names.len())
    ))?;
    let finds = |rule: &&StressedRule| {
        let under = rule.scenarios.iter();
        rule.flagged + rule.undetermined + under.map(|u| u.flagged + u.undetermined).sum::<u64>()
            > 0
    };
    let told: Vec<&StressedRule> = stress.rules.iter().filter(finds).collect();
    let silent = stress.rules.len() - told.len();
    let mut left = told.len();
    for rule in told {
        let under = rule.scenarios.iter().map(|under| cell(under.flagged, under.undetermined));
        let cells: Vec<String> =
            std::iter::once(cell(rule.flagged, rule.undetermined)).chain(under).collect();
        if !page.put(&format!("| {} | {} |\n", code(&rule.id), cells.join(" | ")), spare)? {
            break;
        }
        left -= 1;
    }
    let more = |id: &str, n: usize| match n {
        0 => String::new(),
        n => format!(" {}", some(id, n as u64)),
    };
    let behind = format!(
        "\n{}{}{}\n\n",
        say("stress-so-many-open"),
        more("stress-left-out", left),
        more("stress-silent", silent)
    );
    page.must(&behind)
}

//! What records lose in a cascade, in words.

use super::value::value;
use super::voice::{counted, naming, say, some, told};
use crate::report::{Fate, Loss, LossRound, LossSize, Losses, Scenario};

/// How many records of a round a text names.
const NAMES: usize = 12;

/// `lost at first: 60 bn USD: oracle 40 bn USD (failed), coreweave 20 bn USD (bears it)`.
pub(super) fn at_first(losses: &Losses) -> Option<String> {
    in_round(losses, None, "loss-at-first")
}

/// The same of what a round adds.
pub(super) fn after(losses: &Losses, round: u64) -> Option<String> {
    in_round(losses, Some(round), "loss-by-it")
}

fn in_round(losses: &Losses, round: Option<u64>, id: &str) -> Option<String> {
    let LossRound { more, losses: of, .. } = losses.rounds.iter().find(|r| r.round == round)?;
    Some(naming(id, &[("amount", &amount(more)), ("named", &named(losses, of))]))
}

/// What is lost in all, and by whom.
pub(super) fn in_all(losses: &Losses) -> String {
    let fates = |fate: Fate| losses.losers.iter().filter(|loss| loss.fate == fate).count();
    let mut text = match losses.losers.len() {
        0 => return say("loss-nothing"),
        n => counted!("loss-in-all", n as u64, amount = amount(&losses.all)),
    };
    let (joined, perhaps) = (fates(Fate::Joined), fates(Fate::Perhaps));
    if joined + perhaps < losses.losers.len() || perhaps > 0 {
        let joined = counted!("loss-of-which", joined as u64, field = losses.field);
        text.push_str(&format!(", {joined}"));
        if perhaps > 0 {
            text.push_str(&format!(", {}", some("loss-perhaps-more", perhaps as u64)));
        }
    }
    if losses.unconverted > 0 {
        text.push_str(&format!("; {}", some("loss-unconverted", losses.unconverted)));
    }
    format!("{text}: {}", named(losses, &losses.losers))
}

fn named(losses: &Losses, of: &[Loss]) -> String {
    let one = |loss: &Loss| {
        let fate = match loss.fate {
            Fate::Joined => losses.field.clone(),
            Fate::Perhaps => told!("run-perhaps", what = losses.field),
            Fate::Bears => say("loss-bears"),
        };
        format!("{} {} ({fate})", loss.key, amount(&loss.lost))
    };
    let mut names: Vec<String> = of.iter().take(NAMES).map(one).collect();
    if let Some(more) = of.len().checked_sub(NAMES).filter(|more| *more > 0) {
        names.push(some("said-more", more as u64));
    }
    names.join(", ")
}

/// What a scenario makes of a record, in a picture: `round 1: loses 40 bn USD, perhaps 60 bn USD`.
pub(crate) fn struck(round: Option<u64>, lost: Option<&LossSize>) -> Option<String> {
    let round = round.map(|round| told!("loss-round", round = round));
    let lost = lost.map(|lost| told!("loss-loses", amount = amount(lost)));
    let parts: Vec<String> = round.into_iter().chain(lost).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// What a picture shows of a scenario: `scenario anchor-fails, lost in all: 15 bn USD`.
pub(crate) fn under(scenario: &Scenario) -> String {
    let all: Vec<String> = scenario.losses.iter().map(|losses| amount(&losses.all)).collect();
    match all.is_empty() {
        true => told!("loss-scenario", name = scenario.name),
        false => told!("loss-scenario-lost", name = scenario.name, amount = all.join("; ")),
    }
}

/// `40 bn USD`, `40 bn USD and perhaps 60 bn USD`, `perhaps any amount`.
fn amount(LossSize { certain, possible }: &LossSize) -> String {
    match possible {
        Some(possible) if possible == certain => value(certain),
        Some(possible) if certain.is_nothing() => {
            told!("run-perhaps", what = value(possible))
        }
        // It was possible before.
        Some(possible) if possible.is_nothing() => {
            told!("loss-now-certain", certain = value(certain))
        }
        Some(possible) => {
            told!("loss-perhaps", certain = value(certain), possible = value(possible))
        }
        None if certain.is_nothing() => say("loss-any"),
        None => told!("loss-perhaps-any", certain = value(certain)),
    }
}

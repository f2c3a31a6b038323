//! What records lose in a cascade, in words.

use super::list::some;
use crate::report::{Fate, Loss, LossRound, LossSize, Losses, Scenario};

/// How many records of a round a text names.
const NAMES: usize = 12;

/// `lost at first: 60 bn USD: oracle 40 bn USD (failed), coreweave 20 bn USD (bears it)`.
pub(super) fn at_first(losses: &Losses) -> Option<String> {
    in_round(losses, None, "lost at first")
}

/// The same of what a round adds.
pub(super) fn after(losses: &Losses, round: u64) -> Option<String> {
    in_round(losses, Some(round), "lost by it")
}

fn in_round(losses: &Losses, round: Option<u64>, what: &str) -> Option<String> {
    let LossRound { more, losses: of, .. } = losses.rounds.iter().find(|r| r.round == round)?;
    Some(format!("{what}: {}: {}", amount(more), named(losses, of)))
}

/// What is lost in all, and by whom.
pub(super) fn in_all(losses: &Losses) -> String {
    let fates = |fate: Fate| losses.losers.iter().filter(|loss| loss.fate == fate).count();
    let mut text = match losses.losers.len() {
        0 => return "lost in all: nothing".to_owned(),
        n => format!("lost in all: {} by {}", amount(&losses.all), some(n as u64, "record")),
    };
    let (joined, perhaps) = (fates(Fate::Joined), fates(Fate::Perhaps));
    if joined + perhaps < losses.losers.len() || perhaps > 0 {
        text.push_str(&format!(", of which {joined} {}", losses.field));
        if perhaps > 0 {
            text.push_str(&format!(", perhaps {perhaps} more"));
        }
    }
    if losses.unconverted > 0 {
        let own = some(losses.unconverted, "loss");
        text.push_str(&format!("; {own} without an exchange rate not counted"));
    }
    format!("{text}: {}", named(losses, &losses.losers))
}

fn named(losses: &Losses, of: &[Loss]) -> String {
    let one = |loss: &Loss| {
        let fate = match loss.fate {
            Fate::Joined => losses.field.clone(),
            Fate::Perhaps => format!("perhaps {}", losses.field),
            Fate::Bears => "bears it".to_owned(),
        };
        format!("{} {} ({fate})", loss.key, amount(&loss.lost))
    };
    let mut names: Vec<String> = of.iter().take(NAMES).map(one).collect();
    if let Some(more) = of.len().checked_sub(NAMES).filter(|more| *more > 0) {
        names.push(format!("{more} more"));
    }
    names.join(", ")
}

/// What a scenario makes of a record, in a picture: `round 1: loses 40 bn USD, perhaps 60 bn USD`.
pub(crate) fn struck(round: Option<u64>, lost: Option<&LossSize>) -> Option<String> {
    let round = round.map(|round| format!("round {round}"));
    let lost = lost.map(|lost| format!("loses {}", amount(lost)));
    let parts: Vec<String> = round.into_iter().chain(lost).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// What a picture shows of a scenario: `scenario anchor-fails, lost in all: 15 bn USD`.
pub(crate) fn under(scenario: &Scenario) -> String {
    let all: Vec<String> = scenario.losses.iter().map(|losses| amount(&losses.all)).collect();
    match all.is_empty() {
        true => format!("scenario {}", scenario.name),
        false => format!("scenario {}, lost in all: {}", scenario.name, all.join("; ")),
    }
}

/// `40 bn USD`, `40 bn USD and perhaps 60 bn USD`, `perhaps any amount`.
fn amount(LossSize { certain, possible }: &LossSize) -> String {
    match possible {
        Some(possible) if possible == certain => certain.to_string(),
        Some(possible) if certain.is_nothing() => format!("perhaps {possible}"),
        // It was possible before.
        Some(possible) if possible.is_nothing() => format!("{certain} now for certain"),
        Some(possible) => format!("{certain}, perhaps {possible}"),
        None if certain.is_nothing() => "perhaps any amount".to_owned(),
        None => format!("{certain}, perhaps any amount"),
    }
}
